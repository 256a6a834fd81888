package starter

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var some = []File{{"a/b.txt", []byte("1")}, {"a/c.txt", []byte("2")}, {"gongshi.yaml", []byte("3")}, {"z.txt", []byte("4")}}

// tree lists all files and folders below a folder, without the folder itself.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		if name != "." {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestCreate(t *testing.T) {
	whole := []string{"a", "a/b.txt", "a/c.txt", "gongshi.yaml", "z.txt"}
	for _, tt := range []struct {
		name, dir string
		prepare   func(base string) error
	}{
		{"new", "portal", nil},
		{"below folders that are missing", "x/y/portal", nil},
		{"empty", "portal", func(base string) error { return os.Mkdir(filepath.Join(base, "portal"), 0o755) }},
		{"with a slash", "portal/", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			base := t.TempDir()
			if tt.prepare != nil {
				if err := tt.prepare(base); err != nil {
					t.Fatal(err)
				}
			}
			dir := base + string(filepath.Separator) + filepath.FromSlash(tt.dir)
			before, _ := os.Stat(dir)
			if err := Create(dir, some); err != nil {
				t.Fatal(err)
			}
			if got := tree(t, dir); !slices.Equal(got, whole) {
				t.Errorf("the portal holds %q, want %q", got, whole)
			}
			if got, _ := os.ReadFile(filepath.Join(dir, "a", "c.txt")); string(got) != "2" {
				t.Errorf("a/c.txt holds %q, want 2", got)
			}
			first, _, _ := strings.Cut(tt.dir, "/")
			if got := top(t, base); !slices.Equal(got, []string{first}) {
				t.Errorf("beside it there is %q, want %q alone", got, first)
			}
			if after, err := os.Stat(dir); before != nil && (err != nil || !os.SameFile(before, after)) {
				t.Errorf("the empty folder was exchanged, and a shell in it is lost: %v", err)
			}
		})
	}
}

func top(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range list {
		names = append(names, entry.Name())
	}
	return names
}

func TestOccupied(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "portal")
	if err := os.MkdirAll(filepath.Join(dir, ".git"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"m", "l", "k", "j", "i", "h", "g", "f", "e", "d", "c"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, base)
	var occupied *OccupiedError
	err := Create(dir, some)
	if !errors.As(err, &occupied) || !strings.HasSuffix(err.Error(), dir+": .git/, c, d, e, f, g, h, i, j, k and 2 more") {
		t.Errorf("error %v, want one that lists what is in the way", err)
	}
	if err := Create(filepath.Join(dir, "m"), some); !errors.As(err, &occupied) || !strings.Contains(err.Error(), "found a file") {
		t.Errorf("error %v, want one about a file", err)
	}
	if err := Create(filepath.Join(dir, "m", "n"), some); err == nil {
		t.Error("a portal below a file: no error")
	}
	if after := tree(t, base); !slices.Equal(after, before) {
		t.Errorf("the folder holds %q, want %q", after, before)
	}
}

// TestNothingLeft lets the writing fail halfway: a file stands where a folder has to be.
func TestNothingLeft(t *testing.T) {
	broken := append(slices.Clone(some), File{"z.txt/below", []byte("5")})
	base := t.TempDir()
	empty := filepath.Join(base, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{empty, filepath.Join(base, "new"), filepath.Join(base, "x/y/new")} {
		if err := Create(dir, broken); err == nil {
			t.Errorf("%s: no error", dir)
		}
	}
	if got := tree(t, base); !slices.Equal(got, []string{"empty"}) {
		t.Errorf("left behind: %q", got)
	}
}

// TestEntries checks that the settings come last, without which a folder is no portal.
func TestEntries(t *testing.T) {
	if got, want := entries(some), []string{"a", "z.txt", "gongshi.yaml"}; !slices.Equal(got, want) {
		t.Errorf("entries %q, want %q", got, want)
	}
}
