package report

import (
	"strings"

	"gongshi/internal/finding"
)

// How much of a row an excerpt shows, in columns of a terminal.
const (
	maxExcerpt = 100 // the row
	maxCell    = 60  // the cell that the finding is about
	maxNear    = 30  // a cell beside it
)

// maxBytes is how much of a cell is looked at: more than fits.
const maxBytes = 400

// excerpt is a piece of a row. The zero value shows nothing.
type excerpt struct {
	Line  int
	Cells []shownCell
	raw   []string // the whole row
}

// shownCell is a cell as shown, or "…" for those that are left out.
type shownCell struct {
	Text string
	Bad  bool // the finding is about it
}

// columns is how many columns the cell takes in a line: one that is empty and marked
// takes one, so that there is something to point at.
func (c shownCell) columns() int {
	n := columns(c.Text)
	if c.Bad {
		return max(n, 1)
	}
	return n
}

// excerpt shows the row of a finding around its cell. Where the row is not known it is
// the value alone.
func (r Report) excerpt(f finding.Finding) excerpt {
	var row []string
	if r.Row != nil && f.Line > 0 {
		row = r.Row(f.File, f.Line)
	}
	switch {
	case f.Line == 0 || row == nil && f.Value == "":
		return excerpt{}
	case row == nil:
		return excerpt{Line: f.Line, Cells: []shownCell{{clip(visible(f.Value), maxExcerpt), true}}, raw: []string{f.Value}}
	}
	whole := f.Column == 1 && f.Field == "" && (len(row) == 0 || row[0] != f.Value)
	at := -1 // the cell that it is about
	if !whole {
		at = min(f.Column-1, len(row))
	}
	if at == len(row) { // a cell that is missing is shown as an empty one
		row = append(row[:len(row):len(row)], "")
	}
	e := excerpt{Line: f.Line, raw: row}
	cells := make([]shownCell, len(row))
	for i, c := range row {
		limit := maxNear
		if i == at {
			limit = maxCell
		}
		cells[i] = shownCell{clip(visible(c[:min(len(c), maxBytes)]), limit), i == at || whole}
	}
	e.Cells = around(cells, max(at, 0))
	return e
}

// separator parts the cells of an excerpt.
const separator = " | "

// around returns the cells beside one that fit, with "…" for the others.
func around(cells []shownCell, at int) []shownCell {
	if len(cells) == 0 {
		return nil
	}
	from, to := at, at+1
	room := maxExcerpt - cells[at].columns()
	fits := func(i int) bool {
		if i < 0 || i == len(cells) {
			return false
		}
		need := cells[i].columns() + len(separator)
		if need > room {
			return false
		}
		room -= need
		return true
	}
	for grown := true; grown; {
		grown = false
		if fits(to) {
			to, grown = to+1, true
		}
		if fits(from - 1) {
			from, grown = from-1, true
		}
	}
	var shown []shownCell
	if from > 0 {
		shown = append(shown, shownCell{Text: "…"})
	}
	shown = append(shown, cells[from:to]...)
	if to < len(cells) {
		shown = append(shown, shownCell{Text: "…"})
	}
	return shown
}

// text is the excerpt in one line.
func (e excerpt) text() string {
	list := make([]string, len(e.Cells))
	for i, c := range e.Cells {
		list[i] = pad(c.Text, c.columns())
	}
	return strings.TrimRight(strings.Join(list, separator), " ")
}

// carets is the line below it, which points at the cell; empty where it points at none.
func (e excerpt) carets() string {
	var b strings.Builder
	for i, c := range e.Cells {
		mark := " "
		if c.Bad {
			mark = "^"
		}
		if i > 0 {
			gap := " "
			if c.Bad && e.Cells[i-1].Bad {
				gap = "^"
			}
			b.WriteString(strings.Repeat(gap, len(separator)))
		}
		b.WriteString(strings.Repeat(mark, c.columns()))
	}
	return strings.TrimRight(b.String(), " ")
}

// tells says whether the row shows a finding's value, so that it need not be repeated.
func (e excerpt) tells(value string) bool {
	value = strings.TrimSuffix(finding.Shorten(value), "…")
	for _, c := range e.raw {
		if strings.HasPrefix(finding.Shorten(c), value) {
			return true
		}
	}
	return value == ""
}
