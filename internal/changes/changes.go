// Package changes tells what differs between two publications of a portal, record by record
// and field by field, and keeps the log of it.
//
// It reads the tables as they are published, data/<table>.json, and nothing else: what was
// withheld or masked there cannot come into the log. What is free text or names a person is
// never repeated, only said to have changed, since the old wording is a text whose publication
// has ended. See Log.Shown for what becomes of records that leave the site.
//
// What is left out: changes of pages that no record stands behind, which the manifest tells.
package changes

import (
	"gongshi/internal/day"
	"gongshi/internal/schema"
)

// Kind says what became of a record.
type Kind string

// The kinds of entry.
const (
	Added   Kind = "added"   // it was published for the first time, or again
	Changed Kind = "changed" // one of its fields at least is another
	Removed Kind = "removed" // its content is no longer published
)

// Separator stands between the values of a list.
const Separator = "；"

// Entry is one record that differs between two publications.
type Entry struct {
	On     day.Day `json:"on"`               // the day of the data of the later publication
	Kind   Kind    `json:"kind"`             //
	Table  string  `json:"table"`            // its English name
	ID     string  `json:"id,omitempty"`     // the record's public id, <table>/<slug>; empty: see Log.Shown
	URL    string  `json:"url,omitempty"`    // the page that shows it, relative to the root
	Fields []Field `json:"fields,omitempty"` // of a Changed record, in the order of the table's columns
}

// Field is one field that changed. Values are those of data/<table>.json as text: a number in
// digits, lists joined by Separator, nothing where none is given.
type Field struct {
	Name   string `json:"name"`             // the column's English name
	Before string `json:"before,omitempty"` //
	After  string `json:"after,omitempty"`  //
	Text   bool   `json:"text,omitempty"`   // the wording changed, which is not repeated
}

// repeated says whether the values of a column may stand in the log: those of closed lists,
// figures, days, numbers and the names of authorities and purchasers, but no text of more
// than a line and no name of a person.
func repeated(c *schema.Column) bool {
	if c.Kind == schema.Text {
		return false
	}
	switch c.Name {
	case "person", "representative", "subject_name", "phone", "address", "status_reason", "note":
		return false
	}
	return true
}
