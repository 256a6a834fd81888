package starter

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongshi/internal/portal"
)

// maxNamed is how many files in the way an error names.
const maxNamed = 10

// OccupiedError says that a folder holds something already, or is a file.
type OccupiedError struct {
	Dir   string
	Names []string // what is in it, folders with a final slash; none where Dir is a file
}

func (e *OccupiedError) Error() string {
	if len(e.Names) == 0 {
		return fmt.Sprintf("wanted a new or an empty folder, found a file: %s", e.Dir)
	}
	named := e.Names
	more := ""
	if len(named) > maxNamed {
		named, more = named[:maxNamed], fmt.Sprintf(" and %d more", len(e.Names)-maxNamed)
	}
	return fmt.Sprintf("wanted a new or an empty folder, found in %s: %s%s", e.Dir, strings.Join(named, ", "), more)
}

// Create writes the files into a folder that does not exist, or is empty; the folders
// above it are made where they are missing. It is all or nothing: after an error
// nothing is left behind. The error is an *OccupiedError where something is in the way.
func Create(dir string, files []File) error {
	dir = filepath.Clean(dir)
	names, err := contents(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return createNew(dir, files)
	case err != nil:
		return err
	case len(names) > 0:
		return &OccupiedError{dir, names}
	}
	return fill(dir, files)
}

// contents lists what stands in the way in a folder.
func contents(dir string) ([]string, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &OccupiedError{Dir: dir}
	}
	list, err := os.ReadDir(dir)
	var names []string
	for _, entry := range list {
		name := entry.Name()
		if entry.IsDir() {
			name += "/"
		}
		names = append(names, name)
	}
	return names, err
}

// createNew makes a folder that does not exist: all that is missing grows in a
// temporary folder and is renamed at once.
func createNew(dir string, files []File) error {
	top := dir // the uppermost folder that is missing
	for {
		above := filepath.Dir(top)
		_, err := os.Stat(above)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) || above == top {
			return err
		}
		top = above
	}
	below, err := filepath.Rel(top, dir)
	if err != nil {
		return err
	}
	return staged(filepath.Dir(top), func(stage string) error {
		whole := filepath.Join(stage, "portal")
		if err := write(filepath.Join(whole, below), files); err != nil {
			return err
		}
		return os.Rename(whole, top)
	})
}

// fill writes into a folder that is empty. The folder itself stays, since it may be
// where somebody's shell is: so its entries are renamed one by one, the settings last,
// without which it is no portal.
func fill(dir string, files []File) error {
	return staged(dir, func(stage string) error {
		whole := filepath.Join(stage, "portal")
		if err := write(whole, files); err != nil {
			return err
		}
		for i, name := range entries(files) {
			if err := os.Rename(filepath.Join(whole, name), filepath.Join(dir, name)); err != nil {
				for _, done := range entries(files)[:i] {
					err = errors.Join(err, os.RemoveAll(filepath.Join(dir, done)))
				}
				return err
			}
		}
		return nil
	})
}

// entries are the uppermost files and folders in the order of the files, the settings
// last.
func entries(files []File) []string {
	var names []string
	last := ""
	for _, f := range files {
		name, _, _ := strings.Cut(f.Path, "/")
		switch {
		case name == portal.File:
			last = name
		case len(names) == 0 || names[len(names)-1] != name:
			names = append(names, name)
		}
	}
	if last != "" {
		names = append(names, last)
	}
	return names
}

// staged calls work with a temporary folder in parent, which is gone afterwards.
func staged(parent string, work func(stage string) error) error {
	stage, err := os.MkdirTemp(parent, ".gongshi-new-*")
	if err != nil {
		return err
	}
	err = work(stage)
	return errors.Join(err, os.RemoveAll(stage))
}

// write writes the files below a folder.
func write(dir string, files []File) error {
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Body, 0o666); err != nil {
			return err
		}
	}
	return nil
}
