package report

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"gongshi/internal/finding"
)

// TestChangesAreSafe holds that published values are shown as text everywhere, and that a
// summary which is nearly full leaves the changes out rather than findings.
func TestChangesAreSafe(t *testing.T) {
	r := Report{Changes: &Changes{
		Against: "https://example.org/<b>\x1b[31m", Tables: []TableChanges{{Table: "pay", Name: finding.Text{ZH: "薪酬", EN: "pay"}, Changed: 3}},
		Records: []RecordChange{{Table: "pay", Kind: "changed", ID: "pay/<i>", Fields: []FieldChange{
			{Name: "purchaser", Title: finding.Text{ZH: "购买主体", EN: "purchaser"}, Before: "<script>", After: "\x1b[31m@all"}, {Name: "note", Title: finding.Text{EN: "note"}, Text: true},
		}}},
		Folders: []FileChanges{{Folder: "agencies/", Changed: 1}}, Files: FileChanges{Changed: 1}, Upload: 1_500_000,
	}}
	var text, step, short, page bytes.Buffer
	for _, err := range []error{Write(&text, Text, r, english), Write(&page, HTML, r, english), StepSummary(&step, r, english, MaxStepSummary), StepSummary(&short, r, english, stepReserve+600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"  pay  0 added, 3 changed, 0 removed\n", "purchaser: <script> → ␛[31m@all; note: the wording changed\n", "    and 2 more records\n", "  agencies/  0 added, 1 changed", "to upload: 1 file, 1.5 MB; to delete: 0\n"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
	if s := step.String(); strings.Contains(s, "<script") || strings.Contains(s, "<i>") || strings.ContainsRune(s+text.String(), '\x1b') || !strings.Contains(s, "@<wbr>all") {
		t.Errorf("the summary is\n%s", s)
	}
	root := parsed(t, page.String())
	cells := map[string]bool{}
	for _, n := range elements(root, atom.Td, atom.Th, atom.Code, atom.P) {
		cells[strings.TrimSpace(textOf(n))] = true
	}
	for _, want := range []string{"<script>", "␛[31m@all", "pay/<i>", "the wording changed 文字有改动", "and 2 more records 另有 2 条记录", "purchaser 购买主体"} {
		if !cells[want] {
			t.Errorf("no cell of the page says %q: %q", want, slices.Sorted(maps.Keys(cells)))
		}
	}
	if scripts := elements(root, atom.Script, atom.I); len(scripts) > 0 {
		t.Errorf("the page has an element %s: %s", scripts[0].Data, textOf(scripts[0]))
	}
	if short.Len() == 0 || strings.Contains(short.String(), "upload") {
		t.Errorf("a summary without room is\n%s", short.String())
	}
}
