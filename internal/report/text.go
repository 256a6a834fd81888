package report

import (
	"fmt"
	"io"
	"strings"

	"gongshi/internal/finding"
)

// How much a terminal is told.
const (
	maxAlike = 5  // findings of one cause in one file; the rest is folded
	maxBrief = 50 // findings of a build
	maxFiles = 20 // files that were read
)

// textWriter writes lines for a person.
type textWriter struct {
	strings.Builder
	report Report
	o      Options
	left   int // how many findings may still be shown
	folded int // how many were not
}

func writeText(w io.Writer, r Report, o Options) error {
	t := &textWriter{report: r, o: o, left: len(r.Findings)}
	t.files()
	list := causes(r.Findings)
	t.causes(list)
	t.summary(list)
	t.changes()
	t.line(r.Summary.sentence())
	t.line(verdict(r.Summary.Counts, o.Strict))
	if r.Next != (finding.Text{}) {
		t.line(r.Next)
	}
	t.advice()
	_, err := io.WriteString(w, t.String())
	return err
}

// Brief writes what a build has to say: errors before warnings, the first of them in
// full; the rest and the notices are counted. It writes nothing where there is nothing.
func Brief(w io.Writer, r Report, o Options) error {
	if len(r.Findings) == 0 {
		return nil
	}
	t := &textWriter{report: r, o: o, left: maxBrief}
	list := causes(r.Findings)
	for i, c := range list {
		if c.severity == finding.Notice {
			list = list[:i] // and all behind it
			break
		}
	}
	t.causes(list)
	c := counts(finding.Count(r.Findings))
	t.line(finding.Text{ZH: c.ZH + "；gongshi check 列出全部", EN: c.EN + "; gongshi check lists them all"})
	_, err := io.WriteString(w, t.String())
	return err
}

func (t *textWriter) line(text finding.Text) { t.WriteString(text.In(t.o.Lang) + "\n") }

// files lists what was read, as a table.
func (t *textWriter) files() {
	list := t.report.Files
	rest := len(list) - maxFiles
	if rest > 0 {
		list = list[:maxFiles]
	}
	var name, table, form int
	for _, f := range list {
		name, table, form = max(name, columns(visible(f.Name))), max(table, columns(f.Table.In(t.o.Lang))), max(form, columns(f.Form.In(t.o.Lang)))
	}
	for _, f := range list {
		rows := finding.Text{ZH: fmt.Sprintf("%d 行", f.Rows), EN: plural(f.Rows, "row")}.In(t.o.Lang)
		row := pad(visible(f.Name), name) + "  " + pad(f.Table.In(t.o.Lang), table)
		if form > 0 {
			row += "  " + pad(f.Form.In(t.o.Lang), form)
		}
		t.WriteString(row + "  " + rows + "\n")
	}
	if rest > 0 {
		t.line(finding.Text{ZH: fmt.Sprintf("另有 %d 个文件", rest), EN: "and " + plural(rest, "more file")})
	}
	if len(list) > 0 {
		t.WriteByte('\n')
	}
}

// causes writes findings, the worst cause first.
func (t *textWriter) causes(list []cause) {
	for _, c := range list {
		if t.left == 0 {
			t.folded += len(c.list)
			continue
		}
		if len(c.list) > 1 {
			what := c.rule.What.In(t.o.Lang)
			t.WriteString(t.paint(bold, fmt.Sprintf("%s × %d  %s", c.rule.Name, len(c.list), what)) + "\n")
		}
		for _, in := range byFile(c.list) {
			t.inFile(in)
		}
		t.WriteByte('\n')
	}
}

// inFile writes the first findings of one cause in one file and folds the rest.
func (t *textWriter) inFile(in inFile) {
	show := min(len(in.list), maxAlike, t.left)
	if len(in.list) == maxAlike+1 && show == maxAlike && t.left > show {
		show++ // a line that folds one finding would save nothing
	}
	t.left -= show
	for _, f := range in.list[:show] {
		t.finding(f)
	}
	rest := in.list[show:]
	t.folded += len(rest)
	if len(rest) == 0 || show == 0 {
		return
	}
	line := finding.Text{ZH: fmt.Sprintf("还有 %d 处相同问题", len(rest)), EN: fmt.Sprintf("%d more like this", len(rest))}.In(t.o.Lang)
	if at := alike(rest).In(t.o.Lang); at != "" {
		line += finding.Text{ZH: "：", EN: ": "}.In(t.o.Lang) + at
	}
	t.WriteString("    " + t.paint(dim, line) + "\n")
}

// finding writes a finding as file:line:column, what is wrong, the row with the cell
// marked, and what to do.
func (t *textWriter) finding(f finding.Finding) {
	label := labelOf(f.Severity, f.Accepted).In(t.o.Lang)
	fmt.Fprintf(t, "%s: %s %s: %s\n", t.paint(bold, place(f)), t.paint(colourOf(f.Severity), label), f.Rule, visible(f.Message.In(t.o.Lang)))
	e := t.report.excerpt(f)
	if len(e.Cells) > 0 {
		number := fmt.Sprintf("%5d", e.Line)
		fmt.Fprintf(t, "%s %s\n", t.paint(dim, number+" |"), e.text())
		if carets := e.carets(); carets != "" {
			fmt.Fprintf(t, "%s %s\n", t.paint(dim, strings.Repeat(" ", len(number))+" |"), t.paint(colourOf(f.Severity), carets))
		}
	}
	if !e.tells(f.Value) {
		t.WriteString("    " + finding.Text{ZH: "内容：", EN: "value: "}.In(t.o.Lang) + visible(f.Value) + "\n")
	}
	if hint := f.Hint.In(t.o.Lang); hint != "" {
		t.WriteString("    " + finding.Text{ZH: "办法：", EN: "hint: "}.In(t.o.Lang) + visible(hint) + "\n")
	}
}

// summary counts by cause.
func (t *textWriter) summary(list []cause) {
	var name, label int
	for _, c := range list {
		name, label = max(name, len(c.rule.Name)), max(label, columns(labelOf(c.severity, c.accepted).In(t.o.Lang)))
	}
	for _, c := range list {
		severity := pad(labelOf(c.severity, c.accepted).In(t.o.Lang), label)
		fmt.Fprintf(t, "%6d  %s  %s  %s\n", len(c.list), t.paint(colourOf(c.severity), severity), pad(c.rule.Name, name), c.rule.What.In(t.o.Lang))
	}
	if len(list) > 0 {
		t.WriteByte('\n')
	}
}

// advice says where to read on.
func (t *textWriter) advice() {
	if t.folded > 0 {
		t.line(finding.Text{
			ZH: fmt.Sprintf("有 %d 处没有逐一列出，见 gongshi check --format html 或 json。", t.folded),
			EN: fmt.Sprintf("%d are not shown one by one: see gongshi check --format html or json.", t.folded),
		})
	}
	if len(t.report.Findings) > 0 {
		t.line(finding.Text{
			ZH: "规则的原因和办法：gongshi check --explain " + t.report.worst(),
			EN: "What a rule is for and how to mend: gongshi check --explain " + t.report.worst(),
		})
	}
}

// worst is the rule that is most worth an explanation.
func (r Report) worst() string { return causes(r.Findings)[0].rule.Name }

// The colours of a terminal (ECMA-48, SGR).
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
)

func colourOf(s finding.Severity) string {
	switch s {
	case finding.Error:
		return red
	case finding.Warning:
		return yellow
	}
	return cyan
}

func (t *textWriter) paint(colour, s string) string {
	if !t.o.Colour {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}
