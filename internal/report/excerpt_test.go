package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gongshi/internal/finding"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("公示", 40)
	wide := make([]string, 60)
	for i := range wide {
		wide[i] = "列二三四五"
	}
	wide[30] = "1e5"
	for _, tt := range []struct {
		name   string
		row    []string
		f      finding.Finding
		text   string
		carets string
	}{
		{"cell", []string{"甲", "b", "c"}, finding.Finding{Line: 2, Column: 2, Field: "x"}, "甲 | b | c", "     ^"},
		{"wide characters", []string{"甲", "乙丙", "c"}, finding.Finding{Line: 2, Column: 2, Field: "x"}, "甲 | 乙丙 | c", "     ^^^^"},
		{"first cell", []string{"a", "b"}, finding.Finding{Line: 2, Column: 1, Field: "x"}, "a | b", "^"},
		{"first cell without a column", []string{"a", "b"}, finding.Finding{Line: 2, Column: 1, Value: "a"}, "a | b", "^"},
		{"whole row", []string{"a", "", "b"}, finding.Finding{Line: 2, Column: 1}, "a |   | b", "^^^^^^^^^"},
		{"empty cell", []string{"a", "", "b"}, finding.Finding{Line: 2, Column: 2, Field: "x"}, "a |   | b", "    ^"},
		{"missing cell", []string{"a", "b"}, finding.Finding{Line: 2, Column: 9, Field: "x"}, "a | b |", "        ^"},
		{"missing column", []string{"a", "b"}, finding.Finding{Line: 1, Column: 0, Field: "x"}, "a | b", ""},
		{"combining mark", []string{"e\u0301", "b"}, finding.Finding{Line: 2, Column: 2, Field: "x"}, "e\u0301 | b", "    ^"},
		{"controls", []string{"a\x00\n\x7f", "\u202e\u200b"}, finding.Finding{Line: 2, Column: 2, Field: "x"}, "a␀␊␡ | <U+202E><U+200B>", "       ^^^^^^^^^^^^^^^^"},
		{"long cell", []string{"a", long, "b"}, finding.Finding{Line: 2, Column: 2, Field: "x"},
			"a | " + strings.Repeat("公示", 14) + "公… | b", "    " + strings.Repeat("^", 59)},
		{"far column", wide, finding.Finding{Line: 2, Column: 31, Field: "x"},
			"… | 列二三四五 | 列二三四五 | 列二三四五 | 1e5 | 列二三四五 | 列二三四五 | 列二三四五 | 列二三四五 | …", strings.Repeat(" ", 43) + "^^^"},
		{"unknown row", nil, finding.Finding{Line: 2, Column: 3, Value: "x\ty"}, "x␉y", "^^^"},
		{"unknown row without a value", nil, finding.Finding{Line: 2, Column: 3}, "", ""},
		{"whole file", []string{"a"}, finding.Finding{Value: "x"}, "", ""},
		{"no cell at all", []string{}, finding.Finding{Line: 2, Column: 1}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := Report{Row: func(string, int) []string { return tt.row }}.excerpt(tt.f)
			if text, carets := e.text(), e.carets(); text != tt.text || carets != tt.carets {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", text, carets, tt.text, tt.carets)
			}
		})
	}
}

// FuzzExcerpt holds that an excerpt has no more columns than it may, nothing that a
// terminal obeys, and carets below what it shows.
func FuzzExcerpt(f *testing.F) {
	f.Add("a,b,c", 2, "x")
	f.Add("\x1b[31m,,甲\u202e乙", 3, "")
	f.Add(strings.Repeat("公示,", 300), 200, "y")
	f.Add("\xff\xfe,\U0010ffff", 1, "")
	f.Fuzz(func(t *testing.T, row string, column int, field string) {
		r := Report{Row: func(string, int) []string { return strings.Split(row, ",") }}
		e := r.excerpt(finding.Finding{Line: 1, Column: max(column%600, 0), Field: field})
		text, carets := e.text(), e.carets()
		if limit := maxExcerpt + 2*columns("… | "); columns(text) > limit || columns(carets) > limit {
			t.Errorf("%d and %d columns, want at most %d: %q", columns(text), columns(carets), limit, text)
		}
		if !utf8.ValidString(text) || strings.ContainsFunc(text, hidden) || strings.ContainsFunc(text, unicode.IsControl) {
			t.Errorf("%q holds what must not be printed", text)
		}
	})
}

func TestAddress(t *testing.T) {
	for _, tt := range []struct {
		file         string
		line, column int
		want         string
	}{
		{"data/pay.xlsx", 5, 3, "C5"}, {"data/薪酬.XLSX", 1, 26, "Z1"}, {"a.xlsx", 2, 27, "AA2"}, {"a.xlsx", 2, 702, "ZZ2"}, {"a.xlsx", 2, 703, "AAA2"},
		{"a.xlsx", 2, 0, ""}, {"a.xlsx", 0, 0, ""}, {"a.csv", 5, 3, ""},
	} {
		if got := address(finding.Finding{File: tt.file, Line: tt.line, Column: tt.column}); got != tt.want {
			t.Errorf("address of %s:%d:%d is %q, want %q", tt.file, tt.line, tt.column, got, tt.want)
		}
	}
}

func TestAlike(t *testing.T) {
	at := func(lines ...int) []finding.Finding {
		var list []finding.Finding
		for _, l := range lines {
			list = append(list, finding.Finding{Line: l})
		}
		return list
	}
	for _, tt := range []struct {
		in     []finding.Finding
		zh, en string
	}{
		{at(9, 12, 15), "第 9、12、15 行", "lines 9, 12, 15"},
		{at(9, 10, 11, 11, 13), "第 9–11、13 行", "lines 9–11, 13"},
		{at(0, 0), "", ""},
		{at(0, 7), "第 7 行", "line 7"},
		{at(7, 8), "第 7–8 行", "lines 7–8"},
		{at(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23), "第 1、3、5、7、9、11、13、15、17、19 … 行", "lines 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 …"},
	} {
		if got := alike(tt.in); got.ZH != tt.zh || got.EN != tt.en {
			t.Errorf("alike: %+v, want %s and %s", got, tt.zh, tt.en)
		}
	}
}
