package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongshi/internal/finding"
)

// maxAnnotations is how many annotations are written: GitHub shows ten of a severity
// for each step and drops the rest without a word.
const maxAnnotations = 10

// writeGitHub writes the worst findings as workflow commands, then the summary. The form
// is that of GitHub's documentation, "Workflow commands".
func writeGitHub(w io.Writer, r Report, o Options) error {
	var b strings.Builder
	for _, f := range worst(r.Findings, maxAnnotations) {
		fmt.Fprintf(&b, "::%s file=%s", f.Severity, property(cmp.Or(f.File, portalFile)))
		if f.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", f.Line)
		}
		title := f.Rule
		if a := address(f); a != "" {
			title += " " + a
		}
		if f.Accepted != "" {
			title += " · " + labelOf(f.Severity, f.Accepted).In(o.Lang)
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", property(title), data(annotation(f, o.Lang)))
	}
	if rest := len(r.Findings) - maxAnnotations; rest > 0 {
		fmt.Fprintln(&b, finding.Text{
			ZH: fmt.Sprintf("另有 %d 处未标注；本步骤的摘要和 gongshi check 列出全部", rest),
			EN: fmt.Sprintf("%d more are not annotated; the summary of the step and gongshi check list them all", rest),
		}.In(o.Lang))
	}
	if r.Changes != nil {
		b.WriteString(visible(r.Changes.heading().In(o.Lang)) + "\n" + r.Changes.upload().In(o.Lang) + "\n")
	}
	b.WriteString(r.Summary.sentence().In(o.Lang) + "\n" + verdict(r.Summary.Counts, o.Strict).In(o.Lang) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// worst returns the first findings of each cause, errors before warnings before
// notices, then the second ones: ten of one kind would hide the other kinds.
func worst(list []finding.Finding, limit int) []finding.Finding {
	type turn struct {
		finding.Finding
		nth int // of its cause
	}
	var turns []turn
	for _, c := range causes(list) {
		for i, f := range c.list[:min(len(c.list), limit)] {
			turns = append(turns, turn{f, i})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int {
		return cmp.Or(rank(a.Severity)-rank(b.Severity), a.nth-b.nth)
	})
	var first []finding.Finding
	for _, t := range turns[:min(len(turns), limit)] {
		first = append(first, t.Finding)
	}
	return first
}

// annotation is what an annotation says.
func annotation(f finding.Finding, lang string) string {
	text := visible(f.Message.In(lang))
	if f.Value != "" {
		text += "\n" + visible(f.Value)
	}
	if hint := f.Hint.In(lang); hint != "" {
		text += "\n" + visible(hint)
	}
	return text
}

// data escapes the text of a workflow command.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes a property of a workflow command.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
