package projection

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/tree"
)

// TestTexts holds that what a document says is found again in the files of an index, with
// files of their own and in packs, and that a damaged chunk is told.
func TestTexts(t *testing.T) {
	const secret = "11010519491231002X"
	docs := records(3, 1)
	docs[1].Parts = append(docs[1].Parts, search.Part{Zone: search.Body, Text: "证件号" + secret})
	for name, packs := range map[string]Packs{"files": PacksNever, "packs": PacksAlways} {
		found := 0
		for file, body := range written(t, docs, Options{Packs: packs}) {
			if err := Texts(body, func(text []byte) { found += strings.Count(string(text), secret) }); err != nil {
				t.Errorf("%s: %s: %v", name, file, err)
			}
		}
		if found != 1 {
			t.Errorf("%s: the text stands in %d chunks, want one", name, found)
		}
	}
	for _, damaged := range []string{"gongshi.chunk(\"a\"\n", "gongshi.chunk(\"a\",\"\n", "gongshi.chunk(\"a\",\"\xff\");\n", "gongshi.chunk(\"a\",\"abc\");\n"} {
		if err := Texts([]byte(damaged), func([]byte) {}); err == nil {
			t.Errorf("Texts(%q) is read, want an error", damaged)
		}
	}
	if err := Texts([]byte("gongshi.root({});\n"), func([]byte) { t.Error("the root has a chunk") }); err != nil {
		t.Error(err)
	}
}

// TestPlain holds that the texts which stand beside a file are those that are in it.
func TestPlain(t *testing.T) {
	var mu sync.Mutex
	texts, chunks := 0, 0
	err := Write(search.Listed(records(300, 1)), Options{}, tree.Always(func(f tree.File) error {
		var want [][]byte
		if err := Texts(f.Body, func(text []byte) { want = append(want, bytes.Clone(text)) }); err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		if f.Plain == nil {
			if len(want) > 0 {
				t.Errorf("%s: %d texts are in it and none beside", f.Path, len(want))
			}
			return nil
		}
		chunks++
		texts += len(want)
		if !slices.EqualFunc(f.Plain, want, bytes.Equal) {
			t.Errorf("%s: the texts beside it are not those in it", f.Path)
		}
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	if texts < 10 || chunks <= texts {
		t.Errorf("%d texts in %d chunks: the test compares too little", texts, chunks)
	}
}
