// Package day holds calendar days without a time or zone, and years.
//
// Parse reads the forms Chinese offices write: 2023-05-01, 2023/5/1, 2023.5.1,
// 20230501, 2023年5月1日, an Excel serial number of the 1900 system, and
// 2099-12-31 or 长期 for a day that never comes. A day that the calendar does not
// have is refused.
package day

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"
)

// Day is a calendar day; the zero value means "not given".
type Day struct {
	Year  int // 1900 to 2199 where Parse made it
	Month int // 1 to 12
	Day   int // 1 to 31
}

// Open is the day that stands for "without end" (长期).
var open = Day{2099, 12, 31}

// The range of years that Parse accepts, inclusive.
const (
	MinYear = 1900
	MaxYear = 2199
)

// The ways in which a day can be wrong. Parse and ParseYear wrap one of them.
var (
	ErrShape    = errors.New("not a date")
	ErrCalendar = errors.New("no such day in the calendar")
	ErrPartial  = errors.New("the day is missing")
)

// Form says how a day was written.
type Form int

// The forms that Parse tells apart.
const (
	ISO    Form = iota // 2023-05-01
	Usual              // another of the accepted written forms
	Serial             // an Excel serial number
	Layout             // one of the caller's layouts
)

var (
	written = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]0{1,2}:00(?::00)?)?$`)
	partial = regexp.MustCompile(`^\d{4}(?:[-/.]\d{1,2}|年\d{1,2}月|年)?$`)
	serial  = regexp.MustCompile(`^[1-9]\d{4}(?:\.0+)?$`) // from 1927-05-18
)

// Parse reads a day. layouts are further accepted forms in the notation of
// package time, tried first.
func Parse(s string, layouts ...string) (Day, Form, error) {
	t := narrow(s)
	for _, l := range layouts {
		if when, err := time.Parse(l, t); err == nil {
			return Of(when), Layout, nil
		}
	}
	if when, err := time.Parse(time.DateOnly, t); err == nil && t == s && MinYear <= when.Year() && when.Year() <= MaxYear {
		return Of(when), ISO, nil
	}
	if t == "长期" || t == "長期" {
		return open, Usual, nil
	}
	if m := written.FindStringSubmatch(t); m != nil {
		var n []int
		for _, g := range m[1:] {
			if g != "" {
				v, _ := strconv.Atoi(g) // at most four digits, checked by the pattern
				n = append(n, v)
			}
		}
		d, err := New(n[0], n[1], n[2])
		if err != nil {
			return Day{}, 0, fmt.Errorf("%w: %q", ErrCalendar, s)
		}
		if d.String() == s {
			return d, ISO, nil
		}
		return d, Usual, nil
	}
	if serial.MatchString(t) {
		n, _ := strconv.Atoi(t[:5])
		// Excel counts a 29 February 1900 that never was, so its day 1 is not 1900-01-01.
		return Of(time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC)), Serial, nil
	}
	if partial.MatchString(t) {
		return Day{}, 0, fmt.Errorf("%w: %q", ErrPartial, s)
	}
	return Day{}, 0, fmt.Errorf("%w: %q", ErrShape, s)
}

// narrow trims a text and writes full-width characters half width.
func narrow(s string) string {
	s = strings.TrimSpace(s)
	if strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return s
	}
	return width.Narrow.String(s)
}

// ParseYear reads a year: 2023 or 2023年.
func ParseYear(s string) (int, error) {
	t := strings.TrimSuffix(narrow(s), "年")
	y, err := strconv.Atoi(t)
	if err != nil || len(t) != 4 || y < MinYear || y > MaxYear {
		return 0, fmt.Errorf("not a year: %q", s)
	}
	return y, nil
}

// New returns a day if the calendar has it.
func New(year, month, dayOfMonth int) (Day, error) {
	d := Day{year, month, dayOfMonth}
	if year < MinYear || year > MaxYear || Of(d.Time()) != d {
		return Day{}, fmt.Errorf("%w: %d-%d-%d", ErrCalendar, year, month, dayOfMonth)
	}
	return d, nil
}

// Of returns the day of a time in the time's own zone.
func Of(t time.Time) Day { return Day{t.Year(), int(t.Month()), t.Day()} }

// Time is the day's midnight in UTC.
func (d Day) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// IsZero says that no day is given.
func (d Day) IsZero() bool { return d == Day{} }

// IsOpen says that the day stands for "without end".
func (d Day) IsOpen() bool { return d == open }

// String writes 2023-05-01, or nothing for the zero day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	// By hand: fmt took a sixth of the time of the downloads.
	digit := func(n int) byte { return byte('0' + n%10) }
	return string([]byte{
		digit(d.Year / 1000), digit(d.Year / 100), digit(d.Year / 10), digit(d.Year), '-',
		digit(d.Month / 10), digit(d.Month), '-', digit(d.Day / 10), digit(d.Day),
	})
}

// Compare orders days: negative where d is earlier than o. The zero day comes first.
func (d Day) Compare(o Day) int { return d.Number() - o.Number() }

// Before says whether d is earlier than o.
func (d Day) Before(o Day) bool { return d.Compare(o) < 0 }

// After says whether d is later than o.
func (d Day) After(o Day) bool { return d.Compare(o) > 0 }

// Number is the day as the integer 20230501; 0 for the zero day.
func (d Day) Number() int { return d.Year*10000 + d.Month*100 + d.Day }

// Add returns the day n days later (earlier where n is negative).
func (d Day) Add(n int) Day { return Of(d.Time().AddDate(0, 0, n)) }

// Sub returns how many days d lies after o.
func (d Day) Sub(o Day) int { return int(d.Time().Sub(o.Time()) / (24 * time.Hour)) }
