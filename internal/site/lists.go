package site

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
)

// listView is a page of the list of agencies, of projects or of sanctions.
type listView struct {
	Frame     *frame
	Heading   string
	Lede      template.HTML
	Browse    []template.HTML
	Agencies  agencyTable
	Projects  projectTable
	Sanctions []template.HTML
	Pager     pager
}

func (p page) list(n, rows int, s section, heading string, lede phrase, path func(int) string) listView {
	title := p.numbered(heading, n)
	return listView{
		Frame: p.frame(about{title: title, summary: lede.String(), section: s}), Heading: title, Lede: p.html(lede...),
		Pager: p.pager(n, lastPage(p.opts.PageSize, rows), path),
	}
}

func (p page) agencies(n int) any {
	all, w := p.reg.Agencies, p.words
	lede := say(w.AgenciesLede, slot{"count", keep(count(w.CountAgencies, len(all)))})
	v := p.list(n, len(all), inAgencies, w.Agencies, lede, p.route.Agencies)
	v.Browse = p.links(p.browseGroups(route.Districts, route.Fields)...)
	v.Agencies = p.agencyTable(onPage(all, n, p.opts.PageSize))
	return v
}

func (p page) projects(n int) any {
	all, w := p.reg.Projects, p.words
	lede := say(w.ProjectsLede, slot{"count", keep(count(w.CountProjects, len(all)))})
	v := p.list(n, len(all), inProjects, w.Projects, lede, p.route.Projects)
	v.Browse = p.links(p.browseGroups(route.Fields, route.Purchasers, route.Districts)...)
	v.Projects = p.projectTable(onPage(all, n, p.opts.PageSize), true, true)
	return v
}

func (p page) sanctions(n int) any {
	all, w := p.reg.Sanctions, p.words
	lede := say(w.SanctionsLede, slot{"count", keep(count(w.CountSanctions, len(all)))}, slot{"inforce", keep(count(w.CountItems, inForce(all)))})
	v := p.list(n, len(all), inSanctions, w.Sanctions, lede, p.route.Sanctions)
	v.Browse = p.links(append(p.browseGroups(route.Districts), label{Text: w.Years, Href: p.to(p.route.Years())})...)
	v.Sanctions = p.sanctionTable(onPage(all, n, p.opts.PageSize))
	return v
}

func (p page) browseGroups(kinds ...route.Kind) []label {
	names := map[route.Kind]string{route.Districts: p.words.Districts, route.Fields: p.words.Fields, route.Purchasers: p.words.Purchasers}
	var list []label
	for _, k := range kinds {
		list = append(list, label{Text: names[k], Href: p.to(p.route.Groups(k))})
	}
	return list
}

// payView is a page of the list of what management was paid in the headline year.
type payView struct {
	Frame   *frame
	Heading string
	Lede    template.HTML
	Tiers   []string
	Rows    []payListRow
	Pager   pager
}

type payListRow struct {
	Name  template.HTML
	Tiers []payCell
	State chip
}

// payAccounts is the agencies whose pay for the headline year is listed.
func (e *edition) payAccounts() []*ledger.Account {
	var list []*ledger.Account
	for _, a := range e.led.Accounts {
		if y := a.Year(e.headline); y != nil && (y.Pay.Required() || y.Pay.Have > 0) {
			list = append(list, a)
		}
	}
	return list
}

