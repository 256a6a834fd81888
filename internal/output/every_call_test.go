package output

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongshi/internal/tree"
)

// faultyBuild is one of the builds of which each call fails in turn.
type faultyBuild struct {
	name  string
	setUp func(t *testing.T, public string) // from nothing
	sys   system
	old   site // nil: none
	new   site
}

var (
	faultyOld   = site{"index.html": "old", "a/same.html": "same", "a/gone.html": "gone", "b/gone.html": "gone", "a/s1": "", "a/s2": "", "c/s3": ""}
	faultyNew   = site{"index.html": "new", "a/same.html": "same", "d/added.html": "added", "a/s1": "", "a/s2": "", "c/s3": ""}
	faultyThird = site{"index.html": "third", "a/same.html": "same", "c/s3": "x"}
	faultyKeep  = Options{Keep: []string{"CNAME"}}
)

func faultyBuilds() []faultyBuild {
	first := func(t *testing.T, public string) { publish(t, public, faultyKeep, faultyOld) }
	kept := func(t *testing.T, public string) {
		publish(t, public, faultyKeep, faultyOld)
		write(t, filepath.Join(public, "CNAME"), "example.org")
	}
	spare := func(t *testing.T, public string) {
		kept(t, public)
		one := maps.Clone(faultyOld)
		one["index.html"] = "older"
		publish(t, public, faultyKeep, one)
		publish(t, public, faultyKeep, faultyOld)
		if _, err := os.Stat(spareOf(public)); err != nil {
			t.Fatal(err)
		}
	}
	crashed := func(last int) func(t *testing.T, public string) {
		return func(t *testing.T, public string) {
			spare(t, public)
			if _, err := (faultyBuild{sys: native(), new: faultyNew}).build(public, &faults{first: last, ever: true, err: errorsInTurn[0]}); err == nil {
				t.Fatalf("a build that dies at its call %d: got nil, want an error", last)
			}
		}
	}
	renames, portable := native(), native()
	renames.exchange, portable.exchange, portable.tree = noExchange, noExchange, openPath
	return []faultyBuild{
		{"first site", func(*testing.T, string) {}, native(), nil, faultyNew},
		{"exchange", kept, native(), faultyOld, faultyNew},
		{"spare", spare, native(), faultyOld, faultyNew},
		{"two renames", kept, renames, faultyOld, faultyNew},
		{"portable", kept, portable, faultyOld, faultyNew},
		{"nothing new", first, native(), faultyOld, faultyOld},
		{"after a crash", crashed(100), native(), faultyOld, faultyNew},
		{"after a later crash", crashed(130), native(), faultyOld, faultyNew},
	}
}

// TestEveryCall lets each call of a build fail in turn: alone, with all that follow it, and
// after it has done its work; with -short every fifth. The site is then the old or the new one, the error names a
// path, and the next build makes of what is left what it would have made of nothing.
func TestEveryCall(t *testing.T) {
	stride := 1
	if testing.Short() {
		stride = 5
	}
	for _, b := range faultyBuilds() {
		t.Run(b.name, func(t *testing.T) {
			parent := memoryDir(t)
			for offset, how := range []struct{ ever, late bool }{{}, {ever: true}, {late: true}} {
				runs := 0
				for first := 1 + offset; ; first += stride {
					f := faults{first: first, ever: how.ever, late: how.late, err: errorsInTurn[first%len(errorsInTurn)]}
					public := filepath.Join(parent, strconv.Itoa(runs), "public")
					b.run(t, public, &f)
					os.RemoveAll(filepath.Dir(public))
					if t.Failed() {
						t.Fatalf("call %d, all that follow: %v, after its work: %v, error: %v", first, f.ever, f.late, f.err)
					}
					if f.calls < first {
						break
					}
					runs++
				}
				t.Logf("%d calls failed; all that follow: %v, after their work: %v", runs, how.ever, how.late)
				if runs < 6 {
					t.Errorf("calls that failed: got %d, want more: the test proves nothing", runs)
				}
			}
		})
	}
}

func (b faultyBuild) run(t *testing.T, public string, f *faults) {
	t.Helper()
	b.setUp(t, public)
	if err := os.MkdirAll(filepath.Dir(public), 0o755); err != nil {
		t.Fatal(err)
	}
	cname := read(t, filepath.Dir(public))["public/CNAME"]
	sum, err := b.build(public, f)
	if err != nil && !strings.Contains(err.Error(), filepath.Dir(public)) {
		t.Errorf("error: got %v, want it to name a path", err)
	}
	mayBeGone := b.old == nil || f.ever && b.sys.exchange != nil && (b.name == "two renames" || b.name == "portable")
	b.wantEither(t, public, cname, mayBeGone, err == nil || sum.Files > 0)

	s, err := Begin(public, faultyKeep)
	if err != nil {
		t.Fatalf("next Begin: %v", err)
	}
	if err := s.Discard(); err != nil {
		t.Fatalf("next Discard: %v", err)
	}
	b.wantEither(t, public, cname, b.old == nil, false)
	publish(t, public, faultyKeep, faultyThird)
	want := maps.Clone(faultyThird)
	if cname != "" {
		want["CNAME"] = cname
	}
	wantSite(t, public, want)
	wantNeighbours(t, public, "public")
}

func (b faultyBuild) build(public string, f *faults) (Summary, error) {
	s, err := beginOn(public, faultyKeep, f.over(b.sys))
	if err != nil {
		return Summary{}, err
	}
	for _, path := range slices.Sorted(maps.Keys(b.new)) {
		if s.Emit(tree.File{Path: path, Body: []byte(b.new[path])}) != nil {
			break // which Commit says again
		}
	}
	return s.Commit()
}

// wantEither checks that a folder holds the old site, or the new one, and the kept file.
func (b faultyBuild) wantEither(t *testing.T, public, cname string, mayBeGone, onlyNew bool) {
	t.Helper()
	if _, err := os.Lstat(public); err != nil {
		if !mayBeGone || onlyNew {
			t.Error("public folder: got none, want one")
		}
		return
	}
	got := read(t, public)
	if got["CNAME"] != cname {
		t.Errorf("kept file: got %q, want %q", got["CNAME"], cname)
	}
	delete(got, "CNAME")
	if !maps.Equal(got, b.new) && (onlyNew || !maps.Equal(got, b.old)) {
		t.Errorf("site: got %q, want the new one%s", got, map[bool]string{false: " or the old one"}[onlyNew])
	}
}
