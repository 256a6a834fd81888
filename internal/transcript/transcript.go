// Package transcript is the currency between the reader of the tables (package intake)
// and whoever hands a table back to the people who wrote it (package repair): a sheet of
// a table's file, cell by cell, with what stands there and what it says.
//
// It leaves out typed values (package register has them) and what is wrong with a cell
// (a finding says that, by its position).
package transcript

import (
	"strings"

	"gongshi/internal/money"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// Sheet is a sheet of a table's file. Nothing of the file is missing in it but blank rows.
type Sheet struct {
	File     string // relative to the portal, forward slashes
	Name     string // its name in a workbook; "" in a text file
	Table    *schema.Table
	Form     sheet.Form
	Header   []Column // in the order of the file
	Rows     []Row    // the records, in order, with those that could not be read
	Left     []Row    // titles, notes, totals and headers that stand there once more: no records
	National bool     // the national double-publicity export, which is known by its own headers
	Broken   bool     // a part could not be read at all, as behind a quote that is not closed; the transcript lacks it
}

// Column is a column of the file.
type Column struct {
	Written string     // its header, trimmed
	Line    int        // where the header starts, from 1
	Column  int        // the index in the table's columns; -1: the table has none, and it is not read
	Field   int        // the number of its cells in their rows, from 1
	Unit    money.Unit // what a bare number in it counts where that is no yuan; 0: yuan, or no money

	// The headers under which a file of this portal has the same column; "" where the
	// settings mean another one by it.
	ZH, EN   string // the column's own names
	WithUnit string // one that names Unit as well
}

// Row is a row of the file.
type Row struct {
	Line   int    // where it starts, from 1
	Cells  []Cell // as many as the row has
	Ragged bool   // not as many as the header has
	Why    string // of a row that is no record: the rule that says so
	Wrong  bool   // likewise: an error was found in it
}

// Cell is a cell of the file.
type Cell struct {
	Line    int    // where it starts, from 1
	Written string // as it stands in the file
	Text    string // what it says in the form that docs/data.md has first, where that is certain; else as written, trimmed
	Unsure  bool   // what it says is not certain
	Unseen  bool   // likewise, and its text does not show it: in another file it would be read without a word
}

// Mended says whether the text differs from what stands in the file.
func (c Cell) Mended() bool { return c.Text != strings.TrimSpace(c.Written) }

// The beginnings of a cell that a repaired copy puts behind a row of which something is in
// doubt that its cells no longer show.
const (
	PendingZH = "待核对："
	PendingEN = "to be checked: "
)

// Pending says whether a cell is one of those: its row is refused until somebody has
// deleted it.
func Pending(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, PendingZH) || strings.HasPrefix(text, PendingEN)
}
