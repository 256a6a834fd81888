package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"ASCII", "GongShi 2023", "gongshi 2023"},
		{"full width", "ＡＢＣ１２３　，（）", "abc123 ,[]"},
		{"traditional", "社會工作行政處罰決定書", "社会工作行政处罚决定书"},
		{"traditional with several choices", "乾坤餘後於", "干坤余后于"},
		{"simplified stays", "社会工作", "社会工作"},
		{"compatibility ideograph", "\uf9fe", "茶"},
		{"Kangxi radical", "⼈⽂", "人文"},
		{"brackets", "〔2023〕［1］【2】⟦3⟧（4）[5](6)", "[2023][1][2][3][4][5][6]"},
		{"dots", "阿·买・提•江‧古･丽∙娜⋅汗", "阿·买·提·江·古·丽·娜·汗"},
		{"zero width", "行\u200b政\u2060处\ufeff罚\u00ad", "行政处罚"},
		{"direction", "\u202e行政\u202c", "行政"},
		{"variation selector", "葛\U000e0100飾\ufe00", "葛饰"},
		{"enclosed", "①㈱㎡", "1[株]m2"},
		{"Turkish I", "İIıi", "iiıi"},
		{"final sigma", "ΣΑΣ ς", "σασ σ"},
		{"Kelvin sign", "K", "k"},
		{"math letters", "𝐀𝟏", "a1"},
		{"supplementary Han", "𠮷𬱖", "𠮷𬱖"},
		{"zero of years", "二〇二三", "二〇二三"},
		{"invalid bytes", "a\xffb", "a\ufffdb"},
		{"empty", "", ""},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		once := Fold(string(r))
		if twice := Fold(once); twice != once {
			t.Errorf("U+%04X folds to %q, then to %q", r, once, twice)
		}
	}
}

func TestAppendKeepsThePlaces(t *testing.T) {
	in := "㈱\u200b處A"
	want := []Rune{
		{'[', Break, 0, 3}, {'株', Han, 0, 3}, {']', Break, 0, 3}, {'处', Han, 6, 9}, {'a', Word, 9, 10},
	}
	got := Append(nil, in)
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("rune %d: got %v, want %v", i, got[i], want[i])
		}
	}
}

func TestClassOf(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Class
	}{
		{"中〇々㐀𠮷鿿𰀀", Han},
		{"aZ09éЖ가あア", Word},
		{" 、，。-_/·[]()%¥\n\t\u200b\ue000", Break},
	} {
		for _, r := range c.in {
			if got := ClassOf(r); got != c.want {
				t.Errorf("ClassOf(%q) = %d, want %d", r, got, c.want)
			}
			if got := IsHan(r); got != (c.want == Han) {
				t.Errorf("IsHan(%q) = %v", r, got)
			}
		}
	}
}

func TestInvisible(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     rune
		at       int
		found    bool
	}{
		{"plain", "启明 社工·服务\n中心\t（拟州）", 0, 0, false},
		{"zero width space", "启\u200b明", 0x200b, 3, true},
		{"right-to-left override", "a\u202eb", 0x202e, 1, true},
		{"isolate", "\u2066x", 0x2066, 0, true},
		{"byte order mark", "x\ufeff", 0xfeff, 1, true},
		{"private use", "x\ue001", 0xe001, 1, true},
		{"supplementary private use", "\U000f0000", 0xf0000, 0, true},
		{"soft hyphen", "a\u00adb", 0xad, 1, true},
		{"NUL", "a\x00", 0, 1, true},
		{"blank Hangul", "\u3164", 0x3164, 0, true},
		{"rare character", "𬱖䶮", 0, 0, false},
	} {
		r, at, found := Invisible(c.in)
		if r != c.want || at != c.at || found != c.found {
			t.Errorf("%s: got %U at %d, %v; want %U at %d, %v", c.name, r, at, found, c.want, c.at, c.found)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "深圳市〔2023〕12号", "İς\u200b㈱𝐀", "a\xff\xed\xa0\x80", "處罰决定"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, then %q", s, once, twice)
		}
		var b strings.Builder
		last := 0
		for _, r := range Append(nil, s) {
			if r.From < last || r.To <= r.From || r.To > len(s) {
				t.Errorf("%q: place %d to %d after %d", s, r.From, r.To, last)
			}
			last = r.From
			if ClassOf(r.R) != r.Class {
				t.Errorf("%q: class of %q is %d, ClassOf says %d", s, r.R, r.Class, ClassOf(r.R))
			}
			b.WriteRune(r.R)
		}
		if b.String() != once {
			t.Errorf("Append(%q) gives %q, Fold %q", s, b.String(), once)
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	s := strings.Repeat("经查，当事人于2023年5月擅自改变服务地点，未按规定公开管理层薪酬信息。", 100)
	b.SetBytes(int64(len(s)))
	var list []Rune
	for b.Loop() {
		list = Append(list[:0], s)
	}
}
