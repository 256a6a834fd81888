package register

import (
	"slices"
	"sync"

	"gongshi/internal/finding"
	"gongshi/internal/slug"
)

// address is a table and a slug of it.
type address struct{ table, slug string }

// redirects finds the records to which old addresses lead.
func (l *linker) redirects() {
	if len(l.reg.Redirects) == 0 {
		return
	}
	pages := l.pages()
	moved := map[address]address{}
	withheld := l.withheld()
	asleep := sync.OnceValue(l.asleep) // mostly nobody asks
	for i := range l.reg.Redirects {
		d := &l.reg.Redirects[i]
		d.OldSlug = l.slugOf(d.Table, d.OldKey)
		old := address{d.Table, d.OldSlug}
		if d.NewKey != "" {
			d.NewSlug = l.slugOf(d.Table, d.NewKey)
		} else if d.Table == "sanctions" && withheld[d.OldSlug] {
			delete(pages, old) // it has no page; where it once had one, this is how to say so
		}
		if _, twice := moved[old]; twice || pages[old] || slug.Listing(d.OldSlug) {
			l.redirect(d, 2, "duplicate-address", "old_key", d.OldKey,
				finding.Text{ZH: "旧地址已有记录，或已在前面声明", EN: "the old address has a record, or stands here already"},
				finding.Text{ZH: "更正旧编号（旧写法），或删除该行", EN: "correct the old key or delete the row"})
			continue
		}
		moved[old] = address{d.Table, d.NewSlug}
	}
	for i := range l.reg.Redirects {
		d := &l.reg.Redirects[i]
		to := address{d.Table, d.NewSlug}
		for range moved { // as many steps at most: more would be a circle
			if next, on := moved[to]; on && !pages[to] {
				to = next
			}
		}
		d.NewSlug = to.slug
		switch {
		case d.Withdrawn() || pages[to]:
		case ListOf(d.Table) != "":
			l.value(d, to, asleep)
		default:
			l.redirect(d, 3, "unknown-reference", "new_key", d.NewKey,
				finding.Text{ZH: "没有编号为该值的记录", EN: "no record has this key"},
				finding.Text{ZH: "填写现有记录的键；惩戒填网页地址中的编号", EN: "give the key of a record that exists; for a sanction its slug, as in its address"})
		}
	}
	l.unpublished(pages)
}

// value judges the value of an open list that has no page: it is written nowhere, or only where
// nothing is published of it on the register's day.
func (l *linker) value(d *Redirect, to address, asleep func() map[address]bool) {
	if asleep()[to] {
		return
	}
	var known []string
	for key := range l.groups.all(d.Table) {
		known = append(known, key)
	}
	slices.Sort(known)
	l.redirect(d, 3, "unknown-reference", "new_key", d.NewKey,
		finding.Text{ZH: "没有记录写着该值", EN: "no record has this value"},
		finding.DidYouMean(d.NewKey, known, finding.Text{ZH: "按现在记录里的写法填写", EN: "give the value as records have it now"}))
}

// pages are the addresses that records have or, where they are not published, would have.
func (l *linker) pages() map[address]bool {
	pages := map[address]bool{}
	for _, a := range l.reg.Agencies {
		pages[address{"agencies", a.Slug}] = true
	}
	for _, p := range l.reg.Projects {
		pages[address{"projects", p.Slug}] = true
	}
	for _, s := range l.reg.AllSanctions() {
		pages[address{"sanctions", s.Slug}] = true
	}
	for _, list := range Lists() {
		for _, g := range l.groups.all(list) {
			pages[address{list, g.Slug}] = true
		}
	}
	return pages
}

// withheld are the sanctions that are not published at all.
func (l *linker) withheld() map[string]bool {
	slugs := map[string]bool{}
	for _, s := range l.reg.Withheld {
		slugs[s.Slug] = true
	}
	return slugs
}

// unpublished drops what would lead to a sanction that is not published, or not yet: it has no page;
// and what would lead to a value of an open list that no published record has.
func (l *linker) unpublished(pages map[address]bool) {
	hidden := l.withheld()
	for _, s := range l.reg.Ahead {
		hidden[s.Slug] = true
	}
	l.reg.Redirects = slices.DeleteFunc(slices.Clone(l.reg.Redirects), func(d Redirect) bool {
		return d.Table == "sanctions" && hidden[d.NewSlug] || ListOf(d.Table) != "" && !pages[address{d.Table, d.NewSlug}]
	})
}

func (l *linker) redirect(d *Redirect, column int, rule, field, value string, message, hint finding.Text) {
	l.findings = append(l.findings, finding.Finding{
		File: d.File, Line: d.Line, Column: column, Field: field, Value: finding.Shorten(value),
		Severity: finding.Error, Rule: rule, Message: message, Hint: hint,
	})
}
