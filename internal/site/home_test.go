package site

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// TestHomeNumbersLeadToTheirRows follows every number of the opening and of the table of
// years: the page behind it begins a section with exactly so many rows.
func TestHomeNumbersLeadToTheirRows(t *testing.T) {
	for _, size := range []int{2, 3, 4} { // sections go over several pages
		followHome(t, size)
	}
}

func followHome(t *testing.T, size int) {
	reg, led := fixture(t)
	o := testOptions()
	o.PageSize = size
	files := render(t, reg, led, o)
	home := parsePage(t, files["index.html"])
	followed := 0
	for _, a := range slices.Concat(home.all("h1 a"), home.all(".by-year-table td a")) {
		path, id, _ := strings.Cut(attribute(a, "href"), "#")
		if len(parsePage(t, files[path]).all("#"+id)) == 0 {
			t.Errorf("%d rows a page: %s has no #%s", size, path, id)
			continue
		}
		n, _, _ := strings.Cut(said(textOf(a)), "~")
		if got := strconv.Itoa(accountRows(t, files, path, id)); got != n {
			t.Errorf("%d rows a page: %q leads to %s#%s with %s rows", size, textOf(a), path, id, got)
		}
		followed++
	}
	if followed < 12 {
		t.Errorf("%d numbers followed, want at least 12", followed)
	}
}

// TestFiguresLeadToTheirRows follows every number of the sentences of the first page, of the
// list of sanctions and of its totals: the list behind it has exactly so many rows.
func TestFiguresLeadToTheirRows(t *testing.T) {
	reg, o := repeated(t), testOptions()
	o.PageSize, o.Crosschecks = 1, crosscheck.Run(reg) // lists go over several pages
	files := render(t, reg, ledger.Open(reg), o)
	followed := map[string]bool{}
	for from, selector := range map[string]string{"index.html": ".said a", "en/index.html": ".said a", "sanctions/index.html": ".lede a", "totals/index.html": ".lede a"} {
		for _, a := range parsePage(t, files[from]).all(selector) {
			n, _, _ := strings.Cut(said(textOf(a)), "~")
			href := attribute(a, "href")
			if _, err := strconv.Atoi(n); err != nil || strings.HasSuffix(href, "#tiers") {
				continue // a link with a name of its own, or an amount
			}
			target, id, _ := strings.Cut(path.Join(path.Dir(from), href), "#")
			if got := strconv.Itoa(listRows(t, files, target, id)); got != n {
				t.Errorf("%s: %q leads to %s with %s rows", from, textOf(a), href, got)
			}
			followed[target] = true
		}
	}
	for _, want := range []string{"agencies/index.html", "projects/index.html", "sanctions/index.html", "grades/excellent.html", "en/grades/good.html",
		"statuses/in-force.html", "statuses/appealed.html", "statuses/ended.html", "totals/index.html"} {
		if !followed[want] {
			t.Errorf("no number leads to %s", want)
		}
	}
}

// listRows counts the rows of a list over all of its pages; of a page's section where an id
// is given.
func listRows(t *testing.T, files map[string]string, first, id string) int {
	n, stem := 0, strings.TrimSuffix(first, ".html")
	for _, section := range parsePage(t, files[first]).all("section") {
		if attribute(section, "aria-labelledby") == id {
			n += len(parsed{section}.all("tbody tr"))
		}
	}
	if id != "" {
		return n
	}
	next := stem + ".%d.html"
	if strings.HasSuffix(stem, "/index") {
		next = stem + "-%d.html"
	}
	for i, name := 2, first; files[name] != ""; i, name = i+1, fmt.Sprintf(next, i) {
		n += len(parsePage(t, files[name]).all("table.list tbody tr"))
	}
	return n
}

// accountRows counts the rows of a section of a year over all of the year's pages.
func accountRows(t *testing.T, files map[string]string, path, id string) int {
	step := "tbody#" + id + " tr"
	if id == sectionAll {
		step = "section tbody[id] tr"
	}
	year := strings.TrimPrefix(strings.TrimSuffix(path, ".html"), "years/")[:4]
	n := len(parsePage(t, files["years/"+year+".html"]).all(step))
	for i := 2; files[fmt.Sprintf("years/%s.%d.html", year, i)] != ""; i++ {
		n += len(parsePage(t, files[fmt.Sprintf("years/%s.%d.html", year, i)]).all(step))
	}
	return n
}

