// Package text makes spellings of the same Chinese text equal, so that a search
// finds what a reader means, and finds the characters that a reader cannot see.
//
// Folding goes code point by code point, without a locale: compatibility forms and
// width (Unicode NFKC, UAX #15), case, traditional to simplified characters (the
// first choice of OpenCC's table; basic plane only), every bracket that document
// numbers are written with to [ ], every middle dot to ·, and zero-width characters
// to nothing. A sequence of base letter and combining mark is not composed.
//
// The browser folds by the same table: gen writes fold.go and
// templates/scripts/fold-table.ts from one source, for the characters of one
// Unicode version, so that a newer or older browser gives the same result. What
// later versions of Unicode add stays as it is on both sides. The simplified
// characters, most of the table, lie in the search index: few readers need them.
package text

import (
	"strings"
	"unicode/utf8"
)

//go:generate go run ./gen

// Class says what a folded character is to a search.
type Class uint8

// The classes of folded characters.
const (
	Break Class = iota // punctuation, white space, symbols: ends a run
	Word               // a letter, digit or mark of another script than Han: part of a word
	Han                // a Chinese character, a word by itself
)

// Rune is a folded character and where it comes from.
type Rune struct {
	R     rune
	Class Class
	From  int // byte offset of the source character
	To    int // byte offset after the source character
}

// Fold returns the folded text. Folding twice is folding once.
func Fold(s string) string {
	t := tables()
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if f, _, ok := t.single(r); ok {
			b.WriteRune(f)
			continue
		}
		b.WriteString(t.several(r))
	}
	return b.String()
}

// Bare returns the folded text without what is neither letter, digit nor Chinese character.
func Bare(s string) string {
	t := tables()
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if f, c, ok := t.single(r); ok {
			if c != Break {
				b.WriteRune(f)
			}
			continue
		}
		for _, f := range t.several(r) {
			if t.class(f) != Break {
				b.WriteRune(f)
			}
		}
	}
	return b.String()
}

// Append appends the folded characters of s to list and returns it. A character
// that folds to several gives several with the same place; one that folds to
// nothing gives none.
func Append(list []Rune, s string) []Rune {
	t := tables()
	for i, r := range s {
		to := i + size(s[i:], r)
		if f, c, ok := t.single(r); ok {
			list = append(list, Rune{R: f, Class: c, From: i, To: to})
			continue
		}
		for _, f := range t.several(r) {
			list = append(list, Rune{R: f, Class: t.class(f), From: i, To: to})
		}
	}
	return list
}

// size is how many bytes the character r takes at the start of s; an invalid byte
// reads as U+FFFD and takes one.
func size(s string, r rune) int {
	if r != utf8.RuneError {
		return utf8.RuneLen(r)
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// ClassOf returns the class of a character as it is, without folding it first.
func ClassOf(r rune) Class { return tables().class(r) }

// IsHan says whether a character is of the script Han, which includes 〇 and the
// supplementary planes.
func IsHan(r rune) bool { return ClassOf(r) == Han }
