package intake

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// headRows is in how many of the first rows the header is looked for.
const headRows = 20

// preamble is the beginning of a sheet up to its header.
type preamble struct {
	rows   []*sheet.Row // as many as were read
	header int          // index of the header row; -1: no row has a known column
	known  int          // known columns of that row
}

// preamble reads as many rows as it takes to tell the header: the first row of which half
// the cells or more are known columns, else the one of the first twenty that has the most.
func (f *tableFile) preamble() (preamble, error) {
	p := preamble{header: -1}
	for len(p.rows) < headRows {
		row, err := f.rows.Next()
		if err != nil || row == nil {
			return p, err
		}
		p.rows = append(p.rows, row.Clone())
		known, given := f.count(row.Cells)
		if known > p.known {
			p.header, p.known = len(p.rows)-1, known
		}
		if known > 1 && known*2 >= given {
			break
		}
	}
	return p, nil
}

// count counts the cells of a row that name a column, and all that are not blank.
func (f *tableFile) count(cells []string) (known, given int) {
	for _, c := range cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		given++
		if f.namesColumn(c) {
			known++
		}
	}
	return known, given
}

// namesColumn says whether a cell names a column of the table.
func (f *tableFile) namesColumn(cell string) bool {
	if cell = strings.TrimSpace(cell); len(cell) > f.longest {
		return false
	}
	n := f.column(cell, f.table.Name == "sanctions")
	return n.index >= 0 || n.left
}

// longestHeader is how many bytes the name of a column has at most, with remarks and a
// unit; an alias in the settings may be longer. Longer cells, and whole rows that are
// looked at with the wrong separator, are not worth folding.
const longestHeader = 200

// likely says whether a row has most of the columns that the table needs.
func (f *tableFile) likely(cells []string) bool {
	have := map[int]bool{}
	for _, c := range cells {
		have[f.column(strings.TrimSpace(c), false).index] = true
	}
	present, needed := 0, 0
	for i, c := range f.table.Columns {
		if c.Required && f.settings.Defaults[f.table.Name][c.Name] == "" {
			if needed++; have[i] {
				present++
			}
		}
	}
	return present*2 > needed
}

// introduced reports what stands above the header and takes the unit of money from it.
func (f *tableFile) introduced(rows []*sheet.Row, header *sheet.Row) {
	titles, groups := []*sheet.Row{}, false
	for _, row := range rows {
		if found, sure := f.unitLine(row); found {
			f.leave(row, "unit-line", !sure)
		} else {
			titles = append(titles, row)
		}
	}
	if n := len(titles); n > 0 && titles[n-1] == rows[len(rows)-1] {
		groups = f.groups(titles[n-1])
	}
	if groups {
		f.grouped(titles[len(titles)-1], header.Line)
		f.leave(titles[len(titles)-1], "two-row-header", false)
		titles = titles[:len(titles)-1]
	}
	if len(titles) > 0 {
		first := titles[0]
		f.add(first.Line, 1, "", strings.TrimSpace(strings.Join(first.Cells, " ")), note{severity: finding.Notice, rule: "title-rows",
			message: finding.Text{ZH: fmt.Sprintf("表头上方有 %d 行标题或说明，没有读取", len(titles)), EN: fmt.Sprintf("rows of titles above the header, which are not read: %d", len(titles))},
			hint:    finding.Text{ZH: "无需处理", EN: "nothing to do"}})
	}
	for _, row := range rows {
		f.unread(row, every)
	}
	for _, row := range titles {
		f.leave(row, "title-rows", false)
	}
}

// groups says whether a row above the header groups its columns: several words, none of
// which is a column's or tells of a day or a unit.
func (f *tableFile) groups(row *sheet.Row) bool {
	known, given := f.count(row.Cells)
	return known == 0 && given > 1 && !strings.ContainsAny(strings.Join(row.Cells, ""), ":：0123456789")
}

// grouped reports a row that only groups the columns below it, in the line of the header.
func (f *tableFile) grouped(row *sheet.Row, line int) {
	f.add(line, 1, "", strings.TrimSpace(strings.Join(row.Cells, " ")), note{severity: finding.Notice, rule: "two-row-header",
		message: finding.Text{ZH: "两行表头：上面一行只是分组，列名以下面一行为准", EN: "a header of two rows: the upper one only groups, the lower one names the columns"},
		hint:    finding.Text{ZH: "无需处理", EN: "nothing to do"}})
}

