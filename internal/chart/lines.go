package chart

import (
	"fmt"
	"strings"
)

// The measures of lines.
const (
	lineMark    = 5 // half the side of a point's mark
	lineAbove   = 12
	lineBelow   = 22
	gapLane     = 20 // the height of a lane of gaps below the years
	axisRoom    = 8
	lineNames   = 34
	lineTop     = 22
	mostTicks   = 4
	percentMost = 1000
)

// Figure is what a drawing of lines is made of.
type Figure struct {
	Names  []string // along the axis, such as years
	Series [][]Value
	Format func(int64) string // a tick's text
	Share  bool               // the numbers are tenths of a percent: the scale ends at all
	Size   int                // of the text
}

// Tick is a line of the grid with its text.
type Tick struct {
	At   int
	Text Text
}

// Line is a series: its unbroken runs as the path of an SVG, its points and its gaps.
type Line struct {
	Path   string
	Points []Mark // X and Y are the middle, W and H are 0
	Gaps   []Mark // what is missing: in the lane of the series below the axis
}

// Lines is a drawing of lines.
type Lines struct {
	Width, Height      int
	Left, Right        int // of the grid
	Base               int
	Ticks              []Tick
	Names              []Text
	Lines              []Line
	Most               int64
	hasGaps            []bool
	first, step, count int
}

// DrawLines draws series over the names of the axis. A value that is missing breaks the
// line and leaves a mark in a lane below the axis, never a point at zero.
func DrawLines(f Figure, width, height int) Lines {
	d := Lines{Width: width, Height: height, count: len(f.Names)}
	groups := make([]Group, len(f.Series))
	lanes := 0
	d.hasGaps = make([]bool, len(f.Series))
	for i, s := range f.Series {
		groups[i].Values = s
		for _, v := range s {
			d.hasGaps[i] = d.hasGaps[i] || v.State == Missing
		}
		if d.hasGaps[i] {
			lanes++
		}
	}
	d.Base = height - lineNames - lanes*gapLane
	ticks := Ticks(Most(groups), mostTicks)
	if f.Share {
		ticks = []int64{0, percentMost / 4, percentMost / 2, percentMost * 3 / 4, percentMost}
	}
	d.Most = ticks[len(ticks)-1]
	texts := &placed{within: Box{0, 0, width, height}, size: f.Size}
	scale := Scale{d.Most, d.Base, lineTop}
	d.grid(f, ticks, scale, texts)
	d.names(f, texts)
	d.Lines = make([]Line, len(f.Series))
	lane := d.Base + lineNames + gapLane/2
	for i, s := range f.Series {
		d.line(i, s, scale, lane)
		if d.hasGaps[i] {
			lane += gapLane
		}
	}
	d.labels(f, texts)
	return d
}

// grid puts the ticks at the left and says where the points stand across.
func (d *Lines) grid(f Figure, ticks []int64, scale Scale, texts *placed) {
	for _, n := range ticks {
		d.Left = max(d.Left, Width(f.Format(n), f.Size))
	}
	d.Left, d.Right = min(d.Left, d.Width/3)+axisRoom, d.Width
	for _, n := range ticks {
		t := Tick{At: scale.At(n)}
		t.Text, _ = texts.put(Text{X: d.Left - axisRoom, Y: t.At + f.Size/3, Anchor: End, Text: f.Format(n)})
		d.Ticks = append(d.Ticks, t)
	}
	d.step = (d.Right - d.Left) / max(d.count, 1)
	d.first = d.Left + d.step/2
}

func (d *Lines) names(f Figure, texts *placed) {
	for i := range f.Names {
		i = len(f.Names) - 1 - i // the newest is never left out
		if name, ok := texts.put(Text{X: d.x(i), Y: d.Base + 8 + f.Size, Anchor: Middle, Text: f.Names[i]}); ok {
			d.Names = append(d.Names, name)
		}
	}
}

func (d *Lines) x(i int) int { return d.first + i*d.step }

func (d *Lines) line(series int, values []Value, scale Scale, lane int) {
	var path strings.Builder
	pen := "M"
	for i, v := range values[:min(len(values), d.count)] {
		m := Mark{Box: Box{X: d.x(i), Y: lane}, Group: i, Series: series, State: v.State}
		switch v.State {
		case Given:
			m.Y, m.Zero = scale.At(v.N), v.N == 0
			fmt.Fprintf(&path, "%s%d %d", pen, m.X, m.Y)
			pen = "L"
			d.Lines[series].Points = append(d.Lines[series].Points, m)
			continue
		case Missing:
			d.Lines[series].Gaps = append(d.Lines[series].Gaps, m)
		}
		pen = "M"
	}
	d.Lines[series].Path = path.String()
}

// labels puts the numbers beside their points, the newest first, where there is room among
// the points and the other numbers. Where points cover each other none has a number: it
// could not be told whose it is.
func (d *Lines) labels(f Figure, texts *placed) {
	var marks []Box
	for _, l := range d.Lines {
		for _, m := range l.Points {
			marks = append(marks, around(m))
		}
	}
	texts.boxes = append(texts.boxes, marks...)
	for back := range d.count {
		for s := range d.Lines {
			points := d.Lines[s].Points
			for i := range points {
				m := &points[i]
				if m.Group != d.count-1-back || covered(around(*m), marks) {
					continue
				}
				label := Text{X: m.X, Y: m.Y - lineAbove, Anchor: Middle, Text: f.Series[s][m.Group].Label}
				below := label
				below.Y = m.Y + lineBelow
				if below.Y > d.Base-4 {
					below = Text{} // among the names of the axis it would not be read as a number
				}
				m.Label = texts.first(label, below)
			}
		}
	}
}

// around is the room of a point's mark.
func around(m Mark) Box { return Box{m.X - lineMark, m.Y - lineMark, 2 * lineMark, 2 * lineMark} }

// covered says whether another mark than its own lies on a box.
func covered(b Box, marks []Box) bool {
	n := 0
	for _, m := range marks {
		if m.Meets(b) {
			n++
		}
	}
	return n > 1
}
