package crosscheck

import (
	"math/bits"
	"slices"
	"strconv"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// failing lists the grades that say that a project did not pass: the lowest of each scale.
func failing(grade string) bool {
	return grade == "poor" || grade == "unqualified" || grade == "failed"
}

// payUp looks for tiers whose total rose while an evaluation failed. Only tiers and years
// with such an evaluation are cases.
func (c *checker) payUp(a *register.Agency) {
	failed := map[int][]*register.Evaluation{}
	for _, p := range a.Projects {
		for _, e := range p.Evaluations {
			if failing(e.Grade) && past(c.reg, e.DecidedOn) {
				failed[int(e.DecidedOn.Year)] = append(failed[int(e.DecidedOn.Year)], e)
			}
		}
	}
	if len(failed) == 0 {
		return
	}
	years := make([]int, 0, len(failed))
	for y := range failed {
		years = append(years, y)
	}
	slices.Sort(years)
	for _, y := range years {
		if y >= int(c.reg.AsOf.Year) {
			continue // a year's total exists only once the year is over
		}
		slices.SortStableFunc(failed[y], func(a, b *register.Evaluation) int { return b.DecidedOn.Compare(a.DecidedOn) })
		for _, t := range schema.Tiers {
			c.tierUp(a, y, t.ID, failed[y])
		}
	}
}

// tierUp compares a tier's total of a year with the one before.
func (c *checker) tierUp(a *register.Agency, year int, tier string, failed []*register.Evaluation) {
	before, after := payOf(a, year-1, tier), payOf(a, year, tier)
	if before == nil && after == nil {
		return // a tier of which nothing was ever disclosed here is the ledger's to tell of
	}
	if before == nil || after == nil || !before.Total.Given || !after.Total.Given || before.Total.Fen <= 0 {
		c.short++
		return
	}
	c.cases++
	percent := c.rule.Percent
	if percent <= 0 {
		percent = DefaultPercent
	}
	if !roseBy(before.Total.Fen, after.Total.Fen, percent) {
		return
	}
	h := Hit{
		Agency: a, Pay: []*register.Pay{before, after}, Evaluations: failed, Year: year,
		Before: before.Total, After: after.Total, Tenths: tenths(before.Total.Fen, after.Total.Fen),
		OnePerson: before.Headcount.Given && before.Headcount.N == 1 || after.Headcount.Given && after.Headcount.N == 1,
	}
	first := failed[len(failed)-1].DecidedOn
	known := later(c.known(before), c.known(after))
	c.hit(h, later(known, first), failed[0].DecidedOn, string(a.ID), strconv.Itoa(year), tier)
}

func payOf(a *register.Agency, year int, tier string) *register.Pay {
	for _, p := range a.Pay {
		if p.Year == year && p.Tier == tier {
			return p
		}
	}
	return nil
}

// known is the day on which a total was there to be read: that of its disclosure, or the
// last of its year where none is given, or one that has not come.
func (c *checker) known(p *register.Pay) day.Day {
	if past(c.reg, p.PublishedOn) {
		return p.PublishedOn
	}
	return day.Make(p.Year, 12, 31)
}

// roseBy says whether an amount is more than so many percent above another. The products
// have 128 bits: amounts take up to 61.
func roseBy(before, after int64, percent int) bool {
	if after <= before {
		return false
	}
	riseHigh, riseLow := bits.Mul64(uint64(after-before), 100)
	limitHigh, limitLow := bits.Mul64(uint64(before), uint64(percent))
	return riseHigh > limitHigh || riseHigh == limitHigh && riseLow > limitLow
}

// tenths is the rise in tenths of a percent, rounded up, so that what is above a limit is
// also shown above it; at most a million percent.
func tenths(before, after int64) int {
	const most = 10_000_000
	high, low := bits.Mul64(uint64(after-before), 1000)
	if high >= uint64(before) {
		return most
	}
	n, rest := bits.Div64(high, low, uint64(before))
	if rest > 0 {
		n++
	}
	return int(min(n, most))
}

// payAbove looks for years whose pay is above what the year's contracts brought.
func (c *checker) payAbove(a *register.Agency) {
	for rest := a.Pay; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Year == rest[0].Year {
			n++
		}
		if rest[0].Year < int(c.reg.AsOf.Year) {
			c.yearAbove(a, rest[:n:n])
		}
		rest = rest[n:]
	}
}

// yearAbove compares the pay of a year with its contracts. What is missing counts only
// where it could change the answer: a tier that is missing can only add to the pay.
func (c *checker) yearAbove(a *register.Agency, pay []*register.Pay) {
	h := Hit{Agency: a, Year: pay[0].Year}
	given, contracts, complete := 0, 0, true
	for _, p := range pay {
		if p.Total.Given {
			given, h.PayTotal = given+1, money.Add(h.PayTotal, p.Total)
		}
	}
	for _, p := range a.Projects {
		if p.In(h.Year) {
			share, ok := Share(p, h.Year)
			contracts, complete, h.Contracts = contracts+1, complete && ok, money.Add(h.Contracts, share)
		}
	}
	switch {
	case contracts == 0:
		return
	case !complete || given == 0, given < len(schema.Tiers) && h.PayTotal.Fen <= h.Contracts.Fen:
		c.short++
		return
	}
	c.cases++
	if h.PayTotal.Fen <= h.Contracts.Fen {
		return
	}
	var known day.Day
	for _, p := range pay {
		if p.Total.Given {
			h.Pay, known = append(h.Pay, p), later(known, c.known(p))
		}
	}
	for _, p := range a.Projects {
		if p.In(h.Year) {
			h.Projects = append(h.Projects, p)
		}
	}
	c.hit(h, known, known, string(a.ID), strconv.Itoa(h.Year))
}

// Share is the part of a contract's amount that falls into a year, in proportion to the
// days of its term, both ends inclusive. It is exact to the fen: parts are cut at the
// day, rounded down as sums from the first day on, so that the years of a contract add up
// to its amount. ok is false where the amount or the end is not given, or the term ends
// before it begins.
func Share(p *register.Project, year int) (share money.Amount, ok bool) {
	if !p.Amount.Given || p.Amount.Fen < 0 || p.StartsOn.IsZero() || p.EndsOn.IsZero() || p.EndsOn.IsOpen() || p.EndsOn.Before(p.StartsOn) {
		return money.Amount{}, false
	}
	if !p.In(year) {
		return money.FromFen(0), true
	}
	from, until := later(p.StartsOn, day.Make(year, 1, 1)), p.EndsOn
	if end := day.Make(year, 12, 31); until.After(end) {
		until = end
	}
	term := days(p.StartsOn, p.EndsOn)
	return money.FromFen(part(p.Amount.Fen, days(p.StartsOn, until), term) - part(p.Amount.Fen, from.Sub(p.StartsOn), term)), true
}

// days is the number of days from one to another, both inclusive.
func days(from, until day.Day) int { return until.Sub(from) + 1 }

// part is fen * n / of, rounded down, for n of 0 to of.
func part(fen int64, n, of int) int64 {
	high, low := bits.Mul64(uint64(fen), uint64(n))
	q, _ := bits.Div64(high, low, uint64(of))
	return int64(q)
}
