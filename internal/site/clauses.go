package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"gongshi/internal/clause"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// clausesView is a project set against the clauses of the rulebook.
type clausesView struct {
	Reason template.HTML // why nothing is compared; else empty
	Day    template.HTML // which day decides
	Source template.HTML // what text of law all rules stand in; empty: the rows say which
	Rows   []clauseRow
}

// clauseRow is one check. What many rows share is rendered once: a city has a hundred
// thousand of them.
type clauseRow struct {
	Project template.HTML // on pages about more than one
	Figure  template.HTML // cells: what is checked, and the clause's figure
	Value   string        // empty: none
	Numbers template.HTML // how the value comes about
	Outcome template.HTML // a cell
}

// clausesOf sets a project against the clauses; nil where the rulebook names no figures.
func (p page) clausesOf(r *register.Project) *clausesView {
	results := p.clauses.Of(r)
	if len(results) == 0 {
		return nil
	}
	first := &results[0]
	form := p.words.ClauseDay
	if first.On == r.StartsOn { // the day of signing may have been left blank
		form = p.words.ClauseDayFirst
	}
	v := &clausesView{Day: p.sentence(form, slot{"day", keep(p.date(first.On))})}
	if !slices.ContainsFunc(results, func(one clause.Result) bool {
		return one.Outcome != clause.NoRule || one.Gap != first.Gap || one.Edge != first.Edge
	}) {
		return &clausesView{Reason: p.noClause(first)}
	}
	source := sourceOfAll(results)
	if source != nil {
		v.Source = p.sentence(p.words.ClauseSource, slot{"source", phrase{p.sourceTitle(source)}})
	}
	v.Rows = make([]clauseRow, len(results))
	for i := range results {
		v.Rows[i] = p.clauseRow(&results[i], r, clauseCell{sourced: source != nil})
	}
	return v
}

// sourceOfAll is the text of law in which all rules of a project stand, so that it is said
// once; nil where there are several, or none.
func sourceOfAll(results []clause.Result) *rulebook.Source {
	var source *rulebook.Source
	for i := range results {
		rule := results[i].Rule
		if rule == nil {
			continue
		}
		if rule.Source == nil || rule.Clause == "" || source != nil && source != rule.Source {
			return nil
		}
		source = rule.Source
	}
	return source
}

// clauseCell is what the cells of a row leave to be said elsewhere.
type clauseCell struct {
	of      any  // a rule, or a check without one
	named   bool // the row names the project, and the check only in front of the figure
	sourced bool // the text of law is named above the table
}

// clauseRow is a result as a row.
func (p page) clauseRow(r *clause.Result, project *register.Project, cell clauseCell) clauseRow {
	row := clauseRow{Figure: p.clauseFigureCell(r, cell), Outcome: p.clauseOutcomeCell(r)}
	if cell.named {
		row.Project = p.label(p.project(project))
	}
	if r.HasValue {
		row.Value = p.clauseValue(r)
		row.Numbers = p.clauseNumbers(r, project)
	}
	return row
}

// clauseFigureCell is the cells about a rule, or about a check without one.
func (e *edition) clauseFigureCell(r *clause.Result, cell clauseCell) template.HTML {
	type view struct {
		Named         bool
		Check, Figure string
		Rule          template.HTML
	}
	v := view{Named: cell.named, Check: e.clauseName(r.Check)}
	if r.Rule == nil {
		cell.of = r.Check
		return e.row(rowKey{record: cell}, "clause-figure", func(page) any { return v })
	}
	cell.of = r.Rule
	return e.row(rowKey{record: cell}, "clause-figure", func(p page) any {
		link := p.ruleLink(&r.Rule.Rule)
		if cell.sourced {
			link.Text, link.Data = withClause(p.words.ClauseOf, r.Rule.Clause, p.lang != portal.English), false
		}
		v.Figure, v.Rule = p.clauseFigure(r.Rule), p.label(link)
		return v
	})
}

// clauseOutcomeKey is what the cell of an outcome depends on, where it holds no numbers.
type clauseOutcomeKey struct {
	check             rulebook.Check
	outcome           clause.Outcome
	missing, unusable string
}

