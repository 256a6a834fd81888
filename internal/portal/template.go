package portal

import (
	"regexp"
	"strings"
)

// Template is a default that is made of other cells of its row: a text with headers in
// braces, as in 公表 {公表日}.
type Template []Part

// Part is a piece of a template: a text, or the header of a column whose cell stands there.
type Part struct {
	Text   string
	Header string // "": the text
}

var braces = regexp.MustCompile(`\{[^{}]*[^{}\s][^{}]*\}`)

// NewTemplate reads a default; it has no parts where that is a text without headers in
// braces.
func NewTemplate(s string) Template {
	var t Template
	end := 0
	for _, at := range braces.FindAllStringIndex(s, -1) {
		if at[0] > end {
			t = append(t, Part{Text: s[end:at[0]]})
		}
		t = append(t, Part{Header: strings.TrimSpace(s[at[0]+1 : at[1]-1])})
		end = at[1]
	}
	if end > 0 && end < len(s) {
		t = append(t, Part{Text: s[end:]})
	}
	return t
}
