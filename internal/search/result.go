package search

import (
	"gongshi/internal/search/query"
)

// Sort is an order of hits.
type Sort string

// The orders. Ties are always broken by newest first.
const (
	Relevance Sort = "relevance"
	Newest    Sort = "newest"
	Oldest    Sort = "oldest"
	Amount    Sort = "amount" // largest first, those without an amount last
)

// SortOf returns the order of a name; the empty name is Relevance.
func SortOf(name string) (Sort, bool) {
	switch s := Sort(name); s {
	case "":
		return Relevance, true
	case Relevance, Newest, Oldest, Amount:
		return s, true
	}
	return "", false
}

// Options says which hits a search returns. The zero value asks for none of them,
// best first: only the total and the facets.
type Options struct {
	Sort  Sort
	Limit int // the most hits, 0 or more
}

// QueryError is a malformed query.
type QueryError = query.Error

// Result is what a search found.
type Result struct {
	Query  string                  `json:"query"`
	Total  int                     `json:"total"`
	Hits   []Hit                   `json:"hits"`   // never nil
	Facets map[string][]FacetCount `json:"facets"` // over all that was found; never nil, every facet is there

	// Suggestions are queries that may have been meant, where nothing was found.
	Suggestions []string `json:"suggestions,omitempty"`
}

// Hit is a record that was found.
type Hit struct {
	ID       string  `json:"id"`
	Table    string  `json:"table"`
	Title    string  `json:"title"`
	URL      string  `json:"url"`
	Date     string  `json:"date"` // 2023-05-01, or empty
	AgencyID string  `json:"agency_id"`
	Score    float64 `json:"score"`   // rounded to 1e-6
	Excerpt  string  `json:"excerpt"` // plain text around the first match
}

// FacetCount says how many of the found records have a value. Counts are in order:
// most first, then by value.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// MaxFacetValues is the most values that a facet lists.
const MaxFacetValues = 100
