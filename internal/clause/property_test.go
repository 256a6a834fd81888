package clause

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// rat is a times b over c as a rational number.
func rat(a, b, c int64) *big.Rat {
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	return new(big.Rat).SetFrac(n, big.NewInt(c))
}

// TestFractions compares the arithmetic with that of math/big, up to the largest numbers.
func TestFractions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	some := func() int64 {
		switch random.IntN(5) {
		case 0:
			return int64(random.IntN(4))
		case 1:
			return math.MaxInt64 - int64(random.IntN(3))
		}
		return random.Int64() >> random.IntN(63)
	}
	largest := new(big.Rat).SetInt64(math.MaxInt64)
	for range 200_000 {
		a, b, c, n := some(), some(), max(some(), 1), some()
		if random.IntN(4) == 0 && c != 0 && a < math.MaxInt64/max(b, 1) {
			n = a * b / c // as near as it gets
		}
		want, f := rat(a, b, c), over(a, b, c)
		if got, want := sign(f.compare(n)), want.Cmp(new(big.Rat).SetInt64(n)); got != want {
			t.Fatalf("%d × %d ÷ %d against %d: got %d, want %d", a, b, c, n, got, want)
		}
		got, exact := f.nearest()
		twice := new(big.Rat).Add(new(big.Rat).Add(want, want), rat(1, 1, 1))
		near := new(big.Int).Quo(twice.Num(), new(big.Int).Mul(twice.Denom(), big.NewInt(2)))
		if want.Cmp(largest) >= 0 || !near.IsInt64() {
			if got != math.MaxInt64 || exact != (want.Cmp(largest) == 0) {
				t.Fatalf("%d × %d ÷ %d: got %d, %v, want the largest integer", a, b, c, got, exact)
			}
		} else if near.Int64() != got || exact != want.IsInt() {
			t.Fatalf("%d × %d ÷ %d: got %d, %v, want %s", a, b, c, got, exact, near)
		}
	}
	if f := over(5, 5, 5); f.compare(-1) != 1 {
		t.Error("a fraction is more than -1")
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// maker makes projects of random figures, some of them at a figure of the book to the fen.
type maker struct{ *rand.Rand }

func (m maker) count() register.Count {
	switch m.IntN(8) {
	case 0:
		return register.Count{}
	case 1:
		return register.Count{N: int32(m.IntN(2)), Given: true}
	case 2:
		return register.Count{N: math.MaxInt32, Given: true}
	}
	return register.Count{N: int32(m.IntN(60)), Given: true}
}

func (m maker) amount() money.Amount {
	switch m.IntN(8) {
	case 0:
		return money.Amount{}
	case 1:
		return money.FromFen(math.MaxInt64/4 - int64(m.IntN(3)))
	case 2:
		return money.FromFen(int64(m.IntN(300)))
	}
	return money.FromFen(m.Int64N(1_000_000_000))
}

func (m maker) project() *register.Project {
	start := day.Make(2019+m.IntN(8), 1+m.IntN(12), 1+m.IntN(28))
	p := &register.Project{
		StartsOn: start, SignedOn: start.Add(m.IntN(400) - 200), EndsOn: start.Add(m.IntN(2200) - 20),
		Amount: m.amount(), LabourCost: m.amount(), OtherCost: m.amount(), SupervisionCost: m.amount(),
		Staff: m.count(), ProfessionalStaff: m.count(), SupervisedStaff: m.count(),
	}
	switch m.IntN(6) {
	case 0:
		p.EndsOn = day.Make(2099, 12, 31)
	case 1, 2:
		p.EndsOn = start.AddMonths(1 + m.IntN(60)).Add(-1)
	}
	switch m.IntN(4) {
	case 0:
		p.Field = &register.Group{Code: "sw06", Known: true}
	case 1:
		p.Field = &register.Group{Code: "sw04", Known: true}
	case 2:
		p.Field = &register.Group{Name: "河湖守护"}
	}
	if p.Amount.Given && p.Amount.Fen < 1e12 && m.IntN(3) == 0 {
		p.LabourCost = money.FromFen(p.Amount.Fen*85/100 + int64(m.IntN(3)) - 1)
		p.LabourCost.Fen = max(p.LabourCost.Fen, 0)
		p.OtherCost = money.FromFen(p.Amount.Fen - p.LabourCost.Fen)
	}
	if t := TermOf(p); t.Months > 0 && p.Staff.N > 0 && p.Staff.N < 100 && m.IntN(2) == 0 {
		p.Amount = money.FromFen(max(0, 163_000_00*int64(p.Staff.N)*int64(t.Months)/12+int64(m.IntN(3))-1))
	}
	return p
}

// exact is a check's value by the definition in the package's comment, in the unit of
// Result.Value, or nil where the numbers do not allow one.
func exact(c rulebook.Check, p *register.Project) *big.Rat {
	term := TermOf(p)
	per := func(a money.Amount, n register.Count, times int64) *big.Rat {
		if !a.Given || n.N == 0 || term.Days == 0 {
			return nil
		}
		months := rat(int64(term.Months), 1, 1)
		if !term.Whole() {
			months = rat(int64(term.Days), 12, 365)
		}
		v := rat(a.Fen, times, int64(n.N))
		return v.Quo(v, months)
	}
	share := func(part, whole int64, ok bool, off int64) *big.Rat {
		if !ok || whole == 0 || part > whole+off {
			return nil
		}
		return rat(part, 10_000, whole)
	}
	switch c {
	case rulebook.PackagePrice:
		return per(p.Amount, p.Staff, 12)
	case rulebook.Supervision:
		return per(p.SupervisionCost, p.SupervisedStaff, 1)
	case rulebook.ProfessionalPosts:
		return share(int64(p.ProfessionalStaff.N), int64(p.Staff.N), p.ProfessionalStaff.Given && p.Staff.Given, 0)
	case rulebook.LabourCost:
		return share(p.LabourCost.Fen, p.Amount.Fen, p.LabourCost.Given && p.Amount.Given, 100)
	case rulebook.OtherCost:
		return share(p.OtherCost.Fen, p.Amount.Fen, p.OtherCost.Given && p.Amount.Given, 100)
	}
	return nil // the cycle is counted by the calendar: see TestTermByCounting
}

// TestAgainstRationals holds that every outcome is that of exact rational numbers, and
// that the rounded value never looks like another outcome.
func TestAgainstRationals(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(3, 4))}
	b := book()
	checks := Open(&register.Register{Rules: b})
	seen := map[rulebook.Check]map[Outcome]int{}
	for range 60_000 {
		p := m.project()
		results := checks.Of(p)
		if len(results) != 6 {
			t.Fatalf("%d results, want 6", len(results))
		}
		for i := range results {
			r := &results[i]
			if seen[r.Check] == nil {
				seen[r.Check] = map[Outcome]int{}
			}
			seen[r.Check][r.Outcome]++
			if r.Check != rulebook.Cycle {
				compare(t, b, p, r)
			}
			if r.Outcome.Judged() && !r.HasValue || r.Outcome == NoRule && (r.HasValue || r.Gap == NoGap) {
				t.Fatalf("%+v\n%s", p, said(r))
			}
			if r.Outcome == NotEnoughData && r.Missing() == nil && r.Unusable() == nil {
				t.Fatalf("not enough data, but nothing is missing: %s", said(r))
			}
		}
	}
	for _, c := range all() {
		for _, o := range Outcomes() {
			never := o == Above && c != rulebook.OtherCost || o == Below && (c == rulebook.OtherCost || c == rulebook.Cycle) ||
				o == Unusual && c != rulebook.Cycle || o == NotApplicable && c != rulebook.Cycle && c != rulebook.Supervision
			if (seen[c][o] == 0) != never {
				t.Errorf("%s came out as %s %d times", c, o, seen[c][o])
			}
		}
	}
}

