package privacy

import (
	"strings"
	"unicode/utf8"
)

// part is a set of what a byte can be to a run.
type part uint32

// The parts. The letters of tags come behind them, a bit each.
const (
	plain   part = 1 << iota // a character of ASCII that may stand in a run
	lead                     // the first byte of another one
	behind                   // a further byte of another one
	angle                    // <
	slash                    // /
	closing                  // >
	letters
)

// parts says of every byte what it can be to a run; 0: it stands in none.
var parts = func() (list [256]part) {
	for c := range utf8.RuneSelf {
		if ascii[c] != other {
			list[c] = plain
		}
	}
	for c := 0x80; c < 0xc0; c++ {
		list[c] = behind
	}
	for _, c := range []byte{0xc2, 0xcd, 0xd8, 0xd9, 0xdb, 0xe1, 0xe2, 0xe3, 0xef, 0xf0} { // of what digitOf and signOf know
		list[c] = lead
	}
	list['<'], list['/'], list['>'] = angle, slash, closing
	next := letters
	for _, c := range []byte(strings.Join(inlineTags, "")) {
		if list[c] == 0 {
			list[c], next = next, next<<1
		}
	}
	return list
}()

// follows says of every byte what may come next in a run.
var follows = func() (list [256]part) {
	const char = plain | lead | angle
	for c := range list {
		switch parts[c] {
		case plain, closing:
			list[c] = char
		case lead:
			list[c] = behind
		case behind:
			list[c] = char | behind
		}
	}
	list['<'] = slash
	for _, tag := range inlineTags {
		list['<'] |= parts[tag[0]]
		list['/'] |= parts[tag[0]]
		for i := range len(tag) - 1 {
			list[tag[i]] |= parts[tag[i+1]]
		}
		list[tag[len(tag)-1]] |= closing
	}
	return list
}()

// skimmer finds the runs of a built file, of which hardly a byte is looked at. In a run each
// byte may follow the one before, and it has minDigits bytes at least, so that it has one of
// the places that are probed. Of what else a file is made of, little passes a probe: no word
// of ASCII follows a blank, and of three bytes of Chinese text one is of no run.
type skimmer struct {
	b  []byte
	at int // where to go on
	to int // where the stretch ends that is looked at, if not before at
}

// probe is how many bytes in a row are looked at.
const probe = 3

// next returns the next run that has digits enough for a number, as nextRun does with tags.
func (s *skimmer) next() (r run, ok bool) {
	for {
		if s.at < s.to {
			if r, s.at, ok = nextRun(s.b, s.at, s.to, true); ok {
				return r, true
			}
		}
		if s.at, s.to = stretch(s.b, s.at); s.at == s.to {
			return run{}, false
		}
	}
}

// stretch returns the next bytes behind a place of which each may follow the one before, as
// many as can be, and which have digits enough for a number; none where there are none.
func stretch(b []byte, at int) (from, to int) {
	for i := at + probe - 1; i < len(b); i += minDigits - probe + 1 {
		first, second := b[i-2], b[i-1]
		if follows[first]&parts[second] == 0 || follows[second]&parts[b[i]] == 0 {
			continue
		}
		from, to = i-probe+1, i+1
		for from > at && follows[b[from-1]]&parts[b[from]] != 0 {
			from--
		}
		for to < len(b) && follows[b[to-1]]&parts[b[to]] != 0 {
			to++
		}
		if to-from >= minDigits && enough(b[from:to]) {
			return from, to
		}
		at, i = to, to+probe-1-(minDigits-probe+1)
	}
	return len(b), len(b)
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
