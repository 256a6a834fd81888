package main

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"gongshi/internal/build"
	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/search"
)

// The number of random substrings of a recall test, and the seed of its dice.
const (
	substrings   = 300
	recallSeed   = 20261123
	asManyAsHits = 100_000 // a limit that cuts nothing
)

// engine opens what gongshi search asks, without a process for each query.
func engine(t *testing.T, portal, asOf string) func(query string) answer {
	t.Helper()
	on, _, err := day.Parse(asOf)
	if err != nil {
		t.Fatal(err)
	}
	p, err := build.Load(build.Options{Dir: portal, AsOf: on, Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if n := p.Counts().Errors; n > 0 {
		t.Fatalf("the portal has %d errors; the first: %+v", n, p.Findings[0])
	}
	e, err := search.OpenEngine(t.TempDir(), search.Documents(p.Register, ledger.Open(p.Register)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return func(query string) answer {
		result, err := e.Search(query, search.Options{Limit: asManyAsHits})
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		a := answer{Total: result.Total}
		for _, h := range result.Hits {
			a.Hits = append(a.Hits, hit{h.ID})
		}
		return a
	}
}

// program asks the real program.
func program(t *testing.T, portal string) func(query string) answer {
	return func(query string) (a answer) {
		stdout, stderr, code := gongshi(t, "search", "-C", portal, "--format", "json", "--limit", "100000", query)
		if code != 0 {
			t.Fatalf("%s: exit code %d: %s", query, code, stderr)
		}
		if err := json.Unmarshal([]byte(stdout), &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
}

var pinnedDay = regexp.MustCompile(`(?m)^as_of: "?(\d{4}-\d\d-\d\d)`)

// sampleDay is the as_of of the sample portal.
func sampleDay(t testing.TB) string {
	t.Helper()
	m := pinnedDay.FindStringSubmatch(readFile(t, filepath.Join(samplePortal(t), "gongshi.yaml")))
	if m == nil {
		t.Fatal("the sample portal does not pin as_of")
	}
	return m[1]
}

// TestRecallSample asks for random pieces of the sample's own text: each one finds
// exactly the records that hold it.
func TestRecallSample(t *testing.T) {
	portal := samplePortal(t)
	s := newScan(documents(t, portal, sampleDay(t)))
	queries := s.substrings(substrings, recallSeed)
	t.Run("engine", func(t *testing.T) { s.compare(t, queries, engine(t, portal, sampleDay(t))) })
	t.Run("program", func(t *testing.T) { s.compare(t, queries[:5], program(t, portal)) })
}
