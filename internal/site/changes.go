package site

import (
	"html/template"

	"gongshi/internal/changelog"
	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

const (
	// mostChanges is about how many entries of the log pages show, the newest ones, as many as
	// stand on whole pages; the rest is in the downloads.
	mostChanges = 1_000
	// changesPerPage is how many entries stand on a page for each row of a table on one: they are short.
	changesPerPage = 2
	// homeChanges is how many the first page tells.
	homeChanges = 5
)

// changesView is a page of the log of changes.
type changesView struct {
	Frame   *frame
	Heading string
	Extent  string // since when there is a log, and what is left out
	Nothing string // where there is no entry: why
	Days    []changesOfDay
	Files   []template.HTML
	Pager   pager
}

// changesOfDay is what one publication changed. Counts are of the whole day, also where its
// entries are on several pages.
type changesOfDay struct {
	ID, Day string
	Counts  []string
	Entries []template.HTML
}

// changePages is how the whole log goes over pages, and how many of them there are: those
// with the oldest entries are not made. Were the shown entries divided by themselves, each
// new one would move all of them.
func (e *edition) changePages() (pages paged, last int) {
	pages = paged{size: changesPerPage * e.opts.PageSize, total: len(e.opts.Changes.All())}
	return pages, min(pages.last(), max(1, mostChanges/pages.size))
}

// addChanges adds the pages of the log.
func (e *edition) addChanges(add adder) {
	_, last := e.changePages()
	for n := range last {
		add(e.route.Changes(n+1), "changes.html", e.onChanges(n+1), func(p page) any { return p.changes(n + 1) })
	}
}

func (p page) changes(n int) any {
	w, all := p.words, p.opts.Changes.All()
	pages, last := p.changePages()
	title := p.numbered(w.ChangeLog, n)
	v := changesView{
		Frame: p.frame(about{
			title: title, summary: w.ChangesLede, section: inData,
			alternates: []alternate{{"application/atom+xml", w.ChangeLog, p.to(route.ChangesAtom)}, {"application/feed+json", w.ChangeLog, p.to(route.ChangesJSON)}},
		}),
		Heading: title, Pager: p.pager(n, last, p.route.Changes),
		Files: p.links(
			label{Text: w.FileFeedAtom, Href: p.to(route.ChangesAtom)}, label{Text: w.FileFeedJSON, Href: p.to(route.ChangesJSON)},
			label{Text: w.CSVExact, Href: p.to(route.Download("changes.csv"))}, label{Text: w.JSON, Href: p.to(changes.Path)}),
	}
	since := p.opts.Changes.Since()
	switch {
	case since.IsZero() && len(all) == 0:
		v.Nothing = w.ChangesNever
	case len(all) == 0:
		v.Nothing = words.Fill(w.ChangesNone, "date", since.String())
	case !since.IsZero():
		v.Extent = words.Fill(w.ChangesSince, "date", since.String())
	}
	if older := p.olderChanges(); older > 0 {
		v.Extent += w.Gap + words.Count(w.ChangesOlder, older)
	}
	list := onPage(all, n, pages.size)
	for i := range list {
		if i == 0 || list[i].On != list[i-1].On {
			d := list[i].On
			v.Days = append(v.Days, changesOfDay{ID: "d-" + d.String(), Day: p.date(d), Counts: p.changeCounts(d)})
		}
		last := &v.Days[len(v.Days)-1]
		last.Entries = append(last.Entries, p.changeEntry(&list[i]))
	}
	return v
}

// olderChanges is how many entries have no page.
func (e *edition) olderChanges() int {
	pages, last := e.changePages()
	_, shown := pages.bounds(last)
	return pages.total - shown
}

// changeEntry is an entry as a sentence that leads to the record.
func (p page) changeEntry(e *changelog.Entry) template.HTML {
	said := e.Sentence(p.words)
	list := make(phrase, len(said))
	for i, s := range said {
		list[i] = label{Text: s.Text, Data: s.Data, Keep: s.Keep}
		if s.Record {
			list[i].Href = p.to(e.Path(p.route))
		}
	}
	return p.html(list...)
}

// changeCounts says how many records of each table a day changed, and how.
func (e *edition) changeCounts(on day.Day) []string {
	w, n := e.words, e.opts.Changes.Counts(on)
	var list []string
	for _, t := range schema.Tables() {
		var counts string
		for _, k := range []struct {
			kind changes.Kind
			form string
		}{{changes.Added, w.CountAdded}, {changes.Changed, w.CountChanged}, {changes.Removed, w.CountRemoved}} {
			if count := n[changelog.Group{Table: t.Name, Kind: k.kind}]; count > 0 {
				if counts != "" {
					counts += w.Enumeration
				}
				counts += words.Count(k.form, count)
			}
		}
		if counts != "" {
			list = append(list, words.Fill(w.ChangesIn, "table", e.tableName(t.Name), "counts", counts))
		}
	}
	return list
}

// latestChanges is what the first page tells of the log.
func (p page) latestChanges() []template.HTML {
	all := p.opts.Changes.All()
	var list []template.HTML
	for i := range all[:min(homeChanges, len(all))] {
		list = append(list, p.changeEntry(&all[i]))
	}
	return list
}

// onChanges is what a page of the log is made of.
func (e *edition) onChanges(n int) material {
	pages, last := e.changePages()
	list := onPage(e.opts.Changes.All(), n, pages.size)
	return func(d *digest) {
		d.num(n, last, e.olderChanges())
		d.Flag(pages.total > 0)
		d.Days(e.opts.Changes.Since())
		for i := range list {
			if i == 0 || list[i].On != list[i-1].On {
				d.Days(list[i].On)
				d.Texts(e.changeCounts(list[i].On))
			}
			e.changeSaid(d, &list[i])
		}
	}
}

// onHome is what the first page is made of.
func (e *edition) onHome() material {
	all := e.opts.Changes.All()
	return func(d *digest) {
		d.Keys(e.digests.all)
		d.num(min(homeChanges, len(all)))
		for i := range all[:min(homeChanges, len(all))] {
			e.changeSaid(d, &all[i])
		}
	}
}

// changeSaid is the sentence of an entry and where it leads.
func (e *edition) changeSaid(d *digest, c *changelog.Entry) {
	d.Text(c.Path(e.route))
	for _, s := range c.Sentence(e.words) {
		d.Text(s.Text)
		d.Flag(s.Data, s.Keep, s.Record)
	}
}
