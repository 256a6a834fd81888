package projection

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/search"
)

// target is a small index to be damaged.
type target struct {
	files    map[string][]byte
	contents map[string][]byte // of the chunks by name
	names    []string          // of the chunks, ascending
}

func newTarget(t testing.TB) target {
	t.Helper()
	s := target{files: written(t, records(60, 11), Options{}), contents: map[string][]byte{}}
	of := newFiles(folder(s.files), nil)
	for name := range s.files {
		name = strings.TrimSuffix(name, ".js")
		if name == "root" {
			continue
		}
		content, err := of.content(name)
		if err != nil {
			t.Fatal(err)
		}
		s.contents[name] = content
	}
	s.names = slices.Sorted(maps.Keys(s.contents))
	return s
}

// splice replaces some bytes of b; what does not fit is cut.
func splice(b []byte, at, remove int, insert []byte) []byte {
	at = min(at, len(b))
	return slices.Concat(b[:at], insert, b[min(at+remove, len(b)):])
}

// FuzzReader changes the content of a chunk, or the text of a file, and reads it: an
// answer or an error must come, and the error must be about damage or a missing file.
func FuzzReader(f *testing.F) {
	s := newTarget(f)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range s.names {
		size := len(s.contents[s.names[i]])
		f.Add(uint(i), uint(0), uint(1), []byte{0xff}, false)
		f.Add(uint(i), uint(size/2), uint(0), []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f}, false)
		f.Add(uint(i), uint(size/3), uint(2), []byte{}, false)
		f.Add(uint(i), uint(r.IntN(size+1)), uint(r.IntN(8)), []byte(`[-1,"x",1e9,null]`), false)
		f.Add(uint(i), uint(40), uint(3), []byte("\u0304\u0080x"), true)
	}
	root := string(s.files[rootFile])
	for _, change := range []struct{ old, new string }{
		{`"documents":60`, `"documents":-1`}, {`"documents":60`, `"documents":1e9`}, {`"deep":false`, `"deep":true`}, {`[[0,`, `[[0.5,`},
		{`"packs":[]`, `"packs":["pack-00000000000000000000"]`}, {`"list":[[`, `"list":[[],[`}, {`"segments":[`, `"segments":[null,`},
	} {
		f.Add(uint(len(s.names)), uint(strings.Index(root, change.old)), uint(len(change.old)), []byte(change.new), true)
	}
	f.Fuzz(func(t *testing.T, chunk, at, remove uint, insert []byte, raw bool) {
		files := maps.Clone(s.files)
		switch i := int(chunk % uint(len(s.names)+1)); {
		case i == len(s.names):
			files[rootFile] = splice(files[rootFile], int(at&0xffff), int(remove&0xffff), insert)
		case raw:
			name := s.names[i] + ".js"
			files[name] = splice(files[name], int(at&0xffff), int(remove&0xffff), insert)
		default:
			p, err := newPiece(splice(s.contents[s.names[i]], int(at&0xffff), int(remove&0xffff), insert))
			if err != nil {
				t.Fatal(err)
			}
			files[s.names[i]+".js"] = chunkLine(nil, s.names[i], p.text)
		}
		x, err := Open(folder(files))
		if err != nil {
			expect(t, "open", err)
			return
		}
		expect(t, "verify", x.Verify())
		for i, q := range queries {
			sorts := []search.Sort{search.Relevance, search.Newest, search.Oldest, search.Amount}
			got, err := x.Search(q, search.Options{Sort: sorts[i%len(sorts)], Limit: 20})
			expect(t, q, err)
			if err == nil && (got.Total > x.Len() || len(got.Hits) > got.Total) {
				t.Errorf("%s: %d hits of %d of %d documents", q, len(got.Hits), got.Total, x.Len())
			}
		}
	})
}

// expect takes the errors of a damaged index.
func expect(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil && !errors.Is(err, errDamaged) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrVersion) {
		t.Errorf("%s: %v", what, err)
	}
}

// FuzzShard decodes any bytes as a term shard. What is decoded must be in order.
func FuzzShard(f *testing.F) {
	s := newTarget(f)
	for _, name := range s.names {
		f.Add(s.contents[name], uint16(60))
		f.Add(s.contents[name], uint16(3))
	}
	f.Add([]byte{1, 1, 4, 8, 0, 1, 0x07, 'a', 0}, uint16(9))
	f.Add([]byte{1, 1, 4, 8, 0, 1, 0x06, 'a', 1, 0, 0, 0, 0, 0, 0}, uint16(9))
	f.Fuzz(func(t *testing.T, content []byte, documents uint16) {
		n := int(documents) + 1
		shard, err := decodeShard(content, n)
		if err != nil {
			expect(t, "shard", err)
			return
		}
		for i, e := range shard {
			if err := inOrder(e, n); err != nil {
				t.Errorf("entry %d, %q: %v", i, e.label, err)
			}
		}
	})
}

// inOrder holds a decoded entry to what its readers rely on.
func inOrder(e readEntry, n int) error {
	if e.kind == kindLarge {
		if e.large == nil {
			return errors.New("no refs")
		}
		return nil
	}
	if len(e.docs) != e.count || len(e.classes) != e.count {
		return fmt.Errorf("%d documents, %d classes, wanted %d", len(e.docs), len(e.classes), e.count)
	}
	for i, d := range e.docs {
		if d < 0 || int(d) >= n || i > 0 && d <= e.docs[i-1] {
			return fmt.Errorf("documents %v of %d", e.docs, n)
		}
		occurrences := 0
		for _, in := range e.tally(i).In {
			occurrences += in
		}
		if e.kind == kindDeep && (len(e.places[i]) != occurrences || !slices.IsSorted(e.places[i])) {
			return fmt.Errorf("places %v of %d occurrences", e.places[i], occurrences)
		}
	}
	return nil
}

// FuzzText decodes any text of seven bits.
func FuzzText(f *testing.F) {
	f.Add([]byte("abc\u0080\u02ff\u0300"))
	f.Add([]byte{0xff, 0, 10, 13, 34, 92})
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := textBytes(text)
		if err != nil {
			expect(t, "text", err)
			return
		}
		again, err := textBytes(appendText(nil, b))
		if err != nil || !slices.Equal(again[:len(b)], b) {
			t.Errorf("%q is %x, then %x (%v)", text, b, again, err)
		}
	})
}
