package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// What can be wrong with a file that a script loads.
const (
	whole int32 = iota
	gone
	cut   // half of it
	other // of another version
)

// loadedLater is the files that scripts load when they are asked something.
var loadedLater = regexp.MustCompile(`/(?:(?:peers|files|rows)|data/[^/]+|index/[^/]+)\.js$`)

// faulty serves a built site whose files for scripts have a fault, which browsers keep.
func faulty(t *testing.T, public string) (host string, fault *atomic.Int32) {
	t.Helper()
	fault = new(atomic.Int32)
	plain := http.FileServer(http.Dir(public))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		how := fault.Load()
		if how == whole || !loadedLater.MatchString(r.URL.Path) {
			plain.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "max-age=3600")
		if how == gone {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/javascript")
		body := readFile(t, filepath.Join(public, r.URL.Path))
		if how == cut {
			body = body[:len(body)/2]
		} else {
			body = strings.Replace(body, `"version":1,`, `"version":99,`, 1)
		}
		fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL, fault
}

// TestBrowserFaults holds that a page says so where a file is gone, cut off or of another
// version, and that it works once the file is whole, though the browser has kept the other.
func TestBrowserFaults(t *testing.T) {
	public := sample(t)
	host, fault := faulty(t, public)
	p := openBrowser(t)
	agency := "/" + largestAgency(t, public, "")
	pressed := "document.querySelector('.peers button').getAttribute('aria-pressed')"
	received := "(document.querySelector('.whence-panel [aria-live], .whence-row [aria-live]')?.innerText ?? '')"
	const alert = "(e => !!e && !e.hidden && e.textContent !== '')(document.querySelector('[role=alert]'))"
	again := func(button string) func() {
		return func() { // The page asks by itself when it opens; the reader asks again.
			if fault.Load() == whole {
				p.click(button)
			}
		}
	}
	for _, tt := range []struct {
		name, page string
		versions   bool // the file has one
		ask        func()
		said, well string
	}{
		{"medians", agency, false, func() { p.click(".peers button") },
			"document.querySelector('.peers [role=status]').textContent.length > 3 && " + pressed + " === 'false'",
			pressed + " === 'true' && document.querySelectorAll('.pay-table .peer').length > 0"},
		{"days", agency, false, func() {
			evaluate[any](p, "(b => { if (b.getAttribute('aria-pressed') === 'false') b.click(); })(document.querySelector('section[aria-labelledby=pay] .whence-toggle')); null")
			p.click("section[aria-labelledby=pay] .whence-button")
			if evaluate[bool](p, "!document.querySelector('.whence-panel, .whence-row')") { // it was open
				p.click("section[aria-labelledby=pay] .whence-button")
			}
		}, received + ".includes('没有载入') || " + received + ".includes('不能载入') || " + received + ".includes('载入失败')", "/20\\d\\d-\\d\\d-\\d\\d/.test(" + received + ")"},
		{"rows", "/projects/index.html", true, func() { p.click("th[data-col=amount] button") },
			listStatus + ".includes('没有载入')", listRows + " > 150"},
		{"figures", "/compare/index.html" + compared(t, public, 2), true, again(".problem button"), alert, comparedIn + " === 2 && !(" + alert + ")"},
		{"search", "/search/index.html?q=%E7%A4%BE%E4%BC%9A", false, again(".search-problem button"), alert, hits + " > 0 && !(" + alert + ")"},
	} {
		for _, how := range []int32{gone, cut, other} {
			if how == other && !tt.versions {
				continue
			}
			fault.Store(how)
			p.open(host + tt.page)
			p.until("document.readyState === 'complete'")
			tt.ask()
			p.until(tt.said)
			fault.Store(whole)
			tt.ask()
			p.until(tt.well)
			if evaluate[bool](p, "document.activeElement === document.body") {
				t.Errorf("%s, fault %d: the focus is lost", tt.name, how)
			}
			p.complaints() // of the file
		}
	}
}

// TestBrowserTypedEarly types before the script of the search page is there.
func TestBrowserTypedEarly(t *testing.T) {
	plain := http.FileServer(http.Dir(sample(t)))
	come := make(chan struct{})
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/assets/search-page-") {
			<-come
		}
		plain.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	arrive := sync.OnceFunc(func() { close(come) })
	t.Cleanup(arrive) // else the host waits for ever
	p := openBrowser(t)
	p.open(host.URL + "/search/help.html")
	evaluate[any](p, "location.href = '/search/index.html'; null")
	p.until(inFolder("search") + " && !!document.querySelector('#q')")
	evaluate[any](p, "document.querySelector('#q').focus()")
	p.press("社会工作")
	arrive()
	p.until(hits + " > 0 && new URLSearchParams(location.search).get('q') === '社会工作'")
	if got := evaluate[string](p, "document.activeElement.id + document.activeElement.value"); got != "q社会工作" {
		t.Errorf("the field holds %q", got)
	}
	p.quiet()
}

