package day

import (
	"errors"
	"fmt"
	"testing"
)

func layout(t testing.TB, notation string) Layout {
	t.Helper()
	l, err := NewLayout(notation)
	if err != nil {
		t.Fatal(err)
	}
	if l.String() != notation {
		t.Errorf("String = %q, want %q", l, notation)
	}
	return l
}

func TestLayout(t *testing.T) {
	for _, tt := range []struct {
		notation, in, want string
		err                error
	}{
		{"DD/MM/YYYY", "01/02/2023", "2023-02-01", nil},
		{"MM/DD/YYYY", "01/02/2023", "2023-01-02", nil},
		{"D/M/YYYY", "1/2/2023", "2023-02-01", nil},
		{"D/M/YYYY", "０１／０２／２０２３", "2023-02-01", nil},
		{"MMM D, YYYY", "Oct 30, 2020", "2020-10-30", nil},
		{"DD-MMM-YYYY", "30-oct-2020", "2020-10-30", nil},
		{"DD/MM/YYYY HH:mm:ss", "01/02/2023 13:45:00", "2023-02-01", nil},
		{"02/01/2006", "01/02/2023", "2023-02-01", nil},
		{"Jan 2, 2006", " Oct 30, 2020 ", "2020-10-30", nil},

		{"DD/MM/YYYY", "30/02/2023", "", ErrCalendar},
		{"DD/MM/YYYY", "01/13/2023", "", ErrCalendar},
		{"DD/MM/YYYY", "01/02/1850", "", ErrCalendar},
		{"DD/MM/YYYY", "1/2/2023", "", ErrShape},
		{"DD/MM/YYYY", "2023-02-01", "", ErrShape},

		{"GY.M.D", "H30.7.25", "2018-07-25", nil},
		{"GY.M.D", "Ｈ30.7.25", "2018-07-25", nil},
		{"GY.M.D", "h30.07.25", "2018-07-25", nil},
		{"GY.M.D", "R1.5.1", "2019-05-01", nil},
		{"GY.M.D", "R元.5.17 ", "2019-05-17", nil},
		{"GYYMMDD", "H300725", "2018-07-25", nil},
		{"GGGGY年M月D日", "平成29年５月15日", "2017-05-15", nil},
		{"GGGGY年M月D日", "令和元年6月30日", "2019-06-30", nil},
		{"GGGGY年M月D日", "民國112年5月1日", "2023-05-01", nil},
		{"GGGGY年M月D日", "中华民国元年1月1日", "1912-01-01", nil},
		{"民國Y年M月D日", "民國112年5月1日", "2023-05-01", nil},
		{"令和Y年MM月DD日", "令和5年05月01日", "2023-05-01", nil},

		// The first and the last day of every era, and their neighbours.
		{"GGGGY年M月D日", "明治33年1月1日", "1900-01-01", nil}, // the first year that a Day can have
		{"GGGGY年M月D日", "明治45年7月29日", "1912-07-29", nil},
		{"GGGGY年M月D日", "明治45年7月30日", "", ErrEra},
		{"GGGGY年M月D日", "大正元年7月29日", "", ErrEra},
		{"GGGGY年M月D日", "大正元年7月30日", "1912-07-30", nil},
		{"GGGGY年M月D日", "大正15年12月24日", "1926-12-24", nil},
		{"GGGGY年M月D日", "大正15年12月25日", "", ErrEra},
		{"GGGGY年M月D日", "昭和元年12月24日", "", ErrEra},
		{"GGGGY年M月D日", "昭和元年12月25日", "1926-12-25", nil},
		{"GGGGY年M月D日", "昭和64年1月7日", "1989-01-07", nil},
		{"GGGGY年M月D日", "昭和64年1月8日", "", ErrEra},
		{"GGGGY年M月D日", "平成元年1月7日", "", ErrEra},
		{"GGGGY年M月D日", "平成元年1月8日", "1989-01-08", nil},
		{"GGGGY年M月D日", "平成31年4月30日", "2019-04-30", nil},
		{"GGGGY年M月D日", "平成31年5月1日", "", ErrEra},
		{"GGGGY年M月D日", "令和元年4月30日", "", ErrEra},
		{"GGGGY年M月D日", "令和元年5月1日", "2019-05-01", nil},
		{"GY.M.D", "T15.12.24", "1926-12-24", nil},
		{"GY.M.D", "S1.12.25", "1926-12-25", nil},
		{"GY.M.D", "M45.7.29", "1912-07-29", nil},

		{"GY.M.D", "H0.7.25", "", ErrEra},
		{"GY.M.D", "H30.2.30", "", ErrCalendar},
		{"GY.M.D", "R999.1.1", "", ErrCalendar},
		{"GY.M.D", "H30.7", "", ErrShape},
		{"GY.M.D", "H30.7.25送検", "", ErrShape},
		{"GY.M.D", "X30.7.25", "", ErrShape},
		{"GY.M.D", "30.7.25", "", ErrShape},
		{"GY.M.D", "2018.7.25", "", ErrShape},
		{"民國Y年M月D日", "令和5年5月1日", "", ErrShape},
	} {
		got, err := layout(t, tt.notation).Parse(tt.in)
		if got.String() != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s of %q = %q, %v, want %q, %v", tt.notation, tt.in, got, err, tt.want, tt.err)
		}
	}
}