func (p page) pay(all []*ledger.Account, n int) any {
	w := p.words
	heading, lede := w.PayHeadingBare, plain(w.PayNoYear)
	if p.headline > 0 {
		year := strconv.Itoa(p.headline)
		t := p.led.PayTotals(p.headline)
		heading = fill(w.PayHeading, "year", year)
		lede = say(w.PayLede, slot{"year", keep(year)},
			slot{"required", keep(count(w.CountAgencies, len(t.Required)))}, slot{"clauses", p.payClauses(t)})
	}
	title := p.numbered(heading, n)
	v := payView{
		Frame:   p.frame(about{title: title, summary: lede.String(), section: inPay}),
		Heading: title, Lede: p.html(lede...), Tiers: p.tiers(),
		Pager: p.pager(n, lastPage(p.opts.PageSize, len(all)), p.route.Pay),
	}
	for _, a := range onPage(all, n, p.opts.PageSize) {
		y := a.Year(p.headline)
		row := payListRow{Name: p.label(p.agency(a.Agency)), State: p.payDuty(y)}
		for i, name := range v.Tiers {
			row.Tiers = append(row.Tiers, p.payCell(y, i, name, 0))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// gap is something that had to be disclosed and was not.
type gap struct {
	agency *register.Agency
	year   *ledger.Year // nil: the pay policy
	pay    bool         // the year's pay; else the results of its projects
	duty   ledger.Duty
}

// gaps lists all gaps: by year, newest first, the longest overdue first, and pay
// before results; then the policies.
func (e *edition) gaps() []gap {
	var list []gap
	for i := range e.led.Years {
		for _, pay := range []bool{true, false} {
			for _, a := range e.led.Accounts {
				y := &a.Years[i]
				duty := y.Results
				if pay {
					duty = y.Pay
				}
				if duty.State.Open() {
					list = append(list, gap{a.Agency, y, pay, duty})
				}
			}
		}
	}
	for _, a := range e.led.Accounts {
		if a.Policy.State.Open() {
			list = append(list, gap{agency: a.Agency, duty: a.Policy})
		}
	}
	return list
}

// what says what is missing.
func (e *edition) what(g gap) string {
	w := e.words
	if g.year == nil {
		return w.MissingPolicy
	}
	year := strconv.Itoa(g.year.Year)
	switch {
	case !g.pay:
		return count(w.MissingResults, g.duty.Want-g.duty.Have, "year", year)
	case g.duty.Have == 0:
		return fill(w.MissingPayAll, "year", year)
	}
	var names []string
	for i, t := range g.year.Tiers {
		if t == nil {
			names = append(names, e.tiers()[i])
		}
	}
	return fill(w.MissingPayTiers, "year", year, "tiers", strings.Join(names, w.Enumeration))
}

// overdueView is a page of the list of what was not disclosed.
type overdueView struct {
	Frame  *frame
	Lede   template.HTML
	Rule   string
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
	State          chip
}

func (p page) overdue(all []gap, n int) any {
	w := p.words
	agencies := map[*register.Agency]bool{}
	for _, g := range all {
		agencies[g.agency] = true
	}
	v, lede := overdueView{Rule: w.OverdueNoRule}, plain(w.OverdueNone)
	if len(all) > 0 {
		lede = say(w.OverdueLede, slot{"count", keep(count(w.CountAgencies, len(agencies)))})
	}
	if d := p.settings.Deadlines; d.PayMonth > 0 {
		v.Rule = fill(w.OverdueRule, "pay", fmt.Sprintf("%02d-%02d", d.PayMonth, d.PayDay))
	}
	title := p.numbered(w.NotDisclosed, n)
	v.Lede = p.html(lede...)
	v.Frame = p.frame(about{title: title, summary: lede.String(), section: inOverdue})
	v.Pager = p.pager(n, lastPage(p.opts.PageSize, len(all)), p.route.Overdue)
	for _, g := range onPage(all, n, p.opts.PageSize) {
		v.add(p.gapGroup(g), p.gapRow(g))
	}
	return v
}

// gapGroup is the heading under which a gap stands.
func (p page) gapGroup(g gap) gapGroup {
	if g.year == nil {
		return gapGroup{ID: "policy", Heading: p.words.OverduePolicyHeading}
	}
	year := strconv.Itoa(g.year.Year)
	return gapGroup{ID: "year-" + year, Heading: fill(p.words.YearHeading, "year", year)}
}

func (p page) gapRow(g gap) gapRow {
	return gapRow{Name: p.label(p.agency(g.agency)), District: p.label(p.group(route.Districts, g.agency.District)), What: p.what(g), State: p.duty(g.duty)}
}

func (v *overdueView) add(g gapGroup, row gapRow) {
	if len(v.Groups) == 0 || v.Groups[len(v.Groups)-1].ID != g.ID {
		v.Groups = append(v.Groups, g)
	}
	last := &v.Groups[len(v.Groups)-1]
	last.Rows = append(last.Rows, row)
}
