package projection

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// piece is a chunk that is ready to be placed.
type piece struct {
	content []byte
	text    []byte // the content compressed, as text
}

// newPiece compresses a chunk's content.
func newPiece(content []byte) (piece, error) {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	b, err := d.deflate(content)
	if err != nil {
		return piece{}, fmt.Errorf("search index: %w", err)
	}
	return piece{content: content, text: appendText(make([]byte, 0, textSize(len(b))), b)}, nil
}

func nameOf(sum []byte) string { return hex.EncodeToString(sum[:nameBytes]) }

// store gives chunks their refs, in the order in which they are placed, and emits
// the files.
type store struct {
	emit   tree.Emit
	packed bool
	refs   map[string]string // of the single chunks so far, by name: equal ones are written once
	pack   []byte            // the lines of the pack
	number int               // of the pack, in the root
}

// newStore is for chunks that have files of their own.
func newStore(emit tree.Emit) *store { return &store{emit: emit, refs: map[string]string{}} }

// newPack is for chunks that share a pack, whose number their refs tell.
func newPack(emit tree.Emit, number int) *store {
	return &store{emit: emit, refs: map[string]string{}, packed: true, number: number}
}

// place writes a chunk and returns its ref.
func (s *store) place(p piece) (string, error) {
	sum := sha256.Sum256(p.content)
	name := nameOf(sum[:])
	if ref, ok := s.refs[name]; ok {
		return ref, nil
	}
	ref, err := s.line(name, p)
	s.refs[name] = ref
	return ref, err
}

// chunk writes a chunk and returns its ref.
func (s *store) chunk(content []byte) (string, error) {
	p, err := newPiece(content)
	if err != nil {
		return "", err
	}
	return s.place(p)
}

// json writes a chunk of JSON.
func (s *store) json(v any) (string, error) {
	content, err := encode(v)
	if err != nil {
		return "", fmt.Errorf("search index: %w", err)
	}
	return s.chunk(content)
}

// directory writes a sorted list, in chunks where it is long.
func (s *store) directory(list []label) (directory, error) {
	if len(list) <= flatList {
		return directory{List: append([]label{}, list...)}, nil
	}
	d := directory{Deep: true}
	for _, block := range blocks(list) {
		ref, err := s.json(block)
		if err != nil {
			return d, err
		}
		d.List = append(d.List, label{block[0][0], ref})
	}
	return d, nil
}

// pages writes a group of titles and the texts of the same documents and returns the refs
// of both. The texts are named after the titles too, which are unlike all others.
func (s *store) pages(titles, texts []piece) (refs [2]string, err error) {
	if refs[0], err = s.group(titles, nil); err != nil {
		return refs, err
	}
	refs[1], err = s.group(texts, titles)
	return refs, err
}

// beside writes the chunks that stand beside a label of a segment. Their names are those of
// the label too: two labels that stand in the same documents have the same lists, and a
// file belongs to one unit.
func (s *store) beside(documents int, label []byte, list []piece) (refs []string, err error) {
	if s.packed {
		for _, p := range list {
			ref, err := s.place(p)
			if err != nil {
				return nil, err
			}
			refs = append(refs, ref)
		}
		return refs, nil
	}
	name := besideName(documents, label, list)
	for i, p := range list {
		ref := name + "-" + strconv.Itoa(i)
		if _, err := s.line(ref, p); err != nil {
			return nil, err
		}
		refs = append(refs, ref)
	}
	return refs, nil
}

// besideName is the name of chunks that stand beside a label.
func besideName(documents int, label []byte, list []piece) string {
	sums := sha256.New()
	sums.Write(binary.AppendUvarint(nil, uint64(documents)))
	sums.Write(label)
	for _, p := range list {
		sums.Write(p.content)
	}
	return nameOf(sums.Sum(nil))
}

// group writes up to groupChunks chunks under one ref. Their names are also those of others.
func (s *store) group(list, others []piece) (string, error) {
	if s.packed {
		return s.packedGroup(list)
	}
	name := groupName(others, list)
	for i, p := range list {
		if _, err := s.line(name+"-"+strconv.Itoa(i), p); err != nil {
			return "", err
		}
	}
	return name, nil
}

// groupName is the name of groups of chunks.
func groupName(groups ...[]piece) string {
	sums := sha256.New()
	for _, list := range groups {
		for _, p := range list {
			sums.Write(p.content)
		}
	}
	return nameOf(sums.Sum(nil))
}

// packedGroup writes the lines of a group, which stand in one pack, and a chunk with
// their lengths behind them.
func (s *store) packedGroup(list []piece) (string, error) {
	var lengths []byte
	for _, p := range list {
		lengths = binary.AppendUvarint(lengths, uint64(s.append(p.text).bytes))
	}
	head, err := newPiece(lengths)
	if err != nil {
		return "", err
	}
	return s.append(head.text).String(), nil
}

// line writes a chunk as a file, or as a line of the pack, and returns its ref.
func (s *store) line(name string, p piece) (string, error) {
	if !s.packed {
		return name, s.emit(tree.File{Path: route.SearchIndex + name + ".js", Body: chunkLine(nil, name, p.text), Plain: plain(p.content)})
	}
	return s.append(p.text).String(), nil
}

// plain is what Texts finds in a chunk of its own.
func plain(content []byte) [][]byte {
	if !isText(content) {
		return [][]byte{}
	}
	return [][]byte{content}
}

// place is where a line stands.
type place struct{ pack, from, bytes int }

// String is the ref.
func (p place) String() string { return fmt.Sprintf("%d.%d.%d", p.pack, p.from, p.bytes) }

// append adds a line to the pack.
func (s *store) append(text []byte) place {
	p := place{pack: s.number, from: len(s.pack)}
	s.pack = chunkLine(s.pack, fmt.Sprintf("%d.%d", p.pack, p.from), text)
	p.bytes = len(s.pack) - p.from
	return p
}

// finish emits the pack and returns its name.
func (s *store) finish() (string, error) {
	sum := sha256.Sum256(s.pack)
	name := packPrefix + nameOf(sum[:])
	return name, s.emit(tree.File{Path: route.SearchIndex + name + ".js", Body: s.pack})
}

// chunkLine appends the script that gives a chunk to the client.
func chunkLine(b []byte, name string, text []byte) []byte {
	b = slices.Grow(b, len(chunkFunction)+len(name)+len(text)+len(`("","");`)+1)
	b = append(b, chunkFunction+`("`...)
	b = append(append(b, name...), `","`...)
	return append(append(b, text...), "\");\n"...)
}
