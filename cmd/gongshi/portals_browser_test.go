package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestBrowserUnusualPortals looks at every kind of page of portals unlike the sample on the
// narrowest phone in large print: nothing is wider than the screen, and no script complains.
func TestBrowserUnusualPortals(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand pages take long; run without -short")
	}
	p := openBrowser(t)
	for _, u := range unusuals {
		public := filepath.Join(u.portal(t), "public")
		host := serveFolder(t, public)
		p.turn("elder", 320)
		for _, name := range eachKind(t, public) {
			p.open(host + "/" + name)
			if wide := evaluate[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
				t.Errorf("%s: %s: %d pixels wider than the screen", u.name, name, wide)
			}
		}
		p.quiet()
	}
}

// eachKind names the largest page of every folder of a site.
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
		chosen = append(chosen, slices.MaxFunc(byFolder[folder], func(a, b string) int { return len(read(t, public, a)) - len(read(t, public, b)) }))
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
