// Package privacy finds numbers of persons in text: resident identity numbers (GB
// 11643-1999), mobile telephone numbers and bank cards (Luhn's check, ISO/IEC 7812-1),
// also where they are parted by spaces, hyphens or characters that cannot be seen, or
// written full width.
//
// It leaves out names and addresses, and the fifteen-digit identity numbers of before
// 1999. What looks like a number of a person may be none: who asks decides what to do.
package privacy

import (
	"strings"
	"time"
	"unicode/utf8"

	"gongshi/internal/credit"
)

// Kind is a kind of personal number.
type Kind int

// The kinds.
const (
	none     Kind = iota
	Identity      // resident identity number of 18 characters
	Mobile        // mobile telephone number of 11 digits
	BankCard      // 16 to 19 digits that pass Luhn's check
)

// Number is a personal number in a text.
type Number struct {
	Kind     Kind
	Digits   string // without separators; X for the last character of an identity number
	From, To int    // byte offsets in the text
}

// group is a run of digits without a separator inside.
type group struct {
	digits string
	from   int  // byte offset in the text
	to     int  // byte offset behind it
	before rune // the character in front; 0: none
	after  rune // the character behind; 0: none
	x      int  // byte offset behind an X that follows and belongs to no word; 0: none
}

// The lengths of the shortest and the longest number that is looked for.
const (
	minDigits = 11
	maxDigits = 19
)

// Find returns the personal numbers of a text, in its order. Digits may be full width
// and may be parted by spaces, hyphens or characters that cannot be seen; a full stop
// does not part them, because amounts would look like numbers. A credit code is none.
func Find(s string) []Number {
	if !candidate(s) {
		return nil
	}
	var list []Number
	for _, run := range runs(s) {
		for i := 0; i < len(run); i++ {
			if n, size := numberAt(s, run[i:]); size > 0 {
				list = append(list, n)
				i += size - 1 // what is part of one number is not part of another
			}
		}
	}
	return list
}

// candidate says quickly whether a text has enough digits for any number.
func candidate(s string) bool {
	n := 0
	for i := range len(s) {
		if c := s[i]; c >= '0' && c <= '9' || c >= 0x90 && c <= 0x99 && i >= 2 && s[i-1] == 0xBC && s[i-2] == 0xEF {
			if n++; n >= minDigits {
				return true
			}
		}
	}
	return false
}

// runs returns the series of digit groups that have nothing but separators between them.
func runs(s string) [][]group {
	var all [][]group
	var run []group
	var digits []byte
	var previous rune
	from, to := 0, 0
	end := func(next rune, at int) {
		if len(digits) > 0 {
			run = append(run, group{string(digits), from, to, previous, next, followedByX(s, at)})
			digits = digits[:0]
		}
	}
	last := rune(0)
	for i, r := range s {
		if unseen(r) {
			continue
		}
		if d, ok := digitOf(r); ok {
			if len(digits) == 0 {
				from, previous = i, last
			}
			digits, to = append(digits, d), i+utf8.RuneLen(r)
		} else {
			end(r, i)
			if !parts(r) && len(run) > 0 {
				all, run = append(all, run), nil
			}
		}
		last = r
	}
	if end(0, len(s)); len(run) > 0 {
		all = append(all, run)
	}
	return all
}

// followedByX returns where an X ends that comes next and belongs to no word; 0: none.
func followedByX(s string, at int) int {
	rest := strings.TrimLeftFunc(s[at:], func(r rune) bool { return parts(r) || unseen(r) })
	for _, x := range []string{"X", "x", "Ｘ", "ｘ"} {
		if tail, ok := strings.CutPrefix(rest, x); ok {
			next, _ := utf8.DecodeRuneInString(tail)
			if _, digit := digitOf(next); digit || letter(next) {
				return 0
			}
			return len(s) - len(tail)
		}
	}
	return 0
}

func digitOf(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r >= '０' && r <= '９':
		return byte(r-'０') + '0', true
	}
	return 0, false
}

// parts says whether a character may stand between the digits of one number.
func parts(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u3000', '\u2002', '\u2003', '\u2009', '-', '‐', '‑', '–', '—', '－', '−':
		return true
	}
	return false
}

// unseen says whether a character between digits is as good as nothing.
func unseen(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff || r == 0xad
}

func letter(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ'
}

