package main

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// comparedIn is how many agencies the table of the page of comparisons has.
const comparedIn = "document.querySelectorAll('.compare-table thead th').length - 1"

// agencyPages is the slugs of the agencies of a built site, in their order.
func agencyPages(t testing.TB, public string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(public, "agencies/[0-9]*.html"))
	if err != nil || len(list) < 8 {
		t.Fatalf("%d agencies (%v)", len(list), err)
	}
	for i, path := range list {
		list[i] = strings.TrimSuffix(filepath.Base(path), ".html")
	}
	return list
}

// compared is the query of the page of comparisons for the first n agencies.
func compared(t testing.TB, public string, n int) string {
	return "?a=" + strings.Join(agencyPages(t, public)[:n], ",")
}

// nameOf is the name of the agency whose page is open.
func (p *tab) nameOf() string { return evaluate[string](p, "document.querySelector('h1').textContent") }

// TestBrowserCompare goes the way of a visitor without a mouse: two agencies from their
// pages into the basket, a third by typing, other years, a link for a friend, a file.
func TestBrowserCompare(t *testing.T) {
	public := sample(t)
	host, slugs := serveFolder(t, public), agencyPages(t, public)
	p, dir := openBrowser(t), t.TempDir()
	p.downloadInto(dir)
	p.allowClipboard()
	var names []string
	for _, slug := range slugs[:2] {
		p.open(host + "/agencies/" + slug + ".html")
		names = append(names, p.nameOf())
		p.tabTo(".basket button")
		p.press(keyEnter)
		p.until("document.querySelector('.basket button').getAttribute('aria-pressed') === 'true'")
		p.until(fmt.Sprintf("document.querySelector('.menu .basket-count').textContent === '(%d)'", len(names)))
		p.until(fmt.Sprintf("document.querySelector('.basket [role=status]').textContent.includes('%d')", len(names)))
	}
	p.open(host + "/agencies/" + slugs[2] + ".html")
	third := p.nameOf()
	p.tabTo(".basket a")
	p.press(keyEnter)
	p.until(comparedIn + " === 2")
	p.until("location.search.includes(" + quoted("a="+slugs[0]+","+slugs[1]) + ")")

	p.tabTo("#pick")
	p.compose(third[:len("社")])
	p.commit(third)
	p.until("document.querySelectorAll('[role=option]').length > 0")
	p.press(keyDown)
	p.until("document.querySelector('#pick').getAttribute('aria-activedescendant') === 'pick-0'")
	p.press(keyEnter)
	p.until(comparedIn + " === 3 && document.activeElement.id === 'pick'")
	p.until("document.querySelector('.menu .basket-count').textContent === '(3)'")

	from := evaluate[string](p, "document.querySelector('#compare-from').value")
	p.tabTo("#compare-measure")
	p.press("领") // the first measure that begins so, if any; the list is the browser's own
	p.tabTo("#compare-from")
	p.press(keyDown)
	p.until("document.querySelector('#compare-from').value !== " + quoted(from) + " && !location.search.includes('from=" + from + "')")

	p.tabTo(".take button")
	p.press(keyEnter)
	p.until("document.querySelector('.take .told').textContent !== ''")
	link := evaluate[string](p, "navigator.clipboard.readText()")
	const view = "document.querySelector('.compare-tables').textContent + document.querySelector('.compare-svg').outerHTML"
	before := evaluate[string](p, view)
	p.open("about:blank")
	p.open(link)
	p.until(comparedIn + " === 3")
	if got := evaluate[string](p, view); got != before {
		t.Errorf("the link shows\n%.600s, want\n%.600s", got, before)
	}

	p.tabTo(".take button + button")
	p.press(keyEnter)
	_, body := p.saved(dir, ".csv")
	checkCompared(t, body, append(names, third), public)

	p.tabTo(".chosen .remove")
	p.press(keyEnter)
	p.until(comparedIn + " === 2 && document.activeElement.matches('.chosen li:first-child .remove')")
	p.until("!location.search.includes(" + quoted(slugs[0]) + ")")
	evaluate[any](p, "history.back()")
	p.until(comparedIn + " === 3")
	p.print()
	for _, selector := range []string{".pick", ".acts", ".compare-controls", ".take", ".menu"} {
		if got := evaluate[string](p, "getComputedStyle(document.querySelector("+quoted(selector)+")).display"); got != "none" {
			t.Errorf("%s is printed", selector)
		}
	}
	p.quiet()
}

