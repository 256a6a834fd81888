package site

import (
	"html/template"
	"slices"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// facet is a way to divide a list whose values have pages of their own, so that a list can
// be narrowed without a script. With one, the facets that are offered are selections above
// the list, and can be put together.
type facet struct {
	id      string // as in addresses and in the search
	heading string
	index   string // the path of the list of all values
	kind    route.Kind
	own     bool   // its pages are made here, and not with the groups or the years
	note    string // how a record comes to stand under a value; empty: it says itself
	offered bool   // its values are few
	values  []facetValue
}

// facetValue is a value that has records in the list, with those of them.
type facetValue struct {
	id    string // as in the search
	name  label  // without a link
	path  string // of its first page
	group *register.Group
	feed  string // the path of the feed of its sanctions; empty: none
}

// Grades that a project without any result has instead.
const (
	noGradeYet   = "none-yet"
	notDisclosed = "not-disclosed"
	noRuleAsks   = "no-rule"
)

// openFacets divides the three lists.
func (e *edition) openFacets() map[section][]facet {
	w, r := e.words, e.reg
	districts := facet{id: "district", heading: w.District, kind: route.Districts, offered: true}
	fields := facet{id: "field", heading: w.Field, kind: route.Fields, offered: true}
	years := facet{id: "year", heading: w.Year, index: e.route.Years(), offered: true}
	duties := facet{id: "duty", heading: w.FacetDuty, kind: route.Standings, own: true, note: w.NoteDuty, offered: true}
	grades := facet{id: "grade", heading: w.FacetGrade, kind: route.Grades, own: true, note: w.NoteGrade, offered: true}
	statuses := facet{id: "status", heading: w.State, kind: route.Statuses, own: true, offered: true}
	measures := facet{id: "measure", heading: w.FacetMeasure, kind: route.Measures, own: true, note: w.NoteMeasure, offered: true}
	authorities := facet{id: "authority", heading: w.Authority, kind: route.Authorities, own: true, offered: true}
	purchasers := facet{id: "purchaser", heading: w.Purchaser, kind: route.Purchasers}
	district, field := e.groupValues(route.Districts, r.Districts), e.groupValues(route.Fields, r.Fields)
	year := e.yearValues()
	return map[section][]facet{
		inAgencies: e.with(inAgencies, districts.of(district), fields.of(field), duties.of(e.dutyValues())),
		inProjects: e.with(inProjects, fields.of(field), grades.of(e.gradeValues()), years.of(year), districts.of(district),
			purchasers.of(e.groupValues(route.Purchasers, r.Purchasers))),
		inSanctions: e.with(inSanctions, statuses.of(e.statusValues()), measures.of(e.groupValues(route.Measures, r.Measures)), years.of(year),
			authorities.of(e.groupValues(route.Authorities, r.Authorities)), districts.of(district)),
	}
}

func (f facet) of(values []facetValue) facet {
	f.values = values
	return f
}

// with keeps the values that have records in a list.
func (e *edition) with(s section, list ...facet) []facet {
	for i := range list {
		f := &list[i]
		if f.kind != "" {
			f.index = e.route.Groups(f.kind)
		}
		f.values = slices.DeleteFunc(slices.Clone(f.values), func(v facetValue) bool { return v.count(s) == 0 })
	}
	return list
}

// count is how many records of a list have the value.
func (v facetValue) count(s section) int {
	switch s {
	case inAgencies:
		return len(v.group.Agencies)
	case inProjects:
		return len(v.group.Projects)
	}
	return len(v.group.Sanctions)
}

// records are those of a list that have the value.
func (v facetValue) records(s section) []any {
	switch s {
	case inAgencies:
		return anys(v.group.Agencies)
	case inProjects:
		return anys(v.group.Projects)
	}
	return anys(v.group.Sanctions)
}

// anys is a list of records of one kind as keys of maps of any.
func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, r := range list {
		out[i] = r
	}
	return out
}

// feeds is the feeds that kinds of groups have.
var feeds = map[route.Kind]route.Topic{route.Measures: route.ByMeasure, route.Authorities: route.ByAuthority, route.Districts: route.ByDistrict}

