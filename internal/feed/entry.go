package feed

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// maxFacts is how much of the facts a feed repeats, in runes.
const maxFacts = 120

// entry is a sanction as every feed that has it tells of it.
type entry struct {
	id        string
	title     string
	path      string // of the sanction's page
	source    string // address of the published decision; empty: none
	summary   string
	published day.Day
	updated   day.Day // never before published
	tags      []tag

	key  tree.Key // of all that is told above
	item []byte   // as it stands in any JSON Feed, where it is known; see jsonItem
	atom []byte   // as it stands in any Atom feed, where it is known; see atomEntry
}

// close adds the entry up.
func (e *entry) close() {
	var s tree.Sum
	s.Text(e.id, e.title, e.path, e.source, e.summary)
	s.Int(int64(e.published.Number()), int64(e.updated.Number()))
	for _, t := range e.tags {
		s.Text(t.term, t.label)
	}
	e.key = s.Key()
}

// tag is a value by which a reader may sort entries.
type tag struct{ term, label string }

func (w *writer) entry(s *register.Sanction) *entry {
	e := &entry{
		id:      w.permanentID(route.RecordID("sanctions", s.Slug), w.site.SanctionPage(s.Slug)), // also where pages are folded: an id stays
		title:   w.headline(s),
		path:    w.site.Sanction(s),
		summary: w.summary(s),
		updated: w.changed(s),
		tags:    w.tags(s),
	}
	e.published = w.later(w.later(day.Day{}, s.DecidedOn), s.PublishedOn)
	if e.published.IsZero() || e.published.After(e.updated) {
		e.published = e.updated
	}
	if web(s.SourceURL) {
		e.source = s.SourceURL
	}
	e.close()
	return e
}

// changed is the day on which a sanction last became another one to a reader: it
// was decided, published, got its status, or its term ran out; never after the
// register's day.
func (w *writer) changed(s *register.Sanction) day.Day {
	d := w.later(day.Day{}, s.DecidedOn)
	d = w.later(d, s.PublishedOn)
	status := w.later(day.Day{}, s.StatusOn)
	d = w.later(d, status)
	endedByStatus := s.Status == string(register.Ended) && !status.IsZero()
	if s.Standing == register.Ended && !endedByStatus && !s.ValidUntil.IsZero() && !s.ValidUntil.IsOpen() {
		d = w.later(d, s.ValidUntil.Add(1))
	}
	if d.IsZero() {
		return w.reg.AsOf
	}
	return d
}

// headline says the status first: 〔生效〕梅园社会工作服务中心：警告、罚款.
func (w *writer) headline(s *register.Sanction) string {
	standing := schema.ByID(schema.SanctionStatuses, string(s.Standing))
	return w.in("〔"+standing.ZH+"〕", "["+standing.EN+"] ") + w.subject(s) + w.in("：", ": ") + w.measures(s)
}

// subject is whom the sanction is about.
func (w *writer) subject(s *register.Sanction) string {
	party := s.SubjectName
	if s.Agency != nil {
		party = s.Agency.Name
	}
	switch {
	case s.Person == "":
		return party
	case party == "":
		return s.Person
	}
	return s.Person + w.in("（"+party+"）", " ("+party+")")
}

func (w *writer) measures(s *register.Sanction) string {
	names := make([]string, len(s.Measures))
	for i, m := range s.Measures {
		names[i] = m.In(w.lang)
	}
	return strings.Join(names, w.in("、", ", "))
}

// summary is the sanction in a few lines of plain text.
func (w *writer) summary(s *register.Sanction) string {
	var lines []string
	add := func(zh, en, value string) {
		if value != "" {
			lines = append(lines, w.in(zh+"：", en+": ")+value)
		}
	}
	add("对象", "Subject", w.subject(s))
	add("种类", "Measures", w.measures(s))
	if s.Fine.Given && s.Fine.Fen > 0 {
		add("罚款金额", "Fine", s.Fine.Grouped()+w.in("元", " yuan"))
	}
	add("文书号", "Document number", s.ID)
	add("作出机关", "Authority", s.AuthorityName)
	add("决定日期", "Decided on", s.DecidedOn.String())
	add("事实", "Facts", excerpt(s.Facts))
	return strings.Join(lines, "\n")
}

// excerpt is the beginning of a text on one line.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= maxFacts {
		return s
	}
	return string([]rune(s)[:maxFacts]) + "…"
}

func (w *writer) tags(s *register.Sanction) []tag {
	coded := func(codes []schema.Code, id string) tag {
		c := schema.ByID(codes, id)
		return tag{c.ID, w.in(c.ZH, c.EN)}
	}
	list := []tag{coded(schema.SanctionKinds, s.Kind), coded(schema.SanctionStatuses, string(s.Standing))}
	for _, m := range s.Measures {
		list = append(list, tag{cmp.Or(m.Code, m.Key), m.In(w.lang)})
	}
	list = append(list, tag{s.AuthorityName, s.AuthorityName})
	if s.Agency != nil && s.Agency.District != nil {
		d := s.Agency.District
		list = append(list, tag{d.Name, d.In(w.lang)})
	}
	return list
}

// in picks the Chinese or the English form.
func (w *writer) in(zh, en string) string {
	if w.lang == portal.English {
		return en
	}
	return zh
}

// stamp is a day's first moment in the portal's zone, as both standards want it.
func (w *writer) stamp(d day.Day) string { return w.moment(d).Format(time.RFC3339) }

func (w *writer) moment(d day.Day) time.Time {
	zone := w.reg.Settings.Zone
	if zone == nil {
		zone = time.UTC
	}
	return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, zone)
}

// web says whether an address may be linked to.
func web(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}
