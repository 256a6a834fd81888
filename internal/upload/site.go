package upload

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/output"
	"gongshi/internal/tree"
)

// Site is a built site: its files, manifest.json among them, sorted by path.
type Site struct {
	Files []File
	Open  func(path string) (io.ReadSeekCloser, error) // nil: they are not kept
}

// Read reads the site in a public folder, whole, and fails where a file is not the one that
// its manifest lists. What the manifest does not list is not of the site.
func Read(ctx context.Context, dir string) (Site, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Site{}, err
	}
	defer root.Close()
	body, err := root.ReadFile(output.ManifestName)
	if err != nil {
		return Site{}, fmt.Errorf("%s: wanted a built site, found no %s: %w", dir, output.ManifestName, err)
	}
	m, err := output.ReadManifest(bytes.NewReader(body))
	if err != nil {
		return Site{}, fmt.Errorf("%s: %w", filepath.Join(dir, output.ManifestName), err)
	}
	s := Site{Files: make([]File, len(m.Files)), Open: func(path string) (io.ReadSeekCloser, error) {
		return os.OpenInRoot(dir, filepath.FromSlash(path))
	}}
	if err := each(ctx, len(m.Files), func(i int) (err error) {
		s.Files[i], err = read(root, dir, m.Files[i])
		return err
	}); err != nil {
		return Site{}, err
	}
	s.Files = append(s.Files, measured(output.ManifestName, body))
	slices.SortFunc(s.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return s, nil
}

// read measures a file that is to be as listed.
func read(root *os.Root, dir string, e output.Entry) (File, error) {
	name := filepath.Join(dir, filepath.FromSlash(e.Path))
	in, err := root.Open(filepath.FromSlash(e.Path))
	if errors.Is(err, fs.ErrNotExist) {
		return File{}, fmt.Errorf("%s: wanted the file that %s lists, found none", name, output.ManifestName)
	} else if err != nil {
		return File{}, err
	}
	defer in.Close()
	sums := newSums()
	size, err := io.Copy(sums, in)
	if err != nil {
		return File{}, err
	}
	f := sums.file(e.Path, size)
	if f.Size != e.Size || f.SHA256 != e.SHA256 {
		return File{}, fmt.Errorf("%s: wanted the file that %s lists, found another: somebody changed it after the build", name, output.ManifestName)
	}
	return f, nil
}

// sums are the checksums of a file as it passes.
type sums struct {
	io.Writer
	sha, md hash.Hash
}

func newSums() sums {
	s := sums{sha: sha256.New(), md: md5.New()}
	s.Writer = io.MultiWriter(s.sha, s.md)
	return s
}

func (s sums) file(path string, size int64) File {
	return File{Path: path, Size: size, SHA256: hex.EncodeToString(s.sha.Sum(nil)), MD5: [md5.Size]byte(s.md.Sum(nil))}
}

func measured(path string, body []byte) File {
	s := newSums()
	_, _ = s.Write(body) // sums take everything
	return s.file(path, int64(len(body)))
}

// each calls do for all numbers below n, side by side. The first error ends it.
func each(ctx context.Context, n int, do func(i int) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	workers := runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n && ctx.Err() == nil; i += workers {
				if err := do(i); err != nil {
					stop(err)
				}
			}
		})
	}
	all.Wait()
	return context.Cause(ctx)
}

// Measure measures a site as it is made, for a plan. The zero value is ready for use.
type Measure struct {
	mu    sync.Mutex
	files []File
}

// Emit takes a file, as tree.Emit does. It may be called from several goroutines.
func (m *Measure) Emit(f tree.File) error {
	s := newSums()
	size := counter{to: s}
	var err error
	if f.Write != nil {
		err = f.Write(&size)
	} else {
		_, err = size.Write(f.Body)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files = append(m.files, s.file(f.Path, size.n))
	return nil
}

// Site is the site of all files taken so far, with its manifest.
func (m *Measure) Site() (Site, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	files := slices.SortedFunc(slices.Values(m.files), func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	list := output.Manifest{Version: 1, Files: make([]output.Entry, len(files))}
	for i, f := range files {
		list.Files[i] = output.Entry{Path: f.Path, Size: f.Size, SHA256: f.SHA256}
	}
	body, err := list.Encode()
	if err != nil {
		return Site{}, err
	}
	files = append(files, measured(output.ManifestName, body))
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return Site{Files: files}, nil
}

// counter counts what is written.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.n += int64(n)
	return n, err
}
