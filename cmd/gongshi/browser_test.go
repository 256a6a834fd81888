package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// serveFolder serves a built site as a plain static host does, without any header.
func serveFolder(t testing.TB, public string) string {
	t.Helper()
	host := httptest.NewServer(http.FileServer(http.Dir(public)))
	t.Cleanup(host.Close)
	return host.URL
}

// serveBelow does so below a path, as GitHub Pages does.
func serveBelow(t testing.TB, public, path string) string {
	t.Helper()
	host := httptest.NewServer(http.StripPrefix(path, http.FileServer(http.Dir(public))))
	t.Cleanup(host.Close)
	return host.URL + path
}

// ask asks the search of the page that is open.
func (p *tab) ask(query string) answer {
	p.t.Helper()
	text, err := json.Marshal(query)
	if err != nil {
		p.t.Fatal(err)
	}
	return evaluate[answer](p, fmt.Sprintf("window.gongshi.search(%s, {limit: %d})", text, asManyAsHits))
}

// quiet asserts that the page complained of nothing: no breach of the policy, no
// error, nothing that failed to load.
func (p *tab) quiet() {
	p.t.Helper()
	for _, text := range p.complaints() {
		p.t.Errorf("the page complains: %s", text)
	}
}

// tabTo presses the tab key until an element has the focus.
func (p *tab) tabTo(selector string) {
	p.t.Helper()
	for range 200 {
		if evaluate[bool](p, "document.activeElement.matches("+quoted(selector)+")") {
			return
		}
		p.press(keyTab)
	}
	p.t.Fatalf("the tab key never comes to %s", selector)
}

const (
	searchBox = "input[type=search]"
	hits      = "document.querySelectorAll('li.hit').length"
	status    = "(document.querySelector('[role=status]')?.textContent ?? '')"
)

// counts is whether the search page says that it has found n records.
func counts(n int) string {
	return fmt.Sprintf("/(^|\\D)%d\\D/.test(%s)", n, status)
}

// TestBrowserSearch goes the way of a visitor over the real preview server: type a
// query on the first page, see how many there are, filter, open a hit.
func TestBrowserSearch(t *testing.T) {
	s := serve(t, copySample(t))
	p := openBrowser(t)
	p.open(s.url + "/")
	p.write(searchBox, "年度工作报告"+keyEnter)
	p.until("location.pathname.endsWith('/search/index.html') && new URLSearchParams(location.search).get('q') === '年度工作报告'")
	p.until(hits + " > 0")
	total := p.ask("年度工作报告").Total
	p.until(counts(total))
	if n := evaluate[int](p, "document.querySelectorAll('mark').length"); n == 0 {
		t.Error("no highlight in the excerpts")
	}

	// A facet narrows the result and stands in the address.
	before := evaluate[string](p, "location.href")
	p.click(".facet[open]:not([hidden]) input[type=checkbox]")
	p.until("location.href !== " + quoted(before))
	p.until(fmt.Sprintf("(n => n > 0 && n < %d)(+document.querySelector('[role=status]').textContent.match(/\\d+/))", total))
	narrowed := evaluate[string](p, "document.querySelector('[role=status]').textContent")

	// The address holds all of it, for a friend and for the button that goes back.
	p.open(evaluate[string](p, "location.href"))
	p.until("document.querySelector('[role=status]')?.textContent === " + quoted(narrowed))
	evaluate[any](p, "history.back()")
	p.until(counts(total))

	// The first hit is a page that holds what was asked for.
	href := evaluate[string](p, "document.querySelector('li.hit a').href")
	p.click("li.hit a")
	p.until("location.href.startsWith(" + quoted(strings.SplitN(href, "?", 2)[0]) + ")")
	p.until("document.body.textContent.includes('年度工作报告')")
	p.quiet()
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // a string always can
	return string(b)
}

