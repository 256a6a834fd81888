package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// edition is the new site as a whole, and how it differs from the old one.
type edition struct {
	files    []*file // sorted by path
	manifest []byte
	same     []string  // paths of files that the old site has as they are
	fresh    []string  // of those that staging has
	gone     []string  // of files of the old site only
	dirs     folderSet // of the new site
	emptied  []string  // folders of the old site only
	copied   bool      // files were copied where links should have been
}

// Commit publishes the site: manifest last, one flush, one swap. Where nothing has
// changed, it writes nothing. When it fails the old site stays and staging is gone,
// with one exception: an error together with a Summary that counts files means that
// the new site is there but the old one could not be cleared away.
func (s *Stage) Commit() (Summary, error) {
	if !s.end() {
		return Summary{}, errors.New("commit: the stage has ended")
	}
	sum, err := s.commit()
	return sum, errors.Join(err, s.letGo())
}

func (s *Stage) commit() (Summary, error) {
	if s.failed != nil {
		return Summary{}, errors.Join(s.failed, s.dropStaging())
	}
	sum := s.summary()
	if s.old.manifest.plain && sum.Unchanged == sum.Files && sum.Files == len(s.old.manifest.Files) {
		return sum, s.leave()
	}
	e, err := s.edition()
	if err != nil {
		return Summary{}, errors.Join(err, s.dropStaging())
	}
	retired, err := s.publish(e)
	if err != nil {
		return Summary{}, errors.Join(err, s.dropStaging())
	}
	s.record(e)
	return sum, s.retire(e, retired)
}

func (s *Stage) summary() Summary {
	sum := Summary{Removed: s.old.there}
	for f := range s.all {
		sum.Files++
		sum.Bytes += f.Size
		if f.existed() {
			sum.Removed--
		}
		switch {
		case !f.fresh:
			sum.Unchanged++
		case f.existed():
			sum.Changed++
		default:
			sum.Added++
		}
	}
	return sum
}

// leave ends a build that changes nothing.
func (s *Stage) leave() error {
	if s.unmarked.Load() {
		marks := make([]mark, len(s.old.list))
		for i := range s.old.list {
			marks[i] = s.old.list[i].now.mark
		}
		_ = s.writeIndex(s.old.manifest.sum, marks)
	}
	spare := s.sibling("spare")
	there, err := s.exists(spare)
	if there && !s.isTwin(spare) {
		err = s.scrap(spare)
	}
	return errors.Join(err, s.dropStaging())
}

// record writes the index, best effort: without it the next build reads more.
func (s *Stage) record(e *edition) {
	marks := make([]mark, len(e.files))
	for i, f := range e.files {
		marks[i] = f.mark
	}
	_ = s.writeIndex(sha256.Sum256(e.manifest), marks)
}

func (s *Stage) edition() (*edition, error) {
	e := &edition{files: s.sorted(), dirs: newFolderSet(), same: make([]string, 0, len(s.old.list))}
	for _, f := range e.files {
		e.dirs.addAbove(f.Path)
		if f.fresh {
			e.fresh = append(e.fresh, f.Path)
		} else {
			e.same = append(e.same, f.Path)
		}
	}
	for dir := range e.dirs.has {
		if s.file(dir) != nil {
			return nil, s.fail("create", s.next.name+"/"+dir, errNotFolder)
		}
	}
	oldDirs := newFolderSet()
	for i := range s.old.list {
		f := &s.old.list[i]
		if s.kept(f.Path) {
			continue
		}
		oldDirs.addAbove(f.Path)
		if f.now == nil {
			e.gone = append(e.gone, f.Path)
		}
	}
	for dir := range oldDirs.has {
		if !e.dirs.has[dir] {
			e.emptied = append(e.emptied, dir)
		}
	}
	var err error
	e.manifest, err = s.manifest(e.files).Encode()
	return e, err
}

// sorted lists the files by path. Most of them stand sorted in the old manifest.
func (s *Stage) sorted() []*file {
	all := make([]*file, 0, len(s.old.list)+len(s.added))
	all = slices.AppendSeq(all, s.all)
	if !s.old.manifest.plain || len(s.added) > 0 {
		slices.SortFunc(all, func(a, b *file) int { return strings.Compare(a.Path, b.Path) })
	}
	return all
}

// folderSet is a set of folders.
type folderSet struct {
	has  map[string]bool
	last string // added last: files of one folder come one after another
}

func newFolderSet() folderSet { return folderSet{has: map[string]bool{}} }

