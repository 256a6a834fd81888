package opendata

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestEncoder(t *testing.T) {
	for _, tt := range []struct {
		name  string
		write func(*encoder)
		want  string
	}{
		{"empty object", func(e *encoder) { e.open('{'); e.close('}') }, `{}`},
		{"empty array in an array", func(e *encoder) {
			e.open('[')
			e.open('[')
			e.close(']')
			e.open('[')
			e.close(']')
			e.close(']')
		}, `[[],[]]`},
		{"strings that end like structure", func(e *encoder) { e.strings([]string{"[", "{", ":", ","}) }, `["[","{",":",","]`},
		{"members", func(e *encoder) {
			e.open('{')
			e.key("a")
			e.int(-1)
			e.key("b")
			e.null()
			e.key("c")
			e.text("")
			e.close('}')
		}, `{"a":-1,"b":null,"c":null}`},
		{"lines", func(e *encoder) {
			e.open('[')
			e.line()
			e.int(1)
			e.line()
			e.int(2)
			e.close(']')
		}, "[\n1,\n2]"},
	} {
		var e encoder
		tt.write(&e)
		if got := string(e.buf); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// FuzzStr compares strings with those of encoding/json, byte for byte.
func FuzzStr(f *testing.F) {
	for _, s := range []string{"", "梅园", hostile, "\x00\x1f\x7f\b\f\n\r\t\"\\/", "\xff\xc0\xaf", "\u2028\u2029\ufffd", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var e encoder
		e.str(s)
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(e.buf, want) {
			t.Errorf("str(%q) = %s, want %s", s, e.buf, want)
		}
	})
}