// TestBrowserKeyboard searches and opens a hit with the keyboard alone.
func TestBrowserKeyboard(t *testing.T) {
	s := serve(t, copySample(t))
	p := openBrowser(t)
	p.open(s.url + "/")
	focus := func(what, expression string) {
		t.Helper()
		for range 200 {
			p.press(keyTab)
			if evaluate[bool](p, "(e => "+expression+")(document.activeElement)") {
				if !evaluate[bool](p, "(e => [e, e.parentElement].map(x => getComputedStyle(x)).some(s => s.outlineStyle !== 'none' && s.outlineWidth !== '0px'))(document.activeElement)") {
					t.Errorf("%s: the focus cannot be seen", what)
				}
				return
			}
		}
		t.Fatalf("%s cannot be reached with the tabulator", what)
	}
	p.press(keyTab)
	if got := evaluate[string](p, "document.activeElement.getAttribute('href') || ''"); !strings.HasPrefix(got, "#") {
		t.Errorf("the first stop is %q, want the link that skips to the content", got)
	}
	focus("the search box", "e.matches('input[type=search]')")
	p.press("社会工作" + keyEnter)
	p.until(hits + " > 0")
	focus("a hit", "e.matches('li.hit a')")
	p.press(keyEnter)
	p.until("!location.pathname.includes('/search/')")
	p.quiet()
}

// TestBrowserEnglish searches in the English edition, whose hits are English pages.
func TestBrowserEnglish(t *testing.T) {
	p := openBrowser(t)
	p.open(serveFolder(t, sample(t)) + "/en/index.html")
	p.write(searchBox, "年度工作报告"+keyEnter)
	p.until(hits + " > 0")
	p.click("li.hit a")
	p.until("/^\\/en\\/(sanctions|projects|agencies)\\/[a-z0-9-]+\\.html$/.test(location.pathname)")
	if got := evaluate[string](p, "document.documentElement.lang"); got != "en" {
		t.Errorf("lang: got %q, want en", got)
	}
	p.quiet()
}

// TestBrowserReload leaves a page of the preview open while its table is edited: a
// good build reloads it, a bad one puts a bar with the way to the findings on it.
func TestBrowserReload(t *testing.T) {
	portal := smallPortal(t, t.TempDir())
	table := filepath.Join(portal, "data/agencies.csv")
	good := readFile(t, table)
	s := serve(t, portal)
	p := openBrowser(t)
	p.open(s.url + "/agencies/529900000000000193.html")
	p.until("document.body.textContent.includes('晨光')")
	writeFile(t, table, []byte(strings.Replace(good, "晨光", "旭日", 1)))
	p.until("document.body.textContent.includes('旭日')")
	writeFile(t, table, []byte(strings.Replace(good, "529900000000000193", "5299", 1)))
	p.until("!!document.querySelector('a[href=\"/-/findings\"]') && document.body.textContent.includes('旭日')")
	p.click("a[href='/-/findings']")
	p.until("document.body.textContent.includes('data/agencies.csv:2:1')")
	p.quiet()
}

// TestBrowserWithoutScripts browses to a sanction with JavaScript switched off.
func TestBrowserWithoutScripts(t *testing.T) {
	s := serve(t, copySample(t))
	p := openBrowser(t)
	p.forbidScripts()
	p.open(s.url + "/index.html")
	p.click("a[href$='sanctions/index.html']")
	p.until("location.pathname === '/sanctions/index.html'")
	p.click("main tbody a[href$='.html']")
	p.until("/^\\/sanctions\\/[a-z0-9-]+\\.html$/.test(location.pathname)")
	p.until("!!document.querySelector('main')?.innerText.includes('决定日期')")
	p.open(s.url + "/search/index.html")
	if n := evaluate[int](p, "[...document.querySelectorAll('main noscript a')].filter(a => a.offsetHeight > 0).length"); n < 3 {
		t.Errorf("the search page leads to %d lists, want 3 or more", n)
	}
}

