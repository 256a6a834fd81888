// Package clause sets a project's figures against those that a clause of the rulebook
// names: the price of a package, the share of professional posts, the shares of labour
// and other cost, the length of the term, the subsidy of supervision.
//
// A result says which rule was applied, the exact numbers that were used and what came
// out. It is no finding of a breach: what counts as a person, how part-time posts and
// changes within the year are weighed, the rules leave open, and the tables say no more
// than they say. Where a number is missing nothing is judged, and nothing is guessed.
//
// The rule of the day decides: that on which the contract was signed (signed_on, else
// starts_on). A contract that was signed before the first rule or after the last is not
// judged. All comparisons are made on exact fractions of integers, before anything is
// rounded:
//
//	package price       amount × 12 ÷ (staff × months)       at least so many yuan
//	professional posts  professional_staff ÷ staff            at least so many percent
//	labour cost         labour_cost ÷ amount                  at least so many percent
//	other cost          other_cost ÷ amount                   at most so many percent
//	cycle               complete months of the term           usually at least so many
//	supervision         supervision_cost ÷ (supervised_staff × months)   at least so many yuan
//
// The term. Both its days are included. A term of whole months is counted in months: it
// ends on the day before the day of the same number (1 January to 31 December) or on that
// day itself, as the Civil Code counts (arts. 201 and 202: the first day is not counted,
// and where the last month has no such day, its last day is it). Any other term is
// counted in days, of which 365 are a year and a twelfth of them a month; that is our
// decision, since the rules do not say how.
//
// The field of service decides between the figures for ordinary and for specialised or
// risky fields. A field that the rulebook does not call risky is ordinary. A project that
// gives no field is judged where both figures lead to the same, by the one that asks
// less; where the value lies between them there is not enough data.
//
// What is left out: whether more people are in professional posts than there are staff,
// and the like, which package audit tells the portal's editors.
package clause

import (
	"gongshi/internal/day"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// Outcome is what came out of a check.
type Outcome string

// The outcomes.
const (
	Met           Outcome = "met"             // the figure that the clause names, or on its right side
	Below         Outcome = "below"           // less than the least that the clause names
	Above         Outcome = "above"           // more than the most that the clause names
	Unusual       Outcome = "unusual"         // not what the clause calls usual; it asks nothing
	NotEnoughData Outcome = "not_enough_data" // see Result.Missing and Result.Unusable
	NoRule        Outcome = "no_rule"         // none was in force on the day; see Result.Gap
	NotApplicable Outcome = "not_applicable"  // the clause is not about such a project
)

// Outcomes lists the outcomes in the order in which they are shown.
func Outcomes() []Outcome {
	return []Outcome{Met, Below, Above, Unusual, NotEnoughData, NoRule, NotApplicable}
}

// Judged says whether a value was compared with a figure.
func (o Outcome) Judged() bool { return o == Met || o == Below || o == Above || o == Unusual }

// Gap is why no rule was in force.
type Gap string

// The gaps.
const (
	NoGap     Gap = ""
	Before    Gap = "before"     // before the first rule; Edge is its first day
	After     Gap = "after"      // after the last rule; Edge is its last day
	Between   Gap = "between"    // between two rules; Edge is zero
	OtherKind Gap = "other_kind" // the rules of the day are about other fields of service
)

// Checks are the checks of a register.
type Checks struct {
	reg    *register.Register
	checks []check
	risky  []*rulebook.RiskyFields
}

// check is what the rulebook says about one check.
type check struct {
	id    rulebook.Check
	rules []*rulebook.Threshold // in the order of the book; none is without a figure
	first day.Day               // the first day of the first rule; zero: since ever
	last  day.Day               // the last day of the last rule; zero: no end
}

// all is every check in the order in which they are shown.
func all() []rulebook.Check {
	return []rulebook.Check{
		rulebook.PackagePrice, rulebook.ProfessionalPosts, rulebook.LabourCost,
		rulebook.OtherCost, rulebook.Cycle, rulebook.Supervision,
	}
}

// Open prepares the checks that the register's rulebook names. Nothing is computed until
// it is asked for: results of all projects would take more memory than the projects.
func Open(r *register.Register) *Checks {
	c := &Checks{reg: r}
	if r.Rules == nil {
		return c
	}
	c.risky = r.Rules.Risky
	for _, id := range all() {
		one := check{id: id}
		for _, t := range r.Rules.Thresholds {
			if t.Check == id && (t.AtLeast > 0 || t.AtMost > 0) {
				one.rules = append(one.rules, t)
			}
		}
		if len(one.rules) > 0 {
			one.first, one.last = edges(one.rules)
			c.checks = append(c.checks, one)
		}
	}
	return c
}

// edges is the first and the last day on which any of the rules is in force.
func edges(rules []*rulebook.Threshold) (first, last day.Day) {
	first, last = rules[0].From, rules[0].Until
	for _, t := range rules {
		if t.From.Before(first) {
			first = t.From
		}
		if endless(t.Until) || !endless(last) && t.Until.After(last) {
			last = t.Until
		}
	}
	if endless(last) {
		last = day.Day{}
	}
	return first, last
}

func endless(d day.Day) bool { return d.IsZero() || d.IsOpen() }

// Kinds lists the checks that the rulebook names, in the order in which they are shown.
func (c *Checks) Kinds() []rulebook.Check {
	list := make([]rulebook.Check, len(c.checks))
	for i := range c.checks {
		list[i] = c.checks[i].id
	}
	return list
}

// Of is the results of a project, one for each of Kinds and in their order.
func (c *Checks) Of(p *register.Project) []Result {
	if len(c.checks) == 0 {
		return nil
	}
	return c.Append(make([]Result, 0, len(c.checks)), p)
}

// Append adds the results of a project to a list, which is then as Of returns them.
func (c *Checks) Append(list []Result, p *register.Project) []Result {
	if len(c.checks) == 0 {
		return list
	}
	f := facts{project: p, on: Signed(p), term: TermOf(p)}
	f.risky, f.sure = c.riskyField(p, f.on)
	for i := range c.checks {
		list = append(list, Result{})
		c.checks[i].apply(&f, &list[len(list)-1])
	}
	return list
}

// Signed is the day that decides which rule is applied to a project.
func Signed(p *register.Project) day.Day {
	if p.SignedOn.IsZero() {
		return p.StartsOn
	}
	return p.SignedOn
}

// riskyField says whether a project is in a field that the rulebook calls specialised or
// risky on a day; sure is false where that depends on a field that is not given.
func (c *Checks) riskyField(p *register.Project, on day.Day) (risky, sure bool) {
	for _, r := range c.risky {
		if !r.Holds(on) {
			continue
		}
		if p.Field == nil {
			return false, false
		}
		for _, f := range r.Fields {
			if f == p.Field.Code {
				return true, true
			}
		}
	}
	return false, true
}

// rule is the rule for a contract signed on a day, or nil. It finds what
// rulebook.Book.Threshold finds.
func (c *check) rule(on day.Day, risky bool) *rulebook.Threshold {
	for _, t := range c.rules {
		if (t.Scope == rulebook.AllFields || (t.Scope == rulebook.RiskyOnly) == risky) && t.Holds(on) {
			return t
		}
	}
	return nil
}

// gap is why no rule was in force on a day.
func (c *check) gap(on day.Day) (Gap, day.Day) {
	switch {
	case on.Before(c.first):
		return Before, c.first
	case !c.last.IsZero() && on.After(c.last):
		return After, c.last
	}
	for _, t := range c.rules {
		if t.Holds(on) {
			return OtherKind, day.Day{}
		}
	}
	return Between, day.Day{}
}
