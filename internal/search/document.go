// Package search makes every record of the portal findable: by the static files
// that a browser reads without a server, and by gongshi search in the terminal.
//
// Documents turns the register into what is searched. Package projection writes that as
// the files below search/index/ (docs/formats.md) and reads them again; OpenEngine
// keeps a Bleve index of it. Evaluate answers a query of package query from either, and
// templates/scripts from the files: with the same hits, scores, order and suggestions.
// docs/search.md tells users what is found and how it is ranked.
//
// What is left out: segmentation into words, stemming, synonyms.
package search

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/money"
)

// Document is a record as it is searched. Its position in the list that Documents
// returns is its number: oldest first. The zero Document is a gap.
type Document struct {
	ID       string // "sanctions/<slug>"
	Table    string
	Title    string       // as shown in the list of hits
	URL      string       // relative to the root of a language, no leading slash
	Date     day.Day      // of founding, start or decision; may be missing
	AgencyID string       // may be empty
	Amount   money.Amount // what sorting by amount compares
	Fine     money.Amount // what fine: compares
	Status   string       // code, shown as a chip; may be empty
	Ended    bool         // comes after others of the same score: over, not in force
	Parts    []Part       // what is searched
	Tags     []Tag        // what is filtered and counted
	Keys     []string     // of an agency: what may be typed to be suggested it, folded
}

// Gap says whether nothing stands under the number: it was that of a record that has left
// the site, and those behind it keep theirs. No query finds a gap, and none counts it.
func (d *Document) Gap() bool { return d.ID == "" }

// Part is one value of a searched field: a name, an element of a list, a text.
type Part struct {
	Zone Zone
	Text string
}

// Zone is a group of searched fields that weigh the same.
type Zone uint8

// The zones. The static files and the client know them by these numbers.
const (
	Body   Zone = iota // facts, basis, decision, comments, policies
	Title              // the name or number under which the record is shown
	Names              // former and short names
	Number             // codes, document and project numbers
	Labels             // district, fields, purchaser, agency, authority, measures, grades
	Sound              // the name in pinyin, a space between syllables
	Zones              // how many there are
)

// weights says what a match in a zone is worth; docs/search.md has the reasons.
var weights = [Zones]float64{Body: 1, Title: 8, Names: 6, Number: 8, Labels: 2, Sound: 4}

// Exact says whether a query that is the whole of a value in this zone names the
// record.
func (z Zone) Exact() bool { return z == Title || z == Names || z == Number }

// Tag is a value of a facet.
type Tag struct {
	Facet string // a name of Facets
	Value Value
}

// Value is a value of a facet: what a filter compares and what is shown.
type Value struct {
	ID   string // code, or as written where there is none
	ZH   string
	EN   string
	Also []string // other ways in which it may be typed
}

// Facets returns the names of the facets in the order in which they are shown.
func Facets() []string {
	return []string{
		"table", "status", "duty", "kind", "year", "authority", "measure", "district", "field", "grade", "tier", "purchaser", "agency",
	}
}

// Order sorts documents, none of which is a gap, by date, then id: oldest first, those
// without a date before. The position is the document's number, so that a new record changes
// the last ranges only.
func Order(docs []Document) {
	slices.SortFunc(docs, func(a, b Document) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID))
	})
}

// vocabulary lists the values of a facet in the documents, by id.
func vocabulary(docs []Document, facet string) []Value {
	seen := map[string]Value{}
	for _, d := range docs {
		for _, t := range d.Tags {
			if _, known := seen[t.Value.ID]; t.Facet == facet && !known {
				seen[t.Value.ID] = t.Value
			}
		}
	}
	list := make([]Value, 0, len(seen))
	for _, v := range seen {
		list = append(list, v)
	}
	slices.SortFunc(list, func(a, b Value) int { return cmp.Compare(a.ID, b.ID) })
	return list
}
