package ledger

import (
	"fmt"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// province is a register of 20,000 agencies in 160 districts with 240,000 rows of pay,
// 200,000 projects of 800 purchasers and an evaluation for each.
func province(tb testing.TB) *register.Register {
	tb.Helper()
	t := &register.Tables{}
	for i := range 20_000 {
		body := fmt.Sprintf("MJ%06d", i)
		first17 := "52990000" + body + string(credit.OrganisationCheck(body))
		id := credit.Code(first17 + string(credit.Check(first17)))
		t.Agencies = append(t.Agencies, &register.Agency{ID: id, Name: string(id), DistrictName: fmt.Sprint("区", i%160)})
		for y := range 4 {
			for _, tier := range []string{"directors", "executives", "managers"} {
				t.Pay = append(t.Pay, &register.Pay{
					AgencyID: id, Year: 2021 + y, Tier: tier, Headcount: register.Count{N: 2, Given: true},
					Total: money.FromFen(int64(i)), PublishedOn: day.Make(2022+y, 1+i%12, 1),
				})
			}
		}
		for n := range 10 {
			from := day.Make(2020+n/2, 1+(i+n)%12, 1)
			p := &register.Project{
				ID: fmt.Sprint(i, "-", n), AgencyID: id, PurchaserName: fmt.Sprint("局", (i*7+n)%800), FieldName: "社区建设",
				StartsOn: from, EndsOn: from.Add(364),
			}
			t.Projects = append(t.Projects, p)
			t.Evaluations = append(t.Evaluations, &register.Evaluation{ProjectID: p.ID, Kind: "acceptance", DecidedOn: p.EndsOn.Add(i % 90)})
		}
	}
	set := &portal.Settings{Deadlines: portal.Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60}}
	r, found := register.Link(t, set, books()["2020"], day.Make(2026, 6, 30))
	if len(found) > 0 {
		tb.Fatal(found[0])
	}
	return r
}

// BenchmarkLedger opens the ledger of a province, and counts its coverage.
func BenchmarkLedger(b *testing.B) {
	r := province(b)
	b.Run("open", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Open(r)
		}
	})
	b.Run("coverage", func(b *testing.B) {
		l := Open(r)
		b.ReportAllocs()
		for b.Loop() {
			l.Coverage(r)
		}
	})
}
