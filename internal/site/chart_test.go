package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongshi/internal/credit"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/tree"
	"gongshi/internal/words"
	"gongshi/templates"
)

// paidTown renders a town in which the n-th agency was paid fen[n] for its managers in 2025
// (below 0: not disclosed), half of that in 2024 and nothing disclosed in 2023.
func paidTown(t *testing.T, fen []int64) map[string]string {
	t.Helper()
	tables := &register.Tables{}
	for i, n := range fen {
		tables.Agencies = append(tables.Agencies, &register.Agency{ID: id(i), Name: fmt.Sprintf("第%d社会工作服务中心", i), Status: "active"})
		tables.Projects = append(tables.Projects, &register.Project{
			ID: strconv.Itoa(i), Name: "项目", AgencyID: id(i), PurchaserName: "局", FieldName: "社区建设",
			StartsOn: d("2023-01-01"), SignedOn: d("2023-01-01"), EndsOn: d("2025-12-31"),
		})
		if n < 0 {
			continue
		}
		for year, total := range map[int]int64{2025: n, 2024: n / 2} {
			tables.Pay = append(tables.Pay, &register.Pay{AgencyID: id(i), Year: year, Tier: "managers", Headcount: register.Count{N: 2, Given: true}, Total: yuanOf(total / 100), PublishedOn: d("2025-05-01")})
		}
	}
	settings := fixtureSettings()
	settings.Languages = []string{portal.Chinese, portal.English}
	reg, _ := register.Link(tables, settings, book(), d("2026-08-30"))
	files := map[string]string{}
	o := testOptions()
	o.Workers = 1
	if err := Render(reg, ledger.Open(reg), o, tree.Always(func(f tree.File) error {
		files[f.Path] = string(f.Body)
		return nil
	})); err != nil {
		t.Fatal(err)
	}
	return files
}

func TestStripOfYear(t *testing.T) {
	files := paidTown(t, []int64{0, 0, 10_000_000, 20_000_000, 40_000_000, 60_000_000, -1, -1})
	p := parsePage(t, files["years/2025.html"])
	sections := p.all("section.spread")
	if len(sections) != 3 {
		t.Fatalf("%d strips, want one for each tier", len(sections))
	}
	strip := parsed{sections[2]}
	want := "6~家机构公开了总额；其中~2~家为~0；中位数为15~万元，居中的一半机构在0到40~万元之间；2~家机构未公开，不在图上。"
	if got := strings.ReplaceAll(strip.text("p"), words.NoBreak, "~"); got != want {
		t.Errorf("the strip says\n%s\nwant\n%s", got, want)
	}
	for selector, want := range map[string]int{
		"svg.chart-wide .dots a[href]": 4, "svg.chart-narrow .dots circle": 4, "svg.chart-narrow .dots a": 0, // those at zero are one mark
		"svg.chart-wide rect.nil": 1, "svg.chart-wide path.median": 1, "svg.chart-wide rect.half": 1, "svg title[id]": 2, "svg desc[id]": 2,
	} {
		if got := len(strip.all(selector)); got != want {
			t.Errorf("%s: found %d, want %d", selector, got, want)
		}
	}
	if got, want := strip.texts(".dots a title")[0], "第2社会工作服务中心：10"+words.NoBreak+"万元"; got != want {
		t.Errorf("the first dot is %q, want %q", got, want)
	}
	// The list beside it has every figure, what is missing first.
	if got, want := len(p.all("#open .missing")), 8*2+2; got != want {
		t.Errorf("the list shows %d totals as missing, want %d", got, want)
	}
	if got := p.texts("#open td .zero"); len(got) != 2 {
		t.Errorf("the list shows %q as zero, want two", got)
	}
	if got := len(parsed{sections[0]}.all("svg")); got != 0 {
		t.Errorf("a tier that nobody disclosed has %d drawings, want none", got)
	}
	if got := (parsed{sections[0]}).text("p"); !strings.HasPrefix(got, "没有机构公开") {
		t.Errorf("a tier that nobody disclosed says %q", got)
	}
}

