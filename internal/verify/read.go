package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gongshi/internal/build"
	"gongshi/internal/output"
	"gongshi/internal/published"
)

// Reading is the name of the stage in which a published site is read. Its total is of files.
const Reading = "read"

// How a host is asked.
const (
	requests  = 8                // at a time
	tries     = 4                // of each request, in all
	firstWait = time.Second      // before the second try; each further one waits twice as long
	longest   = 2 * time.Minute  // that a host may ask to wait
	patience  = 30 * time.Second // with a host that says nothing, or nothing more
	whole     = 30 * time.Minute // for one file, however slowly it comes
)

// progressEvery is how often a reading is told of.
const progressEvery = 100 * time.Millisecond

// Errors of hosts that are asked again.
var (
	errSilent = errors.New("no answer")
	errBroken = errors.New("the answer broke off")
)

// source is a site with the manners of asking for it.
type source struct {
	*published.Site
	patience, wait time.Duration
	close          func() // ends connections that are kept
}

// openSite reads the manifest of a site.
func openSite(ctx context.Context, where string, o Options) (*source, error) {
	s := &source{patience: patience, wait: firstWait}
	if o.patience > 0 {
		s.patience, s.wait = o.patience, o.firstWait
	}
	client := o.client
	if client == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConnsPerHost = requests
		client = &http.Client{Transport: transport, Timeout: whole}
	}
	s.close = client.CloseIdleConnections
	err := s.retry(ctx, func(ctx context.Context, _ *time.Timer) (err error) {
		s.Site, err = published.Open(ctx, where, client)
		return err
	})
	return s, err
}

// read opens a file and hands it to use, which is called again where the host stumbles.
func (s *source) read(ctx context.Context, path string, use func(io.Reader) error) error {
	return s.retry(ctx, func(ctx context.Context, alarm *time.Timer) error {
		f, err := s.Open(ctx, path)
		if err != nil {
			return err
		}
		defer f.Close()
		alarm.Stop() // it watches the host, not what use does
		if s.Folder != "" {
			return use(f)
		}
		return use(&watched{f, alarm, s.patience})
	})
}

// maxSmall is the longest file that all reads, in bytes: far more than any it is asked for has.
const maxSmall = 256 << 20

// all is a whole file.
func (s *source) all(ctx context.Context, path string) (body []byte, err error) {
	err = s.read(ctx, path, func(f io.Reader) (err error) {
		if body, err = io.ReadAll(io.LimitReader(f, maxSmall+1)); err == nil && len(body) > maxSmall {
			err = fmt.Errorf("read %s: want at most %d bytes, found more", path, maxSmall)
		}
		return err
	})
	return body, err
}

// watched is an answer that must go on coming.
type watched struct {
	io.Reader
	alarm    *time.Timer
	patience time.Duration
}

func (w *watched) Read(b []byte) (int, error) {
	w.alarm.Reset(w.patience)
	defer w.alarm.Stop()
	n, err := w.Reader.Read(b)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%w: %w", errBroken, err)
	}
	return n, err
}

