package site

import (
	"html/template"
	"strings"

	"gongshi/internal/markdown"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

type agencyView struct {
	Frame          *frame
	Name           string
	Slug           string // by which the list of agencies to compare knows it
	Opening        template.HTML
	Cautions       []template.HTML
	Badges         []badge
	Contents       []template.HTML
	Duties         dutiesView
	PolicyDuty     chip
	Chart          *payChart
	Timeline       *timeline
	Pay            payTable
	Sanctions      []agencySanction
	SanctionCaveat template.HTML
	Projects       agencyProjects
	Clauses        *agencyClauses
	Crosschecks    *crossView
	Policy         *bodyView
	Sources        provenance
	Identity       []fact
	Record         template.HTMLAttr
	Files          []template.HTML
	Citation       citation
	Correct        turnTo
	Corrected      []template.HTML
	Reply          *bodyView
	Records        *recordSections
	History        *history
}

// bodyView is a rendered text with what stands above it.
type bodyView struct {
	Meta template.HTML
	Body template.HTML
}

func (p page) agencyPage(a *register.Agency) any {
	account, log := p.led.Of(a), p.opts.Changes.OfAgency(a)
	opening := p.agencyOpening(a, account)
	v := agencyView{
		Frame: p.frame(about{
			title: a.Name, asWritten: true, summary: opening.String(), section: inAgencies, crumbs: p.agencyCrumbs(a), scripts: []string{p.opts.Assets.Record}, styles: p.sectionStyles(),
			alternates: []alternate{
				{"application/json", p.words.JSONTitle, p.to(route.AgencyJSON(a))},
				{"application/atom+xml", p.words.FileFeed, p.to(route.AgencyFeed(a))},
			},
			data: p.organisation(a), changed: changedOn(log),
		}),
		Name: a.Name, Slug: a.Slug, Opening: p.html(p.gloss(opening, "nil-return")...), Cautions: p.cautions(a), Badges: p.badges(a, account),
		PolicyDuty:     p.policyDuty(account.Policy),
		SanctionCaveat: p.glossed(p.words.SanctionCaveat, "publication", "repair", "withdrawal"),
		Sanctions:      p.agencySanctions(a), Projects: p.agencyProjects(a),
		Clauses: p.clausesOfAgency(a), Crosschecks: p.crosschecks(a),
		Policy: p.policy(a.Policy), Identity: p.columns.agencies.traced(p.identity(a), &a.Origin), Record: record(agencyID, &a.Origin),
		Files: p.agencyFiles(a), Correct: p.turnTo(a.Name),
		Corrected: p.corrected("agencies", a.Slug), Reply: p.reply(a.Reply), History: p.history(p.words.HistoryOfAgency, log, false),
	}
	v.Sources = p.agencySources(a)
	v.Citation = p.citation(cited{title: a.Name, hash: v.Sources.hash(), several: true})
	v.Duties = p.dutiesOf(account)
	years := p.paidYears(account)
	v.Pay, v.Chart = p.payTable(a, years), p.chart(years)
	v.Timeline = p.timeline(a, account)
	v.Records = p.recordSections(a)
	v.Contents = p.contents(&v)
	return v
}

// contents leads to the sections that the page has.
func (p page) contents(v *agencyView) []template.HTML {
	w := p.words
	var list []label
	for _, s := range []struct {
		name, id string
		there    bool
	}{
		{w.Duties, "duties", true}, {w.Pay, "pay", true}, {w.Sanctions, "sanctions", true}, {w.Timeline, "timeline", v.Timeline != nil},
		{w.ProjectsAndResults, "projects", true}, {w.Clauses, "clauses", v.Clauses != nil}, {w.CrossHeading, "crosschecks", v.Crosschecks != nil},
		{w.PayPolicy, "policy", true}, {w.HistoryOfAgency, "history", v.History != nil}, {w.SanctionSections, "sanction-records", v.Records != nil && len(v.Records.Sanctions) > 0},
		{w.ProjectSections, "project-records", v.Records != nil && len(v.Records.Projects) > 0}, {w.Reply, "reply", v.Reply != nil},
	} {
		if s.there {
			list = append(list, label{Text: s.name, Href: "#" + s.id})
		}
	}
	return p.links(list...)
}

func (p page) agencyCrumbs(a *register.Agency) []label {
	crumbs := []label{{Text: p.words.Agencies, Href: p.to(p.route.Agencies(1))}}
	if a.District != nil {
		crumbs = append(crumbs, p.group(route.Districts, a.District))
	}
	return crumbs
}

func (p page) cautions(a *register.Agency) []template.HTML {
	var list []template.HTML
	if a.Status != "" && a.Status != "active" {
		list = append(list, p.sentence(p.words.NotActive, slot{"status", strong(p.words.ValueName(schema.AgencyStatuses, a.Status))}))
	}
	if len(a.Twins) > 0 {
		var names phrase
		for i, t := range a.Twins {
			if i > 0 {
				names = append(names, label{Text: p.words.Enumeration})
			}
			names = append(names, p.agency(t), label{Text: words.NoBreak}, label{Text: string(t.ID), Keep: true})
		}
		list = append(list, p.sentence(p.words.Twins, slot{"names", names}))
	}
	return list
}

// tiers is the names of the tiers of pay.
func (e *edition) tiers() []string {
	if list := e.memo.tiers.Load(); list != nil {
		return *list
	}
	names := make([]string, len(schema.Tiers))
	for i, t := range schema.Tiers {
		names[i] = e.words.CodeName(t)
	}
	e.memo.tiers.Store(&names)
	return names
}

// tierIDs is the codes of the tiers.
func tierIDs() []string {
	ids := make([]string, len(schema.Tiers))
	for i, t := range schema.Tiers {
		ids[i] = t.ID
	}
	return ids
}

func (p page) identity(a *register.Agency) []fact {
	w := p.words
	list := []fact{
		{Name: w.Code, Value: given(codeGroups(string(a.ID)))},
		p.linkFact(w.Registration, label{Text: p.words.ValueName(schema.AgencyStatuses, a.Status)}),
	}
	if a.ShortName != "" {
		list = append(list, fact{Name: w.ShortName, Data: a.ShortName})
	}
	if len(a.FormerNames) > 0 {
		list = append(list, fact{Name: w.FormerNames, Data: strings.Join(a.FormerNames, w.Enumeration)})
	}
	list = append(list, p.linkFact(w.District, p.group(route.Districts, a.District)), p.dateFact(w.FoundedOn, a.FoundedOn))
	var fields phrase
	for i, f := range a.Fields {
		if i > 0 {
			fields = append(fields, label{Text: w.Enumeration})
		}
		fields = append(fields, p.group(route.Fields, f))
	}
	list = append(list, fact{Name: w.Fields, Text: p.html(fields...)},
		fact{Name: w.Registrar, Data: a.Registrar}, fact{Name: w.Supervisor, Data: a.Supervisor}, fact{Name: w.Representative, Data: a.Representative},
		fact{Name: w.Phone, Data: a.Phone}, fact{Name: w.Address, Data: a.Address})
	website := fact{Name: w.Website}
	if a.Website != "" {
		shown := strings.TrimPrefix(strings.TrimPrefix(a.Website, "https://"), "http://")
		website.Text = p.label(outside(strings.TrimSuffix(shown, "/"), a.Website))
	}
	return append(list, website)
}

// codeGroups sets a credit code in the groups of its standard: authority and kind,
// region, body, check character.
func codeGroups(code string) string {
	if len(code) != 18 {
		return code
	}
	return strings.Join([]string{code[:2], code[2:8], code[8:17], code[17:]}, words.NoBreak)
}

func (p page) agencyFiles(a *register.Agency) []template.HTML {
	w := p.words
	return append(p.links(label{Text: w.FileJSON, Href: p.to(route.AgencyJSON(a))}, label{Text: w.FileFeed, Href: p.to(route.AgencyFeed(a))}),
		p.tableFile("pay"), p.tableFile("projects"), p.tableFile("sanctions"))
}

// tableFrom is a table, seen from pages of records so far below the public folder.
type tableFrom struct{ name, root string }

// tableFile links to the download of a whole table.
func (p page) tableFile(name string) template.HTML {
	return memoized(p, tableFrom{name, p.root()}, func() template.HTML {
		return p.label(label{
			Text: words.Fill(p.words.FileTable, "table", strings.ToLower(p.tableName(name))),
			Href: p.to(route.Download(name + ".csv")),
		})
	})
}

func (e *edition) tableName(name string) string {
	t := schema.Lookup(name)
	return e.words.CodeName(schema.Code{ZH: t.ZH, EN: t.EN})
}

func (p page) policy(policy *register.Policy) *bodyView {
	if policy == nil {
		return nil
	}
	w := p.words
	var parts []phrase
	if policy.Title != "" {
		parts = append(parts, phrase{{Text: policy.Title, Data: true}})
	}
	if !policy.EffectiveOn.IsZero() {
		parts = append(parts, keep(words.Fill(w.EffectiveOn, "date", p.date(policy.EffectiveOn))))
	}
	if !policy.PublishedOn.IsZero() {
		parts = append(parts, keep(words.Fill(w.PublishedOn, "date", p.date(policy.PublishedOn))))
	}
	if policy.SourceURL != "" {
		parts = append(parts, phrase{outside(w.PolicySource, policy.SourceURL)})
	}
	return &bodyView{Meta: p.html(join(" · ", parts...)...), Body: p.body(policy.Body, "policy-")}
}

// body renders the Markdown of a policy or a reply, whose headings stand below
// one of the page's.
func (p page) body(src, prefix string) template.HTML {
	return markdown.Render([]byte(src), markdown.Options{Root: p.root(), Base: p.root(), TopLevel: 3, Prefix: prefix}).HTML
}
