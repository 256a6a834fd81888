package output

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongshi/internal/tree"
)

// randomSite is the site of a seed: about the same paths as others, about the same
// bytes, a file where another has a folder.
func randomSite(seed int) site {
	dice := rand.New(rand.NewPCG(uint64(seed), 7))
	files := site{"index.html": fmt.Sprint("version ", seed)}
	for n := range 16 {
		if dice.IntN(8) == 0 {
			continue
		}
		body := fmt.Sprint("page ", n)
		if dice.IntN(8) == 0 {
			body = fmt.Sprint("page ", n, " of ", seed)
		}
		files[fmt.Sprintf("d%d/%d.html", n%3, n)] = body
	}
	if dice.IntN(2) == 0 {
		files["either"] = "a file"
	} else {
		files["either/deep/x.html"] = "in a folder"
	}
	return files
}

// buildAndDie publishes the site of a seed and dies at the given step, if it comes
// that far.
func buildAndDie(public string, args []string) error {
	seed, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	last, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	s, err := Begin(public, Options{Keep: []string{"CNAME"}})
	if err != nil {
		return err
	}
	steps := make(chan int, 1)
	steps <- 0
	s.step = func() {
		n := <-steps + 1
		if n == last {
			me, _ := os.FindProcess(os.Getpid())
			_ = me.Kill()
			select {}
		}
		steps <- n
	}
	if args[2] == "two renames" {
		s.exchange = noExchange
	}
	files := randomSite(seed)
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := s.Emit(tree.File{Path: path, Body: []byte(files[path])}); err != nil {
			return err
		}
	}
	_, err = s.Commit()
	return err
}

// TestEveryStep kills a build at each of its steps in turn. The site is then the old
// or the new one, and the next build makes of what is left what it would have made
// of nothing.
func TestEveryStep(t *testing.T) {
	for _, way := range []string{"spare", "exchange", "two renames"} {
		t.Run(way, func(t *testing.T) {
			parent := memoryDir(t)
			opts := Options{Keep: []string{"CNAME"}}
			steps, sawOld, sawNew := 0, 0, 0
			for last := 1; ; last++ {
				public := filepath.Join(parent, strconv.Itoa(last), "public")
				write(t, filepath.Join(public, "CNAME"), "example.org")
				publish(t, public, opts, randomSite(1))
				publish(t, public, opts, randomSite(2))
				was, err := os.Stat(spareOf(public))
				if err != nil {
					t.Fatal(err)
				}
				if way == "exchange" {
					os.RemoveAll(spareOf(public))
				}
				out, err := another(t, "step", public, "3", strconv.Itoa(last), way).CombinedOutput()
				if err == nil {
					steps = last - 1
					wantSpare := way != "exchange"
					if is, err := os.Stat(public); err != nil || os.SameFile(was, is) != wantSpare {
						t.Errorf("the public folder after a whole build: %v, want it to be the former spare: %v", err, wantSpare)
					}
					break
				}
				if len(out) > 0 {
					t.Fatalf("step %d: %v: %s", last, err, out)
				}
				if err := begin(t, public, opts).Discard(); err != nil {
					t.Fatalf("step %d: Discard: %v", last, err)
				}
				got := read(t, public)
				delete(got, "CNAME")
				switch {
				case maps.Equal(got, randomSite(2)):
					sawOld++
				case maps.Equal(got, randomSite(3)):
					sawNew++
				default:
					t.Errorf("step %d: got neither the old site nor the new one: %q", last, got)
				}
				wantNeighbours(t, public, "public")
				publish(t, public, opts, randomSite(4))
				want := randomSite(4)
				want["CNAME"] = "example.org"
				wantSite(t, public, want)
				wantNeighbours(t, public, "public")
			}
			t.Logf("%d steps; old site %d, new site %d times", steps, sawOld, sawNew)
			if sawOld < 10 || sawNew < 5 {
				t.Errorf("old site %d, new site %d times, want more of both: the test proves nothing", sawOld, sawNew)
			}
		})
	}
}

