package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/build"
	"gongshi/internal/ledger"
	"gongshi/internal/search"
	"gongshi/internal/text"
)

// oracle finds by looking: it knows nothing of terms and indexes.
type oracle [][]string // per document its values, folded

func newOracle(docs []search.Document) oracle {
	o := make(oracle, len(docs))
	for i, d := range docs {
		for _, p := range d.Parts {
			if p.Zone != search.Sound {
				o[i] = append(o[i], text.Fold(p.Text))
			}
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

// pieces picks n substrings of so many characters that hold no punctuation and do not
// cut a word.
func pieces(docs []search.Document, n, shortest, longest int, r *rand.Rand) []string {
	docs = present(docs)
	var list []string
	for len(list) < n {
		d := docs[r.IntN(len(docs))]
		part := d.Parts[r.IntN(len(d.Parts))]
		s := []rune(part.Text)
		length := shortest + r.IntN(longest-shortest+1)
		if part.Zone == search.Sound || len(s) < length {
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

func TestRandomSubstringsAreAllFound(t *testing.T) {
	collections := map[string][]search.Document{"invented": invented(400, 7), "sample": sample(t), "two segments": invented(9000, 7)}
	n := 1000
	if testing.Short() {
		n = 150
		delete(collections, "two segments")
	}
	for name, docs := range collections {
		t.Run(name, func(t *testing.T) {
			wanted := pieces(docs, n, 2, 12, rand.New(rand.NewPCG(3, 3)))
			o := newOracle(docs)
			found := make([][]int, len(wanted))
			for i, p := range wanted {
				found[i] = o.scan(p)
			}
			for _, door := range doors() {
				t.Run(door.name, func(t *testing.T) {
					t.Parallel()
					d := door.open(t, docs)
					for i, p := range wanted {
						if got := holding(t, d, p); !slices.Equal(got, found[i]) {
							t.Errorf("%q: got %v, want %v", p, got, found[i])
						}
					}
				})
			}
		})
	}
}

// TestLongSubstringsAreAllFound looks for texts longer than a label of the static
// files, of which many records share parts, with words at any place in them.
func TestLongSubstringsAreAllFound(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var stock []string // of sentences that records share
	for range 5 {
		var b strings.Builder
		for range 60 {
			switch r.IntN(12) {
			case 0:
				fmt.Fprintf(&b, "第%d条", r.IntN(30))
			case 1:
				b.WriteString(strings.Repeat("x7", 1+r.IntN(30)))
			default:
				b.WriteString(string([]rune("未按规定公开管理层薪酬信息责令限期改正处罚款警告服务")[r.IntN(24)]))
			}
		}
		stock = append(stock, b.String())
	}
	var docs []search.Document
	for i := range 400 {
		a, b := []rune(stock[r.IntN(len(stock))]), []rune(stock[r.IntN(len(stock))])
		if r.IntN(3) == 0 {
			a = a[r.IntN(len(a)/2):]
		}
		if r.IntN(3) == 0 {
			b = b[:len(b)/2]
		}
		docs = append(docs, record(fmt.Sprintf("sanctions/%03d", i), body(string(a)+string(b)), body("其他"+string(b)+string(b))))
	}
	search.Order(docs)
	wanted := pieces(docs, 300, 30, 150, r)
	o := newOracle(docs)
	for _, door := range doors() {
		t.Run(door.name, func(t *testing.T) {
			t.Parallel()
			d := door.open(t, docs)
			for _, p := range wanted {
				if got, want := holding(t, d, p), o.scan(p); !slices.Equal(got, want) {
					t.Errorf("%q: got %v, want %v", p, got, want)
				}
			}
		})
	}
}

// TestRandomSoundsAreAllFound types pieces of sounds: each record is looked at for a
// name whose syllables, or their first letters, are so from some syllable on.
func TestRandomSoundsAreAllFound(t *testing.T) {
	docs := invented(800, 8)
	typed := typedSounds(docs, 200, rand.New(rand.NewPCG(4, 4)))
	for _, door := range doors() {
		t.Run(door.name, func(t *testing.T) {
			d := door.open(t, docs)
			for _, letters := range typed {
				var want []int
				for i, doc := range docs {
					if slices.ContainsFunc(doc.Parts, func(p search.Part) bool { return sounds(p, letters) }) {
						want = append(want, i)
					}
				}
				if got := numbers(t, d, docs, letters); !slices.Equal(got, want) {
					t.Errorf("%s: got %v, want %v", letters, got, want)
				}
			}
		})
	}
}

// typedSounds picks n pieces of sounds that begin with a syllable, or an initial.
func typedSounds(docs []search.Document, n int, r *rand.Rand) []string {
	var list []string
	for len(list) < n {
		parts := docs[r.IntN(len(docs))].Parts
		p := parts[r.IntN(len(parts))]
		if p.Zone != search.Sound {
			continue
		}
		syllables := strings.Fields(p.Text)
		letters := strings.Join(syllables[r.IntN(len(syllables)):], "")
		if r.IntN(2) == 0 {
			letters = ""
			for _, s := range syllables[r.IntN(len(syllables)):] {
				letters += s[:1]
			}
		}
		if len(letters) >= 2 {
			list = append(list, letters[:2+r.IntN(len(letters)-1)])
		}
	}
	return list
}

// sounds says whether a part is a sound that goes on with these letters from some
// syllable on.
func sounds(p search.Part, letters string) bool {
	if p.Zone != search.Sound {
		return false
	}
	text := " " + p.Text
	for i, c := range text {
		if c != ' ' {
			continue
		}
		rest := text[i:]
		initials := ""
		for k, c := range rest {
			if c == ' ' {
				initials += rest[k+1 : k+2]
			}
		}
		if strings.HasPrefix(initials, letters) || strings.HasPrefix(strings.ReplaceAll(rest, " ", ""), letters) {
			return true
		}
	}
	return false
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
	return search.Documents(p.Register, ledger.Open(p.Register))
}
