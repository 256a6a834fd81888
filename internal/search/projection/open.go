package projection

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"sync"

	"gongshi/internal/search"
)

// ErrVersion is wrapped by the error of Open for an index of another version.
var ErrVersion = errors.New("search index of another version")

// Index is a written index, read from its files. It is a search.Source and safe for
// concurrent use. The files must stay as they are while it is used.
type Index struct {
	files    *files // for what is no segment's
	root     root
	segments []*readSegment

	mu     sync.Mutex
	facets map[string]*readFacet
}

// readSegment reads a segment. Its documents count from 0.
type readSegment struct {
	segment
	files  *files
	first  int32            // number of its first document in the index
	facets map[string]parts // by name
}

// parts are the chunks of a facet.
type parts struct{ values, sets []chunkPart }

// chunkPart is a chunk and the place of its first value.
type chunkPart struct {
	first int
	ref   string
}

// Open reads the root of an index from the folder that its files lie in. What else a
// query needs is read when it is asked for. Errors about the content of a file name
// the chunk; one about a root of another version wraps ErrVersion.
func Open(fsys fs.FS) (*Index, error) {
	x := &Index{facets: map[string]*readFacet{}}
	if err := x.open(fsys); err != nil {
		return nil, fmt.Errorf("search index: %s: %w", rootFile, err)
	}
	return x, nil
}

func (x *Index) open(fsys fs.FS) error {
	body, err := readFile(fsys, rootFile)
	if err != nil {
		return err
	}
	body, begins := bytes.CutPrefix(body, []byte(rootFunction+"("))
	body, ends := bytes.CutSuffix(body, []byte(");\n"))
	if !begins || !ends {
		return damaged("not a call of %s", rootFunction)
	}
	var version struct{ Version *int }
	if err := json.Unmarshal(body, &version); err != nil || version.Version == nil {
		return damaged("no version: %v", err)
	}
	if *version.Version != Version {
		return fmt.Errorf("%w: wanted %d, found %d", ErrVersion, Version, *version.Version)
	}
	if err := json.Unmarshal(body, &x.root); err != nil {
		return damaged("%v", err)
	}
	for i, name := range x.root.Packs {
		if !packName.MatchString(name) {
			return damaged("pack %d is called %.60q", i, name)
		}
	}
	return x.check(fsys)
}

// check makes the segments and holds their sizes to what the root lists, so that no
// number in it makes a reader wait or take memory that the files do not fill.
func (x *Index) check(fsys fs.FS) error {
	x.files = newFiles(fsys, x.root.Packs)
	next := 0
	for i, s := range x.root.Segments {
		n := s.Documents
		if n <= 0 || n > math.MaxInt32-next {
			return damaged("segment %d has %d documents", i, n)
		}
		if len(s.Titles) != ceil(n, titleDocs*groupChunks) || len(s.Texts) != ceil(n, textDocs*groupChunks) {
			return damaged("segment %d: %d and %d groups for %d documents", i, len(s.Titles), len(s.Texts), n)
		}
		r := &readSegment{segment: s, files: newFiles(fsys, x.root.Packs), first: int32(next), facets: map[string]parts{}}
		for _, f := range s.Facets {
			values, err := partList(f.Values)
			if err != nil {
				return fmt.Errorf("segment %d: facet %q: %w", i, f.Name, err)
			}
			sets, err := partList(f.Sets)
			if err != nil {
				return fmt.Errorf("segment %d: facet %q: %w", i, f.Name, err)
			}
			r.facets[f.Name] = parts{values, sets}
		}
		x.segments = append(x.segments, r)
		next += n
	}
	if x.root.Gaps < 0 || x.root.Gaps > next {
		return damaged("%d gaps among %d documents", x.root.Gaps, next)
	}
	if next != x.root.Documents {
		return damaged("%d documents, but %d in segments", x.root.Documents, next)
	}
	return nil
}

func ceil(n, by int) int { return (n + by - 1) / by }

// partList reads a list of [first, ref].
func partList(list []part) ([]chunkPart, error) {
	out := make([]chunkPart, len(list))
	for i, p := range list {
		if len(p) < 2 {
			return nil, damaged("part %d is %v", i, p)
		}
		first, isNumber := p[0].(float64)
		ref, isText := p[1].(string)
		low := 0.0
		if i > 0 {
			low = float64(out[i-1].first + 1)
		}
		if !isNumber || !isText || first != math.Trunc(first) || first < low || first > math.MaxInt32 || i == 0 && first != 0 {
			return nil, damaged("part %d is %v", i, p)
		}
		out[i] = chunkPart{int(first), ref}
	}
	return out, nil
}

// Len is how many documents there are, gaps included.
func (x *Index) Len() int { return x.root.Documents }

// Search answers a query. A malformed query gives a *search.QueryError.
func (x *Index) Search(q string, o search.Options) (search.Result, error) {
	return search.Evaluate(x, q, o)
}

// at returns the segment of a document and its number there.
func (x *Index) at(doc int32) (*readSegment, int32) {
	i := slices.IndexFunc(x.segments, func(s *readSegment) bool { return doc-s.first < int32(s.Documents) })
	s := x.segments[i]
	return s, doc - s.first
}
