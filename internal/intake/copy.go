package intake

import (
	"io/fs"
	"slices"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
	"gongshi/internal/transcript"
)

// Copies reads the tables of a portal once more for their repaired copies, in the order
// in which they are read. Files that were refused as a whole have none. The error says that
// a file could not be read.
func Copies(fsys fs.FS, s *portal.Settings) ([]*transcript.Sheet, error) {
	r := &reader{fsys: fsys, settings: s, tables: &register.Tables{}, book: newBook(), copying: true}
	if err := r.data(); err != nil {
		return nil, err
	}
	return r.copies, nil
}

// Transcribe reads files as those of one table, in the order given, as Copies would in a
// portal of these agencies.
func Transcribe(fsys fs.FS, s *portal.Settings, t *schema.Table, names []string, agencies map[credit.Code]*register.Agency) ([]*transcript.Sheet, error) {
	r := &reader{fsys: fsys, settings: s, tables: &register.Tables{}, book: newBook(), agencies: agencies, copying: true}
	for _, name := range names {
		if err := r.table(t, name); err != nil {
			return nil, err
		}
	}
	return r.copies, nil
}

// copyHeader begins the copy of a sheet; row is its header as it was understood.
func (f *tableFile) copyHeader(name string, row *sheet.Row) {
	f.copy = &transcript.Sheet{File: f.name, Name: name, Table: f.table, Form: f.form, National: f.header.national}
	for i, written := range f.header.cells {
		c := transcript.Column{Written: written, Line: row.LineOf(i), Column: slices.Index(f.header.at, i), Field: i + 1}
		if c.Column >= 0 {
			f.named(&c)
		}
		f.copy.Header = append(f.copy.Header, c)
	}
	f.copy.Left, f.left = f.left, nil
}

// named notes under which headers a column can be found.
func (f *tableFile) named(c *transcript.Column) {
	own := &f.table.Columns[c.Column]
	leads := func(header string, unit money.Unit) bool {
		n := f.column(header, f.header.national)
		return n.index == c.Column && max(n.unit, money.Yuan) == max(unit, money.Yuan)
	}
	if leads(own.ZH, money.Yuan) {
		c.ZH = own.ZH
	}
	if leads(own.Name, money.Yuan) {
		c.EN = own.Name
	}
	if unit := f.header.unit[c.Column]; unit > money.Yuan {
		c.Unit = unit
		headers := []string{own.ZH + "（" + unitName(unit) + "）", c.Written}
		if f.header.national { // a header of the export must stay one
			slices.Reverse(headers)
		}
		for _, header := range headers {
			if c.WithUnit == "" && leads(header, unit) {
				c.WithUnit = header
			}
		}
	}
}

// leave notes a row that is no record, and the rule that says so.
func (f *tableFile) leave(row *sheet.Row, why string, wrong bool) {
	c := copied(row)
	c.Why, c.Wrong = why, wrong
	switch {
	case f.copy != nil:
		f.copy.Left = append(f.copy.Left, c)
	case f.copying: // above the header
		f.left = append(f.left, c)
	}
}

// copyAsIs notes a row whose cells were not looked at: one that does not fit the header,
// or is about a party that is not an agency of the portal.
func (f *tableFile) copyAsIs(row *sheet.Row, ragged bool) {
	if f.copy != nil {
		c := copied(row)
		c.Ragged = ragged
		f.copy.Rows = append(f.copy.Rows, c)
	}
}

func copied(row *sheet.Row) transcript.Row {
	c := transcript.Row{Line: row.Line}
	for i, text := range row.Cells {
		c.Cells = append(c.Cells, transcript.Cell{Line: row.LineOf(i), Written: text, Text: strings.TrimSpace(text)})
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
		if blank(c.Text) && !s.remarked(i) {
			continue // a default is not written into the copy
		}
		f.certain(c, s, i, cells[i].remarks())
	}
	f.copy.Rows = append(f.copy.Rows, *s.copied)
}

// remarked says whether there is a remark about a cell.
func (s *source) remarked(i int) bool {
	return slices.ContainsFunc(s.remarks, func(r remark) bool { return r.column == i })
}

// certain gives a cell the text that it is best written with, where there is no doubt
// about it.
func (f *tableFile) certain(c *transcript.Cell, s *source, i int, notes []note) {
	text := strings.TrimSpace(s.written[i])
	for _, r := range s.remarks {
		switch {
		case r.column != i:
		case r.severity == finding.Error:
			// What was said of the text itself will be said again; what a workbook or a
			// separator gave rise to will not.
			c.Unsure, c.Unseen = true, r.rule != "ditto-mark"
			return
		case r.mend != "":
			text = r.mend
		}
	}
	for _, n := range notes {
		switch {
		case n.severity == finding.Error:
			c.Unsure = true
			return
		case n.mend != "":
			text = n.mend
		}
	}
	if f.settled(i, text) {
		c.Text = text
	}
}

// settled says whether the settings leave a text alone: they say what somebody else's
// export means by it, and the copy is read with them once more.
func (f *tableFile) settled(i int, text string) bool {
	c := &f.table.Columns[i]
	if v, ok := f.settings.Values[f.table.Name][c.Name][text]; ok && v != text {
		return false
	}
	if c.Kind == schema.Date {
		for _, l := range f.layouts {
			if d, err := l.Parse(text); err == nil {
				return d.String() == text
			}
		}
	}
	return true
}
