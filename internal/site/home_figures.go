package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/peer"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// sentences is the headline figures in words. A number is a link only where a page holds
// exactly its rows; elsewhere a link with a name of its own says what it leads to.
func (p page) sentences() []template.HTML {
	var list []template.HTML
	for _, said := range []phrase{
		p.holds(), p.policySentence(), p.resultsSentence(), p.gradesSentence(), p.medianSentence(), p.sanctionsSentence(), p.repeatSentence(),
	} {
		if len(said) > 0 {
			list = append(list, p.html(p.gloss(said, "pay-policy", "median", "in-force")...))
		}
	}
	return list
}

// rows is a number in words that leads to its rows.
func (p page) rows(form string, n int, path string) phrase {
	return phrase{{Text: words.Count(form, n), Href: p.to(path), Keep: true}}
}

// also puts a further way behind a sentence.
func (p page) also(said phrase, more label) phrase {
	more.Keep = true
	return append(said, label{Text: " "}, more)
}

// inBrackets is a share in percent between brackets; nothing of fewer than five.
func (p page) inBrackets(n, of int) phrase {
	if of < fewest {
		return nil
	}
	return say(p.words.FigureShare, slot{"percent", keep(words.Percent(ledger.PerMille(n, of)))})
}

func (p page) holds() phrase {
	if p.headline == 0 {
		return nil // the opening says it
	}
	w := p.words
	return say(w.FigureHolds,
		slot{"agencies", p.rows(w.CountAgencies, len(p.reg.Agencies), p.route.Agencies(1))},
		slot{"projects", p.rows(w.CountProjects, len(p.reg.Projects), p.route.Projects(1))})
}

// policySentence is how many of those who had to disclose a pay policy for the headline
// year did.
func (p page) policySentence() phrase {
	y := p.cov.Of(ledger.Whole, nil).Year(p.headline)
	if y == nil || y.Policy.Required == 0 {
		return nil
	}
	w, year := p.words, keep(strconv.Itoa(p.headline))
	n, of := y.Policy.Share()
	said := say(words.Form(w.FigurePolicy, of), slot{"year", year}, slot{"of", strong(words.Grouped(of))},
		slot{"n", strong(words.Count(w.CountHouses, n))}, slot{"share", p.inBrackets(n, of)})
	if n == of {
		said = say(words.Form(w.FigurePolicyAll, of), slot{"year", year}, slot{"n", strong(words.Grouped(of))})
	}
	if len(p.reg.Districts) == 0 {
		return said
	}
	return p.also(said, label{Text: w.FigureByDistrict, Href: p.to(p.yearPath(p.headline)) + "#coverage"})
}

// resultsSentence is how many finished projects have the results that were due.
func (p page) resultsSentence() phrase {
	w := p.words
	have, want := 0, 0
	for _, a := range p.led.Accounts {
		h, of := resultsOf(a)
		have, want = have+h, want+of
	}
	switch {
	case want == 0:
		return nil
	case have == want:
		return say(words.Form(w.FigureResultsAll, want), slot{"n", strong(words.Grouped(want))})
	}
	return say(words.Form(w.FigureResults, want), slot{"of", strong(words.Grouped(want))}, slot{"n", strong(words.Count(w.CountResults, have))},
		slot{"share", p.inBrackets(have, want)}, slot{"lack", strong(words.Count(w.FigureResultsLack, want-have))})
}

// gradesSentence is how many of the projects whose latest result is a grade did well.
// Acceptance is no grade: it is passed or not.
func (p page) gradesSentence() phrase {
	w := p.words
	graded, of := 0, map[string]int{}
	for _, r := range p.reg.Projects {
		if n := len(r.Evaluations); n > 0 && r.Evaluations[n-1].Kind != "acceptance" {
			graded++
			of[r.Evaluations[n-1].Grade]++
		}
	}
	if graded == 0 {
		return nil
	}
	well := of["excellent"] + of["good"]
	var share phrase
	if graded >= fewest && well > 0 {
		share = say(w.FigureTogether, slot{"percent", keep(words.Percent(ledger.PerMille(well, graded)))})
	}
	number := func(id string) phrase { return p.ofValue(inProjects, "grade", id, w.CountResults, of[id]) }
	return say(w.FigureGrades, slot{"graded", strong(words.Count(w.FigureGraded, graded))},
		slot{"excellent", number("excellent")}, slot{"good", number("good")}, slot{"share", share})
}

// ofValue is a number of records that have a value of a facet, with the way to them; a
// number without a way where there are none.
func (p page) ofValue(s section, facet, value, form string, n int) phrase {
	l := label{Text: words.Count(form, n), Keep: true}
	for _, f := range p.facets[s] {
		for _, v := range f.values {
			if f.id == facet && v.id == value && v.count(s) == n {
				l.Href = p.to(v.path)
			}
		}
	}
	if l.Href == "" {
		l.Strong = true
	}
	return phrase{l}
}

// medianSentence says what a median is and which it was, in the headline year and the one
// before.
func (p page) medianSentence() phrase {
	w, managers := p.words, len(schema.Tiers)-1
	now, of := p.peers.Median(p.headline, managers, peer.All)
	if of < peer.Fewest {
		return nil
	}
	said := say(w.FigureMedian, slot{"year", keep(strconv.Itoa(p.headline))}, slot{"n", strong(words.Grouped(of))},
		slot{"tier", plain(p.tiers()[managers])}, slot{"median", p.median(p.headline, p.roughly(now))})
	if before, of := p.peers.Median(p.headline-1, managers, peer.All); of >= peer.Fewest {
		year := p.headline - 1
		said = join(w.Gap, said, say(w.FigureMedianBefore, slot{"year", keep(strconv.Itoa(year))}, slot{"median", p.median(year, p.roughly(before))}))
	}
	return said
}

