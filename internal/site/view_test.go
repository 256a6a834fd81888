package site

import (
	"strings"
	"testing"
)

func TestExcerpt(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"short", "一句话。", "一句话。"},
		{"at the end of a sentence", "第一句话有十个字吗。第二句", "第一句话有十个字吗…"},
		{"at a comma of a long sentence", "第一句话，有十几个字，没有完", "第一句话，有十几个字…"},
		{"a mark too early", "第一。第二句话没有一个标点符号", "第一。第二句话没有一个标…"},
	} {
		if got := excerpt(c.in, 12); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTail(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"years", "社工站项目（2025-2027年度）", "（2025-2027年度）"},
		{"none", "社工站项目", ""},
		{"in the middle", "拟州市（拂晓）中心", ""},
		{"nothing else", "（2025年）", ""},
		{"the last of two", "项目（一期）（2025年）", "（2025年）"},
		{"long", "项目（" + strings.Repeat("长", longestTail) + "）", ""},
	} {
		l := label{Text: c.in, Data: true}
		if got := l.Tail(); got != c.want || l.Head()+got != c.in {
			t.Errorf("%s: got %q after %q, want %q", c.name, got, l.Head(), c.want)
		}
	}
}
