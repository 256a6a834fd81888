// Package report writes findings for those who have to act on them: a person at a
// terminal (text), a program (JSON), GitHub's annotations and step summary, code
// scanning (SARIF 2.1.0, OASIS) and a clerk who gets one file by mail (HTML, in both
// languages).
//
// A cause is a rule with a severity. All forms but JSON and SARIF, which are for
// programs, put causes first and places second: errors before warnings before notices,
// the most frequent cause first, and below it file by file. What the data holds is
// never printed raw: control, direction and invisible characters are shown as their
// pictures or numbers.
//
// What is left out: which findings there are and whether they stop anything, and how
// a row is read again for its excerpt.
package report

import (
	"io"
	"slices"

	"gongshi/internal/finding"
)

// Format is a form of report.
type Format string

// The forms.
const (
	Text   Format = "text"
	JSON   Format = "json"
	GitHub Format = "github"
	SARIF  Format = "sarif"
	HTML   Format = "html"
)

// FormatOf returns the form of a name as users type it.
func FormatOf(name string) (Format, bool) {
	f := Format(name)
	return f, slices.Contains([]Format{Text, JSON, GitHub, SARIF, HTML}, f)
}

// Summary counts what was read and what was found.
type Summary struct {
	Files   int `json:"files"`   // data files
	Records int `json:"records"` // rows of the tables
	finding.Counts
}

// File is a data file that was read.
type File struct {
	Name  string       // relative to the portal, forward slashes
	Table finding.Text // what its table is called
	Form  finding.Text // how it was saved, as in "UTF-8, comma, CRLF"; empty where unknown
	Rows  int
}

// Report is what was read and what was found.
type Report struct {
	Title    finding.Text // of the portal; empty where unknown
	AsOf     string       // the day that judges, as in 2026-06-30; empty where unknown
	Next     finding.Text // what will change without anybody's doing; empty: nothing. Text only
	Summary  Summary
	Files    []File            // in the order in which they are listed
	Findings []finding.Finding // in the order of their places
	Changes  *Changes          // what a publication would change; nil: nobody asked, or errors come first. All forms but SARIF

	// Row returns the cells, as written but with personal numbers masked, of the row
	// that starts at a line, and nil where there is none. It may be nil.
	Row func(file string, line int) []string

	// Column returns what the column of a field is called in the table of a file; empty
	// where it is not known. It may be nil.
	Column func(file, field string) finding.Text
}

// Options say how a report is written.
type Options struct {
	Lang    string // zh-CN or en
	Strict  bool   // warnings stop the publication, too
	Colour  bool   // text only: the reader is a terminal that shows colours
	Version string // SARIF only: of this program
}

// Write writes a report. The error is that of writing.
func Write(w io.Writer, form Format, r Report, o Options) error {
	switch form {
	case JSON:
		return writeJSON(w, r, o)
	case GitHub:
		return writeGitHub(w, r, o)
	case SARIF:
		return writeSARIF(w, r, o)
	case HTML:
		return writeHTML(w, r, o)
	}
	return writeText(w, r, o)
}
