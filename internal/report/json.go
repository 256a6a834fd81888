package report

import (
	"encoding/json"
	"io"

	"gongshi/internal/finding"
)

// item is a finding as contract readers get it; a change of this shape is a change of
// the public contract.
type item struct {
	File     string           `json:"file"`
	Line     int              `json:"line"`
	Column   int              `json:"column"`
	Field    string           `json:"field"`
	Value    string           `json:"value"`
	Severity finding.Severity `json:"severity"`
	Rule     string           `json:"rule"`
	Message  string           `json:"message"`
	Hint     string           `json:"hint"`
	Accepted finding.Severity `json:"accepted,omitempty"` // what it was before the operator accepted it
}

func writeJSON(w io.Writer, r Report, o Options) error {
	items := make([]item, len(r.Findings))
	for i, f := range r.Findings {
		items[i] = item{f.File, f.Line, f.Column, f.Field, f.Value, f.Severity, f.Rule, f.Message.In(o.Lang), f.Hint.In(o.Lang), f.Accepted}
	}
	return encode(w, struct {
		Summary  Summary  `json:"summary"`
		Findings []item   `json:"findings"`
		Changes  *Changes `json:"changes,omitempty"`
	}{r.Summary, items, r.Changes})
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
