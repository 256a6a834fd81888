package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gongshi/internal/build"
)

// aSite is what a build tells of a stage that takes 25 seconds, with a part.
func aSite() []build.Step {
	var list []build.Step
	step := func(stage string, state build.State, depth int, at, took time.Duration, done int64) {
		list = append(list, build.Step{Stage: stage, State: state, Depth: depth, At: at, Took: took, Files: done, Bytes: 1000 * done, Done: done, Total: 30_000})
	}
	step("site", build.Began, 0, time.Second, 0, 0)
	step("pages", build.Began, 1, time.Second, 0, 0)
	for took := 100 * time.Millisecond; took < 25*time.Second; took += 100 * time.Millisecond {
		done := int64(took / time.Millisecond)
		step("site", build.Running, 0, time.Second+took, took, done)
		step("pages", build.Running, 1, time.Second+took, took, done)
	}
	step("pages", build.Ended, 1, 26*time.Second, 25*time.Second, 25_000)
	step("site", build.Ended, 0, 26*time.Second, 25*time.Second, 25_000)
	return list
}

// said is what is said of some steps.
func said(t *testing.T, f logFlags, repeated bool, steps []build.Step) string {
	t.Helper()
	var b bytes.Buffer
	m, err := newMessages(System{Stderr: &b, Getenv: func(string) string { return "" }}, f, ".")
	if err != nil {
		t.Fatal(err)
	}
	m.repeated = repeated
	if tell := m.begin(); tell != nil {
		for _, s := range steps {
			tell(s)
		}
	}
	return b.String()
}

func TestPlainLines(t *testing.T) {
	const normal = `site: begins
site: 10,000 of 30,000 pages, 10 s so far
site: 20,000 of 30,000 pages, 20 s so far
site: 25.00 s, 25,000 files, 25.0 MB
`
	for _, tt := range []struct {
		name     string
		flags    logFlags
		repeated bool
		want     string
	}{
		{"normal", logFlags{log: "text"}, false, normal},
		{"quiet", logFlags{quiet: true, log: "text"}, false, ""},
		{"quiet JSON", logFlags{quiet: true, log: "json"}, false, ""},
		{"serve", logFlags{log: "text"}, true, ""},
	} {
		if got := said(t, tt.flags, tt.repeated, aSite()); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
	got := said(t, logFlags{verbose: true, log: "text"}, true, aSite())
	for _, want := range []string{"workers\n", "\n  pages: begins\n", "\nsite: 25.00 s, 25,000 files, 25.0 MB, 1,000/s\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("verbose: want %q in\n%s", want, got)
		}
	}
}

func TestJSONLines(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(said(t, logFlags{log: "json"}, false, aSite()), "\n"), "\n")
	if len(lines) != 1+1+24+1 { // start, began, one a second, ended
		t.Errorf("%d lines, want 27:\n%s", len(lines), strings.Join(lines, "\n"))
	}
	for _, l := range lines {
		var o struct {
			Event, Stage, State string
			ElapsedMS           int64 `json:"elapsed_ms"`
			Done, Total         int64
		}
		if err := json.Unmarshal([]byte(l), &o); err != nil {
			t.Fatalf("%s: %v", l, err)
		}
		if o.Event != "start" && (o.Event != "stage" || o.Stage != "site" || o.ElapsedMS < 1000 || o.Total != 30_000) {
			t.Errorf("got %s", l)
		}
		if !strings.HasPrefix(l, `{"event":"`) {
			t.Errorf("%s: want the event first", l)
		}
	}
}

// screen is what a terminal of some columns shows of what is written to it: lines, of
// which the last is not ended.
type screen struct {
	columns int
	lines   []string
	wrapped int // how often text ran over the right edge
	writes  int
}

func (s *screen) Write(p []byte) (int, error) {
	s.writes++
	if len(s.lines) == 0 {
		s.lines = []string{""}
	}
	last := []byte(s.lines[len(s.lines)-1])
	at := len(last)
	for _, c := range p {
		switch c {
		case '\r':
			at = 0
		case '\n':
			s.lines[len(s.lines)-1] = string(last)
			s.lines, last, at = append(s.lines, ""), nil, 0
		default:
			if at == s.columns {
				s.wrapped++
			}
			if at < len(last) {
				last[at] = c
			} else {
				last = append(last, c)
			}
			at++
		}
	}
	s.lines[len(s.lines)-1] = strings.TrimRight(string(last), " ")
	return len(p), nil
}

