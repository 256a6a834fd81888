package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestBrowserUnusualPortals looks at every kind of page of portals unlike the sample on
// phones, in both sizes of print: nothing is wider than the screen, and no script complains.
func TestBrowserUnusualPortals(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand pages take long; run without -short")
	}
	p := openBrowser(t)
	for _, u := range unusuals {
		public := filepath.Join(u.portal(t), "public")
		host := serveFolder(t, public)
		for _, name := range eachKind(t, public) {
			p.open(host + "/" + name)
			for _, screen := range []struct {
				mode  string
				width int64
			}{{"light", 390}, {"elder", 320}} {
				p.turn(screen.mode, screen.width)
				if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
					t.Errorf("%s: %s in %s at %d: %d pixels wider than the screen", u.name, name, screen.mode, screen.width, wide)
				}
			}
		}
		p.quiet()
	}
}

// eachKind names the largest page and the smallest of every folder of a site.
func eachKind(t *testing.T, public string) []string {
	t.Helper()
	list, err := files(public)
	if err != nil {
		t.Fatal(err)
	}
	byFolder := map[string][]string{}
	var folders []string
	for _, name := range list {
		if folder := path.Dir(name); strings.HasSuffix(name, ".html") {
			if byFolder[folder] == nil {
				folders = append(folders, folder)
			}
			byFolder[folder] = append(byFolder[folder], name)
		}
	}
	var chosen []string
	for _, folder := range folders {
		pages := byFolder[folder]
		slices.SortStableFunc(pages, func(a, b string) int { return len(read(t, public, b)) - len(read(t, public, a)) })
		chosen = append(chosen, pages[0])
		if last := pages[len(pages)-1]; last != pages[0] {
			chosen = append(chosen, last)
		}
	}
	return chosen
}

func read(t *testing.T, public, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(public, name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}
