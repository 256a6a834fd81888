package projection

import (
	"fmt"
	"strings"

	"gongshi/internal/search"
)

// readShard is a term shard, or a piece of the tree in the order of labels.
type readShard []readEntry

// readEntry is a node or leaf.
type readEntry struct {
	label string
	kind  int
	held             // of the kinds but kindLarge
	large *readLarge // of kindLarge
	count int        // of documents
}

// held is the documents that hold a label.
type held struct {
	docs    []int32 // ascending
	table   []search.Tally
	classes []int32   // per document its place in table
	places  [][]int32 // per document where the label begins, ascending; nil where that is not known
}

// tally is how often the label stands in docs[i].
func (h *held) tally(i int) search.Tally { return h.table[h.classes[i]] }

// readLarge is where the documents of a large entry are.
type readLarge struct{ list, classes, places string } // refs; places may be empty

// decodeShard reads a term shard of a segment of n documents.
func decodeShard(content []byte, n int) (readShard, error) {
	if len(content) > maxShard {
		return nil, damaged("a shard of %d bytes", len(content))
	}
	d := decoder{b: content}
	entries := d.count(d.left(), "entries")
	if entries == 0 {
		d.fail("no entries")
	}
	table := d.classes()
	shard := make(readShard, entries)
	heads := make([][2]int, entries) // bytes shared and bytes that follow
	for i := range shard {
		heads[i] = [2]int{d.count(len(content), "bytes"), d.count(len(content), "bytes")}
		head := d.number()
		shard[i].kind = int(head & 3)
		if head>>2 > uint64(n) {
			d.fail("an entry of %d of %d documents", head>>2, n)
		}
		shard[i].count = int(min(head>>2, uint64(n)))
	}
	if d.err != nil {
		return nil, d.err
	}
	before := ""
	for i, h := range heads {
		if h[0] > len(before) || i == 0 && h[0] > 0 {
			d.fail("label %d shares %d bytes of %d", i, h[0], len(before))
		}
		rest := d.take(h[1])
		if d.err != nil {
			return nil, d.err
		}
		if h[0]+h[1] > maxLabel {
			return nil, damaged("a label of %d bytes", h[0]+h[1])
		}
		shard[i].label = before[:h[0]] + string(rest)
		before = shard[i].label
	}
	for i := range shard {
		if e := &shard[i]; e.kind != kindLarge {
			e.table, e.classes = table, d.places(e.count, len(table))
		}
	}
	for i := range shard {
		switch e := &shard[i]; e.kind {
		case kindLarge:
			e.large = d.largeEntry(n, len(table))
		case kindDeep:
			e.places = d.occurrences(&e.held)
		}
	}
	d.shardLists(shard, n)
	return shard, d.end()
}

// shardLists reads the documents of a shard's entries in a segment of n. Below an
// inner node of the shard they are places in its documents.
func (d *decoder) shardLists(shard readShard, n int) {
	var above []*readEntry // the inner nodes above an entry, the nearest last
	for i := range shard {
		e := &shard[i]
		if e.kind == kindLarge {
			continue
		}
		for len(above) > 0 && !strings.HasPrefix(e.label, above[len(above)-1].label) {
			above = above[:len(above)-1]
		}
		e.docs = make([]int32, 0, e.count)
		if len(above) == 0 {
			d.list(e.count, n, func(doc int32) { e.docs = append(e.docs, doc) })
		} else {
			of := above[len(above)-1].docs
			d.list(e.count, len(of), func(place int32) { e.docs = append(e.docs, of[place]) })
		}
		if d.err != nil {
			return
		}
		if e.kind == kindInner {
			above = append(above, e)
		}
	}
}

const (
	maxLabel = 4 * maxSymbols // bytes of a label
	maxShard = 1 << 20        // bytes of a shard's content, which are a few dozen thousand
	maxPlace = 1<<31 - 1      // the last symbol of a record
)

