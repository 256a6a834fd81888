package report

import (
	_ "embed"
	"html/template"
	"io"
	"strings"

	"gongshi/internal/finding"
)

//go:embed page.html
var page string

// htmlView is the page.
type htmlView struct {
	EnglishFirst bool
	Summary      finding.Text
	Groups       []htmlGroup
}

// htmlBoth is a sentence in both languages.
type htmlBoth struct{ First, One, Second, Two string }

// Both puts the reader's language first.
func (v htmlView) Both(t finding.Text) htmlBoth {
	if v.EnglishFirst {
		return htmlBoth{"en", t.EN, "zh-CN", t.ZH}
	}
	return htmlBoth{"zh-CN", t.ZH, "en", t.EN}
}

// htmlGroup is the findings of one cause.
type htmlGroup struct {
	Rule     string
	Severity finding.Severity
	Mark     finding.Text // the severity in words
	Count    int
	Items    []htmlItem
}

type htmlItem struct {
	Place string
	finding.Finding
}

// writeHTML writes one page that needs nothing but itself: no script, no other file.
// Both languages are there; lang comes first.
func writeHTML(w io.Writer, s Summary, list []finding.Finding, lang string) error {
	t, err := template.New("page").Parse(page)
	if err != nil {
		return err
	}
	view := htmlView{EnglishFirst: strings.HasPrefix(lang, "en"), Summary: finding.Text{ZH: s.sentence("zh-CN"), EN: s.sentence("en")}}
	for _, c := range causes(list) {
		g := htmlGroup{Rule: c.rule, Severity: c.severity, Count: c.count,
			Mark: finding.Text{ZH: severityIn(c.severity, "zh-CN"), EN: severityIn(c.severity, "en")}}
		for _, f := range list {
			if f.Rule == c.rule && f.Severity == c.severity {
				g.Items = append(g.Items, htmlItem{place(f), f})
			}
		}
		view.Groups = append(view.Groups, g)
	}
	return t.Execute(w, view)
}
