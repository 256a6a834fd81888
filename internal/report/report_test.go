package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/golden"
)

// sample has a finding of each severity and each kind of place, and text that every form
// has to escape.
var sample = []finding.Finding{
	{File: "data", Severity: finding.Notice, Rule: "missing-table", Value: "pay",
		Message: finding.Text{ZH: "没有薪酬表", EN: "there is no table pay"}, Hint: finding.Text{ZH: "加上它", EN: "add it"}},
	{File: "data/项目, 2024.csv", Line: 1, Column: 0, Field: "name", Severity: finding.Error, Rule: "missing-column",
		Message: finding.Text{ZH: "缺少列", EN: "a column is missing"}, Hint: finding.Text{ZH: "加上它", EN: "add it"}},
	{File: "data/pay.csv", Line: 3, Column: 5, Field: "total", Value: "100%\n<script>alert(\"1\")</script>", Severity: finding.Error, Rule: "wrong-amount",
		Message: finding.Text{ZH: "不是金额", EN: "not an amount of money"}, Hint: finding.Text{ZH: "应为数字", EN: "wanted digits"}},
	{File: "data/pay.csv", Line: 4, Column: 1, Field: "agency_id", Value: "91350211M00013FA1N", Severity: finding.Warning, Rule: "credit-code-check",
		Message: finding.Text{ZH: "校验码不对", EN: "the check character is wrong"}, Hint: finding.Text{ZH: "核对", EN: "compare it"}},
	{File: "data/薪酬.xlsx", Line: 5, Column: 3, Field: "tier", Value: "经理", Severity: finding.Error, Rule: "unknown-code",
		Message: finding.Text{ZH: "层级没有“经理”", EN: "no tier is called 经理"}, Hint: finding.Text{ZH: "应为 机构管理人员", EN: "wanted 机构管理人员"}},
	{File: "data/薪酬.xlsx", Line: 7, Column: 1, Value: "529900000000000193 2024 directors", Severity: finding.Error, Rule: "duplicate-key",
		Message: finding.Text{ZH: "薪酬表中该键已出现过：data/薪酬.xlsx 第 6 行", EN: "the table pay has this key already: data/薪酬.xlsx line 6"},
		Hint:    finding.Text{ZH: "删除其中一行，或更正其键列", EN: "delete one of the rows or correct its key columns"}},
}

// sampleColumns knows the columns of one file.
func sampleColumns(file, field string) finding.Text {
	if file == "data/薪酬.xlsx" && field == "tier" {
		return finding.Text{ZH: "层级", EN: "Tier"}
	}
	return finding.Text{}
}

// sampleRows are the rows in which the findings of sample are.
func sampleRows(file string, line int) []string {
	switch {
	case file == "data/pay.csv" && line == 3:
		return []string{"529900000000000193", "2024", "受薪理事", "3", "100%\n<script>alert(\"1\")</script>", "2025-06-30", "", "第二段\x1b[31m\u202e"}
	case file == "data/薪酬.xlsx" && line == 5:
		return []string{"529900000000000193", "2024", "经理", "2", "163000", "2025-06-30"}
	case file == "data/薪酬.xlsx" && line == 7:
		return []string{"529900000000000193", "2024", "受薪理事", "2", "163000", "2025-06-30"}
	case strings.HasPrefix(file, "data/项目") && line == 1:
		return []string{"project_id", "agency_id"}
	}
	return nil
}

// reportOn is a report with all there can be.
func reportOn(list []finding.Finding) Report {
	return Report{
		Title: finding.Text{ZH: "拟州市公示", EN: "Nizhou disclosures"}, AsOf: "2026-06-30",
		Summary: Summary{Files: 2, Records: 40, Counts: finding.Count(list)},
		Files: []File{
			{"data/pay.csv", finding.Text{ZH: "薪酬", EN: "pay"}, finding.Text{ZH: "GB18030, tab, LF"}, 24},
			{"data/薪酬.xlsx", finding.Text{ZH: "薪酬", EN: "pay"}, finding.Text{ZH: "XLSX"}, 1},
		},
		Findings: list, Row: sampleRows, Column: sampleColumns,
	}
}

