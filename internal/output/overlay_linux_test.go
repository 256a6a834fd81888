package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"gongshi/internal/tree"
)

// TestOverlay publishes on overlays, as in a container, in a namespace of its own. A site of
// the upper layer is replaced as on any disk, wherever a build is killed. One of the lower
// layer is part of an image: no system call can move it, so it stays and the error says why.
func TestOverlay(t *testing.T) {
	inNamespace(t, "overlay", "overlays", filepath.Join(memoryDir(t), "public"))
}

// overlay is a file system of two layers in folders of its own.
type overlay struct{ lower, upper, work, merged string }

// newOverlay makes the folders of an overlay and mounts it; with apart its upper layer is on
// another file system than the lower one, so that inode numbers of folders do not last.
func newOverlay(dir string, apart bool) (o overlay, err error) {
	top := filepath.Join(dir, "top")
	o = overlay{filepath.Join(dir, "lower"), filepath.Join(top, "upper"), filepath.Join(top, "work"), filepath.Join(dir, "merged")}
	if err := os.MkdirAll(top, dirPerm); err != nil {
		return o, err
	}
	if apart {
		if err := unix.Mount("tmpfs", top, "tmpfs", 0, "size=16m"); err != nil {
			return o, fmt.Errorf("mount: %w", err)
		}
	}
	for _, name := range []string{o.lower, o.upper, o.work, o.merged} {
		err = errors.Join(err, os.MkdirAll(name, dirPerm))
	}
	return o, err
}

func (o overlay) mount() error {
	options := fmt.Sprintf("lowerdir=%s,upperdir=%s,workdir=%s,userxattr,redirect_dir=nofollow,xino=off", o.lower, o.upper, o.work)
	if err := unix.Mount("overlay", o.merged, "overlay", 0, options); err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	return nil
}

// again is what a container that is started again does.
func (o overlay) again() error {
	if err := unix.Unmount(o.merged, 0); err != nil { // a folder that was left open shows here
		return fmt.Errorf("unmount: %w", err)
	}
	return o.mount()
}

func onOverlays(public string) error {
	dir, n := filepath.Dir(public), 0
	for _, apart := range []bool{false, true} {
		if err := lowerSites(filepath.Join(dir, fmt.Sprint("lower", apart)), apart); err != nil {
			return err
		}
		for _, way := range []string{"spare", "exchange", "two renames"} {
			n++ // options of a mount are cut at commas and colons
			if err := killOnOverlay(filepath.Join(dir, strconv.Itoa(n)), way, apart); err != nil {
				return fmt.Errorf("%w (%s, layers apart: %v)", err, way, apart)
			}
		}
	}
	return nil
}

// killOnOverlay kills a build at every second of its steps; where all layers are on one file
// system, at every third. The next build has the overlay mounted anew.
func killOnOverlay(dir, way string, apart bool) error {
	o, err := newOverlay(dir, apart)
	if err == nil {
		err = o.mount()
	}
	if err != nil {
		return err
	}
	stride := 3
	if apart {
		stride = 2
	}
	opts := Options{Keep: []string{"CNAME"}}
	sawOld, sawNew, last := 0, 0, 1
	for ; ; last += stride {
		public := filepath.Join(o.merged, strconv.Itoa(last), "public")
		if err := errors.Join(publishOne(public, opts, randomSite(1)), publishOne(public, opts, randomSite(2))); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(public, "CNAME"), []byte("example.org"), filePerm); err != nil {
			return err
		}
		was, err := os.Stat(spareOf(public))
		if err != nil {
			return err
		}
		if way == "exchange" {
			os.RemoveAll(spareOf(public))
		}
		out, died, err := buildKilled(public, 3, last, way)
		if err != nil {
			return err
		}
		if !died {
			if is, err := os.Stat(public); err != nil || os.SameFile(was, is) != (way != "exchange") {
				return fmt.Errorf("the public folder after a whole build: %w, want it to be the former spare: %v", err, way != "exchange")
			}
			break
		}
		if err := o.again(); err != nil {
			return err
		}
		if isNew, err := healed(public, opts); err != nil {
			return fmt.Errorf("step %d: %w %s", last, err, out)
		} else if isNew {
			sawNew++
		} else {
			sawOld++
		}
	}
	fmt.Printf("%s, layers apart: %v: %d steps; old site %d, new site %d times\n", way, apart, last-1, sawOld, sawNew)
	if sawOld < 10 || sawNew < 5 {
		return errors.New("want more of both: the test proves nothing")
	}
	return nil
}

// buildKilled publishes the site of a seed in another process, which dies at a step.
func buildKilled(public string, seed, last int, way string) (out []byte, died bool, err error) {
	build, err := self("step", public, strconv.Itoa(seed), strconv.Itoa(last), way)
	if err != nil {
		return nil, false, err
	}
	out, err = build.CombinedOutput()
	if len(out) > 0 {
		return nil, false, fmt.Errorf("step %d: %w: %s", last, err, out)
	}
	return out, err != nil, nil
}

