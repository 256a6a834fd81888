package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// rowKey tells rows of rules apart: what cells about clauses depend on.
type rowKey struct{ record any }

// row returns a row of a table, rendered once. Every page with a table lies one folder
// deep, so that the links of a row are the same in all of them. The rows of records are
// in keptRows.
func (e *edition) row(key rowKey, name string, view func(page) any) template.HTML {
	if r, ready := e.rows.Load(key); ready {
		return r.(template.HTML)
	}
	r := e.makeRow(name, view)
	e.rows.Store(key, r)
	return r
}

// makeRow is a row that is not kept.
func (e *edition) makeRow(name string, view func(page) any) template.HTML {
	return e.fragment(name, view(e.inFolder()))
}

// agencyTable is a table of agencies.
type agencyTable struct {
	PayHeading  string
	OneDistrict bool // all are of one district, which the page names
	Rows        []template.HTML
}

type agencyRow struct {
	Name, District    template.HTML
	Status            string
	Usual             bool // the status is the one that nearly all have
	PayHeading        string
	Pay               chip
	PayKey            string // by which the state is sorted
	Projects, InForce value
}

func (e *edition) agencyTable(list []*register.Agency) agencyTable {
	t := agencyTable{PayHeading: e.words.Pay, Rows: make([]template.HTML, len(list))}
	if e.headline > 0 {
		t.PayHeading = words.Fill(e.words.PayOfYear, "year", strconv.Itoa(e.headline))
	}
	row := func(a *register.Agency) template.HTML {
		return e.fragment("agency-row", e.agencyRow(a, t.PayHeading))
	}
	for i, a := range list {
		t.Rows[i] = *e.kept.agencies.of(a, row)
	}
	return t
}

func (e *edition) agencyRow(a *register.Agency, payHeading string) agencyRow {
	links, y := e.agencyLinks(a), e.led.Of(a).Year(e.headline)
	return agencyRow{
		Name: links.Name, District: links.District,
		Status: e.words.ValueName(schema.AgencyStatuses, a.Status), Usual: a.Status == "active",
		PayHeading: payHeading, Pay: e.payDuty(y), PayKey: payKey(y),
		Projects: number(len(a.Projects)), InForce: number(inForce(a.Sanctions)),
	}
}

// payKey sorts the states of pay from what is missing to what is disclosed; empty: nothing
// was required.
func payKey(y *ledger.Year) string {
	if y == nil || y.Pay.State == ledger.NotRequired || y.Pay.State == ledger.NoRule {
		return ""
	}
	return strconv.Itoa(len(ledger.States()) - slices.Index(ledger.States(), y.Pay.State))
}

// inForce counts the sanctions in force.
func inForce(list []*register.Sanction) int {
	n := 0
	for _, s := range list {
		if s.Standing == register.InForce {
			n++
		}
	}
	return n
}

// projectTable is a table of projects.
type projectTable struct {
	ShowAgency, ShowPurchaser bool
	Rows                      []template.HTML
}

type projectRow struct {
	ShowAgency, ShowPurchaser bool
	Mark                      template.HTML // see cellMark
	Name, Agency, Purchaser   template.HTML
	Starts, Ends              string
	Amount                    value
	Results                   template.HTML
	ResultKey                 string // by which results are sorted; empty: there are none
	State                     chip   // where there are no results
	Lack                      *chip  // beside results: another is lacking; nil: none
}

func (e *edition) projectTable(list []*register.Project, showAgency, showPurchaser bool) projectTable {
	t := projectTable{ShowAgency: showAgency, ShowPurchaser: showPurchaser, Rows: make([]template.HTML, len(list))}
	for i, r := range list {
		row := e.kept.projects.of(r, e.partedRow)
		if !row.parted && !(showAgency && showPurchaser) { // a portal's own template has no marks
			view := e.inFolder().projectRow(r)
			view.ShowAgency, view.ShowPurchaser = showAgency, showPurchaser
			t.Rows[i] = e.fragment("project-row", view)
			continue
		}
		t.Rows[i] = row.with(showAgency, showPurchaser)
	}
	return t
}

