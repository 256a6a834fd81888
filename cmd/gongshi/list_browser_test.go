package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	listRows   = "document.querySelectorAll('table.list tbody tr').length"
	listStatus = "(document.querySelector('.table-tools [role=status]')?.textContent ?? '')"
	listReady  = "!!document.querySelector('.table-tools input')"
)

// column is the texts of a column of the list, from 0.
func column(n int) string {
	return fmt.Sprintf("[...document.querySelectorAll('table.list tbody tr')].map(r => r.cells[%d].textContent.trim())", n)
}

// TestBrowserListKeyboard sorts and filters a list of several pages with the keyboard
// alone; the address holds what was asked for, over a reload and the way back.
func TestBrowserListKeyboard(t *testing.T) {
	for _, c := range []struct{ name, address string }{
		{"host", serveFolder(t, sample(t))}, {"sub-path", serveBelow(t, sample(t), "/a/b")}, {"disk", "file://" + sample(t)},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := openBrowser(t)
			p.t = t
			p.open(c.address + "/projects/index.html")
			p.until(listReady)
			total, own := evaluate[int](p, "+document.querySelector('.table-tools').dataset.total"), evaluate[[]string](p, column(0))
			const amounts = "(list => list.length > 150 && list.every((n, i) => i === 0 || Number.isNaN(n) || list[i - 1] >= n))(" +
				"[...document.querySelectorAll('table.list tbody tr')].map(r => parseFloat(r.cells[4].textContent.replace(/,/g, ''))))"

			p.tabTo("th[data-col=amount] button")
			p.press(keyEnter)
			p.until(amounts)
			p.until("document.querySelector('th[data-col=amount]').getAttribute('aria-sort') === 'descending' && document.activeElement.matches('th[data-col=amount] button')")
			p.until(listStatus + ".includes('" + strconv.Itoa(total) + "') && location.search === '?sort=-amount' && document.querySelector('.pager').hidden")
			p.press(keyEnter)
			p.until("document.querySelector('th[data-col=amount]').getAttribute('aria-sort') === 'ascending'")
			p.press(keyEnter)
			p.until("!document.querySelector('[aria-sort]') && location.search === '' && !document.querySelector('.pager').hidden")
			if got := evaluate[[]string](p, column(0)); strings.Join(got, "\n") != strings.Join(own, "\n") {
				t.Error("the third press does not bring back the order of the list")
			}

			// A selection counts what its page without a script counts.
			p.open(c.address + "/projects/index.html")
			p.until(listReady)
			value := evaluate[string](p, "document.querySelector('[data-facet=grade] a').dataset.value")
			count := evaluate[string](p, "document.querySelector('[data-facet=grade] .count').textContent")
			high := evaluate[int](p, "document.querySelector('.tool-row').offsetHeight")
			p.tabTo("select:has(option[value=" + quoted(value) + "])")
			p.press(keyDown)
			p.until("new URLSearchParams(location.search).get('grade') === " + quoted(value))
			p.until(fmt.Sprintf("%s.match(/\\d+/g)?.includes(%s)", listStatus, quoted(count)))
			if got := evaluate[int](p, "document.querySelector('.tool-row').offsetHeight"); got != high {
				t.Errorf("the controls are %d pixels high once they are used, want %d as before", got, high)
			}
			narrowed := evaluate[string](p, listStatus)
			p.open(evaluate[string](p, "location.href"))
			p.until(listStatus + " === " + quoted(narrowed))
			p.tabTo(".table-tools input")
			p.press("听松区")
			p.until("new URLSearchParams(location.search).get('q') === '听松区' && " + listStatus + " !== " + quoted(narrowed))
			p.until("(list => list.length > 0 && list.every(s => s.includes('听松区')))([...document.querySelectorAll('table.list tbody tr')].map(r => r.textContent))")
			evaluate[any](p, "history.back()")
			p.until(listStatus + " === " + quoted(narrowed) + " && document.querySelector('.table-tools input').value === ''")
			p.quiet()
		})
	}
}

