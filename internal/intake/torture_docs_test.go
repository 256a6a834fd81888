package intake_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/golden"
)

// TestTortureDocument holds docs/torture.md to the archives.
func TestTortureDocument(t *testing.T) {
	const path = "../../docs/torture.md"
	want := tortureDocument(tortureCases(t))
	if golden.Update(t) {
		if err := os.WriteFile(path, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		gotLine, wantLine := golden.FirstDifference(string(got), want)
		t.Errorf("%s is not what the archives say; go test ./internal/intake -run TestTortureDocument -update rewrites it\n got %q\nwant %q", path, gotLine, wantLine)
	}
}

func tortureDocument(cases []*tortureCase) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# Tortured files

<!-- Written from internal/intake/testdata/torture; go test ./internal/intake -run TestTortureDocument -update rewrites it. -->

What office programs, exports and people do to tables, as %d files, each with what must come of it: the value of every cell of
every row, or a finding with its file, line and column. %sTestTorture%s reads them all and compares every cell; %sTestCrossed%s reads
one table in 90 more forms (5 encodings, 3 separators, 3 line ends, 2 names); %sTestCorpora%s reads the public corpora below.

The cases were written for this project after the pollutions of Pollock (VLDB 2023), the decision table of the intake and what
civil affairs bureaus publish. Workbooks of other programs are real files of tealeg/xlsx and xuri/excelize (BSD-3-Clause) and
thedatashed/xlsxreader (MIT): internal/intake/testdata/torture/foreign/README.md. Public corpora: the 61 inputs of Papa Parse's own
tests (MIT; %sTestPapaparse%s) and, where they are there, csv-spectrum (BSD-2-Clause), csvlint.rb and frictionless-py (both MIT).

**read**: every cell as given, nothing said. **notice**, **warning**: every cell as given, and said how. **refused**: an error; nothing
is published.
`, len(cases), "`", "`", "`", "`", "`", "`", "`", "`")
	group := ""
	for _, c := range cases {
		if c.group != group {
			group = c.group
			n := len(slices.DeleteFunc(slices.Clone(cases), func(o *tortureCase) bool { return o.group != group }))
			fmt.Fprintf(&b, "\n## %s (%d)\n\n| case | what | from | outcome |\n|---|---|---|---|\n", group, n)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.name, inTable(c.what), inTable(c.origin), c.want.outcome())
	}
	return b.String()
}

func inTable(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// outcome is the worst that is said about a case, with the rules.
func (w wanted) outcome() string {
	rules := map[string][]string{}
	for _, f := range w.findings {
		if f.optional {
			continue
		}
		if name := strings.Join(f.rules, " or "); !slices.Contains(rules[f.severity], name) {
			rules[f.severity] = append(rules[f.severity], name)
		}
	}
	for _, s := range []struct{ severity, word string }{{"error", "refused"}, {"warning", "warning"}, {"notice", "notice"}} {
		if list := rules[s.severity]; len(list) > 0 {
			return s.word + ": " + strings.Join(list, ", ")
		}
	}
	return "read"
}
