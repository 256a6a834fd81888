package repair

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var some = []File{{"README.txt", []byte("1")}, {"pay.csv", []byte("2")}, {"薪酬/2024.csv", []byte("3")}}

// held lists all files and folders below a folder.
func held(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if path != dir {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestWrite(t *testing.T) {
	want := []string{manifestFile, "README.txt", "pay.csv", "薪酬", "薪酬/2024.csv"}
	for _, to := range []string{"fix", "a/b/fix"} {
		base := t.TempDir()
		dir := filepath.Join(base, filepath.FromSlash(to))
		for range 2 {
			if err := Write(dir, some); err != nil {
				t.Fatal(err)
			}
			if got := held(t, dir); !slices.Equal(got, want) {
				t.Errorf("%s holds %q, want %q", to, got, want)
			}
		}
		if err := Write(dir, some[:1]); err != nil {
			t.Fatal(err)
		}
		if got, want := held(t, dir), []string{manifestFile, "README.txt"}; !slices.Equal(got, want) {
			t.Errorf("%s holds %q, want %q: old copies must not stay", to, got, want)
		}
		first, _, _ := strings.Cut(to, "/")
		if list, err := os.ReadDir(base); err != nil || len(list) != 1 || list[0].Name() != first {
			t.Errorf("beside %s there is %v, %v", to, list, err)
		}
	}
}

func TestOccupied(t *testing.T) {
	write := func(name, text string) func(dir string) error {
		return func(dir string) error {
			path := filepath.Join(dir, filepath.FromSlash(name))
			return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644))
		}
	}
	for _, tt := range []struct {
		name   string
		change func(dir string) error
		want   string // in the error; "": none
	}{
		{"untouched", func(string) error { return nil }, ""},
		{"looked at on a Mac", write("薪酬/.DS_Store", "x"), ""},
		{"a file removed", func(dir string) error { return os.Remove(filepath.Join(dir, "pay.csv")) }, ""},
		{"a copy that somebody has worked on", write("pay.csv", "2 and more"), "pay.csv (changed)"},
		{"a file of somebody's", write("notes.txt", ""), "notes.txt"},
		{"a file in a folder of ours", write("薪酬/x", ""), "薪酬/x"},
		{"a folder of somebody's", write("a/b", ""), "a/"},
		{"open in Excel", write("~$pay.xlsx", ""), "~$pay.xlsx"},
		{"without its list", func(dir string) error { return os.Remove(filepath.Join(dir, manifestFile)) }, "README.txt"},
		{"with a list of another version", write(manifestFile, `{"version":2}`), manifestFile},
		{"a link in place of a copy", func(dir string) error {
			path := filepath.Join(dir, "pay.csv")
			return errors.Join(os.Rename(path, path+".old"), os.Symlink("README.txt", path))
		}, "pay.csv"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "fix")
			if err := errors.Join(Write(dir, some), tt.change(dir)); err != nil {
				t.Fatal(err)
			}
			before := held(t, filepath.Dir(dir))
			err := Write(dir, some[:1])
			var occupied *OccupiedError
			switch {
			case tt.want == "":
				if err != nil {
					t.Error(err)
				}
				return
			case !errors.As(err, &occupied) || !strings.Contains(err.Error(), tt.want):
				t.Errorf("error %v, want one that names %s", err, tt.want)
			}
			if after := held(t, filepath.Dir(dir)); !slices.Equal(before, after) {
				t.Errorf("there is %q, want %q", after, before)
			}
		})
	}
}

// TestNothingLeft lets the writing fail halfway: a file stands where a folder has to be.
func TestNothingLeft(t *testing.T) {
	broken := append(slices.Clone(some), File{"pay.csv/below", nil})
	base := t.TempDir()
	dir := filepath.Join(base, "fix")
	for _, to := range []string{dir, filepath.Join(base, "x/y")} {
		if err := Write(to, broken); err == nil {
			t.Error("no error")
		}
	}
	if got := held(t, base); len(got) != 0 {
		t.Errorf("left behind: %q", got)
	}
	if err := Write(dir, some); err != nil {
		t.Fatal(err)
	}
	before := held(t, base)
	if err := Write(dir, broken); err == nil {
		t.Error("no error")
	}
	if after := held(t, base); !slices.Equal(before, after) {
		t.Errorf("there is %q, want %q", after, before)
	}
}

// TestOutside checks that no path of a file leads out of the folder.
func TestOutside(t *testing.T) {
	base := t.TempDir()
	for _, path := range []string{"../x", "a/../../x", "/x"} {
		if err := Write(filepath.Join(base, "fix"), []File{{path, nil}}); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
	if got := held(t, base); len(got) != 0 {
		t.Errorf("written: %q", got)
	}
}
