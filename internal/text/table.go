package text

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The marks of an entry that is not a folded character with its class.
const (
	severalMark = 0xffff_ffff // more or fewer than one character
	classShift  = 24
	basicPlane  = 0x10000
	maxFolding  = 4 // rounds until a folding is stable; two are enough today
)

// span is a range of characters, both ends inclusive.
type span struct{ first, last rune }

// table is the decoded folding table.
type table struct {
	basic   [basicPlane]uint32 // class and folded character, or severalMark
	dict    map[rune]string    // what folds to none or several, and what is beyond the basic plane
	simple  map[rune]rune      // traditional to simplified
	edges   []rune             // where a class begins, ascending
	classes []Class            // the class that begins there
	special []span             // where NFKC and case are asked for
	ignored []span             // what folds to nothing
}

// tables decodes the table at its first use; it takes some 3 ms.
var tables = sync.OnceValue(decode)

func decode() *table {
	t := &table{dict: map[rune]string{}, simple: map[rune]rune{}}
	var steps []int
	for d := (deltas{s: Simplified}); d.more(); {
		steps = append(steps, d.unsigned())
	}
	for i, k, v := 0, rune(0), rune(0); i < len(steps)/2; i++ {
		v += rune(steps[i])
		k += rune(signed(steps[len(steps)/2+i]))
		t.simple[k] = v
	}
	d := deltas{s: classEdges}
	for at := rune(0); d.more(); {
		n := d.unsigned()
		at += rune(n / 3)
		t.edges, t.classes = append(t.edges, at), append(t.classes, Class(n%3))
	}
	t.special, t.ignored = spans(specials), spans(ignored)
	t.fill()
	return t
}

func spans(s string) []span {
	var list []span
	d := deltas{s: s}
	for at := rune(0); d.more(); {
		first := at + rune(d.unsigned())
		at = first + rune(d.unsigned())
		list = append(list, span{first, at})
	}
	return list
}

func within(list []span, r rune) bool {
	i := sort.Search(len(list), func(i int) bool { return list[i].last >= r })
	return i < len(list) && list[i].first <= r
}

// fill folds every character that folding changes.
func (t *table) fill() {
	for i, c := range t.classes {
		end := rune(basicPlane)
		if i+1 < len(t.edges) {
			end = min(end, t.edges[i+1])
		}
		for r := t.edges[i]; r < end; r++ {
			t.basic[r] = uint32(c)<<classShift | uint32(r)
		}
	}
	for _, s := range slices.Concat(t.special, t.ignored) {
		for r := s.first; r <= s.last; r++ {
			t.put(r)
		}
	}
	for r := range t.simple {
		t.put(r)
	}
	for _, r := range openBrackets + closeBrackets + middleDots {
		t.put(r)
	}
}

// put enters the folding of a character.
func (t *table) put(r rune) {
	f := t.fold(r)
	if r >= basicPlane {
		if f != string(r) {
			t.dict[r] = f
		}
		return
	}
	if one := []rune(f); len(one) == 1 && one[0] < basicPlane {
		t.basic[r] = uint32(t.class(one[0]))<<classShift | uint32(one[0])
		return
	}
	t.basic[r], t.dict[r] = severalMark, f
}

// fold works a folding out: by the rules, again until nothing changes.
func (t *table) fold(r rune) string {
	s := string(r)
	for range maxFolding {
		var b strings.Builder
		for _, c := range s {
			b.WriteString(t.step(c))
		}
		if b.String() == s {
			break
		}
		s = b.String()
	}
	return s
}

func (t *table) step(r rune) string {
	if within(t.ignored, r) {
		return ""
	}
	s := string(r)
	if within(t.special, r) {
		s = norm.NFKC.String(s)
	}
	return strings.Map(func(c rune) rune {
		if within(t.special, c) {
			c = unicode.ToLower(c)
		}
		if v, ok := t.simple[c]; ok {
			c = v
		}
		switch {
		case c == 'ς': // the final form of σ
			return 'σ'
		case strings.ContainsRune(openBrackets, c):
			return '['
		case strings.ContainsRune(closeBrackets, c):
			return ']'
		case strings.ContainsRune(middleDots, c):
			return '·'
		}
		return c
	}, s)
}

// single is the folding of a character that folds to one, and its class.
func (t *table) single(r rune) (rune, Class, bool) {
	if r < basicPlane && r >= 0 {
		e := t.basic[r]
		return rune(e & (1<<classShift - 1)), Class(e >> classShift), e != severalMark
	}
	if _, ok := t.dict[r]; ok {
		return 0, 0, false
	}
	return r, t.class(r), true
}

// several is the folding of a character that does not fold to exactly one.
func (t *table) several(r rune) string { return t.dict[r] }

func (t *table) class(r rune) Class {
	i := sort.Search(len(t.edges), func(i int) bool { return t.edges[i] > r })
	if i == 0 {
		return Break
	}
	return t.classes[i-1]
}

// deltas reads numbers of the generated strings: five bits a character, lowest
// first, a set sixth bit means that more follow.
type deltas struct {
	s  string
	at int
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func (d *deltas) more() bool { return d.at < len(d.s) }

func (d *deltas) unsigned() int {
	n := 0
	for shift := 0; d.at < len(d.s); shift += 5 {
		v := strings.IndexByte(digits, d.s[d.at])
		d.at++
		n |= v & 31 << shift
		if v < 32 {
			break
		}
	}
	return n
}

// signed is a number whose lowest bit is its sign.
func signed(n int) int {
	if n&1 != 0 {
		return -(n >> 1)
	}
	return n >> 1
}
