package search_test

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/search"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// formatFolder holds the files of a small index in the current format.
const formatFolder = "testdata/format-0"

// TestFormat holds the bytes of the format: who changes them takes a new version,
// and the client still reads the old one or says that it does not.
func TestFormat(t *testing.T) {
	files := write(t, invented(12, 9))
	if *update {
		if os.Getenv("CI") != "" {
			t.Fatal("golden files are not rewritten where CI is set")
		}
		if err := os.RemoveAll(formatFolder); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(formatFolder, 0o755); err != nil {
			t.Fatal(err)
		}
		for p, b := range files {
			if err := os.WriteFile(filepath.Join(formatFolder, path.Base(p)), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	entries, err := os.ReadDir(formatFolder)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, e := range entries {
		want = append(want, "search/index/"+e.Name())
		b, err := os.ReadFile(filepath.Join(formatFolder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := files["search/index/"+e.Name()]; ok && !bytes.Equal(got, b) {
			t.Errorf("%s: got %.300s, want %.300s", e.Name(), got, b)
		}
	}
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("files are\n%s, want\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestClientReadsTheFormat(t *testing.T) {
	c := newClient(t)
	c.ask(t, map[string]any{"op": "open", "dir": formatFolder}, &struct{}{})
	var got search.Result
	c.ask(t, map[string]any{"op": "search", "query": "服务", "sort": "newest", "limit": 1}, &got)
	want, err := openEngine(t, invented(12, 9)).Search("服务", search.Options{Sort: search.Newest, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got.Total != want.Total || got.Total == 0 || got.Hits[0] != want.Hits[0] {
		t.Errorf("got %s, want %s", short(got), short(want))
	}
}
