package intake

import (
	"slices"
	"strings"
	"time"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// view is a row in the table's own columns, with the configuration applied; nil where
// the row is about a party that is not an agency of the portal.
func (f *tableFile) view(cells *sheet.Row, s *source, size int) []string {
	row := make([]string, 0, size)
	values := f.settings.Values[f.table.Name]
	for i := range f.table.Columns {
		at, fill := f.header.at[i], f.header.fill[i]
		s.raw[i], s.written[i] = "", fill
		s.at[i] = register.Place{Line: int32(s.line)}
		if at < 0 {
			if fill != "" {
				row = append(row, fill)
			}
			continue
		}
		raw := cells.Cells[at]
		s.raw[i], s.written[i] = raw, raw
		s.at[i] = register.Place{Line: int32(cells.LineOf(at)), Column: int32(at + 1)}
		text := f.canonical(i, strings.TrimSpace(raw), values)
		if text != "" || cells.Mark(at)&sheet.Failed != 0 {
			text = f.read(cells, at, i, text, s)
		}
		if text == "" && fill != "" {
			text = fill
		}
		if text != strings.TrimSpace(raw) {
			s.written[i] = text
		}
		row = append(row, text)
	}
	if f.header.national && !f.ours(s) {
		f.foreign++
		f.copyAsIs(cells, false)
		return nil
	}
	if f.copy != nil {
		c := copied(cells)
		s.copied = &c
	}
	f.above = append(f.above[:0], s.raw...)
	f.nameless(cells)
	if cells.Hidden {
		f.add(cells.Line, 1, "", "", note{severity: finding.Warning, rule: "hidden-row",
			message: finding.Text{ZH: "这一行在表格里是隐藏或被筛选掉的，内容照样读取并公开", EN: "the row is hidden or filtered out in the sheet, yet it is read and published"},
			hint:    finding.Text{ZH: "取消隐藏并核对，或删除该行", EN: "unhide and check it, or delete it"}})
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
			if t, err := time.Parse(l, text); err == nil && t.Year() >= day.MinYear && t.Year() <= day.MaxYear {
				return day.Of(t).String()
			}
		}
	case f.header.unit[i] > money.Yuan && !strings.ContainsAny(text, "元万亿"):
		return text + unitName(f.header.unit[i])
	}
	return text
}

// read looks at what a cell is besides its text, and returns the text that goes on: blank
// after an error. Remarks go to the source.
func (f *tableFile) read(row *sheet.Row, at, i int, text string, s *source) string {
	n, rest := f.besides(row, at, i, text)
	s.remarks = append(s.remarks, n...)
	for _, r := range n {
		if r.severity == finding.Error {
			return ""
		}
	}
	return rest
}

func (f *tableFile) besides(row *sheet.Row, at, i int, text string) ([]remark, string) {
	c := &f.table.Columns[i]
	var list []remark
	say := func(n note) { list = append(list, remark{i, n}) }
	if ditto(text) {
		say(f.ditto(i))
		return list, text
	}
	if mark := row.Mark(at); mark != 0 {
		for _, n := range marked(mark, c, text) {
			say(n)
		}
	}
	if plainText, ok := withoutApostrophe(c.Kind, text); ok {
		say(unusual(plainText, plainText, plainText)[0])
		text = plainText
	}
	if n, ok := f.decimalComma(c, text); ok {
		say(n)
	}
	return list, text
}

// marked says what a workbook's cell is besides its text, as far as it matters.
func marked(m sheet.Mark, c *schema.Column, text string) []note {
	var list []note
	say := func(severity finding.Severity, rule string, message, hint finding.Text) {
		list = append(list, note{severity: severity, rule: rule, message: message, hint: hint})
	}
	switch {
	case m&sheet.Failed != 0:
		say(finding.Error, "spreadsheet-error", finding.Text{ZH: "公式出错或没有算出结果", EN: "a formula has failed or has no result"},
			finding.Text{ZH: "改正公式，或直接填写数值", EN: "mend the formula or type the value"})
		return list
	case m&sheet.Wide != 0:
		say(finding.Error, "merged-cells", finding.Text{ZH: "横向合并的单元格，不能确定属于哪一列", EN: "cells merged sideways: to which column the text belongs cannot be told"},
			finding.Text{ZH: "取消合并，逐格填写", EN: "unmerge them and fill in each cell"})
		return list
	}
	if m&sheet.Formula != 0 {
		say(finding.Warning, "formula-cell", finding.Text{ZH: "单元格是公式，按上次算出的结果读取", EN: "the cell is a formula; its last result is read"},
			finding.Text{ZH: "选择性粘贴为“数值”，免得结果变动", EN: "paste it as a value, so that it cannot change"})
	}
	if m&sheet.Tall != 0 {
		say(finding.Notice, "merged-cells", finding.Text{ZH: "合并的单元格，各行都按这个内容读取", EN: "merged cells: the text holds for each of their rows"},
			finding.Text{ZH: "无需处理", EN: "nothing to do"})
	}
	if m&sheet.Rounded != 0 {
		list = append(list, unusual(text, text, text)...)
	}
	return append(list, mistyped(m, c)...)
}

