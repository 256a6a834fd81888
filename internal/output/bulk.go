package output

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

const (
	batchSize  = 256 // paths of one folder that a worker takes at a time
	maxWorkers = 8
)

// batch is some paths of one folder.
type batch []string

// batches groups paths by folder. Batches of different folders alternate, because
// the system lets only one worker at a time change a folder.
func batches(paths []string) []batch {
	byDir := map[string][]string{}
	var dirs []string
	for _, p := range paths {
		dir := path.Dir(p)
		if byDir[dir] == nil {
			dirs = append(dirs, dir)
		}
		byDir[dir] = append(byDir[dir], p)
	}
	var out []batch
	for len(dirs) > 0 {
		dirs = slices.DeleteFunc(dirs, func(dir string) bool {
			n := min(batchSize, len(byDir[dir]))
			out = append(out, byDir[dir][:n])
			byDir[dir] = byDir[dir][n:]
			return len(byDir[dir]) == 0
		})
	}
	return out
}

// forEach calls do for every path, on all processors. It stops at the first failure.
func forEach(paths []string, do func(path string) error) error {
	todo := batches(paths)
	workers := min(runtime.GOMAXPROCS(0), maxWorkers, len(todo))
	var next atomic.Int64
	errs := make([]error, workers)
	var failed atomic.Bool
	work := func(worker int) {
		for !failed.Load() {
			n := int(next.Add(1)) - 1
			if n >= len(todo) {
				return
			}
			for _, p := range todo[n] {
				if err := do(p); err != nil {
					errs[worker] = err
					failed.Store(true)
					return
				}
			}
		}
	}
	var wg sync.WaitGroup
	for worker := range workers {
		wg.Go(func() { work(worker) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// remove deletes files of the tree; one that is gone already is fine.
func (b *branch) remove(paths []string) error {
	return forEach(paths, func(p string) error {
		err := b.within("remove", p, false, func(f folder, name string) error { return f.remove(name) })
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// link gives the tree files of another one.
func (b *branch) link(from *branch, paths []string) error {
	return forEach(paths, func(p string) error { return b.linkOne(from, p) })
}

func (b *branch) linkOne(from *branch, p string) error {
	return b.from(from, "link", p, folder.link)
}

// take moves files of another tree into this one.
func (b *branch) take(from *branch, paths []string) error {
	return forEach(paths, func(p string) error { return b.from(from, "move", p, folder.take) })
}

func (b *branch) from(other *branch, verb, p string, do func(to, from folder, name string) error) error {
	return other.within(verb, p, false, func(source folder, name string) error {
		return b.within(verb, p, true, func(f folder, _ string) error { return do(f, source, name) })
	})
}

// removeFolders deletes folders of a tree, deepest first.
func (p *place) removeFolders(tree string, dirs []string) error {
	slices.SortFunc(dirs, func(a, b string) int { return strings.Compare(b, a) })
	for _, dir := range dirs {
		if err := p.remove(tree + "/" + dir); err != nil {
			return err
		}
	}
	return nil
}

// removeTree deletes a tree whole. It must hold nothing but ours.
func (p *place) removeTree(tree string) error {
	if there, err := p.exists(tree); !there {
		return err
	}
	list, err := p.listing(tree)
	if err != nil {
		return err
	}
	var files, dirs []string
	for _, l := range list {
		if l.kind.IsDir() {
			dirs = append(dirs, l.path)
		} else {
			files = append(files, l.path)
		}
	}
	b := p.branch(tree)
	defer b.close()
	if err := b.remove(files); err != nil {
		return err
	}
	b.close()
	if err := p.removeFolders(tree, dirs); err != nil {
		return err
	}
	return p.remove(tree)
}
