package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"gongshi/internal/search/analysis"
	"gongshi/internal/search/query"
)

type bleveQuery = blevequery.Query

// Len is how many documents there are, gaps included.
func (e *Engine) Len() int { return len(e.docs) }

// Gaps returns the numbers under which there is no document.
func (e *Engine) Gaps() (Set, error) { return e.gaps, nil }

// Phrase returns the documents that hold a phrase. How often is counted in the
// documents themselves: Bleve's own scores (its BM25 rounds to float32 and leaves out
// the zones) cannot be had from static files.
func (e *Engine) Phrase(p analysis.Phrase) (Matches, error) {
	q, proven := phraseQuery(p)
	docs, err := e.collect(q)
	if err != nil {
		return Matches{}, err
	}
	var c Tallier
	tally := func(d int32) Tally { return c.Tally(e.docs[d].Parts, p) }
	if !proven {
		docs = slices.DeleteFunc(docs, func(d int32) bool { return !tally(d).any() })
	}
	return Matches{Docs: docs, Tally: func(i int) Tally { return tally(docs[i]) }}, nil
}

// Sound returns the documents of which a sound suffix begins with the letters.
func (e *Engine) Sound(letters string) (Matches, error) {
	docs, err := e.collect(beginsIn(soundField, letters))
	return Matches{Docs: docs, Tally: func(i int) (t Tally) {
		for _, part := range e.docs[docs[i]].Parts {
			if part.Zone != Sound {
				continue
			}
			for _, suffix := range SoundSuffixes(part.Text) {
				if strings.HasPrefix(suffix, letters) {
					t.In[Sound]++
				}
			}
		}
		return t
	}}, err
}

// Vocabulary returns the values of a facet.
func (e *Engine) Vocabulary(facet string) (*Vocabulary, error) { return e.vocab[facet], nil }

// With returns the documents that have one of the values.
func (e *Engine) With(facet string, values []int) (Set, error) {
	list := make([]bleveQuery, len(values))
	for i, v := range values {
		list[i] = termIn(facetPrefix+facet, e.vocab[facet].Values[v].ID)
	}
	if len(list) == 0 {
		return NewSet(len(e.docs)), nil
	}
	return e.set(blevequery.NewDisjunctionQuery(list))
}

// Between returns the documents whose date or fine lies between two numbers.
func (e *Engine) Between(field string, first, last int64) (Set, error) {
	low, high, inclusive := float64(first), float64(last), true
	q := blevequery.NewNumericRangeInclusiveQuery(&low, &high, &inclusive, &inclusive)
	q.SetField(map[string]string{query.Date: dateField, query.Fine: fineField}[field])
	return e.set(q)
}

// Count returns how many of the documents have each value of a facet.
func (e *Engine) Count(facet string, found Set) ([]int, error) {
	counts := make([]int, len(e.vocab[facet].Values))
	places := e.places[facet]
	var seen []int // in one document
	for d := range found.All() {
		seen = seen[:0]
		for _, t := range e.docs[d].Tags {
			if t.Facet != facet {
				continue
			}
			if place := places[t.Value.ID]; !slices.Contains(seen, place) {
				counts[place]++
				seen = append(seen, place)
			}
		}
	}
	return counts, nil
}

// Ended returns the documents of what is over.
func (e *Engine) Ended() (Set, error) {
	set := NewSet(len(e.docs))
	for i := range e.docs {
		if e.docs[i].Ended {
			set.Add(int32(i))
		}
	}
	return set, nil
}

// Amounts returns the amount of every document in fen, -1 where none is given.
func (e *Engine) Amounts() ([]int64, error) {
	list := make([]int64, len(e.docs))
	for i := range e.docs {
		if list[i] = -1; e.docs[i].Amount.Given {
			list[i] = max(e.docs[i].Amount.Fen, 0)
		}
	}
	return list, nil
}

// Record returns a document as a hit without score and excerpt, and its parts.
func (e *Engine) Record(doc int32) (Hit, []Part, error) {
	d := &e.docs[doc]
	return Hit{ID: d.ID, Table: d.Table, Title: d.Title, URL: d.URL, Date: d.Date.String(), AgencyID: d.AgencyID}, d.Parts, nil
}

// phraseQuery asks for the terms that prove a phrase at their places. Where it is not
// proven, because a term that is only begun has a place, the phrase is still to be
// looked for in the documents that match: to ask for every term that begins so at its
// place is too much for Bleve.
func phraseQuery(p analysis.Phrase) (q bleveQuery, proven bool) {
	needs := p.Needs()
	var all []bleveQuery
	var slots [][]string // of the terms that are whole, from the first of them on
	base := 0
	for _, n := range needs {
		if n.Prefix {
			all = append(all, beginsIn(textField, n.Term))
			continue
		}
		if len(slots) == 0 {
			base = n.Offset
		}
		for len(slots) <= n.Offset-base {
			slots = append(slots, nil)
		}
		slots[n.Offset-base] = []string{n.Term}
	}
	switch len(slots) {
	case 0:
	case 1:
		all = append(all, termIn(textField, slots[0][0]))
	default:
		all = append(all, blevequery.NewMultiPhraseQuery(slots, textField))
	}
	if len(all) == 1 {
		return all[0], len(needs) == 1 || len(slots) > 1
	}
	return blevequery.NewConjunctionQuery(all), false
}

func termIn(field, term string) bleveQuery {
	q := blevequery.NewTermQuery(term)
	q.SetField(field)
	return q
}

func beginsIn(field, prefix string) bleveQuery {
	q := blevequery.NewPrefixQuery(prefix)
	q.SetField(field)
	return q
}

func (e *Engine) set(q bleveQuery) (Set, error) {
	docs, err := e.collect(q)
	return SetOf(len(e.docs), docs), err
}

// collect runs a Bleve query and returns the numbers of the documents that match,
// ascending.
func (e *Engine) collect(q bleveQuery) ([]int32, error) {
	docs, err := e.run(q)
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	slices.Sort(docs)
	return docs, nil
}

func (e *Engine) run(q bleveQuery) ([]int32, error) {
	advanced, err := e.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	r, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	searcher, err := q.Searcher(context.Background(), r, e.bleve.Mapping(), blevesearch.SearcherOptions{Score: "none"})
	if err != nil {
		return nil, err
	}
	defer searcher.Close()
	sc := &blevesearch.SearchContext{
		DocumentMatchPool: blevesearch.NewDocumentMatchPool(searcher.DocumentMatchPoolSize()+1, 0),
		IndexReader:       r,
	}
	var list []int32
	for {
		match, err := searcher.Next(sc)
		if err != nil || match == nil {
			return list, err
		}
		id, err := r.ExternalID(match.IndexInternalID)
		if err != nil {
			return nil, err
		}
		n, err := strconv.ParseInt(id, 10, 32)
		if err != nil || n < 0 || n >= int64(len(e.docs)) {
			return nil, fmt.Errorf("wanted the number of a document as id, found %q", id)
		}
		list = append(list, int32(n))
		sc.DocumentMatchPool.Put(match)
	}
}
