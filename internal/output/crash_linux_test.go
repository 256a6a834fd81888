package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"gongshi/internal/tree"
)

const (
	nobody   = 65534
	diskSize = 1 << 20 // bytes of the small file system of the disk-full test
)

func actOnThisSystem(mode, public string) error {
	switch mode {
	case "nobody":
		return expectReadOnly(public)
	case "small disk":
		return expectDiskFull(public)
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

func expectReadOnly(public string) error {
	if os.Getuid() == 0 {
		if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			return err
		}
	}
	_, err := Begin(public, Options{})
	if want := filepath.Join(filepath.Dir(public), ".public.lock"); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), want) {
		return fmt.Errorf("Begin: got %v, want a permission error with %s", err, want)
	}
	return nil
}

// TestDiskFull mounts a small file system of its own, in a namespace of its own.
func TestDiskFull(t *testing.T) {
	cmd := another(t, "small disk", filepath.Join(t.TempDir(), "public"))
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	switch {
	case errors.Is(err, fs.ErrPermission), bytes.HasPrefix(out, []byte("mount: ")):
		t.Skipf("this system lets no test mount a small file system: %v %s", err, out)
	case err != nil:
		t.Errorf("builder: %v: %s", err, out)
	}
}

func expectDiskFull(public string) error {
	dir := filepath.Dir(public)
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", diskSize)); err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	s, err := Begin(public, Options{})
	if err != nil {
		return err
	}
	if err := s.Emit(tree.File{Path: "index.html", Body: []byte("old")}); err != nil {
		return err
	}
	if _, err := s.Commit(); err != nil {
		return err
	}
	if s, err = Begin(public, Options{}); err != nil {
		return err
	}
	name := filepath.Join(dir, ".public.next", "a/big.bin")
	if err := s.Emit(tree.File{Path: "a/big.bin", Body: make([]byte, 2*diskSize)}); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), name) {
		return fmt.Errorf("Emit: got %w, want no space left and %s", err, name)
	}
	if _, err := s.Commit(); !errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("Commit: got %w, want no space left", err)
	}
	if body, err := os.ReadFile(filepath.Join(public, "index.html")); err != nil || string(body) != "old" {
		return fmt.Errorf("old site: got %q, %w, want it intact", body, err)
	}
	if _, err := os.Lstat(filepath.Join(dir, ".public.next")); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("staging: got %w, want it gone", err)
	}
	return nil
}
