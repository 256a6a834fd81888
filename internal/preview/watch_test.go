package preview

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// In a bubble of synctest time stands still until everyone waits, so that these
// tests take no time and depend on none.
func TestSettle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		changes := make(chan struct{})
		var calls atomic.Int32
		ended := make(chan struct{})
		go func() { settle(ctx, changes, func() { calls.Add(1) }); close(ended) }()

		time.Sleep(time.Hour)
		synctest.Wait()
		if got := calls.Load(); got != 0 {
			t.Errorf("calls without a change: got %d, want 0", got)
		}
		for range 5 {
			changes <- struct{}{}
			time.Sleep(debounce - 1)
		}
		synctest.Wait()
		if got := calls.Load(); got != 0 {
			t.Errorf("calls while changes go on: got %d, want 0", got)
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if got := calls.Load(); got != 1 {
			t.Errorf("calls after a burst: got %d, want 1", got)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := calls.Load(); got != 1 {
			t.Errorf("calls after a burst and an hour: got %d, want 1", got)
		}
		changes <- struct{}{}
		cancel()
		<-ended
		if got := calls.Load(); got != 1 {
			t.Errorf("calls after the end: got %d, want 1", got)
		}
	})
}

func TestSettleRunsOneCallAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		changes := make(chan struct{})
		var calls, running atomic.Int32
		build := make(chan struct{})
		ended := make(chan struct{})
		go func() {
			settle(ctx, changes, func() {
				calls.Add(1)
				if running.Add(1) > 1 {
					t.Error("calls at the same time: got 2, want 1")
				}
				<-build
				running.Add(-1)
			})
			close(ended)
		}()
		for range 3 { // during the first call, and long after another
			changes <- struct{}{}
			time.Sleep(10 * debounce)
			synctest.Wait()
		}
		if got := calls.Load(); got != 1 {
			t.Errorf("calls during a build: got %d, want 1", got)
		}
		build <- struct{}{}
		synctest.Wait()
		if got := calls.Load(); got != 2 {
			t.Errorf("calls after a build with changes: got %d, want 2", got)
		}
		cancel()
		build <- struct{}{}
		<-ended // only when the call has ended
		if running.Load() != 0 || calls.Load() != 2 {
			t.Errorf("after the end: got %d running of %d, want 0 of 2", running.Load(), calls.Load())
		}
	})
}

func TestConcerns(t *testing.T) {
	tests := []struct {
		rel  string
		want bool
	}{
		{"gongshi.yaml", true}, {"rulebook.yml", true}, {"data", true}, {"data/pay.csv", true}, {"data/pay/2024.xlsx", true},
		{"content/en/about.md", true}, {"content/public/x.md", true}, {"templates/pages/home.html", true}, {"data/薪酬.csv", true},
		{"public", false}, {"public/index.html", false}, {".public.next", false}, {".public.lock", false}, {".gongshi/index", false}, {".git/HEAD", false},
		{"README.md", false}, {"docs/gongshi.yaml", false}, {".gongshi.yaml.swp", false},
		{"data/~$pay.xlsx", false}, {"data/.~lock.pay.xlsx#", false}, {"data/x.tmp", false}, {"data/X.TMP", false}, {"data/.pay.csv.swp", false}, {"data/pay.csv~", false}, {"data/.git/x", false},
		{".", false}, {"..", false}, {"../data/x", false},
	}
	for _, tt := range tests {
		if got := concerns(tt.rel); got != tt.want {
			t.Errorf("concerns(%q): got %v, want %v", tt.rel, got, tt.want)
		}
	}
}

func put(t *testing.T, name, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestWatch sees real changes on a real disk. Each step waits for the call it
// must lead to: a missed one fails by the deadline of the test run.
func TestWatch(t *testing.T) {
	portal, elsewhere := t.TempDir(), t.TempDir()
	put(t, filepath.Join(portal, "gongshi.yaml"), "title: a")
	put(t, filepath.Join(portal, "data/pay/2024.csv"), "a")
	put(t, filepath.Join(elsewhere, "about.md"), "a")
	if err := os.Symlink(elsewhere, filepath.Join(portal, "content")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	calls := make(chan struct{})
	done, err := Watch(ctx, portal, func() {
		select {
		case calls <- struct{}{}:
		case <-ctx.Done():
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		name string
		do   func() error
	}{
		{"replaced settings", func() error {
			put(t, filepath.Join(portal, "gongshi.yaml.new"), "title: b")
			return os.Rename(filepath.Join(portal, "gongshi.yaml.new"), filepath.Join(portal, "gongshi.yaml"))
		}},
		{"deep file", func() error { put(t, filepath.Join(portal, "data/pay/2024.csv"), "b"); return nil }},
		{"new folders", func() error { put(t, filepath.Join(portal, "data/new/deep/x.csv"), "x"); return nil }},
		{"file in a new folder", func() error { put(t, filepath.Join(portal, "data/new/deep/x.csv"), "y"); return nil }},
		{"new top folder", func() error { put(t, filepath.Join(portal, "templates/pages/home.html"), "x"); return nil }},
		{"file in it", func() error { put(t, filepath.Join(portal, "templates/pages/home.html"), "y"); return nil }},
		{"file through a link", func() error { put(t, filepath.Join(portal, "content/about.md"), "b"); return nil }},
		{"removed", func() error { return os.RemoveAll(filepath.Join(portal, "data/new")) }},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		t.Logf("waiting for a call after: %s", step.name)
		<-calls
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("end of Watch: got %v, want nil", err)
	}
}

func TestWatchOfNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if _, err := Watch(t.Context(), dir, func() {}); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("Watch: got %v, want an error with %s", err, dir)
	}
}

// The site and the cache change with every build: to watch them would build for ever.
func TestWatchedFolders(t *testing.T) {
	portal := t.TempDir()
	for _, name := range []string{"data/a/b/x.csv", "data/.git/x", "content/en/x.md", "public/data/x", ".gongshi/x", ".public.next/data/x", "docs/x"} {
		put(t, filepath.Join(portal, name), "x")
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer notify.Close()
	w := &watcher{dir: portal, notify: notify}
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range notify.WatchList() {
		rel, err := filepath.Rel(portal, name)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(rel))
	}
	slices.Sort(got)
	if want := []string{".", "content", "content/en", "data", "data/a", "data/a/b"}; !slices.Equal(got, want) {
		t.Errorf("watched: got %q, want %q", got, want)
	}
}
