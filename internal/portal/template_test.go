package portal

import (
	"reflect"
	"testing"
)

func TestNewTemplate(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Template
	}{
		{"", nil}, {"行政处罚", nil}, {"{", nil}, {"}{", nil}, {"{}", nil}, {"{ }", nil}, {"a{b", nil},
		{"{公表日}", Template{{Header: "公表日"}}},
		{"公表 { 公表日 }", Template{{Text: "公表 "}, {Header: "公表日"}}},
		{"{a}{b}，{c}。", Template{{Header: "a"}, {Header: "b"}, {Text: "，"}, {Header: "c"}, {Text: "。"}}},
		{"a {x {y} b}", Template{{Text: "a {x "}, {Header: "y"}, {Text: " b}"}}},
	} {
		if got := NewTemplate(tt.in); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("NewTemplate(%q) = %+v, want %+v", tt.in, got, tt.want)
		}
	}
}
