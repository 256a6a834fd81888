package crosscheck

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// everything has a hit of every check, two of the first.
func everything() []any {
	return []any{
		sanction("S", "2024-01-10", until("2025-01-09")), sanction("T", "2024-03-10", until("2024-12-31")),
		project("P", "2024-02-01", "2024-12-31", 100), project("Q", "2024-04-01", "2024-12-31", 100),
		evaluation("P", "excellent", "2024-11-01"), evaluation("Q", "failed", "2024-12-01"),
		disclosed(pay(2023, "managers", 100, 1), "2024-05-01"), disclosed(pay(2024, "managers", 400, 2), "2025-05-01"),
	}
}

func TestSwitchedOff(t *testing.T) {
	reg := link(t, book(), asOf, everything()...)
	for _, o := range Run(reg).Outcomes() {
		if !o.Made || len(o.Hits) == 0 {
			t.Errorf("%s: made %v with %d hits, want some", o.ID, o.Made, len(o.Hits))
		}
	}
	for _, off := range IDs() {
		for _, how := range []string{"off", "not listed"} {
			reg.Rules = book()
			i := slices.Index(IDs(), off)
			if reg.Rules.Checks[i].Off = true; how == "not listed" {
				reg.Rules.Checks = slices.Delete(reg.Rules.Checks, i, i+1)
			}
			r := Run(reg)
			for _, o := range r.Outcomes() {
				if want := o.ID != off; o.Made != want || (len(o.Hits) > 0) != want || (o.Cases > 0) != want {
					t.Errorf("%s %s: %s made %v with %d hits of %d, want made and hits %v", off, how, o.ID, o.Made, len(o.Hits), o.Cases, want)
				}
			}
			if o := r.Outcomes()[i]; (o.Rule != nil) != (how == "off") {
				t.Errorf("%s %s: the outcome's rule is %v", off, how, o.Rule)
			}
			if slices.ContainsFunc(r.All(), func(h *Hit) bool { return h.Check.Check == off }) {
				t.Errorf("%s %s: it has a hit among all", off, how)
			}
			if r.Made() != 4 {
				t.Errorf("%s %s: %d checks made, want 4", off, how, r.Made())
			}
		}
	}
	for name, r := range map[string]*Results{"no book": Run(link(t, nil, asOf, everything()...)), "nil results": nil} {
		if r.Made() != 0 || len(r.All()) != 0 || len(r.ByCheck(rulebook.RepeatSanctions)) != 0 || len(r.Of(reg.Agencies[0])) != 0 {
			t.Errorf("%s: there are checks or hits", name)
		}
	}
}

// TestFigures holds that the book's percent and months count, and the defaults where it
// gives none.
func TestFigures(t *testing.T) {
	rows := []any{
		project("P", "2023-01-01", "2025-12-31", 100_000), evaluation("P", "failed", "2024-12-01"),
		pay(2023, "managers", 100, 1), pay(2024, "managers", 140, 2),
		pay(2023, "directors", 100, 1), pay(2024, "directors", 160, 2),
		sanction("S", "2022-01-10"), sanction("T", "2023-12-10"),
	}
	for _, tt := range []struct {
		name            string
		percent, months int
		up, repeat      int
	}{
		{"as the book says", 30, 12, 2, 0},
		{"higher", 100, 36, 0, 1},
		{"defaults", 0, 0, 1, 1},
	} {
		b := book()
		for _, c := range b.Checks {
			c.Percent, c.Months = tt.percent, tt.months
		}
		r := Run(link(t, b, asOf, rows...))
		if up, repeat := len(r.ByCheck(rulebook.PayUpWhileFailing)), len(r.ByCheck(rulebook.RepeatSanctions)); up != tt.up || repeat != tt.repeat {
			t.Errorf("%s: %d rises and %d runs, want %d and %d", tt.name, up, repeat, tt.up, tt.repeat)
		}
	}
}

