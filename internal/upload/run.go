package upload

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"time"

	"gongshi/internal/output"
)

// Options adjust a publication. The zero value is usable.
type Options struct {
	Workers  int           // files on their way at once; 0: DefaultWorkers
	Grace    time.Duration // between the last upload and the deletions
	Settle   time.Duration // where another publication may be at work, from the beginning to the second listing at least; see UsualSettle
	Keep     []string      // paths of files and whole folders that are somebody else's, whatever a manifest lists
	Compared []string      // files with which the next publication is compared, in the order in which they are put
	DryRun   bool          // make the plan and change nothing

	// Progress is told of each file that is done, one at a time. nil: nobody is told.
	Progress func(Progress)
}

// DefaultWorkers is how many files are on their way at once. More are refused by some stores.
const DefaultWorkers = 16

// Progress says how far a publication is.
type Progress struct {
	Doing Doing
	Path  string // of the file that is done; empty: it begins
	Done  int
	Total int   // files
	Bytes int64 // of those that are done
}

// Doing is what a publication does.
type Doing string

// The kinds of work.
const (
	Asking    Doing = "asking"    // for marks
	Uploading Doing = "uploading" // files
	Waiting   Doing = "waiting"   // the grace
	Deleting  Doing = "deleting"  // files
)

// Result is what a publication did, or would do.
type Result struct {
	Plan
	Bytes     int64 // of the files put
	Mended    int   // files that were put twice, since something else stood there
	Unguarded bool  // the store knows no conditional writes, so that not every second publication is noticed
}

// UsualSettle is how long it takes until a publication that was taken the place of has stopped:
// it looks every holdFor, and what is on its way arrives.
const UsualSettle = 3 * holdFor

const (
	// maxRounds is how often a site is put again where something else stands there each time.
	maxRounds = 3
	// holdFor is for how long a publication goes on without looking whether another one began.
	holdFor = 5 * time.Second
)

// Run publishes the files of a site, manifest.json among them, where before is what Look found
// in the store. The error wraps ErrTaken where another publication began meanwhile. Whatever
// ends it, the store holds the old site or the new one for readers, files of both at most, and
// the next Run goes on from there.
func Run(ctx context.Context, store Store, before Published, site Site, o Options) (Result, error) {
	r := run{store: store, open: site.Open, o: o}
	if r.o.Workers <= 0 {
		r.o.Workers = DefaultWorkers
	}
	manifest := slices.IndexFunc(site.Files, func(f File) bool { return f.Path == output.ManifestName })
	if manifest < 0 {
		return Result{}, fmt.Errorf("wanted a site with a %s, found none", output.ManifestName)
	}
	r.standing = standing{
		files: site.Files, published: make(map[string]string, len(before.Manifest.Files)+1),
		record: before.Record, keep: o.Keep, compared: o.Compared, marks: map[string]marked{},
	}
	for _, e := range before.Manifest.Files {
		r.published[e.Path] = e.SHA256
	}
	if before.SHA256 != "" {
		r.published[output.ManifestName] = before.SHA256
	}
	p, err := r.survey(ctx)
	if err != nil {
		return Result{}, err
	}
	r.done.Plan = p
	for _, m := range p.Puts {
		r.done.Bytes += m.File.Size
	}
	now := before.Record.Site == site.Files[manifest].SHA256
	nothing := len(p.Puts)+len(p.Removes) == 0 && before.Record.Whole && now && equal(p.Gone, before.Record.Gone)
	if o.DryRun || nothing {
		return r.done, nil
	}
	r.mine = Record{
		Version: recordVersion, ID: rand.Text(), Site: site.Files[manifest].SHA256,
		Gone: before.Record.Gone, etag: before.Record.etag,
	}
	if err := r.claim(ctx); err != nil {
		return r.done, err
	}
	if _, cut := before.CutOff(); cut {
		r.busy = time.Now().Add(o.Settle)
	}
	err = r.publish(ctx, p)
	return r.done, err
}

func equal(a, b [2][]string) bool { return slices.Equal(a[0], b[0]) && slices.Equal(a[1], b[1]) }

