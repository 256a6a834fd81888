package changes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/schema"
)

// Version is the version of the log's format.
//
// 1: the first.
const Version = 1

const (
	// Path is where a site has its log.
	Path = "changes/changes.json"
	// Kept is where a portal keeps the log from which its site is made.
	Kept = "data/changes.json"
)

// Log is what changed from one publication to the next, the newest first.
type Log struct {
	Version int     `json:"version"`
	Since   day.Day `json:"since"` // the day of the data of the publication with which it began; zero: it is empty
	Entries []Entry `json:"entries"`
}

// ReadLog reads a log. It fails on another version and on entries that no log of this program
// holds.
func ReadLog(r io.Reader) (Log, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var l Log
	if err := d.Decode(&l); err != nil {
		return Log{}, err
	}
	if l.Version != Version {
		return Log{}, fmt.Errorf("want version %d, found %d", Version, l.Version)
	}
	for i := range l.Entries {
		if err := l.Entries[i].check(); err != nil {
			return Log{}, fmt.Errorf("entry %d: %w", i+1, err)
		}
	}
	return l, nil
}

// check looks whether an entry is one that Diff could have made.
func (e *Entry) check() error {
	t := schema.Lookup(e.Table)
	switch {
	case t == nil:
		return fmt.Errorf("want the name of a table, found %q", e.Table)
	case e.Kind != Added && e.Kind != Changed && e.Kind != Removed:
		return fmt.Errorf("want added, changed or removed, found %q", e.Kind)
	case e.On.IsZero():
		return fmt.Errorf("want a day, found none")
	case e.ID == "" && (t.Name != "sanctions" || e.URL != "" || len(e.Fields) > 0):
		return fmt.Errorf("want an id, found none")
	}
	if e.Kind != Changed && len(e.Fields) > 0 {
		return fmt.Errorf("want fields of a changed record only, found some of one that was %s", e.Kind)
	}
	for _, f := range e.Fields {
		c := t.Column(f.Name)
		if c == nil {
			return fmt.Errorf("want a column of %s, found %q", e.Table, f.Name)
		}
		if f.Text == repeated(c) || f.Text && f.Before+f.After != "" {
			return fmt.Errorf("%s: want its values only where they may be repeated", f.Name)
		}
	}
	return nil
}

// Add puts what changed by a later publication in front. Since is the day of the data of the
// publication before it.
func (l *Log) Add(since day.Day, list []Entry) {
	if l.Version = Version; l.Since.IsZero() {
		l.Since = since
	}
	l.Entries = slices.Concat(list, l.Entries)
}

// Shown is the log as it may stand on a site: of a record whose content is no longer published
// no field and no address is left, however long ago it changed, and of a sanction not even the
// id, since nothing on a site may lead to one that must not be shown. Live says whether the
// record of a public id is published now.
func (l Log) Shown(live func(id string) bool) Log {
	l.Entries = slices.Clone(l.Entries)
	for i := range l.Entries {
		e := &l.Entries[i]
		if live(e.ID) {
			continue
		}
		if e.Fields, e.URL = nil, ""; e.Table == "sanctions" {
			e.ID = ""
		}
	}
	return l
}

// Encode is the log as a file, one entry to a line.
func (l Log) Encode() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"version": %d, "since": `, Version)
	since, err := json.Marshal(l.Since)
	if err != nil {
		return nil, err
	}
	b.Write(since)
	b.WriteString(`, "entries": [`)
	for i := range l.Entries {
		line, err := json.Marshal(&l.Entries[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(line)
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}