// TestFewHaveNoMedian holds that the median of fewer than five stands nowhere.
func TestFewHaveNoMedian(t *testing.T) {
	const secret = 43_210_000 // fen; the median of the four
	files := paidTown(t, []int64{10_000_000, secret, secret, 60_000_000})
	for _, path := range []string{"years/2025.html", "en/years/2025.html", "pay/index.html"} {
		p := parsePage(t, files[path])
		if got := len(p.all("path.median")); got != 0 {
			t.Errorf("%s draws %d medians of four", path, got)
		}
		for _, table := range p.all("table") {
			for _, cell := range (parsed{table}).texts("td") {
				if strings.Contains(cell, "43.2") || table.Parent != nil && !hasAgencies(table) && strings.Contains(cell, "432,100") {
					t.Errorf("%s shows the median of four: %s", path, cell)
				}
			}
		}
	}
	text := strings.ReplaceAll(parsePage(t, files["years/2025.html"]).text("main"), words.NoBreak, "~")
	for _, want := range []string{"不足~5~家，不给出中位数", "4~家，太少，不给出"} {
		if !strings.Contains(text, want) {
			t.Errorf("the year does not say %q", want)
		}
	}
}

// hasAgencies says whether a table lists agencies one by one.
func hasAgencies(table *html.Node) bool { return len((parsed{table}).all("th a")) > 0 }

func TestMedians(t *testing.T) {
	fen := []int64{10_000_000, 20_000_000, 30_000_000, 40_000_000, 50_000_000}
	p := parsePage(t, paidTown(t, fen)["pay/index.html"])
	if got, want := strings.ReplaceAll(p.texts("p.lede")[1], words.NoBreak, "~"), "2025~年公开的总额，各机构的中位数：机构管理人员30~万元（比上年多~100%）。"; strings.ReplaceAll(got, "机构管理人员~", "机构管理人员") != want {
		t.Errorf("the page opens with %q, want %q", got, want)
	}
	line := p.all("svg.chart-wide g.s2 path.run")
	if len(line) != 1 || strings.Count(attribute(line[0], "d"), "M") != 1 {
		t.Errorf("the managers' medians are %d lines, want one in one piece", len(line))
	}
	if got, want := len(p.all("svg.chart-wide path.gap")), 2; got != want {
		t.Errorf("%d series have gaps, want the %d tiers that nobody disclosed", got, want)
	}
	desc := strings.ReplaceAll(p.text("svg.lines desc"), words.NoBreak, "~")
	if want := "机构管理人员：2024~年15~万元，2025~年30~万元，增加~100%"; !strings.Contains(strings.ReplaceAll(desc, "年~", "年"), strings.ReplaceAll(want, "年~", "年")) {
		t.Errorf("the drawing is described as %q, want the trend %q", desc, want)
	}
}

func TestManyAgenciesAreNoLinks(t *testing.T) {
	fen := make([]int64, mostLinks+1)
	for i := range fen {
		fen[i] = int64(10_000_000 + i*100_000)
	}
	p := parsePage(t, paidTown(t, fen)["years/2025.html"])
	if got := len(p.all("svg.strip a")); got != 0 {
		t.Errorf("%d dots are links, want none of so many", got)
	}
	if got := len(p.all("svg.chart-wide .dots circle")); got != len(fen) {
		t.Errorf("%d dots, want %d", got, len(fen))
	}
	if roles := p.attributes("svg.strip", "role"); slices.ContainsFunc(roles, func(r string) bool { return r != "img" }) {
		t.Errorf("the drawings are %q, want pictures", roles)
	}
}

