package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"syscall"
	"time"
)

// faults is a system of which calls fail. Every call of a build is counted.
type faults struct {
	mu    sync.Mutex
	calls int
	first int  // the call that fails, from 1
	ever  bool // and all that follow
	late  bool // a call that fails does its work first, as one over a network may
	err   error
}

// fails counts a call.
func (f *faults) fails() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	return f.calls == f.first || f.ever && f.calls > f.first
}

func (f *faults) do(call func() error) error {
	if !f.fails() {
		return call()
	}
	if f.late {
		if err := call(); err != nil {
			return err
		}
	}
	return f.err
}

// ask is do for a call with a result.
func ask[T any](f *faults, call func() (T, error)) (result T, err error) {
	var none T
	err = f.do(func() (err error) {
		result, err = call()
		return err
	})
	if err != nil {
		return none, err
	}
	return result, nil
}

// over is a system with these faults.
func (f *faults) over(sys system) system {
	under := sys
	sys.open = func(dir string) (root, error) {
		r, err := under.open(dir)
		if err != nil {
			return nil, err
		}
		if f.fails() {
			return nil, errors.Join(f.err, r.Close())
		}
		return faultyRoot{r, f}, nil
	}
	sys.tree = func(p *place, name string) (folder, error) {
		return f.folder(func() (folder, error) { return under.tree(p, name) })
	}
	sys.exchange = func(dir *os.File, a, b string) error { return f.do(func() error { return under.exchange(dir, a, b) }) }
	sys.flush = func(file *os.File) error { return f.do(func() error { return under.flush(file) }) }
	sys.claim = func(file *os.File) error { return f.do(func() error { return under.claim(file) }) }
	return sys
}

func (f *faults) folder(open func() (folder, error)) (folder, error) {
	if f.fails() {
		return nil, f.err
	}
	inner, err := open()
	if err != nil {
		return nil, err
	}
	return faultyFolder{inner, f}, nil
}

type faultyRoot struct {
	root
	f *faults
}

func (r faultyRoot) Chmod(name string, mode fs.FileMode) error {
	return r.f.do(func() error { return r.root.Chmod(name, mode) })
}

func (r faultyRoot) Chtimes(name string, atime, mtime time.Time) error {
	return r.f.do(func() error { return r.root.Chtimes(name, atime, mtime) })
}

func (r faultyRoot) Link(from, to string) error {
	return r.f.do(func() error { return r.root.Link(from, to) })
}

func (r faultyRoot) Lstat(name string) (fs.FileInfo, error) {
	return ask(r.f, func() (fs.FileInfo, error) { return r.root.Lstat(name) })
}

func (r faultyRoot) Mkdir(name string, perm fs.FileMode) error {
	return r.f.do(func() error { return r.root.Mkdir(name, perm) })
}

func (r faultyRoot) MkdirAll(name string, perm fs.FileMode) error {
	return r.f.do(func() error { return r.root.MkdirAll(name, perm) })
}

func (r faultyRoot) Open(name string) (*os.File, error) { return r.OpenFile(name, os.O_RDONLY, 0) }

func (r faultyRoot) OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error) {
	if r.f.fails() {
		return nil, r.f.err
	}
	return r.root.OpenFile(name, flag, perm)
}

func (r faultyRoot) ReadFile(name string) ([]byte, error) {
	return ask(r.f, func() ([]byte, error) { return r.root.ReadFile(name) })
}

func (r faultyRoot) Remove(name string) error {
	return r.f.do(func() error { return r.root.Remove(name) })
}

func (r faultyRoot) Rename(from, to string) error {
	return r.f.do(func() error { return r.root.Rename(from, to) })
}

// WriteFile leaves half a file behind where it fails.
func (r faultyRoot) WriteFile(name string, body []byte, perm fs.FileMode) error {
	if r.f.fails() {
		if !r.f.late {
			body = body[:len(body)/2]
		}
		return errors.Join(r.f.err, r.root.WriteFile(name, body, perm))
	}
	return r.root.WriteFile(name, body, perm)
}

type faultyFolder struct {
	folder
	f *faults
}

func (d faultyFolder) create(name string, write func(io.Writer) error) (mark, error) {
	return ask(d.f, func() (mark, error) {
		return d.folder.create(name, func(to io.Writer) error { return write(faultyWriter{to, d.f}) })
	})
}

func (d faultyFolder) link(from folder, name string) error {
	return d.f.do(func() error { return d.folder.link(inner(from), name) })
}

func (d faultyFolder) take(from folder, name string) error {
	return d.f.do(func() error { return d.folder.take(inner(from), name) })
}

func inner(d folder) folder {
	if faulty, ok := d.(faultyFolder); ok {
		return faulty.folder
	}
	return d
}

func (d faultyFolder) remove(name string) error {
	return d.f.do(func() error { return d.folder.remove(name) })
}

func (d faultyFolder) stat(name string) (mark, error) {
	return ask(d.f, func() (mark, error) { return d.folder.stat(name) })
}

func (d faultyFolder) read(name string) (io.ReadCloser, error) {
	if d.f.fails() {
		return nil, d.f.err
	}
	in, err := d.folder.read(name)
	if err != nil {
		return nil, err
	}
	return faultyReader{in, d.f}, nil
}

func (d faultyFolder) list() ([]item, error) { return ask(d.f, d.folder.list) }

func (d faultyFolder) sub(name string, make bool) (folder, error) {
	return d.f.folder(func() (folder, error) { return d.folder.sub(name, make) })
}

// close closes, whatever it says then.
func (d faultyFolder) close() error {
	err := d.folder.close()
	if d.f.fails() {
		return d.f.err
	}
	return err
}

type faultyWriter struct {
	io.Writer
	f *faults
}

// Write writes half of it where it fails.
func (w faultyWriter) Write(body []byte) (int, error) {
	if !w.f.fails() {
		return w.Writer.Write(body)
	}
	n, err := w.Writer.Write(body[:len(body)/2])
	return n, errors.Join(w.f.err, err)
}

type faultyReader struct {
	io.ReadCloser
	f *faults
}

func (r faultyReader) Read(into []byte) (int, error) {
	if r.f.fails() {
		return 0, r.f.err
	}
	return r.ReadCloser.Read(into)
}

// errorsInTurn are those that calls fail with. EINTR is none of them: calls that can
// return it are repeated below the interfaces here.
var errorsInTurn = []error{syscall.EIO, syscall.ENOSPC, syscall.EACCES}
