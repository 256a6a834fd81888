package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/peer"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/words"
)

// TestChange holds how a difference of pay is said: a percentage only of a base that makes
// it tell something.
func TestChange(t *testing.T) {
	most := money.FromFen(1 << 60)
	for _, tt := range []struct {
		name     string
		now, old money.Amount
		want, en string
	}{
		{"more", yuanOf(110_000), yuanOf(100_000), "比上年多~10%", "10% more than the year before"},
		{"less", yuanOf(95_000), yuanOf(100_000), "比上年少~5%", "5% less than the year before"},
		{"the same", yuanOf(100_000), yuanOf(100_000), "与上年相同", "as much as the year before"},
		{"from nothing", yuanOf(100_000), yuanOf(0), "上年为~0", "0 the year before"},
		{"to nothing", yuanOf(0), yuanOf(100_000), "比上年少~100%", "100% less than the year before"},
		{"less than half a percent", yuanOf(1_000_100), yuanOf(1_000_000), "比上年多~100~元", "CNY~100 more than the year before"},
		{"from little", yuanOf(4_000), yuanOf(2_000), "比上年多~2,000~元", "CNY~2,000 more than the year before"},
		{"many times as much", yuanOf(900_000), yuanOf(100_000), "比上年多~80~万元", "CNY~800,000 more than the year before"},
		{"the largest amounts", most, money.FromFen(1 << 59), "比上年多~100%", "100% more than the year before"},
	} {
		for lang, want := range map[string]string{portal.Chinese: tt.want, portal.English: tt.en} {
			e := &edition{words: words.Of(lang), lang: lang}
			if got := said(e.change(tt.now, tt.old).String()); got != want {
				t.Errorf("%s: got %q, want %q", tt.name, got, want)
			}
		}
	}
}

