package site

import (
	"slices"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
	"gongshi/internal/words"
	"gongshi/templates"
)

// clauseBook has two figures of the price, by field, and one of every other check.
func clauseBook() *rulebook.Book {
	source := &rulebook.Source{ID: "measures", Title: finding.Text{ZH: "拟州市购买服务办法", EN: "Nizhou measures"}}
	rule := func(id, zh string) rulebook.Rule {
		return rulebook.Rule{ID: id, Source: source, Clause: "13", Wording: finding.Text{ZH: zh}, Span: rulebook.Span{From: d("2021-01-01"), Until: d("2025-12-31")}}
	}
	return &rulebook.Book{
		Sources: []*rulebook.Source{source},
		Thresholds: []*rulebook.Threshold{
			{Rule: rule("price", "打包价每人每年不低于十六万三千元"), Check: rulebook.PackagePrice, AtLeast: 163_000, Scope: rulebook.OrdinaryFields},
			{Rule: rule("price-risky", "风险高的领域不低于十六万九千元"), Check: rulebook.PackagePrice, AtLeast: 169_000, Scope: rulebook.RiskyOnly},
			{Rule: rule("posts", "专业岗位不低于百分之八十"), Check: rulebook.ProfessionalPosts, AtLeast: 80, Scope: rulebook.AllFields},
			{Rule: rule("labour", "人力成本不低于百分之八十五"), Check: rulebook.LabourCost, AtLeast: 85, Scope: rulebook.AllFields},
			{Rule: rule("other", "其他费用不高于百分之十五"), Check: rulebook.OtherCost, AtMost: 15, Scope: rulebook.AllFields},
			{Rule: rule("cycle", "周期一般为三年"), Check: rulebook.Cycle, AtLeast: 36, Scope: rulebook.AllFields, Usual: true},
			{Rule: rule("supervision", "督导经费每人每月三百五十元"), Check: rulebook.Supervision, AtLeast: 350, Scope: rulebook.AllFields},
		},
		Risky: []*rulebook.RiskyFields{{Rule: rule("risky", "风险高的领域"), Fields: []string{"sw13"}}},
	}
}

// clauseRows is the fixture with projects that were signed under the book and before it.
func clauseRows() *register.Tables {
	t := rows()
	add := func(n, field, signed, from, to string, yuan int64, staff int32) *register.Project {
		p := &register.Project{
			Origin: at("data/projects.csv", len(t.Projects)+2), ID: n, Name: "对照" + n, AgencyID: id(1), PurchaserName: "拟州市司法局", FieldName: field,
			StartsOn: d(from), SignedOn: d(signed), EndsOn: d(to), Amount: yuanOf(yuan), Staff: register.Count{N: staff, Given: true},
		}
		t.Projects = append(t.Projects, p)
		return p
	}
	c1 := add("C-1", "社区建设", "2022-12-20", "2023-01-01", "2024-12-31", 1_630_000, 5)
	c1.ProfessionalStaff = register.Count{N: 3, Given: true}
	c1.LabourCost, c1.OtherCost = yuanOf(1_400_000), yuanOf(244_501)
	c1.SupervisedStaff, c1.SupervisionCost = register.Count{N: 2, Given: true}, yuanOf(16_800)
	add("C-2", "", "2022-12-20", "2023-01-01", "2024-02-04", 200_000, 1)
	add("C-3", "社区建设", "2020-12-31", "2021-01-01", "长期", 1, 1)
	add("C-4", "", "2022-12-20", "2023-01-01", "2023-12-31", 165_000, 1)
	return t
}

func clausePages(t testing.TB) map[string]string {
	t.Helper()
	reg, found := register.Link(clauseRows(), fixtureSettings(), clauseBook(), d("2026-06-30"))
	if len(found) > 0 {
		t.Fatalf("findings: %v", found)
	}
	return render(t, reg, ledger.Open(reg), testOptions())
}

