package opendata

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"

	"gongshi/internal/tree"
)

// Files of many rows are written in pieces: no table is held whole beside its records.
const (
	piecesFrom = 1_000     // rows
	pieceBytes = 256 << 10 // and one row
)

// sink takes a file from an encoder, which appends to one buffer.
type sink struct {
	to   io.Writer // nil: the file is held
	held []byte
	err  error
}

// row is called between rows, and returns the buffer with which the encoder goes on. The
// last byte stays in it, since the encoder may look at what it wrote, or put another in its
// place.
func (s *sink) row(buf []byte) []byte {
	if s.to == nil || len(buf) < pieceBytes {
		return buf
	}
	s.write(buf[:len(buf)-1])
	return append(buf[:0], buf[len(buf)-1])
}

// end takes the rest.
func (s *sink) end(buf []byte) {
	if s.to == nil {
		s.held = buf
		return
	}
	s.write(buf)
}

func (s *sink) write(piece []byte) {
	if s.err == nil {
		_, s.err = s.to.Write(piece)
	}
}

// held is a file in one piece.
func held(encode func(*sink)) []byte {
	var s sink
	encode(&s)
	return s.held
}

// fileOf is a file of some rows.
func fileOf(path string, rows int, encode func(*sink)) tree.File {
	if rows < piecesFrom {
		return tree.File{Path: path, Body: held(encode)}
	}
	return tree.File{Path: path, Write: func(to io.Writer) error {
		s := sink{to: to}
		encode(&s)
		return s.err
	}}
}

// measured hands a file on and notes what the Data Package says of it.
func measured(emit tree.Emit, f tree.File) ([]byte, error) {
	size, sum := int64(len(f.Body)), new([sha256.Size]byte)
	if f.Sum = sum; f.Write == nil {
		*sum = sha256.Sum256(f.Body)
	} else {
		write := f.Write
		size = -1
		f.Write = func(to io.Writer) (err error) {
			size, err = summed(sum, to, write)
			return err
		}
	}
	if err := emit(f); err != nil {
		return nil, err
	}
	if size < 0 {
		return nil, fmt.Errorf("%s: want it written when it is handed on, found that it was not", f.Path)
	}
	return binary.AppendUvarint(sum[:], uint64(size)), nil
}

// summed adds up what is written.
func summed(sum *[sha256.Size]byte, to io.Writer, write func(io.Writer) error) (int64, error) {
	h, n := sha256.New(), counter(0)
	if err := write(io.MultiWriter(to, h, &n)); err != nil {
		return 0, err
	}
	h.Sum(sum[:0])
	return int64(n), nil
}

// counter counts the bytes that are written to it.
type counter int64

func (n *counter) Write(b []byte) (int, error) {
	*n += counter(len(b))
	return len(b), nil
}