// addAbove adds the folders above a path.
func (s *folderSet) addAbove(path string) {
	i := strings.LastIndexByte(path, '/')
	if i <= 0 || path[:i] == s.last {
		return
	}
	s.last = path[:i]
	for ; i > 0 && !s.has[path[:i]]; i = strings.LastIndexByte(path[:i], '/') {
		s.has[path[:i]] = true
	}
}

func (s *Stage) manifest(files []*file) Manifest {
	m := Manifest{Version: manifestVersion, Files: make([]Entry, len(files))}
	for i, f := range files {
		m.Files[i] = f.Entry
	}
	return m
}

// publish makes the new site whole, flushes it and puts it in the place of the old
// one, which it leaves as the tree whose name it returns. On failure the public
// folder is the old one.
func (s *Stage) publish(e *edition) (retired string, err error) {
	spare := s.sibling("spare")
	there, err := s.exists(spare)
	if err != nil {
		return "", err
	}
	if there {
		if e.changesLittle() && s.isTwin(spare) {
			return s.publishSpare(e, spare)
		}
		if err := s.scrap(spare); err != nil {
			return "", err
		}
	}
	if err := s.openNext(); err != nil {
		return "", err
	}
	if err := s.inherit(e); err != nil {
		return "", err
	}
	if err := s.writeManifest(e); err != nil {
		return "", err
	}
	return s.show(s.next.name)
}

// inherit gives staging what the old site has already.
func (s *Stage) inherit(e *edition) error {
	return forEach(e.same, func(p string) error {
		if s.next.linkOne(s.now, p) == nil {
			return nil
		}
		s.mu.Lock()
		e.copied = true
		s.mu.Unlock()
		return s.copy(s.file(p))
	})
}

// copy is for where there are no hard links (FAT, some network folders), or too
// many: a copy with the old time serves caches as well.
func (s *Stage) copy(f *file) error {
	var body []byte
	err := s.now.within("read", f.Path, false, func(from folder, name string) error {
		in, err := from.read(name)
		if err != nil {
			return err
		}
		defer in.Close()
		if body, err = io.ReadAll(in); err != nil {
			return err
		}
		if sum := sha256.Sum256(body); hexSum(sum[:]) != f.SHA256 {
			return fmt.Errorf("want the bytes of the last build, found others")
		}
		return nil
	})
	if err != nil {
		return err
	}
	name := s.next.name + "/" + f.Path
	was := time.Unix(0, f.mark.mtime)
	return s.next.within("create", f.Path, true, func(to folder, base string) error {
		if f.mark, err = to.create(base, whole(body)); err != nil {
			return err
		}
		if err := s.root.Chtimes(name, time.Time{}, was); err != nil {
			return err
		}
		f.mark, err = to.stat(base)
		return err
	})
}

func (s *Stage) writeManifest(e *edition) error {
	return s.next.within("write", ManifestName, true, func(f folder, name string) error {
		_, err := f.create(name, whole(e.manifest))
		return err
	})
}

// show flushes a complete tree and swaps it with the public folder.
func (s *Stage) show(tree string) (retired string, err error) {
	s.shut()
	if err := s.dress(tree); err != nil {
		return "", err
	}
	if err := s.flush(tree); err != nil {
		return "", err
	}
	if retired, err = s.swap(tree); err != nil {
		return "", err
	}
	// The swap is done; whether its entry is on disk a second earlier decides only
	// which whole site a power cut leaves.
	_ = s.dir.Sync()
	return retired, nil
}

// dress gives a tree the mode of the public folder, so that a site that only its
// group may read, or write, stays so, and the kept files.
func (s *Stage) dress(tree string) error {
	old, err := s.look(s.name)
	if old == nil {
		return err
	}
	if err := s.root.Chmod(tree, old.Mode().Perm()); err != nil {
		return s.fail("set the mode of", tree, err)
	}
	for _, k := range s.opts.Keep {
		s.linkKept(tree, k)
	}
	return nil
}

// linkKept gives the new site a kept file before the swap, so that it is not
// missing for an instant. Whatever cannot be linked is moved after the swap.
func (s *Stage) linkKept(tree, k string) {
	info, err := s.root.Lstat(s.name + "/" + k)
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	if s.root.MkdirAll(path.Dir(tree+"/"+k), dirPerm) == nil {
		_ = s.root.Link(s.name+"/"+k, tree+"/"+k)
	}
}

// flush has the system write a tree to disk: one call for all of it, where one
// for each file would cost a minute.
func (s *Stage) flush(tree string) error {
	f, err := s.root.Open(tree)
	if err != nil {
		return s.fail("open", tree, err)
	}
	defer f.Close()
	if err := s.system.flush(f); err != nil {
		return s.fail("flush", tree, err)
	}
	return nil
}
