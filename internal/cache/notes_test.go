package cache

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/tree"
)

// noting makes units with notes, by name, and saves them. It returns the names of those that
// were made.
func noting(t *testing.T, path string, notes map[string]string) (list []string) {
	t.Helper()
	store := salted(path, key("salt"))
	once := store.Once(nil, func([]File) bool { return true })
	for name, want := range notes {
		note, err := once(name, key(want), func(tree.Emit) ([]byte, error) {
			list = append(list, name)
			return []byte(want), nil
		})
		if err != nil || string(note) != want {
			t.Fatalf("%s: a note of %d bytes, %v; want %d", name, len(note), err, len(want))
		}
	}
	if err := store.Save("state", site{}.describe); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

func TestLongNotes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "build")
	long := func(s string) string { return strings.Repeat(s, longNote) }
	step := func(what string, notes map[string]string, want ...string) {
		t.Helper()
		if got := noting(t, path, notes); !slices.Equal(got, want) {
			t.Errorf("%s: made %q, want %q", what, got, want)
		}
	}
	all := map[string]string{"a": long("a"), "b": long("bb"), "short": "s", "none": ""}
	step("the first time", all, "a", "b", "none", "short")
	was, err := os.Stat(notesPath(path))
	if err != nil {
		t.Fatal(err)
	}
	step("nothing changed", all)
	if is, err := os.Stat(notesPath(path)); err != nil || !os.SameFile(was, is) {
		t.Errorf("the same notes were written again: %v", err)
	}

	step("a short one changed", map[string]string{"a": long("a"), "b": long("bb"), "short": "t", "none": ""}, "short")
	if is, err := os.Stat(notesPath(path)); err != nil || !os.SameFile(was, is) {
		t.Errorf("the same long notes were written again: %v", err)
	}
	step("a long one changed", map[string]string{"a": long("c"), "b": long("bb")}, "a")
	step("it is taken over", map[string]string{"a": long("c"), "b": long("bb")})
	step("one is not asked for", map[string]string{"b": long("bb")})
	if left, err := os.ReadFile(notesPath(path)); err != nil || !bytes.Equal(left, []byte(long("bb"))) {
		t.Errorf("of notes that are kept no more %d bytes are left, %v", len(left)-len(long("bb")), err)
	}

	all["b"] = long("bb")
	noting(t, path, all)
	for what, spoil := range map[string]func([]byte) []byte{
		"shorter": func(b []byte) []byte { return b[1:] },
		"longer":  func(b []byte) []byte { return append(b, 'a') },
		"another": func(b []byte) []byte { b[7] ^= 1; return b },
		"empty":   func([]byte) []byte { return nil },
	} {
		whole, err := os.ReadFile(notesPath(path))
		if err == nil {
			err = os.WriteFile(notesPath(path), spoil(whole), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		step(what, all, "a", "b")
		step(what+", mended", all)
	}
	if err := os.Remove(notesPath(path)); err != nil {
		t.Fatal(err)
	}
	step("without the notes", all, "a", "b")

	if err := os.WriteFile(path, []byte("damaged"), 0o644); err != nil {
		t.Fatal(err)
	}
	step("none is long any more", map[string]string{"short": "s"}, "short")
	if _, err := os.Stat(notesPath(path)); err == nil {
		t.Error("notes of an earlier build are left")
	}
	noting(t, path, all)
	if err := Open(path).Forget(); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
		t.Errorf("%q are left, %v", left, err)
	}
}
