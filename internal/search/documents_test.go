package search_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/search"
)

// city is a register with one record of every kind.
func city(t *testing.T) *register.Register {
	t.Helper()
	on := func(y, m, d int) day.Day { return day.Make(y, m, d) }
	tables := &register.Tables{
		Agencies: []*register.Agency{{
			ID: "52990000MJL1712376", Name: "拟州市启明社会工作服务中心", ShortName: "启明社工", FormerNames: []string{"拟州市晨光服务社"},
			DistrictName: "青岚区", Status: "active", FoundedOn: on(2012, 5, 1), FieldNames: []string{"社区建设"}, Registrar: "拟州市登记处",
		}},
		Pay: []*register.Pay{{AgencyID: "52990000MJL1712376", Year: 2023, Tier: "executives", Total: money.FromFen(1)}},
		Projects: []*register.Project{{
			ID: "SW-2023-001", Name: "长者日间照料项目", AgencyID: "52990000MJL1712376", PurchaserName: "拟州市老龄办", FieldName: "社会福利",
			StartsOn: on(2023, 1, 1), SignedOn: on(2023, 1, 1), EndsOn: on(2024, 12, 31), Amount: money.FromFen(50_000_00),
		}},
		Evaluations: []*register.Evaluation{{
			ProjectID: "SW-2023-001", Kind: "performance", Grade: "excellent", GradeWritten: "优", DecidedOn: on(2024, 1, 1), Comment: "服务记录完整规范",
		}},
		Sanctions: []*register.Sanction{
			{
				ID: "拟民罚字〔2023〕12号", Kind: "penalty", Subject: "agency", AgencyID: "52990000MJL1712376", MeasureNames: []string{"罚款", "责令改正"},
				AuthorityName: "拟州市民政局", DecidedOn: on(2023, 6, 1), Facts: "虚报服务人次", Basis: "登记管理办法第三条", Decision: "罚款一万元",
				Fine: money.FromFen(10_000_00), Confiscated: money.FromFen(500_00), Status: "in_force",
			},
			{ID: "撤销的文书", Kind: "penalty", Subject: "agency", AgencyID: "52990000MJL1712376", MeasureNames: []string{"警告"}, AuthorityName: "拟州市民政局", DecidedOn: on(2022, 1, 1), Facts: "不可再现的内容", Status: "withdrawn"},
		},
		Policies: []*register.Policy{{AgencyID: "52990000MJL1712376", Title: "薪酬管理办法", Body: "# 总则\n\n岗位**分级**定薪\n"}},
	}
	reg, findings := register.Link(tables, &portal.Settings{Languages: []string{"zh-CN"}}, nil, on(2026, 1, 1))
	for _, f := range findings {
		t.Fatalf("%+v", f)
	}
	return reg
}

func documentsOfCity(t *testing.T) []search.Document {
	t.Helper()
	reg := city(t)
	return search.Documents(reg, ledger.Open(reg))
}

func TestDocuments(t *testing.T) {
	docs := documentsOfCity(t)
	e := openEngine(t, docs)
	for _, c := range []struct {
		query string
		want  []string // tables, best first
	}{
		{"启明社工", []string{"agencies"}},
		{"拟州市启明社会工作服务中心", []string{"agencies", "sanctions", "projects"}},
		{"晨光服务", []string{"agencies"}},
		{"52990000mjl1712376", []string{"agencies"}},
		{"青岚区", []string{"agencies"}},
		{"社区建设", []string{"agencies"}},
		{"岗位分级定薪", []string{"agencies"}},
		{"登记处", nil},
		{"日间照料", []string{"projects"}},
		{"sw-2023-001", []string{"projects"}},
		{"老龄办", []string{"projects"}},
		{"记录完整", []string{"projects"}},
		{"优", []string{"projects"}},
		{"[2023]12号", []string{"sanctions"}},
		{"民政局", []string{"sanctions"}},
		{"虚报", []string{"sanctions"}},
		{"责令改正", []string{"sanctions"}},
		{"不可再现", nil},
		{"撤销的文书", nil},
		{"table:机构", []string{"agencies"}},
		{"kind:penalty", []string{"sanctions"}},
		{"kind:行政处罚", []string{"sanctions"}},
		{"kind:绩效评价", []string{"projects"}},
		{"status:生效", []string{"sanctions"}},
		{"status:active", []string{"agencies"}},
		{"district:青岚", []string{"sanctions", "projects", "agencies"}},
		{"field:sw01", []string{"projects"}},
		{"field:社会福利", []string{"projects"}},
		{"grade:优秀", []string{"projects"}},
		{"grade:优", []string{"projects"}},
		{"tier:executives", []string{"agencies"}},
		{"tier:总干事", []string{"agencies"}},
		{"measure:fine", []string{"sanctions"}},
		{"authority:民政局 fine:>=10000", []string{"sanctions"}},
		{"purchaser:老龄办", []string{"projects"}},
		{"agency:启明社工", []string{"sanctions", "projects", "agencies"}},
		{"agency:晨光 -table:agencies", []string{"sanctions", "projects"}},
		{"year:2024", []string{"projects"}},
		{"year:2023", []string{"sanctions", "projects", "agencies"}},
		{"date:2023-01..2023-03", []string{"projects"}},
		{"date:2012", []string{"agencies"}},
	} {
		r, err := e.Search(c.query, search.Options{Limit: 10})
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		var got []string
		for _, h := range r.Hits {
			got = append(got, h.Table)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.query, got, c.want)
		}
	}
}

