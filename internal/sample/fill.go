package main

import (
	"fmt"
	"strconv"
	"strings"
)

// vars are the values a text can name. Texts define further ones as they go, so
// that a number stays the same from the facts to the decision.
type vars map[string]string

// number returns the value of a whole number, 0 where it is not set.
func (v vars) number(name string) int {
	n, _ := strconv.Atoi(v[name])
	return n
}

// fill replaces the slots of a text, from left to right:
//
//	{name}            a value
//	{lo..hi}          a number from lo to hi; {lo..hi/step} a multiple of step
//	{name=…}          the same, kept under the name
//	{a+b} {a-b} {a*b} a whole number made of two values or numbers
//	{a%b}             a as a percentage of b with one decimal
//	{this|that}       one of several words
//
// A slot nobody can fill is a mistake in this package's own texts: it panics.
func (d dice) fill(text string, v vars) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		slot, after, closed := strings.Cut(rest, "}")
		if !closed {
			panic(fmt.Sprintf("open slot in %q", text))
		}
		b.WriteString(d.slot(slot, v))
		text = after
	}
}

func (d dice) slot(slot string, v vars) string {
	if name, expr, named := strings.Cut(slot, "="); named {
		if _, again := v[name]; !again {
			v[name] = d.slot(expr, v)
		}
		return v[name]
	}
	if s, ok := v[slot]; ok {
		return s
	}
	if strings.Contains(slot, "|") {
		return pick(d, strings.Split(slot, "|"))
	}
	if lo, hi, ok := strings.Cut(slot, ".."); ok {
		return d.rangeSlot(lo, hi)
	}
	if i := strings.IndexAny(slot, "+-*%"); i > 0 {
		return compute(operand(slot[:i], v), slot[i], operand(slot[i+1:], v))
	}
	panic(fmt.Sprintf("nothing fills {%s}", slot))
}

func (d dice) rangeSlot(lo, hi string) string {
	hi, by, _ := strings.Cut(hi, "/")
	step := 1
	if by != "" {
		step = operand(by, nil)
	}
	return strconv.Itoa(d.between(operand(lo, nil)/step, operand(hi, nil)/step) * step)
}

func operand(s string, v vars) int {
	if known, ok := v[s]; ok {
		s = known
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(fmt.Sprintf("%q is not a whole number", s))
	}
	return n
}

func compute(a int, op byte, b int) string {
	switch op {
	case '+':
		return strconv.Itoa(a + b)
	case '-':
		return strconv.Itoa(a - b)
	case '*':
		return strconv.Itoa(a * b)
	}
	tenths := (a*2000 + b) / (2 * b)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}
