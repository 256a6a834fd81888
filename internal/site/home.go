package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/peer"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

type homeView struct {
	Frame        *frame
	Opening      template.HTML
	Search       searchForm
	Sanctions    []sanctionRow
	AllSanctions template.HTML
	Feed         string
	Missing      []missingRow
	AllMissing   template.HTML
	Matrix       template.HTML
	Figures      []fact
	Browse       []template.HTML
}

// searchForm is the field that leads to the search page.
type searchForm struct {
	Action   string
	Fetch    string // addresses that the search page loads, with spaces between
	Examples []template.HTML
}

type missingRow struct {
	Name, What template.HTML
}

// homeRows is how many sanctions and missing disclosures the first page shows.
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
		Opening:      p.html(opening...),
		Search:       p.searchForm(),
		Sanctions:    p.sanctionEntries(newest),
		AllSanctions: p.label(label{Text: words.Count(p.words.AllSanctions, len(p.reg.Sanctions)), Href: p.to(p.route.Sanctions(1))}),
		Feed:         p.to(route.AtomFeed),
		Figures:      p.figures(),
		Browse:       p.browse(),
	}
	for i := range v.Sanctions {
		v.Sanctions[i].Facts = ""
	}
	v.Missing, v.AllMissing = p.missing()
	v.Matrix = p.label(label{Text: p.words.Matrix, Href: p.to(p.route.Duties(1))})
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
	year := p.yearPath(p.headline)
	return say(w.HomeOpening,
		slot{"year", keep(strconv.Itoa(p.headline))},
		slot{"required", phrase{{Text: words.Count(w.HomeRequired, len(t.Required)), Href: p.to(year), Keep: true}}},
		slot{"clauses", p.payClauses(t)})
}

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

// missing is the first of those who did not disclose, and the way to all of them.
func (p page) missing() ([]missingRow, template.HTML) {
	// The year of the opening sentence comes first: its pay is what the page is about.
	gaps := p.gaps()
	slices.SortStableFunc(gaps, func(a, b gap) int {
		return cmp.Compare(max(a.year.Year-p.headline, 0), max(b.year.Year-p.headline, 0))
	})
	agencies := map[*register.Agency]bool{}
	var rows []missingRow
	for _, g := range gaps {
		if !agencies[g.agency] && len(rows) < homeRows {
			what := phrase{{Text: p.what(g)}}
			if g.duty.State == ledger.Overdue && g.duty.Days > 0 {
				what = append(what, label{Text: " · "}, label{Text: words.Count(p.words.OverdueBy, g.duty.Days), Keep: true})
			}
			rows = append(rows, missingRow{Name: p.label(p.agency(g.agency)), What: p.html(what...)})
		}
		agencies[g.agency] = true
	}
	all := label{Text: p.words.MissingNothingMore, Href: p.to(p.route.Overdue(1))}
	if len(agencies) > 0 {
		all.Text = words.Count(p.words.AllMissing, len(agencies))
	}
	return rows, p.label(all)
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

// figures is the headline figures in words, each linked to its rows.
func (p page) figures() []fact {
	w, r := p.words, p.route
	link := func(text, path string) template.HTML { return p.label(label{Text: text, Href: p.to(path), Keep: true}) }
	share := func(n, of int, path string) template.HTML {
		return link(words.Fill(w.ShareOf, "n", words.Grouped(n), "of", words.Grouped(of)), path)
	}
	list := []fact{
		{Name: w.FigureAgencies, Text: link(words.Count(w.CountHouses, len(p.reg.Agencies)), r.Agencies(1))},
		{Name: w.FigureProjects, Text: link(words.Count(w.CountResults, len(p.reg.Projects)), r.Projects(1))},
	}
	t := p.resultTotals()
	if t.want > 0 {
		list = append(list, fact{Name: w.FigureResults, Text: share(t.have, t.want, r.Duties(1))})
	}
	if t.graded > 0 {
		list = append(list, fact{Name: w.FigureGood, Text: share(t.good, t.graded, r.Projects(1))})
	}
	list = append(list, p.payFigures()...)
	list = append(list, fact{Name: w.FigureInForce, Text: link(words.Count(w.CountItems, inForce(p.reg.Sanctions)), r.Sanctions(1))})
	if check := p.reg.Rules.CrossCheck(rulebook.RepeatSanctions); check != nil {
		name := words.Fill(w.FigureRepeat, "n", strconv.Itoa(cmp.Or(check.Months, crosscheck.DefaultMonths)))
		list = append(list, fact{Name: name, Text: link(words.Count(w.CountHouses, p.repeats()), r.Findings(1))})
	}
	return list
}

// repeats counts the agencies with sanctions within the months of the cross-check.
func (p page) repeats() int {
	again := map[*register.Agency]bool{}
	for _, h := range p.opts.Crosschecks.ByCheck(rulebook.RepeatSanctions) {
		again[h.Agency] = true
	}
	return len(again)
}

// resultTotals counts projects by their results. Acceptance is no grade: it is
// passed or not.
type resultTotals struct{ have, want, graded, good int }

func (e *edition) resultTotals() resultTotals {
	var t resultTotals
	for _, a := range e.led.Accounts {
		have, want := resultsOf(a)
		t.have, t.want = t.have+have, t.want+want
	}
	for _, r := range e.reg.Projects {
		for i := len(r.Evaluations) - 1; i >= 0; i-- {
			if v := r.Evaluations[i]; v.Kind != "acceptance" {
				t.graded++
				if v.Grade == "excellent" || v.Grade == "good" {
					t.good++
				}
				break
			}
		}
	}
	return t
}

// payFigures is the median of the agencies' totals for their managers, in the
// headline year and the one before.
func (p page) payFigures() []fact {
	managers := len(schema.Tiers) - 1
	now, of := p.peers.Median(p.headline, managers, peer.All)
	if of < peer.Fewest {
		return nil
	}
	list := []fact{{
		Name: words.Fill(p.words.FigureMedian, "year", strconv.Itoa(p.headline)),
		Text: p.label(label{Text: p.roughly(now), Href: p.to(p.yearPath(p.headline)), Keep: true}),
	}}
	if before, of := p.peers.Median(p.headline-1, managers, peer.All); of >= peer.Fewest {
		list = append(list, fact{
			Name: p.words.FigureMedianBefore,
			Text: p.label(label{Text: p.roughly(before), Href: p.to(p.yearPath(p.headline - 1)), Keep: true}),
		})
	}
	return list
}
