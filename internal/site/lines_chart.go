package site

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/chart"
	"gongshi/internal/ledger"
	"gongshi/internal/peer"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// lineChart is series over the years, drawn for wide and for narrow screens.
type lineChart struct {
	Wide, Narrow lineDrawing
	Key          []chartKey
}

// lineDrawing is a drawing of lines with what it says to those who do not see it.
type lineDrawing struct {
	ID, Title, Description string
	chart.Lines
	Series []drawnLine
}

// drawnLine is a series as paths.
type drawnLine struct {
	Class, Path, Points, Gaps string
	Labels                    []chart.Text
}

// The heights of line charts, which differ since a narrow one has fewer years to a width.
const (
	linesWide   = 300
	linesNarrow = 320
)

// lineForm is what a line chart is made of.
type lineForm struct {
	id, title string
	years     []int // oldest first
	names     []string
	series    [][]chart.Value
	format    func(int64) string
	say       func(int64) string // a number in the description
	share     bool
}

// lines draws a form; nil where there are fewer than two years, which make no line.
func (e *edition) lines(f lineForm) *lineChart {
	if len(f.years) < 2 {
		return nil
	}
	figure := chart.Figure{Series: f.series, Format: f.format, Share: f.share}
	for _, y := range f.years {
		figure.Names = append(figure.Names, strconv.Itoa(y))
	}
	var clauses []phrase
	c := &lineChart{}
	gaps := false
	for i, name := range f.names {
		t := trend{name: name, share: f.share}
		for k, v := range f.series[i] {
			t.add(figure.Names[k], v, f.say(v.N))
			gaps = gaps || v.State == chart.Missing
		}
		clauses = append(clauses, plain(e.trend(t)))
		c.Key = append(c.Key, chartKey{Shape: "line", Class: seriesClass(i), Path: pointPath(i, 12, 8), Text: name})
	}
	if gaps {
		c.Key = append(c.Key, chartKey{Shape: "gap", Path: pointPath(0, 12, 8), Text: words.Fill(e.words.KeyGap, "few", strconv.Itoa(peer.Fewest))})
	}
	description := join(e.words.Semicolon, clauses...).String() + e.words.Stop + e.words.Gap + e.words.ChartBelow
	draw := func(kind string, width, height, size int) lineDrawing {
		figure.Size = size
		d := lineDrawing{ID: f.id + kind, Title: f.title, Description: description, Lines: chart.DrawLines(figure, width, height)}
		for i, l := range d.Lines.Lines {
			d.Series = append(d.Series, drawLine(i, l))
		}
		return d
	}
	c.Wide, c.Narrow = draw("-wide", chartWide, linesWide, wideText), draw("-narrow", chartNarrow, linesNarrow, narrowText)
	return c
}

func drawLine(series int, l chart.Line) drawnLine {
	d := drawnLine{Class: seriesClass(series), Path: l.Path}
	for _, m := range l.Points {
		d.Points += pointPath(series, m.X, m.Y)
		if m.Label.Text != "" {
			d.Labels = append(d.Labels, m.Label)
		}
	}
	for _, m := range l.Gaps {
		d.Gaps += pointPath(series, m.X, m.Y)
	}
	return d
}

// pointPath is the mark of a point: each series has a shape of its own, so that none is told
// by its colour alone.
func pointPath(series, x, y int) string {
	switch series {
	case 0:
		return fmt.Sprintf("M%d %da5 5 0 1 0 10 0a5 5 0 1 0-10 0z", x-5, y)
	case 1:
		return fmt.Sprintf("M%d %dh9v9h-9z", x-4, y-4)
	}
	return fmt.Sprintf("M%d %dl6 10h-12z", x, y-6)
}

// shares is the share disclosed of the three duties by year. Where not all is due yet, or
// only few had to disclose, there is no share: the table says how many.
func (p page) shares() *lineChart {
	w := p.words
	f := lineForm{
		id: "shares", title: w.SharesTitle, names: []string{w.PayOfTiers, w.PayPolicy, w.ResultsOfProjects},
		series: make([][]chart.Value, len(rulebook.DutyKinds())), format: inPercent, say: inPercent, share: true,
	}
	whole := p.cov.Of(ledger.Whole, nil)
	for i := range slices.Backward(whole.Years) {
		y := &whole.Years[i]
		f.years = append(f.years, y.Year)
		for k, kind := range rulebook.DutyKinds() {
			f.series[k] = append(f.series[k], shareValue(y.Tally(kind)))
		}
	}
	f.trim()
	return p.lines(f)
}

