package build

import (
	"sync"
	"testing"

	"gongshi/internal/tree"
)

// TestMake holds that Make hands on the very files that Run publishes, and writes none.
func TestMake(t *testing.T) {
	dir := folder(t, map[string]string{"data/projects.csv": projects})
	before := snapshot(t, dir)
	o := Options{Dir: dir, bundle: bundledOnce}
	var mu sync.Mutex
	made := map[string]string{}
	_, ok, err := Make(t.Context(), o, func(f tree.File) error {
		b, err := f.Bytes()
		mu.Lock()
		made[f.Path] = string(b)
		mu.Unlock()
		return err
	})
	if err != nil || !ok {
		t.Fatalf("made %v, %v", ok, err)
	}
	if after := snapshot(t, dir); len(after) != len(before) {
		t.Errorf("Make wrote into the portal: %d files, were %d", len(after), len(before))
	}
	run(t, o)
	public := snapshot(t, Public(o))
	delete(public, "manifest.json")
	for path, body := range public {
		if made[path] != body {
			t.Errorf("%s: made %d bytes, published %d", path, len(made[path]), len(body))
		}
	}
	if len(made) != len(public) {
		t.Errorf("made %d files, published %d", len(made), len(public))
	}
}

func TestMakeStops(t *testing.T) {
	dir := folder(t, map[string]string{"data/projects.csv": "project_id\n1\n"})
	p, ok, err := Make(t.Context(), Options{Dir: dir, bundle: bundledOnce}, func(f tree.File) error {
		t.Errorf("made %s", f.Path)
		return nil
	})
	if err != nil || ok || p.Counts().Errors == 0 {
		t.Errorf("made %v, %v", ok, err)
	}
}