func (e *edition) partedRow(r *register.Project) partedRow {
	view := e.inFolder().projectRow(r)
	view.ShowAgency, view.ShowPurchaser, view.Mark = true, true, cellMark
	return parted(e.fragment("project-row", view))
}

func (p page) projectRow(r *register.Project) projectRow {
	v := projectRow{
		Name: p.label(p.project(r)), Agency: p.agencyLinks(r.Agency).Name, Purchaser: p.purchaserLink(r.Purchaser),
		Starts: p.date(r.StartsOn), Ends: p.date(r.EndsOn), Amount: yuan(r.Amount), State: p.resultState(r),
	}
	if n := len(r.Evaluations); n > 0 {
		v.Results, v.ResultKey = p.html(p.gradeScore(r.Evaluations[n-1])...), resultKey(r.Evaluations[n-1])
		if why := p.reasonOf(r); why != nil && len(why.Lacks) > 0 {
			state := p.lackState(why)
			v.Lack = &state
		}
	}
	return v
}

// resultKey sorts results by grade, and those of a grade by score, the best first.
func resultKey(v *register.Evaluation) string {
	const scores = 100_00 // a score has two decimals
	grade := slices.IndexFunc(schema.Grades, func(c schema.Code) bool { return c.ID == v.Grade })
	if grade < 0 {
		grade = len(schema.Grades)
	}
	return strconv.Itoa((grade+1)*(scores+1) - int(v.Score.Hundredths))
}

// grade is an evaluation's grade: as written in Chinese, translated in English.
func (e *edition) grade(v *register.Evaluation) string {
	switch {
	case v.GradeWritten == "" || e.lang == portal.English:
	case e.lang == portal.Traditional: // it is one of a closed list, whatever it is called
		return words.ToTraditional(v.GradeWritten)
	default:
		return v.GradeWritten
	}
	return e.words.ValueName(schema.Grades, v.Grade)
}

func (e *edition) gradeScore(v *register.Evaluation) phrase {
	if s := score(v.Score); s != "" {
		return keep(words.Fill(e.words.GradeScore, "grade", e.grade(v), "score", s))
	}
	return keep(e.grade(v))
}

