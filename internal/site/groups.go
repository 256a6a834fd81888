package site

import (
	"html/template"
	"strconv"

	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// groupsView is the list of all groups of a kind.
type groupsView struct {
	Frame                       *frame
	Heading, Column             string
	Lede                        template.HTML
	ShowAgencies, ShowSanctions bool
	Covered                     string // the year of the shares; empty: none
	Rows                        []groupRow
}

type groupRow struct {
	Name                        template.HTML
	Agencies, Projects, InForce value
	Pay, Policy, Results        value // in the headline year
}

func (p page) groups(k kind) any {
	lede := say(p.words.GroupsLede, slot{"count", keep(words.Count(p.words.CountGroups, len(k.groups)))})
	v := groupsView{
		Frame:   p.frame(about{title: k.heading, summary: words.Fill(p.words.Aggregate, "title", k.heading, "summary", lede.String())}),
		Heading: k.heading, Column: k.column, Lede: p.html(lede...),
		ShowAgencies: k.kind != route.Purchasers, ShowSanctions: k.kind == route.Districts,
	}
	if p.headline > 0 {
		v.Covered = strconv.Itoa(p.headline)
	}
	for _, g := range k.groups {
		row := groupRow{
			Name: p.label(p.group(k.kind, g)), Agencies: number(len(g.Agencies)),
			Projects: number(len(g.Projects)), InForce: number(inForce(g.Sanctions)),
		}
		if y := p.cov.Of(coverageKinds[k.kind], g).Year(p.headline); y != nil {
			c := p.coverageRow("", y)
			row.Pay, row.Policy, row.Results = c.Pay, c.Policy, c.Results
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// groupView is a page of a group: its agencies, projects and sanctions.
type groupView struct {
	Frame     *frame
	Name      template.HTML
	Lede      template.HTML
	Coverage  coverageTable
	Agencies  agencyTable
	Projects  projectTable
	Sanctions []template.HTML
	Pager     pager
	Files     []template.HTML
}

func (p page) groupPage(k kind, g *register.Group, n, last int) any {
	size, name := p.opts.PageSize, p.groupName(g)
	name.Text = p.numbered(name.Text, n)
	lede := p.groupLede(k, g)
	v := groupView{
		Name: p.label(name), Lede: p.html(lede...),
		Agencies:  p.agencyTable(onPage(g.Agencies, n, size)),
		Projects:  p.projectTable(onPage(g.Projects, n, size), true, k.kind != route.Purchasers),
		Sanctions: p.sanctionTable(onPage(g.Sanctions, n, size)),
		Pager:     p.pager(n, last, func(n int) string { return p.route.Group(k.kind, g, n) }),
	}
	if n == 1 {
		v.Coverage = p.groupCoverage(k.kind, g)
	}
	a := about{
		title: name.Text, asWritten: name.Data, summary: words.Fill(p.words.Aggregate, "title", name.Text, "summary", lede.String()),
		crumbs: []label{{Text: k.heading, Href: p.to(p.route.Groups(k.kind))}},
	}
	if k.kind == route.Districts && len(g.Sanctions) > 0 {
		feed := p.to(route.GroupFeed(route.ByDistrict, g, "xml"))
		a.alternates = []alternate{{"application/atom+xml", name.Text, feed}}
		v.Files = p.links(label{Text: p.words.FileFeedAtom, Href: feed})
	}
	v.Frame = p.frame(a)
	return v
}

func (p page) groupLede(k kind, g *register.Group) phrase {
	w := p.words
	var clauses []phrase
	if k.kind != route.Purchasers {
		clauses = append(clauses, keep(words.Count(w.CountAgencies, len(g.Agencies))))
	}
	clauses = append(clauses, keep(words.Count(w.CountProjects, len(g.Projects))))
	if k.kind == route.Districts {
		clauses = append(clauses, keep(words.Count(w.CountInForce, inForce(g.Sanctions))))
	}
	return say(w.DistrictLede, slot{"clauses", join(w.Comma, clauses...)})
}
