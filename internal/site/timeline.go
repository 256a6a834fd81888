package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// timeline is what an agency did and what was said about it on one axis, as two
// drawings of the same facts, for screens with room and without, and as a table.
type timeline struct {
	Wide, Narrow figure
	Key          []keyItem
	Summary      string
	Rows         []timelineRow
}

// keyItem is an explained mark: a symbol, or a piece of a bar where Shape is empty.
type keyItem struct{ Shape, Class, Text string }

type timelineRow struct {
	Date  value
	Kind  string
	What  template.HTML
	State chip
}

// lane is a kind of fact of the timeline.
type lane int

// The lanes, from the top down.
const (
	contracts lane = iota
	results
	sanctioned
	paid
	policies
	lanes
)

// event is a fact of the timeline. It lies at from, or goes on from there to to.
type event struct {
	lane  lane
	from  day.Day
	to    day.Day // zero: a moment; may be open-ended
	dated bool    // from is the day that the data gives, not the end of the year it is about
	shape string  // a symbol; a contract has none
	tone  string
	key   string // what the symbol means
	title string // the fact in a line
	what  phrase // the fact as the table tells it
	state chip   // the zero chip: none
}

// timeline draws what is known of an agency; nil where that is nothing.
func (p page) timeline(a *register.Agency, account *ledger.Account) *timeline {
	list := p.events(a, account)
	if len(list) == 0 {
		return nil
	}
	slices.SortStableFunc(list, func(a, b *event) int { return b.from.Compare(a.from) })
	t := &timeline{Summary: words.Count(p.words.TimelineTable, len(list)), Key: p.timelineKey(list)}
	span := timelineSpan(list, int(p.reg.AsOf.Year))
	t.Wide = p.figure(list, span, false)
	t.Narrow = p.figure(list, span, true)
	if t.Wide.More > 0 || t.Narrow.More > 0 {
		t.Key = append(t.Key, keyItem{Class: "dense", Text: p.words.KeyDense})
	}
	names := p.laneNames()
	t.Rows = make([]timelineRow, len(list))
	for i, e := range list {
		row := &t.Rows[i]
		row.Kind, row.What, row.State = names[e.lane], p.html(e.what...), e.state
		if e.dated {
			row.Date = given(p.date(e.from))
		}
	}
	return t
}

// events is what is known of an agency, by kind. Events are large, and are sorted and placed
// twice, so they stay where they are.
func (p page) events(a *register.Agency, account *ledger.Account) []*event {
	n := 0
	for _, r := range a.Projects {
		n += 1 + len(r.Evaluations)
	}
	store := make([]event, 0, n+len(a.Sanctions)+len(account.Years)+1+len(a.Projects))
	store = p.contractEvents(store, a)
	store = p.sanctionEvents(store, a)
	store = p.payEvents(store, account)
	store = p.policyEvents(store, a, account)
	store = p.missingResults(store, account)
	return inPlace(store)
}

// inPlace is events by where they stand.
func inPlace(store []event) []*event {
	list := make([]*event, len(store))
	for i := range store {
		list[i] = &store[i]
	}
	return list
}

func (e *edition) laneNames() [lanes]string {
	w := e.words
	return [lanes]string{w.LaneContracts, w.LaneResults, w.Sanctions, w.Pay, w.LanePolicy}
}

// onDay is a fact in a line: its day, where that is known, and what happened.
func (e *edition) onDay(on day.Day, what string) string {
	if on.IsZero() {
		return what
	}
	return words.Fill(e.words.TimelineOn, "date", e.date(on), "what", what)
}

func (p page) contractEvents(list []event, a *register.Agency) []event {
	for _, r := range a.Projects {
		term := words.Fill(p.words.TermWords, "start", p.date(r.StartsOn), "end", p.date(r.EndsOn))
		list = append(list, event{
			lane: contracts, from: r.StartsOn, to: r.EndsOn, dated: true, key: p.words.KeyContract,
			title: r.Name + p.words.Comma + term,
			what:  phrase{p.project(r), {Text: p.words.Comma}, {Text: term, Keep: true}},
		})
		for _, v := range r.Evaluations {
			shape, tone, key := p.gradeShape(v.Grade)
			said := p.words.ValueName(schema.EvaluationKinds, v.Kind) + p.words.Colon + p.grade(v)
			list = append(list, event{
				lane: results, from: v.DecidedOn, dated: true, shape: shape, tone: tone, key: key,
				title: p.onDay(v.DecidedOn, said+p.words.Comma+r.Name),
				what:  phrase{{Text: said}, {Text: p.words.Comma}, p.project(r)},
			})
		}
	}
	return list
}

// gradeShape is how a grade is drawn.
func (e *edition) gradeShape(grade string) (shape, tone, key string) {
	switch grade {
	case "excellent", "good", "qualified", "passed":
		return shapeSquare, good, e.words.KeyPassed
	case "fair", "passed-after-rectification":
		return shapeDiamond, amber, e.words.KeyMiddling
	case "poor", "unqualified", "failed":
		return shapeTriangle, alarm, e.words.KeyFailed
	}
	return shapeHollow, quiet, e.words.KeyOtherGrade
}

