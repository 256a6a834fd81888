package site

import (
	"bytes"
	"crypto/sha256"
	"sync"

	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// jobs lists every page of the edition, and prepares what stands around them.
func (e *edition) jobs() []job {
	var list []job
	add := func(path, template string, of material, view func(page) any) {
		list = append(list, job{edition: e, path: path, template: template, view: view, of: of})
	}
	add(e.route.Home(), "home.html", e.onHome(), page.home)
	e.addRecords(add)
	e.addLists(add)
	e.addGroups(add)
	e.addComparisons(add)
	e.addFacets(add)
	add(e.route.Rules(), "rules.html", e.today(), page.rules)
	add(e.route.Glossary(), "glossary.html", keyed(), page.glossary)
	add(e.route.Data(), "data.html", e.today(), page.data)
	add(e.route.Search(), "search.html", keyed(), page.search)
	add(e.route.SearchHelp(), "help.html", e.today(), page.help)
	for _, c := range e.pages {
		add(e.route.Page(c.Path), "page.html", e.ofContent(c), func(p page) any { return p.content(c) })
	}
	if e.lang == languages(e.settings)[0] {
		add(route.NotFound, "notfound.html", keyed(), page.notFound)
	}
	e.around = map[string]func() around{}
	for _, j := range list {
		place := page{e, j.path}.place()
		if _, ready := e.around[place]; !ready {
			e.around[place] = sync.OnceValue(page{e, place}.surround)
		}
	}
	list = append(list, e.rowFiles()...)
	keyAll(list)
	for _, f := range []tree.File{e.said, e.saidOfTables} {
		list = append(list, job{edition: e, path: f.Path, key: sha256.Sum256(f.Body), file: func(page) ([]byte, error) { return bytes.Clone(f.Body), nil }})
	}
	return list
}

// adder adds a page: its template, of what it is made, and how its view is made.
type adder func(path, template string, of material, view func(page) any)

func (e *edition) addRecords(add adder) {
	for _, a := range e.reg.Agencies {
		add(e.route.Agency(a), "agency.html", e.ofAgency(a), func(p page) any { return p.agencyPage(a) })
	}
	for _, s := range e.reg.Closed {
		add(e.route.SanctionPage(s.Slug), "closed.html", e.ofClosed(s), func(p page) any { return p.closed(s) })
	}
	if e.settings.Folded() {
		e.addSanctionsBy(add)
		return
	}
	for _, r := range e.reg.Projects {
		add(e.route.Project(r), "project.html", e.ofProject(r), func(p page) any { return p.projectPage(r) })
	}
	for _, s := range e.reg.Sanctions {
		add(e.route.Sanction(s), "sanction.html", e.ofSanction(s), func(p page) any { return p.sanctionPage(s) })
	}
}

func (e *edition) addLists(add adder) {
	size, r := e.opts.PageSize, e.reg
	head := e.listHead(inAgencies)
	for n := range lastPage(size, len(r.Agencies)) {
		of := e.onList(head, n+1, len(r.Agencies), func(d *digest) { e.agencyRows(d, onPage(r.Agencies, n+1, size)) })
		add(e.route.Agencies(n+1), "list.html", of, func(p page) any { return p.agencies(n + 1) })
	}
	head = e.listHead(inProjects)
	for n := range lastPage(size, len(r.Projects)) {
		of := e.onList(head, n+1, len(r.Projects), func(d *digest) { e.projectRows(d, onPage(r.Projects, n+1, size)) })
		add(e.route.Projects(n+1), "list.html", of, func(p page) any { return p.projects(n + 1) })
	}
	for n := range lastPage(size, len(r.Corrections)) {
		add(e.route.Corrections(n+1), "corrections.html", e.onCorrections(n+1), func(p page) any { return p.corrections(n + 1) })
	}
	e.addChanges(add)
	head = e.listHead(inSanctions)
	for n := range lastPage(size, len(r.Sanctions)) {
		of := e.onList(head, n+1, len(r.Sanctions), func(d *digest) { e.sanctionRows(d, onPage(r.Sanctions, n+1, size)) })
		add(e.route.Sanctions(n+1), "list.html", of, func(p page) any { return p.sanctions(n + 1) })
	}
	accounts := e.payAccounts()
	for n := range lastPage(size, len(accounts)) {
		add(e.route.Pay(n+1), "pay.html", e.onPay(accounts, n+1), func(p page) any { return p.pay(accounts, n+1) })
	}
	for n := range e.findingsPages().last() {
		add(e.route.Findings(n+1), "findings.html", e.onFindings(n+1), func(p page) any { return p.findings(n + 1) })
	}
	counts := e.dutyCounts()
	for n := range lastPage(size, len(e.led.Accounts)) {
		add(e.route.Duties(n+1), "duties.html", e.onDuties(counts, n+1), func(p page) any { return p.matrix(counts, n+1) })
	}
	gaps := e.gaps()
	head = e.gapsHead(gaps)
	for n := range lastPage(size, len(gaps)) {
		add(e.route.Overdue(n+1), "overdue.html", e.onOverdue(gaps, head, n+1), func(p page) any { return p.overdue(gaps, n+1) })
	}
}

func (e *edition) addGroups(add adder) {
	size := e.opts.PageSize
	for _, k := range e.kinds() {
		add(e.route.Groups(k.kind), "groups.html", e.everything(), func(p page) any { return p.groups(k) })
		for _, g := range k.groups {
			last, head := lastPage(size, len(g.Agencies), len(g.Projects), len(g.Sanctions)), e.groupHead(k, g)
			for n := range last {
				add(e.route.Group(k.kind, g, n+1), "group.html", e.onGroup(g, head, n+1, last), func(p page) any { return p.groupPage(k, g, n+1, last) })
			}
		}
	}
	add(e.route.Years(), "years.html", e.everything(), page.years)
	for _, y := range e.reg.Years {
		v := e.yearBook(y)
		last, head := lastPage(size, len(v.accounts), len(y.Sanctions), len(y.Projects)), e.yearHead(v)
		for n := range last {
			add(e.route.Year(y, n+1), "year.html", e.onYear(v, head, n+1, last), func(p page) any { return p.year(v, n+1, last) })
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
