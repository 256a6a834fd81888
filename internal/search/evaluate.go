package search

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"gongshi/internal/search/query"
)

// Evaluate answers a query from an index. A malformed query gives a *QueryError;
// other errors are the index's.
//
// It is the same for every index: the index only says which documents a text or a
// filter finds and how often. The browser's templates/scripts/match.ts does the same.
func Evaluate(src Source, q string, o Options) (Result, error) {
	node, err := query.Parse(q)
	if err != nil {
		return Result{}, err
	}
	e, err := newEvaluation(src)
	if err != nil {
		return Result{}, err
	}
	found, err := e.eval(node, true)
	if err != nil {
		return Result{}, err
	}
	r := Result{Query: q, Total: found.Len(), Hits: []Hit{}}
	if r.Facets, err = facets(src, found); err != nil {
		return Result{}, err
	}
	if r.Total == 0 {
		if r.Suggestions, err = Suggest(q, node.Texts(), sourceReader{src}); err != nil {
			return Result{}, err
		}
	}
	docs, err := e.order(found, o)
	if err != nil {
		return Result{}, err
	}
	for _, d := range docs {
		hit, parts, err := src.Record(d)
		if err != nil {
			return Result{}, err
		}
		hit.Score, hit.Excerpt = e.score(d), excerpt(parts, node.Texts())
		r.Hits = append(r.Hits, hit)
	}
	return r, nil
}

// evaluation is one query under way.
type evaluation struct {
	src     Source
	gaps    Set
	records int      // all numbers but for the gaps
	clauses []clause // of the texts under no negation, in the order of the query
}

func newEvaluation(src Source) (*evaluation, error) {
	gaps, err := src.Gaps()
	if err != nil {
		return nil, err
	}
	return &evaluation{src: src, gaps: gaps, records: src.Len() - gaps.Len()}, nil
}

// clause is a text that counts for the score.
type clause struct {
	Matches
	idf float64
}

// eval returns what a node finds; scored says that it stands under no negation.
func (e *evaluation) eval(n query.Node, scored bool) (Set, error) {
	switch n.Op {
	case query.All:
		return e.but(NewSet(e.src.Len())), nil
	case query.Text:
		m, err := e.matches(n)
		if err != nil {
			return nil, err
		}
		if scored {
			e.clauses = append(e.clauses, clause{m, idf(e.records, len(m.Docs))})
		}
		return SetOf(e.src.Len(), m.Docs), nil
	case query.Filter:
		v, err := e.src.Vocabulary(n.Field)
		if err != nil {
			return nil, err
		}
		return e.src.With(n.Field, v.meant(n.Value))
	case query.Range:
		return e.interval(n)
	case query.Not:
		kid, err := e.eval(n.Kids[0], false)
		if err != nil {
			return nil, err
		}
		return e.but(kid), nil
	}
	return e.several(n, scored)
}

// but returns all documents that are not in a set.
func (e *evaluation) but(set Set) Set {
	rest := slices.Clone(set)
	rest.not(e.src.Len())
	rest.without(e.gaps)
	return rest
}

// several joins the kids of And and Or.
func (e *evaluation) several(n query.Node, scored bool) (Set, error) {
	var set Set
	for i, k := range n.Kids {
		kid, err := e.eval(k, scored)
		if err != nil {
			return nil, err
		}
		switch {
		case i == 0:
			set = slices.Clone(kid)
		case n.Op == query.And:
			set.and(kid)
		default:
			set.or(kid)
		}
	}
	return set, nil
}

// matches returns the documents that hold a text, or sound like it.
func (e *evaluation) matches(n query.Node) (Matches, error) {
	m, err := e.src.Phrase(n.Phrase)
	if err != nil || n.Sound == "" {
		return m, err
	}
	sounds, err := e.src.Sound(n.Sound[:min(len(n.Sound), MaxSound)])
	return join(m, sounds), err
}

func (e *evaluation) interval(n query.Node) (Set, error) {
	if n.Field != query.Year {
		set, err := e.src.Between(n.Field, n.Min, n.Max)
		if err != nil {
			return nil, err
		}
		set = slices.Clone(set)
		set.without(e.gaps)
		return set, nil
	}
	v, err := e.src.Vocabulary(n.Field)
	if err != nil {
		return nil, err
	}
	var places []int
	for i, value := range v.Values {
		if y, err := strconv.ParseInt(value.ID, 10, 64); err == nil && n.Min <= y && y <= n.Max {
			places = append(places, i)
		}
	}
	return e.src.With(n.Field, places)
}

// score is the rounded score of a document.
func (e *evaluation) score(d int32) float64 {
	sum := 0.0
	for _, c := range e.clauses {
		if i, ok := slices.BinarySearch(c.Docs, d); ok {
			// The conversion forbids a fused multiply-add, which would round otherwise.
			sum += float64(c.idf * c.Tally(i).Worth())
		}
	}
	return math.Floor(float64(sum*precision)+0.5) / precision
}

// order returns the first documents of the order that is asked for.
func (e *evaluation) order(found Set, o Options) ([]int32, error) {
	limit := max(o.Limit, 0)
	if limit == 0 {
		return nil, nil
	}
	docs := slices.Collect(found.All())
	newest := func(a, b int32) int { return int(b - a) }
	switch o.Sort {
	case Oldest:
	case Newest:
		slices.Reverse(docs)
	case Amount:
		amounts, err := e.src.Amounts()
		if err != nil {
			return nil, err
		}
		slices.SortFunc(docs, func(a, b int32) int {
			return cmp.Or(cmp.Compare(amounts[b], amounts[a]), newest(a, b))
		})
	default:
		ended, err := e.src.Ended()
		if err != nil {
			return nil, err
		}
		e.rank(docs, ended)
	}
	return docs[:min(limit, len(docs))], nil
}

// rank orders documents, which come oldest first, by relevance.
func (e *evaluation) rank(docs []int32, ended Set) {
	type ranked struct {
		doc   int32
		score float64
	}
	list := make([]ranked, len(docs))
	for i, d := range docs {
		list[i] = ranked{d, e.score(d)}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), last(ended.Has(a.doc), ended.Has(b.doc)), int(b.doc-a.doc))
	})
	for i, r := range list {
		docs[i] = r.doc
	}
}

// last puts what is marked behind what is not.
func last(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// facets counts the values of every facet among the found documents: the most
// frequent first, then by id.
func facets(src Source, found Set) (map[string][]FacetCount, error) {
	lists := map[string][]FacetCount{}
	for _, name := range Facets() {
		v, err := src.Vocabulary(name)
		if err != nil {
			return nil, err
		}
		counts, err := src.Count(name, found)
		if err != nil {
			return nil, err
		}
		list := []FacetCount{}
		for i, n := range counts {
			if n > 0 {
				list = append(list, FacetCount{Value: v.Values[i].ID, Count: n})
			}
		}
		slices.SortStableFunc(list, func(a, b FacetCount) int { return b.Count - a.Count })
		lists[name] = list[:min(len(list), MaxFacetValues)]
	}
	return lists, nil
}
