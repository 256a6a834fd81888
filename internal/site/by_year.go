package site

import (
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/words"
)

// byYear is a figure of how many disclosed pay, year by year: a bar for the agencies that
// had to, in parts. It is drawn twice, with room and without, and stands beside a table of
// the same numbers.
type byYear struct {
	Title, Description string
	Caption            string // empty: a heading says it
	Wide, Narrow       yearDrawing
	Key                []keyPart
	Columns            []string
	Rows               []byYearRow // empty: the page has a table of its own
	All                template.HTML
}

type byYearRow struct {
	Year  template.HTML
	Cells []byYearCell
}

type byYearCell struct {
	Column string
	Text   template.HTML
}

// keyPart says what a part of the bars stands for.
type keyPart struct {
	Class, Word string
	Hatched     bool
}

// yearDrawing is the figure for one width.
type yearDrawing struct {
	Width, Height int
	Bars          []yearBar
}

// yearBar is the bar of a year, with its year and its numbers.
type yearBar struct {
	Year, Count          string
	YearX, CountX, TextY int
	CountAtEnd           bool // the number ends at its place
	Parts                []barPart
}

type barPart struct {
	Class               string
	X, Y, Width, Height int
	Hatched             bool
}

// part is some of those who had to disclose for a year: what it is called, how it is
// drawn, and where its rows stand.
type part struct {
	class, column, said, section string
	of                           func(*ledger.Tally) int
}

// mostBars is how many years the figure shows.
const mostBars = 6

// Classes of the parts: filled, hatched, a plain frame, a dashed red frame.
const (
	partGiven = "part-given"
	partLate  = "part-late"
	partDue   = "part-due"
	partOpen  = "part-open"
)

// byYearOfAll is the figure of the whole portal, whose numbers lead to the rows of the
// years.
func (p page) byYearOfAll() *byYear {
	w := p.words
	inTime, column := w.ByYearDisclosed, w.StateDisclosed
	parts := []part{{partGiven, column, inTime, sectionDisclosed, func(t *ledger.Tally) int { return t.InTime }}}
	if p.settings.Deadlines.PayMonth > 0 {
		parts[0].column, parts[0].said = w.ColumnInTime, w.ByYearInTime
		parts = append(parts, part{partLate, w.ColumnLate, w.ByYearLate, sectionLate, func(t *ledger.Tally) int { return t.Late }})
	}
	parts = append(parts,
		part{partDue, w.ColumnDue, w.ByYearDue, sectionDue, func(t *ledger.Tally) int { return t.Due }},
		part{partOpen, w.NotDisclosed, w.ByYearOpen, sectionOpen, func(t *ledger.Tally) int { return t.Open }})
	years := p.barYears(p.cov.Of(ledger.Whole, nil))
	if len(years) < 2 {
		return nil
	}
	parts = happened(parts, years)
	v := p.byYear(w.ByYearTitle, parts, years)
	for _, part := range parts {
		v.Columns = append(v.Columns, part.column)
	}
	v.Columns = append(v.Columns, w.ColumnRequired)
	for _, y := range years {
		v.Rows = append(v.Rows, p.byYearRow(y, parts))
	}
	v.All = p.label(label{Text: w.AllYears, Href: p.to(p.route.Years())})
	return v
}

// byYearOf is the figure of a group: disclosed or not, whenever that was. Its numbers stand
// in the table of coverage, which is enough where never more than a few had to disclose.
// A title cannot mark a part of it as data, so that a name in another language stands in the
// page's heading alone.
func (p page) byYearOf(name label, tally *ledger.GroupTally) *byYear {
	w := p.words
	years := p.barYears(tally)
	if len(years) < 2 || !slices.ContainsFunc(years, func(y *ledger.YearTally) bool { return y.Pay.Required >= fewest }) {
		return nil
	}
	title := words.Fill(w.ByYearTitleOf, "name", name.Text)
	if name.Data && w.DataLang != "" {
		title = w.ByYearTitle
	}
	v := p.byYear(title, happened([]part{
		{partGiven, w.StateDisclosed, w.ByYearDisclosed, "", func(t *ledger.Tally) int { return t.InTime + t.Late }},
		{partDue, w.ColumnDue, w.ByYearDue, "", func(t *ledger.Tally) int { return t.Due }},
		{partOpen, w.NotDisclosed, w.ByYearOpen, "", func(t *ledger.Tally) int { return t.Open }},
	}, years), years)
	v.Caption = w.ByYear
	return v
}

// barYears is the newest years up to that of the headline in which somebody had to
// disclose pay.
func (e *edition) barYears(tally *ledger.GroupTally) []*ledger.YearTally {
	var list []*ledger.YearTally
	if tally == nil {
		return nil
	}
	for i := range tally.Years {
		if y := &tally.Years[i]; y.Year <= e.headline && y.Pay.Required > 0 && len(list) < mostBars {
			list = append(list, y)
		}
	}
	return list
}

// happened leaves out the parts that no year has, but for what was disclosed and what was
// not: none of these is worth saying.
func happened(parts []part, years []*ledger.YearTally) []part {
	var kept []part
	for _, part := range parts {
		n := 0
		for _, y := range years {
			n += part.of(&y.Pay)
		}
		if n > 0 || part.class == partGiven || part.class == partOpen {
			kept = append(kept, part)
		}
	}
	return kept
}

