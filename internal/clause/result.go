package clause

import (
	"math/bits"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// Unit is what a value is counted in.
type Unit string

// The units. A hundredth of each is one of Result.Value, but for months.
const (
	YuanPerPersonYear  Unit = "yuan/person/year"
	YuanPerPersonMonth Unit = "yuan/person/month"
	Percent            Unit = "percent"
	Months             Unit = "months"
)

// UnitOf is what the values of a check are counted in.
func UnitOf(c rulebook.Check) Unit {
	switch c {
	case rulebook.PackagePrice:
		return YuanPerPersonYear
	case rulebook.Supervision:
		return YuanPerPersonMonth
	case rulebook.Cycle:
		return Months
	}
	return Percent
}

// Result is what came out of one check of one project.
type Result struct {
	Check   rulebook.Check
	Outcome Outcome
	Rule    *rulebook.Threshold // by which it is judged; nil: none was in force
	Other   *rulebook.Threshold // the rule for the other fields, where the field is not given and the two lead to different outcomes; else nil
	On      day.Day             // the day that decides
	Gap     Gap                 // why there is no rule
	Edge    day.Day             // see Gap

	// Value in hundredths of the unit (fen, hundredths of a percent), of months in
	// months; rounded to the nearest, but never to where it would look like another
	// outcome. At most math.MaxInt64.
	Value    int64
	HasValue bool
	Exact    bool  // nothing was rounded off
	Least    int64 // what the rule names, in the unit of Value; 0: no least
	Most     int64 // likewise; 0: no most

	// The numbers that were used. A number of a missing column is 0.
	Part    int64 // fen of the amount or cost; of the posts, how many are professional
	Whole   int64 // shares: fen of the amount, or the staff; else 0
	Persons int64 // prices: the staff or the supervised; else 0
	Term    Term  // prices and the cycle; else zero

	SumKnown   bool  // shares of the amount: whether the amount and both costs are given
	Difference int64 // fen by which both costs together are more (or less) than the amount

	missing, unusable columns
}

// Unit is what the value is counted in.
func (r *Result) Unit() Unit { return UnitOf(r.Check) }

// SumDiffers says whether labour and other cost do not make up the amount, by more than
// a yuan. It is a note: nothing is judged by it.
func (r *Result) SumDiffers() bool {
	return r.SumKnown && (r.Difference > tolerance || r.Difference < -tolerance)
}

// tolerance is how many fen sums may be off: the columns are often whole yuan.
const tolerance = 100

// Missing lists the columns of the table of projects that are needed and not given.
func (r *Result) Missing() []string { return r.missing.names() }

// Unusable lists the columns that are given and with which nothing can be computed: no
// staff, no amount, no last day, a last day before the first, a part larger than the whole.
func (r *Result) Unusable() []string { return r.unusable.names() }

// columns is a set of columns of the table of projects.
type columns uint16

const (
	field columns = 1 << iota
	startsOn
	endsOn
	amount
	staff
	professionalStaff
	labourCost
	otherCost
	supervisedStaff
	supervisionCost
)

// columnNames is the columns in the order of their bits, which is that of the schema.
var columnNames = [...]string{
	"field", "starts_on", "ends_on", "amount", "staff", "professional_staff",
	"labour_cost", "other_cost", "supervised_staff", "supervision_cost",
}

// name is the first column of the set.
func (c columns) name() string { return columnNames[bits.TrailingZeros16(uint16(c))] }

// names lists the columns in the order of the schema.
func (c columns) names() []string {
	if c == 0 {
		return nil
	}
	list := make([]string, 0, bits.OnesCount16(uint16(c)))
	for ; c != 0; c &= c - 1 {
		list = append(list, c.name())
	}
	return list
}

// Number is one of the numbers that a check uses.
type Number struct {
	Name  string // a column of the table of projects, or months or days of the term
	N     int64  // fen where Money, else a count
	Money bool
}

// AppendNumbers adds the numbers that were used to a list, with those of the columns that are
// given where there is not enough data. There is none where no rule was in force.
func (r *Result) AppendNumbers(list []Number) []Number {
	if r.Rule == nil {
		return list
	}
	add := func(c columns, n int64, inFen bool) {
		if r.missing&c == 0 {
			list = append(list, Number{c.name(), n, inFen})
		}
	}
	switch r.Check {
	case rulebook.PackagePrice:
		add(amount, r.Part, true)
		add(staff, r.Persons, false)
	case rulebook.ProfessionalPosts:
		add(professionalStaff, r.Part, false)
		add(staff, r.Whole, false)
	case rulebook.LabourCost:
		add(labourCost, r.Part, true)
		add(amount, r.Whole, true)
	case rulebook.OtherCost:
		add(otherCost, r.Part, true)
		add(amount, r.Whole, true)
	case rulebook.Supervision:
		add(supervisionCost, r.Part, true)
		add(supervisedStaff, r.Persons, false)
	}
	if r.Term.Whole() || r.Check == rulebook.Cycle && r.Term.Months > 0 {
		list = append(list, Number{"months", int64(r.Term.Months), false})
	}
	if r.Term.Days > 0 && !r.Term.Whole() {
		list = append(list, Number{"days", int64(r.Term.Days), false})
	}
	return list
}

// facts is what all checks of a project share.
type facts struct {
	project *register.Project
	on      day.Day
	term    Term
	risky   bool
	sure    bool // whether risky is known
}

// apply fills in the result of the check.
func (c *check) apply(f *facts, r *Result) {
	r.Check, r.On = c.id, f.on
	if f.sure {
		r.Rule = c.rule(f.on, f.risky)
		c.finish(f, r)
		return
	}
	ordinary, risky := c.rule(f.on, false), c.rule(f.on, true)
	if ordinary == nil && risky == nil || ordinary == risky {
		r.Rule = ordinary
		c.finish(f, r)
		return
	}
	if ordinary == nil || risky == nil {
		r.Rule, r.missing, r.Outcome = ordinary, field, NotEnoughData
		if ordinary == nil {
			r.Rule = risky
		}
		r.bounds()
		return
	}
	if stricter(ordinary, risky) {
		ordinary, risky = risky, ordinary
	}
	other := Result{Check: c.id, On: f.on, Rule: risky}
	r.Rule = ordinary
	c.finish(f, r)
	c.finish(f, &other)
	if r.Outcome != other.Outcome {
		r.Outcome, r.Other = NotEnoughData, risky
		r.missing |= field
	}
}

// stricter says whether a asks more than b.
func stricter(a, b *rulebook.Threshold) bool {
	if a.AtLeast != b.AtLeast {
		return a.AtLeast > b.AtLeast
	}
	return a.AtMost > 0 && (b.AtMost <= 0 || a.AtMost < b.AtMost)
}

// finish judges the project by the result's rule.
func (c *check) finish(f *facts, r *Result) {
	if r.Rule == nil {
		r.Outcome = NoRule
		r.Gap, r.Edge = c.gap(f.on)
		return
	}
	r.bounds()
	value, ok := r.measure(f)
	switch {
	case ok:
		r.judge(value)
	case r.Outcome == "":
		r.Outcome = NotEnoughData
	}
}

// bounds sets what the rule names in the unit of the value.
func (r *Result) bounds() {
	scale := int64(100)
	if r.Check == rulebook.Cycle {
		scale = 1
	}
	r.Least, r.Most = times(r.Rule.AtLeast, scale), times(r.Rule.AtMost, scale)
}

// times multiplies a figure, which is 0 or more, and stops at the largest integer.
func times(n, by int64) int64 {
	if n > (1<<63-1)/by {
		return 1<<63 - 1
	}
	return max(n, 0) * by
}

// judge compares the exact value with the rule's figures, and then rounds it.
func (r *Result) judge(v fraction) {
	r.Value, r.Exact = v.nearest()
	r.HasValue = true
	switch {
	case v.compare(r.Least) < 0:
		r.Outcome, r.Value = Below, min(r.Value, r.Least-1)
	case r.Most > 0 && v.compare(r.Most) > 0:
		r.Outcome, r.Value = Above, max(r.Value, r.Most+1)
	default:
		r.Outcome = Met
	}
	if r.Rule.Usual && r.Outcome != Met {
		r.Outcome = Unusual
	}
}

// measure is the project's value in the unit of Result.Value. Where there is none, it has
// said why: by columns, or by an outcome of its own.
func (r *Result) measure(f *facts) (fraction, bool) {
	p := f.project
	switch r.Check {
	case rulebook.PackagePrice:
		r.Part, r.Persons, r.Term = r.money(p.Amount, amount), r.people(p.Staff, staff), f.term
		return r.perPerson(f, 12, 1)
	case rulebook.Supervision:
		r.Part, r.Persons, r.Term = r.money(p.SupervisionCost, supervisionCost), r.count(p.SupervisedStaff, supervisedStaff), f.term
		if p.SupervisedStaff.Given && p.SupervisedStaff.N == 0 {
			r.Outcome, r.missing, r.unusable = NotApplicable, 0, 0
			return fraction{}, false
		}
		return r.perPerson(f, 1, 12)
	case rulebook.ProfessionalPosts:
		r.Part, r.Whole = r.count(p.ProfessionalStaff, professionalStaff), r.people(p.Staff, staff)
		return r.share(professionalStaff, 0)
	case rulebook.LabourCost:
		r.Part, r.Whole = r.money(p.LabourCost, labourCost), r.funds(p)
		return r.share(labourCost, tolerance)
	case rulebook.OtherCost:
		r.Part, r.Whole = r.money(p.OtherCost, otherCost), r.funds(p)
		return r.share(otherCost, tolerance)
	}
	return r.cycle(f)
}

// perPerson is the part for each person and year (or month): times is how many of its
// months a year (or a month) has, and yearly how many of it a year has.
func (r *Result) perPerson(f *facts, times, yearly int64) (fraction, bool) {
	r.countable(f)
	switch {
	case r.missing|r.unusable != 0:
		return fraction{}, false
	case f.term.Whole():
		return over(r.Part, times, r.Persons*int64(f.term.Months)), true
	}
	return over(r.Part, daysOfYear, r.Persons*int64(f.term.Days)*yearly), true
}

// daysOfYear is how many days count as a year where a term is not whole months.
const daysOfYear = 365

// share is how many hundredths of a percent the part is of the whole; a part that is
// larger, by more than what sums may be off, contradicts it.
func (r *Result) share(part columns, off int64) (fraction, bool) {
	if r.missing|r.unusable == 0 && r.Part-r.Whole > off {
		r.unusable |= part
	}
	if r.missing|r.unusable != 0 {
		return fraction{}, false
	}
	return over(r.Part, 100*100, r.Whole), true
}

// cycle is the term in months. Days beyond complete months count as a third of one: more
// than the months, and rounded to them.
func (r *Result) cycle(f *facts) (fraction, bool) {
	r.Term = f.term
	if f.project.EndsOn.IsOpen() {
		r.Outcome = NotApplicable
		return fraction{}, false
	}
	if r.countable(f); r.missing|r.unusable != 0 {
		return fraction{}, false
	}
	thirds := int64(f.term.Months) * 3
	if f.term.Rest {
		thirds++
	}
	return over(thirds, 1, 3), true
}

// countable notes which days of a term that cannot be counted are to blame.
func (r *Result) countable(f *facts) {
	if f.term.Days > 0 {
		return
	}
	p := f.project
	if p.StartsOn.IsZero() {
		r.missing |= startsOn
	}
	switch {
	case p.EndsOn.IsZero():
		r.missing |= endsOn
	case p.EndsOn.IsOpen(), p.EndsOn.Before(p.StartsOn):
		r.unusable |= endsOn
	}
}

// money is an amount in fen, or 0 where it cannot be used.
func (r *Result) money(a money.Amount, c columns) int64 {
	switch {
	case !a.Given:
		r.missing |= c
		return 0
	case a.Fen < 0:
		r.unusable |= c
	}
	return a.Fen
}

// funds is the amount of which the costs are shares, and notes how far they are off.
func (r *Result) funds(p *register.Project) int64 {
	fen := r.money(p.Amount, amount)
	if p.Amount.Given && fen == 0 {
		r.unusable |= amount
	}
	if p.Amount.Given && p.LabourCost.Given && p.OtherCost.Given {
		r.SumKnown, r.Difference = true, p.LabourCost.Fen-p.Amount.Fen+p.OtherCost.Fen
	}
	return fen
}

// count is a number of people, of whom there may be none.
func (r *Result) count(n register.Count, c columns) int64 {
	switch {
	case !n.Given:
		r.missing |= c
		return 0
	case n.N < 0:
		r.unusable |= c
	}
	return int64(n.N)
}

// people is a number of people by which something is divided.
func (r *Result) people(n register.Count, c columns) int64 {
	if n.Given && n.N == 0 {
		r.unusable |= c
	}
	return r.count(n, c)
}
