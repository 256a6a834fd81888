package site

import (
	"html/template"
	"slices"
	"strconv"
	"unicode"

	"gongshi/internal/day"
	"gongshi/internal/words"
)

// figure is a drawing of a timeline. Its units are about one pixel each at the width
// at which it is shown.
type figure struct {
	ID, Class          string
	Width, Height      int
	Title, Description string
	Grid               string // path of the lines between years and lanes
	Texts              []figureText
	Bars               []figureBar
	Marks              []figureMark
	More               int           // events that are drawn as density only
	Bare               bool          // without the titles of what is drawn, which a pointer shows
	Drawing            template.HTML // all of these
}

type figureText struct {
	Class string // year: X is the middle of the text, else its start
	X, Y  int    // of the base line
	Text  string
}

type figureBar struct {
	Class               string
	X, Y, Width, Height int
	Title               string
}

// figureMark is a symbol with its middle at X, Y.
type figureMark struct {
	Shape, Class string
	X, Y         int
	Title        string
}

// The measures of the drawings.
const (
	wideWidth    = 760
	wideGutter   = 84 // for the names of lanes
	narrowWidth  = 336
	narrowGutter = 38 // for the years
	figureText14 = 14 // height of a line of text; its size in CSS is the same
	lineHeight   = 18
	headHeight   = 24 // of the years above a wide drawing
	namesHeight  = 40 // of the names of lanes, with how many more there are, above a narrow one
	barThick     = 9
	barPitch     = 12
	markSize     = 14
	markPitch    = 16
	densityThick = 18
	densityBin   = 10 // along the axis
	laneGap      = 12
	edge         = 9  // from the ends of the axis to those of the drawing
	fadeLength   = 24 // of a bar that goes on, before its arrow
	arrowLength  = 12
	longestAxis  = 40 // years; older events are drawn at its start
	yearsAhead   = 3  // beyond the register's year that an axis may reach
)

// years is the first and last year of an axis.
type years struct{ first, last int }

// timelineSpan is the years of a timeline: those of its events and, since silence is
// part of it, all until the register's.
func timelineSpan(list []*event, now int) years {
	span := years{now, now}
	for _, e := range list {
		span.first = min(span.first, int(e.from.Year))
		for _, d := range []day.Day{e.from, e.to} {
			if !d.IsZero() && !d.IsOpen() {
				span.last = max(span.last, min(int(d.Year), now+yearsAhead))
			}
		}
	}
	span.first = max(span.first, span.last-longestAxis+1)
	return span
}

// axis turns days into distances from its start.
type axis struct {
	years
	length int
}

func (a axis) count() int { return a.last - a.first + 1 }

// year is where a year starts.
func (a axis) year(y int) int { return (y - a.first) * a.length / a.count() }

// at is where a day lies; beyond says that it lies behind the end.
func (a axis) at(d day.Day) (at int, beyond bool) {
	switch {
	case d.IsOpen() || int(d.Year) > a.last:
		return a.length, true
	case int(d.Year) < a.first:
		return 0, false
	}
	const longYear = 366
	start, next := a.year(int(d.Year)), a.year(int(d.Year)+1)
	return start + (d.Time().YearDay()-1)*(next-start)/longYear, false
}

// placed is an event on the axis, in a row of its lane.
type placed struct {
	*event
	mark, end int  // where the event lies, and where it ends
	beyond    bool // it ends behind the axis
	from, to  int  // what it takes of its row
	row       int
}

// laneView is the events of a lane in rows.
type laneView struct {
	rows  []*placed
	rest  []*placed // those for which no row is left
	depth int       // how many rows there are
	thick int
	pitch int
}

// maxRows is how many rows a lane has before the rest is drawn as density.
func maxRows(l lane, narrow bool) int {
	switch {
	case l == contracts && narrow:
		return 5
	case l == contracts:
		return 8
	case narrow:
		return 3
	}
	return 5
}

