package search

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/pinyin"
	"gongshi/internal/search/analysis"
	"gongshi/internal/search/query"
	"gongshi/internal/text"
)

// MaxSuggestions is the most queries that are suggested.
const MaxSuggestions = 3

// What a query that finds nothing may cost; docs/search.md states it.
const (
	maxLookups  = 24 // of texts and pieces of texts
	maxRead     = 32 // records whose texts are read
	maxTries    = 8  // whole queries that are tried
	perLookup   = 8  // the newest records of a lookup
	maxReadings = 3  // in which a text is looked up by its sound
)

// The least units or letters of a text that is corrected.
const (
	leastSounding = 2 // Chinese characters that sound like others
	leastRun      = 3 // Chinese characters and words side by side
	leastWord     = 4 // letters and digits of a word
	leastPrefix   = 2 // of them that are looked up
	leastHalf     = 2 // units of a text that is split
)

// Reader is what Suggest asks of an index.
type Reader interface {
	// Newest returns the newest documents that a query finds, newest first.
	Newest(q string, most int) ([]int32, error)
	// Parts returns the searched texts of a document; sounds are passed over.
	Parts(doc int32) ([]Part, error)
}

// sourceReader asks an index as Evaluate does.
type sourceReader struct{ src Source }

func (r sourceReader) Newest(q string, most int) ([]int32, error) {
	node, err := query.Parse(q)
	if err != nil {
		return nil, err
	}
	e, err := newEvaluation(r.src)
	if err != nil {
		return nil, err
	}
	found, err := e.eval(node, false)
	if err != nil {
		return nil, err
	}
	docs := slices.Collect(found.All())
	slices.Reverse(docs)
	return docs[:min(most, len(docs))], nil
}

func (r sourceReader) Parts(doc int32) ([]Part, error) {
	_, parts, err := r.src.Record(doc)
	return parts, err
}

// Suggest returns what may have been meant by a query that finds nothing: whole
// queries with one text of it replaced, which find something. The texts are those of
// the query that stand under no negation; only such are replaced as find nothing by
// themselves. templates/scripts/mean.ts gives the same.
//
// A text of Chinese characters is replaced by what sounds the same in a name, or by
// what stands in a record with one character more, less or other, or two exchanged;
// a word likewise, letter by letter. The records are found by the longest beginning
// and the longest end of the text that stand anywhere.
func Suggest(q string, texts []query.Node, r Reader) ([]string, error) {
	s := suggester{query: []rune(q), reader: r}
	for _, t := range texts {
		if err := s.text(t); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(s.found, func(a, b *candidate) int {
		return cmp.Or(last(!a.equal, !b.equal), b.docs-a.docs, b.size-a.size, cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key), a.at-b.at)
	})
	return s.tried()
}

// tried returns the first suggestions that find something; a candidate that is a piece
// of one before it says nothing new.
func (s *suggester) tried() ([]string, error) {
	var list []string
	var taken []*candidate
	tries := 0
	for _, c := range s.found {
		if tries == maxTries || len(list) == MaxSuggestions {
			break
		}
		if slices.ContainsFunc(taken, func(t *candidate) bool { return t.at == c.at && strings.Contains(t.key, c.key) }) {
			continue
		}
		tries++
		suggestion := s.with(c)
		docs, err := s.newest(suggestion, 1)
		if err != nil {
			return nil, err
		}
		if len(docs) > 0 {
			list, taken = append(list, suggestion), append(taken, c)
		}
	}
	return list, nil
}

type suggester struct {
	query   []rune
	reader  Reader
	lookups int
	read    int
	found   []*candidate
}

// candidate is a text that stands in records and may have been meant.
type candidate struct {
	at, end int      // what it replaces in the query, in characters from 0
	key     string   // its units
	shown   []string // as it stands in the newest of the records; two where it is to be split
	size    int      // units
	equal   bool     // sounds like what was typed
	docs    int      // of those read that hold it
	weight  float64  // of the best zone in which it stands
}

// typed is a text of the query.
type typed struct {
	node  query.Node
	units []string
	word  bool // one word, whose letters count
	half  int  // units that any record holds at the beginning
	found map[string]*candidate
	seen  map[int32]bool
}

