package output

import (
	"errors"
	"os"
	"slices"
)

// The spare is a second tree of the very same files as the public folder: each is a
// hard link to the other. A build that changes little changes the spare and swaps the
// two, so that it touches what differs and nothing else; then the old site is brought
// up to date with the new one and becomes the spare. So what was withdrawn is in
// neither. A spare of which that is not sure is thrown away.

// changesLittle reports whether a spare is worth its while: a file that changes costs
// one more step in each tree, one that stays costs a link without a spare.
func (e *edition) changesLittle() bool { return 2*(len(e.fresh)+len(e.gone)) <= len(e.files) }

// isTwin reports whether a tree has the files of the old site that the new one takes
// over, each the very same file, and beside them nothing but others of the old site.
func (s *Stage) isTwin(tree string) bool {
	same, listed, dirs, found := 0, false, newFolderSet(), []string{}
	err := s.scan(tree, func(l located) error {
		switch f := s.file(l.path); {
		case l.kind.IsDir():
			found = append(found, l.path)
			return nil
		case !l.kind.IsRegular():
			return errNotRegular
		case l.path == ManifestName:
			listed = true
			return s.isSame(l)
		case f != nil && !f.fresh:
			if l.ino == 0 || l.ino != f.mark.ino {
				return ErrGone
			}
			same++
		case s.old.files[l.path] == nil:
			return ErrForeign
		}
		dirs.addAbove(l.path)
		return nil
	})
	if err != nil || !listed || same != s.unchanged() {
		return false
	}
	for _, dir := range found {
		if !dirs.has[dir] {
			return false
		}
	}
	return true
}

func (s *Stage) isSame(l located) error {
	return s.now.within("read", l.path, false, func(f folder, name string) error {
		m, err := f.stat(name)
		if err == nil && (l.ino == 0 || m.ino != l.ino) {
			return ErrGone
		}
		return err
	})
}

func (s *Stage) unchanged() (n int) {
	for f := range s.all {
		if !f.fresh {
			n++
		}
	}
	return n
}

// publishSpare makes the spare the new site and swaps it in. From the first change on,
// the journal stands for a spare in doubt.
func (s *Stage) publishSpare(e *edition, tree string) (retired string, err error) {
	err = s.renew(e, tree)
	if err == nil {
		retired, err = s.show(tree)
	}
	if err != nil {
		s.shut()
		return "", errors.Join(err, s.scrap(tree, s.manifest(e.files)))
	}
	return retired, nil
}

// renew makes the old site in a tree the new one. The manifest of the new one is in
// staging before anything of it is in the tree, so that after a crash the files of
// both can be told from those of others.
func (s *Stage) renew(e *edition, tree string) error {
	if err := s.openNext(); err != nil {
		return err
	}
	if err := s.writeManifest(e); err != nil {
		return err
	}
	spare := s.branch(tree)
	defer spare.close()
	if err := spare.remove(e.gone); err != nil {
		return err
	}
	if err := s.removeFolders(tree, e.emptied); err != nil {
		return err
	}
	if err := spare.take(s.next, e.fresh); err != nil {
		return err
	}
	if err := spare.take(s.next, []string{ManifestName}); err != nil {
		return err
	}
	s.next.close()
	return s.removeTree(s.next.name)
}

// retire clears the old site away after a swap: what is not ours moves into the new
// site, and the rest becomes the spare or is deleted.
func (s *Stage) retire(e *edition, retired string) error {
	old := s.sibling("old")
	if retired != old {
		there, err := s.exists(retired)
		if there {
			err = s.rename(retired, old)
		}
		if err != nil {
			return err
		}
	}
	there, err := s.exists(old)
	if err != nil {
		return err
	}
	if there {
		owns := func(l *located) bool {
			l.was = s.old.files[l.path]
			return l.was != nil || s.isOurs(old, l.path)
		}
		rest, err := s.rescue(old, owns, len(s.old.list))
		if err != nil {
			return err
		}
		// Without an exchange the retired site is .old at once, and there is no spare.
		if retired == old || e.copied || !e.changesLittle() {
			err = s.clear(old, rest)
		} else if s.makeSpare(e, old, rest) != nil {
			err = s.recoverOld()
		}
		if err != nil {
			return err
		}
	}
	return s.remove(s.sibling("journal"))
}

