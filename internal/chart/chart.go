// Package chart turns numbers into the places of bars, lines, dots and texts on a
// drawing: whole units of a view box, about one pixel each at the width at which the
// drawing is meant to be shown.
//
// Every scale begins at zero. What was not disclosed is never a zero and never joined by a
// line: a bar is an empty box, a year of a line a gap with a mark below the axis, and an
// agency of a strip no dot at all. Texts that would touch another, or leave the drawing,
// are left out: a table stands beside every chart. The same numbers give the same drawing.
//
// What is left out: markup, colours, words and units, which are the caller's (package
// site and templates/pages/charts.html), and every figure but quartiles (package peer
// has the medians). Numbers are whole: fen, people or tenths of a percent.
package chart

import "slices"

// State says what a place of a chart holds.
type State int

// The states. A zero that was published is Given.
const (
	Nothing State = iota // there is nothing to draw: not due, not required
	Given
	Missing // it had to be there and is not, or must not be shown
)

// Value is a number with its text, or why there is none.
type Value struct {
	State State
	N     int64  // of a Given one, 0 or more
	Label string // the number as written, or the word for what is missing
}

// Group is the values that stand together, such as a year.
type Group struct {
	Name   string
	Note   string // why it is empty; may be empty
	Values []Value
}

// Box is a rectangle; X and Y are its upper left corner.
type Box struct{ X, Y, W, H int }

// Meets says whether two boxes have a point inside in common.
func (b Box) Meets(c Box) bool {
	return b.X < c.X+c.W && c.X < b.X+b.W && b.Y < c.Y+c.H && c.Y < b.Y+b.H
}

// Within says whether a box lies inside another.
func (b Box) Within(c Box) bool {
	return b.X >= c.X && b.Y >= c.Y && b.X+b.W <= c.X+c.W && b.Y+b.H <= c.Y+c.H
}

// Anchor says which part of a text stands at its X.
type Anchor string

// The anchors, in the words of SVG.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Text is a line of text on its baseline. A zero Text is none.
type Text struct {
	X, Y   int
	Anchor Anchor
	Turned bool // it runs upward
	Text   string
}

// Box is the room that a text of a size takes.
func (t Text) Box(size int) Box {
	w, up := Width(t.Text, size), size*4/5 // the rest is below the baseline
	left := 0
	switch t.Anchor {
	case Middle:
		left = w / 2
	case End:
		left = w
	}
	if t.Turned {
		return Box{t.X - up, t.Y - (w - left), size, w}
	}
	return Box{t.X - left, t.Y - up, w, size}
}

// Mark is a bar, or the empty box of what is missing.
type Mark struct {
	Box
	Group, Series int
	State         State
	Zero          bool
	Label         Text
}

// Slot is the room of a value across the scale, whether or not a bar stands there: other
// figures about the same value, such as a median, can be drawn in it.
type Slot struct{ Group, Series, From, To int }

// Bars is a drawing of bars.
type Bars struct {
	Width, Height int
	Zero, Full    int   // the places of 0 and of Most
	Most          int64 // the largest value
	Marks         []Mark
	Slots         []Slot
	Names, Notes  []Text // of the groups
}

// Most is the largest given number.
func Most(groups []Group) int64 {
	var most int64
	for _, g := range groups {
		for _, v := range g.Values {
			if v.State == Given {
				most = max(most, v.N)
			}
		}
	}
	return most
}

// placed keeps the room that is taken by texts, so that no other stands there.
type placed struct {
	within Box
	size   int
	boxes  []Box
}

// put returns the text if there is room for it, else none.
func (p *placed) put(t Text) (Text, bool) {
	if t.Text == "" {
		return Text{}, false
	}
	box := t.Box(p.size)
	if !box.Within(p.within) || slices.ContainsFunc(p.boxes, box.Meets) {
		return Text{}, false
	}
	p.boxes = append(p.boxes, box)
	return t, true
}

// first returns the first of the texts for which there is room.
func (p *placed) first(list ...Text) Text {
	for _, t := range list {
		if t, ok := p.put(t); ok {
			return t
		}
	}
	return Text{}
}
