package site

import (
	"gongshi/internal/register"
	"gongshi/internal/route"
)

// jobs lists every page of the edition, and prepares what stands around them.
func (e *edition) jobs() []job {
	var list []job
	add := func(path, template string, view func(page) any) {
		list = append(list, job{edition: e, path: path, template: template, view: view})
	}
	add(e.route.Home(), "home.html", page.home)
	e.addRecords(add)
	e.addLists(add)
	e.addGroups(add)
	e.addComparisons(add)
	e.addFacets(add)
	add(e.route.Rules(), "rules.html", page.rules)
	add(e.route.Glossary(), "glossary.html", page.glossary)
	add(e.route.Data(), "data.html", page.data)
	add(e.route.Search(), "search.html", page.search)
	add(e.route.SearchHelp(), "help.html", page.help)
	for _, c := range e.pages {
		add(e.route.Page(c.Path), "page.html", func(p page) any { return p.content(c) })
	}
	if e.lang == languages(e.settings)[0] {
		add(route.NotFound, "notfound.html", page.notFound)
	}
	e.around = map[string]around{}
	for _, j := range list {
		place := page{e, j.path}.place()
		if _, ready := e.around[place]; !ready {
			e.around[place] = page{e, place}.surround()
		}
	}
	return append(list, e.rowFiles()...)
}

type adder func(path, template string, view func(page) any)

func (e *edition) addRecords(add adder) {
	for _, a := range e.reg.Agencies {
		add(e.route.Agency(a), "agency.html", func(p page) any { return p.agencyPage(a) })
	}
	for _, s := range e.reg.Closed {
		add(e.route.SanctionPage(s.Slug), "closed.html", func(p page) any { return p.closed(s) })
	}
	if e.settings.Folded() {
		e.addSanctionsBy(add)
		return
	}
	for _, r := range e.reg.Projects {
		add(e.route.Project(r), "project.html", func(p page) any { return p.projectPage(r) })
	}
	for _, s := range e.reg.Sanctions {
		add(e.route.Sanction(s), "sanction.html", func(p page) any { return p.sanctionPage(s) })
	}
}

func (e *edition) addLists(add adder) {
	size, r := e.opts.PageSize, e.reg
	for n := range lastPage(size, len(r.Agencies)) {
		add(e.route.Agencies(n+1), "list.html", func(p page) any { return p.agencies(n + 1) })
	}
	for n := range lastPage(size, len(r.Projects)) {
		add(e.route.Projects(n+1), "list.html", func(p page) any { return p.projects(n + 1) })
	}
	for n := range lastPage(size, len(r.Corrections)) {
		add(e.route.Corrections(n+1), "corrections.html", func(p page) any { return p.corrections(n + 1) })
	}
	for n := range lastPage(size, len(r.Sanctions)) {
		add(e.route.Sanctions(n+1), "list.html", func(p page) any { return p.sanctions(n + 1) })
	}
	accounts := e.payAccounts()
	for n := range lastPage(size, len(accounts)) {
		add(e.route.Pay(n+1), "pay.html", func(p page) any { return p.pay(accounts, n+1) })
	}
	for n := range lastPage(size, len(e.opts.Crosschecks.All())) {
		add(e.route.Findings(n+1), "findings.html", func(p page) any { return p.findings(n + 1) })
	}
	counts := e.dutyCounts()
	for n := range lastPage(size, len(e.led.Accounts)) {
		add(e.route.Duties(n+1), "duties.html", func(p page) any { return p.matrix(counts, n+1) })
	}
	gaps := e.gaps()
	for n := range lastPage(size, len(gaps)) {
		add(e.route.Overdue(n+1), "overdue.html", func(p page) any { return p.overdue(gaps, n+1) })
	}
}

func (e *edition) addGroups(add adder) {
	size := e.opts.PageSize
	for _, k := range e.kinds() {
		add(e.route.Groups(k.kind), "groups.html", func(p page) any { return p.groups(k) })
		for _, g := range k.groups {
			last := lastPage(size, len(g.Agencies), len(g.Projects), len(g.Sanctions))
			for n := range last {
				add(e.route.Group(k.kind, g, n+1), "group.html", func(p page) any { return p.groupPage(k, g, n+1, last) })
			}
		}
	}
	add(e.route.Years(), "years.html", page.years)
	for _, y := range e.reg.Years {
		v := e.yearBook(y)
		last := lastPage(size, len(v.accounts), len(y.Sanctions), len(y.Projects))
		for n := range last {
			add(e.route.Year(y, n+1), "year.html", func(p page) any { return p.year(v, n+1, last) })
		}
	}
}

// kind is a kind of group, with what its pages say.
type kind struct {
	kind    route.Kind
	heading string
	column  string
	groups  []*register.Group
}

func (e *edition) kinds() []kind {
	w := e.words
	return []kind{
		{route.Districts, w.Districts, w.District, e.reg.Districts},
		{route.Fields, w.Fields, w.Field, e.reg.Fields},
		{route.Purchasers, w.Purchasers, w.Purchaser, e.reg.Purchasers},
	}
}