// TestHomeOfPortals holds what the first page says where there is nothing, little or much.
func TestHomeOfPortals(t *testing.T) {
	bare := &portal.Settings{Title: "拟州"}
	one := rows()
	one.Agencies, one.Pay, one.Projects, one.Evaluations, one.Sanctions, one.Policies, one.Pages = one.Agencies[5:], nil, nil, nil, nil, nil, nil
	due := rows()
	due.Agencies, due.Pay, due.Evaluations, due.Sanctions, due.Policies, due.Pages = due.Agencies[:1], nil, nil, nil, nil, nil
	due.Projects = due.Projects[2:3]
	due.Projects[0].StartsOn, due.Projects[0].SignedOn, due.Projects[0].EndsOn = d("2026-06-01"), d("2026-06-01"), d("2026-12-31")
	full := fixtureSettings()
	full.Languages = []string{portal.Chinese}
	for _, c := range []struct {
		name     string
		tables   *register.Tables
		settings *portal.Settings
		book     *rulebook.Book
		want     map[string][]string // by selector
		count    map[string]int
	}{
		{"empty", &register.Tables{}, bare, nil, map[string][]string{
			"h1": {"本站公开0~家机构、0~个项目和0~条惩戒。"}, "section p": {"目前没有按规则应公开的内容。", "公开情况 三项公开义务一览", "没有可公示的惩戒记录。", "订阅"},
		}, map[string]int{".by-year": 0, ".said": 0, ".strip": 0, ".missing-of": 0}},
		{"one agency without anything", one, bare, book(), map[string][]string{
			"h1": {"本站公开1~家机构、0~个项目和0~条惩戒。"}, "section p": {"目前没有按规则应公开的内容。", "公开情况 三项公开义务一览", "没有可公示的惩戒记录。", "订阅"},
		}, map[string]int{".by-year": 0, ".said": 0, ".strip": 0, ".missing-of": 0}},
		{"nothing is due yet", due, full, book(), map[string][]string{"#missing": {"未公开"}}, map[string]int{".by-year": 0, ".missing-of": 0}},
		{"small", rows(), full, book(), map[string][]string{
			".missing-of h3":  {"2025~年管理层薪酬：2~家", "薪酬管理制度，历年：3~家", "项目的验收和评价结果，历年：3~家"},
			".strip tbody th": {"望舒区", "栖禾区", "映雪区"},
			".said li": {
				"本站收录6~家机构，和政府向它们购买的6~个项目。", "2025~年，应公开薪酬管理制度的~4~家中，1~家已公开。 各区情况", "已结束并到期应公开结果的~3~个项目中，0~个已公开齐全，3~个还缺。",
				"最近一次结论是评价等级的~2~个项目中，1~个为优秀，1~个为良好。", "可以公示的3~条惩戒中，1~条生效中，1~条复议或诉讼中，1~条已届满。 惩戒统计", "公示的记录里，没有机构受过两次以上惩戒。",
			},
		}, map[string]int{".by-year svg[role]": 2, ".missing-of li": 6}},
		{"many districts", province(170), full, book(), map[string][]string{
			".strip-note": {"只列出~2025~年未公开事项最多的~10~个区，共~170~个区。薪酬一栏是~2025~年已公开的机构与应公开的机构，含逾期公开的；应公开的不足~5~家时不计算百分比。"},
		}, map[string]int{".strip tbody tr": 10, ".by-year svg[role]": 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			reg, _ := register.Link(c.tables, c.settings, c.book, d("2026-06-30"))
			o := testOptions()
			o.Crosschecks = crosscheck.Run(reg)
			home := parsePage(t, render(t, reg, ledger.Open(reg), o)["index.html"])
			for selector, want := range c.want {
				var got []string
				for _, s := range home.texts(selector) {
					got = append(got, said(s))
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s says\n%s\nwant\n%s", selector, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
			for selector, want := range c.count {
				if got := len(home.all(selector)); got != want {
					t.Errorf("%s: found %d, want %d", selector, got, want)
				}
			}
		})
	}
}

// province is the town with its agencies in so many districts.
func province(districts int) *register.Tables {
	t := town()
	for i, a := range t.Agencies {
		a.DistrictName = fmt.Sprintf("第%03d区", i%districts)
	}
	return t
}

// TestHomeNamesTheBasis holds that who did not disclose is told with the rule and with
// whose deadline it is.
func TestHomeNamesTheBasis(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*portal.Settings)
		want   string
		state  string
	}{
		{"deadline", nil, "依据《拟州市社会工作服务办法》第~16~条。期限由主办方设定：次年~05-31~之前（含当日）。", "△ 部分未公开 · 期限~2026-05-31"},
		{"none", func(s *portal.Settings) { s.Deadlines = portal.Deadlines{} }, "依据《拟州市社会工作服务办法》第~16~条。本站没有设定期限。", "△ 部分未公开"},
	} {
		home := parsePage(t, with(t, book(), c.change)["index.html"])
		if got := said(home.texts(".missing-of .meta")[0]); got != c.want {
			t.Errorf("%s: the basis is %q, want %q", c.name, got, c.want)
		}
		if got := said(home.texts(".missing-of .chip")[0]); got != c.state {
			t.Errorf("%s: the state is %q, want %q", c.name, got, c.state)
		}
	}
}

