package search

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestLeftoversAreRemoved opens an index beside what other runs left behind: only
// what may be at work still stays.
func TestLeftoversAreRemoved(t *testing.T) {
	dir := t.TempDir()
	docs := []Document{{ID: "agencies/a", Table: "agencies", Parts: []Part{{Zone: Title, Text: "启明社工"}}}}
	leave := func(name string, age time.Duration, withLock bool) *os.File {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Join(path, "new"), 0o755); err != nil {
			t.Fatal(err)
		}
		var lock *os.File
		if withLock {
			var err error
			if lock, err = os.Create(filepath.Join(path, lockFile)); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { lock.Close() })
		}
		then := time.Now().Add(-age)
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
		return lock
	}
	const old = abandonedAfter + time.Minute
	leave("search-0000.tmp-young", abandonedAfter/2, true)
	leave("search-0000.tmp-killed", old, true)
	leave("search-0000.tmp-no-lock", old, false)
	leave("search-1111", 0, false)
	leave("other", old, false)
	held := leave("search-0000.tmp-at-work", old, true)
	if locked, err := flock(held); err != nil || locked {
		t.Skipf("no locks here: %v", err)
	}
	e, err := OpenEngine(dir, docs)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	want := []string{"other", "search-0000.tmp-at-work", "search-0000.tmp-young", folderPrefix + fingerprint(docs)}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("left are %q, want %q", got, want)
	}
}