// missingResults are the results that projects lack, at the deadline or, where there is
// none, at the end of the project.
func (p page) missingResults(list []event, account *ledger.Account) []event {
	for _, y := range account.Years {
		for _, r := range y.Results.Reasons {
			on := cmp.Or(r.Due, r.On)
			if !r.State.Open() || on.IsZero() {
				continue
			}
			list = append(list, event{
				lane: results, from: on, dated: true, shape: shapeMissing, tone: alarm, key: p.words.StateMissing,
				title: p.onDay(on, p.words.NoResult+p.words.Colon+r.Project.Name),
				what:  phrase{p.project(r.Project)}, state: chip{alarm, "✕", p.words.NoResult, ""},
			})
		}
	}
	return list
}

func (p page) sanctionEvents(list []event, a *register.Agency) []event {
	for _, s := range a.Sanctions {
		state := p.standing(s)
		shape := shapeHollow
		switch s.Standing {
		case register.InForce:
			shape = shapeFull
		case register.Appealed:
			shape = shapeHalf
		}
		measures := p.measures(s)
		what := append(phrase{p.sanction(s), {Text: p.words.Comma}}, measures...)
		said := state.Word + p.words.Colon + measures.String() + p.words.Comma + s.ID
		if !s.ValidUntil.IsZero() {
			until := p.words.ValidUntil + words.NoBreak + p.date(s.ValidUntil)
			what, said = append(what, label{Text: p.words.Comma}, label{Text: until, Keep: true}), said+p.words.Comma+until
		}
		list = append(list, event{
			lane: sanctioned, from: s.DecidedOn, to: s.ValidUntil, dated: true, shape: shape, tone: state.Tone, key: state.Word,
			title: p.onDay(s.DecidedOn, said), what: what, state: state,
		})
	}
	return list
}

// payEvents are the disclosures of pay and their absence, at the deadline or, where
// there is none or the day is not known, at the end of the year they are about.
func (p page) payEvents(list []event, account *ledger.Account) []event {
	for i := range account.Years {
		y := &account.Years[i]
		e, ok := p.dutyEvent(y.Pay, day.Make(y.Year, 12, 31))
		if !ok {
			continue
		}
		name := words.Fill(p.words.PayOfYear, "year", strconv.Itoa(y.Year))
		e.lane = paid
		e.title = p.onDay(e.on(), name+p.words.Colon+e.state.Word)
		e.what = phrase{{Text: name, Href: "#pay"}}
		list = append(list, e)
	}
	return list
}

// policyEvents is the disclosure of the pay policy, late where it was for some year, or
// its absence.
func (p page) policyEvents(list []event, a *register.Agency, account *ledger.Account) []event {
	d := account.Policy
	for _, y := range account.Years {
		if !d.State.Open() && y.Policy.State == ledger.Late {
			d = y.Policy // of the oldest such year
		}
	}
	if a.Policy != nil && d.On.IsZero() {
		d.On = cmp.Or(a.Policy.PublishedOn, a.Policy.EffectiveOn)
	}
	var year day.Day // the end of the newest year with a contract
	for _, y := range account.Years {
		if y.Because != nil {
			year = day.Make(y.Year, 12, 31)
			break
		}
	}
	e, ok := p.dutyEvent(d, year)
	if !ok || e.from.IsZero() {
		return list
	}
	e.lane = policies
	e.title = p.onDay(e.on(), p.words.PayPolicy+p.words.Colon+e.state.Word)
	e.what = phrase{{Text: p.words.PayPolicy, Href: "#policy"}}
	return append(list, e)
}

// on is the day of the fact where the data gives it.
func (e event) on() day.Day {
	if e.dated {
		return e.from
	}
	return day.Day{}
}

// dutyEvent is how a duty is drawn; ok is false where there was none and nothing was
// disclosed. other is where it lies if no day is known.
func (p page) dutyEvent(d ledger.Duty, other day.Day) (e event, ok bool) {
	e.state = p.duty(d)
	at := d.Deadline
	switch {
	case d.State.Open():
		e.shape, e.tone, e.key = shapeMissing, alarm, p.words.StateMissing
	case d.State == ledger.Late:
		e.shape, e.tone, e.key, at = shapeClock, amber, p.words.KeyLate, d.On
	case d.State == ledger.Disclosed || d.State == ledger.NilReturn:
		e.shape, e.tone, e.key, at = shapeTick, good, p.words.StateDisclosed, d.On
	case d.State == ledger.Due && !d.Deadline.IsZero():
		e.shape, e.tone, e.key = shapeDash, quiet, p.words.KeyDue
	default:
		return event{}, false
	}
	e.from, e.dated = cmp.Or(at, other), !at.IsZero()
	return e, true
}

// timelineKey explains the symbols that occur, in the order of the lanes.
func (e *edition) timelineKey(list []*event) []keyItem {
	var key []keyItem
	beyond := false
	for l := range lanes {
		var items []keyItem
		for _, v := range list {
			beyond = beyond || v.to.IsOpen()
			if v.lane != l {
				continue
			}
			it := keyItem{Shape: v.shape, Class: v.tone, Text: v.key}
			if l == contracts {
				it.Class = "bar-mark"
			}
			if !slices.Contains(items, it) && !slices.Contains(key, it) {
				items = append(items, it)
			}
		}
		slices.SortFunc(items, func(a, b keyItem) int { return cmp.Or(cmp.Compare(a.Shape, b.Shape), cmp.Compare(a.Text, b.Text)) })
		key = append(key, items...)
	}
	if beyond {
		key = append(key, keyItem{Shape: shapeRight, Class: "go-on", Text: e.words.KeyBeyond})
	}
	return key
}
