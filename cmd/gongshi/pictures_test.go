package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	picturesInto = flag.String("pictures", "", "take pictures of the sample's pages into this folder")
	picturesOf   = flag.String("pages", "", "the pages that are pictured, paths with commas between; none: one of each kind")
)

// TestPictures takes pictures of the sample's pages for people to look at: a page of
// each kind in both languages, on a phone and a desk, in light, dark and elder mode.
//
//	go test ./cmd/gongshi -run TestPictures -pictures DIR [-pages index.html,pay/index.html]
func TestPictures(t *testing.T) {
	if *picturesInto == "" {
		t.Skip("takes pictures only where -pictures names a folder")
	}
	if err := os.MkdirAll(*picturesInto, 0o755); err != nil {
		t.Fatal(err)
	}
	public := sample(t)
	host := serveFolder(t, public)
	pages := append(kinds(t, public, ""), kinds(t, public, "en/")...)
	if *picturesOf != "" {
		pages = strings.Split(*picturesOf, ",")
	}
	p := openBrowser(t)
	for _, page := range pages {
		for _, mode := range []string{"light", "dark", "elder"} {
			for _, width := range []int64{390, 1280} {
				p.show(host+"/"+page, mode, width)
				path, _, _ := strings.Cut(strings.TrimSuffix(strings.ReplaceAll(page, "/", "-"), ".html"), "?")
				name := fmt.Sprintf("%s-%s-%d.png", strings.TrimSuffix(path, ".html"), mode, width)
				writeFile(t, filepath.Join(*picturesInto, name), p.picture(tallest))
			}
		}
	}
}

// readme is the pictures that the README shows; where a picture ends is chosen by eye.
var readme = []struct {
	name, page    string
	width, height int64
}{
	{"home", "index.html", 1280, 1180},
	{"agency", "agencies/529900003627680172.html", 1280, 1560},
	{"phone", "en/compare/index.html?a=529900003627680172,519900003017518792", 390, 1640},
}

// TestReadmePictures takes the pictures of the README anew.
//
//	go test ./cmd/gongshi -run TestReadmePictures -pictures docs/pictures
func TestReadmePictures(t *testing.T) {
	if *picturesInto == "" {
		t.Skip("takes pictures only where -pictures names a folder")
	}
	dir := *picturesInto
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(repository(t), dir)
	}
	host := serveFolder(t, sample(t))
	p := openBrowser(t)
	for _, r := range readme {
		p.show(host+"/"+r.page, "light", r.width)
		writeFile(t, filepath.Join(dir, r.name+".png"), fewColours(t, p.picture(r.height)))
	}
}

// tallest is how much of a page a picture holds, in pixels from its top.
const tallest = 6000
