package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongshi/internal/tree"
)

// bigSite is a site of which a build can change little.
func bigSite(version string) site {
	files := site{"index.html": version, "data/new-" + version + ".csv": version}
	for n := range 20 {
		files[fmt.Sprintf("p%d/%d.html", n%3, n)] = fmt.Sprint("page ", n)
	}
	return files
}

func TestSpareBecomesTheSite(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	for i, version := range []string{"one", "two", "three", "four"} {
		was, _ := os.Stat(spareOf(public))
		publish(t, public, Options{}, bigSite(version))
		wantSite(t, public, bigSite(version))
		if err := checkTree(public); err != nil {
			t.Errorf("manifest: %v", err)
		}
		wantNeighbours(t, public, "public")
		is, err := os.Stat(public)
		if err != nil {
			t.Fatal(err)
		}
		if i >= 2 && !os.SameFile(was, is) {
			t.Errorf("build %d: the public folder is not what was the spare", i+1)
		}
	}
}

func TestWithdrawnTextIsNowhere(t *testing.T) {
	const secret = "挪用项目经费"
	public := filepath.Join(t.TempDir(), "public")
	with := bigSite("one")
	with["p0/0.html"], with["p9/x.html"] = secret, secret
	for _, files := range []site{bigSite("a"), bigSite("b"), with, with, bigSite("c")} {
		publish(t, public, Options{}, files)
	}
	if _, err := os.Stat(spareOf(public)); err != nil {
		t.Errorf("spare: %v, want one: the test proves nothing", err)
	}
	for path, body := range read(t, filepath.Dir(public)) {
		if strings.Contains(body, secret) {
			t.Errorf("%s holds what was withdrawn", path)
		}
	}
}

// A large change is not made by way of a spare, and leaves none.
func TestLargeChangeLeavesNoSpare(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, bigSite("one"))
	publish(t, public, Options{}, bigSite("two"))
	publish(t, public, Options{}, site{"index.html": "small"})
	wantSite(t, public, site{"index.html": "small"})
	if _, err := os.Stat(spareOf(public)); err == nil {
		t.Error("spare: got one, want none")
	}
	wantNeighbours(t, public, "public")
}

