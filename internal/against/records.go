package against

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongshi/internal/changes"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/slug"
)

// facts are what the rules ask of a published record.
type facts struct {
	ID          string `json:"id"`
	AgencyID    string `json:"agency_id"`
	ProjectID   string `json:"project_id"`
	Year        int    `json:"year"`
	Tier        string `json:"tier"`
	Kind        string `json:"kind"`
	Period      string `json:"period"`
	DecidedOn   string `json:"decided_on"`
	SanctionID  string `json:"sanction_id"`
	SubjectName string `json:"subject_name"`
	Authority   string `json:"authority"`
	PublishedOn string `json:"published_on"`
	Source      source `json:"source"`
}

// source is where a record stood when it was published.
type source struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// publishedOn is the column of the day of first publication.
const publishedOn = "published_on"

// records judges what became of a table's records.
func (c *comparison) records(before, after changes.Table, entries []changes.Entry) error {
	was, is := find(before, entries, changes.Removed), map[string]*changes.Record{}
	if len(was) > 0 { // one of them may be there under another id
		is = byID(after)
	}
	if len(was) > 0 && before.Schema.Name == "sanctions" {
		if err := c.rekeyed(after, entries); err != nil {
			return fmt.Errorf("%s as it is made now: %w", tablePath(after.Schema), err)
		}
	}
	for _, e := range entries {
		var err error
		switch e.Kind {
		case changes.Changed:
			for _, f := range e.Fields {
				if f.Name == publishedOn {
					c.date(e.Table, e.ID, f.Before, f.After)
				}
			}
		case changes.Removed:
			err = c.removed(e, was[e.ID], is)
		}
		if err != nil {
			return fmt.Errorf("%s: %s: %w", c.site.Name, e.ID, err)
		}
	}
	return nil
}

// find are the records of a table that entries of a kind are about, by public id.
func find(t changes.Table, entries []changes.Entry, kind changes.Kind) map[string]*changes.Record {
	wanted := map[string]*changes.Record{}
	for i := range entries {
		if entries[i].Kind == kind {
			wanted[entries[i].ID] = nil
		}
	}
	for i := range t.Records {
		if _, ok := wanted[t.Records[i].ID]; ok {
			wanted[t.Records[i].ID] = &t.Records[i]
		}
	}
	return wanted
}

func byID(t changes.Table) map[string]*changes.Record {
	all := make(map[string]*changes.Record, len(t.Records))
	for i := range t.Records {
		all[t.Records[i].ID] = &t.Records[i]
	}
	return all
}

func factsOf(r *changes.Record) (f facts, err error) {
	err = json.Unmarshal(r.Raw, &f)
	return f, err
}

// removed judges a record whose content is no longer published, or not under its id.
func (c *comparison) removed(e changes.Entry, was *changes.Record, is map[string]*changes.Record) error {
	f, err := factsOf(was)
	if err != nil {
		return err
	}
	if e.Table == "pay" || e.Table == "evaluations" {
		return c.row(e.Table, f, is)
	}
	_, slug, _ := strings.Cut(e.ID, "/")
	successor := ""
	if e.Table == "sanctions" {
		successor = c.sanction(&f)
	}
	if !c.now.has(c.page(e.Table, slug)) {
		c.spoken[e.ID] = true
		if e.Table == "sanctions" {
			c.note(withoutWord(f, slug, successor))
		} else {
			c.note(recordGone(e.Table, f))
		}
		return nil
	}
	if successor := is[c.successor(e.Table, slug)]; successor != nil {
		return c.sameDate(e.Table, f, successor)
	}
	return nil
}

// sameDate holds a record to the day of its publication under another id.
func (c *comparison) sameDate(table string, was facts, successor *changes.Record) error {
	now, err := factsOf(successor)
	if err == nil && now.PublishedOn != was.PublishedOn {
		c.date(table, successor.ID, was.PublishedOn, now.PublishedOn)
	}
	return err
}

