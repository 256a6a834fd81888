package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// debounce is how long the portal must be quiet before a change counts: an editor
// saves in several steps, and git checks out many files.
const debounce = 150 * time.Millisecond

// Watch calls changed after the portal in dir has changed: its gongshi.yaml and
// other YAML files beside it, and whatever lies below data, content and
// templates. It never runs two calls at once, and changes during a call lead to
// one more. What editors and office programs leave beside a file does not count.
//
// Watching has begun when Watch returns. It ends with ctx; the channel then gets
// nil, or before that the error that ended it.
func Watch(ctx context.Context, dir string, changed func()) (<-chan error, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", dir, err)
	}
	w := &watcher{dir: filepath.Clean(dir), notify: notify}
	if err := w.start(); err != nil {
		return nil, errors.Join(err, notify.Close())
	}
	done := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		changes := make(chan struct{})
		settled := make(chan struct{})
		go func() { settle(ctx, changes, changed); close(settled) }()
		err := w.run(ctx, changes)
		cancel()
		<-settled
		done <- errors.Join(err, notify.Close())
	}()
	return done, nil
}

// settle calls changed when changes have come and then none for a while. While a
// call runs it goes on listening.
func settle(ctx context.Context, changes <-chan struct{}, changed func()) {
	var quiet <-chan time.Time // nil: nothing has changed
	var running chan struct{}  // nil: no call under way
	for {
		ready := quiet
		if running != nil {
			ready = nil
		}
		select {
		case <-ctx.Done():
			if running != nil {
				<-running
			}
			return
		case <-changes:
			quiet = time.After(debounce)
		case <-running:
			running = nil
		case <-ready:
			quiet = nil
			finished := make(chan struct{})
			running = finished
			go func() { defer close(finished); changed() }()
		}
	}
}

// watcher turns the events of the file system into changes of a portal.
type watcher struct {
	dir    string
	notify *fsnotify.Watcher
}

// start watches the portal's folder itself, since editors replace gongshi.yaml
// and a folder may appear later, and then those below it.
func (w *watcher) start() error {
	if err := w.notify.Add(w.dir); err != nil {
		return watchError(w.dir, err)
	}
	for _, name := range watchedFolders() {
		if err := w.add(filepath.Join(w.dir, name)); err != nil {
			return err
		}
	}
	return nil
}

func watchedFolders() []string { return []string{"data", "content", "templates"} }

// add watches a folder and all below it. A folder that is not there, or is gone
// meanwhile, is fine.
func (w *watcher) add(dir string) error {
	// Stat, so that data may be a link to a folder elsewhere.
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	if err := w.addOne(dir); err != nil {
		return err
	}
	list, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return watchError(dir, err)
	}
	for _, e := range list {
		if e.IsDir() && !ignored(e.Name()) {
			if err := w.add(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *watcher) addOne(dir string) error {
	if err := w.notify.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return watchError(dir, err)
	}
	return nil
}

func watchError(dir string, err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("watch %s: the system's limit of watched folders is reached (fs.inotify.max_user_watches)", dir)
	}
	return fmt.Errorf("watch %s: %w", dir, err)
}

// run sends a change for each event that counts, until ctx is done.
func (w *watcher) run(ctx context.Context, changes chan<- struct{}) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, ok := <-w.notify.Events:
			if !ok {
				return nil
			}
			if !w.counts(event) {
				continue
			}
			if event.Has(fsnotify.Create) {
				// Before the change is told: what is put in later makes an event of its own.
				if err := w.add(event.Name); err != nil {
					return err
				}
			}
		case err, ok := <-w.notify.Errors:
			if !ok {
				return nil
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return watchError(w.dir, err)
			}
			// So many at once that some were lost: something has changed.
		}
		select {
		case changes <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
	}
}

func (w *watcher) counts(event fsnotify.Event) bool {
	rel, err := filepath.Rel(w.dir, event.Name)
	if err != nil || event.Op == fsnotify.Chmod {
		return false
	}
	return concerns(filepath.ToSlash(rel))
}

// concerns reports whether a path, relative to the portal, is one of its sources.
func concerns(rel string) bool {
	parts := strings.Split(rel, "/")
	if slices.ContainsFunc(parts, ignored) {
		return false
	}
	if len(parts) == 1 && (strings.HasSuffix(rel, ".yaml") || strings.HasSuffix(rel, ".yml")) {
		return true
	}
	return slices.Contains(watchedFolders(), parts[0])
}

// ignored reports whether a name is that of a hidden file or of one that editors,
// office programs and downloads leave for a while.
func ignored(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") {
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".tmp", ".swp", ".swx", ".part", ".crdownload":
		return true
	}
	return false
}
