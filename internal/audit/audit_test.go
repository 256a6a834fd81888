package audit

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// judged reads and links a portal and returns what the audit says.
func judged(t *testing.T, files map[string]string, s *portal.Settings) []finding.Finding {
	t.Helper()
	if s == nil {
		s = &portal.Settings{}
	}
	m := fstest.MapFS{"data/agencies.csv": {Data: []byte("agency_id,name\n52440300MJL186084F,甲\n")}}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tables, found, err := intake.Read(m, s)
	if err != nil {
		t.Fatal(err)
	}
	reg, more := register.Link(tables, s, nil, day.Day{Year: 2024, Month: 6, Day: 30})
	for _, f := range append(found, more...) {
		if f.Severity != finding.Notice {
			t.Fatalf("before the audit: %+v", f)
		}
	}
	result, err := Check(m, reg)
	if err != nil {
		t.Fatal(err)
	}
	return result.Findings
}

func briefs(list []finding.Finding) string {
	var b []string
	for _, f := range list {
		b = append(b, fmt.Sprintf("%s:%d:%d %s %s", strings.TrimPrefix(f.File, "data/"), f.Line, f.Column, f.Severity, f.Rule))
	}
	return strings.Join(b, "; ")
}

const (
	projectHeader = "project_id,name,agency_id,purchaser,starts_on,ends_on"
	project1      = "p1,项目,52440300MJL186084F,丙,2023-01-01,2023-12-31"
	sanctions     = "sanction_id,kind,subject,agency_id,measures,authority,decided_on"
	sanction1     = "1号,行政处罚,机构,52440300MJL186084F,警告,丁,2023-05-01"
)

func projects(header, cells string) map[string]string {
	return map[string]string{"data/projects.csv": projectHeader + header + "\n" + project1 + cells + "\n"}
}

func evaluation(kind, grade, score, on string) map[string]string {
	f := projects("", "")
	f["data/evaluations.csv"] = "project_id,kind,grade,score,decided_on\np1," + kind + "," + grade + "," + score + "," + on + "\n"
	return f
}

func sanction(header, cells string) map[string]string {
	return map[string]string{"data/sanctions.csv": sanctions + header + "\n" + sanction1 + cells + "\n"}
}

func agencies(rows string) map[string]string {
	return map[string]string{"data/agencies.csv": "agency_id,name,phone,address,founded_on,district,fields\n" + rows}
}

