package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/tree"
	"gongshi/templates"
)

// comparedRow is the cells of an agency's row on a page of a group.
func comparedRow(t *testing.T, body, name string) []string {
	t.Helper()
	for _, row := range parsePage(t, body).all("table.compared tr") {
		if p := (parsed{row}); strings.Contains(p.text("th"), name) {
			return p.texts("td")
		}
	}
	t.Fatalf("no row of %s", name)
	return nil
}

func TestComparisonOfDistrict(t *testing.T) {
	files := built(t)
	page := files["compare/district-990102.html"] // the fixture's second district
	for _, c := range []struct {
		name string
		cell int
		want string
	}{
		{"同坊", 0, "1"},
		{"同坊", 1, "未公开"}, // missing
		{"同坊", 2, "700,000 2\u00a0人 比上年多\u00a014.8%"},
		{"同坊", 3, "1,410,050 3\u00a0人 比上年多\u00a08.5%"},
		{"同坊", 4, "良好，2024-01-15"},
		{"同坊", 5, "1"},
		{"同名", 1, "10,000 1\u00a0人，即其本人所得 与上年相同"},
		{"同名", 5, "0"},
	} {
		if got := comparedRow(t, page, c.name)[c.cell]; got != c.want {
			t.Errorf("cell %d of %s is %q, want %q", c.cell, c.name, got, c.want)
		}
	}
	small := files["compare/size-small.html"]
	if got := comparedRow(t, small, "落霞")[1]; got != "0 无人领薪" || !strings.Contains(small, `class="num zero"`) {
		t.Errorf("a published zero is %q", got)
	}
	if got := comparedRow(t, files["compare/size-none.html"], "映雪")[1]; got != "无须公开" {
		t.Errorf("what nobody asked for is %q", got)
	}
	if got := parsePage(t, page).texts("#medians")[0]; got != "这一组的中位数" {
		t.Errorf("the medians are headed %q", got)
	}
	if n := strings.Count(page, "不足\u00a05\u00a0家"); n != 3 {
		t.Errorf("%d tiers have too few agencies for a median, want 3", n)
	}
	for _, want := range []string{"没有记录不等于没有问题", "不是一个人的收入"} {
		if strings.Count(page, want) != 1 {
			t.Errorf("the page says %s %d times, want once", want, strings.Count(page, want))
		}
	}
}

func TestComparisonsHoldEveryAgencyOnce(t *testing.T) {
	reg, led := fixture(t)
	o := testOptions()
	o.PageSize = 2
	var names []string
	for path, body := range render(t, reg, led, o) {
		if strings.HasPrefix(path, "compare/size-") {
			for _, row := range parsePage(t, body).all("table.compared tbody th") {
				names = append(names, parsed{row}.attributes("a", "href")[0])
			}
		}
	}
	slices.Sort(names)
	if n := len(slices.Compact(slices.Clone(names))); n != len(reg.Agencies) || len(names) != n {
		t.Errorf("%d agencies in %d rows, want %d", n, len(names), len(reg.Agencies))
	}
}

// TestComparePage holds that the page hands its script every word, and leads somewhere
// without it.
func TestComparePage(t *testing.T) {
	body, err := fs.ReadFile(templates.Files, "scripts/compare-words.ts")
	if err != nil {
		t.Fatal(err)
	}
	files := built(t)
	for path, want := range map[string][2]string{
		"compare/index.html": {"data/", "../"}, "en/compare/index.html": {"../../compare/data/", "../"},
	} {
		p := parsePage(t, files[path])
		app := p.all("#compare-app")[0]
		if got := [2]string{attribute(app, "data-folder"), attribute(app, "data-root")}; got != want {
			t.Errorf("%s: places %q, want %q", path, got, want)
		}
		var words map[string]any
		if err := json.Unmarshal([]byte(attribute(app, "data-words")), &words); err != nil {
			t.Fatal(err)
		}
		asked := regexp.MustCompile(`(?m)^  (\w+): `).FindAllStringSubmatch(string(body), -1)
		for _, m := range asked {
			if words[m[1]] == nil || words[m[1]] == "" {
				t.Errorf("%s does not give the script the words %s", path, m[1])
			}
		}
		if len(words) != len(asked) {
			t.Errorf("%s gives the script %d words, want %d", path, len(words), len(asked))
		}
		if len(p.all("noscript")) != 1 || len(p.all(".group-links a")) < 4 {
			t.Errorf("%s leads nowhere without a script", path)
		}
	}
}

