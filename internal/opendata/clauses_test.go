package opendata

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/clause"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// clauseBook names a figure of every check, from 2021 on.
func clauseBook() *rulebook.Book {
	rule := func(id string) rulebook.Rule {
		return rulebook.Rule{ID: id, Clause: "13", Span: rulebook.Span{From: on(2021, 1, 1), Until: on(2025, 12, 31)}}
	}
	return &rulebook.Book{
		Thresholds: []*rulebook.Threshold{
			{Rule: rule("price"), Check: rulebook.PackagePrice, AtLeast: 163_000, Scope: rulebook.AllFields},
			{Rule: rule("posts"), Check: rulebook.ProfessionalPosts, AtLeast: 80, Scope: rulebook.AllFields},
			{Rule: rule("labour"), Check: rulebook.LabourCost, AtLeast: 85, Scope: rulebook.AllFields},
			{Rule: rule("other"), Check: rulebook.OtherCost, AtMost: 15, Scope: rulebook.AllFields},
			{Rule: rule("cycle"), Check: rulebook.Cycle, AtLeast: 36, Scope: rulebook.AllFields, Usual: true},
			{Rule: rule("supervision"), Check: rulebook.Supervision, AtLeast: 350, Scope: rulebook.AllFields},
		},
	}
}

// clauseRows is one agency with a project of two years about which much is known and
// one that was signed before the first rule.
func clauseRows() *register.Tables {
	return &register.Tables{
		Agencies: []*register.Agency{{Origin: register.At("data/agencies.csv", 2), ID: plum, Name: "梅园"}},
		Projects: []*register.Project{
			{
				Origin: register.At("data/projects.csv", 2), ID: "NZ,1", Name: "甲", AgencyID: plum, PurchaserName: "局", FieldName: "社区建设",
				StartsOn: on(2022, 1, 1), SignedOn: on(2021, 12, 20), EndsOn: on(2023, 12, 31), Amount: yuan(1_629_999), Staff: given(5),
				LabourCost: yuan(1_400_000), OtherCost: money.FromFen(259_999_50),
			},
			{Origin: register.At("data/projects.csv", 3), ID: "NZ-0", Name: "乙", AgencyID: plum, PurchaserName: "局", StartsOn: on(2020, 1, 1), EndsOn: never},
		},
	}
}

func judged(t testing.TB) map[string]string {
	t.Helper()
	reg, found := register.Link(clauseRows(), settings(), clauseBook(), asOf)
	if len(found) > 0 {
		t.Fatalf("findings: %+v", found)
	}
	return write(t, reg, ledger.Open(reg))
}

func TestClausesCSV(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(judged(t)["data/clauses.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	p := string(plum)
	want := [][]string{
		{"project_id", "agency_id", "check", "outcome", "value", "at_least", "at_most", "unit", "numbers", "missing", "unusable", "rule", "clause", "signed_on"},
		{"NZ,1", p, "package-price", "below", "162999.90", "163000.00", "", "yuan/person/year", "amount=1629999.00；staff=5；months=24", "", "", "price", "13", "2021-12-20"},
		{"NZ,1", p, "professional-posts", "not_enough_data", "", "80.00", "", "percent", "staff=5", "professional_staff", "", "posts", "13", "2021-12-20"},
		{"NZ,1", p, "labour-cost", "met", "85.89", "85.00", "", "percent", "labour_cost=1400000.00；amount=1629999.00", "", "", "labour", "13", "2021-12-20"},
		{"NZ,1", p, "other-cost", "above", "15.95", "", "15.00", "percent", "other_cost=259999.50；amount=1629999.00", "", "", "other", "13", "2021-12-20"},
		{"NZ,1", p, "cycle", "unusual", "24", "36", "", "months", "months=24", "", "", "cycle", "13", "2021-12-20"},
		{"NZ,1", p, "supervision", "not_enough_data", "", "350.00", "", "yuan/person/month", "months=24", "supervised_staff；supervision_cost", "", "supervision", "13", "2021-12-20"},
		{"NZ-0", p, "package-price", "no_rule", "", "", "", "yuan/person/year", "", "", "", "", "", "2020-01-01"},
	}
	if len(rows) != 13 {
		t.Fatalf("%d rows, want a header and 12", len(rows))
	}
	for i := range want {
		if !slices.Equal(rows[i], want[i]) {
			t.Errorf("row %d is\n%q, want\n%q", i, rows[i], want[i])
		}
	}
}

func TestClausesOfAgency(t *testing.T) {
	var file struct {
		Projects []struct {
			ID      string `json:"project_id"`
			Clauses []map[string]any
		}
	}
	if err := json.Unmarshal([]byte(judged(t)["agencies/"+string(plum)+".json"]), &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Projects) != 2 || len(file.Projects[0].Clauses) != 6 || len(file.Projects[1].Clauses) != 6 {
		t.Fatalf("the projects are %+v", file.Projects)
	}
	for _, tt := range []struct {
		name string
		in   map[string]any
		want string
	}{
		{"a value", file.Projects[0].Clauses[0], `{"at_least":"163000.00","check":"package-price","clause":"13","numbers":{"amount":"1629999.00","months":24,"staff":5},"outcome":"below","rule":"price","signed_on":"2021-12-20","unit":"yuan/person/year","value":"162999.90"}`},
		{"a column that is missing", file.Projects[0].Clauses[1], `{"at_least":"80.00","check":"professional-posts","clause":"13","missing":["professional_staff"],"numbers":{"staff":5},"outcome":"not_enough_data","rule":"posts","signed_on":"2021-12-20","unit":"percent"}`},
		{"costs that do not make up the amount", file.Projects[0].Clauses[3], `{"at_most":"15.00","check":"other-cost","clause":"13","numbers":{"amount":"1629999.00","other_cost":"259999.50"},"outcome":"above","rule":"other","signed_on":"2021-12-20","sum_differs_by":"30000.50","unit":"percent","value":"15.95"}`},
		{"no rule", file.Projects[1].Clauses[4], `{"check":"cycle","outcome":"no_rule","signed_on":"2020-01-01","unit":"months"}`},
	} {
		got, err := json.Marshal(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestClauseCodes holds that every code that a row can have is in the description.
func TestClauseCodes(t *testing.T) {
	known := func(list []schema.Code, id string) {
		if !slices.ContainsFunc(list, func(c schema.Code) bool { return c.ID == id && c.ZH != "" && c.EN != "" }) {
			t.Errorf("%s has no name", id)
		}
	}
	for _, o := range clause.Outcomes() {
		known(clauseOutcomes(), string(o))
	}
	for _, c := range clause.Open(&register.Register{Rules: clauseBook()}).Kinds() {
		known(clauseChecks(), string(c))
		known(clauseUnits(), string(clause.UnitOf(c)))
	}
}

// BenchmarkClauses makes the file of clauses of a city: 20,000 projects.
func BenchmarkClauses(b *testing.B) {
	reg, findings := register.Link(synthetic(2000), settings(), clauseBook(), asOf)
	if len(findings) > 0 {
		b.Fatal(findings[0])
	}
	b.ReportAllocs()
	for b.Loop() {
		b.SetBytes(int64(len(held(func(s *sink) { clausesCSV(reg, s) }))))
	}
}