// numberAt looks for a number that starts with the first of some groups and says of how
// many it is made; 0: none. An identity number wins over what its beginning looks like.
func numberAt(s string, run []group) (Number, int) {
	var best Number
	size, digits := 0, ""
	for j := range run {
		if digits += run[j].digits; len(digits) > maxDigits {
			break
		}
		if len(digits) < minDigits {
			continue
		}
		from, to := run[0].from, run[j].to
		k := judge(run[:j+1], digits, isDecimal(s, from, to))
		if k == none || size > 0 && k != Identity || isCode(s, from, to, k) {
			continue
		}
		best, size = Number{k, digits, from, to}, j+1
		if k == Identity {
			if len(digits) == 17 {
				best.Digits, best.To = best.Digits+"X", run[j].x
			}
			break
		}
	}
	return best, size
}

// isDecimal says whether digits are the whole or the broken part of a decimal number.
func isDecimal(s string, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	return digit(from-2) && s[from-1] == '.' || digit(to+1) && s[to] == '.'
}

// judge says what number a series of groups is.
func judge(groups []group, digits string, amount bool) Kind {
	first, last := groups[0], groups[len(groups)-1]
	word := letter(first.before) || letter(last.after)
	switch {
	case len(digits) == 17 && last.x > 0 && isIdentity(digits), len(digits) == 18 && isIdentity(digits):
		return Identity
	case !amount && isMobile(groups, digits):
		return Mobile
	case !amount && !word && len(digits) >= 16 && cardShape(groups) && luhn(digits):
		return BankCard
	}
	return none
}

// isCode says whether digits, or the word of letters and digits around them, are a credit
// code. A code whose check fails may be an identity number, but nothing else.
func isCode(s string, from, to int, k Kind) bool {
	within := func(c byte) bool { return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }
	for from > 0 && within(s[from-1]) {
		from--
	}
	for to < len(s) && within(s[to]) {
		to++
	}
	word := credit.Code(strings.ToUpper(s[from:to]))
	return word.Valid() || k != Identity && word.WellFormed() && strings.Trim(string(word), "0123456789") != ""
}

// regions are the first two digits that GB 11643 knows.
const regions = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 "

// isIdentity says whether 17 or 18 digits have the shape of a resident identity number:
// a region and a day that exists. The check character is not asked for: a number with a
// slip of the finger still names a person.
func isIdentity(digits string) bool {
	if !strings.Contains(regions, " "+digits[:2]+" ") {
		return false
	}
	if c := digits[6:8]; c != "18" && c != "19" && c != "20" {
		return false
	}
	_, err := time.Parse("20060102", digits[6:14])
	return err == nil
}

// isMobile says whether groups are a mobile number as people write it: in one piece, as
// 3-4-4, 3-8, 7-4, 4-3-4 or digit by digit, perhaps after 86.
func isMobile(groups []group, digits string) bool {
	if len(digits) == 13 && strings.HasPrefix(digits, "86") {
		digits = digits[2:]
		if groups[0].digits == "86" {
			groups = groups[1:]
		}
	}
	if len(digits) != 11 || digits[0] != '1' || digits[1] < '3' {
		return false
	}
	switch sizes(groups) {
	case "11", "13", "3 4 4", "5 4 4", "3 8", "5 8", "7 4", "9 4", "4 3 4", "1 1 1 1 1 1 1 1 1 1 1":
		return true
	}
	return false
}

// cardShape says whether groups are a card number as people write it: in one piece, in
// fours, as 6 and the rest, or digit by digit.
func cardShape(groups []group) bool {
	if len(groups) == 1 {
		return true
	}
	fours, ones := true, true
	for i, g := range groups {
		n := len(g.digits)
		ones = ones && n == 1
		fours = fours && (n == 4 || i == len(groups)-1 && n <= 4)
	}
	return fours || ones || len(groups) == 2 && len(groups[0].digits) == 6
}

func sizes(groups []group) string {
	var b strings.Builder
	for i, g := range groups {
		if i > 0 {
			b.WriteByte(' ')
		}
		if n := len(g.digits); n >= 10 {
			b.WriteByte('1')
			b.WriteByte(byte('0' + n - 10))
		} else {
			b.WriteByte(byte('0' + n))
		}
	}
	return b.String()
}

// luhn says whether digits pass the check of ISO/IEC 7812-1.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// Mask hides all but the first three and the last two characters of a number.
func (n Number) Mask() string {
	return n.Digits[:3] + strings.Repeat("*", len(n.Digits)-5) + n.Digits[len(n.Digits)-2:]
}

// Masked returns a text with every personal number in it masked.
func Masked(s string) string {
	list := Find(s)
	if len(list) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, n := range list {
		b.WriteString(s[at:n.From])
		b.WriteString(n.Mask())
		at = n.To
	}
	b.WriteString(s[at:])
	return b.String()
}
