package site

import (
	"html/template"
	"slices"

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
	Earlier []publication // on the first page: those that are on others
	Files   []template.HTML
	Pager   pager
}

// publication is one that another page tells of. Its ID is on the first page, so that its
// address there stays when its entries move on.
type publication struct {
	ID    string
	Day   template.HTML
	Count string
}

// changesOfDay is what one publication changed. Counts are of the whole day, also where its
// entries are on several pages.
type changesOfDay struct {
	ID, Day string
	Address string // of the day on the first page, which stays
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

// dayID is where a day stands on a page of the log.
func dayID(d day.Day) string { return "d-" + d.String() }

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
	list := changelog.Gather(onPage(p.opts.Changes.ByWeight(), n, pages.size))
	for i := range list {
		if i == 0 || list[i].On != list[i-1].On {
			d := list[i].On
			v.Days = append(v.Days, changesOfDay{ID: dayID(d), Day: p.date(d), Address: p.to(p.route.Changes(1)) + "#" + dayID(d), Counts: p.changeCounts(d)})
		}
		last := &v.Days[len(v.Days)-1]
		last.Entries = append(last.Entries, p.changeEntry(&list[i]))
	}
	if n == 1 {
		v.Earlier = p.earlier()
	}
	return v
}

// olderChanges is how many entries have no page.
func (e *edition) olderChanges() int {
	pages, last := e.changePages()
	_, shown := pages.bounds(last)
	return pages.total - shown
}

// begins is a publication whose entries begin on a later page than the first.
type begins struct {
	on   day.Day
	page int
}

// later is the publications that begin on later pages.
func (e *edition) later() []begins {
	var list []begins
	all := e.opts.Changes.ByWeight()
	pages, last := e.changePages()
	_, shown := pages.bounds(last)
	for i := pages.first(); i < shown; i++ {
		if on := all[i].On; on != all[i-1].On {
			list = append(list, begins{on, pages.of(i)})
		}
	}
	return list
}

// earlier is where later pages tell of publications.
func (p page) earlier() []publication {
	var list []publication
	for _, b := range p.later() {
		list = append(list, publication{
			ID: dayID(b.on), Day: p.label(label{Text: p.date(b.on), Href: p.to(p.route.Changes(b.page)) + "#" + dayID(b.on), Keep: true}),
			Count: words.Count(p.words.PublicationCount, p.changesOn(b.on)),
		})
	}
	return list
}

// changeEntry is an entry as a sentence that leads to the record, and to the agency that it is
// about.
func (p page) changeEntry(e *changelog.Entry) template.HTML {
	return p.html(p.changeSaid(e.Sentence(p.words), e)...)
}

func (p page) changeSaid(said []changelog.Piece, e *changelog.Entry) phrase {
	list := make(phrase, len(said))
	for i, s := range said {
		list[i] = label{Text: s.Text, Data: s.Data, Keep: s.Keep}
		switch {
		case s.Record:
			list[i].Href = p.to(e.Path(p.route))
		case s.Agency:
			list[i].Href = p.to(p.route.Agency(e.Of()))
		}
	}
	return list
}

// changesOn is how many records a day changed.
func (e *edition) changesOn(on day.Day) int {
	n := 0
	for _, count := range e.opts.Changes.Counts(on) {
		n += count
	}
	return n
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

// latestView is what the first page tells of the newest publication.
type latestView struct {
	Lede    string
	Entries []template.HTML
	More    template.HTML // empty: there are no more
	All     template.HTML
}

// latest is the entries of the newest publication that weigh most, and how many it has besides.
func (e *edition) latest() (list []changelog.Entry, more int) {
	list = e.opts.Changes.ByWeight()
	if i := slices.IndexFunc(list, func(c changelog.Entry) bool { return c.On != list[0].On }); i >= 0 {
		list = list[:i]
	}
	return firstLines(list, homeChanges)
}

// firstLines are the first entries, gathered, and of how many nothing is said.
func firstLines(list []changelog.Entry, most int) (lines []changelog.Entry, more int) {
	lines = changelog.Gather(list)
	for _, left := range lines[min(most, len(lines)):] {
		more += 1 + left.More
	}
	return lines[:min(most, len(lines))], more
}

// latestChanges is nil where the log has no entry.
func (p page) latestChanges() *latestView {
	list, more := p.latest()
	if len(list) == 0 {
		return nil
	}
	w, on, log := p.words, list[0].On, p.to(p.route.Changes(1))
	v := &latestView{Lede: words.Count(w.ChangesNewest, p.changesOn(on), "date", on.String()), All: p.label(label{Text: w.ChangesAll, Href: log})}
	if more > 0 {
		v.More = p.label(label{Text: words.Count(w.ChangesRest, more), Href: log + "#" + dayID(on)})
	}
	for i := range list {
		v.Entries = append(v.Entries, p.changeEntry(&list[i]))
	}
	return v
}

// onChanges is what a page of the log is made of.
func (e *edition) onChanges(n int) material {
	pages, last := e.changePages()
	list := changelog.Gather(onPage(e.opts.Changes.ByWeight(), n, pages.size))
	return func(d *digest) {
		d.num(n, last, e.olderChanges())
		d.Flag(pages.total > 0)
		d.Days(e.opts.Changes.Since())
		for i := range list {
			if i == 0 || list[i].On != list[i-1].On {
				d.Days(list[i].On)
				d.Texts(e.changeCounts(list[i].On))
			}
			e.changed(d, &list[i])
		}
		if n > 1 {
			return
		}
		for _, b := range e.later() {
			d.Days(b.on)
			d.num(b.page, e.changesOn(b.on))
		}
	}
}

// onHome is what the first page is made of.
func (e *edition) onHome() material {
	list, more := e.latest()
	return func(d *digest) {
		d.Keys(e.digests.all)
		d.num(len(list), more)
		for i := range list {
			d.Days(list[i].On)
			e.changed(d, &list[i])
		}
	}
}

// changed is the sentence of an entry and where it leads.
func (e *edition) changed(d *digest, c *changelog.Entry) {
	d.Text(c.Path(e.route))
	d.agency(c.Of())
	for _, s := range c.Sentence(e.words) {
		d.Text(s.Text)
		d.Flag(s.Data, s.Keep, s.Record, s.Agency)
	}
}