// everything says how each file and folder beside and in a public folder looks.
func everything(t *testing.T, public string) map[string]string {
	t.Helper()
	looks := map[string]string{}
	err := filepath.Walk(filepath.Dir(public), func(name string, info os.FileInfo, err error) error {
		if err == nil {
			looks[name] = fmt.Sprint(inode(info), info.Size(), info.ModTime().UnixNano(), info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return looks
}

func TestNothingChangedWritesNothing(t *testing.T) {
	for _, way := range []string{"emitted", "kept"} {
		for _, versions := range [][]string{{"one"}, {"one", "two"}} {
			t.Run(fmt.Sprint(way, len(versions)), func(t *testing.T) {
				public := filepath.Join(t.TempDir(), "public")
				for _, v := range versions {
					publish(t, public, Options{}, bigSite(v))
				}
				last := bigSite(versions[len(versions)-1])
				before := everything(t, public)
				s := begin(t, public, Options{})
				if way == "kept" {
					keepAll(t, s)
				} else {
					emit(t, s, last)
				}
				sum, err := s.Commit()
				if err != nil || sum.Unchanged != len(last) || sum.Files != len(last) {
					t.Errorf("Commit: got %+v, %v, want %d files unchanged", sum, err, len(last))
				}
				if after := everything(t, public); !maps.Equal(before, after) {
					t.Errorf("files and folders: got %v, want %v", after, before)
				}
			})
		}
	}
}

func keepAll(t *testing.T, s *Stage) {
	t.Helper()
	for _, e := range s.old.manifest.Files {
		if err := s.Keep(e); err != nil {
			t.Fatalf("Keep: got %v, want nil", err)
		}
	}
}

func TestSpareInDoubtIsThrownAway(t *testing.T) {
	tests := map[string]func(t *testing.T, spare, public string){
		"nothing":         func(*testing.T, string, string) {},
		"file replaced":   func(t *testing.T, spare, _ string) { replace(t, filepath.Join(spare, "p0/0.html"), "page 0") },
		"file missing":    func(t *testing.T, spare, _ string) { remove(t, filepath.Join(spare, "p0/0.html")) },
		"folder missing":  func(t *testing.T, spare, _ string) { os.RemoveAll(filepath.Join(spare, "p0")) },
		"folder too many": func(t *testing.T, spare, _ string) { os.MkdirAll(filepath.Join(spare, "x/y"), 0o755) },
		"manifest": func(t *testing.T, spare, _ string) {
			replace(t, filepath.Join(spare, ManifestName), `{"version": 1, "files": []}`)
		},
		"no manifest": func(t *testing.T, spare, _ string) { remove(t, filepath.Join(spare, ManifestName)) },
		"emptied": func(t *testing.T, spare, _ string) {
			os.RemoveAll(spare)
			os.Mkdir(spare, 0o755)
		},
		"gone":               func(t *testing.T, spare, _ string) { os.RemoveAll(spare) },
		"edited through it":  func(t *testing.T, spare, _ string) { write(t, filepath.Join(spare, "p0/0.html"), "evil x") },
		"edited in place":    func(t *testing.T, _, public string) { write(t, filepath.Join(public, "p0/0.html"), "evil") },
		"replaced in public": func(t *testing.T, _, public string) { replace(t, filepath.Join(public, "p0/0.html"), "evil") },
		"same bytes again":   func(t *testing.T, _, public string) { replace(t, filepath.Join(public, "p0/0.html"), "page 0") },
		"deleted in public":  func(t *testing.T, _, public string) { remove(t, filepath.Join(public, "p0/0.html")) },
		"index damaged":      func(t *testing.T, _, public string) { write(t, indexOf(public), "x") },
		"index gone":         func(t *testing.T, _, public string) { remove(t, indexOf(public)) },
		"public gone":        func(t *testing.T, _, public string) { os.RemoveAll(public) },
		"restored": func(t *testing.T, _, public string) {
			files := read(t, public)
			manifest, err := os.ReadFile(filepath.Join(public, ManifestName))
			if err != nil {
				t.Fatal(err)
			}
			os.RemoveAll(public)
			files[ManifestName] = string(manifest)
			for path, body := range files {
				write(t, filepath.Join(public, path), body)
			}
		},
	}
	for name, spoil := range tests {
		for _, next := range []string{"two", "three"} { // nothing changes, little changes
			t.Run(name+", "+next, func(t *testing.T) {
				public := filepath.Join(t.TempDir(), "public")
				publish(t, public, Options{}, bigSite("one"))
				publish(t, public, Options{}, bigSite("two"))
				spoil(t, spareOf(public), public)
				publish(t, public, Options{}, bigSite(next))
				wantSite(t, public, bigSite(next))
				wantNeighbours(t, public, "public")
				publish(t, public, Options{}, bigSite("four"))
				wantSite(t, public, bigSite("four"))
				if err := checkTree(public); err != nil {
					t.Errorf("manifest: %v", err)
				}
				wantNeighbours(t, public, "public")
			})
		}
	}
}

func indexOf(public string) string {
	return filepath.Join(filepath.Dir(public), "."+filepath.Base(public)+".index")
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}

// replace writes a new file in the place of one, as editors do.
func replace(t *testing.T, name, body string) {
	t.Helper()
	remove(t, name)
	write(t, name, body)
}

// A program that still works in what was the public folder writes into the spare.
func TestForeignFileInTheSpareSurvives(t *testing.T) {
	for _, next := range []string{"two", "three"} {
		t.Run(next, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			publish(t, public, Options{}, bigSite("one"))
			publish(t, public, Options{}, bigSite("two"))
			write(t, filepath.Join(spareOf(public), "p0/Notes.txt"), "mine")
			publish(t, public, Options{}, bigSite(next))
			want := bigSite(next)
			want["p0/Notes.txt"] = "mine"
			wantSite(t, public, want)
			if _, err := Begin(public, Options{}); !errors.Is(err, ErrForeign) {
				t.Errorf("next Begin: got %v, want ErrForeign", err)
			}
		})
	}
}

func TestForeignFilesDuringABuildWithASpare(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	old := filepath.Join(filepath.Dir(public), ".public.old")
	publish(t, public, Options{}, bigSite("one"))
	publish(t, public, Options{}, bigSite("two"))
	s := begin(t, public, Options{})
	emit(t, s, bigSite("three"))
	write(t, filepath.Join(public, "p0/Notes.txt"), "mine")
	write(t, filepath.Join(public, "data/new-three.csv"), "mine as well")
	if _, err := s.Commit(); !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), "data/new-three.csv") {
		t.Errorf("Commit: got %v, want ErrForeign with the file that could not move", err)
	}
	want := bigSite("three")
	want["p0/Notes.txt"] = "mine"
	wantSite(t, public, want)
	if got := read(t, old)["data/new-three.csv"]; got != "mine as well" {
		t.Errorf("foreign file: got %q, want it kept", got)
	}
	remove(t, filepath.Join(old, "data/new-three.csv"))
	remove(t, filepath.Join(public, "p0/Notes.txt"))
	publish(t, public, Options{}, bigSite("four"))
	wantSite(t, public, bigSite("four"))
	wantNeighbours(t, public, "public")
}

// What was ours becomes a kept folder: the spare has it as well.
func TestFolderBecomesKept(t *testing.T) {
	for _, next := range []string{"two", "three"} {
		t.Run(next, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			publish(t, public, Options{}, bigSite("one"))
			publish(t, public, Options{}, bigSite("two"))
			files := bigSite(next)
			maps.DeleteFunc(files, func(path, _ string) bool { return strings.HasPrefix(path, "p0/") })
			publish(t, public, Options{Keep: []string{"p0"}}, files)
			for path, body := range bigSite(next) {
				if strings.HasPrefix(path, "p0/") {
					files[path] = body
				}
			}
			wantSite(t, public, files)
			wantNeighbours(t, public, "public")
		})
	}
}

