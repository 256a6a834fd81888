// Package crosscheck sets records of different kinds about one agency side by side. A hit
// is a fact about the records, never a judgement about the agency.
//
// Which checks are made, with which figures, is the rulebook's to say: a check that the
// book does not list, or lists as off, is not made. The definitions, which
// docs/crosschecks.md repeats for readers:
//
//   - won-while-sanctioned: a contract signed on a day on which a sanction was in force:
//     decided on that day or before, and not yet over (see force). One hit for a contract.
//   - excellent-in-sanction: an evaluation graded excellent and decided in the calendar
//     year in which a sanction was decided, before it or after. One hit for an evaluation.
//   - pay-up-while-failing: the total of a tier more than Percent above that of the year
//     before, where both are given and the earlier one is not zero, and an evaluation
//     decided in the later year is graded poor, unqualified or failed. One hit for a tier
//     and year.
//   - repeat-sanctions: two or more sanctions, each decided within Months months of the one
//     before. The day of the same number Months later is the last that counts; where that
//     month has no such day, its last day. One hit for a run.
//   - pay-above-contracts: the sum of a year's totals above the sum of what the contracts
//     of the year brought in it, each contract's amount spread by days over its term (see
//     Share). One hit for a year. A year without a contract is not checked.
//
// For all of them: only sanctions that may be shown take part, and of those only the ones
// about the agency itself; one that was withdrawn never does. One that is under appeal
// does, since an appeal alone does not suspend a decision (Administrative Penalty Law,
// article 73), and the hit says so. A row dated after the register's day does not take
// part, and neither does the pay of a year that is not over. Where rows that would decide
// are missing, the case is counted as not enough data, and is no hit.
//
// What is left out: sanctions of practitioners, which are not the agency's; and any
// weighing of hits against each other.
package crosscheck

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/slug"
)

// IDs lists the checks in the order in which they are shown.
func IDs() []rulebook.CrossCheckID {
	return []rulebook.CrossCheckID{
		rulebook.WonWhileSanctioned, rulebook.ExcellentInSanction, rulebook.PayUpWhileFailing,
		rulebook.RepeatSanctions, rulebook.PayAboveContracts,
	}
}

// What a check takes where the book gives no figure.
const (
	DefaultPercent = 50 // percent
	DefaultMonths  = 24 // months
)

// Hit is a case in which the records are as a check describes. Rows stand in the order of
// the register; a slice is empty where the check does not rest on such rows.
type Hit struct {
	Check  *rulebook.CrossCheck
	Agency *register.Agency

	// ID stays the same as long as the row on which the hit rests does: the contract, the
	// evaluation, the tier and year, the first sanction of a run, the year. It is a slug.
	ID      string
	Day     day.Day // on which it became true: the day of the row that completed it
	Changed day.Day // on which its newest row was added; Day where none was added later

	Sanctions   []*register.Sanction
	Projects    []*register.Project
	Evaluations []*register.Evaluation
	Pay         []*register.Pay

	Year      int          // the year of the pay or of the evaluation; 0 for the other checks
	Before    money.Amount // PayUpWhileFailing: the total of the year before
	After     money.Amount // PayUpWhileFailing: that of the year
	Tenths    int          // PayUpWhileFailing: by how much it rose, in tenths of a percent, rounded up
	PayTotal  money.Amount // PayAboveContracts: the sum of the year's totals
	Contracts money.Amount // PayAboveContracts: what the contracts brought in the year
	Months    int          // RepeatSanctions: the months between one sanction and the next, at most

	Appealed  bool // one of the sanctions is under appeal
	NoEnd     bool // WonWhileSanctioned: the end of a sanction is not given and AssumedMonths were taken
	OnePerson bool // PayUpWhileFailing: the tier was one person in one of the years
}

// Number is a figure on which a hit rests, as programs read it.
type Number struct{ Name, Value string }

// Numbers lists the figures of a hit: amounts in yuan with two decimals, counts, percent
// with one decimal.
func (h *Hit) Numbers() []Number {
	count := func(n int) string { return strconv.Itoa(n) }
	switch h.Check.Check {
	case rulebook.WonWhileSanctioned:
		return []Number{{"sanctions_in_force", count(len(h.Sanctions))}}
	case rulebook.ExcellentInSanction:
		return []Number{{"year", count(h.Year)}, {"sanctions_decided", count(len(h.Sanctions))}}
	case rulebook.PayUpWhileFailing:
		list := []Number{
			{"year", count(h.Year)}, {"total_before", h.Before.String()}, {"total", h.After.String()},
			{"rise_percent", count(h.Tenths/10) + "." + count(h.Tenths%10)},
		}
		for i, name := range []string{"headcount_before", "headcount"} {
			if c := h.Pay[i].Headcount; c.Given {
				list = append(list, Number{name, count(int(c.N))})
			}
		}
		return append(list, Number{"failing_evaluations", count(len(h.Evaluations))})
	case rulebook.RepeatSanctions:
		return []Number{{"sanctions", count(len(h.Sanctions))}, {"months", count(h.Months)}}
	}
	return []Number{{"year", count(h.Year)}, {"pay_total", h.PayTotal.String()}, {"contracts_total", h.Contracts.String()}}
}