func (e *edition) groupValues(k route.Kind, list []*register.Group) []facetValue {
	values := make([]facetValue, len(list))
	for i, g := range list {
		values[i] = facetValue{id: g.Name, name: e.groupName(g), path: e.route.Group(k, g, 1), group: g}
		if topic, ok := feeds[k]; ok {
			values[i].feed = route.GroupFeed(topic, g, "xml")
		}
	}
	return values
}

func (e *edition) yearValues() []facetValue {
	values := make([]facetValue, len(e.reg.Years))
	for i, y := range e.reg.Years {
		values[i] = facetValue{
			id: y.String(), name: label{Text: y.String(), Keep: true}, path: e.route.Year(y, 1),
			group: &register.Group{Projects: y.Projects, Sanctions: y.Sanctions},
		}
	}
	return values
}

// coded makes the values of a closed list, in its order, with an empty group each. A slug
// has no underscore.
func (e *edition) coded(k route.Kind, list []schema.Code) ([]facetValue, map[string]*register.Group) {
	values, groups := make([]facetValue, len(list)), map[string]*register.Group{}
	for i, c := range list {
		g := &register.Group{Key: c.ID, Code: c.ID, Slug: strings.ReplaceAll(c.ID, "_", "-"), Name: c.ZH, NameEN: c.EN, Known: true}
		groups[c.ID] = g
		values[i] = facetValue{id: c.ID, name: label{Text: e.words.CodeName(c)}, path: e.route.Group(k, g, 1), group: g}
	}
	return values, groups
}

// dutyValues are the agencies by how they stand with their duties, as the search has it.
func (e *edition) dutyValues() []facetValue {
	values, groups := e.coded(route.Standings, ledger.Standings())
	for _, a := range e.reg.Agencies {
		for _, c := range e.led.Of(a).Standings() {
			groups[c.ID].Agencies = append(groups[c.ID].Agencies, a)
		}
	}
	return values
}

// gradeValues are the projects by their latest evaluation, then those without any.
func (e *edition) gradeValues() []facetValue {
	w := e.words
	without := []schema.Code{{ID: noGradeYet}, {ID: notDisclosed}, {ID: noRuleAsks}}
	values, groups := e.coded(route.Grades, append(slices.Clone(schema.Grades), without...))
	for i, name := range []string{w.GradeNoneYet, w.NoResult, w.GradeNoRule} {
		values[len(schema.Grades)+i].name.Text = name
	}
	for _, r := range e.reg.Projects {
		if g := groups[e.gradeOf(r)]; g != nil {
			g.Projects = append(g.Projects, r)
		}
	}
	return values
}

// gradeOf is the grade of a project's latest evaluation, else why it has none.
func (e *edition) gradeOf(r *register.Project) string {
	if n := len(r.Evaluations); n > 0 {
		return r.Evaluations[n-1].Grade
	}
	switch e.withoutResult(r) {
	case resultMissing:
		return notDisclosed
	case resultUnasked:
		return noRuleAsks
	}
	return noGradeYet
}

// statusValues are the sanctions by where they stand.
func (e *edition) statusValues() []facetValue {
	var list []schema.Code
	for _, s := range standings {
		list = append(list, schema.Code{ID: string(s), ZH: string(s), EN: string(s)})
	}
	values, groups := e.coded(route.Statuses, list)
	for i, s := range standings {
		values[i].name.Text = e.standing(&register.Sanction{Judgement: register.Judgement{Standing: s}}).Word
	}
	for _, s := range e.reg.Sanctions {
		if g := groups[string(s.Standing)]; g != nil {
			g.Sanctions = append(g.Sanctions, s)
		}
	}
	return values
}

// standings is where sanctions that are shown can stand, in the order in which a list of
// them is sorted.
var standings = []register.Standing{register.InForce, register.Appealed, register.Ended, register.Repaired, register.Withdrawn}

// facetBox is a facet as pages show it: its values are links with their counts.
type facetBox struct {
	ID, Heading string
	Current     template.HTML // the value that the page is about; empty: none
	Values      []facetLink
	All         template.HTML // leads to all values where not all stand here; empty: they do
	Offered     bool
}