// TestClausesOfProject reads the section of a project as people do.
func TestClausesOfProject(t *testing.T) {
	files := clausePages(t)
	for _, c := range []struct {
		path string
		want []string
	}{
		{"projects/c-1.html", []string{
			"每人每年打包价|不低于~163,000~元/人·年第~13~条|163,000~元/人·年1,630,000~元 ÷~5~人 ÷~2~年 =~163,000~元|✓ 符合条款数值",
			"专业岗位占比|不低于~80%第~13~条|60%3~人 ÷~5~人 =~60%|○ 低于条款数值",
			"人力成本占比|不低于~85%第~13~条|85.89%1,400,000~元 ÷~1,630,000~元 ≈~85.89%|✓ 符合条款数值人力成本与其他费用合计比合同金额多~14,501~元",
			"其他费用占比|不高于~15%第~13~条|15.01%244,501~元 ÷~1,630,000~元 ≈~15.01%|○ 高于条款数值人力成本与其他费用合计比合同金额多~14,501~元",
			"购买周期|一般不低于~36~个月第~13~条|24~个月2023-01-01~至~2024-12-31|○ 与一般数值不同",
			"督导经费|不低于~350~元/人·月第~13~条|350~元/人·月16,800~元 ÷~2~人 ÷~24~个月 =~350~元|✓ 符合条款数值",
		}},
		{"en/projects/c-1.html", []string{
			"Price per person and year|at least CNY~163,000 per person and yearClause~13|CNY~163,000 per person and yearCNY~1,630,000 ÷~5~people ÷~2~years =~CNY~163,000|✓ Meets the figure",
			"Share of professional posts|at least 80%Clause~13|60%3~people ÷~5~people =~60%|○ Below the figure",
			"Share of labour cost|at least 85%Clause~13|85.89%CNY~1,400,000 ÷~CNY~1,630,000 ≈~85.89%|✓ Meets the figurelabour and other cost together are CNY~14,501 more than the contract amount",
			"Share of other cost|at most 15%Clause~13|15.01%CNY~244,501 ÷~CNY~1,630,000 ≈~15.01%|○ Above the figurelabour and other cost together are CNY~14,501 more than the contract amount",
			"Contract term|usually at least 36~monthsClause~13|24~months2023-01-01 to 2024-12-31|○ Not the usual figure",
			"Supervision cost|at least CNY~350 per person and monthClause~13|CNY~350 per person and monthCNY~16,800 ÷~2~people ÷~24~months =~CNY~350|✓ Meets the figure",
		}},
		{"projects/c-2.html", []string{
			"每人每年打包价|不低于~163,000~元/人·年第~13~条|182,500~元/人·年200,000~元 ÷~1~人 ÷~400~天 × 365 =~182,500~元|✓ 符合条款数值",
			"专业岗位占比|不低于~80%第~13~条|未填写|– 数据不足未填写：专业岗位人数",
			"人力成本占比|不低于~85%第~13~条|未填写|– 数据不足未填写：人力成本",
			"其他费用占比|不高于~15%第~13~条|未填写|– 数据不足未填写：其他费用",
			"购买周期|一般不低于~36~个月第~13~条|13~个月余2023-01-01~至~2024-02-04|○ 与一般数值不同",
			"督导经费|不低于~350~元/人·月第~13~条|未填写|– 数据不足未填写：被督导人数、督导经费",
		}},
	} {
		p := parsePage(t, files[c.path])
		got := p.rows("table.clauses")
		for i := range c.want {
			if want := strings.ReplaceAll(c.want[i], "~", words.NoBreak); i >= len(got) || got[i] != want {
				t.Errorf("%s, row %d:\n got %q\nwant %q", c.path, i, got, want)
			}
		}
	}
}

