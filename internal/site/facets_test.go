package site

import (
	"bytes"
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
	"gongshi/internal/words"
)

func TestFacets(t *testing.T) {
	files := built(t)
	for _, c := range []struct{ path, facet, want string }{
		{"agencies/index.html", "district", "望舒区 2, 栖禾区 2, 映雪区 1"},
		{"projects/index.html", "grade", "优秀 1, 良好 1, 尚无结果 3, 结果未公开 1"},
		{"projects/index.html", "year", "2026 3, 2025 4, 2024 2, 2023 1"},
		{"sanctions/index.html", "status", "生效中 1, 复议诉讼中 1, 已届满 1"},
		{"sanctions/index.html", "measure", "警告 1, 罚款 1, 没收违法所得 1, 业内警告 1, 自创措施 1"},
		{"en/sanctions/index.html", "status", "In force 1, Under appeal 1, Ended 1"},
		{"en/projects/index.html", "grade", "Excellent 1, Good 1, No result yet 3, No result disclosed 1"},
	} {
		p := parsePage(t, files[c.path])
		var got []string
		for _, box := range p.all("details[data-facet]") {
			if attribute(box, "data-facet") != c.facet {
				continue
			}
			part := parsed{box}
			for i, a := range part.all("a") {
				count := textOf(part.all(".count")[i])
				got = append(got, textOf(a)+" "+count)
			}
		}
		if list := strings.Join(got, ", "); list != c.want {
			t.Errorf("%s by %s: %s, want %s", c.path, c.facet, list, c.want)
		}
	}
}

// TestFacetPages follows every value of every facet: its page has as many rows as the
// facet says, and marks the value where the page has facets of its own.
func TestFacetPages(t *testing.T) {
	files := built(t)
	followed := 0
	for _, list := range []string{"agencies", "projects", "sanctions"} {
		p := parsePage(t, files["en/"+list+"/index.html"])
		for _, box := range p.all("nav.facets details") {
			part := parsed{box}
			for i, a := range part.all("a") {
				target := path.Join("en/"+list, attribute(a, "href"))
				page := parsePage(t, files[target])
				want := textOf(part.all(".count")[i])
				rows := 0
				for _, table := range page.all("table.brief") {
					if strings.EqualFold(parsed{table}.text("caption"), list) {
						rows = len(parsed{table}.all("tbody tr"))
					}
				}
				if strconv.Itoa(rows) != want {
					t.Errorf("%s: %s has %d rows, want %s", list, target, rows, want)
				}
				if current := page.all("nav.facets [aria-current]"); len(page.all("nav.facets")) > 0 && len(current) != 1 {
					t.Errorf("%s marks %d values, want 1", target, len(current))
				}
				followed++
			}
		}
	}
	if followed < 30 {
		t.Errorf("followed %d values, want at least 30", followed)
	}
}

func TestFacetPage(t *testing.T) {
	files := built(t)
	p := parsePage(t, files["measures/fine.html"])
	nb := words.NoBreak
	for selector, want := range map[string]string{
		"h1":     "惩戒种类：罚款",
		"p.lede": "全部" + nb + "3" + nb + "条惩戒中的" + nb + "1" + nb + "条。公示期已满、已修复或已撤销的，除规则另有保留外，不在其中。",
		".more":  "订阅（Atom）", "nav.facets .current summary": "惩戒种类：罚款",
	} {
		if got := p.text(selector); got != want {
			t.Errorf("%s: got %q, want %q", selector, got, want)
		}
	}
	if got := p.attributes("nav.crumbs a", "href"); strings.Join(got, " ") != "../index.html ../sanctions/index.html index.html" {
		t.Errorf("the crumbs lead to %q", got)
	}
	if got := p.attributes(".more a", "href"); len(got) != 1 || got[0] != "../feeds/measures/fine.xml" {
		t.Errorf("the page leads to the feeds %q", got)
	}
	index := parsePage(t, files["en/measures/index.html"])
	if got := index.texts("tbody th"); len(got) != 5 || got[1] != "Fine" {
		t.Errorf("the list of measures names %q", got)
	}
}

// TestListsOfNothing holds that a portal without records has lists, and no facets.
func TestListsOfNothing(t *testing.T) {
	reg, led := fixture(t)
	empty := *reg
	empty.Sanctions = nil
	files := render(t, &empty, led, testOptions())
	if p := parsePage(t, files["sanctions/index.html"]); len(p.all(".table-tools")) > 0 {
		t.Error("a list of nothing can be filtered")
	}
	if p := parsePage(t, files["totals/index.html"]); p.text("p.lede") != "没有可公示的惩戒记录。" || len(p.all("table")) > 0 {
		t.Errorf("the totals of nothing say %q", p.text("main"))
	}
}

