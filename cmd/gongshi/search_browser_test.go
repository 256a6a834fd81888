package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

const (
	options = "[...document.querySelectorAll('#names [role=option]')]"
	field   = "document.getElementById('q')"
)

// searching opens the search page of the sample with a query.
func searching(t *testing.T, query string) *tab {
	t.Helper()
	p := openBrowser(t)
	p.open(serveFolder(t, sample(t)) + "/search/index.html" + query)
	p.until(status + " !== ''")
	return p
}

// anAgency is the name of an agency of the sample and the path of its page.
func anAgency(t *testing.T) (name, page string) {
	t.Helper()
	for _, d := range documents(t, samplePortal(t), sampleDay(t)) {
		if strings.HasPrefix(d.id, "agencies/") && strings.HasSuffix(d.texts[0], "中心") {
			return d.texts[0], "/" + d.id + ".html"
		}
	}
	t.Fatal("the sample has no agency")
	return
}

// TestBrowserSuggest types the beginning of a name and chooses it with the keys.
func TestBrowserSuggest(t *testing.T) {
	name, page := anAgency(t)
	begin := string([]rune(name)[:len([]rune(name))-4])
	p := searching(t, "")
	p.write("#q", begin)
	p.until(options + ".some(o => o.textContent === " + quoted(name) + ")")
	p.until(field + ".getAttribute('aria-expanded') === 'true'")
	p.until(fmt.Sprintf("[...document.querySelectorAll('[role=status]')].some(e => e.textContent.includes(%s.length + '\\u00a0个机构'))", options))
	if n := evaluate[int](p, options+".filter(o => o.querySelector('mark').textContent === "+quoted(begin)+").length"); n == 0 {
		t.Error("what was typed is not marked in the names")
	}

	// Down chooses the first, up leaves it, Escape folds the list away and keeps the text.
	p.press(keyDown)
	active := "document.getElementById(" + field + ".getAttribute('aria-activedescendant'))"
	p.until(active + "?.getAttribute('aria-selected') === 'true'")
	p.press(keyUp)
	p.until("!" + field + ".hasAttribute('aria-activedescendant')")
	p.press(keyEscape)
	p.until(options + ".length === 0 && " + field + ".getAttribute('aria-expanded') === 'false' && " + field + ".value === " + quoted(begin))

	// Enter without a choice searches; down opens the list again.
	p.press(keyEnter)
	p.until("new URLSearchParams(location.search).get('q') === " + quoted(begin) + " && document.activeElement === " + field)
	p.press(keyDown)
	p.until(options + ".length > 0")
	for range 8 {
		if evaluate[string](p, active+"?.textContent ?? ''") == name {
			break
		}
		p.press(keyDown)
	}
	p.press(keyEnter)
	p.until("location.pathname === " + quoted(page))
	p.quiet()
}

// TestBrowserSuggestByMouse clicks a name that was found by its pinyin.
func TestBrowserSuggestByMouse(t *testing.T) {
	p := searching(t, "")
	p.write("#q", "nizhou")
	p.until(options + ".length > 1")
	if got := evaluate[string](p, options+"[0].querySelector('mark').textContent"); got != "nizhou" {
		t.Errorf("marked %q, want nizhou", got)
	}
	href := evaluate[string](p, options+"[1].href")
	p.click("#names [role=option]:nth-child(2)")
	p.until("location.href === " + quoted(href))
	p.until("document.querySelector('h1').textContent.includes('拟州市')")
	p.quiet()
}

// TestBrowserInputMethod types with an input method: nothing is looked for before
// the text is there.
func TestBrowserInputMethod(t *testing.T) {
	p := searching(t, "")
	total := p.ask("").Total
	p.until(counts(total))
	p.click("#q")
	p.compose("ni'zhou'shi")
	evaluate[any](p, "new Promise(done => setTimeout(done, 600))") // longer than the page waits
	if got := evaluate[string](p, "location.search"); got != "" {
		t.Errorf("the page searched for %s while the input method was at work", got)
	}
	if n := evaluate[int](p, options+".length"); n > 0 {
		t.Errorf("%d names were suggested while the input method was at work", n)
	}
	p.commit("拟州市社")
	p.until(options + ".length > 0")
	p.until("new URLSearchParams(location.search).get('q') === '拟州市社'")
	p.quiet()
}

