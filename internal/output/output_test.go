package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/tree"
)

func TestFirstSiteAndSecond(t *testing.T) {
	bothWays(t, func(t *testing.T, begin func(string, Options) *Stage) {
		public := filepath.Join(t.TempDir(), "dist", "public")
		s := begin(public, Options{})
		first := site{"index.html": "one", "a/b/c.html": "same", "gone.html": "x", ".nojekyll": "", ".well-known/x.txt": "w", "404.html": "none"}
		emit(t, s, first)
		sum, err := s.Commit()
		if want := (Summary{Files: 6, Bytes: 13, Added: 6}); err != nil || sum != want {
			t.Errorf("first Commit: got %+v, %v, want %+v", sum, err, want)
		}
		wantSite(t, public, first)
		same, dot := age(t, filepath.Join(public, "a/b/c.html")), age(t, filepath.Join(public, ".nojekyll"))

		s = begin(public, Options{})
		second := site{"index.html": "two!", "a/b/c.html": "same", ".nojekyll": "", ".well-known/x.txt": "w", "404.html": "none", "new.html": "n"}
		emit(t, s, second)
		wantSite(t, public, first)
		sum, err = s.Commit()
		if want := (Summary{Files: 6, Bytes: 14, Added: 1, Changed: 1, Removed: 1, Unchanged: 4}); err != nil || sum != want {
			t.Errorf("second Commit: got %+v, %v, want %+v", sum, err, want)
		}
		wantSite(t, public, second)
		if err := checkTree(public); err != nil {
			t.Errorf("manifest: %v", err)
		}
		if got := modTime(t, filepath.Join(public, "a/b/c.html")); !got.Equal(same) {
			t.Errorf("time of an unchanged file: got %v, want %v", got, same)
		}
		if got := modTime(t, filepath.Join(public, ".nojekyll")); !got.Equal(dot) {
			t.Errorf("time of an unchanged empty file: got %v, want %v", got, dot)
		}
		wantNeighbours(t, public, "public")
	})
}

func TestNothingChangedLeavesTheFolderAlone(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	files := site{"index.html": "one", "a/b.html": "two"}
	publish(t, public, Options{}, files)
	before, err := os.Stat(public)
	if err != nil {
		t.Fatal(err)
	}
	at := age(t, filepath.Join(public, ManifestName))
	sum := publish(t, public, Options{}, files)
	if want := (Summary{Files: 2, Bytes: 6, Unchanged: 2}); sum != want {
		t.Errorf("Commit: got %+v, want %+v", sum, want)
	}
	after, err := os.Stat(public)
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Errorf("public folder: got another or a touched one, want the same")
	}
	if got := modTime(t, filepath.Join(public, ManifestName)); !got.Equal(at) {
		t.Errorf("time of the manifest: got %v, want %v", got, at)
	}
	wantNeighbours(t, public, "public")
}

// An old file that no longer has the bytes the manifest gives it is written anew.
func TestDamagedFilesAreRepaired(t *testing.T) {
	files := site{"edited.html": "good", "index.html": "one", "missing.html": "m", "longer.html": "l"}
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, files)
	write(t, filepath.Join(public, "edited.html"), "evil")
	write(t, filepath.Join(public, "longer.html"), "ll")
	if err := os.Remove(filepath.Join(public, "missing.html")); err != nil {
		t.Fatal(err)
	}
	sum := publish(t, public, Options{}, files)
	if want := (Summary{Files: 4, Bytes: 9, Added: 1, Changed: 2, Unchanged: 1}); sum != want {
		t.Errorf("Commit: got %+v, want %+v", sum, want)
	}
	wantSite(t, public, files)
}

func TestManifestBytes(t *testing.T) {
	const want = `{"version": 1, "files": [
{"path":"a/x.html","size":5,"sha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"},
{"path":"b.txt","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
]}
`
	// The order and the workers of one build must not show in the bytes.
	for round := range 20 {
		public := filepath.Join(t.TempDir(), "public")
		s := begin(t, public, Options{})
		var wg sync.WaitGroup
		for path, body := range (site{"b.txt": "", "a/x.html": "hello"}) {
			wg.Go(func() {
				if err := s.Emit(tree.File{Path: path, Body: []byte(body)}); err != nil {
					t.Errorf("Emit(%s): %v", path, err)
				}
			})
		}
		wg.Wait()
		if _, err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(public, ManifestName))
		if err != nil || string(got) != want {
			t.Fatalf("round %d: got %s, %v, want %s", round, got, err, want)
		}
	}
}