// healed begins the next build, which finds the site of seed 2 or 3, and publishes another.
func healed(public string, opts Options) (isNew bool, err error) {
	s, err := Begin(public, opts)
	if err == nil {
		err = s.Discard()
	}
	if err != nil {
		return false, fmt.Errorf("next Begin: %w", err)
	}
	want := map[bool]site{false: randomSite(2), true: randomSite(3)}
	got, err := readSite(public)
	if isNew = got["index.html"] == want[true]["index.html"]; err != nil {
		return isNew, err
	}
	for _, seed := range []int{0, 4} {
		if seed > 0 {
			want[isNew] = randomSite(seed)
			err = publishOne(public, opts, want[isNew])
			got, _ = readSite(public)
		}
		want[isNew]["CNAME"] = "example.org"
		if err != nil || !maps.Equal(got, want[isNew]) {
			return isNew, fmt.Errorf("site: got %q, %w, want the old, the new or the next one", got, err)
		}
		if left := unfinished(public); len(left) > 0 {
			return isNew, fmt.Errorf("beside the public folder: got %q, want none of it", left)
		}
	}
	return isNew, nil
}

// unfinished names what builds leave beside the public folder only while they run.
func unfinished(public string) (names []string) {
	for _, kind := range []string{"next", "old", "journal"} {
		if _, err := os.Lstat(filepath.Join(filepath.Dir(public), ".public."+kind)); err == nil {
			names = append(names, ".public."+kind)
		}
	}
	return names
}

// lowerSites builds where an image has a site, its spare and its index, and where a later
// layer has a part of it anew.
func lowerSites(dir string, apart bool) error {
	o, err := newOverlay(dir, apart)
	if err != nil {
		return err
	}
	for _, name := range []string{"lower", "mixed"} {
		for _, version := range []string{"older", "old"} {
			if err := publishOne(filepath.Join(o.lower, name, "public"), Options{}, bigSite(version)); err != nil {
				return err
			}
		}
	}
	if err := o.mount(); err != nil {
		return err
	}
	mixed := filepath.Join(o.merged, "mixed", "public")
	if err := os.Chmod(filepath.Join(mixed, "index.html"), 0o600); err != nil { // copies it, so that the spare has another file
		return err
	}
	for _, name := range []string{"lower", "mixed"} {
		public := filepath.Join(o.merged, name, "public")
		for range 2 {
			err := publishOne(public, Options{}, bigSite("new"))
			if !errors.Is(err, syscall.EXDEV) || !strings.Contains(err.Error(), public) || !strings.Contains(err.Error(), "container image") {
				return fmt.Errorf("a site of an image: got %v, want invalid cross-device link, with the path and the reason", err)
			}
			if err := checkTree(public); err != nil {
				return err
			}
			if got, err := readSite(public); !maps.Equal(got, bigSite("old")) || len(unfinished(public)) > 0 {
				return fmt.Errorf("a site of an image: got %q, %w, beside it %q; want the old site alone", got, err, unfinished(public))
			}
		}
		if err := publishOne(public, Options{}, bigSite("old")); err != nil {
			return fmt.Errorf("nothing new on a site of an image: %w", err)
		}
		// As the message says.
		if err := errors.Join(os.CopyFS(public+".copy", os.DirFS(public)), os.RemoveAll(public), os.Rename(public+".copy", public)); err != nil {
			return err
		}
		// The first build throws the image's spare away, the second makes the site of its own.
		for n, version := range []string{"new", "newer", "newest"} {
			if err := o.again(); err != nil {
				return err
			}
			was, _ := os.Stat(spareOf(public))
			if err := publishOne(public, Options{}, bigSite(version)); err != nil {
				return err
			}
			got, err := readSite(public)
			if err != nil || !maps.Equal(got, bigSite(version)) {
				return fmt.Errorf("a copied site: got %q, %w, want the %s one", got, err, version)
			}
			if err := checkSpare(public); err != nil {
				return fmt.Errorf("spare: %w", err)
			}
			if is, err := os.Stat(public); n > 0 && !apart && (err != nil || !os.SameFile(was, is)) {
				return fmt.Errorf("build %d: got another public folder, %w, want the former spare", n, err)
			}
		}
	}
	return nil
}

// publishOne is publish where there is no test at hand.
func publishOne(public string, opts Options, files site) error {
	s, err := Begin(public, opts)
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if s.Emit(tree.File{Path: path, Body: []byte(files[path])}) != nil {
			break // which Commit says again
		}
	}
	_, err = s.Commit()
	return err
}
