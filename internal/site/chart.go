package site

import (
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/chart"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// payCell is what a tier was paid in a year.
type payCell struct {
	Tier   string
	Total  value
	People string
	Record template.HTMLAttr
	From   [2]template.HTMLAttr // which cells total and people were read from
}

func (e *edition) payCell(y *ledger.Year, tier int, name string) payCell {
	c := e.paid(y, tier, name)
	if r := y.Tiers[tier]; r != nil {
		c.Record = record(payID(r), &r.Origin)
		c.From[0] = from(&r.Origin, "pay", "total", c.Total.Text, c.Total == value{})
		c.From[1] = from(&r.Origin, "pay", "headcount", "", false)
	}
	return c
}

// payTotal is what a tier was paid in a year, or why nothing is known.
func (e *edition) payTotal(y *ledger.Year, tier int) value {
	w := e.words
	switch {
	case y.Tiers[tier] != nil:
		return yuan(y.Tiers[tier].Total)
	case y.Pay.State == ledger.NoRule:
		return value{Text: w.StateNoRule, Quiet: true}
	case !y.Pay.Required():
		return value{Text: w.NotRequired, Quiet: true}
	case y.Pay.State == ledger.Due:
		return value{Text: w.NotDueYet, Quiet: true}
	}
	return value{Text: w.Missing, Missing: true}
}

// paid is a payCell in a list, which does not say of what cell it was read.
func (e *edition) paid(y *ledger.Year, tier int, name string) payCell {
	c := payCell{Tier: name, Total: e.payTotal(y, tier)}
	if r := y.Tiers[tier]; r != nil {
		c.People = e.people(r)
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

// payChart is what was paid by year and tier, as columns where there is room and as rows
// where there is not.
type payChart struct {
	Wide, Narrow barDrawing
	Key          []chartKey
}

// barDrawing is a drawing of bars with what it says to those who do not see it. Scripts
// find the scale and the room of every value in its data attributes (docs/charts.md).
type barDrawing struct {
	ID, Title, Description string
	Axis                   string // the direction of the scale: x or y
	chart.Bars
	Places []barPlace
}

// barPlace is the place of a tier in a year, with its bar.
type barPlace struct {
	Year     string
	Tier     string // its code
	From, To int
	Class    string // of the bar; empty: there is none
	Bar      chart.Box
	Text     chart.Text
	Word     bool // the text is the word for what is missing
}

// chartKey explains a mark of a chart.
type chartKey struct {
	Shape string // bar, line, dot, median, half, zeros or gap
	Class string
	Path  string // of a line's point
	Text  string
}

// The measures of charts, in the units of their view boxes. The narrow ones are what a
// screen of 320 pixels leaves, so that their text is never smaller than it is said to be.
const (
	chartYears  = 5 // the newest years that are drawn
	chartWide   = 720
	chartNarrow = 288
	wideText    = 14
	narrowText  = 18 // that of large print; the usual one is smaller and has the same room
)

// chart draws the newest years; nil where no tier of any was disclosed: the table says so
// without an empty drawing.
func (p page) chart(years []*ledger.Year) *payChart {
	years = slices.Clone(years[:min(chartYears, len(years))])
	if !slices.ContainsFunc(years, func(y *ledger.Year) bool { return y.Pay.Have > 0 }) {
		return nil
	}
	slices.Reverse(years)
	groups := make([]chart.Group, len(years))
	for i, y := range years {
		groups[i] = p.payGroup(y)
	}
	description := p.payTrend(years)
	draw := func(id, axis string, bars chart.Bars) barDrawing {
		d := barDrawing{ID: id, Title: p.words.ChartPay, Description: description, Axis: axis, Bars: bars}
		d.place(years)
		return d
	}
	return &payChart{
		Wide: draw("pay-wide", "y", chart.DrawColumns(groups, chartWide)), Narrow: draw("pay-narrow", "x", chart.DrawRows(groups, chartNarrow)),
		Key: p.payKey(groups),
	}
}

// payGroup is a year as a group of bars.
func (e *edition) payGroup(y *ledger.Year) chart.Group {
	g := chart.Group{Name: strconv.Itoa(y.Year), Values: make([]chart.Value, len(y.Tiers))}
	for tier, r := range y.Tiers {
		switch {
		case r != nil && r.Total.Given:
			g.Values[tier] = chart.Value{State: chart.Given, N: r.Total.Fen, Label: e.inShort(r.Total.Fen)}
		case r == nil && y.Pay.Required() && y.Pay.State != ledger.Due:
			g.Values[tier] = chart.Value{State: chart.Missing, Label: e.words.Missing}
		}
	}
	if y.Pay.Have == 0 && !y.Pay.State.Open() {
		g.Note = e.payTotal(y, 0).Text
	}
	return g
}

// place joins the slots of the drawing with the marks that stand in them.
func (d *barDrawing) place(years []*ledger.Year) {
	marks := d.Marks
	for _, s := range d.Slots {
		b := barPlace{Year: strconv.Itoa(years[s.Group].Year), Tier: schema.Tiers[s.Series].ID, From: s.From, To: s.To}
		if len(marks) > 0 && marks[0].Group == s.Group && marks[0].Series == s.Series {
			m := marks[0]
			marks = marks[1:]
			b.Bar, b.Text, b.Word = m.Box, m.Label, m.State == chart.Missing
			b.Class = barClass(m)
		}
		d.Places = append(d.Places, b)
	}
}

// barClass is how a mark looks.
func barClass(m chart.Mark) string {
	switch {
	case m.State == chart.Missing:
		return "none"
	case m.Zero:
		return "nil"
	}
	return seriesClass(m.Series)
}

func seriesClass(i int) string { return "s" + strconv.Itoa(i) }

// payKey explains the bars of a chart, and only what is in it.
func (e *edition) payKey(groups []chart.Group) []chartKey {
	var key []chartKey
	for i, name := range e.tiers() {
		key = append(key, chartKey{Shape: "bar", Class: seriesClass(i), Text: name})
	}
	missing, zero := false, false
	for _, g := range groups {
		for _, v := range g.Values {
			missing = missing || v.State == chart.Missing
			zero = zero || v.State == chart.Given && v.N == 0
		}
	}
	if missing {
		key = append(key, chartKey{Shape: "bar", Class: "none", Text: e.words.KeyMissing})
	}
	if zero {
		key = append(key, chartKey{Shape: "zero", Class: "nil", Text: e.words.KeyZero})
	}
	return key
}

// payTrend says in words what the chart of an agency shows.
func (e *edition) payTrend(years []*ledger.Year) string {
	var clauses []phrase
	for tier, name := range e.tiers() {
		t := trend{name: name, disclosing: true}
		for _, y := range years {
			v := e.payGroup(y).Values[tier]
			t.add(strconv.Itoa(y.Year), v, e.inUnit(v.N))
		}
		clauses = append(clauses, plain(e.trend(t)))
	}
	return join(e.words.Semicolon, clauses...).String() + e.words.Stop + e.words.Gap + e.words.ChartBelow
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
