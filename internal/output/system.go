package output

import (
	"io/fs"
	"os"
	"time"
)

// system is all that a place asks of the operating system, so that tests can make any of
// it fail and take the way of another system.
type system struct {
	open     func(dir string) (root, error)
	tree     func(p *place, name string) (folder, error) // opens a tree beside the public folder
	exchange func(dir *os.File, a, b string) error       // swaps two entries of a folder in one step
	flush    func(*os.File) error                        // writes the file system of a file to disk
	claim    func(*os.File) error                        // locks a file without waiting; ErrLocked where another has it
	free     func(*os.File) (bytes int64, ok bool)       // that this user may still write on its file system
	step     func()                                      // before each step that a crash could come between
}

// native is the system that this program runs on.
func native() system {
	return system{open: openRoot, tree: openTree, exchange: exchange, flush: syncFileSystem, claim: flock, free: freeSpace, step: nothing}
}

// root is the folder that the public one stands in; see os.Root, whose methods these are.
type root interface {
	Chmod(name string, mode fs.FileMode) error
	Chtimes(name string, atime, mtime time.Time) error
	Close() error
	Link(from, to string) error
	Lstat(name string) (fs.FileInfo, error)
	Mkdir(name string, perm fs.FileMode) error
	MkdirAll(name string, perm fs.FileMode) error
	Open(name string) (*os.File, error)
	OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error)
	ReadFile(name string) ([]byte, error)
	Remove(name string) error
	Rename(from, to string) error
	WriteFile(name string, body []byte, perm fs.FileMode) error
}

func openRoot(dir string) (root, error) { return os.OpenRoot(dir) }
