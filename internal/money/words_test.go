package money

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int64 // fen; -1: refused
	}{
		{"壹佰零贰万伍仟捌佰贰拾陆元柒角叁分", 1025826_73},
		{"贰佰叁拾贰万柒仟陆佰肆拾元整", 2327640_00},
		{"人民币壹佰元整", 100_00},
		{"人民币（大写）：壹佰元整", 100_00},
		{"壹拾万柒仟元零伍角叁分", 107000_53}, // the two ways of annex 1
		{"壹拾万零柒仟元伍角叁分", 107000_53}, // to write this amount
		{"壹仟陆佰捌拾元零叁角贰分", 1680_32},  // likewise
		{"壹仟陆佰捌拾元叁角贰分", 1680_32},   // of this one
		{"壹万陆仟肆佰零玖元零贰分", 16409_02}, // 零 for the tenths
		{"陆仟零柒元壹角肆分", 6007_14},
		{"叁佰贰拾伍元零肆分", 325_04},
		{"伍元肆分", 5_04},
		{"伍元零角肆分", 5_04},
		{"柒角叁分", 73},
		{"柒角整", 70},
		{"叁分", 3},
		{"零元整", 0},
		{"拾万元整", 100000_00},
		{"拾伍元", 15_00},
		{"壹亿元整", 100_000_000_00},
		{"壹亿零贰佰万元整", 102_000_000_00},
		{"壹亿贰仟万元整", 120_000_000_00},
		{"壹亿零伍元", 100_000_005_00},
		{"壹万亿元", 1_000_000_000_000_00},
		{"壹万零叁亿零肆万零伍元", 1_000_300_040_005_00},
		{"玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿元", 9_999_999_900_000_000_00},
		{"十六万三千元", 163000_00},
		{"一百零五元", 105_00},
		{"两千元", 2000_00},
		{"二〇元", -1},
		{"一千〇五元", 1005_00},
		{"伍佰圆正", 500_00},
		{"貳佰參拾萬圓整", 2300000_00},

		{"壹佰贰元", -1}, // 102 or, as people say it, 120
		{"一千五元", -1},
		{"一万五元", -1},
		{"壹亿伍仟元", -1},
		{"壹仟伍拾元", -1}, // a 零 is missing, or 佰 with its digit
		{"壹万伍佰元", -1},
		{"壹佰零贰拾元", -1}, // a 零 where no place is skipped
		{"壹佰零元", -1},
		{"壹万零元", -1},
		{"壹仟零零伍元", -1},
		{"零壹佰元", -1},
		{"壹佰壹佰元", -1},
		{"壹拾佰元", -1},
		{"壹贰叁元", -1},
		{"壹佰拾元", -1},
		{"壹亿壹亿元", -1},
		{"壹万壹万元", -1},
		{"壹万壹亿壹万壹万元", -1},
		{"万元", -1},
		{"元整", -1},
		{"元", -1},
		{"整", -1},
		{"壹佰", -1},  // counts what?
		{"壹佰万", -1}, // likewise
		{"壹元贰", -1},
		{"壹元贰分叁角", -1},
		{"壹元壹拾角", -1},
		{"壹元零叁角", -1},
		{"壹角元", -1},
		{"壹元元", -1},
		{"1佰元", -1},
		{"壹00元", -1},
		{"约壹佰元", -1},
		{"壹佰元至贰佰元", -1},
		{"负壹佰元", -1},
	} {
		got, err := Parse(tt.in, Yuan)
		switch {
		case tt.want < 0 && err == nil:
			t.Errorf("Parse(%q) = %s, want a refusal", tt.in, got.Amount)
		case tt.want >= 0 && (err != nil || got.Amount != FromFen(tt.want) || !got.Unusual):
			t.Errorf("Parse(%q) = %+v, %v, want %s, unusual", tt.in, got, err, FromFen(tt.want))
		}
	}
	// The unit of the words wins over the header's.
	if got, err := Parse("伍元整", Wan); err != nil || got.Amount != FromFen(5_00) {
		t.Errorf("伍元整 under a header in 万元 = %s, %v, want 5.00", got.Amount, err)
	}
}

// inWords writes an amount as on a voucher.
func inWords(fen int64) string {
	yuan, s := fen/100, ""
	if yuan > 0 || fen == 0 {
		s = integerInWords(yuan) + "元"
	}
	digit := func(n int64) string { return string([]rune("零壹贰叁肆伍陆柒捌玖")[n]) }
	jiao, cents := fen/10%10, fen%10
	switch {
	case jiao == 0 && cents == 0:
		return s + "整"
	case jiao > 0:
		s += digit(jiao) + "角"
	case yuan > 0:
		s += "零"
	}
	if cents > 0 {
		s += digit(cents) + "分"
	}
	return s
}

// integerInWords writes digit by digit, from the right and with all zeros, and then
// takes out those that are not spoken: another way than that of the parser.
func integerInWords(n int64) string {
	if n == 0 {
		return "零"
	}
	s := ""
	for place := 0; n > 0; place, n = place+1, n/10 {
		power := []string{"", "拾", "佰", "仟"}[place%4]
		name := []string{"", "万", "亿", "万"}[place/4%4]
		d := n % 10
		switch {
		case place%4 > 0:
			name = ""
		case place == 12 && n%10000 > 0:
		case place == 4 && n%10000 == 0:
			name = ""
		}
		if d == 0 {
			power = ""
		}
		s = string([]rune("零壹贰叁肆伍陆柒捌玖")[d]) + power + name + s
	}
	for strings.Contains(s, "零零") {
		s = strings.ReplaceAll(s, "零零", "零")
	}
	for _, name := range []string{"万", "亿"} {
		s = strings.ReplaceAll(s, "零"+name, name+"零")
	}
	for strings.Contains(s, "零零") {
		s = strings.ReplaceAll(s, "零零", "零")
	}
	// A 零 that stands only because the place before is 0 is right, but not needed.
	return strings.TrimSuffix(s, "零")
}

func FuzzWords(f *testing.F) {
	for _, fen := range []int64{0, 1, 10, 99, 100, 1025826_73, 2327640_00, 107000_53, 100_000_005_00, 1_000_300_040_005_00, 1_0000_0000_00, 10_0020_0000_00} {
		f.Add(fen)
	}
	f.Fuzz(func(t *testing.T, fen int64) {
		if fen < 0 || fen >= 1_0000_0000_0000_0000_00 {
			return
		}
		got, err := Parse(inWords(fen), Yuan)
		if err != nil || got.Amount != FromFen(fen) {
			t.Errorf("Parse(%q) = %s, %v, want %s", inWords(fen), got.Amount, err, FromFen(fen))
		}
	})
}