func pay(cells string) map[string]string {
	return map[string]string{"data/pay.csv": "agency_id,year,tier,headcount,total,published_on,note\n52440300MJL186084F," + cells + "\n"}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing", nil, ""},
		{"identity number in a note", pay("2023,directors,1,100000,,11010519491231002X"), "pay.csv:2:7 error personal-id"},
		{"identity number as a name", projects(",district", ",11010519491231002X"), "projects.csv:2:7 error personal-id"},
		{"mobile number as the public telephone", agencies("52440300MJL186084F,甲,13800138000,,,,\n"), "agencies.csv:2:3 warning mobile-number"},
		{"mobile number elsewhere", agencies("52440300MJL186084F,甲,,电话 138-0013-8000,,,\n"), "agencies.csv:2:4 error mobile-number"},
		{"card in a text", sanction(",facts", ",\"转入账户 4111 1111 1111 1111\""), "sanctions.csv:2:8 error bank-card"},
		{"card as a key", map[string]string{"data/projects.csv": projectHeader + "\n" + strings.Replace(project1, "p1", "4111111111111111", 1) + "\n"}, ""},
		{"in a sanction that may not be shown", sanction(",facts,status", ",11010519491231002X,withdrawn"), "sanctions.csv:2:8 error personal-id"},
		{"in a page", map[string]string{"content/about.md": "---\ntitle: 关于\n---\n\n电话 13800138000\n"}, "content/about.md:5:1 error mobile-number"},
		{"in a page's summary", map[string]string{"content/about.md": "---\ntitle: 关于\nsummary: 电话 13800138000\n---\n"}, "content/about.md:3:1 error mobile-number"},
		{"in a policy", map[string]string{"content/policies/52440300MJL186084F.md": "---\ntitle: 制度\n---\n11010519491231002X\n"}, "content/policies/52440300MJL186084F.md:4:1 error personal-id"},
		{"in a reply", map[string]string{"content/replies/agencies/52440300mjl186084f.md": "---\ntitle: 说明\nby: 甲\ndate: 2023-01-01\n---\n13800138000\n"}, "content/replies/agencies/52440300mjl186084f.md:6:1 error mobile-number"},
		{"an amount like a mobile number", projects(",amount", ",13800138000"), ""},

		{"nobody is paid", pay("2023,directors,0,100,,"), "pay.csv:2:4 warning implausible-figure"},
		{"somebody is paid nothing", pay("2023,directors,2,0,,"), "pay.csv:2:5 warning implausible-figure"},
		{"nil return", pay("2023,directors,0,0,,"), ""},
		{"year to come", pay("2025,directors,1,100000,,"), "pay.csv:2:2 warning implausible-date"},
		{"disclosed before the year", pay("2023,directors,1,100000,2022-12-31,"), "pay.csv:2:6 warning implausible-date"},
		{"disclosed in the future", pay("2023,directors,1,100000,2024-07-01,"), "pay.csv:2:6 warning implausible-date"},
		{"disclosed today", pay("2023,directors,1,100000,2024-06-30,"), ""},
		{"project ends before it starts", map[string]string{"data/projects.csv": projectHeader + "\n" + strings.Replace(project1, "2023-12-31", "2022-12-31", 1) + "\n"}, "projects.csv:2:6 warning implausible-date; projects.csv:2:6 warning implausible-date"},
		{"project without an end", map[string]string{"data/projects.csv": projectHeader + "\n" + strings.Replace(project1, "2023-12-31", "长期", 1) + "\n"}, ""},
		{"more professional posts than staff", projects(",staff,professional_staff", ",3,4"), "projects.csv:2:8 warning implausible-figure"},
		{"labour costs more than the contract", projects(",amount,labour_cost", ",100,101"), "projects.csv:2:8 warning implausible-figure"},
		{"evaluated before the start", evaluation("acceptance", "passed", "", "2022-12-31"), "evaluations.csv:2:5 warning implausible-date"},
		{"grade outside the scale", evaluation("acceptance", "good", "", "2023-12-31"), "evaluations.csv:2:3 warning grade-outside-scale"},
		{"grade of the other scale", evaluation("assessment", "fair", "", "2023-12-31"), "evaluations.csv:2:3 warning grade-outside-scale"},
		{"grade against the score", evaluation("assessment", "excellent", "89.99", "2023-12-31"), "evaluations.csv:2:3 warning grade-against-score"},
		{"grade at the edge of its band", evaluation("assessment", "excellent", "90", "2023-12-31"), ""},
		{"grade of 0", evaluation("performance", "poor", "0", "2023-12-31"), ""},
		{"sanction that ended before it began", sanction(",valid_until,publish_until", ",2023-04-30,2023-04-30"), "sanctions.csv:2:8 warning implausible-date; sanctions.csv:2:9 warning implausible-date"},
		{"sanction without an end", sanction(",valid_until,publish_until", ",2099-12-31,长期"), ""},
		{"sanction of tomorrow", map[string]string{"data/sanctions.csv": sanctions + "\n" + strings.Replace(sanction1, "2023-05-01", "2024-07-01", 1) + "\n"}, "sanctions.csv:2:7 warning implausible-date"},
		{"company's code", agencies("91440300708461136T,乙,,,,,\n"), "agencies.csv:2:1 notice unusual-code"},
		{"public body's code", agencies("12100000400000624D,乙,,,,,\n"), "agencies.csv:2:1 notice unusual-code"},
		{"same name", agencies("52440300MJL186084F,甲,,,,,\n53310000MJ495410XG,甲,,,,,\n"), "agencies.csv:2:2 notice same-name; agencies.csv:3:2 notice same-name"},
		{"unknown field, twice", agencies("52440300MJL186084F,甲,,,,,社会福力\n53310000MJ495410XG,乙,,,,,社会福力；社会福利\n"), "agencies.csv:2:7 notice open-list-value"},
		{"unknown measure", map[string]string{"data/sanctions.csv": sanctions + "\n" + strings.Replace(sanction1, "警告", "约谈", 1) + "\n"}, "sanctions.csv:2:5 notice open-list-value"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := judged(t, tt.files, nil)
			if got := briefs(found); got != tt.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, tt.want)
			}
			for _, f := range found {
				if f.Message.ZH == "" || f.Message.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
					t.Errorf("%s lacks a message or a hint in one language: %+v", f.Rule, f)
				}
				if all := fmt.Sprintf("%+v", f); f.Rule == "personal-id" && strings.Contains(all, "19491231") || f.Rule == "mobile-number" && strings.Contains(all, "00138") {
					t.Errorf("%s repeats the number: %s", f.Rule, all)
				}
			}
		})
	}
}