// layLane puts the events of a lane in rows so that none touches another. Alarms come
// first, so that none of them is among the rest while there is room.
func layLane(list []*event, l lane, a axis, narrow bool) laneView {
	v := laneView{thick: markSize, pitch: markPitch}
	if l == contracts {
		v.thick, v.pitch = barThick, barPitch
	}
	n := 0
	for i := range list {
		n += toInt(list[i].lane == l)
	}
	store, all := make([]placed, n), make([]*placed, 0, n)
	for _, e := range list {
		if e.lane != l {
			continue
		}
		p := &store[len(all)]
		p.event = e
		p.mark, _ = a.at(e.from)
		p.end = p.mark
		if !e.to.IsZero() && !e.to.Before(e.from) {
			p.end, p.beyond = a.at(e.to)
		}
		p.from, p.to = p.mark-markSize/2, max(p.mark+markSize/2, p.end)
		if l == contracts {
			// The end is the last day, and the shortest contract is to be seen.
			p.end = min(max(p.end, p.mark+4), a.length)
			p.from = min(p.mark, p.end-4)
			p.to = p.end
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(x, y *placed) int {
		if x, y := x.tone == alarm, y.tone == alarm; x != y {
			return toInt(y) - toInt(x)
		}
		return x.from - y.from
	})
	const apart = 2
	rows := make([][]*placed, maxRows(l, narrow))
	for _, p := range all {
		p.row = slices.IndexFunc(rows, func(row []*placed) bool {
			return !slices.ContainsFunc(row, func(o *placed) bool { return p.from < o.to+apart && o.from < p.to+apart })
		})
		if p.row < 0 {
			v.rest = append(v.rest, p)
			continue
		}
		rows[p.row] = append(rows[p.row], p)
		v.rows, v.depth = append(v.rows, p), max(v.depth, p.row+1)
	}
	return v
}

// across is what the rows of a lane take across the axis.
func (v laneView) across() int {
	n := max(v.depth, 1) * v.pitch
	if len(v.rest) > 0 {
		n += densityThick + 2
	}
	return n
}

// density counts, for each bin of the axis, the events that no row had room for.
func (v laneView) density(a axis) []int {
	bins := make([]int, (a.length+densityBin-1)/densityBin)
	for _, p := range v.rest {
		first := min(max(p.from, 0)/densityBin, len(bins)-1)
		last := min(max(p.to, 0)/densityBin, len(bins)-1)
		for i := first; i <= last; i++ {
			bins[i]++
		}
	}
	return bins
}

// canvas puts what lies along and across the axis into a drawing. The wide drawing's
// axis goes to the right; the narrow one's goes up, so that the newest is on top.
type canvas struct {
	*figure
	axis
	narrow    bool
	left, top int
}

func (c canvas) point(along, across int) (x, y int) {
	if c.narrow {
		return c.left + across, c.top + c.length - along
	}
	return c.left + along, c.top + across
}

func (c canvas) bar(class string, from, to, across, thick int, title string) {
	b := figureBar{Class: class, Width: to - from, Height: thick, Title: title}
	if b.X, b.Y = c.point(from, across); c.narrow {
		b.Width, b.Height = thick, to-from
		b.Y -= b.Height
	}
	c.Bars = append(c.Bars, b)
}

func (c canvas) mark(shape, class string, along, across int, title string) {
	m := figureMark{Shape: shape, Class: class, Title: title}
	m.X, m.Y = c.point(along, across)
	c.Marks = append(c.Marks, m)
}

// goesOn draws the last part of a bar that goes on behind the axis.
func (c canvas) goesOn(class string, from, across, thick int, title string) {
	fade := max(from, c.length-arrowLength-fadeLength)
	if fade < c.length-arrowLength {
		c.bar(class+" fade", fade, c.length-arrowLength, across, thick, title)
	}
	shape := shapeRight
	if c.narrow {
		shape = shapeUp
	}
	c.mark(shape, class+" go-on", c.length-arrowLength/2, across+thick/2, title)
}

// draw draws a lane whose rows start at across.
func (c canvas) draw(l lane, v laneView, across int) {
	for _, p := range v.rows {
		row := across + p.row*v.pitch
		if l == contracts {
			if !p.beyond {
				c.bar("contract", p.from, p.to, row, v.thick, p.title)
				continue
			}
			if end := c.length - arrowLength - fadeLength; p.from < end {
				c.bar("contract", p.from, end, row, v.thick, p.title)
			}
			c.goesOn("contract", p.from, row, v.thick, p.title)
			continue
		}
		const line = 2
		middle := row + v.thick/2
		switch end := c.length - arrowLength - fadeLength; {
		case p.beyond:
			if p.mark < end {
				c.bar("reach "+p.tone, p.mark, end, middle-line/2, line, p.title)
			}
			c.goesOn("reach "+p.tone, p.mark, middle-line/2, line, p.title)
		case p.end > p.mark+markSize/2:
			c.bar("reach "+p.tone, p.mark, p.end, middle-line/2, line, p.title)
		}
		c.mark(p.shape, p.tone, p.mark, middle, p.title)
	}
	if len(v.rest) == 0 {
		return
	}
	bins := v.density(c.axis)
	most := slices.Max(bins)
	base := across + max(v.depth, 1)*v.pitch
	for i, n := range bins {
		if n > 0 {
			thick := max(2, n*densityThick/most)
			c.bar("dense", i*densityBin, min((i+1)*densityBin-1, c.length), base+densityThick-thick, thick, "+"+strconv.Itoa(n))
		}
	}
}

// figure draws events.
func (p page) figure(list []*event, span years, narrow bool) figure {
	w := p.words
	f := figure{
		ID: "timeline-wide", Class: "timeline-wide", Title: w.Timeline,
		Description: words.Fill(w.TimelineDescription, "first", strconv.Itoa(span.first), "last", strconv.Itoa(span.last)),
	}
	c := canvas{figure: &f, axis: axis{span, wideWidth - wideGutter - 2*edge}, left: wideGutter + edge, top: headHeight}
	if narrow {
		f.ID, f.Class, c.narrow = "timeline-narrow", "timeline-narrow", true
		f.Bare = true // a phone has no pointer, and the table has all of it; the titles were half of the drawing
		// A year is as long as its marks need, and shorter where there are many.
		c.length = span.last - span.first + 1
		c.length *= min(max(720/c.length, 28), 72)
		c.left, c.top = narrowGutter, namesHeight+edge
	}
	var grid pathData
	across := c.lanes(list, p.laneNames(), &grid)
	if narrow {
		f.Width, f.Height = max(narrowWidth, c.left+across), c.top+c.length+edge
	} else {
		f.Width, f.Height = wideWidth, c.top+across
	}
	c.yearLines(across, &grid)
	f.Grid = string(grid)
	f.Drawing = f.drawing(langAttribute(w))
	return f
}

// lanes draws all lanes that hold something and returns what they take across.
func (c canvas) lanes(list []*event, names [lanes]string, grid *pathData) int {
	type strip struct {
		laneView
		lane
		more string
		size int
	}
	var strips []strip
	sum := 0
	for l := range lanes {
		s := strip{laneView: layLane(list, l, c.axis, c.narrow), lane: l}
		if s.depth == 0 {
			continue
		}
		if n := len(s.rest); n > 0 {
			s.more = "+" + words.Grouped(n)
			c.More += n
		}
		if s.size = s.across(); c.narrow {
			s.size = max(s.size, figureTextWidth(names[l]), figureTextWidth(s.more))
		} else if s.more != "" {
			s.size = max(s.size, 2*lineHeight)
		}
		sum += s.size + laneGap
		strips = append(strips, s)
	}
	gap := laneGap
	if room := narrowWidth - narrowGutter - sum; c.narrow && room > 0 && len(strips) > 0 {
		gap += room / len(strips)
	}
	across := 0
	for _, s := range strips {
		x, y := 0, c.top+across+laneGap/2+figureText14
		if c.narrow {
			x, y = c.left+across+laneGap/2, figureText14
		} else {
			grid.step('M', 0, c.top+across)
			grid.step('H', wideWidth)
		}
		c.Texts = append(c.Texts, figureText{"lane", x, y, names[s.lane]})
		if s.more != "" {
			c.Texts = append(c.Texts, figureText{"more", x, y + lineHeight, s.more})
		}
		c.draw(s.lane, s.laneView, across+laneGap/2)
		across += s.size + gap
	}
	return across
}

// yearLines draws the lines between years and names the years.
func (c canvas) yearLines(across int, grid *pathData) {
	one := c.year(c.first + 1)
	step := 1
	for _, s := range []int{2, 5, 10, 20} {
		if step*one < figureTextWidth("2000")+8 && !c.narrow {
			step = s
		}
	}
	for y := c.first; y <= c.last+1; y++ {
		x, at := c.point(c.year(y), 0)
		if c.narrow {
			grid.step('M', 0, at)
			grid.step('H', c.Width)
		} else {
			grid.step('M', x, headHeight)
			grid.step('V', c.top+across)
		}
		if y > c.last || (c.last-y)%step != 0 {
			continue
		}
		x, at = c.point((c.year(y)+c.year(y+1))/2, 0)
		if c.narrow {
			c.Texts = append(c.Texts, figureText{"lane year-name", 0, at + figureText14/2 - 2, strconv.Itoa(y)})
		} else {
			c.Texts = append(c.Texts, figureText{"year", x, headHeight - 8, strconv.Itoa(y)})
		}
	}
}

// figureTextWidth is about how wide a text is at 14 pixels, rather more than less.
func figureTextWidth(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r > 0x2e80:
			n += 14
		case unicode.IsUpper(r) || r == '+':
			n += 10
		case r >= '0' && r <= '9':
			n += 8
		default:
			n += 7
		}
	}
	return n
}
