package report

import (
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
func writeGitHub(w io.Writer, s Summary, list []finding.Finding, lang string) error {
	worst := slices.Clone(list)
	slices.SortStableFunc(worst, func(a, b finding.Finding) int { return rank(a.Severity) - rank(b.Severity) })
	var b strings.Builder
	for _, f := range worst[:min(len(worst), maxAnnotations)] {
		text := f.Message.In(lang)
		if f.Value != "" {
			text += "\n" + f.Value
		}
		if hint := f.Hint.In(lang); hint != "" {
			text += "\n" + hint
		}
		fmt.Fprintf(&b, "::%s file=%s", f.Severity, property(f.File))
		if f.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", f.Line)
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", property(f.Rule), data(text))
	}
	if rest := len(worst) - maxAnnotations; rest > 0 {
		fmt.Fprintln(&b, finding.Text{
			ZH: fmt.Sprintf("另有 %d 处未标注，用 gongshi check 查看全部", rest),
			EN: fmt.Sprintf("%d more are not annotated: gongshi check shows them all", rest),
		}.In(lang))
	}
	b.WriteString(s.sentence(lang) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// data escapes the text of a workflow command.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes a property of a workflow command.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