// TestRandomBuilds publishes random sites one after the other in one folder, with
// hand edits, crashes and builds that are given up between them. Each must be what a
// build into an empty folder makes.
func TestRandomBuilds(t *testing.T) {
	t.Run("in memory", func(t *testing.T) { randomBuilds(t, memoryDir(t)) })
	t.Run("on disk", func(t *testing.T) { randomBuilds(t, t.TempDir()) })
}

// memoryDir is a folder on a file system in memory, where there is one.
func memoryDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "gongshi-output-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func randomBuilds(t *testing.T, parent string) {
	dice := rand.New(rand.NewPCG(3, 4))
	public := filepath.Join(parent, "portal", "public")
	spares := 0
	for seed := range 60 {
		meddle(t, dice, public, seed)
		s := begin(t, public, Options{Keep: []string{"CNAME"}})
		files := randomSite(seed)
		if dice.IntN(4) == 0 {
			s.exchange = noExchange
		}
		for _, path := range slices.Sorted(maps.Keys(files)) {
			f := tree.File{Path: path, Body: []byte(files[path])}
			was := s.old.files[path]
			if was != nil && hexOf(f.Body) == was.SHA256 && dice.IntN(2) == 0 && s.Keep(was.Entry) == nil {
				continue
			}
			if err := s.Emit(f); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		wantNeighbours(t, public, "public")
		wantFresh(t, public, filepath.Join(parent, "fresh", strconv.Itoa(seed)), files)
		if _, err := os.Stat(spareOf(public)); err == nil {
			spares++
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if spares < 10 {
		t.Errorf("builds that left a spare: got %d, want more: the test proves nothing", spares)
	}
}

// wantFresh compares a site with one that is built into an empty folder.
func wantFresh(t *testing.T, public, fresh string, files site) {
	t.Helper()
	publish(t, fresh, Options{}, files)
	wantSite(t, public, files)
	got, err := os.ReadFile(filepath.Join(public, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(fresh, ManifestName))
	if err != nil || string(got) != string(want) {
		t.Errorf("manifest: got %s, want %s, %v", got, want, err)
	}
	if got, want := folders(t, public), folders(t, fresh); !slices.Equal(got, want) {
		t.Errorf("folders: got %q, want %q", got, want)
	}
}

func folders(t *testing.T, tree string) (dirs []string) {
	t.Helper()
	for name := range everything(t, tree) {
		rel, _ := filepath.Rel(tree, name)
		if info, err := os.Stat(name); err == nil && info.IsDir() && !strings.HasPrefix(rel, "..") {
			dirs = append(dirs, rel)
		}
	}
	slices.Sort(dirs)
	return dirs
}

// meddle does to a published site what people and crashes do.
func meddle(t *testing.T, dice *rand.Rand, public string, seed int) {
	t.Helper()
	m, err := os.ReadFile(filepath.Join(public, ManifestName))
	if err != nil {
		return
	}
	list, _, err := parse(m)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(public, list.Files[dice.IntN(len(list.Files))].Path)
	switch dice.IntN(12) {
	case 0:
		write(t, name, "by hand")
	case 1:
		replace(t, name, "by hand")
	case 2:
		remove(t, name)
	case 3:
		age(t, name)
	case 4:
		os.RemoveAll(spareOf(public))
	case 5:
		os.Remove(indexOf(public))
	case 6:
		os.RemoveAll(public)
	case 7:
		s := begin(t, public, Options{})
		emit(t, s, randomSite(1000+seed))
		s.Discard()
	case 8, 9, 10:
		way := []string{"exchange", "two renames"}[dice.IntN(2)]
		if out, _ := another(t, "step", public, strconv.Itoa(1000+seed), strconv.Itoa(1+dice.IntN(120)), way).CombinedOutput(); len(out) > 0 {
			t.Fatalf("builder: %s", out)
		}
	}
}

func hexOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hexSum(sum[:])
}
