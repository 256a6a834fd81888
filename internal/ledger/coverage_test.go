package ledger

import (
	"fmt"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// brief writes a tally as required: in time, late, due, open; no rule, voluntary.
func (t Tally) brief() string {
	return fmt.Sprintf("%d: %d %d %d %d; %d %d", t.Required, t.InTime, t.Late, t.Due, t.Open, t.NoRule, t.Voluntary)
}

// TestCoverage counts three agencies by hand. 甲 has two contracts with one purchaser, so
// that it counts there once for pay and twice for results.
func TestCoverage(t *testing.T) {
	ids := map[string]credit.Code{"甲": code, "乙": other, "丙": "53310000MJ495410XG"}
	project := func(id, agency, purchaser, field, from, to string) *register.Project {
		return &register.Project{
			ID: id, AgencyID: ids[agency], PurchaserName: purchaser, FieldName: field, StartsOn: date(from), EndsOn: date(to),
		}
	}
	tables := &register.Tables{
		Agencies: []*register.Agency{
			{ID: ids["甲"], Name: "甲", DistrictName: "东"},
			{ID: ids["乙"], Name: "乙", DistrictName: "西"},
			{ID: ids["丙"], Name: "丙", DistrictName: "东"},
		},
		Projects: []*register.Project{
			project("A", "甲", "一局", "禁毒戒毒", "2023-01-01", "2023-03-31"),
			project("B", "甲", "一局", "", "2023-02-01", "2023-12-31"),
			project("C", "乙", "一局", "禁毒戒毒", "2023-01-01", "2023-12-31"),
			project("D", "乙", "二局", "", "2019-06-01", "2019-12-31"),
			project("E", "乙", "二局", "", "2019-07-01", "2019-11-30"),
		},
		Evaluations: []*register.Evaluation{
			{ProjectID: "A", Kind: "acceptance", DecidedOn: date("2023-06-01")},
			{ProjectID: "E", Kind: "contract", DecidedOn: date("2020-01-01")},
			{ProjectID: "C", Kind: "acceptance", DecidedOn: date("2024-01-01")},
		},
	}
	for _, tier := range []string{"directors", "executives", "managers"} {
		for agency, on := range map[string]string{"甲": "2024-05-01", "乙": "2024-07-01", "丙": "2024-01-01"} {
			tables.Pay = append(tables.Pay, &register.Pay{AgencyID: ids[agency], Year: 2023, Tier: tier, PublishedOn: date(on)})
		}
	}
	set := &portal.Settings{Deadlines: portal.Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60}}
	book := &rulebook.Book{Duties: []*rulebook.Duty{
		{Kind: rulebook.Pay, Rule: rulebook.Rule{Span: rulebook.Span{From: date("2020-11-12")}}},
		{Kind: rulebook.Results, Rule: rulebook.Rule{Span: rulebook.Span{From: date("2020-11-12")}}, Needs: []rulebook.Need{{Kinds: []string{"acceptance"}}}},
	}}
	r, found := register.Link(tables, set, book, date("2024-08-01"))
	if len(found) > 0 {
		t.Fatalf("findings: %+v", found)
	}
	c := Open(r).Coverage(r)
	group := func(name string) *register.Group {
		for _, list := range [][]*register.Group{r.Districts, r.Purchasers, r.Fields} {
			for _, g := range list {
				if g.Name == name {
					return g
				}
			}
		}
		return nil
	}
	for _, tt := range []struct {
		kind                 GroupKind
		name                 string
		year                 int
		pay, policy, results string
	}{
		{Whole, "", 2023, "2: 1 1 0 0; 0 1", "0: 0 0 0 0; 2 0", "3: 1 1 0 1; 0 0"},
		{Districts, "东", 2023, "1: 1 0 0 0; 0 1", "0: 0 0 0 0; 1 0", "2: 0 1 0 1; 0 0"},
		{Districts, "西", 2023, "1: 0 1 0 0; 0 0", "0: 0 0 0 0; 1 0", "1: 1 0 0 0; 0 0"},
		{Purchasers, "一局", 2023, "2: 1 1 0 0; 0 0", "0: 0 0 0 0; 2 0", "3: 1 1 0 1; 0 0"},
		{Purchasers, "二局", 2023, "0: 0 0 0 0; 0 0", "0: 0 0 0 0; 0 0", "0: 0 0 0 0; 0 0"},
		{Purchasers, "二局", 2019, "0: 0 0 0 0; 1 0", "0: 0 0 0 0; 1 0", "0: 0 0 0 0; 1 1"},
		{Fields, "禁毒戒毒", 2023, "2: 1 1 0 0; 0 0", "0: 0 0 0 0; 2 0", "2: 1 1 0 0; 0 0"},
	} {
		y := c.Of(tt.kind, group(tt.name)).Year(tt.year)
		if y == nil {
			t.Errorf("%s %s has no %d", tt.kind, tt.name, tt.year)
			continue
		}
		for i, want := range []string{tt.pay, tt.policy, tt.results} {
			kind := rulebook.DutyKinds()[i]
			if got := y.Tally(kind).brief(); got != want {
				t.Errorf("%s %s %d %s: %s, want %s", tt.kind, tt.name, tt.year, kind, got, want)
			}
		}
	}
	if c.Of(Districts, group("一局")) != nil {
		t.Error("a purchaser is counted among the districts")
	}
}

func TestShare(t *testing.T) {
	for _, tt := range []struct {
		in   Tally
		want string
	}{
		{Tally{}, "0/0 0"},
		{Tally{Required: 3, InTime: 1, Late: 1, Open: 1}, "2/3 667"},
		{Tally{Required: 3, InTime: 1, Due: 2}, "1/3 333"},
		{Tally{Required: 2000, InTime: 1}, "1/2000 1"},
		{Tally{Required: 3000, InTime: 1}, "1/3000 1"},
		{Tally{Required: 3000, InTime: 2999}, "2999/3000 999"},
		{Tally{Required: 3000, Open: 3000}, "0/3000 0"},
		{Tally{Required: 15, InTime: 12}, "12/15 800"},
		{Tally{Required: 7, Late: 7}, "7/7 1000"},
	} {
		n, of := tt.in.Share()
		if got := fmt.Sprintf("%d/%d %d", n, of, tt.in.PerMille()); got != tt.want {
			t.Errorf("%+v: %s, want %s", tt.in, got, tt.want)
		}
	}
}
