package privacy

import "strings"

// What a text must have for something to be in it.
const (
	hasDigit = 1 << iota
	hasUpper
	hasAt
	hasStar
	hasHome   // a word with which a home or a flat begins
	hasPermit // the name of the permit of Taiwan residents
	hasRun    // digits enough for a hard number with nothing between them that ends one, or what may be digits
)

// marks says of every byte what it is to the soft kinds.
var marks = func() (list [256]uint8) {
	for c := range list {
		switch {
		case c >= '0' && c <= '9':
			list[c] = hasDigit
		case c >= 'A' && c <= 'Z':
			list[c] = hasUpper
		case c == '@':
			list[c] = hasAt
		case c == '*':
			list[c] = hasStar
		}
	}
	return list
}()

// telling holds a character of each of the words that glance knows by it, as wordAt does.
// A set of bits by character, from hanFirst on.
var telling = newHanSet("住籍庭栋幢单楼胞")

// hanSet is a set of Chinese characters. Its size is a power of two, so that no bound has
// to be checked for every character of a text.
type hanSet [1 << 9]uint64

func newHanSet(all string) (set hanSet) {
	for _, r := range all {
		set[(r-hanFirst)/64] |= 1 << ((r - hanFirst) % 64)
	}
	return set
}

// hanFirst is the first of the characters whose first byte in UTF-8 is E4 to E9.
const hanFirst = 0x4000

// hanAt is the Chinese character at a place, counted from hanFirst on.
func hanAt(s string, i int) (r uint32, ok bool) {
	if i+2 >= len(s) || s[i] < 0xe4 || s[i] > 0xe9 || s[i+1]&0xc0 != 0x80 || s[i+2]&0xc0 != 0x80 {
		return 0, false
	}
	return uint32(s[i]&0x0f)<<12 | uint32(s[i+1]&0x3f)<<6 | uint32(s[i+2]&0x3f) - hanFirst, true
}

func (set *hanSet) has(r uint32) bool { return set[r/64%uint32(len(set))]>>(r%64)&1 > 0 }

// glance says in one pass what a text has of what Find looks for. Nearly every cell of a
// table has nothing of it, and is done with here: to ask each kind by itself, most of them
// by words that strings.Index looks for, took three times as long.
func glance(s string) uint8 {
	has, digits := uint8(0), 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 {
			if r, ok := hanAt(s, i); ok {
				if telling.has(r) {
					has |= wordAt(s, i)
				}
				digits = 0
				i += hanBytes - 1
				continue
			}
			if c == 0xef && strings.HasPrefix(s[i:], "＊") {
				has |= hasStar
			}
			if !starts[c] { // whatever it is, it is no digit; whether it ends a number is not asked
				continue
			}
		}
		has |= marks[c]
		switch {
		case starts[c]:
			if digits++; digits >= minDigits {
				has |= hasRun
			}
		case ascii[c] == other:
			digits = 0
		}
	}
	return has
}

// wordAt says what the word is of which a character of telling is part.
func wordAt(s string, i int) uint8 {
	before, after := s[:i], s[i+hanBytes:]
	switch s[i : i+hanBytes] {
	case "住", "栋", "幢":
		return hasHome
	case "籍":
		return when(hasHome, strings.HasSuffix(before, "户"))
	case "庭":
		return when(hasHome, strings.HasSuffix(before, "家") && strings.HasPrefix(after, "地址"))
	case "单":
		return when(hasHome, strings.HasPrefix(after, "元"))
	case "楼":
		return when(hasHome, strings.HasSuffix(before, "号"))
	case "胞":
		return when(hasPermit, strings.HasSuffix(before, "台") && strings.HasPrefix(after, "证"))
	}
	return 0
}

func when(what uint8, holds bool) uint8 {
	if holds {
		return what
	}
	return 0
}
