package opendata

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// synthetic makes the rows of a portal with n agencies: each with 12 rows of pay,
// 10 projects, 10 evaluations and, every second one, 3 sanctions.
func synthetic(n int) *register.Tables {
	t := &register.Tables{}
	long := strings.Repeat("未按规定公开上一年度管理人员薪酬福利总额，", 6)
	line := 1
	at := func(file string, cells ...string) register.Origin {
		line++
		return register.At(file, line, cells...)
	}
	for i := range n {
		id := creditCode(i)
		a := &register.Agency{
			ID: id, Name: fmt.Sprintf("拟州第%d社会工作服务中心", i), Status: "active",
			DistrictName: "东湖区", FieldNames: []string{"社区建设", "禁毒戒毒"}, FoundedOn: on(2010, 1, 1+i%28),
		}
		a.Origin = at("data/agencies.csv", string(id), a.Name, "", "", "东湖区", "正常", a.FoundedOn.String(), "", "", "", "社区建设、禁毒戒毒", "", "", "", "", "")
		t.Agencies = append(t.Agencies, a)
		for j := range 12 {
			t.Pay = append(t.Pay, &register.Pay{
				Origin: at("data/pay.csv"), AgencyID: id, Year: 2020 + j/3, Tier: schema.Tiers[j%3].ID,
				Headcount: given(j), Total: money.FromFen(int64(j) * 1234567), PublishedOn: on(2021+j/3, 5, 20),
			})
		}
		for j := range 10 {
			p := &register.Project{
				Origin: at("data/projects.csv"), ID: fmt.Sprintf("NZ-%d-%d", i, j), Name: "社区服务项目", AgencyID: id, PurchaserName: "东湖区民政局",
				FieldName: "社区建设", StartsOn: on(2014+j, 1, 1), SignedOn: on(2014+j, 1, 1), EndsOn: on(2015+j, 1, 1), Amount: yuan(815000),
				Staff: given(5), LabourCost: yuan(700000),
			}
			t.Projects = append(t.Projects, p)
			t.Evaluations = append(t.Evaluations, &register.Evaluation{
				Origin: at("data/evaluations.csv"), ProjectID: p.ID, Kind: "acceptance", Grade: "good", GradeWritten: "良好",
				Score: register.Score{Hundredths: 8850, Given: true}, DecidedOn: on(2015+j, 2, 1), Comment: "服务记录完整，居民满意度较高。",
			})
		}
		for j := range 3 * (i % 2) {
			t.Sanctions = append(t.Sanctions, &register.Sanction{
				Origin: at("data/sanctions.csv"), ID: fmt.Sprintf("拟民罚〔2023〕%d-%d号", i, j), Kind: "penalty", Subject: "agency", AgencyID: id,
				MeasureNames: []string{"警告", "罚款"}, AuthorityName: "东湖区民政局", DecidedOn: on(2023, 1+j, 1+i%28), Facts: long, Basis: long,
				Decision: "警告", Fine: yuan(5000), Status: "in_force",
			})
		}
	}
	return t
}

// BenchmarkWrite makes the downloads of a town (200 agencies, 6,900 records) and of
// a city (2,000 agencies, 69,000 records).
func BenchmarkWrite(b *testing.B) {
	for _, size := range []struct {
		name     string
		agencies int
	}{{"town", 200}, {"city", 2000}} {
		b.Run(size.name, func(b *testing.B) {
			rows := synthetic(size.agencies)
			reg, findings := register.Link(rows, settings(), book(), asOf)
			if len(findings) > 0 {
				b.Fatal(findings[0])
			}
			led := ledger.Open(reg)
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(reg, led, nil, nil, tree.Always(discard)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(reg.Rows), "records")
		})
	}
}

// discard takes a file as a stage does that keeps none.
func discard(f tree.File) error {
	if f.Write == nil {
		return nil
	}
	return f.Write(io.Discard)
}
