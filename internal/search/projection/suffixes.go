package projection

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"
)

// suffixes keeps the suffixes of a segment: in memory, or in runs in a file where they are
// more than the limit.
type suffixes struct {
	units  int
	limit  int64 // bytes of a corpus
	folder string
	corpus *corpus // of the documents since the last run
	docs   int     // in all
	file   *os.File
	size   int64
	runs   [][]int64 // per run, where each unit begins in the file, and the end
}

func newHeld(units int, o Options) *suffixes {
	h := &suffixes{units: units, limit: o.Memory, folder: o.Temporary, corpus: newCorpus(0, units)}
	if h.limit <= 0 {
		h.limit = defaultMemory
	}
	return h
}

// add appends rows.
func (h *suffixes) add(r *rows) error {
	h.corpus.add(r)
	h.docs += len(r.ends)
	if h.corpus.bytes < h.limit {
		return nil
	}
	return h.spill()
}

// finish makes what was added ready to be read.
func (h *suffixes) finish() error {
	if h.file != nil {
		return h.spill()
	}
	h.corpus.finish()
	return nil
}

// close removes the file.
func (h *suffixes) close() error {
	if h.file == nil {
		return nil
	}
	err := h.file.Close()
	if e := os.Remove(h.file.Name()); err == nil {
		err = e
	}
	h.file = nil
	return err
}

// spill writes a run: unit after unit, each suffix with as much of its row as a label
// can have, and one symbol.
func (h *suffixes) spill() error {
	c := h.corpus
	h.corpus = newCorpus(h.docs, h.units)
	if len(c.ends) == 0 {
		return nil
	}
	c.finish()
	if h.file == nil {
		var err error
		if h.file, err = os.CreateTemp(h.folder, "gongshi-search-"); err != nil {
			return fmt.Errorf("search index: %w", err)
		}
	}
	w := bufio.NewWriterSize(h.file, 1<<20)
	ends := make([]int64, 1, h.units+1)
	ends[0] = h.size
	var s slab
	var b []byte
	for unit := range h.units {
		s.reset()
		c.read(unit, &s)
		b = b[:0]
		doc := uint32(0)
		for i, at := range s.at {
			row := s.text[at:]
			row = row[:labelBytes(row)]
			b = binary.AppendUvarint(b, uint64(s.doc[i]-doc)<<4|uint64(s.zone[i]))
			b = binary.AppendUvarint(b, uint64(c.symbolsBefore(s.doc[i], at)))
			b = binary.AppendUvarint(b, uint64(len(row)))
			b = append(b, row...)
			doc = s.doc[i]
		}
		if _, err := w.Write(b); err != nil {
			return fmt.Errorf("search index: %w", err)
		}
		h.size += int64(len(b))
		ends = append(ends, h.size)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	h.runs = append(h.runs, ends)
	return nil
}

// labelBytes is how long the beginning of a row is that a label and one symbol take.
func labelBytes(row []byte) int {
	n := 0
	for range maxSymbols + 1 {
		if row[n] == symbolEnd {
			return n + 1
		}
		_, size := utf8.DecodeRune(row[n:])
		n += size
	}
	return n
}

// read appends the suffixes of a unit.
func (h *suffixes) read(unit int, s *slab) error {
	if h.file == nil {
		h.corpus.read(unit, s)
		return nil
	}
	s.text = s.own[:0]
	for run := range h.runs {
		if err := h.readRun(run, unit, s); err != nil {
			return err
		}
	}
	s.text = append(s.text, make([]byte, margin)...)
	s.own = s.text
	return nil
}

// readRun appends the suffixes that a unit has in a run.
func (h *suffixes) readRun(run, unit int, s *slab) error {
	from, to := h.runs[run][unit], h.runs[run][unit+1]
	s.file = slices.Grow(s.file[:0], int(to-from))[:to-from]
	b := s.file
	if _, err := h.file.ReadAt(b, from); err != nil && err != io.EOF {
		return fmt.Errorf("search index: %w", err)
	}
	d := decoder{b: b}
	doc := uint32(0)
	for d.left() > 0 {
		n := d.number()
		doc += uint32(n >> 4)
		s.doc, s.zone = append(s.doc, doc), append(s.zone, uint8(n&15))
		s.place = append(s.place, uint32(d.number()))
		s.at = append(s.at, uint32(len(s.text)))
		s.text = append(s.text, d.take(d.count(d.left(), "bytes"))...)
	}
	return d.end()
}

// hits appends the suffixes that units have, all of which begin with a label of some bytes.
func (h *suffixes) hits(from, to, label int, list []hit, s *slab) ([]hit, error) {
	for unit := from; unit < to; unit++ {
		if h.file == nil {
			list = h.corpus.hits(unit, label, list)
			continue
		}
		s.reset()
		if err := h.read(unit, s); err != nil {
			return nil, err
		}
		for i, at := range s.at {
			exact := mayBeExact(s.zone[i]) && s.text[int(at)+label] == symbolEnd
			list = append(list, hitOf(s.doc[i], s.zone[i], exact))
		}
	}
	return list, nil
}

// symbolsBefore counts the symbols between the beginning of a document and a place.
func (h *suffixes) symbolsBefore(doc, at uint32) uint32 { return h.corpus.symbolsBefore(doc, at) }
