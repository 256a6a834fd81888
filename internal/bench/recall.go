package main

import (
	"errors"
	"fmt"
	"slices"
)

// The lengths of random substrings, in characters.
const (
	shortestPiece = 2
	longestPiece  = 12
)

// asker gives the numbers of the documents that a query finds, ascending.
type asker interface {
	find(query string) ([]int, error)
}

// recall compares the client's answers with the scan's.
func (b *searchBench) recall() error {
	pieces := newDrawer(b.docs, 3).pieces(b.substrings, shortestPiece, longestPiece, anyPiece)
	s := newScan(b.docs)
	want := make([][]int, len(pieces))
	for i, p := range pieces {
		want[i] = s.find(p)
	}
	b.head("random substrings of 2 to 12 characters", "goal", "figure")
	for _, client := range []struct {
		name  string
		start func() (asker, func(), error)
	}{
		{"client under Node", func() (asker, func(), error) {
			c, err := startNode(b.dir)
			if err != nil {
				return nil, nil, err
			}
			return c, c.stop, nil
		}},
		{"client in Chromium", func() (asker, func(), error) {
			p, err := startPage(b.dir)
			if err != nil {
				return nil, nil, err
			}
			return p, p.stop, nil
		}},
	} {
		a, stop, err := client.start()
		if errors.Is(err, errMissing) {
			b.row(client.name, "", "left out: %v", err)
			continue
		} else if err != nil {
			return err
		}
		r, err := compare(a, pieces, want)
		stop()
		if err != nil {
			return err
		}
		b.row(client.name, "0 missing, 0 extra", "%d substrings, %d hits: %d missing, %d extra", len(pieces), r.Hits, r.Missing, r.Extra)
		if err := b.record("recall", client.name, r); err != nil {
			return err
		}
	}
	return nil
}

// recalled is what a client found of what there is.
type recalled struct {
	Substrings int      `json:"substrings"`
	Hits       int      `json:"hits"`
	Missing    int      `json:"missing"`
	Extra      int      `json:"extra"`
	Wrong      []string `json:"wrong"` // substrings with a wrong answer
}

func compare(a asker, pieces []string, want [][]int) (recalled, error) {
	r := recalled{Substrings: len(pieces)}
	for i, p := range pieces {
		got, err := a.find(typed(p))
		if err != nil {
			return r, fmt.Errorf("%s: %w", p, err)
		}
		missing, extra := without(want[i], got), without(got, want[i])
		if missing+extra > 0 {
			r.Wrong = append(r.Wrong, p)
		}
		r.Hits, r.Missing, r.Extra = r.Hits+len(want[i]), r.Missing+missing, r.Extra+extra
	}
	return r, nil
}

// without counts what stands in the first of two ascending lists only.
func without(list, other []int) int {
	n := 0
	for _, v := range list {
		if _, ok := slices.BinarySearch(other, v); !ok {
			n++
		}
	}
	return n
}
