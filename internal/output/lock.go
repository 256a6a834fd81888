package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Lock keeps other builds away from a public folder. A build takes it before it reads
// anything, so that of several at once all but one end at once.
type Lock struct {
	public string
	system system
	place  *place // nil as long as the folder that the public one stands in is missing
}

// Claim locks a public folder without waiting; the error wraps ErrLocked where another
// build has it. Nothing but the lock file is written, and no folder is made: where the
// parent of public is missing there is nobody to keep away, and Begin locks.
func Claim(public string) (*Lock, error) { return claim(public, native()) }

func claim(public string, sys system) (*Lock, error) {
	public, err := resolve(public)
	if err != nil {
		return nil, err
	}
	if filepath.Dir(public) == public {
		return nil, fmt.Errorf("want a public folder inside another, found %s", public)
	}
	l := &Lock{public: public, system: sys}
	if _, err := os.Stat(filepath.Dir(public)); errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	return l, l.take()
}

func (l *Lock) take() (err error) {
	l.place, err = openPlace(filepath.Dir(l.public), filepath.Base(l.public), l.system)
	return err
}

// Begin is the function Begin under this lock, which outlives the stage. One stage at a
// time may be open.
func (l *Lock) Begin(opts Options) (*Stage, error) {
	for _, k := range opts.Keep {
		if !fs.ValidPath(k) || k == "." || k == ManifestName {
			return nil, fmt.Errorf("keep: want a path inside the public folder, found %q", k)
		}
	}
	opts.Keep = outermost(opts.Keep)
	if l.place == nil {
		parent := filepath.Dir(l.public)
		if err := os.MkdirAll(parent, dirPerm); err != nil {
			return nil, fmt.Errorf("create %s: %w", parent, bare(err))
		}
		if err := l.take(); err != nil {
			return nil, err
		}
	}
	p := *l.place
	p.opts = opts
	return newStage(&p)
}

// Release gives the folder to other builds. It may be called again.
func (l *Lock) Release() error {
	if l.place == nil {
		return nil
	}
	p := l.place
	l.place = nil
	return p.close()
}

// resolve makes public absolute and follows it where it is a link, because a
// swap would otherwise replace the link and not what it points to.
func resolve(public string) (string, error) {
	abs, err := filepath.Abs(public)
	if err != nil {
		return "", fmt.Errorf("public folder %s: %w", public, err)
	}
	if _, err := os.Lstat(abs); errors.Is(err, fs.ErrNotExist) {
		return abs, nil
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return "", fmt.Errorf("public folder %s: %w", abs, bare(err))
	}
	return real, nil
}

func (p *place) takeLock() error {
	name := p.sibling("lock")
	f, err := p.root.OpenFile(name, os.O_RDWR|os.O_CREATE, filePerm)
	if errors.Is(err, fs.ErrPermission) { // another user's, who built here once: reading is enough for a lock
		if read, other := p.root.OpenFile(name, os.O_RDONLY, 0); other == nil {
			f, err = read, nil
		}
	}
	if err != nil {
		return p.fail("open or create", name, err)
	}
	p.lock = f
	err = p.claim(f)
	if errors.Is(err, ErrLocked) {
		if id, ok := holder(f); ok {
			err = fmt.Errorf("%w (process %d)", err, id)
		}
	}
	if err != nil {
		return fmt.Errorf("lock %s for %s: %w", p.path(name), p.path(p.name), err)
	}
	return nil
}

// close gives the lock back. The lock file stays: deleting it would let a third
// build lock a new file while a second one waits on the old.
func (p *place) close() error {
	var errs []error
	if p.lock != nil {
		errs = append(errs, p.lock.Close())
	}
	if p.dir != nil {
		errs = append(errs, p.dir.Close())
	}
	return errors.Join(append(errs, p.root.Close())...)
}
