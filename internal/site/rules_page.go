package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// rulesView is the page of the rulebook.
type rulesView struct {
	Frame     *frame
	Lede      template.HTML
	Extended  template.HTML // what the operator prolonged, and why
	Sources   []lawRow
	Groups    []ruleGroup
	Deadlines []fact
}

// lawRow is a text in which rules stand.
type lawRow struct {
	Title, Issuer template.HTML
	Number, Span  string
	State         chip
}

// ruleGroup is the rules of one kind. Its id holds an underscore, so that it is never
// the id of a rule.
type ruleGroup struct {
	ID, Heading string
	Day         string // what decides the day
	Rules       []ruleEntry
}

type ruleEntry struct {
	ID             string
	Heading        template.HTML
	State          chip
	Wording        template.HTML
	Source         template.HTML
	Span           string
	Extended       bool // its end is the operator's
	Day            string
	Facts          []fact
	Periods        []periodRow
	Caveat, Review template.HTML
}

// periodRow is how long a sanction of a severity is shown.
type periodRow struct{ Severity, Longest, Repair string }

func (p page) rules() any {
	w, b := p.words, p.reg.Rules
	v := rulesView{Deadlines: p.deadlineFacts()}
	lede := plain(w.RulesNone)
	if b != nil {
		lede = say(w.RulesLede, slot{"title", phrase{p.bookText(b.Title)}})
		if !b.ExtendedUntil.IsZero() {
			v.Extended = p.html(say(w.RulesExtended, slot{"date", keep(p.date(b.ExtendedUntil))}, slot{"reason", phrase{{Text: b.ExtendedReason, Data: true}}})...)
		}
		for _, s := range b.Sources {
			v.Sources = append(v.Sources, p.lawRow(s))
		}
		for _, g := range p.ruleGroups(b) {
			if len(g.Rules) > 0 {
				v.Groups = append(v.Groups, g)
			}
		}
	}
	v.Lede = p.html(p.gloss(lede, "sanction", "clause")...)
	v.Frame = p.frame(about{title: w.Rules, summary: lede.String()})
	return v
}

func (p page) lawRow(s *rulebook.Source) lawRow {
	title := p.sourceTitle(s)
	if s.URL != "" {
		title.Href, title.External = s.URL, true
	}
	return lawRow{
		Title: p.label(title), Issuer: p.label(p.bookText(s.Issuer)), Number: s.Number,
		Span: p.span(s.Span), State: p.effect(s.Span, false),
	}
}

func (p page) ruleGroups(b *rulebook.Book) []ruleGroup {
	w := p.words
	groups := []ruleGroup{
		{ID: "rules_duties", Heading: w.RulesOfDuties},
		{ID: "rules_clauses", Heading: w.RulesOfClauses, Day: w.DaySigned},
		{ID: "rules_fields", Heading: w.RulesOfFields, Day: w.DaySigned},
		{ID: "rules_ageing", Heading: w.RulesOfAgeing, Day: w.DayDecided},
		{ID: "rules_names", Heading: w.RulesOfNames, Day: w.DayDecided},
		{ID: "rules_checks", Heading: w.RulesOfChecks},
	}
	add := func(i int, r ruleEntry) { groups[i].Rules = append(groups[i].Rules, r) }
	for _, d := range b.Duties {
		add(0, p.dutyRule(d))
	}
	for _, t := range b.Thresholds {
		add(1, p.thresholdRule(t))
	}
	for _, r := range b.Risky {
		e := p.ruleEntry(&r.Rule, plain(w.RulesOfFields))
		e.Facts = []fact{{Name: w.Fields, Text: p.html(plain(p.codes(schema.Fields, r.Fields, w.Enumeration))...)}}
		add(2, e)
	}
	for _, a := range b.Ageing {
		add(3, p.ageingRule(a))
	}
	for _, n := range b.Names {
		add(4, p.nameRule(n))
	}
	for _, c := range b.Checks {
		e := p.ruleEntry(&c.Rule, phrase{p.bookText(c.Title)})
		e.Caveat = p.label(p.bookText(c.Caveat))
		if c.Off {
			e.State = chip{quiet, "–", w.RuleOff, ""}
		}
		e.Facts = p.checkFacts(c)
		add(5, e)
	}
	return groups
}

// ruleEntry is what all rules show.
func (p page) ruleEntry(r *rulebook.Rule, heading phrase) ruleEntry {
	return ruleEntry{
		ID: r.ID, Heading: p.html(heading...), State: p.effect(r.Span, r.Extended), Wording: p.label(p.bookText(r.Wording)),
		Source: p.label(p.cited(r)), Span: p.span(r.Span), Extended: r.Extended, Review: p.label(p.bookText(r.Review)),
	}
}

