package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// aRecord is a page of a folder of the sample that shows a record: not one whose
// publication has ended.
func aRecord(t *testing.T, public, folder string) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(public, folder, "[^i]*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list[len(list)/2:] {
		if strings.Contains(readFile(t, name), `id="sources"`) {
			return folder + "/" + filepath.Base(name)
		}
	}
	t.Fatalf("no page of a record in %s", folder)
	return ""
}

// TestBrowserProvenance asks for the source of a figure, with the keyboard alone, over a
// host and from a folder on a disk.
func TestBrowserProvenance(t *testing.T) {
	public := sample(t)
	for _, c := range []struct{ name, root string }{{"host", serveFolder(t, public)}, {"disk", "file://" + public}} {
		t.Run(c.name, func(t *testing.T) {
			p := openBrowser(t)
			for _, page := range []struct{ folder, section string }{
				{"agencies", "pay"}, {"agencies", "identity"}, {"agencies", "projects"}, {"projects", "money"}, {"sanctions", "terms"}, {"en/agencies", "pay"},
			} {
				p.open(c.root + "/" + aRecord(t, public, page.folder))
				section := "section[aria-labelledby=" + page.section + "]"
				one := "document.querySelector('" + section + " .whence-button')"
				p.click(section + " .whence-toggle")
				p.until(one + " !== null")
				evaluate[any](p, one+".focus()")
				p.press(keyEnter)
				panel := "document.getElementById(" + one + ".getAttribute('aria-controls'))"
				p.until(one + ".getAttribute('aria-expanded') === 'true' && /data\\/[a-z]+(-\\d+)?\\.csv/.test(" + panel + ".innerText)")
				p.until("/20\\d\\d-\\d\\d-\\d\\d/.test(" + panel + ".querySelector('[aria-live]').innerText)")
				if !evaluate[bool](p, "/(^|\\s)[0-9a-f]{10,12}(\\s|$)/.test("+panel+".innerText)") {
					t.Errorf("%s of %s: the panel has no checksum", page.section, page.folder)
				}
				p.press(keyEscape)
				p.until(one + ".getAttribute('aria-expanded') === 'false' && document.activeElement === " + one + " && !document.querySelector('.whence-panel, .whence-row')")
				before := evaluate[string](p, "document.querySelector('"+section+"').innerText")
				p.click(section + " .whence-toggle")
				p.until(one + " === null")
				if after := evaluate[string](p, "document.querySelector('"+section+"').innerText"); len(after) > len(before) {
					t.Errorf("%s of %s: something stays when the buttons are gone", page.section, page.folder)
				}
			}
			p.quiet()
		})
	}
}

// TestBrowserCitation holds that the day of reading and the day of the data are put in, and
// that a citation can be copied.
func TestBrowserCitation(t *testing.T) {
	public := sample(t)
	p := openBrowser(t)
	p.allowClipboard()
	p.open(serveFolder(t, public) + "/" + aRecord(t, public, "en/projects"))
	p.until("document.querySelector('.as-of').textContent === " + quoted(sampleDay(t)))
	text := evaluate[string](p, "document.querySelector('p.cite').textContent")
	if strings.Contains(text, "access date") || !evaluate[bool](p, "/Retrieved 20\\d\\d-\\d\\d-\\d\\d, from https:/.test(document.querySelector('p.cite').textContent)") {
		t.Errorf("the citation is %q, want the day of reading in it", text)
	}
	p.click(".cite-copy button")
	p.until("document.querySelector('.cite-copy [role=status]').textContent !== ''")
	if got := evaluate[string](p, "navigator.clipboard.readText()"); got != strings.TrimSpace(text) {
		t.Errorf("copied %q, want %q", got, text)
	}
	p.quiet()
}
