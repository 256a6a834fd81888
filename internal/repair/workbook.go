package repair

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/form"
	"gongshi/internal/privacy"
	"gongshi/internal/schema"
)

// The limits of a workbook. A file beyond them is copied as CSV only.
const (
	maxCells    = 250_000 // of all sheets; excelize takes some 1.5 kB a cell
	maxText     = 32_767  // UTF-16 units of a cell, which is the format's own limit
	maxComments = 2_000   // of all sheets, those about errors first; all cells are coloured
	maxTitle    = 31      // UTF-16 units of a sheet's name
)

// notesSheet explains the colours and lists what is about no cell. A sheet of this name
// is never read.
const notesSheet = "说明"

// The fills of cells by what was found in them.
const (
	errorFill   = "F4B6B0"
	warningFill = "FFD966"
	noticeFill  = "C6E0B4" // also of what was written in another form
)

// noHeader stands above a column without a header, which a workbook would cut off.
var noHeader = finding.Text{ZH: "（无列名）", EN: "(no header)"}

// tooLarge says why no workbook can hold the copy; nothing where one can.
func (c *copier) tooLarge() finding.Text {
	cells, long := 0, false
	for _, t := range c.tables {
		for _, row := range append([][]string{t.header}, t.rows...) {
			cells += len(row)
			for _, text := range row {
				long = long || len(text) > maxText && len(utf16.Encode([]rune(text))) > maxText
			}
		}
	}
	switch {
	case long:
		return finding.Text{
			ZH: fmt.Sprintf("有单元格超过 %d 个字符，工作簿放不下，只有 CSV 副本", maxText),
			EN: fmt.Sprintf("a cell has more than %d characters, which no workbook holds: a CSV copy only", maxText),
		}
	case cells > maxCells:
		return finding.Text{
			ZH: fmt.Sprintf("超过 %d 个单元格，只有 CSV 副本", maxCells),
			EN: fmt.Sprintf("more than %d cells: a CSV copy only", maxCells),
		}
	}
	return finding.Text{}
}

// titles names the sheets of the workbook.
func (c *copier) titles() {
	taken := map[string]bool{}
	for _, name := range []string{"填写说明", notesSheet, "示例", "notes", "example"} {
		taken[name] = true // sheets of these names are not read
	}
	for _, t := range c.tables {
		base := strings.Trim(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == unicode.ReplacementChar || strings.ContainsRune(`:\/?*[]`, r) {
				return '-'
			}
			return r
		}, t.from.Name), " '")
		if base == "" {
			base = t.from.Table.ZH
		}
		t.title = shortened(base, "")
		for i := 2; taken[strings.ToLower(t.title)]; i++ {
			t.title = shortened(base, fmt.Sprint(" ", i))
		}
		taken[strings.ToLower(t.title)] = true
	}
}

// shortened is a title that fits, with what tells it from another.
func shortened(title, suffix string) string {
	units := utf16.Encode([]rune(title))
	r := []rune(title)
	for len(units)+len(suffix) > maxTitle {
		r = r[:len(r)-1]
		units = utf16.Encode(r)
	}
	return strings.TrimRight(string(r), " '") + suffix
}

// workbook is the copy of all sheets, coloured.
func (c *copier) workbook() ([]byte, error) {
	var sheets []string
	for _, t := range c.tables {
		sheets = append(sheets, t.title)
	}
	sheets = append(sheets, notesSheet)
	w := &writer{Book: form.New("修复副本 "+finding.Shorten(c.file), sheets...), copier: c, styles: map[styleKey]int{}}
	defer w.File.Close()
	for _, t := range c.tables {
		w.table(t)
	}
	w.comments()
	w.notes()
	for _, sheet := range sheets {
		w.Printed(sheet)
	}
	return w.Bytes()
}

// writer writes a workbook.
type writer struct {
	*form.Book
	*copier
	styles map[styleKey]int
	silent int // cells that are coloured without a comment, because there are too many
}

// styleKey is what the style of a cell depends on.
type styleKey struct {
	kind schema.Kind
	text bool // kept as text, whatever the column's kind
	fill string
}

func (w *writer) cellStyle(k styleKey) int {
	id, ok := w.styles[k]
	if !ok {
		s := form.CellStyle(k.kind)
		if k.text {
			s.NumFmt, s.CustomNumFmt = form.TextFormat, nil
		}
		if k.fill != "" {
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{k.fill}}
		}
		id = w.Style(s)
		w.styles[k] = id
	}
	return id
}

