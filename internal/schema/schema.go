// Package schema is the list of the disclosure tables: their columns, what a cell
// of each column holds and the closed lists of codes. It is the one source for
// reading the tables, for the headers of the downloads and for docs/data.md.
package schema

import "strings"

// Kind says what a cell holds.
type Kind int

// The kinds of cell.
const (
	Text      Kind = iota // free text, may have several lines
	Name                  // text of one line in which invisible characters are refused
	Key                   // an identifier
	CreditKey             // a unified social credit code
	List                  // several values separated by ; ； or 、
	Date                  // a day; 2099-12-31 or 长期 is open-ended
	Year                  // a year
	Money                 // yuan
	Count                 // a whole number, 0 or more
	Score                 // 0 to 100, at most two decimals
	URL                   // http or https
	Coded                 // one of a closed list
)

// Column is a column of a table.
type Column struct {
	Name     string // the header in English
	ZH       string // the header in Chinese
	EN       string // what to call it in an English page
	Kind     Kind
	Required bool   // the column must exist and every cell be given
	Codes    []Code // of a Coded column: nothing else may stand there
	Known    []Code // of an open list: anything else is kept as written, with a notice
}

// Code is one value of a closed list.
type Code struct {
	ID      string   // as in the published data
	ZH, EN  string   // as shown
	Aliases []string // other ways in which it may be written
}

// Table is a disclosure table.
type Table struct {
	Name    string // in English, also the beginning of its files' names
	ZH, EN  string
	Columns []Column
	Key     []string // the columns that identify a row
}

// Column returns the column of a name, or nil.
func (t *Table) Column(name string) *Column {
	if i := t.Index(name); i >= 0 {
		return &t.Columns[i]
	}
	return nil
}

// Index is the position of a column among the table's, or -1.
func (t *Table) Index(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Find returns the code that is written so: its id, its Chinese name or one of its
// aliases, without regard to case.
func Find(codes []Code, written string) (Code, bool) {
	for _, c := range codes {
		if strings.EqualFold(c.ID, written) || c.ZH == written {
			return c, true
		}
		for _, a := range c.Aliases {
			if a == written {
				return c, true
			}
		}
	}
	return Code{}, false
}

// ByID returns the code of an id; a code of no name where there is none.
func ByID(codes []Code, id string) Code {
	for _, c := range codes {
		if c.ID == id {
			return c
		}
	}
	return Code{ID: id, ZH: id, EN: id}
}

// Lookup returns the table of an English name, or nil.
func Lookup(name string) *Table {
	for _, t := range Tables() {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Tables returns the five tables in the order in which they are read.
func Tables() []*Table {
	return []*Table{&agencies, &pay, &projects, &evaluations, &sanctions}
}
