package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// creditCode is the n-th valid credit code under the unassigned region 990000.
func creditCode(n int) credit.Code {
	body := fmt.Sprintf("%08d", n)
	first17 := "52990000" + body + string(credit.OrganisationCheck(body))
	return credit.Code(first17 + string(credit.Check(first17)))
}

var asOf = day.Day{Year: 2024, Month: 6, Day: 30}

func on(year, month, d int) day.Day { return day.Make(year, month, d) }

// settings is a portal in Chinese and English with a base_url.
func settings() *portal.Settings {
	return &portal.Settings{
		Title: "拟州市社会工作服务公示", TitleEN: "Nizhou social-work disclosure",
		BaseURL: "https://gongshi.example/nizhou/", Languages: []string{portal.Chinese, portal.English},
		Zone:      time.FixedZone("", 8*60*60),
		Operator:  portal.Operator{Name: "拟州市民政局", URL: "https://mzj.nizhou.example/"},
		Districts: []portal.District{{Code: "990101", Name: "东湖区", NameEN: "Donghu"}},
	}
}

// secret stands in every text of a sanction that may not be shown.
const secret = "不得再出现"

// tables are literal rows: an agency with sanctions of every standing, one without
// any, and one about which nothing at all is dated.
func tables() *register.Tables {
	plum, orchid, bamboo := creditCode(1), creditCode(2), creditCode(3)
	t := &register.Tables{
		Agencies: []*register.Agency{
			{ID: plum, Name: "梅园社会工作服务中心", DistrictName: "990101", Status: "active", FoundedOn: on(2010, 3, 1)},
			{ID: orchid, Name: "兰园社会工作服务中心", DistrictName: "西山区", Status: "active", FoundedOn: on(2012, 3, 1)},
			{ID: bamboo, Name: "竹园社会工作服务中心", Status: "active"},
		},
		Pay: []*register.Pay{
			{AgencyID: orchid, Year: 2022, Tier: "directors", Headcount: register.Count{Given: true}, Total: money.FromFen(0), PublishedOn: on(2023, 5, 8)},
			{AgencyID: orchid, Year: 2023, Tier: "directors", Headcount: register.Count{Given: true}, Total: money.FromFen(0), PublishedOn: on(2024, 7, 8)},
		},
	}
	base := func(n int, measures ...string) *register.Sanction {
		s := &register.Sanction{
			ID: fmt.Sprintf("拟民罚〔2023〕%d号", n), Kind: "penalty", Subject: "agency", AgencyID: plum, MeasureNames: measures,
			AuthorityName: "东湖区民政局", DecidedOn: on(2023, 3, n), Status: "in_force",
		}
		t.Sanctions = append(t.Sanctions, s)
		return s
	}
	full := base(1, "警告", "罚款", "公开道歉")
	full.Facts = "未按期公开薪酬，\n<b>“隐瞒”</b> & 其他。" + strings.Repeat("事实", maxFacts)
	full.Fine, full.PublishedOn, full.SourceURL = money.FromFen(500_000), on(2023, 3, 9), "https://mzj.nizhou.example/s?a=1&b=2"

	over := base(2, "限期停止活动")
	over.ValidUntil, over.SourceURL = on(2023, 9, 30), "javascript:alert(1)"

	person := base(3, "谈话提醒")
	person.Kind, person.Subject, person.Person, person.AgencyID, person.SubjectName = "discipline", "practitioner", "李某某", "", "某社会组织"
	person.AuthorityName, person.Status, person.StatusOn = "拟州市社会工作协会", "appealed", on(2023, 5, 1)

	later := base(4, "警告")
	later.Status, later.StatusOn = "withdrawn", on(2024, 7, 1)

	for i, status := range []string{"withdrawn", "repaired", "in_force"} {
		s := base(5+i, secret)
		s.Facts, s.StatusReason, s.AuthorityName = secret, secret, secret
		s.Status, s.PublishUntil = status, on(2024, 6, 29)
	}
	return t
}

// link makes a register of rows.
func link(t testing.TB, s *portal.Settings, rows *register.Tables) *register.Register {
	t.Helper()
	reg, findings := register.Link(rows, s, nil, asOf)
	if n := finding.Count(findings); n.Errors > 0 {
		t.Fatalf("the fixture has findings: %+v", findings)
	}
	return reg
}

// write returns every feed of a register.
func write(t testing.TB, reg *register.Register) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := Write(reg, tree.Always(func(f tree.File) error {
		if _, twice := files[f.Path]; twice {
			return fmt.Errorf("%s was emitted twice", f.Path)
		}
		files[f.Path] = string(f.Body)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return files
}
