package templates

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Over returns the built-in files with a portal's own laid over them one by one;
// own is the portal's templates folder and may be nil. A file that is only in own
// is there too.
func Over(own fs.FS) fs.FS {
	if own == nil {
		return Files
	}
	return overlay{own, Files}
}

type overlay struct{ top, bottom fs.FS }

// Open opens the portal's file where there is one.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.top.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.bottom.Open(name)
	}
	return f, err
}

// ReadDir lists the files of both folders, sorted by name.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, errTop := fs.ReadDir(o.top, name)
	below, errBottom := fs.ReadDir(o.bottom, name)
	if errTop != nil && errBottom != nil {
		return nil, errBottom
	}
	for _, e := range below {
		if !slices.ContainsFunc(list, func(l fs.DirEntry) bool { return l.Name() == e.Name() }) {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}
