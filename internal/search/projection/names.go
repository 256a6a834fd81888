package projection

import (
	"slices"

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

// namesOf lists what suggests an agency, by key.
func namesOf(docs []search.Document) []name {
	var list []name
	for _, d := range docs {
		for _, key := range d.Keys {
			list = append(list, name{key, d.Title, d.ID[len(d.Table)+1:]})
		}
	}
	slices.SortFunc(list, func(a, b name) int { return slices.Compare(a[:], b[:]) })
	return list
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
