// Package ledger keeps account of who had to disclose what, and whether they did.
//
// An agency that held a government contract in a year has to publish that year's
// pay totals of three tiers of management, its pay policy, and the results of its
// projects (Shenzhen measures of 2020, clause 16). The law sets no deadline: the
// portal's deadlines are the operator's own, and without one the ledger says "not
// disclosed" but never "overdue".
package ledger

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// State is how a duty stands on the register's day.
type State string

// The states of a duty.
const (
	NotRequired State = "not_required" // no contract created the duty
	NoRule      State = "no_rule"      // a contract was held, but no rule was in force on the day that decides
	NilReturn   State = "nil_return"   // disclosed in time: nobody was paid in any tier
	Disclosed   State = "disclosed"    // in time, or at a day that is not known
	Late        State = "late"         // disclosed after the deadline
	Due         State = "due"          // not disclosed, and the deadline lies ahead
	Partly      State = "partly"       // some of it is missing, with no deadline passed
	Missing     State = "missing"      // nothing disclosed; no deadline is set
	Overdue     State = "overdue"      // all or part missing after the deadline
)

// Open says whether something is missing that had to be there already.
func (s State) Open() bool { return s == Partly || s == Missing || s == Overdue }

// Reason is a fact that created a duty, or that is still missing from it.
type Reason struct {
	Project *register.Project
	On      day.Day          // the day that counts: the contract's first day in the year, or the project's end
	Lacks   []*rulebook.Need // results: what the project has to have and has not
	Due     day.Day          // results: the deadline of this project; zero: none
}

// Duty is one duty of an agency for a year.
type Duty struct {
	Kind     rulebook.DutyKind
	State    State
	Rule     *rulebook.Duty // by which it is judged; nil: none was in force
	Reasons  []Reason       // what created it, in the register's order; empty: nothing did
	Deadline day.Day        // zero: none
	On       day.Day        // the last disclosure; zero: none or not known
	Days     int            // how late (Late), or for how long overdue (Overdue)
	Have     int            // how many of Want are there
	Want     int
}

// Year is an agency's account of one year.
type Year struct {
	Year    int
	Because *register.Project // a project that creates the duties; nil: none
	Pay     Duty              // three tiers
	Policy  Duty              // the pay policy
	Results Duty              // finished projects with an acceptance or evaluation
	Tiers   []*register.Pay   // in the order of schema.Tiers; nil where not disclosed
}

// Account is what an agency owes and gave.
type Account struct {
	Agency *register.Agency
	Years  []Year // newest first, in step with Ledger.Years
	Policy Duty   // of the newest year with a contract
}

// Year returns the account of a year, or nil.
func (a *Account) Year(y int) *Year {
	for i := range a.Years {
		if a.Years[i].Year == y {
			return &a.Years[i]
		}
	}
	return nil
}

// Ledger is all accounts, in the order of the register's agencies.
type Ledger struct {
	Accounts []*Account
	Years    []int // newest first: every year that has ended and is known to the register
	byAgency map[*register.Agency]*Account
}

// Of returns the account of an agency.
func (l *Ledger) Of(a *register.Agency) *Account { return l.byAgency[a] }

// Open makes the ledger of a register.
func Open(r *register.Register) *Ledger {
	l := &Ledger{byAgency: make(map[*register.Agency]*Account, len(r.Agencies))}
	for _, y := range r.Years {
		if y.Year < int(r.AsOf.Year) && (len(y.Pay) > 0 || len(y.Projects) > 0) {
			l.Years = append(l.Years, y.Year)
		}
	}
	for _, a := range r.Agencies {
		account := &Account{Agency: a, Policy: policy(r, a)}
		for _, y := range l.Years {
			account.Years = append(account.Years, year(r, a, y))
		}
		l.Accounts = append(l.Accounts, account)
		l.byAgency[a] = account
	}
	return l
}

func year(r *register.Register, a *register.Agency, y int) Year {
	account := Year{Year: y, Tiers: make([]*register.Pay, len(schema.Tiers))}
	for _, p := range a.Projects {
		if p.In(y) && (account.Because == nil || p.StartsOn.Before(account.Because.StartsOn)) {
			account.Because = p
		}
	}
	account.Pay = payDuty(r, a, &account)
	account.Results = results(r, a, y)
	return account
}

func payDuty(r *register.Register, a *register.Agency, account *Year) Duty {
	d := Duty{Want: len(schema.Tiers)}
	if dl := r.Settings.Deadlines; dl.PayMonth > 0 {
		d.Deadline = day.Make(account.Year+1, dl.PayMonth, dl.PayDay)
	}
	for _, p := range a.Pay {
		if p.Year != account.Year {
			continue
		}
		for i, t := range schema.Tiers {
			if t.ID == p.Tier {
				account.Tiers[i] = p
				d.Have++
			}
		}
		if p.PublishedOn.After(d.On) {
			d.On = p.PublishedOn
		}
	}
	return d.judge(r.AsOf, account.Because != nil)
}

