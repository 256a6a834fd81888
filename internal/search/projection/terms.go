package projection

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"sync"
	"unicode/utf8"

	"gongshi/internal/tree"
)

// terms is the suffixes of a segment's documents, parted by a plan.
type terms struct {
	*plan
	documents int
	ended     []bool
	sums      []setSum // per unit
	counts    []int    // per unit, its suffixes
	held      *suffixes
	growers   sync.Pool
}

// setSum stands for a set of suffixes: it is the sum of what stands for the pieces that they
// begin in, number by number.
type setSum [4]uint64

func (s *setSum) add(of *setSum) {
	for i := range s {
		s[i] += of[i]
	}
}

// append is for a key.
func (s *setSum) append(b []byte) []byte {
	for _, n := range s {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	return b
}

func newTerms(p *plan, documents int, h *suffixes) *terms {
	t := &terms{
		plan: p, documents: documents, ended: make([]bool, documents), held: h,
		sums: make([]setSum, len(p.bounds)), counts: make([]int, len(p.bounds)),
	}
	t.growers.New = func() any { return &grower{ended: t.ended, few: fewSuffixes(documents), known: map[class]int32{}} }
	return t
}

// fewSuffixes is how many suffixes a leaf has at most in a segment.
func fewSuffixes(documents int) int {
	if documents < splitFrom {
		return smallSuffixes
	}
	return leafSuffixes
}

// enter counts the suffixes of documents.
func (t *terms) enter(r *rows, stretches []stretch) {
	from := 0
	for i := range stretches {
		of := &stretches[i]
		for _, s := range r.starts[from:of.to] {
			t.sums[s.unit].add(&of.sum)
			t.counts[s.unit]++
		}
		from = of.to
	}
}

// bound is where a unit begins; nil behind the last.
func (t *terms) bound(unit int) []byte {
	if unit < len(t.bounds) {
		return t.bounds[unit]
	}
	return nil
}

// spine lists the nodes that begin in a unit and reach into later ones, the upper first.
func (t *terms) spine(unit int) [][]byte {
	low, high := t.bound(unit), t.bound(unit+1)
	var list [][]byte
	for n := 0; n < len(high); {
		_, size := utf8.DecodeRune(high[n:])
		if n += size; n < len(high) && !above(high[:n], low) {
			list = append(list, high[:n])
		}
	}
	return list
}

// reach is the unit behind the last that has suffixes below a node of a unit's spine.
func (t *terms) reach(unit int, node []byte) int {
	for unit++; unit < len(t.bounds) && bytes.HasPrefix(t.bounds[unit], node); {
		unit++
	}
	return unit
}

// key is that of a unit.
func (t *terms) key(unit int) tree.Key {
	b := binary.AppendUvarint([]byte(keyFormat), uint64(t.documents))
	for _, bound := range [][]byte{t.bound(unit), t.bound(unit + 1)} {
		b = binary.AppendUvarint(b, uint64(len(bound)))
		b = append(b, bound...)
	}
	b = t.sums[unit].append(b)
	if nodes := t.spine(unit); len(nodes) > 0 {
		var all setSum
		for i := unit; i < t.reach(unit, nodes[0]); i++ {
			all.add(&t.sums[i])
		}
		b = all.append(b)
	}
	return sha256.Sum256(b)
}

// name is that of a unit: by where it begins, so that it stays when others come.
func (t *terms) name(unit int) string { return hex.EncodeToString(t.bound(unit)) }

// grow returns the shards of a unit, in order.
func (t *terms) grow(unit int) ([]*shard, error) {
	g := t.growers.Get().(*grower)
	if err := t.held.read(unit, &g.slab); err != nil {
		return nil, err
	}
	g.low, g.high, g.count = t.bound(unit), t.bound(unit+1), t.held.symbolsBefore
	g.grow()
	if err := t.spans(g, unit); err != nil {
		return nil, err
	}
	slices.SortFunc(g.out.entries, func(a, b entry) int { return bytes.Compare(a.label, b.label) })
	shards, kept, err := t.cut(&g.out)
	g.reset(kept)
	t.growers.Put(g)
	return shards, err
}

// spans adds the nodes of a unit's spine that branch and are to be written. Below one lie
// the end of the unit, all of the units between, and the beginning of the last: it branches
// where it has more suffixes than the next longer node. What lies below that lies below it
// as well, so that each unit is read once.
func (t *terms) spans(g *grower, unit int) error {
	nodes := t.spine(unit)
	if len(nodes) == 0 {
		return nil
	}
	first := edgeOf(&g.slab, nodes)
	var last edge
	below := reached{end: unit + 1}
	longer := 0 // suffixes of the next longer node
	g.hits = g.hits[:0]
	for i := len(nodes) - 1; i >= 0; i-- { // the longest first, which reach least far
		label := len(nodes[i])
		g.fresh = g.fresh[:0]
		if end := t.reach(unit, nodes[i]); last.slab == nil || last.end != end {
			if below.label > 0 { // all of what was the last unit lies below
				g.fresh = last.hits(label, below.label, g.fresh)
			}
			g.last.reset()
			if err := t.held.read(end-1, &g.last); err != nil {
				return err
			}
			last = edgeOf(&g.last, nodes[:i+1])
			last.end = end
		}
		n := first.counts[i] + last.counts[i]
		for k := unit + 1; k < last.end-1; k++ {
			n += t.counts[k]
		}
		branches := n > longer // the longest does: two suffixes of the sample say so
		if longer = n; branches && n > innerSuffixes {
			if err := t.gather(g, label, &below, &first, &last); err != nil {
				return err
			}
			g.span(nodes[i])
		}
	}
	return nil
}

// reached is how far the hits of a grower reach that are those of a node.
type reached struct {
	label int // bytes of the node's label; 0: of none yet
	end   int // behind the last unit
}

// gather adds what lies below a node and not yet below a longer one.
func (t *terms) gather(g *grower, label int, below *reached, first, last *edge) (err error) {
	from := below.label
	if from == 0 {
		from = longestLabel
	}
	g.fresh = first.hits(label, from, g.fresh)
	g.fresh, err = t.held.hits(below.end, last.end-1, label, g.fresh, &g.between)
	g.fresh = last.hits(label, from, g.fresh)
	*below = reached{label, last.end}
	return err
}

// longestLabel is more bytes than a label has.
const longestLabel = utf8.UTFMax*maxSymbols + 1

// edge is a unit of whose suffixes some are below nodes.
type edge struct {
	*slab
	shared []uint8 // per suffix, how many bytes it shares with the longest node
	counts []int   // per node, its suffixes
	end    int     // behind the unit
}

// edgeOf looks at suffixes below nodes, each of which is a beginning of the next.
func edgeOf(s *slab, nodes [][]byte) edge {
	longest := nodes[len(nodes)-1]
	e := edge{slab: s, shared: make([]uint8, len(s.at)), counts: make([]int, len(nodes))}
	sums := make([]int, len(longest)+1)
	for i, at := range s.at {
		n := sharedBytes(s.text[at:], longest)
		e.shared[i] = uint8(n)
		sums[n]++
	}
	for n := len(longest) - 1; n >= 0; n-- {
		sums[n] += sums[n+1]
	}
	for i, node := range nodes {
		e.counts[i] = sums[len(node)]
	}
	return e
}

// hits appends the suffixes that share some bytes with the longest node, but fewer than others.
func (e *edge) hits(label, fewer int, list []hit) []hit {
	for i, n := range e.shared {
		if int(n) >= label && int(n) < fewer {
			exact := mayBeExact(e.zone[i]) && e.text[int(e.at[i])+label] == symbolEnd
			list = append(list, hitOf(e.doc[i], e.zone[i], exact))
		}
	}
	return list
}

// span adds a node that reaches into other units: the hits of the next longer one, which
// end no value here, and the fresh ones.
func (g *grower) span(node []byte) {
	g.label = append(g.label[:0], node...)
	g.sortFresh()
	g.mergeFresh()
	from := len(g.lists)
	g.classes = g.classes[:0]
	g.tally(g.hits)
	g.enter(kindInner, from, len(g.hits))
}

// mergeFresh puts fresh hits between the others, of which none is exact any more.
func (g *grower) mergeFresh() {
	all := slices.Grow(g.spare[:0], len(g.hits)+len(g.fresh))
	rest := g.fresh
	for _, h := range g.hits {
		for len(rest) > 0 && rest[0] < h {
			all, rest = append(all, rest[0]), rest[1:]
		}
		all = append(all, h&^1)
	}
	g.hits, g.spare = append(all, rest...), g.hits
}

// sortFresh sorts fresh hits by document; those of one in any order.
func (g *grower) sortFresh() {
	const digitBits = 11
	g.spare = slices.Grow(g.spare[:0], len(g.fresh))[:len(g.fresh)]
	most := hit(0)
	for _, h := range g.fresh {
		most = max(most, h)
	}
	for shift := hitDoc; most>>shift > 0; shift += digitBits {
		var at [1<<digitBits + 1]int
		for _, h := range g.fresh {
			at[h>>shift&(1<<digitBits-1)+1]++
		}
		for i := range len(at) - 1 {
			at[i+1] += at[i]
		}
		for _, h := range g.fresh {
			d := h >> shift & (1<<digitBits - 1)
			g.spare[at[d]] = h
			at[d]++
		}
		g.fresh, g.spare = g.spare, g.fresh
	}
}

// shard is a run of entries that is a chunk.
type shard struct {
	items       []item
	first, last []byte // labels
	piece       piece  // where no item waits for the refs of its chunks
}

// cut makes shards of entries. kept says that they still use the batch.
func (t *terms) cut(of *batch) (list []*shard, kept bool, err error) {
	items := slices.Grow(of.items[:0], len(of.entries))[:len(of.entries)]
	of.items = items
	for i, e := range of.entries {
		items[i] = item{entry: e, of: of}
	}
	if len(items) > 0 && slices.ContainsFunc(items, func(it item) bool { return it.kind == kindLarge }) {
		kept = true
		own := *of
		own.entries, own.items = nil, nil
		for i := range items {
			items[i].of = &own
			if items[i].kind == kindLarge {
				if err := items[i].prepare(t.documents); err != nil {
					return nil, kept, err
				}
			}
		}
	}
	for _, run := range cutItems(items, t.documents) {
		s := &shard{items: run, first: bytes.Clone(run[0].label), last: bytes.Clone(run[len(run)-1].label)}
		if !slices.ContainsFunc(run, func(it item) bool { return it.kind == kindLarge }) {
			if s.piece, err = newPiece(encodeShard(run, t.documents)); err != nil {
				return nil, kept, err
			}
			s.items = nil
		}
		list = append(list, s)
	}
	return list, kept, nil
}

// write writes the shards of a unit and returns where they went, as a note.
func (t *terms) write(s *store, unit int) ([]byte, error) {
	shards, err := t.grow(unit)
	if err != nil {
		return nil, err
	}
	placed, err := t.place(s, shards)
	return encodePlaced(placed), err
}

// placed is where a shard went: its first and last labels and its ref.
type placed struct{ first, last, ref string }

// place gives shards their refs.
func (t *terms) place(s *store, shards []*shard) ([]placed, error) {
	var list []placed
	for _, sh := range shards {
		if sh.items != nil {
			for i := range sh.items {
				if err := sh.items[i].place(s, t.documents); err != nil {
					return nil, err
				}
			}
			var err error
			if sh.piece, err = newPiece(encodeShard(sh.items, t.documents)); err != nil {
				return nil, err
			}
		}
		ref, err := s.place(sh.piece)
		if err != nil {
			return nil, err
		}
		list = append(list, placed{string(sh.first), string(sh.last), ref})
	}
	return list, nil
}

// encodePlaced writes where a unit's shards went, as its note.
func encodePlaced(list []placed) []byte {
	var b []byte
	for _, p := range list {
		for _, s := range []string{p.first, p.last, p.ref} {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
	}
	return b
}

// decodePlaced reads what encodePlaced wrote.
func decodePlaced(note []byte) ([]placed, error) {
	d := decoder{b: note}
	var list []placed
	for d.left() > 0 {
		var p placed
		for _, s := range []*string{&p.first, &p.last, &p.ref} {
			*s = string(d.take(d.count(d.left(), "bytes")))
		}
		list = append(list, p)
	}
	return list, d.err
}