// TestBrowserTwoTabs changes the basket and the mode in a tab, and looks at another one and
// at a page that the reader goes back to.
func TestBrowserTwoTabs(t *testing.T) {
	public := sample(t)
	host, slugs := serveFolder(t, public), agencyPages(t, public)
	p := openBrowser(t)
	p.open(host + "/agencies/" + slugs[0] + ".html")
	q := p.another()
	q.open(host + "/agencies/" + slugs[0] + ".html")
	q.click(".basket button")
	const kept = "document.querySelector('.basket button').getAttribute('aria-pressed') === 'true' && document.querySelector('.menu .basket-count').textContent === '(1)'"
	p.until(kept)
	q.open(host + "/agencies/" + slugs[1] + ".html")
	q.click(".basket button")
	q.switchMode()
	p.until("document.querySelector('.menu .basket-count').textContent === '(2)' && document.documentElement.dataset.mode === 'elder'")
	q.switchMode()
	p.until("document.documentElement.dataset.mode !== 'elder'")
	evaluate[any](q, "history.back()")
	q.until("location.pathname.includes(" + quoted(slugs[0]) + ") && document.querySelector('.menu .basket-count').textContent === '(2)' && document.documentElement.dataset.mode !== 'elder'")
	// What another site at the same address keeps under our name is no basket.
	for _, junk := range []string{"null", "{}", "7", `[null]`, `[[1, 2]]`, `[[{}, []]]`, `[["a"]]`, `"x`, `[["a", {"toString": 1}]]`} {
		evaluate[any](p, "localStorage.setItem('gongshi.compare', "+quoted(junk)+"); null")
		p.open(host + "/compare/index.html")
		p.until("!!document.querySelector('.compare-controls') && document.querySelectorAll('.chosen li').length === 0 && document.querySelector('.menu .basket-count').textContent === ''")
	}
	p.quiet()
	q.quiet()
}

// TestBrowserRefusedStorage uses the pages in a browser that keeps nothing and throws.
func TestBrowserRefusedStorage(t *testing.T) {
	public := sample(t)
	host, slugs := serveFolder(t, public), agencyPages(t, public)
	p := openBrowser(t)
	p.before("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError'); }});")
	p.open(host + "/index.html?mode=elder")
	p.until("document.documentElement.dataset.mode === 'elder'")
	p.switchMode()
	p.until("document.documentElement.dataset.mode !== 'elder'")
	p.open(host + "/agencies/" + slugs[0] + ".html")
	p.click(".basket button")
	p.until(inFolder("compare") + " && " + comparedIn + " === 1")
	evaluate[any](p, "document.querySelector('#pick').focus()")
	p.press(slugs[1])
	p.until("document.querySelectorAll('[role=option]').length > 0")
	p.press(keyEnter)
	p.until(comparedIn + " === 2")
	p.open(host + "/projects/index.html?sort=amount")
	p.until(listStatus + " !== '' && " + listRows + " > 100")
	p.open(host + "/search/index.html?q=%E7%A4%BE%E4%BC%9A")
	p.until(hits + " > 0")
	p.quiet()
}

