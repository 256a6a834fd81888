package portal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/day"
	"gongshi/internal/finding"
)

func load(t *testing.T, text string) (*Settings, []finding.Finding) {
	t.Helper()
	s, found, err := Load(fstest.MapFS{File: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return s, found
}

func briefs(list []finding.Finding) string {
	var b []string
	for _, f := range list {
		b = append(b, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Rule, f.Field))
	}
	return strings.Join(b, "; ")
}

// complete has every key.
const complete = `
title: 拟州市社会工作公示
title_en: Nizhou Social Work Disclosure
base_url: https://example.org/gs
languages: [en, zh-CN, zh-Hant]
zone: UTC
as_of: 2026-06-30
operator:
  name: 协会
  url: https://example.org
  codes: {site_id: "4403000001", icp: 粤ICP备1号, public_security: 公安备1号}
contact: {email: a@example.org, url: "https://example.org/c", phone: 0755-1234, correction_url: "https://example.org/x"}
host: gitlab-pages
pages: folded
rulebook: {file: rulebook.yaml, extended_until: 2026-12-31, reason: 市里通知}
deadlines: {pay: "06-30", policy: 90, results: 60}
districts:
  - {code: 990001, name: 栖禾区, name_en: Qihe, order: 2}
  - {name: 望舒区}
privacy:
  allow:
    - {table: projects, key: p1, column: 项目名称, reason: 不是手机号}
    - {table: content, key: content/about.md, reason: 举例}
codes_accepted:
  - {code: 91350211M00013FA1N, reason: 试点}
keep: [CNAME, .well-known/]
aliases: {薪酬: {总额: total, 统一代码: 统一社会信用代码, 经办: null}}
values: {pay: {tier: {一: directors, "2": 机构管理人员}}}
defaults: {sanctions: {kind: penalty, decided_on: 2020-01-01, authority: 某局, published_on: "{公表日}"}}
dates: {sanctions: [DD/MM/YYYY, "Jan 2, 2006", GGGGY年M月D日]}
`

func TestComplete(t *testing.T) {
	s, found := load(t, complete)
	if len(found) > 0 {
		t.Errorf("findings: %s", briefs(found))
	}
	if s.Zone.String() != "UTC" {
		t.Errorf("zone %s, want UTC", s.Zone)
	}
	s.Zone = nil
	want := &Settings{
		Title: "拟州市社会工作公示", TitleEN: "Nizhou Social Work Disclosure", BaseURL: "https://example.org/gs/",
		Languages: []string{"en", "zh-CN", "zh-Hant"}, AsOf: day.Day{Year: 2026, Month: 6, Day: 30},
		Operator: Operator{Name: "协会", URL: "https://example.org", SiteID: "4403000001", ICP: "粤ICP备1号", PublicSecurity: "公安备1号"},
		Contact:  Contact{Email: "a@example.org", URL: "https://example.org/c", Phone: "0755-1234", CorrectionURL: "https://example.org/x"},
		Host:     "gitlab-pages", HostLine: 13, Pages: Folded, PagesLine: 14, Rulebook: "rulebook.yaml", RulebookUntil: day.Day{Year: 2026, Month: 12, Day: 31}, RulebookReason: "市里通知", RulebookLine: 15,
		Deadlines: Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60},
		Districts: []District{{Code: "990001", Name: "栖禾区", NameEN: "Qihe", Order: 2}, {Name: "望舒区"}},
		Allow: []Allow{
			{Table: "projects", Key: "p1", Column: "name", Reason: "不是手机号", Line: 22},
			{Table: "content", Key: "content/about.md", Reason: "举例", Line: 23},
		},
		Codes:    []AcceptedCode{{Code: "91350211M00013FA1N", Reason: "试点"}},
		Keep:     []string{"CNAME", ".well-known"},
		Aliases:  map[string]map[string]string{"pay": {"总额": "total", "统一代码": "agency_id", "经办": ""}},
		Values:   map[string]map[string]map[string]string{"pay": {"tier": {"一": "directors", "2": "机构管理人员"}}},
		Defaults: map[string]map[string]string{"sanctions": {"kind": "penalty", "decided_on": "2020-01-01", "authority": "某局", "published_on": "{公表日}"}},
		Dates:    map[string][]day.Layout{"sanctions": layouts(t, "DD/MM/YYYY", "Jan 2, 2006", "GGGGY年M月D日")},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("read\n%+v\nwant\n%+v", s, want)
	}
}

