package projection

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"unicode/utf8"

	"gongshi/internal/pinyin"
	"gongshi/internal/route"
	"gongshi/internal/search"
	"gongshi/internal/text"
	"gongshi/internal/tree"
)

// largePercent is how much garbage may lie beside what is in use while a large index
// is written: memory is scarcer then than time.
const largePercent = 20

// Write makes the files of the search index below search/index/. The documents must
// be in the order of search.Order. The files are a function of the documents and
// options alone. An error is the emitter's.
func Write(docs []search.Document, o Options, emit tree.Emit) error {
	if len(docs) > PackFrom {
		debug.FreeOSMemory() // what reading the tables left behind
		defer debug.SetGCPercent(debug.SetGCPercent(largePercent))
	}
	w := writer{
		store:   newStore(emit, o.Packs == PacksAlways || o.Packs == PacksAuto && len(docs) > PackFrom),
		workers: max(1, runtime.GOMAXPROCS(0)),
	}
	r := root{Version: Version, Documents: len(docs), Segments: []segment{}}
	cut := split(len(docs))
	for _, part := range [][]search.Document{docs[:cut], docs[cut:]} {
		if len(part) == 0 {
			continue
		}
		s, err := w.segment(part)
		if err != nil {
			return err
		}
		r.Segments = append(r.Segments, s)
		if err := w.store.flush(); err != nil {
			return err
		}
	}
	var err error
	if r.Names, err = w.names(docs); err != nil {
		return err
	}
	if r.Sounds, err = w.json(pinyin.Homophones()); err != nil {
		return err
	}
	if r.Simplified, err = w.chunk([]byte(text.Simplified)); err != nil {
		return err
	}
	if err := w.store.flush(); err != nil {
		return err
	}
	r.Packs = w.store.packs
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	return emit(tree.File{Path: route.SearchIndex + rootFile, Body: slices.Concat([]byte(rootFunction+"("), body, []byte(");\n"))})
}

// writer writes one index.
type writer struct {
	store   *store
	workers int
}

// segment writes an index of documents.
func (w *writer) segment(docs []search.Document) (segment, error) {
	s := segment{Documents: len(docs)}
	var err error
	if s.Terms, err = w.terms(docs); err != nil {
		return s, err
	}
	if s.Titles, err = groups(w, docs, titleDocs, func(docs []search.Document) any { return titlesOf(docs) }); err != nil {
		return s, err
	}
	if s.Texts, err = groups(w, docs, textDocs, func(docs []search.Document) any { return textsOf(docs) }); err != nil {
		return s, err
	}
	for _, c := range []struct {
		ref     *string
		content func([]search.Document) []byte
	}{{&s.Ended, endedOf}, {&s.Days, daysOf}, {&s.Amounts, amountsOf}, {&s.Fines, finesOf}} {
		if *c.ref, err = w.chunk(c.content(docs)); err != nil {
			return s, err
		}
	}
	s.Facets, err = w.facets(docs)
	return s, err
}

// chunk writes a chunk and returns its ref.
func (w *writer) chunk(content []byte) (string, error) {
	p, err := newPiece(content)
	if err != nil {
		return "", err
	}
	return w.store.place(p)
}

// json writes a chunk of JSON.
func (w *writer) json(v any) (string, error) {
	content, err := encode(v)
	if err != nil {
		return "", fmt.Errorf("search index: %w", err)
	}
	return w.chunk(content)
}

// terms writes the shards of the tree.
func (w *writer) terms(docs []search.Document) (directory, error) {
	c := newCorpus(docs, w.workers)
	var list []label
	var last []byte
	cut := newCutter(len(docs), w.store.packed)
	type shard struct {
		items []item
		piece piece // where no item waits for the refs of its chunks
	}
	encoded := func(items []item) (piece, error) { return newPiece(encodeShard(items, len(docs))) }
	shards := ordered(w.workers, func(items []item) (shard, error) {
		s := shard{items: items}
		if slices.ContainsFunc(items, func(it item) bool { return it.kind == kindLarge }) {
			return s, nil
		}
		var err error
		s.piece, err = encoded(items)
		return s, err
	}, func(s shard) error {
		if s.piece.text == nil {
			err := w.large(s.items)
			if err != nil {
				return err
			}
			if s.piece, err = encoded(s.items); err != nil {
				return err
			}
		}
		ref, err := w.store.place(s.piece)
		list = append(list, label{separator(last, s.items[0].label), ref})
		last = s.items[len(s.items)-1].label
		return err
	})
	trees := ordered(w.workers, func(b bucket) ([]item, error) {
		return grown(c, b)
	}, func(items []item) error {
		for _, it := range items {
			if full := cut.add(it); full != nil {
				shards.put(full)
			}
		}
		return nil
	})
	c.buckets(trees.put)
	if err := trees.wait(); err != nil {
		return directory{}, err
	}
	if rest := cut.take(); len(rest) > 0 {
		shards.put(rest)
	}
	if err := shards.wait(); err != nil {
		return directory{}, err
	}
	return w.directory(list)
}

