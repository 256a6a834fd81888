package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"gongshi/internal/tree"
)

// compareBlock is how much of an old file is read at a time, in bytes.
const compareBlock = 64 << 10

// Stage is a site being written. Its files become visible all at once, in Commit.
type Stage struct {
	*place
	old oldSite

	gate   sync.RWMutex // held for reading by each Emit, for writing by the end of the stage
	closed bool

	mu      sync.Mutex
	entries map[string]Entry
	dirs    map[string]bool // folders of staging that exist
	sum     Summary
	failed  error // the first failure of Emit
}

// oldSite is what stood in the public folder at Begin.
type oldSite struct {
	manifest []byte           // nil: none
	files    map[string]Entry // listed, and there
}

// newStage tidies up, looks at the old site and opens an empty staging folder.
func newStage(p *place) (*Stage, error) {
	if err := p.recover(); err != nil {
		return nil, err
	}
	old, err := p.survey()
	if err != nil {
		return nil, err
	}
	if err := p.openStaging(); err != nil {
		return nil, err
	}
	return &Stage{place: p, old: old, entries: map[string]Entry{}, dirs: map[string]bool{".": true}}, nil
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
		return oldSite{}, fmt.Errorf("replace %s: want a folder that can be written, found a read-only one: %w", p.path(p.name), fs.ErrPermission)
	}
	m, body, err := p.manifestOf(p.name)
	if err != nil {
		return oldSite{}, err
	}
	listed := make(map[string]Entry, len(m.Files))
	for _, e := range m.Files {
		listed[e.Path] = e
	}
	old := oldSite{manifest: body, files: make(map[string]Entry, len(listed))}
	var foreign []string
	err = p.walk(p.name, func(path string, d fs.DirEntry) error {
		entry, ours := listed[path]
		switch {
		case p.kept(path), path == ManifestName && d.Type().IsRegular():
		case ours && d.Type().IsRegular():
			old.files[path] = entry
		case len(foreign) == maxForeign:
			foreign = append(foreign, "…")
			return fs.SkipAll
		default:
			foreign = append(foreign, path)
		}
		return nil
	})
	if err != nil {
		return oldSite{}, err
	}
	if len(foreign) > 0 {
		return oldSite{}, fmt.Errorf("%s holds %w: %s; move them away, or list them under keep", p.path(p.name), ErrForeign, strings.Join(foreign, ", "))
	}
	return old, nil
}

// walk visits everything in a tree that is not a folder, in order of path. It
// does not enter kept folders; links are visited, not followed.
func (p *place) walk(tree string, visit func(path string, d fs.DirEntry) error) error {
	return fs.WalkDir(p.root.FS(), tree, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return p.fail("read", name, err)
		}
		path := strings.TrimPrefix(name, tree+"/")
		switch {
		case !d.IsDir():
			if name == tree {
				return fmt.Errorf("%s: want a folder, found a file", p.path(name))
			}
			return visit(path, d)
		case name != tree && p.kept(path):
			return fs.SkipDir
		}
		return nil
	})
}

// Emit puts one file into the new site. It is safe for concurrent use. It fails
// on a path that is not one of the contract's, is kept, or was emitted before,
// and where the file cannot be written; after that the stage can only be
// discarded. It does not change f.Body.
func (s *Stage) Emit(f tree.File) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return fmt.Errorf("emit %s: the stage has ended", f.Path)
	}
	err := s.emit(f)
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.failed == nil {
			s.failed = err
		}
	}
	return err
}

func (s *Stage) emit(f tree.File) error {
	if err := checkPath(f.Path); err != nil {
		return err
	}
	if s.kept(f.Path) {
		return fmt.Errorf("path %q: want one that is not under keep", f.Path)
	}
	sum := sha256.Sum256(f.Body)
	entry := Entry{Path: f.Path, Size: int64(len(f.Body)), SHA256: hex.EncodeToString(sum[:])}
	if err := s.claim(entry); err != nil {
		return err
	}
	if err := s.makeDir(path.Dir(f.Path)); err != nil {
		return err
	}
	was, existed := s.old.files[f.Path]
	same := existed && was == entry && s.sameBytes(f)
	if err := s.put(f, same); err != nil {
		return err
	}
	s.count(entry, existed, same)
	return nil
}

// claim takes a path, once.
func (s *Stage) claim(e Entry) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.entries[e.Path]; taken {
		return fmt.Errorf("path %q: emitted twice", e.Path)
	}
	s.entries[e.Path] = e
	return nil
}

