package analysis

import "unicode/utf8"

// Phrase is a run of units that must stand in a text as they stand here.
type Phrase struct {
	Units  []Unit
	Prefix bool // the last unit, a word, may be the beginning of a longer one
}

// NewPhrase returns the phrase of a query's text.
func NewPhrase(s string, prefix bool) Phrase {
	p := Phrase{Units: Units(s)}
	p.Prefix = prefix && len(p.Units) > 0 && p.Units[len(p.Units)-1].R == 0
	return p
}

// Symbols is how many symbols the phrase takes in the static files (docs/formats.md):
// one for a character, one more than its characters for a word, one for a break.
func (p Phrase) Symbols() int {
	n := 0
	for i, u := range p.Units {
		if i > 0 && u.Pos-p.Units[i-1].Pos == Broken {
			n++
		}
		n++
		if u.R == 0 {
			n += utf8.RuneCountInString(u.Word)
		}
	}
	return n
}

// Need is a term that a phrase needs at a place.
type Need struct {
	Term   string
	Offset int  // position relative to the phrase's first unit
	Prefix bool // any term that begins so will do
}

// Needs returns the fewest terms that prove the phrase: the pairs of a run of
// characters at even places and the last pair, and words. A lone character that
// touches no word may begin any pair, so the query asks for a prefix.
func (p Phrase) Needs() []Need {
	var list []Need
	n := len(p.Units)
	for i := 0; i < n; {
		u := p.Units[i]
		end := i + 1
		for u.R != 0 && end < n && p.Units[end].R != 0 && p.Units[end].Pos == p.Units[end-1].Pos+Adjacent {
			end++
		}
		add := func(first, last int, prefix bool) {
			t := Term{A: p.Units[first].R, Word: p.Units[first].Word}
			if last > first {
				t.B = p.Units[last].R
			}
			list = append(list, Need{Term: t.String(), Offset: p.Units[first].Pos - p.Units[0].Pos, Prefix: prefix})
		}
		switch {
		case u.R == 0:
			add(i, i, p.Prefix && i == n-1)
		case end == i+1:
			add(i, i, !p.touchesWord(i))
		default:
			for j := i; j+1 < end; j += 2 {
				add(j, j+1, false)
			}
			if (end-i)%2 != 0 {
				add(end-2, end-1, false)
			}
		}
		i = end
	}
	return list
}

func (p Phrase) touchesWord(i int) bool {
	touches := func(j int) bool {
		if j < 0 || j >= len(p.Units) {
			return false
		}
		d := p.Units[i].Pos - p.Units[j].Pos
		return p.Units[j].R == 0 && (d == Adjacent || d == -Adjacent)
	}
	return touches(i-1) || touches(i+1)
}

// At says whether the phrase stands in the units from index i on.
func (p Phrase) At(units []Unit, i int) bool {
	if i+len(p.Units) > len(units) {
		return false
	}
	for k, u := range p.Units {
		v := units[i+k]
		if v.Pos-units[i].Pos != u.Pos-p.Units[0].Pos {
			return false
		}
		if !u.Same(v) && !(p.Prefix && k == len(p.Units)-1 && begins(v, u)) {
			return false
		}
	}
	return true
}

// begins says whether the word v begins with the word u.
func begins(v, u Unit) bool {
	return v.R == 0 && u.R == 0 && len(v.Word) >= len(u.Word) && v.Word[:len(u.Word)] == u.Word
}
