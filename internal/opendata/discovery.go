package opendata

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/portal"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// The limits of the sitemap protocol for one file: addresses and bytes.
const (
	maxAddresses    = 50_000
	maxSitemapBytes = 50 << 20
)

// The longest name and description of a search, in runes, that OpenSearch allows.
const (
	maxShortName   = 16
	maxDescription = 1024
)

// Sitemap emits sitemap.xml for the pages at the paths; past the protocol's limits
// it is an index of sitemap-1.xml, sitemap-2.xml and so on. Addresses in a site map
// are absolute, so that nothing is emitted where the portal has no base_url. The
// order of the paths does not matter. It fails only where emit does.
func Sitemap(s *portal.Settings, paths []string, emit tree.Emit) error {
	return sitemap(s, paths, maxAddresses, maxSitemapBytes, emit)
}

func sitemap(s *portal.Settings, paths []string, addresses, size int, emit tree.Emit) error {
	if s.BaseURL == "" {
		return nil
	}
	const end = "</urlset>\n"
	paths = slices.Compact(slices.Sorted(slices.Values(paths)))
	pages := newTranslations(s, paths)
	var parts [][]byte
	body, count := startURLSet(), 0
	for _, path := range paths {
		before := len(body)
		body = pages.appendURL(body, path)
		if count == addresses || count > 0 && len(body)+len(end) > size {
			// body is cut before the entry that is too much: the part owns only what comes before.
			entry := bytes.Clone(body[before:])
			parts = append(parts, append(body[:before], end...))
			body, count = append(startURLSet(), entry...), 0
		}
		count++
	}
	parts = append(parts, append(body, end...))
	if len(parts) == 1 {
		return emit(tree.File{Path: route.Sitemap, Body: parts[0]})
	}
	index := []byte(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for i, part := range parts {
		path := sitemapPart(i + 1)
		if err := emit(tree.File{Path: path, Body: part}); err != nil {
			return err
		}
		index = append(index, "<sitemap><loc>"+escaped(route.Absolute(s, path))+"</loc></sitemap>\n"...)
	}
	return emit(tree.File{Path: route.Sitemap, Body: append(index, "</sitemapindex>\n"...)})
}

// sitemapPart is the address of the n-th part, from 1, of a site map.
func sitemapPart(n int) string {
	return fmt.Sprintf("%s-%d.xml", strings.TrimSuffix(route.Sitemap, ".xml"), n)
}

func startURLSet() []byte {
	return []byte(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"` +
		` xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
}

// translations knows which pages exist in several languages.
type translations struct {
	settings *portal.Settings
	prefixes []string // of the languages, in their order; the first is empty
	exists   map[string]bool
}

func newTranslations(s *portal.Settings, paths []string) *translations {
	t := &translations{settings: s}
	for _, lang := range s.Languages {
		t.prefixes = append(t.prefixes, route.For(s, lang).Prefix())
	}
	if len(t.prefixes) > 1 {
		t.exists = make(map[string]bool, len(paths))
		for _, p := range paths {
			t.exists[p] = true
		}
	}
	return t
}

// appendURL adds the entry of a page with its forms in all languages, where there
// is more than one. There is no lastmod: a page shows many records, and no date of
// the data says when it last changed.
func (t *translations) appendURL(b []byte, path string) []byte {
	b = append(b, "<url><loc>"+escaped(route.Absolute(t.settings, path))+"</loc>"...)
	if len(t.prefixes) > 1 {
		bare := t.bare(path)
		var links []byte
		n := 0
		for i, prefix := range t.prefixes {
			if t.exists[prefix+bare] {
				links = fmt.Appendf(links, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`,
					escaped(t.settings.Languages[i]), escaped(route.Absolute(t.settings, prefix+bare)))
				n++
			}
		}
		if n > 1 {
			b = append(b, links...)
		}
	}
	return append(b, "</url>\n"...)
}

// bare is a path without the folder of its language.
func (t *translations) bare(path string) string {
	for _, prefix := range t.prefixes {
		if prefix != "" && strings.HasPrefix(path, prefix) {
			return path[len(prefix):]
		}
	}
	return path
}

// robots lets everybody read everything and says where the site map is.
func robots(s *portal.Settings) []byte {
	b := "User-agent: *\nAllow: /\n"
	if s.BaseURL != "" {
		b += "\nSitemap: " + route.Absolute(s, route.Sitemap) + "\n"
	}
	return []byte(b)
}

type openSearch struct {
	XMLName       xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName     string          `xml:"ShortName"`
	Description   string          `xml:"Description"`
	URLs          []openSearchURL `xml:"Url"`
	Languages     []string        `xml:"Language"`
	InputEncoding string          `xml:"InputEncoding"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

// OpenSearch emits opensearch.xml, with which a browser offers the portal's search,
// and says whether it did: the description needs an absolute address, so that a
// portal without base_url has none and its pages must not link to it. It fails only
// where emit does.
func OpenSearch(s *portal.Settings, emit tree.Emit) (bool, error) {
	if s.BaseURL == "" {
		return false, nil
	}
	lang := firstLanguage(s)
	search := route.Absolute(s, route.For(s, lang).Search())
	d := openSearch{
		ShortName:   cut(title(s), maxShortName),
		Description: cut(in(lang, "搜索：", "Search: ")+title(s), maxDescription),
		URLs: []openSearchURL{
			{Type: "text/html", Template: search + "?q={searchTerms}"},
			{Type: "application/opensearchdescription+xml", Rel: "self", Template: route.Absolute(s, route.OpenSearch)},
		},
		Languages: s.Languages, InputEncoding: "UTF-8",
	}
	body, err := xml.MarshalIndent(d, "", "  ")
	if err != nil {
		return false, fmt.Errorf("description of the search: %w", err)
	}
	body = append([]byte(xml.Header), append(body, '\n')...)
	return true, emit(tree.File{Path: route.OpenSearch, Body: body})
}

// cut is the beginning of a text, at most n runes.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// escaped is a text for XML; characters that XML cannot hold are replaced.
func escaped(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // cannot happen: a builder takes everything
	}
	return b.String()
}
