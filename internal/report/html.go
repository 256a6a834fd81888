package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"gongshi/internal/finding"
)

//go:embed page.html
var page string

//go:embed page.css
var pageStyle string

// maxListed is how many findings of one cause the page shows; the rest is counted, so
// that ten thousand of a kind leave it a page that a phone can open.
const maxListed = 200

// htmlView is the page.
type htmlView struct {
	Lang      string       // of the reader: it comes first and is shown
	Style     template.CSS // StyleHash is its hash, which the page's policy demands
	StyleHash string
	Title     finding.Text
	AsOf      string
	Verdict   finding.Text
	Tone      finding.Severity // of the verdict; empty where nothing was found
	Read      finding.Text     // how much was read
	Tallies   []htmlTally
	Files     []File
	Causes    []htmlGroup
	InFiles   []htmlGroup
	Rules     []htmlRule
	Changes   *htmlChanges // nil: nothing was compared
}

// htmlTally is how many findings have a severity.
type htmlTally struct {
	Severity finding.Severity
	Name     finding.Text
	Count    int
}

// htmlGroup is the findings of one cause, or those of one file.
type htmlGroup struct {
	ID       string
	Rule     finding.Rule // zero for a file
	File     string       // empty for a cause
	Severity finding.Severity
	Label    finding.Text // the severity in words
	Counts   finding.Counts
	Count    int
	Items    []htmlItem
	Rest     []htmlRest
}

// htmlRest is how many findings of a file are not listed, and where they are.
type htmlRest struct {
	File  string
	Count int
	Lines finding.Text
}

type htmlItem struct {
	finding.Finding
	Place   string
	Where   finding.Text // the place in words; empty for a whole file
	Label   finding.Text
	Excerpt excerpt
	Tells   bool // the excerpt shows the value
}

// htmlRule is a rule explained.
type htmlRule struct {
	finding.Rule
	Parts []htmlPart
}

type htmlPart struct {
	Label, Text finding.Text
	Code        bool
}

// spoken is a text in one language.
type spoken struct{ Lang, Text string }

// writeHTML writes one page that needs nothing but itself: no script, no other file.
// Both languages and both orders are in it; style sheets and radio buttons choose, so
// that a mail program that drops them shows everything.
func writeHTML(w io.Writer, r Report, o Options) error {
	lang := "zh-CN"
	if strings.HasPrefix(o.Lang, "en") {
		lang = "en"
	}
	both := func(t finding.Text) []spoken {
		zh, en := spoken{"zh-CN", visible(t.In("zh-CN"))}, spoken{"en", visible(t.In("en"))}
		switch {
		case zh.Text == en.Text:
			return []spoken{{"", zh.Text}}
		case lang == "en":
			return []spoken{en, zh}
		}
		return []spoken{zh, en}
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"both":    both,
		"t":       func(zh, en string) finding.Text { return finding.Text{ZH: zh, EN: en} },
		"visible": visible,
	}).Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, r.view(lang, o.Strict))
}

func (r Report) view(lang string, strict bool) htmlView {
	sum := sha256.Sum256([]byte(pageStyle))
	v := htmlView{
		Lang: lang, Style: template.CSS(pageStyle), StyleHash: base64.StdEncoding.EncodeToString(sum[:]),
		Title: r.Title, AsOf: r.AsOf, Verdict: verdict(r.Summary.Counts, strict), Read: r.Summary.read(), Files: r.Files, Changes: r.Changes.view(),
	}
	c := r.Summary.Counts
	for _, t := range []htmlTally{{Severity: finding.Error, Count: c.Errors}, {Severity: finding.Warning, Count: c.Warnings}, {Severity: finding.Notice, Count: c.Notices}} {
		t.Name = severityName(t.Severity)
		if v.Tallies = append(v.Tallies, t); t.Count > 0 && v.Tone == "" {
			v.Tone = t.Severity
		}
	}
	listed := map[finding.Finding]bool{}
	explained := map[string]bool{}
	for _, c := range causes(r.Findings) {
		v.Causes = append(v.Causes, r.causeGroup(c, listed))
		if !explained[c.rule.Name] {
			explained[c.rule.Name] = true
			v.Rules = append(v.Rules, explain(c.rule))
		}
	}
	for i, in := range byFile(r.Findings) {
		v.InFiles = append(v.InFiles, r.fileGroup(i, in, listed))
	}
	return v
}

// causeGroup is the findings of one cause; those that are listed are noted.
func (r Report) causeGroup(c cause, listed map[finding.Finding]bool) htmlGroup {
	g := htmlGroup{
		ID: fmt.Sprintf("%s-%s", c.severity, c.rule.Name), Rule: c.rule, Severity: c.severity,
		Label: labelOf(c.severity, c.accepted), Count: len(c.list),
	}
	if c.accepted != "" {
		g.ID = fmt.Sprintf("accepted-%s-%s", c.accepted, c.rule.Name)
	}
	show := min(len(c.list), maxListed)
	for _, f := range c.list[:show] {
		listed[f] = true
		g.Items = append(g.Items, r.item(f))
	}
	for _, in := range byFile(c.list[show:]) {
		g.Rest = append(g.Rest, htmlRest{place(finding.Finding{File: in.name}), len(in.list), alike(in.list)})
	}
	return g
}

// fileGroup is the findings of one file, as far as they are listed by cause.
func (r Report) fileGroup(i int, in inFile, listed map[finding.Finding]bool) htmlGroup {
	g := htmlGroup{ID: fmt.Sprintf("file-%d", i+1), File: place(finding.Finding{File: in.name}), Count: len(in.list), Counts: finding.Count(in.list)}
	for _, f := range in.list {
		if listed[f] {
			g.Items = append(g.Items, r.item(f))
		}
	}
	if rest := len(in.list) - len(g.Items); rest > 0 {
		g.Rest = []htmlRest{{g.File, rest, finding.Text{ZH: "见“按原因”", EN: "see the order by cause"}}}
	}
	return g
}

func (r Report) item(f finding.Finding) htmlItem {
	e := r.excerpt(f)
	at, column := where(f), finding.Text{}
	if r.Column != nil && f.Field != "" {
		column = r.Column(f.File, f.Field)
	}
	if column.ZH != "" {
		at.ZH, at.EN = at.ZH+"，“"+column.ZH+"”", at.EN+", "+column.EN
		f.Field = "" // the column has been named
	}
	return htmlItem{f, place(f), at, labelOf(f.Severity, f.Accepted), e, e.tells(f.Value)}
}

func explain(r finding.Rule) htmlRule {
	rule := htmlRule{Rule: r}
	for _, p := range parts(r) {
		rule.Parts = append(rule.Parts, htmlPart{p.label, p.text, p.code})
	}
	return rule
}

// where is a place in words, for people who do not read file:line:column.
func where(f finding.Finding) finding.Text {
	switch {
	case f.Line == 0:
		return finding.Text{}
	case f.Column == 0 || f.Column == 1 && f.Field == "":
		return finding.Text{ZH: fmt.Sprintf("第 %d 行", f.Line), EN: fmt.Sprintf("line %d", f.Line)}
	}
	return finding.Text{ZH: fmt.Sprintf("第 %d 行，第 %d 列", f.Line, f.Column), EN: fmt.Sprintf("line %d, column %d", f.Line, f.Column)}
}
