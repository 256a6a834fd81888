package opendata

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// creditCode is the n-th valid credit code under the unassigned region 990000.
func creditCode(n int) credit.Code {
	body := fmt.Sprintf("%08d", n)
	first17 := "52990000" + body + string(credit.OrganisationCheck(body))
	return credit.Code(first17 + string(credit.Check(first17)))
}

// The two agencies of the fixture: the first one's code is all digits.
var (
	plum   = creditCode(12)
	orchid = creditCode(2)
)

var (
	asOf  = day.Day{Year: 2024, Month: 6, Day: 30}
	never = day.Day{Year: 2099, Month: 12, Day: 31}
)

func on(year, month, d int) day.Day { return day.Make(year, month, d) }

func yuan(n int64) money.Amount { return money.FromFen(n * 100) }

func given(n int) register.Count { return register.Count{N: int32(n), Given: true} }

// settings is a portal in Chinese and English with a base_url.
func settings() *portal.Settings {
	return &portal.Settings{
		Title: "拟州市社会工作服务公示", TitleEN: "Nizhou social-work disclosure",
		BaseURL: "https://gongshi.example/nizhou/", Languages: []string{portal.Chinese, portal.English},
		Zone: time.FixedZone("", 8*60*60), Operator: portal.Operator{Name: "拟州市民政局", URL: "https://mzj.nizhou.example/"},
		Deadlines: portal.Deadlines{PayMonth: 5, PayDay: 31, Policy: 90, Results: 60},
		Districts: []portal.District{{Code: "990101", Name: "东湖区", NameEN: "Donghu"}},
	}
}

// book is rules about the duties of an agency that have a source and began in 2022.
func book() *rulebook.Book {
	measures := &rulebook.Source{
		ID: "measures-2022", Title: finding.Text{ZH: "拟州市社会工作措施", EN: "Measures of Nizhou on social work"},
		Span: rulebook.Span{From: on(2022, 1, 1)},
	}
	rule := func(id string) rulebook.Rule {
		return rulebook.Rule{ID: id, Span: measures.Span, Source: measures, Clause: "16"}
	}
	return &rulebook.Book{
		Sources: []*rulebook.Source{measures},
		Duties: []*rulebook.Duty{
			{Rule: rule("pay-2022"), Kind: rulebook.Pay},
			{Rule: rule("policy-2022"), Kind: rulebook.Policy},
			{Rule: rule("results-2022"), Kind: rulebook.Results, Needs: []rulebook.Need{
				{Kinds: []string{"acceptance"}, Name: finding.Text{ZH: "验收", EN: "acceptance"}},
				{Kinds: []string{"performance", "assessment"}, MinMonths: 12},
			}},
		},
	}
}

const hostile = `</script><img src=x onerror=alert(1)> & "引号"` + "\u2028"