// retry tries something until it is done or cannot be done. The context of a try ends when its
// alarm goes off.
func (s *source) retry(ctx context.Context, try func(context.Context, *time.Timer) error) error {
	once := func() error {
		ctx, stop := context.WithCancelCause(ctx)
		defer stop(nil)
		alarm := time.AfterFunc(s.patience, func() { stop(errSilent) })
		defer alarm.Stop()
		err := try(ctx, alarm)
		if err != nil && context.Cause(ctx) == errSilent {
			err = fmt.Errorf("%w within %s: %w", errSilent, s.patience, err)
		}
		return err
	}
	for left, wait := tries-1, s.wait; ; left, wait = left-1, 2*wait {
		err := once()
		if left == 0 || !passing(err) || ctx.Err() != nil {
			return err
		}
		if status := (*published.StatusError)(nil); errors.As(err, &status) {
			wait = max(wait, min(status.After, longest))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// passing says whether an error is one of a network or a host on a bad day, and may be over
// a little later.
func passing(err error) bool {
	var status *published.StatusError
	var network net.Error
	var name *net.DNSError
	var file *fs.PathError
	switch {
	case errors.As(err, &status):
		return status.Passing()
	case errors.As(err, &name) && name.IsNotFound:
		return false
	case errors.As(err, &file):
		return false // though what the system says of it has the methods of a net.Error
	}
	return errors.As(err, &network) || errors.Is(err, errBroken) || errors.Is(err, errSilent)
}

// serving is how a file is served that is not as it is listed.
type serving struct {
	why string // it is not served at all; empty: it has other bytes
}

// own are files that a host reads and need not serve.
var own = []string{"_headers", "_redirects", ".nojekyll"}

// readAll reads every file of the site and notes those that are not what the manifest lists.
func (c *comparison) readAll(ctx context.Context) error {
	if !c.site.Whole() {
		return nil
	}
	workers := runtime.GOMAXPROCS(0)
	if c.site.Folder == "" {
		workers = requests
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	p := c.begin()
	defer p.end()
	files := c.site.Manifest.Files
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(workers, len(files)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(files) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := c.readOne(ctx, files[i]); err != nil {
					stop(err)
				}
				p.done.Add(1)
				p.bytes.Add(files[i].Size)
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

// readOne compares a file as it is served with what the manifest lists.
func (c *comparison) readOne(ctx context.Context, e output.Entry) error {
	var found output.Entry
	err := c.site.read(ctx, e.Path, func(f io.Reader) error {
		sum := sha256.New()
		n, err := io.Copy(sum, io.LimitReader(f, e.Size+1)) // one more is too many already
		found = output.Entry{Path: e.Path, Size: n, SHA256: hex.EncodeToString(sum.Sum(nil))}
		return err
	})
	var status *published.StatusError
	var s serving
	switch missing := errors.Is(err, fs.ErrNotExist); {
	case err == nil && found == e:
		return nil
	case err == nil:
	case missing && c.site.Folder == "" && slices.Contains(own, e.Path):
		c.mu.Lock()
		defer c.mu.Unlock()
		c.hosts = append(c.hosts, e.Path)
		return nil
	case missing:
		s.why = "not there"
	case errors.As(err, &status) && !status.Passing():
		s.why = fmt.Sprintf("not served: %d %s", status.Code, http.StatusText(status.Code))
	default:
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.served[e.Path] = s
	return nil
}

// foreign looks for files in the site's folder that are nobody's.
func (c *comparison) foreign() error {
	if c.site.Folder == "" || !c.site.Whole() {
		return nil
	}
	root, err := os.OpenRoot(c.site.Folder)
	if err != nil {
		return err
	}
	defer root.Close()
	return fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		_, listed := c.site.Entry(path)
		switch {
		case slices.ContainsFunc(c.keep, func(k string) bool { return path == k || strings.HasPrefix(path, k+"/") }):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir(), listed, c.made[path], path == output.ManifestName:
		default:
			c.differ(Difference{Path: path, Kind: Foreign, Offset: -1})
		}
		return nil
	})
}

// progress tells of the reading.
type progress struct {
	tell        func(build.Step)
	began       time.Time
	total       int64
	done, bytes atomic.Int64
	stop        chan struct{}
	ended       sync.WaitGroup
}

func (c *comparison) begin() *progress {
	p := &progress{tell: c.o.Build.Progress, began: time.Now(), total: int64(len(c.site.Manifest.Files)), stop: make(chan struct{})}
	p.step(build.Began)
	p.ended.Go(func() {
		t := time.NewTicker(progressEvery)
		defer t.Stop()
		for {
			select {
			case <-p.stop:
				p.step(build.Ended)
				return
			case <-t.C:
				p.step(build.Running)
			}
		}
	})
	return p
}

func (p *progress) step(state build.State) {
	took := time.Since(p.began)
	p.tell(build.Step{
		Stage: Reading, State: state, At: took, Took: took,
		Files: p.done.Load(), Bytes: p.bytes.Load(), Done: p.done.Load(), Total: p.total,
	})
}

func (p *progress) end() {
	close(p.stop)
	p.ended.Wait()
}

// oneAtATime lets the stages of a build and the reading tell of themselves in turn.
func oneAtATime(tell func(build.Step)) func(build.Step) {
	if tell == nil {
		return func(build.Step) {}
	}
	var mu sync.Mutex
	return func(s build.Step) {
		mu.Lock()
		defer mu.Unlock()
		tell(s)
	}
}
