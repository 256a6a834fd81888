package site

import (
	"html/template"
	"strings"

	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// Where pages are folded, a project or a sanction is a section of its agency's page, and a
// sanction about nobody in the list of agencies one of a page of its authority. A section
// is made of what the record's own page shows, so that the two cannot differ: its view is
// that of the page at the section's address.

// recordSections is the sections of an agency's page.
type recordSections struct{ Projects, Sanctions []template.HTML }

// sectionView is a record folded into one line, which is the opening of its page.
type sectionView struct {
	ID    string
	Was   []string // ids under which it stood before its key changed
	Name  string
	State chip // its Word is empty: none
	Lead  template.HTML
	Body  template.HTML
}

// recordSections is nil where records have pages of their own.
func (p page) recordSections(a *register.Agency) *recordSections {
	if !p.settings.Folded() {
		return nil
	}
	v := &recordSections{}
	for _, r := range a.Projects {
		v.Projects = append(v.Projects, p.projectSection(r))
	}
	for _, s := range a.Sanctions {
		v.Sanctions = append(v.Sanctions, p.sanctionSection(s))
	}
	return v
}

func (e *edition) projectSection(r *register.Project) template.HTML {
	p := page{e, e.route.Project(r)}
	view := p.projectPage(r).(projectView)
	view.Others = nil // the purchaser's page has them
	return p.section(sectionView{Name: r.Name, Lead: p.unlinked(p.projectOpening(r))}, "projects", r.Slug, p.fragment("project-section", view))
}

func (e *edition) sanctionSection(s *register.Sanction) template.HTML {
	p := page{e, e.route.Sanction(s)}
	view := p.sanctionPage(s).(sanctionView)
	lead := join(p.words.Comma, keep(p.date(s.DecidedOn)), phrase{p.groupName(s.Authority)}, p.measuresPaid(s))
	return p.section(sectionView{Name: s.ID, State: view.State, Lead: p.unlinked(lead)}, "sanctions", s.Slug, p.fragment("sanction-section", view))
}

// section renders a section with ids of its own: those of the record's page, below the
// section's. No slug holds an underscore, so that none is the id of another section.
func (p page) section(v sectionView, table, slug string, body template.HTML) template.HTML {
	v.ID = route.SectionID(table, slug)
	for _, old := range p.former[v.ID] {
		v.Was = append(v.Was, route.SectionID(table, old))
	}
	below, inner := v.ID+"_", withoutLandmarks(string(body))
	v.Body = template.HTML(strings.NewReplacer(
		` id="`, ` id="`+below, ` aria-labelledby="`, ` aria-labelledby="`+below, ` href="#reply-`, ` href="#`+below+`reply-`,
		"<h3", "<h5", "</h3>", "</h5>", "<h2", "<h4", "</h2>", "</h4>",
	).Replace(inner))
	return p.fragment("record-section", v)
}

// withoutLandmarks is a body whose sections are no landmarks: those of all records of a page
// have the same names. Their headings stay.
func withoutLandmarks(body string) string {
	const open, label = "<section", ` aria-labelledby="`
	var b strings.Builder
	for {
		i := strings.Index(body, open)
		if i < 0 {
			b.WriteString(body)
			return b.String()
		}
		tag, rest, _ := strings.Cut(body[i:], ">")
		if before, after, found := strings.Cut(tag, label); found {
			_, after, _ = strings.Cut(after, `"`)
			tag = before + after
		}
		b.WriteString(body[:i] + tag + ">")
		body = rest
	}
}

// isSection says whether p stands for a section: no page's path holds a number sign.
func (p page) isSection() bool { return strings.Contains(p.path, "#") }

// unlinked is a sentence without its links: it stands in what is itself pressed.
func (p page) unlinked(said phrase) template.HTML {
	bare := make(phrase, len(said))
	for i, l := range said {
		l.Href, l.External, l.Gloss = "", false, false
		bare[i] = l
	}
	return p.html(bare...)
}

// formerSlugs is what the slugs of records were before their keys changed, by the ids of
// their sections.
func formerSlugs(r *register.Register) map[string][]string {
	former := map[string][]string{}
	for _, d := range r.Redirects {
		if d.Withdrawn() {
			continue
		}
		id := route.SectionID(d.Table, d.NewSlug)
		former[id] = append(former[id], d.OldSlug)
	}
	return former
}

// sectionStyles is the style that pages with sections have besides.
func (e *edition) sectionStyles() []string {
	if !e.settings.Folded() {
		return nil
	}
	return []string{e.opts.Assets.SectionStyle}
}

// sanctionsByView is the sanctions of an authority that are about no agency of the list.
type sanctionsByView struct {
	Frame   *frame
	Heading string
	Lede    template.HTML
	Records []template.HTML
	Sources provenance
}

// addSanctionsBy adds a page for each authority with such sanctions.
func (e *edition) addSanctionsBy(add adder) {
	for _, g := range e.reg.Authorities {
		if list := outsiders(g); len(list) > 0 {
			add(e.route.SanctionsBy(g), "sanctions-by.html", e.ofSections(list), func(p page) any { return p.sanctionsBy(g, list) })
		}
	}
}

// outsiders are the sanctions of an authority that are about no agency of the list.
func outsiders(g *register.Group) []*register.Sanction {
	var list []*register.Sanction
	for _, s := range g.Sanctions {
		if s.Agency == nil {
			list = append(list, s)
		}
	}
	return list
}

func (p page) sanctionsBy(g *register.Group, list []*register.Sanction) any {
	title := words.Fill(p.words.SanctionsBy, "name", p.groupName(g).Text)
	all := p.group(route.Authorities, g)
	all.Text = p.words.Sanctions + p.words.Colon + all.Text
	lede := say(p.words.SanctionsByLede, slot{"all", phrase{all}})
	v := sanctionsByView{
		Frame: p.frame(about{
			title: title, summary: lede.String(), section: inSanctions, scripts: []string{p.opts.Assets.Record}, styles: p.sectionStyles(),
			crumbs: []label{{Text: p.words.Sanctions, Href: p.to(p.route.Sanctions(1))}},
		}),
		Heading: title, Lede: p.html(lede...),
	}
	var sources []source
	for _, s := range list {
		v.Records = append(v.Records, p.sanctionSection(s))
		sources = append(sources, p.source(sanctionID(s), phrase{{Text: s.ID, Data: true}}, &s.Origin, s.SourceURL))
	}
	v.Sources = p.provenance(sources...)
	return v
}
