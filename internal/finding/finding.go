// Package finding holds what the portal has to say about its data: one Finding
// is one fact about one place in one file, in Chinese and in English, with the
// rule it comes from and a hint at what to type instead.
//
// Findings are not errors: they are collected, sorted by position and shown all
// at once. A Go error means that the run itself could not go on.
package finding

import (
	"cmp"
	"slices"
	"strings"
)

// Severity says what a finding does to a publication.
type Severity string

// The three severities, worst first.
const (
	Error   Severity = "error"   // stops the publication
	Warning Severity = "warning" // stops it with --strict only
	Notice  Severity = "notice"  // says what was understood
)

// Text is one sentence in the portal's two languages.
type Text struct {
	ZH string // simplified Chinese
	EN string // English
}

// In returns the sentence in a language; anything but English is Chinese.
func (t Text) In(lang string) string {
	if strings.HasPrefix(strings.ToLower(lang), "en") && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// Finding is one fact about one place in the portal's files.
type Finding struct {
	File     string   // relative to the portal, forward slashes; empty: the portal as a whole
	Line     int      // where the cell starts, from 1; 0: the whole file
	Column   int      // the field's number in the row, from 1; 1 for a whole row; 0: a missing column or the whole file
	Field    string   // the column's English name; empty where none applies
	Value    string   // what stands there, at most MaxValue runes; masked by privacy rules
	Severity Severity // error, warning or notice
	Rule     string   // stable kebab-case name, listed in docs/rules.md
	Message  Text     // what is wrong
	Hint     Text     // what to type or do instead
	Accepted Severity // what it was before the operator accepted it; empty: not accepted
}

// Accept makes a notice of a finding that the operator publishes in spite of. What it was stays
// known, so that every form of report can say so. A notice stays as it is.
func (f *Finding) Accept() {
	if f.Severity != Notice {
		f.Accepted, f.Severity = f.Severity, Notice
	}
}

// MaxValue is the longest value, in runes, that a finding repeats.
const MaxValue = 120

// Shorten cuts a value to MaxValue runes for display and marks the cut. Control
// characters are replaced, so that a value can be printed on a terminal.
func Shorten(s string) string {
	n, b := 0, strings.Builder{}
	for _, r := range s {
		if n++; n > MaxValue {
			b.WriteRune('…')
			break
		}
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			r = '�'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Sort orders findings by file, line, column, severity, rule and value.
func Sort(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity.rank(), b.Severity.rank()),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Value, b.Value),
		)
	})
}

func (s Severity) rank() int {
	return slices.Index([]Severity{Error, Warning, Notice}, s)
}

// Counts is how many findings there are of each severity.
type Counts struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notices  int `json:"notices"`
	Accepted int `json:"accepted,omitempty"` // of the notices: errors and warnings that were accepted
}

// Count counts findings by severity.
func Count(list []Finding) Counts {
	var c Counts
	for _, f := range list {
		if f.Accepted != "" {
			c.Accepted++
		}
		switch f.Severity {
		case Error:
			c.Errors++
		case Warning:
			c.Warnings++
		default:
			c.Notices++
		}
	}
	return c
}

// Stops says whether the counts forbid a publication.
func (c Counts) Stops(strict bool) bool {
	return c.Errors > 0 || strict && c.Warnings > 0
}
