package privacy

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// everything is what a text has that has all that glance tells of: with it, find asks
// every kind.
const everything uint8 = hasDigit | hasUpper | hasAt | hasStar | hasHome | hasPermit | hasRun

// sameWithoutGlance says whether Find finds what is found where every kind is asked.
func sameWithoutGlance(t *testing.T, s string) (found bool) {
	t.Helper()
	all := everything
	if !strings.ContainsAny(s, "0123456789") {
		all &^= hasDigit // by which more is meant than to save time: 粤Binfo学 is no plate
	}
	fast, slow := Find(s), find(s, all)
	if !slices.Equal(fast, slow) {
		t.Fatalf("%q: Find finds %v, and %v where every kind is asked: has %07b", s, fast, slow, glance(s))
	}
	return len(slow) > 0
}

// TestNothingIsOverlooked holds that glance, which spares most texts the search for most
// kinds, lets every text through in which there is something: texts of pieces of all that
// is looked for, in all scripts of digits, broken UTF-8 among them.
func TestNothingIsOverlooked(t *testing.T) {
	homes := []string{
		"住", "现住", "居住在", "户籍", "户", "籍地：", "家庭地址", "家", "庭", "地址", "家庭住址", "栋", "幢", "单元", "单", "元", "号楼", "楼", "号", "室", "房",
		"阳光花园", "拟州市", "3", "12", "A", "，", "。", "a", " ", "\xe4", "\xe4\xbd", "\x8f", "\xef\xbc", "𬱖", "é",
	}
	numbers := []string{
		"138", "0013", "8000", "1", "3", "0", "110105", "19491231", "002X", "622202", "0200112233", "0006", "ａ", "０", "１３８", "①", "⓪", "٣", "۴", "𝟏", "⒈", "¹", "₃", "3\u20e3",
		" ", "-", "–", "－", "\u3000", "\u200b", "\ufeff", "\u00ad", ".", "．", "·", "\n", "\r\n", "\u2028", "，", "、", "。", "x", "Ｘ", "Х", "电话", "一", "\xef", "\xc2", "\xe2\x91", "\xf0\x9d", "<b>",
	}
	soft := []string{
		"张三", "zhang.san", "@", "163.com", "example.org", "info", "*", "**", "＊", "\xef\xbc\x8a", "138", "8000", "440300", "1234", "护照", "E", "EA", "12345678", "粤", "B", "·", "12345", "学",
		"台", "胞", "证", "台胞证", "号", "01234567", " ", "-", "，", "\xef\xbc", "\xe8\x83",
	}
	spelled := []string{"一", "三", "八", "〇", "零", "○", "壹", "玖", "九", "一三八〇〇一三八〇〇〇", "，", "\xe3\x80", "\xe4\xb8", "X", "x", "甲", "a", "1"}
	for _, tt := range []struct {
		name   string
		pieces []string
	}{{"homes", homes}, {"numbers", numbers}, {"soft", soft}, {"spelt", spelled}, {"all", slices.Concat(homes, numbers, soft, spelled)}} {
		t.Run(tt.name, func(t *testing.T) {
			random, pieces := rand.New(rand.NewPCG(3, 4)), tt.pieces
			found := 0
			for range 200_000 {
				var b strings.Builder
				for range 1 + random.IntN(20) {
					b.WriteString(pieces[random.IntN(len(pieces))])
				}
				if sameWithoutGlance(t, b.String()) {
					found++
				}
			}
			if found < 1000 {
				t.Errorf("something is in only %d of the texts: the test compares too little", found)
			}
		})
	}
}