func (p page) dutyRule(d *rulebook.Duty) ruleEntry {
	w := p.words
	e := p.ruleEntry(&d.Rule, plain(p.dutyName(d.Kind)))
	switch d.Kind {
	case rulebook.Pay:
		e.Day = w.DayYearEnd
		tiers := d.Tiers
		if len(tiers) == 0 {
			for _, t := range schema.Tiers {
				tiers = append(tiers, t.ID)
			}
		}
		e.Facts = []fact{{Name: w.Tier, Text: p.html(plain(p.codes(schema.Tiers, tiers, w.Enumeration))...)}}
	case rulebook.Policy:
		e.Day = w.DayFirstContract
	case rulebook.Results:
		e.Day = w.DayEnded
		for i := range d.Needs {
			n := &d.Needs[i]
			each := w.NeedAll
			if n.MinMonths > 0 {
				each = words.Count(w.NeedMonths, n.MinMonths)
			}
			kinds := p.codes(schema.EvaluationKinds, n.Kinds, w.Or)
			form := w.NeedKinds
			if p.names(n) {
				form = w.NeedNamed
			}
			said := say(form, slot{"name", phrase{p.bookText(n.Name)}}, slot{"kinds", plain(kinds)}, slot{"projects", plain(each)})
			e.Facts = append(e.Facts, fact{Name: w.NeedOf, Text: p.html(said...)})
		}
	}
	return e
}

// names says whether the name of a need tells of all the kinds of results that meet it.
func (e *edition) names(n *rulebook.Need) bool {
	name := strings.ToLower(e.bookText(n.Name).Text)
	return !slices.ContainsFunc(n.Kinds, func(kind string) bool {
		return !strings.Contains(name, strings.ToLower(e.words.ValueName(schema.EvaluationKinds, kind)))
	})
}

// dutyName is what a duty is about.
func (e *edition) dutyName(k rulebook.DutyKind) string {
	switch k {
	case rulebook.Pay:
		return e.words.PayOfTiers
	case rulebook.Policy:
		return e.words.PayPolicy
	}
	return e.words.ResultsOfProjects
}

func (p page) thresholdRule(t *rulebook.Threshold) ruleEntry {
	w := p.words
	scope, heading := w.ScopeAll, w.ScopeOf
	switch t.Scope {
	case rulebook.OrdinaryFields:
		scope = w.ScopeOrdinary
	case rulebook.RiskyOnly:
		scope = w.ScopeRisky
	default:
		heading = "{check}"
	}
	e := p.ruleEntry(&t.Rule, plain(words.Fill(heading, "check", p.clauseName(t.Check), "scope", scope)))
	unit := w.FigurePercent
	switch t.Check {
	case rulebook.PackagePrice:
		unit = w.FigurePackage
	case rulebook.Supervision:
		unit = w.FigureSupervision
	case rulebook.Cycle:
		unit = w.FigureMonths
	}
	bound := func(word string, n int64) {
		if n > 0 {
			e.Facts = append(e.Facts, fact{Name: w.RuleFigure, Text: p.html(plain(words.Count(unit, int(n), "bound", word))...)})
		}
	}
	bound(w.RuleAtLeast, t.AtLeast)
	bound(w.RuleAtMost, t.AtMost)
	e.Facts = append(e.Facts, fact{Name: w.RuleScope, Text: p.html(plain(scope)...)})
	if t.Usual {
		e.Facts = append(e.Facts, fact{Name: w.RuleWeight, Text: p.html(plain(w.RuleUsual)...)})
	}
	return e
}

func (p page) ageingRule(a *rulebook.Ageing) ruleEntry {
	w := p.words
	e := p.ruleEntry(&a.Rule, plain(p.codes(schema.SanctionKinds, a.Kinds, w.Enumeration)))
	for _, s := range []rulebook.Severity{rulebook.Minor, rulebook.General, rulebook.Serious} {
		t := a.Periods[s]
		row := periodRow{Severity: w.ValueName(schema.Severities, string(s)), Longest: w.PeriodNotShown, Repair: w.PeriodNotShown}
		if t.Shown {
			row.Longest, row.Repair = w.PeriodOpen, w.PeriodAtOnce
			if t.MaxMonths > 0 {
				row.Longest = words.Count(w.PeriodLongest, t.MaxMonths)
			}
			if t.MinMonths > 0 {
				row.Repair = words.Count(w.PeriodRepair, t.MinMonths)
			}
		}
		e.Periods = append(e.Periods, row)
	}
	either := func(name string, on bool, yes, no string) {
		if !on {
			yes = no
		}
		e.Facts = append(e.Facts, fact{Name: name, Text: p.html(plain(yes)...)})
	}
	list := func(name string, measures []string) {
		if len(measures) > 0 {
			e.Facts = append(e.Facts, fact{Name: name, Text: p.html(p.measureNames(measures)...)})
		}
	}
	list(w.AgeingSerious, a.SeriousMeasures)
	list(w.AgeingMinor, a.MinorMeasures)
	either(w.AgeingWarnings, a.ShowWarnings, w.AgeingShown, w.AgeingNotShown)
	either(w.AgeingPersons, a.ShowPersons, w.AgeingShown, w.AgeingNotShown)
	either(w.AgeingRepaired, a.KeepRepaired, w.AgeingKept, w.AgeingRemoved)
	either(w.AgeingWithdrawn, a.KeepWithdrawn, w.AgeingKept, w.AgeingRemoved)
	return e
}

