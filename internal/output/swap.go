package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
)

// swap puts a tree in the place of the public folder. It returns the name of the tree
// that is now the old site, if any. When swap fails, the tree is where it was, and no
// part of any site.
func (p *place) swap(tree string) (retired string, err error) {
	staged, err := p.root.Lstat(tree)
	if err != nil {
		return "", p.fail("read", tree, err)
	}
	public, err := p.exists(p.name)
	if err != nil {
		return "", err
	}
	if !public {
		return tree, p.unlessShown(staged, p.rename(tree, p.name))
	}
	p.step()
	err = p.exchange(p.dir, tree, p.name)
	if errors.Is(err, errNoExchange) {
		return p.sibling("old"), p.swapByRenames(tree, staged)
	}
	if err != nil {
		err = fmt.Errorf("exchange %s and %s: %w", p.path(tree), p.path(p.name), err)
	}
	return tree, p.unlessShown(staged, err)
}

func (p *place) swapByRenames(tree string, staged fs.FileInfo) error {
	old := p.sibling("old")
	if err := p.rename(p.name, old); errors.Is(err, syscall.EXDEV) {
		return err
	} else if err != nil {
		if stays, lost := p.exists(p.name); stays || lost != nil {
			return fmt.Errorf("%w; a mount point cannot be replaced, mount the folder above it", err)
		}
	}
	if err := p.unlessShown(staged, p.rename(tree, p.name)); err != nil {
		return errors.Join(err, p.rename(old, p.name))
	}
	return nil
}

// unlessShown forgets an error of a swap that took place all the same: a file system
// behind a network may do what it reports as failed. What stands in staging then is the
// old site, and others' files with it.
func (p *place) unlessShown(staged fs.FileInfo, err error) error {
	if err == nil {
		return nil
	}
	if public, lost := p.root.Lstat(p.name); lost == nil && os.SameFile(public, staged) {
		return nil
	}
	return err
}

// rescue moves kept and foreign files from a tree into the public folder, and lists
// what remains, which is about as much as is expected. A file that cannot move because the new site has one of that name
// stays where it is, and is the error.
func (p *place) rescue(from string, owns func(*located) bool, expected int) (rest []located, err error) {
	for _, k := range p.opts.Keep {
		if err := p.moveKept(from, k); err != nil {
			return nil, err
		}
	}
	rest = make([]located, 0, expected)
	var foreign, stuck []string
	err = p.scan(from, func(l located) error {
		rest = append(rest, l)
		if last := len(rest) - 1; !l.kind.IsDir() && !owns(&rest[last]) {
			rest, foreign = rest[:last], append(foreign, l.path)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(foreign)
	for _, path := range foreign {
		there, err := p.exists(p.name + "/" + path)
		if err != nil {
			return nil, err
		}
		if there {
			stuck = append(stuck, path)
		} else if err := p.move(from, path); err != nil {
			return nil, err
		}
	}
	if len(stuck) > 0 {
		return nil, fmt.Errorf("%s holds %w: %s; the new site has files of these names, so move them away", p.path(from), ErrForeign, strings.Join(stuck, ", "))
	}
	return rest, nil
}

// moveKept moves a kept file or whole folder. One that show has linked, and
// that nobody replaced since, is in its place already.
func (p *place) moveKept(from, k string) error {
	was, err := p.look(from + "/" + k)
	if was == nil {
		return err
	}
	is, err := p.look(p.name + "/" + k)
	if err != nil {
		return err
	}
	if is != nil {
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
