package intake

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// Memory keeps what was read of each file of a table, so that the next build need not read a
// file again that has not changed: its records, and all that was found in it. It is a folder
// that may be deleted at any time, with one file for each of the tables; what is damaged there,
// or of other bytes, is read again as if it were not there. nil keeps nothing.
//
// It holds no more than data/ does and may be read by the owner alone. What is of no file any
// more goes with the next build. Sanctions are never kept: caches of builds are passed about,
// and the law says of sanctions alone when they must be forgotten.
type Memory struct {
	Folder string
	Of     tree.Key          // all that the reading of a file depends on beside its bytes: the settings, the program
	Sums   map[string]string // by name: the SHA-256 of files' bytes; one without is read and not kept

	mu   sync.Mutex
	used map[string]bool // files of the folder
	err  error           // why a file could not be kept, the first
}

// Err says why something could not be kept, or removed; nil: all was, or there is no memory.
func (m *Memory) Err() error {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.err
}

func (m *Memory) fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.err = err
	}
}

// memoryForm begins a file of the memory, with its version.
//
// 1: the first.
const memoryForm = "gongshi table 1\n"

// maxRest bounds what is read of a file's findings.
const maxRest = 64 << 20

// rest is what is known of a file beside its records.
type rest struct {
	Asked    bool     // whether it says something of the agencies that it was read beside
	Agencies tree.Key // these, where it does
	Source   register.Source
	Refused  int
	Found    []finding.Finding
	Count    map[string]int // of findings, by rule
}

// key is the key of a file's bytes, read under its name as the table; ok is false where it
// is not kept.
func (m *Memory) key(t tableName) (k tree.Key, ok bool) {
	if m == nil || m.Sums[t.name] == "" || t.table.Name == "sanctions" {
		return k, false
	}
	var s tree.Sum
	s.Keys(m.Of)
	s.Text(t.table.Name, t.name, m.Sums[t.name])
	return s.Key(), true
}

func (m *Memory) path(k tree.Key) string { return filepath.Join(m.Folder, hex.EncodeToString(k[:])) }

// use notes that a file of the folder stays.
func (m *Memory) use(k tree.Key) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.used == nil {
		m.used = map[string]bool{}
	}
	m.used[filepath.Base(m.path(k))] = true
}

// sweep removes what no table was read from, or written to. What cannot be removed will be
// by the next build.
func (m *Memory) sweep() {
	if m == nil {
		return
	}
	list, err := os.ReadDir(m.Folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		m.fail(err)
	}
	for _, e := range list {
		if m.used[e.Name()] {
			continue
		}
		if err := os.Remove(filepath.Join(m.Folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			m.fail(err)
		}
	}
}

// recall takes what is kept of a file; false: it has to be read.
func (r *reader) recall(t tableName) bool {
	k, ok := r.memory.key(t)
	if !ok {
		return false
	}
	f, err := os.Open(r.memory.path(k))
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false
	}
	tables, rest, err := recalled(t, k, f, info.Size())
	if err != nil || rest.Asked && rest.Agencies != r.known {
		return false
	}
	tables.Files, tables.Sources, tables.Refused = []string{t.name}, []register.Source{rest.Source}, rest.Refused
	r.tables, r.book.list = tables, rest.Found
	for rule, n := range rest.Count {
		r.book.count[bookKey{t.name, rule}] = n
	}
	for _, a := range tables.Agencies {
		r.agency(a)
	}
	r.memory.use(k)
	return true
}

// errMemory says that a file of the memory is none, or is damaged.
var errMemory = errors.New("not the memory of a table")

// recalled reads a file of the memory: the form, the key, the rest behind its length, the
// records, and the CRC-32 of all that.
func recalled(t tableName, k tree.Key, f io.Reader, size int64) (*register.Tables, rest, error) {
	var about rest
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	begin := memoryForm + string(k[:])
	body := size - int64(len(begin)) - 4 - sumSize
	if body < 0 {
		return nil, about, errMemory
	}
	in := bufio.NewReaderSize(io.TeeReader(io.LimitReader(f, size-sumSize), sum), 1<<16)
	head := make([]byte, len(begin)+4)
	if _, err := io.ReadFull(in, head); err != nil || string(head[:len(begin)]) != begin {
		return nil, about, errMemory
	}
	n := int64(binary.LittleEndian.Uint32(head[len(begin):]))
	if n > min(body, maxRest) {
		return nil, about, errMemory
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(in, text); err != nil {
		return nil, about, errMemory
	}
	tables := &register.Tables{}
	if err := tables.RecallRows(t.table.Name, t.name, in, body-n); err != nil {
		return nil, about, err
	}
	var want [sumSize]byte
	if _, err := io.ReadFull(f, want[:]); err != nil || !bytes.Equal(want[:], sum.Sum(nil)) {
		return nil, about, errMemory
	}
	return tables, about, gob.NewDecoder(bytes.NewReader(text)).Decode(&about)
}

const sumSize = crc32.Size

// keep writes what was read of a file, if that had the bytes that were asked for. What cannot
// be written is read again the next time.
func (r *reader) keep(t tableName) {
	k, ok := r.memory.key(t)
	if !ok || len(r.tables.Sources) != 1 || r.tables.Sources[0].Hash != hex.EncodeToString([]byte(r.memory.Sums[t.name])) {
		return
	}
	about := rest{
		Asked: r.asked, Agencies: r.known, Source: r.tables.Sources[0], Refused: r.tables.Refused, Found: r.book.list, Count: map[string]int{},
	}
	for k, n := range r.book.count {
		about.Count[k.rule] = n
	}
	if err := os.MkdirAll(r.memory.Folder, 0o755); err != nil {
		r.memory.fail(err)
		return
	}
	f, err := os.CreateTemp(r.memory.Folder, "new.*")
	if err != nil {
		r.memory.fail(err)
		return
	}
	err = errors.Join(writeMemory(f, k, about, r.tables), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), r.memory.path(k))
	}
	if err != nil {
		os.Remove(f.Name())
		r.memory.fail(err)
		return
	}
	r.memory.use(k)
}

func writeMemory(f io.Writer, k tree.Key, about rest, tables *register.Tables) error {
	var text bytes.Buffer
	if err := gob.NewEncoder(&text).Encode(about); err != nil {
		return err
	}
	out := &summed{to: bufio.NewWriterSize(f, 1<<16), sum: crc32.New(crc32.MakeTable(crc32.Castagnoli))}
	begin := append([]byte(memoryForm), k[:]...)
	begin = binary.LittleEndian.AppendUint32(begin, uint32(text.Len()))
	if _, err := out.Write(append(begin, text.Bytes()...)); err != nil {
		return err
	}
	if err := tables.KeepRows(out); err != nil {
		return err
	}
	if _, err := out.to.Write(out.sum.Sum(nil)); err != nil {
		return err
	}
	return out.to.Flush()
}

// summed adds up what is written.
type summed struct {
	to  *bufio.Writer
	sum hash.Hash32
}

func (s *summed) Write(b []byte) (int, error) {
	s.sum.Write(b)
	return s.to.Write(b)
}

// learn adds a file to the agencies that other tables may ask for. One that could not be
// read to its end is like no other.
func (r *reader) learn(file *register.Source) {
	var s tree.Sum
	s.Keys(r.known)
	s.Text(file.Name, cmp.Or(file.Hash, rand.Text()))
	r.known = s.Key()
}
