// Package output publishes a built site: it turns a stream of files into a
// public folder that is at every moment the old site or the new one, never a mix.
//
// A build writes what is new into a staging folder beside the public one, on the same
// file system, makes a whole site of it, and swaps the two:
//
//	.public.lock      held (flock) for as long as a build runs; never deleted
//	.public.journal   there while anything else is at work; which folder is staging
//	.public.next      staging; after an exchange, for a moment, the old site
//	.public.old       the old site on its way out
//	.public.spare     a second tree of the same files, as hard links
//	.public.index     inode number and time of each file, as it was written
//
// On Linux the swap is one renameat2(RENAME_EXCHANGE); where the file system or
// the system has no such call it is two renames, and a crash between them is
// finished by the next Begin. A file with the bytes of its predecessor is a hard
// link to it, so that it keeps its modification time; a build that changes
// nothing writes nothing.
//
// A build that changes little makes the new site out of the spare, by changing what
// differs, and afterwards a spare out of the old site in the same way. Where most
// files change, or there are no hard links or no exchange, there is no spare: the
// new site is put together in staging, and the old one is deleted. Either way, what
// is not in the new site is in no tree of ours once Commit has returned.
//
// Whatever manifest.json does not list is somebody else's. Begin refuses a
// folder that holds such files, except the kept ones, and nothing here deletes
// them: one that turns up during a build is carried into the new site.
//
// Left out: a second file system (staging must be a neighbour), and durability
// against power loss on Windows, which has no call to flush a file system.
package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

var (
	// ErrLocked is wrapped by Begin when another build holds the lock.
	ErrLocked = errors.New("another build is writing here")
	// ErrForeign is wrapped by Begin when the public folder holds files that no build of ours wrote.
	ErrForeign = errors.New("files that this program did not write")
	// ErrGone is wrapped by Keep when the old site does not have a file as it is asked for.
	ErrGone = errors.New("the old site does not have it like this")
)

const (
	maxForeign     = 10     // foreign files that an error names
	maxForeignSeen = 10_000 // and that are looked for, at most
)

const (
	filePerm fs.FileMode = 0o644
	dirPerm  fs.FileMode = 0o755
)

// Options adjusts how a site is published. The zero value is usable.
type Options struct {
	// Keep lists what lives in the public folder without being ours: slash-separated
	// paths of files or whole folders, such as CNAME, .well-known or .git. They are
	// carried over from site to site and never written.
	Keep []string

	// Least is what the new site takes for certain; 0: not known. Begin refuses it where the
	// disk has no room for what it takes beyond the old site, and nothing is written. A disk
	// that fills up later ends the build as well, and the old site stays.
	Least int64 // in bytes
}

// Summary counts what a build did to the site. manifest.json is not counted.
type Summary struct {
	Files     int   // in the new site
	Bytes     int64 // of these files
	Added     int
	Changed   int
	Removed   int
	Unchanged int
}

// Begin locks the public folder, tidies up after a build that crashed, and opens
// a staging folder. It creates the parent of public when it is missing; a public
// that is a symbolic link is followed. The caller ends the stage with Commit or
// Discard. The error wraps ErrLocked or ErrForeign where that is the reason.
func Begin(public string, opts Options) (*Stage, error) { return beginOn(public, opts, native()) }

func beginOn(public string, opts Options, sys system) (*Stage, error) {
	lock, err := claim(public, sys)
	if err != nil {
		return nil, err
	}
	s, err := lock.Begin(opts)
	if err != nil {
		return nil, errors.Join(err, lock.Release())
	}
	s.release = lock.Release
	return s, nil
}

// place is a locked public folder, reached through the folder it stands in.
type place struct {
	system
	root   root     // the parent folder
	dir    *os.File // the same, as a handle for system calls
	lock   *os.File
	parent string // absolute
	name   string // of the public folder in parent
	opts   Options
}

func openPlace(parent, name string, sys system) (p *place, err error) {
	p = &place{parent: parent, name: name, system: sys}
	if p.root, err = p.open(parent); err != nil {
		return nil, fmt.Errorf("open %s: %w", parent, bare(err))
	}
	if p.dir, err = p.root.Open("."); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", parent, bare(err)), p.close())
	}
	if err := p.takeLock(); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// outermost drops from a list of paths those that lie in another one of it.
func outermost(paths []string) []string {
	var out []string
	for _, p := range slices.Sorted(slices.Values(paths)) {
		if !slices.ContainsFunc(out, func(k string) bool { return within(p, k) }) {
			out = append(out, p)
		}
	}
	return out
}

// within reports whether a path is dir or lies in it.
func within(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// sibling names a file or folder of ours beside the public folder.
func (p *place) sibling(kind string) string { return "." + p.name + "." + kind }

func (p *place) path(rel string) string { return filepath.Join(p.parent, filepath.FromSlash(rel)) }

// look describes an entry, without following a link; nil where there is none. What cannot
// be looked at is an error: taken for nothing, it would stay behind for ever.
func (p *place) look(rel string) (fs.FileInfo, error) {
	info, err := p.root.Lstat(rel)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil
	}
	if err != nil {
		return nil, p.fail("read", rel, err)
	}
	return info, nil
}

func (p *place) exists(rel string) (bool, error) {
	info, err := p.look(rel)
	return info != nil, err
}

func (p *place) rename(from, to string) error {
	p.step()
	err := p.root.Rename(from, to)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("rename %s to %s: %w", p.path(from), p.path(to), bare(err))
	if errors.Is(err, syscall.EXDEV) { // both stand in one folder
		err = fmt.Errorf("%w; %s is part of a container image, or of another lower layer, and cannot be moved: put it on a volume, or copy it once under another name, remove it and rename the copy", err, p.path(from))
	}
	return err
}

// remove deletes a file or an empty folder; one that is gone already is fine.
func (p *place) remove(rel string) error {
	p.step()
	if err := p.root.Remove(rel); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return p.fail("remove", rel, err)
	}
	return nil
}

// fail says what could not be done to which file, by its whole path.
func (p *place) fail(verb, rel string, err error) error {
	return fmt.Errorf("%s %s: %w", verb, p.path(rel), bare(err))
}

// bare strips the operation and the path that the os package adds, since ours
// names the whole path.
func bare(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}

// kept reports whether a path of the public folder is, or lies in, a kept one.
func (p *place) kept(path string) bool {
	return slices.ContainsFunc(p.opts.Keep, func(k string) bool { return within(path, k) })
}