// makeSpare brings the old site, with these files and folders, up to date with the
// public folder.
func (s *Stage) makeSpare(e *edition, old string, list []located) error {
	var wrong, surplus, missing []string
	for _, l := range list {
		f := (*file)(nil)
		if l.was != nil {
			f = l.was.now
		} else if !l.kind.IsDir() {
			f = s.file(l.path)
		}
		switch {
		case l.kind.IsDir():
			if !e.dirs.has[l.path] {
				surplus = append(surplus, l.path)
			}
		case l.path == ManifestName:
		case f != nil && l.ino != 0 && l.ino == f.mark.ino:
			f.shared = true
		default:
			wrong = append(wrong, l.path)
		}
	}
	for _, f := range e.files {
		if !f.shared {
			missing = append(missing, f.Path)
		}
	}
	tree := s.branch(old)
	defer tree.close()
	defer s.now.close()
	if err := tree.remove(wrong); err != nil {
		return err
	}
	if err := s.removeFolders(old, surplus); err != nil {
		return err
	}
	if err := tree.link(s.now, missing); err != nil {
		return err
	}
	if err := s.remove(old + "/" + ManifestName); err != nil {
		return err
	}
	if err := tree.linkOne(s.now, ManifestName); err != nil {
		return err
	}
	tree.close()
	return s.rename(old, s.sibling("spare"))
}

// clear deletes files of ours from a tree, then the folders this empties, the manifest
// last: without it a second attempt could not tell whose the others are.
func (p *place) clear(tree string, list []located) error {
	dirs, err := p.clearFiles(tree, list)
	if err != nil {
		return err
	}
	if err := p.removeFolders(tree, dirs); err != nil {
		return err
	}
	if err := p.remove(tree + "/" + ManifestName); err != nil {
		return err
	}
	return p.remove(tree)
}

// clearFiles deletes all of a list but the manifest and the folders, which it names.
func (p *place) clearFiles(tree string, list []located) (dirs []string, err error) {
	var files []string
	for _, l := range list {
		switch {
		case l.kind.IsDir():
			dirs = append(dirs, l.path)
		case l.path != ManifestName:
			files = append(files, l.path)
		}
	}
	b := p.branch(tree)
	defer b.close()
	return dirs, b.remove(files)
}

// scrap throws a spare away, but not what is not ours in it, which moves into the
// public folder. Files of the given manifests are ours as well. It can be repeated
// after a crash, at any point.
func (p *place) scrap(tree string, more ...Manifest) error {
	owns, err := p.owner(tree, more...)
	if err != nil {
		return err
	}
	list, err := p.listing(tree)
	if err != nil {
		return err
	}
	// Ours first: a folder of both that is kept by now has its own in the public folder.
	list = slices.DeleteFunc(list, func(l located) bool { return !l.kind.IsDir() && !owns(&l) })
	dirs, err := p.clearFiles(tree, list)
	if err != nil {
		return err
	}
	slices.Sort(dirs)
	for _, dir := range slices.Backward(dirs) {
		_ = p.root.Remove(tree + "/" + dir) // stays where it is not empty
	}
	rest, err := p.rescue(tree, owns, len(dirs))
	if err != nil {
		return err
	}
	return p.clear(tree, rest)
}

// owner tells which files of a tree are ours: those that its manifest or another one
// lists, and those that are in the public folder as well.
func (p *place) owner(tree string, more ...Manifest) (owns func(*located) bool, err error) {
	m, err := p.manifestOf(tree)
	if err != nil {
		return nil, err
	}
	listed := map[string]bool{}
	for _, m := range append(more, m.Manifest) {
		for _, e := range m.Files {
			listed[e.Path] = true
		}
	}
	return func(l *located) bool { return listed[l.path] || p.isOurs(tree, l.path) }, nil
}

// isOurs reports whether a path of a tree is the manifest or the very file of the
// public folder, of which ours are links in other trees.
func (p *place) isOurs(tree, path string) bool {
	if path == ManifestName {
		return true
	}
	a, err := p.root.Lstat(tree + "/" + path)
	if err != nil {
		return false
	}
	b, err := p.root.Lstat(p.name + "/" + path)
	return err == nil && os.SameFile(a, b)
}
