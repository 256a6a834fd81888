package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// journalVersion: 1 is the first.
const journalVersion = 1

// journal tells, after a crash, whether .next is staging or, because the
// exchange had happened, the old site.
type journal struct {
	Version int    `json:"version"`
	Staging uint64 `json:"staging"` // inode number of the staging folder; 0 where there is no exchange
}

func (p *place) openStaging() error {
	next := p.sibling("next")
	if err := p.root.Mkdir(next, dirPerm); err != nil {
		return p.fail("create", next, err)
	}
	info, err := p.root.Lstat(next)
	if err != nil {
		return p.fail("read", next, err)
	}
	if old, err := p.root.Lstat(p.name); err == nil {
		// A site that only its group may read, or write, stays so.
		if err := p.root.Chmod(next, old.Mode().Perm()); err != nil {
			return errors.Join(p.fail("set the mode of", next, err), p.remove(next))
		}
	}
	body, err := json.Marshal(journal{Version: journalVersion, Staging: inode(info)})
	if err == nil {
		err = p.root.WriteFile(p.sibling("journal"), body, filePerm)
	}
	if err != nil {
		return errors.Join(p.fail("write", p.sibling("journal"), err), p.dropStaging())
	}
	return nil
}

// dropStaging deletes staging, which holds nothing but ours and links to files
// of the old site.
func (p *place) dropStaging() error {
	next := p.sibling("next")
	if err := p.root.RemoveAll(next); err != nil {
		return p.fail("remove", next, err)
	}
	return p.remove(p.sibling("journal"))
}

// recover finishes or undoes what a crashed build left behind.
func (p *place) recover() error {
	if err := p.recoverStaging(); err != nil {
		return err
	}
	old := p.sibling("old")
	if !p.exists(old) {
		return p.remove(p.sibling("journal"))
	}
	if !p.exists(p.name) {
		if err := p.rename(old, p.name); err != nil {
			return err
		}
		return p.remove(p.sibling("journal"))
	}
	return p.retire()
}

func (p *place) recoverStaging() error {
	next, old := p.sibling("next"), p.sibling("old")
	info, err := p.root.Lstat(next)
	if err != nil {
		return nil
	}
	body, err := p.root.ReadFile(p.sibling("journal"))
	if errors.Is(err, fs.ErrNotExist) {
		// A crash between making the folder and writing the journal leaves it empty.
		if !info.IsDir() || p.root.Remove(next) != nil {
			return fmt.Errorf("%s is in the way: want to create it, found one that is not ours", p.path(next))
		}
		return nil
	}
	if err != nil {
		return p.fail("read", p.sibling("journal"), err)
	}
	var j journal
	if json.Unmarshal(body, &j) != nil {
		// Commit flushes the journal before it swaps, so a damaged one is older than any swap.
		return p.dropStaging()
	}
	switch {
	case j.Version != journalVersion:
		return fmt.Errorf("read %s: want version %d, found %d", p.path(p.sibling("journal")), journalVersion, j.Version)
	case j.Staging != inode(info): // exchanged: this is the old site
		return p.rename(next, old)
	case p.exists(old) && !p.exists(p.name): // between the two renames
		return p.rename(next, p.name)
	}
	return p.dropStaging()
}

// publish completes staging, flushes it and makes it the public folder. On
// failure the public folder is the old one.
func (s *Stage) publish(manifest []byte) error {
	next := s.sibling("next")
	if err := s.write(next+"/"+ManifestName, manifest); err != nil {
		return err
	}
	for _, k := range s.opts.Keep {
		s.linkKept(k)
	}
	if err := s.flush(next); err != nil {
		return err
	}
	if err := s.swap(); err != nil {
		return err
	}
	// The swap is done; whether its entry is on disk a second earlier decides only
	// which whole site a power cut leaves.
	_ = s.dir.Sync()
	return nil
}

// linkKept gives the new site a kept file before the swap, so that it is not
// missing for an instant. Whatever cannot be linked is moved after the swap.
func (s *Stage) linkKept(k string) {
	info, err := s.root.Lstat(s.name + "/" + k)
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	if s.makeDir(path.Dir(k)) == nil {
		_ = s.root.Link(s.name+"/"+k, s.staged(k))
	}
}

// flush has the system write staging to disk: one call for all of it, where one
// for each file would cost a minute.
func (s *Stage) flush(next string) error {
	f, err := s.root.Open(next)
	if err != nil {
		return s.fail("open", next, err)
	}
	defer f.Close()
	if err := syncFileSystem(f); err != nil {
		return s.fail("flush", next, err)
	}
	return nil
}

