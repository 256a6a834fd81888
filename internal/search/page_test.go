package search_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongshi/internal/search"
)

// TestScriptsAreRefused is what window.gongshi.search says to a call that
// gongshi search refuses too, and what it takes.
func TestScriptsAreRefused(t *testing.T) {
	c := newClient(t)
	c.openIndex(t, invented(40, 3))
	for _, r := range []struct {
		name    string
		query   any
		options any
		want    string
		hits    int
	}{
		{"no options", "服务", nil, "", 10},
		{"empty options", "服务", map[string]any{}, "", 10},
		{"empty order", "服务", map[string]any{"sort": "", "limit": 3}, "", 3},
		{"no hits", "服务", map[string]any{"limit": 0}, "", 0},
		{"unknown order", "服务", map[string]any{"sort": "best"}, "sort", 0},
		{"name of Object", "服务", map[string]any{"sort": "__proto__"}, "sort", 0},
		{"negative limit", "服务", map[string]any{"limit": -1}, "limit", 0},
		{"no text", nil, nil, "query", 0},
		{"a number", 5, nil, "query", 0},
		{"malformed", "\"服务", nil, "unclosed-quote", 0},
		{"punctuation", "。", nil, "no-text", 0},
	} {
		var got struct {
			Refused string
			Hits    int
		}
		c.ask(t, map[string]any{"op": "refusal", "query": r.query, "options": r.options}, &got)
		if got.Refused != r.want || got.Hits != r.hits {
			t.Errorf("%s: refused %q with %d hits, want %q with %d", r.name, got.Refused, got.Hits, r.want, r.hits)
		}
	}
}

// TestTickedValuesFind ticks values of a facet that has many, whose chunks are read
// only where they can hold them.
func TestTickedValuesFind(t *testing.T) {
	c := newClient(t)
	docs := invented(9000, 4) // two segments
	r := rand.New(rand.NewPCG(4, 4))
	const values = 1200
	want := map[string][]int{}
	for i := range docs {
		id := fmt.Sprintf("%05d", r.IntN(values))
		if i%50 == 0 {
			id = string(rune(0x4e00 + r.IntN(200)))
		}
		docs[i].Tags = append(docs[i].Tags, search.Tag{Facet: "purchaser", Value: search.Value{ID: id, ZH: id, EN: id}})
		want[id] = append(want[id], i)
	}
	c.openIndex(t, docs)
	type answer struct {
		Docs     []int
		Requests int
	}
	var all answer
	c.ask(t, map[string]any{"op": "ticked", "facet": "purchaser", "ids": slices.Sorted(maps.Keys(want))}, &all)
	if len(all.Docs) != len(docs) {
		t.Errorf("all values find %d of %d documents", len(all.Docs), len(docs))
	}
	c.openIndex(t, docs)
	for i, id := range slices.Sorted(maps.Keys(want)) {
		if i%61 != 0 && i != len(want)-1 {
			continue
		}
		var got answer
		c.ask(t, map[string]any{"op": "ticked", "facet": "purchaser", "ids": []string{id, "no such value"}}, &got)
		if !slices.Equal(got.Docs, want[id]) {
			t.Errorf("%s: got %v, want %v", id, got.Docs, want[id])
		}
		if got.Requests*2 > all.Requests {
			t.Errorf("%s: %d chunks are read, all have %d", id, got.Requests, all.Requests)
		}
	}
}

func TestTickedValuesStay(t *testing.T) {
	c := newClient(t)
	c.openIndex(t, invented(40, 3))
	for _, r := range []struct {
		name string
		keep []string
		want []string
	}{
		{"none", []string{}, []string{}},
		{"known", []string{"agencies"}, []string{"agencies 0"}},
		{"unknown", []string{"__proto__"}, []string{"__proto__ 0"}},
	} {
		var got []string
		c.ask(t, map[string]any{"op": "count", "facet": "table", "query": "没有这样的词语", "keep": r.keep}, &got)
		if !slices.Equal(got, r.want) {
			t.Errorf("%s: got %q, want %q", r.name, got, r.want)
		}
	}
	var got []string
	c.ask(t, map[string]any{"op": "count", "facet": "table", "query": "table:agencies", "keep": []string{"agencies"}}, &got)
	if len(got) != 1 || got[0] == "agencies 0" {
		t.Errorf("got %q, want the count of agencies once", got)
	}
}

func TestAddressesAreCleaned(t *testing.T) {
	c := newClient(t)
	for _, r := range []struct{ name, in, want string }{
		{"empty", "", "?"},
		{"whole", "?q=a&table=agencies&from=2023-05-01&to=2024-02-29&fine=100&sort=newest", "?q=a&table=agencies&from=2023-05-01&to=2024-02-29&fine=100&sort=newest"},
		{"fine range", "?fine=100..5000.50&sort=amount", "?fine=100..5000.50&sort=amount"},
		{"most of a fine", "?fine=..5000", "?fine=..5000"},
		{"half a fine range", "?fine=100..x", "?fine=100"},
		{"no such days", "?q=a&from=2023-02-29&to=2023-99-99", "?q=a"},
		{"no such order or amount", "?q=a&sort=best&fine=1e5", "?q=a"},
		{"not ours", "?q=a&__proto__=1&constructor=2&mode=elder", "?q=a&mode=elder"},
	} {
		var got string
		c.ask(t, map[string]any{"op": "address", "text": r.in}, &got)
		if got != r.want {
			t.Errorf("%s: got %s, want %s", r.name, got, r.want)
		}
	}
}

// TestPageOutlivesPublishing asks an open page whose site is published again and
// again: each time its chunks are gone, and the new root tells the new ones.
func TestPageOutlivesPublishing(t *testing.T) {
	c := newClient(t)
	var steps []map[string]string
	var want []int
	for i, query := range []string{"未按规定", "转包", "募捐", "档案"} { // of shards that are not loaded yet
		docs := invented(600+i, uint64(20+i))
		dir := t.TempDir()
		for path, body := range write(t, docs) {
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), body, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		steps = append(steps, map[string]string{"dir": dir, "query": query})
		want = append(want, len(numbers(t, openEngine(t, docs), docs, query)))
	}
	var got []int
	c.ask(t, map[string]any{"op": "republish", "steps": steps}, &got)
	if !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
}