// median leads to the figures of the tiers of a year.
func (p page) median(year int, amount string) phrase {
	return phrase{{Text: amount, Href: p.to(p.yearPath(year)) + "#tiers", Keep: true}}
}

func (p page) sanctionsSentence() phrase {
	w, all := p.words, p.reg.Sanctions
	if len(all) == 0 {
		return nil
	}
	count := map[register.Standing]int{}
	for _, s := range all {
		count[s.Standing]++
	}
	var clauses []phrase
	for i, form := range []string{w.FigureInForce, w.FigureAppealed, w.FigureEnded, w.FigureRepaired, w.FigureWithdrawn} {
		if s := standings[i]; count[s] > 0 {
			clauses = append(clauses, say(form, slot{"count", p.ofValue(inSanctions, "status", string(s), w.CountItems, count[s])}))
		}
	}
	said := say(w.FigureSanctions, slot{"sanctions", p.rows(w.CountSanctions, len(all), p.route.Sanctions(1))}, slot{"clauses", join(w.Comma, clauses...)})
	return p.also(said, label{Text: w.Totals, Href: p.to(p.route.Totals())})
}

// namedRepeats is how many agencies with repeated sanctions are named.
const namedRepeats = 3

// repeatSentence is how many agencies were sanctioned twice or more, and which of them
// within the months of the cross-check; few are named, each with the way to its decisions.
func (p page) repeatSentence() phrase {
	w, repeated, months := p.words, len(p.repeated()), p.repeatMonths()
	if len(p.reg.Sanctions) == 0 {
		return nil
	}
	if repeated == 0 {
		return plain(w.FigureRepeatNone)
	}
	said := say(words.Form(w.FigureRepeat, repeated), slot{"count", p.rows(w.HomeRequired, repeated, p.route.Totals()+"#repeat")})
	if months == 0 {
		return said
	}
	var names []phrase
	seen := map[*register.Agency]bool{}
	for _, h := range p.opts.Crosschecks.ByCheck(rulebook.RepeatSanctions) {
		if !seen[h.Agency] {
			seen[h.Agency] = true
			name := p.agency(h.Agency)
			name.Href = p.to(p.route.Finding(h.Agency, h.ID))
			names = append(names, phrase{name})
		}
	}
	within := slot{"months", keep(strconv.Itoa(months))}
	switch {
	case len(names) == 0:
		return join(w.Gap, said, say(w.FigureWithinNone, within))
	case len(names) <= namedRepeats:
		return join(w.Gap, said, say(w.FigureWithin, within, slot{"agencies", join(w.Enumeration, names...)}))
	}
	said = join(w.Gap, said, say(w.FigureWithin, within, slot{"agencies", strong(words.Count(w.HomeRequired, len(names)))}))
	return p.also(said, label{Text: w.FigureRepeatAll, Href: p.to(p.route.Findings(1))})
}

// districtStrip is the districts in short.
type districtStrip struct {
	Pay  string // heading of the shares; empty: there is no year to tell of
	Note string
	Rows []districtRow
	All  []template.HTML // the ways to the districts and to comparisons
}

type districtRow struct {
	Name                   template.HTML
	Agencies, Pay, InForce value
}

// Up to so many districts all stand on the first page, in the operator's order; of more
// than that, so many.
const (
	mostDistricts = 16
	someDistricts = 10
)

func (p page) districtStrip() districtStrip {
	w, all := p.words, p.reg.Districts
	var v districtStrip
	if len(all) == 0 {
		return v
	}
	v.All = p.links(label{Text: words.Count(w.AllDistricts, len(all)), Href: p.to(p.route.Groups(route.Districts))},
		label{Text: w.CompareTitle, Href: p.to(p.route.Compare())})
	year := strconv.Itoa(p.headline)
	if p.headline > 0 {
		v.Pay, v.Note = words.Fill(w.PayDisclosed, "year", year), words.Fill(w.DistrictsOf, "year", year)
	}
	shown := all
	if len(all) > mostDistricts {
		shown = p.mostOpen(all)
		if p.headline > 0 {
			v.Note = words.Fill(w.DistrictsMost, "year", year, "n", words.Grouped(len(shown)), "all", words.Grouped(len(all))) + w.Gap + v.Note
		}
	}
	for _, g := range shown {
		row := districtRow{
			Name: p.label(p.group(route.Districts, g)), Agencies: number(len(g.Agencies)), InForce: number(inForce(g.Sanctions)),
			Pay: value{Text: w.NotRequired, Quiet: true},
		}
		if y := p.cov.Of(ledger.Districts, g).Year(p.headline); y != nil {
			row.Pay = p.disclosedShare(&y.Pay, w.NotRequired)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// mostOpen is the districts with most left undisclosed for the headline year, and among
// equals those that the operator names first.
func (e *edition) mostOpen(all []*register.Group) []*register.Group {
	open := make(map[*register.Group]int, len(all))
	for _, g := range all {
		if y := e.cov.Of(ledger.Districts, g).Year(e.headline); y != nil {
			open[g] = y.Pay.Open + y.Policy.Open + y.Results.Open
		}
	}
	list := slices.Clone(all)
	slices.SortStableFunc(list, func(a, b *register.Group) int { return cmp.Compare(open[b], open[a]) })
	return list[:someDistricts]
}
