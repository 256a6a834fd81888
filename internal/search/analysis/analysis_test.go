package analysis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/search/analysis"
)

func TestTerms(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a run", "行政处罚", "行政@0 政处@2 处罚@4 罚@6"},
		{"one character", "罚", "罚@0"},
		{"punctuation", "食品、安全", "食品@0 品@2 安全@5 全@7"},
		{"long punctuation", "甲——（乙", "甲@0 乙@3"},
		{"a word", "ABC12", "abc12@0"},
		{"words", "SW-2023", "sw@0 2023@3"},
		{"a word between", "第12号楼", "第@0 12@2 号楼@4 号@4 楼@6"},
		{"a word behind a break", "第 12号", "第@0 12@3 号@5"},
		{"brackets", "罚字〔2023〕12号", "罚字@0 字@2 2023@5 12@8 号@10"},
		{"folded to several", "㈱", "株@0"},
		{"nothing", "，。", ""},
	} {
		units := analysis.Units(c.in)
		var got []string
		analysis.Terms(units, func(t analysis.Term) {
			got = append(got, fmt.Sprintf("%s@%d", t, units[t.First].Pos))
		})
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q gives %v, want %s", c.name, c.in, got, c.want)
		}
	}
}

func TestNeeds(t *testing.T) {
	for _, c := range []struct {
		name, in string
		prefix   bool
		want     string
	}{
		{"one character", "罚", false, "罚*@0"},
		{"two", "处罚", false, "处罚@0"},
		{"three", "行政处", false, "行政@0 政处@2"},
		{"four", "行政处罚", false, "行政@0 处罚@4"},
		{"five", "行政处罚法", false, "行政@0 处罚@4 罚法@6"},
		{"a character at a word", "第12号", false, "第@0 12@2 号@4"},
		{"a character behind a break", "甲、乙", false, "甲*@0 乙*@3"},
		{"a prefix", "第12", true, "第@0 12*@2"},
		{"no prefix of characters", "第12号", true, "第@0 12@2 号@4"},
		{"a document number", "〔2023〕12号", false, "2023@0 12@3 号@5"},
	} {
		var got []string
		for _, n := range analysis.NewPhrase(c.in, c.prefix).Needs() {
			star := ""
			if n.Prefix {
				star = "*"
			}
			got = append(got, fmt.Sprintf("%s%s@%d", n.Term, star, n.Offset))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q needs %v, want %s", c.name, c.in, got, c.want)
		}
	}
}

func TestUnitsKeepTheirPlaces(t *testing.T) {
	in := "第ＡＢ號，"
	var got []string
	for _, u := range analysis.Units(in) {
		got = append(got, in[u.Start:u.End])
	}
	if want := []string{"第", "ＡＢ", "號"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
