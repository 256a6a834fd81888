package projection

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"gongshi/internal/search"
	"gongshi/internal/search/analysis"
)

// rows is the searched texts of a few documents as rows of symbols in UTF-8, one behind
// the other. The bytes of rows have the order of their symbols.
type rows struct {
	text   []byte
	ends   []uint32 // per document, where its rows end
	values []value
	starts []start
}

// value is where a value begins and whose it is.
type value struct {
	at   uint32
	doc  uint32
	zone search.Zone
}

// start is where a suffix begins and which unit of the tree holds it.
type start struct{ at, unit uint32 }

// begin is where the rows of a document begin.
func (r *rows) begin(doc uint32) uint32 {
	if doc == 0 {
		return 0
	}
	return r.ends[doc-1]
}

// rower makes rows and reuses its memory.
type rower struct {
	rows
	analyzer analysis.Analyzer
	parts    []search.Part
}

// document appends a document: its values in the order of zones.
func (r *rower) document(d *search.Document) {
	r.parts = append(r.parts[:0], d.Parts...)
	slices.SortStableFunc(r.parts, func(a, b search.Part) int { return int(a.Zone) - int(b.Zone) })
	for _, p := range r.parts {
		if p.Zone == search.Sound {
			r.sounds(p.Text)
		} else {
			r.value(p.Zone, p.Text)
		}
	}
	r.ends = append(r.ends, uint32(len(r.text)))
}

// room makes room for about what documents take.
func (r *rower) room(docs []search.Document) {
	const han = 3 // bytes of a Chinese character
	size, parts := margin, 0
	for i := range docs {
		for _, p := range docs[i].Parts {
			size += len(p.Text) + 1
		}
		parts += len(docs[i].Parts)
	}
	r.text, r.starts, r.values = make([]byte, 0, size), make([]start, 0, size/han), make([]value, 0, parts)
}

// open opens a value.
func (r *rower) open(zone search.Zone) {
	r.values = append(r.values, value{uint32(len(r.text)), uint32(len(r.ends)), zone})
}

// value appends the symbols of a value.
func (r *rower) value(zone search.Zone, s string) {
	units := r.analyzer.Units(s)
	if len(units) == 0 {
		return
	}
	r.open(zone)
	for i, u := range units {
		if i > 0 && u.Pos-units[i-1].Pos == analysis.Broken {
			r.text = append(r.text, symbolBreak)
		}
		r.starts = append(r.starts, start{at: uint32(len(r.text))})
		r.text = appendUnit(r.text, u)
	}
	r.text = append(r.text, symbolEnd)
}

// appendUnit appends the symbols of a unit.
func appendUnit(row []byte, u analysis.Unit) []byte {
	if u.R != 0 {
		return utf8.AppendRune(row, u.R)
	}
	return append(append(row, u.Word...), symbolWord)
}

// sounds appends what a name sounds like: all syllables from each of them on, and
// the initials from each of them on.
func (r *rower) sounds(s string) {
	for _, suffix := range search.SoundSuffixes(s) {
		r.open(search.Sound)
		r.starts = append(r.starts, start{at: uint32(len(r.text))})
		r.text = append(append(r.text, symbolSound), suffix...)
		r.text = append(r.text, symbolEnd)
	}
}

// row is what a phrase looks for.
func row(p analysis.Phrase) string {
	var b []byte
	for i, u := range p.Units {
		if i > 0 && u.Pos-p.Units[i-1].Pos == analysis.Broken {
			b = append(b, symbolBreak)
		}
		b = appendUnit(b, u)
	}
	if p.Prefix {
		return strings.TrimSuffix(string(b), string(symbolWord))
	}
	return string(b)
}

// rowsOf analyses documents and says which units of the plan hold their suffixes.
func rowsOf(docs []search.Document, p *plan) *rows {
	var r rower
	r.room(docs)
	for i := range docs {
		r.document(&docs[i])
	}
	r.text = slices.Grow(r.text, margin)
	whole := r.text[:len(r.text)+margin]
	clear(whole[len(r.text):])
	for i := range r.starts {
		r.starts[i].unit = p.unit(whole[r.starts[i].at:])
	}
	return &r.rows
}

// margin is how many bytes must stand behind a row, so that eight can be read at once.
const margin = 8

// encode writes rows as the note of a block.
func (r *rows) encode() []byte {
	b := make([]byte, 0, len(r.text)+3*len(r.starts)+4*len(r.values)+4*len(r.ends)+16)
	b = binary.AppendUvarint(b, uint64(len(r.text)))
	b = append(b, r.text...)
	b = binary.AppendUvarint(b, uint64(len(r.ends)))
	for _, end := range r.ends {
		b = binary.AppendUvarint(b, uint64(end))
	}
	b = binary.AppendUvarint(b, uint64(len(r.values)))
	at := uint32(0)
	for _, v := range r.values {
		b = binary.AppendUvarint(b, uint64(v.at-at))
		b = binary.AppendUvarint(b, uint64(v.doc)<<3|uint64(v.zone))
		at = v.at
	}
	b = binary.AppendUvarint(b, uint64(len(r.starts)))
	at = 0
	for _, s := range r.starts {
		b = binary.AppendUvarint(b, uint64(s.at-at))
		b = binary.AppendUvarint(b, uint64(s.unit))
		at = s.at
	}
	return b
}