// compare holds one result against rational numbers.
func compare(t *testing.T, b *rulebook.Book, p *register.Project, r *Result) {
	t.Helper()
	want := exact(r.Check, p)
	if r.Outcome == NoRule || r.Outcome == NotApplicable {
		return
	}
	if (want != nil) != r.HasValue {
		t.Fatalf("%+v\n%s: has a value: %v", p, said(r), r.HasValue)
	}
	if want == nil {
		return
	}
	by := func(risky bool) Outcome {
		rule := b.Threshold(r.Check, r.On, risky)
		switch {
		case want.Cmp(rat(rule.AtLeast, 100, 1)) < 0:
			return Below
		case rule.AtMost > 0 && want.Cmp(rat(rule.AtMost, 100, 1)) > 0:
			return Above
		}
		return Met
	}
	ordinary, risky := by(false), by(true)
	outcome := ordinary
	switch {
	case p.Field == nil && ordinary != risky:
		outcome = NotEnoughData
	case p.Field != nil && b.RiskyField(p.Field.Code, r.On) != nil:
		outcome = risky
	}
	if r.Outcome != outcome {
		t.Fatalf("%+v\n%s, want %s of %s", p, said(r), outcome, want.FloatString(4))
	}
	if outcome.Judged() && r.Value != math.MaxInt64 {
		if r.Value < r.Least != (outcome == Below) || r.Most > 0 && r.Value > r.Most != (outcome == Above) {
			t.Fatalf("%s looks like another outcome", said(r))
		}
		off := new(big.Rat).Sub(want, new(big.Rat).SetInt64(r.Value))
		if off.Abs(off).Cmp(rat(1, 1, 1)) >= 0 || (off.Sign() == 0) != r.Exact {
			t.Fatalf("%s is %s away from %s", said(r), off.FloatString(4), want.FloatString(4))
		}
	}
}

