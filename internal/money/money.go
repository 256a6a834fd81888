// Package money holds amounts of Chinese yuan exactly, as a number of fen
// (1 yuan = 100 fen). No floating point is used anywhere.
//
// Parse reads what offices write: thousands separators, full-width digits and a
// unit (元, 万元, 亿元) in the cell or, given as the default unit, in the header.
// Anything that is not exact to the fen is refused, never rounded.
package money

import (
	"errors"
	"fmt"
	"math"
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
	ErrGrouping  = errors.New("misplaced thousands separator")
	ErrRange     = errors.New("amount out of range")
)

// Reading is an amount together with what was unusual about how it was written.
type Reading struct {
	Amount  Amount
	Unusual bool // full-width characters, a currency sign or a unit in the cell
}

// Parse reads an amount; unit is what a bare number counts (the header's unit,
// else Yuan). The text must not be blank: what counts as "not given" is the
// caller's to say. A unit in the cell wins over the header's.
func Parse(s string, unit Unit) (Reading, error) {
	t := strings.TrimSpace(s)
	if strings.IndexFunc(t, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		t = width.Narrow.String(t) // also ， to , and ￥ to ¥
	}
	r := Reading{Unusual: t != s}
	number, named := cutUnit(t)
	if named != 0 {
		unit, r.Unusual = named, true
	}
	if rest, ok := strings.CutPrefix(number, "¥"); ok {
		number, r.Unusual = strings.TrimSpace(rest), true
	}
	if strings.HasPrefix(number, "-") || strings.HasPrefix(number, "−") ||
		strings.HasPrefix(number, "(") && strings.HasSuffix(number, ")") {
		return r, fmt.Errorf("%w: %q", ErrNegative, s)
	}
	fen, err := fenOf(number, unit)
	if err != nil {
		return r, fmt.Errorf("%w: %q", err, s)
	}
	r.Amount = FromFen(fen)
	return r, nil
}

func cutUnit(s string) (string, Unit) {
	for _, u := range []struct {
		suffix string
		unit   Unit
	}{{"亿元", Yi}, {"万元", Wan}, {"元整", Yuan}, {"亿", Yi}, {"万", Wan}, {"元", Yuan}} {
		if rest, ok := strings.CutSuffix(s, u.suffix); ok {
			return strings.TrimSpace(rest), u.unit
		}
	}
	return s, 0
}

// fenOf turns digits with optional grouping and decimals into fen.
func fenOf(s string, unit Unit) (int64, error) {
	whole, frac, dot := strings.Cut(s, ".")
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
	if n := len(parts[0]); n < 1 || n > 3 {
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
	sign, f := "", a.Fen
	if f < 0 {
		sign, f = "-", -f
	}
	return fmt.Sprintf("%s%d.%02d", sign, f/100, f%100)
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
