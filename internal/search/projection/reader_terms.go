package projection

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"gongshi/internal/search"
	"gongshi/internal/search/analysis"
)

// maxJoined is the most leaves, and documents of leaves, that are joined for want of an
// inner node: the writer makes one long before.
const maxJoined = 1 << 16

// located is what the tree says of a row.
type located struct {
	docs  []int32 // ascending
	tally func(i int) search.Tally
	// places, where not nil, is per document where the row begins, ascending.
	places [][]int32
	// proven says that the documents hold the row. Otherwise they may: the tree was
	// cut off before its end, and their texts must be read.
	proven bool
}

// locate looks a row of at most maxSymbols up; places says whether those are wanted.
func (s *readSegment) locate(row string, places bool) (located, error) {
	from, before, err := s.search(row)
	if err != nil {
		return located{}, err
	}
	e, err := from.entry()
	if err != nil {
		return located{}, err
	}
	if e != nil && strings.HasPrefix(e.label, row) {
		if e.kind == kindInner || e.kind == kindLarge || len(e.label) == len(row) {
			return s.located(e, row, places)
		}
		return s.join(from, row)
	}
	if before == nil || before.kind != kindLeaf || !strings.HasPrefix(row, before.label) {
		return located{}, nil
	}
	if len(before.docs) > leafSuffixes {
		return located{}, fmt.Errorf("search index: %w", damaged("label %q is cut off at %d documents", before.label, len(before.docs)))
	}
	return located{docs: before.docs}, nil
}

// located is the documents of one entry, which begins with the row.
func (s *readSegment) located(e *readEntry, row string, places bool) (located, error) {
	h, err := e.read(s.files, s.Documents, places)
	if err != nil {
		return located{}, err
	}
	l := located{docs: h.docs, proven: true, tally: func(i int) search.Tally { return exactIf(e.whole(row), h.tally(i)) }}
	if len(e.label) == len(row) {
		l.places = h.places
	}
	return l, nil
}

// exactIf takes the mark that a label is a whole name away unless it is the row that
// is looked for.
func exactIf(whole bool, t search.Tally) search.Tally {
	t.Exact = t.Exact && whole
	return t
}

// join is the documents of all leaves that begin with a row.
func (s *readSegment) join(from cursor, row string) (located, error) {
	sums := map[int32]search.Tally{}
	for read := 1; ; read++ {
		e, err := from.entry()
		if err != nil {
			return located{}, err
		}
		if e == nil || !strings.HasPrefix(e.label, row) {
			break
		}
		h, err := e.read(s.files, s.Documents, false)
		if err != nil {
			return located{}, err
		}
		if read += len(h.docs); read > maxJoined {
			return located{}, fmt.Errorf("search index: %w", damaged("too many leaves below %q without a node", row))
		}
		if e.kind != kindInner { // none is expected here
			for i, d := range h.docs {
				sums[d] = sum(sums[d], exactIf(e.whole(row), h.tally(i)))
			}
		}
		from.at++
	}
	docs := slices.Sorted(maps.Keys(sums))
	return located{docs: docs, proven: true, tally: func(i int) search.Tally { return sums[docs[i]] }}, nil
}

func sum(a, b search.Tally) search.Tally {
	for zone, n := range b.In {
		a.In[zone] += n
	}
	a.Exact = a.Exact || b.Exact
	return a
}

// cursor is a place in the order of a segment's entries.
type cursor struct {
	s            *readSegment
	block, shard int // of the directory
	at           int // in the shard
}

// search returns the place of the first entry that is not below a row, and the entry
// before it in the shard, which is nil where the row is before all.
func (s *readSegment) search(row string) (from cursor, before *readEntry, err error) {
	from.s = s
	above := func(list []label) int {
		return max(sort.Search(len(list), func(i int) bool { return list[i][0] > row })-1, 0)
	}
	if s.Terms.Deep {
		from.block = above(s.Terms.List)
	}
	list, err := s.block(from.block)
	if err != nil || len(list) == 0 {
		return from, nil, err
	}
	from.shard = above(list)
	shard, err := s.shard(list[from.shard][1])
	if err != nil {
		return from, nil, err
	}
	var equal bool
	from.at, equal = slices.BinarySearchFunc(shard, row, func(e readEntry, row string) int { return cmp.Compare(e.label, row) })
	if from.at > 0 && !equal {
		before = &shard[from.at-1]
	}
	return from, before, nil
}

// entry returns the entry at the place, or the first of a later shard where this one
// ends before; nil at the end.
func (c *cursor) entry() (*readEntry, error) {
	for {
		list, err := c.s.block(c.block)
		if err != nil {
			return nil, err
		}
		if c.shard >= len(list) {
			if !c.s.Terms.Deep || c.block+1 >= len(c.s.Terms.List) {
				return nil, nil
			}
			c.block, c.shard, c.at = c.block+1, 0, 0
			continue
		}
		shard, err := c.s.shard(list[c.shard][1])
		if err != nil {
			return nil, err
		}
		if c.at < len(shard) {
			return &shard[c.at], nil
		}
		c.shard, c.at = c.shard+1, 0
	}
}

// block returns a part of the directory of shards.
func (s *readSegment) block(i int) ([]label, error) {
	if !s.Terms.Deep || len(s.Terms.List) == 0 {
		return s.Terms.List, nil
	}
	return chunk(s.files, s.Terms.List[i][1], 0, decodeJSON[[]label])
}

func (s *readSegment) shard(ref string) (readShard, error) {
	return chunk(s.files, ref, s.Documents, func(content []byte) (readShard, error) {
		return decodeShard(content, s.Documents)
	})
}

