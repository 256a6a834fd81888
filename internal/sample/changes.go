package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

const logPath = "data/changes.json"

// The log of changes: the portal was compared with itself at the end of each month.
var (
	comparedSince = ymd(2025, 9, 30)
	monthEnds     = 12
)

// change is an entry of the log, of the portal's published values.
type change struct {
	On     string        `json:"on"`
	Kind   string        `json:"kind"`
	Table  string        `json:"table"`
	ID     string        `json:"id"`
	URL    string        `json:"url"`
	Fields []changeField `json:"fields,omitempty"`
}

type changeField struct {
	Name   string `json:"name"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	Text   bool   `json:"text,omitempty"` // the wording changed
}

// chronicle tells what each comparison found. In a month the tables follow in their order.
type chronicle struct {
	w      *world
	d      dice
	months []time.Time         // the days of the comparisons
	found  map[string][]change // by day
}

// logChanges writes data/changes.json.
func logChanges(d dice, w *world) file {
	c := chronicle{w: w, d: d, found: map[string][]change{}}
	for n := 1; n <= monthEnds; n++ {
		c.months = append(c.months, days(ymd(comparedSince.Year(), int(comparedSince.Month())+n+1, 1), -1))
	}
	c.agencies()
	c.pay()
	c.projects()
	c.evaluations()
	c.sanctions()
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"version": 1, "since": %q, "entries": [`, iso(comparedSince))
	comma := "\n"
	for i := len(c.months) - 1; i >= 0; i-- {
		for _, e := range c.found[iso(c.months[i])] {
			line, err := json.Marshal(e)
			if err != nil {
				panic(err) // cannot happen: strings only
			}
			b.WriteString(comma)
			b.Write(line)
			comma = ",\n"
		}
	}
	b.WriteString("\n]}\n")
	return file{logPath, b.Bytes()}
}

// by is the first comparison from a day on; ok is false before the first and after the last.
func (c *chronicle) by(t time.Time) (on time.Time, ok bool) {
	if !t.After(comparedSince) {
		return on, false
	}
	for _, m := range c.months {
		if !m.Before(t) {
			return m, true
		}
	}
	return on, false
}

// note puts an entry under the comparison that found it, if one did.
func (c *chronicle) note(t time.Time, kind, table, slug, url string, fields ...changeField) {
	if on, ok := c.by(t); ok {
		c.found[iso(on)] = append(c.found[iso(on)], change{iso(on), kind, table, table + "/" + slug, url, fields})
	}
}

func agencyURL(id string) string { return "agencies/" + slug(id) + ".html" }

func projectURL(id string) string { return "projects/" + slug(id) + ".html" }

// agencies moved, or got a site.
func (c *chronicle) agencies() {
	for i, a := range c.w.agencies {
		switch on := c.months[i%len(c.months)]; {
		case i%13 == 4:
			c.note(on, "changed", "agencies", slug(a.id), agencyURL(a.id), changeField{Name: "phone", Text: true}, changeField{Name: "address", Text: true})
		case i%13 == 9 && a.website != "":
			c.note(on, "changed", "agencies", slug(a.id), agencyURL(a.id), changeField{Name: "website", After: a.website})
		}
	}
}

// pay was disclosed; of an older year one total had been entered in the wrong unit.
func (c *chronicle) pay() {
	mended := false
	for _, p := range c.w.pay {
		name := slug(strings.Join([]string{p.agency, strconv.Itoa(p.year), p.tier.code}, "\x1f"))
		if _, fresh := c.by(p.published); fresh {
			c.note(p.published, "added", "pay", name, agencyURL(p.agency))
		} else if !mended && p.year == 2024 && p.headcount > 1 && p.total%(10_000*fenPerYuan) == 0 {
			mended = true
			c.note(ymd(2025, 12, 9), "changed", "pay", name, agencyURL(p.agency),
				changeField{Name: "total", Before: (p.total / 10_000).exact(), After: p.total.exact()}, changeField{Name: "note", Text: true})
		}
	}
}

// projects were signed, some were amended, and one was entered twice.
func (c *chronicle) projects() {
	for _, p := range c.w.projects {
		if _, fresh := c.by(p.signed); fresh {
			c.note(p.signed, "added", "projects", slug(p.id), projectURL(p.id))
		} else if p.amount > 0 && p.ends.After(c.months[0]) && c.d.chance(12) {
			c.amended(p)
		}
	}
	c.note(ymd(2026, 3, 12), "removed", "projects", "nz-sg-2025-0999", "projects/nz-sg-2025-0999.html")
}

// amended is a contract to which something was added by agreement.
func (c *chronicle) amended(p project) {
	const thousand = 1_000 * fenPerYuan
	fields := []changeField{{Name: "amount", Before: (p.amount - fen(c.d.between(2, 30))*thousand).exact(), After: p.amount.exact()}}
	if p.staff > 1 && c.d.chance(50) {
		fields = append(fields, changeField{Name: "staff", Before: strconv.Itoa(p.staff - 1), After: strconv.Itoa(p.staff)})
	}
	c.note(pick(c.d, c.months), "changed", "projects", slug(p.id), projectURL(p.id), fields...)
}

// evaluations were made; of one the digits of the score had been swapped, as the log of
// corrections tells.
func (c *chronicle) evaluations() {
	swapped := false
	for _, e := range c.w.evaluations {
		name := slug(strings.Join([]string{e.project, e.kind.code, e.period, iso(e.decided)}, "\x1f"))
		if _, fresh := c.by(e.decided); fresh {
			c.note(e.decided, "added", "evaluations", name, projectURL(e.project))
		} else if !swapped && len(e.score) == 2 && e.score[0] > e.score[1] && c.w.corrected("score", e.project) {
			swapped = true
			c.note(ymd(2026, 5, 20), "changed", "evaluations", name, projectURL(e.project),
				changeField{Name: "score", Before: string([]byte{e.score[1], e.score[0]}), After: e.score})
		}
	}
}

// corrected says whether the correction of a name is about an agency whose project this is.
func (w *world) corrected(name, project string) bool {
	for _, c := range corrections {
		if c.name != name {
			continue
		}
		for _, p := range w.projects {
			if p.id == project && w.agencies[p.agency].short == c.agency {
				return true
			}
		}
	}
	return false
}

// sanctions were decided and ended, and some left the site.
func (c *chronicle) sanctions() {
	status := map[string]string{inForce: "in_force", ended: "ended", repaired: "repaired", appealed: "appealed", withdrawn: "withdrawn"}
	for _, s := range c.w.sanctions {
		name := slug(s.key())
		url := "sanctions/" + name + ".html"
		gone := days(s.publishUntil, 1)
		if s.status == withdrawn || s.status == repaired {
			gone = s.statusOn
		}
		c.note(s.published, "added", "sanctions", name, url)
		known, told := c.by(s.statusOn)
		added, fresh := c.by(s.published)
		if told && s.statusOn.Before(gone) && (!fresh || added.Before(known)) {
			c.note(s.statusOn, "changed", "sanctions", name, url,
				changeField{Name: "status", Before: status[inForce], After: status[s.status]},
				changeField{Name: "status_on", After: iso(s.statusOn)}, changeField{Name: "status_reason", Text: true})
		}
		if s.agency == "拾光社工" && s.on == "2026-01-15" {
			c.note(ymd(2026, 2, 5), "changed", "sanctions", name, url, changeField{Name: "basis", Text: true})
		}
		if gone.After(s.published) {
			c.note(gone, "removed", "sanctions", name, url)
		}
	}
}