func TestEmptySite(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "x"})
	if sum := publish(t, public, Options{}, nil); sum != (Summary{Removed: 1}) {
		t.Errorf("Commit: got %+v, want one file removed", sum)
	}
	wantSite(t, public, site{})
}

func TestEmitRejects(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"empty", "", "an empty part"},
		{"absolute", "/etc/passwd", "an empty part"},
		{"parent", "../x", "starts with a dot"},
		{"parent inside", "a/../../x", "starts with a dot"},
		{"here", "./x", "starts with a dot"},
		{"double slash", "a//b", "an empty part"},
		{"folder", "a/", "an empty part"},
		{"upper case", "Index.html", `'I'`},
		{"backslash", `a\b`, `'\\'`},
		{"space", "a b", `' '`},
		{"NUL", "a\x00b", `'\x00'`},
		{"Han", "公示.html", `'公'`},
		{"invalid UTF-8", "a\xff", `character`},
		{"hidden", ".htaccess", "starts with a dot"},
		{"hidden below", "a/.nojekyll", "starts with a dot"},
		{"well-known below", "a/.well-known/x", "starts with a dot"},
		{"dot at the end", "a./b", "ends with a dot"},
		{"manifest", "manifest.json", "written by Commit"},
		{"kept", "own/x.html", "under keep"},
		{"twice", "index.html", "emitted twice"},
		{"below a file", "index.html/x", ".public.next/index.html: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			publish(t, public, Options{}, site{"index.html": "old"})
			s := begin(t, public, Options{Keep: []string{"own"}})
			emit(t, s, site{"index.html": "new"})
			err := s.Emit(tree.File{Path: tt.path})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("Emit(%q): got %v, want an error with %q", tt.path, err, tt.want)
			}
			if _, commit := s.Commit(); !errors.Is(commit, err) {
				t.Errorf("Commit after a failed Emit: got %v, want %v", commit, err)
			}
			wantSite(t, public, site{"index.html": "old"})
			wantNeighbours(t, public, "public")
		})
	}
}

func TestEmitAfterTheEnd(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	s := begin(t, public, Options{})
	emit(t, s, site{"index.html": "x"})
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := s.Emit(tree.File{Path: "late.html"}); err == nil {
		t.Error("Emit after Commit: got nil, want an error")
	}
	if _, err := s.Commit(); err == nil {
		t.Error("second Commit: got nil, want an error")
	}
	if err := s.Discard(); err != nil {
		t.Errorf("Discard after Commit: got %v, want nil", err)
	}
	wantSite(t, public, site{"index.html": "x"})
}

func TestDiscard(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "old"})
	at := age(t, filepath.Join(public, "index.html"))
	s := begin(t, public, Options{})
	emit(t, s, site{"index.html": "new", "more.html": "m"})
	if err := s.Discard(); err != nil {
		t.Fatalf("Discard: got %v, want nil", err)
	}
	wantSite(t, public, site{"index.html": "old"})
	if got := modTime(t, filepath.Join(public, "index.html")); !got.Equal(at) {
		t.Errorf("time of the old file: got %v, want %v", got, at)
	}
	wantNeighbours(t, public, "public")
	publish(t, public, Options{}, site{"index.html": "next"}) // the lock is free again
}

func TestTwoAtOnce(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	s := begin(t, public, Options{})
	_, err := Begin(public, Options{})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), public) {
		t.Errorf("second Begin: got %v, want ErrLocked with the path", err)
	}
	if id := fmt.Sprintf("process %d", os.Getpid()); runtime.GOOS == "linux" && !strings.Contains(err.Error(), id) {
		t.Errorf("second Begin: got %v, want it to name %s", err, id)
	}
	emit(t, s, site{"index.html": "x"})
	if _, err := s.Commit(); err != nil {
		t.Errorf("Commit of the first: got %v, want nil", err)
	}
	wantSite(t, public, site{"index.html": "x"})
}