// checkCompared compares a file with the figures on the page of each agency.
func checkCompared(t *testing.T, body []byte, names []string, public string) {
	t.Helper()
	text, marked := strings.CutPrefix(string(body), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked {
		t.Fatalf("%v, with a mark: %v", err, marked)
	}
	if got, want := strings.Join(rows[0], ","), "机构,统一社会信用代码,年度,指标,数值,单位,状态"; got != want {
		t.Errorf("the columns are %s, want %s", got, want)
	}
	seen := map[string]bool{}
	amounts := 0
	for _, row := range rows[1:] {
		seen[row[0]] = true
		if (row[4] == "") == (row[6] == "") {
			t.Errorf("%q has a value and a state, or neither", row)
		}
		if row[3] != "机构管理人员薪酬福利总额" || row[4] == "" || row[4] == "0" {
			continue
		}
		page := readFile(t, filepath.Join(public, "agencies", strings.ToLower(strings.TrimPrefix(row[1], "\t"))+".html"))
		if !strings.Contains(strings.ReplaceAll(page, ",", ""), ">"+row[4]+"<") {
			t.Errorf("%q: the agency's page has no %s", row, row[4])
		}
		amounts++
	}
	for _, name := range names {
		if !seen[name] {
			t.Errorf("%s is not in the file", name)
		}
	}
	if amounts == 0 {
		t.Error("no amount in the file")
	}
}

// TestBrowserCompareFromDisk compares in a folder on a stick; names are found by sound.
func TestBrowserCompareFromDisk(t *testing.T) {
	public := sample(t)
	p := openBrowser(t)
	for _, prefix := range []string{"", "en/"} {
		p.open("file://" + public + "/" + prefix + "compare/index.html" + compared(t, public, 1))
		p.until(comparedIn + " === 1")
		p.write("#pick", "shgz")
		p.until("document.querySelectorAll('[role=option]').length > 1")
		p.press(keyDown + keyDown + keyEnter)
		p.until(comparedIn + " === 2")
		p.write("#pick", "zzzz")
		p.until("document.querySelector('.pick-status').textContent !== '' && document.querySelector('#pick').getAttribute('aria-expanded') === 'false'")
		evaluate[any](p, "localStorage.clear(); null")
	}
	p.quiet()
}

// TestBrowserCompareMany compares where there are so many agencies that their figures lie
// in several files: the page and the build agree on which.
func TestBrowserCompareMany(t *testing.T) {
	if testing.Short() {
		t.Skip("builds thousands of agencies; run without -short")
	}
	public, err := manyAgencies()
	if err != nil {
		t.Fatal(err)
	}
	shards, err := filepath.Glob(filepath.Join(public, "compare/data/*-*.js"))
	if err != nil || len(shards) < 64 {
		t.Fatalf("%d shards (%v)", len(shards), err)
	}
	slugs := agencyPages(t, public)
	p := openBrowser(t)
	p.open(serveFolder(t, public) + "/compare/index.html?m=contracts&a=" + strings.Join(slugs[len(slugs)-6:], ","))
	// These agencies have no year with anything to compare, and the page says so.
	p.until("document.querySelectorAll('.chosen a').length === 6 && document.querySelector('.compare-figure p') !== null")
	if n := evaluate[int](p, "document.querySelectorAll('.chosen .unknown, .compare-svg, .compare-table').length"); n > 0 {
		t.Errorf("%d agencies are unknown, or nothing is drawn", n)
	}
	p.quiet()
}

// TestBrowserCompareErrors opens links to nobody, more than a comparison holds, and a page
// whose figures do not come.
func TestBrowserCompareErrors(t *testing.T) {
	public := sample(t)
	slugs := agencyPages(t, public)
	var broken atomic.Bool
	files := http.FileServer(http.Dir(public))
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if broken.Load() && strings.Contains(r.URL.Path, "/data/") {
			http.NotFound(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	p := openBrowser(t)
	p.open(host.URL + "/compare/index.html?a=nobody," + slugs[0] + ",%3Cimg%20src%3Dx%3E")
	p.until(comparedIn + " === 1 && document.querySelectorAll('.chosen .unknown').length === 2")
	if n := evaluate[int](p, "document.querySelectorAll('main img').length"); n > 0 {
		t.Error("a slug became markup")
	}
	p.open(host.URL + "/compare/index.html?m=nothing&from=1&to=9999&a=" + strings.Join(slugs[:8], ","))
	p.until(comparedIn + " === 6 && document.querySelector('#pick').disabled && document.querySelector('#compare-measure').value === 'managers'")
	if list := evaluate[[]string](p, "[...document.querySelectorAll('.compare-svg .end')].map(e => e.textContent[0])"); !slices.IsSorted(list) && len(list) == 0 {
		t.Error("no line has a label")
	}
	p.quiet()

	// A link does not touch the basket, and without agencies there is nothing to compare.
	p.open(host.URL + "/compare/index.html")
	p.until("document.querySelectorAll('.chosen li').length === 0 && document.querySelector('.compare-controls').hidden")

	broken.Store(true)
	p.open(host.URL + "/compare/index.html?a=" + slugs[1])
	p.until("!document.querySelector('.problem').hidden")
	broken.Store(false)
	p.click(".problem button")
	p.until(comparedIn + " === 1 && document.querySelector('.problem').hidden")
	p.complaints() // of the file that was not there

	// Where the browser keeps nothing, the address does.
	p.open(host.URL + "/agencies/" + slugs[3] + ".html")
	evaluate[any](p, "Storage.prototype.setItem = () => { throw new Error('refused') }; null")
	p.click(".basket button")
	p.until("location.search.includes(" + quoted(slugs[3]) + ")")
	p.until(comparedIn + " === 1")
	p.quiet()
}

// TestBrowserCompareWithoutScript compares the agencies of a district in plain pages.
func TestBrowserCompareWithoutScript(t *testing.T) {
	public := sample(t)
	p := openBrowser(t)
	p.forbidScripts()
	p.open(serveFolder(t, public) + "/compare/index.html")
	p.click(".group-links a")
	p.until("location.pathname.includes('/compare/district-')")
	body, err := os.ReadFile(filepath.Join(public, "compare", filepath.Base(evaluate[string](p, "location.pathname"))))
	if err != nil {
		t.Fatal(err)
	}
	rows := evaluate[int](p, "document.querySelectorAll('table.compared tbody tr').length")
	said := regexp.MustCompile(`class="num">(\d+)[^<]*家机构`).FindSubmatch(body)
	if rows == 0 || said == nil || string(said[1]) != fmt.Sprint(rows) {
		t.Errorf("%d rows, and the page says %s", rows, said)
	}
	p.quiet()
}