// faceted is an answer with its facets.
type faceted struct {
	Total  int
	Facets map[string][]struct {
		Value string
		Count int
	}
}

func (p *tab) askFacets(query string) faceted {
	p.t.Helper()
	return evaluate[faceted](p, fmt.Sprintf("window.gongshi.search(%s, {limit: 0})", quoted(query)))
}

// shownCounts is whether a facet of the page has these counts.
func shownCounts(name string, f faceted) string {
	want := map[string]int{}
	for _, v := range f.Facets[name] {
		want[v.Value] = v.Count
	}
	b, _ := json.Marshal(want)
	return fmt.Sprintf(`(want => {
		const boxes = [...document.querySelectorAll('.facet input[type=checkbox][name=%s]')];
		const got = boxes.map(b => [b.value, +b.closest('label').querySelector('.count').textContent.replace(',', '')]).filter(([, n]) => n > 0);
		return got.length === Object.keys(want).length && got.every(([v, n]) => want[v] === n);
	})(%s)`, name, b)
}

// TestBrowserFacets ticks a value: the total is its count, other facets are counted
// anew, its own keeps what could be ticked beside; the button above takes it back.
func TestBrowserFacets(t *testing.T) {
	p := searching(t, "?q="+url.QueryEscape("社会工作"))
	all := p.askFacets("社会工作")
	p.until(counts(all.Total))
	for _, name := range []string{"table", "status", "district", "measure", "year"} {
		p.until(shownCounts(name, all))
	}
	value := all.Facets["district"][0]
	p.click(".facet input[name=district]")
	p.until(counts(value.Count))
	narrowed := p.askFacets("社会工作 district:" + value.Value)
	p.until(shownCounts("table", narrowed))
	p.until(shownCounts("measure", narrowed))
	p.until(shownCounts("district", all))
	if got := evaluate[string](p, "document.activeElement.value"); got != value.Value {
		t.Errorf("the focus is on %q, want the box that was ticked", got)
	}
	p.until("document.querySelector('.active button')?.textContent.includes(" + quoted(value.Value) + ")")
	p.click(".active button")
	p.until(counts(all.Total) + " && !location.search.includes('district')")
	p.until("document.activeElement === " + field)
	p.until("!document.querySelector('.facet input:checked')")
	p.quiet()
}

// TestBrowserRanges narrows by dates and fines.
func TestBrowserRanges(t *testing.T) {
	p := searching(t, "?from=2024-01-01&to=2025-12-31&fine=1000..20000&sort=amount")
	p.until(counts(p.ask("date:2024-01-01..2025-12-31 fine:1000..20000").Total))
	if got := evaluate[string](p, "['from', 'to', 'least', 'most'].map(n => document.querySelector(`input[name=${n}]`).value).join(' ')"); got != "2024-01-01 2025-12-31 1000 20000" {
		t.Errorf("the fields hold %s", got)
	}
	if n := evaluate[int](p, "document.querySelectorAll('.active button').length"); n != 3 {
		t.Errorf("%d buttons take filters back, want one for dates, one for fines and one for all", n)
	}
	evaluate[any](p, "(e => { e.value = ''; e.dispatchEvent(new Event('change', {bubbles: true})); })(document.querySelector('input[name=most]'))")
	p.until("location.search.includes('fine=1000&')")
	p.until(counts(p.ask("date:2024-01-01..2025-12-31 fine:>=1000").Total))
	p.click(".active li:last-child button")
	p.until(counts(p.ask("").Total))
	p.until("location.search === '?sort=amount' && document.activeElement === " + field)
	p.quiet()
}

// agencies is how many manyAgencies has: more than one download holds.
const agencies = 10_050