// TestBrowserNonsense opens addresses that nobody means: the pages stay whole, say something
// and make no markup of it.
func TestBrowserNonsense(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	long := strings.Repeat("%E7%A4%BE", 10_000/3)
	p := openBrowser(t)
	p.screen(390, 844, "light")
	for _, address := range []string{
		"projects/index.html?sort=%3Cscript%3E", "projects/index.html?sort=-", "projects/index.html?sort=__proto__&grade=constructor", "projects/index.html?q=" + long,
		"projects/index.html?q=%22%3E%3Cimg%20src=x%3E&sort=-amount", "projects/index.html?grade=%00&q=%E2%80%AE&sort=%E2%80%AE", "projects/index.html?%E0%A4%A",
		"compare/index.html?a=../../x", "compare/index.html?a=" + long, "compare/index.html?a=__proto__,constructor,%3C/script%3E,%22,%E2%80%AE,..%2f..%2fx,a&m=__proto__&from=NaN&to=1e99",
		"compare/index.html?a=" + agencyPages(t, public)[0] + "&m=toString&from=-1&to=99999999999999999999", "compare/index.html?a=,,,,&a=&m=&from=&to=",
		"search/index.html?q=" + long, "search/index.html?q=%22%3E%3Cimg%20src=x%3E", "search/index.html?q=x&sort=__proto__&fine=..&from=9999-99-99", "search/index.html?table=constructor&status=__proto__&agency=toString",
		"search/index.html?q=%E2%80%AE%E2%81%A6%3C/script%3E", "search/index.html?q=%00", "index.html?mode=" + long, "index.html?mode=__proto__", agencyPage(t, public) + "?mode=%3Cscript%3E#%3Cimg%20src=x%3E",
	} {
		p.open(host + "/" + address)
		p.until("document.readyState === 'complete'")
		if strings.Contains(address, "?mode") {
			if evaluate[bool](p, "(localStorage.getItem('gongshi.mode') ?? '').length > 10") {
				t.Errorf("%.80s: the browser keeps what is no mode", address)
			}
		} else {
			p.until("[...document.querySelectorAll('[role=status], [role=alert]')].some(e => e.textContent.trim() !== '')")
			evaluate[any](p, "new Promise(done => setTimeout(done, 300))")
		}
		if n := evaluate[int](p, "document.querySelectorAll('main img[src=x], main script').length"); n > 0 {
			t.Errorf("%.80s: the address became markup", address)
		}
		if got := evaluate[string](p, "document.body.innerText"); strings.Contains(got, "native code") || strings.Contains(got, "undefined") || strings.Contains(got, "NaN") || strings.Contains(got, "[object") {
			t.Errorf("%.80s: the page shows what only a program understands", address)
		}
		if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
			t.Errorf("%.80s: %d pixels wider than the screen", address, wide)
		}
		for _, text := range p.complaints() {
			t.Errorf("%.80s: the page complains: %s", address, text)
		}
	}
}

// switchMode follows the link to the other mode, wherever the page shows it.
func (p *tab) switchMode() {
	p.t.Helper()
	evaluate[any](p, "document.querySelector('a.mode').click()")
}

// inFolder is whether the first page of a folder is open, by either of its addresses.
func inFolder(name string) string {
	return "/\\/" + name + "\\/(index\\.html)?$/.test(location.pathname)"
}

func agencyPage(t *testing.T, public string) string {
	return "agencies/" + agencyPages(t, public)[0] + ".html"
}

// TestBrowserTwoScripts opens a page with two of our scripts that load files: the policy
// that allows it can be made once a page.
func TestBrowserTwoScripts(t *testing.T) {
	public := sample(t)
	compare := readFile(t, filepath.Join(public, "compare/index.html"))
	app := regexp.MustCompile(`<div id="compare-app".*?</div>`).FindString(compare)
	script := regexp.MustCompile(`<script src="[^"]*compare-page[^>]*></script>`).FindString(compare)
	if app == "" || script == "" {
		t.Fatal("the page of comparisons is made in another way")
	}
	app = strings.Replace(app, `data-folder="data/"`, `data-folder="../compare/data/"`, 1)
	both := strings.Replace(readFile(t, filepath.Join(public, "search/index.html")), "</head>", script+"</head>", 1)
	both = strings.Replace(both, "</main>", app+"</main>", 1)
	plain := http.FileServer(http.Dir(public))
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/search/both.html" {
			fmt.Fprint(w, both)
			return
		}
		plain.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	p := openBrowser(t)
	p.open(host.URL + "/search/both.html?q=%E7%A4%BE%E4%BC%9A&" + strings.TrimPrefix(compared(t, public, 2), "?"))
	p.until(hits + " > 0 && " + comparedIn + " === 2")
	if !evaluate[bool](p, "'trustedTypes' in window && trustedTypes !== window.gongshiPolicy && !!window.gongshiPolicy") {
		t.Error("the browser knows no trusted types: nothing was tried")
	}
	// Nothing else becomes a script.
	for _, url := range []string{
		"https://example.org/rows.js", "//example.org/rows.js", "/rows.js", "data:text/javascript,1", "..//example.org/rows.js", "../..%2frows.js", "rows.js#x", "rows.js?x", "\\\\example.org\\rows.js", "index/root.js\nx", "site.js", "../assets/site-0123456789abcdef.js", "",
	} {
		if evaluate[bool](p, "(() => { try { window.gongshiPolicy.createScriptURL("+quoted(url)+"); return true; } catch { return false; } })()") {
			t.Errorf("%q may become a script", url)
		}
	}
	p.quiet()
}

