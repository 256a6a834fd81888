package search

import (
	"slices"
	"strings"
	"sync"

	"gongshi/internal/search/analysis"
	"gongshi/internal/text"
)

// Source is an index as Evaluate asks it. Documents are numbered from 0 in the order
// of Order; what it returns stays the source's and must not be changed.
type Source interface {
	// Len is how many documents there are, gaps included.
	Len() int
	// Gaps returns the numbers under which there is no document.
	Gaps() (Set, error)
	// Phrase returns the documents that hold a phrase.
	Phrase(p analysis.Phrase) (Matches, error)
	// Sound returns the documents of which a sound suffix begins with the letters.
	Sound(letters string) (Matches, error)
	// Vocabulary returns the values of a facet.
	Vocabulary(facet string) (*Vocabulary, error)
	// With returns the documents that have one of the values, which are given as their
	// places in the vocabulary, ascending.
	With(facet string, values []int) (Set, error)
	// Between returns the documents whose date or fine lies between two numbers, inclusive.
	// There may be gaps among them.
	Between(field string, first, last int64) (Set, error)
	// Count returns how many of the documents have each value of the vocabulary.
	Count(facet string, found Set) ([]int, error)
	// Ended returns the documents of what is over.
	Ended() (Set, error)
	// Amounts returns the amount of every document in fen, -1 where none is given.
	Amounts() ([]int64, error)
	// Record returns a document as a hit without score and excerpt, and its parts.
	Record(doc int32) (Hit, []Part, error)
}

// Matches are the documents that a text finds.
type Matches struct {
	Docs  []int32           // ascending
	Tally func(i int) Tally // of Docs[i]
}

// Tally says how often a text stands in a document.
type Tally struct {
	In    [Zones]int // by zone
	Exact bool       // it is the whole of a value that names the record
}

// any says whether the text stands there at all.
func (t Tally) any() bool { return t.Exact || t.In != [Zones]int{} }

// join returns the documents of either, with the sum of both tallies.
func join(a, b Matches) Matches {
	if len(b.Docs) == 0 {
		return a
	}
	if len(a.Docs) == 0 {
		return b
	}
	docs := slices.Concat(a.Docs, b.Docs)
	slices.Sort(docs)
	docs = slices.Compact(docs)
	return Matches{Docs: docs, Tally: func(i int) Tally {
		var t Tally
		for _, m := range []Matches{a, b} {
			if k, ok := slices.BinarySearch(m.Docs, docs[i]); ok {
				more := m.Tally(k)
				for zone, n := range more.In {
					t.In[zone] += n
				}
				t.Exact = t.Exact || more.Exact
			}
		}
		return t
	}}
}

// Vocabulary is the values of a facet, by id.
type Vocabulary struct {
	Values []Value
	folded func() [][]string // the spellings of each, folded
}

// NewVocabulary returns a vocabulary of values, which must be in the order of their ids.
func NewVocabulary(values []Value) *Vocabulary {
	return &Vocabulary{Values: values, folded: sync.OnceValue(func() [][]string {
		list := make([][]string, len(values))
		for i, v := range values {
			for _, s := range append([]string{v.ID, v.ZH, v.EN}, v.Also...) {
				list[i] = append(list[i], text.Fold(s))
			}
		}
		return list
	})}
}

// meant returns the places of the values that a filter means: those spelled so, else
// those that have it in a spelling.
func (v *Vocabulary) meant(typed string) []int {
	want := strings.TrimSpace(text.Fold(typed))
	pick := func(fits func(string) bool) (places []int) {
		for i, list := range v.folded() {
			if slices.ContainsFunc(list, fits) {
				places = append(places, i)
			}
		}
		return places
	}
	if places := pick(func(s string) bool { return s == want }); len(places) > 0 {
		return places
	}
	return pick(func(s string) bool { return strings.Contains(s, want) })
}
