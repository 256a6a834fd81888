package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"gongshi/internal/finding"
	"gongshi/internal/search/analysis"
	"gongshi/internal/search/query"
	"gongshi/internal/text"
)

type bleveQuery = blevequery.Query

// MaxExpansion is the most terms that a prefix or a single character may stand for.
const MaxExpansion = 8192

// collect runs a query on a reader.
func collect(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, q bleveQuery) ([]int, error) {
	searcher, err := q.Searcher(ctx, r, m, blevesearch.SearcherOptions{Score: "none"})
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	defer searcher.Close()
	sc := &blevesearch.SearchContext{
		DocumentMatchPool: blevesearch.NewDocumentMatchPool(searcher.DocumentMatchPoolSize()+1, 0),
		IndexReader:       r,
	}
	var list []int
	for {
		match, err := searcher.Next(sc)
		if err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
		if match == nil {
			return list, nil
		}
		id, err := r.ExternalID(match.IndexInternalID)
		if err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
		n, err := strconv.Atoi(id)
		if err != nil {
			return nil, fmt.Errorf("search index: wanted a number as id, found %q", id)
		}
		list = append(list, n)
		sc.DocumentMatchPool.Put(match)
	}
}

// translate makes a Bleve query of a query.
func (e *Engine) translate(n query.Node) (bleveQuery, error) {
	switch n.Op {
	case query.All:
		return blevequery.NewMatchAllQuery(), nil
	case query.Text:
		return e.phrase(n.Phrase, n.At)
	case query.Filter:
		return anyOf(facetPrefix+n.Field, e.meant(n.Field, n.Value)), nil
	case query.Range:
		return e.interval(n), nil
	}
	kids := make([]bleveQuery, len(n.Kids))
	for i, k := range n.Kids {
		var err error
		if kids[i], err = e.translate(k); err != nil {
			return nil, err
		}
	}
	switch n.Op {
	case query.And:
		return blevequery.NewConjunctionQuery(kids), nil
	case query.Or:
		return blevequery.NewDisjunctionQuery(kids), nil
	}
	return blevequery.NewBooleanQuery([]bleveQuery{blevequery.NewMatchAllQuery()}, nil, kids), nil
}

func (e *Engine) interval(n query.Node) bleveQuery {
	if n.Field == query.Year {
		var ids []string
		for _, v := range e.vocab[n.Field] {
			if y, err := strconv.ParseInt(v.ID, 10, 64); err == nil && n.Min <= y && y <= n.Max {
				ids = append(ids, v.ID)
			}
		}
		return anyOf(facetPrefix+n.Field, ids)
	}
	low, high, inclusive := float64(n.Min), float64(n.Max), true
	q := blevequery.NewNumericRangeInclusiveQuery(&low, &high, &inclusive, &inclusive)
	q.SetField(map[string]string{query.Date: dateField, query.Fine: fineField}[n.Field])
	return q
}

// anyOf matches documents that have one of the terms in a field.
func anyOf(field string, terms []string) bleveQuery {
	if len(terms) == 0 {
		return blevequery.NewMatchNoneQuery()
	}
	list := make([]bleveQuery, len(terms))
	for i, t := range terms {
		list[i] = termIn(field, t)
	}
	return blevequery.NewDisjunctionQuery(list)
}

func termIn(field, term string) bleveQuery {
	q := blevequery.NewTermQuery(term)
	q.SetField(field)
	return q
}

// phrase asks for the terms that prove a phrase, at their places.
func (e *Engine) phrase(p analysis.Phrase, at int) (bleveQuery, error) {
	needs := p.Needs()
	slots := make([][]string, needs[len(needs)-1].Offset+1)
	for _, n := range needs {
		slots[n.Offset] = []string{n.Term}
		if !n.Prefix {
			continue
		}
		terms, err := e.expand(n.Term, at)
		if err != nil || len(terms) == 0 {
			return blevequery.NewMatchNoneQuery(), err
		}
		slots[n.Offset] = terms
	}
	if len(needs) == 1 {
		return anyOf(textField, slots[0]), nil
	}
	return blevequery.NewMultiPhraseQuery(slots, textField), nil
}

// expand returns the terms that begin so.
func (e *Engine) expand(prefix string, at int) ([]string, error) {
	dict, err := e.bleve.FieldDictPrefix(textField, []byte(prefix))
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	defer dict.Close()
	var list []string
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
		if entry == nil {
			return list, nil
		}
		if list = append(list, entry.Term); len(list) > MaxExpansion {
			return nil, &QueryError{At: at, Code: "too-broad", Message: finding.Text{
				ZH: fmt.Sprintf("以“%s”开头的词太多，请多输入几个字", prefix),
				EN: fmt.Sprintf("too many words begin with %q: type more", prefix),
			}}
		}
	}
}

// spellings are the folded ways in which values may be typed.
func spellings(values []Value) [][]string {
	list := make([][]string, len(values))
	for i, v := range values {
		for _, s := range append([]string{v.ID, v.ZH, v.EN}, v.Also...) {
			list[i] = append(list[i], text.Fold(s))
		}
	}
	return list
}

// meant returns the ids of the values that a filter means: those spelled so, else
// those that have it in a spelling.
func (e *Engine) meant(facet, typed string) []string {
	want := strings.TrimSpace(text.Fold(typed))
	pick := func(fits func(string) bool) (ids []string) {
		for i, list := range e.folded[facet] {
			if slices.ContainsFunc(list, fits) {
				ids = append(ids, e.vocab[facet][i].ID)
			}
		}
		return ids
	}
	if ids := pick(func(s string) bool { return s == want }); len(ids) > 0 {
		return ids
	}
	return pick(func(s string) bool { return strings.Contains(s, want) })
}