// younger is what a browser of early 2018 lacks, such as those inside WeChat on old phones.
// Trusted types stay: the browser would ask for them all the same.
const younger = `
for (const [owner, names] of [
	[Array.prototype, ["flat", "flatMap", "at", "findLast", "toSorted"]], [String.prototype, ["matchAll", "replaceAll", "trimStart", "trimEnd", "at", "isWellFormed"]],
	[Object, ["fromEntries", "hasOwn", "groupBy"]], [Promise, ["allSettled", "any", "withResolvers"]], [Element.prototype, ["replaceChildren", "toggleAttribute", "checkVisibility"]], [Document.prototype, ["replaceChildren"]],
	[window, ["globalThis", "queueMicrotask", "structuredClone", "ResizeObserver", "requestIdleCallback", "BigInt", "CompressionStream", "DecompressionStream"]],
	[Navigator.prototype, ["clipboard", "share"]], [Intl, ["Segmenter", "ListFormat", "PluralRules", "RelativeTimeFormat"]],
]) for (const name of names) delete owner[name];
if (Array.prototype.flatMap || Element.prototype.replaceChildren) throw new Error("nothing was taken away");
`

// withoutNew takes the rules out of a page that a browser of 2018 does not know.
const withoutNew = `(() => {
	let gone = 0;
	const walk = rules => {
		for (let i = rules.cssRules.length - 1; i >= 0; i--) {
			const r = rules.cssRules[i];
			if (r.constructor.name === "CSSContainerRule" || /:(has|is|where)\(|:focus-visible|details-content/.test(r.selectorText ?? "")) { rules.deleteRule(i); gone++; }
			else if (r.cssRules && r.constructor.name !== "CSSStyleRule") walk(r);
		}
	};
	for (const s of document.styleSheets) walk(s);
	return gone;
})()`

// TestBrowserOfOldPhones uses the pages with what a browser of 2018 has.
func TestBrowserOfOldPhones(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	p.before(younger)
	agency := largestAgency(t, public, "")
	for _, tt := range []struct{ page, works string }{
		{"index.html", "true"},
		{agency, "document.querySelectorAll('.cite-copy button').length > 0 && !!document.querySelector('.peers button') && !!document.querySelector('.whence-toggle')"},
		{"projects/index.html?sort=-amount", listStatus + " !== '' && " + listRows + " > 100"},
		{"compare/index.html" + compared(t, public, 3), comparedIn + " === 3 && !!document.querySelector('.compare-svg')"},
		{"search/index.html?q=%E7%A4%BE%E4%BC%9A", hits + " > 0"},
		{"search/index.html?q=xyzzyx", "document.querySelector('.advice').childNodes.length > 0"},
		{"sanctions/index.html", listReady}, {"years/2024.html", "true"}, {"overdue/index.html", "true"}, {"pay/index.html", "true"},
	} {
		for _, width := range []int64{390, 1280} {
			p.screen(width, 844, "light")
			p.open(host + "/" + tt.page)
			p.until(tt.works)
			if n := evaluate[int](p, withoutNew); n < 10 {
				t.Fatalf("%s: %d rules were taken out", tt.page, n)
			}
			if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
				t.Errorf("%s at %d: %d pixels wider than the screen", tt.page, width, wide)
			}
			hidden := evaluate[[]string](p, `[...document.querySelectorAll("main table tbody td, main table tbody th, main h1, main h2, main li a, main p")].filter(e =>
				!e.closest("[hidden], details:not([open]), noscript, .vh, .printed, [aria-hidden=true], .list-head") && e.textContent.trim() && (e.offsetHeight === 0 || getComputedStyle(e).visibility === "hidden")).map(e => e.outerHTML.slice(0, 120))`)
			if len(hidden) > 0 {
				t.Errorf("%s at %d: %d things cannot be seen, such as %s", tt.page, width, len(hidden), hidden[0])
			}
		}
	}
	p.switchMode()
	p.quiet()
}

// spoken counts what live regions say from now on, in the order in which it is said.
const spoken = `window.watching?.disconnect(); window.spoken = []; (window.watching = new MutationObserver(list => { for (const e of new Set(list.map(m => (m.target.nodeType === 1 ? m.target : m.target.parentElement)?.closest("[role=status], [role=alert]")))) if (e && e.textContent) window.spoken.push(e.textContent); })).observe(document.documentElement, {subtree: true, childList: true, characterData: true}); null`