// TestBrowserListRows compares rows that the script made with those of the pages: they
// are the same, to the last attribute.
func TestBrowserListRows(t *testing.T) {
	host := serveFolder(t, sample(t))
	p := openBrowser(t)
	rows := "(s => [...document.querySelectorAll('table.list tbody tr')].map(s))(function s(e) { return e.nodeType === 3 ? e.data : '<' + e.localName + " +
		"[...e.attributes].map(a => a.name + '=' + a.value).sort() + '>' + [...e.childNodes].map(s).join('') + '</>'; })"
	// Of a list on one page the script makes rows where it is narrowed.
	for _, list := range []string{"agencies", "sanctions", "en/sanctions"} {
		p.open(host + "/" + list + "/index.html")
		p.until(listReady)
		all := evaluate[[]string](p, rows)
		value := evaluate[string](p, "document.querySelector('[data-facet=district] a').dataset.value")
		p.open(host + "/" + list + "/index.html?district=" + url.QueryEscape(value))
		p.until(fmt.Sprintf("%s !== '' && %s < %d", listStatus, listRows, len(all)))
		for _, r := range evaluate[[]string](p, rows) {
			if !slices.Contains(all, r) {
				t.Errorf("%s: no row of the page is %s", list, r)
				break
			}
		}
	}
	for _, list := range []string{"projects", "en/projects"} {
		p.open(host + "/" + list + "/index-2.html")
		want := evaluate[[]string](p, rows)
		p.open(host + "/" + list + "/index.html?sort=name")
		p.until(listStatus + " !== '' && document.querySelector('.pager').hidden")
		for evaluate[bool](p, "!document.querySelector('.next-rows').hidden") {
			p.click(".next-rows")
		}
		made := map[string]bool{}
		for _, r := range evaluate[[]string](p, rows) {
			made[r] = true
		}
		for _, r := range want {
			if !made[r] {
				t.Errorf("%s: no row that the script made is %s", list, r)
				break
			}
		}
	}
	p.quiet()
}

// TestBrowserListMissingLast holds that what is not given comes last whichever way, and
// is no zero.
func TestBrowserListMissingLast(t *testing.T) {
	p := openBrowser(t)
	host := serveFolder(t, sample(t))
	for _, way := range []string{"fine", "-fine"} {
		p.open(host + "/sanctions/index.html?sort=" + way)
		p.until("!!document.querySelector('[aria-sort]')")
		got := strings.Join(evaluate[[]string](p, "[...document.querySelectorAll('table.list tbody tr')].map(r => r.querySelector('td.unit .blank') ? '-' : '1')"), "")
		if !strings.HasPrefix(got, "1") || !strings.HasSuffix(got, "-") || strings.Contains(got, "-1") {
			t.Errorf("%s: given and not given follow each other as %s", way, got)
		}
	}
}

// TestBrowserListWithoutScripts narrows a list by the pages of its facets: each has as
// many rows as it is said to have.
func TestBrowserListWithoutScripts(t *testing.T) {
	host := serveFolder(t, sample(t))
	p := openBrowser(t)
	p.forbidScripts()
	for _, c := range []struct{ list, facet string }{{"projects", "grade"}, {"sanctions", "status"}, {"sanctions", "measure"}, {"sanctions", "authority"}, {"agencies", "duty"}} {
		p.open(host + "/" + c.list + "/index.html")
		if n := evaluate[int](p, "document.querySelectorAll('.table-tools *').length"); n > 0 {
			t.Errorf("%s: %d parts of the controls are there without a script", c.list, n)
		}
		p.click("[data-facet=" + c.facet + "] summary")
		want := evaluate[int](p, "+document.querySelector('[data-facet="+c.facet+"] .count').textContent")
		p.click("[data-facet=" + c.facet + "] a")
		p.until("!!document.querySelector('[data-facet=" + c.facet + "] [aria-current=true]')")
		got := 0
		for {
			got += evaluate[int](p, listRows)
			if !evaluate[bool](p, "!!document.querySelector('a[rel=next]')") {
				break
			}
			p.open(evaluate[string](p, "document.querySelector('a[rel=next]').href"))
		}
		if got != want {
			t.Errorf("%s by %s: %d rows, want %d", c.list, c.facet, got, want)
		}
	}
}

