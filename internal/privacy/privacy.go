// Package privacy finds in text what tells who or where a person is.
//
// Numbers that must not be published are resident identity numbers (GB 11643-1999,
// with the cards of residents of Hong Kong, Macau and Taiwan, 81 to 83, and of
// foreigners, 9xx), mobile telephone numbers and bank cards (Luhn's check, ISO/IEC
// 7812-1). They are found in these disguises and in mixtures of them:
//
//  1. as they are, also with a lower-case x
//  2. parted by spaces, of any width, in groups or digit by digit
//  3. parted by hyphens and dashes
//  4. full width, or in other digits of Unicode: Arabic, circled, mathematical, keycaps
//  5. with characters inside that cannot be seen
//  6. broken over two lines
//  7. parted by full stops as no amount is: 110105.19491231.002X
//  8. spelt in Chinese numerals: 一三八〇〇一三八〇〇〇
//
// What deserves a look only: numbers that are masked already, identity numbers of
// fifteen digits, passports and travel permits, e-mail addresses, homes, licence plates.
//
// Find reads a text, Scan the bytes of a built file. Left out are names of persons:
// no rule tells them from others. What is found may be innocent: who asks decides.
package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind is a kind of what is found.
type Kind int

// The kinds. The first three must not be published.
const (
	none         Kind = iota
	Identity          // resident identity number of 18 characters
	Mobile            // mobile telephone number of 11 digits
	BankCard          // 16 to 19 digits that pass Luhn's check
	MaskedNumber      // an identity, mobile or card number with its middle hidden
	OldIdentity       // identity number of 15 digits, of before 1999
	Passport          // passport, or a permit to travel to or from Hong Kong, Macau or Taiwan
	Email             // e-mail address that is not the mailbox of an office
	HomeAddress       // where somebody lives
	LicencePlate      // plate of a vehicle
)

// Hard says whether what is found must not be published.
func (k Kind) Hard() bool { return k == Identity || k == Mobile || k == BankCard }

// Number is what was found in a text.
type Number struct {
	Kind     Kind
	Digits   string // without separators; X for the last character of an identity number; of other kinds as it stands there
	From, To int    // byte offsets in the text
}

// Find returns all that a text tells of persons, in its order. A credit code is none,
// unless it is an identity number as well.
func Find(s string) []Number { return find(s, glance(s)) }

// find is Find in a text that has so much of what glance tells of.
func find(s string, has uint8) []Number {
	var list []Number
	if has&hasRun > 0 {
		list = numbers(s, false)
	}
	list = append(append(list, spelt(s)...), soft(s, has)...)
	if len(list) < 2 {
		return list
	}
	slices.SortStableFunc(list, func(a, b Number) int { return a.From - b.From })
	apart := list[:1]
	for _, n := range list[1:] {
		if n.From >= apart[len(apart)-1].To {
			apart = append(apart, n)
		}
	}
	return apart
}

// Mask shows so little of what was found that nobody can be told from it.
func (n Number) Mask() string {
	switch n.Kind {
	case Email:
		_, domain, _ := strings.Cut(n.Digits, "@")
		return n.Digits[:1] + "***@" + domain
	case HomeAddress:
		return leading(n.Digits, 3) + "****"
	case LicencePlate:
		return leading(n.Digits, 1) + "****" + n.Digits[len(n.Digits)-2:]
	case Passport:
		return n.Digits[:1] + "****" + n.Digits[len(n.Digits)-2:]
	case MaskedNumber:
		return n.Digits[:3] + "****" + n.Digits[len(n.Digits)-2:]
	}
	return n.Digits[:3] + strings.Repeat("*", len(n.Digits)-5) + n.Digits[len(n.Digits)-2:]
}

// leading is the first n characters of a text.
func leading(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// passes bounds how often Masked looks again at what it masked: an asterisk ends a
// word, and what was part of a longer one may then be a number.
const passes = 4

// Masked returns a text with everything in it masked that Find finds.
func Masked(s string) string {
	for range passes {
		masked := maskOnce(s)
		if masked == s {
			break
		}
		s = masked
	}
	return s
}

func maskOnce(s string) string {
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

// Hides says whether a text holds something that must not be published.
func Hides(s string) bool {
	return slices.ContainsFunc(Find(s), func(n Number) bool { return n.Kind.Hard() })
}

func letter(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ'
}

// lastRune is the last character of a text; 0 where it is empty.
func lastRune(s string) rune {
	if r, size := utf8.DecodeLastRuneInString(s); size > 0 {
		return r
	}
	return 0
}

// firstRune is the first character of a text; 0 where it is empty.
func firstRune(s string) rune {
	if r, size := utf8.DecodeRuneInString(s); size > 0 {
		return r
	}
	return 0
}
