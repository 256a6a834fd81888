package projection

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"gongshi/internal/pinyin"
	"gongshi/internal/search"
	"gongshi/internal/text"
	"gongshi/internal/tree"
)

// What a pack holds is known before it is made, and so is how many there are: each is a
// unit, and they are made side by side.
const (
	packTexts   = 12 << 20 // bytes of the rows of documents whose titles and texts share a pack
	suffixBytes = 6        // of rows that weigh as much in a pack as a suffix does
)

// pack writes the titles, texts and terms of a segment in packs.
func (w *writing) pack() error {
	most := w.options.PackTexts
	if most <= 0 {
		most = packTexts
	}
	if err := w.inPacks("pages", w.textBytes, most, w.pagesKey, w.pagesPack, w.enlistPages); err != nil {
		return err
	}
	return w.inPacks("terms", w.terms.counts, most/suffixBytes, w.terms.key, w.terms.write, w.enlist)
}

// packed is the note of a pack.
type packed struct {
	Name  string
	Notes [][]byte // of what it holds
}

// inPacks writes things that have a weight and a key in packs of a weight. enlist gets the
// note on each, in order.
func (w *writing) inPacks(
	name string, weights []int, most int, key func(int) tree.Key,
	write func(*store, int) ([]byte, error), enlist func([]byte) error,
) error {
	type run struct{ number, from, to int }
	packs := ordered(w.workers, func(r run) (p packed, err error) {
		var sum tree.Sum
		sum.Text(keyFormat)
		sum.Int(int64(r.number))
		for i := r.from; i < r.to; i++ {
			sum.Keys(key(i))
		}
		unit := fmt.Sprintf("%s%s-%s-pack-%d", unitPrefix, name, w.name, r.number)
		note, err := w.once(unit, sum.Key(), func(emit tree.Emit) ([]byte, error) {
			var p packed
			s := newPack(emit, r.number)
			for i := r.from; i < r.to; i++ {
				note, err := write(s, i)
				if err != nil {
					return nil, err
				}
				p.Notes = append(p.Notes, note)
			}
			var err error
			if p.Name, err = s.finish(); err != nil {
				return nil, err
			}
			return json.Marshal(p)
		})
		if err != nil {
			return p, err
		}
		if err := json.Unmarshal(note, &p); err != nil {
			return p, fmt.Errorf("search index: %s: %w", unit, err)
		}
		return p, nil
	}, func(p packed) error {
		w.packNames = append(w.packNames, p.Name)
		for _, note := range p.Notes {
			if err := enlist(note); err != nil {
				return err
			}
		}
		return nil
	})
	from, weight := 0, 0
	for i, n := range weights {
		if weight += n; weight >= most || i == len(weights)-1 {
			packs.put(run{w.packs, from, i + 1})
			w.packs++
			from, weight = i+1, 0
		}
	}
	return packs.wait()
}

func (w *writing) pagesKey(group int) tree.Key { return w.pagesKeys[group] }

// pagesPack writes the titles and texts of a group, whose documents are made once more: all
// of them are too many to wait for their pack.
func (w *writing) pagesPack(s *store, group int) ([]byte, error) {
	var docs []search.Document
	first := w.first + group*groupDocs
	for i := first; i < min(first+groupDocs, w.last); i++ {
		docs = append(docs, w.docs.At(i))
	}
	refs, err := s.documents(docs)
	if err != nil {
		return nil, err
	}
	return json.Marshal(refs)
}

// enlistPages adds the refs of a group.
func (w *writing) enlistPages(note []byte) error {
	var refs [2]string
	if err := json.Unmarshal(note, &refs); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	w.Titles, w.Texts = append(w.Titles, refs[0]), append(w.Texts, refs[1])
	return nil
}

// lastPack writes the rest of the index in one pack. Its note is the whole root.
func (w *writer) lastPack(r *root, parts []*writing, all *nameList) error {
	sounds, err := encode(pinyin.Homophones())
	if err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	before, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	var sum tree.Sum
	sum.Text(keyFormat, string(before), string(sounds), text.Simplified, strconv.Itoa(w.packs))
	for _, s := range parts {
		sum.Int(int64(s.Documents))
		sum.Texts(slices.Concat(s.Titles, s.Texts))
		sum.Int(int64(len(s.list)))
		for _, l := range s.list {
			sum.Text(l[:]...)
		}
		sum.Text(string(s.columns.sums.Sum(nil)))
	}
	sum.Text(string(all.sums.Sum(nil)))
	note, err := w.once(unitPrefix+"rest", sum.Key(), func(emit tree.Emit) ([]byte, error) {
		w.store = newPack(emit, w.packs)
		if err := w.rest(r, parts, all); err != nil {
			return nil, err
		}
		name, err := w.store.finish()
		if err != nil {
			return nil, err
		}
		r.Packs = append(r.Packs, name)
		return json.Marshal(r)
	})
	if err != nil {
		return err
	}
	*r = root{}
	if err := json.Unmarshal(note, r); err != nil {
		return fmt.Errorf("search index: the last pack: %w", err)
	}
	return nil
}
