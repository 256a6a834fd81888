package site

import (
	"html/template"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/route"
	"gongshi/internal/schema"
)

// searchView is the search page, which scripts/search-page.ts brings to life.
type searchView struct {
	Frame       *frame
	Action      string
	Index, Root string // the search index and the root of the language, from here
	More        string // the script of what is rarely needed
	Base        string // the root of the language as an absolute address; empty where the portal has none
	Words       string // JSON of what the script says
	Help        template.HTML
	Browse      []template.HTML // what there is without a script
}

func (p page) search() any {
	w := p.words
	root := p.to(p.route.Prefix() + "x")
	v := searchView{
		Frame:  p.frame(about{title: w.SearchTitle, summary: w.SearchLabel, section: inSearch, scripts: []string{p.opts.Assets.Search}, styles: []string{p.opts.Assets.SearchStyle}}),
		Action: p.to(p.route.Search()), Index: p.to(route.SearchIndex),
		Root: strings.TrimSuffix(root, "x"), More: p.to(p.opts.Assets.More), Words: p.searchWords(),
		Help:   p.label(label{Text: w.SearchHelp, Href: p.to(p.route.SearchHelp())}),
		Browse: append(p.browse(), p.label(label{Text: w.Data, Href: p.to(p.route.Data())})),
	}
	if p.settings.BaseURL != "" {
		v.Base = p.settings.BaseURL + p.route.Prefix()
	}
	return v
}

// searchWords is what the script of the search page says, by the names that
// scripts/search-words.ts gives.
func (p page) searchWords() string {
	w := p.words
	said := w.Script("search")
	said["facets"] = map[string]string{
		"table": w.FacetTable, "status": w.State, "kind": w.Kind, "year": w.Year, "authority": w.Authority, "measure": w.FacetMeasure,
		"duty": w.FacetDuty, "district": w.District, "field": w.Field, "grade": w.FacetGrade, "tier": w.FacetTier, "purchaser": w.Purchaser, "agency": w.Agency,
	}
	said["problems"] = w.Script("query")
	said["values"] = p.codeWords()
	said["terms"] = p.known()
	return p.json(said)
}

// codeWords is how the site calls the codes of closed lists, by facet.
func (e *edition) codeWords() map[string]map[string]string {
	w := e.words
	of := func(lists ...[]schema.Code) map[string]string {
		names := map[string]string{}
		for _, list := range lists {
			for _, c := range list {
				names[c.ID] = w.CodeName(c)
			}
		}
		return names
	}
	status := of(schema.AgencyStatuses)
	status["in_force"], status["appealed"], status["ended"] = w.InForce, w.Appealed, w.Ended
	return map[string]map[string]string{
		"table":  {"agencies": w.Agency, "projects": w.Project, "sanctions": w.Sanction},
		"status": status,
		"kind":   of(schema.EvaluationKinds, schema.SanctionKinds),
		"grade":  of(schema.Grades),
		"tier":   of(schema.Tiers),
		"duty":   of(ledger.Standings()),
	}
}
