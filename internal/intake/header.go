package intake

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/schema"
)

// header says which cell of a row belongs to which column of the table.
type header struct {
	line     int
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
	cells []string       // the header row
	taken map[string]int // canonical column or folded header -> its cell in the header row
	left  []string       // columns that are known and not kept
}

// readHeader makes sense of the header row; nil where no column at all was recognised.
func (f *tableFile) readHeader(cells []string) *header {
	n := len(f.table.Columns)
	h := &header{line: f.sheet.line, at: make([]int, n), unit: make([]money.Unit, n), fill: make([]string, n), made: make([]made, n), missing: make([]bool, n)}
	for i := range h.at {
		h.at[i] = -1
	}
	h.national = f.table.Name == "sanctions" && isNational(cells)
	r := &headerReader{f: f, h: h, cells: cells, taken: map[string]int{}}
	known := 0
	for i, written := range cells {
		if r.cell(i, written) {
			known++
		}
	}
	r.notKept()
	if known == 0 {
		r.unrecognised(cells)
		return nil
	}
	r.absent()
	return h
}

// cell finds the column of one header cell and says whether it is known.
func (r *headerReader) cell(i int, written string) bool {
	name := strings.TrimSpace(written)
	if name == "" {
		r.say(i, finding.Warning, "unknown-column", "", name,
			finding.Text{ZH: "本列没有列名，不会读取", EN: "the column has no header and is not read"},
			finding.Text{ZH: "补上列名，或删除该列", EN: "give it a header or delete the column"})
		return false
	}
	column, unit, kept := r.f.column(name, r.h.national)
	if !kept && !r.used(name) {
		r.left = append(r.left, name)
		return true
	}
	key := fold(name)
	if column >= 0 {
		key = r.f.table.Columns[column].Name
	}
	if first, twice := r.taken[key]; twice {
		r.say(i, finding.Error, "duplicate-column", key, name,
			finding.Text{ZH: fmt.Sprintf("与第 %d 列是同一列", first+1), EN: fmt.Sprintf("is the same column as number %d", first+1)},
			finding.Text{ZH: "删除其中一列", EN: "delete one of the two"})
		return true
	}
	r.taken[key] = i
	if column < 0 && r.used(name) {
		return true
	}
	if column < 0 {
		r.say(i, finding.Warning, "unknown-column", "", name,
			finding.Text{ZH: r.f.table.ZH + "表没有这一列，不会读取", EN: "the table " + r.f.table.Name + " has no such column: it is not read"},
			finding.DidYouMean(name, r.f.headers(), finding.Text{ZH: "删除该列，或在 gongshi.yaml 的 aliases 里说明它是哪一列", EN: "delete it, or say under aliases in gongshi.yaml which column it is"}))
		return false
	}
	r.h.at[column], r.h.unit[column] = i, unit
	if unit > money.Yuan {
		r.say(i, finding.Notice, "unit-in-header", key, name,
			finding.Text{ZH: fmt.Sprintf("本列金额按 %s 读取", unitName(unit)), EN: "amounts in this column count " + unitName(unit)},
			finding.Text{ZH: "单元格自带单位时以单元格为准", EN: "a unit in a cell wins"})
	}
	return true
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

// unrecognised reports a header without a single known column.
func (r *headerReader) unrecognised(cells []string) {
	hint := finding.Text{ZH: "第一行应为列名，如 " + strings.Join(r.f.required(), "、"), EN: "the first row must hold the column names, such as " + strings.Join(r.f.required(), ", ")}
	if len(cells) == 1 && strings.ContainsAny(cells[0], ";\t；，|") {
		hint = finding.Text{ZH: "单元格要用半角逗号分隔（.tsv 文件用制表符）", EN: "cells must be separated by commas, in a .tsv file by tabs"}
	}
	r.say(0, finding.Error, "wrong-header", "", strings.TrimSpace(strings.Join(cells, ",")),
		finding.Text{ZH: "认不出任何一列，文件没有读取", EN: "no column is known: the file was not read"}, hint)
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
		line = r.f.sheet.lineOf(i)
	}
	r.f.add(line, i+1, field, value, note{severity, rule, message, hint})
}

// column finds the column that a header names, and the unit it names for money. An
// index of -1 is an unknown column; kept is false for one of the national layout that
// the portal leaves alone.
func (f *tableFile) column(name string, national bool) (index int, unit money.Unit, kept bool) {
	if c, ok := f.aliases[fold(name)]; ok {
		if c == "" {
			return -1, 0, false
		}
		if index = f.table.Index(c); f.table.Columns[index].Kind == schema.Money {
			unit = unitOf(name)
		}
		return index, unit, true
	}
	if national {
		if c, ok := nationalColumn(name); ok {
			if c == "fine" || c == "confiscated" { // the English header does not say so
				unit = cmp.Or(unitOf(name), money.Wan)
			}
			return f.table.Index(c), unit, c != ""
		}
	}
	folded := fold(name)
	if i := f.named(folded); i >= 0 {
		return i, 0, true
	}
	if base, u := cutUnit(folded); u != 0 {
		if i := f.named(base); i >= 0 && f.table.Columns[i].Kind == schema.Money {
			return i, u, true
		}
	}
	return -1, 0, true
}

// named is the column of a folded header, or -1.
func (f *tableFile) named(folded string) int {
	for i, c := range f.table.Columns {
		if folded == c.Name || folded == c.ZH {
			return i
		}
	}
	return -1
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
		switch r {
		case ' ', '\t', '\n', '\r', '\u00a0', '\u3000', '\ufeff', '\u200b', '\u200c', '\u200d', '\u2060':
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
