package search

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// Version is the version of the static files' format.
//
//	0  one script per chunk; dictionary, postings with places, columns
const Version = 0

// The sizes of format 0. The root names those that the client needs.
const (
	shardBytes    = 16 << 10 // of a term shard before it is cut
	inlineBytes   = 4 << 10  // of postings; longer ones are a chunk of their own
	titleDocs     = 64       // documents in a chunk of titles
	textDocs      = 32       // documents in a chunk of texts
	columnDocs    = 16384    // documents in a chunk of a column
	nameBytes     = 10       // of a SHA-256 that name a chunk
	chunkFunction = "gongshi.chunk"
	rootFunction  = "gongshi.root"
	rootFile      = "root.js"
)

// root is the one file whose name does not depend on its content.
type root struct {
	Version   int        `json:"version"`
	Documents int        `json:"documents"`
	Titles    int        `json:"titleDocs"`
	Texts     int        `json:"textDocs"`
	Columns   int        `json:"columnDocs"`
	Dates     []string   `json:"dates"`   // columns: chunks in the order of documents
	Amounts   []string   `json:"amounts"` //
	Fines     []string   `json:"fines"`   //
	Facets    []facet    `json:"facets"`
	Hits      []string   `json:"hits"`  // chunks of titles
	Terms     [][]string `json:"terms"` // the first term of a shard and its chunk
}

type facet struct {
	Name   string   `json:"name"`
	Values string   `json:"values"` // the chunk of its vocabulary
	Column []string `json:"column"`
}

