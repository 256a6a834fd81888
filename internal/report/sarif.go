package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"gongshi/internal/finding"
)

// sarifSchema is the address of the schema (SARIF 2.1.0, errata 01), a copy of which is
// in testdata.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarifRoot stands for the portal's folder. Its address is left to the reader of the
// log: that of the machine that wrote it says nothing.
const sarifRoot = "%SRCROOT%"

// The parts of a SARIF log that are used here. A rule has no helpUri, which must be
// absolute: docs/rules.md travels with the program and has no address of its own.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool                 `json:"tool"`
		Invocations []sarifInvocation         `json:"invocations"`
		Language    string                    `json:"language"`
		BaseIDs     map[string]sarifBase      `json:"originalUriBaseIds"`
		Artifacts   []sarifArtifact           `json:"artifacts,omitempty"`
		ColumnKind  string                    `json:"columnKind"`
		Results     []sarifResult             `json:"results"`
		Properties  map[string]finding.Counts `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name            string       `json:"name"`
		Version         string       `json:"version,omitempty"`
		SemanticVersion string       `json:"semanticVersion,omitempty"`
		Description     sarifMessage `json:"shortDescription"`
		Rules           []sarifRule  `json:"rules"`
	}
	sarifInvocation struct {
		Successful bool `json:"executionSuccessful"` // the check ran; not: nothing was found
	}
	sarifBase struct {
		Description sarifMessage `json:"description"`
	}
	sarifRule struct {
		ID            string             `json:"id"`
		Name          string             `json:"name"`
		Short         sarifMessage       `json:"shortDescription"`
		Full          sarifMessage       `json:"fullDescription"`
		Help          sarifMessage       `json:"help"`
		Configuration sarifConfiguration `json:"defaultConfiguration"`
		Properties    sarifRuleBag       `json:"properties"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifRuleBag struct {
		Tags []string `json:"tags"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifArtifact struct {
		Location    sarifURI      `json:"location"`
		Roles       []string      `json:"roles"`
		Description *sarifMessage `json:"description,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   sarifProperties    `json:"properties"`
	}
	// sarifSuppression says that a result was accepted (3.35).
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifURI     `json:"artifactLocation"`
		Region   *sarifRegion `json:"region,omitempty"`
	}
	sarifURI struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine int           `json:"startLine"`
		Snippet   *sarifMessage `json:"snippet,omitempty"`
	}
	// sarifProperties holds the column: SARIF counts characters, a finding counts cells.
	sarifProperties struct {
		Column  int    `json:"column"`
		Address string `json:"address,omitempty"` // in a workbook
		Field   string `json:"field"`
		Value   string `json:"value"`
		Hint    string `json:"hint"`
	}
)