// text looks for what may have been meant by a text.
func (s *suggester) text(n query.Node) error {
	t := typed{node: n, found: map[string]*candidate{}, seen: map[int32]bool{}}
	units := n.Phrase.Units
	if n.Phrase.Prefix || joined(units) < len(units) {
		return nil
	}
	for _, u := range units {
		t.units = append(t.units, unitText(u))
	}
	if t.word = len(units) == 1 && units[0].R == 0; t.word {
		t.units = strings.Split(t.units[0], "")
	}
	least := leastSounding
	if t.word {
		least = leastWord
	}
	if len(t.units) < least {
		return nil
	}
	alone, err := s.lookup(string(s.query[n.At-1:n.End-1]), 1)
	if err != nil || len(alone) > 0 {
		return err
	}
	steps := []func(*typed) error{s.sounding, s.beginning, s.ending}
	if t.word {
		steps = []func(*typed) error{s.wordBeginning}
	}
	for _, step := range steps {
		if err := step(&t); err != nil {
			return err
		}
		if len(t.found) >= MaxSuggestions {
			break
		}
	}
	if k := t.half; len(t.found) == 0 && k >= leastHalf && len(t.units)-k >= leastHalf {
		a, b := strings.Join(t.units[:k], ""), strings.Join(t.units[k:], "")
		s.found = append(s.found, &candidate{at: n.At - 1, end: n.End - 1, key: a + " " + b, shown: []string{a, b}})
	}
	return nil
}

// sounding reads the records with a name that sounds like the text.
func (s *suggester) sounding(t *typed) error {
	for _, sound := range soundsOf(t.units) {
		docs, err := s.lookup(sound, perLookup)
		if err != nil {
			return err
		}
		if err := s.collect(t, docs); err != nil {
			return err
		}
	}
	return nil
}

// beginning reads the records that hold the longest beginning of the text that any
// holds, and what follows the mistake behind it. Where that is no use, both halves may
// have been meant apart.
func (s *suggester) beginning(t *typed) error {
	n := len(t.units)
	if n < leastRun {
		return nil
	}
	k, err := s.longest(0, n, func(k int) string { return phrase(t.units[:k]) })
	if err != nil || k == 0 {
		return err
	}
	t.half = k
	return s.around(t, t.units[:k], t.units[min(k+2, n):])
}

// ending does the same from the end.
func (s *suggester) ending(t *typed) error {
	n := len(t.units)
	if n < leastRun {
		return nil
	}
	k, err := s.longest(0, n, func(k int) string { return phrase(t.units[n-k:]) })
	if err != nil || k == 0 {
		return err
	}
	return s.around(t, t.units[n-k:], t.units[:max(n-k-2, 0)])
}

func (s *suggester) around(t *typed, piece, other []string) error {
	q := phrase(piece)
	if len(other) > 0 {
		q += " " + phrase(other)
	}
	docs, err := s.lookup(q, perLookup)
	if err != nil {
		return err
	}
	return s.collect(t, docs)
}

// wordBeginning reads the records with words that begin with the longest beginning of
// the word, and where that gives nothing, with half of it.
func (s *suggester) wordBeginning(t *typed) error {
	n := len(t.units)
	prefix := func(k int) string { return strings.Join(t.units[:k], "") + "*" }
	k, err := s.longest(leastPrefix-1, n+1, prefix)
	if err != nil || k < leastPrefix {
		return err
	}
	for _, k := range []int{k, n / 2} {
		docs, err := s.lookup(prefix(k), perLookup)
		if err != nil {
			return err
		}
		if err := s.collect(t, docs); err != nil || len(t.found) > 0 {
			return err
		}
	}
	return nil
}

// longest returns the largest number above low and below high whose query finds
// something, and low where none does. What a number finds, those below it find.
func (s *suggester) longest(low, high int, q func(int) string) (int, error) {
	for high-low > 1 {
		k := (low + high) / 2
		docs, err := s.lookup(q(k), 1)
		switch {
		case err != nil:
			return 0, err
		case len(docs) > 0:
			low = k
		default:
			high = k
		}
	}
	return low, nil
}

// lookup asks for documents while the lookups last.
func (s *suggester) lookup(q string, most int) ([]int32, error) {
	if s.lookups == maxLookups {
		return nil, nil
	}
	s.lookups++
	return s.newest(q, most)
}

// newest asks for documents; a query that is none finds nothing.
func (s *suggester) newest(q string, most int) ([]int32, error) {
	docs, err := s.reader.Newest(q, most)
	var malformed *QueryError
	if errors.As(err, &malformed) {
		return nil, nil
	}
	return docs, err
}

// collect reads documents and keeps what may have been meant.
func (s *suggester) collect(t *typed, docs []int32) error {
	for _, d := range docs {
		if t.seen[d] {
			continue
		}
		if s.read == maxRead {
			return nil
		}
		s.read++
		t.seen[d] = true
		parts, err := s.reader.Parts(d)
		if err != nil {
			return err
		}
		here := map[string]bool{}
		for _, zone := range []Zone{Title, Names, Number, Labels, Body} { // indexes differ about the order
			for _, p := range parts {
				if p.Zone == zone {
					s.align(t, p, here)
				}
			}
		}
		for key := range here {
			t.found[key].docs++
		}
	}
	return nil
}