// onScreen tells steps to a terminal, whose clock goes by the steps.
func onScreen(t *testing.T, s *screen, verbose bool, steps []build.Step, look func(build.Step)) {
	t.Helper()
	m, err := newMessages(System{Stderr: s, Getenv: func(string) string { return "" }}, logFlags{verbose: verbose, log: "text"}, ".")
	if err != nil {
		t.Fatal(err)
	}
	clock := time.Unix(0, 0)
	m.line = &statusLine{w: s, width: func() int { return s.columns }, now: func() time.Time { return clock }}
	tell := m.begin()
	for _, step := range steps {
		clock = time.Unix(0, 0).Add(step.At)
		tell(step)
		look(step)
	}
	m.say("done")
}

func TestStatusLine(t *testing.T) {
	s := &screen{columns: 80}
	var at10 string
	onScreen(t, s, false, aSite(), func(step build.Step) {
		if step.Took == 10*time.Second {
			at10 = s.lines[0]
		}
	})
	if want := "site  10,000 of 30,000 pages  33 %  20 s left  1,000/s  10.0 MB  10 s"; at10 != want {
		t.Errorf("after 10 seconds: got %q, want %q", at10, want)
	}
	if got := strings.Join(s.lines, "\n"); got != "done\n" {
		t.Errorf("at the end: got %q, want the line to be gone", got)
	}
	if most := 25*10 + 4; s.writes > most {
		t.Errorf("the line was written %d times in 25 s, want at most %d", s.writes, most)
	}
	if s.wrapped > 0 {
		t.Error("the line ran over the edge")
	}
}

func TestStatusLineOnNarrowTerminal(t *testing.T) {
	for columns, want := range map[int]string{40: "site  10,000 of 30,000 pages  33 %", 30: "site  10,000 of 30,000 pages", 12: "site", 4: "sit", 1: ""} {
		s := &screen{columns: columns}
		var got string
		onScreen(t, s, false, aSite(), func(step build.Step) {
			if step.Took == 10*time.Second {
				got = s.lines[0]
			}
		})
		if got != want || s.wrapped > len("done") {
			t.Errorf("%d columns: got %q, wrapped %d times; want %q", columns, got, s.wrapped, want)
		}
	}
}

func TestVerboseOnTerminal(t *testing.T) {
	s := &screen{columns: 80}
	onScreen(t, s, true, aSite(), func(build.Step) {})
	got := strings.Join(s.lines[1:], "\n") // the first names the version
	if want := "  pages: 25.00 s, 25,000 files, 25.0 MB, 1,000/s\nsite: 25.00 s, 25,000 files, 25.0 MB, 1,000/s\ndone\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestForemost(t *testing.T) {
	load, site, search := build.Step{Stage: "load"}, build.Step{Stage: "site", Total: 3}, build.Step{Stage: "search"}
	for _, tt := range []struct {
		open []build.Step
		want string
	}{{[]build.Step{load}, "load"}, {[]build.Step{load, search}, "search"}, {[]build.Step{site, search}, "site"}} {
		if got := foremost(tt.open).Stage; got != tt.want {
			t.Errorf("%v: got %s, want %s", tt.open, got, tt.want)
		}
	}
}

func TestLogFlags(t *testing.T) {
	for _, f := range []logFlags{{quiet: true, verbose: true, log: "text"}, {log: "xml"}} {
		var usage usageError
		if _, err := newMessages(System{}, f, "."); !errors.As(err, &usage) {
			t.Errorf("%+v: got %v, want an error of usage", f, err)
		}
	}
}

// TestFailedAsJSON holds that an error is one object, and is not said a second time.
func TestFailedAsJSON(t *testing.T) {
	var b bytes.Buffer
	m, err := newMessages(System{Stderr: &b}, logFlags{log: "json"}, ".")
	if err != nil {
		t.Fatal(err)
	}
	var said saidError
	if err := m.failed(fmt.Errorf("%w in <x>", build.ErrNoPortal)); !errors.As(err, &said) || !errors.Is(err, build.ErrNoPortal) {
		t.Errorf("got %v, want it marked as said", err)
	}
	if got := b.String(); !strings.HasPrefix(got, `{"event":"error","hint":"a portal is`) || !strings.HasSuffix(got, "\"message\":\"no gongshi.yaml in <x>\"}\n") {
		t.Errorf("got %s", got)
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 27_012: "27,012", 1_234_567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
