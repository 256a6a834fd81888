package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// missingGroup is a duty that some have not met: how many, by which rule and until when,
// and the first of them.
type missingGroup struct {
	Heading, Basis template.HTML
	Rows           []missingRow
}

// missingRow says of one agency what it has not disclosed and since when that is overdue.
type missingRow struct {
	Name  template.HTML
	State chip
	What  string // empty: the group's heading says it
}

// missingRows is how many agencies of a duty the first page names.
var missingRows = map[rulebook.DutyKind]int{rulebook.Pay: 3, rulebook.Policy: 2, rulebook.Results: 2}

// missing is who did not disclose, a group for each duty: the pay of the year of the
// opening sentence, the policy, and the results of all years.
func (p page) missing(gaps []gap) []missingGroup {
	var groups []missingGroup
	for _, kind := range rulebook.DutyKinds() {
		var own []gap
		for _, g := range gaps {
			if g.duty.Kind == kind && (kind != rulebook.Pay || g.year.Year == p.headline) {
				own = append(own, g)
			}
		}
		if len(own) > 0 {
			groups = append(groups, p.missingGroup(kind, own))
		}
	}
	return groups
}

func (p page) missingGroup(kind rulebook.DutyKind, gaps []gap) missingGroup {
	slices.SortStableFunc(gaps, func(a, b gap) int {
		return cmp.Or(cmp.Compare(b.year.Year, a.year.Year), b.duty.Deadline.Compare(a.duty.Deadline))
	})
	v := missingGroup{Heading: p.html(p.missingHeading(kind, gaps)...), Basis: p.html(p.missingBasis(kind, gaps)...)}
	named := map[*register.Agency]bool{}
	for _, g := range gaps {
		if named[g.agency] || len(named) == missingRows[kind] {
			continue
		}
		named[g.agency] = true
		row := missingRow{Name: p.label(p.agency(g.agency)), State: p.duty(*g.duty)}
		if kind == rulebook.Results || g.duty.Have > 0 || len(g.years) > 1 {
			row.What = p.what(g)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// missingHeading names the duty and counts the agencies. Of pay alone there are rows that
// are exactly these.
func (p page) missingHeading(kind rulebook.DutyKind, gaps []gap) phrase {
	w, n := p.words, label{Text: words.Count(p.words.HomeRequired, agenciesOf(gaps)), Keep: true}
	switch kind {
	case rulebook.Pay:
		n.Href, n.Tone = p.to(p.yearSection(p.headline, sectionOpen)), alarm
		return say(w.MissingOfPay, slot{"year", keep(strconv.Itoa(p.headline))}, slot{"count", phrase{n}})
	case rulebook.Policy:
		return say(w.MissingOfPolicy, slot{"count", phrase{n}})
	}
	return say(w.MissingOfResults, slot{"count", phrase{n}})
}

// missingBasis cites the rules by which these are judged, and says who set the deadline.
func (p page) missingBasis(kind rulebook.DutyKind, gaps []gap) phrase {
	w, d := p.words, p.settings.Deadlines
	var rules []phrase
	seen := map[*rulebook.Duty]bool{}
	for _, g := range gaps {
		if r := g.duty.Rule; r != nil && !seen[r] {
			seen[r] = true
			rules = append(rules, phrase{p.ruleLink(&r.Rule)})
		}
	}
	var when phrase
	switch {
	case kind == rulebook.Pay && d.PayMonth > 0:
		when = say(w.DeadlinePay, slot{"date", keep(monthDay(d.PayMonth, d.PayDay))})
	case kind == rulebook.Policy && d.Policy > 0:
		when = plain(words.Count(w.DeadlinePolicy, d.Policy))
	case kind == rulebook.Results && d.Results > 0:
		when = plain(words.Count(w.DeadlineResults, d.Results))
	}
	deadline := plain(w.MissingNoDeadline)
	if when != nil {
		deadline = say(w.MissingDeadline, slot{"when", when})
	}
	return say(w.MissingBasis, slot{"rules", join(w.Enumeration, rules...)}, slot{"deadline", deadline})
}

// allMissing leads to everything that was not disclosed.
func (p page) allMissing(gaps []gap) template.HTML {
	l := label{Text: p.words.MissingNothingMore, Href: p.to(p.route.Overdue(1))}
	if n := agenciesOf(gaps); n > 0 {
		l.Text = words.Count(p.words.AllMissing, n)
	}
	return p.label(l)
}

// agenciesOf counts the agencies of gaps, each once.
func agenciesOf(gaps []gap) int {
	agencies := map[*register.Agency]bool{}
	for _, g := range gaps {
		agencies[g.agency] = true
	}
	return len(agencies)
}

// nothingIsOpen says why nothing is missing: all is there, or nothing was asked for.
func (p page) nothingIsOpen() string {
	all := p.cov.Of(ledger.Whole, nil)
	for i := range all.Years {
		for _, k := range rulebook.DutyKinds() {
			if t := all.Years[i].Tally(k); t.Required > t.Due {
				return p.words.NothingMissing
			}
		}
	}
	return p.words.NothingAsked
}
