// Package tree is the currency between the stages that make output and the
// stage that publishes it: a file is a slash-separated path below the public
// folder and its bytes.
package tree

import (
	"bytes"
	"io"
)

// File is one file of the built site: its bytes, or what writes them.
type File struct {
	Path string // relative to the public folder, slash-separated, lower-case ASCII
	Body []byte // owned by the receiver once handed over

	// Write writes a large file, which has no Body, in pieces. The receiver calls it before
	// it returns, and where it does so again, it gets the same bytes.
	Write func(to io.Writer) error
	// Sum is the SHA-256 of the file, where its maker has it; where there is Write, once
	// that has returned.
	Sum *[32]byte
	// Plain are the texts in a Body that holds them compressed, where its maker has them;
	// empty but not nil: it holds none. They are the maker's.
	Plain [][]byte
}

// Bytes is the whole file.
func (f *File) Bytes() ([]byte, error) {
	if f.Write == nil {
		return f.Body, nil
	}
	var b bytes.Buffer
	err := f.Write(&b)
	return b.Bytes(), err
}

// Emit takes a finished file. It is safe for concurrent use; an error means the
// file could not be kept and the build must stop.
type Emit func(File) error

// Key stands for all that a unit of the site is made of: equal keys, equal files. It is
// a SHA-256.
type Key [32]byte

// Once makes a unit of the site: files that are made together or not at all. It calls
// make, unless an earlier build made the unit of that name from the same key and its
// files still stand in the site; then they are taken over as they are. The note is
// what make returned, now or then: what the rest of the build has to know of the unit.
// Once is safe for concurrent use; no two units of a build share a name.
type Once func(name string, key Key, make func(Emit) (note []byte, err error)) (note []byte, err error)

// Always is a Once that makes every unit.
func Always(emit Emit) Once {
	return func(_ string, _ Key, make func(Emit) ([]byte, error)) ([]byte, error) { return make(emit) }
}
