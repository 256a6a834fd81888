package repair

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestFile lists what the folder holds, so that another run can tell its own files
// from somebody's work.
const manifestFile = ".gongshi-fix.json"

// manifest is the content of manifestFile.
type manifest struct {
	Version int             `json:"version"` // 1
	Files   []manifestEntry `json:"files"`   // sorted by path, itself not listed
}

type manifestEntry struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// OccupiedError says that a folder holds what no earlier run has written, or cannot be
// written to for the portal's sake.
type OccupiedError struct {
	Dir   string
	Names []string // what is in the way; none: the folder itself
	Why   string
}

func (e *OccupiedError) Error() string {
	if len(e.Names) == 0 {
		return fmt.Sprintf("wanted a folder for copies, found %s: %s", e.Dir, e.Why)
	}
	const most = 10
	named, more := e.Names, ""
	if len(named) > most {
		named, more = named[:most], fmt.Sprintf(" and %d more", len(e.Names)-most)
	}
	return fmt.Sprintf("wanted a new or an empty folder, or one as check --fix left it; found in %s: %s%s; move them elsewhere or choose another folder", e.Dir, strings.Join(named, ", "), more)
}

// Write puts files into a folder: all of them or, after an error, none. The folder is
// made where it does not exist, and replaced where it holds only what an earlier run wrote.
// It must not be, hold or stand below one of the folders away. The error is an
// *OccupiedError where something is in the way.
func Write(dir string, files []File, away ...string) error {
	dir = filepath.Clean(dir)
	for _, other := range away {
		if why := collides(dir, other); why != "" {
			return &OccupiedError{Dir: dir, Why: why}
		}
	}
	occupied, err := inspect(dir)
	switch {
	case err != nil:
		return err
	case occupied != nil:
		return occupied
	}
	files = append(slices.Clone(files), manifestOf(files))
	top := dir // the uppermost folder that is to be made or replaced
	for {
		above := filepath.Dir(top)
		_, err := os.Stat(above)
		if err == nil || above == top {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		top = above
	}
	return exchange(top, dir, files)
}

// exchange writes the files beside top and puts them in its place.
func exchange(top, dir string, files []File) (err error) {
	below, err := filepath.Rel(top, dir)
	if err != nil {
		return err
	}
	stage, err := os.MkdirTemp(filepath.Dir(top), ".gongshi-fix-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(stage)) }()
	whole, old := filepath.Join(stage, "new"), filepath.Join(stage, "old")
	if err := writeAll(filepath.Join(whole, below), files); err != nil {
		return err
	}
	moved := false
	if _, err := os.Lstat(top); err == nil {
		if err := os.Rename(top, old); err != nil {
			return err
		}
		moved = true
	}
	if err := os.Rename(whole, top); err != nil {
		if moved {
			err = errors.Join(err, os.Rename(old, top))
		}
		return err
	}
	return nil
}

// writeAll writes files below a folder, and nowhere else.
func writeAll(dir string, files []File) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range files {
		path := filepath.FromSlash(f.Path)
		if err := root.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := root.WriteFile(path, f.Body, 0o666); err != nil {
			return err
		}
	}
	return nil
}

func manifestOf(files []File) File {
	m := manifest{Version: 1}
	for _, f := range files {
		m.Files = append(m.Files, manifestEntry{f.Path, sum(f.Body)})
	}
	slices.SortFunc(m.Files, func(a, b manifestEntry) int { return strings.Compare(a.Path, b.Path) })
	body, _ := json.MarshalIndent(m, "", "  ") // texts and numbers: cannot fail
	return File{manifestFile, append(body, '\n')}
}

func sum(body []byte) string {
	h := sha256.Sum256(body)
	return hex.EncodeToString(h[:])
}

// inspect says what stands in the way in a folder; nil where nothing does.
func inspect(dir string) (*OccupiedError, error) {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.IsDir():
		return &OccupiedError{Dir: dir, Why: "it is no folder"}, nil
	}
	known := map[string]string{}
	var m manifest
	if body, err := os.ReadFile(filepath.Join(dir, manifestFile)); err == nil && json.Unmarshal(body, &m) == nil && m.Version == 1 {
		known[manifestFile] = sum(body)
		for _, e := range m.Files {
			known[e.Path] = e.SHA256
		}
	}
	names, err := strangers(dir, known)
	if err != nil || len(names) == 0 {
		return nil, err
	}
	return &OccupiedError{Dir: dir, Names: names}, nil
}

// strangers lists what a folder holds that is not known by its path and sum.
func strangers(dir string, known map[string]string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir || slices.Contains(litter, d.Name()) {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		want, ours := known[rel]
		switch {
		case d.IsDir() && !holds(known, rel):
			names = append(names, rel+"/")
			return fs.SkipDir
		case d.IsDir():
			return nil
		case !ours || !d.Type().IsRegular():
			names = append(names, rel)
			return nil
		}
		body, err := os.ReadFile(path)
		if err == nil && sum(body) != want {
			names = append(names, rel+" (changed)")
		}
		return err
	})
	return names, err
}

// litter is what desktops leave in folders that somebody looked at.
var litter = []string{".DS_Store", "Thumbs.db", "desktop.ini"}

// holds says whether a folder holds a known file.
func holds(known map[string]string, folder string) bool {
	for path := range known {
		if strings.HasPrefix(path, folder+"/") {
			return true
		}
	}
	return false
}

// collides says why a folder cannot be written to for the sake of another; nothing where
// it can. Folders that do not exist are compared by name.
func collides(dir, other string) string {
	if within(dir, other) {
		return "it belongs to the portal's folder " + filepath.Base(other)
	}
	if within(other, dir) {
		return "it holds the portal's folder " + filepath.Base(other)
	}
	return ""
}

// within says whether a path is a folder or stands below it.
func within(path, folder string) bool {
	path, err := resolved(path)
	if err != nil {
		return true
	}
	folder, err = resolved(folder)
	if err != nil {
		return true
	}
	info, statErr := os.Stat(folder)
	for {
		if path == folder {
			return true
		}
		if at, err := os.Stat(path); err == nil && statErr == nil && os.SameFile(at, info) {
			return true
		}
		above := filepath.Dir(path)
		if above == path {
			return false
		}
		path = above
	}
}

// resolved is a path from the root on, without links as far as it exists.
func resolved(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(existing(path))
	if err != nil {
		return "", err
	}
	rest, err := filepath.Rel(existing(path), path)
	return filepath.Join(real, rest), err
}

// existing is the part of a path that exists.
func existing(path string) string {
	for {
		if _, err := os.Lstat(path); err == nil {
			return path
		}
		above := filepath.Dir(path)
		if above == path {
			return path
		}
		path = above
	}
}
