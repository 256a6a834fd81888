package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// indexForm opens an index: its name and version. 1 is the first. An index of another
// form is none, and costs a look into every file that is kept.
const indexForm = "gongshi index 1\n"

const (
	indexRecord = 2 * 8 // bytes of a file: inode number and time of change, big-endian
	// indexWait is how long an index waits for the clock of its file system to tick.
	indexWait = 20 * time.Millisecond
)

// An index stands beside a public folder and has, in order of its manifest, how each
// file looked when its bytes were known:
//
//	indexForm, SHA-256 of the manifest, a record a file, SHA-256 of all this
//
// A record of zeros is none. The index is no part of a site: without it the bytes
// are read to see whether they are those of the manifest.

// readIndex returns the marks of the files of a manifest, or nil.
func (p *place) readIndex(m loaded) []mark {
	body, err := p.root.ReadFile(p.sibling("index"))
	head := len(indexForm) + sha256.Size
	if err != nil || len(body) != head+len(m.Files)*indexRecord+sha256.Size {
		return nil
	}
	body, sum := body[:len(body)-sha256.Size], body[len(body)-sha256.Size:]
	if got := sha256.Sum256(body); !bytes.Equal(got[:], sum) || string(body[:len(indexForm)]) != indexForm ||
		!bytes.Equal(body[len(indexForm):head], m.sum[:]) {
		return nil
	}
	marks := make([]mark, len(m.Files))
	for i, e := range m.Files {
		record := body[head+i*indexRecord:]
		if mtime := int64(binary.BigEndian.Uint64(record[8:])); mtime != 0 {
			marks[i] = mark{ino: binary.BigEndian.Uint64(record), size: e.Size, mtime: mtime}
		}
	}
	return marks
}

// writeIndex records the marks of the files of a manifest. A file changed in the
// present tick of the clock is left out, since a further change in the same tick
// would not show.
func (p *place) writeIndex(manifest [sha256.Size]byte, marks []mark) error {
	name := p.sibling("index")
	f, err := p.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, filePerm)
	if errors.Is(err, fs.ErrPermission) && p.root.Remove(name) == nil { // another user's, in a folder of ours
		f, err = p.root.OpenFile(name, os.O_RDWR|os.O_CREATE, filePerm)
	}
	if err != nil {
		return p.fail("create", name, err)
	}
	now, err := tickAfter(f, marks)
	if err == nil {
		_, err = f.WriteAt(encodeIndex(manifest, marks, now), 0)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return p.fail("write", name, err)
	}
	return nil
}

// tickAfter is the time by the clock of f's file system, after a short wait where
// files are as young as that.
func tickAfter(f *os.File, marks []mark) (now int64, err error) {
	var youngest int64
	for _, m := range marks {
		youngest = max(youngest, m.mtime)
	}
	for start := time.Now(); ; time.Sleep(time.Millisecond) {
		if _, err := f.WriteAt([]byte{0}, 0); err != nil {
			return 0, err
		}
		info, err := f.Stat()
		if err != nil {
			return 0, err
		}
		now = info.ModTime().UnixNano()
		if now > youngest || time.Since(start) > indexWait {
			return now, nil
		}
	}
}

func encodeIndex(manifest [sha256.Size]byte, marks []mark, now int64) []byte {
	b := make([]byte, 0, len(indexForm)+len(marks)*indexRecord+2*sha256.Size)
	b = append(append(b, indexForm...), manifest[:]...)
	for _, m := range marks {
		if m.mtime >= now {
			m = mark{}
		}
		b = binary.BigEndian.AppendUint64(b, m.ino)
		b = binary.BigEndian.AppendUint64(b, uint64(m.mtime))
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// holds reads a file and reports whether it has the bytes of an entry.
func holds(f folder, name string, e Entry) bool {
	in, err := f.read(name)
	if err != nil {
		return false
	}
	defer in.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, in)
	return err == nil && n == e.Size && hexSum(sum.Sum(nil)) == e.SHA256
}
