package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const nobody = 65534

func actOnThisSystem(mode, public string) error {
	switch mode {
	case "nobody":
		return expectReadOnly(public)
	case "folder inside":
		return expectReadOnlyInside(public)
	case "small disks":
		return onSmallDisks(public)
	case "overlays":
		return onOverlays(public)
	}
	return fmt.Errorf("want a mode of this system, found %q", mode)
}

// open gives a folder every user can reach, which t.TempDir is not.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gongshi-output-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Root may write anywhere, so the builder of this test becomes nobody first.
func TestReadOnlyParent(t *testing.T) {
	parent := filepath.Join(openDir(t), "portal")
	public := filepath.Join(parent, "public")
	publish(t, public, Options{}, site{"index.html": "old"})
	if err := os.Remove(filepath.Join(parent, ".public.lock")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(parent, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(parent, 0o755) })
	if out, err := another(t, "nobody", public).CombinedOutput(); err != nil {
		t.Errorf("builder: %v: %s", err, out)
	}
	wantSite(t, public, site{"index.html": "old"})
	wantNeighbours(t, public, "public")
	if _, err := os.Lstat(filepath.Join(parent, ".public.lock")); err == nil {
		t.Error("lock in a read-only folder: got one, want none")
	}
}

// becomeNobody gives up the rights of root, for whom nothing is read-only.
func becomeNobody() error {
	if os.Getuid() != 0 {
		return nil
	}
	return errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody))
}

func expectReadOnly(public string) error {
	if err := becomeNobody(); err != nil {
		return err
	}
	_, err := Begin(public, Options{})
	if want := filepath.Join(filepath.Dir(public), ".public.lock"); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), want) {
		return fmt.Errorf("Begin: got %v, want a permission error with %s", err, want)
	}
	return nil
}

// A folder in the old site that cannot be emptied would stay behind after the swap.
func TestReadOnlyFolderInside(t *testing.T) {
	public := filepath.Join(openDir(t), "public")
	publish(t, public, Options{}, site{"index.html": "old", "a/x.html": "x"})
	if os.Getuid() == 0 {
		if err := filepath.WalkDir(filepath.Dir(public), func(name string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Lchown(name, nobody, nobody))
		}); err != nil {
			t.Fatal(err)
		}
	}
	inside := filepath.Join(public, "a")
	if err := os.Chmod(inside, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(inside, 0o755) })
	if out, err := another(t, "folder inside", public).CombinedOutput(); err != nil {
		t.Errorf("builder: %v: %s", err, out)
	}
	wantSite(t, public, site{"index.html": "old", "a/x.html": "x"})
	wantNeighbours(t, public, "public")
}

func expectReadOnlyInside(public string) error {
	if err := becomeNobody(); err != nil {
		return err
	}
	_, err := Begin(public, Options{})
	if want := filepath.Join(public, "a"); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), want) {
		return fmt.Errorf("Begin: got %v, want a permission error with %s", err, want)
	}
	return nil
}