type facetLink struct {
	ID, Text, Href string
	Data, Current  bool
	Count          string // empty: it is not said
}

// mostValues is how many values of a facet stand on a list's page: those with most records.
const mostValues = 24

// facetBoxes is the facets of a list, for a page about a value of one of them or about
// none, rendered once for each. The first page says how many records the values have, and
// which have most: another page would change with all of them.
func (e *edition) facetBoxes(s section, current string, counted bool) template.HTML {
	type key struct {
		s       section
		current string
		counted bool
	}
	k := key{s, current, counted}
	if h, ready := e.rows.Load(k); ready {
		return h.(template.HTML)
	}
	p := page{e, page{e, e.route.Agencies(1)}.place()}
	var boxes []facetBox
	for _, f := range e.facets[s] {
		if len(f.values) > 0 {
			boxes = append(boxes, p.facetBox(f, s, current, counted))
		}
	}
	h := template.HTML("")
	if len(boxes) > 0 {
		h = e.fragment("facets", boxes)
	}
	e.rows.Store(k, h)
	return h
}

func (p page) facetBox(f facet, s section, current string, counted bool) facetBox {
	box := facetBox{ID: f.id, Heading: f.heading, Offered: f.offered && len(f.values) <= mostValues}
	shown := f.values
	if len(shown) > mostValues {
		box.All = p.label(label{Text: words.Count(p.words.FacetAll, len(shown)), Href: p.to(f.index)})
		shown = slices.Clone(shown)
		slices.SortStableFunc(shown, func(a, b facetValue) int { return b.count(s) - a.count(s) })
		shown = shown[:mostValues]
		if !counted {
			shown = nil
		}
	}
	for _, v := range f.values {
		if v.path == current {
			box.Current = p.label(v.name)
		}
	}
	for _, v := range shown {
		l := facetLink{ID: v.id, Text: v.name.Text, Data: v.name.Data, Href: p.to(v.path), Current: v.path == current}
		if counted {
			l.Count = words.Grouped(v.count(s))
		}
		box.Values = append(box.Values, l)
	}
	return box
}

// addFacets adds the pages of the values of facets, and those that list the values. The
// list of how agencies stand with their duties is the matrix, which is made elsewhere.
func (e *edition) addFacets(add adder) {
	for _, s := range []section{inAgencies, inProjects, inSanctions} {
		head := e.listHead(s)
		for _, f := range e.facets[s] {
			if !f.own || len(f.values) == 0 {
				continue
			}
			if f.kind != route.Standings {
				add(f.index, "facet.html", e.ofValues(f, s, head), func(p page) any { return p.facetIndex(f, s) })
			}
			for _, v := range f.values {
				for n := range lastPage(e.opts.PageSize, v.count(s)) {
					add(e.route.Group(f.kind, v.group, n+1), "list.html", e.onList(head, n+1, v.count(s), func(d *digest) { e.valueRows(d, v, n+1) }), func(p page) any { return p.facetPage(f, v, s, n+1) })
				}
			}
		}
	}
	add(e.route.Totals(), "totals.html", e.everything(), page.totals)
}

// withoutPage says that a kind of values has no list of its own, since no record has one.
func (e *edition) withoutPage(k route.Kind) bool {
	for _, list := range e.facets {
		for _, f := range list {
			if f.kind == k && f.own {
				return len(f.values) == 0
			}
		}
	}
	return false
}

