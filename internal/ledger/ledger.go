// Package ledger keeps account of who had to disclose what, and whether they did.
//
// An agency that held a government contract in a year has to publish that year's pay
// totals, its pay policy and the results of its projects, as far as the rulebook says so
// (Shenzhen measures of 2020, clause 16). Each duty is judged by the rule that was in
// force on the day that decides; what holds today does not matter:
//
//	duty     created by                            rule in force on                 deadline (the operator's)
//	pay      a contract held on a day of the year  31 December of the year          a day of the next year
//	         on which a rule about pay was in
//	         force
//	policy   a contract held on a day of the year  the first such day of the year   days after the first such
//	         on which a rule about the policy was                                   day of all years
//	         in force
//	results  a project that ended in the year      the day on which it ended,       days after its end
//	                                               project by project
//
// A contract is held from its first day to its last, both inclusive, but not before the
// register's day has reached it: what is signed and has not begun creates nothing yet. A
// project has ended on the day after its last. A duty that was created stays when the
// agency is struck off or the rule runs out.
//
// The law sets no deadline: the portal's deadlines are the operator's own. Without one the
// ledger says "not disclosed" but never "late" or "overdue", and what is there counts as
// disclosed whenever that was. With one:
//
//   - Pay is disclosed once every tier that the rule asks for is there, on the latest of
//     their days. It is due at the earliest when the year is over.
//   - The policy has one deadline for all years. A year is disclosed where the policy was
//     there on its first day with a contract, or by the deadline if that is later; a year
//     in which it was still missing then is late, by the days from the deadline on.
//   - A project is disclosed once it has everything that the rule asks for, each on the
//     earliest day on which a fitting result was decided; the grade does not matter. The
//     project that stands worst judges the year.
//
// A day of disclosure that is not known counts as in time. What is given though no rule
// asked for it counts as disclosed, with no deadline. The duties of a year that has not
// ended are told too: its pay is due, never missing.
//
// What is left out: whether days are plausible (package audit), and how it is said (site).
package ledger

