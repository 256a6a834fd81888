package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongshi/internal/finding"
)

// hostile is text that breaks out of one form or another.
var hostile = []string{
	"", "]]>\" onmouseover=\"x", "<img src=x onerror=alert(1)>", "[click](https://evil.example/)", "![x](https://evil.example/x.png)",
	"`code` **bold** | cell |", "@everyone #1 :x: www.evil.example a@evil.example https://evil.example/", "\n\n# head\n\n- item\n\n<b>x</b>\n",
	"::error file=x::injected", "\r\n::warning::injected", "\x1b[31mred\x1b[0m\a\x00", "\u202egnp.exe", "a\u200bb\ufeff", "\xff\xfe broken", "{0} {{x}} %s %25",
	"</td></tr></table></details><script>alert(1)</script>", "&lt;b&gt; &#60;b&#62; &amp;", "{{.}} {{template \"x\"}}", "\u2028line", "𠮷😀", strings.Repeat("长", 4000),
}

// hostileFindings has every hostile text in every place.
func hostileFindings() []finding.Finding {
	var list []finding.Finding
	for i, s := range hostile {
		list = append(list, finding.Finding{
			File: "data/" + s + ".xlsx", Line: i, Column: i, Field: s, Value: s, Severity: finding.Warning, Rule: "unknown-column",
			Message: finding.Text{ZH: "甲" + s, EN: "a" + s}, Hint: finding.Text{ZH: "乙" + s, EN: "b" + s},
		})
	}
	return list
}

func hostileReport() Report {
	r := reportOn(hostileFindings())
	r.Title = finding.Text{ZH: hostile[2], EN: hostile[3]}
	r.Files = []File{{hostile[2], finding.Text{ZH: hostile[3]}, finding.Text{ZH: hostile[5]}, 1}}
	r.Row = func(string, int) []string { return hostile }
	return r
}

// everyRule is a finding of every rule, with each of its severities.
func everyRule() []finding.Finding {
	var list []finding.Finding
	for i, r := range finding.Rules() {
		for _, s := range r.Severities {
			list = append(list, finding.Finding{File: "data/pay.csv", Line: i, Column: 1, Severity: s, Rule: r.Name, Message: r.What, Hint: r.Mend})
		}
	}
	return list
}

func TestSARIFSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile("testdata/sarif/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	unknown := finding.Finding{Severity: finding.Error, Rule: "no-such-rule"}
	bare := Report{Findings: []finding.Finding{unknown}}
	for _, tt := range []struct {
		name string
		in   Report
		o    Options
	}{
		{"none", reportOn(nil), Options{Lang: "zh-CN", Version: "(devel)"}},
		{"sample", reportOn(sample), Options{Lang: "en", Version: "v1.2.3"}},
		{"every rule", reportOn(everyRule()), Options{Lang: "zh-CN", Version: "v0.0.0-20261126110600-ad3ceb5a1b2c+dirty"}},
		{"every rule in English", reportOn(everyRule()), Options{Lang: "en"}},
		{"hostile", hostileReport(), Options{Lang: "en"}},
		{"a rule that the catalogue lacks", bare, Options{Lang: "en"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Write(&b, SARIF, tt.in, tt.o); err != nil {
				t.Fatal(err)
			}
			v, err := jsonschema.UnmarshalJSON(&b)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Error(err)
			}
		})
	}
	wrong, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "rules": [{"id": "a", "helpUri": "docs/rules.md#a"}]}}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(wrong) == nil {
		t.Error("the schema takes a relative helpUri: its formats are not looked at")
	}
}

// sarifOf reads a log back.
func sarifOf(t *testing.T, r Report) sarifRun {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, SARIF, r, english); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0]
}

func TestSARIFReferences(t *testing.T) {
	list := append(everyRule(), sample...)
	run := sarifOf(t, reportOn(list))
	if len(run.Results) != len(list) {
		t.Fatalf("%d results, want %d", len(run.Results), len(list))
	}
	for i, r := range run.Results {
		if got := run.Tool.Driver.Rules[r.RuleIndex].ID; got != r.RuleID || r.RuleID != list[i].Rule {
			t.Errorf("result %d: rule %s at the place of %s, want %s", i, r.RuleID, got, list[i].Rule)
		}
		if _, ok := run.BaseIDs[r.Locations[0].Physical.Artifact.Base]; !ok {
			t.Errorf("result %d: base %q is not declared", i, r.Locations[0].Physical.Artifact.Base)
		}
	}
}

// TestFingerprints moves rows: a finding keeps its fingerprint, and no two share one.
func TestFingerprints(t *testing.T) {
	list := append(alikes(3), sample...)
	moved := make([]finding.Finding, len(list))
	for i, f := range list {
		f.Line += 7
		f.Message.EN += " otherwise said"
		moved[i] = f
	}
	before, after := sarifOf(t, reportOn(list)).Results, sarifOf(t, reportOn(moved)).Results
	seen := map[string]bool{}
	for i := range before {
		a, b := fmt.Sprint(before[i].Fingerprints), fmt.Sprint(after[i].Fingerprints)
		if a != b {
			t.Errorf("finding %d: %s became %s", i, a, b)
		}
		if seen[a] {
			t.Errorf("finding %d: %s is that of another one", i, a)
		}
		seen[a] = true
	}
}

func TestSARIFTexts(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "[a] (b)": "[a] (b)", `x\y`: `x\y`, "[click](https://evil.example/)": `\[click\](https://evil.example/)`, "a\x1bb\nc": "a␛b\nc",
	} {
		if got := unlinked(in); got != want {
			t.Errorf("unlinked(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"wrong-amount": "WrongAmount", "not-utf8": "NotUtf8", "x": "X"} {
		if got := pascal(in); got != want {
			t.Errorf("pascal(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"v1.2.3": "1.2.3", "1.2.3-rc.1+x": "1.2.3-rc.1+x", "(devel)": "", "v1.2": "", "": ""} {
		if got := semantic(in); got != want {
			t.Errorf("semantic(%q) = %q, want %q", in, got, want)
		}
	}
}