// clauseOutcomeCell is the cell of an outcome with its notes.
func (e *edition) clauseOutcomeCell(r *clause.Result) template.HTML {
	type view struct {
		Outcome chip
		Notes   []template.HTML // what is missing, and the like
	}
	cell := func(page) any { return view{e.clauseOutcome(r), e.clauseNotes(r)} }
	if r.SumDiffers() || r.Other != nil || r.Outcome == clause.NoRule {
		return e.fragment("clause-outcome", cell(page{}))
	}
	key := clauseOutcomeKey{r.Check, r.Outcome, strings.Join(r.Missing(), " "), strings.Join(r.Unusable(), " ")}
	return e.row(rowKey{record: key}, "clause-outcome", cell)
}

// clauseName is what a check is called.
func (e *edition) clauseName(c rulebook.Check) string {
	w := e.words
	switch c {
	case rulebook.PackagePrice:
		return w.ClausePrice
	case rulebook.ProfessionalPosts:
		return w.ClausePosts
	case rulebook.LabourCost:
		return w.ClauseLabour
	case rulebook.OtherCost:
		return w.ClauseOther
	case rulebook.Cycle:
		return w.ClauseCycle
	}
	return w.ClauseSupervision
}

// clauseOutcome is an outcome as a chip. Nothing in it is an alarm: a figure below that
// of a clause is a fact about two figures.
func (e *edition) clauseOutcome(r *clause.Result) chip {
	w := e.words
	switch r.Outcome {
	case clause.Met:
		return chip{good, "✓", w.ClauseMet, ""}
	case clause.Below:
		return chip{amber, "○", w.ClauseBelow, ""}
	case clause.Above:
		return chip{amber, "○", w.ClauseAbove, ""}
	case clause.Unusual:
		return chip{quiet, "○", w.ClauseUnusual, ""}
	case clause.NotEnoughData:
		return chip{quiet, "–", w.ClauseNoData, ""}
	case clause.NoRule:
		return chip{quiet, "–", w.ClauseNoRule, ""}
	}
	return chip{quiet, "–", w.ClauseNotApplicable, ""}
}

// clauseFigure is what a rule asks for, in words.
func (e *edition) clauseFigure(t *rulebook.Threshold) string {
	w := e.words
	least, most := w.ClauseAtLeast, w.ClauseAtMost
	if t.Usual {
		least, most = w.ClauseUsuallyLeast, w.ClauseUsuallyMost
	}
	var parts []string
	for _, bound := range []struct {
		form string
		n    int64
	}{{least, t.AtLeast}, {most, t.AtMost}} {
		if bound.n > 0 {
			parts = append(parts, words.Fill(bound.form, "figure", e.clauseUnit(t.Check, bound.n)))
		}
	}
	return strings.Join(parts, w.Comma)
}

// clauseUnit puts a rule's figure into the unit of its check.
func (e *edition) clauseUnit(c rulebook.Check, n int64) string {
	if clause.UnitOf(c) == clause.Months {
		return words.Count(e.words.ClauseMonths, int(n))
	}
	return e.clauseAmount(c, words.Grouped(int(n)))
}

// clauseAmount puts a number into a unit other than months.
func (e *edition) clauseAmount(c rulebook.Check, n string) string {
	w := e.words
	switch clause.UnitOf(c) {
	case clause.YuanPerPersonYear:
		return words.Fill(w.ClausePersonYear, "amount", words.Fill(w.Yuan, "n", n))
	case clause.YuanPerPersonMonth:
		return words.Fill(w.ClausePersonMonth, "amount", words.Fill(w.Yuan, "n", n))
	}
	return words.Fill(w.Percent, "n", n)
}

// clauseValue is the project's value in its unit.
func (e *edition) clauseValue(r *clause.Result) string {
	switch {
	case r.Unit() != clause.Months:
		return e.clauseAmount(r.Check, hundredths(r.Value))
	case r.Term.Rest:
		return words.Count(e.words.ClauseMonthsMore, r.Term.Months)
	}
	return words.Count(e.words.ClauseMonths, r.Term.Months)
}

// hundredths writes a number of hundredths with as many decimals as it needs.
func hundredths(n int64) string {
	s := money.FromFen(n).Grouped()
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(s, "0")
	}
	return s
}