import (
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// State is how a duty stands on the register's day.
type State string

// The states of a duty.
const (
	NotRequired State = "not_required" // no contract created the duty
	NoRule      State = "no_rule"      // a contract was held, but no rule was in force on the day that decides
	NilReturn   State = "nil_return"   // pay: disclosed in time, and nobody was paid in any tier
	Disclosed   State = "disclosed"    // in time, or at a day that is not known, or without being required
	Late        State = "late"         // disclosed after the deadline
	Due         State = "due"          // all or part is not disclosed, and the deadline lies ahead or, for pay, the year is not over
	Partly      State = "partly"       // some of it is missing, with no deadline passed
	Missing     State = "missing"      // nothing disclosed; no deadline is set
	Overdue     State = "overdue"      // all or part missing after the deadline
)

// States lists the states in the order from the best to the worst.
func States() []State { return slices.Clone(states[:]) }

var states = [...]State{NotRequired, NoRule, NilReturn, Disclosed, Due, Late, Partly, Missing, Overdue}

// Given says whether all is disclosed, in time or late.
func (s State) Given() bool { return s == NilReturn || s == Disclosed || s == Late }

// Open says whether something is missing that had to be there already.
func (s State) Open() bool { return s == Partly || s == Missing || s == Overdue }

// Reason is a fact that created a duty, or that is still missing from it.
type Reason struct {
	Project *register.Project
	On      day.Day          // the day that counts: the first day of the year on which the contract was held and a rule in force, or the project's end
	Rule    *rulebook.Duty   // results: by which this project is judged; else nil
	State   State            // results: how this project stands; else empty
	Lacks   []*rulebook.Need // results: what the project has to have and has not
	Due     day.Day          // results: the deadline of this project; zero: none
	Given   day.Day          // results: the day of the last result that counts; zero: none
}

// Duty is one duty of an agency for a year.
type Duty struct {
	Kind     rulebook.DutyKind
	State    State
	Rule     *rulebook.Duty // by which it is judged; nil: nothing required it. Results: that of the project that judges the year
	Reasons  []Reason       // what created it, in the register's order; without a rule, the contracts for which there was none
	Deadline day.Day        // zero: none
	On       day.Day        // the last disclosure; zero: none or not known
	Days     int            // from the deadline to the disclosure (Late) or to the register's day (Overdue)
	Have     int            // how many of Want are there: tiers, the policy, projects that have all they need
	Want     int
}

// Required says whether a contract created the duty and a rule was in force.
func (d *Duty) Required() bool { return d.Rule != nil }

// Year is an agency's account of one year.
type Year struct {
	Year    int
	Because *register.Project // of the contracts held in the year the one that began first; nil: none was
	Pay     Duty              // the tiers that the rule asks for
	Policy  Duty              // the pay policy
	Results Duty              // the projects that ended in the year
	Tiers   []*register.Pay   // in the order of schema.Tiers; nil where not disclosed
}

// Duty returns one of the three duties.
func (y *Year) Duty(k rulebook.DutyKind) *Duty {
	switch k {
	case rulebook.Pay:
		return &y.Pay
	case rulebook.Policy:
		return &y.Policy
	}
	return &y.Results
}

// Account is what an agency owes and gave.
type Account struct {
	Agency *register.Agency
	Years  []Year // newest first, in step with Ledger.Years
	Policy Duty   // of the newest year that required it, else of the newest with a contract, else of the newest
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
	Years    []int // newest first: every year with pay or contracts up to that of the register's day, which may not be over; forty at most
	byAgency map[*register.Agency]*Account
	payYears map[int]bool // for which somebody had to disclose pay
}

// Of returns the account of an agency.
func (l *Ledger) Of(a *register.Agency) *Account { return l.byAgency[a] }

// Idle says whether nothing was asked or given in the year.
func (y *Year) Idle() bool {
	return y.Pay.State == NotRequired && y.Policy.State == NotRequired && y.Results.State == NotRequired
}

// maxYears is how many years a ledger goes back. One mistyped date of 1912 would otherwise
// give every agency more than a hundred accounts.
const maxYears = 40

// Open makes the ledger of a register.
func Open(r *register.Register) *Ledger {
	l := &Ledger{Accounts: make([]*Account, len(r.Agencies)), byAgency: make(map[*register.Agency]*Account, len(r.Agencies)), payYears: map[int]bool{}}
	for _, y := range r.Years {
		if y.Year <= int(r.AsOf.Year) && y.Year > int(r.AsOf.Year)-maxYears && (len(y.Pay) > 0 || len(y.Projects) > 0) {
			l.Years = append(l.Years, y.Year)
		}
	}
	c := newClerk(r)
	for i, a := range r.Agencies {
		account := c.account(a, l.Years)
		l.Accounts[i], l.byAgency[a] = account, account
		for j := range account.Years {
			if y := &account.Years[j]; y.Pay.Required() {
				l.payYears[y.Year] = true
			}
		}
	}
	return l
}

// Totals counts the pay duty of a year over all agencies.
type Totals struct {
	Year      int
	Required  []*Account
	Disclosed []*Account // in time, nil returns among them
	Late      []*Account
	Open      []*Account // all or part missing
	Due       []*Account // not yet due
	NoRule    []*Account // with a contract, but without a rule; not among Required
}

// PayTotals counts the pay duty of a year.
func (l *Ledger) PayTotals(year int) Totals {
	t := Totals{Year: year}
	for _, a := range l.Accounts {
		y := a.Year(year)
		if y == nil || !y.Pay.Required() {
			if y != nil && y.Pay.State == NoRule {
				t.NoRule = append(t.NoRule, a)
			}
			continue
		}
		t.Required = append(t.Required, a)
		switch s := y.Pay.State; {
		case s == Late:
			t.Late = append(t.Late, a)
		case s.Given():
			t.Disclosed = append(t.Disclosed, a)
		case s == Due:
			t.Due = append(t.Due, a)
		default:
			t.Open = append(t.Open, a)
		}
	}
	return t
}

// Headline is the newest year that is over and whose pay somebody had to disclose by the
// register's day. Where no year is such, it is the newest whose deadline has passed, else
// the newest that is over; 0 where none is.
func (l *Ledger) Headline(r *register.Register) int {
	ended, passed := 0, 0
	for _, y := range l.Years {
		if y >= int(r.AsOf.Year) {
			continue
		}
		if ended == 0 {
			ended = y
		}
		if d := payDeadline(r.Settings.Deadlines, y); !d.IsZero() && !r.AsOf.After(d) {
			continue
		}
		if passed == 0 {
			passed = y
		}
		if l.payYears[y] {
			return y
		}
	}
	if passed > 0 {
		return passed
	}
	return ended
}
