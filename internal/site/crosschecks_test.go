package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/crosscheck"
	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

func crossBook() *rulebook.Book {
	source := &rulebook.Source{ID: "law", Title: finding.Text{ZH: "拟州市若干规定", EN: "Rules of Nizhou"}}
	b := &rulebook.Book{Sources: []*rulebook.Source{source}}
	for i, id := range crosscheck.IDs() {
		b.Checks = append(b.Checks, &rulebook.CrossCheck{
			Rule:  rulebook.Rule{ID: "cross-" + string(id), Source: source, Clause: "16", Wording: finding.Text{ZH: fmt.Sprintf("规则原意%d", i), EN: fmt.Sprintf("What rule %d asks", i)}},
			Check: id, Title: finding.Text{ZH: fmt.Sprintf("核对名称%d", i), EN: fmt.Sprintf("Check %d", i)},
			Caveat: finding.Text{ZH: fmt.Sprintf("提醒%d", i), EN: fmt.Sprintf("Caveat %d", i)},
		})
	}
	b.Checks[0].Title.EN = "" // shown in Chinese and marked
	return b
}

// crossRows adds to the fixture what makes every check find something about its second
// agency, and a sanction of it that may not be shown.
func crossRows() *register.Tables {
	t := rows()
	add := func(s register.Sanction) {
		s.Origin, s.Kind, s.AgencyID, s.AuthorityName, s.MeasureNames = at("data/sanctions.csv", 90+len(t.Sanctions)), "penalty", id(2), "拟州市民政局", []string{"警告"}
		if s.Subject == "" {
			s.Subject = "agency"
		}
		if s.Status == "" {
			s.Status = "in_force"
		}
		t.Sanctions = append(t.Sanctions, &s)
	}
	add(register.Sanction{ID: "交字1号", DecidedOn: d("2023-12-01"), ValidUntil: d("2024-11-30"), Status: "appealed", StatusOn: d("2024-01-05")})
	add(register.Sanction{ID: "交字2号", DecidedOn: d("2024-01-01")})
	add(register.Sanction{ID: "秘密交字3号", DecidedOn: d("2023-12-02"), ValidUntil: d("2024-11-30"), PublishUntil: d("2026-06-29")})
	add(register.Sanction{ID: "秘密交字4号", Subject: "practitioner", Person: "李某", DecidedOn: d("2023-12-03"), ValidUntil: d("2024-11-30"), PublishUntil: d("2026-06-29")})
	t.Evaluations = append(t.Evaluations,
		&register.Evaluation{Origin: at("data/evaluations.csv", 91), ProjectID: "P-2", Kind: "performance", Grade: "excellent", GradeWritten: "优", DecidedOn: d("2024-12-20")},
		&register.Evaluation{Origin: at("data/evaluations.csv", 92), ProjectID: "P-2", Kind: "contract", Grade: "poor", GradeWritten: "差", DecidedOn: d("2024-12-21")})
	t.Pay = append(t.Pay,
		&register.Pay{Origin: at("data/pay.csv", 91), AgencyID: id(2), Year: 2022, Tier: "managers", Headcount: register.Count{N: 2, Given: true}, Total: yuanOf(600_000), PublishedOn: d("2023-05-01")})
	for _, p := range t.Pay {
		if p.AgencyID == id(2) && p.Year == 2024 && p.Tier == "executives" {
			p.Total = yuanOf(900_001)
		}
	}
	for _, p := range t.Projects {
		if p.ID == "P-2" {
			p.Amount = money.FromFen(300_000_00)
		}
	}
	return t
}

func crossBuilt(t *testing.T, book *rulebook.Book, size int) (map[string]string, *crosscheck.Results) {
	t.Helper()
	reg, findings := register.Link(crossRows(), fixtureSettings(), book, d("2026-06-30"))
	if len(findings) > 0 {
		t.Fatalf("the fixture has findings: %v", findings)
	}
	o := testOptions()
	o.Crosschecks, o.PageSize = crosscheck.Run(reg), size
	return render(t, reg, ledger.Open(reg), o), o.Crosschecks
}

