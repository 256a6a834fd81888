package clause

import (
	"math"
	"math/bits"
)

// fraction is a number of 0 or more, exactly: a product of two integers, which may need
// 128 bits (an amount of 10^18 fen times the 365 days of a year), over a third.
type fraction struct {
	hi, lo uint64 // the numerator
	under  uint64 // the denominator, not 0
}

// over is a times b over under; none of them is negative, and under is not 0.
func over(a, b, under int64) fraction {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return fraction{hi, lo, uint64(under)}
}

// compare is negative, 0 or positive where the fraction is less than n, n, or more.
func (f fraction) compare(n int64) int {
	if n < 0 {
		return 1
	}
	hi, lo := bits.Mul64(uint64(n), f.under)
	switch {
	case f.hi < hi || f.hi == hi && f.lo < lo:
		return -1
	case f.hi == hi && f.lo == lo:
		return 0
	}
	return 1
}

// whole is the fraction rounded down, at most the largest integer; exact says that
// nothing was rounded off.
func (f fraction) whole() (n int64, exact bool) {
	if f.hi >= f.under {
		return math.MaxInt64, false
	}
	q, rest := bits.Div64(f.hi, f.lo, f.under)
	if q > math.MaxInt64 {
		return math.MaxInt64, false
	}
	return int64(q), rest == 0
}