// TestBrowserHostile opens every kind of page of the hostile portal: no script of
// the data runs and the policy is never broken, so nothing tried.
func TestBrowserHostile(t *testing.T) {
	portal := extract(t, "testdata/script/build_hostile_text.txtar", t.TempDir())
	s := serve(t, portal)
	p := openBrowser(t)
	public := filepath.Join(portal, "public")
	list, err := files(public)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		if strings.HasSuffix(name, ".html") {
			p.open(s.url + "/" + name)
			p.until("document.readyState === 'complete'")
		}
	}
	for _, query := range []string{"<script>alert(1)</script>", "alert", "\"><img src=x onerror=alert(1)>"} {
		p.open(s.url + "/search/index.html?q=" + url.QueryEscape(query))
		p.until("[...document.querySelectorAll('[role=status], [role=alert]')].some(e => e.textContent.trim() !== '')")
		if n := evaluate[int](p, "document.querySelectorAll('main img[src=x], main svg[onload], main script').length"); n > 0 {
			t.Errorf("%s: the query became markup", query)
		}
	}
	p.quiet()
}

// TestBrowserFromDisk opens the site as a visitor with a folder on a stick does.
func TestBrowserFromDisk(t *testing.T) {
	public := sample(t)
	p := openBrowser(t)
	p.open("file://" + public + "/index.html")
	p.write(searchBox, "年度工作报告"+keyEnter)
	p.until("location.pathname.endsWith('/search/index.html')")
	p.until(hits + " > 0")
	p.quiet()
}

// TestBrowserRecall asks the real client for random pieces of the sample's text,
// over a plain host and from a folder on a disk.
func TestBrowserRecall(t *testing.T) {
	public := sample(t)
	s := newScan(documents(t, samplePortal(t), sampleDay(t)))
	queries := s.substrings(substrings, recallSeed)
	for _, c := range []struct {
		name, address string
		n             int
	}{
		{"host", serveFolder(t, public) + "/search/index.html", substrings},
		{"sub-path", serveBelow(t, public, "/a/b") + "/search/index.html", 20},
		{"disk", "file://" + public + "/search/index.html", 50},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := openBrowser(t)
			p.t = t
			p.open(c.address)
			s.compare(t, queries[:c.n], p.ask)
			p.quiet()
		})
	}
}

// TestBrowserParity asks the client and the program the same queries of the language:
// total, order and facets are the same.
func TestBrowserParity(t *testing.T) {
	portal := samplePortal(t)
	p := openBrowser(t)
	p.open(serveFolder(t, sample(t)) + "/search/index.html")
	for _, query := range []string{
		"警告", "罚款 -警告", "\"年度工作报告\"", "社区 OR 养老", "table:sanctions", "table:projects grade:优秀", "kind:discipline",
		"year:2023..2024 社会工作", "date:2024-01..2024-06", "fine:>=10000", "status:in_force", "没有这样的字句",
	} {
		for _, sort := range []string{"relevance", "newest", "oldest", "amount"} {
			stdout, stderr, code := gongshi(t, "search", "-C", portal, "--format", "json", "--sort", sort, "--limit", "20", query)
			if code != 0 {
				t.Fatalf("%s: exit code %d: %s", query, code, stderr)
			}
			got := evaluate[string](p, fmt.Sprintf("window.gongshi.search(%s, {sort: %q, limit: 20}).then(JSON.stringify)", quoted(query), sort))
			if a, b := canonical(t, got), canonical(t, stdout); a != b {
				t.Errorf("%s by %s: the page says\n%.1500s\nthe program says\n%.1500s", query, sort, a, b)
			}
		}
	}
}

// canonical is JSON with its keys in order and one to a line.
func canonical(t *testing.T, text string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// tools is the folder of the test tools from npm.
func tools(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(repository(t), ".ci/node_modules")
	if _, err := os.Stat(filepath.Join(dir, "axe-core/axe.min.js")); err != nil {
		lacks(t, "browser", "no test tools from npm: run npm ci in .ci")
	}
	return dir
}
