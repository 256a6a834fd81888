package projection

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// maxKept is how many bytes of content are behind the chunks that are kept in memory.
const maxKept = 8 << 20

// files reads chunks and keeps the last ones.
type files struct {
	fsys  fs.FS
	packs []string // names without .js

	mu   sync.Mutex
	kept map[keptChunk]any // as decoded
	size int               // bytes of content of what is kept
}

// keptChunk is a chunk and what its decoding depends on besides its content.
type keptChunk struct {
	ref string
	of  int
}

func newFiles(fsys fs.FS, packs []string) *files {
	return &files{fsys: fsys, packs: packs, kept: map[keptChunk]any{}}
}

// readFile returns a file.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(b) > maxFile {
		return nil, damaged("more than %d bytes", maxFile)
	}
	return b, err
}

// The name of a pack, a ref to a chunk of its own file, and one to a line of a pack.
var (
	packName = regexp.MustCompile(`^pack-[0-9a-f]{20}$`)
	nameRef  = regexp.MustCompile(`^[0-9a-f]{20}(-[0-9]{1,2})?$`)
	packRef  = regexp.MustCompile(`^[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}$`)
)

// placeOf reads the ref of a line of a pack.
func (f *files) placeOf(ref string) (place, error) {
	if !packRef.MatchString(ref) {
		return place{}, damaged("no ref to a line of a pack")
	}
	var n [3]int
	for i, s := range strings.Split(ref, ".") {
		n[i], _ = strconv.Atoi(s) // nine digits are a number
	}
	if n[0] >= len(f.packs) {
		return place{}, damaged("pack %d of %d", n[0], len(f.packs))
	}
	return place{pack: n[0], from: n[1], bytes: n[2]}, nil
}

// content returns the content of a chunk.
func (f *files) content(ref string) ([]byte, error) {
	name, line := ref, []byte(nil)
	if len(f.packs) == 0 {
		if !nameRef.MatchString(ref) {
			return nil, damaged("no ref to a chunk")
		}
		var err error
		if line, err = readFile(f.fsys, ref+".js"); err != nil {
			return nil, err
		}
	} else {
		p, err := f.placeOf(ref)
		if err != nil {
			return nil, err
		}
		name = fmt.Sprintf("%d.%d", p.pack, p.from)
		if line, err = f.span(p); err != nil {
			return nil, err
		}
	}
	line, begins := bytes.CutPrefix(line, []byte(chunkFunction+`("`+name+`","`))
	line, ends := bytes.CutSuffix(line, []byte("\");\n"))
	if !begins || !ends {
		return nil, damaged("not a call of %s", chunkFunction)
	}
	b, err := textBytes(line)
	if err != nil {
		return nil, err
	}
	return inflate(b)
}

// span returns some bytes of a pack.
func (f *files) span(p place) ([]byte, error) {
	file, err := f.fsys.Open(f.packs[p.pack] + ".js")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var rest io.Reader = file
	if r, ok := file.(io.ReaderAt); ok {
		rest = io.NewSectionReader(r, int64(p.from), int64(p.bytes))
	} else if _, err := io.CopyN(io.Discard, file, int64(p.from)); err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(rest, int64(p.bytes)))
	if err == nil && len(b) < p.bytes {
		return nil, damaged("the pack ends early")
	}
	return b, err
}

// chunk returns a chunk as decoded, and keeps it. of is what the decoding depends on
// besides the content, such as how many documents there are.
func chunk[T any](f *files, ref string, of int, decode func(content []byte) (T, error)) (T, error) {
	key := keptChunk{ref, of}
	f.mu.Lock()
	kept, ok := f.kept[key].(T)
	f.mu.Unlock()
	if ok {
		return kept, nil
	}
	content, err := f.content(ref)
	if err == nil {
		kept, err = decode(content)
	}
	if err != nil {
		var none T
		return none, fmt.Errorf("search index: chunk %.60q: %w", ref, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.size += len(content); f.size > maxKept {
		f.kept, f.size = map[keptChunk]any{}, len(content)
	}
	f.kept[key] = kept
	return kept, nil
}

// grouped returns the ref of a chunk of a group.
func (f *files) grouped(group string, i int) (string, error) {
	if len(f.packs) == 0 {
		return group + "-" + strconv.Itoa(i), nil
	}
	lengths, err := chunk(f, group, 0, decodeLengths)
	if err != nil {
		return "", err
	}
	p, err := f.placeOf(group)
	if err == nil && i >= len(lengths) {
		err = damaged("chunk %d of %d", i, len(lengths))
	}
	if err == nil {
		for _, n := range lengths[i:] {
			p.from -= n
		}
		if p.bytes = lengths[i]; p.from < 0 {
			err = damaged("a group of more than its pack")
		}
	}
	if err != nil {
		return "", fmt.Errorf("search index: chunk %.60q: %w", group, err)
	}
	return p.String(), nil
}

// decodeLengths reads how many bytes the lines of a group take, which stand before it.
func decodeLengths(content []byte) ([]int, error) {
	d := decoder{b: content}
	var list []int
	for d.left() > 0 {
		list = append(list, d.count(maxFile, "bytes"))
	}
	if d.err == nil && len(list) > groupChunks {
		d.fail("%d chunks in a group", len(list))
	}
	return list, d.err
}

// decodeJSON reads a chunk of JSON.
func decodeJSON[T any](content []byte) (T, error) {
	var v T
	if len(content) > maxJSON {
		return v, damaged("%d bytes of JSON", len(content))
	}
	if err := json.Unmarshal(content, &v); err != nil {
		return v, damaged("%v", err)
	}
	return v, nil
}
