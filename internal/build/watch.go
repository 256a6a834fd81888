package build

import (
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"gongshi/internal/site"
	"gongshi/internal/tree"
)

// State is how far a stage has come.
type State string

// The states, in their order.
const (
	Began   State = "began"
	Running State = "running"
	Ended   State = "ended"
)

// Step says where a stage of a build stands.
type Step struct {
	Stage string
	State State
	Depth int           // 0: a stage of the build; from 1: a part of one
	At    time.Duration // since the build began
	Took  time.Duration // since the stage began

	Files int64 // that the stage handed on
	Bytes int64 // of these files
	Done  int64 // pages made, of Total
	Total int64 // pages to be made; 0: not known
	Kept  int64 // units that were taken over from an earlier build
}

// tick is how often a watch looks at the stages that are open.
const tick = 100 * time.Millisecond

// watch follows the stages of a build: it tells Options.Progress and writes
// Options.Trace. A nil watch does neither.
type watch struct {
	trace *Trace
	tell  func(Step)
	start time.Time

	mu    sync.Mutex // one Step at a time
	open  []*stage   // in the order in which they began
	files int64      // of the stages that ended, parts left out
	bytes int64

	stop  chan struct{}
	ended sync.WaitGroup
}

// newWatch is nil where nobody looks.
func newWatch(o Options) *watch {
	if o.Trace == nil && o.Progress == nil {
		return nil
	}
	w := &watch{trace: o.Trace, tell: o.Progress, start: time.Now(), stop: make(chan struct{})}
	if w.tell == nil {
		w.tell = func(Step) {}
	}
	w.trace.begin(w.start)
	w.ended.Go(w.run)
	return w
}

// run looks at the open stages until the build ends.
func (w *watch) run() {
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		select {
		case <-w.stop:
			w.sample()
			return
		case <-t.C:
			w.look()
			w.sample()
		}
	}
}

func (w *watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.open {
		w.tell(s.step(Running, time.Now()))
	}
}

// sample adds the counters to the trace.
func (w *watch) sample() {
	if w.trace == nil {
		return
	}
	w.mu.Lock()
	files, bytes := w.files, w.bytes
	for _, s := range w.open {
		files, bytes = files+s.files.Load(), bytes+s.bytes.Load()
	}
	w.mu.Unlock()
	w.trace.count(files, bytes)
}

// end ends the watch. Nothing is told afterwards.
func (w *watch) end() {
	if w != nil {
		close(w.stop)
		w.ended.Wait()
	}
}

// stage is one stage of a build, or a part of one. A nil stage is watched by nobody.
type stage struct {
	watch  *watch
	parent *stage
	name   string
	depth  int
	lane   int // of the trace: parts share that of their stage
	began  time.Time

	files, bytes, done, total, kept atomic.Int64

	makers []maker // of pages; for the trace
}

// begin begins a stage, or a part of the stage that the options were put under.
func (o Options) begin(name string) *stage { return o.watch.begin(o.stage, name) }

// under are the options of the parts of a stage.
func (o Options) under(s *stage) Options {
	o.stage = s
	return o
}

// part begins a part of a stage.
func (s *stage) part(name string) *stage {
	if s == nil {
		return nil
	}
	return s.watch.begin(s, name)
}

func (w *watch) begin(parent *stage, name string) *stage {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &stage{watch: w, parent: parent, name: name, began: time.Now()}
	if parent == nil {
		s.lane = w.freeLane()
	} else {
		s.depth, s.lane = parent.depth+1, parent.lane
	}
	w.open = append(w.open, s)
	w.tell(s.step(Began, s.began))
	return s
}

// freeLane is the first lane of the trace on which no stage runs.
func (w *watch) freeLane() int {
	for lane := firstLane; ; lane++ {
		if !slices.ContainsFunc(w.open, func(s *stage) bool { return s.lane == lane }) {
			return lane
		}
	}
}

// end ends a stage.
func (s *stage) end() {
	if s == nil {
		return
	}
	w, now := s.watch, time.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open = slices.DeleteFunc(w.open, func(o *stage) bool { return o == s })
	last := s.step(Ended, now)
	w.files, w.bytes = w.files+last.Files, w.bytes+last.Bytes
	w.trace.stage(s, last)
	w.tell(last)
}

func (s *stage) step(state State, now time.Time) Step {
	return Step{
		Stage: s.name, State: state, Depth: s.depth, At: now.Sub(s.watch.start), Took: now.Sub(s.began),
		Files: s.files.Load(), Bytes: s.bytes.Load(), Done: s.done.Load(), Total: s.total.Load(), Kept: s.kept.Load(),
	}
}

// emit counts what a stage hands on.
func (s *stage) emit(next tree.Emit) tree.Emit {
	if s == nil {
		return next
	}
	return func(f tree.File) error {
		s.files.Add(1)
		s.bytes.Add(int64(len(f.Body)))
		if f.Write != nil {
			f.Write = s.counted(f.Write)
		}
		return next(f)
	}
}

// counted counts what is written the first time.
func (s *stage) counted(write func(io.Writer) error) func(io.Writer) error {
	again := false
	return func(to io.Writer) error {
		if again {
			return write(to)
		}
		again = true
		return write(io.MultiWriter(to, &byteCount{&s.bytes}))
	}
}

// byteCount counts what is written to it.
type byteCount struct{ sum *atomic.Int64 }

func (c *byteCount) Write(b []byte) (int, error) {
	c.sum.Add(int64(len(b)))
	return len(b), nil
}

// once counts the units of a stage that are taken over.
func (s *stage) once(next tree.Once) tree.Once {
	if s == nil {
		return next
	}
	return func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		made := false
		note, err := next(name, key, func(emit tree.Emit) ([]byte, error) {
			made = true
			return make(s.emit(emit))
		})
		if err == nil && !made {
			s.kept.Add(1)
		}
		return note, err
	}
}

// pages follows the pages of a stage.
func (s *stage) pages() site.Watch {
	if s == nil {
		return site.Watch{}
	}
	w := site.Watch{
		Planned: func(n int) { s.total.Add(int64(n)) },
		Ended:   func(int) { s.done.Add(1) },
	}
	if s.watch.trace == nil {
		return w
	}
	s.makers = make([]maker, runtime.GOMAXPROCS(0))
	known := func(worker int) bool { return worker < len(s.makers) }
	w.Began = func(worker int, kind string) {
		if known(worker) {
			s.makers[worker].begin(kind)
		}
	}
	w.Ended = func(worker int) {
		s.done.Add(1)
		if known(worker) {
			s.makers[worker].end()
		}
	}
	return w
}