// align finds in a part what may have been meant and adds its key to here.
func (s *suggester) align(t *typed, p Part, here map[string]bool) {
	units := analysis.Units(p.Text)
	texts := make([]string, len(units))
	for i, u := range units {
		texts[i] = unitText(u)
	}
	n := len(t.units)
	for i := range units {
		sizes := []int{n - 1, n, n + 1}
		if t.word {
			sizes = []int{1}
		}
		run := joined(units[i:min(i+n+1, len(units))])
		for _, m := range sizes {
			if m < 1 || m > run {
				continue
			}
			window := texts[i : i+m]
			equal := !t.word && sameSound(t.units, window)
			if !equal && !t.near(window) {
				continue
			}
			key := strings.Join(window, " ")
			c := t.found[key]
			if c == nil {
				c = &candidate{
					at: t.node.At - 1, end: t.node.End - 1, key: key, shown: []string{visible(p.Text[units[i].Start:units[i+m-1].End])},
					size: m, equal: equal,
				}
				t.found[key] = c
				s.found = append(s.found, c)
			}
			c.weight = max(c.weight, weights[p.Zone])
			here[key] = true
		}
	}
}

// near says whether a window is one mistake away from the text.
func (t *typed) near(window []string) bool {
	if t.word {
		return !isHan(window[0]) && oneEdit(t.units, strings.Split(window[0], ""), func(string) bool { return true })
	}
	return len(t.units) >= leastRun && oneEdit(t.units, window, isHan)
}

// oneEdit says whether a becomes b by one thing more, less or other, or by exchanging
// two neighbours. Only what may be mistaken is more, less or other.
func oneEdit(a, b []string, may func(string) bool) bool {
	least := min(len(a), len(b))
	same, end := 0, 0
	for same < least && a[same] == b[same] {
		same++
	}
	for end < least-same && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	switch len(a) - len(b) {
	case 1:
		return same+end == least && may(a[same])
	case -1:
		return same+end == least && may(b[same])
	case 0:
		if same+end == least-2 {
			return a[same] == b[same+1] && a[same+1] == b[same]
		}
		return same+end == least-1 && may(a[same]) && may(b[same])
	}
	return false
}

// with is the query with a text replaced, in quotation marks where it had them or
// would be an operator.
func (s *suggester) with(c *candidate) string {
	shown := slices.Clone(c.shown)
	for i, text := range shown {
		if strings.ContainsRune("\"“”＂", s.query[c.at]) || text == "OR" || text == "AND" {
			shown[i] = `"` + text + `"`
		}
	}
	return string(s.query[:c.at]) + strings.Join(shown, " ") + string(s.query[c.end:])
}

// phrase is the query for units side by side.
func phrase(units []string) string { return `"` + strings.Join(units, "") + `"` }

// joined is how many units stand side by side at the beginning.
func joined(units []analysis.Unit) int {
	for i := 1; i < len(units); i++ {
		if units[i].Pos-units[i-1].Pos != analysis.Adjacent {
			return i
		}
	}
	return len(units)
}

func unitText(u analysis.Unit) string {
	if u.R != 0 {
		return string(u.R)
	}
	return u.Word
}

func isHan(unit string) bool { return text.IsHan([]rune(unit)[0]) }

// visible leaves out what folding drops.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if text.Fold(string(r)) == "" {
			return -1
		}
		return r
	}, s)
}

// readings are the syllables of every character of package pinyin, the usual one first.
var readings = sync.OnceValue(func() map[string][]string {
	all := pinyin.Homophones()
	syllables := slices.Sorted(maps.Keys(all))
	m := map[string][]string{}
	for usual := range 2 {
		for _, syllable := range syllables {
			if lists := strings.Split(all[syllable], " "); usual < len(lists) {
				for _, r := range lists[usual] {
					m[string(r)] = append(m[string(r)], syllable)
				}
			}
		}
	}
	return m
})

// soundsOf returns how units are read: each as usual, then with one read otherwise.
// There is none where one of them is no character with a reading.
func soundsOf(units []string) []string {
	var usual []string
	for _, u := range units {
		list := readings()[u]
		if len(list) == 0 {
			return nil
		}
		usual = append(usual, list[0])
	}
	list := []string{strings.Join(usual, "")}
	for i, u := range units {
		for _, other := range readings()[u][1:] {
			changed := slices.Clone(usual)
			changed[i] = other
			list = append(list, strings.Join(changed, ""))
		}
	}
	return list[:min(len(list), maxReadings)]
}

// sameSound says whether two rows of characters can be read alike.
func sameSound(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !slices.ContainsFunc(readings()[a[i]], func(s string) bool { return slices.Contains(readings()[b[i]], s) }) {
			return false
		}
	}
	return true
}
