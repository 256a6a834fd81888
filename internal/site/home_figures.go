package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/crosscheck"
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
			list = append(list, p.html(said...))
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
	t := ledger.Tally{Required: of, InTime: n}
	return say(p.words.FigureShare, slot{"percent", keep(words.Percent(t.PerMille()))})
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

// gradesSentence is how many of the projects with a grade did well at the last time.
// Acceptance is no grade: it is passed or not.
func (p page) gradesSentence() phrase {
	w := p.words
	graded, well := 0, 0
	for _, r := range p.reg.Projects {
		for i := len(r.Evaluations) - 1; i >= 0; i-- {
			if v := r.Evaluations[i]; v.Kind != "acceptance" {
				graded++
				if v.Grade == "excellent" || v.Grade == "good" {
					well++
				}
				break
			}
		}
	}
	if graded == 0 {
		return nil
	}
	return say(w.FigureGrades, slot{"graded", strong(words.Count(w.FigureGraded, graded))},
		slot{"good", strong(words.Count(w.CountResults, well))}, slot{"share", p.inBrackets(well, graded)})
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
	standing := map[register.Standing]int{}
	for _, s := range all {
		standing[s.Standing]++
	}
	clause := func(form string, n int) phrase {
		if n == 0 {
			return nil
		}
		return say(form, slot{"count", strong(words.Count(w.CountItems, n))})
	}
	clauses := join(w.Comma, clause(w.FigureInForce, standing[register.InForce]),
		clause(w.FigureAppealed, standing[register.Appealed]), clause(w.FigureEnded, standing[register.Ended]))
	said := say(w.FigureSanctions, slot{"sanctions", p.rows(w.CountSanctions, len(all), p.route.Sanctions(1))}, slot{"clauses", clauses})
	if standing[register.InForce] == 0 {
		return said
	}
	return p.also(said, p.query(w.FigureSearchInForce, "table:sanctions status:in_force", false))
}

// namedRepeats is how many agencies with repeated sanctions are named.
const namedRepeats = 3

// repeatSentence is which agencies were sanctioned again within the months of the
// cross-check; few are named, each with the way to its decisions.
func (p page) repeatSentence() phrase {
	w, check := p.words, p.reg.Rules.CrossCheck(rulebook.RepeatSanctions)
	if check == nil || len(p.reg.Sanctions) == 0 {
		return nil
	}
	months := cmp.Or(check.Months, crosscheck.DefaultMonths)
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
	switch {
	case len(names) == 0:
		return plain(words.Count(w.FigureRepeatNone, months))
	case len(names) <= namedRepeats:
		return say(w.FigureRepeat, slot{"months", keep(strconv.Itoa(months))}, slot{"agencies", join(w.Enumeration, names...)})
	}
	said := say(w.FigureRepeat, slot{"months", keep(strconv.Itoa(months))}, slot{"agencies", strong(words.Count(w.HomeRequired, len(names)))})
	return p.also(said, label{Text: w.FigureRepeatAll, Href: p.to(p.route.Findings(1))})
}

// districtStrip is the districts in short.
type districtStrip struct {
	Pay  string // heading of the shares; empty: there is no year to tell of
	Note string
	Rows []districtRow
	All  template.HTML
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
	v.All = p.label(label{Text: words.Count(w.AllDistricts, len(all)), Href: p.to(p.route.Groups(route.Districts))})
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
