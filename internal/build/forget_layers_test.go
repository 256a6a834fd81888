package build

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"html"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"gongshi/internal/inside"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/tree"
)

// signsIn notes the signs in a text with the cell that each is of, in whatever way the
// text escapes them.
func signsIn(layer, name string, told map[cellSign]string) {
	// The numbers of the search index look like a character now and then, but hardly like two.
	numbers := !utf8.ValidString(layer)
	for _, s := range []string{layer, html.UnescapeString(layer), unescaped(layer)} {
		last := rune(0)
		for _, r := range s {
			if last >= 0x3400 && last < 0x4dc0 && (!numbers || strings.ContainsRune(allCells, r)) {
				told[cellSign{last, r}] = name
			}
			last = r
		}
	}
}

// unescaped is a text without the escapes of JSON, scripts and addresses.
func unescaped(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(s, `\%`)
		if i < 0 {
			return b.String() + s
		}
		b.WriteString(s[:i])
		s = s[i:]
		if r, ok := hexAfter(`\u`, s, 4); ok {
			b.WriteRune(rune(r))
			s = s[6:]
		} else if c, ok := hexAfter("%", s, 2); ok {
			b.WriteByte(byte(c))
			s = s[3:]
		} else {
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
}

// hexAfter reads a number of hexadecimal digits that a text begins with after a prefix.
func hexAfter(prefix, s string, digits int) (uint64, bool) {
	rest, ok := strings.CutPrefix(s, prefix)
	if !ok || len(rest) < digits {
		return 0, false
	}
	n, err := strconv.ParseUint(rest[:digits], 16, 32)
	return n, err == nil
}

// layersOf is a file as it is and what is packed into it: gzip, zip, and the chunks of the
// search index.
func layersOf(body []byte) []string {
	all := []string{string(body)}
	read := func(r io.Reader, err error) {
		if err != nil {
			return
		}
		if b, err := io.ReadAll(r); err == nil || len(b) > 0 {
			all = append(all, string(b))
		}
	}
	if i := bytes.Index(body, []byte("\x1f\x8b")); i >= 0 {
		read(gzip.NewReader(bytes.NewReader(body[i:])))
	}
	if i := bytes.Index(body, []byte("PK\x03\x04")); i >= 0 {
		if z, err := zip.NewReader(bytes.NewReader(body[i:]), int64(len(body)-i)); err == nil {
			for _, f := range z.File {
				read(f.Open())
			}
		}
	}
	for _, chunk := range inside.Chunks(body) {
		read(flate.NewReader(bytes.NewReader(chunk)), nil)
	}
	return all
}

// TestForgetsLooksInside holds that the search of TestForgets would find a sign in each of
// the ways in which a file can hold it.
func TestForgetsLooksInside(t *testing.T) {
	const told = "㐀实"
	var zipped, packed bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, _ := z.Create("xl/sharedStrings.xml")
	io.WriteString(w, told)
	z.Close()
	g := gzip.NewWriter(&packed)
	io.WriteString(g, told)
	g.Close()
	for name, body := range map[string]string{
		"plain": told, "JSON": `\u3400实`, "entity": "&#x3400;实", "decimal": "&#13312;实", "address": "%E3%90%80%E5%AE%9E", "zip": zipped.String(), "gzip": packed.String(),
	} {
		found := map[cellSign]string{}
		for _, layer := range layersOf([]byte(name + "\n" + body)) {
			signsIn(layer, name, found)
		}
		if found[cellSign{'㐀', inFacts}] == "" {
			t.Errorf("%s: the sign is not found", name)
		}
	}
	docs := []search.Document{{ID: "sanctions/1", Table: "sanctions", Title: "一", URL: "a.html", Parts: []search.Part{{Zone: search.Body, Text: told}}}}
	found := map[cellSign]string{}
	err := projection.Write(search.Listed(docs), projection.Options{}, tree.Always(func(f tree.File) error {
		for _, layer := range layersOf(f.Body)[1:] {
			signsIn(layer, f.Path, found)
		}
		return nil
	}))
	if err != nil || found[cellSign{'㐀', inFacts}] == "" {
		t.Errorf("the search index: the sign is not found: %v", err)
	}
}
