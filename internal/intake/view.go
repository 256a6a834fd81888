package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// view is a row in the table's own columns, with the configuration applied, put into
// row; nil where it is about a party that is not an agency of the portal.
func (f *tableFile) view(cells *sheet.Row, s *source, row []string) []string {
	values := f.settings.Values[f.table.Name]
	for i := range f.table.Columns {
		at, fill := f.header.at[i], f.header.fill[i]
		s.raw[i], s.written[i] = "", fill
		s.at[i] = register.Place{Line: int32(s.line)}
		if made := f.header.made[i]; made != nil {
			s.raw[i], at = made.of(cells.Cells)
			s.at[i] = register.Place{Line: int32(cells.LineOf(at)), Column: int32(at + 1)}
			fill = f.canonical(i, s.raw[i], values)
			s.written[i], at = fill, f.header.at[i]
		}
		if at < 0 {
			if f.header.fill[i] != "" {
				row = append(row, fill)
			}
			continue
		}
		raw := cells.Cells[at]
		text := f.canonical(i, strings.TrimSpace(raw), values)
		if text != "" || f.header.made[i] == nil { // else the cells that fill it say more
			s.raw[i], s.written[i] = raw, raw
			s.at[i] = register.Place{Line: int32(cells.LineOf(at)), Column: int32(at + 1)}
		}
		if text != "" || cells.Mark(at)&sheet.Failed != 0 {
			text = f.read(cells, at, i, text, s)
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
		f.copyAsIs(cells, false)
		return nil
	}
	if f.copy != nil {
		c := copied(cells)
		s.copied = &c
	}
	for i := range f.above {
		if s.raw[i] == "" && f.above[i] != "" && f.key(&f.table.Columns[i]) {
			s.under = append(s.under, i)
		}
	}
	f.above = append(f.above[:0], s.raw...)
	f.nameless(cells)
	f.unread(cells, f.unknown)
	f.namesAgree(cells, s)
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
			if d, err := l.Parse(text); err == nil {
				return d.String()
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
	switch {
	case ditto(text):
		say(f.ditto(i))
		return list, text
	case failedText(text) || c.Kind == schema.Key && strings.HasPrefix(text, "=") && !strings.HasPrefix(text, `="`):
		say(failedCell())
		return list, text
	case f.swallowed(text):
		say(note{severity: finding.Error, rule: "unclosed-quote",
			message: finding.Text{ZH: "单元格里有一整行数据，多半是引号没有结束", EN: "the cell holds a whole row: its quote was probably not closed"},
			hint:    finding.Text{ZH: "在该单元格末尾补上引号；确实如此的，去掉里面的换行", EN: "close the quote at the end of the cell; where it is meant, take the line break out"}})
		return list, text
	}
	if inner, ok := asFormula(c.Kind, text); ok {
		say(unusual(inner, inner, inner)[0])
		text = inner
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
		return []note{failedCell()}
	case m&(sheet.Tall|sheet.Filled) != 0 && (c.Kind == schema.Money || c.Kind == schema.Count || c.Kind == schema.Score):
		say(finding.Error, "merged-cells", finding.Text{ZH: "几行合用一个数，不能确定是各行都一样还是合计", EN: "several rows share one figure: whether it holds for each or for all together cannot be told"},
			finding.Text{ZH: "取消合并，每行填写自己的数", EN: "unmerge them and give each row its own figure"})
		return list
	case m&sheet.Scaled != 0 && c.Kind == schema.Money:
		say(finding.Error, "ambiguous-unit", finding.Text{ZH: "数字格式显示的是另一种单位，看到的和存下的不一样", EN: "the number format shows another unit: what is seen is not what is stored"},
			finding.Text{ZH: "改成“常规”格式，按元填写，或把单位写进表头", EN: "use the General format and give yuan, or name the unit in the header"})
		return list
	case m&sheet.From1904 != 0 && c.Kind == schema.Date:
		say(finding.Error, "wrong-date", finding.Text{ZH: "工作簿从 1904 年起算日期，这个数字是哪一天不能确定", EN: "the workbook counts days from 1904: which day this number is cannot be told"},
			finding.Text{ZH: "把单元格设为日期格式，或写成 2023-05-01", EN: "format the cell as a date, or write 2023-05-01"})
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
	more := mistyped(m, c, text)
	if m&sheet.Rounded != 0 && !doubtful(more) {
		list = append(list, unusual(text, text, text)...)
	}
	return append(list, more...)
}

// keptDigits is how many digits of a number a spreadsheet keeps.
const keptDigits = 15

// mistyped says that a spreadsheet has made something else of an identifier or a name.
func mistyped(m sheet.Mark, c *schema.Column, text string) []note {
	asText := finding.Text{ZH: "把该列设为“文本”格式，重新录入", EN: "format the column as text and type it again"}
	switch {
	case m&sheet.Number != 0 && c.Kind == schema.CreditKey:
		return wrong("credit-code-shape",
			finding.Text{ZH: "代码存成了数字，第 15 位以后已经丢失", EN: "the code is stored as a number: what stood behind the fifteenth digit is lost"}, asText)
	case m&sheet.Number != 0 && len(text) > keptDigits && c.Kind == schema.Key:
		return wrong("lost-digits",
			finding.Text{ZH: "编号存成了数字，第 15 位以后已经丢失", EN: "the identifier is stored as a number: what stood behind the fifteenth digit is lost"}, asText)
	case m&sheet.Number != 0 && m&sheet.Padded != 0 && (c.Kind == schema.Key || c.Kind == schema.Name):
		return wrong("number-for-text",
			finding.Text{ZH: "“" + c.ZH + "”存成了数字，开头的 0 只是显示出来的", EN: c.Name + " is stored as a number; the zeros in front are only shown"}, asText)
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

// failedCell is said about a formula that has no value.
func failedCell() note {
	return note{severity: finding.Error, rule: "spreadsheet-error",
		message: finding.Text{ZH: "公式出错或没有算出结果", EN: "a formula has failed or has no result"},
		hint:    finding.Text{ZH: "改正公式，或直接填写数值", EN: "mend the formula or type the value"}}
}

// failedText says whether a text is what a spreadsheet shows in place of a value: an
// error, or a column too narrow for a number.
func failedText(text string) bool {
	if text[:min(1, len(text))] != "#" {
		return false
	}
	switch text {
	case "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA":
		return true
	}
	return len(text) > 2 && strings.Trim(text, "#") == ""
}

// swallowed says whether a cell of several lines holds a row of the table: as many cells
// as the header has, with a credit code among them.
func (f *tableFile) swallowed(text string) bool {
	if f.form.Workbook || !strings.Contains(text, "\n") {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		cells := strings.Split(line, string(rune(f.form.Comma)))
		if len(cells) == len(f.header.cells) && len(cells) > 2 &&
			slices.ContainsFunc(cells, func(c string) bool { return credit.Code(strings.TrimSpace(c)).WellFormed() }) {
			return true
		}
	}
	return false
}

// asFormula takes a text out of ="…", with which programs keep spreadsheets from
// reading it as a number.
func asFormula(k schema.Kind, text string) (string, bool) {
	if k == schema.Text || len(text) < 4 || !strings.HasPrefix(text, `="`) || !strings.HasSuffix(text, `"`) {
		return text, false
	}
	inner := text[2 : len(text)-1]
	return inner, !strings.Contains(inner, `"`) && strings.TrimSpace(inner) != ""
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
	if c.Kind != schema.Money || f.form.Comma != ';' {
		return note{}, false
	}
	if _, err := (money.Options{Unit: money.Yuan, CommaDecimal: true}).Parse(text); !errors.Is(err, money.ErrAmbiguous) {
		return note{}, false
	}
	return note{severity: finding.Error, rule: "ambiguous-amount",
		message: finding.Text{ZH: "逗号可能是千分位，也可能是小数点", EN: "the comma may part thousands or decimals"},
		hint:    finding.Text{ZH: "不写逗号，如 1234 或 1.234", EN: "leave it out, as in 1234 or 1.234"}}, true
}

// nameless reports, once, each column without a header that holds something.
func (f *tableFile) nameless(row *sheet.Row) {
	for i, text := range row.Cells {
		if i < len(f.header.cells) && f.header.cells[i] != "" || strings.TrimSpace(text) == "" || f.header.told[i] {
			continue
		}
		f.header.told[i] = true
		f.add(f.header.line, i+1, "", text, note{severity: finding.Warning, rule: "unknown-column",
			message: finding.Text{ZH: fmt.Sprintf("本列没有列名，不会读取（第 %d 行有内容）", row.Line), EN: fmt.Sprintf("the column has no header and is not read, although it holds something in line %d", row.Line)},
			hint:    finding.Text{ZH: "补上列名，或删除该列", EN: "give it a header or delete the column"}})
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
