package intake

import (
	"fmt"
	"io"
	"strings"

	"github.com/gocarina/gocsv"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// tableFile is one file of a table while it is read.
type tableFile struct {
	name     string // relative to the portal
	table    *schema.Table
	settings *portal.Settings
	aliases  map[string]string // folded header -> column
	layouts  []day.Layout      // further forms of dates
	book     *book
	agencies map[credit.Code]bool

	sheet   *sheet
	header  *header
	refused int // rows that were left out
	foreign int // of those: about parties that are not agencies here
}

// batchRows is how many rows are handed to gocsv at once.
const batchRows = 512

// batch is some rows of a file in the table's own columns. It implements
// gocsv.CSVReader.
type batch struct {
	names  []string   // the columns that the rows hold
	rows   [][]string // the cells as gocsv gets them: canonical, blank where not given
	source []source
}

// source is where a row of a batch comes from; the slices are in the order of the
// table's columns.
type source struct {
	line    int
	raw     []string         // as in the file, for findings
	written []string         // as register.Origin has it
	at      []register.Place // likewise
}

// Read implements gocsv.CSVReader; UnmarshalCSV never calls it.
func (b *batch) Read() ([]string, error) { return nil, io.EOF }

// ReadAll implements gocsv.CSVReader: the header, then the rows.
func (b *batch) ReadAll() ([][]string, error) {
	return append([][]string{b.names}, b.rows...), nil
}

func (f *tableFile) add(line, column int, field, value string, n note) {
	f.book.add(finding.Finding{
		File: f.name, Line: line, Column: column, Field: field, Value: finding.Shorten(privacy.Masked(value)),
		Severity: n.severity, Rule: n.rule, Message: n.message, Hint: n.hint,
	})
}

// open reads the header. It returns false where the rows cannot be read.
func (f *tableFile) open(in io.Reader, comma byte) (bool, error) {
	sheet, err := newSheet(in, comma, func(r refusal) { f.add(r.line, r.column, "", r.value, r.note) })
	if err != nil {
		return false, err
	}
	f.sheet = sheet
	cells, err := sheet.next()
	if err != nil {
		return false, err
	}
	if cells == nil {
		if sheet.gate.err == io.EOF {
			severity := finding.Notice
			if f.table.Name == "agencies" { // without a header its required columns are missing
				severity = finding.Error
			}
			f.add(0, 0, "", "", note{severity, "empty-table",
				finding.Text{ZH: "文件是空的", EN: "the file is empty"}, finding.Text{ZH: "填入数据，或删除该文件", EN: "fill it or delete it"}})
		}
		return false, nil
	}
	f.header = f.readHeader(cells)
	return f.header != nil, nil
}

// batch reads the next rows; it has none at the end of the file.
func (f *tableFile) batch() (*batch, error) {
	n := len(f.table.Columns)
	b := &batch{}
	for i, c := range f.table.Columns {
		if f.header.at[i] >= 0 || f.header.fill[i] != "" {
			b.names = append(b.names, c.Name)
		}
	}
	texts := make([]string, 2*n*batchRows) // one allocation for the whole batch
	places := make([]register.Place, n*batchRows)
	for len(b.rows) < batchRows {
		cells, err := f.sheet.next()
		if err != nil {
			return nil, err
		}
		if cells == nil {
			break
		}
		s := source{line: f.sheet.line, raw: texts[:n:n], written: texts[n : 2*n : 2*n], at: places[:n:n]}
		if row := f.view(cells, &s, len(b.names)); row != nil {
			texts, places = texts[2*n:], places[n:]
			b.rows, b.source = append(b.rows, row), append(b.source, s)
		}
	}
	return b, nil
}

// view is a row in the table's own columns, with the configuration applied; nil where
// the row is about a party that is not an agency of the portal.
func (f *tableFile) view(cells []string, s *source, size int) []string {
	row := make([]string, 0, size)
	values := f.settings.Values[f.table.Name]
	for i := range f.table.Columns {
		at, fill := f.header.at[i], f.header.fill[i]
		s.raw[i], s.written[i] = "", fill
		s.at[i] = register.Place{Line: int32(s.line)}
		if made := f.header.made[i]; made != nil {
			s.raw[i], at = made.of(cells)
			s.at[i] = register.Place{Line: int32(f.sheet.lineOf(at)), Column: int32(at + 1)}
			fill = f.canonical(i, s.raw[i], values)
			s.written[i], at = fill, f.header.at[i]
		}
		if at < 0 {
			if f.header.fill[i] != "" {
				row = append(row, fill)
			}
			continue
		}
		raw := cells[at]
		text := f.canonical(i, strings.TrimSpace(raw), values)
		if text != "" || f.header.made[i] == nil { // else the cells that fill it say more
			s.raw[i], s.written[i] = raw, raw
			s.at[i] = register.Place{Line: int32(f.sheet.lineOf(at)), Column: int32(at + 1)}
		}
		if text == "" && fill != "" {
			text = fill
		}
		if text != "" && text != strings.TrimSpace(raw) {
			s.written[i] = text
		}
		row = append(row, text)
	}
	if f.header.national && !f.ours(s) {
		f.foreign++
		return nil
	}
	return row
}

// canonical applies the configuration to a cell: its text as docs/data.md has it, "" where
// it is not given.
func (f *tableFile) canonical(i int, text string, values map[string]map[string]string) string {
	c := &f.table.Columns[i]
	if v, ok := values[c.Name][text]; ok {
		return v
	}
	if blank(text) {
		return ""
	}
	switch {
	case c.Kind == schema.Date && len(f.layouts) > 0:
		for _, l := range f.layouts {
			if d, err := l.Parse(text); err == nil {
				return d.String()
			}
		}
	case f.header.unit[i] > money.Yuan && !strings.ContainsAny(text, "元万亿"):
		return text + unitName(f.header.unit[i])
	}
	return text
}

// ours says whether a row of the national export is about one of the portal's agencies.
func (f *tableFile) ours(s *source) bool {
	raw := s.raw[f.table.Index("agency_id")]
	return f.agencies[credit.Code(normalCode(raw))]
}

// read hands the rows of a file to take, as typed by R. Rows whose key cannot be told
// are left out.
func read[R any](f *tableFile, cells func(*R) []remarked, take func(*R, register.Origin)) error {
	rows := make([]R, batchRows)
	for {
		b, err := f.batch()
		if err != nil {
			return err
		}
		if len(b.rows) == 0 {
			return nil
		}
		part := rows[:len(b.rows)]
		if err := gocsv.UnmarshalCSV(b, &part); err != nil {
			return fmt.Errorf("%s: map columns to fields: %w", f.name, err)
		}
		for i := range part {
			if f.judge(&b.source[i], cells(&part[i])) {
				s := &b.source[i]
				take(&part[i], register.Origin{File: f.name, Line: s.line, Written: s.written, At: s.at})
			} else {
				f.refused++
			}
		}
	}
}

// judge reports what is to be said about the cells of a row and says whether its key can
// be told.
func (f *tableFile) judge(s *source, cells []remarked) bool {
	keyed := true
	for i, c := range cells {
		column := &f.table.Columns[i]
		if column.Required && blank(strings.TrimSpace(s.written[i])) {
			keyed = keyed && !f.key(column)
			if !f.header.missing[i] {
				f.say(s, i, note{finding.Error, "missing-cell",
					finding.Text{ZH: "“" + column.ZH + "”必须填写", EN: column.Name + " must be given"},
					finding.Text{ZH: "填写该单元格", EN: "fill in the cell"}})
			}
			continue
		}
		for _, n := range c.remarks() {
			if f.silent(i, s.raw[i], n.rule) {
				continue
			}
			f.say(s, i, n)
			if n.severity == finding.Error && f.key(column) && column.Kind != schema.CreditKey && column.Kind != schema.Key {
				keyed = false
			}
		}
	}
	return keyed
}

func (f *tableFile) say(s *source, i int, n note) {
	column := max(int(s.at[i].Column), 1)
	f.add(int(s.at[i].Line), column, f.table.Columns[i].Name, s.raw[i], n)
}

func (f *tableFile) key(c *schema.Column) bool {
	for _, k := range f.table.Key {
		if k == c.Name {
			return true
		}
	}
	return false
}

// silent says whether a remark is not worth a finding: the unit comes from the header,
// which has its own notice, or the operator has accepted the code.
func (f *tableFile) silent(i int, raw, rule string) bool {
	switch rule {
	case "unusual-form":
		return f.header.unit[i] > money.Yuan && strings.Trim(strings.TrimSpace(raw), "0123456789.,") == ""
	case "credit-code-check":
		return f.settings.Accepts(normalCode(raw))
	}
	return false
}