func fillOf(s finding.Severity) string {
	switch s {
	case finding.Error:
		return errorFill
	case finding.Warning:
		return warningFill
	case finding.Notice:
		return noticeFill
	}
	return ""
}

// table writes a sheet.
func (w *writer) table(t *table) {
	changed := map[place]bool{}
	for _, c := range t.changes {
		changed[c.at] = true
	}
	w.columns(t)
	for i, text := range t.header {
		fill := form.OptionalFill // the form's colour of required columns is that of a warning here
		if f := fillOf(worst(t.marks[place{1, i + 1}])); f != "" {
			fill = f
		}
		if text == "" && t.given(i) {
			text = noHeader.In(w.lang)
		}
		w.Put(t.title, w.Cell(i+1, 1), text, w.Style(form.HeaderStyle(fill)))
	}
	w.Frozen(t.title)
	for k, cells := range t.rows {
		for i, text := range cells {
			at := place{k + 2, i + 1}
			fill := fillOf(worst(t.marks[at]))
			if fill == "" && changed[at] {
				fill = noticeFill
			}
			w.cell(t, at, text, fill)
		}
		if remark := t.bookRemark(k); remark != "" {
			at := w.Cell(max(len(t.header), len(cells))+1, k+2)
			w.Put(t.title, at, remark, w.cellStyle(styleKey{schema.Key, true, errorFill}))
		}
	}
}

// columns gives the columns of a sheet the look that they have in the form.
func (w *writer) columns(t *table) {
	for i := range t.header {
		name, width, kind := w.Column(i+1), 16.0, schema.Text
		c := t.column(i)
		if c != nil {
			width, kind = form.Width(*c), c.Kind
		}
		w.Try(w.File.SetColStyle(t.title, name, w.cellStyle(styleKey{kind, c == nil, ""})))
		w.Try(w.File.SetColWidth(t.title, name, name, width))
		if c == nil {
			continue
		}
		if values := form.Values(t.from.Table, c); len(values) > 0 {
			v := excelize.NewDataValidation(true) // it suggests, and refuses nothing
			w.Try(v.SetDropList(values))
			v.Sqref = name + "2:" + name + fmt.Sprint(excelize.TotalRows)
			w.Try(w.File.AddDataValidation(t.title, v))
		}
	}
}

// column is the column of the i-th cell, or nil.
func (t *table) column(i int) *schema.Column {
	if i >= len(t.from.Header) || t.from.Header[i].Column < 0 {
		return nil
	}
	return &t.from.Table.Columns[t.from.Header[i].Column]
}

// given says whether a cell of a column holds something.
func (t *table) given(i int) bool {
	return slices.ContainsFunc(t.rows, func(cells []string) bool { return i < len(cells) && cells[i] != "" })
}

// bookRemark is the remark that a row needs in a workbook: there, missing cells are not
// seen, cells too many are columns without a header, and control characters cannot stand.
func (t *table) bookRemark(k int) string {
	switch {
	case t.remarks[k] != "":
		return t.remarks[k]
	case len(t.rows[k]) < len(t.header):
		n := len(t.header) - len(t.rows[k])
		return t.remark(finding.Text{ZH: fmt.Sprintf("原表本行少 %d 格", n), EN: fmt.Sprintf("the row lacks %d cells in the original", n)})
	case len(t.rows[k]) > len(t.header):
		n := len(t.rows[k]) - len(t.header)
		return t.remark(finding.Text{ZH: fmt.Sprintf("原表本行多 %d 格", n), EN: fmt.Sprintf("the row has %d cells too many in the original", n)})
	case slices.ContainsFunc(t.rows[k], func(s string) bool { return strings.ContainsFunc(s, lostInXML) }):
		return t.remark(finding.Text{ZH: "原表本行有控制字符", EN: "the row holds control characters in the original"})
	}
	return ""
}

// lostInXML says whether a workbook cannot hold a character (XML 1.0, 2.2).
func lostInXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff
}

// number is how a number is written whose digits a spreadsheet keeps.
var number = regexp.MustCompile(`^(0|[1-9]\d{0,11})(\.\d{1,6})?$`)