// score writes a score without decimals that say nothing; "" where none is given.
func score(s register.Score) string {
	if !s.Given {
		return ""
	}
	text := money.FromFen(int64(s.Hundredths)).String()
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// sanctionRow is a sanction in a list.
type sanctionRow struct {
	State        chip
	StateKey     string // by which the state is sorted
	Number       template.HTML
	Subject      template.HTML
	ShowSubject  bool
	Measures     template.HTML
	MeasuresPaid template.HTML // the measures with the fine in its place
	Fine         value
	NoFine       bool // it needs no place on a narrow screen
	DecidedOn    string
	Authority    template.HTML
	Facts        string
	Until        string
}

// maxExcerpt is how many characters of the facts stand in a list.
const maxExcerpt = 80

func (p page) sanctionRow(s *register.Sanction) sanctionRow {
	row := sanctionRow{
		State: p.standing(s), StateKey: strconv.Itoa(slices.Index(standings, s.Standing)), Number: p.label(p.sanction(s)), Subject: p.html(p.subject(s)...), ShowSubject: true,
		Measures: p.html(p.measures(s)...), MeasuresPaid: p.html(p.measuresPaid(s)...), Fine: yuan(s.Fine), NoFine: !s.Fine.Given,
		DecidedOn: p.date(s.DecidedOn), Authority: p.label(p.groupName(s.Authority)), Facts: excerpt(s.Facts, maxExcerpt),
	}
	if s.HasEnd() {
		row.Until = words.Fill(p.words.PublishedUntil, "date", p.date(s.LastDay))
	}
	return row
}

func (p page) sanctionEntries(list []*register.Sanction) []sanctionRow {
	rows := make([]sanctionRow, len(list))
	for i, s := range list {
		rows[i] = p.sanctionRow(s)
	}
	return rows
}

func (e *edition) sanctionTable(list []*register.Sanction) []template.HTML {
	rows := make([]template.HTML, len(list))
	row := func(s *register.Sanction) template.HTML {
		return e.fragment("sanction-row", e.inFolder().sanctionRow(s))
	}
	for i, s := range list {
		rows[i] = *e.kept.sanctions.of(s, row)
	}
	return rows
}

func (e *edition) measures(s *register.Sanction) phrase {
	var list phrase
	for i, m := range s.Measures {
		if i > 0 {
			list = append(list, label{Text: e.words.Enumeration})
		}
		list = append(list, e.groupName(m))
	}
	return list
}

// measuresPaid is the measures with the amount of the fine beside its word.
func (e *edition) measuresPaid(s *register.Sanction) phrase {
	if !s.Fine.Given || s.Fine.Fen == 0 {
		return e.measures(s)
	}
	fine := say(e.words.FineWords, slot{"amount", keep(e.amount(s.Fine))})
	var list []phrase
	said := false
	for _, m := range s.Measures {
		if m.Code == "fine" {
			list, said = append(list, fine), true
			continue
		}
		list = append(list, phrase{e.groupName(m)})
	}
	if !said {
		list = append(list, fine)
	}
	return join(e.words.Enumeration, list...)
}

// subject is whom a sanction is about, linked where it is an agency of the portal.
func (p page) subject(s *register.Sanction) phrase {
	var agency phrase
	switch {
	case s.Agency != nil:
		agency = phrase{p.agency(s.Agency)}
	case s.SubjectName != "":
		agency = phrase{{Text: s.SubjectName, Data: true}}
	}
	person := phrase{{Text: s.Person, Data: true, Keep: true}}
	if s.Agency == nil && s.SubjectName == s.Person {
		agency = nil // the party is the person
	}
	switch {
	case s.Person != "" && agency != nil:
		return say(p.words.PractitionerOf, slot{"agency", agency}, slot{"person", person})
	case s.Person != "":
		return say(p.words.Practitioner, slot{"person", person})
	case agency != nil:
		return agency
	}
	return plain(p.words.UnknownSubject)
}

// pager leads to the other pages of a list.
type pager struct {
	Previous, Next string
	Where          string      // which page of how many it is, in words
	Pages          []pagerItem // empty: there is one page
}

// pagerItem is a page of a list; without a link the current one, without a text a gap.
type pagerItem struct{ Text, Name, Href string }

// pager makes the way from page n of last to the others: the first, the last and
// two to either side.
func (p page) pager(n, last int, path func(int) string) pager {
	var g pager
	if last < 2 {
		return g
	}
	g.Where = words.Fill(p.words.PageOf, "n", strconv.Itoa(n), "of", words.Grouped(last))
	if n > 1 {
		g.Previous = p.to(path(n - 1))
	}
	if n < last {
		g.Next = p.to(path(n + 1))
	}
	const around = 2
	for i := 1; i <= last; i++ {
		if i != 1 && i != last && (i < n-around || i > n+around) {
			if g.Pages[len(g.Pages)-1].Text != "" {
				g.Pages = append(g.Pages, pagerItem{})
			}
			continue
		}
		item := pagerItem{Text: strconv.Itoa(i), Name: words.Fill(p.words.PageN, "n", strconv.Itoa(i))}
		if i != n {
			item.Href = p.to(path(i))
		}
		g.Pages = append(g.Pages, item)
	}
	return g
}

// lede is how a list begins, and how search engines sum a page of it up. What is said of all
// rows stands on the first page alone: if it stood on each, one changed row would change them
// all. Of another page there is its number.
func (p page) lede(n, last int, said func() phrase) (opening phrase, summary string) {
	if n > 1 {
		return nil, words.Fill(p.words.PageOf, "n", strconv.Itoa(n), "of", words.Grouped(last))
	}
	opening = said()
	return opening, opening.String()
}

// numbered is a page's title with its number, from the second page on.
func (e *edition) numbered(title string, n int) string {
	if n < 2 {
		return title
	}
	return words.Fill(e.words.TitlePage, "title", title, "n", strconv.Itoa(n))
}
