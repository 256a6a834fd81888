package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// openPath opens a tree in the way that every system has.
func openPath(p *place, name string) (folder, error) {
	info, err := p.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, errNotFolder
	}
	return pathFolder{p.root, name}, nil
}

// errNotFolder: a file or a link stands where a folder was wanted.
var errNotFolder = errors.New("want a folder, found a file")

// pathFolder is a folder by its path in a root.
type pathFolder struct {
	root root
	dir  string
}

func (f pathFolder) path(name string) string { return f.dir + "/" + name }

func (f pathFolder) create(name string, write func(io.Writer) error) (mark, error) {
	file, err := f.root.OpenFile(f.path(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, filePerm)
	if err != nil {
		return mark{}, err
	}
	err = write(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return mark{}, bare(err)
	}
	return f.stat(name)
}

func (f pathFolder) link(from folder, name string) error {
	other, ok := from.(pathFolder)
	if !ok {
		return errors.ErrUnsupported
	}
	return f.root.Link(other.path(name), f.path(name))
}

func (f pathFolder) take(from folder, name string) error {
	other, ok := from.(pathFolder)
	if !ok {
		return errors.ErrUnsupported
	}
	return f.root.Rename(other.path(name), f.path(name))
}

func (f pathFolder) remove(name string) error { return f.root.Remove(f.path(name)) }

func (f pathFolder) stat(name string) (mark, error) {
	info, err := f.root.Lstat(f.path(name))
	if err != nil {
		return mark{}, err
	}
	if !info.Mode().IsRegular() {
		return mark{}, errNotRegular
	}
	return mark{ino: inode(info), size: info.Size(), mtime: info.ModTime().UnixNano()}, nil
}

func (f pathFolder) read(name string) (io.ReadCloser, error) { return f.root.Open(f.path(name)) }

func (f pathFolder) list() ([]item, error) {
	dir, err := f.root.Open(f.dir)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	items := make([]item, len(entries))
	for i, e := range entries {
		items[i] = item{name: e.Name(), kind: e.Type()}
	}
	return items, err
}

func (f pathFolder) sub(name string, make bool) (folder, error) {
	if make {
		if err := f.root.Mkdir(f.path(name), dirPerm); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	info, err := f.root.Lstat(f.path(name))
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, errNotFolder
	}
	return pathFolder{f.root, f.path(name)}, nil
}

func (pathFolder) close() error { return nil }