// TestNoNumberIsOverlooked holds that every hard number is found through glance that is
// found without, in every disguise, with a text before and behind it.
func TestNoNumberIsOverlooked(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	dresses := []rune{'0', '０', '٠', '۰', '₀', 0x1d7ce, 0x1d7d8, 0x1d7ec}
	parts := []string{"", "", "", " ", "-", "\u200b", "\n", "－", "\u3000", "."}
	around := []string{"", "电话", "，", "a", "0", "：", "人", "\xff", " ", "号"}
	found := 0
	for range 200_000 {
		digits := [...]string{"13800138000", "11010519491231002", "110105194912310021", "6222020200112233", "8613912345678"}[random.IntN(5)]
		dress, part := dresses[random.IntN(len(dresses))], parts[random.IntN(len(parts))]
		var b strings.Builder
		b.WriteString(around[random.IntN(len(around))])
		for i, d := range digits {
			if i > 0 && random.IntN(3) == 0 {
				b.WriteString(part)
			}
			if random.IntN(6) == 0 {
				d += rune(random.IntN(10)) - (d - '0')
			}
			b.WriteRune(d - '0' + dress)
		}
		b.WriteString([...]string{"", "X", " x"}[random.IntN(3)] + around[random.IntN(len(around))])
		if sameWithoutGlance(t, b.String()) {
			found++
		}
	}
	if found < 10_000 {
		t.Errorf("something is in only %d of the texts: the test compares too little", found)
	}
}

func TestGlance(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want uint8
	}{
		{"", 0},
		{"abc", 0},
		{"A1@*", hasUpper | hasDigit | hasAt | hasStar},
		{"服务项目，完成", 0},
		{"＊", hasStar},
		{"栋", hasHome},
		{"单\xe4", 0},
		{"单元", hasHome},
		{"元单", 0},
		{"户籍", hasHome},
		{"籍", 0},
		{"家庭地址", hasHome},
		{"家庭", 0},
		{"号楼", hasHome},
		{"楼", 0},
		{"台胞证", hasPermit},
		{"同胞证", 0},
		{"\xe4A", hasUpper},
		{"\xe4\xbd", 0},
		{"𬱖", 0},
		{"1380013800", hasDigit},
		{"13800138000", hasDigit | hasRun},
		{"138人00138000", hasDigit},
		{"138,00138000", hasDigit},
		{"138-0013 8000", hasDigit | hasRun},
		{"１３８００１３８０００", hasRun},
	} {
		if got := glance(tt.in); got != tt.want {
			t.Errorf("glance(%q) = %07b, want %07b", tt.in, got, tt.want)
		}
	}
}

// TestNumerals holds that every numeral is known by the set of its character.
func TestNumerals(t *testing.T) {
	if n := utf8.RuneCountInString(numerals); n != len(worth) {
		t.Fatalf("%d numerals, %d values", n, len(worth))
	}
	i := 0
	for r := rune(0x80); r < 0xffff; r++ {
		_, is := numeral(string(r), 0)
		if want := strings.ContainsRune(numerals, r); is != want {
			t.Errorf("%c is a numeral: %v, want %v", r, is, want)
		}
	}
	for _, r := range numerals {
		if d, _ := numeral(string(r), 0); d != worth[i] {
			t.Errorf("%c is %c, want %c", r, d, worth[i])
		}
		i++
	}
}

// TestHopeless holds that no run is called hopeless in which there is a number: of random
// digits in one to four groups, with what may stand before and behind them.
func TestHopeless(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	heads := []string{"", "110105", "440300", "1101051949", "11010519491231", "138", "86138", "0086138", "6222", "52990000", "91440300", "20", "7", "810000"}
	behind := []string{"", "X", "x", " X", "Ｘ", "L", "XA", "人", "."}
	hopes, numbers := 0, 0
	for range 400_000 {
		s := heads[random.IntN(len(heads))]
		for n := 11 + random.IntN(9); len(s) < n; {
			s += string(rune('0' + random.IntN(10)))
		}
		for range random.IntN(4) {
			i := 1 + random.IntN(len(s)-1)
			s = s[:i] + [...]string{" ", "-", ".", "\n"}[random.IntN(4)] + s[i:]
		}
		r, _, ok := nextRun(s, 0, len(s), false)
		if !ok {
			continue
		}
		s += behind[random.IntN(len(behind))]
		found := appendNumbers(nil, s, r, false)
		if len(found) > 0 {
			numbers++
		}
		if hopeless(s, r) {
			hopes++
			if len(found) > 0 {
				t.Fatalf("%q is hopeless, and yet %v is in it", s, found)
			}
		}
	}
	if hopes < 50_000 || numbers < 5_000 {
		t.Errorf("%d hopeless runs and %d with a number: the test compares too little", hopes, numbers)
	}
}
