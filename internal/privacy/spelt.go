package privacy

import (
	"strings"
	"unicode/utf8"
)

// hanBytes is what a Chinese numeral takes in UTF-8.
const hanBytes = 3

// spelt returns the identity and mobile numbers that are spelt in Chinese numerals, one
// behind the other. In a row of eleven every eleventh place is a numeral, so most of a
// text is not looked at.
func spelt(s string) []Number {
	var list []Number
	const hop = (minDigits - 1) * hanBytes
	for i := hop; i < len(s); {
		at := start(s, i)
		if _, ok := numeral(s, at); !ok {
			i += hop
			continue
		}
		from, to := at, at
		for before := from - hanBytes; before >= 0; before -= hanBytes {
			if _, ok := numeral(s, before); !ok {
				break
			}
			from = before
		}
		var digits []byte
		for to = from; to < len(s); to += hanBytes {
			d, ok := numeral(s, to)
			if !ok {
				break
			}
			digits = append(digits, d)
		}
		if n, ok := speltNumber(s, string(digits), from, to); ok {
			list = append(list, n)
		}
		i = to + hop
	}
	return list
}

// start is where the character begins that has a byte at a place.
func start(s string, i int) int {
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

func speltNumber(s, digits string, from, to int) (Number, bool) {
	id := digits
	if x := followedByX(s, to); len(id) == 17 && x > 0 {
		id, to = id+"X", x
	}
	switch {
	case len(id) == 18 && isIdentity(id):
		return Number{Identity, id, from, to}, true
	case isMobile(digits, sizeOf(len(digits))):
		return Number{Mobile, digits, from, to}, true
	}
	return Number{}, false
}

// numerals are the Chinese numerals, and what each of them is worth.
const (
	numerals = "零〇○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖"
	worth    = "0001112233445566778899"
)

// numeralSigns holds those of the numerals that glance takes for Chinese characters: to
// ask the set first takes a sixth of the time of looking for each character in numerals.
var numeralSigns = newHanSet("零一壹幺二贰三叁四肆五伍六陆七柒八捌九玖")

// numeral is the ASCII digit of the Chinese numeral at a place.
func numeral(s string, at int) (byte, bool) {
	if at < 0 || at+hanBytes > len(s) {
		return 0, false
	}
	r, ok := hanAt(s, at)
	if ok && !numeralSigns.has(r) || !ok && s[at] != 0xe2 && s[at] != 0xe3 { // of ○ and 〇
		return 0, false
	}
	i := strings.Index(numerals, s[at:at+hanBytes])
	if i < 0 || i%hanBytes > 0 {
		return 0, false
	}
	return worth[i/hanBytes], true
}