// TestBrowserJourney goes the whole way with the keyboard alone: search, filter, open an
// agency, take it into the comparison, compare, change the comparison, and back. The focus is
// never lost, and what changes is said once.
func TestBrowserJourney(t *testing.T) {
	public := sample(t)
	p := openBrowser(t)
	p.open(serveFolder(t, public) + "/index.html")
	held := func(after string) {
		t.Helper()
		if evaluate[bool](p, "document.activeElement === document.body || document.activeElement.disabled === true || document.activeElement.closest('[hidden]') !== null") {
			t.Errorf("after %s the focus is lost", after)
		}
	}
	once := func(after string, act func(), done string) {
		t.Helper()
		evaluate[any](p, spoken)
		act()
		p.until(done)
		time.Sleep(400 * time.Millisecond)
		held(after)
		list := evaluate[[]string](p, "window.spoken")
		if len(list) == 0 || len(list) != len(slices.Compact(slices.Sorted(slices.Values(list)))) {
			t.Errorf("after %s is said %q", after, list)
		}
	}
	enter := func() { p.press(keyEnter) }

	p.tabTo(searchBox)
	p.press("社会工作" + keyEnter)
	p.until(inFolder("search") + " && " + hits + " > 0")
	p.tabTo(".facet input[name=table][value=agencies]")
	once("a filter", func() { p.press(keySpace) }, "location.search.includes('table=agencies') && "+hits+" > 0 && document.querySelectorAll('.active button').length === 1")
	evaluate[any](p, "document.querySelector('#q').focus()")
	p.tabTo("li.hit a")
	p.press(keyEnter)
	p.until("/agencies\\/\\d/.test(location.pathname)")
	first := evaluate[string](p, "location.pathname.replace(/.*\\/|\\.html/g, '')")

	p.tabTo(".peers button")
	once("asking for the peers", enter, "document.querySelector('.peers button').getAttribute('aria-pressed') === 'true'")
	evaluate[any](p, "document.querySelector('a').focus()")
	p.tabTo(".basket button")
	once("taking an agency", enter, "document.querySelector('.basket button').getAttribute('aria-pressed') === 'true'")
	p.tabTo(".basket a")
	p.press(keyEnter)
	p.until(inFolder("compare") + " && " + comparedIn + " === 1")

	// As many as there may be: the field is off then.
	p.tabTo("#pick")
	added := 1
	for _, slug := range agencyPages(t, public) {
		if slug == first || added == 6 {
			continue
		}
		added++
		p.press(slug)
		p.until("document.querySelectorAll('[role=option]').length === 1 && document.querySelector('#pick').getAttribute('aria-expanded') === 'true'")
		if added == 2 {
			p.press(keyEscape)
			p.until("document.querySelector('#pick').getAttribute('aria-expanded') === 'false' && document.activeElement.id === 'pick'")
			p.press(keyDown)
			p.until("document.querySelectorAll('[role=option]').length === 1")
		}
		once("adding an agency", enter, fmt.Sprintf("%s === %d", comparedIn, added))
	}
	p.until("document.querySelector('#pick').disabled")
	p.tabTo(".chosen li:nth-child(2) .up")
	p.press(keyEnter)
	p.until("document.activeElement.matches('.chosen li:first-child .down')")
	p.tabTo(".chosen li:nth-child(5) .down")
	p.press(keyEnter)
	p.until("document.activeElement.matches('.chosen li:nth-child(6) .up')")
	evaluate[any](p, "document.querySelector('.chosen li:last-child .remove').focus()")
	for left := 5; left >= 1; left-- {
		once("removing an agency", enter, fmt.Sprintf("%s === %d", comparedIn, left))
		p.until("document.activeElement.matches('.chosen li:last-child .remove')")
	}
	for range 5 + 2 + 5 { // removed, moved, added
		evaluate[any](p, "history.back()")
		time.Sleep(50 * time.Millisecond)
	}
	p.until(comparedIn + " === 1")
	evaluate[any](p, "history.back()")
	p.until("location.pathname.includes(" + quoted(first) + ") && document.querySelector('.basket button').getAttribute('aria-pressed') === 'true' || location.pathname.includes(" + quoted(first) + ")")
	evaluate[any](p, "history.back()")
	p.until("location.search.includes('table=agencies') && " + hits + " > 0")
	p.quiet()
}
