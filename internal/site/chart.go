package site

import (
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/words"
)

// payRow is a year of an agency's pay in the table.
type payRow struct {
	Year  string
	Tiers []payCell
	On    value
}

// payCell is what a tier was paid in a year.
type payCell struct {
	Tier   string
	Total  value
	People string
	From   [2]template.HTMLAttr // which cells total and people were read from
	Bar    bar
}

// bar is a small bar in a cell, drawn where the screen is too narrow for the
// chart. Not disclosed is a dashed empty bar, and zero a drawn line.
type bar struct {
	Drawn bool
	Class string
	Width int // 0 to 100
}

func (p page) payRows(years []*ledger.Year) []payRow {
	most := mostPaid(years)
	rows := make([]payRow, len(years))
	for i, y := range years {
		rows[i] = payRow{Year: strconv.Itoa(y.Year), On: given(p.date(y.Pay.On))}
		for tier, name := range p.tiers() {
			rows[i].Tiers = append(rows[i].Tiers, p.payCell(y, tier, name, most))
		}
	}
	return rows
}

func (e *edition) payCell(y *ledger.Year, tier int, name string, most int64) payCell {
	w, c, r := e.words, payCell{Tier: name}, y.Tiers[tier]
	switch {
	case r != nil:
		c.Total, c.People = yuan(r.Total), e.people(r)
		c.From[0] = from(payID(r), &r.Origin, "pay", "total", c.Total.Text)
		c.From[1] = from(payID(r), &r.Origin, "pay", "headcount", "")
		c.Bar = bar{r.Total.Given, "s" + strconv.Itoa(tier), int(scale(r.Total.Fen, most, 100))}
		if r.Total.Fen == 0 {
			c.Bar.Width, c.Bar.Class = 1, "nil"
		}
	case y.Pay.State == ledger.NoRule:
		c.Total = value{Text: w.StateNoRule, Quiet: true}
	case !y.Pay.Required():
		c.Total = value{Text: w.NotRequired, Quiet: true}
	case y.Pay.State == ledger.Due:
		c.Total = value{Text: w.NotDueYet, Quiet: true}
	default:
		c.Total = value{Text: w.Missing, Missing: true}
		c.Bar = bar{true, "none", 12}
	}
	return c
}

func (e *edition) people(r *register.Pay) string {
	switch {
	case r.Nil():
		return e.words.NilReturn
	case !r.Headcount.Given:
		return ""
	case r.Headcount.N == 1:
		return e.words.OnePerson
	}
	return words.Count(e.words.CountPeople, int(r.Headcount.N))
}

// payNotes is the notes that stand beside pay in the data.
func (p page) payNotes(years []*ledger.Year) []template.HTML {
	var list []template.HTML
	for _, y := range years {
		for tier, r := range y.Tiers {
			if r != nil && r.Note != "" {
				list = append(list, p.html(say(p.words.NoteOf, slot{"year", plain(strconv.Itoa(y.Year))},
					slot{"tier", plain(p.tiers()[tier])}, slot{"note", phrase{{Text: r.Note, Data: true}}})...))
			}
		}
	}
	return list
}

// mostPaid is the largest total of the years, in fen.
func mostPaid(years []*ledger.Year) int64 {
	var most int64
	for _, y := range years {
		for _, r := range y.Tiers {
			if r != nil {
				most = max(most, r.Total.Fen)
			}
		}
	}
	return most
}

// scale is n's share of most in whole units, at least 1 where n is not 0.
func scale(n, most, units int64) int64 {
	if n == 0 || most == 0 {
		return 0
	}
	// Dividing first keeps amounts near the limit of int64 from overflowing.
	if most > 1<<40 {
		n, most = n>>20, most>>20
	}
	return max(1, n*units/most)
}

// chart is the columns of pay by year and tier.
type chart struct {
	Title, Description  string
	Width, Height, Base int
	Legend              []legendItem
	Bars                []column
	Years               []yearMark
}

type legendItem struct {
	Class    string
	X, TextX int
	Text     string
}

type column struct {
	Class               string
	X, Y, Width, Height int
	TextClass           string
	TextX, TextY        int
	Text                string
	Turned              bool
}

type yearMark struct {
	X, Y, NoteY int
	Text, Note  string
}

