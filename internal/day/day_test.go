package day

import (
	"bufio"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   string
		want string
		form Form
		err  error
	}{
		{"ISO", "2023-05-01", "2023-05-01", ISO, nil},
		{"ISO with spaces", " 2023-05-01 ", "2023-05-01", Usual, nil},
		{"hyphens, short", "2023-5-1", "2023-05-01", Usual, nil},
		{"slashes", "2023/5/1", "2023-05-01", Usual, nil},
		{"points", "2023.5.1", "2023-05-01", Usual, nil},
		{"digits", "20230501", "2023-05-01", Usual, nil},
		{"Chinese", "2023年5月1日", "2023-05-01", Usual, nil},
		{"Chinese without 日", "2023年5月1", "2023-05-01", Usual, nil},
		{"full width", "２０２３年５月１日", "2023-05-01", Usual, nil},
		{"with midnight", "2023-05-01 00:00:00", "2023-05-01", Usual, nil},
		{"with Excel's midnight", "2023/5/1 0:00", "2023-05-01", Usual, nil},
		{"serial", "44134", "2020-10-30", Serial, nil},
		{"serial with zeros", "44134.0", "2020-10-30", Serial, nil},
		{"open", "2099-12-31", "2099-12-31", ISO, nil},
		{"open, slashes", "2099/12/31", "2099-12-31", Usual, nil},
		{"open in words", "长期", "2099-12-31", Usual, nil},
		{"leap day", "2024-02-29", "2024-02-29", ISO, nil},
		{"first", "1900-01-01", "1900-01-01", ISO, nil},
		{"last", "2199-12-31", "2199-12-31", ISO, nil},

		{"no leap year", "2023-02-29", "", 0, ErrCalendar},
		{"30 February", "2023-02-30", "", 0, ErrCalendar},
		{"30 February in digits", "20230230", "", 0, ErrCalendar},
		{"month 13", "2023-13-01", "", 0, ErrCalendar},
		{"day 0", "2023-05-00", "", 0, ErrCalendar},
		{"too early", "1899-12-31", "", 0, ErrCalendar},
		{"too late", "2200-01-01", "", 0, ErrCalendar},
		{"month only", "2023年5月", "", 0, ErrPartial},
		{"month only, hyphen", "2023-05", "", 0, ErrPartial},
		{"year only", "2023", "", 0, ErrPartial},
		{"ambiguous", "01/02/2023", "", 0, ErrShape},
		{"two-digit year", "23-05-01", "", 0, ErrShape},
		{"with a time", "2023-05-01 13:30", "", 0, ErrShape},
		{"mixed separators", "2023-05/01", "", 0, ErrShape},
		{"range", "2021.1.1-2023.12.31", "", 0, ErrShape},
		{"Japanese era", "H30.7.25", "", 0, ErrShape},
		{"Indef.", "Indef.", "", 0, ErrShape},
		{"no serial", "00000", "", 0, ErrShape},
		{"empty", "", "", 0, ErrShape},
		{"text after it", "2023-05-01起", "", 0, ErrShape},
		{"six digits", "202305", "", 0, ErrShape},
		{"serial with a fraction", "44134.5", "", 0, ErrShape},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, form, err := Parse(tt.in)
			if !errors.Is(err, tt.err) {
				t.Fatalf("Parse(%q): error %v, want %v", tt.in, err, tt.err)
			}
			if got.String() != tt.want || err == nil && form != tt.form {
				t.Errorf("Parse(%q) = %q, form %d, want %q, form %d", tt.in, got, form, tt.want, tt.form)
			}
		})
	}
}

func TestParseLayouts(t *testing.T) {
	for _, tt := range []struct {
		in, layout, want string
		form             Form
	}{
		{"01/02/2023", "02/01/2006", "2023-02-01", Layout},
		{"Oct 30, 2020", "Jan 2, 2006", "2020-10-30", Layout},
		{"2020-10-30", "02/01/2006", "2020-10-30", ISO},
	} {
		got, form, err := Parse(tt.in, tt.layout)
		if err != nil || got.String() != tt.want || form != tt.form {
			t.Errorf("Parse(%q, %q) = %q, %d, %v, want %q, %d", tt.in, tt.layout, got, form, err, tt.want, tt.form)
		}
	}
}