func TestShares(t *testing.T) {
	p := parsePage(t, paidTown(t, []int64{1_000_000, 1_000_000, 1_000_000, 1_000_000, -1})["years/index.html"])
	desc := strings.ReplaceAll(p.text("svg.lines desc"), words.NoBreak, "~")
	if !strings.Contains(desc, "三个层级薪酬总额：2023~年~0%，2025~年~0%，没有变化") {
		t.Errorf("the drawing is described as %q", desc)
	}
	if got, want := len(p.all("tbody tr")), 3; got != want {
		t.Errorf("the table beside it has %d rows, want %d", got, want)
	}
}

func TestShortAmounts(t *testing.T) {
	for _, c := range []struct {
		fen    int64
		zh, en string
	}{
		{0, "0", "0"}, {1, "<0.1", "0"}, {50_000, "0.1", "500"}, {12_345_600, "12.3", "123k"}, {99_950, "0.1", "1,000"}, {100_000, "0.1", "1k"}, {999_900, "1", "10k"}, {68_195_550, "68.2", "682k"},
		{123_567_500, "124", "1.24m"}, {9e15, "9,000,000,000", "90,000bn"},
	} {
		zh, en := &edition{lang: portal.Chinese}, &edition{lang: portal.English}
		if got := zh.inShort(c.fen); got != c.zh {
			t.Errorf("%d fen in Chinese: got %s, want %s", c.fen, got, c.zh)
		}
		if got := en.inShort(c.fen); got != c.en {
			t.Errorf("%d fen in English: got %s, want %s", c.fen, got, c.en)
		}
	}
}

func TestPoints(t *testing.T) {
	e := &edition{words: words.Of(portal.English)}
	for _, c := range []struct {
		before, now int64
		want        string
	}{{909, 909, "unchanged"}, {926, 909, "down 1.7 percentage points"}, {850, 870, "up 2 percentage points"}} {
		if got := e.points(c.before, c.now); got != c.want {
			t.Errorf("from %d to %d: got %q, want %q", c.before, c.now, got, c.want)
		}
	}
}

func TestMoved(t *testing.T) {
	e := &edition{words: words.Of(portal.English)}
	for _, c := range []struct {
		before, now int64
		want        string
	}{
		{5, 5, "unchanged"}, {0, 5, "up from 0"}, {5, 0, "down to 0"}, {100, 109, "up 9%"}, {100, 91, "down 9%"}, {100_000, 100_001, "a change of less than 0.1%"}, {9e18, 3e18, "down 66.7%"}, {3e18, 9e18, "up 200%"},
	} {
		if got := e.moved(c.before, c.now); got != c.want {
			t.Errorf("from %d to %d: got %q, want %q", c.before, c.now, got, c.want)
		}
	}
}

// BenchmarkSpreadOfProvince draws a year of 20,000 agencies.
func BenchmarkSpreadOfProvince(b *testing.B) {
	tables := &register.Tables{}
	for i := range 20_000 {
		body := fmt.Sprintf("MJ%06d", i)
		first17 := "52990000" + body + string(credit.OrganisationCheck(body))
		code := credit.Code(first17 + string(credit.Check(first17)))
		tables.Agencies = append(tables.Agencies, &register.Agency{ID: code, Name: string(code), Status: "active"})
		for _, tier := range []string{"directors", "executives", "managers"} {
			tables.Pay = append(tables.Pay, &register.Pay{
				AgencyID: code, Year: 2025, Tier: tier, Headcount: register.Count{N: 2, Given: true}, Total: yuanOf(int64(100_000 + i*37%900_000)), PublishedOn: d("2026-05-01"),
			})
		}
	}
	settings := fixtureSettings()
	reg, _ := register.Link(tables, settings, book(), d("2026-08-30"))
	set, err := parse(templates.Files, words.Of(portal.Chinese))
	if err != nil {
		b.Fatal(err)
	}
	p := page{edition: newEdition(open(reg, ledger.Open(reg)), testOptions(), portal.Chinese, set), path: "years/2025.html"}
	for b.Loop() {
		s := p.spread(2025)
		if len(s.Strips[2].Wide.Density) == 0 || s.Strips[2].Wide.Links != nil {
			b.Fatal("20,000 agencies are drawn as dots")
		}
	}
}
