package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// dutiesView is an agency's duties, year by year, and how each came about.
type dutiesView struct {
	Lede   template.HTML // what is asked of agencies
	Note   string        // whose the deadlines are
	Across bool          // there is room for a column a year
	Rows   []dutyRow
	Rules  []ruleSaid // what the years are judged by, each once
	Why    []dutyYear
}

type dutyRow struct {
	Year                 template.HTML
	Pay, Policy, Results chip
}

// dutyYear is the reasons for the duties of a year.
type dutyYear struct {
	ID, Year string
	Created  template.HTML // what created the duties, where that is the same contract
	Duties   []dutyReason
}

type dutyReason struct {
	Name     string
	State    chip
	Created  template.HTML // what created the duty, or that nothing did
	By       template.HTML // the rules by which it is judged, or that there was none
	Standing template.HTML // what is there and what is missing
	Projects []template.HTML
	Deadline template.HTML
}

// ruleSaid is a rule by which duties are judged, and what it asks.
type ruleSaid struct{ Said, Wording template.HTML }

// mostYearsAcross is how many years a table has room for beside each other.
const mostYearsAcross = 5

// dutyID is the anchor of the reasons for an agency's duties of a year. It stands on
// something inside the details, which a browser opens when a link leads there.
func dutyID(year int) string { return "duty-" + strconv.Itoa(year) }

func (p page) dutiesOf(account *ledger.Account) dutiesView {
	v := dutiesView{Lede: p.glossed(p.words.DutiesWhy, "tiers", "pay-policy"), Note: p.deadlinesNote()}
	var rules []*rulebook.Duty
	for _, y := range accountable(account) {
		year := strconv.Itoa(y.Year)
		v.Rows = append(v.Rows, dutyRow{
			Year: p.label(label{Text: year, Href: p.to(p.yearPath(y.Year))}),
			Pay:  tight(p.payDuty(y), y.Pay), Policy: tight(p.duty(y.Policy), y.Policy), Results: p.resultsDuty(y.Results),
		})
		why := dutyYear{ID: dutyID(y.Year), Year: year}
		for _, k := range rulebook.DutyKinds() {
			d := y.Duty(k)
			why.Duties = append(why.Duties, p.dutyReason(y, d))
			rules = append(rules, dutyRules(d)...)
		}
		if pay, policy := &why.Duties[0], &why.Duties[1]; pay.Created == policy.Created {
			why.Created, pay.Created, policy.Created = pay.Created, "", ""
		}
		v.Why = append(v.Why, why)
	}
	v.Across, v.Rules = len(v.Rows) <= mostYearsAcross, p.rulesSaid(rules)
	return v
}

// tight is the chip of a duty without the deadline, which stands among the reasons, unless
// that is still to come.
func tight(c chip, d ledger.Duty) chip {
	if d.State != ledger.Due {
		c.Date = ""
	}
	return c
}

// deadlinesNote says whose the deadlines are, or that there are none.
func (p page) deadlinesNote() string {
	if d := p.settings.Deadlines; d.PayMonth == 0 && d.Policy == 0 && d.Results == 0 {
		return p.words.OverdueNoRule
	}
	return p.words.DutiesDeadline
}

// rulesSaid says what each rule asks, once, in the order of the duties.
func (p page) rulesSaid(rules []*rulebook.Duty) []ruleSaid {
	var list []ruleSaid
	var said []*rulebook.Duty
	for _, k := range rulebook.DutyKinds() {
		for _, r := range rules {
			if r.Kind != k || slices.Contains(said, r) {
				continue
			}
			said = append(said, r)
			form := p.words.WhyRule
			if r.Extended {
				form = p.words.WhyRuleExtended
			}
			by := say(form, slot{"rule", phrase{p.ruleLink(&r.Rule)}}, slot{"span", keep(p.span(r.Span))})
			list = append(list, ruleSaid{p.html(by...), p.label(p.bookText(r.Wording))})
		}
	}
	return list
}

// accountable is the years, newest first, in which an agency had to disclose
// something or did.
func accountable(a *ledger.Account) []*ledger.Year {
	var list []*ledger.Year
	for i := range a.Years {
		if hasDuty(&a.Years[i]) {
			list = append(list, &a.Years[i])
		}
	}
	return list
}

func hasDuty(y *ledger.Year) bool {
	return y.Because != nil || y.Pay.Have > 0 || y.Results.Want > 0
}