// TestVectors reads dates that were written down elsewhere. What this package does not
// read it must refuse.
func TestVectors(t *testing.T) {
	for _, line := range vectors(t, "dates.tsv") {
		in, want, _ := strings.Cut(line, "\t")
		got, _, err := Parse(in)
		day, _, _ := strings.Cut(want, " ")
		switch {
		case want == "open-ended (长期)":
			if err != nil || !got.IsOpen() {
				t.Errorf("Parse(%q) = %q, %v, want an open day", in, got, err)
			}
		case len(day) == len("2020-10-30") && err == nil:
			if got.String() != day {
				t.Errorf("Parse(%q) = %q, want %q", in, got, day)
			}
		case len(day) == len("2020-10-30"):
			if in != "二〇二〇年十月三十日" && in != "30-Oct-20" && in != "10/30/2020" {
				t.Errorf("Parse(%q): %v, want %q", in, err, day)
			}
		case err == nil:
			t.Errorf("Parse(%q) = %q, want a refusal (%s)", in, got, want)
		}
	}
}

func vectors(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open("../../../shared/data/vectors/" + name)
	if err != nil {
		if strings.Contains(","+os.Getenv("GONGSHI_REQUIRE")+",", ",shared,") {
			t.Fatal(err)
		}
		t.Skip("../shared is not there:", err)
	}
	defer f.Close()
	var lines []string
	for s := bufio.NewScanner(f); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines[1:]
}

func TestParseYear(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int
	}{
		{"2023", 2023}, {"2023年", 2023}, {"２０２３", 2023}, {" 2023 ", 2023}, {"1900", 1900}, {"2199", 2199},
		{"", 0}, {"23", 0}, {"02023", 0}, {"1899", 0}, {"2200", 0}, {"2023.0", 0}, {"+203", 0}, {"-2023", 0}, {"2e3", 0}, {"2023-24", 0},
	} {
		got, err := ParseYear(tt.in)
		if got != tt.want || (err == nil) != (tt.want != 0) {
			t.Errorf("ParseYear(%q) = %d, %v, want %d", tt.in, got, err, tt.want)
		}
	}
}

func TestArithmetic(t *testing.T) {
	d := Day{2024, 2, 28}
	for _, tt := range []struct {
		n    int
		want string
	}{{0, "2024-02-28"}, {1, "2024-02-29"}, {2, "2024-03-01"}, {-28, "2024-01-31"}, {366, "2025-02-28"}} {
		got := d.Add(tt.n)
		if got.String() != tt.want || got.Sub(d) != tt.n {
			t.Errorf("%s plus %d = %s (%d days later), want %s", d, tt.n, got, got.Sub(d), tt.want)
		}
		if got.After(d) != (tt.n > 0) || got.Before(d) != (tt.n < 0) {
			t.Errorf("order of %s and %s is wrong", got, d)
		}
	}
	if (Day{}).String() != "" || !(Day{}).IsZero() || !(Day{}).Before(d) {
		t.Error("the zero day must print as nothing and come first")
	}
	if got := d.Number(); got != 20240228 {
		t.Errorf("Number = %d, want 20240228", got)
	}
	tokyo := time.FixedZone("", 9*60*60)
	if got := Of(time.Date(2024, 2, 28, 23, 0, 0, 0, time.UTC).In(tokyo)); got != (Day{2024, 2, 29}) {
		t.Errorf("the day of 23:00 UTC in Tokyo = %s, want 2024-02-29", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2023-05-01", "2023/5/1", "20230501", "2023年5月1日", "44134", "长期", "2023-02-30", "２０２３.5.1", "2023-05-01 0:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, _, err := Parse(s)
		if err != nil {
			return
		}
		if again, form, err := Parse(d.String()); err != nil || again != d || form != ISO {
			t.Errorf("Parse(%q) = %v, form %d, %v, want %v as read from %q", d, again, form, err, d, s)
		}
		if n, err := New(d.Year, d.Month, d.Day); err != nil || n != d {
			t.Errorf("Parse(%q) = %v, which the calendar does not have", s, d)
		}
	})
}