// decodeRows reads what encode wrote.
func decodeRows(note []byte, units int) (*rows, error) {
	d := decoder{b: note}
	r := &rows{text: bytes.Clone(d.take(d.count(len(note), "bytes of text")))}
	r.ends = make([]uint32, d.count(d.left(), "documents"))
	for i := range r.ends {
		r.ends[i] = uint32(d.count(len(r.text), "bytes of text"))
	}
	r.values = make([]value, d.count(d.left(), "values"))
	at := 0
	for i := range r.values {
		at += d.count(len(r.text)-at, "bytes of text")
		n := d.number()
		r.values[i] = value{uint32(at), uint32(n >> 3), search.Zone(n & 7)}
		if n>>3 >= uint64(len(r.ends)) || search.Zone(n&7) >= search.Zones {
			d.fail("a value of document %d and zone %d", n>>3, n&7)
		}
	}
	r.starts = make([]start, d.count(d.left(), "suffixes"))
	at = 0
	for i := range r.starts {
		at += d.count(len(r.text)-at, "bytes of text")
		r.starts[i] = start{uint32(at), uint32(d.count(units-1, "units"))}
	}
	return r, d.end()
}

// corpus is the rows of a run of documents of a segment, and per unit of the tree the
// suffixes that it holds.
type corpus struct {
	first int // the number of its first document in the segment
	text  []byte
	ends  []uint32 // per document
	held  []heldUnit
	bytes int64 // of text and suffixes
}

// heldUnit is the suffixes of a unit, each as two numbers: the step to its document << 4 |
// its zone | atStart, and where it begins in the rows of the document.
type heldUnit struct {
	steps []byte
	last  uint32 // document
}

func newCorpus(first, units int) *corpus { return &corpus{first: first, held: make([]heldUnit, units)} }

// add appends rows.
func (c *corpus) add(r *rows) {
	base, docs := uint32(len(c.text)), uint32(len(c.ends))
	c.text = append(c.text, r.text...)
	for _, end := range r.ends {
		c.ends = append(c.ends, base+end)
	}
	doc, begin, v := uint32(0), uint32(0), 0
	for _, s := range r.starts {
		for s.at >= r.ends[doc] {
			begin = r.ends[doc]
			doc++
		}
		for v+1 < len(r.values) && r.values[v+1].at <= s.at {
			v++
		}
		zone := uint64(r.values[v].zone)
		if r.values[v].at == s.at {
			zone |= atStart
		}
		h := &c.held[s.unit]
		before := len(h.steps)
		h.steps = binary.AppendUvarint(h.steps, uint64(docs+doc-h.last)<<4|zone)
		h.steps = binary.AppendUvarint(h.steps, uint64(s.at-begin))
		h.last = docs + doc
		c.bytes += int64(len(h.steps) - before)
	}
	c.bytes += int64(len(r.text) + 4*len(r.ends))
}

// finish makes the margin, when all rows are there.
func (c *corpus) finish() { c.text = append(c.text, make([]byte, margin)...) }

// begin is where the rows of a document begin.
func (c *corpus) begin(doc uint32) uint32 {
	if doc == 0 {
		return 0
	}
	return c.ends[doc-1]
}

// step reads a number of steps.
func step(steps []byte) (uint32, []byte) {
	if n := steps[0]; n < 0x80 {
		return uint32(n), steps[1:]
	}
	if n := steps[1]; n < 0x80 {
		return uint32(steps[0]&0x7f) | uint32(n)<<7, steps[2:]
	}
	n, width := binary.Uvarint(steps)
	return uint32(n), steps[width:]
}

// slab is suffixes of a unit in the order of documents and places.
type slab struct {
	text  []byte
	at    []uint32 // where a suffix begins in text
	doc   []uint32 // in the segment
	zone  []uint8  // + atStart where a value begins
	place []uint32 // the symbols before it in its document; empty where they are not counted
	own   []byte   // what text reuses where it is no corpus's
	file  []byte   // what was read last, to be reused
}

const (
	zoneMask = 7
	atStart  = 8
)

func (s *slab) reset() {
	s.text, s.at, s.doc, s.zone, s.place = nil, s.at[:0], s.doc[:0], s.zone[:0], s.place[:0]
}

// read appends the suffixes of a unit.
func (c *corpus) read(unit int, s *slab) {
	s.text = c.text
	doc := uint32(0)
	for steps := c.held[unit].steps; len(steps) > 0; {
		var n, at uint32
		n, steps = step(steps)
		at, steps = step(steps)
		doc += n >> 4
		s.at = append(s.at, c.begin(doc)+at)
		s.doc = append(s.doc, uint32(c.first)+doc)
		s.zone = append(s.zone, uint8(n&15))
	}
}

// hits appends the suffixes of a unit all of which begin with a label of some bytes.
func (c *corpus) hits(unit, label int, list []hit) []hit {
	doc := uint32(0)
	for steps := c.held[unit].steps; len(steps) > 0; {
		var n, at uint32
		n, steps = step(steps)
		at, steps = step(steps)
		doc += n >> 4
		zone := uint8(n & 15)
		exact := mayBeExact(zone) && c.text[int(c.begin(doc)+at)+label] == symbolEnd
		list = append(list, hitOf(uint32(c.first)+doc, zone, exact))
	}
	return list
}

// symbolsBefore counts the symbols between the beginning of a document and a place.
func (c *corpus) symbolsBefore(doc, at uint32) uint32 {
	return symbolsIn(c.text[c.begin(doc-uint32(c.first)):at])
}

// symbolsIn counts the symbols of a row: the bytes that continue none. It is called for
// each suffix, so it counts eight at a time.
func symbolsIn(row []byte) uint32 {
	const tops = 0x8080808080808080
	n := uint32(len(row))
	for ; len(row) >= 8; row = row[8:] {
		eight := binary.LittleEndian.Uint64(row)
		n -= uint32(bits.OnesCount64(eight & ^(eight << 1) & tops))
	}
	for _, b := range row {
		if b&0xc0 == 0x80 {
			n--
		}
	}
	return n
}
