package projection

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"math/bits"
	"slices"
	"sync"
)

// The sizes of shards and of the chunks of a directory. Where one ends is said by a
// hash of the label, so that a new label does not move the others.
const (
	shardMin   = 3 << 10 // estimated bytes
	shardMax   = 10 << 10
	shardMask  = 255 // one label in 256 may begin a shard
	blockMin   = 16  // labels in a chunk of a directory
	blockMax   = 64
	blockMask  = 31
	headBytes  = 3 // of an entry, estimated
	classBits  = 4 // of a class that is another than the one before, estimated
	labelShare = 2 // compression makes of a label's bytes one in so many, estimated
)

func hashOf(label []byte) uint32 {
	h := fnv.New32a()
	h.Write(label)
	return h.Sum32()
}

// row is an entry on its way into a shard.
type item struct {
	entry
	of    *batch // whose classes it uses
	large *large // of a kindLarge
}

// large is what a kindLarge has beside its label.
type large struct {
	best, newest []int // places in docs
	pieces       []piece
	refs         []string
}

// cutItems parts the entries of a unit where they are more than a shard. Shards are small
// in the segment of the newest documents, which every query asks besides the other.
func cutItems(items []item, documents int) [][]item {
	scale := 1.0
	if documents < splitFrom {
		scale = 0.5
	}
	sizes, rest := make([]float64, len(items)), 0.0
	for i := range items {
		sizes[i] = float64(sizeOf(items, i, documents)) / scale
		rest += sizes[i]
	}
	var list [][]item
	from, size := 0, 0.0
	for i := range items {
		if rest >= shardMin && size >= shardMin && (size >= shardMax || size+rest > shardMax && hashOf(items[i].label)&shardMask == 0) {
			list, from, size = append(list, items[from:i]), i, 0
		}
		size, rest = size+sizes[i], rest-sizes[i]
	}
	if from < len(items) {
		list = append(list, items[from:])
	}
	return list
}

// sizeOf is about how many bytes an entry takes behind the one before.
func sizeOf(items []item, i, documents int) int {
	it, shared := &items[i], 0
	if i > 0 {
		shared = sharedBytes(items[i-1].label, it.label)
	}
	size := headBytes + (len(it.label)-shared)/labelShare + len(it.places())
	if it.kind == kindLarge {
		return size + 6*bestDocs
	}
	return size + (riceBits(it.docs(), documents)+classBits*changes(it.classes()))/8
}

// changes is how often a document's class is another than the one before.
func changes(classes []int32) int {
	n := 0
	for i := 1; i < len(classes); i++ {
		if classes[i] != classes[i-1] {
			n++
		}
	}
	return n
}

func sharedBytes(a, b []byte) int {
	n := 0
	for ; n+8 <= len(a) && n+8 <= len(b); n += 8 {
		if differ := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); differ != 0 {
			return n + bits.TrailingZeros64(differ)/8
		}
	}
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// encodeShard is the content of a term shard.
func encodeShard(items []item, documents int) []byte {
	classes, place := shardClasses(items)
	b := binary.AppendUvarint(nil, uint64(len(items)))
	b = binary.AppendUvarint(b, uint64(len(classes)))
	for _, c := range classes {
		b = appendClass(b, c)
	}
	w := shardWriters.Get().(*shardWriter)
	defer shardWriters.Put(w)
	labels, of, rest, ranks := w.labels[:0], w.of[:0], w.rest[:0], w.ranks
	lists := bitWriter{b: w.lists[:0]}
	var before []byte
	var above ancestors
	for i := range items {
		it := &items[i]
		shared := sharedBytes(before, it.label)
		b = binary.AppendUvarint(b, uint64(shared))
		b = binary.AppendUvarint(b, uint64(len(it.label)-shared))
		b = binary.AppendUvarint(b, uint64(len(it.docs()))<<2|uint64(it.kind))
		labels = append(labels, it.label[shared:]...)
		before = it.label
		if it.kind == kindLarge {
			rest = appendLarge(rest, it, place)
			continue
		}
		for _, c := range it.classes() {
			of = binary.AppendUvarint(of, uint64(place[c]))
		}
		if it.kind == kindDeep {
			rest = appendPlaces(rest, it)
		}
		above = above.over(it.label)
		if n := len(above); n > 0 {
			ranks = appendRanks(ranks[:0], it.docs(), above[n-1].docs())
			lists.list(ranks, len(above[n-1].docs()))
		} else {
			lists.list(it.docs(), documents)
		}
		if it.kind == kindInner {
			above = append(above, it)
		}
	}
	packed := lists.bytes()
	*w = shardWriter{labels, of, rest, packed, ranks}
	return slices.Concat(b, labels, of, rest, packed)
}

// shardWriter is the parts of a shard, whose memory is used again.
type shardWriter struct {
	labels, of, rest, lists []byte
	ranks                   []int32
}

var shardWriters = sync.Pool{New: func() any { return &shardWriter{} }}

// ancestors are the inner nodes of a shard above an entry, the nearest last.
type ancestors []*item

// over returns those above a label.
func (a ancestors) over(label []byte) ancestors {
	for len(a) > 0 && !bytes.HasPrefix(label, a[len(a)-1].label) {
		a = a[:len(a)-1]
	}
	return a
}

