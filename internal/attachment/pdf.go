package attachment

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
)

// portable returns what the content streams of a PDF show, a text for each stream.
func portable(b []byte) []string {
	var texts []string
	left := int64(maxUnpacked)
	for range maxParts {
		i := bytes.Index(b, []byte("stream"))
		if i < 0 || left <= 0 {
			break
		}
		b = bytes.TrimPrefix(bytes.TrimPrefix(b[i+len("stream"):], []byte("\r")), []byte("\n"))
		end := bytes.Index(b, []byte("endstream"))
		if end < 0 {
			end = len(b)
		}
		content := b[:end]
		if z, err := zlib.NewReader(bytes.NewReader(content)); err == nil {
			content, _ = io.ReadAll(io.LimitReader(z, left)) // of a damaged stream what can be read
			left -= int64(len(content))
		}
		if s := shown(content); s != "" {
			texts = append(texts, s)
		}
		b = b[end:]
		b = bytes.TrimPrefix(b, []byte("endstream"))
	}
	return texts
}

// shown returns the strings that a content stream shows (ISO 32000, 9.4.3). The strings of
// one TJ are one text, with shifts between them; a new line stands for every other operator.
func shown(content []byte) string {
	var b strings.Builder
	array := false
	for i := 0; i < len(content); i++ {
		switch content[i] {
		case '[':
			array = true
		case ']':
			array = false
			b.WriteByte('|')
		case '(':
			i = literal(&b, content, i+1)
			if !array {
				b.WriteByte('|')
			}
		case '<':
			i = hexadecimal(&b, content, i+1)
			if !array {
				b.WriteByte('|')
			}
		}
	}
	return strings.Trim(b.String(), "|")
}

// literal reads a string in brackets and returns where it ends.
func literal(b *strings.Builder, content []byte, i int) int {
	for depth := 1; i < len(content); i++ {
		switch c := content[i]; c {
		case '\\':
			if i++; i < len(content) {
				b.WriteByte(content[i])
			}
		case '(', ')':
			if c == '(' {
				depth++
			} else if depth--; depth == 0 {
				return i
			}
			b.WriteByte(c)
		default:
			if c != 0 { // the high bytes of UTF-16
				b.WriteByte(c)
			}
		}
	}
	return i
}

// hexadecimal reads a string of hexadecimal digits and returns where it ends.
func hexadecimal(b *strings.Builder, content []byte, i int) int {
	high, have := 0, false
	for ; i < len(content) && content[i] != '>'; i++ {
		v := strings.IndexByte("0123456789abcdef", content[i]|0x20)
		if content[i] >= '0' && content[i] <= '9' {
			v = int(content[i] - '0')
		}
		if v < 0 {
			continue
		}
		if !have {
			high, have = v, true
			continue
		}
		if c := byte(high<<4 | v); c != 0 {
			b.WriteByte(c)
		}
		have = false
	}
	return i
}