// measureNames names measures: those that no list knows stand as the book writes them.
func (e *edition) measureNames(measures []string) phrase {
	var list []phrase
	for _, m := range measures {
		known := slices.ContainsFunc(schema.Measures, func(c schema.Code) bool { return c.ID == m })
		list = append(list, phrase{{Text: e.words.ValueName(schema.Measures, m), Data: !known}})
	}
	return join(e.words.Enumeration, list...)
}

func (p page) nameRule(n *rulebook.NameRule) ruleEntry {
	w := p.words
	e := p.ruleEntry(&n.Rule, plain(w.NamesInFull))
	add := func(name, value string) {
		if value != "" {
			e.Facts = append(e.Facts, fact{Name: name, Text: p.html(plain(value)...)})
		}
	}
	kinds := w.ScopeEvery
	if len(n.Kinds) > 0 {
		kinds = p.codes(schema.SanctionKinds, n.Kinds, w.Enumeration)
	}
	var severities, columns []string
	for _, s := range n.Severities {
		severities = append(severities, string(s))
	}
	columns = append(columns, n.Requires...)
	add(w.Kind, kinds)
	add(w.Severity, p.codes(schema.Severities, severities, w.Enumeration))
	var known []schema.Code
	for _, c := range schema.Lookup("sanctions").Columns {
		known = append(known, schema.Code{ID: c.Name, ZH: c.ZH, EN: c.EN})
	}
	add(w.NamesRequire, p.codes(known, columns, w.Enumeration))
	return e
}

func (p page) checkFacts(c *rulebook.CrossCheck) []fact {
	var list []fact
	if c.Check == rulebook.PayUpWhileFailing && c.Percent > 0 {
		list = append(list, fact{Name: p.words.RuleFigure, Text: p.html(keep(words.Fill(p.words.CheckMore, "n", strconv.Itoa(c.Percent)))...)})
	}
	if c.Check == rulebook.RepeatSanctions && c.Months > 0 {
		list = append(list, fact{Name: p.words.RuleFigure, Text: p.html(keep(words.Count(p.words.CheckWithin, c.Months))...)})
	}
	return list
}

// codes names codes of a list with a word between them.
func (e *edition) codes(list []schema.Code, ids []string, between string) string {
	var text string
	for i, id := range ids {
		if i > 0 {
			text += between
		}
		text += e.words.ValueName(list, id)
	}
	return text
}

// span is the days of effect in words.
func (e *edition) span(s rulebook.Span) string {
	w, open := e.words, s.Until.IsZero() || s.Until.IsOpen()
	switch {
	case s.From.IsZero() && open:
		return w.SpanNone
	case open:
		return words.Fill(w.SpanFrom, "from", e.date(s.From))
	case s.From.IsZero():
		return words.Fill(w.SpanUntil, "until", e.date(s.Until))
	}
	return words.Fill(w.SpanBoth, "from", e.date(s.From), "until", e.date(s.Until))
}

// effect says whether days of effect hold the register's day.
func (e *edition) effect(s rulebook.Span, extended bool) chip {
	w := e.words
	switch {
	case e.reg.AsOf.Before(s.From):
		return chip{quiet, "–", w.RuleUpcoming, ""}
	case !s.Holds(e.reg.AsOf):
		return chip{quiet, "○", w.RuleEnded, ""}
	case extended:
		return chip{amber, "●", w.RuleExtended, ""}
	}
	return chip{quiet, "●", w.RuleNow, ""}
}

// deadlineFacts is the operator's deadlines.
func (p page) deadlineFacts() []fact {
	w, d := p.words, p.settings.Deadlines
	said := func(name, form string, set bool) fact {
		if !set {
			form = w.DeadlineNone
		}
		return fact{Name: name, Text: p.html(plain(form)...)}
	}
	return []fact{
		said(w.PayOfTiers, words.Fill(w.DeadlinePay, "date", monthDay(d.PayMonth, d.PayDay)), d.PayMonth > 0),
		said(w.PayPolicy, words.Count(w.DeadlinePolicy, d.Policy), d.Policy > 0),
		said(w.ResultsOfProjects, words.Count(w.DeadlineResults, d.Results), d.Results > 0),
	}
}

// monthDay writes a day of every year.
func monthDay(month, date int) string {
	return day.Make(2001, month, date).String()[len("2001-"):]
}