// swap puts staging in the place of the public folder. The old site, if any, is
// then .next or, without an exchange, .old. When swap fails, .next is staging
// still, and safe to delete.
func (p *place) swap() error {
	next := p.sibling("next")
	if !p.exists(p.name) {
		return p.rename(next, p.name)
	}
	err := p.exchange(p.dir, next, p.name)
	switch {
	case errors.Is(err, errNoExchange):
		return p.swapByRenames()
	case err != nil:
		return fmt.Errorf("exchange %s and %s: %w", p.path(next), p.path(p.name), err)
	}
	return nil
}

func (p *place) swapByRenames() error {
	next, old := p.sibling("next"), p.sibling("old")
	if err := p.rename(p.name, old); err != nil {
		return fmt.Errorf("%w; a mount point cannot be replaced, mount the folder above it", err)
	}
	if err := p.rename(next, p.name); err != nil {
		return errors.Join(err, p.rename(old, p.name))
	}
	return nil
}

// retire clears the old site away after a swap: what is not ours moves into the new site, and the
// rest is deleted or becomes .previous. It can be repeated after a crash, at any
// point. A file that cannot move because the new site has one of that name
// stays where it is, and is the error.
func (p *place) retire() error {
	next, old := p.sibling("next"), p.sibling("old")
	if p.exists(next) {
		if err := p.rename(next, old); err != nil {
			return err
		}
	}
	if p.exists(old) {
		if err := p.rescue(old); err != nil {
			return err
		}
		if err := p.bury(old); err != nil {
			return err
		}
	}
	return p.remove(p.sibling("journal"))
}

func (p *place) bury(old string) error {
	if !p.opts.KeepPrevious {
		return p.clear(old)
	}
	previous := p.sibling("previous")
	if err := p.clear(previous); err != nil {
		return err
	}
	return p.rename(old, previous)
}

// rescue moves kept and foreign files from a tree into the public folder.
func (p *place) rescue(from string) error {
	for _, k := range p.opts.Keep {
		if err := p.moveKept(from, k); err != nil {
			return err
		}
	}
	m, _, err := p.manifestOf(from)
	if err != nil {
		return err
	}
	ours := map[string]bool{ManifestName: true}
	for _, e := range m.Files {
		ours[e.Path] = true
	}
	var foreign, stuck []string
	err = p.walk(from, func(path string, d fs.DirEntry) error {
		if !ours[path] {
			foreign = append(foreign, path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, path := range foreign {
		if p.exists(p.name + "/" + path) {
			stuck = append(stuck, path)
		} else if err := p.move(from, path); err != nil {
			return err
		}
	}
	if len(stuck) > 0 {
		return fmt.Errorf("%s holds %w: %s; the new site has files of these names, so move them away", p.path(from), ErrForeign, strings.Join(stuck, ", "))
	}
	return nil
}

// moveKept moves a kept file or whole folder. One that publish has linked, and
// that nobody replaced since, is in its place already.
func (p *place) moveKept(from, k string) error {
	was, err := p.root.Lstat(from + "/" + k)
	if err != nil {
		return nil
	}
	if is, err := p.root.Lstat(p.name + "/" + k); err == nil {
		if os.SameFile(was, is) {
			return p.remove(from + "/" + k)
		}
		if was.IsDir() || is.IsDir() {
			return fmt.Errorf("%s and %s are both there: want one of them, move the other away", p.path(from+"/"+k), p.path(p.name+"/"+k))
		}
	}
	return p.move(from, k)
}

func (p *place) move(from, rel string) error {
	to := p.name + "/" + rel
	if err := p.root.MkdirAll(path.Dir(to), dirPerm); err != nil {
		return p.fail("create", path.Dir(to), err)
	}
	return p.rename(from+"/"+rel, to)
}

// clear deletes from a tree the files its manifest lists, then the folders this
// empties, the manifest last: without it a second attempt could not tell whose
// the others are.
func (p *place) clear(tree string) error {
	if !p.exists(tree) {
		return nil
	}
	m, _, err := p.manifestOf(tree)
	if err != nil {
		return err
	}
	for _, e := range m.Files {
		if err := p.remove(tree + "/" + e.Path); err != nil {
			return err
		}
	}
	if err := p.clearFolders(tree); err != nil {
		return err
	}
	if err := p.remove(tree + "/" + ManifestName); err != nil {
		return err
	}
	return p.remove(tree)
}

// clearFolders deletes the empty folders of a tree, deepest first.
func (p *place) clearFolders(tree string) error {
	var dirs []string
	err := fs.WalkDir(p.root.FS(), tree, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return p.fail("read", name, err)
		}
		if d.IsDir() && name != tree {
			dirs = append(dirs, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, dir := range slices.Backward(dirs) {
		if err := p.remove(dir); err != nil {
			return err
		}
	}
	return nil
}