// comparedFiles makes the files that the page of comparisons reads.
func comparedFiles(t testing.TB, reg *register.Register) map[string]string {
	t.Helper()
	files := map[string]string{}
	if err := compareFiles(open(reg, ledger.Open(reg)).digested(testOptions()), tree.Always(func(f tree.File) error {
		files[f.Path] = string(f.Body)
		return nil
	})); err != nil {
		t.Fatal(err)
	}
	return files
}

// payload is what a file hands to the page.
func payload(t *testing.T, body, call string) map[string]any {
	t.Helper()
	inner, ok := strings.CutPrefix(body, "gongshiCompare."+call+"(")
	inner, end := strings.CutSuffix(inner, ");\n")
	var v map[string]any
	if err := json.Unmarshal([]byte(inner), &v); err != nil || !ok || !end {
		t.Fatalf("%v in %.200s", err, body)
	}
	return v
}

func TestCompareFiles(t *testing.T) {
	reg, _ := fixture(t)
	files := comparedFiles(t, reg)
	names := payload(t, files["compare/data/names.js"], "names")
	if got := fmt.Sprint(names["agencies"].([]any)[0].([]any)[1:]); !strings.Contains(got, " ") || len(names["agencies"].([]any)) != len(reg.Agencies) {
		t.Errorf("the first name is %s", got)
	}
	shard := payload(t, files["compare/data/1-0.js"], "figures")
	byName := map[string]string{}
	for _, row := range shard["agencies"].([]any) {
		b, err := json.Marshal(row.([]any)[3])
		if err != nil {
			t.Fatal(err)
		}
		byName[row.([]any)[1].(string)] = string(b)
	}
	for name, want := range map[string]string{
		"栖禾区同坊社区矫正服务中心": `[2025,1,0,["overdue","disclosed","not_required"],[null,[2,70000000],[3,141005000]]]`,
		"落霞助残服务中心":      `[[0,0],[2,40000000],[3,90000000]]`,
	} {
		if !strings.Contains(byName[name], want) {
			t.Errorf("the figures of %s are\n%s, want\n%s", name, byName[name], want)
		}
	}
	if byName["映雪养老服务中心"] != "[]" {
		t.Errorf("an agency with nothing has %s", byName["映雪养老服务中心"])
	}
	for name, body := range files {
		if strings.Contains(body, "公开") {
			t.Errorf("%s holds words of the site", name)
		}
	}
}

// TestCompareFilesAreSafe holds that no name ends a script or a line of it.
func TestCompareFilesAreSafe(t *testing.T) {
	const s = "</script><script>alert(1)</script><!--\u2028\u2029\"'\\ __proto__"
	tables := rows()
	tables.Agencies[0].Name, tables.Agencies[0].ShortName = s, s+"x"
	reg, _ := register.Link(tables, fixtureSettings(), book(), d("2026-06-30"))
	for name, body := range comparedFiles(t, reg) {
		if i := strings.IndexAny(body, "<>\u2028\u2029"); i >= 0 {
			t.Errorf("%s holds %q", name, body[i:i+3])
		}
		if strings.Count(body, "\n") != 1 {
			t.Errorf("%s has %d lines", name, strings.Count(body, "\n"))
		}
	}
	p := parsePage(t, comparedFiles(t, reg)["compare/data/names.js"]+"<p>")
	if len(p.all("script")) > 0 {
		t.Error("a name became markup")
	}
}

// TestCompareShardsAreStable holds that one row changes one shard, and that a new agency
// moves no other.
func TestCompareShardsAreStable(t *testing.T) {
	link := func(change func(*register.Tables)) map[string]string {
		tables := town()
		change(tables)
		reg, _ := register.Link(tables, fixtureSettings(), book(), d("2026-06-30"))
		return comparedFiles(t, reg)
	}
	before := link(func(*register.Tables) {})
	changed := func(after map[string]string) []string {
		var list []string
		for name, body := range after {
			if before[name] != body {
				list = append(list, name)
			}
		}
		return list
	}
	if len(before) != 3 {
		t.Fatalf("%d files, want names and two shards", len(before))
	}
	if got := changed(link(func(t *register.Tables) { t.Pay[0].Total = money.FromFen(7) })); len(got) != 1 || strings.Contains(got[0], "names") {
		t.Errorf("a changed total changes %q, want one shard", got)
	}
	if got := changed(link(func(t *register.Tables) {
		t.Agencies = append(t.Agencies, &register.Agency{ID: id(900), Name: "新来社会工作服务中心", Status: "active"})
	})); len(got) != 2 {
		t.Errorf("a new agency changes %q, want names and one shard", got)
	}
	for agencies, want := range map[int]int{0: 1, 128: 1, 129: 2, 3000: 32, 20_000: 256} {
		if got := compareShards(agencies); got != want {
			t.Errorf("%d agencies have %d shards, want %d", agencies, got, want)
		}
	}
}

