package site

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"gongshi/internal/portal"
	"gongshi/internal/words"
	"gongshi/templates"
)

// TestColumnNamesInStyles holds that what the styles call cells, where there are no columns, are
// the words of the columns' headings in every language.
func TestColumnNamesInStyles(t *testing.T) {
	for _, lang := range []string{portal.Chinese, portal.Traditional, portal.English} {
		w := words.Of(lang)
		for file, names := range map[string][]string{
			"clauses":    {w.ClauseFigure, w.ClauseValue, w.ClauseOutcome},
			"provenance": {w.FileAndRow, w.RowHash, w.SourceHeading},
		} {
			style, err := fs.ReadFile(templates.Files, "styles/"+file+".css")
			if err != nil {
				t.Fatal(err)
			}
			for i, name := range names {
				if got := columnName(string(style), i+2, lang); got != name {
					t.Errorf("%s.css calls column %d %q in %s, want %q", file, i+2, got, lang, name)
				}
			}
		}
	}
}

// columnName is what a style calls the cells of a column, from 1, in a language or the one that it is a form of.
func columnName(style string, column int, lang string) string {
	for ; lang != ""; lang, _, _ = strings.Cut(lang, "-") {
		rule := fmt.Sprintf("td:nth-child(%d):lang(%s)::before {\n    content: \"", column, lang)
		if _, after, found := strings.Cut(style, rule); found {
			name, _, _ := strings.Cut(after, `"`)
			return name
		}
		if !strings.Contains(lang, "-") {
			break
		}
	}
	return ""
}
