package build

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/audit"
	"gongshi/internal/portal"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// TestNothingNew holds that a build with nothing to do reads no records, writes nothing and
// says what the one before said; and that a site that is not as it was left is made again.
func TestNothingNew(t *testing.T) {
	dir := folder(t, map[string]string{"data/projects.csv": projects, "data/agencies.csv": "agency_id,name,x\n52440300MJL186084F,甲,1\n"})
	o := Options{Dir: dir}
	first := run(t, o)
	page := filepath.Join(dir, "public", "index.html")
	info, err := os.Stat(page)
	if err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	again := run(t, o)
	switch {
	case again.Register != nil:
		t.Error("the records were read though nothing is new")
	case !again.Published || again.Summary.Unchanged != first.Summary.Files || again.Summary.Files != first.Summary.Files:
		t.Errorf("published %v: %+v, want %d files unchanged", again.Published, again.Summary, first.Summary.Files)
	case len(again.Findings) == 0 || !reflect.DeepEqual(again.Findings, first.Findings) || !reflect.DeepEqual(again.Read, first.Read) || again.AsOf != first.AsOf:
		t.Errorf("it says\n%+v\n%+v\nwant\n%+v\n%+v", again.Findings, again.Read, first.Findings, first.Read)
	}
	if now, err := os.Stat(page); err != nil || !os.SameFile(info, now) || !maps.Equal(snapshot(t, dir), before) {
		t.Errorf("a build with nothing to do wrote something: %v", err)
	}
	if r := run(t, Options{Dir: dir, Records: true}); r.Register == nil || r.Made > 0 {
		t.Errorf("who needs the records got none, or %d units were made", r.Made)
	}
	for what, change := range map[string]func() error{
		"a file is missing":  func() error { return os.Remove(page) },
		"a file was changed": func() error { return os.WriteFile(page, []byte("by hand"), 0o644) },
		"the memory is gone": func() error { return os.RemoveAll(Cache(o)) },
		"warnings stop":      func() error { o.Strict = true; return nil },
	} {
		o.Strict = false
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if r := run(t, o); r.Register == nil || r.Published == o.Strict {
			t.Errorf("%s: the records were not read, or published: %v", what, r.Published)
		}
		o.Strict = false
		run(t, o)
		if after := snapshot(t, filepath.Join(dir, "public")); after["index.html"] != before["public/index.html"] {
			t.Errorf("%s: the site is not as it was", what)
		}
	}
}

// TestJudgedAgain holds that the numbers of a file that is taken over are judged as if it
// were made.
func TestJudgedAgain(t *testing.T) {
	const number = "13900139000"
	made := gate{permitted: audit.Permitted{number: true}, emit: func(tree.File) error { return nil }}
	if err := made.Emit(tree.File{Path: "a.html", Body: []byte("电话 " + number + " 和 11010519491231002X")}); err != nil {
		t.Fatal(err)
	}
	kept := gate{permitted: audit.Permitted{"11010519491231002X": true}}
	kept.judge("a.html", made.marks("a.html"))
	if len(kept.hits) != 1 || len(made.hits) != 1 {
		t.Fatalf("found %v in the file that was kept and %v in the one that was made, want one each", kept.hits, made.hits)
	}
	for n, files := range kept.hits {
		if n.Digits != number || !slices.Equal(files, []string{"a.html"}) {
			t.Errorf("found %v in %v", n, files)
		}
	}
}

// watched is a file system that remembers what is opened.
type watched struct {
	fs.FS
	mu     *sync.Mutex
	opened map[string]bool
}

func (w watched) Open(name string) (fs.File, error) {
	w.mu.Lock()
	w.opened[name] = true
	w.mu.Unlock()
	return w.FS.Open(name)
}

// TestInputs holds that a build reads no file that its inputs do not have.
func TestInputs(t *testing.T) {
	w := watched{os.DirFS(filepath.Join("..", "..")), &sync.Mutex{}, map[string]bool{}}
	s, _, err := portal.Load(w)
	if err != nil {
		t.Fatal(err)
	}
	p := &Portal{Settings: s, AsOf: s.AsOf}
	if err := p.read(w, Options{}); err != nil {
		t.Fatal(err)
	}
	files, err := digestFiles(w.FS, s)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range files {
		known[f.name] = true
	}
	if !rulebook.IsFile(s.Rulebook) || !w.opened["rulebook.yaml"] || len(w.opened) < 20 {
		t.Fatalf("%d files were opened: the test tests little", len(w.opened))
	}
	for name := range w.opened {
		info, err := fs.Stat(w.FS, name)
		if err != nil || info.IsDir() {
			if top, _, _ := strings.Cut(name, "/"); top != "." && !slices.Contains(inputFolders, top) {
				t.Errorf("%s was looked for, and is in no folder of the inputs", name)
			}
			continue
		}
		if !known[name] {
			t.Errorf("%s was read, and is not among the inputs", name)
		}
	}
}
