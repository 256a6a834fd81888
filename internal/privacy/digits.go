package privacy

import (
	"slices"
	"unicode/utf8"
)

// Shortest is the least number of bytes in which a hard number can stand, one a digit.
const Shortest = minDigits

// The lengths of the shortest and the longest number that is looked for.
const (
	minDigits = 11
	maxDigits = 19
)

// text is what can be looked through without a copy.
type text interface{ ~string | ~[]byte }

// sign is what a character is to a number.
type sign uint8

// The signs.
const (
	other  sign = iota // ends a number
	gap                // may part the digits of one
	stop               // a full stop: parts them where no amount can be meant
	line               // the end of a line
	unseen             // is as good as nothing
	digit
)

// starts says of a byte whether a digit may begin with it. The lead bytes of Chinese
// characters are not among them, so that Chinese text is passed over byte by byte.
var starts = func() (list [256]bool) {
	for c := '0'; c <= '9'; c++ {
		list[c] = true
	}
	for _, lead := range []byte{0xc2, 0xd9, 0xdb, 0xe2, 0xef, 0xf0} { // of what digitOf knows
		list[lead] = true
	}
	return list
}()

// ascii is what the characters of ASCII are.
var ascii = func() (list [utf8.RuneSelf]sign) {
	for c := '0'; c <= '9'; c++ {
		list[c] = digit
	}
	list[' '], list['-'], list['\t'], list['.'], list['\n'], list['\r'] = gap, gap, gap, stop, line, line
	return list
}()

// signAt returns what the character at a place is, the value of a digit, and how many
// bytes it takes.
func signAt[T text](s T, i int) (sign, byte, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return ascii[c], c, 1
	}
	var b [utf8.UTFMax]byte
	r, size := utf8.DecodeRune(b[:copy(b[:], s[i:min(i+utf8.UTFMax, len(s))])])
	if d, ok := digitOf(r); ok {
		return digit, d, size
	}
	return signOf(r), 0, size
}

// digitOf is the ASCII digit of a character that is one in another script or dress.
func digitOf(r rune) (byte, bool) {
	for _, zero := range [...]rune{'０', '٠', '۰', '₀'} {
		if r >= zero && r <= zero+9 {
			return byte(r-zero) + '0', true
		}
	}
	for _, one := range [...]rune{'①', '⓵', '❶', '➀', '➊', '⑴', '⒈'} {
		if r >= one && r <= one+8 {
			return byte(r-one) + '1', true
		}
	}
	switch {
	case r >= 0x1d7ce && r <= 0x1d7ff: // mathematical, five alphabets
		return byte((r-0x1d7ce)%10) + '0', true
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return byte(r-'⁰') + '0', true
	case r == '¹':
		return '1', true
	case r == '²' || r == '³':
		return byte(r-'²') + '2', true
	case r == '⓪' || r == '⓿':
		return '0', true
	}
	return 0, false
}

func signOf(r rune) sign {
	switch {
	case r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000,
		r >= 0x2010 && r <= 0x2015, r == '－' || r == '−' || r == '﹣' || r == '⁃':
		return gap
	case r == 0x2028 || r == 0x85:
		return line
	case r == '．' || r == '·':
		return stop
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0f,
		r == 0xfeff || r == 0xad || r == 0x20e3 || r == 0x34f || r == 0x61c || r == 0x180e:
		return unseen
	}
	return other
}

// run is a stretch of a text with nothing but digits and what may part them.
type run struct{ from, to int }

// nextRun returns the next run that begins between two places and has digits enough for a
// number, and where to go on. Where tags is true, the tags of HTML that only change how a
// text looks are passed over.
func nextRun[T text](s T, at, end int, tags bool) (r run, next int, ok bool) {
	i := at
	for i < end {
		if !starts[s[i]] {
			i++
			continue
		}
		if s[i] >= utf8.RuneSelf {
			if kind, _, size := signAt(s, i); kind != digit {
				i += size
				continue
			}
		}
		n := 0
		if r, i, n = follow(s, i, tags); n >= minDigits {
			return r, i, true
		}
	}
	return run{}, i, false
}

// follow goes along the run that begins at a place and returns where to go on and how many
// digits it has.
func follow[T text](s T, at int, tags bool) (r run, next, digits int) {
	r.from = at
	lines := 0
	for i := at; i < len(s); {
		kind, size := other, 1
		if c := s[i]; c < utf8.RuneSelf {
			kind = ascii[c]
		} else {
			kind, _, size = signAt(s, i)
		}
		switch kind {
		case digit:
			digits, lines, r.to = digits+1, 0, i+size
		case line:
			if s[i] != '\r' {
				lines++
			}
			if lines > 1 {
				return r, i, digits
			}
		case other:
			if !tags || s[i] != '<' {
				return r, i, digits
			}
			if size = inlineTag(s, i); size == 0 {
				return r, i, digits
			}
		}
		i += size
	}
	return r, len(s), digits
}

// inlineTags are the names of the tags that a run may have inside.
var inlineTags = []string{"strong", "em", "code", "del", "b", "i", "u", "s", "wbr", "mark", "bdi", "sub", "sup"}

// inlineTag returns how many bytes the tag at a place takes, where it is one of those
// that only change how a text looks; 0: it is none.
func inlineTag[T text](s T, at int) int {
	i := at + 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	name := i
	for i < len(s) && i < name+len("strong") && (s[i] >= 'a' && s[i] <= 'z') {
		i++
	}
	if i == len(s) || s[i] != '>' {
		return 0
	}
	if slices.Contains(inlineTags, string(s[name:i])) {
		return i + 1 - at
	}
	return 0
}
