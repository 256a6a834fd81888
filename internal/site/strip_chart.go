package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/chart"
	"gongshi/internal/ledger"
	"gongshi/internal/peer"
	"gongshi/internal/words"
)

// tierStrip is how the totals of a tier in a year are spread over the agencies.
type tierStrip struct {
	ID, Name     string
	Sentence     template.HTML
	Wide, Narrow *stripDrawing // nil where nobody disclosed
}

// stripDrawing is a drawing of a strip. Its dots are links where they are few.
type stripDrawing struct {
	ID, Title, Description string
	chart.Dots
	Links []dotLink
}

// dotLink is a dot that leads to its agency.
type dotLink struct {
	X, Y        int
	Href, Title string
}

// mostLinks is how many dots are links; more make the page heavy, and none can be hit.
const mostLinks = 200

// tierAccounts is the accounts of a year by what they hold of a tier.
type tierAccounts struct {
	disclosed     []paidTotal // ascending
	zero, unasked int
	missing, due  int
}

// paidTotal is a total that an agency disclosed.
type paidTotal struct {
	agency label
	fen    int64
}

// tierAccounts counts a tier of a year in one pass, and names who disclosed where that is few.
func (p page) tierAccounts(year, tier int) tierAccounts {
	var t tierAccounts
	few := len(p.peers.Disclosed(year, tier, peer.All)) <= mostLinks
	for _, a := range p.led.Accounts {
		y := a.Year(year)
		switch {
		case y == nil:
		case y.Tiers[tier] != nil && y.Tiers[tier].Total.Given:
			fen := y.Tiers[tier].Total.Fen
			if few {
				t.disclosed = append(t.disclosed, paidTotal{p.agency(a.Agency), fen})
			}
			if fen == 0 {
				t.zero++
			}
			if !y.Pay.Required() {
				t.unasked++
			}
		case !y.Pay.Required() || y.Tiers[tier] != nil:
		case y.Pay.State == ledger.Due:
			t.due++
		default:
			t.missing++
		}
	}
	slices.SortStableFunc(t.disclosed, func(a, b paidTotal) int { return cmp.Compare(a.fen, b.fen) })
	return t
}

// tierStrips draws every tier of a year on one scale, so that tiers can be compared.
func (p page) tierStrips(year int) []tierStrip {
	var most int64
	for tier := range p.tiers() {
		if list := p.peers.Disclosed(year, tier, peer.All); len(list) > 0 {
			most = max(most, list[len(list)-1])
		}
	}
	strips := make([]tierStrip, len(p.tiers()))
	for tier, name := range p.tiers() {
		strips[tier] = p.tierStrip(year, tier, name, most)
	}
	return strips
}

func (p page) tierStrip(year, tier int, name string, most int64) tierStrip {
	accounts := p.tierAccounts(year, tier)
	list := p.peers.Disclosed(year, tier, peer.All)
	sentence := p.stripSentence(accounts, list)
	s := tierStrip{ID: "spread-" + strconv.Itoa(tier), Name: name, Sentence: p.html(sentence...)}
	if len(list) == 0 {
		return s
	}
	form := chart.Strip{
		Ascending: list, Most: most, Band: len(list) >= peer.Fewest, Format: p.inShort,
		ZeroLabel: words.Count(p.words.ZerosLabel, accounts.zero),
	}
	if len(list) >= peer.Fewest {
		m := peer.Middle(list).Fen
		form.Median = &chart.Value{State: chart.Given, N: m, Label: words.Fill(p.words.MedianLabel, "median", p.inShort(m))}
	}
	draw := func(kind string, width, size int) *stripDrawing {
		form.Size = size
		return &stripDrawing{
			ID: s.ID + kind, Title: words.Fill(p.words.StripTitle, "year", strconv.Itoa(year), "tier", name),
			Description: sentence.String(), Dots: chart.DrawStrip(form, width),
		}
	}
	s.Wide, s.Narrow = draw("-wide", stripWide, wideText), draw("-narrow", chartNarrow, narrowText)
	if len(list) <= mostLinks {
		s.Wide.link(p.words, accounts.disclosed, p.inUnit)
	}
	return s
}

// stripWide is the width of a strip where there is room.
const stripWide = 960

// link makes the dots links to their agencies.
func (d *stripDrawing) link(w *words.Words, list []paidTotal, amount func(int64) string) {
	for _, dot := range d.Dots.Dots {
		of := list[dot.Index]
		d.Links = append(d.Links, dotLink{X: dot.X, Y: dot.Y, Href: of.agency.Href, Title: words.Fill(w.StripDot, "name", of.agency.Text, "amount", amount(of.fen))})
	}
}

// stripSentence says what a strip shows, and who is not in it.
func (p page) stripSentence(t tierAccounts, list []int64) phrase {
	w := p.words
	count := func(n int, href string) slot {
		return slot{"count", phrase{{Text: words.Count(w.CountAgencies, n), Href: href, Keep: true}}}
	}
	var clauses []phrase
	add := func(n int, form string, s slot) {
		if n > 0 {
			clauses = append(clauses, say(form, s))
		}
	}
	if len(list) == 0 {
		clauses = append(clauses, plain(w.StripNobody))
	}
	add(len(list), w.StripDisclosed, count(len(list), "#who"))
	number := func(n int) slot { return slot{"n", keep(words.Grouped(n))} }
	add(t.zero, w.StripZero, number(t.zero))
	add(t.unasked, w.StripUnasked, number(t.unasked))
	switch {
	case len(list) >= peer.Fewest:
		low, high := chart.Quartiles(list)
		form := w.StripMedian
		if low == high {
			form = w.StripMedianSame
		}
		clauses = append(clauses, say(form, slot{"median", strong(p.inUnit(peer.Middle(list).Fen))}, slot{"low", keep(p.inUnit(low))}, slot{"high", keep(p.inUnit(high))}))
	case len(list) > 0:
		clauses = append(clauses, plain(words.Fill(w.StripFew, "few", strconv.Itoa(peer.Fewest))))
	}
	add(t.missing, w.StripMissing, count(t.missing, "#"+sectionOpen))
	add(t.due, w.StripDue, count(t.due, "#"+sectionDue))
	return append(join(w.Semicolon, clauses...), label{Text: w.Stop})
}

// stripKey explains the marks of a year's strips, and only those that are there.
func (e *edition) stripKey(strips []tierStrip) []chartKey {
	w := e.words
	var dots, zeros, median, half bool
	fullest := 0
	for _, s := range strips {
		if s.Wide == nil {
			continue
		}
		d := s.Wide
		dots, zeros, fullest = dots || len(d.Dots.Dots) > 0, zeros || d.ZeroMark != nil, max(fullest, d.Fullest)
		median, half = median || d.Median != nil, half || d.Band != nil
	}
	var key []chartKey
	for _, k := range []struct {
		there bool
		item  chartKey
	}{
		{dots, chartKey{Shape: "dot", Text: w.KeyDot}}, {zeros, chartKey{Shape: "zeros", Class: "nil", Text: w.KeyZeros}},
		{fullest > 0, chartKey{Shape: "bar", Class: "dense", Text: words.Fill(w.KeyDensity, "n", words.Grouped(fullest))}},
		{median, chartKey{Shape: "median", Text: w.KeyMedian}}, {half, chartKey{Shape: "half", Class: "half", Text: w.KeyHalf}},
	} {
		if k.there {
			key = append(key, k.item)
		}
	}
	return key
}
