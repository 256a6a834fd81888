package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// header says which cell of a row belongs to which column of the table.
type header struct {
	line     int
	cells    []string     // as written, trimmed
	required map[int]bool // by cell: it belongs to a required column
	left     map[int]bool // cells of columns that are known and left alone
	agency   int          // the cell with the agency's name beside its code; -1: none
	told     map[int]bool // cells without a header of which has been told that they hold something
	at       []int        // by column of the table: the cell's index in the file's rows; -1: the file has no such column
	unit     []money.Unit // by column: what the header says a bare number counts; 0: nothing
	fill     []string     // by column: the default for a blank cell; "": none
	made     []made       // by column: such a default made of other cells; nil: fill is the text itself
	missing  []bool       // by column: required, but neither in the file nor filled
	national bool         // the national double-publicity export
}

// headerReader makes a header of the cells of a header row.
type headerReader struct {
	f     *tableFile
	h     *header
	row   *sheet.Row
	taken map[string]int // canonical column or folded header -> its cell in the header row
	left  []string       // columns that are known and not kept
}

// readHeader makes sense of the header row.
func (f *tableFile) readHeader(row *sheet.Row) *header {
	n := len(f.table.Columns)
	h := &header{line: row.Line, at: make([]int, n), unit: make([]money.Unit, n), fill: make([]string, n), made: make([]made, n), missing: make([]bool, n), required: map[int]bool{}, told: map[int]bool{}, left: map[int]bool{}, agency: -1}
	for i := range h.at {
		h.at[i] = -1
	}
	h.national = f.table.Name == "sanctions" && isNational(row.Cells)
	r := &headerReader{f: f, h: h, row: row, taken: map[string]int{}}
	for i, written := range row.Cells {
		h.cells = append(h.cells, strings.TrimSpace(written))
		r.cell(i, written)
	}
	for i, at := range h.at {
		if at >= 0 && f.table.Columns[i].Required {
			h.required[at] = true
		}
	}
	r.notKept()
	r.absent()
	h.moneyUnits(f.table, f.unit)
	return h
}

// cell finds the column of one header cell.
func (r *headerReader) cell(i int, written string) {
	name := strings.TrimSpace(written)
	if name == "" {
		return
	}
	c := r.f.column(name, r.h.national)
	if c.left && !r.used(name) {
		r.left, r.h.left[i] = append(r.left, name), true
		return
	}
	if c.index < 0 && serialHeader(name) {
		return
	}
	if t := r.f.table.Name; c.index < 0 && (t == "pay" || t == "projects") && slices.Contains(agencyNames, fold(name)) && r.h.agency < 0 {
		r.left, r.h.agency = append(r.left, name), i
		return
	}
	key := fold(name)
	if c.index >= 0 {
		key = r.f.table.Columns[c.index].Name
	}
	if first, twice := r.taken[key]; twice {
		r.say(i, finding.Error, "duplicate-column", key, name,
			finding.Text{ZH: fmt.Sprintf("与第 %d 列是同一列", first+1), EN: fmt.Sprintf("is the same column as number %d", first+1)},
			finding.Text{ZH: "删除其中一列", EN: "delete one of the two"})
		return
	}
	r.taken[key] = i
	if c.index < 0 && r.used(name) {
		return
	}
	if c.index < 0 {
		r.say(i, finding.Warning, "unknown-column", "", name,
			finding.Text{ZH: r.f.table.ZH + "表没有这一列，不会读取", EN: "the table " + r.f.table.Name + " has no such column: it is not read"},
			finding.DidYouMean(name, r.f.headers(), finding.Text{ZH: "删除该列，或在 gongshi.yaml 的 aliases 里说明它是哪一列", EN: "delete it, or say under aliases in gongshi.yaml which column it is"}))
		return
	}
	r.h.at[c.index], r.h.unit[c.index] = i, c.unit
	r.understood(i, name, c)
}

