package site

import (
	"fmt"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// BenchmarkRender renders the pages of a town: 200 agencies with six years of pay,
// 1,000 projects and 200 sanctions.
func BenchmarkRender(b *testing.B) {
	settings := fixtureSettings()
	settings.Languages = []string{portal.Chinese}
	reg, _ := register.Link(town(), settings, book(), d("2026-06-30"))
	led := ledger.Open(reg)
	pages, bytes := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		pages, bytes = 0, 0
		o := testOptions()
		o.Workers = 1
		if err := Render(reg, led, o, tree.Always(func(f tree.File) error {
			pages, bytes = pages+1, bytes+len(f.Body)
			return nil
		})); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(pages), "pages")
	b.ReportMetric(float64(bytes)/float64(pages), "bytes/page")
}

func town() *register.Tables {
	t := &register.Tables{}
	for i := range 200 {
		t.Agencies = append(t.Agencies, &register.Agency{
			ID: id(i), Name: fmt.Sprintf("拟州市第%d社会工作服务中心", i), DistrictName: fmt.Sprintf("第%d区", i%8), Status: "active", FieldNames: []string{"社区建设"},
		})
		for n := range 6 {
			t.Pay = append(t.Pay, &register.Pay{
				AgencyID: id(i), Year: 2023 + n/3, Tier: []string{"directors", "executives", "managers"}[n%3],
				Headcount: register.Count{N: int32(n), Given: true}, Total: yuanOf(int64(100_000 * n)), PublishedOn: d("2025-05-01"),
			})
		}
		t.Sanctions = append(t.Sanctions, &register.Sanction{
			ID: fmt.Sprintf("拟社罚字〔2025〕%d号", i), AgencyID: id(i), Kind: "penalty", Subject: "agency", Status: "in_force",
			MeasureNames: []string{"警告"}, AuthorityName: "拟州市民政局", DecidedOn: d("2025-05-01"), Facts: "虚报服务人次与工时，经查属实。",
		})
	}
	for i := range 1000 {
		p := fmt.Sprintf("P-%d", i)
		t.Projects = append(t.Projects, &register.Project{
			ID: p, Name: "社区服务项目" + p, AgencyID: id(i % 200), PurchaserName: fmt.Sprintf("第%d街道办事处", i%40), FieldName: "社区建设",
			StartsOn: d("2024-01-01"), SignedOn: d("2024-01-01"), EndsOn: d("2025-12-31"), Amount: yuanOf(800_000),
		})
		t.Evaluations = append(t.Evaluations, &register.Evaluation{
			ProjectID: p, Kind: "assessment", Grade: "good", GradeWritten: "良好", DecidedOn: d("2026-02-01"), Comment: "个案服务扎实，档案完整。",
		})
	}
	return t
}