func TestKeptFilesWithASpare(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	opts := Options{Keep: []string{"CNAME", ".git", "p0/own/Logo.SVG"}}
	kept := site{"CNAME": "example.org", ".git/HEAD": "ref", "p0/own/Logo.SVG": "<svg/>"}
	for path, body := range kept {
		write(t, filepath.Join(public, path), body)
	}
	for _, version := range []string{"one", "two", "three", "four"} {
		publish(t, public, opts, bigSite(version))
		want := bigSite(version)
		maps.Copy(want, kept)
		wantSite(t, public, want)
		wantNeighbours(t, public, "public")
	}
}

// A build that ends without a site leaves the spare as it was.
func TestDiscardKeepsTheSpare(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, bigSite("one"))
	publish(t, public, Options{}, bigSite("two"))
	before := everything(t, spareOf(public)+"/x")
	s := begin(t, public, Options{})
	emit(t, s, bigSite("three"))
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if after := everything(t, spareOf(public)+"/x"); !maps.Equal(before, after) {
		t.Errorf("spare: got %v, want %v", after, before)
	}
	wantNeighbours(t, public, "public")
}

func TestKeep(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	name := func(path string) string { return filepath.Join(public, path) }
	tests := []struct {
		name  string
		spoil func(t *testing.T)
		entry func(e Entry) Entry
		gone  bool
	}{
		{"as it was", nil, nil, false},
		{"touched", func(t *testing.T) { age(t, name("a/x.html")) }, nil, false},
		{"replaced by the same", func(t *testing.T) { replace(t, name("a/x.html"), "hello") }, nil, false},
		{"index gone", func(t *testing.T) { remove(t, indexOf(public)) }, nil, false},
		{"edited", func(t *testing.T) { write(t, name("a/x.html"), "hallo") }, nil, true},
		{"edited, index gone", func(t *testing.T) {
			write(t, name("a/x.html"), "hallo")
			remove(t, indexOf(public))
		}, nil, true},
		{"edited, same time, other size", func(t *testing.T) {
			was := modTime(t, name("a/x.html"))
			write(t, name("a/x.html"), "hello!")
			if err := os.Chtimes(name("a/x.html"), was, was); err != nil {
				t.Fatal(err)
			}
		}, nil, true},
		{"replaced, same time, same size", func(t *testing.T) {
			was := modTime(t, name("a/x.html"))
			write(t, name("a/hold"), "") // or the new file may get the inode of the old one
			remove(t, name("a/hold"))
			write(t, name("a/y"), "hallo")
			if err := errors.Join(os.Rename(name("a/y"), name("a/x.html")), os.Chtimes(name("a/x.html"), was, was)); err != nil {
				t.Fatal(err)
			}
		}, nil, true},
		{"deleted", func(t *testing.T) { remove(t, name("a/x.html")) }, nil, true},
		{"another path", nil, func(e Entry) Entry { e.Path = "a/z.html"; return e }, true},
		{"another size", nil, func(e Entry) Entry { e.Size++; return e }, true},
		{"another sum", nil, func(e Entry) Entry { e.SHA256 = strings.Repeat("0", 64); return e }, true},
		{"the manifest", nil, func(e Entry) Entry { e.Path = ManifestName; return e }, true},
		{"outside", nil, func(e Entry) Entry { e.Path = "../public/a/x.html"; return e }, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			os.RemoveAll(public)
			publish(t, public, Options{}, site{"index.html": "one", "a/x.html": "hello"})
			if tt.spoil != nil {
				tt.spoil(t)
			}
			s := begin(t, public, Options{})
			defer s.Discard()
			entries := slices.Clone(s.old.manifest.Files)
			if tt.entry != nil {
				entries[0] = tt.entry(entries[0])
			}
			err := s.Keep(entries[1], entries[0])
			if got := errors.Is(err, ErrGone); got != tt.gone || err != nil && !got {
				t.Fatalf("Keep: got %v, want gone: %v", err, tt.gone)
			}
			if tt.gone { // none was taken over, and the stage goes on
				emit(t, s, site{"index.html": "one", "a/x.html": "hello"})
			}
			if _, err := s.Commit(); err != nil {
				t.Fatalf("Commit: got %v, want nil", err)
			}
			wantSite(t, public, site{"index.html": "one", "a/x.html": "hello"})
		})
	}
}

