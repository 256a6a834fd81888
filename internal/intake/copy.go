package intake

import (
	"io/fs"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// Copy is a sheet of a table's file with what was understood of every cell: what a
// repaired copy is made from. Nothing of the file is missing in it but blank rows.
type Copy struct {
	File   string // relative to the portal, forward slashes
	Sheet  string // its name in a workbook; "" in a text file
	Table  *schema.Table
	Form   sheet.Form
	Header []CopyColumn // in the order of the file
	Rows   []CopyRow    // the records, in order, with those that could not be read
	Left   []CopyRow    // titles, notes, totals and headers that stand there once more: no records
	Broken bool         // a part could not be read at all, as behind a quote that is not closed; the copy lacks it
}

// CopyColumn is a column of the file.
type CopyColumn struct {
	Written string // its header, trimmed
	Column  int    // the index in the table's columns; -1: the table has none, and it is not read
	Field   int    // the number of its cells in their rows, from 1
}

// CopyRow is a row of the file.
type CopyRow struct {
	Line   int        // where it starts, from 1
	Cells  []CopyCell // as many as the row has
	Ragged bool       // not as many as the header has
}

// CopyCell is a cell of the file.
type CopyCell struct {
	Line    int    // where it starts, from 1
	Written string // as it stands in the file
	Text    string // what it says in the form that docs/data.md has first, where that is certain; else as written
}

// Mended says whether the text differs from what stands in the file.
func (c CopyCell) Mended() bool { return c.Text != strings.TrimSpace(c.Written) }

// Copies reads the tables of a portal once more for their repaired copies, in the order
// in which they are read. Files that were refused as a whole have none. The error says that
// a file could not be read.
func Copies(fsys fs.FS, s *portal.Settings) ([]*Copy, error) {
	r := &reader{fsys: fsys, settings: s, tables: &register.Tables{}, book: newBook(), copying: true}
	if err := r.data(); err != nil {
		return nil, err
	}
	return r.copies, nil
}

// copyHeader begins the copy of a sheet.
func (f *tableFile) copyHeader(name string) {
	f.copy = &Copy{File: f.name, Sheet: name, Table: f.table, Form: f.form}
	for i, written := range f.header.cells {
		c := CopyColumn{Written: written, Column: -1, Field: i + 1}
		for column, at := range f.header.at {
			if at == i {
				c.Column = column
			}
		}
		f.copy.Header = append(f.copy.Header, c)
	}
	f.copy.Left, f.left = append(f.copy.Left, f.left...), nil
}

// leave notes a row that is no record.
func (f *tableFile) leave(row *sheet.Row) {
	switch {
	case f.copy != nil:
		f.copy.Left = append(f.copy.Left, copied(row))
	case f.copying: // above the header
		f.left = append(f.left, copied(row))
	}
}

// copyRagged notes a row that does not fit the header.
func (f *tableFile) copyRagged(row *sheet.Row) {
	if f.copy != nil {
		c := copied(row)
		c.Ragged = true
		f.copy.Rows = append(f.copy.Rows, c)
	}
}

func copied(row *sheet.Row) CopyRow {
	c := CopyRow{Line: row.Line}
	for i, text := range row.Cells {
		c.Cells = append(c.Cells, CopyCell{Line: row.LineOf(i), Written: text, Text: strings.TrimSpace(text)})
	}
	return c
}

// copyRow notes a record: s.copied is the row as it stands in the file, and cells hold
// what was understood.
func (f *tableFile) copyRow(s *source, cells []remarked) {
	if s.copied == nil {
		return
	}
	for i, at := range f.header.at {
		if at < 0 {
			continue
		}
		c := &s.copied.Cells[at]
		if strings.TrimSpace(c.Written) == "" || blank(strings.TrimSpace(c.Written)) {
			continue // a default is not written into the copy
		}
		if text, certain := certain(s, i, cells[i].remarks()); certain {
			c.Text = text
		}
	}
	f.copy.Rows = append(f.copy.Rows, *s.copied)
}

// certain is the text of a cell as it is best written, and whether there is no doubt
// about it.
func certain(s *source, i int, notes []note) (string, bool) {
	text := strings.TrimSpace(s.written[i])
	for _, r := range s.remarks {
		if r.column == i {
			notes = append(notes[:len(notes):len(notes)], r.note)
		}
	}
	for _, n := range notes {
		if n.severity == finding.Error {
			return "", false
		}
	}
	for _, n := range notes {
		if n.mend != "" {
			text = n.mend
		}
	}
	return text, true
}
