package repair

import (
	"fmt"
	"strings"
	"unicode"

	"gongshi/internal/finding"
	"gongshi/internal/privacy"
	"gongshi/internal/transcript"
)

// table is the copy of a sheet.
type table struct {
	from     *transcript.Sheet
	lang     string
	title    string // its name in the workbook
	header   []string
	open     []bool // by column: its amounts stay in the unit that the header names
	rows     [][]string
	remarks  []string // by row: what stands behind it in both copies; "": nothing
	unitless string   // a column whose unit no header can name; "": none
	changes  []change
	marks    map[place][]finding.Finding // by place in the workbook
}

// place is a cell of a workbook's sheet, both numbers from 1. The header is row 1.
type place struct{ row, column int }

// change is something that reads otherwise in the copy.
type change struct {
	file, sheet   string
	line, column  int // in the original
	at            place
	field         string
	before, after string
	why           string // the rule of a finding, or byHeader or bySettings
}

// The reasons for a change about which there is no finding at its cell. Two are no rules.
const (
	byUnitLine = "unit-line"
	byHeader   = "header"       // the column is named as in the form
	bySettings = "gongshi.yaml" // values or dates say so
)

// newTable writes a sheet the way docs/data.md does.
func newTable(s *transcript.Sheet, lang string) *table {
	t := &table{from: s, lang: lang, marks: map[place][]finding.Finding{}}
	english := inEnglish(s.Header)
	for i := range s.Header {
		c := &s.Header[i]
		t.open = append(t.open, t.staysOpen(i))
		t.header = append(t.header, t.headerOf(i, english))
		if t.open[i] && c.WithUnit == "" {
			t.unitless = c.Written
		}
		if c.Column >= 0 && t.header[i] != c.Written {
			t.changed(c.Line, i, place{1, i + 1}, c.Written, t.header[i], byHeader)
		}
	}
	for k := range s.Rows {
		t.row(k)
	}
	t.remarkOnTop()
	return t
}

// inEnglish says whether most headers of a file are the English names.
func inEnglish(header []transcript.Column) bool {
	n := 0
	for _, c := range header {
		switch {
		case c.Column < 0:
		case strings.EqualFold(c.Written, c.EN):
			n++
		default:
			n--
		}
	}
	return n > 0
}

// staysOpen says whether the amounts of a column keep a unit other than yuan. So it is as
// long as one of them is in doubt: whoever corrects it goes by the header of the original.
func (t *table) staysOpen(i int) bool {
	c := &t.from.Header[i]
	if c.Unit == 0 {
		return false
	}
	if t.from.National || c.ZH == "" && c.EN == "" {
		return true
	}
	for _, r := range t.from.Rows {
		if r.Ragged || i < len(r.Cells) && r.Cells[i].Unsure {
			return true
		}
	}
	return false
}

func (t *table) headerOf(i int, english bool) string {
	c := &t.from.Header[i]
	switch {
	case t.open[i]:
		return c.WithUnit
	case c.Column < 0 || t.from.National:
		return c.Written
	case english && c.EN != "" || c.ZH == "" && c.EN != "":
		return c.EN
	case c.ZH != "":
		return c.ZH
	}
	return c.Written
}

// row writes a row of the original.
func (t *table) row(k int) {
	r := &t.from.Rows[k]
	var cells []string
	var unseen []string
	for i, c := range r.Cells {
		text := c.Text
		if r.Ragged || i < len(t.open) && t.open[i] {
			text = strings.TrimSpace(c.Written)
		}
		if text != strings.TrimSpace(c.Written) {
			t.changed(c.Line, i, place{k + 2, i + 1}, strings.TrimSpace(c.Written), text, t.reason(i))
		}
		if c.Unseen {
			unseen = append(unseen, fmt.Sprint(i+1))
		}
		cells = append(cells, lineBreaks.Replace(text))
	}
	remark := ""
	if len(unseen) > 0 {
		remark = t.remark(finding.Text{ZH: "第 " + strings.Join(unseen, "、") + " 列", EN: "column " + strings.Join(unseen, ", ")})
	}
	t.rows, t.remarks = append(t.rows, cells), append(t.remarks, remark)
}