// understood says what an unusual header was taken for.
func (r *headerReader) understood(i int, name string, c named) {
	column := &r.f.table.Columns[c.index]
	if r.row.Mark(i)&sheet.Unseen != 0 {
		r.say(i, finding.Warning, "hidden-column", column.Name, name,
			finding.Text{ZH: "这一列在表格里是隐藏的，内容照样读取并公开", EN: "the column is hidden in the sheet, yet it is read and published"},
			finding.Text{ZH: "取消隐藏并核对，或删除该列", EN: "unhide and check it, or delete it"})
	}
	if c.doubt {
		r.say(i, finding.Error, "ambiguous-unit", column.Name, name,
			finding.Text{ZH: "不能确定本列的金额单位", EN: "in which unit the column counts cannot be told"},
			finding.Text{ZH: "只写元、万元或亿元之一", EN: "name one of 元, 万元 and 亿元"})
	}
	if c.alias {
		r.say(i, finding.Notice, "header-alias", column.Name, name,
			finding.Text{ZH: "按“" + column.ZH + "”读取", EN: "is read as " + column.Name},
			finding.Text{ZH: "可改写为“" + column.ZH + "”", EN: "it may be written " + column.ZH})
	}
	if c.unit > money.Yuan {
		r.say(i, finding.Notice, "unit-in-header", column.Name, name,
			finding.Text{ZH: fmt.Sprintf("本列金额按 %s 读取", unitName(c.unit)), EN: "amounts in this column count " + unitName(c.unit)},
			finding.Text{ZH: "单元格自带单位时以单元格为准", EN: "a unit in a cell wins"})
	}
}

// serialHeader says whether a header is that of a running number.
func serialHeader(name string) bool {
	switch fold(name) {
	case "序号", "行号", "no.", "no", "#", "№":
		return true
	}
	return false
}

func unitName(u money.Unit) string {
	switch u {
	case money.Wan:
		return "万元"
	case money.Yi:
		return "亿元"
	}
	return "元"
}

// notKept tells once of the columns that are recognised and left alone: those of the
// national export, and those whose alias is nothing.
func (r *headerReader) notKept() {
	if len(r.left) == 0 {
		return
	}
	list := strings.Join(r.left, "、")
	r.say(0, finding.Notice, "column-not-kept", "", list,
		finding.Text{ZH: "这些列不进入本站", EN: "these columns are not kept"},
		finding.Text{ZH: "无需处理；双公示导出中的证件号码从不读取", EN: "nothing to do; numbers of identity papers in the national export are never read"})
}

// unrecognised reports a sheet of which no row names a column.
func (f *tableFile) unrecognised(row *sheet.Row) {
	hint := finding.Text{ZH: "表头应为列名，如 " + strings.Join(f.required(), "、"), EN: "the header must hold the column names, such as " + strings.Join(f.required(), ", ")}
	if len(row.Cells) == 1 && strings.ContainsAny(row.Cells[0], ";\t；，|") {
		hint = finding.Text{ZH: "单元格要用半角逗号、分号或制表符分隔", EN: "cells must be separated by commas, semicolons or tabs"}
	}
	f.add(row.Line, 1, "", strings.TrimSpace(strings.Join(row.Cells, ",")), note{severity: finding.Error, rule: "wrong-header",
		message: finding.Text{ZH: fmt.Sprintf("前 %d 行里认不出任何一列，没有读取", headRows), EN: fmt.Sprintf("no column is known in the first %d rows: not read", headRows)}, hint: hint})
}

// absent reports required columns that the file lacks, and sets the defaults.
func (r *headerReader) absent() {
	defaults := r.f.settings.Defaults[r.f.table.Name]
	for i, c := range r.f.table.Columns {
		r.h.fill[i] = defaults[c.Name]
		if t := portal.NewTemplate(r.h.fill[i]); len(t) > 0 {
			list, ok := r.made(t, c.Name)
			if r.h.made[i] = list; !ok {
				r.h.fill[i] = ""
			}
		}
		if r.h.national && r.h.fill[i] == "" {
			r.h.fill[i] = nationalDefaults(c.Name)
		}
		// Without the party's code, every row of the national export would be about a stranger.
		required := c.Required || r.h.national && c.Name == "agency_id"
		if r.h.at[i] >= 0 || !required || r.h.fill[i] != "" {
			continue
		}
		r.h.missing[i] = true
		r.say(-1, finding.Error, "missing-column", c.Name, "",
			finding.Text{ZH: "缺少必需的列“" + c.ZH + "”（" + c.Name + "）", EN: "the required column " + c.Name + " (" + c.ZH + ") is missing"},
			finding.Text{ZH: "加上该列；列名不同时，在 gongshi.yaml 的 aliases 里说明", EN: "add it; where it has another name, say so under aliases in gongshi.yaml"})
	}
}

