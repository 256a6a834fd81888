package attachment

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"
)

func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func deflated(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := io.WriteString(z, s); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []byte
		want []string
	}{
		{"text", []byte("名单\n甲"), []string{"名单\n甲"}},
		{"byte order mark", []byte("\ufeff甲"), []string{"甲"}},
		{"UTF-16, lowest first", []byte("\xff\xfea\x002u"), []string{"a甲"}},
		{"UTF-16, highest first", []byte("\xfe\xff\x00au2"), []string{"a甲"}},
		{"HTML", []byte("<p>a<b>b</b></p><p>c</p>"), []string{"<p>a<b>b</b></p><p>c</p>", "|ab||c|"}},
		{"tag that does not end", []byte("<p>a<b"), []string{"<p>a<b", "|a"}},
		{"binary", []byte("a\x00b"), nil},
		{"binary document of an office", []byte("\xd0\xcf\x11\xe0\x00\x00a\x00b\x00\x01\x02c"), []string{"ab|c"}},
		{"document", zipOf(t, "word/document.xml", `<w:p><w:t xml:space="preserve">a</w:t><w:t>b</w:t></w:p>`, "word/media/image.png", "c"), []string{"|ab|"}},
		{"workbook", zipOf(t, "xl/worksheets/sheet1.xml", `<row r="1"><c r="A1"><v>12</v></c><c r="B1"><v>34</v></c></row>`), []string{"|||12||||34|||"}},
		{"damaged zip", []byte("PK\x03\x04abc"), nil},
		{"PDF", []byte("%PDF-1.4\nstream\n(a) Tj [(b) -20 (c)] TJ\nendstream\nstream\r\n" + deflated(t, `(d\)e) Tj <6667> Tj`) + "\nendstream"), []string{"a|bc", "d)e|fg"}},
		{"PDF that ends early", []byte("%PDF-1.4\nstream\n(a"), []string{"a"}},
		{"empty", nil, []string{""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Text(tt.in); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestBounded unpacks a file of zeros that is a thousand times larger than it looks.
func TestBounded(t *testing.T) {
	part := strings.Repeat("0", maxUnpacked)
	size := 0
	for _, s := range Text(zipOf(t, "a.txt", part, "b.txt", part)) {
		size += len(s)
	}
	if size != maxUnpacked {
		t.Errorf("%d bytes unpacked, want %d", size, maxUnpacked)
	}
}

func FuzzText(f *testing.F) {
	for _, b := range [][]byte{
		zipOf(f, "a.xml", "<p>a</p>"), []byte("%PDF-1.4\nstream\n" + deflated(f, "[(a) 1 <62>] TJ") + "endstream"), []byte("%PDF-stream(\\"),
		[]byte("\xff\xfea"), []byte("\xd0\xcf\x11\xe0a"), []byte("<a"), []byte("< >/<"),
	} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		size := 0
		for _, s := range Text(b) {
			size += len(s)
		}
		if size > 2*maxUnpacked {
			t.Errorf("%d bytes of text in %d bytes", size, len(b))
		}
	})
}
