package privacy

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// part is what a byte can be to a run.
type part uint8

// The parts.
const (
	outside part = iota // it stands in no run, unless it is of a tag
	within              // a character begins with it that may stand in a run
	behind              // it follows the first byte of a character, which decides
)

// parts says of every byte what it can be to a run.
var parts = func() (list [256]part) {
	for c := range utf8.RuneSelf {
		if ascii[c] != other {
			list[c] = within
		}
	}
	for c := 0x80; c < 0xc0; c++ {
		list[c] = behind
	}
	for _, lead := range []byte{0xc2, 0xcd, 0xd8, 0xd9, 0xdb, 0xe1, 0xe2, 0xe3, 0xef, 0xf0} { // of what digitOf and signOf know
		list[lead] = within
	}
	return list
}()

// skimmer finds the runs of a built file, of which hardly a byte is looked at. A run holds
// digits in minDigits places and nothing else between two tags that are passed over, so that
// it has every minDigits-th byte in it; one with such a tag has a byte of its own in front of
// the first.
type skimmer struct {
	b   []byte
	at  int // where to go on
	end int // where the next tag begins that a run may have inside, if not before at
}

// next returns the next run that has digits enough for a number, as nextRun does with tags.
func (s *skimmer) next() (r run, ok bool) {
	for s.at < len(s.b) {
		if s.end <= s.at {
			s.end = nextTag(s.b, s.at+1)
		}
		for s.at < s.end {
			from, to := stretch(s.b, s.at, s.end)
			if from == to {
				break
			}
			if r, s.at, ok = nextRun(s.b, from, to, true); ok {
				return r, true
			}
		}
		if s.at >= s.end { // the last run went on behind the tag
			continue
		}
		if r, s.at, ok = nextRun(s.b, beginning(s.b, s.at, s.end), s.end, true); ok {
			return r, true
		}
	}
	return run{}, false
}

// nextTag returns where the next tag begins that a run may have inside, and that has a byte
// in front which may be of a run. It looks at eight bytes at a time.
func nextTag(b []byte, at int) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for ; at+8 <= len(b); at += 8 {
		before := binary.LittleEndian.Uint64(b[at-1:])
		brackets := binary.LittleEndian.Uint64(b[at:]) ^ '<'*ones // which are 0 then
		// No ASCII character beyond 9 can be of a run.
		hits := (brackets - ones) &^ brackets & (before | ^(before&^high + (0x80-'9'-1)*ones)) & high
		for ; hits != 0; hits &= hits - 1 {
			if i := at + bits.TrailingZeros64(hits)/8; isTag(b, i) {
				return i
			}
		}
	}
	for ; at < len(b); at++ {
		if isTag(b, at) {
			return at
		}
	}
	return len(b)
}

// isTag says whether a tag begins at a place that a run may have inside.
func isTag(b []byte, at int) bool {
	return b[at] == '<' && at+1 < len(b) && tagging[b[at+1]] && isPart(b, 0, at-1) && inlineTag(b, at) > 0
}

// tagging says of a byte whether one of the tags that inlineTag knows goes on with it.
var tagging = func() (list [256]bool) {
	for _, c := range []byte("/sebcdiuwm") {
		list[c] = true
	}
	return list
}()

// stretch returns the next bytes between two places of which each can be of a run and
// which have digits enough for a number; none where there are none.
func stretch(b []byte, at, end int) (from, to int) {
	for i := at + minDigits - 1; i < end; i += minDigits {
		if !isPart(b, at, i) {
			continue
		}
		from, to = beginning(b, at, i), i+1
		for to < end && parts[b[to]] != outside {
			to++
		}
		if to-from >= minDigits && enough(b[from:to]) {
			return from, to
		}
		i = to
	}
	return end, end
}

// beginning is where the bytes before a place begin that can be of a run.
func beginning(b []byte, at, i int) int {
	for i > at && parts[b[i-1]] != outside {
		i--
	}
	return i
}

// isPart says whether a byte can be of a run that begins at a place or behind it.
func isPart(b []byte, at, i int) bool {
	p := parts[b[i]]
	if p != behind {
		return p == within
	}
	for first := max(at, i-utf8.UTFMax+1); i > first && parts[b[i]] == behind; {
		i--
	}
	return parts[b[i]] == within && b[i] >= utf8.RuneSelf
}

// enough says whether bytes may hold the digits of a number.
func enough(b []byte) bool {
	n := 0
	for _, c := range b {
		if starts[c] {
			n++
		}
	}
	return n >= minDigits
}
