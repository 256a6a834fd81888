package search

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
)

// The folder of an index below .gongshi/.
const (
	folderPrefix   = "search-"
	temporaryInfix = ".tmp-"
	indexFolder    = "index" // Bleve's own files
	sealFile       = "seal"  // the checksums of them
	lockFile       = "lock"  // in a temporary folder: locked while its process lives
	openTimeout    = "2s"    // for the lock of an index that another process writes

	// abandonedAfter is the age of a temporary folder from which on it is looked
	// whether its process lives.
	abandonedAfter = time.Hour
)

var errDamaged = errors.New("the index is not as it was written")

// openFolder opens a finished index. Many processes may have it open to read. Bleve
// passes over what it cannot read, or panics, so the files are checked first.
func openFolder(path string) (bleve.Index, error) {
	want, err := os.ReadFile(filepath.Join(path, sealFile))
	if err != nil {
		return nil, err
	}
	building := filepath.Join(path, indexFolder)
	got, err := seal(building)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(got, want) {
		return nil, errDamaged
	}
	return bleve.OpenUsing(building, map[string]any{"read_only": true, "bolt_timeout": openTimeout})
}

// seal lists the files below a folder with their checksums, in the order of names.
func seal(dir string) ([]byte, error) {
	var list bytes.Buffer
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			return err
		}
		fmt.Fprintf(&list, "%x  %s\n", sum.Sum(nil), filepath.ToSlash(name))
		return nil
	})
	return list.Bytes(), err
}

// buildFolder builds an index under a name of its own and renames it, so that no
// process ever sees half of one.
func buildFolder(path string, docs []Document) (bleve.Index, error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	temporary, err := os.MkdirTemp(dir, filepath.Base(path)+temporaryInfix)
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temporary)
	lock, err := os.Create(filepath.Join(temporary, lockFile))
	if err != nil {
		return nil, err
	}
	defer lock.Close()
	if held, _ := flock(lock); held { // an error: there are no locks here
		return nil, errors.New("a new temporary folder is locked")
	}
	building := filepath.Join(temporary, "new")
	if err := writeFolder(building, docs); err != nil {
		return nil, err
	}
	return install(building, path, filepath.Join(temporary, "damaged"))
}

// Forget removes the indexes below dir that are of other documents than these, which it
// asks for only where there is an index: a build takes text out of the cache that it takes
// off the site, though nobody searches.
func Forget(dir string, docs func() []Document) {
	entries, err := os.ReadDir(dir)
	if err != nil || !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), folderPrefix) }) {
		return
	}
	tidy(filepath.Join(dir, folderPrefix+fingerprint(docs())), time.Now())
}

// tidy removes indexes of other documents, which may hold text that is not published
// any more, and what processes that were killed left behind. What cannot be removed
// is left to the next time.
func tidy(path string, now time.Time) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, entry := range entries {
		name := filepath.Join(filepath.Dir(path), entry.Name())
		if !strings.HasPrefix(entry.Name(), folderPrefix) || name == path {
			continue
		}
		if !strings.Contains(entry.Name(), temporaryInfix) || abandoned(name, now) {
			os.RemoveAll(name)
		}
	}
}

// abandoned says whether a temporary folder is old and nobody holds its lock.
func abandoned(temporary string, now time.Time) bool {
	info, err := os.Stat(temporary)
	if err != nil || now.Sub(info.ModTime()) < abandonedAfter {
		return false
	}
	lock, err := os.Open(filepath.Join(temporary, lockFile))
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	defer lock.Close()
	held, _ := flock(lock) // without locks, the age has to do
	return !held
}

// install gives a finished index its name and opens it. What has the name already is
// the index of a process that was faster, or damaged and set aside.
func install(building, path, aside string) (bleve.Index, error) {
	if os.Rename(building, path) != nil {
		if b, err := openFolder(path); err == nil {
			return b, nil
		}
		if err := os.Rename(path, aside); err != nil {
			return nil, err
		}
		if err := os.Rename(building, path); err != nil {
			return nil, err
		}
	}
	return openFolder(path)
}

// writeFolder writes an index and its seal.
func writeFolder(path string, docs []Document) error {
	if err := os.Mkdir(path, 0o755); err != nil {
		return err
	}
	building := filepath.Join(path, indexFolder)
	b, err := bleve.NewUsing(building, bleve.NewIndexMapping(), bleve.Config.DefaultIndexType,
		bleve.Config.DefaultKVStore, nil)
	if err != nil {
		return err
	}
	if err := errors.Join(fill(b, docs), b.Close()); err != nil {
		return err
	}
	sums, err := seal(building)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(path, sealFile), sums, 0o644)
}
