package privacy

import (
	"bytes"
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
	end int // where the next tag begins, at at or behind it; else no more than at
}

// next returns the next run that has digits enough for a number, as nextRun does with tags.
func (s *skimmer) next() (r run, ok bool) {
	for s.at < len(s.b) {
		s.seek()
		for s.at < s.end {
			from, to := stretch(s.b, s.at, s.end)
			if from == to {
				break
			}
			if r, s.at, ok = nextRun(s.b, from, to, true); ok {
				return r, true
			}
		}
		if s.at > s.end { // the last run went on behind a tag
			continue
		}
		if s.tagged() {
			if r, s.at, ok = nextRun(s.b, beginning(s.b, s.at, s.end), s.end, true); ok {
				return r, true
			}
		}
		s.at = max(s.at, s.end+1)
	}
	return run{}, false
}

// seek looks for the next tag, unless it is known.
func (s *skimmer) seek() {
	if s.end > s.at {
		return
	}
	s.end = len(s.b)
	if n := bytes.IndexByte(s.b[s.at:], '<'); n >= 0 {
		s.end = s.at + n
	}
}

// tagged says whether a run may go on behind the next tag.
func (s *skimmer) tagged() bool {
	return s.at < s.end && s.end < len(s.b) && parts[s.b[s.end-1]] != outside && inlineTag(s.b, s.end) > 0
}

// stretch returns the next bytes between two places of which each can be of a run and
// which have digits enough for a number; none where there are none.
func stretch(b []byte, at, end int) (from, to int) {
	for i := at + minDigits - 1; i < end; i += minDigits {
		if p := parts[b[i]]; p == outside || p == behind && !led(b, at, i) {
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

// led says whether the character that a byte is part of may stand in a run.
func led(b []byte, at, i int) bool {
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
