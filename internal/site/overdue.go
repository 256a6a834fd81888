package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// gap is something that had to be disclosed and was not.
type gap struct {
	agency *register.Agency
	year   *ledger.Year // the newest of the years
	duty   *ledger.Duty
	years  []int // newest first; more than one of a policy only
}

// gaps lists all gaps: by year, newest first, pay before the policy before results.
// A policy that lacks for several years is one gap, in the newest of them. Where no
// rule was in force, nothing is a gap.
func (e *edition) gaps() []gap {
	var list []gap
	policies := map[*register.Agency]int{} // place in the list
	for i := range e.led.Years {
		for _, kind := range rulebook.DutyKinds() {
			for _, a := range e.led.Accounts {
				y := &a.Years[i]
				duty := y.Duty(kind)
				if !duty.State.Open() {
					continue
				}
				if at, ready := policies[a.Agency]; ready && kind == rulebook.Policy {
					list[at].years = append(list[at].years, y.Year)
					continue
				}
				if kind == rulebook.Policy {
					policies[a.Agency] = len(list)
				}
				list = append(list, gap{a.Agency, y, duty, []int{y.Year}})
			}
		}
	}
	return list
}

// what says what is missing.
func (e *edition) what(g gap) string {
	w := e.words
	year := strconv.Itoa(g.year.Year)
	switch {
	case g.duty.Kind == rulebook.Results:
		return words.Count(w.MissingResults, g.duty.Want-g.duty.Have, "year", year)
	case g.duty.Kind == rulebook.Policy && len(g.years) > 1:
		return words.Fill(w.MissingPolicyYears, "from", strconv.Itoa(slices.Min(g.years)), "until", year)
	case g.duty.Kind == rulebook.Policy:
		return w.MissingPolicy
	case g.duty.Have == 0:
		return words.Fill(w.MissingPayAll, "year", year)
	}
	return words.Fill(w.MissingPayTiers, "year", year, "tiers", strings.Join(e.missingTiersOf(g.year), w.Enumeration))
}

// overdueView is a page of the list of what was not disclosed.
type overdueView struct {
	Frame  *frame
	Lede   template.HTML
	Rule   template.HTML
	Links  []template.HTML
	Groups []gapGroup
	Pager  pager
}

type gapGroup struct {
	ID, Heading string
	Rows        []gapRow
}

type gapRow struct {
	Name, District template.HTML
	What           string
	Projects       []template.HTML // results: each project that lacks something, and what
	State          chip
	Why            template.HTML
}

// deadlines says in a sentence which deadlines the operator has set.
func (e *edition) deadlines() string {
	w, d := e.words, e.settings.Deadlines
	var list []string
	if d.PayMonth > 0 {
		list = append(list, w.MarkPay+w.Colon+words.Fill(w.DeadlinePay, "date", monthDay(d.PayMonth, d.PayDay)))
	}
	if d.Policy > 0 {
		list = append(list, w.MarkPolicy+w.Colon+words.Count(w.DeadlinePolicy, d.Policy))
	}
	if d.Results > 0 {
		list = append(list, w.MarkResults+w.Colon+words.Count(w.DeadlineResults, d.Results))
	}
	if len(list) == 0 {
		return w.OverdueNoRule
	}
	return words.Fill(w.OverdueRule, "list", strings.Join(list, w.Semicolon))
}

func (p page) overdue(all []gap, n int) any {
	w, last := p.words, lastPage(p.opts.PageSize, len(all))
	lede, summary := p.lede(n, last, func() phrase { return p.overdueLede(all) })
	v := overdueView{
		Frame: p.frame(about{title: p.numbered(w.NotDisclosed, n), summary: summary, section: inOverdue, scripts: p.sorts(last)}),
		Lede:  p.html(p.gloss(lede, "duty")...), Rule: p.glossed(p.deadlines(), "overdue"), Links: p.dutyLinks(), Pager: p.pager(n, last, p.route.Overdue),
	}
	for _, g := range onPage(all, n, p.opts.PageSize) {
		year := strconv.Itoa(g.year.Year)
		v.add(gapGroup{ID: "year-" + year, Heading: words.Fill(w.YearHeading, "year", year)}, p.gapRow(g))
	}
	return v
}

// overdueLede says how many agencies have a gap, of how many that had a duty.
func (p page) overdueLede(all []gap) phrase {
	w, agencies := p.words, map[*register.Agency]bool{}
	for _, g := range all {
		agencies[g.agency] = true
	}
	if len(all) == 0 {
		return plain(w.OverdueNone)
	}
	return say(w.OverdueLede, slot{"count", keep(words.Count(w.CountHouses, len(agencies)))}, slot{"of", keep(words.Count(w.CountAgencies, p.bound()))})
}

// bound is how many agencies ever had a duty to disclose something.
func (e *edition) bound() int {
	n := 0
	for _, a := range e.led.Accounts {
		if slices.ContainsFunc(a.Years, func(y ledger.Year) bool { return y.Because != nil || y.Results.Want > 0 }) {
			n++
		}
	}
	return n
}

// dutyLinks leads to the matrix of duties, to the rules and, for those with scripts, to
// the search for what is missing.
func (p page) dutyLinks() []template.HTML {
	w, state := p.words, ledger.Overdue
	if p.settings.Deadlines == (portal.Deadlines{}) {
		state = ledger.Missing // nothing is ever overdue
	}
	return p.links(
		label{Text: w.Matrix, Href: p.to(p.route.Duties(1))},
		label{Text: w.Rules, Href: p.to(p.route.Rules())},
		p.query(w.SearchMissing, dutyQuery(state), false))
}

func (p page) gapRow(g gap) gapRow {
	links := p.agencyLinks(g.agency)
	row := gapRow{
		Name: links.Name, District: links.District, What: p.what(g), State: p.duty(*g.duty),
		Why: p.label(label{Text: p.words.Why, Href: p.to(p.route.Agency(g.agency)) + "#" + dutyID(g.year.Year), Keep: true}),
	}
	if g.duty.Kind != rulebook.Results {
		return row
	}
	for _, r := range g.duty.Reasons {
		if len(r.Lacks) > 0 {
			row.Projects = append(row.Projects, p.html(say(p.words.ProjectLacks, slot{"project", phrase{p.project(r.Project)}}, slot{"needs", p.needs(r.Lacks)})...))
		}
	}
	return row
}

func (v *overdueView) add(g gapGroup, row gapRow) {
	if len(v.Groups) == 0 || v.Groups[len(v.Groups)-1].ID != g.ID {
		v.Groups = append(v.Groups, g)
	}
	last := &v.Groups[len(v.Groups)-1]
	last.Rows = append(last.Rows, row)
}
