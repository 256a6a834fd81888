package cache

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongshi/internal/tree"
)

// site is a public folder in memory.
type site map[string][]byte

func (s site) emit(f tree.File) error {
	s[f.Path] = f.Body
	return nil
}

func (s site) describe(path string) (File, bool) {
	body, ok := s[path]
	return File{Path: path, Size: int64(len(body)), Sum: sha256.Sum256(body), Mark: "mark of " + path}, ok
}

func (s site) keep(files []File) bool {
	return !slices.ContainsFunc(files, func(f File) bool {
		d, ok := s.describe(f.Path)
		return !ok || d != f
	})
}

func key(s string) tree.Key { return sha256.Sum256([]byte(s)) }

// made makes a unit of some files and says whether it had to.
func made(t *testing.T, once tree.Once, name, of string, paths ...string) (made bool) {
	t.Helper()
	note, err := once(name, key(of), func(emit tree.Emit) ([]byte, error) {
		made = true
		for _, p := range paths {
			if err := emit(tree.File{Path: p, Body: []byte(p + of)}); err != nil {
				return nil, err
			}
		}
		return []byte("note of " + of), nil
	})
	if err != nil || string(note) != "note of "+of {
		t.Fatalf("%s: the note %q, %v", name, note, err)
	}
	return made
}

func salted(path string, salt tree.Key) *Store {
	s := Open(path)
	s.Salt(salt)
	return s
}

func build(t *testing.T, path string, salt tree.Key, s site, of map[string]string) (units []string) {
	t.Helper()
	store := salted(path, salt)
	once := store.Once(s.emit, s.keep)
	for _, name := range []string{"one.html", "two", "none"} {
		if of[name] == "" {
			continue
		}
		paths := map[string][]string{"one.html": {"one.html"}, "two": {"a", "b"}}[name]
		if made(t, once, name, of[name], paths...) {
			units = append(units, name)
		}
	}
	if err := store.Save("state", s.describe); err != nil {
		t.Fatal(err)
	}
	return units
}

func TestOnce(t *testing.T) {
	path, s := filepath.Join(t.TempDir(), "new", "build"), site{}
	all := map[string]string{"one.html": "1", "two": "1", "none": "1"}
	step := func(what string, salt string, of map[string]string, want ...string) {
		t.Helper()
		if got := build(t, path, key(salt), s, of); !slices.Equal(got, want) {
			t.Errorf("%s: made %q, want %q", what, got, want)
		}
	}
	step("the first time", "salt", all, "one.html", "two", "none")
	step("nothing changed", "salt", all)
	if got := salted(path, key("salt")).State(); got != "state" {
		t.Errorf("the state is %q", got)
	}
	if got := salted(path, key("salt")).Files(); len(got) != 3 {
		t.Errorf("the files are %v", got)
	}
	step("another key", "salt", map[string]string{"one.html": "2", "two": "1", "none": "1"}, "one.html")
	step("a unit is not asked for", "salt", map[string]string{"one.html": "2", "none": "1"})
	step("and comes back", "salt", map[string]string{"one.html": "2", "two": "1", "none": "1"}, "two")
	s["b"] = []byte("by hand")
	step("a file is not as it was", "salt", map[string]string{"one.html": "2", "two": "1", "none": "1"}, "two")
	step("another salt", "pepper", map[string]string{"one.html": "2", "two": "1", "none": "1"}, "one.html", "two", "none")
}

func TestFailedUnit(t *testing.T) {
	path, s := filepath.Join(t.TempDir(), "build"), site{}
	store := salted(path, key("salt"))
	wrong := errors.New("wrong")
	if _, err := store.Once(s.emit, s.keep)("a", key("1"), func(tree.Emit) ([]byte, error) { return nil, wrong }); err != wrong {
		t.Errorf("%v, want %v", err, wrong)
	}
	if err := store.Save("", s.describe); err != nil {
		t.Fatal(err)
	}
	if !made(t, salted(path, key("salt")).Once(s.emit, s.keep), "a", "1", "a") {
		t.Error("a unit that failed was taken over")
	}
}

// TestDamaged holds that a file that is not whole is as good as none, whatever is wrong.
func TestDamaged(t *testing.T) {
	path, s := filepath.Join(t.TempDir(), "build"), site{}
	all := map[string]string{"one.html": "1", "two": "1", "none": "1"}
	build(t, path, key("salt"), s, all)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, b []byte) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if store := salted(path, key("salt")); len(store.last) != 0 {
			t.Errorf("%s: %d units, want none", what, len(store.last))
		}
	}
	for i := range whole {
		try(fmt.Sprintf("the first %d bytes", i), whole[:i])
		b := bytes.Clone(whole)
		b[i] ^= 0x41
		try(fmt.Sprintf("byte %d changed", i), b)
	}
	for i := headBytes; i < len(whole); i++ { // a right checksum over a text that ends too early
		b := bytes.Clone(whole[:i])
		sum := sha256.Sum256(b[headBytes:])
		copy(b[len(magic)+sha256.Size:], sum[:])
		try(fmt.Sprintf("the first %d bytes with their checksum", i), b)
	}
}

func TestForget(t *testing.T) {
	path, s := filepath.Join(t.TempDir(), "build"), site{}
	build(t, path, key("salt"), s, map[string]string{"one.html": "1"})
	for range 2 { // and what is forgotten is not missed
		if err := Open(path).Forget(); err != nil {
			t.Fatal(err)
		}
		if store := salted(path, key("salt")); store.State() != "" || len(store.last) != 0 {
			t.Errorf("the state %q and %d units stay", store.State(), len(store.last))
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	path, s := filepath.Join(b.TempDir(), "build"), site{}
	store := salted(path, key("salt"))
	once := store.Once(func(tree.File) error { return nil }, s.keep)
	for i := range 40_000 {
		name := fmt.Sprintf("en/projects/project-%06d.html", i)
		if _, err := once(name, key(name), func(emit tree.Emit) ([]byte, error) { return nil, emit(tree.File{Path: name}) }); err != nil {
			b.Fatal(err)
		}
	}
	if err := store.Save("", func(path string) (File, bool) { return File{path, 22_000, key(path), ""}, true }); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if len(salted(path, key("salt")).last) != 40_000 {
			b.Fatal("units are missing")
		}
	}
}
