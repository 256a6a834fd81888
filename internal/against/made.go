package against

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/changes"
	"gongshi/internal/output"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/tree"
)

// made is the site that a portal makes now: its files' sums, and copies of the tables, which
// are too large to be kept in memory while the rest is made.
type made struct {
	dir string // of the copies

	mu    sync.Mutex
	files map[string]output.Entry
}

// tablePath is where a site has a table.
func tablePath(t *schema.Table) string { return route.Download(t.Name + ".json") }

func (m *made) copyOf(t *schema.Table) string { return filepath.Join(m.dir, t.Name+".json") }

// emit takes a file of the site.
func (m *made) emit(f tree.File) (err error) {
	sum := sha256.New()
	size := counter(0)
	to := io.MultiWriter(sum, &size)
	for _, t := range schema.Tables() {
		if f.Path != tablePath(t) {
			continue
		}
		kept, err := os.Create(m.copyOf(t))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, kept.Close()) }()
		to = io.MultiWriter(to, kept)
	}
	if f.Write != nil {
		err = f.Write(to)
	} else {
		_, err = to.Write(f.Body)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[string]output.Entry{}
	}
	m.files[f.Path] = output.Entry{Path: f.Path, Size: int64(size), SHA256: hex.EncodeToString(sum.Sum(nil))}
	return nil
}

func (m *made) has(path string) bool {
	_, ok := m.files[path]
	return ok
}

// entries are the files by path.
func (m *made) entries() []output.Entry {
	return slices.SortedFunc(maps.Values(m.files), func(a, b output.Entry) int { return strings.Compare(a.Path, b.Path) })
}

// table reads the copy of a table.
func (m *made) table(t *schema.Table) (changes.Table, error) {
	f, err := os.Open(m.copyOf(t))
	if err != nil {
		return changes.Table{}, err
	}
	defer f.Close()
	table, err := changes.ReadTable(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return changes.Table{}, fmt.Errorf("%s as it is made now: %w", tablePath(t), err)
	}
	return table, nil
}

// counter counts the bytes that are written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}
