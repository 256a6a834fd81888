package chart

// The measures of strips.
const (
	stripTop     = 30 // for the median's text
	stripHigh    = 132
	stripHighest = 243 // of the smallest dots: 80 in one place
	stripLeast   = 44
	stripAxis    = 26 // below the base, for the ticks' texts
	zeroSide     = 14 // of the mark for zeros
	densityStep  = 8  // the width of a bar of density
	// MostDots is how many dots a strip has at most; of more it draws the density.
	MostDots = 1200
)

// The radii of dots are tried from the largest: the fullest place must fit. On a narrow
// drawing they are smaller, since a dot stands at the middle of its place.
const (
	dotLargest = 5
	dotNarrow  = 3
	narrowest  = 400 // the width from which dots are large
)

// Strip is what a strip is made of: how many agencies were at which number.
type Strip struct {
	Ascending []int64 // the numbers, zeros first
	Most      int64   // the end of the scale at least, so that several strips share it
	Median    *Value  // nil: none is shown
	Band      bool    // with the range from the first to the third quartile
	ZeroLabel string  // how many zeros there are, in words
	Format    func(int64) string
	Size      int // of the text
}

// Dot is a number of the list; Index is its place there.
type Dot struct{ X, Y, Index int }

// Dots is a drawing of a strip. There are Dots or, where they would be too many, Density.
type Dots struct {
	Width, Height int
	Base          int
	Left, Right   int
	Radius        int
	Dots          []Dot
	Density       []Box
	Fullest       int // the numbers in the highest bar of density
	Ticks         []Tick
	ZeroMark      *Mark // the zeros together
	Median        *Mark // a line from its Y down over its H
	Band          *Box
}

// DrawStrip draws a list of numbers as dots over a scale, piled up where several are nearly
// the same. A dot stands at the middle of its place, so up to its own radius beside its
// number; zeros are one mark with their count, to the left of every dot. It takes time in
// proportion to the length of the list.
func DrawStrip(s Strip, width int) Dots {
	d := Dots{Width: width}
	zeros := 0
	for zeros < len(s.Ascending) && s.Ascending[zeros] <= 0 {
		zeros++
	}
	most := s.Most
	if n := len(s.Ascending); n > 0 {
		most = max(most, s.Ascending[n-1])
	}
	ticks := Ticks(most, max(min(width/90, 8), 2))
	edge := Width(s.Format(ticks[len(ticks)-1]), s.Size)/2 + 2
	d.Left, d.Right = max(edge, zeroSide), width-edge
	if zeros > 0 {
		d.Left = max(d.Left, min(Width(s.ZeroLabel, s.Size)+zeroSide, width/2))
	}
	d.Right = max(d.Right, d.Left+zeroSide)
	scale := Scale{ticks[len(ticks)-1], d.Left, d.Right}
	d.pile(s.Ascending, zeros, scale)
	d.Height = d.Base + stripAxis
	texts := &placed{within: Box{0, 0, width, d.Height}, size: s.Size}
	if zeros > 0 {
		m := Mark{Box: Box{d.Left - zeroSide/2, d.Base - zeroSide, zeroSide, zeroSide}, State: Given, Zero: true}
		m.Label, _ = texts.put(Text{X: m.X - 5, Y: d.Base - 2, Anchor: End, Text: s.ZeroLabel})
		d.ZeroMark = &m
	}
	for _, n := range ticks {
		t := Tick{At: scale.At(n)}
		t.Text, _ = texts.put(Text{X: t.At, Y: d.Base + 19, Anchor: Middle, Text: s.Format(n)})
		d.Ticks = append(d.Ticks, t)
	}
	d.middle(s, scale, texts)
	return d
}

// pile puts the numbers above zero on top of each other, place by place, and says how high
// the drawing is.
func (d *Dots) pile(list []int64, zeros int, scale Scale) {
	from := d.Left + zeroSide/2 + 2 // beside the mark for zeros
	if len(list)-zeros <= MostDots {
		largest := dotLargest
		if d.Width < narrowest {
			largest = dotNarrow
		}
		for r := largest; r > 0; r-- {
			pitch, high := 2*r+1, stripHigh
			if r == 1 {
				high = stripHighest
			}
			if most := fullest(places(list[zeros:], scale, from, d.Right, pitch)); most <= high/pitch {
				d.Base = stripTop + max(most*pitch+1, stripLeast)
				d.dots(list, zeros, scale, from, r)
				return
			}
		}
	}
	counts := places(list[zeros:], scale, from, d.Right, densityStep)
	d.Fullest, d.Base = fullest(counts), stripTop+stripHigh
	heights := Scale{int64(d.Fullest), 0, stripHigh}
	for i, n := range counts {
		if n > 0 {
			h := max(heights.At(int64(n)), 1)
			d.Density = append(d.Density, Box{from + i*densityStep, d.Base - h, densityStep - 1, h})
		}
	}
}

// place is the index of the place of a number, of places of a width from a point on.
func place(n int64, scale Scale, from, until, width int) int {
	last := max((until-from)/width-1, 0)
	return min(max((scale.At(n)-from)/width, 0), last)
}

func places(list []int64, scale Scale, from, until, width int) []int {
	counts := make([]int, max((until-from)/width, 1))
	for _, n := range list {
		counts[place(n, scale, from, until, width)]++
	}
	return counts
}

func fullest(counts []int) int {
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	return most
}

func (d *Dots) dots(list []int64, zeros int, scale Scale, from, radius int) {
	pitch := 2*radius + 1
	d.Radius = radius
	last, high := -1, 0
	for i := zeros; i < len(list); i++ {
		at := place(list[i], scale, from, d.Right, pitch)
		if at != last {
			last, high = at, 0
		}
		d.Dots = append(d.Dots, Dot{from + at*pitch + radius, d.Base - radius - 1 - high*pitch, i})
		high++
	}
}

// middle marks the median and, if asked for, the half of the numbers around it.
func (d *Dots) middle(s Strip, scale Scale, texts *placed) {
	if s.Median == nil || len(s.Ascending) == 0 {
		return
	}
	low, high := Quartiles(s.Ascending)
	if from, to := scale.At(low), scale.At(high); s.Band && to > from {
		d.Band = &Box{from, stripTop, to - from, d.Base - stripTop}
	}
	m := Mark{Box: Box{X: scale.At(s.Median.N), Y: stripTop - 6, H: d.Base - stripTop + 6}, State: Given, Zero: s.Median.N == 0}
	label := Text{X: m.X, Y: stripTop - 12, Anchor: Middle, Text: s.Median.Label}
	atStart, atEnd := label, label
	atStart.X, atStart.Anchor = 0, Start
	atEnd.X, atEnd.Anchor = d.Width, End
	if m.X > d.Width/2 {
		atStart = atEnd
	}
	m.Label = texts.first(label, atStart)
	d.Median = &m
}
