package site

import (
	"html/template"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// listView is a page of the list of agencies, of projects or of sanctions, or of those of
// them that have a value of a facet.
type listView struct {
	Frame     *frame
	Heading   template.HTML
	Lede      template.HTML
	Note      template.HTML
	Browse    []template.HTML
	Facets    template.HTML
	Tools     *tableTools
	Agencies  agencyTable
	Projects  projectTable
	Sanctions []template.HTML
	Pager     pager
	Files     []template.HTML
}

func (p page) list(n, rows int, s section, heading string, said func() phrase, path func(int) string) listView {
	title, last := p.numbered(heading, n), lastPage(p.opts.PageSize, rows)
	lede, summary := p.lede(n, last, said)
	return listView{
		Frame:   p.frame(about{title: title, summary: summary, section: s, scripts: []string{p.opts.Assets.Table}}),
		Heading: template.HTML(template.HTMLEscapeString(title)), Lede: p.html(lede...),
		Facets: p.facetBoxes(s, "", n == 1), Tools: p.tools(s, n, rows, "", ""),
		Pager: p.pager(n, last, path),
	}
}

func (p page) agencies(n int) any {
	all, w := p.reg.Agencies, p.words
	v := p.list(n, len(all), inAgencies, w.Agencies, func() phrase {
		return say(w.AgenciesLede, slot{"count", keep(words.Count(w.CountAgencies, len(all)))})
	}, p.route.Agencies)
	v.Browse = p.links(append(p.browseGroups(route.Districts, route.Fields),
		label{Text: w.Matrix, Href: p.to(p.route.Duties(1))}, label{Text: w.NotDisclosed, Href: p.to(p.route.Overdue(1))})...)
	v.Agencies = p.agencyTable(onPage(all, n, p.opts.PageSize))
	return v
}

func (p page) projects(n int) any {
	all, w := p.reg.Projects, p.words
	v := p.list(n, len(all), inProjects, w.Projects, func() phrase {
		return say(w.ProjectsLede, slot{"count", keep(words.Count(w.CountProjects, len(all)))})
	}, p.route.Projects)
	v.Browse = p.links(p.browseGroups(route.Fields, route.Purchasers, route.Districts)...)
	v.Projects = p.projectTable(onPage(all, n, p.opts.PageSize), true, true)
	return v
}

func (p page) sanctions(n int) any {
	all, w := p.reg.Sanctions, p.words
	v := p.list(n, len(all), inSanctions, w.Sanctions, func() phrase {
		lede := say(w.SanctionsLede, slot{"count", keep(words.Count(w.CountSanctions, len(all)))}, slot{"inforce", p.ofValue(inSanctions, "status", string(register.InForce), w.CountItems, inForce(all))})
		return p.gloss(join(w.Gap, lede, p.concerned()), "in-force", "publication")
	}, p.route.Sanctions)
	v.Browse = p.links(append(p.browseGroups(route.Measures, route.Authorities, route.Districts), label{Text: w.Totals, Href: p.to(p.route.Totals())}, label{Text: w.CrossHeading, Href: p.to(p.route.Findings(1))})...)
	v.Sanctions = p.sanctionTable(onPage(all, n, p.opts.PageSize))
	return v
}

// browseGroups leads to the lists of groups that have a page, with the figures of each.
func (p page) browseGroups(kinds ...route.Kind) []label {
	w := p.words
	names := map[route.Kind]string{
		route.Districts: w.Districts, route.Fields: w.Fields, route.Purchasers: w.Purchasers, route.Measures: w.FacetMeasure, route.Authorities: w.Authority,
	}
	var list []label
	for _, k := range kinds {
		if p.withoutPage(k) {
			continue
		}
		list = append(list, label{Text: names[k], Href: p.to(p.route.Groups(k))})
	}
	return list
}

// payView is a page of the list of what management was paid in the headline year.
type payView struct {
	Frame   *frame
	Heading string
	Lede    template.HTML
	Links   []template.HTML
	Over    *payOverview // on the first page
	Tiers   []string
	Rows    []payListRow
	Pager   pager
}

type payListRow struct {
	Name     template.HTML
	Tiers    []payCell
	State    chip
	StateKey string // by which the state is sorted
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
	w, heading, last := p.words, p.words.PayHeadingBare, lastPage(p.opts.PageSize, len(all))
	if p.headline > 0 {
		heading = words.Fill(w.PayHeading, "year", strconv.Itoa(p.headline))
	}
	lede, summary := p.lede(n, last, p.payLede)
	title := p.numbered(heading, n)
	v := payView{
		Frame:   p.frame(about{title: title, summary: summary, section: inPay, scripts: p.sorts(last)}),
		Heading: title, Lede: p.html(lede...), Links: append(p.dutyLinks(), p.label(label{Text: w.CompareTitle, Href: p.to(p.route.Compare())})), Tiers: p.tiers(),
		Pager: p.pager(n, last, p.route.Pay),
	}
	if n == 1 {
		v.Over = p.payOverview()
	}
	for _, a := range onPage(all, n, p.opts.PageSize) {
		y := a.Year(p.headline)
		row := payListRow{Name: p.agencyLinks(a.Agency).Name, State: p.payDuty(y), StateKey: payKey(y)}
		for tier, name := range v.Tiers {
			row.Tiers = append(row.Tiers, p.paid(y, tier, name))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// payLede says how many had to disclose pay for the headline year, and how many did.
func (p page) payLede() phrase {
	if p.headline == 0 {
		return plain(p.words.PayNoYear)
	}
	t := p.led.PayTotals(p.headline)
	return say(p.words.PayLede, slot{"year", keep(strconv.Itoa(p.headline))},
		slot{"required", p.requiredIn(p.words.CountAgencies, t)}, slot{"clauses", p.payClauses(t)})
}
