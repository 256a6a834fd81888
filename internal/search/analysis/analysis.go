// Package analysis cuts folded text into the units that a search matches and the
// units into the terms that an index holds, so that any run of Chinese characters
// is found without a dictionary of words.
//
// A unit is one Chinese character (script Han) or one word: a run of letters and
// digits of any other script. Everything else is a break, which separates and is
// not matched itself; a break of any length and kind equals any other. Units stand
// at positions: a neighbour is two further on, a unit behind a break three, so that
// no break is as wide as some units and two positions tell what lies between.
//
// The terms at the position of a unit are
//
//	the word                 where the unit is a word
//	the character and next   where its neighbour is another character
//	the character alone      where it is the last of its run, or touches a word
//
// so that every occurrence of a character is the beginning of some term, and a
// phrase of characters is the even pairs and the last pair of it at their places.
// What is left out: segmentation into words, stop words, stemming.
package analysis

import (
	"unicode/utf8"

	"gongshi/internal/text"
)

// The step from one unit's position to the next.
const (
	Adjacent = 2 // nothing between
	Broken   = 3 // punctuation or white space between; no sum of Adjacent
	Wall     = 8 // another field or element of a list: no phrase crosses it
)

// Unit is one Chinese character or one word of a folded text.
type Unit struct {
	Pos   int    // position in its text, from 0
	R     rune   // the character; 0 where the unit is a word
	Word  string // the word; empty where the unit is a character
	Start int    // byte offset in the text before folding
	End   int    // byte offset after it
}

// Same says whether two units are the same character or word.
func (u Unit) Same(v Unit) bool { return u.R == v.R && u.Word == v.Word }

// Units returns the units of a text.
func Units(s string) []Unit { return new(Analyzer).Units(s) }

// Analyzer cuts many texts and reuses its memory. The zero value is ready.
type Analyzer struct {
	runes []text.Rune
	units []Unit
	word  []byte
}

// Units returns the units of a text; they are valid until the next call.
func (a *Analyzer) Units(s string) []Unit {
	a.runes = text.Append(a.runes[:0], s)
	a.units = a.units[:0]
	pos, broken, before := 0, false, text.Break
	for _, r := range a.runes {
		switch {
		case r.Class == text.Break:
			a.finish(before)
			broken = true
		case r.Class == text.Word && before == text.Word:
			a.word = utf8.AppendRune(a.word, r.R)
			a.units[len(a.units)-1].End = r.To
		default:
			a.finish(before)
			if len(a.units) > 0 {
				pos += Adjacent
			}
			if broken && len(a.units) > 0 {
				pos += Broken - Adjacent
			}
			broken = false
			u := Unit{Pos: pos, Start: r.From, End: r.To}
			if r.Class == text.Han {
				u.R = r.R
			} else {
				a.word = utf8.AppendRune(a.word[:0], r.R)
			}
			a.units = append(a.units, u)
		}
		before = r.Class
	}
	a.finish(before)
	return a.units
}

// finish gives the last unit its text where it is a word.
func (a *Analyzer) finish(class text.Class) {
	if class == text.Word {
		a.units[len(a.units)-1].Word = string(a.word)
	}
}

// Term is an entry of the index: a word, a pair of characters, or a character
// alone, and where it stands.
type Term struct {
	A, B  rune   // the characters; B is 0 for one alone; both 0 for a word
	Word  string // the word
	First int    // index of its first unit
	Last  int    // index of its last unit
}

// String is the term as the dictionary spells it.
func (t Term) String() string {
	switch {
	case t.A == 0:
		return t.Word
	case t.B == 0:
		return string(t.A)
	}
	return string([]rune{t.A, t.B})
}

// Terms calls yield with every term of a text's units in the order of positions.
func Terms(units []Unit, yield func(Term)) {
	for i, u := range units {
		if u.R == 0 {
			yield(Term{Word: u.Word, First: i, Last: i})
			continue
		}
		next := i+1 < len(units) && units[i+1].Pos == u.Pos+Adjacent
		pair := next && units[i+1].R != 0
		if pair {
			yield(Term{A: u.R, B: units[i+1].R, First: i, Last: i + 1})
		}
		afterWord := i > 0 && units[i-1].R == 0 && units[i-1].Pos == u.Pos-Adjacent
		if !pair || afterWord {
			yield(Term{A: u.R, First: i, Last: i})
		}
	}
}
