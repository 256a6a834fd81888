package projection

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"sort"
	"unicode/utf8"

	"gongshi/internal/search"
)

// The plan parts the order of all suffixes into units, each of which is written by itself,
// so that a new text changes those that hold its suffixes. It is made of every few
// documents: another document leaves the plan as it is, and one among these changes the
// bounds nearby.
const (
	sampleShare = 16      // one document in so many, or fewer:
	sampleMost  = 1 << 14 // about the most documents of a sample
	sampleLow   = 90      // suffixes of the sample in a unit, at least
	sampleHigh  = 200     // and at most, where they can be parted
	sampleSure  = 24      // suffixes of the sample below a node that is parted: it is no leaf
)

// plan is where units begin, the first with the empty label.
type plan struct {
	bounds [][]byte
	keys   []uint64 // the first eight bytes of bounds
	near   []span   // by first character of the basic plane
	sum    digest   // of the bounds
}

// span is the units in which suffixes of one first character can lie.
type span struct{ first, last uint32 }

const basicPlane = 1 << 16

// sampled says whether a document of a segment is looked at for the plan.
func sampled(i, documents int) bool {
	share := sampleShare
	for documents/share > sampleMost {
		share *= 2
	}
	return i%share == 0
}

// planOf makes a plan of sampled documents.
func planOf(docs []search.Document) [][]byte {
	var r rower
	for i := range docs {
		r.document(&docs[i])
	}
	r.text = append(r.text, make([]byte, margin)...)
	order := make([]keyed, len(r.starts))
	for i, s := range r.starts {
		order[i].of = s.at
	}
	sortRows(r.text, order, 0)
	list := make([][]byte, len(order))
	shared := make([]common, len(order))
	for i, k := range order {
		if list[i] = r.text[k.of:]; i > 0 {
			shared[i] = sharedRow(list[i-1], list[i])
		}
	}
	bounds := [][]byte{{}}
	for from := 0; from+sampleLow < len(order); {
		best := -1
		for i := from + sampleLow; i < min(from+sampleHigh, len(order)); i++ {
			if s := shared[i]; s.ends || best >= 0 && s.bytes >= shared[best].bytes {
				continue
			}
			if sure(shared, i) {
				best = i
			}
		}
		for i := from + sampleHigh; best < 0 && i < len(order); i++ {
			if !shared[i].ends && sure(shared, i) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		row := list[best]
		n := int(shared[best].bytes)
		_, size := utf8.DecodeRune(row[n:])
		bounds = append(bounds, bytes.Clone(row[:n+size]))
		from = best
	}
	return bounds
}

// common is how much two neighbours share: bytes of whole symbols, and whether their
// labels end there.
type common struct {
	bytes uint32
	ends  bool
}

// sharedRow is what two rows share of their labels.
func sharedRow(a, b []byte) common {
	n, symbols := 0, 0
	for symbols < maxSymbols {
		_, size := utf8.DecodeRune(a[n:])
		if !bytes.HasPrefix(b[n:], a[n:n+size]) {
			return common{bytes: uint32(n)}
		}
		symbols++
		if n += size; a[n-1] == symbolEnd {
			break
		}
	}
	return common{uint32(n), true}
}

// sure says whether enough suffixes share what the neighbours at a place share.
func sure(shared []common, i int) bool {
	n := shared[i].bytes
	if n == 0 {
		return true
	}
	count := 2
	for k := i - 1; k > 0 && shared[k].bytes >= n && count < sampleSure; k-- {
		count++
	}
	for k := i + 1; k < len(shared) && shared[k].bytes >= n && count < sampleSure; k++ {
		count++
	}
	return count >= sampleSure
}

// newPlan makes a plan ready to be asked.
func newPlan(bounds [][]byte) *plan {
	p := &plan{bounds: bounds, sum: sha256.Sum256(encodePlan(bounds)), keys: make([]uint64, len(bounds)), near: make([]span, basicPlane)}
	for i, b := range bounds {
		var eight [margin]byte
		copy(eight[:], b)
		p.keys[i] = binary.BigEndian.Uint64(eight[:])
	}
	for r := range rune(basicPlane) {
		low, high := utf8.AppendRune(nil, r), utf8.AppendRune(nil, r+1)
		if r >= 0xd7ff && r <= 0xdfff {
			high = utf8.AppendRune(nil, 0xe000)
		}
		p.near[r].first = uint32(p.last(low))
		p.near[r].last = max(p.near[r].first, uint32(sort.Search(len(bounds), func(i int) bool { return bytes.Compare(bounds[i], high) >= 0 })-1))
	}
	return p
}

// last is the last unit that does not begin behind a row.
func (p *plan) last(row []byte) int {
	return sort.Search(len(p.bounds), func(i int) bool { return bytes.Compare(p.bounds[i], row) > 0 }) - 1
}

// unit is the unit that a suffix lies in; margin bytes stand behind its row.
func (p *plan) unit(row []byte) uint32 {
	r := rune(row[0])
	if r >= utf8.RuneSelf {
		r, _ = utf8.DecodeRune(row)
	}
	if r >= basicPlane {
		return uint32(p.last(row))
	}
	low, high := p.near[r].first, p.near[r].last
	key := binary.BigEndian.Uint64(row)
	for low < high {
		mid := (low + high + 1) / 2
		if k := p.keys[mid]; k < key || k == key && bytes.Compare(p.bounds[mid], row) <= 0 {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}

// encode writes the bounds as a note.
func encodePlan(bounds [][]byte) []byte {
	b := binary.AppendUvarint(nil, uint64(len(bounds)))
	for _, bound := range bounds {
		b = binary.AppendUvarint(b, uint64(len(bound)))
		b = append(b, bound...)
	}
	return b
}

// decodePlan reads what encodePlan wrote.
func decodePlan(note []byte) ([][]byte, error) {
	d := decoder{b: note}
	bounds := make([][]byte, d.count(d.left(), "bounds"))
	for i := range bounds {
		bounds[i] = d.take(d.count(d.left(), "bytes"))
	}
	if len(bounds) == 0 {
		d.fail("no bounds")
	}
	return bounds, d.end()
}
