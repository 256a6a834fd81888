package audit

import (
	"fmt"
	"testing"
	"testing/fstest"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// province is a register of 20,000 agencies in 160 districts, 240,000 pay rows, 200,000
// projects with an evaluation each, and 30,000 sanctions.
func province() *register.Register {
	const agencies = 20_000
	t := &register.Tables{}
	s := &portal.Settings{}
	for i := range 160 {
		s.Districts = append(s.Districts, portal.District{Code: fmt.Sprint(990000 + i), Name: fmt.Sprintf("%c%c区", 0x6000+i, 0x7000+i)})
	}
	written := func(cells ...string) []string { return append(cells, make([]string, 22)...)[:22] }
	at := func(file string, line int, cells ...string) register.Origin {
		return register.At("data/"+file, line, written(cells...)...)
	}
	for i := range agencies {
		body := fmt.Sprintf("MJ%06d", i)
		code := "52990000" + body + string(credit.OrganisationCheck(body))
		id := credit.Code(code + string(credit.Check(code)))
		district := s.Districts[i%160].Name
		name := fmt.Sprintf("拟州市%s%c%c社会工作服务中心", district, 0x5000+i%3600, 0x6500+i/3600)
		t.Agencies = append(t.Agencies, &register.Agency{
			Origin: at("agencies.csv", i+2, string(id), name, "", "", district), ID: id, Name: name, DistrictName: district,
			Registrar: "拟州市" + district + "民政局", FoundedOn: day.Day{Year: 2010, Month: 1, Day: 1},
		})
		for y := range 4 {
			for n, tier := range []string{"directors", "executives", "managers"} {
				fen := int64(200_000+i%997*100+y*1000)*100*int64(n+1) + int64(i)
				t.Pay = append(t.Pay, &register.Pay{
					Origin: at("pay.csv", len(t.Pay)+2), AgencyID: id, Year: 2022 + y, Tier: tier,
					Headcount: register.Count{N: 2, Given: true}, Total: money.FromFen(fen),
				})
			}
		}
		for n := range 10 {
			p := fmt.Sprintf("NZ-SG-2022-%06d", i*10+n)
			t.Projects = append(t.Projects, &register.Project{
				Origin: at("projects.csv", len(t.Projects)+2, p, name+p), ID: p, Name: "服务项目", AgencyID: id,
				PurchaserName: "拟州市" + district + "民政局", StartsOn: day.Day{Year: 2022, Month: 1, Day: 1}, EndsOn: day.Day{Year: 2023, Month: 12, Day: 31},
				Amount: money.FromFen(130_000_000), Staff: register.Count{N: 4, Given: true},
			})
			t.Evaluations = append(t.Evaluations, &register.Evaluation{
				Origin: at("evaluations.csv", len(t.Evaluations)+2, p), ProjectID: p, Kind: "assessment", Grade: "good", AssessorName: "拟州市评估中心",
				DecidedOn: day.Day{Year: 2023, Month: 12, Day: 1}, Comment: fmt.Sprintf("项目按计划完成，服务对象满意，档案完整，资金使用合规，建议加强督导并增加个案数量%d", i*10+n),
			})
		}
		if i%2 == 0 || i%4 == 1 {
			number := fmt.Sprintf("拟社罚字〔2023〕%d号", i)
			t.Sanctions = append(t.Sanctions, &register.Sanction{
				Origin: at("sanctions.csv", len(t.Sanctions)+2, number), ID: number, Kind: "penalty", Subject: "agency", AgencyID: id, SubjectName: name,
				MeasureNames: []string{"警告"}, AuthorityName: "拟州市" + district + "民政局", DecidedOn: day.Day{Year: 2023, Month: 5, Day: 1}, Facts: number,
			})
		}
	}
	reg, _ := register.Link(t, s, nil, day.Day{Year: 2026, Month: 6, Day: 30})
	return reg
}

// BenchmarkCheck says what each part of the audit takes at the size of a province.
func BenchmarkCheck(b *testing.B) {
	reg := province()
	for _, part := range []struct {
		name string
		run  func(*auditor)
	}{
		{"all", func(a *auditor) {
			if _, err := Check(fstest.MapFS{}, a.reg); err != nil {
				b.Fatal(err)
			}
		}},
		{"privacy", (*auditor).cells},
		{"identity", (*auditor).identity},
		{"keys", (*auditor).keys},
		{"values", (*auditor).values},
		{"disguises", (*auditor).disguises},
		{"figures", func(a *auditor) { a.payFigures(); a.projects() }},
		{"twice", (*auditor).twice},
	} {
		b.Run(part.name, func(b *testing.B) {
			for b.Loop() {
				part.run(newAuditor(reg))
			}
		})
	}
}
