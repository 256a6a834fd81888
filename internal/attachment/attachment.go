// Package attachment takes the text out of files that are no tables and no pages, so
// that it can be looked at: text of any kind, HTML, SVG and other XML, office documents
// (ISO/IEC 29500 and 26300, which are zip files of XML; the binary ones of before 2007 as
// far as their text is not compressed) and PDF (ISO 32000, strings in streams that are
// plain or deflated).
//
// It is an effort, no reader of these formats: where text is a picture, is encrypted or
// uses a font with numbers of its own for its characters, nothing is found. Pictures are
// not looked at. What a file unpacks to is bounded, so that none can exhaust the memory.
package attachment

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf16"
)

// The limits of what is looked at.
const (
	MaxBytes    = 32 << 20 // of a file
	maxUnpacked = 32 << 20 // bytes that one file unpacks to
	maxParts    = 10_000   // of a zip file or a PDF
	maxHead     = 8 << 10  // bytes in which a NUL tells that a file is no text
)

// Text returns the texts of a file; none where it has no text that is understood.
func Text(b []byte) []string {
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return zipped(b)
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return portable(b)
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return markedUp(wide(b[2:], binary.LittleEndian))
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return markedUp(wide(b[2:], binary.BigEndian))
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return []string{printable(b)}
	case bytes.IndexByte(b[:min(len(b), maxHead)], 0) >= 0:
		return nil
	}
	return markedUp(string(bytes.TrimPrefix(b, []byte("\ufeff"))))
}

// wide reads UTF-16.
func wide(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// printable keeps what can be read of a binary file. Zeros are dropped, so that UTF-16
// reads like ASCII.
func printable(b []byte) string {
	text := make([]byte, 0, len(b)/2)
	for _, c := range b {
		switch {
		case c >= ' ' && c < 0x7f:
			text = append(text, c)
		case c != 0 && len(text) > 0 && text[len(text)-1] != '|':
			text = append(text, '|')
		}
	}
	return string(text)
}

// markedUp returns a text, and where it is marked up also what is left without the tags,
// which may part what readers see in one piece.
func markedUp(s string) []string {
	if !strings.HasPrefix(strings.TrimSpace(s), "<") {
		return []string{s}
	}
	return []string{s, withoutTags(s)}
}

// parting are the elements of HTML, Word, Excel and OpenDocument behind which another
// text begins.
var parting = strings.Fields("p div td th tr li br h1 h2 h3 h4 h5 h6 dt dd text w:p w:tc w:tr w:br a:p row c si v table:table-cell text:p text:h")

// withoutTags drops tags. Those that part texts leave a bar.
func withoutTags(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "<")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		tag, after, ok := strings.Cut(rest, ">")
		if !ok {
			return b.String()
		}
		name := strings.TrimPrefix(tag, "/")
		if i := strings.IndexAny(name, " \t\r\n/"); i >= 0 {
			name = name[:i]
		}
		if slices.Contains(parting, name) {
			b.WriteByte('|')
		}
		s = after
	}
}

// zipped returns the texts of a zip file, such as a document of Word or a workbook.
func zipped(b []byte) []string {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil
	}
	var texts []string
	left := int64(maxUnpacked)
	for i, f := range z.File {
		if i == maxParts || left <= 0 {
			break
		}
		switch strings.ToLower(path.Ext(f.Name)) {
		case ".xml", ".txt", ".csv", ".tsv", ".md", ".json", ".html", ".htm", ".svg":
		default:
			continue
		}
		part, err := f.Open()
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(io.LimitReader(part, left)) // of a damaged part what can be read
		part.Close()
		left -= int64(len(text))
		if s := string(text); strings.HasPrefix(strings.TrimSpace(s), "<") {
			texts = append(texts, withoutTags(s))
		} else {
			texts = append(texts, s)
		}
	}
	return texts
}
