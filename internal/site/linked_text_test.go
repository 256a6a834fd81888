package site

import (
	"encoding/json"
	"testing"
)

// TestAppendJSON holds that texts are written as encoding/json writes them.
func TestAppendJSON(t *testing.T) {
	for _, s := range []string{"", "晨光中心（三期）", `a "b" \c`, "<script>&amp;", "a\u2028b\u2029", "—“”", "\x00\n\x7f", "\xff\xe2", "a*/b"} {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(appendJSON(nil, s)); got != string(want) {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
	}
}
