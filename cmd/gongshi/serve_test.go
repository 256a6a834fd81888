package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for what must happen, before it fails.
const patience = 90 * time.Second

// server is a running gongshi serve.
type server struct {
	url    string // without a final slash
	stderr *safeBuffer
	stop   func() // interrupts it and checks its exit; safe to call twice
}

// safeBuffer is a buffer that a process writes to while a test reads it.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

var address = regexp.MustCompile(`^http://127\.0\.0\.1:\d+/\n$`)

// serve starts the preview of a portal on a free port.
func serve(t testing.TB, portal string, args ...string) *server {
	t.Helper()
	s := &server{stderr: &safeBuffer{}}
	cmd := exec.Command("gongshi", append([]string{"serve", "-C", portal, "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Stderr = s.stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.stop = sync.OnceFunc(func() {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Errorf("interrupt: %v", err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("serve ended with %v, want exit code 0; stderr:\n%s", err, s.stderr)
		}
	})
	t.Cleanup(s.stop)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil || !address.MatchString(line) {
		t.Fatalf("first line of stdout: got %q, %v, want an address; stderr:\n%s", line, err, s.stderr)
	}
	s.url = strings.TrimSuffix(line, "/\n")
	return s
}

// get fetches a path of the preview.
func (s *server) get(t testing.TB, path string) (*http.Response, string) {
	t.Helper()
	resp, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

// events subscribes to the reload events and hands each one on by its name.
func (s *server) events(t *testing.T) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, "GET", s.url+"/-/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("Content-Type of the events: got %q", got)
	}
	names := make(chan string, 100)
	go func() {
		defer resp.Body.Close()
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				names <- name
			}
		}
		close(names)
	}()
	return names
}

// await looks after each event of a name whether what must come true has come true.
func await(t *testing.T, events <-chan string, name, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case got, open := <-events:
			if !open {
				t.Fatalf("the events ended before: %s", what)
			}
			if got == name && ok() {
				return
			}
		case <-deadline:
			t.Fatalf("after %v still not: %s", patience, what)
		}
	}
}

func TestServe(t *testing.T) {
	s := serve(t, smallPortal(t, t.TempDir()))
	t.Run("headers", func(t *testing.T) {
		resp, body := s.get(t, "/")
		if resp.StatusCode != http.StatusOK || !strings.Contains(body, "拟州市公示") {
			t.Errorf("got %s and %.200q", resp.Status, body)
		}
		for key, want := range map[string]string{
			"Content-Type":            "text/html; charset=utf-8",
			"Content-Security-Policy": "default-src 'none'",
			"X-Content-Type-Options":  "nosniff",
			"Referrer-Policy":         "same-origin",
		} {
			if got := resp.Header.Get(key); !strings.Contains(got, want) {
				t.Errorf("%s: got %q, want %q", key, got, want)
			}
		}
	})
	for _, c := range []struct {
		path   string
		status int
		kind   string
	}{
		{"/index.html", 200, "text/html; charset=utf-8"},
		{"/agencies/529900000000000193.html", 200, "text/html; charset=utf-8"},
		{"/agencies/529900000000000193.json", 200, "application/json; charset=utf-8"},
		{"/data/agencies.csv", 200, "text/csv; charset=utf-8"},
		{"/feed.xml", 200, "application/xml; charset=utf-8"},
		{"/nothing.html", 404, "text/html; charset=utf-8"},
		{"/../gongshi.yaml", 404, "text/html; charset=utf-8"},
		{"/%2e%2e/gongshi.yaml", 404, "text/html; charset=utf-8"},
	} {
		t.Run(c.path, func(t *testing.T) {
			resp, body := s.get(t, c.path)
			if resp.StatusCode != c.status || resp.Header.Get("Content-Type") != c.kind {
				t.Errorf("got %s, %s; want %d, %s", resp.Status, resp.Header.Get("Content-Type"), c.status, c.kind)
			}
			if strings.Contains(body, "as_of:") {
				t.Error("the answer is gongshi.yaml")
			}
		})
	}
	t.Run("foreign host", func(t *testing.T) {
		req, err := http.NewRequest("GET", s.url+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "example.org"
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusMisdirectedRequest {
			t.Errorf("got %s, want %d", resp.Status, http.StatusMisdirectedRequest)
		}
	})
}

// TestServeRebuild edits a table under a running preview: a good edit reloads the
// page, a bad one shows the findings over the old page, and mending it reloads again.
func TestServeRebuild(t *testing.T) {
	const page = "/agencies/529900000000000193.html"
	portal := smallPortal(t, t.TempDir())
	table := filepath.Join(portal, "data/agencies.csv")
	good := readFile(t, table)
	s := serve(t, portal)
	events := s.events(t)
	shows := func(text string) func() bool {
		return func() bool {
			resp, body := s.get(t, page)
			return resp.StatusCode == http.StatusOK && strings.Contains(body, text)
		}
	}
	await(t, events, "built", "the first build", shows("晨光"))
	if shows("/-/findings")() {
		t.Error("a good page leads to findings")
	}
	writeFile(t, table, []byte(strings.Replace(good, "晨光", "旭日", 1)))
	await(t, events, "built", "the page has the new name", shows("旭日"))

	writeFile(t, table, []byte(strings.Replace(good, "529900000000000193", "5299", 1)))
	await(t, events, "failed", "the findings name the cell", func() bool {
		_, body := s.get(t, "/-/findings")
		return strings.Contains(body, "data/agencies.csv:2:1") && strings.Contains(body, "5299")
	})
	if !shows("旭日")() || !shows("/-/findings")() {
		t.Error("want the old page under a bar that leads to the findings")
	}
	writeFile(t, table, []byte(good))
	await(t, events, "built", "the page is mended", shows("晨光"))
	if shows("/-/findings")() {
		t.Error("the mended page still leads to findings")
	}
}

// TestServeNewFile adds a table in a new folder, which a watcher has to notice.
func TestServeNewFile(t *testing.T) {
	portal := smallPortal(t, t.TempDir())
	s := serve(t, portal)
	events := s.events(t)
	writeFile(t, filepath.Join(portal, "data/agencies/2025.csv"),
		[]byte("agency_id,name\n52990000000000027X,拟州市新风社会工作服务中心\n"))
	await(t, events, "built", "the new agency has a page", func() bool {
		resp, _ := s.get(t, "/agencies/52990000000000027x.html")
		return resp.StatusCode == http.StatusOK
	})
}

// TestServeBadStart starts on a portal with errors: the findings are the page, and
// mending the table brings the site.
func TestServeBadStart(t *testing.T) {
	portal := smallPortal(t, t.TempDir())
	table := filepath.Join(portal, "data/agencies.csv")
	good := readFile(t, table)
	writeFile(t, table, []byte("agency_id\n529900000000000193\n"))
	s := serve(t, portal)
	resp, body := s.get(t, "/")
	if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "data/agencies.csv") {
		t.Errorf("got %s and %.300q", resp.Status, body)
	}
	events := s.events(t)
	writeFile(t, table, []byte(good))
	await(t, events, "built", "the site is there", func() bool {
		resp, _ := s.get(t, "/")
		return resp.StatusCode == http.StatusOK
	})
}