// manyAgencies is the site of a portal with so many agencies that their facet is large.
var manyAgencies = sync.OnceValues(func() (string, error) {
	suite, err := suiteFolder()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(suite, "agencies")
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("agency_id,name,district\n")
	syllables := []rune("安邦晨德恩福光和惠嘉康乐美宁平启仁善同望祥心雅益友远正众卓")
	for i := range agencies {
		n, k := i*7919, len(syllables)
		fmt.Fprintf(&b, "5299%013dX,%c%c%c%d社会工作服务中心,%c区\n", int64(i)*104729%9_999_999_999_999, syllables[n%k], syllables[n/k%k], syllables[n/k/k%k], i, syllables[i%5])
	}
	for name, body := range map[string]string{"gongshi.yaml": "title: 公示\nas_of: \"2026-06-30\"\n", "data/agencies.csv": b.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			return "", err
		}
	}
	if out, err := exec.Command("gongshi", "build", "-C", dir).CombinedOutput(); err != nil {
		return "", fmt.Errorf("build of many agencies: %w\n%.2000s", err, out)
	}
	return filepath.Join(dir, "public"), nil
})

// crowded opens the search page of manyAgencies.
func crowded(t *testing.T, query string) *tab {
	t.Helper()
	p := openBrowser(t)
	public, err := manyAgencies()
	if err != nil {
		t.Fatal(err)
	}
	p.open(serveFolder(t, public) + "/search/index.html" + query)
	p.until(status + " !== ''")
	return p
}

// TestBrowserLargeFacet opens the facet of agencies where there are thousands: it is
// counted only then.
func TestBrowserLargeFacet(t *testing.T) {
	p := crowded(t, "?q="+url.QueryEscape("安"))
	p.until("document.querySelectorAll('.facet input[name=district]').length > 1")
	const box = "[...document.querySelectorAll('.facet')].find(f => f.querySelector('summary').textContent.startsWith('机构'))"
	if evaluate[bool](p, box+".open") || !evaluate[bool](p, box+".textContent.includes('展开后统计')") {
		t.Error("the facet of 10,000 agencies is open, or does not say that it is counted when opened")
	}
	if n := evaluate[int](p, box+".querySelectorAll('input').length"); n > 0 {
		t.Errorf("%d values were counted before the facet was opened", n)
	}
	before := evaluate[int](p, "performance.getEntriesByType('resource').length")
	evaluate[any](p, box+".querySelector('summary').click()")
	p.until(box + ".querySelectorAll('input').length === 100")
	if after := evaluate[int](p, "performance.getEntriesByType('resource').length"); after <= before {
		t.Error("opening the facet loaded nothing")
	}
	p.until(box + ".textContent.includes('只列出最多的')")

	// It stays open and follows the query.
	p.click("#q")
	p.press("邦" + keyEnter)
	p.until(shownCounts("agency", p.askFacets("安邦")))
	if !evaluate[bool](p, box+".open") {
		t.Error("the facet was closed by a search")
	}
	p.quiet()
}

// TestBrowserNothingFound asks for what there is not: the page says what may have
// been meant, and what the filters hide.
func TestBrowserNothingFound(t *testing.T) {
	name, _ := anAgency(t)
	r := []rune(name)
	last := len(r) - 5
	slip := string(r[:last]) + "飍" + string(r[last+1:])
	p := searching(t, "?q="+url.QueryEscape(slip))
	p.until("document.querySelector('.advice a')?.textContent === " + quoted(name))
	p.until("document.querySelector('.take').hidden")
	p.click(".advice a")
	p.until(hits + " > 0 && " + field + ".value === " + quoted(name))
	p.until("document.activeElement === " + field)

	p.open(evaluate[string](p, "location.origin + location.pathname") + "?q=" + url.QueryEscape("警告") + "&from=1990-01-01&to=1990-01-02")
	p.until("document.querySelector('.advice a')?.textContent.includes('去掉筛选')")
	p.click(".advice a")
	p.until(counts(p.ask("警告").Total))

	p.open(evaluate[string](p, "location.origin + location.pathname") + "?q=" + url.QueryEscape("警告 飍飍"))
	p.until("[...document.querySelectorAll('.advice a')].some(a => a.textContent.startsWith('警告'))")
	p.quiet()
}

