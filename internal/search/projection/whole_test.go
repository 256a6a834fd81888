package projection

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/tree"
)

// keyedBy are documents with a key.
func keyedBy(docs []search.Document, key byte) search.Records {
	return search.Listed(docs).Keyed(func() tree.Key { return tree.Key{key} })
}

// write writes an index with what the memory has of the last one, and returns its files.
func (m *memory) write(t testing.TB, docs search.Records) map[string][]byte {
	t.Helper()
	m.next, m.owner, m.made = map[string]remembered{}, map[string]string{}, nil
	err := Write(docs, Options{Packs: PacksNever}, func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		return m.once(t, name, key, make)
	})
	if err != nil {
		t.Fatal(err)
	}
	m.last = m.next
	files := map[string][]byte{}
	for _, u := range m.last {
		maps.Copy(files, u.files)
	}
	return files
}

// TestSameRecordsMakeNoDocument holds that an index of the same records is taken over as a
// whole, and again the next time.
func TestSameRecordsMakeNoDocument(t *testing.T) {
	docs := records(1500, 15)
	want := written(t, docs, Options{Packs: PacksNever})
	var m memory
	if got := m.write(t, keyedBy(docs, 1)); !maps.EqualFunc(got, want, bytes.Equal) {
		t.Fatal(difference(got, want))
	}
	for range 2 {
		got := m.write(t, keyedBy(make([]search.Document, len(docs)), 1)) // the documents are not looked at
		if !maps.EqualFunc(got, want, bytes.Equal) {
			t.Fatal(difference(got, want))
		}
		if len(m.made) > 0 {
			t.Errorf("these were made: %q", m.made)
		}
	}
	other := slices.Clone(docs)
	other[7].Title += "（更正）"
	got, want := m.write(t, keyedBy(other, 2)), written(t, other, Options{Packs: PacksNever})
	if !maps.EqualFunc(got, want, bytes.Equal) {
		t.Fatal(difference(got, want))
	}
}

// TestLostUnitIsMade holds that an index of the same records of which a unit is lost is
// whole afterwards, and that the others are taken over.
func TestLostUnitIsMade(t *testing.T) {
	docs := records(1500, 16)
	want := written(t, docs, Options{Packs: PacksNever})
	var m memory
	m.write(t, keyedBy(docs, 1))
	for _, name := range slices.Sorted(maps.Keys(m.last)) {
		if name != unitPrefix+"root" && len(name)%5 > 0 {
			continue
		}
		delete(m.last, name)
		got := m.write(t, keyedBy(docs, 1))
		if !maps.EqualFunc(got, want, bytes.Equal) {
			t.Fatalf("%s was lost: %s", name, difference(got, want))
		}
		if !slices.Contains(m.made, name) {
			t.Fatalf("%s was lost, and these were made: %q", name, m.made)
		}
		for _, made := range m.made {
			if made != name && made != unitPrefix+"all" && name != unitPrefix+"all" {
				t.Fatalf("%s was lost, and %s was made", name, made)
			}
		}
	}
}
