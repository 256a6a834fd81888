package site

import (
	"maps"
	"slices"

	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// The keys of pages: of what a page is made, beside settings, rulebook, words and templates
// (see digest.go). A key may hold more than its page shows, never less. What changes with
// one record should be in the keys of few pages, so that few are made again.

// globalKey stands for what all pages of the edition are made of.
func (e *edition) globalKey() tree.Key {
	var d digest
	d.Text(e.lang, e.title, e.base)
	d.num(e.opts.PageSize, e.opts.MostRows, e.headline, int(e.reg.AsOf.Year))
	a := e.opts.Assets
	d.Text(e.said.Path, e.saidOfTables.Path, a.Style, a.Script, a.Search, a.More, a.Table, a.Record, a.Compare, a.Icon, a.SearchStyle, a.CompareStyle, a.SectionStyle, a.MatrixStyle, a.Touch)
	for _, name := range slices.Sorted(maps.Keys(a.Cards)) {
		d.Text(name, a.Cards[name])
	}
	for _, c := range e.pages {
		d.Text(c.Path, c.Title)
		d.Flag(c.foreign)
	}
	if e.notice != nil {
		d.Text(e.notice.Body)
	}
	d.num(e.opts.Crosschecks.Made())
	return d.Key()
}

// material adds up what a page is made of beside what all pages are. It is called from any
// goroutine, and changes nothing.
type material func(*digest)

// sumUp closes what the job's page is made of with what all pages are.
func (j *job) sumUp(d *digest) tree.Key {
	d.Reset()
	j.of(d)
	d.Keys(j.edition.global)
	d.Text(j.path, j.template)
	return d.Key()
}

// keyed is what is made of nothing but what has keys.
func keyed(list ...tree.Key) material { return func(d *digest) { d.Keys(list...) } }

// keyAll makes the keys of jobs, on all processors, and forgets of what they are made.
func keyAll(jobs []job) {
	inParts(len(jobs), func(from, to int) {
		var d digest
		for i := range jobs[from:to] {
			j := &jobs[from+i]
			j.key, j.of = j.sumUp(&d), nil
		}
	})
}

// everything is what pages that sum up the whole register are made of.
func (e *edition) everything() material { return keyed(e.digests.all) }

// today is everything, with the register's day.
func (e *edition) today() material {
	return func(d *digest) {
		d.Keys(e.digests.all)
		d.Days(e.reg.AsOf)
	}
}

// ofAgency is an agency's page, with its sections where pages are folded.
func (e *edition) ofAgency(a *register.Agency) material {
	return func(d *digest) {
		d.Keys(e.digests.agencies[a].page)
		if !e.settings.Folded() {
			return
		}
		for _, r := range a.Projects {
			d.Keys(e.section(e.ofProject(r), "projects", r.Slug))
		}
		e.ofSections(a.Sanctions)(d)
	}
}

// ofSections is the sections of sanctions.
func (e *edition) ofSections(list []*register.Sanction) material {
	return func(d *digest) {
		d.num(len(list))
		for _, s := range list {
			d.Keys(e.section(e.ofSanction(s), "sanctions", s.Slug))
		}
	}
}

// section is the key of a section, with the ids that it had before.
func (e *edition) section(of material, table, slug string) tree.Key {
	var d digest
	of(&d)
	d.Texts(e.former[route.SectionID(table, slug)])
	return d.Key()
}

func (e *edition) ofProject(r *register.Project) material {
	return func(d *digest) {
		d.Keys(e.digests.projects[r].page)
		for _, o := range others(r) {
			d.Keys(e.digests.projects[o].row)
		}
		e.hitsOf(d, r.Agency, func(h *crosscheck.Hit) bool {
			return slices.Contains(h.Projects, r) || slices.ContainsFunc(h.Evaluations, func(v *register.Evaluation) bool { return v.Project == r })
		})
	}
}

func (e *edition) ofSanction(s *register.Sanction) material {
	return func(d *digest) {
		d.Keys(e.digests.sanction[s].page)
		e.hitsOf(d, s.Agency, func(h *crosscheck.Hit) bool { return slices.Contains(h.Sanctions, s) })
	}
}

func (e *edition) hitsOf(d *digest, a *register.Agency, part func(*crosscheck.Hit) bool) {
	if a == nil {
		return
	}
	for _, h := range e.opts.Crosschecks.Of(a) {
		if part(h) {
			d.Keys(e.digests.hits[h])
		}
	}
}

// ofClosed is a sanction whose content may not be shown: the reason of a withdrawal is cleared
// of the names of all agencies.
func (e *edition) ofClosed(s *register.Sanction) material {
	return func(d *digest) {
		d.Keys(e.digests.sanction[s].row)
		if a := s.Agency; a != nil {
			d.Text(a.ShortName, a.Representative)
			d.Texts(a.FormerNames)
		}
		if s.Standing == register.Withdrawn && s.StatusReason != "" {
			d.Keys(e.digests.agencyNames)
		}
	}
}

func (e *edition) agencyRows(d *digest, list []*register.Agency) {
	d.num(len(list))
	for _, a := range list {
		d.Keys(e.digests.agencies[a].row)
	}
}

func (e *edition) projectRows(d *digest, list []*register.Project) {
	d.num(len(list))
	for _, r := range list {
		d.Keys(e.digests.projects[r].row)
	}
}

func (e *edition) sanctionRows(d *digest, list []*register.Sanction) {
	d.num(len(list))
	for _, s := range list {
		d.Keys(e.digests.sanction[s].row)
	}
}

// head is what the pages of a list have in common beside their number. Page 1 sums up all
// rows; were its counts in the keys of the others, each new row would have all made again.
type head struct{ first, others tree.Key }

// add adds what page n of last shows of the list as a whole.
func (h head) add(d *digest, n, last int) {
	if n == 1 {
		d.Keys(h.first)
	} else {
		d.Keys(h.others)
	}
	d.num(n, last)
}

// headOf takes what all pages show, then what page 1 alone does.
func headOf(all, first func(*digest)) head {
	var d digest
	var h head
	all(&d)
	h.others = d.Key()
	d.Reset()
	d.Keys(h.others)
	first(&d)
	h.first = d.Key()
	return h
}

// listHead is that of a list: the values of its facets; on page 1 how many records have each,
// and what the first sentences say.
func (e *edition) listHead(s section) head {
	_, all, _ := listOf(page{e, e.route.Home()}, s)
	return headOf(func(d *digest) {
		d.Flag(all > e.opts.MostRows)
		for _, f := range e.facets[s] {
			d.Text(f.id, f.heading, f.index, f.note)
			d.Flag(f.offered)
			d.num(len(f.values))
			for _, v := range f.values {
				d.Text(v.id, v.name.Text, v.path, v.feed)
			}
		}
		for _, k := range []route.Kind{route.Districts, route.Fields, route.Purchasers, route.Measures, route.Authorities} {
			d.Flag(e.withoutPage(k))
		}
	}, func(d *digest) {
		d.num(all)
		for _, f := range e.facets[s] {
			for _, v := range f.values {
				d.num(v.count(s))
			}
		}
		if s == inSanctions {
			d.num(inForce(e.reg.Sanctions))
			d.Text(page{e, e.route.Sanctions(1)}.concerned().String())
		}
	})
}

// onList is page n of a list of so many rows, or of those of its records that have a value.
func (e *edition) onList(h head, n, total int, rows func(*digest)) material {
	return func(d *digest) {
		h.add(d, n, lastPage(e.opts.PageSize, total))
		rows(d)
	}
}

// valueRows are the rows of page n of the records that have a value.
func (e *edition) valueRows(d *digest, v facetValue, n int) {
	d.Text(v.id)
	e.agencyRows(d, onPage(v.group.Agencies, n, e.opts.PageSize))
	e.projectRows(d, onPage(v.group.Projects, n, e.opts.PageSize))
	e.sanctionRows(d, onPage(v.group.Sanctions, n, e.opts.PageSize))
}

// ofValues is the list of a facet's values.
func (e *edition) ofValues(f facet, s section, h head) material {
	return func(d *digest) {
		d.Keys(h.first)
		for _, v := range f.values {
			d.num(v.count(s), inForce(v.group.Sanctions))
		}
	}
}

// groupHead is that of a group: of which records there are any; on page 1 how many.
func (e *edition) groupHead(k kind, g *register.Group) head {
	return headOf(func(d *digest) {
		d.Groups(g)
		d.Flag(len(g.Agencies) > 0, len(g.Projects) > 0, len(g.Sanctions) > 0)
		e.divided(d, facetOf[k.kind])
	}, func(d *digest) {
		d.num(len(g.Agencies), len(g.Projects), len(g.Sanctions), inForce(g.Sanctions))
		if k.kind == route.Purchasers {
			d.num(sellers(g.Projects))
		}
		d.tallies(e.cov.Of(coverageKinds[k.kind], g))
	})
}

// divided is how a facet divides the lists, as far as it decides where links lead.
func (e *edition) divided(d *digest, facet string) {
	for _, s := range []section{inAgencies, inProjects, inSanctions} {
		_, all, _ := listOf(page{e, e.route.Home()}, s)
		d.Flag(all > e.opts.MostRows)
		for _, f := range e.facets[s] {
			if f.id == facet {
				d.Flag(f.offered, len(f.values) > mostValues)
			}
		}
	}
}

func (e *edition) onGroup(g *register.Group, h head, n, last int) material {
	size := e.opts.PageSize
	return func(d *digest) {
		h.add(d, n, last)
		e.agencyRows(d, onPage(g.Agencies, n, size))
		e.projectRows(d, onPage(g.Projects, n, size))
		e.sanctionRows(d, onPage(g.Sanctions, n, size))
	}
}

// yearHead is that of a year: in which lists it is; on page 1 how many disclosed, by which
// links lead to their rows, and who.
func (e *edition) yearHead(y yearBook) head {
	return headOf(func(d *digest) {
		d.num(y.Year.Year)
		e.divided(d, "year")
		for _, s := range []section{inProjects, inSanctions} {
			for _, f := range e.facets[s] {
				d.Flag(f.id == "year" && slices.ContainsFunc(f.values, func(v facetValue) bool { return v.id == y.String() }))
			}
		}
	}, func(d *digest) {
		d.num(len(y.accounts), len(y.Sanctions), len(y.Projects), len(y.Pay))
		d.totals(y.totals)
		d.tally(e.cov.Of(ledger.Whole, nil).Year(y.Year.Year))
		for _, g := range e.reg.Districts {
			d.Groups(g)
			d.tally(e.cov.Of(ledger.Districts, g).Year(y.Year.Year))
		}
		d.Keys(e.digests.peersIn(e.records, y.Year.Year))
	})
}

func (e *edition) onYear(y yearBook, h head, n, last int) material {
	size := e.opts.PageSize
	return func(d *digest) {
		h.add(d, n, last)
		for _, a := range onPage(y.accounts, n, size) {
			d.Text(a.section)
			e.payRow(d, a.Account, y.Year.Year)
		}
		e.projectRows(d, onPage(y.Projects, n, size))
		e.sanctionRows(d, onPage(y.Sanctions, n, size))
	}
}

// payRow is an agency with its pay of a year.
func (e *edition) payRow(d *digest, a *ledger.Account, year int) {
	d.agency(a.Agency)
	d.Groups(a.Agency.District)
	y := a.Year(year)
	if d.Flag(y != nil); y == nil {
		return
	}
	d.duty(&y.Pay)
	for _, p := range y.Tiers {
		if d.Flag(p != nil); p != nil {
			d.Keys(e.digests.pay[p])
		}
	}
}

func (e *edition) onPay(all []*ledger.Account, n int) material {
	if n == 1 {
		return e.everything()
	}
	return func(d *digest) {
		d.num(n, lastPage(e.opts.PageSize, len(all)))
		for _, a := range onPage(all, n, e.opts.PageSize) {
			e.payRow(d, a, e.headline)
		}
	}
}

func (e *edition) onCorrections(n int) material {
	all := e.reg.Corrections
	return func(d *digest) {
		d.num(n, lastPage(e.opts.PageSize, len(all)))
		for _, c := range onPage(all, n, e.opts.PageSize) {
			d.correction(c)
		}
	}
}

func (e *edition) onDuties(counts map[ledger.State]int, n int) material {
	return func(d *digest) {
		d.num(n, lastPage(e.opts.PageSize, len(e.led.Accounts)), len(e.led.Years))
		d.num(e.led.Years...)
		if n == 1 {
			for _, s := range ledger.States() {
				d.num(counts[s])
			}
		}
		for _, a := range onPage(e.led.Accounts, n, e.opts.PageSize) {
			d.agency(a.Agency)
			d.Keys(e.digests.agencies[a.Agency].account)
		}
	}
}

// gapsHead is that of all gaps: on page 1 how many agencies have one.
func (e *edition) gapsHead(all []gap) head {
	return headOf(func(*digest) {}, func(d *digest) {
		agencies := map[*register.Agency]bool{}
		for _, g := range all {
			agencies[g.agency] = true
		}
		d.num(len(all), len(agencies), e.bound())
	})
}

func (e *edition) onOverdue(all []gap, h head, n int) material {
	return func(d *digest) {
		h.add(d, n, lastPage(e.opts.PageSize, len(all)))
		for _, g := range onPage(all, n, e.opts.PageSize) {
			d.agency(g.agency)
			d.Groups(g.agency.District)
			d.num(g.year.Year, len(g.years))
			d.num(g.years...)
			d.duty(g.duty)
			for _, p := range g.year.Tiers {
				d.Flag(p != nil)
			}
		}
	}
}

func (e *edition) onFindings(n int) material {
	if n == 1 {
		return e.everything()
	}
	pages := e.findingsPages()
	from, to := pages.bounds(n)
	return func(d *digest) {
		d.num(n, pages.last())
		before := 0 // hits of the checks before
		for _, o := range e.opts.Crosschecks.Outcomes() {
			d.Text(string(o.ID))
			d.Flag(o.Made)
			of := func(hit int) int { return min(max(hit-before, 0), len(o.Hits)) }
			for _, h := range o.Hits[of(from):of(to)] {
				d.Keys(e.digests.hits[h])
			}
			before += len(o.Hits)
		}
	}
}

func (e *edition) ofComparisons(list ...comparison) material {
	return func(d *digest) {
		d.num(compareShards(len(e.reg.Agencies)), len(e.led.Years))
		d.num(e.led.Years...)
		for _, c := range list {
			d.Text(e.comparisonName(c).Text, e.comparisonPath(c, 1))
			d.num(len(c.agencies))
		}
	}
}

func (e *edition) onComparison(c comparison, n int) material {
	return func(d *digest) {
		shown := c.agencies
		d.Text(e.comparisonName(c).Text)
		d.num(n, lastPage(e.opts.PageSize, len(c.agencies)))
		if n == 1 {
			d.num(len(c.agencies))
			d.Text(page{e, e.comparisonPath(c, 1)}.comparisonLede(c).String())
		} else {
			shown = onPage(c.agencies, n, e.opts.PageSize)
		}
		for _, a := range shown {
			d.Keys(e.digests.agencies[a].page)
		}
	}
}

func (e *edition) ofContent(c content) material {
	return func(d *digest) {
		d.Text(c.Body, c.Summary, c.Title)
		d.Flag(c.foreign)
	}
}

// ofRows is the file of all rows of a list.
func (e *edition) ofRows(s section, h head) material {
	return func(d *digest) {
		d.Keys(h.first)
		switch s {
		case inAgencies:
			e.agencyRows(d, e.reg.Agencies)
		case inProjects:
			e.projectRows(d, e.reg.Projects)
		default:
			e.sanctionRows(d, e.reg.Sanctions)
		}
	}
}

// shardKey is the key of a shard of figures to compare.
func (r records) shardKey(list []*ledger.Account) tree.Key {
	var d digest
	for _, a := range list {
		d.Keys(r.digests.agencies[a.Agency].page)
	}
	return d.Key()
}

// namesKey is the key of the file of names to compare.
func (r records) namesKey() tree.Key {
	var d digest
	d.num(r.led.Headline(r.reg))
	d.Groups(r.reg.Districts...)
	for _, a := range r.reg.Agencies {
		d.Keys(r.digests.agencies[a].row)
	}
	return d.Key()
}