// TestBrowserCopyLink copies the address that holds all that was asked for.
func TestBrowserCopyLink(t *testing.T) {
	p := searching(t, "?mode=elder&q="+url.QueryEscape("罚款")+"&status=in_force&sort=newest")
	p.allowClipboard()
	p.until(hits + " > 0")
	p.click(".take button")
	p.until("document.querySelector('.told').textContent.includes('链接已复制')")
	address := evaluate[string](p, "navigator.clipboard.readText()")
	if want := evaluate[string](p, "location.origin + location.pathname") + "?q=" + url.QueryEscape("罚款") + "&status=in_force&sort=newest"; address != want {
		t.Errorf("copied %s, want %s", address, want)
	}
	said := evaluate[string](p, status)
	p.open(address)
	p.until(status + " === " + quoted(said))
	evaluate[any](p, "localStorage.clear(); null")
	p.quiet()
}

// TestBrowserRefusedClipboard shows the link where the browser refuses to copy it.
func TestBrowserRefusedClipboard(t *testing.T) {
	p := searching(t, "?q="+url.QueryEscape("罚款"))
	p.until(hits + " > 0")
	evaluate[any](p, "navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); null")
	p.click(".take button")
	p.until("document.querySelector('.told input')?.value === location.href && document.activeElement.readOnly")
	p.quiet()
}

// TestBrowserRepublished lists more hits of a page whose site was published again.
func TestBrowserRepublished(t *testing.T) {
	portal := copySample(t)
	build := func() string {
		t.Helper()
		out := filepath.Join(t.TempDir(), "public")
		if _, stderr, code := gongshi(t, "build", "-C", portal, "--out", out); code != 0 {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		return out
	}
	var folder atomic.Value
	folder.Store(build())
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.FileServer(http.Dir(folder.Load().(string))).ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	p := openBrowser(t)
	p.open(host.URL + "/search/index.html?q=" + url.QueryEscape("社会工作"))
	p.until(hits + " === 10")
	total := p.askFacets("社会工作").Total // which loads no hits

	// An agency more, which is found as well.
	table := filepath.Join(portal, "data/agencies.csv")
	lines := strings.SplitAfter(readFile(t, table), "\n")
	cells := strings.Split(lines[1], ",")
	cells[0], cells[1] = "529900000000000193", "拟州市新生社会工作服务中心"
	writeFile(t, table, []byte(strings.Join(lines, "")+strings.Join(cells, ",")))
	folder.Store(build())

	for range total / 10 { // until a file is asked for that is gone
		if evaluate[bool](p, counts(total+1)) {
			break
		}
		before := evaluate[int](p, hits)
		p.click(".more-hits")
		p.until(fmt.Sprintf("%s > %d || %s", hits, before, counts(total+1)))
	}
	p.until(counts(total + 1))
	p.until("document.querySelector('.search-problem').hidden && document.activeElement !== document.body")
}

// TestBrowserHalfTyped types a query that is wrong until it is finished.
func TestBrowserHalfTyped(t *testing.T) {
	p := searching(t, "?q="+url.QueryEscape("罚款"))
	p.until(hits + " > 0")
	p.click("#q")
	p.press(" \"警告")
	p.until("new URLSearchParams(location.search).get('q') === '罚款 \"警告'")
	if evaluate[bool](p, "!document.querySelector('.search-problem').hidden || "+hits+" === 0") {
		t.Error("the page complains of a query that is being typed")
	}
	p.press(keyEnter)
	p.until("document.querySelector('.search-problem mark')?.textContent === '\"警告' && " + hits + " === 0")
	p.press("\"")
	p.until(counts(p.ask("罚款 \"警告\"").Total))
	p.until("document.querySelector('.search-problem').hidden")
	p.quiet()
}

// TestBrowserTitlesFirst holds the texts of records back: the titles are there before
// them, with room for what is to come.
func TestBrowserTitlesFirst(t *testing.T) {
	public := sample(t)
	texts := regexp.MustCompile(`"texts":\[([^\]]*)\]`).FindStringSubmatch(readFile(t, filepath.Join(public, "search/index/root.js")))
	if texts == nil {
		t.Fatal("the root names no texts")
	}
	var hold atomic.Bool
	release := make(chan struct{})
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if group, _, _ := strings.Cut(path.Base(r.URL.Path), "-"); hold.Load() && strings.Contains(texts[1], group) {
			<-release
		}
		http.FileServer(http.Dir(public)).ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	p := openBrowser(t)
	p.open(host.URL + "/search/index.html?q=table:agencies")
	p.until(hits + " === 10")
	hold.Store(true)
	evaluate[any](p, field+".value = 'table:sanctions 警告'")
	p.click("#q")
	p.press(keyEnter)
	p.until("document.querySelectorAll('.excerpt.wait').length > 0")
	waiting := evaluate[[]int](p, "[...document.querySelectorAll('.excerpt.wait')].map(e => e.offsetHeight)")
	if slices.Min(waiting) < 40 {
		t.Errorf("texts to come have the heights %v, want some lines", waiting)
	}
	close(release)
	p.until("document.querySelectorAll('.excerpt.wait').length === 0 && document.querySelectorAll('.excerpt mark').length >= 10")
	p.quiet()
}

// TestBrowserMore lists the next hits and goes to the first of them.
func TestBrowserMore(t *testing.T) {
	p := searching(t, "?q="+url.QueryEscape("社会工作"))
	p.until(hits + " === 10")
	p.click(".more-hits")
	p.until(hits + " === 20 && document.activeElement === document.querySelectorAll('li.hit a')[10]")
	p.until(status + ".includes('20')")

	// Enter on the same query searches again and adds no step to go back.
	length := evaluate[int](p, "history.length")
	p.click("#q")
	p.press(keyEnter)
	p.until(hits + " === 10 && document.activeElement === " + field)
	if got := evaluate[int](p, "history.length"); got != length {
		t.Errorf("the history has %d steps, want %d as before", got, length)
	}

	// What is typed at one go is one step back, whether Enter ends it or not.
	p.press("服务")
	p.until("new URLSearchParams(location.search).get('q') === '社会工作服务'")
	p.press("中心" + keyEnter)
	p.until("new URLSearchParams(location.search).get('q') === '社会工作服务中心'")
	evaluate[any](p, "history.back()")
	p.until(field + ".value === '社会工作' && " + hits + " === 10")
	p.quiet()
}

// TestBrowserNarrowElder fills the page with all it has, in large print on a small phone.
func TestBrowserNarrowElder(t *testing.T) {
	p := openBrowser(t)
	p.screen(320, 640, "light")
	p.open(serveFolder(t, sample(t)) + "/search/index.html?mode=elder&q=" + url.QueryEscape("社会工作") + "&status=in_force&fine=1000..50000&from=2023-01-01")
	p.until(hits + " > 0 && document.querySelectorAll('.active button').length === 4")
	evaluate[any](p, "document.querySelectorAll('main details').forEach(d => d.open = true)")
	fits := func(what string) {
		t.Helper()
		if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
			t.Errorf("%s: %d pixels wider than the screen", what, wide)
		}
	}
	fits("all filters")
	p.click("#q")
	evaluate[any](p, field+".select()")
	p.press("nizhoushi")
	p.until(options + ".length > 2")
	fits("names")
	if evaluate[bool](p, "(r => r.right > innerWidth || r.left < 0)(document.getElementById('names').getBoundingClientRect())") {
		t.Error("the list of names is cut off")
	}
	evaluate[any](p, "localStorage.clear(); null")
	p.quiet()
}

