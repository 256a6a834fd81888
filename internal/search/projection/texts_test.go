package projection

import (
	"strings"
	"testing"

	"gongshi/internal/search"
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
