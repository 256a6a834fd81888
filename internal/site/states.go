package site

import (
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/words"
)

// standing is where a sanction stands, as a chip.
func (e *edition) standing(s *register.Sanction) chip {
	switch s.Standing {
	case register.InForce:
		return chip{alarm, "●", e.words.InForce, ""}
	case register.Appealed:
		return chip{amber, "◐", e.words.Appealed, ""}
	case register.Repaired:
		return chip{quiet, "○", e.words.KeptRepaired, ""}
	case register.Withdrawn:
		return chip{quiet, "○", e.words.KeptWithdrawn, ""}
	}
	return chip{quiet, "○", e.words.Ended, ""}
}

// duty is the state of a duty as a chip. It holds no number of days that grows, so that
// a page does not change every day.
func (e *edition) duty(d ledger.Duty) chip {
	w := e.words
	switch d.State {
	case ledger.Disclosed:
		return chip{good, "✓", w.StateDisclosed, ""}
	case ledger.NilReturn:
		return chip{good, "✓", w.StateNil, ""}
	case ledger.Late:
		return chip{amber, "◷", words.Count(w.StateLate, d.Days), ""}
	case ledger.Due:
		if d.Deadline.IsZero() {
			return chip{quiet, "–", w.StateNotYet, ""}
		}
		return chip{quiet, "–", w.StateNotYet, words.Fill(w.StateDeadline, "date", e.date(d.Deadline))}
	case ledger.Partly:
		return chip{alarm, "△", w.StatePartly, ""}
	case ledger.Missing:
		return chip{alarm, "✕", w.StateMissing, ""}
	case ledger.Overdue:
		c := chip{alarm, "✕", w.MarkOverdue, words.Fill(w.StateDeadline, "date", e.date(d.Deadline))}
		if d.Have > 0 {
			c.Shape, c.Word = "△", w.StatePartly
		}
		return c
	case ledger.NoRule:
		return chip{quiet, "–", w.StateNoRule, ""}
	}
	return chip{quiet, "–", w.NotRequired, ""}
}

// policyDuty is the state of the pay policy as a chip, with its day where known.
func (e *edition) policyDuty(d ledger.Duty) chip {
	c := e.duty(d)
	if d.State == ledger.Disclosed && !d.On.IsZero() {
		c.Word = words.Fill(e.words.StateSince, "date", e.date(d.On))
	}
	return c
}

// resultsDuty says how many of the projects that ended in a year have their results.
func (e *edition) resultsDuty(d ledger.Duty) chip {
	if d.Want == 0 {
		return chip{quiet, "–", e.words.NoneFinished, ""}
	}
	c := e.duty(d)
	if d.State != ledger.Due && d.State != ledger.NoRule {
		form := e.words.StateResults
		if d.State.Open() {
			form = e.words.StateResultsOpen
		}
		c.Word, c.Date = words.Fill(form, "n", words.Grouped(d.Have), "of", words.Grouped(d.Want), "lack", words.Grouped(d.Want-d.Have)), ""
	}
	return c
}

// payDuty is the state of the pay of a year as a chip.
func (e *edition) payDuty(y *ledger.Year) chip {
	if y == nil {
		return chip{quiet, "–", e.words.NotRequired, ""}
	}
	return e.duty(y.Pay)
}

// finished says whether a project's term is over on the register's day.
func (r records) finished(p *register.Project) bool {
	return !p.EndsOn.IsOpen() && p.EndsOn.Before(r.reg.AsOf)
}

// lackState is a chip that stands beside the results of a project which lacks another.
func (e *edition) lackState(why *ledger.Reason) chip {
	if why.State == ledger.Due {
		return chip{quiet, "–", e.words.StateNotYet, ""}
	}
	return chip{alarm, "△", e.words.StatePartly, ""}
}

// why is why a project has no result.
type why int

const (
	resultUpcoming why = iota // it has not begun
	resultRunning             // it has not ended
	resultUnasked             // no rule asks for one
	resultAhead               // it is not due yet
	resultMissing             // a rule asked for one, and the day has passed
)

func (e *edition) withoutResult(p *register.Project) why {
	if !e.finished(p) {
		if p.StartsOn.After(e.reg.AsOf) {
			return resultUpcoming
		}
		return resultRunning
	}
	switch reason := e.reasonOf(p); {
	case reason == nil || len(reason.Lacks) == 0:
		return resultUnasked
	case reason.State == ledger.Due:
		return resultAhead
	}
	return resultMissing
}

// resultState is the state of a project without results as a chip. Only what a rule asked
// for, and what is not due any more, is an alarm.
func (e *edition) resultState(p *register.Project) chip {
	w := e.words
	switch e.withoutResult(p) {
	case resultUpcoming:
		return chip{quiet, "–", w.Upcoming, ""}
	case resultRunning:
		return chip{quiet, "–", w.NoResultYet, ""}
	case resultUnasked:
		return chip{quiet, "–", w.StateNoRule, ""}
	case resultAhead:
		return chip{quiet, "–", w.StateNotYet, ""}
	}
	return chip{alarm, "✕", w.NoResult, ""}
}
