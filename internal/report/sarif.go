package report

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"

	"gongshi/internal/finding"
)

// The parts of a SARIF 2.1.0 log that are used here.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID          string       `json:"id"`
		Description sarifMessage `json:"shortDescription"`
		Help        sarifMessage `json:"help"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID     string          `json:"ruleId"`
		RuleIndex  int             `json:"ruleIndex"`
		Level      string          `json:"level"`
		Message    sarifMessage    `json:"message"`
		Locations  []sarifLocation `json:"locations"`
		Properties sarifProperties `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	// sarifProperties holds the column: SARIF counts characters, a finding counts cells.
	sarifProperties struct {
		Column int    `json:"column"`
		Field  string `json:"field"`
		Value  string `json:"value"`
	}
)

func writeSARIF(w io.Writer, list []finding.Finding, lang string) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "gongshi", Rules: []sarifRule{}}
	rules := &run.Tool.Driver.Rules
	for _, r := range finding.Rules() {
		if slices.ContainsFunc(list, func(f finding.Finding) bool { return f.Rule == r.Name }) {
			*rules = append(*rules, sarifRule{r.Name, sarifMessage{r.What.In(lang)}, sarifMessage{r.Mend.In(lang)}})
		}
	}
	for _, f := range list {
		i := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == f.Rule })
		if i < 0 { // a rule that the catalogue does not have
			i = len(*rules)
			*rules = append(*rules, sarifRule{f.Rule, sarifMessage{f.Rule}, sarifMessage{f.Rule}})
		}
		run.Results = append(run.Results, sarifResult{
			RuleID: f.Rule, RuleIndex: i, Level: level(f.Severity),
			Message:    sarifMessage{strings.TrimSpace(f.Message.In(lang) + "\n" + f.Hint.In(lang))},
			Locations:  []sarifLocation{{location(f)}},
			Properties: sarifProperties{f.Column, f.Field, f.Value},
		})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func location(f finding.Finding) sarifPhysical {
	p := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: f.File}).EscapedPath()}}
	if f.Line > 0 {
		p.Region = &sarifRegion{f.Line}
	}
	return p
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
