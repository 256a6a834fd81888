package search

import (
	"iter"
	"math/bits"
)

const wordBits = 64

// Set is a set of documents: a bit for each. Sets of one index are equally long.
type Set []uint64

// NewSet returns the empty set for an index of n documents.
func NewSet(n int) Set { return make(Set, (n+wordBits-1)/wordBits) }

// SetOf returns the set of the documents in lists, for an index of n.
func SetOf(n int, lists ...[]int32) Set {
	s := NewSet(n)
	for _, list := range lists {
		for _, d := range list {
			s.Add(d)
		}
	}
	return s
}

// Add puts a document into the set.
func (s Set) Add(d int32) { s[d/wordBits] |= 1 << (d % wordBits) }

// Has says whether a document is in the set.
func (s Set) Has(d int32) bool { return s[d/wordBits]>>(d%wordBits)&1 != 0 }

// Len is how many documents are in the set.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// All yields the documents in ascending order.
func (s Set) All() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i, w := range s {
			for ; w != 0; w &= w - 1 {
				if !yield(int32(i*wordBits + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// and keeps what is in the other set too.
func (s Set) and(other Set) {
	for i := range s {
		s[i] &= other[i]
	}
}

// or adds what is in the other set.
func (s Set) or(other Set) {
	for i := range s {
		s[i] |= other[i]
	}
}

// without keeps what is not in the other set.
func (s Set) without(other Set) {
	for i := range s {
		s[i] &^= other[i]
	}
}

// not keeps what is not in the set, of n documents.
func (s Set) not(n int) {
	for i := range s {
		s[i] = ^s[i]
	}
	if n%wordBits != 0 {
		s[len(s)-1] &= 1<<(n%wordBits) - 1
	}
}