func TestForeignFilesAreRefused(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T, public string)
		want string
	}{
		{"file", func(t *testing.T, public string) { write(t, filepath.Join(public, "notes.txt"), "mine") }, "notes.txt"},
		{"deep file", func(t *testing.T, public string) { write(t, filepath.Join(public, "a/b/Mine.TXT"), "mine") }, "a/b/Mine.TXT"},
		{"git", func(t *testing.T, public string) { write(t, filepath.Join(public, ".git/HEAD"), "ref") }, ".git/HEAD"},
		{"link", func(t *testing.T, public string) {
			if err := os.Symlink("/etc", filepath.Join(public, "etc")); err != nil {
				t.Skipf("no symbolic links here: %v", err)
			}
		}, "etc"},
		{"link instead of ours", func(t *testing.T, public string) {
			os.Remove(filepath.Join(public, "index.html"))
			if err := os.Symlink("/etc/passwd", filepath.Join(public, "index.html")); err != nil {
				t.Skipf("no symbolic links here: %v", err)
			}
		}, "index.html"},
		{"many", func(t *testing.T, public string) {
			for i := range 30 {
				write(t, filepath.Join(public, fmt.Sprintf("%02d.txt", i)), "mine")
			}
		}, "09.txt, …"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			publish(t, public, Options{}, site{"index.html": "old"})
			tt.make(t, public)
			before, err := os.Stat(public)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Begin(public, Options{})
			if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), public) {
				t.Errorf("Begin: got %v, want ErrForeign with %s and the path", err, tt.want)
			}
			if after, err := os.Stat(public); err != nil || !os.SameFile(before, after) {
				t.Errorf("public folder: got another, want the same")
			}
			wantNeighbours(t, public, "public")
		})
	}
}

func TestFolderWithoutOurManifest(t *testing.T) {
	tests := []struct{ name, file, body, want string }{
		{"no manifest", "index.html", "mine", "index.html"},
		{"web app manifest", "manifest.json", `{"name": "an app"}`, "want version 1, found 0"},
		{"newer manifest", "manifest.json", `{"version": 2, "files": []}`, "want version 1, found 2"},
		{"no JSON", "manifest.json", "{", "unexpected end of JSON input"},
		{"path outside", "manifest.json", `{"version": 1, "files": [{"path": "../x"}]}`, "starts with a dot"},
		{"path twice", "manifest.json", `{"version": 1, "files": [{"path": "x"}, {"path": "x"}]}`, "listed twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			name := filepath.Join(public, tt.file)
			write(t, name, tt.body)
			_, err := Begin(public, Options{})
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), public) {
				t.Errorf("Begin: got %v, want an error with %q and the path", err, tt.want)
			}
			if got, err := os.ReadFile(name); err != nil || string(got) != tt.body {
				t.Errorf("%s: got %q, %v, want %q", tt.file, got, err, tt.body)
			}
			wantNeighbours(t, public, "public")
		})
	}
}

func TestKeptIsCarriedOver(t *testing.T) {
	bothWays(t, func(t *testing.T, begin func(string, Options) *Stage) {
		public := filepath.Join(t.TempDir(), "public")
		opts := Options{Keep: []string{"CNAME", ".git", ".git/refs", ".well-known", "assets/own", "not-there"}}
		kept := site{"CNAME": "example.org", ".git/HEAD": "ref", ".well-known/security.txt": "s", "assets/own/Logo.SVG": "<svg/>"}
		for path, body := range kept {
			write(t, filepath.Join(public, path), body)
		}
		// git takes a folder without refs for no repository at all
		if err := os.MkdirAll(filepath.Join(public, ".git/refs/tags"), 0o755); err != nil {
			t.Fatal(err)
		}
		at := age(t, filepath.Join(public, "CNAME"))
		for _, body := range []string{"one", "two"} {
			s := begin(public, opts)
			emit(t, s, site{"index.html": body, "assets/app.js": body})
			if _, err := s.Commit(); err != nil {
				t.Fatalf("Commit: got %v, want nil", err)
			}
			want := maps.Clone(kept)
			want["index.html"], want["assets/app.js"] = body, body
			wantSite(t, public, want)
		}
		if got := modTime(t, filepath.Join(public, "CNAME")); !got.Equal(at) {
			t.Errorf("time of a kept file: got %v, want %v", got, at)
		}
		if info, err := os.Stat(filepath.Join(public, ".git/refs/tags")); err != nil || !info.IsDir() {
			t.Errorf("empty folder in a kept one: got %v, want it there", err)
		}
		wantNeighbours(t, public, "public")
	})
}

func TestKeepRejects(t *testing.T) {
	for _, keep := range []string{"", ".", "..", "../x", "/etc", "a/", ManifestName} {
		s, err := Begin(filepath.Join(t.TempDir(), "public"), Options{Keep: []string{keep}})
		if err == nil {
			s.Discard()
			t.Errorf("Begin with keep %q: got nil, want an error", keep)
		}
	}
}