// TestCrosschecksOfAgency holds the sentences, their links and what stands beside them.
func TestCrosschecksOfAgency(t *testing.T) {
	files, _ := crossBuilt(t, crossBook(), 0)
	p := parsePage(t, files["agencies/5299000000000002xa.html"])
	want := []string{
		"2024-01-01~签订的合同项目P-2，当日在有效期内的惩戒：交字2号（2024-01-01~决定，有效期未填）、交字1号（2023-12-01~决定，有效期至~2024-11-30，复议诉讼中）。",
		"项目P-2于~2024-12-20~评为“优”，同一年作出的惩戒：交字2号（2024-01-01~决定）。",
		"2024~年总干事及副总干事薪酬福利总额900,001~元，上年58~万元，多~55.2%；同一年评为差、不合格或不通过的评价：项目P-2（2024-12-21，差）。",
		"2023-12-01~至~2024-01-01~作出~2~项惩戒，相邻两项相隔不超过~24~个月：交字2号（2024-01-01~决定）、交字1号（2023-12-01~决定，复议诉讼中）。",
	}
	var got []string
	for _, s := range p.texts(".cross p.cross-line") {
		got = append(got, strings.ReplaceAll(s, words.NoBreak, "~"))
	}
	for i, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("no sentence %d:\n%s\namong\n%s", i, w, strings.Join(got, "\n"))
		}
	}
	if !slices.ContainsFunc(got, func(s string) bool {
		return strings.HasPrefix(s, "2024~年已公开的管理层薪酬福利总额~")
	}) {
		t.Errorf("no sentence about pay above contracts: %q", got)
	}
	section := p.text("section.crosschecks")
	for _, w := range []string{"核对名称0", "规则原意0", "提醒0", "《拟州市若干规定》第~16~条", "按决定日起~12~个月计", "复议或诉讼中，结果未定", "该层级人数：上年~2，当年~2", "没有列出，不等于没有问题", "自~2025-06-12~起有此情形。"} {
		if !strings.Contains(section, strings.ReplaceAll(w, "~", words.NoBreak)) {
			t.Errorf("the section does not say %s: %s", w, section)
		}
	}
	for _, tone := range []string{"alarm", "good"} {
		if n := len(p.all(".cross ." + tone)); n > 0 {
			t.Errorf("the section has %d marks of the tone %s, want quiet ones", n, tone)
		}
	}
	links := p.attributes(".cross .entries a", "href")
	for _, w := range []string{"../projects/p-2.html", "5299000000000002xa.html#pay"} {
		if !slices.Contains(links, w) {
			t.Errorf("no link to %s among %q", w, links)
		}
	}
	none := parsePage(t, files["agencies/5299000000000003xa.html"])
	if got := none.text("section.crosschecks"); !strings.Contains(got, "5"+words.NoBreak+"项核对都没有列出情形。没有记录不等于没有问题。") {
		t.Errorf("where nothing is listed the section says %q", got)
	}
	english := parsePage(t, files["en/agencies/5299000000000002xa.html"])
	if got := english.text(".cross h3 bdi"); got != "核对名称0" {
		t.Errorf("a title without English is shown as %q, want it marked as Chinese", got)
	}
	if got := english.text("section.crosschecks"); !strings.Contains(got, "What rule 1 asks") || !strings.Contains(got, "Caveat 1") {
		t.Errorf("the English section says %q", got)
	}
}

func TestFindingsPages(t *testing.T) {
	book := crossBook()
	book.Checks[4].Off = true
	book.Checks = slices.Delete(book.Checks, 3, 4)
	files, results := crossBuilt(t, book, 2)
	total := len(results.All())
	if total < 3 {
		t.Fatalf("%d hits, want at least 3 so that there are two pages", total)
	}
	var ids []string
	for n := 1; files[findingsPath(n)] != ""; n++ {
		p := parsePage(t, files[findingsPath(n)])
		ids = append(ids, p.attributes("tr[id]", "id")...)
		if got := len(p.all("tr[id]")); got > 2 {
			t.Errorf("page %d has %d rows, want 2 at most", n, got)
		}
		if got := len(p.all("thead th")) > 0 && len(p.all(".cross .aside-note")) > 0; !got {
			t.Errorf("page %d lacks rows or caveats", n)
		}
	}
	if len(ids) != total {
		t.Errorf("the pages have %d rows, want %d: %q", len(ids), total, ids)
	}
	first := parsePage(t, files["findings/index.html"])
	text := strings.ReplaceAll(first.text("main"), words.NoBreak, "~")
	for _, w := range []string{"3~项核对，共列出", "核对名称4：规则手册已关闭", "短期内多次受惩戒：规则手册未列入", "按决定日起~12~个月计", "核对~", "份合同，列出~"} {
		if !strings.Contains(text, w) {
			t.Errorf("the first page does not say %s:\n%s", w, text)
		}
	}
	second := parsePage(t, files["findings/index-2.html"])
	if got := strings.ReplaceAll(second.text("main"), words.NoBreak, "~"); !strings.Contains(got, "恰为~50%~的不算") || strings.Contains(got, "未进行的核对：") {
		t.Errorf("the second page says\n%s", got)
	}
	links := append(first.attributes("main a", "href"), first.attributes("head link", "href")...)
	for _, w := range []string{"index-2.html#pay-up-while-failing", "#won-while-sanctioned", "../data/findings.csv", "../data/findings-excel.csv", "../feeds/findings.xml", "../feeds/findings.json", "../feeds/findings/won-while-sanctioned.xml", "../feeds/findings/pay-above-contracts.json"} {
		if !slices.Contains(links, w) {
			t.Errorf("the first page does not link to %s", w)
		}
	}
	for _, from := range []string{"index.html", "sanctions/index.html", "en/index.html"} {
		if !strings.Contains(files[from], "findings/index.html") {
			t.Errorf("%s does not link to the page of findings", from)
		}
	}
	if nothing, _ := crossBuilt(t, nil, 0); !strings.Contains(nothing["findings/index.html"], "规则手册没有列入交叉核对。") || strings.Contains(nothing["agencies/5299000000000002xa.html"], "crosschecks") {
		t.Error("a book without checks is not said to have none, or agencies have the section")
	}
}

