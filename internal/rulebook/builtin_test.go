package rulebook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/schema"
)

func TestBuiltInBooks(t *testing.T) {
	for _, name := range Names() {
		book, found, err := Load(nil, Choice{Name: name})
		if err != nil || book == nil || book.ID != name {
			t.Fatalf("%s: book %+v, error %v", name, book, err)
		}
		for _, f := range found {
			t.Errorf("%s: %+v", name, f)
		}
		whole(t, book)
	}
	if BuiltIn("shenzhen") != nil || BuiltIn("") != nil {
		t.Error("a book of a name that does not exist")
	}
	if first, second := Shenzhen(), Shenzhen(); first.Duties[0] == second.Duties[0] {
		t.Error("two callers share a rule, so that one could change the other's")
	}
}

// TestShenzhen pins the figures of the built-in book: those of the measures of 2020, and
// of the three national regimes of publication.
func TestShenzhen(t *testing.T) {
	b := Shenzhen()
	first, last := on(2020, 11, 12), on(2025, 11, 11)
	for _, d := range []day.Day{first, on(2024, 2, 29), last} {
		for _, tt := range []struct {
			check   Check
			risky   bool
			least   int64
			most    int64
			usual   bool
			clauses string
		}{
			{PackagePrice, false, 163000, 0, false, "13"}, {PackagePrice, true, 169000, 0, false, "13"},
			{ProfessionalPosts, false, 80, 0, false, "13"}, {LabourCost, true, 85, 0, false, "13"}, {OtherCost, false, 0, 15, false, "13"},
			{Cycle, false, 36, 0, true, "13"}, {Supervision, true, 350, 0, false, "6"},
		} {
			r := b.Threshold(tt.check, d, tt.risky)
			if r == nil || r.AtLeast != tt.least || r.AtMost != tt.most || r.Usual != tt.usual || r.Clause != tt.clauses {
				t.Errorf("%s on %s: %+v, want %+v", tt.check, d, r, tt)
			}
		}
		for _, kind := range DutyKinds() {
			if r := b.Duty(kind, d); r == nil || !strings.Contains(r.Clause, "16") {
				t.Errorf("%s on %s: %+v", kind, d, r)
			}
		}
	}
	for _, d := range []day.Day{first.Add(-1), last.Add(1)} {
		if b.Duty(Pay, d) != nil || b.Threshold(PackagePrice, d, false) != nil || b.RiskyField("sw06", d) != nil {
			t.Errorf("the measures hold on %s", d)
		}
	}
	var risky []string
	for _, f := range schema.Fields {
		if b.RiskyField(f.ID, last) != nil {
			risky = append(risky, f.ZH)
		}
	}
	if got := strings.Join(risky, "、"); got != "社会福利、精神卫生、残障康复、禁毒戒毒、矫治帮教、卫生健康、纠纷调解、应急处置" {
		t.Errorf("risky fields: %s", got)
	}
	if tiers := b.Duty(Pay, last).Tiers; !slices.Equal(tiers, []string{"directors", "executives", "managers"}) {
		t.Errorf("tiers: %v", tiers)
	}
	if needs := b.Duty(Results, last).Needs; len(needs) != 2 || needs[0].MinMonths != 0 || needs[1].MinMonths != 12 || len(needs[1].Kinds) != 3 {
		t.Errorf("needs: %+v", needs)
	}
	if len(b.Names) != 0 || len(b.Checks) != 5 {
		t.Errorf("%d rules for names and %d cross-checks, want none and five", len(b.Names), len(b.Checks))
	}
	if p, m := b.CrossCheck(PayUpWhileFailing).Percent, b.CrossCheck(RepeatSanctions).Months; p != 50 || m != 24 {
		t.Errorf("percent %d and months %d, want 50 and 24", p, m)
	}
}

func TestShenzhenAgeing(t *testing.T) {
	b := Shenzhen()
	for _, tt := range []struct {
		kind    string
		decided day.Day
		want    string // minor; general; serious; warnings, persons
	}{
		{"penalty", on(2019, 6, 30), "none"},
		{"penalty", on(2019, 7, 1), "3-12; 3-12; 6-36; warnings true, persons true"},
		{"penalty", on(2023, 4, 30), "3-12; 3-12; 6-36; warnings true, persons true"},
		{"penalty", on(2023, 5, 1), "3-36; 3-36; 3-36; warnings false, persons false"},
		{"penalty", on(2026, 3, 31), "3-36; 3-36; 3-36; warnings false, persons false"},
		{"penalty", on(2026, 4, 1), "hidden; 3-12; 12-36; warnings false, persons false"},
		{"penalty", on(2040, 1, 1), "hidden; 3-12; 12-36; warnings false, persons false"},
		{"discipline", on(2015, 1, 1), "0-12; 0-12; 0-12; warnings true, persons true"},
		{"discipline", on(2026, 9, 30), "0-12; 0-12; 0-12; warnings true, persons true"},
	} {
		got := "none"
		if a := b.AgeingOf(tt.kind, tt.decided); a != nil {
			got = ""
			for _, s := range []Severity{Minor, General, Serious} {
				if p := a.Periods[s]; p.Shown {
					got += fmt.Sprintf("%d-%d; ", p.MinMonths, p.MaxMonths)
				} else {
					got += "hidden; "
				}
			}
			got += fmt.Sprintf("warnings %v, persons %v", a.ShowWarnings, a.ShowPersons)
			if a.KeepRepaired || a.KeepWithdrawn {
				t.Errorf("%s of %s: a repaired or withdrawn record stays", tt.kind, tt.decided)
			}
		}
		if got != tt.want {
			t.Errorf("%s of %s: %s, want %s", tt.kind, tt.decided, got, tt.want)
		}
	}
}

