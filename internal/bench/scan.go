package main

import (
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/internal/search"
	"gongshi/internal/text"
)

// scan finds by looking at every text, folded. It knows nothing of indexes.
type scan struct {
	all    string // the folded texts, each behind a line end
	starts []int  // where the texts of each document begin in all
}

func newScan(docs []search.Document) *scan {
	var b strings.Builder
	s := &scan{starts: make([]int, len(docs))}
	for i, d := range docs {
		s.starts[i] = b.Len()
		for _, p := range d.Parts {
			if p.Zone != search.Sound {
				b.WriteString(text.Fold(p.Text))
				b.WriteByte('\n')
			}
		}
	}
	s.all = b.String()
	return s
}

// find returns the numbers of the documents that hold a piece, which has no
// punctuation, ascending. What begins or ends inside a word is not held.
func (s *scan) find(piece string) []int {
	want := text.Fold(piece)
	found := []int{}
	for from := 0; ; {
		at := strings.Index(s.all[from:], want)
		if at < 0 {
			return found
		}
		at += from
		from = at + 1
		if insideWord(s.all, at) || insideWord(s.all, at+len(want)) {
			continue
		}
		doc := sort.SearchInts(s.starts, at+1) - 1
		found = append(found, doc)
		if doc+1 == len(s.starts) {
			return found
		}
		from = s.starts[doc+1]
	}
}

// insideWord says whether a place lies between two characters of one word.
func insideWord(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return text.ClassOf(before) == text.Word && text.ClassOf(after) == text.Word
}

// drawer draws queries from documents. Same seed, same queries.
type drawer struct {
	docs []search.Document
	dice *rand.Rand
}

func newDrawer(docs []search.Document, seed uint64) *drawer {
	return &drawer{docs, rand.New(rand.NewPCG(seed, 0))}
}

func (d *drawer) document() *search.Document { return &d.docs[d.dice.IntN(len(d.docs))] }

// piece cuts some characters out of a random place of a random field of a document:
// no punctuation or white space, and neither end inside a word. It may fail.
func (d *drawer) piece(doc *search.Document, shortest, longest int) (string, bool) {
	part := doc.Parts[d.dice.IntN(len(doc.Parts))]
	runes := []rune(part.Text)
	length := shortest + d.dice.IntN(longest-shortest+1)
	if part.Zone == search.Sound || len(runes) < length {
		return "", false
	}
	from := d.dice.IntN(len(runes) - length + 1)
	before, piece := string(runes[:from]), string(runes[from:from+length])
	folded := text.Fold(piece)
	switch {
	case insideWord(part.Text, len(before)), insideWord(part.Text, len(before)+len(piece)):
		return "", false
	case folded == "", strings.ContainsFunc(folded, func(r rune) bool { return text.ClassOf(r) == text.Break }):
		return "", false
	}
	return piece, true
}

// pieces draws different ones of all documents, and says of each whether it is good.
func (d *drawer) pieces(n, shortest, longest int, good func(string) bool) []string {
	seen := map[string]bool{}
	for len(seen) < n {
		if p, ok := d.piece(d.document(), shortest, longest); ok && good(p) {
			seen[p] = true
		}
	}
	list := make([]string, 0, n)
	for p := range seen {
		list = append(list, p)
	}
	slices.Sort(list)
	d.dice.Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// any is what contract.md calls a substring: letters, digits and Chinese characters.
func anyPiece(string) bool { return true }

// chinese says whether a piece is of Chinese characters alone.
func chinese(piece string) bool {
	for _, r := range piece {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// typed is a piece as a query: letters alone would ask for names by sound as well.
func typed(piece string) string {
	if strings.Trim(text.Fold(piece), "abcdefghijklmnopqrstuvwxyz") == "" {
		return `"` + piece + `"`
	}
	return piece
}
