package output

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// oldSite is what stood in the public folder at Begin.
type oldSite struct {
	manifest loaded
	list     []oldFile           // as the manifest lists them
	files    map[string]*oldFile // of the list, kept ones apart
	there    int                 // how many of these are
}

// oldFile is a file that the manifest of the old site lists.
type oldFile struct {
	Entry
	there bool
	mark  mark  // the zero mark: not recorded
	now   *file // what the new site has in its place; nil: nothing, so far. Stage.mu guards it
}

// survey lists the old site and refuses one with files that are not ours.
func (p *place) survey() (oldSite, error) {
	info, err := p.root.Lstat(p.name)
	if errors.Is(err, fs.ErrNotExist) {
		return oldSite{}, nil
	}
	if err != nil {
		return oldSite{}, p.fail("read", p.name, err)
	}
	// The swap itself would succeed on a read-only folder, even for root; whoever
	// made it read-only did not mean it to be replaced.
	if info.Mode().Perm()&0o222 == 0 || !writable(p.path(p.name)) {
		return oldSite{}, p.readOnly("")
	}
	if !movable(p.parent, p.path(p.name)) {
		return oldSite{}, fmt.Errorf("replace %s: want a folder of the user who builds, found another user's in a folder with the sticky bit, where only its owner may move it: %w", p.path(p.name), fs.ErrPermission)
	}
	m, err := p.manifestOf(p.name)
	if err != nil {
		return oldSite{}, err
	}
	old := p.listed(m)
	foreign, err := p.find(&old)
	if err != nil {
		return oldSite{}, err
	}
	if len(foreign) > 0 {
		return oldSite{}, fmt.Errorf("%s holds %w: %s; move them away, or list them under keep", p.path(p.name), ErrForeign, strings.Join(foreign, ", "))
	}
	return old, nil
}

// readOnly says which folder of the old site could not be cleared after a swap.
func (p *place) readOnly(dir string) error {
	return fmt.Errorf("replace %s: want a folder that can be written, found a read-only one: %w", p.path(p.name+"/"+dir), fs.ErrPermission)
}

// listed joins a manifest with its index.
func (p *place) listed(m loaded) oldSite {
	marks := p.readIndex(m)
	old := oldSite{manifest: m, list: make([]oldFile, len(m.Files)), files: make(map[string]*oldFile, len(m.Files))}
	for i, e := range m.Files {
		f := &old.list[i]
		f.Entry = e
		if marks != nil {
			f.mark = marks[i]
		}
		if !p.kept(e.Path) {
			old.files[e.Path] = f
		}
	}
	return old
}

// find looks which files of the old site are there, and for those that are not ours;
// of these it names some.
func (p *place) find(old *oldSite) (foreign []string, err error) {
	err = p.scan(p.name, func(l located) error {
		f := old.files[l.path]
		switch {
		case p.kept(l.path):
			return fs.SkipDir
		case l.kind.IsDir():
			if !writable(p.path(p.name + "/" + l.path)) {
				return p.readOnly(l.path)
			}
		case l.path == ManifestName && l.kind.IsRegular():
		case f != nil && l.kind.IsRegular():
			f.there = true
			old.there++
		case len(foreign) < maxForeignSeen:
			foreign = append(foreign, l.path)
		default:
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && err != fs.SkipAll {
		return nil, err
	}
	slices.Sort(foreign)
	if len(foreign) > maxForeign {
		foreign = append(foreign[:maxForeign], "…")
	}
	return foreign, nil
}
