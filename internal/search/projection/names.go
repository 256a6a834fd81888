package projection

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
	"unicode/utf8"

	"gongshi/internal/search"
)

// The size of a chunk of names.
const (
	namesMin  = 3 << 10 // bytes before compression
	namesMax  = 8 << 10
	namesMask = 15
)

// name is [key, name, slug].
type name [3]string

// nameList collects what suggests an agency.
type nameList struct {
	list   []name
	sums   hash.Hash // of all that was added
	buffer texted
}

func newNameList() *nameList { return &nameList{sums: sha256.New()} }

// digest adds a document to the sums.
func (l *nameList) digest(d *search.Document) {
	if len(d.Keys) == 0 {
		return
	}
	b := binary.AppendUvarint(l.buffer[:0].text(d.Table).text(d.ID).text(d.Title), uint64(len(d.Keys)))
	for _, key := range d.Keys {
		b = texted(b).text(key)
	}
	l.sums.Write(b)
	l.buffer = b
}

// add adds a document.
func (l *nameList) add(d *search.Document) {
	l.digest(d)
	for _, key := range d.Keys {
		l.list = append(l.list, name{key, d.Title, d.ID[len(d.Table)+1:]})
	}
}

// write writes the names in the order of keys.
func (l *nameList) write(s *store) (directory, error) {
	slices.SortFunc(l.list, func(a, b name) int { return slices.Compare(a[:], b[:]) })
	var list []label
	last := ""
	for _, chunk := range chunkNames(l.list) {
		ref, err := s.json(chunk)
		if err != nil {
			return directory{}, err
		}
		list = append(list, label{separator([]byte(last), []byte(chunk[0][0])), ref})
		last = chunk[len(chunk)-1][0]
	}
	return s.directory(list)
}

// chunkNames cuts the list.
func chunkNames(list []name) [][]name {
	var chunks [][]name
	size, from := 0, 0
	for i, n := range list {
		if size >= namesMax || size >= namesMin && hashOf([]byte(n[0]))&namesMask == 0 {
			chunks, from, size = append(chunks, list[from:i]), i, 0
		}
		size += len(n[0]) + len(n[1]) + len(n[2]) + 10
	}
	if from < len(list) {
		chunks = append(chunks, list[from:])
	}
	return chunks
}

// blocks cuts a directory that is too long for the root.
func blocks(list []label) [][]label {
	var chunks [][]label
	from := 0
	for i, l := range list {
		if n := i - from; n >= blockMax || n >= blockMin && hashOf([]byte(l[0]))&blockMask == 0 {
			chunks, from = append(chunks, list[from:i]), i
		}
	}
	return append(chunks, list[from:])
}

// separator is the shortest beginning of label, cut between characters, that is above
// what stands before.
func separator(before, label []byte) string {
	end := sharedBytes(before, label) + 1
	for end < len(label) && !utf8.RuneStart(label[end]) {
		end++
	}
	return string(label[:min(end, len(label))])
}
