package person

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongshi/internal/text"
)

func TestMask(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"blank", "　", "　"},
		{"two characters", "王明", "王某某"},
		{"three characters", "王小明", "王某某"},
		{"four characters", "陈方安生", "陈某某"},
		{"compound surname", "欧阳小明", "欧阳某某"},
		{"compound surname, one character", "欧阳明", "欧阳某某"},
		{"traditional", "歐陽小明", "歐陽某某"},
		{"traditional 諸葛", "諸葛亮", "諸葛某某"},
		{"traditional 司馬", "司馬光", "司馬某某"},
		{"traditional 鍾離", "鍾離春", "鍾離某某"},
		{"traditional 長孫", "長孫無忌", "長孫某某"},
		{"no longer than a compound surname", "司马", "司某某"},
		{"no longer than a compound surname, traditional", "歐陽", "歐某某"},
		{"surname of four", "爱新觉罗溥仪", "爱新觉罗某某"},
		{"middle dot", "阿卜杜拉·买买提", "阿某某"},
		{"bullet", "阿卜杜拉•买买提", "阿某某"},
		{"spaced out", "王　明", "王某某"},
		{"spaced out, compound", "欧阳　小明", "欧阳某某"},
		{"Tibetan names", "扎西 多吉才让", "扎某某 多某某"},
		{"remark", "王明（女）", "王某某"},
		{"remark of another kind", "王明[社工，2021年离职]", "王某某"},
		{"title behind", "王明女士", "王某某"},
		{"title and no name", "王先生", "王某某"},
		{"title before", "社工王明", "王某某"},
		{"traditional titles", "社會工作者歐陽明老師", "歐陽某某"},
		{"no name", "当事人", "当事人"},
		{"no name, traditional", "當事人", "當事人"},
		{"no name with a remark", "社工（已离职）", "社工（已离职）"},
		{"quotes", "“王明”", "王某某"},
		{"a stop behind", "王明。", "王某某"},
		{"rare character", "𠮷田", "𠮷某某"},
		{"one character", "王", "王某某"},
		{"letters", "John Smith", "J***"},
		{"letters, surname first", "Smith, John", "S***"},
		{"full-width letters", "Ｊohn Smith", "Ｊ***"},
		{"accents", "Éric Müller", "É***"},
		{"Cyrillic", "Иван Петров", "И***"},
		{"Hangul", "김철수", "김***"},
		{"letters before characters", "David陈", "D***"},
		{"characters before letters", "陈David", "陈某某"},
		{"masked, one", "王某", "王某"},
		{"masked, two", "王某某", "王某某"},
		{"masked, of several", "王某甲", "王某甲"},
		{"masked, numbered", "李某2", "李某2"},
		{"masked, asterisks", "王**", "王**"},
		{"masked, full-width asterisk", "王＊", "王＊"},
		{"masked, cross", "王×", "王×"},
		{"masked, X", "王XX", "王XX"},
		{"masked, circles", "王○○", "王○○"},
		{"masked, zeros of Han", "王〇〇", "王〇〇"},
		{"masked, compound", "欧阳某", "欧阳某"},
		{"masked with a remark", "王某（化名）", "王某（化名）"},
		{"masked letters", "J***", "J***"},
		{"masked in the middle only", "王*明", "王某某"},
		{"masked at the head only", "某王明", "某某某"},
		{"several", "王明、欧阳小明", "王某某、欧阳某某"},
		{"several, one of them masked", "王某；李强", "王某；李某某"},
		{"several with spaces", "王明 李强", "王某某 李某某"},
		{"several with a comma", "王明，李强", "王某某，李某某"},
		{"several in letters", "John Smith, Mary Jones", "J***, M***"},
		{"several lines", "王明\n李强", "王某某\n李某某"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Mask(tt.in)
			if got != tt.want {
				t.Errorf("Mask(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if again := Mask(got); again != got {
				t.Errorf("masked twice it is %q, once %q", again, got)
			}
			if want := tt.in == tt.want; Masked(tt.in) != want || !Masked(got) {
				t.Errorf("Masked(%q) = %v, of its mask %v; want %v and true", tt.in, Masked(tt.in), Masked(got), want)
			}
		})
	}
}

// TestLengthIsNotTold holds that masks of names of one surname are the same.
func TestLengthIsNotTold(t *testing.T) {
	for _, names := range [][]string{{"王明", "王小明", "王 明", "王明（女）", "王欧阳明"}, {"诸葛亮", "诸葛孔明"}, {"Jo Li", "John Featherstonehaugh"}} {
		for _, name := range names {
			if Mask(name) != Mask(names[0]) {
				t.Errorf("%s is masked %s, %s %s", name, Mask(name), names[0], Mask(names[0]))
			}
		}
	}
}