// TestPages holds that a page of the operator's never takes an address of the site's.
func TestPages(t *testing.T) {
	text := "---\ntitle: 标题\n---\n\n内容\n"
	for _, tt := range []struct{ name, file, want string }{
		{"a page about the portal", "content/about/data.md", ""},
		{"a page of its own", "content/data-sources.md", ""},
		{"the first page", "content/index.md", "content/index.md:0:0 error taken-address"},
		{"the first page in English", "content/en/index.md", "content/en/index.md:0:0 error taken-address"},
		{"in a folder of the site", "content/data/index.md", "content/data/index.md:0:0 error taken-address"},
		{"page not found", "content/404.md", "content/404.md:0:0 error taken-address"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []finding.Finding
			for _, f := range judged(t, map[string]string{tt.file: text}, nil) {
				if f.Rule == "taken-address" {
					got = append(got, f)
				}
			}
			if briefs(got) != tt.want {
				t.Errorf("findings %q, want %q", briefs(got), tt.want)
			}
		})
	}
}

func TestDistricts(t *testing.T) {
	s := &portal.Settings{Districts: []portal.District{{Code: "990001", Name: "栖禾区"}}}
	files := agencies("52440300MJL186084F,甲,,,,栖禾,\n53310000MJ495410XG,乙,,,,栖禾区,\n")
	found := judged(t, files, s)
	if got, want := briefs(found), "agencies.csv:2:6 notice open-list-value"; got != want || !strings.Contains(found[0].Hint.ZH, "栖禾区") {
		t.Errorf("findings %+v, want %s with a hint at 栖禾区", found, want)
	}
	id := judged(t, agencies("52440300MJL186084F,甲,,,,11010519491231002X,\n"), s)
	if all := fmt.Sprintf("%+v", id); len(id) != 2 || strings.Contains(all, "11010519491231002X") {
		t.Errorf("findings %s, want two that do not repeat the number", all)
	}
	if found := judged(t, files, nil); len(found) > 0 {
		t.Errorf("findings %s without configured districts, want none", briefs(found))
	}
}

func TestAllow(t *testing.T) {
	files := pay("2023,directors,1,100000,,11010519491231002X")
	files["content/about.md"] = "---\ntitle: 关于\n---\n13800138000"
	s := &portal.Settings{Allow: []portal.Allow{
		{Table: "pay", Key: "52440300MJL186084F", Column: "note", Reason: "not a number of a person"},
		{Table: portal.Content, Key: "content/about.md", Reason: "a well-known test number"},
	}}
	if found := judged(t, files, s); len(found) > 0 {
		t.Errorf("findings %s, want none for what is allowed", briefs(found))
	}
	s.Allow[0].Column = "source_url"
	if got := briefs(judged(t, files, s)); got != "pay.csv:2:7 error personal-id; gongshi.yaml:0:1 notice unused-exemption" {
		t.Errorf("findings %s, want the note: another column is allowed", got)
	}
}