// mistyped says that a spreadsheet has made something else of an identifier or a name.
func mistyped(m sheet.Mark, c *schema.Column) []note {
	asText := finding.Text{ZH: "把该列设为“文本”格式，重新录入", EN: "format the column as text and type it again"}
	switch {
	case m&sheet.Number != 0 && c.Kind == schema.CreditKey:
		return wrong("credit-code-shape",
			finding.Text{ZH: "代码存成了数字，第 15 位以后已经丢失", EN: "the code is stored as a number: what stood behind the fifteenth digit is lost"}, asText)
	case m&sheet.Number != 0 && (c.Kind == schema.Key || c.Kind == schema.Name):
		return []note{{severity: finding.Warning, rule: "number-for-text",
			message: finding.Text{ZH: "“" + c.ZH + "”存成了数字，开头的 0 可能已经丢失", EN: c.Name + " is stored as a number: zeros at its beginning may be lost"}, hint: asText}}
	case m&sheet.Date != 0 && (c.Kind == schema.Key || c.Kind == schema.CreditKey):
		return wrong("date-for-text",
			finding.Text{ZH: "编号被表格软件当成了日期", EN: "a spreadsheet took the identifier for a date"}, asText)
	case m&sheet.Date != 0 && (c.Kind == schema.Name || c.Kind == schema.List || c.Kind == schema.Text):
		return []note{{severity: finding.Warning, rule: "date-for-text",
			message: finding.Text{ZH: "内容存成了日期，可能不是原来录入的文字", EN: "the text is stored as a date: it may not be what was typed"}, hint: asText}}
	}
	return nil
}

// ditto says whether a cell refers to the one above it.
func ditto(text string) bool {
	return slices.Contains([]string{"同上", "同前", "〃", "″", "\"", "ditto", "Ditto", "－同上－", "（同上）", "(同上)"}, text)
}

// ditto refuses a reference to the row above: it means something else as soon as the
// table is sorted, and nobody sees it.
func (f *tableFile) ditto(i int) note {
	n := note{severity: finding.Error, rule: "ditto-mark",
		message: finding.Text{ZH: "“同上”在排序以后会指向另一行", EN: "“ditto” means another row once the table is sorted"},
		hint:    finding.Text{ZH: "写出内容", EN: "write the text itself"}}
	if i < len(f.above) && strings.TrimSpace(f.above[i]) != "" && !ditto(strings.TrimSpace(f.above[i])) {
		above := finding.Shorten(strings.TrimSpace(f.above[i]))
		n.hint = finding.Text{ZH: "写出内容；上一行是“" + above + "”", EN: "write the text itself; the row above has " + above}
	}
	return n
}

// withoutApostrophe takes off the apostrophe with which spreadsheets mark digits as text.
func withoutApostrophe(k schema.Kind, text string) (string, bool) {
	if k == schema.Text || k == schema.CreditKey { // the form of credit codes does it
		return text, false
	}
	for _, mark := range []string{"'", "’", "＇"} {
		if rest, ok := strings.CutPrefix(text, mark); ok && rest != "" && narrow(rest)[0] >= '0' && narrow(rest)[0] <= '9' {
			return rest, true
		}
	}
	return text, false
}

// decimalComma refuses an amount whose comma may be a decimal one: so it is where
// semicolons part the cells, in the countries that write it so.
func (f *tableFile) decimalComma(c *schema.Column, text string) (note, bool) {
	if c.Kind != schema.Money || f.form.Comma != ';' || strings.Count(text, ",") != 1 || strings.Contains(text, ".") {
		return note{}, false
	}
	return note{severity: finding.Error, rule: "ambiguous-amount",
		message: finding.Text{ZH: "逗号可能是千分位，也可能是小数点", EN: "the comma may part thousands or decimals"},
		hint:    finding.Text{ZH: "不写逗号，如 1234 或 1.234", EN: "leave it out, as in 1234 or 1.234"}}, true
}

// nameless reports a column without a header that holds something.
func (f *tableFile) nameless(row *sheet.Row) {
	for k, i := range f.header.nameless {
		if i < len(row.Cells) && strings.TrimSpace(row.Cells[i]) != "" {
			f.add(f.header.line, i+1, "", row.Cells[i], note{severity: finding.Warning, rule: "unknown-column",
				message: finding.Text{ZH: f.sprint("本列没有列名，不会读取（第 %d 行有内容）", row.Line), EN: f.sprint("the column has no header and is not read, although it holds something in line %d", row.Line)},
				hint:    finding.Text{ZH: "补上列名，或删除该列", EN: "give it a header or delete the column"}})
			f.header.nameless = slices.Delete(f.header.nameless, k, k+1)
			return
		}
	}
}

// totalRow is a row of totals in the table's own columns; after is how many rows of the
// batch stand above it.
func (f *tableFile) totalRow(row *sheet.Row, after int) totalRow {
	n := len(f.table.Columns)
	t := totalRow{texts: make([]string, n), raw: make([]string, n), at: make([]register.Place, n), after: after}
	for i, at := range f.header.at {
		if at < 0 || at >= len(row.Cells) {
			continue
		}
		t.raw[i] = row.Cells[at]
		t.texts[i] = f.canonical(i, strings.TrimSpace(row.Cells[at]), nil)
		t.at[i] = register.Place{Line: int32(row.LineOf(at)), Column: int32(at + 1)}
	}
	return t
}