func (s *Stage) makeDir(dir string) error {
	s.mu.Lock()
	made := s.dirs[dir]
	s.mu.Unlock()
	if made {
		return nil
	}
	name := s.staged(dir)
	if err := s.root.MkdirAll(name, dirPerm); err != nil {
		return s.fail("create", name, err)
	}
	s.mu.Lock()
	s.dirs[dir] = true
	s.mu.Unlock()
	return nil
}

// sameBytes compares with the old file itself: the manifest alone would carry a
// file that was damaged or edited by hand from site to site for ever.
func (s *Stage) sameBytes(f tree.File) bool {
	old, err := s.root.Open(s.name + "/" + f.Path)
	if err != nil {
		return false
	}
	defer old.Close()
	block := make([]byte, min(len(f.Body)+1, compareBlock))
	rest := f.Body
	for {
		n, err := io.ReadFull(old, block)
		if !bytes.HasPrefix(rest, block[:n]) {
			return false
		}
		rest = rest[n:]
		if err != nil {
			return len(rest) == 0 && (err == io.EOF || err == io.ErrUnexpectedEOF)
		}
	}
}

// put links the old file where it is the same, and writes otherwise.
func (s *Stage) put(f tree.File, same bool) error {
	was, name := s.name+"/"+f.Path, s.staged(f.Path)
	if !same {
		return s.write(name, f.Body)
	}
	if s.root.Link(was, name) == nil {
		return nil
	}
	// No hard links here (FAT, some network folders), or too many: a copy with
	// the old time serves caches as well.
	if err := s.write(name, f.Body); err != nil {
		return err
	}
	info, err := s.root.Lstat(was)
	if err != nil {
		return nil // gone meanwhile: the copy stands
	}
	if err := s.root.Chtimes(name, time.Time{}, info.ModTime()); err != nil {
		return s.fail("set the time of", name, err)
	}
	return nil
}

func (s *Stage) write(name string, body []byte) error {
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, filePerm)
	if err != nil {
		return s.fail("create", name, err)
	}
	_, err = f.Write(body)
	if err := errors.Join(err, f.Close()); err != nil {
		return s.fail("write", name, err)
	}
	return nil
}

func (s *Stage) count(e Entry, existed, same bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sum.Files++
	s.sum.Bytes += e.Size
	switch {
	case same:
		s.sum.Unchanged++
	case existed:
		s.sum.Changed++
	default:
		s.sum.Added++
	}
}

func (s *Stage) staged(path string) string { return s.sibling("next") + "/" + path }

// Commit publishes the site: manifest last, one flush, one swap. When it fails
// the old site stays and staging is gone, with one exception: an error together
// with a Summary that counts files means that the new site is there but the old
// one could not be cleared away.
func (s *Stage) Commit() (Summary, error) {
	if !s.end() {
		return Summary{}, errors.New("commit: the stage has ended")
	}
	sum, err := s.commit()
	return sum, errors.Join(err, s.close())
}

func (s *Stage) commit() (Summary, error) {
	if s.failed != nil {
		return Summary{}, errors.Join(s.failed, s.dropStaging())
	}
	manifest, err := s.manifest().encode()
	if err != nil {
		return Summary{}, errors.Join(err, s.dropStaging())
	}
	sum := s.sum
	sum.Removed = len(s.old.files) - sum.Unchanged - sum.Changed
	if bytes.Equal(manifest, s.old.manifest) && sum.Unchanged == sum.Files {
		return sum, s.dropStaging()
	}
	if err := s.publish(manifest); err != nil {
		return Summary{}, errors.Join(err, s.dropStaging())
	}
	return sum, s.retire()
}

// Discard ends the stage and leaves the old site as it was. After Commit it does
// nothing, so that it can be deferred.
func (s *Stage) Discard() error {
	if !s.end() {
		return nil
	}
	return errors.Join(s.dropStaging(), s.close())
}

// end waits for calls of Emit under way and lets no further one in. It reports
// whether this call is the one that ended the stage.
func (s *Stage) end() bool {
	s.gate.Lock()
	defer s.gate.Unlock()
	was := s.closed
	s.closed = true
	return !was
}

func (s *Stage) manifest() Manifest {
	m := Manifest{Version: manifestVersion, Files: make([]Entry, 0, len(s.entries))}
	for _, e := range s.entries {
		m.Files = append(m.Files, e)
	}
	slices.SortFunc(m.Files, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return m
}
