package tree

import (
	"crypto/sha256"
	"encoding/binary"
)

// Sum adds up what a unit is made of to its key. Each part stands behind its length, so that
// no two lists of parts have the same sum. The zero Sum is ready for use.
type Sum struct{ buf []byte }

// firstRoom is how many bytes a Sum has room for from the first part on, so that it does not
// grow there by doubling: most sums take no more.
const firstRoom = 512

func (s *Sum) begin() {
	if s.buf == nil {
		s.buf = make([]byte, 0, firstRoom)
	}
}

// Text adds texts.
func (s *Sum) Text(list ...string) {
	s.begin()
	for _, t := range list {
		s.buf = append(binary.AppendUvarint(s.buf, uint64(len(t))), t...)
	}
}

// Texts adds a list of texts of any length.
func (s *Sum) Texts(list []string) {
	s.Int(int64(len(list)))
	s.Text(list...)
}

// Grown adds what is appended, in which each part must stand behind its length.
func (s *Sum) Grown(by func([]byte) []byte) {
	s.begin()
	s.buf = by(s.buf)
}

// Int adds numbers.
func (s *Sum) Int(list ...int64) {
	s.begin()
	for _, n := range list {
		s.buf = binary.AppendVarint(s.buf, n)
	}
}

// Flag adds answers.
func (s *Sum) Flag(list ...bool) {
	s.begin()
	for _, yes := range list {
		if yes {
			s.buf = append(s.buf, 1)
		} else {
			s.buf = append(s.buf, 0)
		}
	}
}

// Keys adds other sums.
func (s *Sum) Keys(list ...Key) {
	s.begin()
	for i := range list {
		s.buf = append(s.buf, list[i][:]...)
	}
}

// Key is the key of all that was added since the last one. The Sum keeps its memory.
func (s *Sum) Key() Key {
	k := Key(sha256.Sum256(s.buf))
	s.buf = s.buf[:0]
	return k
}

// Reset forgets what was added since the last key.
func (s *Sum) Reset() { s.buf = s.buf[:0] }