// paidYears is the accountable years whose pay can be told: those that are over, and
// those of which some pay is known.
func (e *edition) paidYears(a *ledger.Account) []*ledger.Year {
	var list []*ledger.Year
	for _, y := range accountable(a) {
		if y.Year < int(e.reg.AsOf.Year) || y.Pay.Have > 0 {
			list = append(list, y)
		}
	}
	return list
}

// dutyReason says in sentences why a duty stands as it does.
func (p page) dutyReason(y *ledger.Year, d *ledger.Duty) dutyReason {
	r := dutyReason{Name: p.dutyName(d.Kind), Created: p.html(p.created(d)...)}
	if r.State = p.duty(*d); d.Kind == rulebook.Results {
		r.State = p.resultsDuty(*d)
	}
	if len(d.Reasons) == 0 && d.Have == 0 {
		return r
	}
	if len(d.Reasons) > 0 {
		r.By = p.html(p.judgedBy(y.Year, d)...)
	}
	if d.State == ledger.NoRule && d.Kind != rulebook.Results {
		return r
	}
	switch d.Kind {
	case rulebook.Pay:
		r.Standing = p.html(p.tiersStanding(y)...)
	case rulebook.Policy:
		r.Standing = p.html(p.policyStanding(d)...)
	default:
		r.Projects = p.projectsStanding(d)
	}
	r.Deadline = p.html(p.deadlineOf(d)...)
	return r
}

// created says which contract created a duty.
func (p page) created(d *ledger.Duty) phrase {
	w := p.words
	switch {
	case len(d.Reasons) == 0 && d.Have > 0:
		return plain(w.WhyUnasked)
	case len(d.Reasons) == 0 && d.Kind == rulebook.Results:
		return plain(w.WhyNoneEnded)
	case len(d.Reasons) == 0:
		return plain(w.WhyNoContract)
	case d.Kind == rulebook.Results:
		return plain(words.Count(w.WhyEnded, len(d.Reasons)))
	}
	first := earliest(d.Reasons)
	form := w.WhyContract
	if !d.Required() {
		form = w.WhyHeld
	}
	said := say(form, slot{"project", phrase{p.project(first.Project)}}, slot{"date", keep(p.date(first.On))})
	if n := len(d.Reasons) - 1; n > 0 {
		return join(w.Gap, said, plain(words.Count(w.WhyMore, n)))
	}
	return said
}

// earliest is the contract that counts first.
func earliest(list []ledger.Reason) ledger.Reason {
	return slices.MinFunc(list, func(a, b ledger.Reason) int { return a.On.Compare(b.On) })
}

// judgedBy names the rules that a duty is judged by, or says that none was in force on the
// day that decides.
func (p page) judgedBy(year int, d *ledger.Duty) phrase {
	w := p.words
	if !d.Required() {
		on := day.Make(year, 12, 31)
		switch d.Kind {
		case rulebook.Results: // said of each project
			return nil
		case rulebook.Policy:
			on = earliest(d.Reasons).On
		}
		return say(w.WhyNoRule, slot{"date", keep(p.date(on))})
	}
	var cited []phrase
	for _, r := range dutyRules(d) {
		cited = append(cited, phrase{p.ruleLink(&r.Rule)})
	}
	return say(w.WhyBy, slot{"rule", join(w.Enumeration, cited...)})
}

// dutyRules is the rules that a duty is judged by, each once.
func dutyRules(d *ledger.Duty) []*rulebook.Duty {
	var rules []*rulebook.Duty
	if d.Rule != nil {
		rules = append(rules, d.Rule)
	}
	for _, r := range d.Reasons {
		if r.Rule != nil && !slices.Contains(rules, r.Rule) {
			rules = append(rules, r.Rule)
		}
	}
	return rules
}

// tiersStanding says which tiers of a year's pay are there, which are not, and since when.
func (p page) tiersStanding(y *ledger.Year) phrase {
	w, d := p.words, &y.Pay
	if d.State == ledger.NilReturn {
		return join(w.Comma, plain(w.WhyNil), p.disclosedOn(d))
	}
	var there []string
	for i, t := range y.Tiers {
		if t != nil {
			there = append(there, p.tiers()[i])
		}
	}
	missing := p.missingTiersOf(y)
	var have, lacks phrase
	if len(there) > 0 {
		have = join(w.Comma, plain(words.Fill(w.WhyHave, "what", strings.Join(there, w.Enumeration))), p.disclosedOn(d))
	}
	if len(missing) > 0 && d.Required() {
		form := w.WhyLacks
		if d.State == ledger.Due {
			form = w.WhyAwaited
		}
		lacks = plain(words.Fill(form, "what", strings.Join(missing, w.Enumeration)))
	}
	return sentences(w, have, lacks)
}