func layouts(t *testing.T, notations ...string) []day.Layout {
	t.Helper()
	var list []day.Layout
	for _, n := range notations {
		l, err := day.NewLayout(n)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

func TestDefaults(t *testing.T) {
	for _, text := range []string{"", "\n# a comment\n", "title:\n", "{}"} {
		s, found := load(t, text)
		if len(found) > 0 {
			t.Errorf("findings of %q: %s", text, briefs(found))
		}
		if s.Title != "公示" || s.TitleEN != "公示" || !s.Speaks(Chinese) || len(s.Languages) != 1 || s.Pages != "full" || s.Zone.String() != "Asia/Shanghai" || s.BaseURL != "" {
			t.Errorf("defaults of %q: %+v", text, s)
		}
	}
}

func TestBad(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "tittle: a\n", "1:1 unknown-config-key tittle"},
		{"unknown key below", "operator:\n  nmae: a\n", "2:3 unknown-config-key operator.nmae"},
		{"all at once", "tittle: a\nlanguages: [fr]\nzone: Mars/Base\n", "1:1 unknown-config-key tittle; 2:13 bad-setting languages; 3:7 bad-setting zone"},
		{"key twice", "title: a\ntitle: b\n", "2:1 duplicate-config-key title"},
		{"not a mapping", "- a\n", "1:1 bad-setting "},
		{"title that is a list", "title: [a]\n", "1:8 bad-setting title"},
		{"title that is yes or no", "title: true\n", "1:8 bad-setting title"},
		{"language", "languages: [zh]\n", "1:13 bad-setting languages"},
		{"language twice", "languages: [en, en]\n", "1:17 bad-setting languages"},
		{"languages that are no list", "languages: en\n", "1:12 bad-setting languages"},
		{"local zone", "zone: Local\n", "1:7 bad-setting zone"},
		{"day", "as_of: 2026-02-30\n", "1:8 bad-setting as_of"},
		{"day in words", "as_of: 2026年6月30日\n", "1:8 bad-setting as_of"},
		{"address without a scheme", "base_url: example.org\n", "1:11 bad-setting base_url"},
		{"address of a file", "base_url: file:///srv\n", "1:11 bad-setting base_url"},
		{"address with a query", "base_url: https://example.org/?a=b\n", "1:11 bad-setting base_url"},
		{"script as an address", "operator: {url: \"javascript:alert(1)\"}\n", "1:17 bad-setting operator.url"},
		{"mail", "contact: {email: nobody}\n", "1:18 bad-setting contact.email"},
		{"pages", "pages: some\n", "1:8 bad-setting pages"},
		{"rulebook outside", "rulebook: ../rules.yaml\n", "1:11 bad-setting rulebook"},
		{"rulebook with an unknown key", "rulebook: {path: a.yaml}\n", "1:12 unknown-config-key rulebook.path"},
		{"rulebook extended without a reason", "rulebook: {extended_until: 2026-12-31}\n", "1:11 bad-setting rulebook"},
		{"rulebook extended for nothing", "rulebook: {file: rulebook.yaml, reason: a}\n", "1:11 bad-setting rulebook"},
		{"rulebook extended without end", "rulebook: {extended_until: 2099-12-31, reason: a}\n", "1:28 bad-setting rulebook.extended_until"},
		{"deadline", "deadlines: {pay: 30 June}\n", "1:18 bad-setting deadlines.pay"},
		{"deadline on a leap day", "deadlines: {pay: 02-29}\n", "1:18 bad-setting deadlines.pay"},
		{"days", "deadlines: {policy: -1, results: 1.5}\n", "1:21 bad-setting deadlines.policy; 1:34 bad-setting deadlines.results"},
		{"district without a name", "districts: [{code: a}]\n", "1:13 bad-setting districts.name"},
		{"district twice", "districts: [{name: 甲}, {name: 甲}]\n", "1:24 bad-setting districts"},
		{"exemption without a reason", "privacy: {allow: [{table: pay, key: a, column: note}]}\n", "1:19 bad-setting privacy.allow"},
		{"exemption of an unknown table", "privacy: {allow: [{table: salary, key: a, column: note, reason: b}]}\n", "1:27 unknown-table privacy.allow.table"},
		{"exemption of an unknown column", "privacy: {allow: [{table: pay, key: a, column: total_pay, reason: b}]}\n", "1:19 bad-setting privacy.allow.column"},
		{"accepted code of a wrong shape", "codes_accepted: [{code: abc, reason: b}]\n", "1:18 bad-setting codes_accepted; 1:25 bad-setting codes_accepted.code"},
		{"kept path outside", "keep: [../x]\n", "1:8 bad-setting keep"},
		{"alias of an unknown table", "aliases: {salary: {a: b}}\n", "1:11 unknown-table aliases.salary"},
		{"alias of an unknown column", "aliases: {pay: {金额: amount}}\n", "1:21 unknown-config-column aliases.pay.金额"},
		{"value of an unknown column", "values: {pay: {amount: {a: b}}}\n", "1:16 unknown-config-column values.pay.amount"},
		{"value that is no code", "values: {pay: {tier: {一: boss}}}\n", "1:26 unknown-code values.pay.tier.一"},
		{"default that is no code", "defaults: {sanctions: {kind: fine}}\n", "1:30 unknown-code defaults.sanctions.kind"},
		{"default that is no day", "defaults: {sanctions: {decided_on: 2023-02-30}}\n", "1:36 bad-setting defaults.sanctions.decided_on"},
		{"default that is no amount", "defaults: {sanctions: {fine: much}}\n", "1:30 bad-setting defaults.sanctions.fine"},
		{"default that is an amount made of a cell", "defaults: {sanctions: {fine: \"{罚款}\"}}\n", "1:30 bad-setting defaults.sanctions.fine"},
		{"layout without a year", "dates: {pay: [DD/MM]}\n", "1:15 bad-setting dates.pay"},
		{"layout with an era and no year in it", "dates: {pay: [G.M.D]}\n", "1:15 bad-setting dates.pay"},
		{"layout without a day", "dates: {pay: [2006-01]}\n", "1:15 bad-setting dates.pay"},
		{"no YAML", "title: a\n  b: c\n", "2:1 bad-yaml "},
		{"tab", "operator:\n\tname: a\n", "2:1 bad-yaml "},
		{"two documents", "title: a\n---\ntitle: b\n", "2:1 bad-yaml "},
		{"alias of YAML", "title: &a x\ntitle_en: *a\n", "2:11 bad-setting title_en"},
		{"merge", "operator: &a {name: x}\ncontact: {<<: *a}\n", "2:11 bad-setting contact"},
		{"not UTF-8", "title: \xc0\xed\n", "0:0 not-utf8 "},
		{"too large", "# " + strings.Repeat("a", 1<<20), "0:0 file-too-large "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, found := load(t, tt.text)
			if got := briefs(found); got != tt.want {
				t.Errorf("findings: %s, want %s", got, tt.want)
			}
			for _, f := range found {
				if f.File != File || f.Severity != finding.Error || f.Message.ZH == "" || f.Message.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
					t.Errorf("incomplete: %+v", f)
				}
			}
			if s.Zone == nil || len(s.Languages) == 0 {
				t.Error("a wrong setting has no default in its place")
			}
			schemaRefuses(t, tt.name, tt.text)
		})
	}
}