func TestForeignFileDuringTheBuildSurvives(t *testing.T) {
	bothWays(t, func(t *testing.T, begin func(string, Options) *Stage) {
		public := filepath.Join(t.TempDir(), "public")
		publish(t, public, Options{}, site{"index.html": "old", "a/x.html": "x"})
		s := begin(public, Options{})
		emit(t, s, site{"index.html": "new"})
		write(t, filepath.Join(public, "a/Notes.txt"), "mine")
		if _, err := s.Commit(); err != nil {
			t.Fatalf("Commit: got %v, want nil", err)
		}
		wantSite(t, public, site{"index.html": "new", "a/Notes.txt": "mine"})
		wantNeighbours(t, public, "public")
		if _, err := Begin(public, Options{}); !errors.Is(err, ErrForeign) {
			t.Errorf("next Begin: got %v, want ErrForeign", err)
		}
	})
}

func TestForeignFileOfTheSameNameSurvives(t *testing.T) {
	bothWays(t, func(t *testing.T, begin func(string, Options) *Stage) {
		public := filepath.Join(t.TempDir(), "public")
		publish(t, public, Options{}, site{"index.html": "old"})
		s := begin(public, Options{})
		emit(t, s, site{"index.html": "new", "notes.txt": "ours"})
		write(t, filepath.Join(public, "notes.txt"), "mine")
		old := filepath.Join(filepath.Dir(public), ".public.old")
		sum, err := s.Commit()
		if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), old) || sum.Files != 2 {
			t.Errorf("Commit: got %+v, %v, want a published site and ErrForeign with %s", sum, err, old)
		}
		wantSite(t, public, site{"index.html": "new", "notes.txt": "ours"})
		if _, err := Begin(public, Options{}); !errors.Is(err, ErrForeign) {
			t.Errorf("next Begin: got %v, want ErrForeign", err)
		}
		got, err := os.ReadFile(filepath.Join(old, "notes.txt"))
		if err != nil || string(got) != "mine" {
			t.Fatalf("foreign file: got %q, %v, want it kept", got, err)
		}
		if err := os.Remove(filepath.Join(old, "notes.txt")); err != nil {
			t.Fatal(err)
		}
		publish(t, public, Options{}, site{"index.html": "third"})
		wantNeighbours(t, public, "public")
	})
}

func TestPublicIsALink(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "public")
	if err := os.MkdirAll(filepath.Join(dir, "www/real"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("www/real", link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	publish(t, link, Options{}, site{"index.html": "one"})
	publish(t, link, Options{}, site{"index.html": "two"})
	wantSite(t, filepath.Join(dir, "www/real"), site{"index.html": "two"})
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("public: got %v, %v, want the link still", info, err)
	}
}

func TestBeginNamesThePath(t *testing.T) {
	tests := []struct{ name, make, public, want string }{
		{"parent is a file", "site", "site/public", "site"},
		{"public is a file", "public", "public", "public"},
		{"lock is a folder", ".public.lock/x", "public", ".public.lock"},
		{"staging is not ours", ".public.next/x", "public", ".public.next"},
		{"staging is a file", ".public.next", "public", ".public.next"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, tt.make), "mine")
			_, err := Begin(filepath.Join(dir, tt.public), Options{})
			if want := filepath.Join(dir, tt.want); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("Begin: got %v, want an error with %s", err, want)
			}
			if got, err := os.ReadFile(filepath.Join(dir, tt.make)); err != nil || string(got) != "mine" {
				t.Errorf("%s: got %q, %v, want it untouched", tt.make, got, err)
			}
		})
	}
}

func TestReadOnlyPublic(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "old"})
	if err := os.Chmod(public, 0o555); err != nil {
		t.Fatal(err)
	}
	_, err := Begin(public, Options{})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), public) {
		t.Errorf("Begin: got %v, want a permission error with the path", err)
	}
	wantSite(t, public, site{"index.html": "old"})
	wantNeighbours(t, public, "public")
}

func TestModeOfThePublicFolderStays(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "old"})
	if err := os.Chmod(public, 0o700); err != nil {
		t.Fatal(err)
	}
	publish(t, public, Options{}, site{"index.html": "new"})
	if info, err := os.Stat(public); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode: got %v, %v, want 0700", info.Mode(), err)
	}
}
