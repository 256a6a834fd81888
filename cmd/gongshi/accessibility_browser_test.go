package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// alike are folders whose pages are made by the template of another folder's.
var alike = []string{"fields", "purchasers"}

// kinds names a page of every kind of a built sample in a language, whose folder prefix
// names: of each folder its first page, its second, the largest of the others, and one
// whose publication has ended.
func kinds(t testing.TB, public, prefix string) []string {
	t.Helper()
	pages := []string{prefix + "index.html", prefix + "search/index.html?q=%E7%A4%BE%E4%BC%9A%E5%B7%A5%E4%BD%9C"}
	folders, err := os.ReadDir(filepath.Join(public, prefix))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if !f.IsDir() || prefix == "" && (f.Name() == "en" || f.Name() == "zh-hant") || slices.Contains(alike, f.Name()) {
			continue
		}
		list, err := fs.Glob(os.DirFS(filepath.Join(public, prefix, f.Name())), "*.html")
		if err != nil {
			t.Fatal(err)
		}
		largest, closed, most := "", "", int64(0)
		for _, name := range list {
			file := prefix + f.Name() + "/" + name
			switch {
			case name == "index.html" || name == "index-2.html":
				pages = append(pages, file)
			case strings.HasPrefix(name, "index-") || strings.Contains(strings.TrimSuffix(name, ".html"), "."): // a later page
			case strings.Contains(readFile(t, filepath.Join(public, file)), `content="noindex"`):
				closed = file // a record whose publication has ended
			default:
				if info, err := os.Stat(filepath.Join(public, file)); err == nil && info.Size() > most {
					largest, most = file, info.Size()
				}
			}
		}
		for _, file := range []string{largest, closed} {
			if file != "" {
				pages = append(pages, file)
			}
		}
	}
	pages = append(pages, prefix+"compare/index.html"+compared(t, public, 3))
	if prefix == "" {
		pages = append(pages, "404.html")
	}
	return pages
}

// TestKinds holds that the pages that are looked at are of every kind that the contract
// names an address for.
func TestKinds(t *testing.T) {
	all := kinds(t, sample(t), "")
	for _, folder := range []string{".", "agencies", "projects", "sanctions", "pay", "districts", "years", "overdue", "search", "data", "about", "duties", "rules", "findings", "corrections", "changes", "compare", "grades", "statuses", "measures", "authorities", "totals", "glossary"} {
		if !slices.ContainsFunc(all, func(name string) bool { return path.Dir(name) == folder }) {
			t.Errorf("no page of %s among %d", folder, len(all))
		}
	}
	if n := len(all); n > 60 {
		t.Errorf("%d pages: more than can be looked at in every mode", n)
	}
}

// TestBrowserAccessibility runs axe on a page of every kind, in light, dark and elder
// mode, on a phone and a desk, in both languages: no violation of WCAG 2.2 A and AA.
func TestBrowserAccessibility(t *testing.T) {
	axe := readFile(t, filepath.Join(tools(t), "axe-core/axe.min.js"))
	public := sample(t)
	host := serveFolder(t, public)
	bad := serveFolder(t, badPage(t)) + "/index.html"
	for _, prefix := range []string{"", "en/"} {
		t.Run("/"+prefix, func(t *testing.T) {
			t.Parallel()
			p := openBrowser(t)
			p.show(bad, "light", 390)
			p.wants(axe, rules, "image-alt")
			p.remember()
			p.turn("dark", 390)
			p.wants(axe, p.concerned(), "color-contrast")
			p.turn("elder", 390)
			p.wants(axe, p.concerned(), "target-size")
			p.complaints() // the bad page's own
			for _, name := range kinds(t, public, prefix) {
				for _, width := range []int64{390, 1280} {
					p.show(host+"/"+name, "light", width)
					p.accessible(fmt.Sprintf("%s in light at %d", name, width), axe, rules)
					p.remember()
					for _, mode := range []string{"dark", "elder"} {
						p.turn(mode, width)
						p.accessible(fmt.Sprintf("%s in %s at %d", name, mode, width), axe, p.concerned())
					}
				}
			}
			p.quiet()
		})
	}
}

