// Package tree is the currency between the stages that make output and the
// stage that publishes it: a file is a slash-separated path below the public
// folder and its bytes.
package tree

// File is one file of the built site.
type File struct {
	Path string // relative to the public folder, slash-separated, lower-case ASCII
	Body []byte // owned by the receiver once handed over
}

// Emit takes a finished file. It is safe for concurrent use; an error means the
// file could not be kept and the build must stop.
type Emit func(File) error
