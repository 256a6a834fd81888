package opendata

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/register"
)

func TestAppendRow(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cells []string
		eol   string
		want  string
	}{
		{"plain", []string{"a", "b"}, "\n", "a,b\n"},
		{"blank cells", []string{"", "", ""}, "\n", ",,\n"},
		{"one empty cell", []string{""}, "\n", "\"\"\n"},
		{"comma", []string{"a,b", "c"}, "\n", "\"a,b\",c\n"},
		{"quotation mark", []string{`a"b`}, "\n", "\"a\"\"b\"\n"},
		{"line breaks stay", []string{"a\r\nb\rc\nd"}, "\n", "\"a\r\nb\rc\nd\"\n"},
		{"blanks at the ends", []string{" a", "b\t"}, "\n", "\" a\",\"b\t\"\n"},
		{"CRLF", []string{"a", "b"}, "\r\n", "a,b\r\n"},
		{"Chinese", []string{"，", "“”"}, "\n", "，,“”\n"},
	} {
		if got := string(appendRow(nil, tt.cells, tt.eol)); got != tt.want {
			t.Errorf("%s: appendRow(%q) = %q, want %q", tt.name, tt.cells, got, tt.want)
		}
	}
}

// FuzzRow reads back what was written, with another reader. The reader itself makes
// CRLF in a cell a LF.
func FuzzRow(f *testing.F) {
	f.Add("", "", "")
	f.Add("a,b", `"`, "\n")
	f.Add(" x", "y\r\nz", "\uFEFF")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		for _, cells := range [][]string{{a}, {a, b}, {a, b, c}} {
			row := string(appendRow(nil, cells, "\n"))
			r := csv.NewReader(strings.NewReader(row))
			got, err := r.ReadAll()
			if err != nil {
				t.Fatalf("appendRow(%q) = %q, which cannot be read: %v", cells, row, err)
			}
			want := make([]string, len(cells))
			for i, cell := range cells {
				want[i] = strings.ReplaceAll(cell, "\r\n", "\n")
			}
			if len(got) != 1 || !slices.Equal(got[0], want) {
				t.Errorf("appendRow(%q) = %q, read back as %q", cells, row, got)
			}
		}
	})
}

func TestExactCSVKeepsWhatWasWritten(t *testing.T) {
	rows := tables()
	want := make([]string, 16)
	copy(want, []string{"'5299 ", "=1", "\t", "－", "a\r\nb", `"`, ",", "２０２０年", "", "-5"})
	rows.Agencies[0].Origin = register.At("data/agencies.csv", 2, want...)
	rows.Agencies[1].Origin = register.At("data/agencies.csv", 3, want[:3]...) // a file with fewer columns
	reg, _ := link(t, settings(), rows)
	s := sources(reg)[0]
	got := string(held(func(to *sink) { exactCSV(reg, s, to) }))
	if row := string(appendRow(nil, want, "\n")); !strings.Contains(got, row) {
		t.Errorf("exactCSV = %q, want the row %q in it", got, row)
	}
	short := append(slices.Clone(want[:3]), make([]string, 13)...)
	if row := string(appendRow(nil, short, "\n")); !strings.Contains(got, row) {
		t.Errorf("exactCSV = %q, want the row %q in it", got, row)
	}
}