// TestCompareLeavesOthersAlone holds that a changed total rewrites the page of no other
// agency.
func TestCompareLeavesOthersAlone(t *testing.T) {
	pages := func(change func(*register.Tables)) map[string]string {
		tables := rows()
		change(tables)
		reg, _ := register.Link(tables, fixtureSettings(), book(), d("2026-06-30"))
		all := render(t, reg, ledger.Open(reg), testOptions())
		for path := range all {
			if !strings.HasPrefix(path, "agencies/5") || strings.Contains(path, "02xa") {
				delete(all, path)
			}
		}
		return all
	}
	before := pages(func(*register.Tables) {})
	after := pages(func(t *register.Tables) { t.Pay[7].Total = money.FromFen(7) })
	if len(before) != 5 || !reflect.DeepEqual(before, after) {
		t.Error("a changed total of one agency changes the page of another")
	}
}

// BenchmarkCompareFiles measures the files for a town, a province and a country.
func BenchmarkCompareFiles(b *testing.B) {
	for _, n := range []int{60, 3000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			reg, _ := register.Link(manyAgencies(n), fixtureSettings(), book(), d("2026-06-30"))
			r := open(reg, ledger.Open(reg)).digested(testOptions())
			var files map[string][]byte
			for b.Loop() {
				files = map[string][]byte{}
				if err := compareFiles(r, tree.Always(func(f tree.File) error { files[f.Path] = f.Body; return nil })); err != nil {
					b.Fatal(err)
				}
			}
			most := 0
			for name, body := range files {
				if strings.Contains(name, "names") {
					b.ReportMetric(float64(zipped(body)), "gz-names")
				} else {
					most = max(most, zipped(body))
				}
			}
			b.ReportMetric(float64(most), "gz-largest-shard")
			b.ReportMetric(float64(len(files)), "files")
		})
	}
}

// manyAgencies is so many agencies with four years of pay and contracts.
func manyAgencies(n int) *register.Tables {
	t := &register.Tables{}
	const first, second = "晨星海川青松明远德仁和安泰嘉禾云岭博爱启航同心", "光辉华盛源泉友邻乐群善行致远知行慧心恩典"
	a, b := []rune(first), []rune(second)
	for i := range n {
		code := credit.Code(fmt.Sprintf("52990000MJ%07dX", i*7919%10_000_000))
		t.Agencies = append(t.Agencies, &register.Agency{
			ID: code, Status: "active", DistrictName: fmt.Sprintf("第%d区", i%40),
			Name: fmt.Sprintf("拟州市%c%c%c社会工作服务中心", a[i%len(a)], b[i/7%len(b)], a[i/31%len(a)]), ShortName: fmt.Sprintf("%c%c社工", a[i%len(a)], b[i/7%len(b)]),
		})
		for k := range 12 {
			t.Pay = append(t.Pay, &register.Pay{
				AgencyID: code, Year: 2022 + k/3, Tier: []string{"directors", "executives", "managers"}[k%3], PublishedOn: d("2025-05-01"),
				Headcount: register.Count{N: int32(k%3 + i%4), Given: true}, Total: money.FromFen(int64(i*7_919_317%90_000_000 + k*1_000_003)),
			})
		}
		t.Projects = append(t.Projects, &register.Project{
			ID: fmt.Sprint("P-", i), Name: "项目", AgencyID: code, PurchaserName: "街道办事处", StartsOn: d("2022-01-01"), EndsOn: d("2025-12-31"),
		})
	}
	return t
}

func zipped(body []byte) int {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write(body)
	z.Close()
	return b.Len()
}
