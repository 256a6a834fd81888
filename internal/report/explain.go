package report

import (
	"io"
	"strings"

	"gongshi/internal/finding"
)

// Explain writes an entry of the catalogue of rules for a person at a terminal.
func Explain(w io.Writer, r finding.Rule, o Options) error {
	t := &textWriter{o: o}
	var severities []string
	for _, s := range r.Severities {
		severities = append(severities, t.paint(colourOf(s), severityName(s).In(o.Lang)))
	}
	t.WriteString(t.paint(bold, r.Name) + "  " + strings.Join(severities, " / ") + "\n" + r.What.In(o.Lang) + "\n\n")
	for _, part := range parts(r) {
		t.WriteString(pad(part.label.In(o.Lang), 8) + "  " + part.text.In(o.Lang) + "\n")
	}
	t.WriteString("\ndocs/rules.md#" + r.Name + "\n")
	_, err := io.WriteString(w, t.String())
	return err
}

// part is one line of an explanation.
type part struct {
	label, text finding.Text
	code        bool // the text is what stands in a file
}

// parts are the lines that explain a rule.
func parts(r finding.Rule) []part {
	list := []part{
		{finding.Text{ZH: "原因", EN: "why"}, r.Why, false},
		{finding.Text{ZH: "依据", EN: "source"}, finding.Source(r.Name), false},
		{finding.Text{ZH: "例", EN: "example"}, finding.Text{ZH: r.Example, EN: r.Example}, true},
		{finding.Text{ZH: "办法", EN: "mend"}, r.Mend, false},
	}
	given := list[:0]
	for _, p := range list {
		if p.text.ZH != "" {
			given = append(given, p)
		}
	}
	return given
}