// lineBreaks writes every line break as a line feed: a carriage return alone cannot stand
// in a table.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// remark is what keeps a row refused until somebody has looked at it: a cell more than
// the header has.
func (t *table) remark(about finding.Text) string {
	return finding.Text{
		ZH: transcript.PendingZH + about.ZH + "；改好后删除这一格",
		EN: transcript.PendingEN + about.EN + "; delete this cell once it is right",
	}.In(t.lang)
}

// remarkOnTop keeps the first row refused where something above the table is wrong that
// the copy does not hold, such as a unit of money that cannot be told.
func (t *table) remarkOnTop() {
	for _, r := range t.from.Left {
		if r.Wrong && len(t.remarks) > 0 && t.remarks[0] == "" {
			text := finding.Shorten(privacy.Masked(joined(r.Cells)))
			t.remarks[0] = t.remark(finding.Text{ZH: "原表第 " + fmt.Sprint(r.Line) + " 行“" + text + "”", EN: fmt.Sprintf("line %d of the original, %q", r.Line, text)})
		}
	}
}

func joined(cells []transcript.Cell) string {
	var list []string
	for _, c := range cells {
		if text := strings.TrimSpace(c.Written); text != "" {
			list = append(list, text)
		}
	}
	return strings.Join(list, " ")
}

func (t *table) changed(line, i int, at place, before, after, why string) {
	t.changes = append(t.changes, change{
		file: t.from.File, sheet: t.from.Name, line: line, column: i + 1, at: at, field: t.field(i), before: before, after: after, why: why,
	})
}

// field is the English name of the column of the i-th cell, or empty.
func (t *table) field(i int) string {
	if i < len(t.from.Header) && t.from.Header[i].Column >= 0 {
		return t.from.Table.Columns[t.from.Header[i].Column].Name
	}
	return ""
}

// reason is why a cell without a finding of its own was changed.
func (t *table) reason(i int) string {
	if t.from.Header[i].Unit != 0 {
		return byUnitLine
	}
	return bySettings
}

// leftOut lists the rows that the copy does not have.
func (t *table) leftOut() []change {
	var list []change
	for _, r := range t.from.Left {
		list = append(list, change{file: t.from.File, sheet: t.from.Name, line: r.Line, before: joined(r.Cells), why: r.Why})
	}
	return list
}

// csv is the sheet as a CSV file.
func (t *table) csv() []byte {
	buf := appendLine([]byte("\ufeff"), t.header)
	for k, cells := range t.rows {
		buf = appendLine(buf, t.behind(cells, t.remarks[k]))
	}
	return buf
}

// behind puts a remark into a row behind the last column.
func (t *table) behind(cells []string, remark string) []string {
	if remark == "" {
		return cells
	}
	cells = append([]string(nil), cells...)
	for len(cells) < len(t.header) {
		cells = append(cells, "")
	}
	return append(cells, remark)
}

// appendLine writes cells as RFC 4180 has it. encoding/csv would turn the line breaks
// inside cells into CRLF as well, and write a lone blank cell as a blank line.
func appendLine(buf []byte, cells []string) []byte {
	for i, c := range cells {
		if i > 0 {
			buf = append(buf, ',')
		}
		if !strings.ContainsAny(c, ",\"\r\n") && (c != "" || len(cells) > 1) {
			buf = append(buf, c...)
			continue
		}
		buf = append(buf, '"')
		buf = append(buf, strings.ReplaceAll(c, `"`, `""`)...)
		buf = append(buf, '"')
	}
	return append(buf, '\r', '\n')
}

// safe keeps of a title what may stand in any file's name.
func safe(title string) string {
	const longest = 40 // characters
	var b strings.Builder
	n := 0
	for _, r := range title {
		if n++; n > longest {
			break
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			r = '-'
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), "-")
}