func (p page) byYear(title string, parts []part, years []*ledger.YearTally) *byYear {
	v := &byYear{Title: title, Description: p.byYearText(parts, years)}
	v.Wide = drawYears(wideBars, parts, years, p.words.ShareOf)
	v.Narrow = drawYears(narrowBars, parts, years, p.words.ShareOf)
	for _, part := range parts {
		v.Key = append(v.Key, keyPart{part.class, part.column, part.class == partLate})
	}
	return v
}

// byYearText says in words what the bars show, from the oldest year to the newest.
func (e *edition) byYearText(parts []part, years []*ledger.YearTally) string {
	w := e.words
	newest, oldest := years[0], years[len(years)-1]
	text := ""
	if newest.Pay.Required >= fewest && oldest.Pay.Required >= fewest {
		text = words.Fill(w.ByYearTrend, "first", strconv.Itoa(oldest.Year), "last", strconv.Itoa(newest.Year),
			"before", words.Percent(oldest.Pay.PerMille()), "now", words.Percent(newest.Pay.PerMille())) + w.Gap
	}
	for i := len(years) - 1; i >= 0; i-- {
		y := years[i]
		var clauses []phrase
		for _, part := range parts {
			if n := part.of(&y.Pay); n > 0 {
				clauses = append(clauses, plain(words.Count(part.said, n)))
			}
		}
		text += words.Fill(w.ByYearOf, "year", strconv.Itoa(y.Year), "of", words.Grouped(y.Pay.Required), "clauses", join(w.Comma, clauses...).String())
		if i > 0 {
			text += w.Gap
		}
	}
	return text
}

func (p page) byYearRow(y *ledger.YearTally, parts []part) byYearRow {
	row := byYearRow{Year: p.label(label{Text: strconv.Itoa(y.Year), Href: p.to(p.yearPath(y.Year)), Keep: true})}
	cell := func(column string, n int, path, tone string) {
		text := p.fragment("value", number(n))
		if n > 0 {
			text = p.label(label{Text: words.Grouped(n), Href: p.to(path), Keep: true, Tone: tone})
		}
		row.Cells = append(row.Cells, byYearCell{column, text})
	}
	for _, part := range parts {
		tone := ""
		if part.class == partOpen {
			tone = alarm
		}
		cell(part.column, part.of(&y.Pay), p.yearSection(y.Year, part.section), tone)
	}
	cell(p.words.ColumnRequired, y.Pay.Required, p.yearPath(y.Year)+"#"+sectionAll, "")
	return row
}

// barLayout is the measures of a drawing. The text of the narrow one stands in a line of
// its own above the bar, so that large print has room.
type barLayout struct {
	width, from, most      int // of the drawing; where bars begin; how long they get
	step, text, bar, thick int // height of a year; within it the foot of the text and the top of the bar
	countAtEnd             bool
}

var (
	wideBars   = barLayout{width: 600, from: 60, most: 440, step: 42, text: 27, bar: 10, thick: 24}
	narrowBars = barLayout{width: 320, from: 0, most: 319, step: 58, text: 20, bar: 28, thick: 18, countAtEnd: true}
)

// drawYears draws a bar for each year, to the scale of the largest.
func drawYears(l barLayout, parts []part, years []*ledger.YearTally, form string) yearDrawing {
	d := yearDrawing{Width: l.width, Height: l.step * len(years)}
	most := 0
	for _, y := range years {
		most = max(most, y.Pay.Required)
	}
	for i, y := range years {
		top := i * l.step
		n, of := y.Pay.Share()
		b := yearBar{
			Year: strconv.Itoa(y.Year), Count: words.Fill(form, "n", words.Grouped(n), "of", words.Grouped(of)),
			TextY: top + l.text, CountX: l.width, CountAtEnd: l.countAtEnd,
		}
		counts := make([]int, len(parts))
		for k, part := range parts {
			counts[k] = part.of(&y.Pay)
		}
		x := l.from
		for k, width := range lengths(counts, most, l.most) {
			if width == 0 {
				continue
			}
			b.Parts = append(b.Parts, barPart{parts[k].class, x, top + l.bar, width - partGap, l.thick, parts[k].class == partLate})
			x += width
		}
		if !l.countAtEnd {
			b.CountX = x + 8
		}
		d.Bars = append(d.Bars, b)
	}
	return d
}

// A part of a bar is never so short that it is not seen; between parts is a gap.
const (
	shortest = 8
	partGap  = 2
)

// lengths is how long the parts of a bar are when most would take all of the room. What a
// part is too short is taken from the longest.
func lengths(counts []int, most, room int) []int {
	list := make([]int, len(counts))
	longest, sum, total := 0, 0, 0
	for i, n := range counts {
		total += n
		list[i] = int(scale(int64(n), int64(most), int64(room)))
		if n > 0 {
			list[i] = max(list[i], shortest)
		}
		if list[i] > list[longest] {
			longest = i
		}
		sum += list[i]
	}
	if whole := max(int(scale(int64(total), int64(most), int64(room))), shortest); sum > whole && list[longest]-(sum-whole) >= shortest {
		list[longest] -= sum - whole
	}
	return list
}