// TestEras holds that every day is in one era of Japan, and in that one only.
func TestEras(t *testing.T) {
	l := layout(t, "GY.M.D")
	for d := (Day{MinYear, 1, 1}); d.Year < 2030; d = d.Add(1) {
		var in []string
		for _, e := range eras() {
			if e.letter == "" || d.Year < e.first.Year {
				continue
			}
			text := fmt.Sprintf("%s%d.%d.%d", e.letter, d.Year-e.first.Year+1, d.Month, d.Day)
			got, err := l.Parse(text)
			if err == nil {
				in = append(in, text)
			}
			if err == nil && got != d || err != nil && !errors.Is(err, ErrEra) {
				t.Errorf("%s = %s, %v, want %s or %v", text, got, err, d, ErrEra)
			}
		}
		if len(in) != 1 {
			t.Errorf("%s is %q, want one era", d, in)
		}
	}
}

func TestNotLayouts(t *testing.T) {
	for _, notation := range []string{
		"", "DD/MM", "YYYY", "YYYY-MM", "DD/MM/YY", "2006-01", "G", "GY.M", "Y.M.D", "GM.D", "GYY", "GY.M.D.D", "GGY.M.D",
		"GYM.D", "GY.MD", "GYMMD", // where one number ends cannot be told
		"GGGGY年M月", "日期", "H30.7.25", "\xff",
	} {
		if l, err := NewLayout(notation); err == nil {
			t.Errorf("NewLayout(%q) = %s, want an error", notation, l)
		}
	}
}

func TestReadByLayouts(t *testing.T) {
	japan := []Layout{layout(t, "GY.M.D"), layout(t, "GGGGY年M月D日"), layout(t, "DD/MM/YYYY")}
	for _, tt := range []struct {
		in, want string
		form     Form
		err      error
	}{
		{"H30.7.25", "2018-07-25", ByLayout, nil},
		{"令和元年６月30日", "2019-06-30", ByLayout, nil},
		{"01/02/2023", "2023-02-01", ByLayout, nil},
		{"2020-10-30", "2020-10-30", ISO, nil},
		{"2023.5.1", "2023-05-01", Usual, nil},
		{"H31.5.1", "", 0, ErrEra},
		{"H30.2.30", "", 0, ErrCalendar},
		{"30/02/2023", "", 0, ErrCalendar},
		{"2023-02-30", "", 0, ErrCalendar},
		{"Indef.", "", 0, ErrShape},
	} {
		got, err := Read(tt.in, japan...)
		if got.Day.String() != tt.want || got.Form != tt.form || got.Unusual || !errors.Is(err, tt.err) {
			t.Errorf("Read(%q) = %+v, %v, want %q, form %d, %v", tt.in, got, err, tt.want, tt.form, tt.err)
		}
	}
	// The first layout that fits wins.
	for _, tt := range []struct{ first, second, in, want string }{
		{"DD/MM/YYYY", "MM/DD/YYYY", "01/02/2023", "2023-02-01"},
		{"MM/DD/YYYY", "DD/MM/YYYY", "01/02/2023", "2023-01-02"},
		{"MM/DD/YYYY", "DD/MM/YYYY", "30/10/2023", "2023-10-30"},
	} {
		if got, _, err := Parse(tt.in, layout(t, tt.first), layout(t, tt.second)); err != nil || got.String() != tt.want {
			t.Errorf("Parse(%q) by %s, then %s = %q, %v, want %q", tt.in, tt.first, tt.second, got, err, tt.want)
		}
	}
}

func FuzzLayout(f *testing.F) {
	for _, tt := range [][2]string{
		{"GY.M.D", "H30.7.25"}, {"GGGGY年M月D日", "令和元年6月30日"}, {"GYYMMDD", "R010501"}, {"民國Y年M月D日", "民國112年5月1日"},
		{"DD/MM/YYYY", "01/02/2023"}, {"Jan 2, 2006", "Oct 30, 2020"}, {"G(Y.M.D", "H(30.7.25"}, {"\xffGY.M.D", "\xffH1.2.3"},
	} {
		f.Add(tt[0], tt[1])
	}
	f.Fuzz(func(t *testing.T, notation, s string) {
		l, err := NewLayout(notation)
		if err != nil {
			return
		}
		d, err := l.Parse(s)
		if err != nil {
			if !errors.Is(err, ErrShape) && !errors.Is(err, ErrCalendar) && !errors.Is(err, ErrEra) {
				t.Errorf("%q of %q: %v, want one of the three errors", notation, s, err)
			}
			return
		}
		if again, err := New(int(d.Year), int(d.Month), int(d.Day)); err != nil || again != d {
			t.Errorf("%q of %q = %v, which the calendar does not have", notation, s, d)
		}
	})
}
