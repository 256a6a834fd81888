package crosscheck

import (
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/register"
)

// AssumedMonths is for how long a sanction counts as in force whose end is not given. A
// record without one is often a warning or a fine, which do not last: for ever would make
// each later contract a hit. A year is the longest publication of an ordinary decision
// under the national measures of 2019 and 2026. The last day is inclusive.
const AssumedMonths = 12

// force is the days on which a sanction was in force, both ends inclusive.
type force struct {
	from, until day.Day
	open        bool // no end: until does not count
	assumed     bool // the end is not given, AssumedMonths were taken
	unknown     bool // it ended on a day that is not known: whether it was in force is not known either
}

// Until says for a sanction that was in force on a day what its last day is: zero where it
// has none. given is false where the end is not given and AssumedMonths were taken.
func Until(s *register.Sanction, asOf day.Day) (last day.Day, given bool) {
	f := inForce(s, asOf)
	if f.open {
		return day.Day{}, true
	}
	return f.until, !f.assumed
}

// inForce finds the days on which a sanction was in force. The day of a status is the
// first on which it is no longer.
func inForce(s *register.Sanction, asOf day.Day) force {
	f := force{from: s.DecidedOn, until: s.ValidUntil}
	switch {
	case s.ValidUntil.IsOpen():
		f.open = true
	case s.ValidUntil.IsZero():
		f.until, f.assumed = s.DecidedOn.AddMonths(AssumedMonths), true
	}
	over := (s.Status == string(register.Ended) || s.Status == string(register.Repaired)) && !s.StatusOn.After(asOf)
	switch {
	case !over:
	case s.StatusOn.IsZero():
		// A term that is over anyway ended with it; one that runs on was cut short.
		f.unknown = f.open || f.assumed || f.until.After(asOf)
	case f.open || f.assumed || !s.StatusOn.After(f.until):
		f.until, f.open, f.assumed = s.StatusOn.Add(-1), false, false
	}
	return f
}

func (f force) holds(d day.Day) bool {
	return !d.Before(f.from) && (f.open || !d.After(f.until))
}

// won looks for contracts signed while a sanction was in force.
func (c *checker) won(a *register.Agency, about []*register.Sanction) {
	spans := make([]force, len(about))
	for i, s := range about {
		spans[i] = inForce(s, c.reg.AsOf)
	}
	for _, p := range a.Projects {
		signed := p.SignedOn
		if signed.IsZero() {
			signed = p.StartsOn
		}
		if !past(c.reg, signed) {
			continue
		}
		h, doubt := Hit{Agency: a}, false
		for i, s := range slices.Backward(about) {
			switch f := spans[i]; {
			case !f.holds(signed):
			case f.unknown:
				doubt = true
			default:
				h.Sanctions = append(h.Sanctions, s)
				h.NoEnd = h.NoEnd || f.assumed
			}
		}
		if len(h.Sanctions) == 0 && doubt {
			c.short++
			continue
		}
		c.cases++
		if len(h.Sanctions) > 0 {
			h.Projects = []*register.Project{p}
			c.hit(h, signed, signed, p.Slug)
		}
	}
}

// excellent looks for excellent grades in the year of a sanction.
func (c *checker) excellent(a *register.Agency, about []*register.Sanction) {
	for _, p := range a.Projects {
		for _, e := range p.Evaluations {
			if e.Grade != "excellent" || !past(c.reg, e.DecidedOn) {
				continue
			}
			c.cases++
			h := Hit{Agency: a, Year: int(e.DecidedOn.Year)}
			for _, s := range slices.Backward(about) {
				if s.DecidedOn.Year == e.DecidedOn.Year {
					h.Sanctions = append(h.Sanctions, s)
				}
			}
			if n := len(h.Sanctions); n > 0 {
				h.Projects, h.Evaluations = []*register.Project{p}, []*register.Evaluation{e}
				first, last := h.Sanctions[n-1].DecidedOn, h.Sanctions[0].DecidedOn
				c.hit(h, later(e.DecidedOn, first), last, p.Slug, e.Kind, e.Period, e.DecidedOn.String())
			}
		}
	}
}

// repeat looks for sanctions that follow each other within the months of the rule.
func (c *checker) repeat(a *register.Agency, about []*register.Sanction) {
	if len(about) == 0 {
		return
	}
	c.cases++
	months := c.rule.Months
	if months <= 0 {
		months = DefaultMonths
	}
	for from := 0; from < len(about); {
		to := from + 1
		for to < len(about) && !about[to].DecidedOn.After(about[to-1].DecidedOn.AddMonths(months)) {
			to++
		}
		if run := about[from:to]; len(run) > 1 {
			h := Hit{Agency: a, Sanctions: slices.Clone(run), Months: months}
			slices.Reverse(h.Sanctions)
			c.hit(h, run[1].DecidedOn, run[len(run)-1].DecidedOn, run[0].Slug)
		}
		from = to
	}
}

func later(a, b day.Day) day.Day {
	if a.After(b) {
		return a
	}
	return b
}
