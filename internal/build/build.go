// Package build joins the stages: a folder of tables becomes a published site, all
// in one go or not at all.
//
//	intake -> register -> audit -> asset, site, feed, opendata, search, what the host reads -> output
package build

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/asset"
	"gongshi/internal/cache"
	"gongshi/internal/changelog"
	"gongshi/internal/crosscheck"
	"gongshi/internal/feed"
	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/opendata"
	"gongshi/internal/output"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/site"
	"gongshi/internal/tree"
	"gongshi/templates"
)

// Result is what a build did.
type Result struct {
	*Portal
	Published bool           // false: findings stopped it and the old site stays
	Summary   output.Summary // zero where not Published
	Kept      int            // units that were taken over from the last build
	Made      int            // units that were made

	// Unkept is why the next build cannot take over what this one read or made, so that it
	// takes longer; what .gongshi holds of earlier builds may then be there still. nil: it can.
	Unkept error
}

// Run builds a portal and publishes it. Where findings stop it, nothing is written
// and the result says so; an error means that the run could not go on, and the old
// site stays as well.
//
// What an earlier build made and what is the same now is neither made nor written again.
// Where nothing is new, nothing is read, and the result has no register.
//
// Of several builds of one site at once the first does it all; the others end before they
// read anything, with an error that wraps output.ErrLocked.
func Run(ctx context.Context, o Options) (r Result, err error) {
	if o.Lock == nil {
		if o.Lock, err = Claim(o); err != nil {
			return Result{}, err
		}
		if o.Lock != nil {
			defer func() { err = errors.Join(err, o.Lock.Release()) }()
		}
	}
	o.watch = newWatch(o)
	defer o.watch.end()
	var store *cache.Store
	var wait sync.WaitGroup
	wait.Go(func() { store = cache.Open(filepath.Join(Cache(o), lastBuild)) })
	in, known := look(o)
	wait.Wait()
	if known && !o.Records {
		if r, done, err := unchanged(ctx, o, in, store); done || err != nil {
			return r, err
		}
	}
	o.tables = in.tables
	p, err := Load(o)
	if err != nil {
		return Result{}, err
	}
	if !known { // nothing that was made of these inputs is known, or will be
		in.key, in.salt = sha256.Sum256([]byte(unique())), sha256.Sum256([]byte(unique()))
	}
	store.Salt(in.salt)
	return publish(ctx, o, p, in, store)
}

// Claim keeps other builds away from a portal's public folder, see output.Claim. Where there is no portal
// the lock is nil, and no lock file is left: Load will say so.
func Claim(o Options) (*output.Lock, error) {
	if o.Bare != nil {
		return nil, nil
	}
	if _, err := os.Stat(filepath.Join(o.Dir, portal.File)); err != nil {
		return nil, nil
	}
	return output.Claim(Public(o))
}

// leastPerRecord is what a record takes in every site, in bytes: a row in each download of
// its table and one on a page. Most take ten times that and more.
const leastPerRecord = 512

// openStage begins to publish a site of so many records; 0: they are not known.
func (o Options) openStage(s *portal.Settings, records int) (Publisher, error) {
	if o.Bare != nil {
		return o.Bare, nil
	}
	opts := output.Options{Keep: s.Keep, Least: int64(records) * leastPerRecord}
	if o.Lock == nil {
		return output.Begin(Public(o), opts)
	}
	return o.Lock.Begin(opts)
}

