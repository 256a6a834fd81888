package site

import (
	"slices"
	"strings"
	"testing"

	"gongshi/internal/words"
)

func TestOpenings(t *testing.T) {
	files := built(t)
	agency := func(n string) string { return "agencies/5299000000000" + n + "xa.html" }
	for _, c := range []struct{ path, selector, want string }{
		{"index.html", "h1", "2025~年，4~家承接政府购买服务的机构应公开管理层薪酬：1~家已公开，1~家逾期公开，2~家至今未公开。"},
		{"en/index.html", "h1", "For 2025, 4~agencies with government contracts had to disclose what their management is paid: 1 did in time, 1 did late, 2~still have not."},
		{"zh-hant/index.html", "h1", "2025~年，4~家承接政府購買服務的機構應公開管理層薪酬：1~家已公開，1~家逾期公開，2~家至今未公開。"},
		{agency("001"), "p.lede", "2025~年管理层薪酬、薪酬管理制度、1~个项目的结果至今未公开。共承接1~个项目：没有结果~1~个。没有生效中的惩戒。"},
		{agency("002"), "p.lede", "有1~条生效中的惩戒。2025~年受薪理事薪酬、1~个项目的结果至今未公开。2025~年，已公开的层级共~5~人，薪酬福利总额~211~万元。共承接2~个项目：良好~1~个、尚未结束~1~个。"},
		{agency("003"), "p.lede", "2025~年没有政府购买服务项目，无须公开管理层薪酬。没有政府购买服务项目的记录。没有生效中的惩戒。"},
		{agency("005"), "p.lede", "薪酬管理制度、1~个项目的结果至今未公开。2025~年，三个层级共~6~人，薪酬福利总额~131~万元，比上年多~9.2%。共承接2~个项目：优秀~1~个、尚未结束~1~个。没有生效中的惩戒。"},
		{"en/" + agency("002"), "p.lede", "It has 1~sanction in force. Still not disclosed: pay for 2025 (paid directors), results of 1~project. In 2025 the tiers that were disclosed, 5~people, were paid CNY~2,110,050 in all. It took on 2~projects: 1~good, 1~not ended."},
		{"projects/p-1.html", "p.lede", "拟州市司法局向栖禾区同坊社区矫正服务中心购买的服务，2023-01-01~至~2023-12-31，合同金额~196~万元。最近一次专业评估：良好。"},
		{"projects/p-3.html", "p.lede", "拟州市司法局向望舒区星谷青少年发展中心购买的服务，2025-01-01~至~2025-12-31，合同金额~50~万元。项目已结束，验收或评价结果未公开。"},
		{"projects/p-6.html", "p.lede", "拟州市司法局向同名社会工作服务中心购买的服务，2026-09-01~至~2027-08-31，合同金额~80~万元。项目尚未开始。"},
		{"projects/p-2.html", "p.lede", "拟州市司法局向栖禾区同坊社区矫正服务中心购买的服务，2024-01-01~至~2026-12-31。项目尚在进行。"},
	} {
		want := strings.ReplaceAll(c.want, "~", words.NoBreak)
		if got := parsePage(t, files[c.path]).text(c.selector); got != want {
			t.Errorf("%s opens with\n%s\nwant\n%s", c.path, got, want)
		}
	}
}

// TestAbsence holds that a zero, a blank, what was not disclosed and what was not
// required look different, in the table, in the chart and in the lists.
func TestAbsence(t *testing.T) {
	files := built(t)
	p := parsePage(t, files["agencies/5299000000000002xa.html"])
	for _, c := range []struct {
		selector string
		want     []string
	}{
		{".pay-table .zero", []string{"0"}},
		{".pay-table .missing", []string{"未公开"}},
		{".chart text.none-word", []string{"未公开", "未公开"}}, // the wide drawing and the narrow one
		{".pay-table .people", []string{"2" + words.NoBreak + "人", "3" + words.NoBreak + "人", "1" + words.NoBreak + "人，即其本人所得", "2" + words.NoBreak + "人", "3" + words.NoBreak + "人", "6" + words.NoBreak + "人", "无人领薪", "2" + words.NoBreak + "人", "3" + words.NoBreak + "人", "5" + words.NoBreak + "人"}},
	} {
		if got := p.texts(c.selector); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.selector, got, c.want)
		}
	}
	for selector, want := range map[string]int{
		".chart svg g rect.none": 2, ".chart svg g rect.nil": 2, ".chart-key rect.none": 1, ".chart-key rect.nil": 1,
		".chart svg[role]": 2, ".chart svg title": 2, ".chart svg desc": 2,
	} {
		if got := len(p.all(selector)); got != want {
			t.Errorf("%s: found %d, want %d", selector, got, want)
		}
	}
	if facts := parsePage(t, files["projects/p-1.html"]); len(facts.all("dd .blank")) != 1 || len(facts.all("dd .zero")) != 1 {
		t.Errorf("the project's facts show %q blank and %q zero, want one each", facts.texts("dd .blank"), facts.texts("dd .zero"))
	}
	sanction := parsePage(t, files[sanctionPath(t, "拟社罚字〔2026〕7号")])
	if got := sanction.texts("dd .zero"); !slices.Equal(got, []string{"0" + words.NoBreak + "元"}) {
		t.Errorf("a confiscation of nothing is shown as %q", got)
	}
	if got := len(sanction.all("section .blank")); got != 2 { // the decision's text, the day of first publication
		t.Errorf("the sanction's page shows %d blanks, want 2", got)
	}
}

func sanctionPath(t *testing.T, number string) string {
	t.Helper()
	reg, _ := fixture(t)
	for _, s := range reg.Sanctions {
		if s.ID == number {
			return "sanctions/" + s.Slug + ".html"
		}
	}
	t.Fatalf("the fixture has no sanction %s", number)
	return ""
}

