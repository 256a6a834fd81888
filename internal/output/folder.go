package output

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"sync"
)

// maxHandles bounds the folders of a tree that are held open at a time.
const maxHandles = 256

// mark is how a file looks from outside. A file that bears the mark it had when its
// bytes were known is taken to have these bytes.
type mark struct {
	ino   uint64 // 0 where the system has none
	size  int64  // in bytes
	mtime int64  // nanoseconds of Unix time
}

// item is an entry of a folder.
type item struct {
	name string
	ino  uint64 // 0 where the system tells none
	kind fs.FileMode
}

// folder is an open folder. Names are of its own entries, and links are not followed.
type folder interface {
	create(name string, write func(io.Writer) error) (mark, error) // fails where there is one
	link(from folder, name string) error                           // the file of that name in another folder
	take(from folder, name string) error                           // moves it here, in the place of one that is there
	remove(name string) error
	stat(name string) (mark, error) // fails unless it is a regular file
	read(name string) (io.ReadCloser, error)
	list() ([]item, error)
	sub(name string, make bool) (folder, error)
	close() error
}

// errNotRegular: a folder, a link or the like stands where a file was wanted.
var errNotRegular = errors.New("want a regular file, found something else")

// branch is a tree of ours with its folders opened once. It is safe for concurrent use.
type branch struct {
	place *place
	name  string // of the tree, beside the public folder or that folder itself

	mu   sync.Mutex
	open map[string]folder
}

func (p *place) branch(name string) *branch {
	return &branch{place: p, name: name, open: map[string]folder{}}
}

// at opens a folder of the tree; with make, those that are missing are made. The
// caller calls done when the folder is no longer used.
func (b *branch) at(dir string, make bool) (f folder, done func(), err error) {
	b.mu.Lock()
	f, ok := b.open[dir]
	b.mu.Unlock()
	if ok {
		return f, nothing, nil
	}
	if dir == "." {
		f, err = b.place.tree(b.place, b.name)
	} else {
		var parent folder
		var parentDone func()
		if parent, parentDone, err = b.at(path.Dir(dir), make); err != nil {
			return nil, nil, err
		}
		f, err = parent.sub(path.Base(dir), make)
		parentDone()
	}
	if err != nil {
		return nil, nil, err
	}
	return b.hold(dir, f)
}

func nothing() {}

// hold keeps a folder open for the next caller, unless another has opened it
// meanwhile or too many are.
func (b *branch) hold(dir string, f folder) (folder, func(), error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.open) >= maxHandles || b.open[dir] != nil {
		return f, func() { f.close() }, nil
	}
	b.open[dir] = f
	return f, nothing, nil
}

// within calls do with the folder of a path and the name in it, and says where it failed.
func (b *branch) within(verb, rel string, make bool, do func(f folder, name string) error) error {
	b.place.step()
	dir, name := path.Split(rel)
	dir = path.Clean(dir)
	f, done, err := b.at(dir, make)
	if err != nil {
		if make {
			return b.place.fail("create", b.name+"/"+dir, err)
		}
		return b.place.fail(verb, b.name+"/"+rel, err)
	}
	defer done()
	if err := do(f, name); err != nil {
		return b.place.fail(verb, b.name+"/"+rel, err)
	}
	return nil
}

// close lets the folders go. The branch may be used again afterwards.
func (b *branch) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.open {
		f.close()
	}
	clear(b.open)
}

// located is an entry of a tree: its path in it, and what the folder says of it.
type located struct {
	path string
	item
	was *oldFile // of the old site, where it was looked up
}

// scan visits everything in a tree, a folder at a time and its sub-folders after it.
// Where visit returns fs.SkipDir, that sub-folder is left out.
func (p *place) scan(tree string, visit func(located) error) error {
	f, err := p.tree(p, tree)
	if err != nil {
		return p.fail("read", tree, err)
	}
	return p.scanFolder(tree, "", f, visit)
}

func (p *place) scanFolder(tree, dir string, f folder, visit func(located) error) error {
	defer f.close()
	items, err := f.list()
	if err != nil {
		return p.fail("read", path.Join(tree, dir), err)
	}
	var subs []string
	prefix := ""
	if dir != "" {
		prefix = dir + "/"
	}
	for _, it := range items {
		err := visit(located{path: prefix + it.name, item: it})
		switch {
		case err == fs.SkipDir:
		case err != nil:
			return err
		case it.kind.IsDir():
			subs = append(subs, it.name)
		}
	}
	for _, name := range subs {
		sub, err := f.sub(name, false)
		if err == nil {
			err = p.scanFolder(tree, prefix+name, sub, visit)
		} else {
			err = p.fail("read", path.Join(tree, prefix+name), err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// listing is all of a tree in one list.
func (p *place) listing(tree string) (list []located, err error) {
	err = p.scan(tree, func(l located) error {
		list = append(list, l)
		return nil
	})
	return list, err
}