// TestLongLists holds that a list with too many rows has no file of them, and its page says
// where else they can be filtered.
func TestLongLists(t *testing.T) {
	reg, led := fixture(t)
	o := testOptions()
	o.MostRows = 5
	files := map[string]string{}
	o.Workers = 1
	if err := Render(reg, led, o, tree.Always(func(f tree.File) error {
		files[f.Path] = string(f.Body)
		return nil
	})); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		list string
		want bool
	}{{"agencies", false}, {"projects", false}, {"sanctions", true}} {
		if got := files["en/"+c.list+"/rows.js"] != ""; got != c.want {
			t.Errorf("%s has a file of rows: %t, want %t", c.list, got, c.want)
		}
		p := parsePage(t, files["en/"+c.list+"/index.html"])
		if got := p.attributes(".table-tools", "data-rows")[0] != ""; got != c.want {
			t.Errorf("the page of %s names a file of rows: %t, want %t", c.list, got, c.want)
		}
		if got := p.attributes(".table-tools", "data-search")[0]; got != "../search/index.html?table="+c.list {
			t.Errorf("the page of %s leads to the search %q", c.list, got)
		}
	}
}

// rowsIn renders the fixture's files of rows.
func rowsIn(t *testing.T, size int) map[string][]byte {
	t.Helper()
	reg, led := fixture(t)
	o := testOptions()
	o.PageSize, o.Workers = size, 1
	files := map[string][]byte{}
	if err := Render(reg, led, o, tree.Always(func(f tree.File) error {
		if strings.HasSuffix(f.Path, "rows.js") {
			files[f.Path] = f.Body
		}
		return nil
	})); err != nil {
		t.Fatal(err)
	}
	return files
}

