package chart

// The measures of columns, at a text of 14.
const (
	columnText   = 14
	columnWidest = 44
	columnGap    = 8
	columnAir    = 24 // between groups
	emptyHeight  = 26 // of the box for what is missing
	zeroHeight   = 2
	labelAbove   = 7
)

// DrawColumns draws groups side by side in the order given, a column for each value, for a
// drawing of a width with room.
func DrawColumns(groups []Group, width int) Bars {
	const top, base, height = 32, 228, 276
	d := Bars{Width: width, Height: height, Zero: base, Full: top, Most: Most(groups)}
	if len(groups) == 0 {
		return d
	}
	texts := &placed{within: Box{0, 0, width, height}, size: columnText}
	scale := Scale{d.Most, base, top}
	for i, g := range groups {
		c := columnsOf(i, len(groups), len(g.Values), width)
		if name, ok := texts.put(Text{X: c.middle, Y: base + 20, Anchor: Middle, Text: g.Name}); ok {
			d.Names = append(d.Names, name)
		}
		if Width(g.Note, columnText) <= c.slot {
			if note, ok := texts.put(Text{X: c.middle, Y: base + 39, Anchor: Middle, Text: g.Note}); ok {
				d.Notes = append(d.Notes, note)
			}
		}
		d.columns(c, g, scale, texts)
	}
	return d
}

// columnRoom is where the columns of a group stand.
type columnRoom struct{ group, slot, middle, left, width, gap int }

func columnsOf(group, groups, values, width int) columnRoom {
	slot := width / groups
	c := columnRoom{group: group, slot: slot, middle: group*slot + slot/2, gap: min(columnGap, max(slot/20, 1))}
	n := max(values, 1)
	c.width = min(columnWidest, max((slot-min(columnAir, slot/5)-(n-1)*c.gap)/n, 1))
	c.left = c.middle - (n*c.width+(n-1)*c.gap)/2
	return c
}

func (d *Bars) columns(c columnRoom, g Group, scale Scale, texts *placed) {
	together := allMissing(g.Values) && Width(g.Values[0].Label, columnText) <= c.slot
	for i, v := range g.Values {
		x := c.left + i*(c.width+c.gap)
		d.Slots = append(d.Slots, Slot{c.group, i, x, x + c.width})
		if v.State == Nothing {
			continue
		}
		m := Mark{Box: Box{X: x, W: c.width}, Group: c.group, Series: i, State: v.State}
		if v.State == Given {
			m.Zero, m.H = v.N == 0, scale.Zero-scale.At(v.N)
			if m.H < zeroHeight {
				m.H = zeroHeight // what is next to nothing still shows
			}
			m.Y = d.Zero - m.H
			m.Label = d.above(m.Box, c, v.Label, texts)
		} else {
			m.H = emptyHeight
			m.Y = d.Zero - m.H
			switch {
			case !together:
				d.word(&m, c, v.Label, texts)
			case i == len(g.Values)/2:
				m.Label = texts.first(Text{X: c.middle, Y: m.Y - labelAbove, Anchor: Middle, Text: v.Label})
			}
		}
		d.Marks = append(d.Marks, m)
	}
}

// above puts a text over a column unless it would reach into the next.
func (d *Bars) above(b Box, c columnRoom, label string, texts *placed) Text {
	if Width(label, columnText) > b.W+2*c.gap {
		return Text{}
	}
	return texts.first(Text{X: b.X + b.W/2, Y: b.Y - labelAbove, Anchor: Middle, Text: label})
}

// word puts the word for what is missing over its box, or upright into a higher one.
func (d *Bars) word(m *Mark, c columnRoom, word string, texts *placed) {
	if m.Label = d.above(m.Box, c, word, texts); m.Label.Text != "" {
		return
	}
	high := Width(word, columnText) + 12
	if m.W < columnText+4 || high > d.Zero-d.Full {
		return
	}
	m.H, m.Y = high, d.Zero-high
	m.Label = texts.first(Text{X: m.X + m.W/2 + columnText/3, Y: d.Zero - high/2, Anchor: Middle, Turned: true, Text: word})
}

func allMissing(values []Value) bool {
	for _, v := range values {
		if v.State != Missing {
			return false
		}
	}
	return len(values) > 0
}
