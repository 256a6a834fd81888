package text

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAlike(t *testing.T) {
	for _, tt := range []struct {
		name, a, b string
		want       bool
	}{
		{"the same", "未来社会工作服务中心", "未来社会工作服务中心", true},
		{"another shape", "未来社会工作服务中心", "末来社会工作服务中心", true},
		{"three shapes", "己未", "巳末", true},
		{"a traditional character", "學會", "学会", true},
		{"a traditional character of another shape", "農業土", "农业士", true},
		{"Cyrillic capitals", "ABC中心", "АВС中心", true},
		{"Greek capitals", "TAX", "ΤΑΧ", true},
		{"O and 0", "NZ-SG-2O21", "NZ-SG-2021", true},
		{"l, I and 1", "Pl", "PI", true},
		{"L is not I", "PL", "PI", false},
		{"a full-width dash", "NZ－SG", "NZ-SG", true},
		{"a dash of another kind", "NZ–SG", "NZ-SG", true},
		{"the number one", "三一社工", "三—社工", true},
		{"three ways to write zero", "二〇二三", "二○二三", true},
		{"a radical", "⺠政局", "民政局", true},
		{"a radical that folds", "⼯作", "工作", true},
		{"kana", "社会エ作", "社会工作", true},
		{"another character", "阳光", "月光", false},
		{"another order", "甲乙", "乙甲", false},
		{"longer", "甲", "甲甲", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := Alike(tt.a), Alike(tt.b)
			if got := a == b; got != tt.want {
				t.Errorf("%s and %s are alike: %v (%s, %s), want %v", tt.a, tt.b, got, a, b, tt.want)
			}
		})
	}
}

// TestShapes holds that no character stands in two lines of the tables: what it is taken
// for would depend on their order.
func TestShapes(t *testing.T) {
	seen := map[rune]string{}
	for _, line := range shapes {
		for _, r := range line {
			if seen[r] != "" {
				t.Errorf("%c stands in %s and in %s", r, seen[r], line)
			}
			seen[r] = line
			if f := Fold(string(r)); f != string(r) {
				t.Errorf("%c of %s folds to %s, so it is never found", r, line, f)
			}
		}
	}
	before, _ := looks()
	for r, c := range before {
		if c != 0 && before[c] != 0 {
			t.Errorf("%c looks like %c, which looks like something else", r, c)
		}
	}
}

func TestDisguised(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
	}{
		{"Chinese", "拟州市民政局", ""},
		{"Latin", "ABC Centre", ""},
		{"accents", "Café", ""},
		{"brackets and dots", "中心（拟州）·甲", ""},
		{"a Cyrillic letter among Latin ones", "NZ-SG-АB", "7 U+0410 A"},
		{"a Cyrillic word of such letters", "АВС中心", "1 U+0410 A"},
		{"a Cyrillic word", "Общество", ""},
		{"a Greek letter", "α波项目", ""},
		{"a Greek letter among Latin ones", "PΟS机", "2 U+039F O"},
		{"a Greek letter that looks like nothing else", "Ω中心", ""},
		{"a radical", "拟州市⺠政局", "4 U+2EA0 民"},
		{"a radical that folds", "社会⼯作", "3 U+2F2F 工"},
		{"a lone kana", "社会エ作", "3 U+30A8 工"},
		{"Japanese", "エコ工房", ""},
		{"kana at the end", "中心ト", ""},
		{"empty", "", ""},
		{"invalid", "\xff\xfe甲", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if d, ok := Disguised(tt.in); ok {
				got = fmt.Sprintf("%d %U %c", d.At, d.R, d.Like)
			}
			if got != tt.want {
				t.Errorf("disguised in %s: %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestBare holds that Bare is Fold without breaks, for every character.
func TestBare(t *testing.T) {
	slow := func(s string) string {
		return strings.Map(func(r rune) rune {
			if ClassOf(r) == Break {
				return -1
			}
			return r
		}, Fold(s))
	}
	for r := rune(0); r < 0x30000; r++ {
		if s := string(r) + "甲"; Bare(s) != slow(s) {
			t.Fatalf("Bare(%q) = %q, want %q", s, Bare(s), slow(s))
		}
	}
	for _, s := range []string{"", "\xff", "拟州市（栖禾区）ＡＢＣ·中心 №３", "\xe4甲", "㍿ﬃ⑩"} {
		if Bare(s) != slow(s) {
			t.Errorf("Bare(%q) = %q, want %q", s, Bare(s), slow(s))
		}
	}
}

// TestPlain holds that Disguised passes over no text with a character that is neither
// ASCII, Chinese nor a mark.
func TestPlain(t *testing.T) {
	for r := rune(0); r < 0x30000; r++ {
		want := r < 0x80 || r >= 0x4e00 && r <= 0x9fff || mark(r)
		if s := "甲" + string(r) + "a"; plain(s) != want {
			t.Fatalf("plain(%q) = %v, want %v", s, !want, want)
		}
	}
	for _, s := range []string{"\xe5", "\xe5\x80", "\xe5\x80甲", "甲\xff", "\xe5aa"} {
		if plain(s) {
			t.Errorf("plain(%q), want broken text to be looked at", s)
		}
	}
}

func FuzzAlike(f *testing.F) {
	for _, s := range []string{"未来АВС", "⺠政局", "Ｏ0〇", "\xff", "社会エ作"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a := Alike(s); Fold(a) != a {
			t.Errorf("alike of %q is %q, which is not folded", s, a)
		}
		if d, ok := Disguised(s); ok && (d.At < 1 || d.At > utf8.RuneCountInString(s) || d.R == d.Like) {
			t.Errorf("disguised in %q: %+v", s, d)
		}
	})
}

func BenchmarkAlike(b *testing.B) {
	for b.Loop() {
		Alike("拟州市栖禾区未来社会工作服务中心（普通合伙）")
	}
}

// TestCounties holds that of all the districts and counties of China no two different
// names are alike.
func TestCounties(t *testing.T) {
	f, err := os.Open("../../../shared/data/regions/areas.csv")
	if err != nil {
		if strings.Contains(","+os.Getenv("GONGSHI_REQUIRE")+",", ",shared,") {
			t.Fatal(err)
		}
		t.Skip("../shared is not there:", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2000 {
		t.Fatalf("%d rows, %v; want all counties", len(rows), err)
	}
	seen := map[string]string{}
	for _, row := range rows[1:] {
		name, key := row[1], Alike(row[1])
		if other, ok := seen[key]; ok && other != name {
			t.Errorf("%s and %s are alike, want them to differ", other, name)
		}
		seen[key] = name
	}
}