// TestRowFiles puts the rows together again, and compares them with those of the pages.
func TestRowFiles(t *testing.T) {
	files, pages := rowsIn(t, 2), built(t)
	if len(files) != 9 {
		t.Errorf("there are %d files of rows, want 9", len(files))
	}
	for name, body := range files {
		text, ok := bytes.CutPrefix(body, []byte("gongshiRows="))
		if !ok {
			t.Fatalf("%s begins with %.20q", name, body)
		}
		var file struct {
			Version int
			Facets  []facetIDs
			Texts   []string
			Shapes  []any
			Rows    [][]any
		}
		if err := json.Unmarshal(text, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list := parsePage(t, pages[strings.TrimSuffix(name, "rows.js")+"index.html"])
		rows := list.all("table.list tbody tr")
		if len(rows) != len(file.Rows) {
			t.Errorf("%s has %d rows, the page %d", name, len(file.Rows), len(rows))
			continue
		}
		for i, row := range file.Rows {
			values := row[1+len(file.Facets):]
			next := func() string {
				v := values[0]
				values = values[1:]
				if n, number := v.(float64); number {
					return file.Texts[int(n)]
				}
				return v.(string)
			}
			if got, want := written(file.Shapes[int(row[0].(float64))], next), plainly(rows[i]); got != want {
				t.Errorf("%s, row %d:\n%s\nwant\n%s", name, i, got, want)
			}
			if len(values) > 0 {
				t.Errorf("%s, row %d: %d values are left", name, i, len(values))
			}
		}
	}
}

// written writes a row of a file: tags with their attributes, and texts.
func written(node any, next func() string) string {
	switch v := node.(type) {
	case float64:
		return next()
	case string:
		return v
	}
	parts := node.([]any)
	var b strings.Builder
	b.WriteString("<" + parts[0].(string))
	attributes := parts[1].(map[string]any)
	for _, name := range []string{"aria-hidden", "class", "data-key", "data-label", "data-unit", "href", "lang", "role", "scope"} {
		if v, ok := attributes[name]; ok {
			b.WriteString(" " + name + "=" + written(v, next))
		}
	}
	b.WriteString(">")
	for _, child := range parts[2:] {
		b.WriteString(written(child, next))
	}
	return b.String() + "/"
}

// plainly writes an element of a page in the same way.
func plainly(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	b.WriteString("<" + n.Data)
	for _, name := range []string{"aria-hidden", "class", "data-key", "data-label", "data-unit", "href", "lang", "role", "scope"} {
		if hasAttribute(n, name) {
			b.WriteString(" " + name + "=" + attribute(n, name))
		}
	}
	b.WriteString(">")
	for c := range n.ChildNodes() {
		b.WriteString(plainly(c))
	}
	return b.String() + "/"
}

// TestRowFilesAreSame holds that the same records make the same bytes, however long pages are.
func TestRowFilesAreSame(t *testing.T) {
	first, second := rowsIn(t, 2), rowsIn(t, 50)
	for name, body := range first {
		if !bytes.Equal(body, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestSums(t *testing.T) {
	one, two := &register.Agency{ID: id(1)}, &register.Agency{ID: id(2)}
	about := func(a *register.Agency, standing register.Standing, fine money.Amount) *register.Sanction {
		return &register.Sanction{Agency: a, AgencyID: a.ID, Subject: "agency", Fine: fine, Judgement: register.Judgement{Standing: standing}}
	}
	person := &register.Sanction{Agency: one, Subject: "practitioner", Person: "王某某", Fine: yuanOf(900)}
	list := []*register.Sanction{
		about(one, register.InForce, yuanOf(100)), about(one, register.Ended, yuanOf(200)), about(two, register.InForce, yuanOf(0)), about(two, register.Appealed, money.Amount{}),
		about(two, register.InForce, yuanOf(400)), person,
	}
	got := sumOf(list)
	if got.agencies != 5 || got.inForce != 3 || got.persons != 1 || got.concerned != 2 || got.total() != yuanOf(700) {
		t.Errorf("got %+v with fines of %v", got, got.total())
	}
	if m := got.median(); m.Given {
		t.Errorf("the median of three fines is %v, want none", m)
	}
	list = append(list, about(one, register.Ended, yuanOf(300)), about(one, register.Ended, yuanOf(1000)))
	if m := sumOf(list).median(); m != yuanOf(300) {
		t.Errorf("the median of five fines is %v, want 300", m)
	}
	if m := sumOf(append(list, about(one, register.Ended, yuanOf(350)))).median(); m != yuanOf(325) {
		t.Errorf("the median of six fines is %v, want 325", m)
	}
}

// repeated is the register of the fixture with an agency that was sanctioned twice, and
// with the cross-check of such cases alone.
func repeated(t *testing.T) *register.Register {
	t.Helper()
	tables := rows()
	tables.Sanctions = append(tables.Sanctions, &register.Sanction{
		Origin: at("data/sanctions.csv", 20), ID: "拟社罚字〔2026〕9号", Kind: "penalty", Subject: "agency", Status: "in_force", AgencyID: id(1),
		MeasureNames: []string{"罚款"}, AuthorityName: "拟州市民政局", DecidedOn: d("2026-06-20"), Fine: yuanOf(5_000),
	})
	rules := book()
	for _, c := range rules.Checks {
		c.Off = c.Check != rulebook.RepeatSanctions
	}
	reg, findings := register.Link(tables, fixtureSettings(), rules, d("2026-06-30"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return reg
}

// TestTotals holds that repeat cases have their denominator and agree with the cross-check.
func TestTotals(t *testing.T) {
	reg := repeated(t)
	o := testOptions()
	o.Crosschecks = crosscheck.Run(reg)
	files := render(t, reg, ledger.Open(reg), o)
	p := parsePage(t, files["en/totals/index.html"])
	want := strings.ReplaceAll("4~sanctions may be shown: 3 about agencies, 2 of them in force, and 1 about practitioners, counted apart. "+
		"2 of the 6 agencies on the register have been sanctioned, 1 twice or more, 1 of these twice within 24~months.", "~", words.NoBreak)
	if got := p.text("p.lede"); got != want {
		t.Errorf("the totals open with\n%s\nwant\n%s", got, want)
	}
	if got := p.attributes("p.lede a.num", "href"); strings.Join(got, " ") != "../sanctions/index.html index.html#repeat" {
		t.Errorf("the figures lead to %q", got)
	}
	if got := p.texts("#by-year"); len(got) != 1 {
		t.Errorf("there are %d tables by year", len(got))
	}
	if got := parsePage(t, files[route.Site{}.Sanctions(1)]).texts("p.lede a.num"); len(got) != 2 {
		t.Errorf("the list of sanctions leads to %q, want those in force and the repeat cases", got)
	}
}
