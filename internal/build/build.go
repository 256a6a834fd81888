// Package build joins the stages: a folder of tables becomes a published site, all
// in one go or not at all.
//
//	intake -> register -> audit -> asset, site, feed, opendata, search -> output
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/asset"
	"gongshi/internal/crosscheck"
	"gongshi/internal/feed"
	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/opendata"
	"gongshi/internal/output"
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
}

// Run builds a portal and publishes it. Where findings stop it, nothing is written
// and the result says so; an error means that the run could not go on, and the old
// site stays as well.
func Run(ctx context.Context, o Options) (Result, error) {
	p, err := Load(o)
	if err != nil {
		return Result{}, err
	}
	return publish(ctx, o, p)
}

// publish renders a portal that was read and swaps the site in.
//
// What may no longer be shown is in none of the new files, and the old ones go in the same
// swap: an unchanged file is a hard link to its predecessor, so it has the same bytes; any
// other file of the old site is deleted with its folder, since no build keeps the former
// site (output.Options.KeepPrevious). The index of gongshi search in .gongshi/ goes too,
// where it is of other records. What remains on the disk beside the public folder is the
// operator's own: data/ and content/ with their history in git, backups, and blocks that
// the file system has freed and not overwritten.
func publish(ctx context.Context, o Options, p *Portal) (Result, error) {
	if p.Counts().Stops(o.Strict) {
		return Result{Portal: p}, nil
	}
	public := Public(o)
	stage, err := output.Begin(public, output.Options{Keep: p.Settings.Keep})
	if err != nil {
		return Result{Portal: p}, err
	}
	gate := gate{emit: stage.Emit, permitted: p.permitted}
	if err := render(ctx, o, p, gate.Emit); err != nil {
		return Result{Portal: p}, discard(stage, err)
	}
	if found := gate.findings(o, p); len(found) > 0 {
		p.add(found)
		finding.Sort(p.Findings)
		return Result{Portal: p}, stage.Discard()
	}
	end := o.Trace.span("output")
	summary, err := stage.Commit()
	end()
	if err == nil {
		search.Forget(Cache(o), func() []search.Document { return search.Documents(p.Register, ledger.Open(p.Register)) })
	}
	return Result{Portal: p, Published: err == nil, Summary: summary}, err
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

// Cache is the folder of what can be made again: the index of gongshi search.
func Cache(o Options) string { return filepath.Join(o.Dir, ".gongshi") }

func discard(stage *output.Stage, cause error) error {
	if err := stage.Discard(); err != nil {
		return fmt.Errorf("%w; and the staging folder stays: %v", cause, err)
	}
	return cause
}

// render makes every file of the site.
func render(ctx context.Context, o Options, p *Portal, emit tree.Emit) error {
	face, closeFace, err := face(o.Dir)
	if err != nil {
		return err
	}
	defer closeFace()
	pages := pageList{emit: emit, hidden: tombstones(p.Register)}
	duties, checks := ledger.Open(p.Register), crosscheck.Run(p.Register)
	var assets asset.Set
	for _, stage := range []struct {
		name string
		run  func() error
	}{
		{"asset", func() (err error) {
			if assets, err = asset.Bundle(face); err != nil {
				return err
			}
			return emitAll(emit, assets.Files)
		}},
		{"site", func() error {
			o := site.Options{Assets: site.Assets(assets.Paths), Templates: face, Crosschecks: checks}
			return site.Render(p.Register, duties, o, pages.Emit)
		}},
		{"moved", func() error { return site.Moved(p.Register, emit) }},
		{"feed", func() error {
			if err := feed.Write(p.Register, emit); err != nil {
				return err
			}
			return feed.Findings(p.Register, checks, emit)
		}},
		{"opendata", func() error { return opendata.Write(p.Register, duties, checks, emit) }},
		{"search", func() error {
			return projection.Write(search.Collect(p.Register, duties), projection.Options{}, tree.Always(emit))
		}},
		{"sitemap", func() error { return opendata.Sitemap(p.Settings, pages.sorted(), emit) }},
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		end := o.Trace.span(stage.name)
		err := stage.run()
		end()
		if err != nil {
			return fmt.Errorf("%s: %w", stage.name, err)
		}
	}
	return nil
}

func emitAll(emit tree.Emit, files []tree.File) error {
	for _, f := range files {
		if err := emit(f); err != nil {
			return err
		}
	}
	return nil
}

// pageList remembers which pages were made, for the site map.
type pageList struct {
	emit   tree.Emit
	hidden map[string]bool
	mu     sync.Mutex
	paths  []string
}

// Emit hands a file on and remembers it where it is a page to be found.
func (l *pageList) Emit(f tree.File) error {
	if strings.HasSuffix(f.Path, ".html") && f.Path != route.NotFound && !l.hidden[f.Path] {
		l.mu.Lock()
		l.paths = append(l.paths, f.Path)
		l.mu.Unlock()
	}
	return l.emit(f)
}

func (l *pageList) sorted() []string {
	slices.Sort(l.paths)
	return l.paths
}

// tombstones are the pages of sanctions whose content may not be shown.
func tombstones(r *register.Register) map[string]bool {
	hidden := map[string]bool{}
	for _, lang := range r.Settings.Languages {
		for _, s := range r.Closed {
			hidden[route.For(r.Settings, lang).Sanction(s)] = true
		}
	}
	return hidden
}

// face opens the site's templates, styles and scripts: the built-in ones, of which
// the portal's folder templates/ overrides any file.
func face(dir string) (fs.FS, func() error, error) {
	own, err := os.OpenRoot(filepath.Join(dir, "templates"))
	if errors.Is(err, fs.ErrNotExist) {
		return templates.Over(nil), func() error { return nil }, nil
	} else if err != nil {
		return nil, nil, err
	}
	return templates.Over(own.FS()), own.Close, nil
}