// TestOrder holds the order of the lists and that ids and order do not depend on that of
// the files.
func TestOrder(t *testing.T) {
	list := func(rows []any) (ids []string, days []string) {
		r := Run(link(t, book(), asOf, rows...))
		for _, h := range r.All() {
			ids, days = append(ids, h.ID), append(days, h.Day.String())
		}
		return ids, days
	}
	want, days := list(everything())
	if len(want) != 6 {
		t.Fatalf("%d hits, want 6", len(want))
	}
	if !slices.IsSortedFunc(days, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("the days are %v, want the newest first", days)
	}
	shape := regexp.MustCompile(`^[a-z][a-z0-9-]{1,63}$`)
	for i, id := range want {
		if !shape.MatchString(id) || slices.Index(want, id) != i {
			t.Errorf("the id %q is no slug, or there twice", id)
		}
	}
	backwards := everything()
	slices.Reverse(backwards)
	if got, _ := list(backwards); !slices.Equal(got, want) {
		t.Errorf("in another order of rows the hits are\n%v\nwant\n%v", got, want)
	}
	// A later sanction changes the hits that it joins, not their ids.
	more, _ := list(append(everything(), sanction("U", "2024-12-20")))
	if !slices.Equal(more, want) {
		t.Errorf("with another sanction of the year the hits are\n%v\nwant\n%v", more, want)
	}
}

// TestIDs pins ids: they are in feeds and addresses.
func TestIDs(t *testing.T) {
	var got []string
	for _, o := range Run(link(t, book(), asOf, everything()...)).Outcomes() {
		got = append(got, o.Hits[0].ID)
	}
	want := []string{
		"won-while-sanctioned-26e61003c9", "excellent-in-sanction-67f88cb85d", "pay-up-while-failing-adf8a8f9d5",
		"repeat-sanctions-2eec79e9ce", "pay-above-contracts-ef98c66996",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the ids are\n%q\nwant\n%q", got, want)
	}
}

// TestAgeing holds that a hit goes on the day on which its sanction may no longer be shown.
func TestAgeing(t *testing.T) {
	rows := func() []any {
		return []any{
			sanction("S", "2024-01-10", until("2025-01-09"), publishedTo("2025-01-09")), sanction("T", "2024-03-10", publishedTo("2026-01-01")),
			project("P", "2024-02-01", "2024-12-31", 100), evaluation("P", "excellent", "2024-11-01"),
		}
	}
	for _, tt := range []struct{ on, want string }{
		{"2025-01-09", "S P | T S P P:excellent | T S"},
		{"2025-01-10", " | T P P:excellent | "},
		{"2026-01-02", " |  | "},
	} {
		r := Run(link(t, book(), tt.on, rows()...))
		var got []string
		for _, id := range []rulebook.CrossCheckID{rulebook.WonWhileSanctioned, rulebook.ExcellentInSanction, rulebook.RepeatSanctions} {
			var words []string
			for _, h := range r.ByCheck(id) {
				for _, s := range h.Sanctions {
					words = append(words, s.ID)
				}
				for _, p := range h.Projects {
					words = append(words, p.ID)
				}
				for _, e := range h.Evaluations {
					words = append(words, e.ProjectID+":"+e.Grade)
				}
			}
			got = append(got, strings.Join(words, " "))
		}
		if strings.Join(got, " | ") != tt.want {
			t.Errorf("on %s the hits rest on %q, want %q", tt.on, strings.Join(got, " | "), tt.want)
		}
	}
}

