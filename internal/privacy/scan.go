package privacy

import "bytes"

// around is how many bytes on each side of a run are looked at, to judge what it is
// part of.
const around = 24

// Scan returns the numbers in the bytes of a built file that must not be published. It
// stands behind Find, which has judged every source, and is stricter: a number that
// touches letters is a piece of an address or a hash, and rows of small numbers are
// drawings. Tags that only change how a text looks do not part a number. It allocates
// nothing where no run of digits is long enough.
func Scan(b []byte) []Number { return appendScan(nil, b, 0, len(b)) }

// appendScan appends the numbers whose runs begin between two places, of which the latter
// is the end of b or follows a fence.
func appendScan(list []Number, b []byte, from, to int) []Number {
	for runs := (skimmer{b: b[:to], at: from}); ; {
		r, ok := runs.next()
		if !ok {
			return list
		}
		if isHead(b, r) || hopeless(b, r) {
			continue
		}
		head := string(b[max(r.from-around, 0):r.from])
		body := withoutTags(b[r.from:r.to])
		tail := string(b[r.to:min(r.to+around, len(b))])
		for _, n := range appendNumbers(nil, head+body+tail, run{len(head), len(head) + len(body)}, true) {
			n.From, n.To = r.from, r.to // of the run: with tags inside, its parts have moved
			list = append(list, n)
		}
	}
}

// isHead says that a run is digits in one piece with a letter right behind them, which is no
// X. So are most credit codes in addresses.
func isHead(b []byte, r run) bool {
	if r.to == len(b) || !letter(rune(b[r.to])) || b[r.to]|' ' == 'x' {
		return false
	}
	for _, c := range b[r.from:r.to] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// withoutTags is a run without the tags inside it.
func withoutTags(b []byte) string {
	if bytes.IndexByte(b, '<') < 0 {
		return string(b)
	}
	var text []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '<' {
			i += inlineTag(b, i) - 1
			continue
		}
		text = append(text, b[i])
	}
	return string(text)
}
