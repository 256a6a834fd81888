package site

import (
	"html/template"
	"slices"
	"strings"

	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// glossaryView is the page of terms.
type glossaryView struct {
	Frame  *frame
	Groups []termGroup
}

type termGroup struct {
	ID, Heading string
	Terms       []termView
}

type termView struct {
	ID, Name, Meaning, Mind, Law string
	Rules                        []template.HTML // by which this site goes
	Page                         template.HTML   // the page that shows it
}

func (p page) glossary() any {
	w := p.words
	v := glossaryView{Frame: p.frame(about{title: w.Glossary, summary: w.GlossaryLede})}
	headings := map[string]string{
		"duties": w.TermsOfDuties, "pay": w.TermsOfPay, "projects": w.TermsOfProjects, "sanctions": w.TermsOfSanctions, "site": w.TermsOfSite,
	}
	pages := p.termPages()
	for _, id := range words.TermGroups() {
		g := termGroup{ID: "terms_" + id, Heading: headings[id]}
		for _, t := range p.lexicon {
			if t.Group != id {
				continue
			}
			g.Terms = append(g.Terms, termView{
				ID: t.ID, Name: t.Name, Meaning: t.Meaning, Mind: t.Mind, Law: t.Law,
				Rules: p.termRules(t.Rule), Page: p.label(pages[t.Page]),
			})
		}
		v.Groups = append(v.Groups, g)
	}
	return v
}

// termPages is the pages that show terms, by the names that terms give them.
func (p page) termPages() map[string]label {
	w, r := p.words, p.route
	return map[string]label{
		"pay": {Text: w.Pay, Href: p.to(r.Pay(1))}, "projects": {Text: w.Projects, Href: p.to(r.Projects(1))},
		"sanctions": {Text: w.Sanctions, Href: p.to(r.Sanctions(1))}, "overdue": {Text: w.NotDisclosed, Href: p.to(r.Overdue(1))},
		"duties": {Text: w.Matrix, Href: p.to(r.Duties(1))}, "findings": {Text: w.CrossHeading, Href: p.to(r.Findings(1))},
		"rules": {Text: w.Rules, Href: p.to(r.Rules())}, "corrections": {Text: w.CorrectionLog, Href: p.to(r.Corrections(1))},
		"data": {Text: w.Data, Href: p.to(r.Data())}, "agencies": {Text: w.Agencies, Href: p.to(r.Agencies(1))},
		"years": {Text: w.Years, Href: p.to(r.Years())},
	}
}

// manyRules is how many rules of a kind are cited with their clauses.
const manyRules = 3

// termRules cites the rules of a kind that the portal has adopted, each once; where they
// are many, the texts in which they stand.
func (p page) termRules(kind string) []template.HTML {
	var list []template.HTML
	seen := map[string]bool{}
	rules := rulesOf(p.reg.Rules, kind)
	for _, r := range rules {
		if r.Source == nil {
			continue
		}
		l := p.ruleLink(r)
		if len(rules) > manyRules {
			href := l.Href
			l = p.sourceTitle(r.Source)
			l.Href = href
		}
		if !seen[l.Text] {
			seen[l.Text] = true
			list = append(list, p.label(l))
		}
	}
	return list
}

// rulesOf is the rules of a kind in a rulebook; none where there is no rulebook.
func rulesOf(b *rulebook.Book, kind string) []*rulebook.Rule {
	var list []*rulebook.Rule
	if b == nil {
		return nil
	}
	for _, d := range b.Duties {
		if string(d.Kind) == kind {
			list = append(list, &d.Rule)
		}
	}
	switch kind {
	case "figures":
		for _, t := range b.Thresholds {
			list = append(list, &t.Rule)
		}
	case "ageing":
		for _, a := range b.Ageing {
			list = append(list, &a.Rule)
		}
	case "names":
		for _, n := range b.Names {
			list = append(list, &n.Rule)
		}
	case "checks":
		for _, c := range b.Checks {
			list = append(list, &c.Rule)
		}
	}
	return list
}

// gloss links the first mention of each term in a sentence to the glossary. Terms that
// the sentence does not mention are passed over.
func (p page) gloss(said phrase, ids ...string) phrase {
	for _, id := range ids {
		if t := p.term(id); t.ID != "" {
			said = p.glossFirst(said, t)
		}
	}
	return said
}

func (p page) glossFirst(list phrase, t words.Term) phrase {
	for i, l := range list {
		if l.Href != "" || l.Data {
			continue
		}
		for _, name := range append([]string{t.Name}, t.Also...) {
			at := mention(l.Text, name)
			if at < 0 {
				continue
			}
			before, link, after := l, l, l
			before.Text, link.Text, after.Text = l.Text[:at], l.Text[at:at+len(name)], l.Text[at+len(name):]
			link.Href, link.Gloss = p.to(p.route.Glossary())+"#"+t.ID, true
			return slices.Concat(list[:i], phrase{before, link, after}, list[i+1:])
		}
	}
	return list
}

// mention is where a name stands in a text as a word of its own, or -1. In Chinese
// words are not told apart.
func mention(said, name string) int {
	small := func(r rune) rune { // one byte for one byte
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	said, name = strings.Map(small, said), strings.Map(small, name)
	letter := func(at int) bool { return at >= 0 && at < len(said) && 'a' <= said[at] && said[at] <= 'z' }
	for from := 0; ; {
		i := strings.Index(said[from:], name)
		if i < 0 {
			return -1
		}
		at := from + i
		if latin := name[0] < 0x80; !latin || !letter(at-1) && !letter(at+len(name)) {
			return at
		}
		from = at + len(name)
	}
}

// term is the term of an id; the zero term where there is none.
func (e *edition) term(id string) words.Term {
	for _, t := range e.lexicon {
		if t.ID == id {
			return t
		}
	}
	return words.Term{}
}

// known is what the search page answers with where no record holds what was typed: the
// addresses of the pages and terms of this site by the ways of writing them. A page
// comes before a term of the same name.
func (p page) known() map[string]string {
	list := map[string]string{}
	glossary := p.to(p.route.Glossary())
	for _, t := range p.lexicon {
		for _, name := range append([]string{t.Name}, t.Also...) {
			list[name] = glossary + "#" + t.ID
		}
	}
	for _, l := range p.sections() {
		list[l.Text] = l.Href
	}
	return list
}

// sections is the pages of this site that a visitor may take for something to search.
func (p page) sections() []label {
	w, r := p.words, p.route
	list := []label{
		{Text: w.Glossary, Href: p.to(r.Glossary())}, {Text: w.Pay, Href: p.to(r.Pay(1))}, {Text: w.NotDisclosed, Href: p.to(r.Overdue(1))},
		{Text: w.Matrix, Href: p.to(r.Duties(1))}, {Text: w.Duties, Href: p.to(r.Duties(1))}, {Text: w.CrossHeading, Href: p.to(r.Findings(1))},
		{Text: w.Rules, Href: p.to(r.Rules())}, {Text: w.CorrectionLog, Href: p.to(r.Corrections(1))}, {Text: w.Downloads, Href: p.to(r.Data())},
		{Text: w.Districts, Href: p.to(r.Groups(route.Districts))}, {Text: w.Fields, Href: p.to(r.Groups(route.Fields))},
		{Text: w.Purchasers, Href: p.to(r.Groups(route.Purchasers))}, {Text: w.Years, Href: p.to(r.Years())}, {Text: w.Totals, Href: p.to(r.Totals())}, {Text: w.Compare, Href: p.to(r.Compare())},
		{Text: w.CompareTitle, Href: p.to(r.Compare())}, {Text: w.SearchHelp, Href: p.to(r.SearchHelp())},
	}
	for _, c := range p.pages {
		list = append(list, label{Text: c.Title, Href: p.to(r.Page(c.Path))})
	}
	return list
}
