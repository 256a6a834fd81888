// Package projection writes the search index that browsers read from plain files,
// and reads it in Go.
//
// Write sorts all suffixes of the searched texts into a tree that is cut off where
// few records are left, and writes the tree in shards with what a page of hits
// needs. Open reads the same files: it is the second opinion on the browser's
// reader. docs/formats.md describes every byte and says why.
//
// What is left out: changing an index that is there. Write makes all of it, as a
// function of the documents alone; a new document, or a gap where one was, leaves most
// files as they are.
package projection

// Version is the version of the files' format.
//
//	0  pairs of characters with their positions
//	1  a suffix tree in shards
//	2  numbers without a document: gaps
const Version = 2

// The symbols that are no characters of a text.
const (
	symbolEnd   = '\x01' // a value ends
	symbolBreak = '\x02' // punctuation or white space
	symbolWord  = '\x03' // a word ends
	symbolSound = '\x04' // a sound begins
)

// What both sides of format 2 know.
const (
	leafSuffixes  = 14  // a beginning that no more suffixes have is not followed further
	smallSuffixes = 4   // the same in a segment below splitFrom documents
	maxSymbols    = 48  // of a label
	titleDocs     = 16  // documents in a chunk of titles
	textDocs      = 16  // documents in a chunk of texts
	groupChunks   = 32  // chunks in a group
	nameBytes     = 10  // of a SHA-256 that name a chunk
	bestDocs      = 32  // documents that a node names beside its list
	flatList      = 128 // the longest directory that stands in the root
	rootFile      = "root.js"
	rootFunction  = "gongshi.root"
	chunkFunction = "gongshi.chunk"
	packPrefix    = "pack-"
)

// The kinds of an entry of a shard.
const (
	kindLeaf  = iota // a leaf; others may continue the same row
	kindInner        // a node with the documents of all leaves below it
	kindLarge        // a node whose list is a chunk of its own
	kindDeep         // a leaf at maxSymbols with the places of its suffixes
)

// Packs says whether chunks share files.
type Packs int

// The ways to store chunks.
const (
	PacksAuto   Packs = iota // files of their own up to PackFrom documents
	PacksNever               // a file for each chunk
	PacksAlways              // packs
)

// PackFrom is the number of documents above which chunks are packed.
const PackFrom = 100_000

// Options says how to write. The zero value is what a portal uses.
type Options struct {
	Packs     Packs
	PackTexts int    // bytes of the texts that share a pack; 0: 12 MiB, which are 3 to 6 MB of a pack
	Memory    int64  // bytes of texts and suffixes that stay in memory; 0: 320 MiB
	Temporary string // folder of the file that they go to above that; empty: the system's
}

// root is the one file whose name does not depend on its content.
type root struct {
	Version    int       `json:"version"`
	Documents  int       `json:"documents"` // gaps included
	Gaps       int       `json:"gaps"`
	Packs      []string  `json:"packs"`
	Names      directory `json:"names"`
	Sounds     string    `json:"sounds"`
	Simplified string    `json:"simplified"`
	Segments   []segment `json:"segments"`
}

// segment is an index of a run of documents.
type segment struct {
	Documents int       `json:"documents"`
	Terms     directory `json:"terms"`
	Titles    []string  `json:"titles"`
	Texts     []string  `json:"texts"`
	Gaps      string    `json:"gaps"` // empty where there is none
	Ended     string    `json:"ended"`
	Days      string    `json:"days"`
	Amounts   string    `json:"amounts"`
	Fines     string    `json:"fines"`
	Facets    []facet   `json:"facets"`
}

type facet struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	Values []part `json:"values"`
	Sets   []part `json:"sets"`
}

// part is [place of the first value, ref], in Values also the first value's id.
type part []any

// directory is a sorted list of labels and the refs behind them.
type directory struct {
	Deep bool    `json:"deep"`
	List []label `json:"list"`
}

// label is [first label, ref].
type label [2]string

// titles is a chunk of what the list of hits shows.
type titles struct {
	Titles []string          `json:"titles"`
	Slugs  []string          `json:"slugs"`
	Tables []int             `json:"tables"`
	Dates  []string          `json:"dates"`
	Status []string          `json:"status"`
	URLs   map[string]string `json:"urls,omitempty"`
}

// tables are the names that titles.Tables counts.
var tables = []string{"agencies", "projects", "sanctions"}

// splitFrom is the number of documents from which on there are two segments.
const splitFrom = 8192

// split returns how many of n documents belong to the first segment. The rest is
// small, so that a new document changes little.
func split(n int) int {
	const share = 48
	if n < splitFrom {
		return n
	}
	unit := 1
	for unit*2 <= n/share {
		unit *= 2
	}
	return n / unit * unit
}