// separator is the shortest beginning of label, cut between characters, that is above
// what stands before.
func separator(before, label []byte) string {
	end := sharedBytes(before, label) + 1
	for end < len(label) && !utf8.RuneStart(label[end]) {
		end++
	}
	return string(label[:min(end, len(label))])
}

// large places what the large entries have beside their labels.
func (w *writer) large(items []item) error {
	for i := range items {
		it := &items[i]
		if it.large == nil {
			continue
		}
		for _, p := range it.large.pieces {
			ref, err := w.store.place(p)
			if err != nil {
				return err
			}
			it.large.refs = append(it.large.refs, ref)
		}
		it.large.pieces = nil
	}
	return nil
}

// grown returns the entries below a bucket, ready to be cut.
func grown(c *corpus, b bucket) ([]item, error) {
	batch := c.grow(b)
	items := make([]item, len(batch.entries))
	for i, e := range batch.entries {
		items[i] = item{entry: e, of: &batch}
		if e.kind == kindLarge {
			if err := items[i].prepare(len(c.ended)); err != nil {
				return nil, err
			}
		}
	}
	batch.entries = nil
	return items, nil
}

// directory writes a sorted list, in chunks where it is long.
func (w *writer) directory(list []label) (directory, error) {
	if len(list) <= flatList {
		return directory{List: append([]label{}, list...)}, nil
	}
	d := directory{Deep: true}
	for _, block := range blocks(list) {
		ref, err := w.json(block)
		if err != nil {
			return d, err
		}
		d.List = append(d.List, label{block[0][0], ref})
	}
	return d, nil
}

// groups writes chunks of JSON for every few documents and returns the refs of
// their groups.
func groups(w *writer, docs []search.Document, few int, content func([]search.Document) any) ([]string, error) {
	refs := []string{}
	out := ordered(w.workers, func(docs []search.Document) ([]piece, error) {
		var list []piece
		for part := range slices.Chunk(docs, few) {
			b, err := encode(content(part))
			if err != nil {
				return nil, fmt.Errorf("search index: %w", err)
			}
			p, err := newPiece(b)
			if err != nil {
				return nil, err
			}
			list = append(list, p)
		}
		return list, nil
	}, func(list []piece) error {
		ref, err := w.store.group(list)
		refs = append(refs, ref)
		return err
	})
	for part := range slices.Chunk(docs, few*groupChunks) {
		out.put(part)
	}
	return refs, out.wait()
}

// facets writes the values of every facet and the documents that have them.
func (w *writer) facets(docs []search.Document) ([]facet, error) {
	of := facetsOf(docs)
	list := []facet{}
	for _, name := range search.Facets() {
		values := of[name]
		f := facet{Name: name, Values: []part{}, Sets: []part{}}
		add := func(to *[]part, content []byte, first int, id ...any) error {
			p, err := newPiece(content)
			if err != nil {
				return err
			}
			ref, err := w.store.place(p)
			*to = append(*to, append(part{first, ref}, id...))
			f.Bytes += len(p.text)
			return err
		}
		for from := 0; from < len(values); from += valuesInChunk {
			var spelled [][]string
			for _, v := range values[from:min(from+valuesInChunk, len(values))] {
				spelled = append(spelled, append([]string{v.ID, v.ZH, v.EN}, v.Also...))
			}
			content, err := encode(spelled)
			if err != nil {
				return nil, fmt.Errorf("search index: %w", err)
			}
			if err := add(&f.Values, content, from, values[from].ID); err != nil {
				return nil, err
			}
		}
		cuts := append(setCuts(values, len(docs)), len(values))
		for i, from := range cuts[:len(cuts)-1] {
			if err := add(&f.Sets, setsContent(values[from:cuts[i+1]], len(docs)), from); err != nil {
				return nil, err
			}
		}
		list = append(list, f)
	}
	return list, nil
}

// names writes what suggests agencies.
func (w *writer) names(docs []search.Document) (directory, error) {
	var list []label
	last := ""
	for _, chunk := range chunkNames(namesOf(docs)) {
		ref, err := w.json(chunk)
		if err != nil {
			return directory{}, err
		}
		list = append(list, label{separator([]byte(last), []byte(chunk[0][0])), ref})
		last = chunk[len(chunk)-1][0]
	}
	return w.directory(list)
}
