package projection

import (
	"fmt"
	"math"

	"gongshi/internal/search"
	"gongshi/internal/search/query"
)

// run is documents that follow each other and have one day.
type run struct {
	day    int64 // 20230501
	from   int32
	before int32 // the first one after them
}

// days returns the documents of every day, ascending.
func (s *readSegment) days() ([]run, error) {
	return chunk(s.files, s.Days, s.Documents, func(content []byte) ([]run, error) {
		d := decoder{b: content}
		var list []run
		day, dated := int64(0), 0
		for d.left() > 0 {
			day += int64(d.count(math.MaxInt32, "as a step to a day"))
			n := d.count(s.Documents-dated, "documents with a day")
			list = append(list, run{day: day, from: int32(dated), before: int32(dated + n)})
			dated += n
		}
		for i := range list { // those without a date are before
			list[i].from += int32(s.Documents - dated)
			list[i].before += int32(s.Documents - dated)
		}
		return list, d.end()
	})
}

// fined is documents with a fine, and the fines in fen.
type fined struct {
	docs []int32
	fen  []int64
}

func (s *readSegment) fines() (fined, error) {
	return chunk(s.files, s.Fines, s.Documents, func(content []byte) (fined, error) {
		d := decoder{b: content}
		f := fined{docs: d.listOf(s.Documents)}
		d.align()
		for range f.docs {
			f.fen = append(f.fen, d.fen())
		}
		return f, d.end()
	})
}

// listOf reads how many documents of n follow, and their list.
func (d *decoder) listOf(n int) []int32 {
	m := d.count(min(n, 8*d.left()), "documents")
	docs := make([]int32, 0, m)
	d.list(m, n, func(doc int32) { docs = append(docs, doc) })
	return docs
}

// amounts returns the amount of every document in fen, -1 where none is given.
func (s *readSegment) amounts() ([]int64, error) {
	return chunk(s.files, s.Amounts, s.Documents, func(content []byte) ([]int64, error) {
		d := decoder{b: content}
		if s.Documents > len(content) {
			return nil, damaged("%d documents in %d bytes", s.Documents, len(content))
		}
		list := make([]int64, s.Documents)
		for i := range list {
			list[i] = d.fen() - 1
		}
		return list, d.end()
	})
}

// listed reads a chunk of one list.
func (s *readSegment) listed(ref string) ([]int32, error) {
	return chunk(s.files, ref, s.Documents, func(content []byte) ([]int32, error) {
		d := decoder{b: content}
		docs := d.listOf(s.Documents)
		return docs, d.end()
	})
}

func (s *readSegment) ended() ([]int32, error) { return s.listed(s.Ended) }

func (s *readSegment) gaps() ([]int32, error) {
	if s.Gaps == "" {
		return nil, nil
	}
	return s.listed(s.Gaps)
}

// Ended returns the documents of what is over.
func (x *Index) Ended() (search.Set, error) { return x.set((*readSegment).ended) }

// Gaps returns the numbers under which there is no document.
func (x *Index) Gaps() (search.Set, error) { return x.set((*readSegment).gaps) }

// set joins a list of each segment.
func (x *Index) set(list func(*readSegment) ([]int32, error)) (search.Set, error) {
	set := search.NewSet(x.Len())
	for _, s := range x.segments {
		docs, err := list(s)
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			set.Add(s.first + d)
		}
	}
	return set, nil
}

// Amounts returns the amount of every document in fen, -1 where none is given.
func (x *Index) Amounts() ([]int64, error) {
	var all []int64
	for _, s := range x.segments {
		list, err := s.amounts()
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

// Between returns the documents whose date or fine lies between two numbers, and of dates
// the gaps among them.
func (x *Index) Between(field string, first, last int64) (search.Set, error) {
	set := search.NewSet(x.Len())
	for _, s := range x.segments {
		var err error
		switch field {
		case query.Date:
			err = s.betweenDays(set, first, last)
		case query.Fine:
			err = s.betweenFines(set, first, last)
		default:
			err = fmt.Errorf("search index: wanted %s or %s, found %q", query.Date, query.Fine, field)
		}
		if err != nil {
			return nil, err
		}
	}
	return set, nil
}

func (s *readSegment) betweenDays(set search.Set, first, last int64) error {
	runs, err := s.days()
	for _, r := range runs {
		if first <= r.day && r.day <= last {
			for d := r.from; d < r.before; d++ {
				set.Add(s.first + d)
			}
		}
	}
	return err
}

func (s *readSegment) betweenFines(set search.Set, first, last int64) error {
	f, err := s.fines()
	for i, d := range f.docs {
		if first <= f.fen[i] && f.fen[i] <= last {
			set.Add(s.first + d)
		}
	}
	return err
}
