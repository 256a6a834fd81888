package ledger

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/rulebook"
)

// resultsDuty asks for the results of every project that ended in a year. Each project is
// judged by the rule of the day on which it ended and has a deadline of its own; the one
// that stands worst judges the year.
func (c *clerk) resultsDuty(year int) Duty {
	sum := Duty{Kind: rulebook.Results, State: NotRequired, Reasons: c.room(len(c.terms))}
	var unasked []term
	given := false // some result is there, if not all that its project needs
	for _, term := range c.terms {
		if int(term.to.Year) != year || term.to.IsOpen() || !term.to.Before(c.asOf) {
			continue
		}
		rule := c.book.Duty(rulebook.Results, term.to)
		if rule == nil {
			unasked = append(unasked, term)
			continue
		}
		d, reason, ok := c.resultDuty(term, rule)
		if !ok {
			continue
		}
		given = given || reason.State == Partly || d.Have > 0
		sum.add(d, reason)
	}
	switch {
	case sum.Want == 0 && len(unasked) > 0:
		return c.withoutRule(unasked)
	case sum.State == Missing && given:
		sum.State = Partly
	}
	sum.Reasons = c.keep(sum.Reasons)
	return sum
}

// add joins what is known of a project to the sum of the year's.
func (d *Duty) add(project Duty, why Reason) {
	if d.Want == 0 || worse(project, *d) {
		d.State, d.Rule, d.Deadline, d.Days = project.State, project.Rule, project.Deadline, project.Days
	}
	if project.On.After(d.On) {
		d.On = project.On
	}
	d.Have, d.Want = d.Have+project.Have, d.Want+project.Want
	d.Reasons = append(d.Reasons, why)
}

// worse says whether a stands worse than b: by state, then by days, then by the deadline
// that comes first.
func worse(a, b Duty) bool {
	return cmp.Or(rank(a.State)-rank(b.State), a.Days-b.Days, b.Deadline.Compare(a.Deadline)) > 0
}

// rank is the place of a state in States.
func rank(s State) int { return slices.Index(states[:], s) }

// resultDuty is the duty of one project that has ended; ok is false where the rule asks
// for nothing of a project of its term.
func (c *clerk) resultDuty(t term, rule *rulebook.Duty) (d Duty, why Reason, ok bool) {
	d = Duty{Kind: rulebook.Results, Rule: rule, Want: 1}
	why = Reason{Project: t.project, On: t.to, Rule: rule}
	if n := c.deadlines.Results; n > 0 {
		d.Deadline = t.to.Add(n)
	}
	months, asked := day.Months(t.from, t.to), 0
	for i := range rule.Needs {
		need := &rule.Needs[i]
		if months < need.MinMonths {
			continue
		}
		asked++
		on, met := firstResult(c.results[t.first:t.last], need)
		if !met {
			why.Lacks = append(why.Lacks, need)
		} else if on.After(d.On) {
			d.On = on
		}
	}
	if asked == 0 {
		return d, why, false
	}
	if len(why.Lacks) == 0 {
		d.Have = 1
	}
	d.judge(c.asOf, d.Deadline)
	if d.State == Missing && len(why.Lacks) < asked {
		d.State = Partly
	}
	why.State, why.Due, why.Given = d.State, d.Deadline, d.On
	return d, why, true
}

// firstResult is the earliest day on which a project got a result that meets a need; results
// are its own, by date.
func firstResult(results []result, need *rulebook.Need) (on day.Day, met bool) {
	for _, r := range results {
		if slices.Contains(need.Kinds, r.kind) {
			return r.on, true
		}
	}
	return day.Day{}, false
}

// withoutRule is the account of projects that ended while no rule about results was in
// force. What they have counts as disclosed.
func (c *clerk) withoutRule(terms []term) Duty {
	d := Duty{Kind: rulebook.Results, State: NoRule, Want: len(terms), Reasons: c.room(len(terms))}
	for _, t := range terms {
		why := Reason{Project: t.project, On: t.to, State: NoRule}
		if t.last > t.first {
			why.State, why.Given = Disclosed, c.results[t.last-1].on
			d.State, d.Have = Disclosed, d.Have+1
			if why.Given.After(d.On) {
				d.On = why.Given
			}
		}
		d.Reasons = append(d.Reasons, why)
	}
	d.Reasons = c.keep(d.Reasons)
	return d
}
