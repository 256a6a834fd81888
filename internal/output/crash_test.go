package output

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/internal/tree"
)

// modeEnv makes the test binary act as another process; see TestMain.
const modeEnv = "GONGSHI_OUTPUT_TEST"

func TestMain(m *testing.M) {
	if mode := os.Getenv(modeEnv); mode != "" {
		if err := actAs(mode, os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// another is the test binary, told to act as another process on a public folder.
func another(t *testing.T, mode, public string, args ...string) *exec.Cmd {
	t.Helper()
	cmd, err := self(mode, public, args...)
	if err != nil {
		t.Fatal(err)
	}
	return cmd
}

// self is another where there is no test at hand.
func self(mode, public string, args ...string) (*exec.Cmd, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(exe, append([]string{public}, args...)...)
	cmd.Env = append(os.Environ(), modeEnv+"="+mode)
	return cmd, nil
}

func actAs(mode, public string) error {
	switch mode {
	case "exchange", "two renames", "spare":
		return buildForEver(public, mode)
	case "step":
		return buildAndDie(public, os.Args[2:])
	}
	return actOnThisSystem(mode, public)
}

const crashFiles = 200 // files of a site in the kill test

// strideOf says of how many files one changes; a spare is for few.
func strideOf(mode string) int {
	if mode == "spare" {
		return 30
	}
	return 3
}

// buildForEver publishes version after version and writes a line at every step,
// so that a parent that kills it after so many lines hits any place.
func buildForEver(public, mode string) error {
	stride := strideOf(mode)
	for version := 0; ; version++ {
		s, err := Begin(public, Options{Keep: []string{"CNAME"}})
		if err != nil {
			return err
		}
		if mode == "two renames" {
			s.exchange = func(*os.File, string, string) error {
				fmt.Println("swap")
				return errNoExchange
			}
		}
		fmt.Println("begin")
		for n := range crashFiles {
			f := tree.File{Path: fmt.Sprintf("d%d/%d.html", n%7, n), Body: fmt.Appendf(nil, "file %d", n)}
			if n%stride == 0 {
				f.Body = fmt.Appendf(nil, "version %d", version)
			}
			if err := s.Emit(f); err != nil {
				return err
			}
			if n%40 == 0 {
				fmt.Println("emit")
			}
		}
		if swap := s.exchange; mode == "spare" {
			s.exchange = func(dir *os.File, a, b string) error {
				fmt.Println("swap")
				return swap(dir, a, b)
			}
		}
		fmt.Println("commit")
		if _, err := s.Commit(); err != nil {
			return err
		}
	}
}

// One version only, each file as the manifest says, and nothing else but CNAME.
func checkVersion(public, mode string) error {
	cname := filepath.Join(public, "CNAME")
	if body, err := os.ReadFile(cname); err != nil || string(body) != "example.org" {
		return fmt.Errorf("CNAME: got %q, %v, want it there", body, err)
	}
	if err := checkTree(public); err == nil || !strings.HasPrefix(err.Error(), "CNAME: not in the manifest") {
		return fmt.Errorf("got %v, want CNAME as the only file beside those of the manifest", err)
	}
	var first string
	for n := 0; n < crashFiles; n += strideOf(mode) {
		body, err := os.ReadFile(filepath.Join(public, fmt.Sprintf("d%d/%d.html", n%7, n)))
		if err != nil {
			return err
		}
		if first == "" {
			first = string(body)
		}
		if string(body) != first {
			return fmt.Errorf("a mix of %q and %q", first, body)
		}
	}
	return nil
}

func TestKill(t *testing.T) {
	const rounds = 30
	for _, mode := range []string{"exchange", "two renames", "spare"} {
		t.Run(mode, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			write(t, filepath.Join(public, "CNAME"), "example.org")
			dice := rand.New(rand.NewPCG(1, 2))
			interrupted := 0
			for round := range rounds {
				killBuilder(t, mode, public, 9+dice.IntN(40))
				if _, err := os.Lstat(filepath.Join(filepath.Dir(public), ".public.journal")); err == nil {
					interrupted++
				}
				if mode == "two renames" {
					// Between the two renames there is no site; the next Begin brings it back.
					begin(t, public, Options{Keep: []string{"CNAME"}}).Discard()
				}
				if err := checkVersion(public, mode); err != nil {
					t.Fatalf("round %d: torn: %v", round, err)
				}
			}
			if interrupted == 0 {
				t.Errorf("kills in the middle of a build: got 0 of %d, want some: the test proves nothing", rounds)
			}
			t.Logf("%d of %d kills left staging behind", interrupted, rounds)
			publish(t, public, Options{Keep: []string{"CNAME"}}, site{"index.html": "last"})
			wantSite(t, public, site{"index.html": "last", "CNAME": "example.org"})
			wantNeighbours(t, public, "public")
		})
	}
}

// killBuilder lets a builder write some lines and kills it with SIGKILL.
func killBuilder(t *testing.T, mode, public string, lines int) {
	t.Helper()
	cmd := another(t, mode, public)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(out)
	for range lines {
		if !in.Scan() {
			t.Fatalf("builder ended by itself: %v", cmd.Wait())
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for in.Scan() {
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("builder: got a clean exit, want it killed")
	}
}

// TestCrashPoints stops a build at every step of the swap, which a kill from
// outside would hit once in a thousand rounds, and looks at what the next build
// makes of it. A step here is one system call, so that two cannot be torn apart
// further.
func TestCrashPoints(t *testing.T) {
	before, after := site{"index.html": "old", "a/gone.html": "x"}, site{"index.html": "new"}
	none := func(*Stage) error { return nil }
	swap := func(s *Stage) error {
		_, err := s.swap(s.next.name)
		return err
	}
	renames := func(s *Stage) error {
		staged, err := s.root.Lstat(s.next.name)
		return errors.Join(err, s.swapByRenames(s.next.name, staged))
	}
	move := func(from, to string) func(*Stage) error {
		return func(s *Stage) error { return s.rename(from, to) }
	}
	del := func(names ...string) func(*Stage) error {
		return func(s *Stage) error {
			for _, n := range names {
				if err := os.RemoveAll(filepath.Join(s.parent, n)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	tests := []struct {
		name  string
		steps []func(*Stage) error
		want  site // after the next Begin
	}{
		{"before the swap", []func(*Stage) error{none}, before},
		{"exchanged", []func(*Stage) error{swap}, after},
		{"exchanged and moved", []func(*Stage) error{swap, move(".public.next", ".public.old")}, after},
		{"first rename", []func(*Stage) error{move("public", ".public.old")}, after},
		{"both renames", []func(*Stage) error{renames}, after},
		{"rescued, partly cleared", []func(*Stage) error{renames, del(".public.old/a/gone.html")}, after},
		{"cleared but for the manifest", []func(*Stage) error{renames, del(".public.old/a", ".public.old/index.html")}, after},
		{"cleared", []func(*Stage) error{renames, del(".public.old")}, after},
		{"staging gone after the first rename", []func(*Stage) error{move("public", ".public.old"), del(".public.next")}, before},
		{"journal cut short", []func(*Stage) error{func(s *Stage) error { return s.root.WriteFile(".public.journal", nil, 0o644) }}, before},
		{"only an empty staging", []func(*Stage) error{del(".public.next", ".public.journal"), func(s *Stage) error { return s.root.Mkdir(".public.next", 0o755) }}, before},
		{"only a journal", []func(*Stage) error{del(".public.next")}, before},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			public := filepath.Join(t.TempDir(), "public")
			publish(t, public, Options{}, before)
			s := ready(t, public, after)
			for i, step := range tt.steps {
				if err := step(s); err != nil {
					t.Fatalf("step %d: %v", i, err)
				}
			}
			s.end() // the process is dead: it gives back the lock and does nothing more
			if err := s.close(); err != nil {
				t.Fatal(err)
			}

			if err := begin(t, public, Options{}).Discard(); err != nil {
				t.Fatalf("Discard: got %v, want nil", err)
			}
			wantSite(t, public, tt.want)
			if err := checkTree(public); err != nil {
				t.Errorf("manifest: %v", err)
			}
			wantNeighbours(t, public, "public")
		})
	}
}

// A crash between swap and clearing must not cost a file that is not ours.
func TestCrashKeepsForeignFiles(t *testing.T) {
	bothWays(t, func(t *testing.T, begin func(string, Options) *Stage) {
		public := filepath.Join(t.TempDir(), "public")
		opts := Options{Keep: []string{".git"}}
		write(t, filepath.Join(public, ".git/HEAD"), "ref")
		publish(t, public, opts, site{"index.html": "old"})
		s := begin(public, opts)
		emit(t, s, site{"index.html": "new"})
		write(t, filepath.Join(public, "Notes.txt"), "mine")
		e, err := s.edition()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.publish(e); err != nil {
			t.Fatal(err)
		}
		s.end()
		if err := s.close(); err != nil {
			t.Fatal(err)
		}
		if _, err := Begin(public, opts); !errors.Is(err, ErrForeign) {
			t.Errorf("next Begin: got %v, want ErrForeign", err)
		}
		wantSite(t, public, site{"index.html": "new", ".git/HEAD": "ref", "Notes.txt": "mine"})
		wantNeighbours(t, public, "public")
	})
}

func TestFailedSwapLeavesTheOldSite(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "old"})
	s := begin(t, public, Options{})
	s.exchange = func(*os.File, string, string) error { return fs.ErrPermission }
	emit(t, s, site{"index.html": "new"})
	sum, err := s.Commit()
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), public) || sum != (Summary{}) {
		t.Errorf("Commit: got %+v, %v, want no summary and a permission error with the path", sum, err)
	}
	wantSite(t, public, site{"index.html": "old"})
	wantNeighbours(t, public, "public")
}

// ready stages a site beside public, whole, up to the swap.
func ready(t *testing.T, public string, files site) *Stage {
	t.Helper()
	s := begin(t, public, Options{})
	emit(t, s, files)
	e, err := s.edition()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.writeManifest(e); err != nil {
		t.Fatal(err)
	}
	s.shut()
	return s
}
