package build

import (
	"bytes"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"testing"

	"gongshi/internal/tree"
)

// traced builds a small portal and returns the events of its trace.
func traced(t *testing.T) []event {
	t.Helper()
	trace := &Trace{}
	run(t, Options{Dir: folder(t, map[string]string{"data/projects.csv": projects}), Trace: trace})
	var b bytes.Buffer
	if n, err := trace.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d of %d bytes: %v", n, b.Len(), err)
	}
	var got struct{ TraceEvents []event }
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got.TraceEvents
}

func TestTrace(t *testing.T) {
	spans := map[string]event{}
	counters := map[string]bool{}
	pages := 0.0
	for _, e := range traced(t) {
		switch e.Phase {
		case "X":
			if e.Start < 0 || e.Duration <= 0 {
				t.Errorf("event %+v, want one with a length", e)
			}
			if e.Thread >= makerLane {
				n, _ := e.Args["pages"].(float64)
				pages += n
				continue
			}
			spans[e.Name] = e
		case "C":
			counters[e.Name] = true
		case "M":
		default:
			t.Errorf("event %+v, want one of the phases X, C, M", e)
		}
	}
	for _, want := range []string{"load", "intake", "register", "audit", "judge", "asset", "site", "feed", "opendata", "search", "sitemap", "output"} {
		if _, ok := spans[want]; !ok {
			t.Errorf("the trace has no span %s", want)
		}
	}
	for part, whole := range map[string]string{"intake": "load", "audit": "load"} {
		p, w := spans[part], spans[whole]
		if p.Thread != w.Thread || p.Start < w.Start || p.Start+p.Duration > w.Start+w.Duration+1 {
			t.Errorf("%s at %d for %d on lane %d lies outside %s at %d for %d on lane %d", part, p.Start, p.Duration, p.Thread, whole, w.Start, w.Duration, w.Thread)
		}
	}
	for _, want := range []string{"files", "bytes", "memory"} {
		if !counters[want] {
			t.Errorf("the trace has no counter %s", want)
		}
	}
	kinds, _ := spans["site"].Args["kinds"].(map[string]any)
	agency, _ := kinds["agency.html"].(map[string]any)
	if agency["pages"] != 2.0 { // one in each language
		t.Errorf("pages of agencies: got %v, want 2; all kinds: %v", agency["pages"], kinds)
	}
	if want := spans["site"].Args["pages"]; want != pages || pages == 0 {
		t.Errorf("the makers made %v pages, the stage says %v", pages, want)
	}
}

func TestProgress(t *testing.T) {
	var steps []Step
	r := run(t, Options{Dir: folder(t, map[string]string{"data/projects.csv": projects}), Progress: func(s Step) { steps = append(steps, s) }})
	open, files, ended := []string{}, int64(0), []string{}
	for i, s := range steps {
		if i > 0 && s.At < steps[i-1].At {
			t.Errorf("step %+v is told after %+v", s, steps[i-1])
		}
		switch s.State {
		case Began:
			if s.Depth != len(open) {
				t.Errorf("%s began at depth %d inside %v", s.Stage, s.Depth, open)
			}
			open = append(open, s.Stage)
		case Ended:
			if len(open) == 0 || open[len(open)-1] != s.Stage {
				t.Fatalf("%s ended while %v were open", s.Stage, open)
			}
			open = open[:len(open)-1]
			ended = append(ended, s.Stage)
			files += s.Files
			if s.Done != s.Total {
				t.Errorf("%s ended with %d of %d pages", s.Stage, s.Done, s.Total)
			}
			if s.Stage == "site" && (s.Total == 0 || s.Bytes == 0) {
				t.Errorf("site ended with %+v, want pages and bytes", s)
			}
		}
	}
	if len(open) > 0 || !slices.Contains(ended, "output") {
		t.Errorf("stages that did not end: %v; that ended: %v", open, ended)
	}
	if files != int64(r.Summary.Files) {
		t.Errorf("%d files were counted, %d were published", files, r.Summary.Files)
	}
}

