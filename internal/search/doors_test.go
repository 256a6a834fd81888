package search_test

import (
	"errors"
	"path"
	"slices"
	"testing"
	"testing/fstest"

	"gongshi/internal/search"
	"gongshi/internal/search/analysis"
	"gongshi/internal/search/projection"
)

// searcher is a way into an index: the engine, the reader of the static files in Go,
// or the client's.
type searcher interface {
	Search(q string, o search.Options) (search.Result, error)
}

// door opens an index of documents.
type door struct {
	name string
	open func(t testing.TB, docs []search.Document) searcher
}

// doors are all ways into an index, the engine first.
func doors() []door {
	return []door{
		{"engine", func(t testing.TB, docs []search.Document) searcher { return openEngine(t, docs) }},
		{"reader", func(t testing.TB, docs []search.Document) searcher {
			return openReader(t, docs, projection.Options{})
		}},
		{"reader of packs", func(t testing.TB, docs []search.Document) searcher {
			return openReader(t, docs, projection.Options{Packs: projection.PacksAlways})
		}},
		{"client", func(t testing.TB, docs []search.Document) searcher {
			c := newClient(t)
			c.openIndex(t, docs)
			return clientDoor{t, c}
		}},
		{"client of packs", func(t testing.TB, docs []search.Document) searcher {
			c := newClient(t)
			c.openIndexWith(t, docs, projection.Options{Packs: projection.PacksAlways})
			return clientDoor{t, c}
		}},
	}
}

// openReader writes the static files of documents and opens them in Go.
func openReader(t testing.TB, docs []search.Document, o projection.Options) *projection.Index {
	t.Helper()
	fsys := fstest.MapFS{}
	for p, b := range writeWith(t, docs, o) {
		fsys[path.Base(p)] = &fstest.MapFile{Data: b}
	}
	x, err := projection.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// clientDoor asks the client.
type clientDoor struct {
	t testing.TB
	c *client
}

// Search answers as the client does. Of a malformed query it tells place and code.
func (d clientDoor) Search(q string, o search.Options) (search.Result, error) {
	var got struct {
		search.Result
		Error *search.QueryError
	}
	d.c.ask(d.t, map[string]any{"op": "search", "query": q, "sort": o.Sort, "limit": o.Limit}, &got)
	if got.Error != nil {
		return search.Result{}, got.Error
	}
	return got.Result, nil
}

// answer is what a door says to a query: a result, or what is wrong with the query.
type answer struct {
	search.Result
	at   int
	code string
}

func ask(t testing.TB, d searcher, q string, o search.Options) answer {
	t.Helper()
	r, err := d.Search(q, o)
	var malformed *search.QueryError
	if errors.As(err, &malformed) {
		return answer{at: malformed.At, code: malformed.Code}
	}
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return answer{Result: r}
}

// numbers finds everything and returns the documents' numbers, ascending.
func numbers(t testing.TB, d searcher, docs []search.Document, q string) []int {
	t.Helper()
	r, err := d.Search(q, search.Options{Sort: search.Oldest, Limit: len(docs)})
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	at := make(map[string]int, len(docs))
	for i, d := range docs {
		at[d.ID] = i
	}
	list := make([]int, len(r.Hits))
	for i, h := range r.Hits {
		list[i] = at[h.ID]
	}
	if !slices.IsSorted(list) {
		t.Errorf("%s: %v is not the oldest first", q, list)
	}
	return list
}

// holding finds a text and returns the numbers of the documents, ascending, without
// their hits, which take longer.
func holding(t testing.TB, d searcher, text string) []int {
	t.Helper()
	if c, ok := d.(clientDoor); ok {
		var list []int
		c.c.ask(t, map[string]any{"op": "ids", "query": `"` + text + `"`}, &list)
		return list
	}
	m, err := d.(search.Source).Phrase(analysis.NewPhrase(text, false))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var list []int
	for _, doc := range m.Docs {
		list = append(list, int(doc))
	}
	return list
}
