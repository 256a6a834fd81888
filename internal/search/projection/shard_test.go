package projection

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRanks holds that documents are found in a list that has them all, wherever they stand.
func TestRanks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2_000 {
		var in, docs, want []int32
		few := 1 + random.IntN(40)
		for d := int32(0); len(in) < 1+random.IntN(300); d += 1 + random.Int32N(5) {
			if random.IntN(few) == 0 {
				docs, want = append(docs, d), append(want, int32(len(in)))
			}
			in = append(in, d)
		}
		if got := appendRanks(nil, docs, in); !slices.Equal(got, want) {
			t.Fatalf("%v in %v stand at %v, want %v", docs, in, got, want)
		}
	}
}

func TestSharedBytes(t *testing.T) {
	a := []byte("abcdefghijklmnopqrstuvwxyz")
	for n := range len(a) {
		b := slices.Clone(a)
		b[n]++
		for _, end := range []int{n + 1, len(a)} {
			if got := sharedBytes(a, b[:end]); got != n {
				t.Errorf("%s and %s share %d bytes, want %d", a, b[:end], got, n)
			}
		}
		if got := sharedBytes(a[:n], a); got != n {
			t.Errorf("%s and %s share %d bytes, want %d", a[:n], a, got, n)
		}
	}
}