func TestKeepAndEmitOfOnePath(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "one", "a/x.html": "hello"})
	s := begin(t, public, Options{})
	emit(t, s, site{"index.html": "two"})
	err := s.Keep(s.old.manifest.Files...)
	if err == nil || errors.Is(err, ErrGone) || !strings.Contains(err.Error(), "emitted twice") {
		t.Errorf("Keep: got %v, want emitted twice", err)
	}
	if _, commit := s.Commit(); !errors.Is(commit, err) {
		t.Errorf("Commit: got %v, want %v", commit, err)
	}
	wantSite(t, public, site{"index.html": "one", "a/x.html": "hello"})
	if err := s.Keep(Entry{}); err == nil || errors.Is(err, ErrGone) {
		t.Errorf("Keep after Commit: got %v, want an error", err)
	}
}

func TestKeepOnEverySystem(t *testing.T) {
	bothWays(t, func(t *testing.T, begin func(string, Options) *Stage) {
		public := filepath.Join(t.TempDir(), "public")
		for _, version := range []string{"one", "two", "three"} {
			s := begin(public, Options{})
			files := bigSite(version)
			for _, e := range s.old.manifest.Files {
				if strings.HasPrefix(e.Path, "p") {
					if err := s.Keep(e); err != nil {
						t.Fatal(err)
					}
					delete(files, e.Path)
				}
			}
			emit(t, s, files)
			if _, err := s.Commit(); err != nil {
				t.Fatal(err)
			}
			wantSite(t, public, bigSite(version))
			if err := checkTree(public); err != nil {
				t.Errorf("manifest: %v", err)
			}
		}
	})
}

// Put says what Keep of the next build wants.
func TestPut(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	s := begin(t, public, Options{})
	e, err := s.Put(tree.File{Path: "a/x.html", Body: []byte("hello")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Entry("a/x.html"); !ok || got != e {
		t.Errorf("Entry: got %v, %t, want %v", got, ok, e)
	}
	if got, ok := s.Entry("a/y.html"); ok {
		t.Errorf("Entry of no file: got %v", got)
	}
	if err := begin(t, public, Options{}).Keep(e); err != nil {
		t.Errorf("Keep: got %v, want nil", err)
	}
}

// An index that cannot be written costs time and nothing else.
func TestIndexIsInTheWay(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	write(t, filepath.Join(indexOf(public), "x"), "mine")
	for _, version := range []string{"one", "two", "two"} {
		publish(t, public, Options{}, bigSite(version))
		wantSite(t, public, bigSite(version))
	}
	if got := read(t, indexOf(public)); got["x"] != "mine" {
		t.Errorf("in the way of the index: got %v, want it untouched", got)
	}
}

// Without hard links every file is a copy with the old time, and there is no spare.
func TestCopiesInsteadOfLinks(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, bigSite("one"))
	at := age(t, filepath.Join(public, "p0/0.html"))
	s := begin(t, public, Options{})
	s.next.place = &place{system: s.system, root: s.root, dir: s.dir, parent: s.parent, name: s.name}
	s.next.place.tree = openPath // cannot link a handle
	emit(t, s, bigSite("two"))
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	wantSite(t, public, bigSite("two"))
	if got := modTime(t, filepath.Join(public, "p0/0.html")); !got.Equal(at) {
		t.Errorf("time of a copy: got %v, want %v", got, at)
	}
	if _, err := os.Stat(spareOf(public)); err == nil {
		t.Error("spare: got one, want none")
	}
	before := everything(t, public)
	publish(t, public, Options{}, bigSite("two"))
	if after := everything(t, public); !maps.Equal(before, after) {
		t.Errorf("files and folders after nothing has changed: got %v, want %v", after, before)
	}
}

// A file of this very tick of the clock is not recorded: a change in it would not show.
func TestIndexLeavesOutTheYoung(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "one", "young.html": "two"})
	soon := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(public, "young.html"), soon, soon); err != nil {
		t.Fatal(err)
	}
	publish(t, public, Options{}, site{"index.html": "one", "young.html": "two"})
	s := begin(t, public, Options{})
	if got := s.old.files["young.html"].mark; got != (mark{}) {
		t.Errorf("mark of a young file: got %v, want none", got)
	}
	if got := s.old.files["index.html"].mark; got == (mark{}) {
		t.Error("mark of an old file: got none, want one")
	}
}