// say reports something about the i-th header cell; -1: about a column that is not there.
func (r *headerReader) say(i int, severity finding.Severity, rule, field, value string, message, hint finding.Text) {
	line := r.h.line
	if i >= 0 {
		line = r.row.LineOf(i)
	}
	r.f.add(line, i+1, field, value, note{severity: severity, rule: rule, message: message, hint: hint})
}

// named is what a header cell names.
type named struct {
	index int        // the column of the table; -1: none
	unit  money.Unit // what it says a bare number counts; 0: nothing
	alias bool       // by another name than the column's own
	left  bool       // a column that is known and not kept
	doubt bool       // a column of money of which it says a unit that cannot be told
}

// column finds the column that a header cell names.
func (f *tableFile) column(name string, national bool) named {
	folded := fold(name)
	if c, ok := f.aliases[folded]; ok {
		if c == "" {
			return named{index: -1, left: true}
		}
		n := named{index: f.table.Index(c)}
		if f.table.Columns[n.index].Kind == schema.Money {
			n.unit = unitOf(name)
		}
		return n
	}
	if national {
		if c, ok := nationalColumn(name); ok {
			n := named{index: f.table.Index(c), left: c == ""}
			if c == "fine" || c == "confiscated" { // the English header does not say so
				n.unit = cmp.Or(unitOf(name), money.Wan)
			}
			return n
		}
	}
	if n := f.lookup(folded); n.index >= 0 {
		return n
	}
	if base, u := cutUnit(folded); u != 0 {
		if n := f.lookup(base); n.index >= 0 && f.table.Columns[n.index].Kind == schema.Money {
			n.unit = u
			return n
		}
	}
	if base, inside, ok := strings.Cut(folded, "("); ok {
		if n := f.lookup(base); n.index >= 0 && f.table.Columns[n.index].Kind == schema.Money {
			if unit, found := unitIn("单位:" + strings.TrimPrefix(inside, "单位:")); found && unit == 0 {
				n.doubt = true
				return n
			}
		}
	}
	if base, ok := cutRemark(folded); ok {
		if n := f.lookup(base); n.index >= 0 {
			n.alias = true
			return n
		}
	}
	return named{index: -1}
}

// lookup is the column of a folded header by its names and the aliases that are built in.
func (f *tableFile) lookup(folded string) named {
	for i, c := range f.table.Columns {
		if folded == c.Name || folded == c.ZH {
			return named{index: i}
		}
	}
	for i, c := range f.table.Columns {
		if slices.Contains(builtIn[f.table.Name][c.Name], folded) {
			return named{index: i, alias: true}
		}
	}
	return named{index: -1}
}

// cutRemark takes off a header what does not make it another: stars, and remarks in
// brackets such as (必填).
func cutRemark(folded string) (string, bool) {
	base := strings.Trim(folded, "*:")
	for {
		head, rest, ok := strings.Cut(base, "(")
		inside, tail, closed := strings.Cut(rest, ")")
		if !ok || !closed || !slices.Contains(headerRemarks, strings.Trim(inside, "*")) {
			return base, base != folded
		}
		base = strings.Trim(head+tail, "*:")
	}
}

// headers lists what may stand in the header.
func (f *tableFile) headers() []string {
	var list []string
	for _, c := range f.table.Columns {
		list = append(list, c.ZH, c.Name)
	}
	return list
}

func (f *tableFile) required() []string {
	var list []string
	for _, c := range f.table.Columns {
		if c.Required {
			list = append(list, c.ZH)
		}
	}
	return list
}

// fold makes headers equal that differ in width, case, white space or what cannot be seen.
func fold(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// unitOf is the unit that a header names, or 0.
func unitOf(name string) money.Unit {
	_, u := cutUnit(fold(name))
	return u
}

// cutUnit takes a unit in brackets, or after a slash, off a folded header.
func cutUnit(folded string) (string, money.Unit) {
	base, rest, ok := strings.Cut(folded, "(")
	if ok {
		rest = strings.TrimSuffix(rest, ")")
	} else if base, rest, ok = strings.Cut(folded, "/"); !ok {
		return folded, 0
	}
	switch strings.TrimPrefix(strings.TrimPrefix(rest, "单位"), ":") {
	case "元", "人民币元":
		return base, money.Yuan
	case "万元":
		return base, money.Wan
	case "亿元":
		return base, money.Yi
	}
	return folded, 0
}
