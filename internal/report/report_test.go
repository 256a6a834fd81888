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
}

func written(t *testing.T, form Format, list []finding.Finding, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, form, Summary{Files: 2, Records: 40, Counts: finding.Count(list)}, list, lang); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	many := make([]finding.Finding, 0, 14)
	for range 6 {
		many = append(many, sample[0], sample[3])
	}
	many = append(many, sample[1], sample[2])
	files := map[string]string{
		"text.zh.txt": written(t, Text, sample, "zh-CN"),
		"text.en.txt": written(t, Text, sample, "en"),
		"text.none":   written(t, Text, nil, "en"),
		"json.json":   written(t, JSON, sample, "en"),
		"json.none":   written(t, JSON, nil, "zh-CN"),
		"github.txt":  written(t, GitHub, sample, "en"),
		"github.many": written(t, GitHub, many, "zh-CN"),
		"sarif.json":  written(t, SARIF, sample, "en"),
		"sarif.none":  written(t, SARIF, nil, "en"),
		"page.html":   written(t, HTML, sample, "zh-CN"),
		"page.en":     written(t, HTML, nil, "en"),
	}
	golden.Tree(t, "testdata", files)
}

func TestJSONShape(t *testing.T) {
	var got struct {
		Summary  map[string]int
		Findings []map[string]any
	}
	if err := json.Unmarshal([]byte(written(t, JSON, sample, "en")), &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]int{"files": 2, "records": 40, "errors": 2, "warnings": 1, "notices": 1} {
		if got.Summary[key] != want {
			t.Errorf("summary.%s = %d, want %d", key, got.Summary[key], want)
		}
	}
	for _, key := range []string{"file", "line", "column", "field", "value", "severity", "rule", "message", "hint"} {
		if _, ok := got.Findings[0][key]; !ok || len(got.Findings[0]) != 9 {
			t.Errorf("finding %v, want the key %s among nine", got.Findings[0], key)
		}
	}
	if none := written(t, JSON, nil, "en"); !strings.Contains(none, `"findings": []`) {
		t.Errorf("without findings: %s, want an empty array", none)
	}
}

func TestHTMLIsSafe(t *testing.T) {
	page := written(t, HTML, sample, "zh-CN")
	for _, no := range []string{"<script", "http://", "https://", "onclick", "src="} {
		if i := strings.Index(page, no); i >= 0 {
			t.Errorf("the page holds %q: …%s", no, page[i:min(i+80, len(page))])
		}
	}
	for _, yes := range []string{"没有薪酬表", "there is no table pay", "&lt;script&gt;", "default-src &#39;none&#39;", "noindex"} {
		if !strings.Contains(page, yes) && !strings.Contains(page, strings.ReplaceAll(yes, "&#39;", "'")) {
			t.Errorf("the page lacks %q", yes)
		}
	}
}

func TestBrief(t *testing.T) {
	var b strings.Builder
	if err := Brief(&b, sample, "en"); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	if !strings.HasPrefix(got, "data/项目, 2024.csv:1:0: error") || strings.Contains(got, "missing-table") || !strings.HasSuffix(got, "2 errors, 1 warnings, 1 notices; gongshi check lists them all\n") {
		t.Errorf("brief:\n%s", got)
	}
	b.Reset()
	if err := Brief(&b, nil, "en"); err != nil || b.Len() > 0 {
		t.Errorf("brief of nothing: %q, %v", b.String(), err)
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
