package build

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/changelog"
	"gongshi/internal/changes"
	"gongshi/internal/opendata"
	"gongshi/internal/tree"
)

const oneChange = `{"version": 1, "since": "2024-01-01", "entries": [
{"on":"2024-02-01","kind":"removed","table":"projects","id":"projects/gone","url":"projects/gone.html"}
]}
`

// TestChangesAreAnInput holds that another log is another site, wherever it is kept, and that
// the same one is the same.
func TestChangesAreAnInput(t *testing.T) {
	dir := folder(t, map[string]string{"data/projects.csv": projects})
	elsewhere := filepath.Join(t.TempDir(), "log.json")
	o := Options{Dir: dir, bundle: bundledOnce}
	page := func() string {
		t.Helper()
		run(t, o)
		b, err := os.ReadFile(filepath.Join(Public(o), "changes", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if strings.Contains(page(), "gone") {
		t.Error("a portal without a log tells of a change")
	}
	write(t, dir, changes.Kept, oneChange)
	if !strings.Contains(page(), "gone") {
		t.Error("the portal's own log is not on its page")
	}
	if err := os.WriteFile(elsewhere, []byte(strings.ReplaceAll(oneChange, "gone", "lost")), 0o600); err != nil {
		t.Fatal(err)
	}
	o.Changes = elsewhere
	if p := page(); strings.Contains(p, "gone") || !strings.Contains(p, "lost") {
		t.Error("the log that was named is not on the page")
	}
	if err := os.WriteFile(elsewhere, []byte(strings.ReplaceAll(oneChange, "gone", "left")), 0o600); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page(), "left") {
		t.Error("the log that was named changed, and the page did not")
	}
	o.Changes += "x"
	if _, err := Load(o); !os.IsNotExist(err) {
		t.Errorf("of a log that is not there: %v", err)
	}
}

func TestChangesUnreadable(t *testing.T) {
	dir := folder(t, map[string]string{changes.Kept: "{\"version\": 1,\n\"entries\": [\n{]}\n"})
	p, err := Load(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Findings {
		if f.Rule == "changes-unreadable" && f.File == changes.Kept && f.Line == 3 {
			return
		}
	}
	t.Errorf("findings %v, want changes-unreadable on line 3", p.Findings)
}

// TestSampleChanges holds that the sample's invented log could be true: its records are there
// or were removed, and what a field was changed to last is what it holds now.
func TestSampleChanges(t *testing.T) {
	p, err := Load(Options{Dir: filepath.Join("..", "..")})
	if err != nil {
		t.Fatal(err)
	}
	log := changelog.Open(p.Register, p.log)
	var mu sync.Mutex // files are handed on from several goroutines
	cells := map[string]map[string]any{}
	err = opendata.Write(p.Register, judge(Options{}, p).duties, nil, log, tree.Always(func(f tree.File) error {
		b, err := f.Bytes()
		if err != nil || !strings.HasPrefix(f.Path, "data/") || !strings.HasSuffix(f.Path, ".json") {
			return err
		}
		var table struct{ Records []map[string]any }
		err = json.Unmarshal(b, &table)
		mu.Lock()
		defer mu.Unlock()
		for _, r := range table.Records {
			if id, ok := r["id"].(string); ok {
				cells[id] = r
			}
		}
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	removed, seen, anonymous := map[string]bool{}, map[string]bool{}, 0
	for _, e := range log.All() {
		if !e.Named() {
			anonymous++
			continue
		}
		removed[e.ID] = removed[e.ID] || e.Kind == changes.Removed
		if cells[e.ID] == nil && !removed[e.ID] {
			t.Errorf("%s was %s on %s, is not there and was never removed", e.ID, e.Kind, e.On)
		}
		for _, f := range e.Fields {
			value := fmt.Sprint(cells[e.ID][f.Name])
			if key := e.ID + " " + f.Name; !seen[key] && !f.Text && value != f.After {
				t.Errorf("%s: %s is %q, the log says %q", e.ID, f.Name, value, f.After)
			}
			seen[e.ID+" "+f.Name] = true
		}
	}
	if len(seen) < 30 || anonymous < 10 {
		t.Errorf("%d fields of records, %d entries of sanctions that are not shown: want 30 and 10 at least", len(seen), anonymous)
	}
}
