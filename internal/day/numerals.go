package day

import (
	"regexp"
	"strconv"
	"strings"
)

// Days in Chinese numerals, as in 二〇二三年五月一日. The zero of a year is written in many
// ways: 〇, 零, a circle, the letter O, a digit. 廿 is 20 and 卅 is 30; 元月 is January. Days of the
// lunar calendar (正月, 腊月, 初一) are refused: they have other characters.
const (
	hanZeros  = "〇零○◯O"
	hanDigits = "一二三四五六七八九"
	hanChecks = "壹贰叁肆伍陆柒捌玖" // as on cheques

	// The letter O is a zero among Chinese numerals only: 2O23 is a slip.
	hanYear  = `(?:\d{4}|[0` + hanZeros + hanDigits + hanChecks + `]{4})`
	hanSmall = `[\d零〇十拾廿卅` + hanDigits + hanChecks + `]{1,4}`
)

var spoken = regexp.MustCompile(`^(` + hanYear + `)年(?:(元|` + hanSmall + `)月(?:(` + hanSmall + `)[日号])?)?$`)

// numerals reads a day in Chinese numerals from a folded text.
func numerals(t string) (Day, error) {
	m := spoken.FindStringSubmatch(t)
	switch {
	case m == nil:
		return Day{}, ErrShape
	case m[3] == "":
		return Day{}, ErrPartial
	}
	year, err := strconv.Atoi(digitsOf(m[1]))
	month, right := 1, true
	if m[2] != "元" {
		month, right = small(m[2])
	}
	date, ok := small(m[3])
	if err != nil || !right || !ok {
		return Day{}, ErrShape
	}
	d, err := New(year, month, date)
	if err != nil {
		return Day{}, ErrCalendar
	}
	return d, nil
}

// digitsOf writes the numerals of a text that stand for single digits as digits.
func digitsOf(t string) string {
	return strings.Map(func(r rune) rune {
		if d := digit(r); d >= 0 {
			return rune('0' + d)
		}
		return r
	}, t)
}

// digit is the digit that a numeral stands for, or -1.
func digit(r rune) int {
	if strings.ContainsRune(hanZeros, r) {
		return 0
	}
	for _, list := range []string{"123456789", hanDigits, hanChecks} {
		n := 0
		for _, d := range list {
			if n++; d == r {
				return n
			}
		}
	}
	if r == '0' {
		return 0
	}
	return -1
}

// small reads a number from 0 to 39: 5, 05, 五, 零五, 十五, 二十五, 廿五, 三十.
func small(s string) (int, bool) {
	tens, units := 0, s
	for _, sign := range []string{"十", "拾", "廿", "卅"} {
		before, after, ok := strings.Cut(s, sign)
		if !ok {
			continue
		}
		switch {
		case sign == "廿" && before == "":
			tens = 2
		case sign == "卅" && before == "":
			tens = 3
		case sign == "廿", sign == "卅":
			return 0, false
		case before == "":
			tens = 1
		default:
			list := []rune(before)
			if len(list) != 1 || digit(list[0]) < 1 {
				return 0, false
			}
			tens = digit(list[0])
		}
		units = after
		break
	}
	list := []rune(units)
	switch {
	case len(list) == 0:
		return tens * 10, tens > 0
	case len(list) == 1 && (tens == 0 || digit(list[0]) > 0):
		return tens*10 + max(digit(list[0]), 0), digit(list[0]) >= 0
	case len(list) == 2 && tens == 0 && plain(units):
		n, err := strconv.Atoi(units)
		return n, err == nil
	case len(list) == 2 && tens == 0 && digit(list[0]) == 0:
		return digit(list[1]), digit(list[1]) > 0
	}
	return 0, false
}

// plain says whether a text is ASCII digits and nothing else.
func plain(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