// cell writes a cell: as a number or a day where the text is one beyond doubt, else as
// text, which is also what keeps a spreadsheet from running it.
func (w *writer) cell(t *table, at place, text, fill string) {
	name, c := w.Cell(at.column, at.row), t.column(at.column-1)
	key := styleKey{schema.Text, true, fill}
	if c != nil {
		key.kind = c.Kind
	}
	r := t.from.Rows[at.row-2]
	sure := c != nil && !r.Ragged && !r.Cells[at.column-1].Unsure
	switch {
	case text == "":
		key.text = c == nil
		if fill == "" {
			return
		}
	case sure && c.Kind == schema.Date:
		d, _, err := day.Parse(text)
		if err == nil && d.String() == text && d.Year > 1900 && d.Year <= day.MaxYear {
			key.text = false
			w.Try(w.File.SetCellInt(t.title, name, int64(form.Serial(d))))
			break
		}
		w.Try(w.File.SetCellStr(t.title, name, text))
	case sure && isNumber(c.Kind) && number.MatchString(text):
		key.text = false
		w.Try(w.File.SetCellDefault(t.title, name, text)) // a number as it is written
	default:
		w.Try(w.File.SetCellStr(t.title, name, text))
	}
	w.Try(w.File.SetCellStyle(t.title, name, name, w.cellStyle(key)))
}

func isNumber(k schema.Kind) bool {
	return k == schema.Year || k == schema.Count || k == schema.Money || k == schema.Score
}

// comments puts what was found to the cells, errors first.
func (w *writer) comments() {
	left := maxComments
	for _, severity := range []finding.Severity{finding.Error, finding.Warning, finding.Notice} {
		for _, t := range w.tables {
			before := map[place]string{}
			for _, c := range t.changes {
				before[c.at] = c.before
			}
			for _, at := range t.marked() {
				if worst(t.marks[at]) != severity {
					continue
				}
				if left--; left < 0 {
					w.silent++
					continue
				}
				was, changed := before[at]
				w.comment(t.title, w.Cell(at.column, at.row), w.said(t.marks[at], was, changed))
			}
		}
	}
}

// marked lists the cells with findings, row by row.
func (t *table) marked() []place {
	var list []place
	for at := range t.marks {
		list = append(list, at)
	}
	slices.SortFunc(list, func(a, b place) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.column - b.column
	})
	return list
}

// said is the text of a comment: what was found, the worst first. It repeats no personal
// number, though a hint may quote a cell.
func (w *writer) said(list []finding.Finding, before string, changed bool) string {
	var parts []string
	if changed {
		parts = append(parts, finding.Text{ZH: "已改写，原来是：" + before, EN: "written in another form here; it was: " + before}.In(w.lang))
	}
	const short = 60 // characters, up to which the other language is given as well
	for _, severity := range []finding.Severity{finding.Error, finding.Warning, finding.Notice} {
		for _, f := range list {
			if f.Severity != severity {
				continue
			}
			text := severityIn(f.Severity, w.lang) + finding.Text{ZH: "：", EN: ": "}.In(w.lang) + f.Message.In(w.lang) + "\n" + f.Hint.In(w.lang)
			if other := f.Message.In(otherLanguage(w.lang)); len([]rune(f.Message.ZH)) <= short && len(list) == 1 && other != f.Message.In(w.lang) {
				text += "\n" + other
			}
			parts = append(parts, text)
		}
	}
	return masked(strings.Join(parts, "\n\n"))
}

// masked hides personal numbers and cuts a text to what a comment can show.
func masked(text string) string {
	const longest = 2000 // characters
	if r := []rune(privacy.Masked(text)); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return privacy.Masked(text)
}

func otherLanguage(lang string) string {
	if lang == "en" {
		return "zh-CN"
	}
	return "en"
}

// severityIn is what a severity is called.
func severityIn(s finding.Severity, lang string) string {
	return map[finding.Severity]finding.Text{
		finding.Error:   {ZH: "错误", EN: "error"},
		finding.Warning: {ZH: "警告", EN: "warning"},
		finding.Notice:  {ZH: "提示", EN: "notice"},
	}[s].In(lang)
}

func (w *writer) comment(sheet, at, text string) {
	const lineHeight, width = 18, 320 // pixels
	w.Try(w.File.AddComment(sheet, excelize.Comment{
		Cell: at, Author: "gongshi", Width: width, Height: uint(lineHeight * (1 + form.Lines(text, width/7))),
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: form.Face, Size: 9, Color: "000000"}}},
	}))
}
