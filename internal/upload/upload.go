// Package upload brings a built site into a store that takes one file at a time, such as a
// bucket, in an order in which readers never meet a page without its parts, and takes away
// what is no longer published.
//
//	files named by their content -> new pages -> changed pages -> files of the root -> index.html
//	-> what comparisons read -> manifest.json -> (grace) -> deletions
//
// What is there is looked up and not remembered: a listing gives sizes and MD5 sums, and every
// file that is put carries a mark, which tells its path and its SHA-256. So it is known of any
// file which bytes it has and whether this program put it there, also after a run that was cut
// off, from another machine, or whose memory is lost; a file that was copied elsewhere has a
// mark with another path, and is nobody's here. Only what a published manifest lists or a mark
// names is ever deleted.
//
// Of several publications at once the last to begin goes on: it writes its number into the
// record, in which the others find it before each step, and stop. What one of them still had
// under way is found by a second listing.
//
// What is left out: stores themselves, see package bucket; and making the site.
package upload

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"gongshi/internal/host"
)

var (
	// ErrTaken says that another publication into the same place began meanwhile, and goes on.
	ErrTaken = errors.New("another publication into the same place began meanwhile")
	// ErrChanged is wrapped by a Store where a condition of Put does not hold.
	ErrChanged = errors.New("it was changed meanwhile")
	// ErrUnguarded is wrapped by a Store that knows no conditions of Put.
	ErrUnguarded = errors.New("the store knows no conditional writes")
)

// File is a file of the site to be published.
type File struct {
	Path   string // slash-separated, relative to the site's root
	Size   int64  // in bytes
	SHA256 string // 64 lower-case hex digits
	MD5    [md5.Size]byte
}

// Object is what a store has under a path.
type Object struct {
	Size int64  // in bytes
	ETag string // without quotes; of most stores the MD5 of what was put in one piece
}

// Put is one file on its way into a store.
type Put struct {
	File
	Type  string // Content-Type
	Cache string // Cache-Control
	Mark  string // what Store.Mark is to give

	// Match is the ETag of what must be there, Nothing where nothing may be; empty: whatever.
	Match string
}

// Nothing in Put.Match stands for no file.
const Nothing = "*"

// Store is a place for files. Paths are relative to that place. It repeats by itself what is
// worth repeating, and is safe for concurrent use.
type Store interface {
	// List is all that is there.
	List(ctx context.Context) (map[string]Object, error)
	// Open reads a file and tells its ETag; the error wraps fs.ErrNotExist where there is none.
	Open(ctx context.Context, path string) (body io.ReadCloser, etag string, err error)
	// Mark is the mark that a file was put with; empty: none. The error wraps fs.ErrNotExist
	// where there is no such file.
	Mark(ctx context.Context, path string) (string, error)
	// Put takes a file whole or not at all; body may be read several times, each time from its
	// beginning. It returns the ETag. The error wraps ErrChanged where p.Match does not hold,
	// and ErrUnguarded where the store refuses to look at it.
	Put(ctx context.Context, p Put, body io.ReadSeeker) (etag string, err error)
	// Remove deletes a file; none is fine.
	Remove(ctx context.Context, path string) error
}

// form is how a file stands in a store: which headers it has. 1 is the first. It stands in
// marks, so that files of another form are put again.
const form = "1"

// markOf is the mark of a file.
func markOf(f File) string { return form + " " + f.SHA256 + " " + f.Path }

// ours says whether a mark was given to a file of that path, in whatever form.
func ours(mark, path string) bool {
	_, rest, ok := strings.Cut(mark, " ")
	sum, name, named := strings.Cut(rest, " ")
	return ok && named && len(sum) == 64 && name == path
}

// put is how a file is put.
func put(f File) Put {
	return Put{File: f, Type: host.ContentType(f.Path), Cache: host.CacheControl(f.Path), Mark: markOf(f)}
}

// etagOf is the ETag of a file where the store makes it of the bytes alone.
func etagOf(f File) string { return hex.EncodeToString(f.MD5[:]) }
