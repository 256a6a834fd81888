package site

import (
	"html/template"
	"strconv"
	"strings"

	"gongshi/internal/ledger"
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
	var opening phrase
	if p.headline > 0 && k.kind != route.Purchasers { // what agencies disclose is no matter of purchasers
		opening = p.opening()
	}
	lede := trimmed(say(p.words.GroupsLede, slot{"count", keep(words.Count(p.groupWords(k.kind).all, len(k.groups)))}, slot{"opening", opening}))
	v := groupsView{
		Frame:   p.frame(about{title: k.heading, summary: words.Fill(p.words.Aggregate, "title", k.heading, "summary", lede.String()), scripts: p.sorts(1)}),
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
	Ways      []template.HTML // to the comparison of its agencies
	Lists     []template.HTML // the same records in lists that filter and sort
}

func (p page) groupPage(k kind, g *register.Group, n, last int) any {
	size, name := p.opts.PageSize, p.groupName(g)
	name.Text = p.numbered(name.Text, n)
	lede, summary := p.lede(n, last, func() phrase { return p.groupLede(k, g) })
	agencies := p.agencyTable(onPage(g.Agencies, n, size))
	agencies.OneDistrict = k.kind == route.Districts
	v := groupView{
		Name: p.label(name), Lede: p.html(lede...),
		Agencies:  agencies,
		Projects:  p.projectTable(onPage(g.Projects, n, size), true, k.kind != route.Purchasers),
		Sanctions: p.sanctionTable(onPage(g.Sanctions, n, size)),
		Pager:     p.pager(n, last, func(n int) string { return p.route.Group(k.kind, g, n) }),
	}
	if n == 1 {
		v.Coverage = p.groupCoverage(k.kind, g)
	}
	a := about{
		title: name.Text, asWritten: name.Data, summary: words.Fill(p.words.Aggregate, "title", name.Text, "summary", summary),
		crumbs: []label{{Text: k.heading, Href: p.to(p.route.Groups(k.kind))}}, scripts: p.sorts(last),
	}
	if k.kind == route.Districts && len(g.Sanctions) > 0 {
		feed := p.to(route.GroupFeed(route.ByDistrict, g, "xml"))
		a.alternates = []alternate{{"application/atom+xml", name.Text, feed}}
		v.Files = p.links(label{Text: p.words.FileFeedAtom, Href: feed})
	}
	v.Ways = p.groupWays(k, g)
	if last > 1 {
		v.Lists = p.wholeLists(facetOf[k.kind], g.Name)
	}
	v.Frame = p.frame(a)
	return v
}

// groupWays leads from a group to the comparison of its agencies.
func (p page) groupWays(k kind, g *register.Group) []template.HTML {
	if k.kind != route.Districts || len(g.Agencies) == 0 {
		return nil
	}
	return p.links(label{Text: p.words.WayOfDistrict, Href: p.to(p.route.CompareDistrict(g, 1))})
}

// groupSaid is how the pages of a kind of group put it: how many there are, and what one
// of them has.
type groupSaid struct{ all, one string }

func (e *edition) groupWords(k route.Kind) groupSaid {
	w := e.words
	switch k {
	case route.Districts:
		return groupSaid{w.GroupsOfDistricts, w.GroupOfDistrict}
	case route.Fields:
		return groupSaid{w.GroupsOfFields, w.GroupOfField}
	}
	return groupSaid{w.GroupsOfPurchasers, w.GroupOfPurchaser}
}

// groupLede says what a neighbour asks first: how many agencies, whether they disclosed
// what they had to, and which sanctions are in force.
func (p page) groupLede(k kind, g *register.Group) phrase {
	w := p.words
	agencies := len(g.Agencies)
	if k.kind == route.Purchasers {
		agencies = sellers(g.Projects)
	}
	var sanctions phrase
	if n := inForce(g.Sanctions); k.kind == route.Districts && n > 0 {
		sanctions = say(words.Form(w.GroupSanctions, n), slot{"count", strong(words.Count(w.CountInForce, n))})
	} else if k.kind == route.Districts {
		sanctions = plain(w.GroupNoInForce)
	}
	return trimmed(say(p.groupWords(k.kind).one,
		slot{"agencies", strong(words.Count(w.CountAgencies, agencies))}, slot{"projects", strong(words.Count(w.CountProjects, len(g.Projects)))},
		slot{"pay", p.groupPay(k.kind, p.cov.Of(coverageKinds[k.kind], g))}, slot{"sanctions", sanctions}))
}

// sellers counts the agencies that hold projects, each once.
func sellers(list []*register.Project) int {
	agencies := map[*register.Agency]bool{}
	for _, r := range list {
		agencies[r.Agency] = true
	}
	return len(agencies)
}

// groupPay is how many had to disclose pay for the headline year, and how many did: of a
// district's own agencies, or because of the projects of a field or purchaser. It is nothing
// where no rule asks.
func (p page) groupPay(k route.Kind, tally *ledger.GroupTally) phrase {
	w, y := p.words, tally.Year(p.headline)
	some, none, count := w.ProjectsPay, w.ProjectsNoPay, w.HomeRequired
	if k == route.Districts {
		some, none, count = w.GroupPay, w.GroupNoPay, w.GroupPaid
	}
	if y == nil || y.Pay.Required == 0 && y.Pay.NoRule > 0 {
		return nil
	}
	year := keep(strconv.Itoa(p.headline))
	if y.Pay.Required == 0 {
		return say(none, slot{"year", year})
	}
	clause := func(form, number string, n int, tone string) phrase {
		if n == 0 {
			return nil
		}
		return say(form, slot{"count", phrase{{Text: words.Count(number, n), Strong: true, Keep: true, Tone: tone}}})
	}
	return say(some, slot{"year", year}, slot{"of", strong(words.Count(count, y.Pay.Required))}, slot{"clauses", join(w.Comma,
		clause(w.HomeDisclosed, w.CountHouses, y.Pay.InTime, ""), clause(w.HomeLate, w.CountHouses, y.Pay.Late, ""),
		clause(w.HomeDue, w.CountHouses, y.Pay.Due, ""), clause(w.HomeOpen, w.HomeOpenCount, y.Pay.Open, alarm))})
}

// trimmed is a phrase without the spaces that empty slots leave at its end.
func trimmed(said phrase) phrase {
	for len(said) > 0 {
		last := &said[len(said)-1]
		if last.Text = strings.TrimRight(last.Text, " "); last.Text != "" {
			break
		}
		said = said[:len(said)-1]
	}
	return said
}