// sentences closes each phrase with a full stop.
func sentences(w *words.Words, list ...phrase) phrase {
	var out phrase
	for _, s := range list {
		if len(s) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, label{Text: w.Gap})
		}
		out = append(append(out, s...), label{Text: w.Stop})
	}
	return out
}

// disclosedOn is the day of the last disclosure, where it is known.
func (p page) disclosedOn(d *ledger.Duty) phrase {
	if d.On.IsZero() {
		return nil
	}
	return say(p.words.WhyOn, slot{"date", keep(p.date(d.On))})
}

func (p page) policyStanding(d *ledger.Duty) phrase {
	w := p.words
	if d.Have == 0 {
		return sentences(w, plain(w.WhyNoPolicy))
	}
	return sentences(w, join(w.Comma, phrase{{Text: w.WhyPolicy, Href: "#policy"}}, p.disclosedOn(d)))
}

// projectsStanding says how each project stands that lacks something, or that no rule asked
// for anything, and how many others have all they need: the table of projects has those.
func (p page) projectsStanding(d *ledger.Duty) []template.HTML {
	var list []template.HTML
	done := 0
	for _, r := range d.Reasons {
		if r.Rule != nil && len(r.Lacks) == 0 && r.State != ledger.Late {
			done++
			continue
		}
		list = append(list, p.html(p.projectStanding(r)...))
	}
	if done > 0 && done < len(d.Reasons) {
		list = append(list, p.html(plain(words.Count(p.words.WhyOthersDone, done))...))
	}
	return list
}

// projectStanding says what a project that ended still lacks.
func (p page) projectStanding(r ledger.Reason) phrase {
	w := p.words
	slots := []slot{{"project", phrase{p.project(r.Project)}}, {"date", keep(p.date(r.On))}}
	switch {
	case r.Rule == nil:
		return say(w.WhyProjectNoRule, slots...)
	case len(r.Lacks) == 0 && !r.Given.IsZero():
		return say(w.WhyProjectDoneOn, append(slots, slot{"given", keep(p.date(r.Given))})...)
	case len(r.Lacks) == 0:
		return say(w.WhyProjectDone, slots...)
	}
	slots = append(slots, slot{"needs", p.needs(r.Lacks)})
	if r.Due.IsZero() {
		return say(w.WhyProjectLacks, slots...)
	}
	return say(w.WhyProjectLacksDue, append(slots, slot{"due", keep(p.date(r.Due))})...)
}

// needs names results that a project has to have.
func (e *edition) needs(list []*rulebook.Need) phrase {
	var names []phrase
	for _, n := range list {
		names = append(names, phrase{e.bookText(n.Name)})
	}
	return join(e.words.Enumeration, names...)
}

// deadlineOf says until when; whose the deadlines are is said above them (deadlinesNote).
func (p page) deadlineOf(d *ledger.Duty) phrase {
	w := p.words
	switch {
	case !d.Required():
		return nil
	case d.Kind == rulebook.Results && p.settings.Deadlines.Results > 0:
		return plain(words.Count(w.WhyResultsDeadline, p.settings.Deadlines.Results))
	case !d.Deadline.IsZero():
		return say(w.WhyDeadline, slot{"date", keep(p.date(d.Deadline))})
	}
	return nil
}

// missingTiersOf names the tiers that a year's rule asks for and that are not there.
func (e *edition) missingTiersOf(y *ledger.Year) []string {
	var names []string
	for i, t := range schema.Tiers {
		asked := y.Pay.Rule == nil || len(y.Pay.Rule.Tiers) == 0 || slices.Contains(y.Pay.Rule.Tiers, t.ID)
		if y.Tiers[i] == nil && asked {
			names = append(names, e.tiers()[i])
		}
	}
	return names
}

// Said tells whether there is anything to say of the duty by itself.
func (r dutyReason) Said() bool {
	return r.Created != "" || r.By != "" || r.Standing != "" || len(r.Projects) > 0 || r.Deadline != ""
}