func TestStanding(t *testing.T) {
	files := built(t)
	for _, c := range []struct{ number, tone, want, opening string }{
		{"拟社罚字〔2026〕7号", "alarm", "● 生效中", "拟州市民政局于~2026-06-11~对栖禾区同坊社区矫正服务中心作出行政处罚：罚款~2~万元、没收违法所得。"},
		{"拟社罚字〔2026〕5号", "amber", "◐ 复议诉讼中", "拟州市民政局于~2026-05-20~对望舒区星谷青少年发展中心作出行政处罚：警告。"},
		{"行惩〔2025〕1号", "quiet", "○ 已届满", "拟州市社会工作协会于~2025-03-03~对落霞助残服务中心从业人员王某某作出行业惩戒：业内警告、自创措施。"},
	} {
		p := parsePage(t, files[sanctionPath(t, c.number)])
		if got := p.text(".standing .chip"); got != c.want || !fits(p.all(".standing .chip")[0], "."+c.tone) {
			t.Errorf("%s is shown as %q, want %q in %s", c.number, got, c.want, c.tone)
		}
		if got, want := p.text("p.lede"), strings.ReplaceAll(c.opening, "~", words.NoBreak); got != want {
			t.Errorf("%s opens with %q, want %q", c.number, got, want)
		}
	}
}

func TestAgencyPage(t *testing.T) {
	files := built(t)
	p := parsePage(t, files["agencies/5299000000000002xa.html"])
	for _, c := range []struct{ selector, want string }{
		{".crumbs ol", "首页机构栖禾区栖禾区同坊社区矫正服务中心"},
		{"dl.facts .num", strings.ReplaceAll("52~990000~00000002X~A", "~", words.NoBreak)},
		{".prose h3", "总则"},
		{".cite", "拟州市社会工作协会. 栖禾区同坊社区矫正服务中心[DS/OL]. [引用日期]. https://example.org/sub/agencies/5299000000000002xa.html"},
	} {
		if got := p.text(c.selector); got != c.want {
			t.Errorf("%s is %q, want %q", c.selector, got, c.want)
		}
	}
	want := []string{
		"– 未到期 · 期限~2027-05-31", "✓ 已公开", "– 无结束项目", // 2026, which is not over
		"△ 部分未公开", "✓ 已公开", "– 无结束项目",
		"◷ 逾期~12~天公开", "✓ 已公开", "– 无结束项目",
		"✓ 已公开", "✓ 已公开", "✕ 1~/~1~未公开",
	}
	if got := strings.ReplaceAll(strings.Join(p.texts(".duties .chip"), "\n"), words.NoBreak, "~"); got != strings.Join(want, "\n") {
		t.Errorf("the duties are\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	if href := p.attributes(".prose p a", "href"); !slices.Contains(href, "../about/methodology.html") {
		t.Errorf("the policy links to %q, want the method's page", href)
	}
	correct := p.attributes("aside a", "href")
	if !slices.ContainsFunc(correct, func(s string) bool {
		return strings.HasPrefix(s, "mailto:correct@example.org?subject=") && strings.Contains(s, "5299000000000002xa.html")
	}) {
		t.Errorf("no link of the side column reports an error by mail with the page's address: %q", correct)
	}
	twin := parsePage(t, files["agencies/5299000000000005xa.html"])
	if got := twin.text(".caution"); !strings.Contains(got, "另有同名机构：同名社会工作服务中心") {
		t.Errorf("the warning of the same name is %q", got)
	}
}

func TestSearchPage(t *testing.T) {
	files := built(t)
	for path, want := range map[string][2]string{
		"search/index.html":    {"index/", "../"},
		"en/search/index.html": {"../../search/index/", "../"},
	} {
		p := parsePage(t, files[path])
		app := p.all("#search-app")
		if len(app) != 1 || attribute(app[0], "data-index") != want[0] || attribute(app[0], "data-root") != want[1] {
			t.Errorf("%s: the search's place is %v, want the index at %s and the root at %s", path, app[0].Attr, want[0], want[1])
		}
		if len(p.all("#search-form #q")) != 1 || len(p.all("noscript")) != 1 {
			t.Errorf("%s has no form or nothing for those without scripts", path)
		}
	}
	for path, body := range files {
		if has := strings.Contains(body, `search-page-3.js" defer`); has != strings.HasSuffix(path, "search/index.html") {
			t.Errorf("%s loads the search: %v", path, has)
		}
	}
}

func TestHeadOfPages(t *testing.T) {
	p := parsePage(t, built(t)["en/agencies/5299000000000002xa.html"])
	for _, c := range []struct{ rel, key, want string }{
		{"canonical", "href", "https://example.org/sub/en/agencies/5299000000000002xa.html"},
		{"search", "href", "../../opensearch.xml"},
		{"stylesheet", "href", "../../assets/site-1.css"},
	} {
		got := ""
		for _, n := range p.all("link[rel]") {
			if attribute(n, "rel") == c.rel {
				got = attribute(n, c.key)
			}
		}
		if got != c.want {
			t.Errorf("%s is %q, want %q", c.rel, got, c.want)
		}
	}
	if got, want := p.attributes("link[hreflang]", "href"), []string{
		"https://example.org/sub/agencies/5299000000000002xa.html", "https://example.org/sub/en/agencies/5299000000000002xa.html", "https://example.org/sub/zh-hant/agencies/5299000000000002xa.html",
	}; !slices.Equal(got, want) {
		t.Errorf("the other languages are %q, want %q", got, want)
	}
}