// TestTwoBuildsAtOnce lets four builds race for one folder: each one is done or
// gives up, and the site is whole.
func TestTwoBuildsAtOnce(t *testing.T) {
	portal := smallPortal(t, t.TempDir())
	type outcome struct {
		stderr string
		code   int
	}
	var group sync.WaitGroup
	ended := make([]outcome, 4)
	for i := range ended {
		group.Go(func() { _, ended[i].stderr, ended[i].code = gongshi(t, "build", "-C", portal) })
	}
	group.Wait()
	done := 0
	for _, o := range ended {
		switch {
		case o.code == 0:
			done++
		case o.code != 3 || !strings.Contains(o.stderr, "another build is writing here"):
			t.Errorf("exit code %d: %s", o.code, o.stderr)
		}
	}
	if done == 0 {
		t.Error("no build came through")
	}
	readSite(t, portal, filepath.Join(portal, "public")).checkManifest(t)
}

// TestRepeatBuild builds the sample portal elsewhere, in another zone and locale, on
// one processor and with the files written in another order: the bytes are the same.
func TestRepeatBuild(t *testing.T) {
	want, err := snapshot(sample(t), false)
	if err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(want, "\nsanctions/"); rows < 40 {
		t.Fatalf("the sample has %d records, want 40 or more", rows)
	}
	for _, env := range [][]string{
		{"TZ=America/St_Johns", "LANG=zh_CN.GB18030", "GOMAXPROCS=1"},
		{"TZ=Asia/Kathmandu", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=7"},
	} {
		portal := copySample(t)
		cmd := exec.Command("gongshi", "build")
		cmd.Dir, cmd.Env = portal, append(os.Environ(), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		got, err := snapshot(filepath.Join(portal, "public"), false)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%q: other bytes:\n%s", env, difference(got, want))
		}
	}
}

// difference lists the lines, at most 20, that stand in one text only.
func difference(got, want string) string {
	var b strings.Builder
	n := 0
	for _, side := range []struct{ mark, in, notIn string }{{"got", got, want}, {"want", want, got}} {
		other := map[string]bool{}
		for line := range strings.Lines(side.notIn) {
			other[line] = true
		}
		for line := range strings.Lines(side.in) {
			if !other[line] && n < 20 {
				n++
				fmt.Fprintf(&b, "%s %s", side.mark, line)
			}
		}
	}
	return b.String()
}
