package site

import "slices"

// shapePath is a part of a symbol, drawn around its middle.
type shapePath struct {
	Class string // stroke: lines; ring, dashed: lines on the page's ground; fill: filled
	D     string
}

// The symbols of the timeline.
const (
	shapeSquare   = "square"
	shapeDiamond  = "diamond"
	shapeTriangle = "triangle"
	shapeFull     = "full"
	shapeHalf     = "half"
	shapeHollow   = "hollow"
	shapeTick     = "tick"
	shapeClock    = "clock"
	shapeMissing  = "missing"
	shapeDash     = "dash"
	shapeRight    = "right"
	shapeUp       = "up"
)

// namedShape is a symbol by the name that drawings use it by.
type namedShape struct {
	Name  string
	Paths []shapePath
}

// shapePaths draws a symbol of at most markSize. Shapes differ without their colours.
func shapePaths(shape string) []shapePath {
	const circle = "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0"
	switch shape {
	case shapeSquare:
		return []shapePath{{"fill", "M-5-5H5V5H-5z"}}
	case shapeDiamond:
		return []shapePath{{"fill", "M0-7L7 0L0 7L-7 0z"}}
	case shapeTriangle:
		return []shapePath{{"fill", "M-7-5H7L0 7z"}}
	case shapeFull:
		return []shapePath{{"fill", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0"}}
	case shapeHalf:
		return []shapePath{{"ring", circle}, {"fill", "M0-6A6 6 0 0 0 0 6z"}}
	case shapeHollow:
		return []shapePath{{"ring", circle}}
	case shapeTick:
		return []shapePath{{"stroke", "M-6 0L-2 4.5L6-5"}}
	case shapeClock:
		return []shapePath{{"ring", circle}, {"stroke", "M0-5.5V0H5.5"}}
	case shapeMissing:
		return []shapePath{{"ring dashed", circle}, {"stroke", "M-2.5-2.5L2.5 2.5M2.5-2.5L-2.5 2.5"}}
	case shapeDash:
		return []shapePath{{"stroke", "M-5 0H5"}}
	case shapeRight:
		return []shapePath{{"fill", "M-5-6L6 0L-5 6z"}}
	}
	return []shapePath{{"fill", "M-6 5L0-6L6 5z"}} // up
}

// Shapes is the symbols of both drawings and of the key.
func (t *timeline) Shapes() []namedShape {
	var list []namedShape
	add := func(shape string) {
		if shape != "" && !slices.ContainsFunc(list, func(s namedShape) bool { return s.Name == shape }) {
			list = append(list, namedShape{shape, shapePaths(shape)})
		}
	}
	for i := range t.Key {
		add(t.Key[i].Shape)
	}
	for _, marks := range [][]figureMark{t.Wide.Marks, t.Narrow.Marks} {
		for i := range marks {
			add(marks[i].Shape)
		}
	}
	return list
}