func writeSARIF(w io.Writer, r Report, o Options) error {
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: "gongshi", Version: o.Version, SemanticVersion: semantic(o.Version), Rules: []sarifRule{},
			Description: sarifMessage{Text: finding.Text{ZH: "检查公示数据", EN: "Checks disclosure tables"}.In(o.Lang)},
		}},
		Invocations: []sarifInvocation{{true}},
		Language:    o.Lang,
		BaseIDs:     map[string]sarifBase{sarifRoot: {sarifMessage{Text: finding.Text{ZH: "站点文件夹", EN: "the portal's folder"}.In(o.Lang)}}},
		ColumnKind:  "unicodeCodePoints",
		Results:     []sarifResult{},
		Properties:  map[string]finding.Counts{"counts": r.Summary.Counts},
	}
	for _, f := range r.Files {
		run.Artifacts = append(run.Artifacts, artifact(f, o.Lang))
	}
	var index map[string]int
	run.Tool.Driver.Rules, index = sarifRules(r.Findings, o.Lang)
	seen := map[string]int{}
	for _, f := range r.Findings {
		result := sarifResult{
			RuleID: f.Rule, RuleIndex: index[f.Rule], Level: level(f.Severity),
			Message:    sarifMessage{Text: unlinked(strings.TrimSpace(f.Message.In(o.Lang) + "\n" + f.Hint.In(o.Lang)))},
			Locations:  []sarifLocation{{r.location(f)}},
			Properties: sarifProperties{f.Column, address(f), f.Field, f.Value, f.Hint.In(o.Lang)},
		}
		if f.Accepted != "" {
			result.Level = level(f.Accepted)
			result.Suppressions = []sarifSuppression{{"external", "accepted", "--accept " + f.Rule}}
		}
		print := fingerprint(f)
		seen[print]++
		result.Fingerprints = map[string]string{"gongshi/v1": fmt.Sprintf("%s:%d", print, seen[print])}
		run.Results = append(run.Results, result)
	}
	return encode(w, sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

// sarifRules describes the rules that findings have, sorted by name, and says where each
// of them is.
func sarifRules(list []finding.Finding, lang string) ([]sarifRule, map[string]int) {
	index := map[string]int{}
	rules := []sarifRule{}
	for _, c := range causes(list) {
		if _, ok := index[c.rule.Name]; !ok {
			index[c.rule.Name] = 0
			rules = append(rules, sarifRuleOf(c.rule, c.severity, lang))
		}
	}
	slices.SortFunc(rules, func(a, b sarifRule) int { return cmp.Compare(a.ID, b.ID) })
	for i, r := range rules {
		index[r.ID] = i
	}
	return rules, index
}

// sarifRuleOf describes a rule; severity is its own where the catalogue names none.
func sarifRuleOf(r finding.Rule, severity finding.Severity, lang string) sarifRule {
	if len(r.Severities) > 0 {
		severity = r.Severities[0]
	}
	what := r.What.In(lang)
	text, markdown := what+"\n", what+"\n\n"
	for _, p := range parts(r) {
		label, s := p.label.In(lang), p.text.In(lang)
		text += fmt.Sprintf("%s: %s\n", label, s)
		if p.code {
			s = "`" + s + "`"
		}
		markdown += fmt.Sprintf("- **%s** %s\n", label, s)
	}
	return sarifRule{
		ID: r.Name, Name: pascal(r.Name),
		Short: sarifMessage{Text: what}, Full: sarifMessage{Text: strings.TrimSpace(what + "\n" + r.Why.In(lang))},
		Help:          sarifMessage{text, markdown + "\ndocs/rules.md#" + r.Name + "\n"},
		Configuration: sarifConfiguration{level(severity)},
		Properties:    sarifRuleBag{[]string{"data", finding.AreaOf(r.Name).Name}},
	}
}

// artifact is a file that was read.
func artifact(f File, lang string) sarifArtifact {
	a := sarifArtifact{Location: sarifURIOf(f.Name), Roles: []string{"analysisTarget"}}
	if form := f.Form.In(lang); form != "" {
		a.Description = &sarifMessage{Text: form}
	}
	return a
}

func sarifURIOf(name string) sarifURI {
	return sarifURI{(&url.URL{Path: path.Clean(name)}).String(), sarifRoot}
}

func (r Report) location(f finding.Finding) sarifPhysical {
	p := sarifPhysical{Artifact: sarifURIOf(cmp.Or(f.File, portalFile))}
	if f.Line == 0 {
		return p
	}
	p.Region = &sarifRegion{StartLine: f.Line}
	if e := r.excerpt(f); len(e.Cells) > 0 {
		p.Region.Snippet = &sarifMessage{Text: e.text()}
	}
	return p
}

// fingerprint tells a finding from others whatever line it moves to.
func fingerprint(f finding.Finding) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Rule, f.File, f.Field, f.Value}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// unlinked keeps a text from holding links, which SARIF writes as in Markdown (3.11.6).
func unlinked(s string) string {
	s = visibleLines(s)
	if !strings.Contains(s, "](") {
		return s
	}
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
}

// visibleLines is visible for each line of a text.
func visibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = visible(l)
	}
	return strings.Join(lines, "\n")
}

// level is a severity in SARIF's words.
func level(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "note"
}

// pascal is a rule's name as programs that show SARIF expect it, as in WrongAmount.
func pascal(name string) string {
	var b strings.Builder
	for _, w := range strings.Split(name, "-") {
		if w != "" {
			b.WriteString(strings.ToUpper(w[:1]) + w[1:])
		}
	}
	return b.String()
}

// semantic is a version where it has the form of Semantic Versioning 2.0.
func semantic(version string) string {
	v := strings.TrimPrefix(version, "v")
	if regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`).MatchString(v) {
		return v
	}
	return ""
}
