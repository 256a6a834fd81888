package projection

import (
	"cmp"
	"fmt"
	"slices"

	"gongshi/internal/search"
)

// readFacet is the values of a facet in all segments.
type readFacet struct {
	vocabulary *search.Vocabulary
	places     [][]int // per segment and value of it the place in the vocabulary
}

// facet reads the values of a facet, and keeps them.
func (x *Index) facet(name string) (*readFacet, error) {
	x.mu.Lock()
	f := x.facets[name]
	x.mu.Unlock()
	if f != nil {
		return f, nil
	}
	var all []search.Value
	lists := make([][]search.Value, len(x.segments))
	for i, s := range x.segments {
		var err error
		if lists[i], err = s.values(name); err != nil {
			return nil, err
		}
		all = append(all, lists[i]...)
	}
	byID := func(a, b search.Value) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortStableFunc(all, byID)
	all = slices.CompactFunc(all, func(a, b search.Value) bool { return a.ID == b.ID })
	f = &readFacet{vocabulary: search.NewVocabulary(all)}
	for _, list := range lists {
		places := make([]int, len(list))
		for i, v := range list {
			places[i], _ = slices.BinarySearchFunc(all, v, byID)
		}
		f.places = append(f.places, places)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.facets[name] = f
	return f, nil
}

// values reads a segment's values of a facet, which stand in the order of their ids.
func (s *readSegment) values(name string) ([]search.Value, error) {
	var list []search.Value
	for i, p := range s.facets[name].values {
		spelled, err := chunk(s.files, p.ref, 0, decodeJSON[[][]string])
		if err != nil {
			return nil, err
		}
		if p.first != len(list) {
			return nil, s.damagedFacet(name, "values: part %d begins at %d, wanted %d", i, p.first, len(list))
		}
		for _, v := range spelled {
			if len(v) < 3 || len(list) > 0 && v[0] <= list[len(list)-1].ID {
				return nil, s.damagedFacet(name, "value %d is %.60q", len(list), v)
			}
			list = append(list, search.Value{ID: v[0], ZH: v[1], EN: v[2], Also: v[3:]})
		}
	}
	return list, nil
}

func (s *readSegment) damagedFacet(name, format string, args ...any) error {
	return fmt.Errorf("search index: facet %s: %w", name, damaged(format, args...))
}

// walk calls visit with every document of every value of a facet that is wanted.
func (s *readSegment) walk(name string, wanted []bool, visit func(value int, doc int32)) error {
	sets := s.facets[name].sets
	for i, p := range sets {
		before := len(wanted)
		if i+1 < len(sets) {
			before = sets[i+1].first
		}
		if p.first > before || before > len(wanted) {
			return s.damagedFacet(name, "sets: part %d has values %d to %d of %d", i, p.first, before, len(wanted))
		}
		if !slices.Contains(wanted[p.first:before], true) {
			continue
		}
		content, err := chunk(s.files, p.ref, 0, func(content []byte) ([]byte, error) { return content, nil })
		if err != nil {
			return err
		}
		if err := walkSets(content, s.Documents, before-p.first, func(value int, doc int32) {
			if wanted[p.first+value] {
				visit(p.first+value, doc)
			}
		}); err != nil {
			return fmt.Errorf("search index: chunk %.60q: %w", p.ref, err)
		}
	}
	if len(sets) == 0 && len(wanted) > 0 {
		return s.damagedFacet(name, "no sets for %d values", len(wanted))
	}
	return nil
}

// walkSets reads a chunk of the documents of so many values, in a segment of n.
func walkSets(content []byte, n, values int, visit func(value int, doc int32)) error {
	d := decoder{b: content}
	if found := d.count(d.left(), "values"); found != values {
		d.fail("%d values, wanted %d", found, values)
		return d.err
	}
	counts := make([]int, values)
	for i := range counts {
		counts[i] = d.count(n, "documents")
	}
	for i, m := range counts {
		d.list(m, n, func(doc int32) { visit(i, doc) })
	}
	return d.end()
}

// Vocabulary returns the values of a facet.
func (x *Index) Vocabulary(facet string) (*search.Vocabulary, error) {
	f, err := x.facet(facet)
	if err != nil {
		return nil, err
	}
	return f.vocabulary, nil
}

// With returns the documents that have one of the values.
func (x *Index) With(facet string, values []int) (search.Set, error) {
	f, err := x.facet(facet)
	if err != nil {
		return nil, err
	}
	set := search.NewSet(x.Len())
	for i, s := range x.segments {
		wanted := make([]bool, len(f.places[i]))
		for k, place := range f.places[i] {
			_, wanted[k] = slices.BinarySearch(values, place)
		}
		if err := s.walk(facet, wanted, func(_ int, doc int32) { set.Add(s.first + doc) }); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// Count returns how many of the documents have each value of a facet.
func (x *Index) Count(facet string, found search.Set) ([]int, error) {
	f, err := x.facet(facet)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(f.vocabulary.Values))
	for i, s := range x.segments {
		wanted := slices.Repeat([]bool{true}, len(f.places[i]))
		if err := s.walk(facet, wanted, func(value int, doc int32) {
			if found.Has(s.first + doc) {
				counts[f.places[i][value]]++
			}
		}); err != nil {
			return nil, err
		}
	}
	return counts, nil
}