// TestPayTable holds the table of pay with its changes in words: what is not complete has no
// total, and what was missing a year before is not compared.
func TestPayTable(t *testing.T) {
	files := built(t)
	for _, tt := range []struct {
		agency int
		want   []string
	}{
		{2, []string{
			"2025 2026-05-20~公开|未公开|700,000 2~人 比上年多~14.8%|1,410,050 3~人 比上年多~8.5%|层级不全，不合计",
			"2024 2025-06-12~公开|120,000 1~人，即其本人所得 上年为~0|610,000 2~人 比上年多~5.2%|1,300,000 3~人 比上年多~7.4%|2,030,000 6~人 比上年多~13.4%",
			"2023 2024-05-01~公开|0 无人领薪|580,000 2~人|1,210,000 3~人|1,790,000 5~人",
		}},
		{5, []string{
			"2025 2026-05-01~公开|10,000 1~人，即其本人所得 与上年相同|500,000 2~人 比上年多~25%|800,000 3~人 比上年多~1.3%|1,310,000 6~人 比上年多~9.2%",
			"2024 2025-05-01~公开|10,000 1~人，即其本人所得|400,000 2~人|790,000 3~人|1,200,000 6~人",
		}},
		{1, []string{"2025|未公开|未公开|未公开|未公开"}},
	} {
		var got []string
		for _, row := range parsePage(t, files[agencyPath(tt.agency)]).rows("table.pay-table") {
			got = append(got, said(row))
		}
		if slices.ContainsFunc(tt.want, func(s string) bool { return !slices.Contains(got, s) }) {
			t.Errorf("agency %d: the table is\n%s\nwant\n%s", tt.agency, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

// TestNotComparable holds that a tier whose year before is missing says so.
func TestNotComparable(t *testing.T) {
	p := timelinePage(t, portal.Chinese)
	account := p.led.Of(p.reg.Agencies[1])
	now, before := *account.Year(2025), *account.Year(2024)
	before.Tiers = []*register.Pay{nil, nil, before.Tiers[2]}
	if got := p.tierChange(&now, &before, 1).String(); got != p.words.NotComparable {
		t.Errorf("got %q, want %q", got, p.words.NotComparable)
	}
	if got := p.changeOfYear(account.Year(2024), &before); got != nil {
		t.Errorf("a year is compared with one that is not complete: %q", got)
	}
	if got := p.tierChange(&now, nil, 1); got != nil {
		t.Errorf("the first year is compared: %q", got)
	}
}

// TestBadges holds the states that an agency's page shows in one look, and that they and the
// list of what is on the page lead to what is there.
func TestBadges(t *testing.T) {
	files := built(t)
	for _, tt := range []struct {
		agency int
		want   []string
	}{
		{1, []string{"惩戒 ◐ 1~条在复议或诉讼中", "2025~年薪酬 ✕ 逾期未公开 · 期限~2026-05-31", "薪酬管理制度 ✕ 逾期未公开", "结果 ✕ 1~/~1~未公开"}},
		{2, []string{"惩戒 ● 1~条生效中的惩戒", "2025~年薪酬 △ 部分未公开 · 期限~2026-05-31", "薪酬管理制度 ✓ 已公开", "结果 ✕ 1~/~1~未公开"}},
		{3, []string{"惩戒 – 没有生效中的惩戒", "2025~年薪酬 – 无须公开", "薪酬管理制度 – 无须公开", "结果 – 无结束项目"}},
		{4, []string{"登记状态 △ 停业", "惩戒 – 没有生效中的惩戒", "2025~年薪酬 ◷ 逾期~10~天公开", "薪酬管理制度 ✕ 逾期未公开", "结果 – 无结束项目"}},
	} {
		p := parsePage(t, files[agencyPath(tt.agency)])
		var got []string
		for _, s := range p.texts(".badges li") {
			got = append(got, said(s))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("agency %d: the badges are %q, want %q", tt.agency, got, tt.want)
		}
		for _, href := range append(p.attributes(".badges a", "href"), p.attributes(".contents a", "href")...) {
			if len(p.all(href)) != 1 {
				t.Errorf("agency %d: nothing stands at %s", tt.agency, href)
			}
		}
		if got := len(p.all(".contents a")); got < 5 {
			t.Errorf("agency %d: the list of what is on the page has %d entries", tt.agency, got)
		}
	}
}

// TestManyProjects holds that of many projects those that have not ended come first and the
// others are folded, and that the line above them counts all.
func TestManyProjects(t *testing.T) {
	tables := rows()
	for i := range manyProjects {
		p := *tables.Projects[0]
		p.ID, p.Name, p.Amount = fmt.Sprint("Q-", i), fmt.Sprint("项目Q-", i), yuanOf(10_000)
		tables.Projects = append(tables.Projects, &p)
	}
	reg, findings := register.Link(tables, fixtureSettings(), book(), d("2026-06-30"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	p := parsePage(t, render(t, reg, ledger.Open(reg), testOptions())[agencyPath(2)])
	all, folded := len(under(t, p, "projects").all("tbody tr")), len(p.all("details.earlier tbody tr"))
	if all != 22 || folded != 21 {
		t.Errorf("%d projects stand there and %d of them folded, want 22 and 21", all, folded)
	}
	want := "22~个项目。最近一次结论：良好~1~个、尚未结束~1~个、没有结果~20~个。合同金额合计~216~万元（另有~1~个未填金额）。"
	if got := said(under(t, p, "projects").text("p")); got != want {
		t.Errorf("the projects are summed up as %q, want %q", got, want)
	}
	if got := said(p.text("details.earlier summary")); got != "已结束的项目（21~个）" {
		t.Errorf("the folded projects are called %q", got)
	}
	if few := parsePage(t, built(t)[agencyPath(2)]); len(few.all("details.earlier")) != 0 || len(under(t, few, "projects").all("tbody tr")) != 2 {
		t.Error("two projects are folded")
	}
}

// TestMedians holds that the shared file has no median of too few agencies, and that what
// the page hands to the script fits it.
func TestPeersFile(t *testing.T) {
	tables := rows()
	for i := range 4 {
		for tier, name := range []string{"executives", "managers"} {
			tables.Pay = append(tables.Pay, &register.Pay{
				Origin: at("data/pay.csv", 100+i), AgencyID: id([]int{1, 3, 6, 6}[i]), Year: 2022 + i/3, Tier: name,
				Headcount: register.Count{N: 1, Given: true}, Total: money.FromFen(int64(1000*i+tier) * 99),
			})
		}
	}
	reg, findings := register.Link(tables, fixtureSettings(), book(), d("2026-06-30"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	all := open(reg, ledger.Open(reg))
	body, err := medians(all)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Fewest int
		Years  map[string]map[string][][2]any
	}
	text := strings.TrimSuffix(strings.TrimPrefix(string(body), "gongshiPeers="), ";\n")
	if err := json.Unmarshal([]byte(text), &file); err != nil || file.Fewest != peer.Fewest {
		t.Fatalf("%s: %v", body, err)
	}
	for year, sizes := range file.Years {
		for size, tiers := range sizes {
			for tier, m := range tiers {
				if shown := m[0] != ""; shown != (m[1].(float64) >= peer.Fewest) {
					t.Errorf("%s, %s, tier %d: %v", year, size, tier, m)
				}
			}
		}
	}
	var hook struct {
		Src   string
		Sizes map[string]string
	}
	page := "en/" + agencyPath(2)
	p := parsePage(t, render(t, reg, ledger.Open(reg), testOptions())[page])
	if err := json.Unmarshal([]byte(p.attributes("[data-peers]", "data-peers")[0]), &hook); err != nil {
		t.Fatal(err)
	}
	sizes, _ := wordFiles(t, reg, ledger.Open(reg))[wordsLoaded(page, p)[0]]["peers"]["sizes"].(map[string]any)
	if hook.Src != "../../peers.js" || hook.Sizes["2024"] != "small" {
		t.Errorf("the page hands over %+v", hook)
	}
	for year, size := range hook.Sizes {
		if file.Years[year][size] == nil || sizes[size] == nil {
			t.Errorf("%s: the size %s is not in the file or has no name", year, size)
		}
	}
	if got := p.attributes(".peers a", "href"); !slices.Equal(got, []string{"../years/2025.html", "../compare/district-990102.html", "../compare/size-small.html"}) {
		t.Errorf("without a script there are ways to %q", got)
	}
}

// TestSanctionsOfAgency holds that each sanction says how it stands, what that means and
// until when.
func TestSanctionsOfAgency(t *testing.T) {
	p := parsePage(t, built(t)[agencyPath(2)])
	got := said(under(t, p, "sanctions").text("li"))
	for _, want := range []string{"● 生效中", "罚款~2~万元", "这项决定正在生效。", "2026-06-11", "拟州市民政局", "惩戒有效至~长期", "公示至~2027-06-11"} {
		if !strings.Contains(got, want) {
			t.Errorf("the sanction does not say %q: %s", want, got)
		}
	}
	order := []string{"duties", "pay", "sanctions", "timeline", "projects", "clauses", "policy"}
	var ids []string
	for _, n := range p.all("h2") {
		if id := attribute(n, "id"); slices.Contains(order, id) {
			ids = append(ids, id)
		}
	}
	if !slices.Equal(ids, order) {
		t.Errorf("the sections stand in the order %v, want %v", ids, order)
	}
}

// under is the section whose heading has an id.
func under(t *testing.T, p parsed, id string) parsed {
	t.Helper()
	list := p.all("h2#" + id)
	if len(list) == 0 {
		t.Fatalf("no section %s", id)
	}
	return parsed{list[0].Parent}
}