func findingsPath(n int) string {
	if n == 1 {
		return "findings/index.html"
	}
	return fmt.Sprintf("findings/index-%d.html", n)
}

// TestCrosschecksEverywhere holds on pages with hits what holds on all others: nothing of
// what may not be shown, no id twice, no link into nothing, no code in Chinese.
func TestCrosschecksEverywhere(t *testing.T) {
	files, _ := crossBuilt(t, crossBook(), 2)
	for name, body := range files {
		if strings.Contains(body, "秘密") || strings.Contains(body, "李某") {
			t.Errorf("%s holds what may not be shown", name)
		}
		checkElements(t, name, parsePage(t, body))
	}
	checkLinks(t, files)
	checkEnglish(t, files)
	for _, lang := range []string{portal.Chinese, portal.Traditional} {
		name := map[string]string{portal.Chinese: "", portal.Traditional: "zh-hant/"}[lang] + "findings/index.html"
		for _, code := range []string{"excellent", "executives", "appealed"} {
			if text := parsePage(t, files[name]).text("main"); strings.Contains(text, code) {
				t.Errorf("%s shows the code %s", name, code)
			}
		}
	}
}

// TestCrosscheckLinks holds that a project and a sanction lead to every entry that rests on
// them, at its place on the agency's page, and no other record leads to one.
func TestCrosscheckLinks(t *testing.T) {
	files, results := crossBuilt(t, crossBook(), 0)
	want := map[string]map[string]bool{}
	for _, h := range results.All() {
		entry := "../agencies/" + h.Agency.Slug + ".html#" + h.ID
		note := func(path string) {
			if want[path] == nil {
				want[path] = map[string]bool{}
			}
			want[path][entry] = true
		}
		for _, r := range h.Projects {
			note("projects/" + r.Slug + ".html")
		}
		for _, e := range h.Evaluations {
			note("projects/" + e.Project.Slug + ".html")
		}
		for _, s := range h.Sanctions {
			note("sanctions/" + s.Slug + ".html")
		}
	}
	if len(want) < 3 {
		t.Fatalf("%d records are part of an entry, want a project and two sanctions at least", len(want))
	}
	for path, body := range files {
		if !strings.HasPrefix(path, "projects/") && !strings.HasPrefix(path, "sanctions/") || !strings.HasSuffix(path, ".html") {
			continue
		}
		got := map[string]bool{}
		for _, href := range parsePage(t, body).attributes("main a", "href") {
			if file, anchor, _ := strings.Cut(href, "#"); strings.HasPrefix(file, "../agencies/") && strings.ContainsFunc(anchor, func(r rune) bool { return r >= '0' && r <= '9' }) && !strings.HasPrefix(anchor, "duty-") {
				got[href] = true
				if len(parsePage(t, files[strings.TrimPrefix(file, "../")]).all("#"+anchor)) != 1 {
					t.Errorf("%s leads to %s, which is not there", path, href)
				}
			}
		}
		if !maps.Equal(got, want[path]) && len(got)+len(want[path]) > 0 {
			t.Errorf("%s leads to %v, want %v", path, got, want[path])
		}
	}
}