func TestNumbersAndRows(t *testing.T) {
	r := Run(link(t, book(), asOf, everything()...))
	for _, tt := range []struct {
		id            rulebook.CrossCheckID
		numbers, rows string
	}{
		{rulebook.WonWhileSanctioned, "[{sanctions_in_force 2}]", "sanctions sanctions projects"},
		{rulebook.ExcellentInSanction, "[{year 2024} {sanctions_decided 2}]", "sanctions sanctions projects evaluations"},
		{rulebook.PayUpWhileFailing, "[{year 2024} {total_before 100.00} {total 400.00} {rise_percent 300.0} {headcount_before 1} {headcount 2} {failing_evaluations 1}]", "evaluations pay pay"},
		{rulebook.RepeatSanctions, "[{sanctions 2} {months 24}]", "sanctions sanctions"},
		{rulebook.PayAboveContracts, "[{year 2024} {pay_total 400.00} {contracts_total 200.00}]", "projects projects pay"},
	} {
		h := r.ByCheck(tt.id)[0]
		var tables []string
		for _, row := range h.Rows() {
			tables = append(tables, row.Table)
		}
		if got := fmt.Sprint(h.Numbers()); got != tt.numbers || strings.Join(tables, " ") != tt.rows {
			t.Errorf("%s: numbers %s of rows %s, want %s of %s", tt.id, got, tables, tt.numbers, tt.rows)
		}
	}
}

func TestUntil(t *testing.T) {
	for _, tt := range []struct {
		name  string
		of    *register.Sanction
		last  string
		given bool
	}{
		{"a term", sanction("S", "2024-01-10", until("2025-01-09")), "2025-01-09", true},
		{"none", sanction("S", "2024-01-10", until("长期")), "", true},
		{"not given", sanction("S", "2024-01-31"), "2025-01-31", false},
		{"cut short", sanction("S", "2024-01-10", until("2025-01-09"), status("repaired", "2024-03-01")), "2024-02-29", true},
		{"not given, ended", sanction("S", "2024-01-10", status("ended", "2024-03-01")), "2024-02-29", true},
	} {
		if last, given := Until(tt.of, d(asOf)); last.String() != tt.last || given != tt.given {
			t.Errorf("%s: until %s, given %v; want %s, %v", tt.name, last, given, tt.last, tt.given)
		}
	}
}

// TestShareAddsUp spreads random contracts: the years add up to the amount, and none is
// off by a fen or more from the exact part.
func TestShareAddsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		p := &register.Project{StartsOn: day.Make(2000+random.IntN(30), 1+random.IntN(12), 1+random.IntN(28))}
		p.EndsOn = p.StartsOn.Add(random.IntN(4000))
		p.Amount = money.FromFen(random.Int64N(1 << (1 + random.IntN(61))))
		term := int64(p.EndsOn.Sub(p.StartsOn) + 1)
		var sum int64
		for year := int(p.StartsOn.Year) - 1; year <= int(p.EndsOn.Year)+1; year++ {
			share, ok := Share(p, year)
			if !ok || share.Fen < 0 {
				t.Fatalf("%s to %s, %s: %d brings %+v, %v", p.StartsOn, p.EndsOn, p.Amount, year, share, ok)
			}
			sum += share.Fen
			held := int64(0)
			for on := day.Make(year, 1, 1); int(on.Year) == year; on = day.Make(int(on.Year), int(on.Month)+1, 1).Add(0) {
				// Month by month: the days of the month that lie in the term.
				next := day.Make(int(on.Year), int(on.Month)+1, 1).Add(0)
				first, last := later(on, p.StartsOn), next.Add(-1)
				if last.After(p.EndsOn) {
					last = p.EndsOn
				}
				held += int64(max(0, last.Sub(first)+1))
			}
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(p.Amount.Fen), big.NewInt(held)), big.NewInt(term))
			if off := exact.Sub(exact, new(big.Rat).SetInt64(share.Fen)); off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("%s to %s, %s: the part of %d is %s, off by %s fen", p.StartsOn, p.EndsOn, p.Amount, year, share, off.FloatString(2))
			}
		}
		if sum != p.Amount.Fen {
			t.Fatalf("%s to %s: the years add up to %d fen, want %d", p.StartsOn, p.EndsOn, sum, p.Amount.Fen)
		}
	}
}

