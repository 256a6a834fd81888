package search_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gongshi/internal/golden"
	"gongshi/internal/search"
)

// The queries with the record that ought to win, and where it stood when the golden
// file was written.
const (
	rankingQueries = "testdata/ranking.tsv"
	rankingGolden  = "testdata/ranking-ranks.tsv"
)

// recallAt is the place up to which a record counts as recalled.
const recallAt = 5

// expectation is a line of testdata/ranking.tsv.
type expectation struct {
	class, query, title string
}

func expectations(t *testing.T) []expectation {
	t.Helper()
	var list []expectation
	for i, line := range tableLines(t, rankingQueries) {
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			t.Fatalf("%s, entry %d: %d cells, want 3: %s", rankingQueries, i+1, len(cells), line)
		}
		list = append(list, expectation{cells[0], cells[1], cells[2]})
	}
	return list
}

// tableLines reads the lines of a file without those that are comments.
func tableLines(t *testing.T, path string) []string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return list
}

// quality is how well a class of queries does.
type quality struct {
	queries, recalled int
	reciprocal        float64 // sum of 1/rank
}

func (q *quality) add(rank int) {
	q.queries++
	if rank == 0 {
		return
	}
	if rank <= recallAt {
		q.recalled++
	}
	q.reciprocal += 1 / float64(rank)
}

func (q *quality) recall() float64 { return float64(q.recalled) / float64(q.queries) }
func (q *quality) mrr() float64    { return q.reciprocal / float64(q.queries) }

func (q *quality) String() string {
	return fmt.Sprintf("%d queries, recall@%d %.3f, mean reciprocal rank %.3f", q.queries, recallAt, q.recall(), q.mrr())
}

// TestRankingOfTheSample asks the queries of a reader and looks where the record
// stands that ought to come first. It fails where one stands lower than in the golden
// file, so that a change of the formula shows what it does.
func TestRankingOfTheSample(t *testing.T) {
	docs, wanted := sample(t), expectations(t)
	e := openEngine(t, docs)
	ids := map[string]string{}
	for _, d := range docs {
		if ids[d.Title] != "" {
			t.Fatalf("two records have the title %s", d.Title)
		}
		ids[d.Title] = d.ID
	}
	var total quality
	var classes []string
	byClass := map[string]*quality{}
	report := strings.Builder{}
	ranks := map[string]int{}
	for _, x := range wanted {
		if ids[x.title] == "" {
			t.Fatalf("%s: no record has the title %s", x.query, x.title)
		}
		if _, twice := ranks[x.query]; twice {
			t.Fatalf("%s stands in %s twice", x.query, rankingQueries)
		}
		rank := rankOf(t, e, x.query, ids[x.title], len(docs))
		ranks[x.query] = rank
		fmt.Fprintf(&report, "%d\t%s\n", rank, x.query)
		if byClass[x.class] == nil {
			byClass[x.class] = &quality{}
			classes = append(classes, x.class)
		}
		byClass[x.class].add(rank)
		total.add(rank)
	}
	for _, class := range classes {
		t.Logf("%s: %v", class, byClass[class])
	}
	t.Logf("all: %v", &total)
	if golden.Update(t) {
		head := fmt.Sprintf("# %v.\n# The place of the record that ought to win; 0: it is not found. go test -update writes this file.\n", &total)
		if err := os.WriteFile(rankingGolden, []byte(head+report.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	compareRanks(t, ranks, goldenRanks(t))
}

// rankOf is the place of a record among the hits of a query, from 1; 0 where it is
// not found.
func rankOf(t *testing.T, e *search.Engine, query, id string, limit int) int {
	t.Helper()
	r, err := e.Search(query, search.Options{Limit: limit})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	for i, h := range r.Hits {
		if h.ID == id {
			return i + 1
		}
	}
	return 0
}

// goldenRanks reads the golden file: the ranks by query.
func goldenRanks(t *testing.T) map[string]int {
	t.Helper()
	ranks := map[string]int{}
	for _, line := range tableLines(t, rankingGolden) {
		var rank int
		number, query, _ := strings.Cut(line, "\t")
		if _, err := fmt.Sscan(number, &rank); err != nil {
			t.Fatalf("%s: %v: %s", rankingGolden, err, line)
		}
		ranks[query] = rank
	}
	return ranks
}

// compareRanks fails where a rank or a mean over all queries is worse than the golden
// one, and where the golden file is of other queries.
func compareRanks(t *testing.T, got, want map[string]int) {
	t.Helper()
	var now, then quality
	for query, rank := range got {
		now.add(rank)
		before, ok := want[query]
		switch {
		case !ok:
			t.Errorf("%s: %s has no rank; go test -update writes it", query, rankingGolden)
		case before > 0 && (rank == 0 || rank > before):
			t.Errorf("%s: the record that ought to win is hit %d, it was %d (0: not found)", query, rank, before)
		case rank != before:
			t.Logf("%s: hit %d now, it was %d (0: not found); go test -update keeps it", query, rank, before)
		}
	}
	for query, rank := range want {
		then.add(rank)
		if _, ok := got[query]; !ok {
			t.Errorf("%s: nothing asks %s of the golden file", query, rankingGolden)
		}
	}
	const rounding = 1e-9
	if now.recall() < then.recall()-rounding || now.mrr() < then.mrr()-rounding {
		t.Errorf("now %v; it was %v", &now, &then)
	}
}
