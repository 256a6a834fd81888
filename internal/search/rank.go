package search

import (
	"math"
	"strings"

	"gongshi/internal/search/analysis"
	"gongshi/internal/search/query"
)

// The ranking. docs/search.md explains it; the client computes the same numbers.
const (
	exactBonus = 32  // for a query that is a whole name or number: above any sum of weights
	precision  = 1e6 // scores are rounded to its inverse before they are compared
)

// MaxExact is the most symbols (analysis.Phrase.Symbols) of a phrase that can be
// exact: in the static files, one more ends the value.
const MaxExact = 47

// MaxSound is the most letters of a sound that are compared: in the static files, one
// more symbol begins it.
const MaxSound = 47

// The excerpt, in characters.
const (
	excerptLength = 100
	excerptBefore = 24
)

// idf is what a text is worth by its rarity: n of all documents hold it.
func idf(all, n int) float64 {
	return math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5))
}

// Tallier counts phrases in documents and reuses its memory. The zero value is ready.
type Tallier struct {
	analyzer analysis.Analyzer
}

// Tally counts a phrase in the parts of a document. Sounds are no texts.
func (c *Tallier) Tally(parts []Part, p analysis.Phrase) Tally {
	var t Tally
	whole := !p.Prefix && p.Symbols() <= MaxExact
	for _, part := range parts {
		if part.Zone == Sound {
			continue
		}
		units := c.analyzer.Units(part.Text)
		for i := range units {
			if p.At(units, i) {
				t.In[part.Zone]++
				t.Exact = t.Exact || whole && part.Zone.Exact() && len(units) == len(p.Units)
			}
		}
	}
	return t
}

// excerpt is the text around the first match, or the beginning of the body.
func excerpt(parts []Part, texts []query.Node) string {
	for _, zone := range []Zone{Body, Labels, Names, Number} {
		for _, part := range parts {
			if part.Zone != zone {
				continue
			}
			if at, ok := firstMatch(part.Text, texts); ok {
				return around(part.Text, at)
			}
		}
	}
	for _, part := range parts {
		if part.Zone == Body {
			return around(part.Text, 0)
		}
	}
	return ""
}

// firstMatch is the byte offset of the first match of any text.
func firstMatch(s string, texts []query.Node) (int, bool) {
	units := analysis.Units(s)
	for i, u := range units {
		for _, t := range texts {
			if t.Phrase.At(units, i) {
				return u.Start, true
			}
		}
	}
	return 0, false
}

// around cuts the excerpt out of a text; at is a byte offset.
func around(s string, at int) string {
	chars := []rune(s)
	from := max(0, len([]rune(s[:at]))-excerptBefore)
	to := min(len(chars), from+excerptLength)
	cut := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, string(chars[from:to]))
	if from > 0 {
		cut = "…" + cut
	}
	if to < len(chars) {
		cut += "…"
	}
	return cut
}
