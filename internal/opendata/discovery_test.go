package opendata

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
)

type urlSet struct {
	URLs []struct {
		Loc   string `xml:"loc"`
		Links []struct {
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"url"`
}

type sitemapIndex struct {
	XMLName xml.Name `xml:"sitemapindex"`
	Locs    []string `xml:"sitemap>loc"`
}

// TestSitemapSplits crosses both limits with few addresses: none is lost, none is
// in two parts, and no part is beyond a limit.
func TestSitemapSplits(t *testing.T) {
	var paths []string
	for i := range 25 {
		paths = append(paths, fmt.Sprintf("projects/%02d.html", i))
	}
	for _, tt := range []struct {
		name            string
		addresses, size int
		files           int
	}{
		{"one file", 25, maxSitemapBytes, 1},
		{"by number", 10, maxSitemapBytes, 4},
		{"exactly full parts", 5, maxSitemapBytes, 6},
		{"by size", 50_000, 400, 10},
		{"an address too big for any part", 50_000, 1, 26},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var c collector
			if err := sitemap(settings(), slices.Concat(paths, paths), tt.addresses, tt.size, c.emit); err != nil {
				t.Fatal(err)
			}
			if len(c.files) != tt.files {
				t.Fatalf("got %d files, want %d", len(c.files), tt.files)
			}
			var got []string
			for _, part := range parts(t, c.files) {
				var set urlSet
				if err := xml.Unmarshal([]byte(part), &set); err != nil {
					t.Fatal(err)
				}
				if n := len(set.URLs); n == 0 || n > tt.addresses || n > 1 && len(part) > tt.size {
					t.Errorf("a part has %d addresses and %d bytes, want at most %d and %d", n, len(part), tt.addresses, tt.size)
				}
				for _, u := range set.URLs {
					got = append(got, strings.TrimPrefix(u.Loc, settings().BaseURL))
				}
			}
			if !slices.Equal(got, paths) {
				t.Errorf("got the addresses %q, want %q", got, paths)
			}
		})
	}
}

// parts returns the parts of a site map in the order of its index.
func parts(t *testing.T, files map[string]string) []string {
	t.Helper()
	if len(files) == 1 {
		return []string{files["sitemap.xml"]}
	}
	var index sitemapIndex
	if err := xml.Unmarshal([]byte(files["sitemap.xml"]), &index); err != nil {
		t.Fatal(err)
	}
	if len(index.Locs) != len(files)-1 {
		t.Errorf("the index names %d parts of %d", len(index.Locs), len(files)-1)
	}
	var list []string
	for _, loc := range index.Locs {
		body, ok := files[strings.TrimPrefix(loc, settings().BaseURL)]
		if !ok {
			t.Errorf("the index names %s, which does not exist", loc)
		}
		list = append(list, body)
	}
	return list
}

func TestSitemapAlternates(t *testing.T) {
	var c collector
	if err := Sitemap(settings(), []string{"en/index.html", "index.html", "about/a&b.html"}, c.emit); err != nil {
		t.Fatal(err)
	}
	var set urlSet
	if err := xml.Unmarshal([]byte(c.files["sitemap.xml"]), &set); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range set.URLs {
		line := strings.TrimPrefix(u.Loc, settings().BaseURL)
		for _, l := range u.Links {
			line += " " + l.Lang + "=" + strings.TrimPrefix(l.Href, settings().BaseURL)
		}
		got = append(got, line)
	}
	want := []string{"about/a&b.html", "en/ zh-CN= en=en/", " zh-CN= en=en/"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWithoutBaseURL(t *testing.T) {
	s := settings()
	s.BaseURL = ""
	var c collector
	if err := Sitemap(s, []string{"index.html"}, c.emit); err != nil {
		t.Fatal(err)
	}
	if written, err := OpenSearch(s, c.emit); written || err != nil {
		t.Errorf("OpenSearch without a base_url returns %v, %v, want false and no error", written, err)
	}
	if len(c.files) != 0 {
		t.Errorf("got %v, want no file that needs absolute addresses", c.files)
	}
	if got := string(robots(s)); strings.Contains(got, "Sitemap") {
		t.Errorf("robots.txt is %q, want no site map in it", got)
	}
}

func TestOpenSearchNameIsShort(t *testing.T) {
	s := settings()
	s.Title = strings.Repeat("公", 17)
	var c collector
	if written, err := OpenSearch(s, c.emit); !written || err != nil {
		t.Fatalf("OpenSearch returns %v, %v, want true and no error", written, err)
	}
	var d openSearch
	if err := xml.Unmarshal([]byte(c.files["opensearch.xml"]), &d); err != nil {
		t.Fatal(err)
	}
	if want := strings.Repeat("公", 16); d.ShortName != want {
		t.Errorf("the short name is %q, want %q", d.ShortName, want)
	}
}
