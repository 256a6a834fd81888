package projection

import (
	"cmp"
	"encoding/binary"
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

// endedOf lists the documents of what is over.
func endedOf(docs []search.Document) []byte {
	var list []int32
	for i, d := range docs {
		if d.Ended {
			list = append(list, int32(i))
		}
	}
	return listContent(list, len(docs))
}

// listContent is a chunk of one list.
func listContent(list []int32, documents int) []byte {
	w := bitWriter{b: binary.AppendUvarint(nil, uint64(len(list)))}
	w.list(list, documents)
	return w.bytes()
}

// daysOf is the days that documents have and how many have each.
func daysOf(docs []search.Document) []byte {
	var b []byte
	before := 0
	for i := 0; i < len(docs); {
		day, from := docs[i].Date.Number(), i
		for i < len(docs) && docs[i].Date.Number() == day {
			i++
		}
		if day > 0 {
			b = binary.AppendUvarint(b, uint64(day-before))
			b = binary.AppendUvarint(b, uint64(i-from))
			before = day
		}
	}
	return b
}

func fen(a money.Amount) uint64 { return uint64(max(a.Fen, 0)) }

func amountsOf(docs []search.Document) []byte {
	var b []byte
	for _, d := range docs {
		n := uint64(0)
		if d.Amount.Given {
			n = fen(d.Amount) + 1
		}
		b = binary.AppendUvarint(b, n)
	}
	return b
}

func finesOf(docs []search.Document) []byte {
	var list []int32
	var fines []byte
	for i, d := range docs {
		if d.Fine.Given {
			list = append(list, int32(i))
			fines = binary.AppendUvarint(fines, fen(d.Fine))
		}
	}
	return append(listContent(list, len(docs)), fines...)
}

// valued is a value of a facet and the documents that have it.
type valued struct {
	search.Value
	docs []int32
}

// facetsOf collects the values of every facet, by id.
func facetsOf(docs []search.Document) map[string][]valued {
	all := map[string]map[string]*valued{}
	for i, d := range docs {
		for _, t := range d.Tags {
			of := all[t.Facet]
			if of == nil {
				of = map[string]*valued{}
				all[t.Facet] = of
			}
			v := of[t.Value.ID]
			if v == nil {
				v = &valued{Value: t.Value}
				of[t.Value.ID] = v
			}
			if n := len(v.docs); n == 0 || v.docs[n-1] != int32(i) {
				v.docs = append(v.docs, int32(i))
			}
		}
	}
	facets := map[string][]valued{}
	for name, of := range all {
		for _, v := range slices.SortedFunc(maps.Values(of), func(a, b *valued) int { return cmp.Compare(a.ID, b.ID) }) {
			facets[name] = append(facets[name], *v)
		}
	}
	return facets
}

// setsContent is a chunk of the documents of values.
func setsContent(list []valued, documents int) []byte {
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
func setCuts(list []valued, documents int) []int {
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
