package projection

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"

	"gongshi/internal/pinyin"
	"gongshi/internal/route"
	"gongshi/internal/search"
	"gongshi/internal/text"
	"gongshi/internal/tree"
)

// defaultMemory is how many bytes of texts and suffixes of a segment stay in memory:
// those of some 350,000 records of 200 characters.
const defaultMemory = 320 << 20

// unitPrefix begins the names of units.
const unitPrefix = "search/"

// Write makes the files of the search index below search/index/. They are a function of
// the documents and of how chunks are stored alone; a unit is what depends on the same
// few documents. An error is that of once, or of the file that suffixes wait in.
func Write(docs search.Records, o Options, once tree.Once) error {
	w := writer{docs: docs, options: o, once: once, workers: max(1, runtime.GOMAXPROCS(0))}
	w.packed = o.Packs == PacksAlways || o.Packs == PacksAuto && docs.Len() > PackFrom
	if !w.packed {
		return w.whole()
	}
	debug.FreeOSMemory() // what reading the tables left behind
	return w.whole()
}

// writer writes one index.
type writer struct {
	docs    search.Records
	options Options
	once    tree.Once
	packed  bool
	packs   int    // how many there are so far
	store   *store // the last pack; nil before it, and where chunks have files of their own
	workers int
}

// write makes all units.
func (w *writer) write() error {
	r := root{Version: Version, Documents: w.docs.Len(), Packs: []string{}}
	w.packs, w.store = 0, nil
	cut := split(r.Documents)
	var parts []*writing
	all := newNameList()
	for i, span := range [][2]int{{0, cut}, {cut, r.Documents}} {
		if span[0] == span[1] {
			continue
		}
		s := w.segment(i, span[0], span[1], all)
		if err := s.write(); err != nil {
			return err
		}
		parts, r.Packs = append(parts, s), append(r.Packs, s.packNames...)
	}
	var err error
	if w.packed {
		err = w.lastPack(&r, parts, all)
	} else {
		err = w.rest(&r, parts, all)
	}
	if err != nil {
		return err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	body = slices.Concat([]byte(rootFunction+"("), body, []byte(");\n"))
	_, err = w.once(unitPrefix+"root", sha256.Sum256(body), func(emit tree.Emit) ([]byte, error) {
		return nil, emit(tree.File{Path: route.SearchIndex + rootFile, Body: body})
	})
	return err
}

// rest writes what the root leads to beside titles, texts and terms.
func (w *writer) rest(r *root, parts []*writing, all *nameList) error {
	r.Segments = []segment{}
	for _, s := range parts {
		if err := s.directory(); err != nil {
			return err
		}
		r.Segments = append(r.Segments, s.segment)
		r.Gaps += len(s.columns.gaps)
	}
	if err := w.columns(r, parts, all); err != nil {
		return err
	}
	return w.characters(r)
}

// unit makes a unit with a store. In the last pack all units share one.
func (w *writer) unit(name string, key tree.Key, make func(*store) ([]byte, error)) ([]byte, error) {
	if w.store != nil {
		return make(w.store)
	}
	return w.once(unitPrefix+name, key, func(emit tree.Emit) ([]byte, error) { return make(newStore(emit)) })
}

// memo is a unit without files: what it says of documents is kept, where they are not too many.
func (w *writer) memo(name string, key tree.Key, make func() ([]byte, error)) ([]byte, error) {
	if w.packed {
		return make()
	}
	return w.once(unitPrefix+name, key, func(tree.Emit) ([]byte, error) { return make() })
}

// columns writes what is one unit for all documents: their days, amounts and facets, and
// the names that suggest agencies.
func (w *writer) columns(r *root, parts []*writing, all *nameList) error {
	key := sha256.New()
	key.Write([]byte(keyFormat))
	for _, s := range parts {
		key.Write(s.columns.sums.Sum(nil))
	}
	key.Write(all.sums.Sum(nil))
	note, err := w.unit("columns", tree.Key(key.Sum(nil)), func(s *store) ([]byte, error) {
		var made madeColumns
		for _, p := range parts {
			segment, err := p.columns.write(s)
			if err != nil {
				return nil, err
			}
			made.Segments = append(made.Segments, segment)
		}
		var err error
		if made.Names, err = all.write(s); err != nil {
			return nil, err
		}
		return json.Marshal(made)
	})
	if err != nil {
		return err
	}
	var made madeColumns
	if err := json.Unmarshal(note, &made); err != nil || len(made.Segments) != len(r.Segments) {
		return fmt.Errorf("search index: a note of %d segments, wanted %d: %w", len(made.Segments), len(r.Segments), err)
	}
	for i, c := range made.Segments {
		s := &r.Segments[i]
		s.Gaps, s.Ended, s.Days, s.Amounts, s.Fines, s.Facets = c.Gaps, c.Ended, c.Days, c.Amounts, c.Fines, c.Facets
	}
	r.Names = made.Names
	return nil
}

// madeColumns is the note of columns; of segments it has what is columns alone.
type madeColumns struct {
	Segments []segment
	Names    directory
}

// characters writes how characters sound and are simplified.
func (w *writer) characters(r *root) error {
	sounds, err := encode(pinyin.Homophones())
	if err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	key := sha256.Sum256(slices.Concat([]byte(keyFormat), sounds, []byte(text.Simplified)))
	note, err := w.unit("characters", key, func(s *store) ([]byte, error) {
		var refs [2]string
		for i, content := range [][]byte{sounds, []byte(text.Simplified)} {
			var err error
			if refs[i], err = s.chunk(content); err != nil {
				return nil, err
			}
		}
		return json.Marshal(refs)
	})
	if err != nil {
		return err
	}
	var refs [2]string
	if err := json.Unmarshal(note, &refs); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	r.Sounds, r.Simplified = refs[0], refs[1]
	return nil
}

// writing is a segment at work.
type writing struct {
	*writer
	segment
	name        string // of the segment, in the names of units
	first, last int    // of its documents
	columns     *columns
	names       *nameList
	terms       *terms
	list        []label // of the shards of the tree
	lastLabel   string  // of the last shard

	// In packs:
	pagesKeys []tree.Key // per group, of its titles and texts
	textBytes []int      // per group, of its rows
	packNames []string
}

func (w *writer) segment(i, first, last int, names *nameList) *writing {
	return &writing{
		writer: w, segment: segment{Documents: last - first, Titles: []string{}, Texts: []string{}, Facets: []facet{}},
		name: strconv.Itoa(i), first: first, last: last, columns: newColumns(last - first), names: names,
	}
}

// write writes the segment but for its columns.
func (w *writing) write() (err error) {
	p, err := w.plan()
	if err != nil {
		return err
	}
	h := newHeld(len(p.bounds), w.options)
	defer func() {
		if e := h.close(); err == nil {
			err = e
		}
	}()
	w.terms = newTerms(p, w.Documents, h)
	if err := w.groups(); err != nil {
		return err
	}
	if err := h.finish(); err != nil {
		return err
	}
	if w.packed {
		return w.pack()
	}
	return w.shards()
}

// plan parts the suffixes of the segment.
func (w *writing) plan() (*plan, error) {
	var docs []search.Document
	key := sha256.New()
	key.Write([]byte(keyFormat))
	for i := range w.Documents {
		if sampled(i, w.Documents) {
			d := w.docs.At(w.first + i)
			sum := textDigest(&d)
			key.Write(sum[:])
			docs = append(docs, d)
		}
	}
	note, err := w.memo("plan-"+w.name, tree.Key(key.Sum(nil)), func() ([]byte, error) { return encodePlan(planOf(docs)), nil })
	if err != nil {
		return nil, err
	}
	bounds, err := decodePlan(note)
	if err != nil {
		return nil, fmt.Errorf("search index: plan: %w", err)
	}
	return newPlan(bounds), nil
}

// shards writes the tree, each unit by itself.
func (w *writing) shards() error {
	units := ordered(w.workers, func(unit int) ([]byte, error) {
		return w.unit("terms-"+w.name+"-"+w.terms.name(unit), w.terms.key(unit), func(s *store) ([]byte, error) {
			return w.terms.write(s, unit)
		})
	}, w.enlist)
	for unit := range w.terms.bounds {
		units.put(unit)
	}
	return units.wait()
}

// enlist adds the shards of a unit's note to the list.
func (w *writing) enlist(note []byte) error {
	placed, err := decodePlaced(note)
	last := w.lastLabel
	for _, p := range placed {
		w.list = append(w.list, label{separator([]byte(last), []byte(p.first)), p.ref})
		last = p.last
	}
	w.lastLabel = last
	return err
}

// directory writes the list of shards.
func (w *writing) directory() error {
	key := sha256.New()
	key.Write([]byte(keyFormat))
	for _, l := range w.list {
		fmt.Fprintf(key, "%q %s\n", l[0], l[1])
	}
	note, err := w.unit("terms-"+w.name, tree.Key(key.Sum(nil)), func(s *store) ([]byte, error) {
		d, err := s.directory(w.list)
		if err != nil {
			return nil, err
		}
		return json.Marshal(d)
	})
	if err != nil {
		return err
	}
	if err := json.Unmarshal(note, &w.Terms); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	return nil
}
