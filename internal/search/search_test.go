package search_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/build"
	"gongshi/internal/search"
	"gongshi/internal/text"
)

// oracle finds by looking: it knows nothing of terms and indexes.
type oracle [][]string // per document its values, folded

func newOracle(docs []search.Document) oracle {
	o := make(oracle, len(docs))
	for i, d := range docs {
		for _, p := range d.Parts {
			o[i] = append(o[i], text.Fold(p.Text))
		}
	}
	return o
}

// scan looks for the folded text of a piece, which holds no punctuation, in every
// value of every document, and drops occurrences that begin or end inside a word.
func (o oracle) scan(piece string) []int {
	want := text.Fold(piece)
	var found []int
	for i, values := range o {
		if slices.ContainsFunc(values, func(s string) bool { return holds(s, want) }) {
			found = append(found, i)
		}
	}
	return found
}

func holds(s, want string) bool {
	for from := 0; ; {
		at := strings.Index(s[from:], want)
		if at < 0 {
			return false
		}
		at += from
		if !insideWord(s, at) && !insideWord(s, at+len(want)) {
			return true
		}
		from = at + 1
	}
}

// insideWord says whether a place lies between two characters of one word.
func insideWord(s string, at int) bool {
	before, after := []rune(s[:at]), []rune(s[at:])
	return len(before) > 0 && len(after) > 0 &&
		text.ClassOf(before[len(before)-1]) == text.Word && text.ClassOf(after[0]) == text.Word
}

// pieces picks n substrings of 2 to 10 characters that hold no punctuation and do
// not cut a word.
func pieces(docs []search.Document, n int, r *rand.Rand) []string {
	var list []string
	for len(list) < n {
		d := docs[r.IntN(len(docs))]
		s := []rune(d.Parts[r.IntN(len(d.Parts))].Text)
		length := 2 + r.IntN(9)
		if len(s) < length {
			continue
		}
		from := r.IntN(len(s) - length + 1)
		piece := string(s[from : from+length])
		whole := !insideWord(string(s), len(string(s[:from]))) && !insideWord(string(s), len(string(s[:from+length])))
		if whole && !strings.ContainsFunc(text.Fold(piece), func(c rune) bool { return text.ClassOf(c) == text.Break }) {
			list = append(list, piece)
		}
	}
	return list
}

func openEngine(t testing.TB, docs []search.Document) *search.Engine {
	t.Helper()
	e, err := search.OpenEngine(t.TempDir(), docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// numbers finds everything with the engine and returns the documents' numbers.
func numbers(t testing.TB, e *search.Engine, docs []search.Document, q string) []int {
	t.Helper()
	r, err := e.Search(q, search.Options{Sort: search.Oldest, Limit: len(docs)})
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	at := map[string]int{}
	for i, d := range docs {
		at[d.ID] = i
	}
	list := make([]int, len(r.Hits))
	for i, h := range r.Hits {
		list[i] = at[h.ID]
	}
	return list
}

func TestRandomSubstringsAreAllFound(t *testing.T) {
	for name, docs := range map[string][]search.Document{"invented": invented(400, 7), "sample": sample(t)} {
		t.Run(name, func(t *testing.T) {
			o := newOracle(docs)
			wanted := pieces(docs, 300, rand.New(rand.NewPCG(3, 3)))
			t.Run("engine", func(t *testing.T) {
				e := openEngine(t, docs)
				for _, p := range wanted {
					if got, want := numbers(t, e, docs, p), o.scan(p); !slices.Equal(got, want) {
						t.Errorf("%q: got %v, want %v", p, got, want)
					}
				}
			})
			t.Run("client", func(t *testing.T) {
				c := newClient(t)
				c.openIndex(t, docs)
				for _, p := range wanted {
					var got []int
					c.ask(t, map[string]any{"op": "ids", "query": p}, &got)
					if want := o.scan(p); !slices.Equal(got, want) {
						t.Errorf("%q: got %v, want %v", p, got, want)
					}
				}
			})
		})
	}
}

// sample returns the documents of the sample portal.
func sample(t *testing.T) []search.Document {
	t.Helper()
	p, err := build.Load(build.Options{Dir: "../.."})
	if err != nil {
		t.Fatal(err)
	}
	if n := p.Counts().Errors; n > 0 {
		t.Fatalf("the sample portal has %d errors", n)
	}
	return search.Documents(p.Register)
}