// TestByYearParts holds what the parts of the bars are, that nothing looks like nothing
// else, and what the figure says to those who do not see it.
func TestByYearParts(t *testing.T) {
	files := built(t)
	home := parsePage(t, files["index.html"])
	for selector, want := range map[string]int{"svg[role] .part-given": 2 * 3, "svg[role] .part-late": 2 * 2, "svg[role] .part-open": 2 * 1, "svg[role] .part-due": 0, "pattern": 1} {
		if got := len(home.all(".by-year " + selector)); got != want {
			t.Errorf("%s: found %d, want %d", selector, got, want)
		}
	}
	want := "2023~年应公开~1~家：1~家按期公开。2024~年应公开~2~家：1~家按期公开，1~家逾期公开。2025~年应公开~4~家：1~家按期公开，1~家逾期公开，2~家未公开。"
	if got := said(home.text(".by-year desc")); got != want {
		t.Errorf("the figure says\n%s\nwant\n%s", got, want)
	}
	if got := home.texts(".by-year-table .zero"); !slices.Equal(got, []string{"0", "0", "0"}) {
		t.Errorf("the table shows the zeros %q, want three", got)
	}
	english := parsePage(t, files["en/index.html"])
	if got, want := said(english.text(".by-year desc")), "For 2023, of 1 required: 1~in time. For 2024, of 2 required: 1~in time, 1~late. For 2025, of 4 required: 1~in time, 1~late, 2~not disclosed."; got != want {
		t.Errorf("in English the figure says\n%s\nwant\n%s", got, want)
	}
}

// TestByYearWithoutDeadline holds that nobody is late where no deadline is set.
func TestByYearWithoutDeadline(t *testing.T) {
	home := parsePage(t, with(t, book(), func(s *portal.Settings) { s.Deadlines = portal.Deadlines{} })["index.html"])
	if got, want := home.texts(".by-year-table thead th"), []string{"年度", "已公开", "未公开", "应公开"}; !slices.Equal(got, want) {
		t.Errorf("the columns are %q, want %q", got, want)
	}
}

// TestByYearOfGroups holds that a group of some size has the figure, and a small one the
// table of coverage alone.
func TestByYearOfGroups(t *testing.T) {
	for _, c := range []struct {
		name      string
		districts int
		figure    bool
	}{{"25 agencies", 8, true}, {"one or two agencies", 170, false}} {
		reg, _ := register.Link(province(c.districts), fixtureSettings(), book(), d("2026-06-30"))
		p := page{edition: newEdition(open(reg, ledger.Open(reg)), testOptions(), portal.Chinese, nil), path: "districts/x.html"}
		g := reg.Districts[len(reg.Districts)-1]
		if got := p.byYearOf(p.groupName(g), p.cov.Of(ledger.Districts, g)); (got != nil) != c.figure {
			t.Errorf("%s: a figure %v, want %v", c.name, got, c.figure)
		}
	}
	files := built(t)
	if n := len(parsePage(t, files["districts/990102.html"]).all("table.one-district .district")); n != 3 {
		t.Errorf("the table of a district marks %d cells as its district, want 3", n)
	}
	if n := len(parsePage(t, files["fields/sw13.html"]).all("table.one-district")); n != 0 {
		t.Error("the table of a field leaves out the district")
	}
}

func TestLengths(t *testing.T) {
	for _, c := range []struct {
		name   string
		counts []int
		most   int
		want   []int
	}{
		{"in proportion", []int{48, 2, 0, 50}, 100, []int{211, 8, 0, 220}},
		{"all alike", []int{55}, 55, []int{440}},
		{"few of many are seen", []int{1, 19_998, 1}, 20_000, []int{8, 424, 8}},
		{"a small year beside a large", []int{1, 0, 2}, 20_000, []int{8, 0, 8}},
		{"nothing", []int{0, 0}, 0, []int{0, 0}},
	} {
		got := lengths(c.counts, c.most, 440)
		sum := 0
		for i, n := range got {
			sum += n
			if (n == 0) != (c.counts[i] == 0) {
				t.Errorf("%s: %d is drawn %d long", c.name, c.counts[i], n)
			}
		}
		if !slices.Equal(got, c.want) || sum > 440 {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestGroupLedes(t *testing.T) {
	files := built(t)
	for _, c := range []struct{ path, want string }{
		{"districts/990102.html", "这个区有2~家机构，承接政府购买的4~个项目。2025~年，其中2~家应公开管理层薪酬：1~家已公开，1~家至今未公开。有1~条生效中的惩戒。"},
		{"en/districts/990102.html", "This district has 2~agencies with 4~projects purchased by government. For 2025, 2 of them had to disclose what their management is paid: 1 did in time, 1~still has not. There is 1~sanction in force."},
		{"fields/sw13.html", "这一领域有1~家机构，政府购买了5~个项目。2025~年，因这些项目应公开管理层薪酬的有3~家：1~家逾期公开，2~家至今未公开。"},
		{"districts/index.html", "共~3~个区。2025~年，4~家承接政府购买服务的机构应公开管理层薪酬：1~家已公开，1~家逾期公开，2~家至今未公开。"},
	} {
		if got := said(parsePage(t, files[c.path]).text("p.lede")); got != c.want {
			t.Errorf("%s opens with\n%s\nwant\n%s", c.path, got, c.want)
		}
	}
}