func shareValue(t *ledger.Tally) chart.Value {
	switch _, of := t.Share(); {
	case of == 0:
		return chart.Value{}
	case of < fewest || t.Due > 0:
		return chart.Value{State: chart.Missing}
	}
	n := int64(t.PerMille())
	return chart.Value{State: chart.Given, N: n, Label: inPercent(n)}
}

// inPercent writes tenths of a percent.
func inPercent(n int64) string { return words.Percent(int(n)) }

// trim takes off the years at both ends in which no series has a number.
func (f *lineForm) trim() {
	given := func(i int) bool {
		return slices.ContainsFunc(f.series, func(s []chart.Value) bool { return s[i].State == chart.Given })
	}
	cut := func(from, to int) {
		f.years = f.years[from:to]
		for k := range f.series {
			f.series[k] = f.series[k][from:to]
		}
	}
	for len(f.years) > 0 && !given(len(f.years)-1) {
		cut(0, len(f.years)-1)
	}
	for len(f.years) > 0 && !given(0) {
		cut(1, len(f.years))
	}
}

// medianChart is the medians of the tiers over the years with their table.
type medianChart struct {
	Drawing *lineChart // nil where one year alone has a median
	Tiers   []string
	Rows    []yearMedians
}

type yearMedians struct {
	Year  template.HTML
	Cells []sizeCell
}

// medians is nil where no year has a median.
func (p page) medians() *medianChart {
	w := p.words
	f := lineForm{
		id: "medians", title: w.MediansTitle, names: p.tiers(), series: make([][]chart.Value, len(p.tiers())),
		format: p.inShort, say: p.inUnit,
	}
	c := &medianChart{Tiers: f.names}
	for _, year := range slices.Backward(p.led.Years) {
		if len(p.anyTier(year, peer.All)) == 0 && len(f.years) == 0 {
			continue // before anything was disclosed
		}
		f.years = append(f.years, year)
		for tier := range f.names {
			f.series[tier] = append(f.series[tier], p.medianValue(year, tier))
		}
	}
	f.trim()
	if len(f.years) == 0 {
		return nil
	}
	for _, year := range slices.Backward(f.years) {
		row := yearMedians{Year: p.label(label{Text: strconv.Itoa(year), Href: p.to(p.yearPath(year))})}
		for tier, name := range c.Tiers {
			row.Cells = append(row.Cells, sizeCell{name, p.medianOf(year, tier, peer.All)})
		}
		c.Rows = append(c.Rows, row)
	}
	c.Drawing = p.lines(f)
	return c
}

func (p page) medianValue(year, tier int) chart.Value {
	m, of := p.peers.Median(year, tier, peer.All)
	if of < peer.Fewest {
		return chart.Value{State: chart.Missing}
	}
	return chart.Value{State: chart.Given, N: m.Fen, Label: p.inShort(m.Fen)}
}

// payOverview is what stands above the list of pay: the medians in words, over the years
// and by size.
type payOverview struct {
	Sentence template.HTML
	Medians  *medianChart
	Sizes    *sizeTable
	ToList   template.HTML
}

// payOverview is nil where there is no median to speak of.
func (p page) payOverview() *payOverview {
	w := p.words
	var clauses []phrase
	for tier, name := range p.tiers() {
		now, of := p.peers.Median(p.headline, tier, peer.All)
		if of < peer.Fewest {
			continue
		}
		number := phrase{{Text: p.inUnit(now.Fen), Href: p.to(p.yearPath(p.headline)) + "#spread-" + strconv.Itoa(tier), Keep: true}}
		before, of := p.peers.Median(p.headline-1, tier, peer.All)
		if of < peer.Fewest {
			clauses = append(clauses, join(" ", plain(name), number))
			continue
		}
		clauses = append(clauses, say(w.MediansClause, slot{"tier", plain(name)}, slot{"median", number}, slot{"change", p.change(now, before)}))
	}
	if len(clauses) == 0 {
		return nil
	}
	o := &payOverview{
		Sentence: p.html(p.gloss(say(w.MediansLede, slot{"year", keep(strconv.Itoa(p.headline))}, slot{"clauses", join(w.Semicolon, clauses...)}), "median")...),
		Medians:  p.medians(), Sizes: p.sizeTable(p.headline),
		ToList: p.label(label{Text: w.ToPayList, Href: "#list"}),
	}
	return o
}
