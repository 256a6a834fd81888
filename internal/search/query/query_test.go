package query_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/search/analysis"
	"gongshi/internal/search/query"
)

// vector is one query and what both parsers make of it.
type vector struct {
	Query string
	Want  string
	Error *struct {
		At   int
		Code string
	}
}

func vectors(t testing.TB) []vector {
	t.Helper()
	b, err := os.ReadFile("testdata/queries.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []vector
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// dump writes a query as testdata/queries.json does: characters and words with .
// between neighbours, _ for a break, * where the last word may go on and ~ where
// sounds are asked for.
func dump(n query.Node) string {
	switch n.Op {
	case query.All:
		return "all"
	case query.Text:
		var b strings.Builder
		for i, u := range n.Phrase.Units {
			if i > 0 {
				b.WriteString(map[int]string{analysis.Adjacent: ".", analysis.Broken: "_"}[u.Pos-n.Phrase.Units[i-1].Pos])
			}
			if u.R != 0 {
				b.WriteRune(u.R)
			}
			b.WriteString(u.Word)
		}
		if n.Phrase.Prefix {
			b.WriteByte('*')
		}
		if n.Sound != "" {
			b.WriteByte('~')
		}
		return b.String()
	case query.Filter:
		return n.Field + "=" + n.Value
	case query.Range:
		return fmt.Sprintf("%s[%d,%d]", n.Field, n.Min, n.Max)
	}
	var kids []string
	for _, k := range n.Kids {
		kids = append(kids, dump(k))
	}
	name := map[query.Op]string{query.And: "and", query.Or: "or", query.Not: "not"}[n.Op]
	return "(" + name + " " + strings.Join(kids, " ") + ")"
}

func TestParse(t *testing.T) {
	for _, v := range vectors(t) {
		n, err := query.Parse(v.Query)
		var malformed *query.Error
		switch {
		case v.Error == nil && err != nil:
			t.Errorf("%q: %v, want %s", v.Query, err, v.Want)
		case v.Error == nil:
			if got := dump(n); got != v.Want {
				t.Errorf("%q: got %s, want %s", v.Query, got, v.Want)
			}
		case !errors.As(err, &malformed):
			t.Errorf("%q: got %s and error %v, want %s at %d", v.Query, dump(n), err, v.Error.Code, v.Error.At)
		case malformed.At != v.Error.At || malformed.Code != v.Error.Code:
			t.Errorf("%q: got %s at %d, want %s at %d", v.Query, malformed.Code, malformed.At, v.Error.Code, v.Error.At)
		case malformed.Message.ZH == "" || malformed.Message.EN == "":
			t.Errorf("%q: an error without a message in both languages: %+v", v.Query, malformed.Message)
		}
	}
}

func TestParseLength(t *testing.T) {
	if _, err := query.Parse(strings.Repeat("社", query.MaxLength)); err != nil {
		t.Errorf("%d characters: %v", query.MaxLength, err)
	}
	var malformed *query.Error
	if _, err := query.Parse(strings.Repeat("社", query.MaxLength+1)); !errors.As(err, &malformed) || malformed.Code != "too-long" {
		t.Errorf("%d characters: got %v, want too-long", query.MaxLength+1, err)
	}
}

// TestEveryErrorHasVectors keeps the vectors complete: every code that Parse gives
// stands in them.
func TestEveryErrorHasVectors(t *testing.T) {
	missing := map[string]bool{
		"too-long": true, "too-many": true, "no-text": true, "unclosed-quote": true, "missing-operand": true,
		"unknown-field": true, "empty-value": true, "bad-year": true, "bad-date": true, "bad-amount": true,
	}
	list := vectors(t)
	for _, v := range list {
		if v.Error != nil {
			delete(missing, v.Error.Code)
		}
	}
	if len(missing) > 0 || len(list) < 110 {
		t.Errorf("%d vectors, none of them for %v", len(list), missing)
	}
}

func TestErrorNamesThePlace(t *testing.T) {
	_, err := query.Parse("𠮷😀 kind：")
	if want := "query, character 9: the colon wants a value behind it"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestTextsKnowTheirPlaces cuts every text out of its query by At and End.
func TestTextsKnowTheirPlaces(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"罚款", "罚款"},
		{" 𠮷😀　kind：penalty “罚款 警告” abc*", "𠮷😀|“罚款 警告”|abc*"},
		{"甲\"乙\"丙 OR （丁）", "甲|\"乙\"|丙|（丁）"},
		{"甲 -乙 丙", "甲|丙"},
		{"-甲", ""},
		{"year:2023", ""},
	} {
		n, err := query.Parse(c.query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, text := range n.Texts() {
			got = append(got, string([]rune(c.query)[text.At-1:text.End-1]))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: got %q, want %s", c.query, got, c.want)
		}
	}
}

// TestErrorsOfTheManual reads the table of docs/search.md: its codes are those of the
// vectors, and its examples give them.
func TestErrorsOfTheManual(t *testing.T) {
	b, err := os.ReadFile("../../../docs/search.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(b), "### Errors")
	table, _, _ = strings.Cut(table, "### ")
	documented := map[string]bool{}
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || strings.HasPrefix(cells[1], "-") || cells[1] == " code " {
			continue
		}
		codes := strings.Split(strings.TrimSpace(cells[1]), ", ")
		for _, code := range codes {
			documented[code] = true
		}
		example := strings.Trim(cells[3], " `")
		var malformed *query.Error
		if _, err := query.Parse(example); example != "" && (!errors.As(err, &malformed) || !slices.Contains(codes, malformed.Code)) {
			t.Errorf("%s: got %v, want %v", example, err, codes)
		}
	}
	for _, v := range vectors(t) {
		if v.Error != nil && !documented[v.Error.Code] {
			t.Errorf("%q: the manual knows no %s", v.Query, v.Error.Code)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.Query)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := query.Parse(s)
		if err == nil {
			dump(n)
			return
		}
		var malformed *query.Error
		if !errors.As(err, &malformed) {
			t.Fatalf("%q: error %v is no *query.Error", s, err)
		}
		if malformed.At < 1 || malformed.At > len([]rune(s))+1 {
			t.Errorf("%q: position %d is outside", s, malformed.At)
		}
	})
}