// unitLine reads a row such as 单位：万元. It says whether the row names a unit of money, and
// whether it is clear which.
func (f *tableFile) unitLine(row *sheet.Row) (found, sure bool) {
	for i, c := range row.Cells {
		unit, found := unitIn(c)
		switch {
		case !found:
			continue
		case unit == 0:
			f.add(row.LineOf(i), i+1, "", c, note{severity: finding.Error, rule: "ambiguous-unit",
				message: finding.Text{ZH: "不能确定金额单位", EN: "the unit of money cannot be told"},
				hint:    finding.Text{ZH: "只写一种单位：元、万元或亿元；也可以写进各列的表头", EN: "name one unit, 元, 万元 or 亿元; or name it in the header of each column"}})
		default:
			f.unit = unit
			f.add(row.LineOf(i), i+1, "", c, note{severity: finding.Notice, rule: "unit-line",
				message: finding.Text{ZH: "没有自带单位的金额列按 " + unitName(unit) + " 读取", EN: "columns of money without a unit of their own count " + unitName(unit)},
				hint:    finding.Text{ZH: "单元格或表头自带单位时，以单元格、表头为准", EN: "a unit in a cell or a header wins"}})
		}
		return true, unit != 0
	}
	return false, false
}

// unitIn is the unit of money that a line above a table names; 0 where it names several or
// one that is not read. found is false where it names none.
func unitIn(line string) (unit money.Unit, found bool) {
	s := strings.Join(strings.Fields(norm.NFKC.String(line)), "")
	_, rest, ok := strings.Cut(s, "单位:")
	if !ok {
		open := strings.LastIndex(s, "(")
		if open < 0 || !strings.HasSuffix(s, ")") {
			return 0, false
		}
		rest = s[open+1:]
	}
	rest, _, _ = strings.Cut(rest, ")")
	for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune("/,、;|及和", r) }) {
		part = strings.TrimPrefix(part, "人民币")
		var u money.Unit
		switch part {
		case "元":
			u = money.Yuan
		case "万元":
			u = money.Wan
		case "亿元":
			u = money.Yi
		case "百元", "千元", "十万元", "百万元", "千万元", "美元", "港元", "角", "分":
			return 0, true
		default:
			continue
		}
		if found && u != unit {
			return 0, true
		}
		unit, found = u, true
	}
	return unit, found
}

// second says whether a row continues the header: every cell that is not blank names a
// column, or a unit of money, or repeats the cell above it, and at least one does.
func (f *tableFile) second(row *sheet.Row, above []string) bool {
	known := 0
	for i, c := range row.Cells {
		c = strings.TrimSpace(c)
		top := ""
		if i < len(above) {
			top = strings.TrimSpace(above[i])
		}
		switch {
		case c == "", c == top && row.Mark(i)&sheet.Filled != 0:
		case f.namesColumn(c), bareUnit(c) != 0 && top != "":
			known++
		default:
			return false
		}
	}
	return known > 0
}

// bareUnit is the unit that a cell consists of, as in (万元); 0: it does not.
func bareUnit(s string) money.Unit {
	s = strings.TrimPrefix(strings.Trim(fold(s), "()"), "单位:")
	if base, u := cutUnit("x(" + s + ")"); base == "x" {
		return u
	}
	return 0
}

// joined makes one header of two rows: the lower name where it is known, else the upper
// one, with the unit that stands below it.
func (f *tableFile) joined(top, low *sheet.Row) *sheet.Row {
	row := &sheet.Row{Line: top.Line}
	n := max(len(top.Cells), len(low.Cells))
	at := func(r *sheet.Row, i int) string {
		if i < len(r.Cells) {
			return strings.TrimSpace(r.Cells[i])
		}
		return ""
	}
	for i := range n {
		upper, lower := at(top, i), at(low, i)
		cell := upper
		switch {
		case lower == "" || lower == upper:
		case bareUnit(lower) != 0:
			cell = upper + "(" + strings.Trim(fold(lower), "()") + ")"
		case f.namesColumn(lower) && f.namesColumn(upper) && f.column(upper, false).index != f.column(lower, false).index:
			f.add(low.LineOf(i), i+1, "", lower, note{severity: finding.Error, rule: "duplicate-column",
				message: finding.Text{ZH: "两行表头对这一列的说法不同：上面是“" + upper + "”", EN: "the two header rows differ about this column: the upper one says " + upper},
				hint:    finding.Text{ZH: "改成同一列，或删除其中一行", EN: "make them agree, or delete one of the rows"}})
			f.leave(low, "duplicate-column", true)
		default:
			cell = lower
		}
		row.Cells = append(row.Cells, cell)
		row.Marks = append(row.Marks, top.Mark(i)&sheet.Unseen)
	}
	f.add(low.Line, 1, "", strings.TrimSpace(strings.Join(low.Cells, " ")), note{severity: finding.Notice, rule: "two-row-header",
		message: finding.Text{ZH: "两行表头，合起来作为列名", EN: "a header of two rows: both together name the columns"},
		hint:    finding.Text{ZH: "无需处理", EN: "nothing to do"}})
	return row
}

// moneyUnits gives the unit of the line above to the columns of money without one.
func (h *header) moneyUnits(t *schema.Table, unit money.Unit) {
	for i, c := range t.Columns {
		if c.Kind == schema.Money && h.at[i] >= 0 && h.unit[i] == 0 {
			h.unit[i] = unit
		}
	}
}
