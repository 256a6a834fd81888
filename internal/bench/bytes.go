package main

import (
	"fmt"

	"gongshi/internal/search"
)

// traffic is what a client loaded, the root excluded. Gzip is what gzip -6 makes of
// each of the files; a part of a pack comes as it is stored.
type traffic struct {
	Requests int `json:"requests"`
	Bytes    int `json:"bytes"`
	Gzip     int `json:"gzip"`
}

// cold is the traffic of a fresh client for one query: after the matching, and after
// what is shown of the first ten hits.
type cold struct {
	Total    int     `json:"total"`
	Matching traffic `json:"matching"`
	Titles   traffic `json:"titles"`   // with the titles
	Excerpts traffic `json:"excerpts"` // and the excerpts
	Facets   traffic `json:"facets"`   // and the counts of all facets, where they were asked for
}

// question is a query as the search page asks it.
type question struct {
	Query  string              `json:"query"`
	Sort   search.Sort         `json:"sort"`
	Ticked map[string][]string `json:"ticked"` // values by facet
	Facets bool                `json:"facets"` // count all
}

// kind is a row of the table of bytes.
type kind struct {
	name         string
	city, nation string // goals for the titles' column: city, million
	questions    []question
}

// The fewest queries that a row is the median of; counting facets takes long.
const (
	fewest       = 50
	fewestFacets = 20
)

func (b *searchBench) kinds() []kind {
	d := newDrawer(b.docs, 1)
	ask := func(sort search.Sort, queries []string) (list []question) {
		for _, q := range queries {
			list = append(list, question{Query: q, Sort: sort})
		}
		return list
	}
	n := max(fewest, b.queries/3)
	eight := d.pieces(n, 8, 8, chinese)
	kinds := []kind{
		{"2 characters, best 10", "24 KB", "50 KB", ask(search.Relevance, d.pieces(n, 2, 2, chinese))},
		{"4 characters, newest 10", "60 KB", "130 KB", ask(search.Newest, d.pieces(n, 4, 4, chinese))},
		{"8 characters, best 10", "110 KB", "220 KB", ask(search.Relevance, eight)},
		{"8 characters, newest 10", "110 KB", "220 KB", ask(search.Newest, eight)},
		{"two words and a ticked value, best 10", "50 KB", "120 KB", d.pairs(n)},
		{"random substrings, best 10", "60 KB in 6", "130 KB in 8", ask(search.Relevance, d.typed(b.queries))},
	}
	if b.size == "city" {
		for _, q := range formatZero {
			kinds = append(kinds, kind{q, "", "", ask(search.Relevance, []string{q})})
		}
	}
	return kinds
}

// formatZero are the queries by which format 0 of the index was measured at the city.
var formatZero = []string{"薪酬", "专项资金", "未按规定接受年度检查", "服务 罚款", "52990*"}

// typed draws random substrings as queries.
func (d *drawer) typed(n int) []string {
	list := d.pieces(n, shortestPiece, longestPiece, anyPiece)
	for i, p := range list {
		list[i] = typed(p)
	}
	return list
}

// pairs draws two words of a record and a value of one of its facets.
func (d *drawer) pairs(n int) []question {
	var list []question
	for len(list) < n {
		doc := d.document()
		a, okA := d.piece(doc, 2, 2)
		b, okB := d.piece(doc, 2, 2)
		if !okA || !okB || a == b || !chinese(a+b) || len(doc.Tags) == 0 {
			continue
		}
		tag := doc.Tags[d.dice.IntN(len(doc.Tags))]
		list = append(list, question{Query: a + " " + b, Sort: search.Relevance, Ticked: map[string][]string{tag.Facet: {tag.Value.ID}}})
	}
	return list
}

// bytes measures cold queries.
func (b *searchBench) bytes() error {
	c, err := startNode(b.dir)
	if err != nil {
		return err
	}
	defer c.stop()
	b.head("KB in requests of a cold query", "goal", "matching", "with 10 titles", "the same after gzip", "the same, p95", "and excerpts", "and all facets")
	for _, k := range b.kinds() {
		var list []cold
		for i, q := range k.questions {
			q.Facets = i < fewestFacets
			var answer cold
			if err := c.ask("cold", q, &answer); err != nil {
				return fmt.Errorf("%s: %w", q.Query, err)
			}
			list = append(list, answer)
		}
		cell := func(list []cold, share float64, of func(cold) traffic) string {
			var sizes, requests []float64
			for _, c := range list {
				t := of(c)
				sizes, requests = append(sizes, float64(t.Bytes)), append(requests, float64(t.Requests))
			}
			return fmt.Sprintf("%s in %.0f", kb(quantile(sizes, share)), quantile(requests, share))
		}
		var zipped []float64
		for _, c := range list {
			zipped = append(zipped, float64(c.Titles.Gzip))
		}
		titles := func(c cold) traffic { return c.Titles }
		fmt.Printf("| %s | %s | %s | **%s** | %s | %s | %s | %s |\n", k.name, b.goal(k.city, k.nation),
			cell(list, 0.5, func(c cold) traffic { return c.Matching }), cell(list, 0.5, titles), kb(quantile(zipped, 0.5)), cell(list, 0.95, titles),
			cell(list, 0.5, func(c cold) traffic { return c.Excerpts }), cell(list[:min(len(list), fewestFacets)], 0.5, func(c cold) traffic { return c.Facets }))
		if err := b.record("bytes", k.name, list); err != nil {
			return err
		}
	}
	return b.suggestions(c)
}

// goal is the one of the size, if it has one.
func (b *searchBench) goal(city, nation string) string {
	switch b.size {
	case "city":
		return city
	case "million":
		return nation
	}
	return ""
}

// suggestions measures the names that are suggested for the beginning of an agency's
// name.
func (b *searchBench) suggestions(c *node) error {
	if b.size == "statutes" {
		return nil // they have one agency
	}
	d := newDrawer(b.docs, 2)
	var sizes, compressed, requests []float64
	for len(sizes) < max(fewest, b.queries/3) {
		doc := d.document()
		if len(doc.Keys) == 0 {
			continue
		}
		key := []rune(doc.Keys[d.dice.IntN(len(doc.Keys))])
		var t traffic
		if err := c.ask("names", map[string]any{"typed": string(key[:min(len(key), 2+d.dice.IntN(4))])}, &t); err != nil {
			return err
		}
		sizes, compressed, requests = append(sizes, float64(t.Bytes)), append(compressed, float64(t.Gzip)), append(requests, float64(t.Requests))
	}
	fmt.Printf("| beginning of an agency's name | %s | **%s in %.0f** | | %s | %s in %.0f | | |\n", b.goal("3 KB", "8 KB"),
		kb(quantile(sizes, 0.5)), quantile(requests, 0.5), kb(quantile(compressed, 0.5)), kb(quantile(sizes, 0.95)), quantile(requests, 0.95))
	return b.record("bytes", "names", sizes)
}
