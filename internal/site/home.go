package site

import (
	"cmp"
	"html/template"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// homeView is the first page: a sentence, the search, and what lies behind the sentence.
type homeView struct {
	Frame         *frame
	Opening       template.HTML
	Search        searchForm
	ByYear        *byYear // nil: less than two years
	Sentences     []template.HTML
	Sanctions     []sanctionRow
	AllSanctions  template.HTML
	Feed          string
	Missing       []missingGroup
	NothingIsOpen string // where nothing is missing: why
	AllMissing    template.HTML
	Matrix        template.HTML
	Districts     districtStrip
	Changes       *latestView // nil: there are none to tell of
	Browse        []template.HTML
}

// searchForm is the field that leads to the search page.
type searchForm struct {
	Action   string
	Fetch    string // addresses that the search page loads, with spaces between
	Examples []template.HTML
}

// homeRows is how many sanctions the first page shows.
const homeRows = 5

func (p page) home() any {
	opening := p.opening()
	newest := p.reg.Sanctions[:min(homeRows, len(p.reg.Sanctions))]
	v := homeView{
		Frame: p.frame(about{
			summary:    opening.String(),
			alternates: []alternate{{"application/feed+json", p.words.FeedTitle, p.to(route.JSONFeed)}},
			data:       p.website(),
		}),
		Opening:   p.html(opening...),
		Search:    p.searchForm(),
		ByYear:    p.byYearOfAll(),
		Sentences: p.sentences(),
		Sanctions: p.sanctionEntries(newest),
		Feed:      p.to(route.AtomFeed),
		Matrix:    p.label(label{Text: p.words.Matrix, Href: p.to(p.route.Duties(1))}),
		Districts: p.districtStrip(),
		Browse:    p.browse(),
		Changes:   p.latestChanges(),
	}
	if n := len(p.reg.Sanctions); n > 0 {
		v.AllSanctions = p.label(label{Text: words.Count(p.words.AllSanctions, n), Href: p.to(p.route.Sanctions(1))})
	}
	for i := range v.Sanctions {
		v.Sanctions[i].Facts = ""
	}
	gaps := p.gaps()
	v.Missing, v.AllMissing = p.missing(gaps), p.allMissing(gaps)
	if len(gaps) == 0 {
		v.NothingIsOpen = p.nothingIsOpen()
	}
	return v
}

// opening is the sentence that the first page begins with.
func (p page) opening() phrase {
	w := p.words
	if p.headline == 0 {
		link := func(form string, n int, path string) phrase {
			return phrase{{Text: words.Count(form, n), Href: p.to(path), Keep: true}}
		}
		return say(w.HomeNoYear,
			slot{"agencies", link(w.CountAgencies, len(p.reg.Agencies), p.route.Agencies(1))},
			slot{"projects", link(w.CountProjects, len(p.reg.Projects), p.route.Projects(1))},
			slot{"sanctions", link(w.CountSanctions, len(p.reg.Sanctions), p.route.Sanctions(1))})
	}
	t := p.led.PayTotals(p.headline)
	return say(w.HomeOpening,
		slot{"year", keep(strconv.Itoa(p.headline))},
		slot{"required", p.requiredIn(w.HomeRequired, t)},
		slot{"clauses", p.payClauses(t)})
}

// requiredIn is how many had to disclose pay, with the way to them.
func (p page) requiredIn(form string, t ledger.Totals) phrase {
	l := label{Text: words.Count(form, len(t.Required)), Keep: true}
	if len(t.Required) > 0 {
		l.Href = p.to(p.yearPath(t.Year)) + "#" + sectionAll
	}
	return phrase{l}
}

// sectionAll is the id of all accounts of a year, whatever their section.
const sectionAll = "who"

// yearPath is the path of a year's page.
func (e *edition) yearPath(year int) string {
	return e.route.Year(&register.Year{Year: year}, 1)
}

// payClauses says how many disclosed, were late and did not, each with a link to
// the rows; what did not happen is left out.
func (p page) payClauses(t ledger.Totals) phrase {
	w := p.words
	clause := func(form, number, id string, list []*ledger.Account, tone string) phrase {
		if len(list) == 0 {
			return nil
		}
		href := p.to(p.yearSection(t.Year, id))
		return say(form, slot{"count", phrase{{Text: words.Count(number, len(list)), Href: href, Tone: tone}}})
	}
	clauses := join(w.Comma,
		clause(w.HomeDisclosed, w.CountHouses, sectionDisclosed, t.Disclosed, ""),
		clause(w.HomeLate, w.CountHouses, sectionLate, t.Late, ""),
		clause(w.HomeDue, w.CountHouses, sectionDue, t.Due, ""),
		clause(w.HomeOpen, w.HomeOpenCount, sectionOpen, t.Open, alarm))
	if clauses == nil {
		return say(w.HomeDisclosed, slot{"count", plain(words.Count(w.CountHouses, 0))})
	}
	return clauses
}

// bareForm is the field without examples.
func (p page) bareForm() searchForm {
	return searchForm{
		Action: p.to(p.route.Search()),
		Fetch:  p.to(p.opts.Assets.Search) + " " + p.to(route.SearchIndex) + "root.js",
	}
}

func (p page) searchForm() searchForm {
	f := p.bareForm()
	w := p.words
	if len(p.reg.Agencies) > 0 {
		a := p.reg.Agencies[0]
		name := cmp.Or(a.ShortName, a.Name)
		f.Examples = append(f.Examples, p.label(p.query(name, name, true)))
	}
	if len(p.reg.Sanctions) > 0 {
		s := p.reg.Sanctions[0]
		f.Examples = append(f.Examples, p.links(p.query(s.ID, s.ID, true), p.query(w.ExampleFine, "fine:>=10000", false))...)
	}
	if len(p.reg.Evaluations) > 0 {
		f.Examples = append(f.Examples, p.label(p.query(w.ExampleGrade, "table:projects grade:excellent", false)))
	}
	return f
}

// browse leads to the lists that need no script.
func (p page) browse() []template.HTML {
	w, r := p.words, p.route
	return p.links(
		label{Text: w.Agencies, Href: p.to(r.Agencies(1))}, label{Text: w.Projects, Href: p.to(r.Projects(1))},
		label{Text: w.Sanctions, Href: p.to(r.Sanctions(1))}, label{Text: w.Districts, Href: p.to(r.Groups(route.Districts))},
		label{Text: w.Fields, Href: p.to(r.Groups(route.Fields))}, label{Text: w.Purchasers, Href: p.to(r.Groups(route.Purchasers))},
		label{Text: w.Years, Href: p.to(r.Years())}, label{Text: w.CrossHeading, Href: p.to(r.Findings(1))})
}