// row judges a row of pay or an evaluation that is not there under its id. Where its agency or
// project has another key now, so has the row; where that is gone, it is that which is told.
func (c *comparison) row(table string, was facts, is map[string]*changes.Record) error {
	of, key := "agencies", was.AgencyID
	if table == "evaluations" {
		of, key = "projects", was.ProjectID
	}
	id := route.RecordID(of, slug.Of(key))
	if next := c.successor(of, slug.Of(key)); next != "" {
		id = next
	}
	key, live := c.keys()[id]
	if !live {
		return nil
	}
	renamed := slug.Of(key, strconv.Itoa(was.Year), was.Tier)
	if table == "evaluations" {
		renamed = slug.Of(key, was.Kind, was.Period, was.DecidedOn)
	}
	if successor := is[route.RecordID(table, renamed)]; successor != nil {
		return c.sameDate(table, was, successor)
	}
	if !c.corrected(id) {
		c.note(rowGone(table, was, id))
	}
	return nil
}

// date tells of another day of first publication.
func (c *comparison) date(table, id, before, after string) {
	if before == "" || table != "pay" && table != "sanctions" {
		return
	}
	o := c.origins(table)[id]
	about := id
	if p := c.pay[id]; p != nil {
		about = route.RecordID("agencies", p.Agency.Slug)
	}
	c.note(dateChanged(table, id, about, o, before, after, c.corrected(about)))
}

// corrected says whether a correction that is no older than the published data names a record:
// an older one is about something else.
func (c *comparison) corrected(id string) bool {
	table, slug, _ := strings.Cut(id, "/")
	return slices.ContainsFunc(c.portal.Register.Corrected(table, slug), func(x *register.Correction) bool { return !x.Date.Before(c.since) })
}

// page is the address of the page of a record, or that it would have.
func (c *comparison) page(table, slug string) string {
	at := route.First(c.portal.Settings)
	switch table {
	case "agencies":
		return at.Agency(&register.Agency{Slug: slug})
	case "projects":
		return at.ProjectPage(slug)
	}
	return at.SanctionPage(slug)
}

// successor is the public id of the record that data/redirects.csv names in the place of
// another; empty: none.
func (c *comparison) successor(table, slug string) string {
	if c.moved == nil {
		c.moved = map[string]string{}
		for _, d := range c.portal.Register.Redirects {
			if !d.Withdrawn() {
				c.moved[route.RecordID(d.Table, d.OldSlug)] = route.RecordID(d.Table, d.NewSlug)
			}
		}
	}
	return c.moved[route.RecordID(table, slug)]
}

// keys are the keys of the agencies and projects that are there now, by public id.
func (c *comparison) keys() map[string]string {
	if c.live == nil {
		c.live = map[string]string{}
		for _, a := range c.portal.Register.Agencies {
			c.live[route.RecordID("agencies", a.Slug)] = string(a.ID)
		}
		for _, p := range c.portal.Register.Projects {
			c.live[route.RecordID("projects", p.Slug)] = p.ID
		}
	}
	return c.live
}

// origins are the places of the rows of pay or of the sanctions, by public id.
func (c *comparison) origins(table string) map[string]*register.Origin {
	if c.places[table] != nil {
		return c.places[table]
	}
	places := map[string]*register.Origin{}
	switch table {
	case "pay":
		c.pay = map[string]*register.Pay{}
		for _, p := range c.portal.Register.Pay {
			id := route.RecordID(table, slug.Of(string(p.AgencyID), strconv.Itoa(p.Year), p.Tier))
			places[id], c.pay[id] = &p.Origin, p
		}
	case "sanctions":
		for _, s := range c.portal.Register.Sanctions {
			places[route.RecordID(table, s.Slug)] = &s.Origin
		}
	}
	if c.places == nil {
		c.places = map[string]map[string]*register.Origin{}
	}
	c.places[table] = places
	return places
}
