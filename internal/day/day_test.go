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
		{"with a time", "2023-05-01 13:45:00", "2023-05-01", Usual, nil},
		{"with ISO's T", "2023-05-01T00:00:00", "2023-05-01", Usual, nil},
		{"with a database's fraction", "2023-05-01 00:00:00.0", "2023-05-01", Usual, nil},
		{"Chinese with a time", "2023年5月1日 13:45", "2023-05-01", Usual, nil},
		{"Chinese with 号", "2023年5月1号", "2023-05-01", Usual, nil},
		{"Chinese with spaces", "2023 年 5 月 1 日", "2023-05-01", Usual, nil},
		{"numerals", "二〇二三年五月一日", "2023-05-01", Usual, nil},
		{"numerals with 零", "二零二三年五月一日", "2023-05-01", Usual, nil},
		{"numerals with a circle", "二○二三年十二月三十一日", "2023-12-31", Usual, nil},
		{"numerals with the letter O", "二O二三年十月二十日", "2023-10-20", Usual, nil},
		{"numerals with a digit 0", "二0二三年十一月十日", "2023-11-10", Usual, nil},
		{"numerals with 廿", "二〇二三年元月廿一日", "2023-01-21", Usual, nil},
		{"numerals with 卅", "二〇二三年五月卅日", "2023-05-30", Usual, nil},
		{"numerals as on cheques", "贰零贰叁年零伍月壹拾伍日", "2023-05-15", Usual, nil},
		{"numerals in the year only", "二〇二三年05月1日", "2023-05-01", Usual, nil},
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
		{"mixed separators", "2023-05/01", "", 0, ErrShape},
		{"range", "2021.1.1-2023.12.31", "", 0, ErrRange},
		{"range of months", "2021年1月至2023年12月", "", 0, ErrRange},
		{"range in ISO", "2021-01-01 - 2023-12-31", "", 0, ErrRange},
		{"range with a wave", "2021/1/1～2023/12/31", "", 0, ErrRange},
		{"range with a dash", "2021年1月1日——12月31日", "", 0, ErrRange},
		{"range of days", "2021年1月1日-3日", "", 0, ErrRange},
		{"range in numerals", "二〇二一年一月一日至二〇二三年十二月三十一日", "", 0, ErrRange},
		{"range until now", "2021年1月至今", "", 0, ErrRange},
		{"range of years", "2021-2023", "", 0, ErrRange},
		{"range in digits", "20210101-20231231", "", 0, ErrRange},
		{"range of serials", "44134-44135", "", 0, ErrShape},
		{"no range", "2021年1月至", "", 0, ErrShape},
		{"month in words", "30-Oct-20", "", 0, ErrShape},
		{"two-digit year, slashes", "23/5/1", "", 0, ErrShape},
		{"two-digit year in Chinese", "23年5月1日", "", 0, ErrShape},
		{"two-digit year in numerals", "二三年五月一日", "", 0, ErrShape},
		{"Republic of China", "民國112年5月1日", "", 0, ErrShape},
		{"Japanese era in full", "平成30年7月25日", "", 0, ErrShape},
		{"Japanese era in numerals", "平成三十年七月二十五日", "", 0, ErrShape},
		{"lunar month", "二〇二三年正月初一", "", 0, ErrShape},
		{"lunar day", "二〇二三年五月初一日", "", 0, ErrShape},
		{"30 February in numerals", "二〇二三年二月三十日", "", 0, ErrCalendar},
		{"month 13 in numerals", "二〇二三年十三月一日", "", 0, ErrCalendar},
		{"month only in numerals", "二〇二三年五月", "", 0, ErrPartial},
		{"year only in numerals", "二〇二三年", "", 0, ErrPartial},
		{"numerals without 日", "二〇二三年五月十", "", 0, ErrShape},
		{"numeral that is none", "二〇二三年五月十十日", "", 0, ErrShape},
		{"letter O among digits", "2O23-05-01", "", 0, ErrShape},
		{"letter O among digits, Chinese", "2O23年5月1日", "", 0, ErrShape},
		{"hour 24", "2023-05-01 24:00", "", 0, ErrShape},
		{"minute 60", "2023-05-01 13:60", "", 0, ErrShape},
		{"time in UTC", "2023-04-30T16:00:00Z", "", 0, ErrShape},
		{"time with a zone", "2023-05-01 00:00:00+08:00", "", 0, ErrShape},
		{"time alone", "13:45", "", 0, ErrShape},
		{"serial with a time", "44134 0:00", "", 0, ErrShape},
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

func TestUnusual(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want bool
	}{
		{"2023-05-01", false}, {"2023/5/1", false}, {"20230501", false}, {"2023年5月1日", false}, {"长期", false},
		{"2023-05-01 00:00:00", false}, {"2023/5/1 0:00", false}, {" 2023-05-01 ", false},
		{"２０２３-05-01", true}, {"44134", true}, {"2023-05-01 13:45", true}, {"2023-05-01 00:00:01", true},
		{"2023-05-01 00:00:00.5", true}, {"二〇二三年五月一日", true}, {"2023 年 5 月 1 日", true}, {"2023年5月1号", true},
	} {
		if got, err := Read(tt.in); err != nil || got.Unusual != tt.want {
			t.Errorf("Read(%q) = %+v, %v, want unusual %v", tt.in, got, err, tt.want)
		}
	}
}