// appendRanks appends the places of some documents in a list that has them all. A leaf has
// few of the many that stand above it, so it leaps.
func appendRanks(list, docs, in []int32) []int32 {
	at := 0
	for _, d := range docs {
		step := 1
		for ; at+step < len(in) && in[at+step] <= d; step *= 2 {
			at += step
		}
		for ; step > 0; step /= 2 {
			if at+step < len(in) && in[at+step] <= d {
				at += step
			}
		}
		list = append(list, int32(at))
	}
	return list
}

// shardClasses lists the classes of a shard, the most frequent first, and per class of
// the batch its place in that list.
func shardClasses(items []item) ([]class, []uint32) {
	of := items[0].of.classes
	counts := make([]int, len(of))
	for i := range items {
		it := &items[i]
		if it.kind == kindLarge {
			for _, k := range slices.Concat(it.large.best, it.large.newest) {
				counts[it.classes()[k]]++
			}
			continue
		}
		for _, c := range it.classes() {
			counts[c]++
		}
	}
	var used []int
	for c, n := range counts {
		if n > 0 {
			used = append(used, c)
		}
	}
	slices.SortFunc(used, func(a, b int) int {
		return cmp.Or(counts[b]-counts[a], compareClasses(of[a], of[b]))
	})
	list, place := make([]class, len(used)), make([]uint32, len(of))
	for i, c := range used {
		list[i], place[c] = of[c], uint32(i)
	}
	return list, place
}

func compareClasses(a, b class) int {
	return cmp.Or(slices.Compare(a.In[:], b.In[:]), compareBools(a.Exact, b.Exact), compareBools(a.ended, b.ended))
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func appendClass(b []byte, c class) []byte {
	const zoneBits = 3
	head := uint64(0)
	for _, n := range c.In {
		if n > 0 {
			head += 4
		}
	}
	if c.ended {
		head |= 2
	}
	if c.Exact {
		head |= 1
	}
	b = binary.AppendUvarint(b, head)
	for zone, n := range c.In {
		if n > 0 {
			b = binary.AppendUvarint(b, uint64(n)<<zoneBits|uint64(zone))
		}
	}
	return b
}

// appendPlaces writes where the suffixes of a deep leaf begin.
func appendPlaces(b []byte, it *item) []byte {
	at := 0
	for _, c := range it.classes() {
		n := 0
		for _, count := range it.of.classes[c].In {
			n += int(count)
		}
		before := int32(0)
		for _, p := range it.places()[at : at+n] {
			b = binary.AppendUvarint(b, uint64(p-before))
			before = p
		}
		at += n
	}
	return b
}

// prepare makes what a large entry has beside its label.
func (it *item) prepare(documents int) error {
	var lists bitWriter
	lists.list(it.docs(), documents)
	listed := *it
	listed.kind = kindInner
	classes, place := shardClasses([]item{listed})
	of := binary.AppendUvarint(nil, uint64(len(classes)))
	for _, c := range classes {
		of = appendClass(of, c)
	}
	for _, c := range it.classes() {
		of = binary.AppendUvarint(of, uint64(place[c]))
	}
	it.large = &large{}
	contents := [][]byte{lists.bytes(), of}
	if len(it.places()) > 0 {
		contents = append(contents, appendPlaces(nil, it))
	}
	for _, c := range contents {
		p, err := newPiece(c)
		if err != nil {
			return err
		}
		it.large.pieces = append(it.large.pieces, p)
	}
	it.large.best, it.large.newest = it.leaders()
	return nil
}

// place gives what a large entry has beside its label its refs.
func (it *item) place(s *store, documents int) error {
	if it.kind != kindLarge {
		return nil
	}
	var err error
	it.large.refs, err = s.beside(documents, it.label, it.large.pieces)
	it.large.pieces = nil
	return err
}

// leaders are the places of the best and of the newest documents.
func (it *item) leaders() (best, newest []int) {
	for i := len(it.docs()) - 1; i >= 0 && len(newest) < bestDocs; i-- {
		newest = append(newest, i)
	}
	worth := make([]float64, len(it.of.classes))
	for i, c := range it.of.classes {
		worth[i] = c.Worth()
	}
	compare := func(a, b int) int {
		x, y := it.classes()[a], it.classes()[b]
		return cmp.Or(cmp.Compare(worth[y], worth[x]),
			compareBools(it.of.classes[x].ended, it.of.classes[y].ended), b-a)
	}
	for i := range it.docs() {
		if len(best) == bestDocs && compare(best[bestDocs-1], i) <= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, i, compare)
		best = slices.Insert(best[:min(len(best), bestDocs-1)], min(at, bestDocs-1), i)
	}
	return best, newest
}

// appendLarge writes what a large entry has beside its label.
func appendLarge(b []byte, it *item, place []uint32) []byte {
	for _, list := range [][]int{it.large.best, it.large.newest} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, k := range list {
			b = binary.AppendUvarint(b, uint64(it.docs()[k]))
			b = binary.AppendUvarint(b, uint64(place[it.classes()[k]]))
		}
	}
	refs := append(slices.Clone(it.large.refs), "")
	for _, ref := range refs[:3] {
		b = binary.AppendUvarint(b, uint64(len(ref)))
		b = append(b, ref...)
	}
	return b
}
