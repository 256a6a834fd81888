package output

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/internal/tree"
)

// site is a whole site: bodies by path.
type site map[string]string

func begin(t *testing.T, public string, opts Options) *Stage {
	t.Helper()
	s, err := Begin(public, opts)
	if err != nil {
		t.Fatalf("Begin: got %v, want nil", err)
	}
	t.Cleanup(func() { s.Discard() })
	return s
}

func emit(t *testing.T, s *Stage, files site) {
	t.Helper()
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := s.Emit(tree.File{Path: path, Body: []byte(files[path])}); err != nil {
			t.Fatalf("Emit(%s): got %v, want nil", path, err)
		}
	}
}

func publish(t *testing.T, public string, opts Options, files site) Summary {
	t.Helper()
	s := begin(t, public, opts)
	emit(t, s, files)
	sum, err := s.Commit()
	if err != nil {
		t.Fatalf("Commit: got %v, want nil", err)
	}
	return sum
}

// read returns every file of a folder, but not its manifest.
func read(t *testing.T, dir string) site {
	t.Helper()
	files, err := readSite(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func readSite(dir string) (site, error) {
	files := site{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(body)
		return err
	})
	delete(files, ManifestName)
	return files, err
}

func wantSite(t *testing.T, dir string, want site) {
	t.Helper()
	if got := read(t, dir); !maps.Equal(got, want) {
		t.Errorf("files in %s: got %q, want %q", filepath.Base(dir), got, want)
	}
}

// wantNeighbours checks what stands beside the public folder. Lock and index may, and a
// spare with the very same files.
func wantNeighbours(t *testing.T, public string, want ...string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(public))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range list {
		switch rest := strings.TrimPrefix(e.Name(), "."+filepath.Base(public)+"."); rest {
		case "lock", "index":
		case "spare":
			if err := checkSpare(public); err != nil {
				t.Errorf("spare: %v", err)
			}
		default:
			got = append(got, e.Name())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("beside the public folder: got %q, want %q", got, want)
	}
}

// checkSpare reports how a spare differs from the files that the manifest of the
// public folder lists: each must be the very same file, and no other may be there.
func checkSpare(public string) error {
	f, err := os.Open(filepath.Join(public, ManifestName))
	if err != nil {
		return err
	}
	defer f.Close()
	m, err := ReadManifest(f)
	if err != nil {
		return err
	}
	want := map[string]bool{ManifestName: true}
	dirs := newFolderSet()
	dirs.has["."] = true
	for _, e := range m.Files {
		want[e.Path] = true
		dirs.addAbove(e.Path)
	}
	spare := spareOf(public)
	err = filepath.WalkDir(spare, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(spare, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if !dirs.has[rel] {
				return fmt.Errorf("%s: want no such folder", rel)
			}
			return nil
		}
		if !want[rel] {
			return fmt.Errorf("%s: not in the manifest", rel)
		}
		delete(want, rel)
		return sameFile(name, filepath.Join(public, rel))
	})
	if err == nil && len(want) > 0 {
		err = fmt.Errorf("missing: %q", slices.Sorted(maps.Keys(want)))
	}
	return err
}

func sameFile(a, b string) error {
	was, err := os.Lstat(a)
	if err != nil {
		return err
	}
	is, err := os.Lstat(b)
	if err == nil && !os.SameFile(was, is) {
		err = fmt.Errorf("%s is not the file %s", a, b)
	}
	return err
}

func spareOf(public string) string {
	return filepath.Join(filepath.Dir(public), "."+filepath.Base(public)+".spare")
}

// checkTree reports how a published folder differs from its own manifest. It
// returns no error when each listed file has the listed bytes and no other is there.
func checkTree(dir string) error {
	f, err := os.Open(filepath.Join(dir, ManifestName))
	if err != nil {
		return err
	}
	defer f.Close()
	m, err := ReadManifest(f)
	if err != nil {
		return err
	}
	listed := map[string]bool{ManifestName: true}
	for _, e := range m.Files {
		listed[e.Path] = true
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.Path)))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		if got := hex.EncodeToString(sum[:]); got != e.SHA256 || int64(len(body)) != e.Size {
			return fmt.Errorf("%s: got %d bytes with %s, want %d with %s", e.Path, len(body), got, e.Size, e.SHA256)
		}
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		if err == nil && !d.IsDir() && !listed[filepath.ToSlash(rel)] {
			return fmt.Errorf("%s: not in the manifest", rel)
		}
		return err
	})
}

func write(t *testing.T, name, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// age sets a file's time back, so that a rewrite of it cannot go unseen.
func age(t *testing.T, name string) time.Time {
	t.Helper()
	old := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(name, old, old); err != nil {
		t.Fatal(err)
	}
	return old
}

func modTime(t *testing.T, name string) time.Time {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

func noExchange(*os.File, string, string) error { return errNoExchange }

// bothWays runs a test with the exchange of this system, without one, and without
// anything that only this system has.
func bothWays(t *testing.T, test func(t *testing.T, begin func(public string, opts Options) *Stage)) {
	for _, way := range []string{"exchange", "two renames", "portable"} {
		t.Run(way, func(t *testing.T) {
			test(t, func(public string, opts Options) *Stage {
				s := begin(t, public, opts)
				if way != "exchange" {
					s.exchange = noExchange
				}
				if way == "portable" {
					s.tree = openPath
				}
				return s
			})
		})
	}
}
