package main

import (
	"fmt"
	"time"
)

// asOf is the day on which the sample is read; gongshi.yaml pins the same day.
var asOf = ymd(2026, 9, 30)

// firstYear and lastYear bound the years of disclosed pay.
const (
	firstYear = 2022
	lastYear  = 2025
)

func ymd(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// day reads 2023-05-01; it panics on anything else, which only a mistyped table
// of this package can contain.
func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// iso writes 2023-05-01, and nothing for the zero time.
func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// han writes 2023年5月1日.
func han(t time.Time) string { return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day()) }

// hanMonth writes 2023年5月.
func hanMonth(t time.Time) string { return fmt.Sprintf("%d年%d月", t.Year(), t.Month()) }

func days(t time.Time, n int) time.Time { return t.AddDate(0, 0, n) }

// months adds months and stays within the month it reaches: 31 January and one
// month is the last day of February.
func months(t time.Time, n int) time.Time {
	first := ymd(t.Year(), int(t.Month())+n, 1)
	last := first.AddDate(0, 1, -1).Day()
	return ymd(first.Year(), int(first.Month()), min(t.Day(), last))
}

// holidays are the long ones, first and last day; on the weekends that are worked
// in exchange nobody of the sample works.
var holidays = [][2]time.Time{
	{ymd(2022, 1, 1), ymd(2022, 1, 3)}, {ymd(2022, 1, 31), ymd(2022, 2, 6)}, {ymd(2022, 5, 1), ymd(2022, 5, 4)}, {ymd(2022, 10, 1), ymd(2022, 10, 7)},
	{ymd(2023, 1, 1), ymd(2023, 1, 2)}, {ymd(2023, 1, 21), ymd(2023, 1, 27)}, {ymd(2023, 5, 1), ymd(2023, 5, 3)}, {ymd(2023, 9, 29), ymd(2023, 10, 6)},
	{ymd(2024, 1, 1), ymd(2024, 1, 1)}, {ymd(2024, 2, 10), ymd(2024, 2, 17)}, {ymd(2024, 5, 1), ymd(2024, 5, 5)}, {ymd(2024, 10, 1), ymd(2024, 10, 7)},
	{ymd(2025, 1, 1), ymd(2025, 1, 1)}, {ymd(2025, 1, 28), ymd(2025, 2, 4)}, {ymd(2025, 5, 1), ymd(2025, 5, 5)}, {ymd(2025, 10, 1), ymd(2025, 10, 8)},
	{ymd(2026, 1, 1), ymd(2026, 1, 3)}, {ymd(2026, 2, 15), ymd(2026, 2, 23)}, {ymd(2026, 5, 1), ymd(2026, 5, 5)},
}

// workday returns t or the next day on which offices are open.
func workday(t time.Time) time.Time {
	for !officesOpen(t) {
		t = days(t, 1)
	}
	return t
}

func officesOpen(t time.Time) bool {
	for _, h := range holidays {
		if !t.Before(h[0]) && !t.After(h[1]) {
			return false
		}
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// workdays moves n working days forward.
func workdays(t time.Time, n int) time.Time {
	for ; n > 0; n-- {
		t = workday(days(t, 1))
	}
	return t
}
