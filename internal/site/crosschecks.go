package site

import (
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/crosscheck"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// crossView is what the cross-checks list of an agency.
type crossView struct {
	Checks []crossGroup // those that list something
	None   string       // said where none does
}

// crossGroup is a check with what stands beside it.
type crossGroup struct {
	ID                      string
	Title                   template.HTML
	Wording, Source, Caveat template.HTML
	Exact, Share            string // how it is compared, and how often; on the page of findings only
	Hits                    []crossHit
	Feed                    template.HTML
	Counts                  crossCounts
	Rows                    []crossRow // on the page of findings
}

type crossCounts struct{ Hits, Cases, Short value }

// crossHit is a hit as a sentence.
type crossHit struct {
	ID, Since string
	Sentence  template.HTML
	Notes     []string
}

// crossRow is a hit as a row of a table.
type crossRow struct {
	ID, Day         string
	Agency, Numbers template.HTML
	Records         []template.HTML
	Notes           []string
}

// crosschecks is the section of an agency's page; nil where no check was made.
func (p page) crosschecks(a *register.Agency) *crossView {
	made := p.opts.Crosschecks.Made()
	if made == 0 {
		return nil
	}
	v := &crossView{}
	for _, h := range p.opts.Crosschecks.Of(a) {
		if n := len(v.Checks); n == 0 || v.Checks[n-1].ID != string(h.Check.Check) {
			v.Checks = append(v.Checks, p.crossGroup(h.Check))
		}
		last := &v.Checks[len(v.Checks)-1]
		last.Hits = append(last.Hits, crossHit{
			ID: h.ID, Since: words.Fill(p.words.CrossSince, "day", p.date(h.Day)), Sentence: p.html(p.crossSentence(h)...), Notes: p.crossNotes(h),
		})
	}
	if len(v.Checks) == 0 {
		v.None = words.Count(p.words.CrossNone, made)
	}
	return v
}

// crossOf links a record to what the cross-checks list because of it, on the agency's page.
func (p page) crossOf(a *register.Agency, part func(*crosscheck.Hit) bool, other func(*crosscheck.Hit) phrase) []template.HTML {
	if a == nil {
		return nil
	}
	var list []template.HTML
	for _, h := range p.opts.Crosschecks.Of(a) {
		if part(h) {
			title := p.crossTitle(h.Check.Check, h.Check)
			title.Href = p.to(p.route.Agency(a)) + "#" + h.ID
			list = append(list, p.sentence(p.words.CrossPart, slot{"check", phrase{title}}, slot{"day", keep(p.date(h.Day))}, slot{"records", other(h)}))
		}
	}
	return list
}

// crossOfProject is what is listed because of a project's contract or evaluations.
func (p page) crossOfProject(r *register.Project) []template.HTML {
	return p.crossOf(r.Agency, func(h *crosscheck.Hit) bool {
		return slices.Contains(h.Projects, r) || slices.ContainsFunc(h.Evaluations, func(e *register.Evaluation) bool { return e.Project == r })
	}, func(h *crosscheck.Hit) phrase {
		if len(h.Sanctions) == 0 {
			return keep(words.Fill(p.words.YearHeading, "year", strconv.Itoa(h.Year)))
		}
		return p.numbers(h.Sanctions)
	})
}

// numbers names sanctions, each as a link.
func (p page) numbers(list []*register.Sanction) phrase {
	var names []phrase
	for _, s := range list {
		names = append(names, phrase{p.sanction(s)})
	}
	return join(p.words.Enumeration, names...)
}

// crossOfSanction is what is listed because of a sanction.
func (p page) crossOfSanction(s *register.Sanction) []template.HTML {
	return p.crossOf(s.Agency, func(h *crosscheck.Hit) bool { return slices.Contains(h.Sanctions, s) }, func(h *crosscheck.Hit) phrase {
		switch h.Check.Check {
		case rulebook.WonWhileSanctioned:
			return p.crossProjects(h)
		case rulebook.ExcellentInSanction:
			return p.crossEvaluations(h)
		}
		return p.numbers(h.Sanctions)
	})
}

// crossGroup is a check with its title, wording, source and caveat.
func (p page) crossGroup(c *rulebook.CrossCheck) crossGroup {
	return crossGroup{
		ID: string(c.Check), Title: p.label(p.crossTitle(c.Check, c)), Wording: p.label(p.bookText(c.Wording)),
		Source: p.label(p.crossSource(c)), Caveat: p.label(p.bookText(c.Caveat)),
	}
}

// crossSource cites the text of law on which a check rests, where it has one.
func (p page) crossSource(c *rulebook.CrossCheck) label {
	if c.Source == nil {
		return label{}
	}
	return p.ruleLink(&c.Rule)
}

// crossTitle is a check's title, ours where the book gives none.
func (e *edition) crossTitle(id rulebook.CrossCheckID, c *rulebook.CrossCheck) label {
	if c != nil && c.Title.ZH != "" {
		return e.bookText(c.Title)
	}
	w := e.words
	return label{Text: map[rulebook.CrossCheckID]string{
		rulebook.WonWhileSanctioned: w.CrossNameWon, rulebook.ExcellentInSanction: w.CrossNameExcellent,
		rulebook.PayUpWhileFailing: w.CrossNamePayUp, rulebook.RepeatSanctions: w.CrossNameRepeat,
		rulebook.PayAboveContracts: w.CrossNameContracts,
	}[id]}
}

// crossSentence tells of a hit in one sentence whose rows are links.
func (p page) crossSentence(h *crosscheck.Hit) phrase {
	w, year := p.words, slot{"year", keep(strconv.Itoa(h.Year))}
	sanctions := slot{"sanctions", p.crossSanctions(h)}
	switch h.Check.Check {
	case rulebook.WonWhileSanctioned:
		return say(w.CrossWon, slot{"signed", keep(p.date(h.Day))}, slot{"project", phrase{p.project(h.Projects[0])}}, sanctions)
	case rulebook.ExcellentInSanction:
		e := h.Evaluations[0]
		return say(w.CrossExcellent, slot{"day", keep(p.date(e.DecidedOn))}, slot{"project", phrase{p.project(e.Project)}},
			slot{"grade", phrase{p.crossGrade(e)}}, sanctions)
	case rulebook.PayUpWhileFailing:
		return say(w.CrossPayUp, year, slot{"tier", plain(w.ValueName(schema.Tiers, h.Pay[1].Tier))},
			slot{"before", phrase{p.payLink(h, p.amount(h.Before))}}, slot{"after", phrase{p.payLink(h, p.amount(h.After))}},
			slot{"percent", keep(p.crossPercent(h))}, slot{"evaluations", p.crossEvaluations(h)})
	case rulebook.RepeatSanctions:
		first, last := h.Sanctions[len(h.Sanctions)-1], h.Sanctions[0]
		return say(w.CrossRepeat, slot{"from", keep(p.date(first.DecidedOn))}, slot{"to", keep(p.date(last.DecidedOn))},
			slot{"n", keep(words.Grouped(len(h.Sanctions)))}, slot{"months", keep(words.Grouped(h.Months))}, sanctions)
	}
	return say(w.CrossContracts, year, slot{"pay", phrase{p.payLink(h, p.amount(h.PayTotal))}},
		slot{"contracts", keep(p.amount(h.Contracts))}, slot{"projects", p.crossProjects(h)})
}

// crossNumbers tells of the figures of a hit.
func (p page) crossNumbers(h *crosscheck.Hit) phrase {
	w := p.words
	switch h.Check.Check {
	case rulebook.PayUpWhileFailing:
		return say(w.CrossRise, slot{"before", keep(p.amount(h.Before))}, slot{"after", keep(p.amount(h.After))}, slot{"percent", keep(p.crossPercent(h))})
	case rulebook.PayAboveContracts:
		return join(w.Comma, say(w.CrossSumPay, slot{"n", keep(p.amount(h.PayTotal))}), say(w.CrossSumContracts, slot{"n", keep(p.amount(h.Contracts))}))
	}
	return keep(words.Count(w.CrossRun, len(h.Sanctions)))
}

func (e *edition) crossPercent(h *crosscheck.Hit) string {
	return words.Percent(h.Tenths)
}

// crossGrade is an evaluation's grade, marked where it is shown as written.
func (e *edition) crossGrade(v *register.Evaluation) label {
	return label{Text: e.grade(v), Data: e.lang == portal.Chinese && v.GradeWritten != "", Keep: true}
}

// payLink links a figure to the pay of the hit's agency.
func (p page) payLink(h *crosscheck.Hit, text string) label {
	return label{Text: text, Href: p.to(p.route.Agency(h.Agency)) + "#pay", Keep: true}
}

// crossSanctions names the sanctions of a hit one after the other.
func (p page) crossSanctions(h *crosscheck.Hit) phrase {
	var list []phrase
	for _, s := range h.Sanctions {
		list = append(list, p.crossSanction(h, s))
	}
	return join(p.words.Enumeration, list...)
}

// crossSanction names a sanction with its days, as far as the check is about them.
func (p page) crossSanction(h *crosscheck.Hit, s *register.Sanction) phrase {
	w := p.words
	slots := []slot{{"number", phrase{p.sanction(s)}}, {"day", keep(p.date(s.DecidedOn))}, {"appeal", nil}}
	if s.Standing == register.Appealed {
		slots[2].phrase = plain(w.CrossUnderAppeal)
	}
	if h.Check.Check != rulebook.WonWhileSanctioned {
		return say(w.CrossDecided, slots...)
	}
	last, given := crosscheck.Until(s, p.reg.AsOf)
	switch {
	case !given:
		return say(w.CrossNoEnd, slots...)
	case last.IsZero():
		return say(w.CrossOpen, slots...)
	}
	return say(w.CrossUntil, append(slots, slot{"until", keep(p.date(last))})...)
}

func (p page) crossEvaluations(h *crosscheck.Hit) phrase {
	var list []phrase
	for _, e := range h.Evaluations {
		list = append(list, p.crossEvaluation(e))
	}
	return join(p.words.Enumeration, list...)
}

func (p page) crossEvaluation(e *register.Evaluation) phrase {
	return say(p.words.CrossGraded, slot{"project", phrase{p.project(e.Project)}}, slot{"day", keep(p.date(e.DecidedOn))}, slot{"grade", phrase{p.crossGrade(e)}})
}

func (p page) crossProjects(h *crosscheck.Hit) phrase {
	var list []phrase
	for _, r := range h.Projects {
		list = append(list, phrase{p.project(r)})
	}
	return join(p.words.Enumeration, list...)
}

// crossRecords lists the records on which a hit rests, each as a link.
func (p page) crossRecords(h *crosscheck.Hit) []template.HTML {
	w := p.words
	var list []template.HTML
	add := func(record phrase) { list = append(list, p.html(record...)) }
	for _, e := range h.Evaluations {
		add(p.crossEvaluation(e))
	}
	for _, r := range h.Projects {
		switch h.Check.Check {
		case rulebook.WonWhileSanctioned:
			add(say(w.CrossSigned, slot{"project", phrase{p.project(r)}}, slot{"day", keep(p.date(h.Day))}))
		case rulebook.PayAboveContracts:
			add(phrase{p.project(r)})
		}
	}
	for _, s := range h.Sanctions {
		add(p.crossSanction(h, s))
	}
	for _, r := range h.Pay {
		text := words.Fill(w.CrossPaid, "year", strconv.Itoa(r.Year), "tier", w.ValueName(schema.Tiers, r.Tier))
		add(phrase{{Text: text, Href: p.to(p.route.Agency(h.Agency)) + "#pay"}})
	}
	return list
}

// crossNotes is what has to be known about the rows of a hit.
func (e *edition) crossNotes(h *crosscheck.Hit) []string {
	w := e.words
	var list []string
	if h.Check.Check == rulebook.PayUpWhileFailing {
		before, after := e.headcount(h.Pay[0].Headcount), e.headcount(h.Pay[1].Headcount)
		list = append(list, words.Fill(w.CrossNotePeople, "before", before, "after", after))
		if !h.OnePerson {
			list = append(list, w.CrossNoteBefore)
		}
	}
	if h.OnePerson {
		list = append(list, w.CrossNoteOnePerson)
	}
	if h.NoEnd {
		list = append(list, words.Fill(w.CrossNoteNoEnd, "months", strconv.Itoa(crosscheck.AssumedMonths)))
	}
	if h.Appealed {
		list = append(list, w.CrossNoteAppealed)
	}
	return list
}

func (e *edition) headcount(c register.Count) string {
	if !c.Given {
		return e.words.Blank
	}
	return words.Grouped(int(c.N))
}

// findingsView is a page of what the cross-checks list.
type findingsView struct {
	Frame   *frame
	Heading string
	Lede    template.HTML
	Summary []crossGroup       // every check that was made; on the first page only
	Clauses *clauseSummaryView // on the first page only
	Groups  []crossGroup       // those with rows on this page, and on the first those without any
	NotMade []template.HTML
	Take    []template.HTML
	Pager   pager
}

// findingsPages is how the hits go over pages. They stand check by check, so that a new one
// is seldom the first of all.
func (e *edition) findingsPages() paged {
	return paged{size: e.opts.PageSize, total: len(e.opts.Crosschecks.All()), plain: true}
}

// findings makes page n of the page of findings: the hits of one check after the other.
func (p page) findings(n int) any {
	w, results := p.words, p.opts.Crosschecks
	pages := p.findingsPages()
	last := pages.last()
	lede, summary := p.lede(n, last, p.findingsLede)
	title := p.numbered(w.CrossHeading, n)
	v := findingsView{
		Frame:   p.frame(about{title: title, summary: summary, alternates: p.findingsFeeds()}),
		Heading: title, Lede: p.html(p.gloss(lede, "cross-check")...), Take: p.findingsFiles(),
		Pager: p.pager(n, last, p.route.Findings),
	}
	if n == 1 {
		v.Clauses = p.clauseSummary()
	}
	first := 0 // the first hit of a check among all
	from, to := pages.bounds(n)
	for _, o := range results.Outcomes() {
		if !o.Made {
			v.NotMade = append(v.NotMade, p.notMade(o))
			continue
		}
		of := func(hit int) int { return min(max(hit-first, 0), len(o.Hits)) }
		rows := o.Hits[of(from):of(to)]
		if n > 1 && len(rows) == 0 {
			first += len(o.Hits)
			continue
		}
		g := p.outcome(o)
		if n > 1 {
			g.Share, g.Counts = "", crossCounts{} // counted on page 1 alone
		}
		for _, h := range rows {
			g.Rows = append(g.Rows, crossRow{
				ID: h.ID, Day: p.date(h.Day), Agency: p.agencyLinks(h.Agency).Name, Numbers: p.html(p.crossNumbers(h)...),
				Records: p.crossRecords(h), Notes: p.crossNotes(h),
			})
		}
		if n == 1 {
			summed, title := g, p.crossTitle(o.ID, o.Rule)
			title.Href = "#" + g.ID
			if at := pages.of(first); at > 1 && len(o.Hits) > 0 {
				title.Href = p.to(p.route.Findings(at)) + title.Href
			}
			summed.Title = p.label(title)
			v.Summary = append(v.Summary, summed)
		}
		first += len(o.Hits)
		if len(g.Rows) > 0 || n == 1 && len(o.Hits) == 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return v
}

// findingsLede says how many checks were made, and how much they list.
func (p page) findingsLede() phrase {
	w, results := p.words, p.opts.Crosschecks
	made := results.Made()
	if made == 0 {
		return plain(w.CrossNoChecks)
	}
	return say(w.CrossPageLede, slot{"checks", keep(words.Count(w.CrossChecks, made))}, slot{"hits", keep(words.Count(w.CrossEntries, len(results.All())))})
}

// outcome is a check with its rule, its counts and its feed.
func (p page) outcome(o crosscheck.Outcome) crossGroup {
	w := p.words
	percent, months := o.Rule.Percent, o.Rule.Months
	if percent <= 0 {
		percent = crosscheck.DefaultPercent
	}
	if o.ID == rulebook.WonWhileSanctioned {
		months = crosscheck.AssumedMonths
	} else if months <= 0 {
		months = crosscheck.DefaultMonths
	}
	forms := map[rulebook.CrossCheckID][2]string{
		rulebook.WonWhileSanctioned:  {w.CrossExactWon, w.CrossCasesWon},
		rulebook.ExcellentInSanction: {w.CrossExactExcellent, w.CrossCasesExcellent},
		rulebook.PayUpWhileFailing:   {w.CrossExactPayUp, w.CrossCasesPayUp},
		rulebook.RepeatSanctions:     {w.CrossExactRepeat, w.CrossCasesRepeat},
		rulebook.PayAboveContracts:   {w.CrossExactContracts, w.CrossCasesContracts},
	}[o.ID]
	g := p.crossGroup(o.Rule)
	g.Exact = words.Fill(forms[0], "percent", strconv.Itoa(percent), "months", strconv.Itoa(months))
	g.Counts = crossCounts{number(len(o.Hits)), number(o.Cases), number(o.Short)}
	g.Share = words.Fill(crossShare(w, o), "cases", words.Count(forms[1], o.Cases), "hits", words.Grouped(len(o.Hits)), "short", words.Grouped(o.Short))
	g.Feed = p.label(label{Text: w.CrossFeed, Href: p.to(route.FindingsFeed(string(o.ID), "xml"))})
	return g
}

// crossShare is the form of how many cases a check compared, and how many of them it lists.
func crossShare(w *words.Words, o crosscheck.Outcome) string {
	switch {
	case o.Cases == 0 && o.Short == 0:
		return w.CrossNoCases
	case o.Cases == 0:
		return w.CrossNoCasesShort
	case o.Short > 0:
		return w.CrossShareShort
	}
	return w.CrossShare
}

// notMade names a check that was not made and says why.
func (p page) notMade(o crosscheck.Outcome) template.HTML {
	form := p.words.CrossUnlisted
	if o.Rule != nil {
		form = p.words.CrossOff
	}
	return p.sentence(form, slot{"name", phrase{p.crossTitle(o.ID, o.Rule)}})
}

// findingsFeeds lists the feeds of the page: that of all checks and that of each.
func (p page) findingsFeeds() []alternate {
	const atom, feed = "application/atom+xml", "application/feed+json"
	list := []alternate{
		{atom, p.words.CrossAtom, p.to(route.FindingsFeed("", "xml"))}, {feed, p.words.CrossJSON, p.to(route.FindingsFeed("", "json"))},
	}
	for _, o := range p.opts.Crosschecks.Outcomes() {
		if o.Rule != nil {
			title := p.crossTitle(o.ID, o.Rule).Text
			list = append(list, alternate{atom, title, p.to(route.FindingsFeed(string(o.ID), "xml"))}, alternate{feed, title, p.to(route.FindingsFeed(string(o.ID), "json"))})
		}
	}
	return list
}

func (p page) findingsFiles() []template.HTML {
	w := p.words
	return p.links(
		label{Text: w.CrossCSV, Href: p.to(route.Download("findings.csv"))}, label{Text: w.CrossExcel, Href: p.to(route.Download("findings-excel.csv"))},
		label{Text: w.CrossAtom, Href: p.to(route.FindingsFeed("", "xml"))}, label{Text: w.CrossJSON, Href: p.to(route.FindingsFeed("", "json"))})
}
