package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"gongshi/internal/namespace"
	"gongshi/internal/tree"
)

// How many small disks there are of each kind, and what the files of a site take on them.
const (
	smallDisks = 50
	diskFiles  = 40
	diskFile   = 8 << 10 // bytes
)

// TestDiskFull mounts small file systems of its own, in a namespace of its own.
func TestDiskFull(t *testing.T) {
	inNamespace(t, "mount", "small disks", filepath.Join(t.TempDir(), "public"))
}

// inNamespace runs a mode of this test binary where it may mount what it likes. Without the
// need, by its name in GONGSHI_REQUIRE, the test is skipped.
func inNamespace(t *testing.T, need, mode, public string) {
	t.Helper()
	cmd := another(t, mode, public)
	out, err := namespace.Run(cmd)
	switch {
	case errors.Is(err, namespace.ErrRefused) && slices.Contains(strings.Split(os.Getenv("GONGSHI_REQUIRE"), ","), need):
		t.Fatalf("GONGSHI_REQUIRE names %s: %v", need, err)
	case errors.Is(err, namespace.ErrRefused):
		t.Skip(err)
	case err != nil:
		t.Errorf("builder: %v: %s", err, out)
	}
	t.Logf("%s", out)
}

// onSmallDisks publishes two sites on disks of growing size, and on disks with more and more
// files, from such as have no room for the first to such as have room for both.
func onSmallDisks(public string) error {
	const room = diskFiles * diskFile
	for _, kind := range []struct {
		option      string
		least, most int
	}{{"size", room / 2, 2*room + 512<<10}, {"nr_inodes", diskFiles / 2, 2*diskFiles + 20}} {
		var none, old, both int
		for n := range smallDisks {
			limit := kind.least + n*(kind.most-kind.least)/(smallDisks-1)
			first, second, err := onSmallDisk(public, fmt.Sprintf("%s=%d", kind.option, limit))
			switch {
			case err != nil:
				return fmt.Errorf("%s=%d: %w", kind.option, limit, err)
			case second:
				both++
			case first:
				old++
			default:
				none++
			}
		}
		fmt.Printf("%s: no site %d, the old one %d, the new one %d times\n", kind.option, none, old, both)
		if min(none, old, both) == 0 {
			return errors.New("want each of them: the test proves nothing")
		}
	}
	return nil
}

// onSmallDisk reports which of two sites could be published.
func onSmallDisk(public, option string) (first, second bool, err error) {
	dir := filepath.Dir(public)
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, option); err != nil {
		return false, false, fmt.Errorf("mount: %w", err)
	}
	defer func() {
		if lost := unix.Unmount(dir, 0); lost != nil { // a folder that was left open shows here
			err = errors.Join(err, fmt.Errorf("unmount: %w", lost))
		}
	}()
	if first, err = tryPublish(public, "old"); err != nil || !first {
		return false, false, err
	}
	if second, err = tryPublish(public, "new"); err != nil {
		return first, second, err
	}
	want := map[bool]string{false: "old", true: "new"}[second]
	if err := checkTree(public); err != nil {
		return first, second, err
	}
	if body, err := os.ReadFile(filepath.Join(public, "p0.html")); err != nil || string(body[:3]) != want {
		return first, second, fmt.Errorf("site: got %.3s, %v, want the %s one", body, err, want)
	}
	if second {
		return first, second, nil
	}
	// With room again, the next build is as if nothing had been.
	if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size=8m,nr_inodes=1000"); err != nil {
		return first, second, err
	}
	if ok, err := tryPublish(public, "new"); !ok || err != nil {
		return first, second, fmt.Errorf("with room: got %v, %v, want a new site", ok, err)
	}
	return first, second, checkTree(public)
}

// tryPublish publishes a site where there is room. No room must be said as such, with a
// path, and leave nothing of the new site behind.
func tryPublish(public, version string) (bool, error) {
	s, err := Begin(public, Options{})
	if err == nil {
		for n := range diskFiles {
			body := append([]byte(version), make([]byte, diskFile-len(version))...)
			if s.Emit(tree.File{Path: fmt.Sprintf("p%d.html", n), Body: body}) != nil {
				break // which Commit says again
			}
		}
		_, err = s.Commit()
	}
	if err == nil {
		return true, nil
	}
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), filepath.Dir(public)) {
		return false, fmt.Errorf("got %w, want no space left, with a path", err)
	}
	for _, kind := range []string{"next", "old", "journal"} {
		if _, err := os.Lstat(filepath.Join(filepath.Dir(public), ".public."+kind)); err == nil {
			return false, fmt.Errorf("after a full disk .public.%s is there, want none", kind)
		}
	}
	return false, nil
}

// What cannot fit is refused before anything is written.
func TestNoRoom(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "old"})
	before := everything(t, filepath.Dir(public))
	_, err := Begin(public, Options{Least: 1 << 60})
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), public) || !strings.Contains(err.Error(), "1099511627776 MB free, found ") {
		t.Errorf("Begin: got %v, want no space left with the path, what is needed and what is free", err)
	}
	if after := everything(t, filepath.Dir(public)); !maps.Equal(before, after) {
		t.Errorf("files: got %v, want %v", after, before)
	}
	s := begin(t, public, Options{Least: 3}) // the old site has that much already
	s.Discard()
}
