package cache

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Long notes stand in a file of their own beside the units. A build with nothing to do asks
// for none and does not read them, and one that changes none does not write them. That file
// is written whole or stays as it is: nothing that a note once said is left in it.

// longNote is from how many bytes on a note is a long one.
const longNote = 512

// notes are the long notes of the last build, one behind the other in the order of their
// units' names.
type notes struct {
	size int
	sum  [sha256.Size]byte
}

// notesPath is where the long notes of the memory at a path stand.
func notesPath(path string) string { return path + ".notes" }

// read reads the notes; ok is false where they are not those that the units were kept with.
func (n notes) read(path string) (text string, ok bool) {
	f, err := os.Open(notesPath(path))
	if err != nil {
		return "", false
	}
	defer f.Close()
	text, sum, ok := readSummed(f, n.size)
	return text, ok && len(text) == n.size && sum == n.sum
}

// note is what a unit of the last build said; ok is false where that is not known any more.
func (s *Store) note(u *unit) (text string, ok bool) {
	if u.long == 0 {
		return u.note, true
	}
	all, ok := s.notes()
	if !ok || u.at < 0 || u.at > len(all) || u.long > len(all)-u.at {
		return "", false
	}
	return all[u.at : u.at+u.long], true
}

// place says where the long notes of sorted units stand, and returns them: nil where they are
// those of the last build, in the same places; empty where there are none.
func (n *notes) place(units []unit) []byte {
	at, same := 0, true
	for i := range units {
		u := &units[i]
		if len(u.note) < longNote {
			continue
		}
		same = same && u.long > 0 && u.at == at
		u.at, u.long = at, len(u.note)
		at += u.long
	}
	if same && at == n.size && at > 0 {
		return nil
	}
	all := make([]byte, 0, at)
	for i := range units {
		if units[i].long > 0 {
			all = append(all, units[i].note...)
		}
	}
	*n = notes{len(all), sha256.Sum256(all)}
	return all
}

// replaceNotes puts notes in the place of those of the last build. nil leaves these; where there
// are none, a file of an earlier build goes, too.
func replaceNotes(path string, all []byte) error {
	if all == nil {
		return nil
	}
	if len(all) == 0 {
		return remove(notesPath(path))
	}
	return replace(notesPath(path), all)
}

// remove removes a file; one that is gone already is fine.
func remove(path string) error {
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// readSummed reads the rest of a file, of about so many bytes, into the memory where it stays.
func readSummed(f *os.File, size int) (text string, sum [sha256.Size]byte, ok bool) {
	var b strings.Builder
	b.Grow(max(size, 0))
	block := make([]byte, 256<<10)
	h := sha256.New()
	for {
		n, err := f.Read(block)
		h.Write(block[:n])
		b.Write(block[:n])
		if n == 0 || err != nil {
			h.Sum(sum[:0])
			return b.String(), sum, err == nil || errors.Is(err, io.EOF)
		}
	}
}
