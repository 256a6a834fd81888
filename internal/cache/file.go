package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"

	"gongshi/internal/tree"
)

// magic begins the file, with its version.
//
// 1: the first.
// 2: long notes stand in a file of their own.
const magic = "gongshi build 2\n"

// The file is the magic, the salt, the SHA-256 of all that follows, the state, size and SHA-256
// of the long notes, and then the units by name: name, key, files, note. A number is a uvarint,
// a text its length and bytes. In the place of a long note stand the number longNote, its first
// byte and how many there are. Most units are one file of the unit's name without a mark, so that the name is not repeated.

const headBytes = len(magic) + 2*sha256.Size

// ownName marks a unit with one file, whose path is the unit's name.
const ownName = 0

func (s *Store) encode(state string, units []unit, long notes) []byte {
	b := make([]byte, headBytes, headBytes+sizeOf(state, units))
	b = appendText(b, state)
	b = append(binary.AppendUvarint(b, uint64(long.size)), long.sum[:]...)
	b = binary.AppendUvarint(b, uint64(len(units)))
	for _, u := range units {
		b = u.append(b)
	}
	copy(b, magic)
	copy(b[len(magic):], s.salt[:])
	sum := sha256.Sum256(b[headBytes:])
	copy(b[len(magic)+sha256.Size:], sum[:])
	return b
}

// sizeOf is about how many bytes units take, and rather more than less.
func sizeOf(state string, units []unit) int {
	const numbers = 3 * binary.MaxVarintLen32
	n := len(state) + sha256.Size + 3*numbers
	for i := range units {
		u := &units[i]
		n += 3*numbers + len(u.name) + len(u.key) + min(len(u.note), longNote)
		for k := range u.files {
			n += numbers + len(u.files[k].Path) + len(u.files[k].Sum) + len(u.files[k].Mark)
		}
	}
	return n
}

// replace writes a file beside its place and moves it there. It is not flushed: what a
// power cut leaves fails the checksum.
func replace(path string, b []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func (u *unit) append(b []byte) []byte {
	b = appendText(b, u.name)
	b = append(b, u.key[:]...)
	if len(u.files) == 1 && u.files[0].Path == u.name {
		b = binary.AppendUvarint(b, ownName)
		b = u.files[0].append(b)
	} else {
		b = binary.AppendUvarint(b, uint64(len(u.files))+1)
		for i := range u.files {
			b = appendText(b, u.files[i].Path)
			b = u.files[i].append(b)
		}
	}
	if u.long == 0 {
		return appendText(b, u.note)
	}
	b = binary.AppendUvarint(b, longNote)
	b = binary.AppendUvarint(b, uint64(u.at))
	return binary.AppendUvarint(b, uint64(u.long))
}

func (f *File) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(f.Size))
	b = append(b, f.Sum[:]...)
	return appendText(b, f.Mark)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// read fills the store from its file, where that is whole.
func (s *Store) read() {
	head, rest, ok := load(s.path)
	if !ok {
		return
	}
	r := reader{rest: rest} // texts are parts of this one
	state := r.text()
	long := notes{r.number(), r.sum()}
	n := r.number()
	if r.failed || n < 0 || n > len(r.rest) {
		return
	}
	units, place := make([]unit, n), make(map[string]int32, n)
	files := make([]File, 0, n)
	for i := range units {
		if units[i] = r.unit(&files); r.failed {
			return
		}
		place[units[i].name] = int32(i)
	}
	s.salt, s.state, s.long, s.last, s.place = tree.Key(head[len(magic):]), state, long, units, place
}

// load reads a file and holds it to its checksum. What follows the head is read once, into
// the memory where it stays.
func load(path string) (head []byte, rest string, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return nil, "", false
	}
	defer f.Close()
	info, err := f.Stat()
	head = make([]byte, headBytes)
	if _, short := io.ReadFull(f, head); err != nil || short != nil || string(head[:len(magic)]) != magic {
		return nil, "", false
	}
	rest, sum, ok := readSummed(f, int(info.Size())-headBytes)
	return head, rest, ok && string(sum[:]) == string(head[len(magic)+sha256.Size:])
}

// reader takes a text apart. A text that ends too early makes it fail, and it stays failed.
type reader struct {
	rest   string
	failed bool
}

func (r *reader) take(n int) string {
	if n < 0 || n > len(r.rest) {
		r.rest, r.failed, n = "", true, 0
	}
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) number() int {
	n, shift := uint64(0), 0
	for i := range len(r.rest) {
		c := r.rest[i]
		n |= uint64(c&0x7f) << shift
		if shift += 7; c < 0x80 {
			r.rest = r.rest[i+1:]
			return int(n)
		}
		if shift > 63 {
			break
		}
	}
	r.rest, r.failed = "", true
	return 0
}

func (r *reader) text() string { return r.take(r.number()) }

func (r *reader) sum() (sum [32]byte) {
	copy(sum[:], r.take(len(sum)))
	return sum
}

// unit reads a unit; its files are a part of all, so that they are not allocated one by one.
func (r *reader) unit(all *[]File) unit {
	u := unit{name: r.text(), key: r.sum()}
	n := r.number()
	from := len(*all)
	if n == ownName {
		*all = append(*all, r.file(u.name))
	} else {
		for i := 1; i < n && !r.failed; i++ {
			*all = append(*all, r.file(r.text()))
		}
	}
	u.files = (*all)[from:len(*all):len(*all)]
	if n := r.number(); n != longNote {
		u.note = r.take(n)
		return u
	}
	u.at, u.long = r.number(), r.number()
	r.failed = r.failed || u.long <= 0
	return u
}

func (r *reader) file(path string) File {
	return File{Path: path, Size: int64(r.number()), Sum: r.sum(), Mark: r.text()}
}