// clauseNumbers writes how a value comes about, as in 1,630,000 元 ÷ 5 人 ÷ 2 年 = 163,000 元.
func (e *edition) clauseNumbers(r *clause.Result, p *register.Project) template.HTML {
	w := e.words
	yuan := func(fen int64) string { return words.Fill(w.Yuan, "n", money.FromFen(fen).Grouped()) }
	people := func(n int64) string { return words.Count(w.CountPeople, int(n)) }
	result := words.Fill(w.Percent, "n", hundredths(r.Value))
	var parts []string
	switch r.Check {
	case rulebook.Cycle:
		return e.sentence(w.TermWords, slot{"start", keep(e.date(p.StartsOn))}, slot{"end", keep(e.date(p.EndsOn))})
	case rulebook.PackagePrice, rulebook.Supervision:
		parts = append([]string{yuan(r.Part), people(r.Persons)}, e.divisor(r)...)
		result = words.Fill(w.Yuan, "n", hundredths(r.Value))
	case rulebook.ProfessionalPosts:
		parts = []string{people(r.Part), people(r.Whole)}
	default:
		parts = []string{yuan(r.Part), yuan(r.Whole)}
	}
	sign := " =" + words.NoBreak
	if !r.Exact {
		sign = " ≈" + words.NoBreak
	}
	return e.html(label{Text: strings.Join(parts, " ÷"+words.NoBreak) + sign + result})
}

// divisor is the term by which a price is divided. Where it is not whole years (or
// months) it carries the factor that makes it so.
func (e *edition) divisor(r *clause.Result) []string {
	w, t := e.words, r.Term
	yearly := r.Check == rulebook.PackagePrice
	switch {
	case t.Whole() && yearly && t.Months%12 == 0:
		return []string{words.Count(w.ClauseYears, t.Months/12)}
	case t.Whole() && yearly:
		return []string{words.Count(w.ClauseMonths, t.Months) + " × 12"}
	case t.Whole():
		return []string{words.Count(w.ClauseMonths, t.Months)}
	case yearly:
		return []string{words.Count(w.ClauseDays, t.Days) + " × 365"}
	}
	return []string{words.Count(w.ClauseDays, t.Days) + " × 365", "12"}
}

// clauseNotes says why there is no outcome, and what else is worth knowing.
func (e *edition) clauseNotes(r *clause.Result) []template.HTML {
	w := e.words
	var notes []template.HTML
	add := func(s string) { notes = append(notes, e.html(label{Text: s})) }
	missing := r.Missing()
	switch {
	case r.Other != nil:
		add(words.Fill(w.ClauseFieldMatters, "figure", e.clauseFigure(r.Rule), "other", e.clauseFigure(r.Other)))
	case len(missing) == 1 && missing[0] == "field":
		add(w.ClauseFieldNeeded)
	case len(missing) > 0:
		add(words.Fill(w.ClauseMissing, "columns", e.columnNames(missing)))
	}
	if list := r.Unusable(); len(list) > 0 {
		add(words.Fill(w.ClauseUnusable, "columns", e.columnNames(list)))
	}
	switch {
	case r.Outcome == clause.NoRule:
		notes = append(notes, e.noClause(r))
	case r.Outcome == clause.NotApplicable && r.Check == rulebook.Cycle:
		add(w.ClauseOpenEnded)
	case r.Outcome == clause.NotApplicable:
		add(w.ClauseNobody)
	}
	if r.SumDiffers() {
		form, fen := w.ClauseSumMore, r.Difference
		if fen < 0 {
			form, fen = w.ClauseSumLess, -fen
		}
		add(words.Fill(form, "amount", words.Fill(w.Yuan, "n", money.FromFen(fen).Grouped())))
	}
	return notes
}

// columnNames names columns of the table of projects.
func (e *edition) columnNames(columns []string) string {
	t := schema.Lookup("projects")
	names := make([]string, len(columns))
	for i, name := range columns {
		c := t.Column(name)
		names[i] = e.words.CodeName(schema.Code{ZH: c.ZH, EN: c.EN})
	}
	return strings.Join(names, e.words.Enumeration)
}

