package upload

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gongshi/internal/output"
	"gongshi/internal/tree"
)

// TestRead reads a site as it was measured when it was made, and refuses one that was edited.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	var measure Measure
	write := func(name, body string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, body := range map[string]string{"index.html": "<p>", "a/b.csv": "a,b\n", "empty.txt": ""} {
		write(name, body)
		if err := measure.Emit(tree.File{Path: name, Body: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
	want, err := measure.Site()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(t.Context(), dir); err == nil || !strings.Contains(err.Error(), output.ManifestName) {
		t.Errorf("a folder without a manifest: %v", err)
	}
	list := output.Manifest{Version: 1}
	for _, f := range want.Files {
		if f.Path != output.ManifestName {
			list.Files = append(list.Files, output.Entry{Path: f.Path, Size: f.Size, SHA256: f.SHA256})
		}
	}
	body, err := list.Encode()
	if err != nil {
		t.Fatal(err)
	}
	write(output.ManifestName, string(body))
	write(".well-known/x", "not of the site")
	got, err := Read(t.Context(), dir)
	if err != nil || !reflect.DeepEqual(got.Files, want.Files) || len(got.Files) != 4 {
		t.Errorf("read %+v, %v; measured %+v", got.Files, err, want.Files)
	}
	write("a/b.csv", "a,c\n")
	if _, err := Read(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "b.csv") || !strings.Contains(err.Error(), "after the build") {
		t.Errorf("an edited file: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "a/b.csv")); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "found none") {
		t.Errorf("a file that is lacking: %v", err)
	}
}

// TestOurs holds whose a file is by its mark.
func TestOurs(t *testing.T) {
	sum := strings.Repeat("0", 64)
	for mark, want := range map[string]bool{
		markOf(File{Path: "a/b.html", SHA256: sum}): true, "9 " + sum + " a/b.html": true,
		markOf(File{Path: "b.html", SHA256: sum}): false, "": false, "a/b.html": false, "1 " + sum: false, "1 0 a/b.html": false,
	} {
		if got := ours(mark, "a/b.html"); got != want {
			t.Errorf("mark %q: %v, want %v", mark, got, want)
		}
	}
}

// TestKept holds that what the settings keep, and what no build could have made, is never
// deleted, whatever a manifest lists.
func TestKept(t *testing.T) {
	s := standing{
		there:     map[string]Object{"own/a.html": {}, "own.html": {}, "b.html": {}, "CNAME": {}, "assets/old.css": {}, "assets/older.css": {}, "assets/new.css": {}},
		published: map[string]string{"own/a.html": "", "own.html": "", "b.html": "", "CNAME": "", "assets/new.css": ""}, keep: []string{"own"},
		record: Record{Gone: [2][]string{{"assets/old.css"}, {"assets/older.css"}}},
	}
	want := Plan{Removes: []string{"assets/older.css", "b.html", "own.html"}, Gone: [2][]string{{"assets/new.css"}, {"assets/old.css"}}}
	if got := s.plan(); !reflect.DeepEqual(got, want) {
		t.Errorf("planned %+v, want %+v", got, want)
	}
}
