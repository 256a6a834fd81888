package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"gongshi/internal/tree"
)

// Stage is a site being written. Its files become visible all at once, in Commit.
type Stage struct {
	*place
	old     oldSite
	release func() error // gives the lock back, if it is the stage that holds it
	now     *branch      // the public folder
	next    *branch      // staging: the files that are new, until Commit

	openNext func() error // makes staging, once
	gate     sync.RWMutex // held for reading by each Emit, for writing by the end of the stage
	closed   bool
	unmarked atomic.Bool // a file of the old site was not as recorded, but had its bytes

	mu     sync.Mutex
	added  map[string]*file // of the new site, those that the old one does not list
	failed error            // the first failure of Emit
}

// file is one of the new site.
type file struct {
	Entry
	mark  mark
	fresh bool     // written; otherwise the old site has it as it is
	was   *oldFile // nil: the old site does not list it

	shared bool // the tree that becomes the spare has the very same file
}

// existed says that it was there in the old site.
func (f *file) existed() bool { return f.was != nil && f.was.there }

// newStage tidies up and looks at the old site.
func newStage(p *place) (*Stage, error) {
	if err := p.recover(); err != nil {
		return nil, err
	}
	old, err := p.survey()
	if err != nil {
		return nil, err
	}
	if err := p.room(old); err != nil {
		return nil, err
	}
	s := &Stage{place: p, old: old, now: p.branch(p.name), next: p.branch(p.sibling("next")), added: map[string]*file{}, release: func() error { return nil }}
	s.openNext = sync.OnceValue(func() error { return p.openStaging(old.manifest) })
	return s, nil
}

// Emit puts one file into the new site. It is safe for concurrent use. It fails
// on a path that is not one of the contract's, is kept, or was emitted before,
// and where the file cannot be written; after that the stage can only be
// discarded. It does not change f.Body.
func (s *Stage) Emit(f tree.File) error {
	_, err := s.Put(f)
	return err
}

// Put is Emit, and says what the manifest will: what Keep of a later build wants.
func (s *Stage) Put(f tree.File) (Entry, error) {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return Entry{}, fmt.Errorf("emit %s: the stage has ended", f.Path)
	}
	e, err := s.put(f)
	return e, s.remember(err)
}

// remember keeps the first failure, which is Commit's.
func (s *Stage) remember(err error) error {
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.failed == nil {
			s.failed = err
		}
	}
	return err
}

func (s *Stage) put(f tree.File) (Entry, error) {
	if err := checkPath(f.Path); err != nil {
		return Entry{}, err
	}
	if s.kept(f.Path) {
		return Entry{}, fmt.Errorf("path %q: want one that is not under keep", f.Path)
	}
	to := &file{Entry: Entry{Path: f.Path}, fresh: true, was: s.old.files[f.Path]}
	if err := s.claim(to); err != nil {
		return Entry{}, err
	}
	if f.Write != nil {
		err := s.putPieces(to, f)
		return to.Entry, err
	}
	to.Size, to.SHA256 = int64(len(f.Body)), sumOf(f)
	if s.known(to) {
		return to.Entry, nil
	}
	return to.Entry, s.write(to, whole(f.Body))
}

// sumOf is the checksum of a file with a body.
func sumOf(f tree.File) string {
	if f.Sum != nil {
		return hexSum(f.Sum[:])
	}
	sum := sha256.Sum256(f.Body)
	return hexSum(sum[:])
}

// known says whether the old site has a file with its bytes, and takes it from there.
func (s *Stage) known(to *file) bool {
	if !to.existed() {
		return false
	}
	m, ok := s.intact(to.was, to.Entry)
	if ok {
		to.mark, to.fresh = m, false
	}
	return ok
}

// claim takes paths, once each: all of them or none.
func (s *Stage) claim(files ...*file) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range files {
		taken := s.added[f.Path] != nil
		if f.was != nil {
			taken = f.was.now != nil
		}
		if taken {
			for _, mine := range files[:i] {
				s.free(mine)
			}
			return fmt.Errorf("path %q: emitted twice", f.Path)
		}
		if f.was != nil {
			f.was.now = f
		} else {
			s.added[f.Path] = f
		}
	}
	return nil
}

// free gives a path back.
func (s *Stage) free(f *file) {
	if f.was != nil {
		f.was.now = nil
	} else {
		delete(s.added, f.Path)
	}
}

// file is what the new site has at a path, or nil.
func (s *Stage) file(path string) *file {
	if was := s.old.files[path]; was != nil {
		return was.now
	}
	return s.added[path]
}

// all visits the files of the new site, those first that the old one lists, in its order.
func (s *Stage) all(visit func(*file) bool) {
	for i := range s.old.list {
		if f := s.old.list[i].now; f != nil && !visit(f) {
			return
		}
	}
	for _, f := range s.added {
		if !visit(f) {
			return
		}
	}
}

// Keep takes files of the old site over as they are, without their bytes: all of
// them, or none. It is safe for concurrent use. The error wraps ErrGone where one
// is not there as an entry says; then the caller makes them anew and the stage goes
// on. Any other error is like one of Emit.
func (s *Stage) Keep(entries ...Entry) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return errors.New("keep: the stage has ended")
	}
	files := make([]*file, len(entries))
	for i, e := range entries {
		was := s.old.files[e.Path]
		if was == nil || !was.there {
			return fmt.Errorf("keep %s: %w", e.Path, ErrGone)
		}
		m, ok := s.intact(was, e)
		if !ok {
			return fmt.Errorf("keep %s: %w", e.Path, ErrGone)
		}
		files[i] = &file{Entry: was.Entry, mark: m, was: was}
	}
	return s.remember(s.claim(files...))
}

// intact reports whether a file of the old site has the bytes of an entry, and how
// it looks. The manifest alone would carry a file that was damaged or edited by hand
// from site to site for ever.
func (s *Stage) intact(was *oldFile, e Entry) (found mark, ok bool) {
	if was.Entry != e {
		return mark{}, false
	}
	err := s.now.within("read", e.Path, false, func(f folder, name string) error {
		m, err := f.stat(name)
		if err != nil || m.size != e.Size {
			return err
		}
		if found, ok = m, m == was.mark; !ok && holds(f, name, e) {
			ok = true
			s.unmarked.Store(true)
		}
		return nil
	})
	return found, ok && err == nil
}

func (s *Stage) write(to *file, write func(io.Writer) error) error {
	if err := s.openNext(); err != nil {
		return err
	}
	return s.next.within("create", to.Path, true, func(f folder, name string) (err error) {
		to.mark, err = f.create(name, write)
		return err
	})
}

// hexSum prints a SHA-256 as a manifest does. There is one a file, so that it is made once:
// hex.EncodeToString makes it twice.
func hexSum(sum []byte) string {
	var text [2 * sha256.Size]byte
	hex.Encode(text[:], sum)
	return string(text[:])
}

// Discard ends the stage and leaves the old site as it was. After Commit it does
// nothing, so that it can be deferred.
func (s *Stage) Discard() error {
	if !s.end() {
		return nil
	}
	return errors.Join(s.dropStaging(), s.letGo())
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

// letGo gives back what the stage holds, which a preview would otherwise pile up.
func (s *Stage) letGo() error {
	s.shut()
	return s.release()
}

// shut lets the folders of all trees go, before one of them is moved.
func (s *Stage) shut() {
	s.now.close()
	s.next.close()
}