// publish renders a portal that was read and swaps the site in.
//
// What may no longer be shown is in none of the new files, and the old ones go in the same
// swap: an unchanged file is a hard link to its predecessor, so it has the same bytes; any
// other file of the old site is deleted, from the public folder and from the spare tree that
// output keeps beside it. The index of gongshi search in .gongshi/ goes too, where it is of
// other records. What remains on the disk beside the public folder is the
// operator's own: data/ and content/ with their history in git, backups, and blocks that
// the file system has freed and not overwritten.
func publish(ctx context.Context, o Options, p *Portal, in inputs, store *cache.Store) (Result, error) {
	if p.Counts().Stops(o.Strict) {
		return Result{Portal: p}, nil
	}
	if found, err := p.switched(o); err != nil || len(found) > 0 {
		return p.refused(found), err
	}
	defer frugal(p.Read.Records)()
	var verdict judged
	var wait sync.WaitGroup
	wait.Go(func() { verdict = judge(o, p) })
	stage, err := o.openStage(p.Settings, p.Read.Records)
	wait.Wait()
	if err != nil {
		return Result{Portal: p}, err
	}
	u := &units{store: store, stage: stage, inputs: in.key, known: store.Known()}
	gate := gate{emit: stage.Emit, permitted: p.permitted}
	u.gate = &gate
	if err := render(ctx, o, p, verdict, u); err != nil {
		return Result{Portal: p}, discard(stage, err)
	}
	if found := gate.findings(o, p); len(found) > 0 {
		return p.refused(found), stage.Discard()
	}
	if found := p.Limits(o, stage.Entries()); finding.Count(found).Stops(o.Strict) {
		return p.refused(found), stage.Discard()
	} else {
		p.Note(found)
	}
	swap := o.begin("output")
	summary, unkept, err := u.commit(o, p, in, store)
	swap.end()
	published := err == nil
	if published {
		search.Forget(Cache(o), func() []search.Document { return search.Documents(p.Register, ledger.Open(p.Register)) })
		err = p.nginxFiles(o)
	}
	r := Result{Portal: p, Published: published, Summary: summary, Unkept: cmp.Or(unkept, o.tables.Err())}
	r.Kept, r.Made = store.Counts()
	return r, err
}

// Note adds findings in their order, masked as all are.
func (p *Portal) Note(found []finding.Finding) {
	p.add(found)
	finding.Sort(p.Findings)
}

// refused is the result of a build that findings stop.
func (p *Portal) refused(found []finding.Finding) Result {
	p.Note(found)
	return Result{Portal: p}
}

// Public is the folder that is published into.
func Public(o Options) string {
	out := o.Out
	if out == "" {
		out = "public"
	}
	if filepath.IsAbs(out) {
		return filepath.Clean(out)
	}
	return filepath.Join(o.Dir, out)
}

// Cache is the folder of what can be made again: the index of gongshi search, and what is
// known of the last build.
func Cache(o Options) string { return filepath.Join(o.Dir, ".gongshi") }

func discard(stage Publisher, cause error) error {
	if err := stage.Discard(); err != nil {
		return fmt.Errorf("%w; and the staging folder stays: %v", cause, err)
	}
	return cause
}

// judged is how the records stand on the register's day.
type judged struct {
	duties *ledger.Ledger
	checks *crosscheck.Results
}

func judge(o Options, p *Portal) (j judged) {
	defer o.begin("judge").end()
	var wait sync.WaitGroup
	wait.Go(func() { j.duties = ledger.Open(p.Register) })
	wait.Go(func() { j.checks = crosscheck.Run(p.Register) })
	wait.Wait()
	return j
}