// TestTermByCounting counts months by going through the calendar.
func TestTermByCounting(t *testing.T) {
	m := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		from := day.Make(2019+m.IntN(6), 1+m.IntN(12), 1).Add(m.IntN(31))
		to := from.Add(m.IntN(1500))
		if m.IntN(2) == 0 {
			to = from.AddMonths(m.IntN(40)).Add(m.IntN(4) - 2)
		}
		p := &register.Project{StartsOn: from, EndsOn: to}
		got, want := TermOf(p), Term{}
		if !to.Before(from) {
			want.Days, want.Rest = to.Sub(from)+1, true
			for n := 1; n < 80; n++ {
				corresponding := from.Time().AddDate(0, n, 0)
				for corresponding.Day() != from.Time().Day() && corresponding.Day() < 5 { // the month has no such day
					corresponding = corresponding.AddDate(0, 0, -1)
				}
				if end := day.Of(corresponding); !end.After(to.Add(1)) {
					want.Months = n
					want.Rest = end != to && end != to.Add(1)
				}
			}
		}
		if got != want {
			t.Fatalf("%s to %s: got %+v, want %+v", from, to, got, want)
		}
	}
}

// TestRulesAreThoseOfTheBook holds that a rule is found as the rulebook finds it.
func TestRulesAreThoseOfTheBook(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(7, 8))}
	b := book()
	b.Thresholds = append(b.Thresholds,
		threshold("overlap", span("2020-01-01", ""), rulebook.PackagePrice, 1, 0, rulebook.AllFields),
		threshold("early", span("", "2019-12-31"), rulebook.Supervision, 300, 0, rulebook.RiskyOnly))
	checks := Open(&register.Register{Rules: b})
	for range 20_000 {
		p := m.project()
		if p.Field == nil {
			continue
		}
		for _, r := range checks.Of(p) {
			want := b.Threshold(r.Check, p.SignedOn, b.RiskyField(p.Field.Code, p.SignedOn) != nil)
			if r.Rule != want {
				t.Fatalf("%s signed %s: %s, want %v", r.Check, p.SignedOn, said(&r), want)
			}
		}
	}
}