// facetPage is page n of the records of a list that have a value.
func (p page) facetPage(f facet, v facetValue, s section, n int) any {
	w, size := p.words, p.opts.PageSize
	of := words.Grouped
	name, all, form := listOf(p, s)
	last := lastPage(size, v.count(s))
	lede, summary := p.lede(n, last, func() phrase { return plain(words.Fill(form, "n", of(v.count(s)), "all", of(all))) })
	title := p.numbered(v.name.Text, n)
	a := about{
		title: title, asWritten: v.name.Data, section: s, scripts: []string{p.opts.Assets.Table},
		summary: f.heading + w.Colon + v.name.Text + w.Gap + summary,
		crumbs:  []label{name, {Text: f.heading, Href: p.to(f.index)}},
	}
	view := listView{
		Heading: p.html(join("", plain(f.heading+w.Colon), phrase{numberedLabel(v.name, title)})...), Lede: p.html(lede...), Note: p.html(p.facetNote(f, v)...),
		Facets: p.facetBoxes(s, v.path, n == 1), Tools: p.tools(s, n, v.count(s), f.id, v.id),
		Pager: p.pager(n, last, func(n int) string { return p.route.Group(f.kind, v.group, n) }),
	}
	switch s {
	case inAgencies:
		view.Agencies = p.agencyTable(onPage(v.group.Agencies, n, size))
	case inProjects:
		view.Projects = p.projectTable(onPage(v.group.Projects, n, size), true, true)
	case inSanctions:
		view.Sanctions = p.sanctionTable(onPage(v.group.Sanctions, n, size))
	}
	if v.feed != "" {
		a.alternates = []alternate{{"application/atom+xml", v.name.Text, p.to(v.feed)}}
		view.Files = p.links(label{Text: w.FileFeedAtom, Href: p.to(v.feed)})
	}
	view.Frame = p.frame(a)
	return view
}

// facetTerms is the terms of the glossary by the values of facets that they explain.
var facetTerms = map[string]string{
	string(ledger.Overdue): "overdue", string(ledger.Missing): "not-disclosed", string(ledger.Late): "late", string(ledger.Due): "not-due",
	string(ledger.NilReturn): "nil-return", string(ledger.NotRequired): "not-required", string(ledger.NoRule): "no-rule",
	string(register.InForce): "in-force", string(register.Appealed): "appeal", string(register.Ended): "in-force",
	string(register.Repaired): "repair", string(register.Withdrawn): "withdrawal", "passed-after-rectification": "rectification",
}

// facetNote says how a record comes to stand under a value, and what the value means.
func (p page) facetNote(f facet, v facetValue) phrase {
	note := phrase{}
	if f.note != "" {
		note = plain(f.note)
	}
	if t := p.term(facetTerms[v.id]); f.own && t.ID != "" {
		note = join(p.words.Gap, note, p.gloss(plain(t.Name+p.words.Colon+t.Meaning), t.ID))
	}
	return note
}

func numberedLabel(l label, text string) label {
	l.Text = text
	return l
}

// listOf is what a list is called, how many records it has, and how to say that so many of
// them stand on a page.
func listOf(p page, s section) (name label, all int, form string) {
	w, r := p.words, p.reg
	switch s {
	case inAgencies:
		return label{Text: w.Agencies, Href: p.to(p.route.Agencies(1))}, len(r.Agencies), w.PartOfAgencies
	case inProjects:
		return label{Text: w.Projects, Href: p.to(p.route.Projects(1))}, len(r.Projects), w.PartOfProjects
	}
	return label{Text: w.Sanctions, Href: p.to(p.route.Sanctions(1))}, len(r.Sanctions), w.PartOfSanctions
}

// facetView is the list of the values of a facet.
type facetView struct {
	Frame         *frame
	Heading, Note string
	Lede          template.HTML
	Records       string // what is counted
	ShowInForce   bool
	Rows          []facetRow
}

type facetRow struct {
	Name           template.HTML
	Count, InForce value
	Feed           template.HTML
}

func (p page) facetIndex(f facet, s section) any {
	w := p.words
	name, _, _ := listOf(p, s)
	lede := plain(words.Count(w.FacetLede, len(f.values)))
	v := facetView{
		Frame: p.frame(about{
			title: f.heading, section: s, summary: words.Fill(w.Aggregate, "title", f.heading, "summary", lede.String()),
			crumbs: []label{name}, scripts: []string{p.opts.Assets.Table},
		}),
		Heading: f.heading, Note: f.note, Lede: p.html(lede...), Records: name.Text, ShowInForce: s == inSanctions && f.kind != route.Statuses,
	}
	for _, value := range f.values {
		value.name.Href = p.to(value.path)
		row := facetRow{Name: p.label(value.name), Count: number(value.count(s)), InForce: number(inForce(value.group.Sanctions))}
		if value.feed != "" {
			row.Feed = p.label(label{Text: w.FileFeedAtom, Href: p.to(value.feed)})
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