// classes reads a table of classes.
func (d *decoder) classes() []search.Tally {
	list := make([]search.Tally, d.count(d.left(), "classes"))
	for i := range list {
		head := d.number()
		list[i].Exact = head&1 != 0
		before := -1
		for range head >> 2 {
			v := d.number()
			zone := int(v & 7)
			if d.err != nil {
				return nil
			}
			if zone >= int(search.Zones) || zone <= before || v>>3 == 0 {
				d.fail("a class of %d in zone %d after %d", v>>3, zone, before)
				return nil
			}
			list[i].In[zone], before = int(v>>3), zone
		}
	}
	return list
}

// places reads n places of a list of so many.
func (d *decoder) places(n, of int) []int32 {
	if n > d.left() {
		d.fail("%d places in %d bytes", n, d.left())
		return nil
	}
	list := make([]int32, n)
	for i := range list {
		if list[i] = int32(d.count(of, "as a place")); int(list[i]) >= of {
			d.fail("place %d of %d", list[i], of)
			return nil
		}
	}
	return list
}

// occurrences reads where a label begins in each of its documents.
func (d *decoder) occurrences(h *held) [][]int32 {
	list := make([][]int32, len(h.classes))
	for i := range list {
		n := 0
		for _, in := range h.tally(i).In {
			if n += in; n > d.left() {
				d.fail("%d occurrences in %d bytes", n, d.left())
				return nil
			}
		}
		list[i] = make([]int32, n)
		at := 0
		for k := range list[i] {
			step := d.count(maxPlace-at, "symbols")
			if k > 0 && step == 0 {
				d.fail("two occurrences at one place")
			}
			at += step
			list[i][k] = int32(at)
		}
	}
	return list
}

// largeEntry reads what a large entry has beside its label, in a segment of n documents.
func (d *decoder) largeEntry(n, classes int) *readLarge {
	for range 2 { // the best and the newest documents
		for range d.count(bestDocs, "documents") {
			d.count(n-1, "as a document")
			d.places(1, classes)
		}
	}
	var refs [3]string
	for i := range refs {
		refs[i] = string(d.take(d.count(d.left(), "bytes")))
	}
	return &readLarge{refs[0], refs[1], refs[2]}
}

// read returns the documents of an entry of a segment of n documents, with the places
// of a label of maxSymbols where they are asked for.
func (e *readEntry) read(f *files, n int, places bool) (*held, error) {
	if e.kind != kindLarge {
		return &e.held, nil
	}
	docs, err := chunk(f, e.large.list, e.count, func(content []byte) ([]int32, error) {
		if e.count > 8*len(content) {
			return nil, damaged("%d documents in %d bytes", e.count, len(content))
		}
		d := decoder{b: content}
		docs := make([]int32, 0, e.count)
		d.list(e.count, n, func(doc int32) { docs = append(docs, doc) })
		return docs, d.end()
	})
	if err != nil {
		return nil, err
	}
	if len(docs) != e.count {
		return nil, fmt.Errorf("search index: chunk %.60q: %w", e.large.list, damaged("%d documents, wanted %d", len(docs), e.count))
	}
	h, err := chunk(f, e.large.classes, e.count, func(content []byte) (held, error) {
		d := decoder{b: content}
		h := held{table: d.classes()}
		h.classes = d.places(e.count, len(h.table))
		return h, d.end()
	})
	if err != nil {
		return nil, err
	}
	h.docs = docs
	if !places || e.large.places == "" {
		return &h, nil
	}
	content, err := chunk(f, e.large.places, 0, func(content []byte) ([]byte, error) { return content, nil })
	if err != nil {
		return nil, err
	}
	d := decoder{b: content}
	h.places = d.occurrences(&h)
	if err := d.end(); err != nil {
		return nil, fmt.Errorf("search index: chunk %.60q: %w", e.large.places, err)
	}
	return &h, nil
}

// whole says whether the label, or the label and the end, is a row.
func (e *readEntry) whole(row string) bool {
	return strings.TrimSuffix(e.label, string(symbolEnd)) == row
}
