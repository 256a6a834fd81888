package intake

import (
	"strings"
	"testing"

	"gongshi/internal/finding"
)

// FuzzRead reads whatever a table may hold.
func FuzzRead(f *testing.F) {
	for _, b := range badTables {
		for name, text := range b.files {
			if len(text) < 1000 {
				f.Add(name, text)
			}
		}
	}
	f.Add("data/sanctions.csv", national)
	f.Fuzz(func(t *testing.T, name, text string) {
		all := whole(nil)
		if strings.HasSuffix(name, ".md") {
			name = "content/page.md"
		} else if _, ok := all[name]; !ok {
			name = "data/pay.csv"
		}
		all[name] = text
		_, found := readAll(t, all, nil)
		lines := strings.Count(text, "\n") + 1
		for _, f := range found {
			if f.File != name && f.File != "" {
				continue
			}
			if f.Line < 0 || f.Line > lines || f.Column < 0 || f.Message.EN == "" || f.Message.ZH == "" {
				t.Errorf("%+v in a file of %d lines", f, lines)
			}
			if len([]rune(f.Value)) > finding.MaxValue+1 {
				t.Errorf("%s repeats %d characters", f.Rule, len([]rune(f.Value)))
			}
		}
	})
}