// Write makes the static files of the search below search/index/. The documents
// must be in the order of Order.
func Write(docs []Document, emit tree.Emit) error {
	w := writer{emit: emit, workers: max(1, runtime.GOMAXPROCS(0)), done: map[string]bool{}}
	r := root{Version: Version, Documents: len(docs), Titles: titleDocs, Texts: textDocs, Columns: columnDocs}
	r.Terms = w.terms(invert(docs, w.workers))
	r.Hits = w.hits(docs)
	r.Dates, r.Amounts, r.Fines = w.numbers(docs)
	r.Facets = w.facets(docs)
	if w.err != nil {
		return w.err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return emit(tree.File{Path: route.SearchIndex + rootFile, Body: script(rootFunction, nil, body)})
}

// writer emits chunks and keeps the first error.
type writer struct {
	emit    tree.Emit
	workers int
	mu      sync.Mutex
	err     error
	done    map[string]bool // names of the chunks so far: equal ones are written once
}

// each runs make for every index on the workers and returns the results in order.
func each[T any](w *writer, n int, run func(i int) T) []T {
	results := make([]T, n)
	var wait sync.WaitGroup
	for k := range w.workers {
		wait.Go(func() {
			for i := k; i < n; i += w.workers {
				results[i] = run(i)
			}
		})
	}
	wait.Wait()
	return results
}

// chunk emits a chunk of JSON and returns its name.
func (w *writer) chunk(value any) string {
	body, err := encode(value)
	sum := sha256.Sum256(body)
	name := hex.EncodeToString(sum[:nameBytes])
	if err == nil && w.first(name) {
		err = w.emit(tree.File{
			Path: route.SearchIndex + name + ".js",
			Body: script(chunkFunction, []byte(`"`+name+`"`), body),
		})
	}
	if err != nil {
		w.mu.Lock()
		if w.err == nil {
			w.err = fmt.Errorf("search index: %w", err)
		}
		w.mu.Unlock()
	}
	return name
}

// first says whether a chunk has not been written yet.
func (w *writer) first(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done[name] {
		return false
	}
	w.done[name] = true
	return true
}

// binary emits a chunk of bytes, which is a JSON string of base64.
func (w *writer) binary(b []byte) string {
	return w.chunk(base64.RawStdEncoding.EncodeToString(b))
}

// encode writes JSON that is also JavaScript: U+2028 and U+2029 are escaped, and so
// are the characters that could end a script element.
func encode(value any) ([]byte, error) {
	if s, ok := value.(string); ok { // base64: nothing to escape
		return []byte(`"` + s + `"`), nil
	}
	return json.Marshal(value)
}

func script(function string, name, body []byte) []byte {
	b := make([]byte, 0, len(function)+len(name)+len(body)+4)
	b = append(append(b, function...), '(')
	if name != nil {
		b = append(append(b, name...), ',')
	}
	return append(append(b, body...), ");\n"...)
}

// terms cuts the dictionary into shards.
func (w *writer) terms(list []entry) [][]string {
	outside := each(w, len(list), func(i int) string {
		if len(list[i].bytes()) <= inlineBytes {
			return ""
		}
		return w.binary(list[i].bytes())
	})
	var cuts []int
	size := shardBytes
	for i := range list {
		if size >= shardBytes {
			cuts, size = append(cuts, i), 0
		}
		size += len(list[i].term)
		if outside[i] == "" {
			size += len(list[i].postings)
		}
	}
	return each(w, len(cuts), func(k int) []string {
		end := len(list)
		if k+1 < len(cuts) {
			end = cuts[k+1]
		}
		return []string{list[cuts[k]].term, w.binary(shard(list[cuts[k]:end], outside[cuts[k]:end]))}
	})
}

// bytes is an entry's postings as the files hold them.
func (e *entry) bytes() []byte {
	return append(binary.AppendUvarint(nil, uint64(e.first)), e.postings...)
}

// shard writes entries: bytes shared with the term before, length and bytes of the
// rest, then length<<1 and the postings, or 1 and the name of their chunk.
func shard(list []entry, outside []string) []byte {
	var b []byte
	before := ""
	for i := range list {
		term := list[i].term
		shared := 0
		for shared < len(before) && shared < len(term) && before[shared] == term[shared] {
			shared++
		}
		b = binary.AppendUvarint(b, uint64(shared))
		b = binary.AppendUvarint(b, uint64(len(term)-shared))
		b = append(b, term[shared:]...)
		if outside[i] != "" {
			b = append(binary.AppendUvarint(b, 1), outside[i]...)
		} else {
			p := list[i].bytes()
			b = append(binary.AppendUvarint(b, uint64(len(p))<<1), p...)
		}
		before = term
	}
	return b
}

// hits writes what the list of hits shows: per document an array of id, title,
// date, agency, status and, where it is not the id's, the address; and the names of
// the chunks with the texts.
func (w *writer) hits(docs []Document) []string {
	type chunk struct {
		Hits  [][]string `json:"hits"`
		Texts []string   `json:"texts"`
	}
	groups := slices.Collect(slices.Chunk(docs, titleDocs))
	return each(w, len(groups), func(i int) string {
		var c chunk
		for _, d := range groups[i] {
			hit := []string{d.ID, d.Title, d.Date.String(), d.AgencyID, d.Status}
			if d.URL != d.ID+".html" {
				hit = append(hit, d.URL)
			}
			c.Hits = append(c.Hits, hit)
		}
		for part := range slices.Chunk(groups[i], textDocs) {
			c.Texts = append(c.Texts, w.chunk(texts(part)))
		}
		return w.chunk(c)
	})
}

// texts is, per document, the zone and text of every part that an excerpt can show.
func texts(docs []Document) [][][]any {
	list := make([][][]any, len(docs))
	for i, d := range docs {
		list[i] = [][]any{}
		for _, p := range d.Parts {
			if p.Zone != Title {
				list[i] = append(list[i], []any{p.Zone, p.Text})
			}
		}
	}
	return list
}

// numbers writes the columns of numbers: the step to the day (20230501; 0: none)
// times two, plus 1 where the record has ended; amounts and fines in fen plus 1
// (0: none).
func (w *writer) numbers(docs []Document) (dates, amounts, fines []string) {
	dates = w.column(docs, func(b []byte, before, d *Document) []byte {
		step := d.Date.Number()
		if before != nil {
			step -= before.Date.Number()
		}
		v := uint64(step) << 1
		if d.Ended {
			v |= 1
		}
		return binary.AppendUvarint(b, v)
	})
	amounts = w.column(docs, func(b []byte, _, d *Document) []byte {
		if !d.Amount.Given {
			return append(b, 0)
		}
		return binary.AppendUvarint(b, uint64(max(d.Amount.Fen, 0))+1)
	})
	fines = w.column(docs, func(b []byte, _, d *Document) []byte {
		if !d.Fine.Given {
			return append(b, 0)
		}
		return binary.AppendUvarint(b, uint64(max(d.Fine.Fen, 0))+1)
	})
	return dates, amounts, fines
}

// column writes a column in chunks; before is the document before in the same chunk.
func (w *writer) column(docs []Document, put func(b []byte, before, d *Document) []byte) []string {
	groups := slices.Collect(slices.Chunk(docs, columnDocs))
	return each(w, len(groups), func(i int) string {
		var b []byte
		var before *Document
		for k := range groups[i] {
			b = put(b, before, &groups[i][k])
			before = &groups[i][k]
		}
		return w.binary(b)
	})
}

// facets writes, for every facet, its vocabulary and per document its values:
// (index in the vocabulary + 1)<<1, + 1 where another follows; 0 for none.
func (w *writer) facets(docs []Document) []facet {
	names := Facets()
	return each(w, len(names), func(i int) facet {
		values := vocabulary(docs, names[i])
		index := make(map[string]int, len(values))
		list := make([][]string, len(values))
		for k, v := range values {
			index[v.ID] = k
			list[k] = append([]string{v.ID, v.ZH, v.EN}, v.Also...)
		}
		f := facet{Name: names[i], Values: w.chunk(list)}
		f.Column = w.column(docs, func(b []byte, _, d *Document) []byte {
			values := d.values(names[i])
			if len(values) == 0 {
				return append(b, 0)
			}
			for k, v := range values {
				n := uint64(index[v.ID]+1) << 1
				if k+1 < len(values) {
					n |= 1
				}
				b = binary.AppendUvarint(b, n)
			}
			return b
		})
		return f
	})
}

// values returns a document's values of a facet, each once, in the order given.
func (d *Document) values(name string) []Value {
	var list []Value
	for _, t := range d.Tags {
		if t.Facet == name && !slices.ContainsFunc(list, func(v Value) bool { return v.ID == t.Value.ID }) {
			list = append(list, t.Value)
		}
	}
	return list
}
