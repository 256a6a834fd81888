package day

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Layout is a form of dates that a caller names, in one of three notations:
//
//   - YYYY MM M MMM DD D, and HH mm ss for a time of day, which is dropped: DD/MM/YYYY,
//     MMM D, YYYY. M and D take one or two digits, MM and DD two; MMM is Jan to Dec;
//   - an era and the year in it: G is a letter of an era of Japan (M, T, S, H, R), GGGG
//     the name of one (明治 to 令和) or of the Republic of China (民国, 中华民国); the name itself
//     may stand there instead. Y is the year in the era, 元 being 1, and YY that in two
//     digits; month and day as above: GY.M.D reads H30.7.25, GGGGY年M月D日 reads 令和元年6月30日;
//   - the reference time of package time: 02/01/2006.
//
// Width does not matter. A day outside its era is refused.
type Layout struct {
	notation string
	goes     string         // in the notation of package time; "" for one with an era
	eras     *regexp.Regexp // of one with an era; groups era, year, month, day
}

// String is the layout as NewLayout got it.
func (l Layout) String() string { return l.notation }

// NewLayout returns the layout of a notation. It fails where that does not hold year,
// month and day, each once and so that their ends can be told.
func NewLayout(notation string) (Layout, error) {
	l := Layout{notation: notation}
	if strings.Contains(notation, "YYYY") {
		l.goes = strings.NewReplacer("YYYY", "2006", "MMM", "Jan", "MM", "01", "M", "1", "DD", "02", "D", "2",
			"HH", "15", "mm", "04", "ss", "05").Replace(fold(notation))
	} else if l.eras = eraPattern(fold(notation)); l.eras == nil {
		l.goes = fold(notation)
	}
	if l.eras == nil && !wholeDay(l.goes) {
		return Layout{}, fmt.Errorf("want a layout with year, month and day, found %q", notation)
	}
	return l, nil
}

// wholeDay says whether a layout of package time carries year, month and day.
func wholeDay(layout string) bool {
	for _, want := range []time.Time{
		time.Date(2023, 11, 28, 0, 0, 0, 0, time.UTC),
		time.Date(1987, 2, 3, 0, 0, 0, 0, time.UTC),
	} {
		got, err := time.Parse(layout, want.Format(layout))
		if err != nil || !got.Equal(want) {
			return false
		}
	}
	return true
}

// Parse reads a day. The error wraps ErrShape, ErrCalendar or ErrEra.
func (l Layout) Parse(s string) (Day, error) {
	d, err := l.parse(fold(s))
	if err != nil {
		err = fmt.Errorf("%w: want %s, found %q", err, l.notation, s)
	}
	return d, err
}

func (l Layout) parse(t string) (Day, error) {
	if l.eras != nil {
		return l.inEra(t)
	}
	when, err := time.Parse(l.goes, t)
	var wrong *time.ParseError
	switch {
	case errors.As(err, &wrong) && strings.HasSuffix(wrong.Message, "out of range"):
		return Day{}, ErrCalendar
	case err != nil:
		return Day{}, ErrShape
	}
	d, err := New(when.Year(), int(when.Month()), when.Day())
	if err != nil {
		return Day{}, ErrCalendar
	}
	return d, nil
}

func (l Layout) inEra(t string) (Day, error) {
	m := l.eras.FindStringSubmatch(t)
	if m == nil {
		return Day{}, ErrShape
	}
	group := func(name string) string { return m[l.eras.SubexpIndex(name)] }
	n := 1
	if y := group("year"); y != "元" {
		n, _ = strconv.Atoi(y) // at most three digits, checked by the pattern
	}
	month, _ := strconv.Atoi(group("month"))
	date, _ := strconv.Atoi(group("day"))
	e := eraOf(group("era"))
	d, err := New(int(e.first.Year)+n-1, month, date)
	switch {
	case err != nil:
		return Day{}, ErrCalendar
	case n < 1 || d.Before(e.first) || d.After(e.last):
		return Day{}, ErrEra
	}
	return d, nil
}