// Notes lists what has to be known about the rows of a hit, as programs read it.
func (h *Hit) Notes() []string {
	var list []string
	for _, n := range []struct {
		holds bool
		name  string
	}{{h.Appealed, "under_appeal"}, {h.NoEnd, "end_not_given"}, {h.OnePerson, "one_person_tier"}} {
		if n.holds {
			list = append(list, n.name)
		}
	}
	return list
}

// Row names a record by its table and slug.
type Row struct{ Table, Slug string }

// Rows lists the records on which a hit rests: sanctions, projects, evaluations, pay.
func (h *Hit) Rows() []Row {
	list := make([]Row, 0, len(h.Sanctions)+len(h.Projects)+len(h.Evaluations)+len(h.Pay))
	for _, s := range h.Sanctions {
		list = append(list, Row{"sanctions", s.Slug})
	}
	for _, p := range h.Projects {
		list = append(list, Row{"projects", p.Slug})
	}
	for _, e := range h.Evaluations {
		list = append(list, Row{"evaluations", slug.Of(e.ProjectID, e.Kind, e.Period, e.DecidedOn.String())})
	}
	for _, p := range h.Pay {
		list = append(list, Row{"pay", slug.Of(string(p.AgencyID), strconv.Itoa(p.Year), p.Tier)})
	}
	return list
}

// Outcome is what became of one check.
type Outcome struct {
	ID    rulebook.CrossCheckID
	Rule  *rulebook.CrossCheck // as the book lists it; nil: it does not
	Made  bool                 // whether it was made: false where it is off or not listed
	Hits  []*Hit               // newest day first, then in the register's order
	Cases int                  // how many cases were compared, with the hits: see docs/crosschecks.md
	Short int                  // how many more had not enough data
}

// Results is what the checks of a register found. Nil results are of a book without checks.
type Results struct {
	outcomes []Outcome
	all      []*Hit
	byAgency map[*register.Agency][]*Hit
}

// Outcomes lists every check in the order of IDs, also those that were not made.
func (r *Results) Outcomes() []Outcome {
	if r == nil {
		return nil
	}
	return r.outcomes
}

// Made counts the checks that were made.
func (r *Results) Made() int {
	n := 0
	for _, o := range r.Outcomes() {
		if o.Made {
			n++
		}
	}
	return n
}

// ByCheck lists the hits of a check, newest day first, then in the register's order.
func (r *Results) ByCheck(id rulebook.CrossCheckID) []*Hit {
	for _, o := range r.Outcomes() {
		if o.ID == id {
			return o.Hits
		}
	}
	return nil
}

// All lists all hits, newest day first, then in the order of IDs.
func (r *Results) All() []*Hit {
	if r == nil {
		return nil
	}
	return r.all
}

// Of lists the hits of an agency in the order of IDs, newest day first.
func (r *Results) Of(a *register.Agency) []*Hit {
	if r == nil {
		return nil
	}
	return r.byAgency[a]
}

// Run makes the checks that the register's rulebook lists. The results hold rows of the
// register.
func Run(reg *register.Register) *Results {
	r := &Results{byAgency: map[*register.Agency][]*Hit{}}
	var checks []*checker
	for _, id := range IDs() {
		o := Outcome{ID: id, Rule: listed(reg.Rules, id)}
		c := &checker{reg: reg, rule: reg.Rules.CrossCheck(id)}
		if c.rule != nil {
			o.Made, o.Rule = true, c.rule
		}
		r.outcomes, checks = append(r.outcomes, o), append(checks, c)
	}
	var about []*register.Sanction
	begun := make([]int, len(checks)) // how many hits each check had before the agency at hand
	for _, a := range reg.Agencies {
		about = own(reg, a, about[:0])
		for i, id := range IDs() {
			begun[i] = len(checks[i].hits)
			if checks[i].rule != nil {
				checks[i].agency(id, a, about)
			}
		}
		if of := hitsOf(checks, begun); of != nil {
			r.byAgency[a] = of
		}
	}
	for i, c := range checks {
		o := &r.outcomes[i]
		o.Hits, o.Cases, o.Short = newestFirst(c.hits), c.cases, c.short
		r.all = append(r.all, o.Hits...)
	}
	r.all = newestFirst(r.all)
	return r
}