// The measures of the chart, in the units of its view box, which are about one
// pixel each at the width it is shown.
const (
	chartYears  = 5 // the newest years that are drawn
	chartWidth  = 720
	chartHeight = 300
	chartBase   = 252
	chartTop    = 56 // of the tallest column
	columnWidth = 34
	columnGap   = 8
	emptyHeight = 26 // of the dashed box for not disclosed
	turnedEmpty = 104
	legendMark  = 22
	legendGap   = 24
)

// textWidth is about how wide a text is at the chart's 14 pixels.
func textWidth(s string) int {
	n := 0
	for _, r := range s {
		if r > 0x2e80 {
			n += 14
		} else {
			n += 8
		}
	}
	return n
}

// chart draws the newest years; nil where no tier of any was disclosed: the table says so
// without an empty drawing.
func (p page) chart(years []*ledger.Year) *chart {
	years = years[:min(chartYears, len(years))]
	if !slices.ContainsFunc(years, func(y *ledger.Year) bool { return y.Pay.Have > 0 }) {
		return nil
	}
	first, last := years[len(years)-1].Year, years[0].Year
	c := &chart{
		Title: p.words.PayUnit, Width: chartWidth, Height: chartHeight, Base: chartBase,
		Description: words.Fill(p.words.ChartDescription, "first", strconv.Itoa(first), "last", strconv.Itoa(last)),
	}
	tiers := p.tiers()
	x := 0
	for i, name := range tiers {
		c.Legend = append(c.Legend, legendItem{Class: "s" + strconv.Itoa(i), X: x, TextX: x + legendMark, Text: name})
		x += legendMark + textWidth(name) + legendGap
	}
	most := mostPaid(years)
	slotWidth := chartWidth / len(years)
	for i := range years {
		y := years[len(years)-1-i]
		middle := i*slotWidth + slotWidth/2
		mark := yearMark{X: middle, Y: chartBase + 22, NoteY: chartBase + 40, Text: strconv.Itoa(y.Year)}
		left := middle - (len(tiers)*columnWidth+(len(tiers)-1)*columnGap)/2
		for tier := range tiers {
			col, ok := p.column(y, tier, left+tier*(columnWidth+columnGap), most)
			if ok {
				if y.Pay.Have == 0 && !col.Turned && tier != len(tiers)/2 {
					col.Text = "" // said once, in the middle: three such words touch each other
				}
				c.Bars = append(c.Bars, col)
			}
		}
		if y.Pay.Have == 0 && !y.Pay.State.Open() {
			mark.Note = p.payCell(y, 0, "", most).Total.Text
		}
		c.Years = append(c.Years, mark)
	}
	return c
}

// column is one tier of one year; ok is false where nothing is to be drawn.
func (e *edition) column(y *ledger.Year, tier, x int, most int64) (column, bool) {
	c := column{X: x, Width: columnWidth, TextX: x + columnWidth/2, Class: "s" + strconv.Itoa(tier)}
	r := y.Tiers[tier]
	switch {
	case r != nil && r.Total.Given:
		c.Height = int(scale(r.Total.Fen, most, chartBase-chartTop))
		c.TextClass, c.Text = "bar-label", inWan(r.Total)
		if r.Total.Fen == 0 {
			c.Class, c.Height = "nil", 2
		}
	case r == nil && y.Pay.Required() && y.Pay.State != ledger.Due:
		c.Class, c.TextClass, c.Height, c.Text = "none", "none-word", emptyHeight, e.words.Missing
		if e.lang == portal.English {
			// The English words are wider than a column and stand upright in it.
			c.Height, c.Turned = turnedEmpty, true
		}
	default:
		return column{}, false
	}
	c.Y = chartBase - c.Height
	c.TextY = c.Y - 7
	if c.Turned {
		c.TextX, c.TextY = x+columnWidth/2+5, chartBase-turnedEmpty/2
	}
	return c, true
}

// inWan is an amount in ten thousands for a label, without decimals where it is long.
func inWan(a money.Amount) string {
	const thousandWan = 1_000_000_000 // fen
	if a.Fen >= thousandWan {
		return money.FromFen((a.Fen + 500_000) / 1_000_000 * 100).Grouped()
	}
	return a.InWan()
}
