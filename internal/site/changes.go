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
	// mostChanges is how many entries of the log pages show, the newest ones. Each new entry
	// moves all others by one, so that every page is made again; the rest is in the downloads.
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

// shownChanges are the entries that have a place on a page.
func (e *edition) shownChanges() []changelog.Entry {
	all := e.opts.Changes.ByWeight()
	return all[:min(mostChanges, len(all))]
}

// dayID is where a day stands on a page of the log.
func dayID(d day.Day) string { return "d-" + d.String() }

// addChanges adds the pages of the log.
func (e *edition) addChanges(add adder) {
	for n := range lastPage(changesPerPage*e.opts.PageSize, len(e.shownChanges())) {
		add(e.route.Changes(n+1), "changes.html", e.onChanges(n+1), func(p page) any { return p.changes(n + 1) })
	}
}

func (p page) changes(n int) any {
	w, all, shown := p.words, p.opts.Changes.All(), p.shownChanges()
	size := changesPerPage * p.opts.PageSize
	title := p.numbered(w.ChangeLog, n)
	v := changesView{
		Frame: p.frame(about{
			title: title, summary: w.ChangesLede, section: inData,
			alternates: []alternate{{"application/atom+xml", w.ChangeLog, p.to(route.ChangesAtom)}, {"application/feed+json", w.ChangeLog, p.to(route.ChangesJSON)}},
		}),
		Heading: title, Pager: p.pager(n, lastPage(size, len(shown)), p.route.Changes),
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
	if older := len(all) - len(shown); older > 0 {
		v.Extent += w.Gap + words.Count(w.ChangesOlder, older)
	}
	list := changelog.Gather(onPage(shown, n, size))
	for i := range list {
		if i == 0 || list[i].On != list[i-1].On {
			d := list[i].On
			v.Days = append(v.Days, changesOfDay{ID: dayID(d), Day: p.date(d), Address: p.to(p.route.Changes(1)) + "#" + dayID(d), Counts: p.changeCounts(d)})
		}
		last := &v.Days[len(v.Days)-1]
		last.Entries = append(last.Entries, p.changeEntry(&list[i]))
	}
	if n == 1 {
		v.Earlier = p.earlier(shown, size)
	}
	return v
}

// earlier is the publications that begin on later pages.
func (p page) earlier(shown []changelog.Entry, size int) []publication {
	var list []publication
	for i := size; i < len(shown); i++ {
		d := shown[i].On
		if d == shown[i-1].On {
			continue
		}
		list = append(list, publication{
			ID: dayID(d), Day: p.label(label{Text: p.date(d), Href: p.to(p.route.Changes(i/size+1)) + "#" + dayID(d), Keep: true}),
			Count: words.Count(p.words.PublicationCount, p.changesOn(d)),
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
	all, shown := e.opts.Changes.All(), e.shownChanges()
	size := changesPerPage * e.opts.PageSize
	list := changelog.Gather(onPage(shown, n, size))
	return func(d *digest) {
		d.num(n, len(all), len(shown))
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
		for i := size; i < len(shown); i++ {
			if on := shown[i].On; on != shown[i-1].On {
				d.Days(on)
				d.num(i, e.changesOn(on))
			}
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
