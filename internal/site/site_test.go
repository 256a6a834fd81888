package site

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/tree"
	"gongshi/internal/words"
	"gongshi/templates"
)

func testOptions() Options {
	return Options{
		Assets: Assets{Style: "assets/site-1.css", Script: "assets/site-2.js", Search: "assets/search-page-3.js", More: "assets/search-more-4.js", Icon: "assets/favicon-5.svg", SearchStyle: "assets/search-11.css", CompareStyle: "assets/compare-12.css", MatrixStyle: "assets/matrix-13.css",
			Table: "assets/table-page-6.js", Record: "assets/record-page-7.js", Compare: "assets/compare-page-8.js", Touch: "assets/touch-9.png", Cards: map[string]string{"home": "assets/card-home-10.png"}},
		Templates: templates.Files,
	}
}

// render makes a site and returns its pages by path.
func render(t testing.TB, reg *register.Register, led *ledger.Ledger, o Options) map[string]string {
	t.Helper()
	files := map[string]string{}
	var mutex sync.Mutex
	err := Render(reg, led, o, tree.Always(func(f tree.File) error {
		mutex.Lock()
		defer mutex.Unlock()
		if _, twice := files[f.Path]; twice {
			t.Errorf("%s was made twice", f.Path)
		}
		if strings.HasSuffix(f.Path, ".html") {
			files[f.Path] = string(f.Body)
		}
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// built renders the fixture.
func built(t testing.TB) map[string]string {
	t.Helper()
	reg, led := fixture(t)
	return render(t, reg, led, testOptions())
}

// TestStillPages holds that a day on which nothing happens changes no ordinary page:
// the day of the data stands in one small file, and on the pages that are about it.
func TestStillPages(t *testing.T) {
	at := func(on string) (pages map[string]string, state string) {
		reg, findings := register.Link(rows(), fixtureSettings(), book(), d(on))
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		b, err := status(records{reg: reg})
		if err != nil {
			t.Fatal(err)
		}
		return render(t, reg, ledger.Open(reg), testOptions()), string(b)
	}
	today, state := at("2026-07-20")
	tomorrow, next := at("2026-07-21")
	if state == next {
		t.Errorf("the state is %q on both days", state)
	}
	still := 0
	for path, body := range today {
		if strings.HasPrefix(path, "agencies/52") || strings.HasPrefix(path, "projects/") || strings.HasPrefix(path, "sanctions/") || strings.HasPrefix(path, "about/") {
			still++
			if body != tomorrow[path] {
				t.Errorf("%s changed although only the day did", path)
			}
		}
	}
	if still < 15 {
		t.Errorf("%d pages compared, want at least 15", still)
	}
}

func TestRenderMakesEveryPage(t *testing.T) {
	files := built(t)
	reg, _ := fixture(t)
	want := []string{
		"index.html", "agencies/index.html", "projects/index.html", "sanctions/index.html", "pay/index.html", "overdue/index.html",
		"districts/index.html", "districts/990101.html", "fields/index.html", "fields/sw13.html", "purchasers/index.html",
		"years/index.html", "years/2025.html", "data/index.html", "search/index.html", "about/methodology.html",
	}
	for _, a := range reg.Agencies {
		want = append(want, "agencies/"+a.Slug+".html")
	}
	for _, p := range reg.Projects {
		want = append(want, "projects/"+p.Slug+".html")
	}
	for _, s := range slices.Concat(reg.Sanctions, reg.Closed) {
		want = append(want, "sanctions/"+s.Slug+".html")
	}
	for _, prefix := range []string{"", "en/", "zh-hant/"} {
		for _, path := range want {
			if files[prefix+path] == "" {
				t.Errorf("there is no %s", prefix+path)
			}
		}
	}
	if files["404.html"] == "" || files["en/404.html"] != "" {
		t.Error("want one 404.html, at the root")
	}
	if files["notice.html"] != "" {
		t.Error("the notice has a page of its own")
	}
}

func TestRenderIsDeterministic(t *testing.T) {
	reg, led := fixture(t)
	one, many := testOptions(), testOptions()
	one.Workers, many.Workers = 1, 8
	first, second := render(t, reg, led, one), render(t, reg, led, many)
	if !maps.Equal(first, second) {
		for path := range first {
			if first[path] != second[path] {
				t.Errorf("%s differs with 1 and with 8 workers", path)
			}
		}
	}
}

func TestRenderEmptyRegister(t *testing.T) {
	reg, _ := register.Link(&register.Tables{}, &portal.Settings{Title: "空"}, nil, d("2026-06-30"))
	files := render(t, reg, ledger.Open(reg), testOptions())
	home := parsePage(t, files["index.html"])
	if got, want := home.text("h1"), "本站公开0\u00a0家机构、0\u00a0个项目和0\u00a0条惩戒。"; got != want {
		t.Errorf("the first page of an empty portal opens with %q, want %q", got, want)
	}
}

func TestRenderFails(t *testing.T) {
	reg, led := fixture(t)
	ignore := func(tree.File) error { return nil }
	full := errors.New("disk full")
	if err := Render(reg, led, testOptions(), tree.Always(func(tree.File) error { return full })); !errors.Is(err, full) {
		t.Errorf("a failing emit: got %v, want %v", err, full)
	}
	for _, c := range []struct{ name, file, body, want string }{
		{"a broken template", "pages/pay.html", "{{if}}", "template pages/pay.html"},
		{"an unknown field", "pages/pay.html", "{{.Nothing}}", "page pay/index.html: template: pay.html:1:2: executing \"pay.html\" at <.Nothing>: can't evaluate field Nothing in type site."},
		{"an unknown interface string", "pages/pay.html", "[[Nothing]]", "no interface string is called Nothing"},
		{"a broken part", "pages/own.html", `{{define "label"}}{{.Nothing}}{{end}}`, "page "},
	} {
		o := testOptions()
		o.Templates = templates.Over(fstest.MapFS{c.file: {Data: []byte(c.body)}})
		if c.file == "pages/own.html" {
			o.Templates = templates.Over(fstest.MapFS{"pages/zz-own.html": {Data: []byte(c.body)}})
		}
		if err := Render(reg, led, o, tree.Always(ignore)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want %q in it", c.name, err, c.want)
		}
	}
	o := testOptions()
	o.Templates = fstest.MapFS{}
	if err := Render(reg, led, o, tree.Always(ignore)); err == nil || !strings.Contains(err.Error(), "no templates") {
		t.Errorf("without templates: got error %v", err)
	}
}

func TestRenderOwnTemplate(t *testing.T) {
	reg, led := fixture(t)
	o := testOptions()
	o.Templates = templates.Over(fstest.MapFS{"pages/search.html": {Data: []byte("<!DOCTYPE html><title>[[Search]]</title>")}})
	files := render(t, reg, led, o)
	if got, want := files["en/search/index.html"], "<!DOCTYPE html><title>Search</title>"; got != want {
		t.Errorf("the portal's own search page is %q, want %q", got, want)
	}
}

func TestRenderPages(t *testing.T) {
	reg, led := fixture(t)
	o := testOptions()
	o.PageSize = 2
	files := render(t, reg, led, o)
	seen := map[string]int{}
	for n := 1; n <= 3; n++ {
		path := "agencies/index.html"
		if n > 1 {
			path = fmt.Sprintf("agencies/index-%d.html", n)
		}
		p := parsePage(t, files[path])
		for _, href := range p.attributes("table.list th a", "href") {
			seen[href]++
		}
		if got := p.text(".pager [aria-current]"); got != fmt.Sprint(n) {
			t.Errorf("%s marks page %q as the current one, want %d", path, got, n)
		}
	}
	if len(seen) != len(reg.Agencies) {
		t.Errorf("the pages of the list name %d agencies, want %d", len(seen), len(reg.Agencies))
	}
	if files["agencies/index-4.html"] != "" {
		t.Error("there is a fourth page for six agencies at two a page")
	}
}

func TestPager(t *testing.T) {
	p := page{edition: &edition{words: words.Of(portal.Chinese)}, path: "a/index.html"}
	path := func(n int) string { return fmt.Sprintf("a/index-%d.html", n) }
	for _, c := range []struct {
		n, last int
		want    string
	}{
		{1, 1, ""}, {1, 2, "1 2"}, {1, 9, "1 2 3  9"}, {5, 9, "1  3 4 5 6 7  9"}, {4, 9, "1 2 3 4 5 6  9"}, {9, 9, "1  7 8 9"},
	} {
		var got []string
		for _, item := range p.pager(c.n, c.last, path).Pages {
			got = append(got, item.Text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("page %d of %d leads to %q, want %q", c.n, c.last, strings.Join(got, " "), c.want)
		}
	}
}

// TestRowsNotKept holds that rows are the same where there are too many records to keep them.
func TestRowsNotKept(t *testing.T) {
	reg, led := fixture(t)
	o := testOptions()
	o.MostKept = 1
	got := render(t, reg, led, o)
	for path, want := range render(t, reg, led, testOptions()) {
		if got[path] != want {
			t.Errorf("%s is another where rows are not kept", path)
		}
	}
}
