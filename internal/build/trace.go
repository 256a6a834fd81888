package build

import (
	"encoding/json"
	"io"
	"sync"
	"time"
)

// Trace collects how long the stages took. The zero value is ready; a nil Trace
// collects nothing.
type Trace struct {
	mu     sync.Mutex
	start  time.Time
	events []event
}

// event is a complete event of the Chrome trace event format.
type event struct {
	Name     string `json:"name"`
	Phase    string `json:"ph"`
	Start    int64  `json:"ts"`  // microseconds since the first stage began
	Duration int64  `json:"dur"` // microseconds
	Process  int    `json:"pid"`
	Thread   int    `json:"tid"`
}

// span begins a stage and returns the function that ends it.
func (t *Trace) span(name string) (end func()) {
	if t == nil {
		return func() {}
	}
	begin := time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.start.IsZero() {
		t.start = begin
	}
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.events = append(t.events, event{
			Name: name, Phase: "X", Process: 1, Thread: 1,
			Start: begin.Sub(t.start).Microseconds(), Duration: time.Since(begin).Microseconds(),
		})
	}
}

// WriteTo writes the trace in the JSON form that chrome://tracing and Perfetto read.
func (t *Trace) WriteTo(w io.Writer) (int64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b, err := json.Marshal(struct {
		Events []event `json:"traceEvents"`
	}{t.events})
	if err != nil {
		return 0, err
	}
	n, err := w.Write(append(b, '\n'))
	return int64(n), err
}
