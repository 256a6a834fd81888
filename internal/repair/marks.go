package repair

import (
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/privacy"
)

// place puts every finding to the cell that it is about; the others are loose.
func (c *copier) place() {
	index := make([]map[place]place, len(c.tables))
	for i, t := range c.tables {
		index[i] = t.index()
	}
	for _, f := range c.found {
		placed := false
		for _, i := range c.sheetsOf(f, index) {
			at := index[i][place{f.Line, f.Column}]
			c.tables[i].marks[at] = append(c.tables[i].marks[at], f)
			placed = true
		}
		if !placed {
			c.loose = append(c.loose, f)
		}
	}
	for _, t := range c.tables {
		t.explain()
	}
}

// index says where in the copy a cell is that starts on a line of the original, with its
// number in the row.
func (t *table) index() map[place]place {
	index := map[place]place{}
	for i, h := range t.from.Header {
		index[place{h.Line, i + 1}] = place{1, i + 1}
	}
	for k, r := range t.from.Rows {
		for i, cell := range r.Cells {
			index[place{cell.Line, i + 1}] = place{k + 2, i + 1}
		}
		index[place{r.Line, 1}] = place{k + 2, 1}
	}
	return index
}

// sheetsOf are the sheets that a finding may be about. Its position does not name the
// sheet, so in a workbook of several the message, the column and the value decide; where
// they do not, the cell is marked in each.
func (c *copier) sheetsOf(f finding.Finding, index []map[place]place) []int {
	var all, named, same []int
	for i, t := range c.tables {
		at, ok := index[i][place{f.Line, f.Column}]
		if !ok || f.Line == 0 || f.Column == 0 {
			continue
		}
		all = append(all, i)
		if strings.HasPrefix(f.Message.ZH, "工作表“"+t.from.Name+"”：") {
			named = append(named, i)
		}
		if f.Field == t.field(at.column-1) && f.Value == t.shown(at) {
			same = append(same, i)
		}
	}
	switch {
	case len(named) > 0:
		return named
	case len(same) > 0:
		return same
	}
	return all
}

// shown is the cell of the original as a finding repeats it.
func (t *table) shown(at place) string {
	text := ""
	if at.row == 1 {
		text = t.from.Header[at.column-1].Written
	} else if cells := t.from.Rows[at.row-2].Cells; at.column <= len(cells) {
		text = cells[at.column-1].Written
	}
	return finding.Shorten(privacy.Masked(text))
}

// explain gives the changes the rules of the findings about their cells, and those of
// amounts the rule about the header that names their unit.
func (t *table) explain() {
	for i := range t.changes {
		c := &t.changes[i]
		if c.why == byUnitLine && slices.ContainsFunc(t.marks[place{1, c.column}], func(f finding.Finding) bool { return f.Rule == "unit-in-header" }) {
			c.why = "unit-in-header"
		}
		for _, f := range t.marks[c.at] {
			switch f.Rule {
			case "unusual-form", "header-alias", "unit-in-header":
				c.why = f.Rule
			}
		}
	}
}

// worst is the most severe of some findings; "" where there are none.
func worst(list []finding.Finding) finding.Severity {
	var w finding.Severity
	for _, f := range list {
		switch {
		case f.Severity == finding.Error, w == "":
			w = f.Severity
		case f.Severity == finding.Warning && w == finding.Notice:
			w = f.Severity
		}
	}
	return w
}
