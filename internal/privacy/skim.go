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
// some of the places that are probed lie in it; one with such a tag has a byte of its own in
// front of the first.
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
// in front which may be of a run.
func nextTag(b []byte, at int) int {
	for at < len(b) {
		i := bytes.IndexByte(b[at:], '<')
		if i < 0 {
			break
		}
		if at += i; isTag(b, at) {
			return at
		}
		at++
	}
	return len(b)
}

// isTag says whether at a '<' a tag begins that a run may have inside.
func isTag(b []byte, at int) bool {
	name := at + 1
	if name < len(b) && b[name] == '/' {
		name++
	}
	return name+1 < len(b) && tagging[b[name]]&(1<<(b[name+1]&31)) > 0 && isPart(b, 0, at-1) && inlineTag(b, at) > 0
}

// tagging says of the first byte of a tag's name which may be the second of one that
// inlineTag knows, by their last five bits.
var tagging = func() (list [256]uint32) {
	for _, tag := range []string{"strong", "em", "code", "del", "b>", "i>", "u>", "s>", "wbr", "mark", "bdi", "sub"} {
		list[tag[0]] |= 1 << (tag[1] & 31)
	}
	return list
}()

// probe is how many bytes in a row are looked at. Of a Chinese character, one of three says
// that it is of no run.
const probe = 3

// some says of every byte whether it can be of a run.
var some = func() (list [256]uint8) {
	for c := range list {
		if parts[c] != outside {
			list[c] = 1
		}
	}
	return list
}()

// stretch returns the next bytes between two places of which each can be of a run and
// which have digits enough for a number; none where there are none.
func stretch(b []byte, at, end int) (from, to int) {
	for i := at + probe - 1; i < end; i += minDigits - probe + 1 {
		if some[b[i]]&some[b[i-1]]&some[b[i-2]] == 0 || !isPart(b, at, i) {
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
