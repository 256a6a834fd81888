package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html/atom"
)

// rendered is a summary as Markdown with GitHub's extensions, raw HTML left in.
func rendered(t *testing.T, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	m := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := m.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestStepSummaryIsSafe renders hostile texts: none becomes a link, an image or markup,
// and each is still there to be read.
func TestStepSummaryIsSafe(t *testing.T) {
	var b bytes.Buffer
	r := hostileReport()
	if err := StepSummary(&b, r, english, MaxStepSummary); err != nil {
		t.Fatal(err)
	}
	root := parsed(t, rendered(t, b.String()))
	known := []string{"html", "head", "body", "h2", "p", "b", "table", "tbody", "tr", "th", "td", "code", "details", "summary", "br", "wbr"}
	for _, n := range elements(root) {
		if !slices.Contains(known, n.Data) || len(n.Attr) > 0 && n.Data != "details" {
			t.Errorf("the summary has an element %s %v: %s", n.Data, n.Attr, textOf(n))
		}
	}
	cells := map[string]bool{}
	for _, td := range elements(root, atom.Td) {
		cells[textOf(td)] = true
	}
	for _, f := range r.Findings {
		for _, want := range []string{place(f), visible(f.Value), visible(f.Message.EN), visible(f.Hint.EN)} {
			if !cells[want] {
				t.Errorf("no cell of the summary says %q", want)
			}
		}
	}
	for _, mention := range []string{"@everyone", "#1"} {
		for _, p := range strings.Split(b.String(), "<code>") {
			if _, outside, ok := strings.Cut(p, "</code>"); ok && strings.Contains(outside, mention) {
				t.Errorf("%s outside of code would become a link: %s", mention, outside)
			}
		}
	}
}

// TestStepSummaryLimit holds that a summary never exceeds its limit, that it is there
// where its head has room, and that it counts what it leaves out.
func TestStepSummaryLimit(t *testing.T) {
	const head = 25_000 // bytes that the table of so many causes takes, and more
	list := everyRule()
	limits := []int{0, 1, stepReserve, 3000, 2 * head, MaxStepSummary}
	for limit := head; limit < head+4000; limit += 61 { // wherever a table is cut
		limits = append(limits, limit)
	}
	for _, limit := range limits {
		got := stepOf(t, list, english, limit)
		if len(got) > limit || got == "" && limit >= head {
			t.Errorf("limit %d: %d bytes", limit, len(got))
		}
		rows := strings.Count(got, "<tr><td><code>data/")
		if cut := strings.Contains(got, "do not fit into this summary"); got != "" && cut != (rows < len(list)) {
			t.Errorf("limit %d: %d of %d rows, and the line that says so is there: %v", limit, rows, len(list), cut)
		}
		if limit == MaxStepSummary && rows != len(list) {
			t.Errorf("%d rows, want all %d where there is room", rows, len(list))
		}
	}
}

// hugeCount is more findings than fit into a summary.
const hugeCount = 20_000

func TestStepSummaryOfMany(t *testing.T) {
	got := stepOf(t, alikes(hugeCount), chinese, MaxStepSummary)
	if len(got) > MaxStepSummary || len(got) < MaxStepSummary/2 {
		t.Errorf("%d bytes, want most of %d", len(got), MaxStepSummary)
	}
}

// TestAnnotations looks for the ten worst: of each cause one before a second, and
// nothing that starts a command of its own.
func TestAnnotations(t *testing.T) {
	list := append(alikes(20), sample...)
	got := worst(list, maxAnnotations)
	var rules []string
	for _, f := range got {
		rules = append(rules, f.Rule)
	}
	first := slices.Clone(rules[:4])
	slices.Sort(first)
	if want := []string{"duplicate-key", "missing-column", "unknown-code", "wrong-amount"}; len(got) != maxAnnotations || !slices.Equal(first, want) {
		t.Errorf("worst: %v, want each of %v among the first four of ten", rules, want)
	}
	if got := worst(nil, maxAnnotations); got != nil {
		t.Errorf("worst of nothing: %v", got)
	}
	r := hostileReport()
	var out bytes.Buffer
	if err := Write(&out, GitHub, r, english); err != nil {
		t.Fatal(err)
	}
	commands := 0
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			commands++
			if !strings.HasPrefix(line, "::warning file=") {
				t.Errorf("command %s", line)
			}
		}
	}
	if commands != maxAnnotations || len(r.Findings) <= maxAnnotations {
		t.Errorf("%d commands, want %d", commands, maxAnnotations)
	}
}
