// Package money holds amounts of Chinese yuan exactly, as a number of fen
// (1 yuan = 100 fen). No floating point is used anywhere.
//
// Parse reads what offices write: thousands separators, full-width digits, a
// currency in front (￥, 人民币, RMB, CNY), a unit (元, 万元, 亿元) in the cell or, given
// as the default unit, in the header, and amounts in words (壹佰零贰万伍仟元整).
// Anything that is not exact to the fen is refused, never rounded.
package money

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Unit is how many yuan one written unit is worth: 1, 10,000 or 100,000,000.
type Unit int64

// The units that a cell or a header may name.
const (
	Yuan   Unit = 1
	Wan    Unit = 10_000
	Yi     Unit = 100_000_000
	maxFen      = math.MaxInt64 / 4 // leaves room for sums
)

// Amount is an amount in fen, or nothing: the zero value is "not given", which is
// not the same as zero yuan.
type Amount struct {
	Fen   int64 // 1/100 yuan; 0 or more where Parse made it
	Given bool  // false: the cell was blank
}

// FromFen returns a given amount of fen.
func FromFen(fen int64) Amount { return Amount{Fen: fen, Given: true} }

// The ways in which an amount can be wrong. Parse wraps exactly one of them.
var (
	ErrShape     = errors.New("not an amount of money")
	ErrNegative  = errors.New("negative amount")
	ErrPrecision = errors.New("more decimals than the fen allows")
	ErrGrouping  = errors.New("misplaced thousands separator") // 12,34 and, with a comma for the point, 1.234,50
	ErrRange     = errors.New("amount out of range")
	ErrNotation  = errors.New("amount in scientific notation") // 1.63E+05: what a spreadsheet shows may have lost digits
	ErrMasked    = errors.New("amount with hidden digits")     // ******.73
	ErrAmbiguous = errors.New("comma may be a decimal")        // see Options.CommaDecimal
)

// Reading is an amount together with what was unusual about how it was written.
type Reading struct {
	Amount  Amount
	Unusual bool // full-width characters, a currency or a unit in the cell, words
}

// Options says how the amounts of a file are written. The zero value reads yuan.
type Options struct {
	Unit         Unit // what a bare number counts, the header's unit; 0: Yuan
	CommaDecimal bool // a comma may be a decimal, as in files separated by semicolons: 1,234 is then ErrAmbiguous
}

// Parse reads an amount; unit is what a bare number counts (the header's unit,
// else Yuan). The text must not be blank: what counts as "not given" is the
// caller's to say. A unit in the cell wins over the header's.
func Parse(s string, unit Unit) (Reading, error) { return Options{Unit: unit}.Parse(s) }

var scientific = regexp.MustCompile(`^[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+$`)

// Parse reads an amount as the function Parse does.
func (o Options) Parse(s string) (Reading, error) {
	t := strings.TrimSpace(s)
	if strings.IndexFunc(t, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		t = strings.TrimSpace(width.Fold.String(t)) // also ， to , and ￥ to ¥
	}
	number, prefixed := cutCurrency(t)
	r := Reading{Unusual: t != s || prefixed}
	fen, words, err := fenOfWords(number)
	if words {
		r.Unusual = true
	} else {
		var named bool
		fen, named, err = o.fen(number)
		r.Unusual = r.Unusual || named
	}
	if err != nil {
		return r, fmt.Errorf("%w: %q", err, s)
	}
	r.Amount = FromFen(fen)
	return r, nil
}

// fen reads an amount in digits; named says that the cell names its unit.
func (o Options) fen(s string) (fen int64, named bool, err error) {
	number, unit := cutUnit(s)
	if named = unit != 0; !named {
		unit = max(o.Unit, Yuan)
	}
	switch {
	case negative(number):
		return 0, named, ErrNegative
	case strings.ContainsAny(number, "eE") && scientific.MatchString(number):
		return 0, named, ErrNotation
	case strings.ContainsAny(number, "*×") && strings.Trim(number, "*×0123456789.,") == "":
		return 0, named, ErrMasked
	}
	fen, err = fenOf(number, unit)
	// Grouping is right and there is neither a point nor a second comma to tell by.
	if err == nil && o.CommaDecimal && strings.Count(number, ",") == 1 && !strings.Contains(number, ".") {
		return 0, named, ErrAmbiguous
	}
	return fen, named, err
}

// negative says whether a text is a number below zero, as in -5, −5 or (1,234.00).
func negative(s string) bool {
	for _, sign := range []string{"-", "−"} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			return strings.ContainsAny(rest, "0123456789")
		}
	}
	return strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")")
}