// An era counts years from that of its first day.
type era struct {
	letter      string // in Japan's tables; "" where there is none
	names       []string
	first, last Day
}

// eras are those of modern Japan, by the edicts that proclaimed them (1868-10-23 with effect
// from 25 January, 1912-07-30, 1926-12-25, 1989-01-07, 2019-04-01), and that of the Republic of China,
// whose year 1 is 1912. Japan has counted days by the Gregorian calendar since 1873-01-01; Meiji
// begins before MinYear, so that no day of its older calendar is read.
func eras() []era {
	return []era{
		{"M", []string{"明治"}, Day{1868, 1, 25}, Day{1912, 7, 29}},
		{"T", []string{"大正"}, Day{1912, 7, 30}, Day{1926, 12, 24}},
		{"S", []string{"昭和"}, Day{1926, 12, 25}, Day{1989, 1, 7}},
		{"H", []string{"平成"}, Day{1989, 1, 8}, Day{2019, 4, 30}},
		{"R", []string{"令和"}, Day{2019, 5, 1}, Day{MaxYear, 12, 31}},
		{"", []string{"中華民國", "中华民国", "民國", "民国"}, Day{1912, 1, 1}, Day{MaxYear, 12, 31}},
	}
}

// eraOf is the era of a letter or a name that the pattern has let pass.
func eraOf(s string) era {
	for _, e := range eras() {
		if strings.EqualFold(e.letter, s) {
			return e
		}
		for _, name := range e.names {
			if name == s {
				return e
			}
		}
	}
	return era{}
}

// A token is what stands for a part of a date in a notation.
type token struct {
	sign, group, pattern string
	open                 bool // takes a varying number of digits
}

// tokens lists what an era's notation may hold; longer signs first.
func tokens() []token {
	var letters, names []string
	var list []token
	for _, e := range eras() {
		if e.letter != "" {
			letters = append(letters, e.letter, strings.ToLower(e.letter))
		}
		for _, name := range e.names {
			names = append(names, name)
			list = append(list, token{name, "era", name, false})
		}
	}
	return append(list, []token{
		{"GGGG", "era", strings.Join(names, "|"), false}, {"G", "era", strings.Join(letters, "|"), false},
		{"YY", "year", `\d\d`, false}, {"Y", "year", `元|\d{1,3}`, true},
		{"MM", "month", `\d\d`, false}, {"M", "month", `\d{1,2}`, true},
		{"DD", "day", `\d\d`, false}, {"D", "day", `\d{1,2}`, true},
		{"HH", "", `\d\d`, false}, {"mm", "", `\d\d`, false}, {"ss", "", `\d\d`, false},
	}...)
}

// cutToken takes the first token off a notation; what is no sign stands for itself.
func cutToken(list []token, notation string) (token, string) {
	for _, k := range list {
		if after, ok := strings.CutPrefix(notation, k.sign); ok {
			return k, after
		}
	}
	_, size := utf8.DecodeRuneInString(notation)
	return token{pattern: regexp.QuoteMeta(notation[:size])}, notation[size:]
}

// eraPattern makes a pattern of a notation with an era; nil where it is none.
func eraPattern(notation string) *regexp.Regexp {
	list, pattern, seen := tokens(), "^", map[string]bool{}
	open := false // digits of a varying number come just before
	for k, rest := cutToken(list, notation); k.pattern != ""; k, rest = cutToken(list, rest) {
		switch {
		case k.group == "":
			open, pattern = false, pattern+k.pattern
		case seen[k.group] || open && k.open:
			return nil
		default:
			open = k.open || open && k.group != "era"
			seen[k.group], pattern = true, pattern+"(?P<"+k.group+">"+k.pattern+")"
		}
	}
	for _, part := range []string{"era", "year", "month", "day"} {
		if !seen[part] {
			return nil
		}
	}
	re, err := regexp.Compile(pattern + "$")
	if err != nil { // invalid UTF-8
		return nil
	}
	return re
}