// hitsOf lists the hits of an agency, those of each check from some place on; nil: none.
func hitsOf(checks []*checker, begun []int) []*Hit {
	n := 0
	for i, c := range checks {
		n += len(c.hits) - begun[i]
	}
	if n == 0 {
		return nil
	}
	list := make([]*Hit, 0, n)
	for i, c := range checks {
		list = append(list, newestFirst(c.hits[begun[i]:])...)
	}
	return list
}

// newestFirst returns hits with the newest first; those of one day stay in the order of
// the register. It sorts numbers: to sort the hits themselves, which stand all over the
// memory, took four times as long.
func newestFirst(hits []*Hit) []*Hit {
	if len(hits) < 2 {
		return hits
	}
	order := make([]uint64, len(hits)) // the day, the newest first, then the place
	for i, h := range hits {
		order[i] = uint64(latest-int64(h.Day.Number()))<<32 | uint64(i)
	}
	slices.Sort(order)
	sorted := make([]*Hit, len(hits))
	for i, n := range order {
		sorted[i] = hits[uint32(n)]
	}
	return sorted
}

// latest is the number of a day after all that there are.
const latest = 1 << 31

// listed returns a check as the book has it, whether it is off or not, or nil.
func listed(b *rulebook.Book, id rulebook.CrossCheckID) *rulebook.CrossCheck {
	if b == nil {
		return nil
	}
	for _, c := range b.Checks {
		if c.Check == id {
			return c
		}
	}
	return nil
}

// own appends the sanctions of an agency that take part, the oldest first: those about the
// agency itself that were not withdrawn and not decided after the register's day.
func own(reg *register.Register, a *register.Agency, list []*register.Sanction) []*register.Sanction {
	for _, s := range slices.Backward(a.Sanctions) {
		if s.Subject == "agency" && s.Standing != register.Withdrawn && past(reg, s.DecidedOn) {
			list = append(list, s)
		}
	}
	return list
}

// past says whether a day is given and not after the register's.
func past(reg *register.Register, d day.Day) bool { return !d.IsZero() && !d.After(reg.AsOf) }

// checker makes one check, agency by agency.
type checker struct {
	reg   *register.Register
	rule  *rulebook.CrossCheck
	hits  []*Hit
	cases int // compared
	short int // not enough data
	room  []Hit
}

// agency makes a check of one agency; about are the sanctions that take part, oldest first.
func (c *checker) agency(id rulebook.CrossCheckID, a *register.Agency, about []*register.Sanction) {
	switch id {
	case rulebook.WonWhileSanctioned:
		c.won(a, about)
	case rulebook.ExcellentInSanction:
		c.excellent(a, about)
	case rulebook.PayUpWhileFailing:
		c.payUp(a)
	case rulebook.RepeatSanctions:
		c.repeat(a, about)
	case rulebook.PayAboveContracts:
		c.payAbove(a)
	}
}

// hit notes a hit: done is the day on which it became true, last that of its newest row,
// and keys are those of the row that it is named after.
func (c *checker) hit(h Hit, done, last day.Day, keys ...string) {
	h.Check, h.Day, h.Changed = c.rule, done, later(done, last)
	for _, s := range h.Sanctions {
		h.Appealed = h.Appealed || s.Standing == register.Appealed
	}
	h.ID = name(c.rule.Check, keys)
	if len(c.room) == 0 {
		c.room = make([]Hit, hitsAtOnce)
	}
	c.room[0] = h
	c.hits, c.room = append(c.hits, &c.room[0]), c.room[1:]
}

// hitsAtOnce is for how many hits memory is asked for at a time.
const hitsAtOnce = 64

// hashed is how many hexadecimal digits of a hash an id has, as a slug does.
const hashed = 10

// name makes the id of a hit of its check and the key of a row. Nothing of the key itself
// is in it: a credit code beside digits of a hash would be a number that looks like
// another.
func name(id rulebook.CrossCheckID, keys []string) string {
	var room [128]byte
	key := append(room[:0], id...)
	for _, k := range keys {
		key = append(append(key, slug.Separator...), k...)
	}
	sum := sha256.Sum256(key)
	key = append(append(key[:0], id...), '-')
	return string(hex.AppendEncode(key, sum[:hashed/2]))
}
