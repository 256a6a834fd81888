package report

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"gongshi/internal/finding"
)

// portalFile stands for the portal as a whole.
const portalFile = "gongshi.yaml"

// place is file:line:column with what is known of it, and behind a place in a workbook
// the address that its program shows.
func place(f finding.Finding) string {
	name := visible(cmp.Or(f.File, portalFile))
	if f.Line == 0 {
		return name
	}
	at := fmt.Sprintf("%s:%d:%d", name, f.Line, f.Column)
	if a := address(f); a != "" {
		at += " (" + a + ")"
	}
	return at
}

// address is a cell's address in a workbook, as in C5; empty elsewhere.
func address(f finding.Finding) string {
	if !strings.EqualFold(path.Ext(f.File), ".xlsx") || f.Line == 0 || f.Column == 0 {
		return ""
	}
	letters := ""
	for n := f.Column; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return fmt.Sprintf("%s%d", letters, f.Line)
}

// visible shows what a terminal would obey and what nobody sees: control characters as
// their pictures, direction marks, zero-width and private characters as their numbers.
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return strings.ToValidUTF8(s, string(unicode.ReplacementChar))
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < ' ':
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case hidden(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}

// columns is how many columns of a terminal a text takes: East Asian wide characters
// take two (UAX 11), marks that combine none.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clip cuts a text to a number of columns and marks the cut.
func clip(s string, limit int) string {
	n := 0
	for i, r := range s {
		if n += columnsOf(r); n > limit {
			return strip(s[:i], limit-1) + "…"
		}
	}
	return s
}

// strip drops characters from the end until the rest fits.
func strip(s string, limit int) string {
	for columns(s) > limit {
		r := []rune(s)
		s = string(r[:len(r)-1])
	}
	return s
}

// pad fills a text with spaces.
func pad(s string, to int) string { return s + strings.Repeat(" ", max(to-columns(s), 0)) }

// severityName is what a severity is called.
func severityName(s finding.Severity) finding.Text {
	switch s {
	case finding.Error:
		return finding.Text{ZH: "错误", EN: "error"}
	case finding.Warning:
		return finding.Text{ZH: "警告", EN: "warning"}
	}
	return finding.Text{ZH: "提示", EN: "notice"}
}

// labelOf is what the severity of a finding is called, and what it was where it was accepted.
func labelOf(severity, accepted finding.Severity) finding.Text {
	if accepted == "" {
		return severityName(severity)
	}
	was := severityName(accepted)
	return finding.Text{ZH: "已放行的" + was.ZH, EN: "accepted " + was.EN}
}

// plural is a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// counts is how many findings there are of each severity, and how many notices were accepted.
func counts(c finding.Counts) finding.Text {
	t := finding.Text{
		ZH: fmt.Sprintf("错误 %d，警告 %d，提示 %d", c.Errors, c.Warnings, c.Notices),
		EN: plural(c.Errors, "error") + ", " + plural(c.Warnings, "warning") + ", " + plural(c.Notices, "notice"),
	}
	if c.Accepted > 0 {
		t.ZH, t.EN = t.ZH+fmt.Sprintf("（其中已放行 %d）", c.Accepted), t.EN+fmt.Sprintf(" (%d accepted)", c.Accepted)
	}
	return t
}

// read is how much was read.
func (s Summary) read() finding.Text {
	return finding.Text{
		ZH: fmt.Sprintf("%d 个文件，%d 条记录", s.Files, s.Records),
		EN: plural(s.Files, "file") + ", " + plural(s.Records, "record"),
	}
}

// sentence is the summary in words.
func (s Summary) sentence() finding.Text {
	r, c := s.read(), counts(s.Counts)
	return finding.Text{ZH: r.ZH + "：" + c.ZH, EN: r.EN + ": " + c.EN}
}

// verdict says whether the data can be published.
func verdict(c finding.Counts, strict bool) finding.Text {
	switch {
	case c.Errors > 0:
		return finding.Text{
			ZH: fmt.Sprintf("有 %d 处错误，更正后才能发布。", c.Errors),
			EN: "Not ready to publish: " + plural(c.Errors, "error") + " to mend first.",
		}
	case c.Stops(strict):
		return finding.Text{
			ZH: fmt.Sprintf("没有错误，但按 --strict 的要求，%d 处警告也须先更正。", c.Warnings),
			EN: "No errors, but with --strict " + plural(c.Warnings, "warning") + " must be mended first.",
		}
	case c.Accepted > 0:
		return finding.Text{
			ZH: fmt.Sprintf("没有其他错误；按 --accept 放行 %d 处，可以发布。", c.Accepted),
			EN: "No other errors: ready to publish, with " + plural(c.Accepted, "finding") + " accepted by --accept.",
		}
	case c.Warnings > 0:
		return finding.Text{ZH: "没有错误，可以发布；请先核对警告。", EN: "No errors: ready to publish. Have a look at the warnings first."}
	case c.Notices > 0:
		return finding.Text{ZH: "没有错误，可以发布。", EN: "No errors: ready to publish."}
	}
	return finding.Text{ZH: "没有发现问题，可以发布。", EN: "Nothing wrong: ready to publish."}
}
