package day

import (
	"encoding/json"
	"errors"
	"testing"
)

func TestText(t *testing.T) {
	for _, d := range []Day{{}, Make(2026, 2, 28), Make(2099, 12, 31)} {
		b, err := json.Marshal(d)
		if err != nil || string(b) != `"`+d.String()+`"` {
			t.Errorf("%v is written as %s, %v", d, b, err)
		}
		var back Day
		if err := json.Unmarshal(b, &back); err != nil || back != d {
			t.Errorf("%s is read as %v, %v", b, back, err)
		}
	}
	for _, text := range []string{`"2026-2-28"`, `"2026-02-30"`, `"1899-01-01"`, `"2026年2月28日"`, `" "`} {
		var d Day
		if err := json.Unmarshal([]byte(text), &d); !errors.Is(err, ErrShape) {
			t.Errorf("%s is read as %v, %v", text, d, err)
		}
	}
}
