package chart

import (
	"math"
	"math/bits"
)

// Scale maps numbers from 0 to Most onto places from Zero to Full, in either direction.
type Scale struct {
	Most       int64
	Zero, Full int
}

// At is the place of a number, rounded towards Zero; what lies outside stands at the edge.
func (s Scale) At(n int64) int {
	if s.Most <= 0 || n <= 0 {
		return s.Zero
	}
	length := s.Full - s.Zero
	sign := 1
	if length < 0 {
		length, sign = -length, -1
	}
	high, low := bits.Mul64(uint64(min(n, s.Most)), uint64(length))
	place, _ := bits.Div64(high, low, uint64(s.Most)) // high < Most, since the quotient is at most length
	return s.Zero + sign*int(place)
}

// Ticks are round numbers from 0 to the first that is not below most, in steps of 1, 2, 2.5
// or 5 times a power of ten, at most so many steps. Nothing but 0 where most is 0.
func Ticks(most int64, steps int) []int64 {
	ticks := []int64{0}
	if most <= 0 {
		return ticks
	}
	step := roundStep((most-1)/int64(max(steps, 1)) + 1)
	for ticks[len(ticks)-1] < most {
		last := ticks[len(ticks)-1]
		if last > math.MaxInt64-step {
			return append(ticks, math.MaxInt64)
		}
		ticks = append(ticks, last+step)
	}
	return ticks
}

// roundStep is the smallest round number that is not below least.
func roundStep(least int64) int64 {
	for power := int64(1); ; power *= 10 {
		for _, r := range []struct{ unit, times int64 }{{power, 1}, {power, 2}, {power / 10, 25}, {power, 5}} {
			switch {
			case r.unit > math.MaxInt64/r.times:
				return math.MaxInt64
			case r.unit > 0 && r.unit*r.times >= least: // 2.5 is no whole number
				return r.unit * r.times
			}
		}
		if power > math.MaxInt64/10 {
			return math.MaxInt64
		}
	}
}

// Quartiles are the numbers at a quarter and at three quarters of an ascending list, by
// nearest rank, so that both are numbers of the list. The list must not be empty.
func Quartiles(ascending []int64) (low, high int64) {
	n := len(ascending)
	return ascending[(n+3)/4-1], ascending[(3*n+3)/4-1]
}
