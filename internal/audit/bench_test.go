package audit

import (
	"fmt"
	"testing"
	"testing/fstest"

	"gongshi/internal/clause"
	"gongshi/internal/credit"
	"gongshi/internal/crosscheck"
	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
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
	files := map[string]*file{}
	at := func(name string, o *register.Origin, cells ...string) {
		if files[name] == nil {
			files[name] = &file{writer: register.NewBatchWriter("data/"+name, nil, columns)}
		}
		files[name].add(o, cells)
	}
	for i := range agencies {
		body := fmt.Sprintf("MJ%06d", i)
		code := "52990000" + body + string(credit.OrganisationCheck(body))
		id := credit.Code(code + string(credit.Check(code)))
		district := s.Districts[i%160].Name
		name := fmt.Sprintf("拟州市%s%c%c社会工作服务中心", district, 0x5000+i%3600, 0x6500+i/3600)
		a := &register.Agency{
			ID: id, Name: name, DistrictName: district,
			Registrar: "拟州市" + district + "民政局", FoundedOn: day.Day{Year: 2010, Month: 1, Day: 1},
		}
		at("agencies.csv", &a.Origin, string(id), name, "", "", district)
		t.Agencies = append(t.Agencies, a)
		for y := range 4 {
			for n, tier := range []string{"directors", "executives", "managers"} {
				fen := int64(200_000+i%997*100+y*1000)*100*int64(n+1) + int64(i)
				row := &register.Pay{
					AgencyID: id, Year: 2022 + y, Tier: tier, Headcount: register.Count{N: 2, Given: true}, Total: money.FromFen(fen),
				}
				at("pay.csv", &row.Origin, string(id), fmt.Sprint(row.Year), tier, "2", row.Total.String())
				t.Pay = append(t.Pay, row)
			}
		}
		for n := range 10 {
			p := fmt.Sprintf("NZ-SG-2022-%06d", i*10+n)
			project := &register.Project{
				ID: p, Name: "服务项目", AgencyID: id,
				PurchaserName: "拟州市" + district + "民政局", StartsOn: day.Day{Year: 2022, Month: 1, Day: 1}, EndsOn: day.Day{Year: 2023, Month: 12, Day: 31},
				Amount: money.FromFen(130_000_000), Staff: register.Count{N: 4, Given: true},
			}
			at("projects.csv", &project.Origin, p, name+p, string(id), project.PurchaserName, "社区建设", "", "2022-01-01", "", "2023-12-31", "1300000", "4")
			t.Projects = append(t.Projects, project)
			result := &register.Evaluation{
				ProjectID: p, Kind: "assessment", Grade: "good", AssessorName: "拟州市评估中心",
				DecidedOn: day.Day{Year: 2023, Month: 12, Day: 1}, Comment: fmt.Sprintf("项目按计划完成，服务对象满意，档案完整，资金使用合规，建议加强督导并增加个案数量%d", i*10+n),
			}
			at("evaluations.csv", &result.Origin, p, "assessment", "", "良好", "", result.AssessorName, "2023-12-01", result.Comment)
			t.Evaluations = append(t.Evaluations, result)
		}
		if i%2 == 0 || i%4 == 1 {
			number := fmt.Sprintf("拟社罚字〔2024〕%d号", i)
			sanction := &register.Sanction{
				ID: number, Kind: "penalty", Subject: "agency", AgencyID: id, SubjectName: name,
				MeasureNames: []string{"罚款"}, AuthorityName: "拟州市" + district + "民政局", DecidedOn: day.Day{Year: 2024, Month: 5, Day: 1}, Facts: number,
			}
			at("sanctions.csv", &sanction.Origin, number, "penalty", "agency", string(id), name, "", "罚款", sanction.AuthorityName, "2024-05-01", number)
			t.Sanctions = append(t.Sanctions, sanction)
		}
	}
	for _, f := range files {
		f.close()
	}
	s.Deadlines = portal.Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60}
	reg, _ := register.Link(t, s, rulebook.Shenzhen(), day.Day{Year: 2026, Month: 6, Day: 30})
	return reg
}

// columns is how many columns the widest table has.
const columns = 22

// file places the rows of a file in batches, as intake does.
type file struct {
	writer *register.BatchWriter
	rows   []*register.Origin // of the batch that is not closed
	line   int                // of its last row
}

func (f *file) add(o *register.Origin, cells []string) {
	f.line++
	f.writer.Add(f.line+1, append(cells, make([]string, columns)...)[:columns], nil)
	if f.rows = append(f.rows, o); len(f.rows) == register.MaxBatch {
		f.close()
	}
}

func (f *file) close() {
	batch := f.writer.Close()
	for i, o := range f.rows {
		*o = batch.Origin(i, f.line+2-len(f.rows)+i)
	}
	f.rows = f.rows[:0]
}

// BenchmarkJudge says what all that is judged of a province takes: the audit without the
// reading of files, and the ledger with its coverage.
func BenchmarkJudge(b *testing.B) {
	reg := province()
	check := func() {
		if _, err := Check(fstest.MapFS{}, reg); err != nil {
			b.Fatal(err)
		}
	}
	clauses := func() {
		c := clause.Open(reg)
		var list []clause.Result
		for _, p := range reg.Projects {
			list = c.Append(list[:0], p)
		}
	}
	crosschecks := func() { crosscheck.Run(reg) }
	duties := func() { ledger.Open(reg).Coverage(reg) }
	for _, part := range []struct {
		name string
		run  func()
	}{
		{"all", func() { check(); duties(); clauses(); crosschecks() }},
		{"clauses", clauses},
		{"crosschecks", crosschecks},
		{"audit", check},
		{"ledger", duties},
	} {
		b.Run(part.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				part.run()
			}
		})
	}
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
