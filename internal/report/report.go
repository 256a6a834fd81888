// Package report writes findings for those who have to act on them: a person at a
// terminal (text), a program (JSON), GitHub's annotations, code scanning (SARIF 2.1.0,
// OASIS) and a clerk who gets one file by mail (HTML, in both languages).
//
// What is left out: which findings there are and whether they stop anything.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"gongshi/internal/finding"
)

// Format is a form of report.
type Format string

// The forms.
const (
	Text   Format = "text"
	JSON   Format = "json"
	GitHub Format = "github"
	SARIF  Format = "sarif"
	HTML   Format = "html"
)

// FormatOf returns the form of a name as users type it.
func FormatOf(name string) (Format, bool) {
	f := Format(name)
	return f, slices.Contains([]Format{Text, JSON, GitHub, SARIF, HTML}, f)
}

// Summary counts what was read and what was found.
type Summary struct {
	Files   int `json:"files"`   // data files
	Records int `json:"records"` // rows of the tables
	finding.Counts
}

// Write writes a report in a language, zh-CN or en. The findings stay in the order given.
// The error is that of writing.
func Write(w io.Writer, form Format, s Summary, list []finding.Finding, lang string) error {
	switch form {
	case JSON:
		return writeJSON(w, s, list, lang)
	case GitHub:
		return writeGitHub(w, s, list, lang)
	case SARIF:
		return writeSARIF(w, list, lang)
	case HTML:
		return writeHTML(w, s, list, lang)
	}
	return writeText(w, s, list, lang)
}

// severityIn is what a severity is called.
func severityIn(s finding.Severity, lang string) string {
	switch name := string(s); {
	case strings.HasPrefix(lang, "en"):
		return name
	case s == finding.Error:
		return "错误"
	case s == finding.Warning:
		return "警告"
	}
	return "提示"
}

// sentence is the summary in words.
func (s Summary) sentence(lang string) string {
	return finding.Text{
		ZH: fmt.Sprintf("%d 个文件，%d 条记录：错误 %d，警告 %d，提示 %d", s.Files, s.Records, s.Errors, s.Warnings, s.Notices),
		EN: fmt.Sprintf("%d files, %d records: %d errors, %d warnings, %d notices", s.Files, s.Records, s.Errors, s.Warnings, s.Notices),
	}.In(lang)
}

// place is file:line:column with what is known of it.
func place(f finding.Finding) string {
	name := strings.Map(func(r rune) rune { // a file's name may hold what a terminal obeys
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return unicode.ReplacementChar
		}
		return r
	}, f.File)
	if f.Line == 0 {
		return name
	}
	return fmt.Sprintf("%s:%d:%d", name, f.Line, f.Column)
}

// cause counts the findings of one rule.
type cause struct {
	rule     string
	severity finding.Severity
	count    int
}

// causes groups findings by rule, the most frequent first within a severity.
func causes(list []finding.Finding) []cause {
	index := map[[2]string]int{}
	var all []cause
	for _, f := range list {
		k := [2]string{f.Rule, string(f.Severity)}
		i, ok := index[k]
		if !ok {
			i = len(all)
			index[k] = i
			all = append(all, cause{rule: f.Rule, severity: f.Severity})
		}
		all[i].count++
	}
	slices.SortFunc(all, func(a, b cause) int {
		return compare(rank(a.severity)-rank(b.severity), b.count-a.count, strings.Compare(a.rule, b.rule))
	})
	return all
}

func compare(results ...int) int {
	for _, r := range results {
		if r != 0 {
			return r
		}
	}
	return 0
}

func rank(s finding.Severity) int {
	return slices.Index([]finding.Severity{finding.Error, finding.Warning, finding.Notice}, s)
}

func writeText(w io.Writer, s Summary, list []finding.Finding, lang string) error {
	var b strings.Builder
	for _, f := range list {
		lines(&b, f, lang)
	}
	if len(list) > 0 {
		b.WriteByte('\n')
	}
	for _, c := range causes(list) {
		fmt.Fprintf(&b, "%6d  %s %s\n", c.count, severityIn(c.severity, lang), c.rule)
	}
	b.WriteString(s.sentence(lang) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// lines writes a finding as file:line:column, what is wrong, what stands there and what
// to do.
func lines(b *strings.Builder, f finding.Finding, lang string) {
	fmt.Fprintf(b, "%s: %s %s: %s\n", place(f), severityIn(f.Severity, lang), f.Rule, f.Message.In(lang))
	if f.Value != "" {
		fmt.Fprintf(b, "    %s%s\n", finding.Text{ZH: "内容：", EN: "value: "}.In(lang), f.Value)
	}
	if hint := f.Hint.In(lang); hint != "" {
		fmt.Fprintf(b, "    %s%s\n", finding.Text{ZH: "办法：", EN: "hint: "}.In(lang), hint)
	}
}

// maxBrief is how many findings a build prints.
const maxBrief = 50

// Brief writes what a build has to say: errors before warnings, the first of them in
// full; the rest and the notices are counted. It writes nothing where there is nothing.
func Brief(w io.Writer, list []finding.Finding, lang string) error {
	var b strings.Builder
	printed := 0
	for _, severity := range []finding.Severity{finding.Error, finding.Warning} {
		for _, f := range list {
			if f.Severity != severity {
				continue
			}
			if printed++; printed <= maxBrief {
				lines(&b, f, lang)
			}
		}
	}
	if n := finding.Count(list); len(list) > 0 {
		fmt.Fprintln(&b, finding.Text{
			ZH: fmt.Sprintf("错误 %d，警告 %d，提示 %d；gongshi check 列出全部", n.Errors, n.Warnings, n.Notices),
			EN: fmt.Sprintf("%d errors, %d warnings, %d notices; gongshi check lists them all", n.Errors, n.Warnings, n.Notices),
		}.In(lang))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// item is a finding as contract readers get it; a change of this shape is a change of
// the public contract.
type item struct {
	File     string           `json:"file"`
	Line     int              `json:"line"`
	Column   int              `json:"column"`
	Field    string           `json:"field"`
	Value    string           `json:"value"`
	Severity finding.Severity `json:"severity"`
	Rule     string           `json:"rule"`
	Message  string           `json:"message"`
	Hint     string           `json:"hint"`
}

func writeJSON(w io.Writer, s Summary, list []finding.Finding, lang string) error {
	items := make([]item, len(list))
	for i, f := range list {
		items[i] = item{f.File, f.Line, f.Column, f.Field, f.Value, f.Severity, f.Rule, f.Message.In(lang), f.Hint.In(lang)}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Summary  Summary `json:"summary"`
		Findings []item  `json:"findings"`
	}{s, items})
}
