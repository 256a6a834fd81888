package projection

import (
	"iter"
	"maps"
	"slices"
	"unicode/utf8"

	"gongshi/internal/search"
)

// innerSuffixes is how many suffixes a node must have to be written. What lies below
// one that has no more is read leaf by leaf, which is a shard or two.
const innerSuffixes = 4096

// largeBytes is the size of a list that is a chunk of its own.
const largeBytes = 4 << 10

// class says how a label stands in a document.
type class struct {
	search.Tally
	ended bool // the document's Ended
}

// entry is a node or leaf of the tree.
type entry struct {
	label []byte
	lists []int32 // documents, per document its class in the batch, places
	count int32   // of documents
	kind  uint8
}

// docs are the documents, ascending.
func (e *entry) docs() []int32 { return e.lists[:e.count] }

// classes are, per document, its class in the batch.
func (e *entry) classes() []int32 { return e.lists[e.count : 2*e.count] }

// places are where the suffixes of a deep leaf begin, from the record's beginning.
func (e *entry) places() []int32 { return e.lists[2*e.count:] }

// batch is the entries below one first symbol, in the order of labels.
type batch struct {
	entries []entry
	classes []class
}

// grower grows the tree of a corpus, one first symbol at a time.
type grower struct {
	*corpus
	out     batch
	known   map[class]int32
	quick   quick
	keys    []uint64
	label   []byte  // of the node at work, in UTF-8
	labels  []byte  // of all entries; what grows keeps what is used of it
	lists   []int32 // of all entries
	classes []int32 // of the entry at work
}

// bucket is a part of the tree that is grown at a time.
type bucket []branch

// branch is the suffixes that begin with a label.
type branch struct {
	label    []byte
	depth    int // symbols of the label
	suffixes []int32
	node     bool // only the node itself: its children are branches of their own
}

// bucketSuffixes bounds what is grown at a time, because all entries of a bucket are
// in memory until they are written.
const bucketSuffixes = 100_000

// buckets parts the tree, in the order of labels. It takes the corpus's starts.
func (c *corpus) buckets(yield func(bucket)) {
	var b bucket
	size := 0
	add := func(of branch) {
		b, size = append(b, of), size+len(of.suffixes)
		if size > bucketSuffixes {
			yield(b)
			b, size = nil, 0
		}
	}
	g := grower{corpus: c}
	for _, first := range c.firsts() {
		if len(first.suffixes) <= bucketSuffixes {
			add(first)
			continue
		}
		// The node is written before its suffixes are sorted anew.
		g.label = first.label
		if g.branches(first.suffixes, 1) {
			node := first
			node.node, node.suffixes = true, slices.Clone(first.suffixes)
			add(node)
		}
		g.sort(first.suffixes, 1)
		for run := range g.runs(first.suffixes, 1) {
			symbol := c.symbols[int(run[0])+1]
			add(branch{label: utf8.AppendRune(slices.Clone(first.label), symbol), depth: 2, suffixes: run})
		}
	}
	if len(b) > 0 {
		yield(b)
	}
}

// firsts groups the suffixes by their first symbols, in the order of symbols, and
// those of a group by place.
func (c *corpus) firsts() []branch {
	sizes := map[rune]int{}
	for _, s := range c.starts {
		sizes[c.symbols[s]]++
	}
	symbols := slices.Sorted(maps.Keys(sizes))
	list := make([]branch, len(symbols))
	sorted := make([]int32, len(c.starts))
	at := map[rune]*branch{}
	from := 0
	for i, r := range symbols {
		list[i] = branch{label: utf8.AppendRune(nil, r), depth: 1, suffixes: sorted[from : from : from+sizes[r]]}
		from += sizes[r]
		at[r] = &list[i]
	}
	for _, s := range c.starts {
		b := at[c.symbols[s]]
		b.suffixes = append(b.suffixes, s)
	}
	c.starts = nil
	return list
}

// grow returns the entries of a bucket.
func (c *corpus) grow(b bucket) batch {
	g := grower{corpus: c, known: map[class]int32{}}
	for _, of := range b {
		g.label = append(g.label[:0], of.label...)
		switch {
		case of.node:
			g.write(kindInner, of.suffixes, of.depth)
		case of.label[len(of.label)-1] == symbolEnd:
			g.write(kindLeaf, of.suffixes, of.depth)
		default:
			g.node(of.suffixes, of.depth)
		}
	}
	return g.out
}

func (g *grower) push(symbol rune) { g.label = utf8.AppendRune(g.label, symbol) }

