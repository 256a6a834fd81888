// Package changelog sets the log of changes against the register: what of it a site may show,
// of which records its entries are, and how each is said in a sentence.
//
// What is left out: how changes are found, which package changes does.
package changelog

import (
	"slices"

	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/register"
	"gongshi/internal/route"
)

// Log is the log as a site shows it, the newest first. A nil one is that of a site that was
// never compared.
type Log struct {
	since   day.Day
	entries []Entry
	counts  map[day.Day]map[Group]int
	history history
}

// Group is what entries of one day are counted by.
type Group struct {
	Table string
	Kind  changes.Kind
}

// Entry is a change with the record that it is about. Where the record is no longer
// published, or never was, all of them are nil, and nothing of the record is left.
type Entry struct {
	changes.Entry
	More       int // how many entries of which the same is said are gathered in this one: see Gather
	Agency     *register.Agency
	Pay        *register.Pay
	Project    *register.Project
	Evaluation *register.Evaluation
	Sanction   *register.Sanction
}

// Open looks the log's records up. Entries later than the register's day are left out, since
// on that day they had not happened; addresses are those at which the records stand now, in
// the portal's first language.
func Open(reg *register.Register, log changes.Log) *Log {
	log.Entries = slices.DeleteFunc(slices.Clone(log.Entries), func(e changes.Entry) bool { return e.On.After(reg.AsOf) })
	live := records(reg, log)
	site := route.First(reg.Settings)
	l := &Log{since: log.Since, counts: map[day.Day]map[Group]int{}}
	for _, e := range log.Shown(func(id string) bool { _, ok := live[id]; return ok }).Entries {
		known := live[e.ID]
		known.Entry = e
		known.URL = known.Path(site)
		l.entries = append(l.entries, known)
		if l.counts[e.On] == nil {
			l.counts[e.On] = map[Group]int{}
		}
		l.counts[e.On][Group{e.Table, e.Kind}]++
	}
	l.history = newHistory(l.entries)
	return l
}

// records are the published records that the log tells of, by public id.
func records(reg *register.Register, log changes.Log) map[string]Entry {
	told, wanted := map[string]bool{}, map[string]bool{}
	for _, e := range log.Entries {
		told[e.Table], wanted[e.ID] = true, true
	}
	live := map[string]Entry{}
	put := func(id []byte, e Entry) {
		if wanted[string(id)] {
			live[string(id)] = e
		}
	}
	var id []byte
	for _, a := range reg.Agencies {
		id = route.AppendRecordID(id[:0], "agencies", a.Slug)
		put(id, Entry{Agency: a})
	}
	for _, p := range reg.Projects {
		id = route.AppendRecordID(id[:0], "projects", p.Slug)
		put(id, Entry{Project: p})
	}
	for _, s := range reg.Sanctions {
		id = route.AppendRecordID(id[:0], "sanctions", s.Slug)
		put(id, Entry{Sanction: s})
	}
	if told["pay"] { // their ids are hashes, which take a while
		for _, p := range reg.Pay {
			id = route.AppendPayID(id[:0], p)
			put(id, Entry{Pay: p})
		}
	}
	if told["evaluations"] {
		for _, e := range reg.Evaluations {
			id = route.AppendEvaluationID(id[:0], e)
			put(id, Entry{Evaluation: e})
		}
	}
	return live
}

// Path is the place that shows the record in a language; empty where none does.
func (e *Entry) Path(site route.Site) string {
	switch {
	case e.Agency != nil:
		return site.Agency(e.Agency)
	case e.Pay != nil:
		return site.Agency(e.Pay.Agency)
	case e.Project != nil:
		return site.Project(e.Project)
	case e.Evaluation != nil:
		return site.Project(e.Evaluation.Project)
	case e.Sanction != nil:
		return site.Sanction(e.Sanction)
	}
	return ""
}

// Named says whether the entry still tells which record it is about. One of a sanction that
// may not be shown does not.
func (e *Entry) Named() bool { return e.ID != "" }

// Since is the day of the data with which the log begins; zero: nothing was ever compared.
func (l *Log) Since() day.Day {
	if l == nil {
		return day.Day{}
	}
	return l.since
}

// All is every entry, the newest first.
func (l *Log) All() []Entry {
	if l == nil {
		return nil
	}
	return l.entries
}

// Counts says how many records a day changed.
func (l *Log) Counts(on day.Day) map[Group]int {
	if l == nil {
		return nil
	}
	return l.counts[on]
}

// File is the log as a file of the site.
func (l *Log) File() ([]byte, error) {
	log := changes.Log{Since: l.Since()}
	for _, e := range l.All() {
		log.Entries = append(log.Entries, e.Entry)
	}
	return log.Encode()
}