// cutCurrency takes the currency off the front, as in ¥100, RMB 100 or 人民币(大写):.
func cutCurrency(s string) (string, bool) {
	rest := s
	for _, sign := range []string{"人民币", "人民幣", "RMB", "CNY", "CN¥"} {
		if len(rest) > len(sign) && strings.EqualFold(rest[:len(sign)], sign) {
			rest = strings.TrimPrefix(strings.TrimPrefix(rest[len(sign):], "(大写)"), ":")
			break
		}
	}
	rest = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "¥"))
	return rest, rest != s
}

// cutUnit takes the unit off the end, as in 16.3万元 or 5元整; 0 where there is none.
func cutUnit(s string) (string, Unit) {
	if s == "" || s[len(s)-1] <= unicode.MaxASCII {
		return s, 0
	}
	for _, end := range []string{"整", "正"} {
		if rest, ok := strings.CutSuffix(s, end); ok {
			s = rest
			break
		}
	}
	for _, u := range []struct {
		suffix string
		unit   Unit
	}{{"亿元", Yi}, {"万元", Wan}, {"亿", Yi}, {"万", Wan}, {"元", Yuan}, {"圆", Yuan}} {
		if rest, ok := strings.CutSuffix(s, u.suffix); ok {
			return strings.TrimSpace(rest), u.unit
		}
	}
	return s, 0
}

// fenOf turns digits with optional grouping and decimals into fen.
func fenOf(s string, unit Unit) (int64, error) {
	whole, frac, dot := strings.Cut(s, ".")
	if a, b, ok := strings.Cut(frac, ","); ok && digits(a) && digits(b) {
		return 0, ErrGrouping // 1.234,50: a comma for the point
	}
	whole, err := ungroup(whole)
	if err != nil {
		return 0, err
	}
	if !digits(whole) || dot && !digits(frac) {
		return 0, ErrShape
	}
	limit := 2
	if unit > Yuan {
		limit = 6
	}
	if len(frac) > limit {
		return 0, ErrPrecision
	}
	scale := int64(unit) * 100
	var fen int64
	for _, d := range whole {
		if fen > (maxFen-9)/10 {
			return 0, ErrRange
		}
		fen = fen*10 + int64(d-'0')
	}
	if fen > maxFen/scale {
		return 0, ErrRange
	}
	fen *= scale
	for _, d := range frac {
		if scale%10 != 0 {
			if d != '0' {
				return 0, ErrPrecision
			}
			continue
		}
		scale /= 10
		fen += int64(d-'0') * scale
	}
	return fen, nil
}

// ungroup removes thousands separators that stand where they belong.
func ungroup(s string) (string, error) {
	if !strings.Contains(s, ",") {
		return s, nil
	}
	parts := strings.Split(s, ",")
	// No group is written in front as in 0,234: the comma is a decimal.
	if n := len(parts[0]); n < 1 || n > 3 || parts[0][0] == '0' {
		return "", ErrGrouping
	}
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return "", ErrGrouping
		}
	}
	return strings.Join(parts, ""), nil
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// String writes yuan with two decimals and no grouping, as in 163000.00; the
// empty string where nothing is given.
func (a Amount) String() string {
	if !a.Given {
		return ""
	}
	var room [24]byte
	return string(a.Append(room[:0]))
}

// Append appends what String writes.
func (a Amount) Append(b []byte) []byte {
	if !a.Given {
		return b
	}
	fen := uint64(a.Fen)
	if a.Fen < 0 {
		b, fen = append(b, '-'), -fen
	}
	b = strconv.AppendUint(b, fen/100, 10)
	return append(b, '.', byte('0'+fen/10%10), byte('0'+fen%10))
}

// Grouped writes yuan with thousands separators; whole yuan carry no decimals.
func (a Amount) Grouped() string {
	if !a.Given {
		return ""
	}
	whole, frac, _ := strings.Cut(a.String(), ".")
	sign := ""
	if rest, ok := strings.CutPrefix(whole, "-"); ok {
		sign, whole = "-", rest
	}
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if frac == "00" {
		return sign + b.String()
	}
	return sign + b.String() + "." + frac
}

// InWan writes ten-thousands of yuan rounded half up to at most one decimal, for
// sentences and charts only: 1,634,500 yuan is 163.5.
func (a Amount) InWan() string {
	if !a.Given {
		return ""
	}
	tenths := (a.Fen + 50_000) / 100_000
	if tenths%10 == 0 {
		return FromFen(tenths / 10 * 100).Grouped()
	}
	return FromFen(tenths/10*100).Grouped() + fmt.Sprintf(".%d", tenths%10)
}

// Add sums amounts; what is not given adds nothing, and the sum of nothing is
// not given.
func Add(list ...Amount) Amount {
	var sum Amount
	for _, a := range list {
		if a.Given {
			sum.Fen, sum.Given = sum.Fen+a.Fen, true
		}
	}
	return sum
}
