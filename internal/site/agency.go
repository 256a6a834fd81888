package site

import (
	"html/template"
	"strconv"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/markdown"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

type agencyView struct {
	Frame       *frame
	Name        string
	Opening     template.HTML
	Cautions    []template.HTML
	Duties      dutiesView
	PolicyDuty  chip
	Tiers       []string
	Chart       *chart
	Timeline    *timeline
	Pay         []payRow
	Notes       []template.HTML
	Sanctions   []sanctionRow
	Projects    projectTable
	Clauses     *agencyClauses
	Crosschecks *crossView
	Policy      *bodyView
	Sources     provenance
	Identity    []fact
	Files       []template.HTML
	Citation    citation
	Correct     turnTo
	Corrected   []template.HTML
	Reply       *bodyView
}

// bodyView is a rendered text with what stands above it.
type bodyView struct {
	Meta template.HTML
	Body template.HTML
}

func (p page) agencyPage(a *register.Agency) any {
	account := p.led.Of(a)
	opening := p.agencyOpening(a, account)
	v := agencyView{
		Frame: p.frame(about{
			title: a.Name, asWritten: true, summary: opening.String(), section: inAgencies, crumbs: p.agencyCrumbs(a),
			alternates: []alternate{
				{"application/json", p.words.JSONTitle, p.to(route.AgencyJSON(a))},
				{"application/atom+xml", p.words.FileFeed, p.to(route.AgencyFeed(a))},
			},
			scripts: []string{p.opts.Assets.Record}, data: p.organisation(a),
		}),
		Name: a.Name, Opening: p.html(opening...), Cautions: p.cautions(a),
		PolicyDuty: p.policyDuty(account.Policy), Tiers: p.tiers(),
		Sanctions: p.sanctionEntries(a.Sanctions), Projects: p.projectTable(a.Projects, false, true),
		Clauses: p.clausesOfAgency(a), Crosschecks: p.crosschecks(a),
		Policy: p.policy(a.Policy), Identity: p.identityTraced(a),
		Files: p.agencyFiles(a), Correct: p.turnTo(a.Name),
		Corrected: p.corrected("agencies", a.Slug), Reply: p.reply(a.Reply),
	}
	for i := range v.Sanctions {
		v.Sanctions[i].ShowSubject = a.Sanctions[i].Person != ""
	}
	v.Sources = p.agencySources(a)
	v.Citation = p.citation(cited{title: a.Name, hash: v.Sources.hash(), several: true})
	v.Duties = p.dutiesOf(account)
	years := p.paidYears(account)
	v.Pay = p.payRows(years)
	v.Notes = p.payNotes(years)
	v.Chart = p.chart(years)
	v.Timeline = p.timeline(a, account)
	return v
}

func (p page) agencyCrumbs(a *register.Agency) []label {
	crumbs := []label{{Text: p.words.Agencies, Href: p.to(p.route.Agencies(1))}}
	if a.District != nil {
		crumbs = append(crumbs, p.group(route.Districts, a.District))
	}
	return crumbs
}

// agencyOpening is what a neighbour would want to know: pay, projects, sanctions.
func (p page) agencyOpening(a *register.Agency, account *ledger.Account) phrase {
	var sentences []phrase
	if p.headline > 0 {
		sentences = append(sentences, p.paySentence(account))
	}
	sentences = append(sentences, p.projectSentence(a, account))
	state := plain(p.words.NoSanctionInForce)
	if n := inForce(a.Sanctions); n > 0 {
		state = say(p.words.AgencySanctions, slot{"count", phrase{{Text: words.Count(p.words.CountInForce, n), Href: "#sanctions", Tone: alarm}}})
	}
	sentences = append(sentences, state)
	var out phrase
	for i, s := range sentences {
		if i > 0 {
			out = append(out, label{Text: p.words.Gap})
		}
		out = append(append(out, s...), label{Text: p.words.Stop})
	}
	return out
}

func (p page) paySentence(account *ledger.Account) phrase {
	w, year := p.words, slot{"year", keep(strconv.Itoa(p.headline))}
	y := account.Year(p.headline)
	switch {
	case y == nil || y.Pay.State == ledger.NotRequired:
		return say(w.AgencyNoDuty, year)
	case y.Pay.Have == 0 && y.Pay.State == ledger.NoRule:
		return say(w.AgencyNoRule, year)
	case y.Pay.Have == 0 && y.Pay.State == ledger.Due:
		return say(w.AgencyNotDue, year)
	case y.Pay.Have == 0:
		return say(w.AgencyNothing, year, slot{"missing", phrase{{Text: w.ToDate, Strong: true, Tone: alarm}}})
	}
	people, total := tierTotals(y)
	if y.Pay.Have == y.Pay.Want && people == 0 && total.Fen == 0 {
		return say(w.AgencyNil, year)
	}
	form := w.AgencyPaidPart
	if y.Pay.Have == y.Pay.Want {
		form = w.AgencyPaid
	}
	said := say(form, year, slot{"people", strong(words.Count(w.CountPeople, people))}, slot{"total", strong(p.roughly(total))})
	if y.Pay.Have < y.Pay.Want {
		return join(w.Comma, said, p.missingTiers(y))
	}
	return join(w.Comma, said, p.change(total, account.Year(p.headline-1)))
}

// tierTotals adds up what was disclosed for a year.
func tierTotals(y *ledger.Year) (people int, total money.Amount) {
	for _, t := range y.Tiers {
		if t != nil {
			people, total = people+int(t.Headcount.N), money.Add(total, t.Total)
		}
	}
	return people, total
}

// missingTiers names the tiers that were not disclosed for a year.
func (p page) missingTiers(y *ledger.Year) phrase {
	names := p.missingTiersOf(y)
	word := phrase{{Text: p.words.Missing, Strong: true, Tone: alarm}}
	if y.Pay.State == ledger.Due {
		word = plain(p.words.NotDueYet)
	}
	return say(p.words.AgencyMissing, slot{"tiers", plain(strings.Join(names, p.words.Enumeration))}, slot{"missing", word})
}

// change compares a total with the year before, where that is complete too.
func (p page) change(total money.Amount, before *ledger.Year) phrase {
	if before == nil || before.Pay.Have < before.Pay.Want {
		return nil
	}
	_, old := tierTotals(before)
	difference, form := total.Fen-old.Fen, p.words.More
	switch {
	case old.Fen == 0:
		return nil
	case difference == 0:
		return plain(p.words.Same)
	case difference < 0:
		difference, form = -difference, p.words.Less
	}
	amount := p.roughly(money.FromFen(difference))
	if percent := (difference*200/old.Fen + 1) / 2; percent > 0 {
		amount = words.Fill(p.words.Percent, "n", words.Grouped(int(percent)))
	}
	return say(form, slot{"n", keep(amount)})
}

func (p page) projectSentence(a *register.Agency, account *ledger.Account) phrase {
	if len(a.Projects) == 0 {
		return plain(p.words.AgencyNoProjects)
	}
	said := say(p.words.AgencyProjects, slot{"projects", phrase{{Text: words.Count(p.words.CountProjects, len(a.Projects)), Href: "#projects", Keep: true}}})
	have, want := resultsOf(account)
	if want == 0 {
		return said
	}
	return join(p.words.Comma, said, plain(words.Fill(p.words.AgencyResults, "ended", words.Grouped(want), "have", words.Grouped(have))))
}

// resultsOf counts the finished projects of an agency whose results had to be disclosed by
// now, and those of them that have all that their rule asks for: as the chips of its years do.
func resultsOf(account *ledger.Account) (have, want int) {
	for i := range account.Years {
		for _, why := range account.Years[i].Results.Reasons {
			switch {
			case why.Rule == nil || why.State == ledger.Due:
			case why.State.Open():
				want++
			default:
				have, want = have+1, want+1
			}
		}
	}
	return have, want
}

func (p page) cautions(a *register.Agency) []template.HTML {
	var list []template.HTML
	if a.Status != "" && a.Status != "active" {
		list = append(list, p.html(say(p.words.NotActive, slot{"status", strong(p.words.ValueName(schema.AgencyStatuses, a.Status))})...))
	}
	if len(a.Twins) > 0 {
		var names phrase
		for i, t := range a.Twins {
			if i > 0 {
				names = append(names, label{Text: p.words.Enumeration})
			}
			names = append(names, p.agency(t), label{Text: words.NoBreak}, label{Text: string(t.ID), Keep: true})
		}
		list = append(list, p.html(say(p.words.Twins, slot{"names", names})...))
	}
	return list
}

func (e *edition) tiers() []string {
	names := make([]string, len(schema.Tiers))
	for i, t := range schema.Tiers {
		names[i] = e.words.CodeName(t)
	}
	return names
}

func (p page) identity(a *register.Agency) []fact {
	w := p.words
	list := []fact{
		{Name: w.Code, Value: given(codeGroups(string(a.ID)))},
		{Name: w.Registration, Text: p.html(plain(p.words.ValueName(schema.AgencyStatuses, a.Status))...)},
	}
	if a.ShortName != "" {
		list = append(list, fact{Name: w.ShortName, Data: a.ShortName})
	}
	if len(a.FormerNames) > 0 {
		list = append(list, fact{Name: w.FormerNames, Data: strings.Join(a.FormerNames, w.Enumeration)})
	}
	list = append(list, fact{Name: w.District, Text: p.label(p.group(route.Districts, a.District))}, p.dateFact(w.FoundedOn, a.FoundedOn))
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
	return p.links(
		label{Text: w.FileJSON, Href: p.to(route.AgencyJSON(a))}, label{Text: w.FileFeed, Href: p.to(route.AgencyFeed(a))},
		p.tableFile("pay"), p.tableFile("projects"), p.tableFile("sanctions"))
}

// tableFile links to the download of a whole table.
func (p page) tableFile(name string) label {
	return label{
		Text: words.Fill(p.words.FileTable, "table", strings.ToLower(p.tableName(name))),
		Href: p.to(route.Download(name + ".csv")),
	}
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