// TestBrowserSearchFromDisk uses what the page loads late, from a folder on a disk.
func TestBrowserSearchFromDisk(t *testing.T) {
	name, page := anAgency(t)
	p, dir := openBrowser(t), t.TempDir()
	p.downloadInto(dir)
	address := "file://" + sample(t) + "/search/index.html"
	p.open(address + "?q=" + url.QueryEscape("没有这样的字句 警告"))
	p.until("[...document.querySelectorAll('.advice a')].some(a => a.textContent.startsWith('警告'))")
	p.open(address + "?q=" + url.QueryEscape("警告"))
	p.until(hits + " > 0")
	p.click(".take button:nth-of-type(2)")
	if _, body := p.saved(dir, ".csv"); !strings.Contains(string(body), "警告") {
		t.Errorf("the table has no hit: %.200s", body)
	}
	p.click("#q")
	evaluate[any](p, field+".select()")
	p.press(name)
	p.until(options + ".length === 1")
	p.press(keyDown + keyEnter)
	p.until("location.href.endsWith(" + quoted(page) + ")")
	p.quiet()
}

// TestBrowserSlash goes to the field by a key, which can be switched off.
func TestBrowserSlash(t *testing.T) {
	p := searching(t, "?q="+url.QueryEscape("警告"))
	p.until(hits + " > 0 && document.activeElement !== " + field)
	// The protocol sends a key and its character apart, so the key alone is sent here.
	const slash = "!document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true, cancelable: true}))"
	if !evaluate[bool](p, slash) || !evaluate[bool](p, "document.activeElement === "+field) {
		t.Error("the key does not go to the field")
	}
	if evaluate[bool](p, slash) {
		t.Error("the key cannot be typed into the field")
	}
	p.click(".examples a")
	p.until("location.pathname.endsWith('/help.html')")
	p.click("[data-keys]")
	p.until("document.querySelector('[data-keys]').textContent === '启用这个快捷键'")
	if evaluate[bool](p, slash) {
		t.Error("the key works although it was switched off")
	}
	p.click("[data-keys]")
	p.until("document.querySelector('[data-keys]').textContent === '停用这个快捷键'")
	if !evaluate[bool](p, slash) {
		t.Error("the key does not work although it was switched on again")
	}
	evaluate[any](p, "localStorage.clear(); null")
	p.quiet()
}