func TestProgressOfParallelStages(t *testing.T) {
	w := newWatch(Options{Trace: &Trace{}})
	o := Options{watch: w}
	a, b := o.begin("a"), o.begin("b")
	part := b.part("c")
	a.end()
	d := o.begin("d")
	if got, want := []int{a.lane, b.lane, part.lane, d.lane}, []int{firstLane, firstLane + 1, firstLane + 1, firstLane}; !slices.Equal(got, want) {
		t.Errorf("lanes: got %v, want %v", got, want)
	}
	for _, s := range []*stage{part, b, d} {
		s.end()
	}
	w.end()
	if len(w.open) > 0 {
		t.Errorf("%d stages are open, want none", len(w.open))
	}
}

// TestUnwatched holds that a build which nobody watches goes the same way.
// TestStagesOfACleanBuild holds that stages follow one another where all has to be made, since
// each takes much memory, and that they may overlap where most is taken over.
func TestStagesOfACleanBuild(t *testing.T) {
	var open []string
	o := Options{Dir: folder(t, map[string]string{"data/projects.csv": projects}), Progress: func(s Step) {
		switch {
		case s.Depth > 0 || s.State == Running:
		case s.State == Ended:
			open = slices.DeleteFunc(open, func(name string) bool { return name == s.Stage })
		default:
			if open = append(open, s.Stage); len(open) > 1 {
				t.Errorf("%q run at the same time", open)
			}
		}
	}}
	run(t, o)
	for _, c := range []struct {
		known bool
		want  int
	}{{false, 1}, {true, runtime.GOMAXPROCS(0)}} {
		if got := (&units{known: c.known}).workers(); got != c.want {
			t.Errorf("an earlier build is known: %t; %d stages run at a time, want %d", c.known, got, c.want)
		}
	}
}

func TestUnwatched(t *testing.T) {
	o := Options{}
	s := o.begin("x")
	failed := errors.New("no")
	if s != nil || s.part("y") != nil || o.under(s).begin("z") != nil {
		t.Error("got a stage, want none")
	}
	if err := s.emit(func(tree.File) error { return failed })(tree.File{}); err != failed {
		t.Errorf("emit: got %v, want the receiver's error", err)
	}
	if w := s.pages(); w.Planned != nil || w.Began != nil || w.Ended != nil {
		t.Error("pages are watched, want them not to be")
	}
	s.end()
}

func TestKeptUnits(t *testing.T) {
	w := newWatch(Options{Progress: func(Step) {}})
	defer w.end()
	s := w.begin(nil, "site")
	takenOver := func(string, tree.Key, func(tree.Emit) ([]byte, error)) ([]byte, error) { return []byte("note"), nil }
	unit := func(emit tree.Emit) ([]byte, error) { return nil, emit(tree.File{Path: "a", Body: []byte("abc")}) }
	if note, err := s.once(takenOver)("a", tree.Key{}, unit); string(note) != "note" || err != nil {
		t.Errorf("got %q, %v", note, err)
	}
	if _, err := s.once(tree.Always(func(tree.File) error { return nil }))("b", tree.Key{}, unit); err != nil {
		t.Error(err)
	}
	if kept, files, bytes := s.kept.Load(), s.files.Load(), s.bytes.Load(); kept != 1 || files != 1 || bytes != 3 {
		t.Errorf("got %d units kept, %d files of %d bytes made; want 1, 1, 3", kept, files, bytes)
	}
}

func BenchmarkCounting(b *testing.B) {
	w := newWatch(Options{Progress: func(Step) {}})
	defer w.end()
	emit := w.begin(nil, "site").emit(func(tree.File) error { return nil })
	f := tree.File{Path: "a", Body: make([]byte, 100)}
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if err := emit(f); err != nil {
				b.Error(err)
			}
		}
	})
}
