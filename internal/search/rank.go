package search

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"gongshi/internal/search/analysis"
	"gongshi/internal/search/query"
)

// The ranking. docs/search.md explains it; the client computes the same numbers.
const (
	exactBonus = 32  // for a query that is a whole name or number: above any sum of weights
	precision  = 1e6 // scores are rounded to its inverse before they are compared
)

// The excerpt, in characters.
const (
	excerptLength = 100
	excerptBefore = 24
)

// Search answers a query. A malformed query gives a *QueryError.
func (e *Engine) Search(q string, o Options) (Result, error) {
	node, err := query.Parse(q)
	if err != nil {
		return Result{}, err
	}
	ctx := context.Background()
	whole, err := e.translate(node)
	if err != nil {
		return Result{}, err
	}
	found, err := e.ids(ctx, whole)
	if err != nil {
		return Result{}, err
	}
	scores, err := e.scores(ctx, node)
	if err != nil {
		return Result{}, err
	}
	e.order(found, scores, o.Sort)
	r := Result{Query: q, Total: len(found), Hits: []Hit{}, Facets: e.count(found)}
	for _, d := range found[:min(max(o.Limit, 0), len(found))] {
		r.Hits = append(r.Hits, e.hit(d, scores[d], node.Texts()))
	}
	return r, nil
}

// scores returns the rounded score of every document. Bleve says which documents
// hold a phrase; what it is worth there is counted in the document itself, because
// Bleve's own scores (search.md, traps 1 and 2) cannot be had from static files.
func (e *Engine) scores(ctx context.Context, n query.Node) ([]float64, error) {
	scores := make([]float64, len(e.docs))
	for _, p := range n.Texts() {
		q, err := e.phrase(p, n.At)
		if err != nil {
			return nil, err
		}
		found, err := e.ids(ctx, q)
		if err != nil {
			return nil, err
		}
		idf := math.Log(1 + (float64(len(e.docs)-len(found))+0.5)/(float64(len(found))+0.5))
		for _, d := range found {
			// The conversion forbids a fused multiply-add, which would round otherwise.
			scores[d] += float64(idf * worth(e.docs[d].Parts, p))
		}
	}
	for d, s := range scores {
		scores[d] = math.Floor(float64(s*precision)+0.5) / precision
	}
	return scores, nil
}

// worth is what a phrase is worth in a document: for each zone its weight times
// n/(n+1), n being how often it stands there, and a bonus where it is a whole name
// or number.
func worth(parts []Part, p analysis.Phrase) float64 {
	var counts [zones]int
	exact := false
	var a analysis.Analyzer
	for _, part := range parts {
		units := a.Units(part.Text)
		for i := range units {
			if !p.At(units, i) {
				continue
			}
			counts[part.Zone]++
			last := i + len(p.Units) - 1
			if part.Zone.exact() && i == 0 && last == len(units)-1 && units[last].Same(p.Units[len(p.Units)-1]) {
				exact = true
			}
		}
	}
	sum := 0.0
	for zone, n := range counts {
		sum += float64(weights[zone]*float64(n)) / float64(n+1)
	}
	if exact {
		sum += exactBonus
	}
	return sum
}

// order sorts found documents.
func (e *Engine) order(found []int, scores []float64, by Sort) {
	ended := func(d int) int {
		if e.docs[d].Ended {
			return 1
		}
		return 0
	}
	amount := func(d int) int64 {
		if a := e.docs[d].Amount; a.Given {
			return max(a.Fen, 0)
		}
		return -1
	}
	slices.SortFunc(found, func(a, b int) int {
		newest := b - a
		switch by {
		case Newest:
			return newest
		case Oldest:
			return -newest
		case Amount:
			return cmp.Or(cmp.Compare(amount(b), amount(a)), newest)
		}
		return cmp.Or(cmp.Compare(scores[b], scores[a]), ended(a)-ended(b), newest)
	})
}

func (e *Engine) hit(d int, score float64, phrases []analysis.Phrase) Hit {
	doc := &e.docs[d]
	return Hit{
		ID: doc.ID, Table: doc.Table, Title: doc.Title, URL: doc.URL, Date: doc.Date.String(),
		AgencyID: doc.AgencyID, Score: score, Excerpt: excerpt(doc.Parts, phrases),
	}
}

// count counts the values of every facet among the found documents.
func (e *Engine) count(found []int) map[string][]FacetCount {
	facets := map[string][]FacetCount{}
	for _, name := range Facets() {
		counts := map[string]int{}
		for _, d := range found {
			for _, v := range e.docs[d].values(name) {
				counts[v.ID]++
			}
		}
		list := make([]FacetCount, 0, len(counts))
		for v, n := range counts {
			list = append(list, FacetCount{Value: v, Count: n})
		}
		slices.SortFunc(list, func(a, b FacetCount) int {
			return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value))
		})
		facets[name] = list[:min(len(list), MaxFacetValues)]
	}
	return facets
}

// excerpt is the text around the first match, or the beginning of the body.
func excerpt(parts []Part, phrases []analysis.Phrase) string {
	for _, zone := range []Zone{Body, Labels, Names, Number} {
		for _, part := range parts {
			if part.Zone != zone {
				continue
			}
			if at, ok := firstMatch(part.Text, phrases); ok {
				return around(part.Text, at)
			}
		}
	}
	for _, part := range parts {
		if part.Zone == Body {
			return around(part.Text, 0)
		}
	}
	return ""
}

// firstMatch is the byte offset of the first match of any phrase.
func firstMatch(s string, phrases []analysis.Phrase) (int, bool) {
	units := analysis.Units(s)
	for i, u := range units {
		for _, p := range phrases {
			if p.At(units, i) {
				return u.Start, true
			}
		}
	}
	return 0, false
}

// around cuts the excerpt out of a text; at is a byte offset.
func around(s string, at int) string {
	chars := []rune(s)
	from := max(0, len([]rune(s[:at]))-excerptBefore)
	to := min(len(chars), from+excerptLength)
	cut := strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, string(chars[from:to]))
	if from > 0 {
		cut = "…" + cut
	}
	if to < len(chars) {
		cut += "…"
	}
	return cut
}
