package site

import (
	"fmt"
	"math"
	"math/bits"
	"strings"

	"gongshi/internal/chart"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/words"
)

// trend is a series on its way into words: its first and its last number, and what lies
// between them without one.
type trend struct {
	name        string
	first, last point
	given       int
	missing     []string
	disclosing  bool // what is missing was not disclosed
	share       bool // the numbers are tenths of a percent
}

type point struct {
	when, text string
	n          int64
}

// add is the next value of the series, with its number as it is said.
func (t *trend) add(when string, v chart.Value, text string) {
	switch v.State {
	case chart.Missing:
		t.missing = append(t.missing, when)
	case chart.Given:
		t.last = point{when, text, v.N}
		if t.given++; t.given == 1 {
			t.first = t.last
		}
	}
}

// trend says where a series began and where it stands.
func (e *edition) trend(t trend) string {
	w, form := e.words, ""
	switch t.given {
	case 0:
		form = w.TrendNone
	case 1:
		form = w.TrendOnce
	default:
		form = w.TrendOver
	}
	change := e.moved(t.first.n, t.last.n)
	if t.share {
		change = e.points(t.first.n, t.last.n)
	}
	text := words.Fill(form, "name", t.name, "first", t.first.when, "before", t.first.text, "last", t.last.when, "now", t.last.text, "change", change)
	if len(t.missing) > 0 && t.given > 0 {
		without := w.TrendWithout
		if t.disclosing {
			without = w.TrendMissing
		}
		text += w.Comma + words.Fill(without, "years", strings.Join(t.missing, w.Enumeration))
	}
	return text
}

// moved says how a number stands to one before.
func (e *edition) moved(before, now int64) string {
	w := e.words
	switch {
	case before == now:
		return w.TrendSame
	case before == 0:
		return w.TrendFromZero
	case now == 0:
		return w.TrendToZero
	}
	form, n := w.TrendUp, tenths(now-before, before)
	if now < before {
		form, n = w.TrendDown, tenths(before-now, before)
	}
	if n == 0 {
		return w.TrendSlight
	}
	return words.Fill(form, "percent", words.Percent(n))
}

// points says how a share stands to one before: in points, since a percentage of a percentage
// would be misread.
func (e *edition) points(before, now int64) string {
	form, n := e.words.PointsUp, now-before
	switch {
	case n == 0:
		return e.words.TrendSame
	case n < 0:
		form, n = e.words.PointsDown, -n
	}
	return words.Fill(form, "n", strings.TrimSuffix(inPercent(n), "%"))
}

// tenths is part of whole in tenths of a percent, rounded half up; both are above zero.
func tenths(part, whole int64) int {
	high, low := bits.Mul64(uint64(part), 2000)
	low, carry := bits.Add64(low, uint64(whole), 0)
	high += carry
	if high >= 2*uint64(whole) {
		return math.MaxInt // beyond what a number says to anybody
	}
	n, _ := bits.Div64(high, low, 2*uint64(whole))
	return int(min(n, math.MaxInt))
}

// inShort is an amount on a drawing, whose title names the unit: in Chinese in ten thousands
// of yuan, in English in thousands (k) or millions (m), with three figures or so.
func (e *edition) inShort(fen int64) string {
	const hundredWan = 100_000_000 // fen
	if e.lang != portal.English {
		if fen >= hundredWan {
			return money.FromFen((fen + 500_000) / 1_000_000 * 100).Grouped()
		}
		if fen > 0 && fen < 50_000 {
			return "<0.1"
		}
		return money.FromFen(fen).InWan()
	}
	for _, u := range []struct {
		fen  int64
		sign string
	}{{100_000_000_000, "bn"}, {100_000_000, "m"}, {100_000, "k"}} {
		if fen >= u.fen {
			return threeFigures(fen, u.fen) + u.sign
		}
	}
	return money.FromFen((fen + 50) / 100 * 100).Grouped()
}

// threeFigures is n in a unit, rounded half up to three figures, without zeros at the end of
// its decimals.
func threeFigures(n, unit int64) string {
	for _, r := range []struct{ below, parts, digits int64 }{{10 * unit, 100, 2}, {100 * unit, 10, 1}} {
		if n < r.below {
			step := unit / r.parts
			parts := (n + step/2) / step
			text := fmt.Sprintf("%d.%0*d", parts/r.parts, int(r.digits), parts%r.parts)
			return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
		}
	}
	return words.Grouped(int((n + unit/2) / unit))
}

// inUnit is an amount with its unit for sentences about charts, rounded as on the drawing.
func (e *edition) inUnit(fen int64) string {
	if e.lang == portal.English {
		return words.Fill(e.words.Yuan, "n", e.inShort(fen))
	}
	if fen == 0 {
		return "0"
	}
	return e.roughly(money.FromFen(fen))
}
