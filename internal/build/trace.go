package build

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime/metrics"
	"slices"
	"sync"
	"time"
)

// Trace collects how long the stages took, what they made and how much memory there
// was. The zero value is ready; a nil Trace collects nothing.
type Trace struct {
	mu       sync.Mutex
	start    time.Time
	spans    []event
	counters []event
	lanes    []event
	named    map[int]bool
}

// The lanes of a trace, which are threads in its format: stages, those that run beside
// them, and the makers of pages.
const (
	firstLane = 1
	makerLane = 100
)

// event is an event of the Chrome trace event format: complete (X), counter (C), or
// the name of a lane (M).
type event struct {
	Name     string         `json:"name"`
	Phase    string         `json:"ph"`
	Start    int64          `json:"ts"`            // microseconds since the build began
	Duration int64          `json:"dur,omitempty"` // microseconds
	Process  int            `json:"pid"`
	Thread   int            `json:"tid"`
	Args     map[string]any `json:"args,omitempty"`
}

func (t *Trace) begin(start time.Time) {
	if t != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.start, t.named = start, map[int]bool{}
	}
}

// complete adds what took from one moment to another. The lock is held.
func (t *Trace) complete(lane int, title, name string, begin, end time.Time, args map[string]any) {
	if !t.named[lane] {
		t.named[lane] = true
		t.lanes = append(t.lanes, event{Name: "thread_name", Phase: "M", Process: 1, Thread: lane, Args: map[string]any{"name": title}})
	}
	t.spans = append(t.spans, event{
		Name: name, Phase: "X", Process: 1, Thread: lane, Args: args,
		Start: begin.Sub(t.start).Microseconds(), Duration: max(1, end.Sub(begin).Microseconds()),
	})
}

// stage adds a stage that has ended, and its makers of pages.
func (t *Trace) stage(s *stage, last Step) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	args := map[string]any{}
	for name, n := range map[string]int64{"files": last.Files, "bytes": last.Bytes, "pages": last.Done, "kept": last.Kept} {
		if n > 0 {
			args[name] = n
		}
	}
	kinds := map[string]*kindTime{}
	for i := range s.makers {
		m := &s.makers[i]
		m.close()
		for _, r := range m.runs {
			t.complete(makerLane+i, fmt.Sprintf("pages %d", i+1), r.kind, r.begin, r.end, map[string]any{"pages": r.pages})
		}
		for name, k := range m.kinds {
			if kinds[name] == nil {
				kinds[name] = &kindTime{}
			}
			kinds[name].Pages += k.Pages
			kinds[name].Milliseconds += k.Milliseconds
		}
	}
	if len(kinds) > 0 {
		args["kinds"] = kinds
	}
	title := "stages"
	if s.lane > firstLane {
		title = fmt.Sprintf("stages beside %d", s.lane-firstLane)
	}
	t.complete(s.lane, title, s.name, s.began, s.began.Add(last.Took), args)
}

// count adds the counters as they are now.
func (t *Trace) count(files, bytes int64) {
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(heap)
	t.mu.Lock()
	defer t.mu.Unlock()
	at := time.Since(t.start).Microseconds()
	for _, c := range []struct {
		name string
		args map[string]any
	}{
		{"files", map[string]any{"files": files}},
		{"bytes", map[string]any{"bytes": bytes}},
		{"memory", map[string]any{"heap": heap[0].Value.Uint64(), "held": heap[1].Value.Uint64() - heap[2].Value.Uint64()}},
	} {
		t.counters = append(t.counters, event{Name: c.name, Phase: "C", Start: at, Process: 1, Args: c.args})
	}
}

// WriteTo writes the trace in the JSON form that chrome://tracing and Perfetto read.
func (t *Trace) WriteTo(w io.Writer) (int64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b, err := json.Marshal(struct {
		Events []event `json:"traceEvents"`
		Unit   string  `json:"displayTimeUnit"`
	}{slices.Concat(t.spans, t.lanes, t.counters), "ms"})
	if err != nil {
		return 0, err
	}
	n, err := w.Write(append(b, '\n'))
	return int64(n), err
}

// maker is one of the goroutines that make pages. An event for each page would make a
// trace larger than some sites, so pages of one kind in a row are one event.
type maker struct {
	kind  string
	since time.Time // when the page in hand was begun
	run   pageRun
	runs  []pageRun
	kinds map[string]*kindTime
}

// pageRun is some pages of one kind, made one after the other.
type pageRun struct {
	kind       string
	begin, end time.Time
	pages      int
}

// kindTime is what the pages of a kind took together.
type kindTime struct {
	Pages        int     `json:"pages"`
	Milliseconds float64 `json:"ms"`
}

// longestRun is how long one event of pages lasts at most, one page apart.
const longestRun = 100 * time.Millisecond

func (m *maker) begin(kind string) {
	now := time.Now()
	if kind != m.run.kind || now.Sub(m.run.begin) > longestRun {
		m.close()
		m.run = pageRun{kind: kind, begin: now}
	}
	m.kind, m.since = kind, now
}

func (m *maker) end() {
	now := time.Now()
	m.run.end = now
	m.run.pages++
	k := m.kinds[m.kind]
	if k == nil {
		if m.kinds == nil {
			m.kinds = map[string]*kindTime{}
		}
		k = &kindTime{}
		m.kinds[m.kind] = k
	}
	k.Pages++
	k.Milliseconds += float64(now.Sub(m.since).Microseconds()) / 1000
}

// close ends the run of pages in hand.
func (m *maker) close() {
	if m.run.pages > 0 {
		m.runs = append(m.runs, m.run)
	}
	m.run = pageRun{}
}
