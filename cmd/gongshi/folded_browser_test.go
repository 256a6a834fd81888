package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// foldedSample builds the sample with projects and sanctions as sections of their agency's
// page.
func foldedSample(t *testing.T) string {
	t.Helper()
	dir := copySample(t)
	appendFile(t, filepath.Join(dir, "gongshi.yaml"), "\npages: folded\n")
	public := filepath.Join(t.TempDir(), "public")
	if out, stderr, code := gongshi(t, "build", "-C", dir, "--out", public); code != 0 {
		t.Fatalf("exit code %d: %.2000s%.2000s", code, out, stderr)
	}
	return public
}

// TestBrowserFoldedPages holds what a reader of a folded agency's page needs: a link to a
// section opens it, its cells find their row, it can be cited, and no screen is too narrow
// for it. With the tools from npm, axe looks at the largest such page.
func TestBrowserFoldedPages(t *testing.T) {
	public := foldedSample(t)
	root := serveFolder(t, public)
	axe, _ := os.ReadFile(filepath.Join(repository(t), ".ci/node_modules/axe-core/axe.min.js"))
	p := openBrowser(t)
	for _, prefix := range []string{"", "en/"} {
		name := largestAgency(t, public, prefix)
		for _, table := range []string{"projects", "sanctions"} {
			p.screen(1280, 900, "light")
			p.open(root + "/" + name)
			id := evaluate[string](p, "document.querySelector('details.record[id^="+table+"-]')?.id ?? ''")
			if id == "" {
				t.Errorf("%s has no section of %s", name, table)
				continue
			}
			one := "document.getElementById(" + quoted(id) + ")"
			if evaluate[bool](p, one+".open") {
				t.Errorf("%s: the section %s is open before anybody asked", name, id)
			}
			evaluate[any](p, "location.hash = "+quoted(id)+"; null")
			p.until(one + ".open && Math.abs(" + one + ".getBoundingClientRect().top) < innerHeight")
			p.click("#" + id + " .whence-toggle")
			button := one + ".querySelector('.whence-button')"
			p.until(button + " !== null")
			evaluate[any](p, button+".focus()")
			p.press(keyEnter)
			p.until("/data\\/" + table + "\\.csv/.test(document.getElementById(" + button + ".getAttribute('aria-controls'))?.innerText ?? '')")
			if cited := evaluate[string](p, one+".querySelector('p.cite')?.textContent ?? ''"); !strings.Contains(cited, "#"+id) {
				t.Errorf("%s: the section %s is cited as %q, without its address", name, id, cited)
			}
		}
		for _, mode := range []string{"elder", "dark"} {
			p.show(root+"/"+name, mode, 320)
			evaluate[any](p, "document.querySelectorAll('details').forEach(e => e.open = true); null")
			if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
				t.Errorf("%s in %s: %d pixels wider than a screen of 320", name, mode, wide)
			}
		}
		if axe != nil {
			p.accessible(name, string(axe), rules)
		}
	}
	p.quiet()
}