// tables are literal rows: two agencies, a nil return, a late one, projects with
// all and with the least columns, and sanctions of every standing.
func tables() *register.Tables {
	at := func(file string, line int) register.Origin { return register.At(file, line) }
	return &register.Tables{
		Agencies: []*register.Agency{
			{
				Origin: register.At("data/agencies.csv", 2, string(plum), "梅园社会工作服务中心", "梅园", "梅花社工；老梅园", "990101", "正常", "2010年3月1日",
					"拟州市民政局", "", "王某某", "社区建设、禁毒戒毒、河湖守护", "", "+86-999-5550101", "  两端有空格 ", "meiyuan", ""),
				ID: plum, Name: "梅园社会工作服务中心", ShortName: "梅园", FormerNames: []string{"梅花社工", "老梅园"},
				DistrictName: "990101", Status: "active", FoundedOn: on(2010, 3, 1), Registrar: "拟州市民政局",
				Representative: "王某某", FieldNames: []string{"社区建设", "禁毒戒毒", "河湖守护"},
				Phone: "+86-999-5550101", Address: "两端有空格", SortKey: "meiyuan",
			},
			{
				Origin: at("data/agencies.csv", 3), ID: orchid, Name: "=cmd|' /C calc'!A0", DistrictName: "西山区", Status: "suspended",
				Website: "https://lanyuan.example/", Phone: "099955501", Address: hostile,
			},
		},
		Pay: []*register.Pay{
			{Origin: register.At("data/pay-2023.csv", 2, string(plum), "2023年", "受薪理事", "0", "0", "2024.5.2", "", ""),
				AgencyID: plum, Year: 2023, Tier: "directors", Headcount: given(0), Total: yuan(0), PublishedOn: on(2024, 5, 2)},
			{Origin: register.At("data/pay-2023.csv", 3, string(plum), "2023", "executives", "2", "61.5万元", "2024-06-10", "https://mzj.nizhou.example/a?b=1&c=2", "-"),
				AgencyID: plum, Year: 2023, Tier: "executives", Headcount: given(2), Total: yuan(615000), PublishedOn: on(2024, 6, 10),
				SourceURL: "https://mzj.nizhou.example/a?b=1&c=2"},
			{Origin: at("data/pay-2023.csv", 4), AgencyID: plum, Year: 2023, Tier: "managers", Headcount: given(7), Total: money.FromFen(123456789), Note: "-5"},
		},
		Projects: []*register.Project{
			{
				Origin: at("data/projects.csv", 2), ID: "2023-05", Name: "梅园社区服务", AgencyID: plum, PurchaserName: "东湖区民政局",
				FieldName: "社区建设", DistrictName: "东湖区", StartsOn: on(2022, 7, 1), SignedOn: on(2022, 6, 20), EndsOn: on(2023, 6, 30),
				Amount: yuan(815000), Staff: given(5), ProfessionalStaff: given(4), LabourCost: yuan(700000), OtherCost: yuan(115000),
				SupervisedStaff: given(0), SupervisionCost: yuan(0), SourceURL: "https://mzj.nizhou.example/p",
			},
			{Origin: at("data/projects.csv", 3), ID: "NZ-2", Name: "长期项目", AgencyID: orchid, PurchaserName: "拟州市总工会",
				FieldName: "河湖守护", StartsOn: on(2023, 1, 1), SignedOn: on(2023, 1, 1), EndsOn: never},
		},
		Evaluations: []*register.Evaluation{
			{Origin: at("data/evaluations.csv", 2), ProjectID: "2023-05", Kind: "acceptance", Period: "3/4", Grade: "excellent", GradeWritten: "优",
				Score: register.Score{Hundredths: 9205, Given: true}, AssessorName: "拟州评估中心", DecidedOn: on(2023, 7, 20), Comment: "第一行\r\n第二行，\"好\""},
			{Origin: at("data/evaluations.csv", 3), ProjectID: "2023-05", Kind: "performance", Grade: "passed", DecidedOn: on(2023, 8, 1)},
		},
		Sanctions: sanctions(),
		Policies: []*register.Policy{{
			File: "content/policies/" + string(plum) + ".md", AgencyID: plum, Title: "薪酬管理制度", EffectiveOn: on(2022, 8, 1),
			PublishedOn: on(2022, 8, 15), SourceURL: "https://meiyuan.example/policy", Body: "正文",
		}},
		Files: []string{"data/agencies.csv"},
	}
}

// secret stands in every text of a sanction that may not be shown.
const secret = "不得再出现"

