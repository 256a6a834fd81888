package report

import (
	"fmt"
	"html"
	"io"
	"strings"

	"gongshi/internal/finding"
)

// MaxStepSummary is how many bytes GitHub takes as the summary of one step. It drops a
// longer one altogether.
const MaxStepSummary = 1 << 20

// StepSummary writes a report as GitHub's summary of a step, every finding in a table by
// cause, in at most limit bytes: what does not fit is counted. The tables are HTML, in
// which GitHub's Markdown leaves all but tags and character references alone, so that
// escaping those two is enough to keep data from becoming links or markup.
func StepSummary(w io.Writer, r Report, o Options, limit int) error {
	s := &stepSummary{report: r, o: o, limit: limit - stepReserve}
	s.head()
	list := causes(r.Findings)
	s.overview(list)
	s.changes()
	for _, c := range list {
		s.cause(c)
	}
	if s.dropped > 0 {
		s.WriteString("\n" + finding.Text{
			ZH: fmt.Sprintf("摘要写不下另外 %d 处；gongshi check 列出全部。", s.dropped),
			EN: fmt.Sprintf("%d more do not fit into this summary: gongshi check lists them all.", s.dropped),
		}.In(o.Lang) + "\n")
	}
	if s.Len() > limit {
		return nil // not even the head fits beside what the step wrote before
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// stepReserve is kept free for the ends of tables and the sentence that counts.
const stepReserve = 1000

type stepSummary struct {
	strings.Builder
	report  Report
	o       Options
	limit   int
	dropped int
}

func (s *stepSummary) head() {
	title := finding.Text{ZH: "数据检查", EN: "Data check"}.In(s.o.Lang)
	if name := s.report.Title.In(s.o.Lang); name != "" {
		title += " · " + name
	}
	fmt.Fprintf(s, "<h2>%s</h2>\n\n<p><b>%s</b> %s</p>\n",
		plain(title), plain(verdict(s.report.Summary.Counts, s.o.Strict).In(s.o.Lang)), plain(s.report.Summary.sentence().In(s.o.Lang)))
}

// overview is the table of causes.
func (s *stepSummary) overview(list []cause) {
	if len(list) == 0 {
		return
	}
	s.table(finding.Text{ZH: "数量", EN: "Count"}, finding.Text{ZH: "级别", EN: "Severity"}, finding.Text{ZH: "规则", EN: "Rule"}, finding.Text{ZH: "原因", EN: "Cause"})
	for _, c := range list {
		fmt.Fprintf(s, "<tr><td>%d</td><td>%s</td><td><code>%s</code></td><td>%s</td></tr>\n",
			len(c.list), s.severity(c), plain(c.rule.Name), plain(c.rule.What.In(s.o.Lang)))
	}
	s.WriteString("</table>\n")
}

// cause is the table of one cause, folded unless it stops the publication, or somebody
// decided that it does not.
func (s *stepSummary) cause(c cause) {
	open := ""
	if c.severity == finding.Error || c.accepted != "" {
		open = " open"
	}
	head := fmt.Sprintf("\n<details%s><summary>%s <code>%s</code> × %d</summary>\n<p>%s<br>%s</p>\n", open,
		s.severity(c), plain(c.rule.Name), len(c.list), plain(c.rule.What.In(s.o.Lang)), plain(c.rule.Mend.In(s.o.Lang)))
	if s.Len()+len(head) > s.limit {
		s.dropped += len(c.list)
		return
	}
	s.WriteString(head)
	s.table(finding.Text{ZH: "位置", EN: "Place"}, finding.Text{ZH: "内容", EN: "Value"}, finding.Text{ZH: "问题", EN: "Finding"}, finding.Text{ZH: "办法", EN: "Hint"})
	for i, f := range c.list {
		row := fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n", code(place(f)), code(f.Value),
			plain(f.Message.In(s.o.Lang)), plain(f.Hint.In(s.o.Lang)))
		if s.Len()+len(row) > s.limit {
			s.dropped += len(c.list) - i
			break
		}
		s.WriteString(row)
	}
	s.WriteString("</table>\n</details>\n")
}

func (s *stepSummary) table(heads ...finding.Text) {
	s.WriteString("<table>\n<tr>")
	for _, h := range heads {
		s.WriteString("<th>" + h.In(s.o.Lang) + "</th>")
	}
	s.WriteString("</tr>\n")
}

func (s *stepSummary) severity(c cause) string {
	mark := map[finding.Severity]string{finding.Error: "❌", finding.Warning: "⚠️", finding.Notice: "ℹ️"}[c.severity]
	if c.accepted != "" {
		mark = "☑️"
	}
	return mark + " " + labelOf(c.severity, c.accepted).In(s.o.Lang)
}

// code is text that GitHub shows as it is: elsewhere it turns @name and #1 into links.
func code(s string) string {
	if s == "" {
		return ""
	}
	return "<code>" + html.EscapeString(visible(s)) + "</code>"
}

// plain is text in a sentence. A break is allowed behind @ and #, which ends what would
// be a mention or a number of an issue.
func plain(s string) string {
	return strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;", `"`, "&quot;", "@", "@<wbr>", "#", "#<wbr>").Replace(visible(s))
}
