package feed

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/portal"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden holds the bytes of every feed for a portal in Chinese with a base_url
// and for one in English without.
func TestGolden(t *testing.T) {
	english := settings()
	english.Languages, english.BaseURL = []string{portal.English}, ""
	for _, tt := range []struct {
		name     string
		settings *portal.Settings
	}{{"zh", settings()}, {"en", english}} {
		t.Run(tt.name, func(t *testing.T) {
			golden(t, filepath.Join("testdata", "golden", tt.name), write(t, link(t, tt.settings, tables())))
		})
	}
}

// golden compares files with those below dir. A golden file that nothing produces
// is a failure too.
func golden(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	if *update {
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
			gotLine, wantLine := firstDifference(got, string(want))
			t.Errorf("%s differs from its golden file:\n got %q\nwant %q", name, gotLine, wantLine)
		}
	}
	for name := range files {
		if !slices.Contains(known, name) {
			t.Errorf("%s has no golden file; go test -update writes it", name)
		}
	}
}

// firstDifference returns the first line in which two texts differ.
func firstDifference(got, want string) (string, string) {
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
	if os.Getenv("CI") != "" {
		t.Fatal("golden files are not rewritten where CI is set")
	}
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