// TestBrowserListNarrow looks at lists on the smallest screen, also in large print: nothing
// is wider than the screen, the parts of the table still say what they are, nothing moves
// when the controls come.
func TestBrowserListNarrow(t *testing.T) {
	host := serveFolder(t, sample(t))
	p := openBrowser(t)
	for _, page := range []string{"agencies/index.html", "projects/index.html", "sanctions/index.html", "totals/index.html", "overdue/index.html", "statuses/in-force.html", "measures/index.html", "en/sanctions/index.html", "en/totals/index.html"} {
		for _, mode := range []string{"light", "elder"} {
			p.show(host+"/"+page, mode, 320)
			if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
				t.Errorf("%s in %s: %d pixels wider than the screen", page, mode, wide)
			}
			if n := evaluate[int](p, "[...document.querySelectorAll('table.list.brief')].filter(t => !t.matches('[role=table]') || t.querySelector('tr:not([role]), tbody:not([role]), th:not([role]), td:not([role])')).length"); n > 0 {
				t.Errorf("%s: %d tables have parts without a role", page, n)
			}
		}
	}
	for _, width := range []int64{390, 1280} {
		p.show(host+"/projects/index.html", "light", width)
		p.until(listReady)
		moved := evaluate[float64](p, "new Promise(done => { let sum = 0; new PerformanceObserver(l => l.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })")
		if moved > 0.02 {
			t.Errorf("at %d the page moves by %.3f when its controls come, want 0.02 at most", width, moved)
		}
	}
}

// TestBrowserListHeadings scrolls a list on a wide screen: its headings stay, and what has
// the focus is not below them.
func TestBrowserListHeadings(t *testing.T) {
	p := openBrowser(t)
	p.show(serveFolder(t, sample(t))+"/projects/index.html", "light", 1280)
	p.until(listReady)
	evaluate[any](p, "scrollTo(0, 1500); null")
	p.until("document.querySelector('thead th').getBoundingClientRect().top === 0")
	for _, row := range []int{0, 5, 12, 14} { // all above the screen
		evaluate[any](p, fmt.Sprintf("document.querySelectorAll('tbody th a')[%d].focus(); null", row))
		if below := evaluate[float64](p, "document.querySelector('thead th').getBoundingClientRect().bottom - document.activeElement.getBoundingClientRect().top"); below > 0 {
			t.Errorf("row %d has the focus, %.0f pixels of it below the headings", row, below)
		}
	}
}

// TestBrowserListPrinted holds that a list is a table on paper, whose row of headings stands
// on every sheet, and that the controls are not printed.
func TestBrowserListPrinted(t *testing.T) {
	p := openBrowser(t)
	host := serveFolder(t, sample(t))
	for _, page := range []string{"projects/index.html", "en/sanctions/index.html", "agencies/index.html"} {
		const paper = 718 // A4 within its margins
		p.show(host+"/"+page, "light", paper)
		p.until(listReady)
		p.print()
		if got := evaluate[string](p, "getComputedStyle(document.querySelector('table.list thead')).display"); got != "table-header-group" {
			t.Errorf("%s: the headings are shown as %s", page, got)
		}
		if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
			t.Errorf("%s: %d pixels wider than the paper", page, wide)
		}
		if evaluate[bool](p, "document.querySelector('.table-tools').offsetHeight > 0 || document.querySelector('td.usual, td.purchaser').offsetWidth < 10") {
			t.Errorf("%s: the controls are printed, or a cell is not", page)
		}
	}
}

// TestBrowserListNotLoaded holds that a list stays as it is where the file of its rows is gone.
func TestBrowserListNotLoaded(t *testing.T) {
	public := copySite(t, sample(t), "projects/rows.js")
	p := openBrowser(t)
	p.open(serveFolder(t, public) + "/projects/index.html")
	p.until(listReady)
	own := evaluate[int](p, listRows)
	p.click("th[data-col=amount] button")
	p.until(listStatus + ".includes('没有载入')")
	if got := evaluate[int](p, listRows); got != own || !evaluate[bool](p, "!document.querySelector('.pager').hidden") {
		t.Errorf("%d rows are left, want %d and the way to the other pages", got, own)
	}
	p.complaints() // of the file
}

// copySite copies the list of projects and what it loads, without a file.
func copySite(t *testing.T, public, without string) string {
	t.Helper()
	dir := t.TempDir()
	list, err := files(public)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		if name != without && (strings.HasPrefix(name, "assets/") || name == "projects/index.html" || name == "status.js") {
			writeFile(t, filepath.Join(dir, name), []byte(readFile(t, filepath.Join(public, name))))
		}
	}
	return dir
}