func TestIn(t *testing.T) {
	for _, tt := range []struct{ name, text, cell, want string }{
		{"none", "李强迟到。", "王明", "李强迟到。"},
		{"empty text", "", "王明", ""},
		{"empty name", "王明迟到。", "", "王明迟到。"},
		{"one", "社工王明迟到。", "王明", "社工王某某迟到。"},
		{"two", "王明说王明迟到", "王明", "王某某说王某某迟到"},
		{"within another's name", "王明亮迟到", "王明", "王某某亮迟到"},
		{"spaced out", "王　明、王 明", "王明", "王某某、王某某"},
		{"broken over two lines", "王\n明", "王明", "王某某"},
		{"zero width", "王\u200b明", "王明", "王某某"},
		{"byte order mark", "王\ufeff明", "王明", "王某某"},
		{"traditional text", "歐陽小明遲到", "欧阳小明", "欧阳某某遲到"},
		{"simplified text", "欧阳小明迟到", "歐陽小明", "歐陽某某迟到"},
		{"points left out", "阿卜杜拉买买提", "阿卜杜拉·买买提", "阿某某"},
		{"another point", "阿卜杜拉•买买提和阿卜杜拉.买买提", "阿卜杜拉·买买提", "阿某某和阿某某"},
		{"points put in", "王·明", "王明", "王某某"},
		{"full width", "ＪＯＨＮ　ＳＭＩＴＨ", "John Smith", "J***"},
		{"case", "JOHN SMITH", "John Smith", "J***"},
		{"surname first", "Smith John和Smith, John", "John Smith", "J***和J***"},
		{"given name first", "John Smith", "Smith, John", "S***"},
		{"accents", "Eric Muller, E\u0301ric Mu\u0308ller", "Éric Müller", "É***, É***"},
		{"within a word", "Carolina sang", "Li Na", "Carolina sang"},
		{"joined to a word", "xJohn Smithy John Smiths", "John Smith", "xJohn Smithy John Smiths"},
		{"beside characters", "社工John Smith迟到", "John Smith", "社工J***迟到"},
		{"Markdown", "**王**明、王*明*", "王明", "**王某某、王某某*"},
		{"one character only", "王国的王", "王", "王国的王"},
		{"masked already", "王某迟到", "王某", "王某迟到"},
		{"longest first", "王小明和王小", "王小、王小明", "王某某和王某某"},
		{"several", "王明和李强", "王明、李强", "王某某和李某某"},
		{"with a remark", "王明迟到", "王明（女）", "王某某迟到"},
		{"with a title", "王明迟到", "社工王明女士", "王某某迟到"},
		{"with a title in letters", "John Smith came late", "Mr. John Smith", "J*** came late"},
		{"no name", "当事人承认", "当事人", "当事人承认"},
		{"half masked", "王*明、王明", "王*明", "王某某、王某某"},
		{"a stop in between is none", "姓王。明天", "王明", "姓王。明天"},
		{"a new one beside the mask", "某某王王迟到", "某某王", "某某某某迟到"},
		{"a cell of 司马", "司马与司马", "司马", "司某某与司某某"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := masking(tt.text, tt.cell)
			if got != tt.want {
				t.Errorf("In(%q, %q) = %q, want %q", tt.text, tt.cell, got, tt.want)
			}
			if again := masking(got, tt.cell); again != got {
				t.Errorf("a second time it is %q, the first %q", again, got)
			}
		})
	}
}

func TestFound(t *testing.T) {
	n := Of("王明", "John Smith")
	for _, tt := range []struct {
		text string
		at   int
		mask string
		ok   bool
	}{{"李强", 0, "", false}, {"社工王 明", 6, "王某某", true}, {"Mr Smith, John", 3, "J***", true}, {"", 0, "", false}} {
		if at, mask, ok := n.Found(tt.text); at != tt.at || mask != tt.mask || ok != tt.ok {
			t.Errorf("Found(%q) = %d, %q, %v; want %d, %q, %v", tt.text, at, mask, ok, tt.at, tt.mask, tt.ok)
		}
	}
}

// TestCompound holds that the list is folded, since it is compared with folded names.
func TestCompound(t *testing.T) {
	if len(compound) < 80 {
		t.Errorf("%d compound surnames, want at least 80", len(compound))
	}
	for s := range compound {
		if n := utf8.RuneCountInString(s); text.Fold(s) != s || n < 2 || n > 4 {
			t.Errorf("%s: folded %s, %d characters; want itself and 2 to 4", s, text.Fold(s), n)
		}
	}
}

// TestNobody holds that the words are folded, since they are compared with folded names.
func TestNobody(t *testing.T) {
	for s := range nobody {
		if text.Fold(s) != s || masking("如"+s+"所述", s) != "如"+s+"所述" {
			t.Errorf("%s: folded %s, in a text %s; want itself", s, text.Fold(s), masking("如"+s+"所述", s))
		}
	}
}

func FuzzMask(f *testing.F) {
	for _, s := range []string{"王明", "欧阳小明", "阿卜杜拉·买买提", "John Smith", "ﬃ", "㈱王", "（王明", "王某1", "a,b c", "王 李", "\xff王", "١٢", "王，x y", "Mr. X Y", "社工王先生", "社工老师女士"} {
		f.Add(s, "社工"+s+s+"，"+s)
	}
	f.Fuzz(func(t *testing.T, name, s string) {
		if len(name) > 200 || len(s) > 2000 {
			t.Skip("longer than what is asked here")
		}
		masked := Mask(name)
		if again := Mask(masked); again != masked {
			t.Errorf("Mask(%q) = %q, of that %q", name, masked, again)
		}
		got := masking(s, name)
		if at, _, ok := Of(name).Found(got); ok {
			t.Errorf("In(%q, %q) = %q, which has one at %d", s, name, got, at)
		}
		if again := masking(got, name); again != got {
			t.Errorf("In(%q, %q) = %q, a second time %q", s, name, got, again)
		}
		if utf8.ValidString(s) && utf8.ValidString(name) && !utf8.ValidString(got) {
			t.Errorf("In(%q, %q) = %q is not UTF-8", s, name, got)
		}
	})
}

func BenchmarkIn(b *testing.B) {
	s := strings.Repeat("执法人员按登记地址开展双随机检查，未找到该机构。", 20)
	n := Of("王明", "欧阳小明", "John Smith")
	for b.Loop() {
		n.In(s)
	}
}

// masking is a text without the names that a cell holds.
func masking(s, cell string) string {
	n := Of(cell)
	return n.In(s)
}