// noClause says why no rule was in force.
func (e *edition) noClause(r *clause.Result) template.HTML {
	w := e.words
	form := w.ClauseBetween
	switch r.Gap {
	case clause.Before:
		form = w.ClauseBefore
	case clause.After:
		form = w.ClauseAfter
	case clause.OtherKind:
		form = w.ClauseOtherKind
	}
	return e.sentence(form, slot{"day", keep(e.date(r.On))}, slot{"edge", keep(e.date(r.Edge))})
}

// agencyClauses is the projects of an agency with a figure below or above that of a
// clause, and how many could be compared.
type agencyClauses struct {
	Sentence string
	Rows     []clauseRow
	More     template.HTML
}

// clausesOnAgency is how many rows an agency's page has.
const clausesOnAgency = 12

// clausesOfAgency sums up an agency's projects; nil where it has none or the rulebook
// names no figures. What a clause only calls usual is not counted.
func (p page) clausesOfAgency(a *register.Agency) *agencyClauses {
	if len(p.clauses.Kinds()) == 0 || len(a.Projects) == 0 {
		return nil
	}
	v := &agencyClauses{}
	judged, off, more := 0, 0, 0
	var results []clause.Result
	for _, r := range a.Projects {
		compared, differs := false, false
		results = p.clauses.Append(results[:0], r)
		for i := range results {
			one := &results[i]
			compared = compared || one.Outcome.Judged() && !one.Rule.Usual
			if one.Outcome != clause.Below && one.Outcome != clause.Above {
				continue
			}
			differs = true
			if len(v.Rows) == clausesOnAgency {
				more++
				continue
			}
			v.Rows = append(v.Rows, p.clauseRow(one, r, clauseCell{named: true}))
		}
		judged, off = judged+toInt(compared), off+toInt(differs)
	}
	w := p.words
	form := w.ClauseAgency
	switch {
	case judged == 0:
		form = w.ClauseAgencyNoData
	case off == 0:
		form = w.ClauseAgencyNone
	}
	v.Sentence = words.Fill(form, "projects", words.Count(w.CountProjects, len(a.Projects)), "judged", words.Grouped(judged), "off", words.Grouped(off))
	if more > 0 {
		v.More = p.sentence(w.ClauseMoreRows, slot{"n", plain(words.Grouped(more))}, slot{"file", phrase{p.clauseFile()}})
	}
	return v
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// clauseFile links to the download of all results.
func (p page) clauseFile() label {
	return label{Text: p.words.ClauseFile, Href: p.to(route.Download("clauses.csv"))}
}

// clauseSummaryView counts the outcomes of all projects by check.
type clauseSummaryView struct {
	Lede string
	Rows []clauseCount
	File template.HTML
}

// clauseCount is one check. The first numbers are of the projects, the next two of those
// that can be compared.
type clauseCount struct {
	Check                        string
	Compared, Met, Off           string
	Unusual, NoData, NoRule, Not value
}

// clauseSummary is the fragment clause-summary; nil where the rulebook names no figures or
// there are no projects.
func (p page) clauseSummary() *clauseSummaryView {
	list := p.clauses.Summary()
	if len(list) == 0 || len(p.reg.Projects) == 0 {
		return nil
	}
	w := p.words
	v := &clauseSummaryView{
		Lede: words.Fill(w.ClauseSummaryLede, "projects", words.Count(w.CountProjects, len(p.reg.Projects))),
		File: p.label(p.clauseFile()),
	}
	for i := range list {
		s := &list[i]
		judged := s.Judged()
		v.Rows = append(v.Rows, clauseCount{
			Check:    p.clauseName(s.Check),
			Compared: words.Fill(w.ShareOf, "n", words.Grouped(judged), "of", words.Grouped(s.Projects)),
			Met:      p.shareOf(s.Met, judged), Off: p.shareOf(s.Below+s.Above, judged),
			Unusual: number(s.Unusual), NoData: number(s.NotEnoughData), NoRule: number(s.NoRule), Not: number(s.NotApplicable),
		})
	}
	return v
}

// shareOf is a number with its share of another, as in 12（占 8.3%）.
func (p page) shareOf(n, of int) string {
	if of == 0 {
		return strconv.Itoa(n)
	}
	return words.Fill(p.words.ShareOfStaff, "value", words.Grouped(n), "share", p.percent(int64(n), int64(of)))
}
