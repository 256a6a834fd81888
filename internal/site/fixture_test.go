package site

import (
	"fmt"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// fixture is a small register by hand: six agencies of an invented city on 30 June
// 2026, with something of everything that a page tells apart.
func fixture(t testing.TB) (*register.Register, *ledger.Ledger) {
	t.Helper()
	reg, findings := register.Link(rows(), fixtureSettings(), book(), d("2026-06-30"))
	if len(findings) > 0 {
		t.Fatalf("the fixture has findings: %v", findings)
	}
	return reg, ledger.Open(reg)
}

func fixtureSettings() *portal.Settings {
	return &portal.Settings{
		Title: "拟州市社会工作公示", TitleEN: "Nizhou social work register", BaseURL: "https://example.org/sub/",
		Languages: []string{portal.Chinese, portal.English, portal.Traditional},
		Operator:  portal.Operator{Name: "拟州市社会工作协会", URL: "https://example.org/operator", ICP: "拟ICP备00000000号"},
		Contact:   portal.Contact{Email: "correct@example.org"},
		Deadlines: portal.Deadlines{PayMonth: 5, PayDay: 31, Policy: 180, Results: 90},
		Districts: []portal.District{{Code: "990101", Name: "望舒区", NameEN: "Wangshu", Order: 1}, {Code: "990102", Name: "栖禾区", NameEN: "Qihe", Order: 2}},
	}
}

// d reads a day that the test's author wrote.
func d(s string) day.Day {
	v, _, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return v
}

// book is invented rules with something of everything that the page of the rules tells
// apart. What is about sanctions has ended before the fixture's first, so that they go by
// their own dates.
func book() *rulebook.Book {
	law := &rulebook.Source{
		ID: "measures", Title: finding.Text{ZH: "拟州市社会工作服务办法", EN: "Nizhou measures on social-work services"}, Issuer: finding.Text{ZH: "拟州市民政局", EN: "Nizhou civil affairs bureau"},
		Number: "拟民规〔2020〕2号", URL: "https://example.org/measures", Span: rulebook.Span{From: d("2020-11-12"), Until: d("2026-12-31")},
	}
	code := &rulebook.Source{ID: "code", Title: finding.Text{ZH: "拟州市社会工作行业自律公约"}, Span: rulebook.Span{Until: d("2015-12-31")}}
	rule := func(id, clause, zh, en string) rulebook.Rule {
		return rulebook.Rule{ID: id, Span: law.Span, Source: law, Clause: clause, Wording: finding.Text{ZH: zh, EN: en}}
	}
	old := func(id, zh string) rulebook.Rule {
		return rulebook.Rule{ID: id, Span: code.Span, Source: code, Wording: finding.Text{ZH: zh}}
	}
	b := &rulebook.Book{
		ID: "nizhou", Title: finding.Text{ZH: "拟州市社会工作规则", EN: "Rules of Nizhou"}, Sources: []*rulebook.Source{law, code},
		Duties: []*rulebook.Duty{
			{Rule: rule("pay", "16", "公开三个层级的年度薪酬福利总额。", "Publish the yearly totals of three tiers."), Kind: rulebook.Pay},
			{Rule: rule("policy", "16", "公开薪酬管理制度。", "Publish the pay policy."), Kind: rulebook.Policy},
			{Rule: rule("results", "14, 16", "公开项目的验收和评价结果。", "Publish the results of projects."), Kind: rulebook.Results, Needs: []rulebook.Need{
				{Kinds: []string{"acceptance"}, Name: finding.Text{ZH: "验收结果", EN: "acceptance"}},
				{Kinds: []string{"performance", "assessment"}, MinMonths: 12, Name: finding.Text{ZH: "绩效评价或专业评估", EN: "performance evaluation or assessment"}},
			}},
		},
		Thresholds: []*rulebook.Threshold{
			{Rule: rule("price", "13", "打包价不低于每人每年 158,000 元。", "The package price is at least CNY 158,000."), Check: rulebook.PackagePrice, AtLeast: 158_000, Scope: rulebook.OrdinaryFields},
			{Rule: rule("other-cost", "13", "其他费用不高于 15%。", "Other cost is at most 15%."), Check: rulebook.OtherCost, AtMost: 15, Scope: rulebook.AllFields},
			{Rule: rule("cycle", "12", "购买周期一般为三年。", "The term is usually three years."), Check: rulebook.Cycle, AtLeast: 36, Scope: rulebook.AllFields, Usual: true},
		},
		Risky: []*rulebook.RiskyFields{{Rule: rule("risky", "6", "专业性强、风险高的领域。", "Specialised or risky fields."), Fields: []string{"sw06", "sw12"}}},
		Ageing: []*rulebook.Ageing{{
			Rule: old("ageing", "惩戒公示一年至三年。"), Kinds: []string{"penalty", "discipline"},
			Periods:         map[rulebook.Severity]rulebook.Period{rulebook.Minor: {}, rulebook.General: {Shown: true, MaxMonths: 12}, rulebook.Serious: {Shown: true, MinMonths: 6, MaxMonths: 36}},
			SeriousMeasures: []string{"certificate-revoked"}, MinorMeasures: []string{"警示谈话"}, ShowPersons: true,
		}},
		Names: []*rulebook.NameRule{{Rule: old("names", "严重的惩戒公布全名。"), Severities: []rulebook.Severity{rulebook.Serious}, Requires: []string{"basis", "publish_until"}}},
		Checks: []*rulebook.CrossCheck{
			{Rule: rule("repeat", "", "两年内两次以上惩戒。", "Two sanctions within two years."), Check: rulebook.RepeatSanctions, Months: 24, Off: true,
				Title: finding.Text{ZH: "屡次惩戒", EN: "Repeated sanctions"}, Caveat: finding.Text{ZH: "没有记录不等于没有问题。", EN: "No record is not a clean record."}},
		},
	}
	b.Thresholds[2].Review = finding.Text{ZH: "“一般”一词的效力请核对。", EN: "What “usually” means should be checked."}
	return b
}

func yuanOf(n int64) money.Amount { return money.FromFen(n * 100) }

func at(file string, line int) register.Origin { return register.At(file, line) }

// id is the code of the n-th agency.
func id(n int) credit.Code { return credit.Code(fmt.Sprintf("5299000000000%03dXA", n)) }

func rows() *register.Tables {
	t := &register.Tables{Refused: 2}
	for i, a := range []register.Agency{
		{Name: "望舒区星谷青少年发展中心", DistrictName: "望舒区", FieldNames: []string{"社区建设"}, ShortName: "星谷"},
		{Name: "栖禾区同坊社区矫正服务中心", DistrictName: "栖禾区", FieldNames: []string{"矫治帮教", "禁毒戒毒"}, FormerNames: []string{"栖禾区同坊帮教中心"}, Website: "https://example.org/tongfang", Phone: "0990-1234567"},
		{Name: "映雪养老服务中心", DistrictName: "映雪区"},
		{Name: "落霞助残服务中心", DistrictName: "望舒区", Status: "suspended"},
		{Name: "同名社会工作服务中心", DistrictName: "栖禾区"},
		{Name: "同名社会工作服务中心", SourceURL: "https://example.org/source"},
	} {
		a.Origin, a.ID, a.FoundedOn = at("data/agencies.csv", i+2), id(i+1), d("2013-11-05")
		if a.Status == "" {
			a.Status = "active"
		}
		t.Agencies = append(t.Agencies, &a)
	}
	payRows(t)
	projectRows(t)
	sanctionRows(t)
	t.Policies = []*register.Policy{{
		File: "content/policies/2.md", AgencyID: id(2), Title: "薪酬管理办法", PublishedOn: d("2021-03-01"),
		Body: "## 总则\n\n薪酬由**理事会**决定，见[章程](/about/methodology.html)。<script>alert(1)</script>\n",
	}}
	t.Pages = []*register.Page{
		{File: "content/notice.md", Lang: portal.Chinese, Path: "notice", Title: "提示", Body: "示例门户：均为虚构，见[说明](about/methodology.md)。"},
		{File: "content/about/methodology.md", Lang: portal.Chinese, Path: "about/methodology", Title: "方法说明", Body: "# 方法\n\n口径。"},
		{File: "content/about/complaints.md", Lang: portal.Chinese, Path: "about/complaints", Title: "投诉举报", Order: 2, Body: "请来信。"},
		{File: "content/en/about/methodology.md", Lang: portal.English, Path: "about/methodology", Title: "Method", Body: "How it is done."},
	}
	t.Files = []string{"data/agencies.csv"}
	return t
}

func payRows(t *register.Tables) {
	tiers := []string{"directors", "executives", "managers"}
	line := 2
	add := func(agency, year int, published string, totals ...int64) {
		for i, n := range totals {
			if n < 0 {
				continue // this tier was not disclosed
			}
			people := register.Count{N: int32(i + 1), Given: true}
			if n == 0 {
				people.N = 0
			}
			t.Pay = append(t.Pay, &register.Pay{
				Origin: at("data/pay.csv", line), AgencyID: id(agency), Year: year, Tier: tiers[i],
				Headcount: people, Total: yuanOf(n), PublishedOn: d(published),
			})
			line++
		}
	}
	add(2, 2023, "2024-05-01", 0, 580_000, 1_210_000)
	add(2, 2024, "2025-06-12", 120_000, 610_000, 1_300_000)
	add(2, 2025, "2026-05-20", -1, 700_000, 1_410_050)
	add(4, 2025, "2026-06-10", 0, 400_000, 900_000)
	add(5, 2025, "2026-05-01", 10_000, 500_000, 800_000)
	add(5, 2024, "2025-05-01", 10_000, 400_000, 790_000)
	t.Pay[0].Note = "理事不领薪"
}

func projectRows(t *register.Tables) {
	add := func(n string, agency int, starts, ends string, amount money.Amount) *register.Project {
		p := &register.Project{
			Origin: at("data/projects.csv", len(t.Projects)+2), ID: n, Name: "项目" + n, AgencyID: id(agency),
			PurchaserName: "拟州市司法局", FieldName: "矫治帮教", StartsOn: d(starts), SignedOn: d(starts), EndsOn: d(ends), Amount: amount,
		}
		t.Projects = append(t.Projects, p)
		return p
	}
	p := add("P-1", 2, "2023-01-01", "2023-12-31", yuanOf(1_960_000))
	p.Staff, p.ProfessionalStaff = register.Count{N: 12, Given: true}, register.Count{N: 10, Given: true}
	p.LabourCost, p.OtherCost = yuanOf(1_700_000), yuanOf(260_000)
	p.SupervisedStaff = register.Count{N: 0, Given: true}
	add("P-2", 2, "2024-01-01", "2026-12-31", money.Amount{})
	add("P-3", 1, "2025-01-01", "2025-12-31", yuanOf(500_000))
	add("P-4", 4, "2025-03-01", "长期", yuanOf(1_635_500))
	add("P-5", 5, "2024-01-01", "2025-06-30", yuanOf(800_000)).FieldName = "未知领域"
	add("P-6", 5, "2026-09-01", "2027-08-31", yuanOf(800_000))
	t.Evaluations = []*register.Evaluation{
		{Origin: at("data/evaluations.csv", 2), ProjectID: "P-1", Kind: "assessment", Period: "2023", Grade: "good", GradeWritten: "良好",
			Score: register.Score{Hundredths: 8450, Given: true}, AssessorName: "拟州衡正评估事务所", DecidedOn: d("2024-01-15"), Comment: "个案服务<b>扎实</b>。"},
		{Origin: at("data/evaluations.csv", 3), ProjectID: "P-5", Kind: "performance", Grade: "excellent", GradeWritten: "优", DecidedOn: d("2025-08-01")},
	}
}

func sanctionRows(t *register.Tables) {
	add := func(s register.Sanction) {
		s.Origin = at("data/sanctions.csv", len(t.Sanctions)+2)
		if s.Kind == "" {
			s.Kind = "penalty"
		}
		if s.Subject == "" {
			s.Subject = "agency"
		}
		if s.Status == "" {
			s.Status = "in_force"
		}
		t.Sanctions = append(t.Sanctions, &s)
	}
	add(register.Sanction{ID: "拟社罚字〔2026〕7号", AgencyID: id(2), MeasureNames: []string{"罚款", "没收违法所得"}, AuthorityName: "拟州市民政局",
		DecidedOn: d("2026-06-11"), Facts: "虚报服务人次与工时<script>alert(1)</script>。\n经查属实。", Basis: "办法第十条", Fine: yuanOf(20_000), Confiscated: yuanOf(0),
		PublishUntil: d("2027-06-11"), ValidUntil: d("长期"), Severity: "general", SourceURL: "https://example.org/7"})
	add(register.Sanction{ID: "拟社罚字〔2026〕5号", AgencyID: id(1), MeasureNames: []string{"警告"}, AuthorityName: "拟州市民政局",
		DecidedOn: d("2026-05-20"), Facts: "未按规定公开。", Status: "appealed", StatusOn: d("2026-06-01")})
	add(register.Sanction{ID: "行惩〔2025〕1号", Kind: "discipline", Subject: "practitioner", AgencyID: id(4), Person: "王某某", MeasureNames: []string{"业内警告", "自创措施"},
		AuthorityName: "拟州市社会工作协会", DecidedOn: d("2025-03-03"), ValidUntil: d("2026-03-02")})
	add(register.Sanction{ID: "拟社罚字〔2020〕秘密1号", AgencyID: id(1), MeasureNames: []string{"罚款"}, AuthorityName: "拟州市民政局",
		DecidedOn: d("2020-03-03"), Facts: "不可再现的事实", PublishUntil: d("2023-03-03")})
	add(register.Sanction{ID: "拟社罚字〔2025〕秘密2号", AgencyID: id(1), MeasureNames: []string{"罚款"}, AuthorityName: "拟州市民政局", Facts: "不可再现的事实",
		DecidedOn: d("2025-03-03"), Status: "withdrawn", StatusOn: d("2025-09-01"), StatusReason: "复议机关撤销原决定"})
	add(register.Sanction{ID: "拟社罚字〔2025〕秘密3号", AgencyID: id(1), MeasureNames: []string{"罚款"}, AuthorityName: "拟州市民政局", Facts: "不可再现的事实",
		DecidedOn: d("2025-03-04"), Status: "repaired", StatusOn: d("2025-10-01"), StatusReason: "不可再现的理由"})
}
