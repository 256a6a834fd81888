package day

import "testing"

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