func written(t *testing.T, form Format, list []finding.Finding, o Options) string {
	t.Helper()
	var b bytes.Buffer
	o.Version = "v1.2.3"
	if err := Write(&b, form, reportOn(list), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	chinese = Options{Lang: "zh-CN"}
	english = Options{Lang: "en"}
)

// alikes is n findings of one cause in one file, a few lines apart.
func alikes(n int) []finding.Finding {
	var list []finding.Finding
	for i := range n {
		f := sample[2]
		f.Line = 10 + 3*i/2
		list = append(list, f)
	}
	return list
}

func stepOf(t *testing.T, list []finding.Finding, o Options, limit int) string {
	t.Helper()
	var b bytes.Buffer
	if err := StepSummary(&b, reportOn(list), o, limit); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	many := append(alikes(42), sample...)
	colour := Options{Lang: "zh-CN", Colour: true}
	golden.Tree(t, "testdata/golden", map[string]string{
		"text.zh.txt": written(t, Text, sample, chinese),
		"text.en.txt": written(t, Text, sample, english),
		"text.none":   written(t, Text, nil, english),
		"text.many":   written(t, Text, many, chinese),
		"text.colour": written(t, Text, sample[3:4], colour),
		"text.strict": written(t, Text, sample[3:4], Options{Lang: "en", Strict: true}),
		"json.json":   written(t, JSON, sample, english),
		"json.none":   written(t, JSON, nil, chinese),
		"github.txt":  written(t, GitHub, sample, english),
		"github.many": written(t, GitHub, many, chinese),
		"step.md":     stepOf(t, sample, chinese, MaxStepSummary),
		"step.cut.md": stepOf(t, many, english, 5000),
		"sarif.json":  written(t, SARIF, sample, english),
		"sarif.none":  written(t, SARIF, nil, english),
		"page.html":   written(t, HTML, sample, chinese),
		"page.en":     written(t, HTML, nil, english),
		"explain.zh":  explained(t, "wrong-amount", chinese),
		"explain.en":  explained(t, "mobile-number", english),
		"brief.zh":    brief(t, many, chinese),
		"brief.en":    brief(t, sample, english),
	})
}

func explained(t *testing.T, rule string, o Options) string {
	t.Helper()
	r, ok := finding.Lookup(rule)
	if !ok {
		t.Fatalf("there is no rule %s", rule)
	}
	var b strings.Builder
	if err := Explain(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func brief(t *testing.T, list []finding.Finding, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := Brief(&b, reportOn(list), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestJSONShape(t *testing.T) {
	var got struct {
		Summary  map[string]int
		Findings []map[string]any
	}
	if err := json.Unmarshal([]byte(written(t, JSON, sample, english)), &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]int{"files": 2, "records": 40, "errors": 4, "warnings": 1, "notices": 1} {
		if got.Summary[key] != want || len(got.Summary) != 5 {
			t.Errorf("summary %v, want %s = %d among five", got.Summary, key, want)
		}
	}
	for _, key := range []string{"file", "line", "column", "field", "value", "severity", "rule", "message", "hint"} {
		if _, ok := got.Findings[0][key]; !ok || len(got.Findings[0]) != 9 {
			t.Errorf("finding %v, want the key %s among nine", got.Findings[0], key)
		}
	}
	if none := written(t, JSON, nil, english); !strings.Contains(none, `"findings": []`) {
		t.Errorf("without findings: %s, want an empty array", none)
	}
}

// TestBrief counts what a build leaves out.
func TestBrief(t *testing.T) {
	got := brief(t, sample, english)
	if strings.Contains(got, "missing-table") || !strings.HasSuffix(got, "4 errors, 1 warning, 1 notice; gongshi check lists them all\n") {
		t.Errorf("brief: %s\nwant errors and warnings, and the count of all", got)
	}
	if got := brief(t, nil, english); got != "" {
		t.Errorf("brief of nothing: %q", got)
	}
	var many []finding.Finding // as many files as findings, so that none is folded
	for i := range 2 * maxBrief {
		f := sample[3]
		f.File = strings.Repeat("x", i+1)
		many = append(many, f)
	}
	if n := strings.Count(brief(t, many, english), ": warning credit-code-check: "); n != maxBrief {
		t.Errorf("%d findings are printed, want %d", n, maxBrief)
	}
}

func TestFormatOf(t *testing.T) {
	for _, name := range []string{"text", "json", "github", "sarif", "html"} {
		if f, ok := FormatOf(name); !ok || string(f) != name {
			t.Errorf("FormatOf(%q) = %q, %v", name, f, ok)
		}
	}
	if _, ok := FormatOf("xml"); ok {
		t.Error("FormatOf(xml) is known, want unknown")
	}
}

// TestTextIsSafe prints hostile texts: a terminal gets nothing to obey, and no line
// that pretends to be a command of a workflow.
func TestTextIsSafe(t *testing.T) {
	for _, form := range []Format{Text, GitHub} {
		var b strings.Builder
		if err := Write(&b, form, hostileReport(), english); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			line = strings.TrimSuffix(line, "\n")
			if strings.ContainsFunc(line, hidden) || form == Text && strings.HasPrefix(line, "::") {
				t.Errorf("%s: %q", form, line)
			}
		}
	}
}

func TestVerdict(t *testing.T) {
	for _, tt := range []struct {
		in     finding.Counts
		strict bool
		want   string
	}{
		{finding.Counts{}, true, "Nothing wrong: ready to publish."},
		{finding.Counts{Notices: 2}, true, "No errors: ready to publish."},
		{finding.Counts{Warnings: 2}, false, "No errors: ready to publish. Have a look at the warnings first."},
		{finding.Counts{Warnings: 2}, true, "No errors, but with --strict 2 warnings must be mended first."},
		{finding.Counts{Errors: 1, Warnings: 2}, true, "Not ready to publish: 1 error to mend first."},
	} {
		if got := verdict(tt.in, tt.strict).EN; got != tt.want {
			t.Errorf("verdict(%+v, %v) = %q, want %q", tt.in, tt.strict, got, tt.want)
		}
	}
}

// TestFileList counts the files that a terminal is not shown.
func TestFileList(t *testing.T) {
	r := reportOn(nil)
	for range 30 {
		r.Files = append(r.Files, r.Files[0])
	}
	var b strings.Builder
	if err := Write(&b, Text, r, english); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Count(got, "data/pay.csv") != maxFiles-1 || !strings.Contains(got, "\nand 12 more files\n") {
		t.Errorf("32 files are shown as %s", got)
	}
}