func policy(r *register.Register, a *register.Agency) Duty {
	d := Duty{Want: 1}
	var first day.Day
	for _, p := range a.Projects {
		if first.IsZero() || p.StartsOn.Before(first) {
			first = p.StartsOn
		}
	}
	if n := r.Settings.Deadlines.Policy; n > 0 && !first.IsZero() {
		d.Deadline = first.Add(n)
	}
	if a.Policy != nil {
		d.Have, d.On = 1, a.Policy.PublishedOn
	}
	return d.judge(r.AsOf, !first.IsZero())
}

// results asks for an acceptance or evaluation of every project that ended in the
// year. Each project has a deadline of its own; the worst of them judges the year.
func results(r *register.Register, a *register.Agency, y int) Duty {
	sum := Duty{State: NotRequired}
	for _, p := range a.Projects {
		if int(p.EndsOn.Year) != y || p.EndsOn.IsOpen() || p.EndsOn.After(r.AsOf) {
			continue
		}
		d := result(r, p)
		have, want := sum.Have+d.Have, sum.Want+1
		if sum.Want == 0 || worse(d, sum) {
			on := sum.On
			sum = d
			if on.After(d.On) {
				sum.On = on
			}
		} else if d.On.After(sum.On) {
			sum.On = d.On
		}
		sum.Have, sum.Want = have, want
	}
	if sum.State == Missing && sum.Have > 0 {
		sum.State = Partly
	}
	return sum
}

// result is the duty of one project that has ended.
func result(r *register.Register, p *register.Project) Duty {
	d := Duty{Want: 1}
	if n := r.Settings.Deadlines.Results; n > 0 {
		d.Deadline = p.EndsOn.Add(n)
	}
	if n := len(p.Evaluations); n > 0 {
		d.Have, d.On = 1, p.Evaluations[n-1].DecidedOn
	}
	return d.judge(r.AsOf, true)
}

// worse says whether a stands worse than b: by state, then by days.
func worse(a, b Duty) bool {
	rank := func(s State) int {
		return slices.Index([]State{NotRequired, Disclosed, Due, Late, Missing, Overdue}, s)
	}
	return cmp.Or(rank(a.State)-rank(b.State), a.Days-b.Days) > 0
}

// judge sets the state. What is given though nothing required it counts as disclosed.
func (d Duty) judge(asOf day.Day, required bool) Duty {
	complete := d.Have >= d.Want
	passed := !d.Deadline.IsZero() && asOf.After(d.Deadline)
	switch {
	case !required && d.Have == 0:
		d.State = NotRequired
	case complete && !d.Deadline.IsZero() && d.On.After(d.Deadline) && required:
		d.State, d.Days = Late, d.On.Sub(d.Deadline)
	case complete, !required:
		d.State = Disclosed
	case passed:
		d.State, d.Days = Overdue, asOf.Sub(d.Deadline)
	case !d.Deadline.IsZero():
		d.State = Due
	case d.Have > 0:
		d.State = Partly
	default:
		d.State = Missing
	}
	return d
}

// Totals counts the pay duty of a year over all agencies.
type Totals struct {
	Year      int
	Required  []*Account
	Disclosed []*Account // in time
	Late      []*Account
	Open      []*Account // all or part missing
	Due       []*Account // not yet due
}

// PayTotals counts the pay duty of a year.
func (l *Ledger) PayTotals(year int) Totals {
	t := Totals{Year: year}
	for _, a := range l.Accounts {
		y := a.Year(year)
		if y == nil || y.Because == nil {
			continue
		}
		t.Required = append(t.Required, a)
		switch s := y.Pay.State; {
		case s == Disclosed:
			t.Disclosed = append(t.Disclosed, a)
		case s == Late:
			t.Late = append(t.Late, a)
		case s == Due:
			t.Due = append(t.Due, a)
		default:
			t.Open = append(t.Open, a)
		}
	}
	return t
}

// Headline is the newest year whose pay had to be disclosed by the register's day;
// where no deadline is set, the newest year; 0 where there is none.
func (l *Ledger) Headline(r *register.Register) int {
	for _, y := range l.Years {
		d := r.Settings.Deadlines
		deadline := day.Make(y+1, d.PayMonth, d.PayDay)
		if d == (portal.Deadlines{}) || d.PayMonth == 0 || r.AsOf.After(deadline) {
			return y
		}
	}
	if len(l.Years) > 0 {
		return l.Years[0]
	}
	return 0
}
