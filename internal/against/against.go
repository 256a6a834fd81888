// Package against compares the site that a portal makes now with the one that is published:
// which addresses would answer no more, which records changed, and whether that is as the law
// and the portal's promises have it.
//
// A build never looks at what is published; this does, and changes nothing there. What is
// compared is the files' lists, and record by record the tables as they are published
// (data/<table>.json), so that nothing withheld can come out.
//
// What is left out: whether the published bytes are those that the same data makes.
package against

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"

	"gongshi/internal/build"
	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/published"
	"gongshi/internal/register"
	"gongshi/internal/report"
	"gongshi/internal/schema"
)

// Options say what to compare.
type Options struct {
	Build  build.Options
	Where  string       // the published site: see published.Open
	Client *http.Client // see published.Open
	Log    bool         // make the log of changes
	Accept []string     // rules of the comparison, as Rules has them, whose findings do not stop

	// Open opens the published site in place of published.Open, where Where is no more than its
	// name. nil: that.
	Open func(ctx context.Context) (*published.Site, error)
}

// Rules are the rules of the comparison that may stop a publication, by name. An operator may
// accept what they find; errors of the data itself nobody may.
func Rules() []string {
	var names []string
	for _, r := range finding.AreaOf("address-vanished").Rules {
		if !slices.Equal(r.Severities, []finding.Severity{finding.Notice}) {
			names = append(names, r.Name)
		}
	}
	return names
}

// Files are the files of a published site that Check reads beside its manifest, the log of
// changes last.
func Files() []string {
	var list []string
	for _, t := range schema.Tables() {
		list = append(list, tablePath(t))
	}
	return append(list, changes.Path)
}

// ErrNoLog says that no log of changes can be made of what was found there.
var ErrNoLog = errors.New("no log of changes can be made")

// Result is what was found.
type Result struct {
	Portal  *build.Portal   // with the findings of the comparison among its own
	Changes *report.Changes // nil: errors of the portal come first, and nothing was compared
	Log     *changes.Log    // nil: not asked for, or nothing was compared
}

// Check makes a portal's site, keeping none of it, and compares it with the published one.
// What is wrong is in the portal's findings; the error says that the comparison could not go
// on, because the published site does not answer, say. It wraps ErrNoLog where that is why.
func Check(ctx context.Context, o Options) (Result, error) {
	open := o.Open
	if open == nil {
		open = func(ctx context.Context) (*published.Site, error) { return published.Open(ctx, o.Where, o.Client) }
	}
	site, err := open(ctx)
	first := errors.Is(err, published.ErrNothing)
	if err != nil && !first {
		return Result{}, err
	}
	if o.Log && !first && !site.Whole() {
		return Result{}, fmt.Errorf("%w of a manifest alone: give the site's folder or address", ErrNoLog)
	}
	dir, err := os.MkdirTemp("", "gongshi-check-")
	if err != nil {
		return Result{}, err
	}
	r, err := check(ctx, o, site, dir)
	if err := errors.Join(err, os.RemoveAll(dir)); err != nil {
		return Result{}, err
	}
	return r, nil
}

// check compares; site is nil where nothing is published yet, and dir is for files that are
// too large for memory.
func check(ctx context.Context, o Options, site *published.Site, dir string) (Result, error) {
	make := o.Build
	make.Strict = false // warnings stop the publication, not the look at what it would change
	now := &made{dir: dir}
	p, whole, err := build.Make(ctx, make, now.emit)
	if err != nil || !whole {
		return Result{Portal: p}, err
	}
	r := Result{Portal: p, Changes: &report.Changes{Against: o.Where, Tables: []report.TableChanges{}, Records: []report.RecordChange{}}}
	if site == nil {
		files(r.Changes, nil, now.files)
		p.Note(append(p.Limits(make, now.entries()), firstPublication(o.Where)))
		if o.Log {
			r.Log = &changes.Log{}
		}
		return r, nil
	}
	c := &comparison{site: site, now: now, portal: p, spoken: map[string]bool{}}
	if site.Whole() {
		if err := c.tables(ctx, r.Changes); err != nil {
			return r, err
		}
		if o.Log {
			if r.Log, err = c.log(ctx); err != nil {
				return r, err
			}
		}
	} else {
		c.note(addressesOnly(o.Where))
	}
	c.addresses()
	files(r.Changes, site.Manifest.Files, now.files)
	for i := range c.findings {
		if slices.Contains(o.Accept, c.findings[i].Rule) {
			c.findings[i].Accept()
		}
	}
	p.Note(append(c.findings, p.Limits(make, now.entries())...))
	return r, nil
}

// comparison is of a portal's site with the published one.
type comparison struct {
	site   *published.Site
	now    *made
	portal *build.Portal

	since    day.Day         // of the published data; zero: not known
	entries  []changes.Entry // of all tables
	spoken   map[string]bool // public ids of records whose addresses findings have told of
	findings []finding.Finding

	// Made when first asked for, since mostly nobody does; see records.go.
	moved, live map[string]string
	places      map[string]map[string]*register.Origin
	pay         map[string]*register.Pay

	// See renamed.go.
	sanction    func(was *facts) string // the slug that a sanction has now; empty: not known
	authorities []spelling
	lists       map[string]respelt
}

func (c *comparison) note(f finding.Finding) { c.findings = append(c.findings, f) }

// tables compares the tables one after another, so that two are in memory at a time.
func (c *comparison) tables(ctx context.Context, sum *report.Changes) error {
	for _, t := range schema.Tables() {
		before, found, err := c.publishedTable(ctx, t)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if c.since.IsZero() {
			c.since = before.AsOf
		}
		after, err := c.now.table(t)
		if err != nil {
			return err
		}
		entries, err := changes.Diff(before, after)
		if err != nil {
			return fmt.Errorf("%s: %w", c.site.Name, err)
		}
		if err := c.records(before, after, entries); err != nil {
			return err
		}
		c.entries = append(c.entries, entries...)
		sum.Tables = append(sum.Tables, tableChanges(t, entries))
	}
	if !c.since.IsZero() {
		sum.Since = c.since.String()
	}
	sum.Records = recordChanges(c.entries)
	return nil
}

// publishedTable reads a published table; found is false where there is none to compare with.
func (c *comparison) publishedTable(ctx context.Context, t *schema.Table) (before changes.Table, found bool, err error) {
	path := tablePath(t)
	if _, listed := c.site.Entry(path); !listed {
		return before, false, nil // addresses tells of it
	}
	err = c.site.Stream(ctx, path, func(from io.Reader) (err error) {
		if before, err = changes.ReadTable(from); err == nil && before.Schema != t {
			err = fmt.Errorf("want the table %s, found %s", t.Name, before.Schema.Name)
		}
		return err
	})
	switch {
	case errors.Is(err, published.ErrAltered), errors.Is(err, fs.ErrNotExist):
		c.note(altered(path))
		return before, false, nil
	case err != nil:
		return before, false, fmt.Errorf("%s: %w", c.site.Name, err)
	}
	return before, true, nil
}

// log is the published log with what changes now in front. A log that is not what the site's
// manifest says is not gone on with, and neither is one of another version: what it told
// would be lost.
func (c *comparison) log(ctx context.Context) (*changes.Log, error) {
	var l changes.Log
	if _, listed := c.site.Entry(changes.Path); listed {
		err := c.site.Stream(ctx, changes.Path, func(from io.Reader) (err error) {
			l, err = changes.ReadLog(from)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrNoLog, c.site.Name, err)
		}
	}
	l.Add(c.since, slices.Clip(c.entries))
	return &l, nil
}
