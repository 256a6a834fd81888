package chart

// The measures of rows. They leave room for a text of rowText, which large print uses;
// otherwise the text is smaller.
const (
	rowText   = 18
	rowHigh   = 14
	rowPitch  = 25
	rowName   = 26
	rowAir    = 14
	rowEmpty  = 44 // of the box for what is missing
	rowLabel  = 6  // between a bar and its number
	rowZero   = 2
	rowLowest = 40 // the room that bars have at least
)

// DrawRows draws groups below each other in the order given, a bar to the right for each
// value with its number behind it, for a narrow drawing whose text must not shrink.
func DrawRows(groups []Group, width int) Bars {
	d := Bars{Width: width, Most: Most(groups)}
	widest := 0
	for _, g := range groups {
		for _, v := range g.Values {
			if w := Width(v.Label, rowText); v.State == Given && w <= width-rowLowest-rowLabel {
				widest = max(widest, w)
			}
		}
	}
	d.Full = width - widest - rowLabel
	scale := Scale{d.Most, 0, d.Full}
	y := 0
	for i, g := range groups {
		y = d.rows(i, g, y, scale) + rowAir
	}
	d.Height = max(y-rowAir, 1)
	return d
}

// rows draws a group from y on and returns where it ends.
func (d *Bars) rows(group int, g Group, y int, scale Scale) int {
	y += rowName
	texts := &placed{within: Box{0, 0, d.Width, y + len(g.Values)*rowPitch + rowPitch}, size: rowText}
	if name, ok := texts.put(Text{Y: y - 7, Anchor: Start, Text: g.Name}); ok {
		d.Names = append(d.Names, name)
	}
	if note, ok := texts.put(Text{X: d.Width, Y: y - 7, Anchor: End, Text: g.Note}); ok {
		d.Notes = append(d.Notes, note)
	}
	for i, v := range g.Values {
		if v.State == Nothing {
			continue
		}
		top := y + (rowPitch-rowHigh)/2
		d.Slots = append(d.Slots, Slot{group, i, top, top + rowHigh})
		m := Mark{Box: Box{0, top, rowEmpty, rowHigh}, Group: group, Series: i, State: v.State}
		if v.State == Given {
			m.Zero, m.W = v.N == 0, max(scale.At(v.N), rowZero)
		}
		m.Label = texts.first(Text{X: m.W + rowLabel, Y: top + 12, Anchor: Start, Text: v.Label})
		d.Marks = append(d.Marks, m)
		y += rowPitch
	}
	return y
}