// matches is what a phrase finds in the segment.
func (s *readSegment) matches(p analysis.Phrase) (search.Matches, error) {
	r := row(p)
	if n := utf8.RuneCountInString(r); n > maxSymbols {
		return s.long(p, []rune(r))
	}
	l, err := s.locate(r, false)
	if err != nil {
		return search.Matches{}, err
	}
	if !l.proven {
		return s.inTexts(l.docs, p)
	}
	mayBeExact := !p.Prefix && p.Symbols() <= search.MaxExact
	return search.Matches{Docs: l.docs, Tally: func(i int) search.Tally { return exactIf(mayBeExact, l.tally(i)) }}, nil
}

// inTexts reads the texts of documents that may hold a phrase.
func (s *readSegment) inTexts(docs []int32, p analysis.Phrase) (search.Matches, error) {
	var m search.Matches
	var tallies []search.Tally
	var c search.Tallier
	for _, d := range docs {
		_, parts, err := s.record(d)
		if err != nil {
			return m, err
		}
		if t := c.Tally(parts, p); t != (search.Tally{}) {
			m.Docs, tallies = append(m.Docs, d), append(tallies, t)
		}
	}
	m.Tally = func(i int) search.Tally { return tallies[i] }
	return m, nil
}

// fewTexts is how many documents' texts are rather read than places compared.
const fewTexts = 64

// long is what a phrase of more than maxSymbols finds. It is looked up in windows of
// as many, each beginning at a unit: they find the documents that hold all of them,
// and where they cover the phrase, their places say which hold it in a row.
func (s *readSegment) long(p analysis.Phrase, r []rune) (search.Matches, error) {
	offsets, covered := windows(p, len(r))
	found := make([]located, len(offsets))
	var docs []int32
	for i, at := range offsets {
		var err error
		found[i], err = s.locate(string(r[at:min(at+maxSymbols, len(r))]), true)
		if err != nil {
			return search.Matches{}, err
		}
		if covered = covered && found[i].places != nil; i == 0 {
			docs = found[i].docs
		} else {
			docs = intersect(docs, found[i].docs)
		}
	}
	if !covered || len(docs) <= fewTexts {
		return s.inTexts(docs, p)
	}
	return inRow(docs, offsets, found), nil
}

// windows returns where in a phrase's row of n symbols its windows begin, ascending,
// and whether windows of maxSymbols cover the row. A window can begin at a unit only,
// so that a word of more letters, or one at the end, may stick out.
func windows(p analysis.Phrase, n int) (offsets []int, covered bool) {
	starts := unitStarts(p)
	offsets = []int{0}
	for last := 0; last+maxSymbols < n; {
		next := starts[sort.SearchInts(starts, last+maxSymbols+1)-1]
		if next+maxSymbols > n {
			// The last window ends with the row, if a unit begins there.
			next = starts[sort.SearchInts(starts, n-maxSymbols)]
		}
		if next <= last {
			return offsets, false
		}
		offsets, last = append(offsets, next), next
		if next+maxSymbols > n {
			return offsets, false
		}
	}
	return offsets, true
}

// unitStarts returns where in a phrase's row its units begin.
func unitStarts(p analysis.Phrase) []int {
	starts := make([]int, len(p.Units))
	for i := range p.Units {
		before := analysis.Phrase{Units: p.Units[:i+1]}
		last := analysis.Phrase{Units: p.Units[i : i+1]}
		starts[i] = before.Symbols() - last.Symbols()
	}
	return starts
}

func intersect(a, b []int32) []int32 {
	var both []int32
	for len(a) > 0 && len(b) > 0 {
		switch c := cmp.Compare(a[0], b[0]); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			both, a, b = append(both, a[0]), a[1:], b[1:]
		}
	}
	return both
}

// inRow keeps the documents in which windows stand one behind the other, and counts
// how often by the zones in which the first one stands.
func inRow(docs []int32, offsets []int, found []located) search.Matches {
	var m search.Matches
	var tallies []search.Tally
	for _, d := range docs {
		places := make([][]int32, len(found))
		first := 0
		for k := range found {
			i, _ := slices.BinarySearch(found[k].docs, d)
			if places[k] = found[k].places[i]; k == 0 {
				first = i
			}
		}
		var t search.Tally
		at := 0
		for zone, n := range found[0].tally(first).In {
			for _, p := range places[0][at : at+n] {
				if inAll(places, offsets, p) {
					t.In[zone]++
				}
			}
			at += n
		}
		if t != (search.Tally{}) {
			m.Docs, tallies = append(m.Docs, d), append(tallies, t)
		}
	}
	m.Tally = func(i int) search.Tally { return tallies[i] }
	return m
}

// inAll says whether every window stands where the first one's place wants it.
func inAll(places [][]int32, offsets []int, first int32) bool {
	for k, list := range places {
		if _, ok := slices.BinarySearch(list, first+int32(offsets[k])); !ok {
			return false
		}
	}
	return true
}

// sounds is what the letters of a sound find in the segment.
func (s *readSegment) sounds(letters string) (search.Matches, error) {
	l, err := s.locate(string(symbolSound)+letters, false)
	if err != nil {
		return search.Matches{}, err
	}
	if len(l.docs) > 0 && !l.proven {
		return search.Matches{}, fmt.Errorf("search index: %w", damaged("the sound %q is cut off", letters))
	}
	return search.Matches{Docs: l.docs, Tally: l.tally}, nil
}