// TestBrowserPrefetch touches the field of the first page: only then what the search
// page needs is fetched.
func TestBrowserPrefetch(t *testing.T) {
	p := openBrowser(t)
	p.open(serveFolder(t, sample(t)) + "/index.html")
	const fetched = "performance.getEntriesByType('resource').map(e => e.name).filter(n => /root\\.js|search-page-/.test(n)).length"
	if n := evaluate[int](p, fetched); n > 0 {
		t.Errorf("the first page loads %d files of the search", n)
	}
	p.click(searchBox)
	p.until(fetched + " === 2")
	p.quiet()
}

// TestBrowserPrinted prints what was found and not what it was found with.
func TestBrowserPrinted(t *testing.T) {
	p := searching(t, "?q="+url.QueryEscape("警告")+"&status=in_force")
	p.until(hits + " > 0 && !!document.querySelector('.active button')")
	p.print()
	visible := func(selector string) bool {
		t.Helper()
		return evaluate[bool](p, "[...document.querySelectorAll("+quoted(selector)+")].some(e => e.offsetHeight > 0)")
	}
	for _, selector := range []string{"li.hit", ".result-count", ".active", ".printed"} {
		if !visible(selector) {
			t.Errorf("%s is not printed", selector)
		}
	}
	for _, selector := range []string{"#q", ".filters", ".take", ".more-hits", "select"} {
		if visible(selector) {
			t.Errorf("%s is printed", selector)
		}
	}
	if got := evaluate[string](p, "document.querySelector('.printed').textContent"); got != evaluate[string](p, "location.href") {
		t.Errorf("the printed address is %s", got)
	}
}

// TestSearchHelp follows the examples of the help pages: each finds something.
func TestSearchHelp(t *testing.T) {
	for _, c := range []struct{ name, portal, public, day string }{
		{"sample", samplePortal(t), sample(t), sampleDay(t)},
		{"hostile", "", "", "2026-06-30"},
		{"small", "", "", "2026-06-30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			switch c.name {
			case "hostile":
				c.portal = extract(t, "testdata/script/build_hostile_text.txtar", t.TempDir())
			case "small":
				c.portal = smallPortal(t, t.TempDir())
			}
			if c.public == "" {
				if _, stderr, code := gongshi(t, "build", "-C", c.portal); code != 0 {
					t.Fatalf("exit code %d: %s", code, stderr)
				}
				c.public = filepath.Join(c.portal, "public")
			}
			s, ask, asked := readSite(t, c.portal, c.public), engine(t, c.portal, c.day), 0
			for _, p := range s.sorted() {
				if path.Base(p.path) != "help.html" {
					continue
				}
				for _, link := range p.links {
					address, err := url.Parse(link)
					if err != nil || !address.Query().Has("q") {
						continue
					}
					asked++
					if q := address.Query().Get("q"); ask(q).Total == 0 {
						t.Errorf("%s: %s finds nothing", p.path, q)
					}
				}
			}
			if asked < 5 {
				t.Errorf("%d examples, want 5 or more", asked)
			}
		})
	}
}
