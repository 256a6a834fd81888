package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/finding"
)

// Correction is an entry of the public log of corrections: content/corrections/**.md.
type Correction struct {
	File         string
	Slug         string // of the file's name; unique among the corrections
	Date         day.Day
	Title        string
	By           string   // who noticed; may be empty
	Records      []string // public ids, <table>/<slug>, of what was corrected; at least one
	RecordLine   int      // where they stand in the file
	RecordColumn int
	Body         string // Markdown: what was wrong and what stands now
	BodyLine     int

	// Set by Link.
	Agencies  []*Agency
	Projects  []*Project
	Sanctions []*Sanction
}

// Corrected returns the corrections of a record, newest first.
func (r *Register) Corrected(table, slug string) []*Correction {
	return r.corrected[table+"/"+slug]
}

// agencyBy, projectBy and sanctionBy find records by their slugs.
func (l *linker) agencyBy(slug string) *Agency {
	i := slices.IndexFunc(l.reg.Agencies, func(a *Agency) bool { return a.Slug == slug })
	if i < 0 {
		return nil
	}
	return l.reg.Agencies[i]
}

func (l *linker) projectBy(slug string) *Project {
	i := slices.IndexFunc(l.reg.Projects, func(p *Project) bool { return p.Slug == slug })
	if i < 0 {
		return nil
	}
	return l.reg.Projects[i]
}

// sanctionBy finds a sanction; hidden says that its content may not be shown.
func (l *linker) sanctionBy(slug string) (s *Sanction, hidden bool) {
	for _, s := range l.reg.AllSanctions() {
		if s.Slug == slug {
			return s, !s.Shown
		}
	}
	return nil, false
}

// reply ties a reply to its agency or project.
func (l *linker) reply(r *Reply) {
	found := false
	switch r.Table {
	case "agencies":
		if a := l.agencyBy(r.Slug); a != nil {
			a.Reply, found = r, true
		}
	case "projects":
		if p := l.projectBy(r.Slug); p != nil {
			p.Reply, found = r, true
		}
	default:
		l.findings = append(l.findings, finding.Finding{
			File: r.File, Value: r.Table, Severity: finding.Warning, Rule: "reply-not-shown",
			Message: finding.Text{ZH: "这张表的记录没有自己的页面，答复不会显示", EN: "records of this table have no page of their own, so the reply is not shown"},
			Hint: finding.Text{
				ZH: "移到 replies/agencies/、replies/projects/ 或 replies/sanctions/ 下，以该记录命名",
				EN: "move it to replies/agencies/, replies/projects/ or replies/sanctions/ and name it after that record",
			},
		})
		return
	}
	if !found {
		l.orphan(r.File, r.Slug, finding.Text{ZH: "没有这条记录", EN: "no record has this slug"},
			finding.Text{ZH: "文件名应与记录一致；更正或删除该文件", EN: "the file's name must be the record's: rename or delete it"})
	}
}

// corrections ties corrections to their records. One that is about a sanction whose
// content may not be shown is dropped as a whole, whatever else it is about: its text
// could name what may not be named.
func (l *linker) corrections(list []*Correction) {
	l.reg.corrected = map[string][]*Correction{}
	for _, c := range list {
		hidden := false
		for _, id := range c.Records {
			hidden = l.corrects(c, id) || hidden
		}
		if c.Date.After(l.reg.AsOf) {
			l.findings = append(l.findings, finding.Finding{
				File: c.File, Field: "date", Value: c.Date.String(), Severity: finding.Notice, Rule: "correction-ahead",
				Message: finding.Text{
					ZH: fmt.Sprintf("更正的日期晚于数据截至日 %s，到那一天才显示", l.reg.AsOf),
					EN: fmt.Sprintf("the correction is dated after the day of the data, %s, and is shown from its day on", l.reg.AsOf),
				},
				Hint: finding.Text{ZH: "核对日期", EN: "check the date"},
			})
			hidden = true
		}
		if !hidden {
			l.reg.Corrections = append(l.reg.Corrections, c)
		}
	}
	slices.SortFunc(l.reg.Corrections, func(a, b *Correction) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Slug, b.Slug))
	})
	for _, c := range l.reg.Corrections {
		l.unname(c)
		for _, id := range c.Records {
			if of := l.reg.corrected[id]; !slices.Contains(of, c) {
				l.reg.corrected[id] = append(of, c)
			}
		}
	}
}

// unname masks the names of all practitioners in a correction: it may be about several
// records, and its text is the operator's.
func (l *linker) unname(c *Correction) {
	if len(l.reg.people.all) == 0 {
		return
	}
	m := Reply{Title: c.Title, By: c.By, Body: c.Body}.masked(l.reg.Names())
	c.Title, c.By, c.Body = m.Title, m.By, m.Body
}

// corrects ties a correction to one of its records; hidden says that the record's
// content may not be shown.
func (l *linker) corrects(c *Correction, id string) (hidden bool) {
	table, slug, _ := strings.Cut(id, "/")
	found := false
	switch table {
	case "agencies":
		if a := l.agencyBy(slug); a != nil {
			c.Agencies, found = append(c.Agencies, a), true
		}
	case "projects":
		if p := l.projectBy(slug); p != nil {
			c.Projects, found = append(c.Projects, p), true
		}
	case "sanctions":
		var s *Sanction
		if s, hidden = l.sanctionBy(slug); s != nil {
			c.Sanctions, found = append(c.Sanctions, s), true
		}
	}
	if !found {
		l.findings = append(l.findings, finding.Finding{
			File: c.File, Line: c.RecordLine, Column: c.RecordColumn, Field: "record", Value: finding.Shorten(id),
			Severity: finding.Error, Rule: "unknown-reference",
			Message: finding.Text{ZH: "找不到被更正的记录", EN: "the record that was corrected does not exist"},
			Hint: finding.Text{
				ZH: "照抄记录网页地址的最后两段，去掉 .html，如 projects/p-1",
				EN: "copy the last two parts of the address of the record's page without .html, as in projects/p-1",
			},
		})
	}
	return hidden
}
