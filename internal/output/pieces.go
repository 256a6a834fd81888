package output

import (
	"crypto/sha256"
	"hash"
	"io"

	"gongshi/internal/tree"
)

// putPieces writes a file that is known only once it is written; then it goes again where
// the old site has it.
func (s *Stage) putPieces(to *file, f tree.File) error {
	var pieces measure
	if f.Sum == nil {
		pieces.sum = sha256.New()
	}
	err := s.write(to, func(w io.Writer) error {
		pieces.to = w
		return f.Write(&pieces)
	})
	if err != nil {
		return err
	}
	to.Size = pieces.size
	if f.Sum != nil {
		to.SHA256 = hexSum(f.Sum[:])
	} else {
		to.SHA256 = hexSum(pieces.sum.Sum(nil))
	}
	if !s.known(to) {
		return nil
	}
	return s.next.within("remove", to.Path, false, func(f folder, name string) error { return f.remove(name) })
}

// measure counts and sums up what is written through it.
type measure struct {
	to   io.Writer
	sum  hash.Hash // nil: nobody asks
	size int64
}

func (m *measure) Write(b []byte) (int, error) {
	if m.sum != nil {
		m.sum.Write(b)
	}
	n, err := m.to.Write(b)
	m.size += int64(n)
	return n, err
}

// whole writes a body in one piece.
func whole(body []byte) func(io.Writer) error {
	return func(to io.Writer) error {
		_, err := to.Write(body)
		return err
	}
}