// TestClausesNotCompared is why there is nothing to compare, and what a field that is
// not given leads to.
func TestClausesNotCompared(t *testing.T) {
	files := clausePages(t)
	for _, c := range []struct{ path, selector, want string }{
		{"projects/c-3.html", "section.set-against p", "合同签订于~2020-12-31，早于首条规则施行之日（2021-01-01），不作对照。"},
		{"en/projects/c-3.html", "section.set-against p", "Signed on 2020-12-31, before the first rule (2021-01-01): not set against it."},
		{"projects/p-6.html", "section.set-against p", "合同签订于~2026-09-01，晚于最后一条规则的截止日（2025-12-31），不作对照。"},
		{"projects/c-1.html", "section.set-against p", "按合同签订之日（2022-12-20）施行的规则对照。条款均出自《拟州市购买服务办法》。"},
		{"projects/p-1.html", "section.set-against p", "按合同签订之日（未填写时为开始日期，2023-01-01）施行的规则对照。条款均出自《拟州市购买服务办法》。"},
		{"projects/p-4.html", "table.clauses tbody td small", "第~13~条"},
	} {
		p := parsePage(t, files[c.path])
		if got, want := p.text(c.selector), strings.ReplaceAll(c.want, "~", words.NoBreak); got != want {
			t.Errorf("%s: got %q, want %q", c.path, got, want)
		}
	}
	for path, want := range map[string]string{
		"projects/c-4.html":         "165,000~元/人·年165,000~元 ÷~1~人 ÷~1~年 =~165,000~元|– 数据不足未填写服务领域，而数值在一般领域与专业性强、风险高的领域的条款数值之间（不低于~163,000~元/人·年，或不低于~169,000~元/人·年）",
		"en/projects/c-4.html":      "CNY~165,000 per person and yearCNY~165,000 ÷~1~person ÷~1~year =~CNY~165,000|– Not enough datathe field of service is not given, and the value lies between the figures for ordinary and for risky fields (at least CNY~163,000 per person and year, or at least CNY~169,000 per person and year)",
		"zh-hant/projects/c-4.html": "165,000~元/人·年165,000~元 ÷~1~人 ÷~1~年 =~165,000~元|– 數據不足未填寫服務領域，而數值在一般領域與專業性強、風險高的領域的條款數值之間（不低於~163,000~元/人·年，或不低於~169,000~元/人·年）",
		"projects/p-4.html":         "未填写|– 数据不足未填写：项目总人数所填数据无法用于计算：结束日期",
	} {
		got := parsePage(t, files[path]).rows("table.clauses")
		if want := strings.ReplaceAll(want, "~", words.NoBreak); len(got) == 0 || !strings.HasSuffix(got[0], "|"+want) {
			t.Errorf("%s:\n got %q\nwant it to end with %q", path, got, want)
		}
	}
	for _, path := range []string{"data/index.html", "projects/c-1.html", "en/projects/c-3.html"} {
		if !slices.ContainsFunc(parsePage(t, files[path]).attributes("a", "href"), func(s string) bool { return strings.HasSuffix(s, "data/clauses.csv") || s == "clauses.csv" }) {
			t.Errorf("%s does not link to the file of clauses", path)
		}
	}
	cycle := parsePage(t, files["projects/p-4.html"]).rows("table.clauses")
	if want := "未填写|– 不适用没有结束日期"; !strings.HasSuffix(cycle[4], want) {
		t.Errorf("the cycle of a project without end is %q, want %q", cycle[4], want)
	}
}

// TestClausesAreNoAlarm holds that no outcome looks like something missing or in force.
func TestClausesAreNoAlarm(t *testing.T) {
	chips := 0
	for path, body := range clausePages(t) {
		p := parsePage(t, body)
		chips += len(p.all("table.clauses .chip"))
		if n := len(p.all("table.clauses .alarm")); n > 0 {
			t.Errorf("%s has %d alarms", path, n)
		}
	}
	if chips < 60 {
		t.Errorf("%d outcomes looked at, want at least 60", chips)
	}
}

func TestClausesOfAgency(t *testing.T) {
	files := clausePages(t)
	agency := func(n string) string { return "agencies/5299000000000" + n + "xa.html" }
	for _, c := range []struct{ path, want string }{
		{agency("001"), "5~个项目中，2~个可与条款数值对照，其中~1~个有数值低于或高于条款数值。"},
		{"en/" + agency("001"), "Of 5~projects, 2 can be set against a clause; in 1 of them a figure is below or above that of the clause."},
		{agency("002"), "2~个项目中，1~个可与条款数值对照，其中~1~个有数值低于或高于条款数值。"},
		{agency("004"), "1~个项目中没有可与条款数值对照的：数据不足，或签订合同当日没有规则。"},
	} {
		if got, want := parsePage(t, files[c.path]).text("section.set-against p"), strings.ReplaceAll(c.want, "~", words.NoBreak); got != want {
			t.Errorf("%s: got %q, want %q", c.path, got, want)
		}
	}
	rows := parsePage(t, files[agency("001")]).rows("table.clauses")
	if len(rows) != 2 || !strings.HasPrefix(rows[0], "对照C-1|专业岗位占比，不低于") || !strings.HasPrefix(rows[1], "对照C-1|其他费用占比，不高于") {
		t.Errorf("the agency's rows are %q", rows)
	}
	if p := parsePage(t, files[agency("003")]); len(p.all("#clauses")) > 0 {
		t.Error("an agency without projects is set against clauses")
	}
}