// run is a publication at work.
type run struct {
	standing
	store Store
	open  func(path string) (io.ReadSeekCloser, error)
	o     Options
	mine  Record
	done  Result
	busy  time.Time // until then another publication may be at work

	mu   sync.Mutex
	held time.Time // when the record was last seen to be ours
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// survey lists the store, asks for the marks that are needed, and makes a plan.
func (r *run) survey(ctx context.Context) (p Plan, err error) {
	if r.there, err = r.store.List(ctx); err != nil {
		return p, err
	}
	delete(r.there, RecordName)
	doubts := r.doubts()
	var mu sync.Mutex
	err = r.each(ctx, Asking, len(doubts), r.o.Workers, func(ctx context.Context, i int) (string, int64, error) {
		path := doubts[i]
		mark, err := r.store.Mark(ctx, path)
		if errors.Is(err, fs.ErrNotExist) {
			mark, err = "", nil // it went meanwhile
		}
		mu.Lock()
		defer mu.Unlock()
		r.marks[path] = marked{r.there[path], mark}
		return path, 0, err
	})
	return r.plan(), err
}

// publish puts, looks again, and deletes.
func (r *run) publish(ctx context.Context, p Plan) error {
	for round := 0; ; round++ {
		if err := r.putAll(ctx, p.Puts); err != nil {
			return err
		}
		if round > 0 {
			r.done.Mended += len(p.Puts)
		}
		pause := time.Until(r.busy)
		if round == 0 && len(p.Removes) > 0 {
			pause = max(pause, r.o.Grace)
		}
		if pause > 0 {
			if r.o.Progress != nil {
				r.o.Progress(Progress{Doing: Waiting, Total: len(p.Removes)})
			}
			if err := wait(ctx, pause); err != nil {
				return err
			}
		}
		if err := r.hold(ctx, true); err != nil {
			return err
		}
		again, err := r.survey(ctx)
		if err != nil {
			return err
		}
		if p = again; len(p.Puts) == 0 {
			break
		}
		if round == maxRounds {
			return fmt.Errorf("wanted %s as it was put, found something else each time: who else writes there?", p.Puts[0].File.Path)
		}
	}
	r.done.Removes, r.done.Gone = p.Removes, p.Gone
	err := r.each(ctx, Deleting, len(p.Removes), r.o.Workers, func(ctx context.Context, i int) (string, int64, error) {
		if err := r.hold(ctx, false); err != nil {
			return "", 0, err
		}
		return p.Removes[i], 0, r.store.Remove(ctx, p.Removes[i])
	})
	if err != nil {
		return err
	}
	r.mine.Whole, r.mine.Gone = true, p.Gone
	_, err = r.mine.write(ctx, r.store)
	return err
}

// claim writes the record, so that publications that began before stop.
func (r *run) claim(ctx context.Context) error {
	guarded, err := r.mine.write(ctx, r.store)
	r.done.Unguarded = !guarded
	r.held = time.Now()
	return err
}

// hold looks whether another publication began, at times.
func (r *run) hold(ctx context.Context, now bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !now && time.Since(r.held) < holdFor {
		return nil
	}
	if err := r.mine.held(ctx, r.store); err != nil {
		return err
	}
	r.held = time.Now()
	return nil
}

// putAll puts files, step by step.
func (r *run) putAll(ctx context.Context, puts []Move) error {
	total, done, bytes := len(puts), 0, int64(0)
	for len(puts) > 0 {
		step := puts[0].Step
		n := 0
		for n < len(puts) && puts[n].Step == step {
			n++
		}
		workers := r.o.Workers
		if step == Compared {
			workers = 1
		}
		if err := r.hold(ctx, true); err != nil {
			return err
		}
		err := r.some(ctx, Progress{Doing: Uploading, Done: done, Total: total, Bytes: bytes}, n, workers, func(ctx context.Context, i int) (string, int64, error) {
			if err := r.hold(ctx, false); err != nil {
				return "", 0, err
			}
			f := puts[i].File
			return f.Path, f.Size, r.put(ctx, f)
		})
		if err != nil {
			return err
		}
		for _, m := range puts[:n] {
			bytes += m.File.Size
		}
		done, puts = done+n, puts[n:]
	}
	return nil
}

// put puts a file; manifest.json only where it is still the one that was found, so that of two
// publications that both believe to be the last one stops.
func (r *run) put(ctx context.Context, f File) error {
	p := put(f)
	if f.Path == output.ManifestName && !r.done.Unguarded {
		p.Match = Nothing
		if o, ok := r.there[f.Path]; ok {
			p.Match = o.ETag
		}
	}
	body, err := r.open(f.Path)
	if err != nil {
		return err
	}
	defer body.Close()
	etag, err := r.store.Put(ctx, p, body)
	if p.Match != "" && errors.Is(err, ErrChanged) {
		// Whose record it is decides. An answer that was lost, and a publication that was stopped
		// late, look like this, too.
		if err := r.hold(ctx, true); err != nil {
			return err
		}
		p.Match = ""
		etag, err = r.store.Put(ctx, p, body)
	}
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.marks[f.Path] = marked{Object{Size: f.Size, ETag: etag}, p.Mark}
	return nil
}

// each does one thing after the other for n files, some at a time.
func (r *run) each(ctx context.Context, doing Doing, n, workers int, do func(ctx context.Context, i int) (string, int64, error)) error {
	return r.some(ctx, Progress{Doing: doing, Total: n}, n, workers, do)
}

// some does so as a part of more. The first error ends it.
func (r *run) some(ctx context.Context, at Progress, n, workers int, do func(ctx context.Context, i int) (string, int64, error)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan int)
	var all sync.WaitGroup
	var mu sync.Mutex
	for range min(n, workers) {
		all.Go(func() {
			for i := range next {
				path, size, err := do(ctx, i)
				if err != nil {
					stop(err)
					return
				}
				mu.Lock()
				at.Path, at.Done, at.Bytes = path, at.Done+1, at.Bytes+size
				if r.o.Progress != nil {
					r.o.Progress(at)
				}
				mu.Unlock()
			}
		})
	}
	for i := range n {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	all.Wait()
	return context.Cause(ctx)
}
