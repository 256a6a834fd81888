package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A crash that left a journal of any version is finished or undone; one of a later program is
// refused, and nothing is touched.
func TestJournalVersions(t *testing.T) {
	before, after := site{"index.html": "old", "a/gone.html": "x"}, site{"index.html": "new"}
	for _, tt := range []struct {
		name      string
		journal   func(public string) string // of the old site or the new one at public, staging beside it
		exchanged bool
		refused   string
	}{
		{"1, before", func(public string) string { return numbered(t, public, "next") }, false, ""},
		{"1, exchanged", func(public string) string { return numbered(t, public, "") }, true, ""},
		{"2, before", func(string) string { return "" }, false, ""},
		{"2, exchanged", func(string) string { return "" }, true, ""},
		{"3", func(string) string { return `{"version": 3}` }, false, "want version 1 to 2, found 3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			publish(t, public, Options{}, before)
			s := ready(t, public, after)
			if tt.exchanged {
				if _, err := s.swap(s.next.name); err != nil {
					t.Fatal(err)
				}
			}
			s.end() // the process is dead
			if err := s.close(); err != nil {
				t.Fatal(err)
			}
			if body := tt.journal(public); body != "" {
				write(t, filepath.Join(filepath.Dir(public), ".public.journal"), body)
			}
			next, err := Begin(public, Options{})
			if tt.refused != "" {
				if err == nil || !strings.Contains(err.Error(), tt.refused) || !strings.Contains(err.Error(), ".public.journal") {
					t.Errorf("Begin: got %v, want %s and the path", err, tt.refused)
				}
				wantNeighbours(t, public, ".public.journal", ".public.next", "public")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := next.Discard(); err != nil {
				t.Fatal(err)
			}
			wantSite(t, public, map[bool]site{false: before, true: after}[tt.exchanged])
			wantNeighbours(t, public, "public")
		})
	}
}

// numbered is a journal of version 1: of the folder that was staging when it was written.
func numbered(t *testing.T, public, kind string) string {
	t.Helper()
	name := public
	if kind != "" {
		name = filepath.Join(filepath.Dir(public), ".public."+kind)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"version":1,"staging":%d}`, inode(info))
}
