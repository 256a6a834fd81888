package site

import (
	"html/template"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// fewest is the smallest number of which a share is given in percent.
const fewest = 5

// coverageTable is how many of those who had to disclose did: by year or by district.
type coverageTable struct {
	Column string
	Figure *byYear // of pay, year by year; nil: none
	Rows   []coverageRow
}

type coverageRow struct {
	Name                 template.HTML
	Pay, Policy, Results value
}

// disclosedShare is how many disclosed, never without of how many: in percent only where these
// are not few.
func (e *edition) disclosedShare(t *ledger.Tally, none string) value {
	w := e.words
	n, of := t.Share()
	switch {
	case of == 0 && t.NoRule > 0:
		return value{Text: w.StateNoRule, Quiet: true}
	case of == 0 && t.Voluntary > 0:
		return value{Text: words.Count(w.ShareUnasked, t.Voluntary), Quiet: true}
	case of == 0:
		return value{Text: none, Quiet: true}
	case t.Due == of:
		return value{Text: words.Count(w.ShareDue, of), Quiet: true}
	}
	v := given(words.Fill(w.ShareOf, "n", words.Grouped(n), "of", words.Grouped(of)))
	v.Aligned = true
	if of >= fewest {
		v.Beside = words.Fill(w.SharePercent, "percent", words.Percent(t.PerMille()))
	}
	if t.Due > 0 {
		v.Beside += w.Comma + words.Count(w.ShareOfDue, t.Due)
	}
	return v
}

func (e *edition) coverageRow(name template.HTML, y *ledger.YearTally) coverageRow {
	w := e.words
	return coverageRow{
		Name: name, Pay: e.disclosedShare(y.Tally(rulebook.Pay), w.NotRequired), Policy: e.disclosedShare(y.Tally(rulebook.Policy), w.NotRequired),
		Results: e.disclosedShare(y.Tally(rulebook.Results), w.NoneFinished),
	}
}

// counts says whether a year's tally holds anything.
func counts(y *ledger.YearTally) bool {
	for _, k := range rulebook.DutyKinds() {
		if t := y.Tally(k); t.Required+t.NoRule+t.Voluntary > 0 {
			return true
		}
	}
	return false
}

// groupCoverage is the coverage of a group, year by year.
func (p page) groupCoverage(k route.Kind, g *register.Group) coverageTable {
	t := coverageTable{Column: p.words.Year}
	tally := p.cov.Of(coverageKinds[k], g)
	if tally == nil {
		return t
	}
	t.Figure = p.byYearOf(p.groupName(g), tally)
	for i := range tally.Years {
		if y := &tally.Years[i]; counts(y) {
			t.Rows = append(t.Rows, p.coverageRow(p.label(label{Text: strconv.Itoa(y.Year), Href: p.to(p.yearPath(y.Year))}), y))
		}
	}
	return t
}

// yearCoverage is the coverage of a year: the whole portal, then district by district.
func (p page) yearCoverage(year int) coverageTable {
	t := coverageTable{Column: p.words.District}
	add := func(name template.HTML, y *ledger.YearTally) {
		if y != nil && counts(y) {
			t.Rows = append(t.Rows, p.coverageRow(name, y))
		}
	}
	add(p.label(label{Text: p.words.WholePortal, Strong: true}), p.cov.Of(ledger.Whole, nil).Year(year))
	for _, g := range p.reg.Districts {
		add(p.label(p.group(route.Districts, g)), p.cov.Of(ledger.Districts, g).Year(year))
	}
	return t
}

// coverageKinds is how the ledger calls the kinds of groups that have pages.
var coverageKinds = map[route.Kind]ledger.GroupKind{
	route.Districts: ledger.Districts, route.Purchasers: ledger.Purchasers, route.Fields: ledger.Fields,
}