func TestShenzhenClasses(t *testing.T) {
	b := Shenzhen()
	for _, tt := range []struct {
		kind     string
		decided  day.Day
		measures string
		want     Severity
	}{
		{"penalty", on(2026, 5, 1), "warning", Minor}, {"penalty", on(2026, 5, 1), "warning circulated-criticism", Minor},
		{"penalty", on(2026, 5, 1), "warning fine", General}, {"penalty", on(2026, 5, 1), "confiscation-gains", General}, {"penalty", on(2026, 5, 1), "permit-suspended", General},
		{"penalty", on(2026, 5, 1), "fine permit-revoked", Serious}, {"penalty", on(2026, 5, 1), "grade-lowered", Serious}, {"penalty", on(2026, 5, 1), "business-halted", Serious},
		{"penalty", on(2026, 5, 1), "closure", Serious}, {"penalty", on(2026, 5, 1), "occupation-barred", Serious}, {"penalty", on(2022, 5, 1), "certificate-revoked", Serious},
		{"penalty", on(2022, 5, 1), "warning", General}, {"penalty", on(2024, 5, 1), "warning", Minor}, {"penalty", on(2024, 5, 1), "", General},
		{"discipline", on(2024, 5, 1), "trade-warning", Minor}, {"discipline", on(2024, 5, 1), "public-censure", General}, {"discipline", on(2024, 5, 1), "membership-cancelled", Serious},
	} {
		if got := b.AgeingOf(tt.kind, tt.decided).Classify(strings.Fields(tt.measures)); got != tt.want {
			t.Errorf("%s of %s, %q: %s, want %s", tt.kind, tt.decided, tt.measures, got, tt.want)
		}
	}
}

// TestReview holds that what the sources leave open is marked for a lawyer.
func TestReview(t *testing.T) {
	marked := map[string]bool{}
	for _, r := range Shenzhen().rules() {
		marked[r.ID] = r.Review.ZH != "" && r.Review.EN != ""
	}
	for _, id := range []string{"pay", "results", "price-risky", "risky-fields", "penalties-2019", "penalties-2023", "penalties-2026", "discipline"} {
		if !marked[id] {
			t.Errorf("%s has no note for a lawyer", id)
		}
	}
}

// TestSample pins what the sample's book is there to show: rules that change in the
// middle of a year, and the one condition under which a name is printed.
func TestSample(t *testing.T) {
	b, found := load(t, sample(t), Choice{})
	if len(found) > 0 {
		t.Fatalf("findings: %s", briefs(found))
	}
	for _, tt := range []struct {
		on    day.Day
		price int64
		needs int
	}{{on(2021, 1, 1), 158000, 1}, {on(2024, 6, 30), 158000, 1}, {on(2024, 7, 1), 166000, 2}, {on(2035, 1, 1), 166000, 2}} {
		price, results := b.Threshold(PackagePrice, tt.on, false), b.Duty(Results, tt.on)
		if price == nil || price.AtLeast != tt.price || results == nil || len(results.Needs) != tt.needs {
			t.Errorf("on %s: price %+v, results %+v, want %d and %d needs", tt.on, price, results, tt.price, tt.needs)
		}
	}
	for _, kind := range []string{"penalty", "discipline"} {
		a := b.AgeingOf(kind, on(2023, 2, 15))
		if a == nil || !a.ShowWarnings || !a.ShowPersons || a.Periods[Minor].MaxMonths != 12 || a.Periods[General].MaxMonths != 36 || a.Periods[Serious].MaxMonths != 60 {
			t.Errorf("%s: %+v", kind, a)
		}
	}
	if len(b.Names) != 1 || b.Names[0].From != on(2025, 1, 1) || !slices.Equal(b.Names[0].Requires, []string{"basis", "publish_until"}) || len(b.Checks) != 5 {
		t.Errorf("names %+v, %d cross-checks", b.Names, len(b.Checks))
	}
}
