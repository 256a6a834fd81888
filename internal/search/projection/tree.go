package projection

import (
	"bytes"
	"math/bits"
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

// batch is the entries of a unit, in the order of labels.
type batch struct {
	entries []entry
	classes []class
	items   []item // for what is made of the entries
}

// hit is a suffix as an entry counts it: document << hitDoc | zone << 1 | exact.
type hit uint64

const hitDoc = 4

func hitOf(doc uint32, zone uint8, exact bool) hit {
	h := hit(doc)<<hitDoc | hit(zone&zoneMask)<<1
	if exact {
		h |= 1
	}
	return h
}

func (h hit) doc() int32        { return int32(h >> hitDoc) }
func (h hit) zone() search.Zone { return search.Zone(h >> 1 & zoneMask) }
func (h hit) exact() bool       { return h&1 != 0 }

// exactZones has a bit for each zone whose whole values name the record.
var exactZones = func() (set uint8) {
	for zone := range search.Zones {
		if zone.Exact() {
			set |= 1 << zone
		}
	}
	return set
}()

// mayBeExact says whether a suffix is from a value's beginning on where that may be a name.
func mayBeExact(zone uint8) bool { return zone&atStart != 0 && exactZones>>(zone&zoneMask)&1 != 0 }

// grower grows the part of the tree that a unit holds. It is used again for the next.
type grower struct {
	slab
	ended []bool // per document
	few   int    // suffixes of a leaf
	low   []byte // where the unit begins
	high  []byte // where the next one begins; nil behind the last
	count func(doc, at uint32) uint32

	last    slab // of the last unit that a node reaches into
	between slab // of the others, where they are in a file
	out     batch
	known   map[class]int32
	quick   quick
	order   []keyed
	picked  []uint32 // suffixes of the leaf at work
	marks   []uint64 // likewise, a bit each
	hits    []hit
	fresh   []hit   // those that a node has beside the hits of a longer one
	spare   []hit   // for sorting them
	label   []byte  // of the node at work
	labels  []byte  // of all entries
	lists   []int32 // of all entries
	classes []int32 // of the entry at work
}

// reset makes a grower ready for a unit. What it gave for the last is no longer valid,
// unless it was kept.
func (g *grower) reset(kept bool) {
	g.slab.reset()
	g.known, g.quick, g.label = map[class]int32{}, quick{}, g.label[:0]
	if kept {
		g.out, g.labels, g.lists = batch{}, nil, nil
		return
	}
	g.out = batch{g.out.entries[:0], g.out.classes[:0], g.out.items[:0]}
	g.labels, g.lists = g.labels[:0], g.lists[:0]
}

// grow makes the entries of the suffixes, but for the nodes that reach into other units.
func (g *grower) grow() {
	if len(g.at) == 0 {
		return
	}
	g.order = slices.Grow(g.order[:0], len(g.at))[:len(g.at)]
	for i := range g.order {
		g.order[i].of = uint32(i)
	}
	// All suffixes of the unit begin with what its bounds share, and the nodes on the way
	// there reach into others.
	g.label = append(g.label[:0], g.low[:sharedSymbols(g.low, g.high)]...)
	g.sort(g.order, len(g.label))
	g.children(g.order, len(g.label), 0, utf8.RuneCount(g.label))
}

// sharedSymbols is how many bytes of whole symbols two labels share.
func sharedSymbols(a, b []byte) int {
	n := sharedBytes(a, b)
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// sort reads the keys of suffixes from depth bytes on and sorts by them.
func (g *grower) sort(list []keyed, depth int) {
	for i := range list {
		list[i].key = keyOf(g.text[int(g.at[list[i].of])+depth:])
	}
	sortKeys(list)
}

// node makes what lies below the label, which is symbols long and all suffixes of the
// list have. They are sorted by the bytes from depth on, of which the label has some.
func (g *grower) node(list []keyed, depth, some, symbols int) {
	first := g.label[0]
	for symbols < maxSymbols {
		spans := g.spans()
		if len(list) <= g.few && first != symbolSound && !spans {
			// No text holds a sound: its labels are never cut short where few have them.
			break
		}
		low, high := list[0].key, list[len(list)-1].key
		size := sizeAt(low, some)
		if some+sizeAt(high, some) > margin { // the highest symbol is the longest
			depth, some = depth+some, 0
			g.sort(list, depth)
			continue
		}
		if shift := 64 - 8*(some+size); low>>shift != high>>shift {
			if len(list) > innerSuffixes && !spans {
				g.write(kindInner, list)
			}
			g.children(list, depth, some, symbols)
			return
		}
		g.push(low, some, size)
		some += size
		symbols++
		if g.label[len(g.label)-1] == symbolEnd {
			g.write(kindLeaf, list)
			return
		}
	}
	if len(list) > g.few && symbols == maxSymbols {
		g.write(kindDeep, list)
		return
	}
	g.write(kindLeaf, list)
}

// children goes on below each symbol that the suffixes have behind the label.
func (g *grower) children(list []keyed, depth, some, symbols int) {
	mark := len(g.label)
	for from := 0; from < len(list); {
		key := list[from].key
		size := sizeAt(key, some)
		shift := 64 - 8*(some+size)
		to := from + 1
		for to < len(list) && list[to].key>>shift == key>>shift {
			to++
		}
		g.push(key, some, size)
		if g.label[mark] == symbolEnd {
			g.write(kindLeaf, list[from:to])
		} else {
			g.node(list[from:to], depth, some+size, symbols+1)
		}
		g.label = g.label[:mark]
		from = to
	}
}

// sizeAt is how many bytes the symbol takes that begins at a byte of a key.
func sizeAt(key uint64, at int) int {
	if at >= margin {
		return 1 // in the next key
	}
	switch b := byte(key >> (56 - 8*at)); {
	case b < 0x80:
		return 1
	case b < 0xe0:
		return 2
	case b < 0xf0:
		return 3
	}
	return utf8.UTFMax
}

// push appends a symbol of a key to the label.
func (g *grower) push(key uint64, at, size int) {
	for i := range size {
		g.label = append(g.label, byte(key>>(56-8*(at+i))))
	}
}

// spans says whether the label is a node that reaches into other units.
func (g *grower) spans() bool { return above(g.label, g.low) || above(g.label, g.high) }

// above says whether a label is a beginning of another.
func above(label, of []byte) bool { return len(label) < len(of) && bytes.HasPrefix(of, label) }

// write adds an entry for the label and some suffixes.
func (g *grower) write(kind uint8, list []keyed) {
	g.pick(list)
	depth := uint32(len(g.label))
	ended := g.label[depth-1] == symbolEnd
	g.hits = g.hits[:0]
	for _, i := range g.picked {
		zone := g.zone[i]
		exact := mayBeExact(zone) && (ended || g.text[g.at[i]+depth] == symbolEnd)
		g.hits = append(g.hits, hitOf(g.doc[i], zone, exact))
	}
	from := len(g.lists)
	g.classes = g.classes[:0]
	g.tally(g.hits)
	g.enter(kind, from, len(g.hits))
	if kind != kindDeep {
		return
	}
	e := &g.out.entries[len(g.out.entries)-1]
	for _, i := range g.picked {
		if len(g.place) > 0 {
			g.lists = append(g.lists, int32(g.place[i]))
		} else {
			g.lists = append(g.lists, int32(g.count(g.doc[i], g.at[i])))
		}
	}
	n := 2*int(e.count) + len(g.picked)
	e.lists = g.lists[len(g.lists)-n : len(g.lists) : len(g.lists)]
}

// pick puts the suffixes of a list in the order of documents and places.
func (g *grower) pick(list []keyed) {
	g.picked = g.picked[:0]
	if len(list) <= insertionMost {
		for _, k := range list {
			at := len(g.picked)
			g.picked = append(g.picked, k.of)
			for ; at > 0 && g.picked[at-1] > k.of; at-- {
				g.picked[at] = g.picked[at-1]
			}
			g.picked[at] = k.of
		}
		return
	}
	if len(list) < len(g.at)/1024 { // to look at all marks would take longer
		for _, k := range list {
			g.picked = append(g.picked, k.of)
		}
		slices.Sort(g.picked)
		return
	}
	g.marks = slices.Grow(g.marks[:0], len(g.at)/64+1)[:len(g.at)/64+1]
	clear(g.marks)
	for _, k := range list {
		g.marks[k.of/64] |= 1 << (k.of % 64)
	}
	for i, word := range g.marks {
		for ; word != 0; word &= word - 1 {
			g.picked = append(g.picked, uint32(64*i+bits.TrailingZeros64(word)))
		}
	}
}

// tally appends the documents of hits, which come in the order of documents, to the
// lists, and their classes.
func (g *grower) tally(hits []hit) {
	for i := 0; i < len(hits); {
		h := hits[i]
		d := h.doc()
		g.lists = append(g.lists, d)
		if i++; i == len(hits) || hits[i].doc() != d {
			g.classes = append(g.classes, g.single(h.zone(), 1, h.exact(), g.ended[d]))
			continue
		}
		n, same := 1, true
		exact := h.exact()
		begin := i - 1
		for ; i < len(hits) && hits[i].doc() == d; i++ {
			same = same && hits[i].zone() == h.zone()
			exact = exact || hits[i].exact()
			n++
		}
		if same {
			g.classes = append(g.classes, g.single(h.zone(), n, exact, g.ended[d]))
			continue
		}
		c := class{ended: g.ended[d]}
		c.Exact = exact
		for _, h := range hits[begin:i] {
			c.In[h.zone()]++
		}
		g.classes = append(g.classes, g.classOf(c))
	}
}

// enter adds an entry for the label, of the documents behind a place of the lists.
func (g *grower) enter(kind uint8, from, suffixes int) {
	docs := g.lists[from:]
	e := entry{label: keep(&g.labels, g.label), kind: kind, count: int32(len(g.classes))}
	g.lists = append(g.lists, g.classes...)
	if suffixes > innerSuffixes && riceBits(docs, len(g.ended)) > largeBytes*8 {
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

// quick is where a grower remembers the classes of one zone: nearly all are.
type quick [search.Zones][quickCounts][4]int32

const quickCounts = 8

// single returns the place in the batch of a class of one zone.
func (g *grower) single(zone search.Zone, n int, exact, ended bool) int32 {
	if n >= quickCounts {
		return g.classOf(oneZone(zone, n, exact, ended))
	}
	which := 0
	if exact {
		which = 1
	}
	if ended {
		which += 2
	}
	known := &g.quick[zone][n][which]
	if *known == 0 {
		*known = g.classOf(oneZone(zone, n, exact, ended)) + 1
	}
	return *known - 1
}

func oneZone(zone search.Zone, n int, exact, ended bool) class {
	c := class{ended: ended}
	c.In[zone], c.Exact = n, exact
	return c
}

// classOf returns the place of a class in the batch.
func (g *grower) classOf(c class) int32 {
	n, ok := g.known[c]
	if !ok {
		n = int32(len(g.out.classes))
		g.known[c] = n
		g.out.classes = append(g.out.classes, c)
	}
	return n
}