// TestRoseBy compares with exact fractions, also where products do not fit 64 bits.
func TestRoseBy(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		before := 1 + random.Int64N(1<<(1+random.IntN(60)))
		percent := random.IntN(200)
		after := before + before/100*int64(percent) + random.Int64N(5) - 2
		rise := new(big.Rat).SetFrac(big.NewInt(after-before), big.NewInt(before))
		limit := big.NewRat(int64(percent), 100)
		if got, want := roseBy(before, after, percent), after > before && rise.Cmp(limit) > 0; got != want {
			t.Fatalf("%d to %d is more than %d%%: %v, want %v", before, after, percent, got, want)
		}
		if after > before && roseBy(before, after, percent) && tenths(before, after) <= percent*10 {
			t.Fatalf("%d to %d is above %d%% and shown as %d tenths", before, after, percent, tenths(before, after))
		}
	}
}

// TestDocument holds that docs/crosschecks.md tells of every check.
func TestDocument(t *testing.T) {
	body, err := os.ReadFile("../../docs/crosschecks.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range IDs() {
		if !strings.Contains(string(body), "| `"+string(id)+"` |") {
			t.Errorf("docs/crosschecks.md has no row for %s", id)
		}
	}
	for _, n := range []int{DefaultPercent, DefaultMonths, AssumedMonths} {
		if !strings.Contains(string(body), fmt.Sprint(n)) {
			t.Errorf("docs/crosschecks.md does not name %d", n)
		}
	}
}

// BenchmarkRun makes all checks at the size of a province: 20,000 agencies, 240,000 rows
// of pay, 200,000 contracts with an evaluation each and 30,000 sanctions.
func BenchmarkRun(b *testing.B) {
	reg := province(b)
	b.ReportAllocs()
	hits := 0
	for b.Loop() {
		hits = len(Run(reg).All())
	}
	b.ReportMetric(float64(hits), "hits")
}

func province(b *testing.B) *register.Register {
	b.Helper()
	t := &register.Tables{}
	at := func(file string, line int) register.Origin { return register.At("data/"+file, line) }
	for i := range 20_000 {
		body := fmt.Sprintf("MJ%06d", i)
		code := "52990000" + body + string(credit.OrganisationCheck(body))
		id := credit.Code(code + string(credit.Check(code)))
		t.Agencies = append(t.Agencies, &register.Agency{Origin: at("agencies.csv", i+2), ID: id, Name: "机构" + body})
		for n := range 12 {
			p := pay(2022+n/3, []string{"directors", "executives", "managers"}[n%3], int64(200_000+i%997*100+n*5_000+i%53/52*n*100_000), int32(1+n%3))
			p.AgencyID, p.Origin = id, at("pay.csv", len(t.Pay)+2)
			t.Pay = append(t.Pay, p)
		}
		for n := range 10 {
			p := project(fmt.Sprintf("NZ-2022-%06d", i*10+n), fmt.Sprintf("%d-0%d-01", 2021+n%4, 1+n%9), fmt.Sprintf("%d-12-31", 2023+n%3), int64(900_000+i%97*10_000))
			p.AgencyID, p.Origin = id, at("projects.csv", len(t.Projects)+2)
			e := evaluation(p.ID, []string{"good", "excellent", "good", "qualified", "good", "fair", "good", "good", "good", "good", "good", "poor", "good"}[(i+n)%13], fmt.Sprintf("%d-11-0%d", 2023+n%3, 1+n%9))
			e.Origin = at("evaluations.csv", len(t.Evaluations)+2)
			t.Projects, t.Evaluations = append(t.Projects, p), append(t.Evaluations, e)
		}
		for n := range 1 + i%2 {
			s := sanction(fmt.Sprintf("拟社罚字〔2023〕%d-%d号", i, n), fmt.Sprintf("%d-05-01", 2020+i%5+n), until(fmt.Sprintf("%d-04-30", 2021+i%5+n)))
			s.AgencyID, s.Origin = id, at("sanctions.csv", len(t.Sanctions)+2)
			t.Sanctions = append(t.Sanctions, s)
		}
	}
	reg, found := register.Link(t, &portal.Settings{}, book(), d(asOf))
	if len(found) > 0 {
		b.Fatal(found[0])
	}
	return reg
}
