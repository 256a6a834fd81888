package day

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestCivil holds that the arithmetic of days is that of package time: for every day of
// nine centuries with the day after and the distance to a fixed one, and for random steps.
func TestCivil(t *testing.T) {
	base := Make(2000, 1, 1)
	random := rand.New(rand.NewPCG(1, 2))
	for when := time.Date(1700, 1, 1, 0, 0, 0, 0, time.UTC); when.Year() < 2600; when = when.AddDate(0, 0, 1) {
		d := Of(when)
		if got, want := d.Add(1), Of(when.AddDate(0, 0, 1)); got != want {
			t.Fatalf("%s plus 1 = %s, want %s", d, got, want)
		}
		if got, want := d.Sub(base), int(when.Unix()-base.Time().Unix())/(24*60*60); got != want {
			t.Fatalf("%s lies %d days after %s, want %d", d, got, base, want)
		}
		n := random.IntN(80_000) - 40_000 // beyond farYear, too
		if got, want := d.Add(n), Of(when.AddDate(0, 0, n)); got != want {
			t.Fatalf("%s plus %d = %s, want %s", d, n, got, want)
		}
		if got, want := d.AddMonths(n/40), slowMonths(d, n/40); got != want {
			t.Fatalf("%s and %d months = %s, want %s", d, n/40, got, want)
		}
	}
	if d := (Day{}); d.Add(1) != Of(d.Time().AddDate(0, 0, 1)) || base.Sub(d) != 730_485+32 || d.Sub(d) != 0 {
		t.Errorf("the zero day: plus 1 is %v, %d days before %s", d.Add(1), base.Sub(d), base)
	}
}

// slowMonths is AddMonths by package time.
func slowMonths(d Day, n int) Day {
	if d.IsZero() || d.IsOpen() {
		return d
	}
	first := time.Date(int(d.Year), time.Month(int(d.Month)+n), 1, 0, 0, 0, 0, time.UTC)
	last := Of(first.AddDate(0, 1, -1))
	return Of(first.AddDate(0, 0, min(int(d.Day), int(last.Day))-1))
}

func TestAddMonths(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   Day
		n    int
		want string
	}{
		{"a year", Make(2023, 5, 1), 12, "2024-05-01"},
		{"three years", Make(2023, 5, 1), 36, "2026-05-01"},
		{"no month", Make(2024, 2, 29), 0, "2024-02-29"},
		{"over the end of the year", Make(2023, 11, 15), 3, "2024-02-15"},
		{"to a short February", Make(2023, 1, 31), 1, "2023-02-28"},
		{"to a leap day", Make(2024, 1, 31), 1, "2024-02-29"},
		{"from a leap day to a year without one", Make(2024, 2, 29), 12, "2025-02-28"},
		{"from a leap day to the next", Make(2024, 2, 29), 48, "2028-02-29"},
		{"2100 has no leap day", Make(2096, 2, 29), 48, "2100-02-28"},
		{"to a month of 30 days", Make(2023, 5, 31), 1, "2023-06-30"},
		{"the end of a month is not kept", Make(2023, 6, 30), 1, "2023-07-30"},
		{"back", Make(2023, 3, 31), -1, "2023-02-28"},
		{"back over the year", Make(2023, 1, 31), -13, "2021-12-31"},
		{"zero", Day{}, 3, ""},
		{"open", open, 3, "2099-12-31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.in.AddMonths(tt.n).String(); got != tt.want {
				t.Errorf("%s and %d months is %q, want %q", tt.in, tt.n, got, tt.want)
			}
		})
	}
}
