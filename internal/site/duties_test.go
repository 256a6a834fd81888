package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// with renders the fixture under other rules and deadlines.
func with(t *testing.T, b *rulebook.Book, change func(*portal.Settings)) map[string]string {
	t.Helper()
	s := fixtureSettings()
	if change != nil {
		change(s)
	}
	reg, findings := register.Link(rows(), s, b, d("2026-06-30"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return render(t, reg, ledger.Open(reg), testOptions())
}

func agencyPath(n int) string { return fmt.Sprintf("agencies/5299000000000%03dxa.html", n) }

// said is a text with ~ for the spaces at which no line breaks.
func said(s string) string { return strings.ReplaceAll(s, words.NoBreak, "~") }

// TestDutyStates holds the chip and the mark of every state.
func TestDutyStates(t *testing.T) {
	due := day.Make(2026, 5, 31)
	for _, c := range []struct {
		name              string
		duty              ledger.Duty
		tone, chip, shape string
	}{
		{"disclosed", ledger.Duty{State: ledger.Disclosed, Have: 3, Want: 3}, good, "✓ 已公开", "✓"},
		{"nobody was paid", ledger.Duty{State: ledger.NilReturn, Have: 3, Want: 3}, good, "✓ 无人领薪", "0"},
		{"late", ledger.Duty{State: ledger.Late, Days: 12}, amber, "◷ 逾期~12~天公开", "◷"},
		{"due", ledger.Duty{State: ledger.Due, Deadline: due}, quiet, "– 未到期 期限~2026-05-31", "–"},
		{"due, with no deadline", ledger.Duty{State: ledger.Due}, quiet, "– 未到期", "–"},
		{"partly", ledger.Duty{State: ledger.Partly, Have: 1, Want: 3}, alarm, "△ 部分未公开", "△"},
		{"missing", ledger.Duty{State: ledger.Missing, Want: 3}, alarm, "✕ 未公开", "✕"},
		{"overdue", ledger.Duty{State: ledger.Overdue, Deadline: due, Days: 30, Want: 3}, alarm, "✕ 逾期未公开 期限~2026-05-31", "✕"},
		{"overdue in part", ledger.Duty{State: ledger.Overdue, Deadline: due, Have: 1, Want: 3}, alarm, "△ 部分未公开 期限~2026-05-31", "△"},
		{"not required", ledger.Duty{State: ledger.NotRequired}, quiet, "– 无须公开", "·"},
		{"no rule", ledger.Duty{State: ledger.NoRule}, quiet, "– 当日无现行规定", "□"},
	} {
		e := &edition{words: words.Of(portal.Chinese), lang: portal.Chinese}
		got := e.duty(c.duty)
		text := said(strings.TrimSpace(got.Shape + " " + got.Word + " " + got.Date))
		if got.Tone != c.tone || text != c.chip {
			t.Errorf("%s: the chip is %q in %s, want %q in %s", c.name, text, got.Tone, c.chip, c.tone)
		}
		i := slices.IndexFunc(e.markStates(), func(s markState) bool { return s.state == marked(&c.duty) })
		if i < 0 {
			t.Errorf("%s: the matrix has no mark", c.name)
			continue
		}
		if s := e.markStates()[i]; s.shape != c.shape || s.tone != c.tone {
			t.Errorf("%s: the mark is %s in %s, want %s in %s", c.name, s.shape, s.tone, c.shape, c.tone)
		}
	}
	e := &edition{words: words.Of(portal.Chinese), lang: portal.Chinese}
	if got := len(e.markStates()); got != len(ledger.States()) {
		t.Errorf("the legend has %d states, want %d", got, len(ledger.States()))
	}
}

// TestDutyReasons holds what an agency's page says of how its duties came about.
func TestDutyReasons(t *testing.T) {
	pay, results := 0, 2 // places among the three duties of a year
	for _, c := range []struct {
		name         string
		book         func() *rulebook.Book
		settings     func(*portal.Settings)
		agency, year int
		duty         int
		want         []string
	}{
		{name: "part of the pay is missing", agency: 2, year: 2025, duty: pay, want: []string{
			"项目P-2在当年履行（自~2025-01-01~起计），由此产生公开义务。",
			"依据《拟州市社会工作服务办法》第~16~条。",
			"已公开：总干事及副总干事、机构管理人员，公开日期~2026-05-20。没有公开：受薪理事。",
			"期限为~2026-05-31。",
		}},
		{name: "the year is not over", agency: 2, year: 2026, duty: pay, want: []string{
			"项目P-2在当年履行（自~2026-01-01~起计），由此产生公开义务。",
			"依据《拟州市社会工作服务办法》第~16~条。",
			"有待公开：受薪理事、总干事及副总干事、机构管理人员。",
			"期限为~2027-05-31。",
		}},
		{name: "a project lacks one of two results", agency: 5, year: 2025, duty: results, want: []string{
			"当年结束的项目~1~个。",
			"依据《拟州市社会工作服务办法》第~14、16~条。",
			"项目P-5（2025-06-30~结束，期限~2025-09-28）：缺验收结果。",
			"期限为项目结束后~90~天。",
		}},
		{name: "no project ended", agency: 2, year: 2024, duty: results, want: []string{"当年没有项目结束，所以没有须公开的结果。"}},
		{name: "no deadline is set", settings: func(s *portal.Settings) { s.Deadlines = portal.Deadlines{} }, agency: 1, year: 2025, duty: pay, want: []string{
			"项目P-3在当年履行（自~2025-01-01~起计），由此产生公开义务。",
			"依据《拟州市社会工作服务办法》第~16~条。",
			"没有公开：受薪理事、总干事及副总干事、机构管理人员。",
		}},
		{name: "no rule in force", book: until("2025-06-29"), agency: 1, year: 2025, duty: pay, want: []string{
			"项目P-3在当年履行（自~2025-01-01~起计）。", "2025-12-31~当日无现行规定，因此不作判断。",
		}},
		{name: "no rule in force when a project ended", book: until("2025-06-29"), agency: 1, year: 2025, duty: results, want: []string{
			"当年结束的项目~1~个。", "项目P-3（2025-12-31~结束）：当日无现行规定。",
		}},
		{name: "disclosed without a rule", book: until("2025-06-29"), agency: 5, year: 2025, duty: pay, want: []string{
			"项目P-5在当年履行（自~2025-01-01~起计）。", "2025-12-31~当日无现行规定，因此不作判断。",
			"已公开：受薪理事、总干事及副总干事、机构管理人员，公开日期~2026-05-01。",
		}},
		{name: "an end that the operator moved", book: extended, agency: 5, year: 2025, duty: pay, want: []string{
			"项目P-5在当年履行（自~2025-01-01~起计），由此产生公开义务。",
			"依据《拟州市社会工作服务办法》第~16~条。",
			"已公开：受薪理事、总干事及副总干事、机构管理人员，公开日期~2026-05-01。",
			"期限为~2026-05-31。",
		}},
	} {
		if c.book == nil {
			c.book = book
		}
		p := parsePage(t, with(t, c.book(), func(s *portal.Settings) {
			s.Languages = s.Languages[:1]
			if c.settings != nil {
				c.settings(s)
			}
		})[agencyPath(c.agency)])
		lists := p.all(fmt.Sprintf("#duty-%d ul", c.year))
		if len(lists) != 3 {
			t.Errorf("%s: %d explains %d duties, want 3", c.name, c.year, len(lists))
			continue
		}
		var got []string
		if once := said(p.text(fmt.Sprintf("#duty-%d p", c.year))); c.duty == pay && once != "" {
			got = append(got, once) // what created the duty, if that is the same contract for the pay policy
		}
		for n := range lists[c.duty].ChildNodes() {
			got = append(got, said(textOf(n)))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: the page says\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestRulesOnce holds that the page of an agency says what a rule asks once, and by which
// rule, however many years it judges.
func TestRulesOnce(t *testing.T) {
	for _, tt := range []struct {
		name string
		book *rulebook.Book
		want []string
	}{
		{"in force", book(), []string{
			"依据《拟州市社会工作服务办法》第~16~条（2020-11-12~至~2026-12-31施行）：公开三个层级的年度薪酬福利总额。",
			"依据《拟州市社会工作服务办法》第~16~条（2020-11-12~至~2026-12-31施行）：公开薪酬管理制度。",
			"依据《拟州市社会工作服务办法》第~14、16~条（2020-11-12~至~2026-12-31施行）：公开项目的验收和评价结果。",
		}},
		{"an end that the operator moved", extended(), []string{
			"依据《拟州市社会工作服务办法》第~16~条（2020-11-12~至~2026-12-31，结束日期由主办方延长）：公开三个层级的年度薪酬福利总额。",
			"依据《拟州市社会工作服务办法》第~16~条（2020-11-12~至~2026-12-31，结束日期由主办方延长）：公开薪酬管理制度。",
			"依据《拟州市社会工作服务办法》第~14、16~条（2020-11-12~至~2026-12-31，结束日期由主办方延长）：公开项目的验收和评价结果。",
		}},
		{"none", until("2019-12-31")(), nil},
	} {
		var got []string
		for _, s := range parsePage(t, with(t, tt.book, nil)[agencyPath(2)]).texts(".ruled li") {
			got = append(got, said(s))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: the rules are\n%s\nwant\n%s", tt.name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
	for _, tt := range []struct {
		name     string
		settings func(*portal.Settings)
		want     string
	}{
		{"deadlines", nil, "期限由主办方设定，法规没有规定日期。"},
		{"no deadlines", func(s *portal.Settings) { s.Deadlines = portal.Deadlines{} }, "本站没有设定公开期限，所以只写“未公开”，不写“逾期”。"},
	} {
		page := parsePage(t, with(t, book(), tt.settings)[agencyPath(2)])
		if got := strings.Count(page.text("main"), tt.want); got != 1 {
			t.Errorf("%s: the page says %d times whose the deadlines are, want once", tt.name, got)
		}
	}
}

// TestPayWithoutRule holds that the table of pay does not call not required what no rule
// asked for.
func TestPayWithoutRule(t *testing.T) {
	p := parsePage(t, with(t, until("2025-06-29")(), func(*portal.Settings) {})[agencyPath(1)])
	rows := strings.Join(p.rows("table.pay-table"), "\n")
	if !strings.Contains(rows, "2025|当日无现行规定|当日无现行规定|当日无现行规定") {
		t.Errorf("the pay of 2025 is\n%s\nwant no rule in force for all tiers", rows)
	}
}

// TestDeadlines holds that the list of what is missing says every deadline that is set.
func TestDeadlines(t *testing.T) {
	for _, tt := range []struct {
		name   string
		in     portal.Deadlines
		zh, en string
	}{
		{"none", portal.Deadlines{}, "本站没有设定公开期限，所以只写“未公开”，不写“逾期”。", "This site has set no deadline, so it says “not disclosed” and never “overdue”."},
		{"results alone", portal.Deadlines{Results: 90}, "结果：项目结束后~90~天内。期限由主办方设定，法规本身没有规定日期。", "Results: within 90~days of the project's end. The deadlines are the operator's; the law names no date."},
		{"all", portal.Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60}, "薪酬：次年~06-30~之前（含当日）；制度：首次履行合同后~90~天内；结果：项目结束后~60~天内。期限由主办方设定，法规本身没有规定日期。",
			"Pay: by 06-30 of the next year; Policy: within 90~days of the first day with a contract; Results: within 60~days of the project's end. The deadlines are the operator's; the law names no date."},
	} {
		files := with(t, book(), func(s *portal.Settings) { s.Deadlines = tt.in })
		for name, want := range map[string]string{"overdue/index.html": tt.zh, "en/overdue/index.html": tt.en} {
			if want = strings.ReplaceAll(want, "~", words.NoBreak); !slices.Contains(parsePage(t, files[name]).texts("main p.meta"), want) {
				t.Errorf("%s: %s says %q, want %q among it", tt.name, name, parsePage(t, files[name]).texts("main p.meta"), want)
			}
		}
	}
}

// TestProjectRows holds that a row of projects is an alarm only where a rule asked for a
// result that is not there and is due, and that one result does not hide another's lack.
func TestProjectRows(t *testing.T) {
	later := func(s *portal.Settings) { s.Deadlines.Results = 3650 }
	for _, tt := range []struct {
		name     string
		book     *rulebook.Book
		settings func(*portal.Settings)
		agency   int
		project  string
		want     string
	}{
		{"no result", book(), func(*portal.Settings) {}, 1, "项目P-3", "✕ 结果未公开"},
		{"no result, and it is not due", book(), later, 1, "项目P-3", "– 未到期"},
		{"no result, and no rule", until("2025-06-29")(), func(*portal.Settings) {}, 1, "项目P-3", "– 当日无现行规定"},
		{"one of two results", book(), func(*portal.Settings) {}, 5, "项目P-5", "△ 部分未公开"},
		{"one of two results, and it is not due", book(), later, 5, "项目P-5", "– 未到期"},
	} {
		row := ""
		for _, r := range parsePage(t, with(t, tt.book, tt.settings)[agencyPath(tt.agency)]).rows("table") {
			if strings.HasPrefix(r, tt.project+"|") {
				row = r
			}
		}
		if !strings.HasSuffix(row, tt.want) {
			t.Errorf("%s: the row is %q, want it to end with %q", tt.name, row, tt.want)
		}
	}
}

// until is the fixture's book with duties that end on a day.
func until(on string) func() *rulebook.Book {
	return func() *rulebook.Book {
		b := book()
		for _, r := range b.Duties {
			r.Until = d(on)
		}
		return b
	}
}

// extended is the fixture's book with duties whose end the operator moved.
func extended() *rulebook.Book {
	b := book()
	b.ExtendedUntil, b.ExtendedReason = d("2026-12-31"), "新规定尚未公布"
	for _, r := range b.Duties {
		r.Extended = true
	}
	return b
}

// TestDutyAnchors holds that every mark leads to the reasons of its own agency and year,
// and that these lie inside the details, so that a browser opens them.
func TestDutyAnchors(t *testing.T) {
	files := built(t)
	p := parsePage(t, files["duties/index.html"])
	if got := len(p.all(".matrix .marks .shape")); got != 6*4*3 {
		t.Errorf("the matrix has %d marks, want three for each of six agencies and four years", got)
	}
	links := p.attributes(".matrix a.marks", "href")
	if len(links) != 9 {
		t.Errorf("%d years lead to reasons, want the nine with a contract", len(links))
	}
	for _, href := range links {
		path, id, _ := strings.Cut(strings.TrimPrefix(href, "../"), "#")
		if len(parsePage(t, files[path]).all("details #"+id)) != 1 {
			t.Errorf("%s: no details hold %s", path, id)
		}
	}
	titles := p.attributes(".matrix a.marks span[title]", "title")
	if !slices.ContainsFunc(titles, func(s string) bool { return said(s) == "逾期~10~天公开" }) {
		t.Errorf("no mark says by how many days it was late: %q", titles)
	}
	if got := len(parsePage(t, files["en/duties/index.html"]).all(".legend dt")); got != len(ledger.States()) {
		t.Errorf("the legend explains %d states, want %d", got, len(ledger.States()))
	}
}

func TestMatrixOverPages(t *testing.T) {
	reg, led := fixture(t)
	o := testOptions()
	o.PageSize = 4
	files := render(t, reg, led, o)
	first, second := parsePage(t, files["duties/index.html"]), parsePage(t, files["duties/index-2.html"])
	if a, b := len(first.all(".matrix tbody tr")), len(second.all(".matrix tbody tr")); a != 2 || b != 4 {
		t.Errorf("the pages hold %d and %d rows, want 2 and 4", a, b)
	}
	var want []string
	for _, state := range []string{"late", "overdue", "partly", "due"} { // those of which there are some
		want = append(want, "../search/index.html?q=duty%3A"+state+"+table%3Aagencies")
	}
	if got := first.attributes(".legend dd a", "href"); !slices.Equal(got, want) {
		t.Errorf("the counts link to %q, want %q", got, want)
	}
	// What is counted is the whole matrix, on the first page; the others would change with it.
	if a, b := first.texts(".legend dd"), second.texts(".legend dd"); len(a) != len(b) || !strings.Contains(said(a[0]), "表中~7~处") || strings.Contains(said(strings.Join(b, "")), "表中") {
		t.Errorf("the legends differ or count wrongly: %q and %q", a, b)
	}
}

func TestOverdue(t *testing.T) {
	p := parsePage(t, built(t)["overdue/index.html"])
	var got []string
	for _, n := range p.all("section tbody tr") {
		got = append(got, said(textOf(n)))
	}
	want := []string{
		"落霞助残服务中心望舒区薪酬管理制度未公开（2025~年至~2026~年） 依据✕ 逾期未公开 · 期限~2025-08-28",
		"栖禾区同坊社区矫正服务中心栖禾区2025~年受薪理事薪酬未公开 依据△ 部分未公开 · 期限~2026-05-31",
		"望舒区星谷青少年发展中心望舒区2025~年三个层级薪酬均未公开 依据✕ 逾期未公开 · 期限~2026-05-31",
		"同名社会工作服务中心栖禾区薪酬管理制度未公开（2024~年至~2025~年） 依据✕ 逾期未公开 · 期限~2024-06-29",
		"望舒区星谷青少年发展中心望舒区薪酬管理制度未公开 依据✕ 逾期未公开 · 期限~2025-06-30",
		"同名社会工作服务中心栖禾区2025~年结束的~1~个项目缺少结果 依据项目P-5：缺验收结果✕ 逾期未公开 · 期限~2025-09-28",
		"望舒区星谷青少年发展中心望舒区2025~年结束的~1~个项目缺少结果 依据项目P-3：缺验收结果、绩效评价或专业评估✕ 逾期未公开 · 期限~2026-03-31",
		"栖禾区同坊社区矫正服务中心栖禾区2023~年结束的~1~个项目缺少结果 依据项目P-1：缺验收结果✕ 逾期未公开 · 期限~2024-03-30",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the list is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got, want := said(strings.Join(p.texts("h2"), " ")), "2026~年 2025~年 2023~年"; got != want {
		t.Errorf("the years are %s, want %s", got, want)
	}
}

// TestNothingIsOverdueWithoutRuleOrDeadline holds that where no rule was in force nothing
// is listed, and that without deadlines nothing is called overdue.
func TestNothingIsOverdueWithoutRuleOrDeadline(t *testing.T) {
	p := parsePage(t, with(t, nil, nil)["overdue/index.html"])
	if n := len(p.all("main table")); n != 0 || p.text("p.lede") != "应公开的都已公开。" {
		t.Errorf("without rules the page has %d lists and says %q", n, p.text("p.lede"))
	}
	files := with(t, book(), func(s *portal.Settings) { s.Deadlines = portal.Deadlines{} })
	p = parsePage(t, files["overdue/index.html"])
	if n := len(p.all("section tbody tr")); n != 8 {
		t.Errorf("without deadlines %d gaps are listed, want 8", n)
	}
	for _, chip := range p.texts("td .chip") {
		if strings.Contains(chip, "逾期") {
			t.Errorf("without deadlines a chip says %q", chip)
		}
	}
	if !slices.ContainsFunc(p.attributes(".browse a", "href"), func(s string) bool { return strings.Contains(s, "duty%3Amissing") }) {
		t.Error("without deadlines no link searches for what is not disclosed")
	}
}

func TestDisclosedShare(t *testing.T) {
	for _, c := range []struct {
		name   string
		tally  ledger.Tally
		zh, en string
	}{
		{"most", ledger.Tally{Required: 15, InTime: 10, Late: 2, Open: 3}, "12~/~15（80%）", "12~of~15 (80%)"},
		{"one in three, rounded", ledger.Tally{Required: 6, InTime: 2, Open: 4}, "2~/~6（33.3%）", "2~of~6 (33.3%)"},
		{"half a tenth is rounded up", ledger.Tally{Required: 16, InTime: 1, Open: 15}, "1~/~16（6.3%）", "1~of~16 (6.3%)"},
		{"few", ledger.Tally{Required: 4, InTime: 3, Open: 1}, "3~/~4", "3~of~4"},
		{"five are enough", ledger.Tally{Required: 5, Open: 5}, "0~/~5（0%）", "0~of~5 (0%)"},
		{"some are not due", ledger.Tally{Required: 10, InTime: 4, Due: 6}, "4~/~10（40%），其中~6~个未到期", "4~of~10 (40%), 6 of them not yet due"},
		{"none is due", ledger.Tally{Required: 10, Due: 10}, "10~个均未到期", "10, none yet due"},
		{"no rule", ledger.Tally{NoRule: 3, Voluntary: 1}, "当日无现行规定", "No rule in force"},
		{"unasked", ledger.Tally{Voluntary: 2}, "未有要求，2~个自行公开", "none had to; 2 did"},
		{"nothing", ledger.Tally{}, "无须公开", "not required"},
	} {
		for lang, want := range map[string]string{portal.Chinese: c.zh, portal.English: c.en} {
			e := &edition{words: words.Of(lang), lang: lang}
			shown := e.disclosedShare(&c.tally, e.words.NotRequired)
			if got := said(shown.Text + shown.Beside); got != want {
				t.Errorf("%s, %s: got %q, want %q", c.name, lang, got, want)
			}
		}
	}
}

func TestCoverageOnPages(t *testing.T) {
	files := built(t)
	for _, c := range []struct {
		path string
		want []string
	}{
		{"districts/990102.html", []string{
			"2026 | 1~个均未到期 | 1~/~1 | 无结束项目",
			"2025 | 1~/~2 | 1~/~2 | 0~/~1",
			"2024 | 2~/~2 | 1~/~2 | 无结束项目",
			"2023 | 1~/~1 | 1~/~1 | 0~/~1",
		}},
		{"years/2025.html", []string{
			"全部 | 2~/~4 | 1~/~4 | 0~/~2",
			"望舒区 | 1~/~2 | 0~/~2 | 0~/~1",
			"栖禾区 | 1~/~2 | 1~/~2 | 0~/~1",
		}},
	} {
		p := parsePage(t, files[c.path])
		var got []string
		for _, n := range p.all(".coverage tbody tr") {
			var cells []string
			for cell := range n.ChildNodes() {
				cells = append(cells, said(textOf(cell)))
			}
			got = append(got, strings.Join(cells, " | "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s says\n%s\nwant\n%s", c.path, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	if got := said(parsePage(t, files["districts/index.html"]).texts("tbody tr")[0]); got != "望舒区2201~/~20~/~20~/~1" {
		t.Errorf("the first district's row is %q", got)
	}
	for _, path := range []string{"purchasers/index.html", "fields/index.html"} {
		if n := len(parsePage(t, files[path]).all("thead th")); n < 5 {
			t.Errorf("%s has %d columns and no shares", path, n)
		}
	}
}

// TestRulesPage holds that every rule has its anchor, its source and its days, and that
// what has ended, is prolonged, switched off or waits for a lawyer says so.
func TestRulesPage(t *testing.T) {
	b := extended()
	files := with(t, b, nil)
	p := parsePage(t, files["rules/index.html"])
	for _, id := range []string{"pay", "policy", "results", "price", "other-cost", "cycle", "risky", "ageing", "names", "repeat"} {
		if len(p.all(".rules .rule#"+id)) != 1 && len(p.all(".rules #"+id)) != 1 {
			t.Errorf("the rule %s has no anchor", id)
		}
	}
	for _, c := range []struct{ selector, want string }{
		{".caution", "主办方将到期的规则继续适用至~2026-12-31，理由：新规定尚未公布"},
		{"#pay .chip", "● 延长适用"},
		{"#price .chip", "● 现行"},
		{"#ageing .chip", "○ 已期满"},
		{"#repeat .chip", "– 未启用"},
		{"#cycle .review", "待法律审核：“一般”一词的效力请核对。"},
		{"#price dd", "每人每年不低于~158,000~元"},
		{"#other-cost dd", "不高于~15%"},
		{"#results dd", "验收结果，每个结束的项目"},
		{"#names dl", "类别各类惩戒 严重程度严重 须填写的列依据、公示截止期"},
		{"#ageing tbody", "轻微不公示，除非记录写明公示截止期不公示，除非记录写明公示截止期 一般自决定起~12~个月随时 严重自决定起~36~个月满~6~个月后"},
		{"#results .num", "2020-11-12~至~2026-12-31"},
	} {
		if got := said(p.text(c.selector)); got != c.want {
			t.Errorf("%s is %q, want %q", c.selector, got, c.want)
		}
	}
	if got := strings.Join(p.texts("dd"), " "); !strings.Contains(said(got), "次年~05-31~之前（含当日） 首次履行合同后~180~天内 项目结束后~90~天内") {
		t.Errorf("the operator's deadlines are not told: %s", said(got))
	}
	// What the book says in Chinese only is marked in the other editions.
	for _, prefix := range []string{"en/", "zh-hant/"} {
		if n := len(parsePage(t, files[prefix+"rules/index.html"]).all("#ageing .wording bdi[lang]")); n != 1 {
			t.Errorf("%s: the wording that is in Chinese only is not marked", prefix)
		}
	}
	none := parsePage(t, with(t, nil, func(s *portal.Settings) { s.Deadlines = portal.Deadlines{} })["rules/index.html"])
	if got := none.text("p.lede"); got != "本站没有采用任何规则，因此不判断哪些内容应当公开。" || len(none.all(".rule")) != 0 {
		t.Errorf("without rules the page says %q", got)
	}
	if got := none.text("dd"); got != "未设定，只写“未公开”，不写“逾期”" {
		t.Errorf("a deadline that is not set is %q", got)
	}
}

func TestRuleLink(t *testing.T) {
	law := &rulebook.Source{Title: finding.Text{ZH: "办法", EN: "Measures"}}
	chineseOnly := &rulebook.Source{Title: finding.Text{ZH: "《公约》"}}
	for _, c := range []struct {
		name   string
		rule   *rulebook.Rule
		zh, en label
	}{
		{"none", nil, label{}, label{}},
		{"a clause", &rulebook.Rule{ID: "a", Source: law, Clause: "16"}, label{Text: "《办法》第~16~条", Href: "rules/index.html#a"}, label{Text: "Measures, clause~16", Href: "rules/index.html#a"}},
		{"two clauses", &rulebook.Rule{ID: "a", Source: law, Clause: "14, 16"}, label{Text: "《办法》第~14、16~条", Href: "rules/index.html#a"}, label{Text: "Measures, clauses~14, 16", Href: "rules/index.html#a"}},
		{"no clause", &rulebook.Rule{ID: "a", Source: law}, label{Text: "《办法》", Href: "rules/index.html#a"}, label{Text: "Measures", Href: "rules/index.html#a"}},
		{"in Chinese only", &rulebook.Rule{ID: "a", Source: chineseOnly, Clause: "3"}, label{Text: "《公约》第~3~条", Href: "rules/index.html#a"}, label{Text: "《公约》第~3~条", Href: "rules/index.html#a", Data: true}},
		{"no source", &rulebook.Rule{ID: "a", Wording: finding.Text{ZH: "公开。", EN: "Publish."}}, label{Text: "公开。", Href: "rules/index.html#a"}, label{Text: "Publish.", Href: "rules/index.html#a"}},
	} {
		for lang, want := range map[string]label{portal.Chinese: c.zh, portal.English: c.en} {
			got := page{&edition{words: words.Of(lang), lang: lang}, "index.html"}.ruleLink(c.rule)
			if got.Text = said(got.Text); got != want {
				t.Errorf("%s, %s: got %+v, want %+v", c.name, lang, got, want)
			}
		}
	}
}

// TestResultsAgree holds that an agency's opening sentence and the chips of its years give
// the same numbers, and that a project's page says what it still lacks.
func TestResultsAgree(t *testing.T) {
	files, all := built(t), 0
	for n := range 6 {
		p := parsePage(t, files[agencyPath(n+1)])
		have, want := 0, 0
		for i, text := range p.texts(".duties td .chip") {
			if i%3 != 2 { // of pay and policy
				continue
			}
			var a, b int
			switch s := said(text); {
			case strings.HasSuffix(s, "未公开"):
				if _, err := fmt.Sscanf(s[strings.Index(s, " ")+1:], "%d~/~%d", &a, &b); err != nil {
					t.Fatalf("%q: %v", s, err)
				}
				have, want = have+b-a, want+b
			case strings.HasSuffix(s, "~已公开"):
				if _, err := fmt.Sscanf(s[strings.Index(s, " ")+1:], "%d~/~%d", &a, &b); err != nil {
					t.Fatalf("%q: %v", s, err)
				}
				have, want = have+a, want+b
			}
		}
		all += want
		sentence := fmt.Sprintf("%d~个项目的结果", want-have)
		if got := said(p.text("p.lede")); strings.Contains(got, sentence) != (want > have) {
			t.Errorf("agency %d opens with %q, and its chips add up to %d of %d", n+1, got, have, want)
		}
		badges := p.texts(".badges li")
		if got, missing := said(badges[len(badges)-1]), fmt.Sprintf("%d~/~%d~未公开", want-have, want); strings.Contains(got, missing) != (want > have) {
			t.Errorf("agency %d: the badge says %q, and the chips of the years add up to %d of %d", n+1, got, have, want)
		}
	}
	if all < 3 {
		t.Errorf("the chips count %d projects, want some", all)
	}
	p := parsePage(t, files["projects/p-5.html"])
	if got := said(p.text(".still")); got != "△ 部分未公开 按规则还应公开验收结果，期限~2025-09-28。依据" {
		t.Errorf("a project that lacks a result says %q", got)
	}
	if got := p.attributes(".still a", "href"); len(got) != 1 || got[0] != "../"+agencyPath(5)+"#duty-2025" {
		t.Errorf("its reasons are at %q", got)
	}
}