func TestDocumentsSayWhereTheyAre(t *testing.T) {
	docs := documentsOfCity(t)
	e := openEngine(t, docs)
	r, err := e.Search("虚报", search.Options{Limit: 1})
	if err != nil || len(r.Hits) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	h := r.Hits[0]
	if h.URL != h.ID+".html" || h.Date != "2023-06-01" || h.AgencyID != "52990000MJL1712376" || h.Excerpt != "虚报服务人次" ||
		h.Title != "拟民罚字〔2023〕12号 拟州市启明社会工作服务中心" {
		t.Errorf("got %+v", h)
	}
	if docs[0].Table != "agencies" || !docs[1].Gap() || docs[3].Amount != money.FromFen(10_500_00) {
		t.Errorf("order or amount is wrong: %+v", docs)
	}
}

// TestGaps takes sanctions off the site, each in another way, and holds that what was
// published leaves a gap that says nothing and moves no other record, and that what never
// was published leaves none.
func TestGaps(t *testing.T) {
	shown := rulebook.Period{Shown: true}
	rules := &rulebook.Book{Ageing: []*rulebook.Ageing{{Kinds: []string{"penalty"}, Periods: map[rulebook.Severity]rulebook.Period{
		rulebook.Minor: {}, rulebook.General: shown, rulebook.Serious: shown,
	}}}}
	look := func(change func(*register.Sanction)) []search.Document {
		t.Helper()
		tables := &register.Tables{}
		for i := range 9 {
			tables.Sanctions = append(tables.Sanctions, &register.Sanction{
				ID: fmt.Sprintf("拟民罚字〔2023〕%d号", i), Kind: "penalty", Subject: "other", SubjectName: "某中心", AuthorityName: "拟州市民政局",
				DecidedOn: day.Make(2023, 1+i/2, 1), Facts: fmt.Sprintf("事实%d", i), Status: "in_force", MeasureNames: []string{"罚款"},
			})
		}
		change(tables.Sanctions[4])
		reg, findings := register.Link(tables, &portal.Settings{Languages: []string{"zh-CN"}}, rules, day.Make(2026, 1, 1))
		for _, f := range findings {
			t.Fatalf("%+v", f)
		}
		return search.Documents(reg, ledger.Open(reg))
	}
	all := look(func(*register.Sanction) {})
	at := slices.IndexFunc(all, func(d search.Document) bool { return strings.HasPrefix(d.Title, "拟民罚字〔2023〕4号") })
	if len(all) != 9 || at < 0 {
		t.Fatalf("%d documents, the fifth sanction at %d", len(all), at)
	}
	gap := slices.Clone(all)
	gap[at] = search.Document{}
	none := slices.Delete(slices.Clone(all), at, at+1)
	for _, c := range []struct {
		name   string
		change func(*register.Sanction)
		want   []search.Document
	}{
		{"withdrawn", func(s *register.Sanction) { s.Status = "withdrawn" }, gap},
		{"repaired", func(s *register.Sanction) { s.Status = "repaired" }, gap},
		{"its publication is over", func(s *register.Sanction) { s.PublishUntil = day.Make(2025, 12, 31) }, gap},
		{"not to be published", func(s *register.Sanction) { s.Severity = "minor" }, none},
		{"published later", func(s *register.Sanction) { s.PublishedOn = day.Make(2026, 2, 1) }, none},
	} {
		if got := look(c.change); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