// violation is what axe says of a page.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

// show opens an address on a screen of a width, in light, dark or elder mode.
func (p *tab) show(address, mode string, width int64) {
	p.t.Helper()
	p.screen(width, 900, "light")
	p.open(address)
	if strings.Contains(address, "q=") {
		p.until(hits + " > 0")
	}
	if strings.Contains(address, "?a=") {
		p.until("!!document.querySelector('#compare-app table')")
	}
	p.turn(mode, width)
}

// turn shows the page that is open in another mode.
func (p *tab) turn(mode string, width int64) {
	p.t.Helper()
	colours, elder := mode, ""
	if mode == "elder" {
		colours, elder = "light", mode
	}
	p.screen(width, 900, colours)
	evaluate[any](p, fmt.Sprintf("document.documentElement.dataset.mode = %q; null", elder))
}

// accessible runs axe on the page that is open and reports what is wrong.
func (p *tab) accessible(where, axe, rules string) {
	p.t.Helper()
	if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
		p.t.Errorf("%s: %d pixels wider than the screen", where, wide)
	}
	for _, v := range p.axe(axe, rules) {
		p.t.Errorf("%s: %s: %s (%d times), as in %s: %s", where, v.ID, v.Help, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
	}
}

// wants asserts that axe finds a violation on the page that is open.
func (p *tab) wants(axe, rules, id string) {
	p.t.Helper()
	if list := p.axe(axe, rules); !slices.ContainsFunc(list, func(v violation) bool { return v.ID == id }) {
		p.t.Fatalf("axe finds no %s on the bad page, but %+v", id, list)
	}
}

// What axe looks for.
const (
	// rules are all: WCAG 2.2, levels A and AA, and its own best practices.
	rules = `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]}`
	// ruledByColours are those of them that look at colours, and so is all that can differ between
	// two looks of a page whose elements are the same, are seen and stand in the same place.
	ruledByColours = `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}, resultTypes: ["violations"]}`
	// ruledBySizes are those that look at colours and places: all that can differ where the same
	// elements are seen.
	ruledBySizes = `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]}, resultTypes: ["violations"]}`
)

// look is a function of what a page holds, which of it is seen, and where it stands.
const look = `(() => {
	const all = [...document.querySelectorAll("body, body *")];
	return {
		markup: document.body.outerHTML,
		seen: all.map(e => +e.checkVisibility({visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true})).join(""),
		places: all.map(e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height].join(); }).join(";"),
	};
})`

// remember keeps how the page that is open looks now, for concerned.
func (p *tab) remember() {
	p.t.Helper()
	evaluate[any](p, "window.rememberedLook = "+look+"(); null")
}

// concerned are the rules of axe whose answers can be others than when remember was called.
func (p *tab) concerned() string {
	p.t.Helper()
	differs := evaluate[string](p, "((was, is) => was.markup !== is.markup || was.seen !== is.seen ? 'elements' : was.places !== is.places ? 'places' : 'colours')(window.rememberedLook, "+look+"())")
	return map[string]string{"elements": rules, "places": ruledBySizes, "colours": ruledByColours}[differs]
}

// axe returns the violations of the page that is open by some of its rules.
func (p *tab) axe(script, rules string) []violation {
	p.t.Helper()
	if !evaluate[bool](p, "'axe' in window") {
		evaluate[any](p, script+"; null")
	}
	return evaluate[[]violation](p, "axe.run(document, "+rules+").then(r => r.violations)")
}

// badPage is a site that no reader with a screen reader can use, nor one who reads in the
// dark, nor one who wants everything large.
func badPage(t testing.TB) string {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "index.html"), []byte(`<!doctype html><title>x</title><style>
@media (prefers-color-scheme: dark) { p { color: #222; background: #111 } }
.key { width: 40px; height: 40px; padding: 0 } [data-mode=elder] .key { width: 8px; height: 8px }
</style><img src=x.png><p>Read me</p><button class=key>a</button><button class=key>b</button>`))
	return dir
}
