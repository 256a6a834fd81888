package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/search/analysis"
)

// entry is a term of the dictionary with its postings in format 0: for every
// document but the first the step to its number, then one group per zone in which
// the term stands:
//
//	occurrences<<4 | zone<<1 | another group follows
//	the step from each occurrence's place to the next
//
// A place in the body is a position; elsewhere position*4, + 2 where the term
// begins its value, + 1 where it ends it.
type entry struct {
	term     string
	postings []byte
	first    int // the first document
	last     int // the last one
}

const (
	edgeBits  = 2
	edgeStart = 2
	edgeEnd   = 1
	zoneBits  = 3
)

// invert turns documents into the sorted dictionary. Every worker takes a
// contiguous part of the documents, so that the result does not depend on how many
// there are.
func invert(docs []Document, workers int) []entry {
	workers = max(1, min(workers, len(docs)))
	parts := make([][]entry, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			from, to := len(docs)*w/workers, len(docs)*(w+1)/workers
			in := inverter{pairs: map[uint64]int32{}, words: map[string]int32{}}
			for d := from; d < to; d++ {
				in.document(d, docs[d].Parts)
			}
			parts[w] = in.sorted()
		})
	}
	wait.Wait()
	list := parts[0]
	for _, p := range parts[1:] {
		list = merge(list, p)
	}
	return list
}

// inverter collects the postings of one run of documents.
type inverter struct {
	pairs    map[uint64]int32 // characters to list
	words    map[string]int32
	list     []collected
	touched  []int32 // entries of list that the current document has
	places   []place // the current document's occurrences
	analyzer analysis.Analyzer
}

// collected is a term while its postings grow.
type collected struct {
	a, b        rune
	word        string
	buf         []byte
	first, last int
	head, tail  int32 // the current document's first and last occurrence, 1 more than the index in places
}

// place is an occurrence; next is 1 more than the index of the same term's next one.
type place struct {
	zone Zone
	at   uint32
	next int32
}

func (in *inverter) document(d int, parts []Part) {
	in.touched, in.places = in.touched[:0], in.places[:0]
	for zone := range zones {
		base := 0
		for _, p := range parts {
			if p.Zone == zone {
				base = in.part(zone, p.Text, base)
			}
		}
	}
	for _, t := range in.touched {
		in.list[t].encode(d, in.places)
	}
}

// part takes the terms of one value, whose positions start at base, and returns
// where the next value starts.
func (in *inverter) part(zone Zone, s string, base int) int {
	units := in.analyzer.Units(s)
	if len(units) == 0 {
		return base
	}
	analysis.Terms(units, func(t analysis.Term) {
		at := uint32(base + units[t.First].Pos)
		if zone != Body {
			at <<= edgeBits
			if t.First == 0 {
				at |= edgeStart
			}
			if t.Last == len(units)-1 {
				at |= edgeEnd
			}
		}
		in.add(in.find(t), zone, at)
	})
	return base + units[len(units)-1].Pos + analysis.Wall
}

func (in *inverter) find(t analysis.Term) int32 {
	next := int32(len(in.list))
	if t.A == 0 {
		if i, ok := in.words[t.Word]; ok {
			return i
		}
		in.words[t.Word] = next
	} else {
		key := uint64(t.A)<<32 | uint64(t.B)
		if i, ok := in.pairs[key]; ok {
			return i
		}
		in.pairs[key] = next
	}
	in.list = append(in.list, collected{a: t.A, b: t.B, word: t.Word, first: -1})
	return next
}

func (in *inverter) add(i int32, zone Zone, at uint32) {
	in.places = append(in.places, place{zone: zone, at: at})
	n := int32(len(in.places))
	c := &in.list[i]
	if c.head == 0 {
		c.head = n
		in.touched = append(in.touched, i)
	} else {
		in.places[c.tail-1].next = n
	}
	c.tail = n
}

// encode writes the occurrences of the current document.
func (c *collected) encode(d int, places []place) {
	if c.first < 0 {
		c.first = d
	} else {
		c.buf = binary.AppendUvarint(c.buf, uint64(d-c.last))
	}
	c.last = d
	for i := c.head; i != 0; {
		zone, n, end := places[i-1].zone, 0, i
		for ; end != 0 && places[end-1].zone == zone; end = places[end-1].next {
			n++
		}
		h := uint64(n)<<(zoneBits+1) | uint64(zone)<<1
		if end != 0 {
			h |= 1
		}
		c.buf = binary.AppendUvarint(c.buf, h)
		for before := uint32(0); i != end; i = places[i-1].next {
			c.buf = binary.AppendUvarint(c.buf, uint64(places[i-1].at-before))
			before = places[i-1].at
		}
	}
	c.head, c.tail = 0, 0
}

func (in *inverter) sorted() []entry {
	list := make([]entry, len(in.list))
	for i := range in.list {
		c := &in.list[i]
		list[i] = entry{
			term:     analysis.Term{A: c.a, B: c.b, Word: c.word}.String(),
			postings: c.buf, first: c.first, last: c.last,
		}
	}
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.term, b.term) })
	return list
}

// merge joins two dictionaries, of which b has the later documents.
func merge(a, b []entry) []entry {
	list := make([]entry, 0, max(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch c := cmp.Compare(a[0].term, b[0].term); {
		case c < 0:
			list, a = append(list, a[0]), a[1:]
		case c > 0:
			list, b = append(list, b[0]), b[1:]
		default:
			e := a[0]
			e.postings = binary.AppendUvarint(e.postings, uint64(b[0].first-e.last))
			e.postings = append(e.postings, b[0].postings...)
			e.last = b[0].last
			list, a, b = append(list, e), a[1:], b[1:]
		}
	}
	return append(append(list, a...), b...)
}