// render makes every file of the site.
func render(ctx context.Context, o Options, p *Portal, of judged, u *units) error {
	face, closeFace, err := face(o.Dir)
	if err != nil {
		return err
	}
	defer closeFace()
	changed := changelog.Open(p.Register, p.log)
	pages := pageList{hidden: tombstones(p.Register)}
	copies := copies{endings: p.profile().Neighbours}
	var assets site.Assets
	run := func(part part) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		seen := func(string) {}
		if part.name == "site" {
			seen = pages.add
		}
		running := o.begin(part.name)
		defer running.end()
		if err := part.run(running, running.once(copies.beside(u.once(seen)))); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		return nil
	}
	for _, parts := range [][]part{{
		{"asset", func(_ *stage, once tree.Once) (err error) {
			assets, err = bundle(o, face, p.Settings.Folded(), once)
			return err
		}},
	}, {
		{"site", func(s *stage, once tree.Once) error {
			o := site.Options{Lend: true, Assets: assets, PageSize: o.pageSize, Templates: face, Crosschecks: of.checks, Changes: changed, Watch: s.pages()}
			return site.Render(p.Register, of.duties, o, once)
		}},
		{"moved", func(_ *stage, once tree.Once) error {
			return u.whole("moved", once, func(emit tree.Emit) error { return site.Moved(p.Register, emit) })
		}},
		{"feed", func(_ *stage, once tree.Once) error {
			if err := feed.Write(p.Register, once); err != nil {
				return err
			}
			if err := feed.Changes(p.Register, changed, once); err != nil {
				return err
			}
			return feed.Findings(p.Register, of.checks, once)
		}},
		{"opendata", func(_ *stage, once tree.Once) error {
			return opendata.Write(p.Register, of.duties, of.checks, changed, once)
		}},
		{"search", func(_ *stage, once tree.Once) error {
			return projection.Write(search.Collect(p.Register, of.duties), projection.Options{Packs: p.packs()}, once)
		}},
		{"host", func(_ *stage, once tree.Once) error { return u.whole("host", once, p.hostFiles) }},
	}, {
		{"sitemap", func(_ *stage, once tree.Once) error {
			paths := pages.sorted()
			_, err := once("sitemap", keyOf(paths), func(emit tree.Emit) ([]byte, error) {
				return nil, opendata.Sitemap(p.Settings, paths, emit)
			})
			return err
		}},
	}} {
		if err := forEach(len(parts), u.workers(), func(i int) error { return run(parts[i]) }); err != nil {
			return err
		}
	}
	return nil
}

// part is a stage that makes files.
type part struct {
	name string
	run  func(*stage, tree.Once) error
}

// bundle bundles the styles and scripts and says where they stand. They are made of the
// templates alone, which are in the salt.
func bundle(o Options, face fs.FS, folded bool, once tree.Once) (site.Assets, error) {
	make := asset.Bundle
	if o.bundle != nil {
		make = o.bundle
	}
	note, err := once("asset", tree.Key{}, func(emit tree.Emit) ([]byte, error) {
		assets, err := make(face)
		if err != nil {
			return nil, err
		}
		for _, f := range assets.Files {
			if f.Path == assets.Paths.SectionStyle && !folded {
				continue
			}
			if err := emit(f); err != nil {
				return nil, err
			}
		}
		return json.Marshal(assets.Paths)
	})
	if err != nil {
		return site.Assets{}, err
	}
	var paths site.Assets
	return paths, json.Unmarshal(note, &paths)
}

// pageList remembers which pages were made, for the site map.
type pageList struct {
	hidden map[string]bool
	mu     sync.Mutex
	paths  []string
}

// add remembers a file where it is a page to be found.
func (l *pageList) add(path string) {
	if strings.HasSuffix(path, ".html") && path != route.NotFound && !l.hidden[path] {
		l.mu.Lock()
		l.paths = append(l.paths, path)
		l.mu.Unlock()
	}
}

func (l *pageList) sorted() []string {
	slices.Sort(l.paths)
	return l.paths
}

// keyOf is the key of what is made of paths.
func keyOf(paths []string) tree.Key {
	var s tree.Sum
	s.Texts(paths)
	return s.Key()
}

// tombstones are the pages of sanctions whose content may not be shown.
func tombstones(r *register.Register) map[string]bool {
	hidden := map[string]bool{}
	for _, lang := range r.Settings.Languages {
		for _, s := range r.Closed {
			hidden[route.For(r.Settings, lang).SanctionPage(s.Slug)] = true
		}
	}
	return hidden
}

// face opens the site's templates, styles and scripts: the built-in ones, of which
// the portal's folder templates/ overrides any file.
func face(dir string) (fs.FS, func() error, error) {
	own, err := os.OpenRoot(filepath.Join(dir, ownTemplates))
	if errors.Is(err, fs.ErrNotExist) {
		return templates.Over(nil), func() error { return nil }, nil
	} else if err != nil {
		return nil, nil, err
	}
	return templates.Over(own.FS()), own.Close, nil
}
