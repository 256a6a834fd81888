package projection

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"gongshi/internal/search"
	"gongshi/internal/tree"
)

// memory is a Once that remembers the units of the last build and their files.
type memory struct {
	mu    sync.Mutex
	last  map[string]remembered
	next  map[string]remembered
	owner map[string]string // of a file, its unit
	made  []string          // names of the units that were made
}

type remembered struct {
	key   tree.Key
	note  []byte
	files map[string][]byte
}

// build writes an index and returns its files by name.
func (m *memory) build(t testing.TB, docs []search.Document, o Options) map[string][]byte {
	t.Helper()
	m.next, m.owner, m.made = map[string]remembered{}, map[string]string{}, nil
	if err := Write(search.Listed(docs), o, func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		return m.once(t, name, key, make)
	}); err != nil {
		t.Fatal(err)
	}
	m.last = m.next
	files := map[string][]byte{}
	for _, u := range m.last {
		maps.Copy(files, u.files)
	}
	return files
}

func (m *memory) once(t testing.TB, name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
	u, known := m.last[name]
	made := !known || u.key != key
	if made {
		u = remembered{key: key, files: map[string][]byte{}}
		var mu sync.Mutex
		note, err := make(func(f tree.File) error {
			mu.Lock()
			defer mu.Unlock()
			u.files[path.Base(f.Path)] = f.Body
			return nil
		})
		if err != nil {
			return nil, err
		}
		u.note = note
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, twice := m.next[name]; twice {
		t.Errorf("there are two units %q", name)
	}
	for file := range u.files {
		if of, owned := m.owner[file]; owned {
			t.Errorf("%s belongs to the units %q and %q", file, of, name)
		}
		m.owner[file] = name
	}
	if m.next[name] = u; made {
		m.made = append(m.made, name)
	}
	return slices.Clone(u.note), nil
}

// TestChangedRecordsMakeACleanIndex edits records again and again: what is taken over of
// the index before, with what is made anew, is what is made from nothing.
func TestChangedRecordsMakeACleanIndex(t *testing.T) {
	for _, packs := range []Packs{PacksNever, PacksAlways} {
		r := rand.New(rand.NewPCG(11, 11))
		docs, strangers := records(700, 11), records(700, 12)
		var m memory
		o := Options{Packs: packs, PackTexts: 60 << 10} // several packs of terms
		m.build(t, docs, o)
		if n := len(m.made); packs == PacksAlways && n < 6 {
			t.Errorf("there are %d units in packs", n)
		}
		for step := range 14 {
			docs = edited(r, docs, strangers, step)
			got, want := m.build(t, docs, o), written(t, docs, o)
			if !maps.EqualFunc(got, want, bytes.Equal) {
				t.Fatalf("packs %v, step %d: %s", packs, step, difference(got, want))
			}
		}
	}
}

// edited changes, adds or deletes a few records.
func edited(r *rand.Rand, docs, strangers []search.Document, step int) []search.Document {
	docs = slices.Clone(docs)
	for range 1 + r.IntN(3) {
		i := r.IntN(len(docs))
		d := &docs[i]
		switch (step + r.IntN(2)) % 7 {
		case 0:
			docs = slices.Delete(docs, i, i+1)
		case 1:
			d := strangers[r.IntN(len(strangers))]
			d.ID = fmt.Sprintf("sanctions/new-%d-%d", step, r.IntN(1e6))
			d.URL = d.ID + ".html"
			docs = append(docs, d)
		case 2:
			d.Ended = !d.Ended
		case 3:
			d.Title += "（更正）"
		case 4:
			d.Tags = append(slices.Clone(d.Tags), search.Tag{Facet: "year", Value: search.Value{ID: fmt.Sprint(2000 + step)}})
		case 5:
			d.Keys = append(slices.Clone(d.Keys), fmt.Sprintf("key%d", step))
		default:
			d.Parts = append(slices.Clone(d.Parts), search.Part{Zone: search.Body, Text: strings.Repeat("经复核予以更正", 1+r.IntN(9))})
		}
	}
	search.Order(docs)
	return docs
}

func difference(got, want map[string][]byte) string {
	var list []string
	for name := range got {
		if !bytes.Equal(got[name], want[name]) {
			list = append(list, name+" is another or one too many")
		}
	}
	for name := range want {
		if got[name] == nil {
			list = append(list, name+" is missing")
		}
	}
	slices.Sort(list)
	return strings.Join(list[:min(len(list), 20)], "; ")
}

// TestOnlyChangedRecordsAreAnalysed holds what a changed text makes anew: the rows of a few
// neighbours, their titles and texts, the units of the tree that its suffixes lie in.
func TestOnlyChangedRecordsAreAnalysed(t *testing.T) {
	docs := records(3000, 13)
	var m memory
	m.build(t, docs, Options{Packs: PacksNever})
	all := len(m.made)
	m.build(t, docs, Options{Packs: PacksNever})
	if len(m.made) != 0 {
		t.Errorf("nothing changed, and these were made: %q", m.made)
	}
	docs = slices.Clone(docs)
	d := &docs[1503] // no record of the plan's sample
	d.Parts = append(slices.Clone(d.Parts), search.Part{Zone: search.Body, Text: "更正"})
	m.build(t, docs, Options{Packs: PacksNever})
	count := func(prefix string) (n int) {
		for _, name := range m.made {
			if strings.HasPrefix(name, unitPrefix+prefix) {
				n++
			}
		}
		return n
	}
	if count("rows-") != 1 || count("pages-") != 1 || count("plan-") != 0 || count("columns") != 0 {
		t.Errorf("these were made: %q", m.made)
	}
	if n := count("terms-"); n == 0 || n > all/4 {
		t.Errorf("%d of %d units are of the tree", n, all)
	}
}

// TestSuffixesWaitInAFile holds that an index is the same where its suffixes do not fit
// into memory, and that nothing is left behind.
func TestSuffixesWaitInAFile(t *testing.T) {
	docs := records(1500, 14)
	for _, packs := range []Packs{PacksNever, PacksAlways} {
		want := written(t, docs, Options{Packs: packs})
		dir := t.TempDir()
		for _, limit := range []int64{1 << 30, 64 << 10, 1} {
			got := written(t, docs, Options{Packs: packs, Memory: limit, Temporary: dir})
			if !maps.EqualFunc(got, want, bytes.Equal) {
				t.Errorf("packs %v, %d bytes of memory: %s", packs, limit, difference(got, want))
			}
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("these are left behind: %v, %v", left, err)
		}
	}
	err := Write(search.Listed(docs), Options{Memory: 1, Temporary: "/dev/null"}, tree.Always(func(tree.File) error { return nil }))
	if err == nil {
		t.Error("an index was written without a place for its suffixes")
	}
}

func TestSymbolsAreCounted(t *testing.T) {
	for _, row := range []string{"", "a", "市", "拟州市社会工作2023\x03服务\x02𠮷野家\x01", "éé\x03ééééé\x01"} {
		for i := range row {
			if got, want := symbolsIn([]byte(row[:i])), utf8.RuneCountInString(row[:i]); int(got) != want {
				t.Errorf("%q has %d symbols, want %d", row[:i], got, want)
			}
		}
	}
}
