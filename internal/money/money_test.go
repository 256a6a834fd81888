package money

import (
	"bufio"
	"errors"
	"os"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name    string
		in      string
		unit    Unit
		want    int64
		unusual bool
		err     error
	}{
		{"whole", "163000", Yuan, 163000_00, false, nil},
		{"one decimal", "0.5", Yuan, 50, false, nil},
		{"two decimals", "1234.56", Yuan, 1234_56, false, nil},
		{"grouped", "1,234.50", Yuan, 1234_50, false, nil},
		{"grouped, millions", "12,345,678", Yuan, 12345678_00, false, nil},
		{"full width", "１，２３４．５", Yuan, 1234_50, true, nil},
		{"full-width sign", "￥100", Yuan, 100_00, true, nil},
		{"unit 元", "1234元", Yuan, 1234_00, true, nil},
		{"unit 元整", "1234元整", Yuan, 1234_00, true, nil},
		{"unit 圆整", "1234圆整", Yuan, 1234_00, true, nil},
		{"unit 元正", "1234元正", Yuan, 1234_00, true, nil},
		{"unit 万元整", "5万元整", Yuan, 50000_00, true, nil},
		{"full-width comma", "1，234.50", Yuan, 1234_50, true, nil},
		{"人民币", "人民币1234元整", Yuan, 1234_00, true, nil},
		{"人民币 and its sign", "人民币：￥1,234.00", Yuan, 1234_00, true, nil},
		{"RMB", "RMB 1,234.00", Yuan, 1234_00, true, nil},
		{"CNY", "cny1234", Yuan, 1234_00, true, nil},
		{"CN¥", "CN¥1,234.00", Yuan, 1234_00, true, nil},
		{"currency and the header's unit", "￥16.3", Wan, 163000_00, true, nil},
		{"unit 万元", "16.3万元", Yuan, 163000_00, true, nil},
		{"unit 亿", "1.2亿", Yuan, 120000000_00, true, nil},
		{"header unit", "0.05", Wan, 500_00, false, nil},
		{"header unit, six decimals", "3.573042", Wan, 35730_42, false, nil},
		{"cell's unit wins", "500元", Wan, 500_00, true, nil},
		{"zero", "0", Yuan, 0, false, nil},
		{"zeros in front", "007", Yuan, 7_00, false, nil},

		{"three decimals", "1.234", Yuan, 0, false, ErrPrecision},
		{"grouped with three decimals", "1,234.567", Yuan, 0, false, ErrPrecision},
		{"seven decimals of 万元", "0.1234567", Wan, 0, false, ErrPrecision},
		{"misplaced comma", "12,34", Yuan, 0, false, ErrGrouping},
		{"comma in front", ",123", Yuan, 0, false, ErrGrouping},
		{"comma as decimal", "1234,5", Yuan, 0, false, ErrGrouping},
		{"negative", "-5", Yuan, 0, false, ErrNegative},
		{"negative in brackets", "(1,234.00)", Yuan, 0, false, ErrNegative},
		{"scientific", "1e5", Yuan, 0, false, ErrNotation},
		{"scientific, Excel", "1.63E+05", Yuan, 0, false, ErrNotation},
		{"scientific with a unit", "1.63E+05元", Yuan, 0, false, ErrNotation},
		{"masked", "******.73", Yuan, 0, false, ErrMasked},
		{"masked with a unit", "1**,***.00元", Yuan, 0, false, ErrMasked},
		{"masked, full width", "＊＊＊", Yuan, 0, false, ErrMasked},
		{"a comma for the point", "1.234,50", Yuan, 0, false, ErrGrouping},
		{"a comma for the point, short", "1,5", Yuan, 0, false, ErrGrouping},
		{"a comma for the point after 0", "0,234", Yuan, 0, false, ErrGrouping},
		{"points as separators", "1.234.567", Yuan, 0, false, ErrShape},
		{"negative with a currency", "-¥5", Yuan, 0, false, ErrNegative},
		{"negative after the currency", "人民币-5元", Yuan, 0, false, ErrNegative},
		{"only a hyphen", "-", Yuan, 0, false, ErrShape},
		{"another currency", "HKD 100", Yuan, 0, false, ErrShape},
		{"dollars", "$100", Yuan, 0, false, ErrShape},
		{"only a currency", "人民币", Yuan, 0, false, ErrShape},
		{"not a number", "NaN", Yuan, 0, false, ErrShape},
		{"hexadecimal", "0x1F", Yuan, 0, false, ErrShape},
		{"infinite", "Inf", Yuan, 0, false, ErrShape},
		{"about", "约16万元", Yuan, 0, false, ErrShape},
		{"range", "16-18万元", Yuan, 0, false, ErrShape},
		{"per cent", "30%", Yuan, 0, false, ErrShape},
		{"only a point", ".", Yuan, 0, false, ErrShape},
		{"no whole part", ".5", Yuan, 0, false, ErrShape},
		{"no decimals after the point", "5.", Yuan, 0, false, ErrShape},
		{"plus", "+5", Yuan, 0, false, ErrShape},
		{"empty", "", Yuan, 0, false, ErrShape},
		{"only a unit", "万元", Yuan, 0, false, ErrShape},
		{"Arabic digits", "١٢٣", Yuan, 0, false, ErrShape},
		{"too large", "99999999999999999999", Yuan, 0, false, ErrRange},
		{"too large with its unit", "9999999999999亿元", Yuan, 0, false, ErrRange},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse(tt.in, tt.unit)
			if !errors.Is(err, tt.err) {
				t.Fatalf("Parse(%q): error %v, want %v", tt.in, err, tt.err)
			}
			if err == nil && (got.Amount != FromFen(tt.want) || got.Unusual != tt.unusual) {
				t.Errorf("Parse(%q) = %+v, want %d fen, unusual %v", tt.in, got, tt.want, tt.unusual)
			}
		})
	}
}