// TestVectors reads dates that were written down elsewhere, every line of them. What
// this package does not read it must refuse.
func TestVectors(t *testing.T) {
	refused := map[string]error{
		"2020年10月": ErrPartial, "2020": ErrPartial,
		"30-Oct-20":  ErrShape, // a year of two digits
		"10/30/2020": ErrShape, // 01/02/2020 could be two days: only by a layout
		"2020-02-30": ErrCalendar,
		"—":          ErrShape, // not given, which is for the caller to say
		"H30.7.25":   ErrShape, // only by a layout
	}
	for _, line := range vectors(t, "dates.tsv") {
		in, want, _ := strings.Cut(line, "\t")
		got, _, err := Parse(in)
		if why, ok := refused[in]; ok {
			if !errors.Is(err, why) {
				t.Errorf("Parse(%q) = %q, %v, want a refusal: %v", in, got, err, why)
			}
			delete(refused, in)
			continue
		}
		if want, _, _ = strings.Cut(want, " "); want == "open-ended" {
			want = open.String()
		}
		if err != nil || got.String() != want {
			t.Errorf("Parse(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for in := range refused {
		t.Errorf("the vectors have no line %q", in)
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

func TestReadYear(t *testing.T) {
	for _, tt := range []struct {
		in      string
		want    int
		unusual bool
		err     error
	}{
		{"2023", 2023, false, nil}, {"2023年", 2023, false, nil}, {" 2023 ", 2023, false, nil}, {"1900", 1900, false, nil}, {"2199", 2199, false, nil},
		{"２０２３", 2023, true, nil}, {"2023年度", 2023, true, nil}, {"2023.0", 2023, true, nil}, {"2023.00", 2023, true, nil},
		{"二〇二三年", 2023, true, nil}, {"二零二三", 2023, true, nil}, {"二○二三年度", 2023, true, nil}, {"二O二三年", 2023, true, nil},
		{"", 0, false, ErrYear}, {"23", 0, false, ErrYear}, {"02023", 0, false, ErrYear}, {"1899", 0, false, ErrYear}, {"2200", 0, false, ErrYear},
		{"2023.5", 0, false, ErrYear}, {"+203", 0, false, ErrYear}, {"-2023", 0, false, ErrYear}, {"2e3", 0, false, ErrYear}, {"2O23", 0, false, ErrYear},
		{"二三年", 0, false, ErrYear}, {"二千零二十三年", 0, false, ErrYear}, {"令和5年", 0, false, ErrYear}, {"2023-05-01", 0, false, ErrYear}, {"2023年5月", 0, false, ErrYear},
		{"2023-24", 0, false, ErrRange}, {"2023-2024", 0, false, ErrRange}, {"2023年至2024年", 0, false, ErrRange}, {"２０２３—２０２４年度", 0, false, ErrRange},
	} {
		got, unusual, err := ReadYear(tt.in)
		if got != tt.want || unusual != tt.unusual || !errors.Is(err, tt.err) {
			t.Errorf("ReadYear(%q) = %d, %v, %v, want %d, %v, %v", tt.in, got, unusual, err, tt.want, tt.unusual, tt.err)
		}
		if again, err := ParseYear(tt.in); again != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("ParseYear(%q) = %d, %v, want %d, %v", tt.in, again, err, tt.want, tt.err)
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
	for _, s := range []string{"2023-05-01", "2023/5/1", "20230501", "2023年5月1日", "44134", "长期", "2023-02-30", "２０２３.5.1", "2023-05-01 0:00", "二〇二三年五月廿一日", "2021.1.1-2023.12.31", "2023 年 5 月 1 日 13:45"} {
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
		if n, err := New(int(d.Year), int(d.Month), int(d.Day)); err != nil || n != d {
			t.Errorf("Parse(%q) = %v, which the calendar does not have", s, d)
		}
	})
}

// TestMonths counts the months of a term, of which both days count.
func TestMonths(t *testing.T) {
	parse := func(s string) Day {
		d, _, err := Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tt := range []struct {
		from, to string
		want     int
	}{
		{"2023-01-01", "2023-12-31", 12},
		{"2023-01-01", "2023-12-30", 11},
		{"2023-01-15", "2024-01-14", 12},
		{"2023-01-15", "2024-01-13", 11},
		{"2024-02-29", "2025-02-27", 12},
		{"2024-02-29", "2025-02-26", 11},
		{"2023-01-31", "2023-02-27", 1},
		{"2023-01-31", "2023-02-26", 0},
		{"2023-05-05", "2023-05-05", 0},
		{"2020-07-01", "2023-06-30", 36},
	} {
		if got := Months(parse(tt.from), parse(tt.to)); got != tt.want {
			t.Errorf("from %s to %s are %d months, want %d", tt.from, tt.to, got, tt.want)
		}
	}
}
