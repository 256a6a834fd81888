package main

import (
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// How many bytes a page takes over the wire at most, packed with gzip, with the style and
// the scripts that it names.
const (
	homeWire = 30_000
	pageWire = 60_000 // of any other kind; for an agency's see agencyWire
)

// wireOf is what a page of a kind may take.
func wireOf(name string) int {
	switch dir := path.Dir(strings.TrimPrefix(name, "en/")); {
	case dir == "." && path.Base(name) == "index.html":
		return homeWire
	case dir == "agencies" && !strings.HasPrefix(path.Base(name), "index"):
		return agencyWire
	}
	return pageWire
}

var (
	// loaded is what a browser fetches with a page.
	loaded = regexp.MustCompile(`<(?:script|img|source|iframe|embed|object|audio|video)\b[^>]*?\b(?:src|data|srcset)="([^"]*)"|<link\b[^>]*?\brel="(?:stylesheet|icon|preload|modulepreload|apple-touch-icon|manifest)"[^>]*?\bhref="([^"]*)"`)
	// packs are the files of it that count: pictures of the browser's own frame do not.
	packs = regexp.MustCompile(`\.(?:css|js)$`)
	// fetched is what a style fetches; what stands in it as data is there already.
	fetched = regexp.MustCompile(`@font-face|@import|url\(\s*["']?(?:[^d"']|d[^a])`)
)

// TestWeight holds what every kind of page costs a phone, in both languages, that nothing
// comes from anybody else, and that no style asks for a font. With -v it prints the table.
func TestWeight(t *testing.T) {
	if testing.Short() {
		t.Skip("packs every kind of page; run without -short")
	}
	public := sample(t)
	assets, err := filepath.Glob(filepath.Join(public, "assets/*"))
	if err != nil {
		t.Fatal(err)
	}
	weights, squeezed := map[string]int{}, brotli(t, assets)
	for _, file := range assets {
		if !packs.MatchString(file) {
			continue
		}
		body := readFile(t, file)
		name := "assets/" + filepath.Base(file)
		weights[name] = zipped(t, body)
		t.Logf("%-42s %7d bytes, %6d gzip, %6s brotli", name, len(body), weights[name], squeezed[file])
		if m := fetched.FindString(body); m != "" && strings.HasSuffix(name, ".css") {
			t.Errorf("%s fetches something: %s", name, m)
		}
	}
	for _, prefix := range []string{"", "en/"} {
		for _, name := range kinds(t, public, prefix) {
			name, _, _ = strings.Cut(name, "?")
			weighPage(t, public, name, weights)
		}
	}
}

// weighPage adds up what a page takes.
func weighPage(t *testing.T, public, name string, weights map[string]int) {
	t.Helper()
	body := readFile(t, filepath.Join(public, name))
	own := zipped(t, body)
	sum, style, scripts := own, 0, 0
	for _, m := range loaded.FindAllStringSubmatch(body, -1) {
		file := m[1] + m[2]
		if strings.Contains(file, ":") || strings.HasPrefix(file, "//") {
			t.Errorf("%s loads %s, which is not of this site", name, file)
			continue
		}
		if !strings.HasPrefix(file, "/") {
			file = "/" + path.Join(path.Dir(name), file)
		} else if i := strings.Index(file, "/assets/"); i >= 0 { // a page that is shown at any address
			file = file[i:]
		} else {
			file = "/" + path.Base(file)
		}
		file = file[1:]
		if !packs.MatchString(file) {
			continue
		}
		n, known := weights[file]
		if !known {
			n = zipped(t, readFile(t, filepath.Join(public, file)))
			weights[file] = n
		}
		sum += n
		if strings.HasSuffix(file, ".css") {
			style += n
		} else {
			scripts += n
		}
	}
	most := wireOf(name)
	t.Logf("%-56s %6d of %6d: page %6d, style %6d, scripts %6d", name, sum, most, own, style, scripts)
	if sum > most {
		t.Errorf("%s takes %d bytes over the wire, at most %d", name, sum, most)
	}
	if style == 0 || scripts == 0 {
		t.Errorf("%s: a style of %d bytes and scripts of %d: the page is read in a wrong way", name, style, scripts)
	}
}

// brotli is what files take with brotli, where Node is there to tell.
func brotli(t *testing.T, files []string) map[string]string {
	t.Helper()
	sizes := map[string]string{}
	node, err := exec.LookPath("node")
	if err != nil || !testing.Verbose() {
		return sizes
	}
	const script = `const fs = require("fs"), zlib = require("zlib"); for (const f of process.argv.slice(1)) console.log(zlib.brotliCompressSync(fs.readFileSync(f)).length);`
	out, err := exec.Command(node, slices.Concat([]string{"-e", script, "--"}, files)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(string(out))
	if len(lines) != len(files) {
		t.Fatalf("%d sizes of %d files", len(lines), len(files))
	}
	for i, file := range files {
		if _, err := strconv.Atoi(lines[i]); err != nil {
			t.Fatal(err)
		}
		sizes[file] = lines[i]
	}
	return sizes
}

// TestWireOf holds that each kind of page is held to its own limit.
func TestWireOf(t *testing.T) {
	for _, tt := range []struct {
		name string
		want int
	}{
		{"index.html", homeWire}, {"en/index.html", homeWire}, {"agencies/1.html", agencyWire}, {"en/agencies/1.html", agencyWire},
		{"agencies/index.html", pageWire}, {"agencies/index-2.html", pageWire}, {"404.html", pageWire}, {"en/years/2024.html", pageWire},
	} {
		if got := wireOf(tt.name); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
	for text, want := range map[string]bool{
		"url(data:image/svg+xml,x)": false, `url("data:x")`: false, "url(x.png)": true, `url('//a/x.woff')`: true, "@font-face{": true,
	} {
		if got := fetched.MatchString(text); got != want {
			t.Errorf("%s: fetched is %v", text, got)
		}
	}
}