// TestClausesOfManyProjects holds that an agency's page stays short and says what it
// leaves out.
func TestClausesOfManyProjects(t *testing.T) {
	r := clauseRows()
	for _, p := range r.Projects {
		p.AgencyID, p.Amount, p.Staff = id(1), yuanOf(1), register.Count{N: 1, Given: true}
		p.SignedOn, p.StartsOn, p.EndsOn = d("2023-01-01"), d("2023-01-01"), d("2023-12-31")
		p.OtherCost, p.LabourCost, p.ProfessionalStaff = yuanOf(1), yuanOf(0), register.Count{Given: true}
	}
	reg, found := register.Link(r, fixtureSettings(), clauseBook(), d("2026-06-30"))
	if len(found) > 0 {
		t.Fatalf("findings: %v", found)
	}
	p := parsePage(t, render(t, reg, ledger.Open(reg), testOptions())["agencies/5299000000000001xa.html"])
	if got := len(p.rows("table.clauses")); got != clausesOnAgency {
		t.Errorf("%d rows, want %d", got, clausesOnAgency)
	}
	want := strings.ReplaceAll("另有~28~项未列出，见各项目与条款对照（CSV）。", "~", words.NoBreak)
	if got := p.text("section.set-against .more"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := p.attributes("section.set-against .more a", "href"); !slices.Equal(got, []string{"../data/clauses.csv"}) {
		t.Errorf("it links to %q", got)
	}
}

// withoutRules is the fixture under no rulebook.
func withoutRules(t testing.TB) (*register.Register, *ledger.Ledger) {
	t.Helper()
	reg, found := register.Link(rows(), fixtureSettings(), nil, d("2026-06-30"))
	if len(found) > 0 {
		t.Fatalf("findings: %v", found)
	}
	return reg, ledger.Open(reg)
}

// TestNoClauses holds that a portal without a rulebook says nothing about clauses.
func TestNoClauses(t *testing.T) {
	reg, led := withoutRules(t)
	for path, body := range render(t, reg, led, testOptions()) {
		if len(parsePage(t, body).all("#clauses")) > 0 {
			t.Errorf("%s has a section about clauses", path)
		}
	}
}

func TestClauseSummary(t *testing.T) {
	reg, _ := register.Link(clauseRows(), fixtureSettings(), clauseBook(), d("2026-06-30"))
	led := ledger.Open(reg)
	for _, c := range []struct{ lang, lede, first string }{
		{portal.Chinese, "10~个项目按各自签订合同之日的规则与条款数值对照。比例以可对照的项目数为分母。", "每人每年打包价|3~/~10|2（占~66.6%）|1（占~33.3%）|0|5|2|0"},
		{portal.English, "10~projects, each set against the figures of the rules of the day on which it was signed. Shares are of the projects that can be compared.", "Price per person and year|3~of~10|2 (66.6%)|1 (33.3%)|0|5|2|0"},
	} {
		set, err := parse(templates.Files, words.Of(c.lang))
		if err != nil {
			t.Fatal(err)
		}
		e := newEdition(open(reg, led), testOptions(), c.lang, set)
		v := page{e, "findings/index.html"}.clauseSummary()
		if want := strings.ReplaceAll(c.lede, "~", words.NoBreak); v.Lede != want {
			t.Errorf("got %q, want %q", v.Lede, want)
		}
		html, err := set.String("clause-summary", v)
		if err != nil {
			t.Fatal(err)
		}
		p := parsePage(t, html)
		got := p.rows("table.clause-summary")
		if want := strings.ReplaceAll(c.first, "~", words.NoBreak); len(got) != 6 || got[0] != want {
			t.Errorf("got %q, want first %q", got, want)
		}
		if href := p.attributes(".more a", "href"); !slices.Equal(href, []string{"../data/clauses.csv"}) {
			t.Errorf("the file is at %q", href)
		}
	}
	bare, led := withoutRules(t)
	if v := pageIn(t, bare, led, portal.Chinese).clauseSummary(); v != nil {
		t.Errorf("a portal without rules has the summary %+v", v)
	}
}

// BenchmarkClauses renders the pages of a town whose projects are set against clauses;
// BenchmarkRender renders the same without a rulebook.
func BenchmarkClauses(b *testing.B) {
	settings := fixtureSettings()
	settings.Languages = []string{portal.Chinese}
	t := town()
	for i, p := range t.Projects {
		p.Staff, p.ProfessionalStaff = register.Count{N: int32(1 + i%7), Given: true}, register.Count{N: int32(1 + i%5), Given: i%3 > 0}
		p.LabourCost, p.OtherCost = yuanOf(690_000), yuanOf(110_000)
	}
	reg, _ := register.Link(t, settings, clauseBook(), d("2026-06-30"))
	led := ledger.Open(reg)
	b.ReportAllocs()
	for b.Loop() {
		o := testOptions()
		o.Workers = 1
		if err := Render(reg, led, o, tree.Always(func(tree.File) error { return nil })); err != nil {
			b.Fatal(err)
		}
	}
}

// rows is the text of a table's rows, their cells separated by a stroke.
func (p parsed) rows(table string) []string {
	var list []string
	for _, r := range p.all(table + " tbody tr") {
		var cells []string
		for c := range r.ChildNodes() {
			if c.Data == "th" || c.Data == "td" {
				cells = append(cells, textOf(c))
			}
		}
		list = append(list, strings.Join(cells, "|"))
	}
	return list
}
