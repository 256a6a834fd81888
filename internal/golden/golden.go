// Package golden compares what a test made with files that were looked at once and
// committed. `go test PACKAGE -update` rewrites them; only tests import it.
package golden

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Update says whether golden files are to be rewritten, which is refused where CI is set.
func Update(t *testing.T) bool {
	t.Helper()
	if *update && os.Getenv("CI") != "" {
		t.Fatal("golden files are not rewritten where CI is set")
	}
	return *update
}

// Tree compares files, by their slash-separated path, with those below dir. A golden
// file that nothing produces is a failure too.
func Tree(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if Update(t) {
		rewrite(t, dir, files)
	}
	var known []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			known = append(known, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range known {
		got, ok := files[name]
		if !ok {
			t.Errorf("nothing produces the golden file %s", name)
			continue
		}
		want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			gotLine, wantLine := FirstDifference(got, string(want))
			t.Errorf("%s differs from its golden file:\n got %q\nwant %q", name, gotLine, wantLine)
		}
	}
	for name := range files {
		if !slices.Contains(known, name) {
			t.Errorf("%s has no golden file; go test -update writes it", name)
		}
	}
}

// FirstDifference returns the first line in which two texts differ.
func FirstDifference(got, want string) (string, string) {
	for {
		gotLine, gotRest, gotMore := strings.Cut(got, "\n")
		wantLine, wantRest, wantMore := strings.Cut(want, "\n")
		if gotLine != wantLine || !gotMore || !wantMore {
			return gotLine, wantLine
		}
		got, want = gotRest, wantRest
	}
}

func rewrite(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, body := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
