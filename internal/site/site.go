// Package site turns the register and the ledger into the pages of the site, in
// every language of the portal.
//
// A page is a typed view, flattened once from the records, and a template of
// html/template that escapes by context. Views hold text that is ready to be shown:
// templates choose between shapes, they do not compute. Interface strings stand in
// one catalogue (Words); what the data says stays as written and is marked with its
// language. Addresses come from package route only. What is left out: feeds,
// downloads, the sitemap and the search index, which have packages of their own.
package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"gongshi/internal/changelog"
	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
	"gongshi/internal/words"
)

// Assets is where the files stand that pages load, relative to the public folder.
type Assets struct {
	Style   string // every page's style
	Script  string // every page's script
	Search  string // the search page's script
	More    string // what the search page rarely needs
	Table   string // the script of pages with long tables
	Record  string // the script of an agency's page
	Compare string // the script of the page that compares agencies
	Icon    string // the favicon, SVG

	SearchStyle  string // what the search page has besides
	CompareStyle string // what comparisons have besides
	SectionStyle string // what pages with sections of records have besides
	MatrixStyle  string // what the matrix of duties has besides

	Touch string            // the icon for the home screens of phones, PNG; empty: none
	Cards map[string]string // pictures that other sites show beside a link, by what a page is about
}

// Options is what Render needs besides the records.
type Options struct {
	Assets    Assets
	Templates fs.FS // holds pages/*.html
	PageSize  int   // rows of a table on a page, of the first up to half more; see paged; 0: 50
	MostRows  int   // rows of a list in the file for scripts, beyond which there is none; 0: 5,000
	MostKept  int   // records at most whose rows are kept in memory; 0: 500,000
	Workers   int   // pages rendered at the same time; 0: GOMAXPROCS
	Lend      bool  // the body of a page is the receiver's only until Emit returns, and spares a gigabyte of copies a city

	Crosschecks *crosscheck.Results // of the register; nil: no checks were made
	Changes     *changelog.Log      // of the register; nil: the site was never compared with an earlier one
	Watch       Watch
}

// Watch is told of the pages as they are made; what is nil is not called. Began and
// Ended are called by each worker by itself; workers count from 0.
type Watch struct {
	Planned func(pages int)
	Began   func(worker int, kind string) // kind: the page's template
	Ended   func(worker int)
}

// defaultPageSize is how many rows of a table stand on a page after the first.
const defaultPageSize = 50

// Render makes every page, each a unit of once, from several goroutines. The keys of the
// units do not hold settings, rulebook, templates and words. It fails where a template is
// wrong or a page cannot be handed on; the error names the page.
func Render(reg *register.Register, led *ledger.Ledger, opts Options, once tree.Once) error {
	if opts.PageSize <= 0 {
		opts.PageSize = defaultPageSize
	}
	if opts.MostRows <= 0 {
		opts.MostRows = defaultMostRows
	}
	if opts.MostKept <= 0 {
		opts.MostKept = mostKept
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	all := open(reg, led).digested(opts)
	var jobs []job
	for _, lang := range languages(reg.Settings) {
		set, err := parse(opts.Templates, words.Of(lang))
		if err != nil {
			return err
		}
		jobs = append(jobs, newEdition(all, opts, lang, set).jobs()...)
	}
	for _, f := range []struct {
		path string
		make func(records) ([]byte, error)
	}{{route.Status, status}, {route.Peers, medians}, {route.Received, files}} {
		body, err := f.make(all)
		if err != nil {
			return err
		}
		if err := onceFile(once, f.path, sha256.Sum256(body), func() ([]byte, error) { return body, nil }); err != nil {
			return err
		}
	}
	if err := compareFiles(all, once); err != nil {
		return err
	}
	*all.digests = digests{} // all keys are made
	return run(jobs, opts.Workers, opts.Watch, once)
}

// onceFile is a unit that is one file.
func onceFile(once tree.Once, path string, key tree.Key, make func() ([]byte, error)) error {
	_, err := once(path, key, func(emit tree.Emit) ([]byte, error) {
		body, err := make()
		if err != nil {
			return nil, err
		}
		return nil, emit(tree.File{Path: path, Body: body})
	})
	return err
}

func languages(s *portal.Settings) []string {
	if len(s.Languages) == 0 {
		return []string{portal.Chinese}
	}
	return s.Languages
}

// job is a page to be made.
type job struct {
	edition  *edition
	path     string
	of       material // nil once there is a key
	key      tree.Key
	template string // its name, such as agency.html
	view     func(page) any
	file     func(page) ([]byte, error) // makes a file that is no page, in the place of template and view
}

// run renders jobs in order, workers at a time, and returns the error of the
// earliest page that failed.
func run(jobs []job, workers int, watch Watch, once tree.Once) error {
	if watch.Planned != nil {
		watch.Planned(len(jobs))
	}
	errs := make([]error, len(jobs))
	var next atomic.Int64
	var failed atomic.Bool
	var wait sync.WaitGroup
	for worker := range workers {
		wait.Go(func() {
			var buffer []byte
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(jobs) {
					return
				}
				if errs[i] = jobs[i].watched(watch, worker, &buffer, once); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// watched renders a page and tells who watches.
func (j job) watched(w Watch, worker int, buffer *[]byte, once tree.Once) error {
	if w.Began != nil {
		w.Began(worker, cmp.Or(j.template, path.Base(j.path)))
	}
	if w.Ended != nil {
		defer w.Ended(worker)
	}
	return j.render(buffer, once)
}

func (j job) render(buffer *[]byte, once tree.Once) error {
	return onceFile(once, j.path, j.key, func() ([]byte, error) {
		if j.file != nil {
			return j.makeFile()
		}
		return j.page(buffer)
	})
}

func (j job) page(buffer *[]byte) ([]byte, error) {
	view := j.view(page{edition: j.edition, path: j.path})
	body, err := j.edition.templates.Append((*buffer)[:0], j.template, view)
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", j.path, err)
	}
	*buffer = body
	if err := j.edition.broken.Load(); err != nil {
		return nil, fmt.Errorf("page %s: %w", j.path, *err)
	}
	if !j.edition.opts.Lend {
		body = bytes.Clone(body)
	}
	return body, nil
}

func (j job) makeFile() ([]byte, error) {
	body, err := j.file(page{edition: j.edition, path: j.path})
	if err == nil && j.edition.broken.Load() != nil {
		err = *j.edition.broken.Load()
	}
	if err != nil {
		return nil, fmt.Errorf("file %s: %w", j.path, err)
	}
	return body, nil
}

// page is the page that a view is made for: it knows how to link from there.
type page struct {
	*edition
	path string
}

// to is the link from the page to a path. The page for what is not found is shown
// at any address, so its links are rooted.
func (p page) to(path string) string {
	if p.path == route.NotFound {
		return p.base + path
	}
	return route.Rel(p.path, path)
}

// root is the link from the page to the public folder.
func (p page) root() string {
	if p.path == route.NotFound {
		return p.base
	}
	return route.Root(p.path)
}

// basePath is the path of the portal's base_url with a final slash.
func basePath(s *portal.Settings) string {
	_, rest, found := strings.Cut(s.BaseURL, "://")
	if !found {
		return "/"
	}
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}
