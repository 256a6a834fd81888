package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

// homeLimit is how many bytes the first page, the style and the script weigh at most when
// a host has packed them.
const homeLimit = 20_000

func TestHomeIsLight(t *testing.T) {
	public := sample(t)
	for _, page := range []string{"index.html", "en/index.html"} {
		sum := 0
		for _, pattern := range []string{page, "assets/site-*.css", "assets/site-*.js"} {
			files, err := filepath.Glob(filepath.Join(public, pattern))
			if err != nil || len(files) != 1 {
				t.Fatalf("%s: got the files %q (%v), want one", pattern, files, err)
			}
			body, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			sum += packed(t, body)
		}
		t.Logf("%s with its style and script: %d bytes", page, sum)
		if sum > homeLimit {
			t.Errorf("%s with its style and script takes %d bytes, want %d at most", page, sum, homeLimit)
		}
	}
}

// packed is how many bytes gzip makes of a file.
func packed(t *testing.T, body []byte) int {
	t.Helper()
	var buffer bytes.Buffer
	w, err := gzip.NewWriterLevel(&buffer, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Len()
}

// TestBrowserHomeFits opens the first page and the pages of groups on the narrowest phones,
// also in large print: nothing is wider than the screen, and of the two drawings of the
// figure one is there, with text of 12 px at least.
func TestBrowserHomeFits(t *testing.T) {
	public := sample(t)
	host := serveFolder(t, public)
	p := openBrowser(t)
	for _, page := range []string{"index.html", "en/index.html", "districts/index.html", "en/districts/index.html", "districts/990001.html", "en/districts/990001.html"} {
		for _, mode := range []string{"light", "elder"} {
			for _, width := range []int64{320, 390, 700, 1280} {
				p.show(host+"/"+page, mode, width)
				if wide := evaluate[string](p, `(() => {
					const most = document.documentElement.clientWidth + 1;
					if (document.documentElement.scrollWidth <= most) return "";
					const beyond = [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > most);
					return "wider: " + beyond.map(e => e.tagName + "." + e.getAttribute("class")).slice(0, 6).join(" ");
				})()`); wide != "" {
					t.Errorf("%s in %s at %d px: %s", page, mode, width, wide)
				}
				if n := evaluate[int](p, `[...document.querySelectorAll(".one-district .district")].filter(e => e.getBoundingClientRect().height > 0).length`); n > 0 {
					t.Errorf("%s in %s at %d px repeats its district %d times", page, mode, width, n)
				}
				if page == "districts/index.html" || page == "en/districts/index.html" {
					continue
				}
				if bad := evaluate[string](p, `(() => {
					const shown = [...document.querySelectorAll(".by-year svg[role]")].filter(e => e.getBoundingClientRect().width > 0);
					if (shown.length !== 1) return shown.length + " drawings";
					const small = [...shown[0].querySelectorAll("text")].filter(e => e.getBoundingClientRect().height < 12);
					const clash = [...shown[0].querySelectorAll("text")].filter(e => e.getBoundingClientRect().right > shown[0].getBoundingClientRect().right + 1);
					return small.length + clash.length ? small.length + " small texts, " + clash.length + " beyond the drawing" : "";
				})()`); bad != "" {
					t.Errorf("%s in %s at %d px: %s", page, mode, width, bad)
				}
			}
		}
	}
	p.quiet()
}
