package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sys/unix"

	"gongshi/internal/fault"
	"gongshi/internal/namespace"
)

// How many small disks there are: of each size, and of each number of files.
const (
	smallSizes  = 50
	smallCounts = 10
)

// TestDiskFull builds portals on small file systems of its own, in a namespace of its own.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	smallPortal(t, filepath.Join(dir, "portal"))
	cmd := exec.Command(lookPath(t, "gongshi-on-small-disks"), dir)
	out, err := namespace.Run(cmd)
	switch {
	case errors.Is(err, namespace.ErrRefused):
		lacks(t, "mount", err.Error())
	case err != nil:
		t.Errorf("%v: %s", err, out)
	}
	t.Logf("%s", out)
}

// disks is what is built on small disks.
type disks struct {
	dir      string
	sites    [2]string // digests of the old site and the new one
	size     [2]int64  // what portal and site take, in bytes and in files: the old one
	old, new string    // portals: with the old site, and with the inputs of the new one
}

// onSmallDisks is the program of that name.
func onSmallDisks() {
	err := func() error {
		d := disks{dir: os.Args[1]}
		if err := d.prepare(); err != nil {
			return err
		}
		if err := d.kind("size", smallSizes, d.size[0]); err != nil {
			return err
		}
		return d.kind("nr_inodes", smallCounts, d.size[1])
	}()
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// prepare builds both sites where there is room.
func (d *disks) prepare() (err error) {
	d.old = filepath.Join(d.dir, "portal")
	if err := os.Mkdir(filepath.Join(d.dir, "disk"), 0o755); err != nil {
		return err
	}
	if err := unix.Mount("tmpfs", filepath.Join(d.dir, "disk"), "tmpfs", 0, "size=1m"); err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	if err := unix.Unmount(filepath.Join(d.dir, "disk"), 0); err != nil {
		return err
	}
	for i := range d.sites {
		if i > 0 {
			d.new = filepath.Join(d.dir, "new")
			if err := errors.Join(os.CopyFS(d.new, os.DirFS(d.old)), retitle(d.new)); err != nil {
				return err
			}
		}
		portal := []string{d.old, d.new}[i]
		if out, err := exec.Command("gongshi", "build", "--quiet", "-C", portal).CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		if d.sites[i], err = fault.Whole(filepath.Join(portal, "public")); err != nil {
			return err
		}
	}
	return filepath.WalkDir(d.old, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		const page = 4 << 10
		d.size[0] += (info.Size() + page - 1) / page * page
		d.size[1]++
		return err
	})
}

func retitle(portal string) error {
	name := filepath.Join(portal, "gongshi.yaml")
	body, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, regexp.MustCompile(`(?m)^title:.*$`).ReplaceAll(body, []byte("title: 另一个标题")), 0o644)
}

// kind builds on disks of growing limits, with and without an old site by turns.
func (d *disks) kind(option string, n int, takes int64) error {
	var mu sync.Mutex
	var count [2][2]int // by whether there was an old site and whether the new one stands
	var errs []error
	var lanes sync.WaitGroup
	for lane := range 2 { // one with an old site, one without
		lanes.Go(func() {
			for i := lane; i < n; i += 2 {
				// From what an eighth of the site takes, or no more than the old one, to enough for both.
				from, to := takes/8, takes*3/2
				if lane == 1 {
					from, to = takes, takes*5/2
				}
				limit := from + (to-from)*int64(i)/int64(n-1)
				isNew, err := d.build(fmt.Sprintf("%s=%d", option, limit), i, lane == 1)
				mu.Lock()
				if err != nil {
					errs = append(errs, fmt.Errorf("%s=%d, an old site: %v: %w", option, limit, lane == 1, err))
				}
				if isNew {
					count[lane][1]++
				} else {
					count[lane][0]++
				}
				mu.Unlock()
			}
		})
	}
	lanes.Wait()
	fmt.Printf("%s: of no site none %d, the new one %d times; of the old one the old one %d, the new one %d times\n", option, count[0][0], count[0][1], count[1][0], count[1][1])
	if min(count[0][0], count[0][1], count[1][0], count[1][1]) == 0 {
		errs = append(errs, errors.New("want each of them: the test proves nothing"))
	}
	return errors.Join(errs...)
}

// build builds the new site on a disk, and reports whether it stands there. Where it does
// not, every fifth time it is built again with room.
func (d *disks) build(option string, n int, old bool) (isNew bool, err error) {
	disk := filepath.Join(d.dir, fmt.Sprintf("disk-%d-%s", n, option))
	if err := os.Mkdir(disk, 0o755); err != nil {
		return false, err
	}
	const room = "size=64m,nr_inodes=10000"
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, room); err != nil {
		return false, fmt.Errorf("mount: %w", err)
	}
	defer func() { err = errors.Join(err, unix.Unmount(disk, 0)) }()
	portal := filepath.Join(disk, "portal")
	public := filepath.Join(portal, "public")
	if old {
		err = errors.Join(os.CopyFS(portal, os.DirFS(d.old)), retitle(portal))
	} else {
		err = errors.Join(os.CopyFS(filepath.Join(portal, "data"), os.DirFS(filepath.Join(d.new, "data"))), copySettings(d.new, portal))
	}
	if err != nil {
		return false, err
	}
	if err := unix.Mount("tmpfs", disk, "tmpfs", unix.MS_REMOUNT, option); errors.Is(err, unix.EINVAL) {
		return false, nil // smaller than what is there already
	} else if err != nil {
		return false, err
	}
	cmd := exec.Command("gongshi", "build", "--quiet", "-C", portal)
	out, _ := cmd.CombinedOutput()
	code := cmd.ProcessState.ExitCode()
	if code != 0 && code != 3 {
		return false, fmt.Errorf("exit code %d, want 0 or 3: %s", code, out)
	}
	for _, kind := range []string{"next", "old", "journal"} {
		if _, err := os.Lstat(filepath.Join(portal, ".public."+kind)); err == nil {
			return false, fmt.Errorf(".public.%s is there, want none: %s", kind, out)
		}
	}
	if code == 0 {
		return true, d.stands(public, 1)
	}
	if !strings.Contains(string(out), portal) || !strings.Contains(string(out), "no space left on device") || !strings.Contains(string(out), "hint: the disk is full") {
		return false, fmt.Errorf("want a path, no space left and a hint, found: %s", out)
	}
	if old {
		err = d.stands(public, 0)
	} else if _, lost := os.Lstat(public); lost == nil {
		err = errors.New("a public folder is there, want none")
	}
	if err != nil || n%5 > 0 {
		return false, err
	}
	if err := unix.Mount("tmpfs", disk, "tmpfs", unix.MS_REMOUNT, room); err != nil {
		return false, err
	}
	if out, err := exec.Command("gongshi", "build", "--quiet", "-C", portal).CombinedOutput(); err != nil {
		return false, fmt.Errorf("with room: %w: %s", err, out)
	}
	return false, d.stands(public, 1)
}

func copySettings(from, to string) error {
	body, err := os.ReadFile(filepath.Join(from, "gongshi.yaml"))
	return errors.Join(err, os.WriteFile(filepath.Join(to, "gongshi.yaml"), body, 0o644))
}

// stands says how a site differs from the old one, 0, or the new one, 1.
func (d *disks) stands(public string, which int) error {
	site, err := fault.Whole(public)
	if err == nil && site != d.sites[which] {
		err = fmt.Errorf("%s: want site %d, found another", public, which)
	}
	return err
}
