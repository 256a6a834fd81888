package asset

import (
	"bytes"
	"compress/gzip"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/templates"
)

// face is a small face that has everything the real one must have.
func face() fstest.MapFS {
	return fstest.MapFS{
		"styles/site.css":         {Data: []byte("@import \"./tokens.css\";\nbody { color: var(--ink) }\n")},
		"styles/search.css":       {Data: []byte(".hit { color: var(--ink) }\n")},
		"styles/matrix.css":       {Data: []byte(".matrix { color: var(--ink) }\n")},
		"styles/sections.css":     {Data: []byte(".record { color: var(--ink) }\n")},
		"styles/compare.css":      {Data: []byte(".chosen { color: var(--ink) }\n")},
		"styles/tokens.css":       {Data: []byte(":root { --ink: #123456; }\n")},
		"scripts/site.ts":         {Data: []byte("import { hello } from './hello';\nhello(document.title ?? '公示');\n")},
		"scripts/hello.ts":        {Data: []byte("export function hello(name: string): void { console.log(`你好 ${name}`); }\n")},
		"scripts/search-page.ts":  {Data: []byte("import { hello } from './hello.js';\nhello('search');\n")},
		"scripts/search-more.ts":  {Data: []byte("import { hello } from './hello.js';\nhello('more');\n")},
		"scripts/table-page.ts":   {Data: []byte("import { hello } from './hello';\nhello('table');\n")},
		"scripts/record-page.ts":  {Data: []byte("import { hello } from './hello';\nhello('record');\n")},
		"scripts/compare-page.ts": {Data: []byte("import { hello } from './hello';\nhello('compare');\n")},
		"pictures/favicon.svg":    {Data: []byte("<svg></svg>")},
		"pictures/card-home.png":  {Data: []byte("PNG of home")},
		"pictures/touch.png":      {Data: []byte("PNG to touch")},
	}
}

func TestBundle(t *testing.T) {
	set, err := Bundle(face())
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`^assets/[a-z-]+-[0-9a-f]{16}\.(css|js|svg|png)$`)
	bodies := map[string]string{}
	for _, f := range set.Files {
		if !named.MatchString(f.Path) {
			t.Errorf("path %q does not match %s", f.Path, named)
		}
		bodies[f.Path] = string(f.Body)
	}
	for _, c := range []struct{ path, want string }{
		{set.Paths.Style, "--ink: #123456"},
		{set.Paths.Style, "color:var(--ink)"},
		{set.Paths.Script, "你好"},
		{set.Paths.Search, "search"},
		{set.Paths.More, "more"},
		{set.Paths.Icon, "<svg></svg>"},
		{set.Paths.Cards["home"], "PNG of home"},
		{set.Paths.Touch, "PNG to touch"},
	} {
		if !strings.Contains(bodies[c.path], c.want) {
			t.Errorf("%s holds %q, want %q in it", c.path, bodies[c.path], c.want)
		}
	}
	if script := bodies[set.Paths.Script]; strings.Contains(script, "??") || !strings.HasPrefix(script, "(()=>{") && !strings.HasPrefix(script, `"use strict";(()=>{`) {
		t.Errorf("the script is not a classic one of 2018: %s", script)
	}
}

func TestBundleIsStable(t *testing.T) {
	first, err := Bundle(face())
	if err != nil {
		t.Fatal(err)
	}
	second, _ := Bundle(face())
	if !reflect.DeepEqual(first.Paths, second.Paths) {
		t.Errorf("the same files gave %v and %v", first.Paths, second.Paths)
	}
	changed := face()
	changed["styles/tokens.css"].Data = []byte(":root { --ink: #654321; }")
	third, _ := Bundle(changed)
	if third.Paths.Style == first.Paths.Style || third.Paths.Script != first.Paths.Script {
		t.Errorf("after a change of style: got %v, before %v; want another style and the same script", third.Paths, first.Paths)
	}
}

func TestBundleFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(fstest.MapFS)
		want   string
	}{
		{"a missing script", func(m fstest.MapFS) { delete(m, "scripts/search-page.ts") }, "bundle scripts/search-page.ts: no file scripts/search-page.ts"},
		{"a missing picture", func(m fstest.MapFS) { delete(m, "pictures/favicon.svg") }, "pictures/favicon.svg"},
		{"a missing import", func(m fstest.MapFS) { delete(m, "styles/tokens.css") }, "styles/site.css:1:9: no file styles/tokens.css"},
		{"a broken script", func(m fstest.MapFS) { m["scripts/hello.ts"].Data = []byte("let = ;") }, "scripts/hello.ts:1:"},
		{"an import from outside", func(m fstest.MapFS) { m["scripts/hello.ts"].Data = []byte("import '../../etc/passwd';") }, "no file ../etc/passwd"},
		{"a style from another host", func(m fstest.MapFS) {
			m["styles/site.css"].Data = []byte("@import \"https://example.org/x.css\";")
		}, "no file https://example.org/x.css"},
	} {
		files := face()
		c.change(files)
		_, err := Bundle(files)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want %q in it", c.name, err, c.want)
		}
	}
}

// mostCompressed is how heavy style and script of every page may be together,
// compressed, in bytes: a first view of 60 KB leaves room for the page itself.
const mostCompressed = 20_000

func TestBundleBuiltIn(t *testing.T) {
	set, err := Bundle(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	weight := 0
	for _, f := range set.Files {
		if f.Path != set.Paths.Style && f.Path != set.Paths.Script {
			continue
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write(f.Body); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		weight += b.Len()
		for _, bad := range []string{"http:", "https:", "url(", "eval(", "innerHTML"} {
			if strings.Contains(string(f.Body), bad) {
				t.Errorf("%s holds %s", f.Path, bad)
			}
		}
	}
	if weight > mostCompressed {
		t.Errorf("style and script weigh %d bytes compressed, want at most %d", weight, mostCompressed)
	}
}