func sanctions() []*register.Sanction {
	base := func(line int, id string, measures ...string) *register.Sanction {
		return &register.Sanction{
			Origin: register.At("data/sanctions.csv", line), ID: id, Kind: "penalty", Subject: "agency", AgencyID: plum,
			MeasureNames: measures, AuthorityName: "东湖区民政局", DecidedOn: on(2023, 3, line), Status: "in_force",
		}
	}
	full := base(2, "拟民罚〔2023〕2号", "警告", "罚款", "公开道歉")
	full.Facts, full.Basis, full.Decision = "－未按期公开薪酬，"+hostile, "条例第十条", "警告，罚款五千元"
	full.Fine, full.Severity, full.PublishedOn, full.SourceURL = yuan(5000), "general", on(2023, 3, 9), "https://mzj.nizhou.example/s"
	full.ValidUntil, full.PublishUntil = never, on(2026, 3, 2)

	over := base(3, "拟民罚〔2023〕3号", "限期停止活动")
	over.ValidUntil = on(2023, 9, 30)

	person := base(4, "拟社协〔2023〕4号", "谈话提醒")
	person.Kind, person.Subject, person.Person, person.AgencyID, person.SubjectName = "discipline", "practitioner", "李某某", "", "某社会组织"
	person.Status, person.StatusOn, person.StatusReason = "appealed", on(2023, 5, 1), "已申请复议"

	later := base(5, "拟民罚〔2023〕5号", "警告")
	later.Status, later.StatusOn = "withdrawn", on(2024, 12, 31)

	list := []*register.Sanction{full, over, person, later}
	for i, status := range []string{"withdrawn", "repaired", "in_force"} {
		s := base(6+i, secret+status, secret)
		s.Facts, s.Basis, s.Decision, s.StatusReason = secret, secret, secret, secret
		s.Status, s.PublishUntil = status, on(2024, 6, 29)
		s.Origin = register.At("data/sanctions.csv", 6+i, secret, secret)
		list = append(list, s)
	}
	return list
}

// link makes the fixture's register and ledger.
func link(t testing.TB, s *portal.Settings, rows *register.Tables) (*register.Register, *ledger.Ledger) {
	t.Helper()
	reg, findings := register.Link(rows, s, book(), asOf)
	if n := finding.Count(findings); n.Errors > 0 {
		t.Fatalf("the fixture has findings: %+v", findings)
	}
	return reg, ledger.Open(reg)
}

// withReply adds a right of reply to the fixture's first sanction.
func withReply(t testing.TB, s *portal.Settings) (*register.Register, *ledger.Ledger) {
	t.Helper()
	first, _ := link(t, s, tables())
	rows := tables()
	for _, shown := range first.Sanctions {
		if shown.Line() == 2 {
			rows.Replies = append(rows.Replies, &register.Reply{
				File: "content/replies/sanctions/" + shown.Slug + ".md", Table: "sanctions", Slug: shown.Slug,
				Title: "说明", By: "梅园社会工作服务中心", Date: on(2023, 4, 1), Body: "已经**整改**。\n",
			})
		}
	}
	return link(t, s, rows)
}

// nextDay is the fixture's register and ledger one day later.
func nextDay(t testing.TB) (*register.Register, *ledger.Ledger) {
	t.Helper()
	reg, findings := register.Link(tables(), settings(), book(), asOf.Add(1))
	if n := finding.Count(findings); n.Errors > 0 {
		t.Fatalf("the fixture has findings: %+v", findings)
	}
	return reg, ledger.Open(reg)
}

// collector keeps what was emitted.
type collector struct {
	mu    sync.Mutex
	files map[string]string
}

func (c *collector) emit(f tree.File) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.files == nil {
		c.files = map[string]string{}
	}
	if _, twice := c.files[f.Path]; twice {
		return fmt.Errorf("%s was emitted twice", f.Path)
	}
	body, err := f.Bytes()
	c.files[f.Path] = string(body)
	return err
}

// write returns every file of the fixture.
func write(t testing.TB, reg *register.Register, led *ledger.Ledger) map[string]string {
	t.Helper()
	var c collector
	if err := Write(reg, led, checks(reg), nil, tree.Always(c.emit)); err != nil {
		t.Fatal(err)
	}
	return c.files
}

func TestFixtureHasAnAllDigitCode(t *testing.T) {
	if strings.Trim(string(plum), "0123456789") != "" || !plum.Valid() || !orchid.Valid() {
		t.Errorf("the codes of the fixture are %s and %s, want valid ones and the first all digits", plum, orchid)
	}
}