func TestDidYouMean(t *testing.T) {
	_, found := load(t, "baseurl: https://example.org/\n")
	if len(found) != 1 || !strings.Contains(found[0].Hint.EN, "base_url") {
		t.Errorf("findings %+v, want a hint at base_url", found)
	}
}

func TestMissing(t *testing.T) {
	if _, _, err := Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want one that wraps fs.ErrNotExist", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(complete)
	f.Add("a: [1, {b: *c}]")
	f.Add("? [a]\n: b")
	f.Add("%YAML 1.1\n---\n!!binary x: y\n...\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, found, err := Load(fstest.MapFS{File: {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		if s.Zone == nil || s.Title == "" {
			t.Errorf("settings without defaults: %+v", s)
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + strings.Count(text, "\u2028") + strings.Count(text, "\u2029") + strings.Count(text, "\u0085") + 1
		for _, f := range found {
			if f.Line < 0 || f.Line > lines+1 {
				t.Errorf("%+v in a file of %d lines", f, lines)
			}
		}
	})
}

// TestDocument loads the example of docs/config.md: it must be right, and it must have
// every setting there is.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/config.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(text), "```yaml\n")
	example, _, ok := strings.Cut(example, "```")
	if !ok {
		t.Fatal("docs/config.md has no example")
	}
	s, found := load(t, example)
	if len(found) > 0 {
		t.Errorf("findings: %s", briefs(found))
	}
	given(t, "Settings", reflect.ValueOf(*s))
}

// given checks that no field is zero.
func given(t *testing.T, name string, v reflect.Value) {
	t.Helper()
	for i := range v.NumField() {
		field := name + "." + v.Type().Field(i).Name
		if v.Field(i).IsZero() {
			t.Errorf("docs/config.md does not show %s", field)
		} else if v.Field(i).Kind() == reflect.Struct {
			given(t, field, v.Field(i))
		}
	}
}
