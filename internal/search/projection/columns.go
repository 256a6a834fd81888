package projection

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"maps"
	"slices"

	"gongshi/internal/money"
	"gongshi/internal/search"
)

// The sizes of the chunks of a facet.
const (
	valuesInChunk = 256
	setsBytes     = 8 << 10
)

// columns collects what is filtered, counted and sorted by, document after document.
type columns struct {
	documents int // of the segment
	added     int
	sums      hash.Hash // of all that was added
	buffer    texted

	gaps         []int32
	ended, fined []int32
	fines        []byte
	amounts      []byte
	days         []byte
	day          int // of the last documents, and how many they are
	dayDocs      int
	dayBefore    int
	facets       map[string]map[string]*valued // by name and id
}

func newColumns(documents int) *columns {
	return &columns{documents: documents, sums: sha256.New(), facets: map[string]map[string]*valued{}}
}

// valued is a value of a facet and the documents that have it.
type valued struct {
	search.Value
	docs []int32
}

func fen(a money.Amount) uint64 { return uint64(max(a.Fen, 0)) }

// amountOf is fen + 1, or 0 where none is given.
func amountOf(a money.Amount) uint64 {
	if !a.Given {
		return 0
	}
	return fen(a) + 1
}

// digest adds a document to the sums.
func (c *columns) digest(d *search.Document) {
	b := c.buffer[:0]
	switch b = append(b, 0); {
	case d.Gap():
		b[0] = 2
	case d.Ended:
		b[0] = 1
	}
	b = binary.AppendUvarint(b, uint64(d.Date.Number()))
	b = binary.AppendUvarint(b, amountOf(d.Amount))
	b = binary.AppendUvarint(b, amountOf(d.Fine))
	b = binary.AppendUvarint(b, uint64(len(d.Tags)))
	for _, t := range d.Tags {
		b = b.text(t.Facet).text(t.Value.ID).text(t.Value.ZH).text(t.Value.EN)
		b = binary.AppendUvarint(b, uint64(len(t.Value.Also)))
		for _, s := range t.Value.Also {
			b = b.text(s)
		}
	}
	c.sums.Write(b)
	c.buffer = b
}

// add adds a document.
func (c *columns) add(d *search.Document) {
	c.digest(d)
	number := int32(c.added)
	c.added++
	if d.Gap() { // it counts among the documents of the day before, so that no day tells of it
		c.gaps = append(c.gaps, number)
		c.amounts = binary.AppendUvarint(c.amounts, 0)
		c.dayDocs++
		return
	}
	if d.Ended {
		c.ended = append(c.ended, number)
	}
	if d.Fine.Given {
		c.fined = append(c.fined, number)
		c.fines = binary.AppendUvarint(c.fines, fen(d.Fine))
	}
	c.amounts = binary.AppendUvarint(c.amounts, amountOf(d.Amount))
	if day := d.Date.Number(); day != c.day {
		c.endDay()
		c.day = day
	}
	c.dayDocs++
	for _, t := range d.Tags {
		c.tag(number, t)
	}
}

// tag adds a document to a value of a facet.
func (c *columns) tag(number int32, t search.Tag) {
	of := c.facets[t.Facet]
	if of == nil {
		of = map[string]*valued{}
		c.facets[t.Facet] = of
	}
	v := of[t.Value.ID]
	if v == nil {
		v = &valued{Value: t.Value}
		of[t.Value.ID] = v
	}
	if n := len(v.docs); n == 0 || v.docs[n-1] != number {
		v.docs = append(v.docs, number)
	}
}

// endDay writes how many documents the last day has.
func (c *columns) endDay() {
	if c.day > 0 && c.dayDocs > 0 {
		c.days = binary.AppendUvarint(c.days, uint64(c.day-c.dayBefore))
		c.days = binary.AppendUvarint(c.days, uint64(c.dayDocs))
		c.dayBefore = c.day
	}
	c.dayDocs = 0
}

// write writes the columns of a segment.
func (c *columns) write(s *store) (of segment, err error) {
	c.endDay()
	if len(c.gaps) > 0 {
		if of.Gaps, err = s.chunk(listContent(c.gaps, c.documents)); err != nil {
			return of, err
		}
	}
	for _, chunk := range []struct {
		ref     *string
		content []byte
	}{
		{&of.Ended, listContent(c.ended, c.documents)}, {&of.Days, c.days}, {&of.Amounts, c.amounts},
		{&of.Fines, append(listContent(c.fined, c.documents), c.fines...)},
	} {
		if *chunk.ref, err = s.chunk(chunk.content); err != nil {
			return of, err
		}
	}
	of.Facets, err = c.writeFacets(s)
	return of, err
}

// listContent is a chunk of one list.
func listContent(list []int32, documents int) []byte {
	w := bitWriter{b: binary.AppendUvarint(nil, uint64(len(list)))}
	w.list(list, documents)
	return w.bytes()
}

// writeFacets writes the values of every facet and the documents that have them.
func (c *columns) writeFacets(s *store) ([]facet, error) {
	list := []facet{}
	for _, name := range search.Facets() {
		values := slices.SortedFunc(maps.Values(c.facets[name]), func(a, b *valued) int { return cmp.Compare(a.ID, b.ID) })
		f := facet{Name: name, Values: []part{}, Sets: []part{}}
		add := func(to *[]part, content []byte, first int, id ...any) error {
			p, err := newPiece(content)
			if err != nil {
				return err
			}
			ref, err := s.place(p)
			*to = append(*to, append(part{first, ref}, id...))
			f.Bytes += len(p.text)
			return err
		}
		for from := 0; from < len(values); from += valuesInChunk {
			content, err := encode(spellings(values[from:min(from+valuesInChunk, len(values))]))
			if err != nil {
				return nil, fmt.Errorf("search index: %w", err)
			}
			if err := add(&f.Values, content, from, values[from].ID); err != nil {
				return nil, err
			}
		}
		cuts := append(setCuts(values, c.documents), len(values))
		for i, from := range cuts[:len(cuts)-1] {
			if err := add(&f.Sets, setsContent(values[from:cuts[i+1]], c.documents), from); err != nil {
				return nil, err
			}
		}
		list = append(list, f)
	}
	return list, nil
}

// spellings are, per value, its id, its names and other spellings.
func spellings(values []*valued) [][]string {
	list := make([][]string, len(values))
	for i, v := range values {
		list[i] = append([]string{v.ID, v.ZH, v.EN}, v.Also...)
	}
	return list
}

// setsContent is a chunk of the documents of values.
func setsContent(list []*valued, documents int) []byte {
	b := binary.AppendUvarint(nil, uint64(len(list)))
	for _, v := range list {
		b = binary.AppendUvarint(b, uint64(len(v.docs)))
	}
	w := bitWriter{b: b}
	for _, v := range list {
		w.list(v.docs, documents)
	}
	return w.bytes()
}

// setCuts are the places of the values at which a chunk of sets begins.
func setCuts(list []*valued, documents int) []int {
	var cuts []int
	bits := 0
	for i, v := range list {
		if i == 0 || bits > setsBytes*8 {
			cuts, bits = append(cuts, i), 0
		}
		bits += 16 + riceBits(v.docs, documents)
	}
	return cuts
}
