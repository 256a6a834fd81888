package build

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"gongshi/internal/output"
	"gongshi/internal/tree"
)

// TestIncrementalFolded is TestIncremental for folded pages with the copies of a host.
func TestIncrementalFolded(t *testing.T) {
	edits := 20
	if testing.Short() {
		edits = 8
	}
	e, h, dir := newEditing(t, 3), &honest{t: t, of: map[string]tree.Key{}}, t.TempDir()
	e.texts["gongshi.yaml"] += "\npages: folded\nhost: nginx\n"
	published, kept := 0, 0
	for i := range edits {
		before := e.clone()
		all := e.edits()
		names := slices.Sorted(maps.Keys(all))
		name := names[e.random.IntN(len(names))]
		if i > 0 {
			all[name]()
		}
		e.write(t, dir)
		o := Options{Dir: dir, AsOf: e.asOf, pageSize: 3}
		made := h.clean(o)
		if made.err != nil {
			t.Fatal(made.err)
		}
		want, r := made.files, run(t, o)
		if r.Published != (want != nil) {
			t.Fatalf("edit %d, %s: published %v, want %v", i, name, r.Published, want != nil)
		}
		if want == nil {
			e = before
			continue
		}
		published, kept = published+1, kept+r.Summary.Unchanged
		got := snapshot(t, filepath.Join(dir, "public"))
		delete(got, output.ManifestName)
		if !maps.Equal(got, want) {
			for path := range want {
				if got[path] != want[path] {
					t.Errorf("edit %d, %s: %s is not as in a clean build", i, name, path)
				}
			}
			t.Fatalf("edit %d, %s: %d files, want %d", i, name, len(got), len(want))
		}
	}
	if published < edits/2 || kept == 0 {
		t.Errorf("of %d edits %d were published and %d files stayed: the test tests little", edits, published, kept)
	}
}