func TestCommaDecimal(t *testing.T) {
	for _, tt := range []struct {
		in    string
		unit  Unit
		plain error // without the option
		err   error // with it
		want  int64
	}{
		{"1,234", 0, nil, ErrAmbiguous, 0},
		{"1，234", 0, nil, ErrAmbiguous, 0},
		{"12,345万元", 0, nil, ErrAmbiguous, 0},
		{"￥1,234", Wan, nil, ErrAmbiguous, 0},
		{"1,234,567", 0, nil, nil, 1234567_00},
		{"1,234.50", 0, nil, nil, 1234_50},
		{"1234", 0, nil, nil, 1234_00},
		{"16.345", Wan, nil, nil, 163450_00},
		{"壹仟贰佰叁拾肆元整", 0, nil, nil, 1234_00},
		{"1,5", 0, ErrGrouping, ErrGrouping, 0},
		{"1234,50", 0, ErrGrouping, ErrGrouping, 0},
		{"1.234,50", 0, ErrGrouping, ErrGrouping, 0},
		{"-1,234", 0, ErrNegative, ErrNegative, 0},
	} {
		if _, err := (Options{Unit: tt.unit}).Parse(tt.in); !errors.Is(err, tt.plain) {
			t.Errorf("Parse(%q): %v, want %v", tt.in, err, tt.plain)
		}
		got, err := Options{Unit: tt.unit, CommaDecimal: true}.Parse(tt.in)
		if !errors.Is(err, tt.err) || err == nil && got.Amount != FromFen(tt.want) {
			t.Errorf("Parse(%q) where a comma may be a decimal = %s, %v, want %d fen, %v", tt.in, got.Amount, err, tt.want, tt.err)
		}
	}
}

// TestVectors reads amounts that were written down elsewhere, every line of them: what
// they give must be exact, and what cannot be told must be refused.
func TestVectors(t *testing.T) {
	refused := map[string]error{
		"(1,234.00)": ErrNegative, "-1,234.00": ErrNegative,
		"1.63E+05": ErrNotation,                                           // the vectors would take it with a warning
		"-":        ErrShape, "—": ErrShape, "/": ErrShape, "无": ErrShape, // not given, which is for the caller to say
		"约16万元": ErrShape, "16-18万元": ErrShape, "30%": ErrShape,
	}
	for _, line := range vectors(t, "amounts.tsv") {
		in, want, _ := strings.Cut(line, "\t")
		text, unit := in, Yuan
		if rest, ok := strings.CutSuffix(in, " (column header 万元)"); ok {
			text, unit = rest, Wan
		}
		got, err := Parse(text, unit)
		if why, ok := refused[in]; ok {
			if !errors.Is(err, why) {
				t.Errorf("Parse(%q) = %s, %v, want a refusal: %v", in, got.Amount, err, why)
			}
			delete(refused, in)
			continue
		}
		if want, _, _ = strings.Cut(want, " "); err != nil || got.Amount.String() != want {
			t.Errorf("Parse(%q) = %s, %v, want %s", in, got.Amount, err, want)
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

func TestString(t *testing.T) {
	for _, tt := range []struct {
		in                    Amount
		plain, grouped, inWan string
	}{
		{Amount{}, "", "", ""},
		{FromFen(0), "0.00", "0", "0"},
		{FromFen(5), "0.05", "0.05", "0"},
		{FromFen(1_234_567_50), "1234567.50", "1,234,567.50", "123.5"},
		{FromFen(163_450_000), "1634500.00", "1,634,500", "163.5"},
		{FromFen(-100_00), "-100.00", "-100", "0"},
		{FromFen(999_00), "999.00", "999", "0.1"},
	} {
		if got := tt.in.String(); got != tt.plain {
			t.Errorf("String of %d = %q, want %q", tt.in.Fen, got, tt.plain)
		}
		if got := tt.in.Grouped(); got != tt.grouped {
			t.Errorf("Grouped of %d = %q, want %q", tt.in.Fen, got, tt.grouped)
		}
		if got := tt.in.InWan(); tt.in.Fen >= 0 && got != tt.inWan {
			t.Errorf("InWan of %d = %q, want %q", tt.in.Fen, got, tt.inWan)
		}
	}
}

func TestAdd(t *testing.T) {
	if got := Add(Amount{}, Amount{}); got.Given {
		t.Errorf("the sum of nothing = %+v, want not given", got)
	}
	if got := Add(FromFen(0), Amount{}); got != FromFen(0) {
		t.Errorf("zero and nothing = %+v, want zero, given", got)
	}
	if got := Add(FromFen(1), FromFen(2)); got != FromFen(3) {
		t.Errorf("1 + 2 = %+v, want 3", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"163000", "1,234.50", "16.3万元", "１２３", "-5", "1e5", "9999999999999亿元", "￥1", "人民币1,234元整", "壹佰零贰万伍仟捌佰贰拾陆元柒角叁分", "1.63E+05", "1.234,50"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Parse(s, Yuan)
		if err != nil {
			return
		}
		if r.Amount.Fen < 0 || !r.Amount.Given {
			t.Fatalf("Parse(%q) = %+v, want 0 or more", s, r.Amount)
		}
		for _, printed := range []string{r.Amount.String(), r.Amount.Grouped()} {
			if again, err := Parse(printed, Yuan); err != nil || again.Amount != r.Amount {
				t.Errorf("Parse(%q) = %+v, %v, want %+v as read from %q", printed, again.Amount, err, r.Amount, s)
			}
		}
	})
}
