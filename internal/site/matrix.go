package site

import (
	"html/template"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// matrixYears is how many years stand in the matrix of duties: three marks each are
// what fits beside a name at 1,280 px.
const matrixYears = 6

// matrixView is a page of the matrix of duties: agencies by years.
type matrixView struct {
	Frame   *frame
	Heading string
	Lede    template.HTML
	Earlier bool // there are years that the matrix leaves out
	Legend  []legendEntry
	Links   []template.HTML
	Years   []template.HTML
	Kinds   []string // what the three marks of a year are about
	Rows    []matrixRow
	Pager   pager
}

// legendEntry explains a state.
type legendEntry struct {
	Mark    mark
	Word    template.HTML
	Meaning string
	Count   template.HTML // how often it stands in the matrix; on the first page
}

type matrixRow struct {
	Name  template.HTML
	Cells []matrixCell
}

type matrixCell struct {
	Year, Href string // Href is empty where there is nothing to explain
	Marks      []mark
}

// mark is a state in the matrix: a shape whose word is said, not shown.
type mark struct {
	Tone, Shape, Of, Word string
	Title                 string // what the word alone does not say: a deadline, a number of days
}

// markState is a state with its shape in the matrix, where words are not shown: so it
// tells more apart by shape than a chip has to.
type markState struct {
	state         ledger.State
	tone, shape   string
	word, meaning string
}

func (e *edition) markStates() []markState {
	w := e.words
	return []markState{
		{ledger.Disclosed, good, "✓", w.StateDisclosed, w.MeansDisclosed},
		{ledger.NilReturn, good, "0", w.StateNil, w.MeansNil},
		{ledger.Late, amber, "◷", w.MarkLate, w.MeansLate},
		{ledger.Overdue, alarm, "✕", w.MarkOverdue, w.MeansOverdue},
		{ledger.Missing, alarm, "✕", w.StateMissing, w.MeansMissing},
		{ledger.Partly, alarm, "△", w.StatePartly, w.MeansPartly},
		{ledger.Due, quiet, "–", w.StateNotYet, w.MeansDue},
		{ledger.NotRequired, quiet, "·", w.MarkNotRequired, w.MeansNotRequired},
		{ledger.NoRule, quiet, "□", w.StateNoRule, w.MeansNoRule},
	}
}

// dutyQuery finds the agencies with a duty of a state. It is empty for the two states that
// the search says of an agency as a whole only.
func dutyQuery(s ledger.State) string {
	if s == ledger.Disclosed || s == ledger.NotRequired {
		return ""
	}
	return "duty:" + string(s) + " table:agencies"
}

// matrixSpan is the years of the matrix, newest first.
func (e *edition) matrixSpan() []int {
	return e.led.Years[:min(matrixYears, len(e.led.Years))]
}

// marked is the state under which a duty is shown in the matrix: what is overdue in part
// is shown as missing in part.
func marked(d *ledger.Duty) ledger.State {
	if d.State == ledger.Overdue && d.Have > 0 {
		return ledger.Partly
	}
	return d.State
}

// dutyCounts counts the states in the matrix.
func (e *edition) dutyCounts() map[ledger.State]int {
	counts := map[ledger.State]int{}
	for _, a := range e.led.Accounts {
		for i := range e.matrixSpan() {
			for _, k := range rulebook.DutyKinds() {
				counts[marked(a.Years[i].Duty(k))]++
			}
		}
	}
	return counts
}

func (p page) matrix(counts map[ledger.State]int, n int) any {
	w, span := p.words, p.matrixSpan()
	title := p.numbered(w.Matrix, n)
	lede := plain(w.PayNoYear)
	if len(span) > 0 {
		lede = say(w.MatrixLede, slot{"from", keep(strconv.Itoa(span[len(span)-1]))}, slot{"until", keep(strconv.Itoa(span[0]))})
	}
	v := matrixView{
		Frame:   p.frame(about{title: title, summary: lede.String(), styles: []string{p.opts.Assets.MatrixStyle}, crumbs: []label{{Text: w.NotDisclosed, Href: p.to(p.route.Overdue(1))}}}),
		Heading: title, Lede: p.html(p.gloss(lede, "pay-policy")...), Earlier: len(span) < len(p.led.Years),
		Kinds: []string{w.MarkPay, w.MarkPolicy, w.MarkResults},
		Links: p.links(label{Text: w.AllOverdue, Href: p.to(p.route.Overdue(1))}, label{Text: w.Rules, Href: p.to(p.route.Rules())}),
		Pager: p.pager(n, lastPage(p.opts.PageSize, len(p.led.Accounts)), p.route.Duties),
	}
	states := map[ledger.State]markState{}
	for _, s := range p.markStates() {
		states[s.state] = s
		entry := p.legendEntry(s)
		if n == 1 {
			entry.Count = p.markCount(s, counts[s.state])
		}
		v.Legend = append(v.Legend, entry)
	}
	for _, y := range span {
		v.Years = append(v.Years, p.label(label{Text: strconv.Itoa(y), Href: p.to(p.yearPath(y))}))
	}
	for _, a := range onPage(p.led.Accounts, n, p.opts.PageSize) {
		v.Rows = append(v.Rows, p.matrixRow(a, states, v.Kinds))
	}
	return v
}

func (p page) legendEntry(s markState) legendEntry {
	word := p.glossed(s.word, "late", "overdue", "not-disclosed", "not-due", "not-required", "no-rule", "nil-return")
	return legendEntry{Mark: mark{Tone: s.tone, Shape: s.shape}, Word: word, Meaning: s.meaning}
}

// markCount is how often a state stands in the matrix, with the way to the agencies.
func (p page) markCount(s markState, n int) template.HTML {
	number := label{Text: words.Count(p.words.MarkCount, n), Keep: true}
	if q := dutyQuery(s.state); q != "" && n > 0 {
		number = p.query(number.Text, q, false)
		number.Keep = true
	}
	return p.label(number)
}

func (p page) matrixRow(a *ledger.Account, states map[ledger.State]markState, kinds []string) matrixRow {
	row := matrixRow{Name: p.agencyLinks(a.Agency).Name}
	home := p.to(p.route.Agency(a.Agency)) + "#"
	for i := range p.matrixSpan() {
		y := &a.Years[i]
		cell := matrixCell{Year: strconv.Itoa(y.Year)}
		if hasDuty(y) {
			cell.Href = home + dutyID(y.Year)
		}
		for k, kind := range rulebook.DutyKinds() {
			d := y.Duty(kind)
			s := states[marked(d)]
			cell.Marks = append(cell.Marks, mark{Tone: s.tone, Shape: s.shape, Of: kinds[k], Word: s.word, Title: p.markTitle(d)})
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// markTitle says of a mark what its word leaves out; nothing where the word says it all, as
// of most marks.
func (p page) markTitle(d *ledger.Duty) string {
	switch c := p.duty(*d); {
	case d.State == ledger.Late:
		return c.Word
	case c.Date != "":
		return c.Word + p.words.Comma + c.Date
	}
	return ""
}