// node writes what lies below the label, which is depth symbols of all suffixes.
// The suffixes come in ascending order and leave in that of what follows.
func (g *grower) node(suffixes []int32, depth int) {
	// No text holds a sound: its labels are never cut short where few have them.
	sound := g.label[0] == symbolSound
	for (len(suffixes) > g.few || sound) && depth < maxSymbols {
		if !g.branches(suffixes, depth) {
			next := g.symbols[int(suffixes[0])+depth]
			g.push(next)
			depth++
			if next != symbolEnd {
				continue
			}
			break
		}
		if len(suffixes) > innerSuffixes {
			g.write(kindInner, suffixes, depth)
		}
		g.children(suffixes, depth)
		return
	}
	kind := uint8(kindLeaf)
	if len(suffixes) > g.few && depth == maxSymbols && g.label[len(g.label)-1] != symbolEnd {
		kind = kindDeep
	}
	g.write(kind, suffixes, depth)
}

// branches says whether the suffixes differ in a symbol.
func (g *grower) branches(suffixes []int32, depth int) bool {
	first := g.symbols[int(suffixes[0])+depth]
	for _, s := range suffixes {
		if g.symbols[int(s)+depth] != first {
			return true
		}
	}
	return false
}

// children goes on below each symbol that the suffixes have at depth.
func (g *grower) children(suffixes []int32, depth int) {
	g.sort(suffixes, depth)
	mark := len(g.label)
	for run := range g.runs(suffixes, depth) {
		symbol := g.symbols[int(run[0])+depth]
		g.push(symbol)
		if symbol == symbolEnd {
			g.write(kindLeaf, run, depth+1)
		} else {
			g.node(run, depth+1)
		}
		g.label = g.label[:mark]
	}
}

// sort orders suffixes by the symbol at depth, then by place.
func (g *grower) sort(suffixes []int32, depth int) {
	keys := g.keys[:0]
	for _, s := range suffixes {
		keys = append(keys, uint64(g.symbols[int(s)+depth])<<32|uint64(s))
	}
	slices.Sort(keys)
	for i, k := range keys {
		suffixes[i] = int32(k)
	}
	g.keys = keys
}

// runs yields the parts of sorted suffixes that have the same symbol at depth.
func (g *grower) runs(suffixes []int32, depth int) iter.Seq[[]int32] {
	return func(yield func([]int32) bool) {
		for from := 0; from < len(suffixes); {
			symbol := g.symbols[int(suffixes[from])+depth]
			to := from + 1
			for to < len(suffixes) && g.symbols[int(suffixes[to])+depth] == symbol {
				to++
			}
			if !yield(suffixes[from:to]) {
				return
			}
			from = to
		}
	}
}

// write adds an entry for the label, which is depth symbols of the suffixes.
func (g *grower) write(kind uint8, suffixes []int32, depth int) {
	ended := g.label[len(g.label)-1] == symbolEnd
	g.classes = g.classes[:0]
	from := len(g.lists)
	for i := 0; i < len(suffixes); {
		d := g.documentOf(suffixes[i])
		c := class{ended: g.corpus.ended[d]}
		first := search.Zone(g.info[suffixes[i]] & zoneMask)
		for ; i < len(suffixes) && suffixes[i] < g.records[d+1]; i++ {
			s := suffixes[i]
			zone := search.Zone(g.info[s] & zoneMask)
			c.In[zone]++
			whole := ended || g.symbols[int(s)+depth] == symbolEnd
			c.Exact = c.Exact || whole && g.info[s]&atStart != 0 && zone.Exact()
		}
		g.lists = append(g.lists, d)
		g.classes = append(g.classes, g.class(c, first))
	}
	e := entry{label: keep(&g.labels, g.label), kind: kind, count: int32(len(g.classes))}
	docs := g.lists[from:]
	g.lists = append(g.lists, g.classes...)
	if kind == kindDeep {
		for _, s := range suffixes {
			g.lists = append(g.lists, s-g.records[g.documentOf(s)])
		}
	}
	if len(suffixes) > innerSuffixes && riceBits(docs, len(g.records)-1) > largeBytes*8 {
		e.kind = kindLarge
	}
	e.lists = g.lists[from:len(g.lists):len(g.lists)]
	g.out.entries = append(g.out.entries, e)
}

// keep appends b to an arena and returns the copy.
func keep(arena *[]byte, b []byte) []byte {
	from := len(*arena)
	*arena = append(*arena, b...)
	return (*arena)[from:len(*arena):len(*arena)]
}

// quick is where class remembers the classes of one zone: nearly all are.
type quick [search.Zones][quickCounts][2]int32

const quickCounts = 16

// class returns the place of a class in the batch.
func (g *grower) class(c class, only search.Zone) int32 {
	n := c.In[only]
	if n >= quickCounts || c.Exact || c.In != single(only, n) {
		return g.place(c)
	}
	ended := 0
	if c.ended {
		ended = 1
	}
	known := &g.quick[only][n][ended]
	if *known == 0 {
		*known = g.place(c) + 1
	}
	return *known - 1
}

func single(zone search.Zone, n int) (in [search.Zones]int) {
	in[zone] = n
	return in
}

func (g *grower) place(c class) int32 {
	n, ok := g.known[c]
	if !ok {
		n = int32(len(g.out.classes))
		g.known[c] = n
		g.out.classes = append(g.out.classes, c)
	}
	return n
}
