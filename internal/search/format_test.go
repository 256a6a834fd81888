package search_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/search/projection"
)

// formatFolder holds a small index of the current format, which package projection
// keeps.
const formatFolder = "projection/testdata/format-2"

// TestClientReadsTheFormat holds the client to the reader in Go on files that stay.
func TestClientReadsTheFormat(t *testing.T) {
	c := newClient(t)
	c.ask(t, map[string]any{"op": "open", "dir": formatFolder}, &struct{}{})
	x, err := projection.Open(os.DirFS(formatFolder))
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"", "罚款", "未按规定公开", "qinglan", "status:ended 青岚"} {
		o := search.Options{Sort: search.Newest, Limit: 50}
		got, want := ask(t, clientDoor{t, c}, q, o), ask(t, x, q, o)
		if !reflect.DeepEqual(got, want) || got.Total == 0 {
			t.Errorf("%s:\ngot  %s\nwant %s", q, short(got.Result), short(want.Result))
		}
	}
}

// TestOtherVersionsAreRefused opens the roots of the formats before.
func TestOtherVersionsAreRefused(t *testing.T) {
	for version := range projection.Version {
		folder := fmt.Sprintf("testdata/format-%d", version)
		if _, err := projection.Open(os.DirFS(folder)); !errors.Is(err, projection.ErrVersion) {
			t.Errorf("reader: version %d: got %v, want %v", version, err, projection.ErrVersion)
		}
	}
	c := newClient(t)
	for version := range projection.Version {
		reply := c.send(t, map[string]any{"op": "open", "dir": fmt.Sprintf("testdata/format-%d", version)})
		if want := fmt.Sprintf("search index of version %d, wanted %d", version, projection.Version); !strings.Contains(string(reply), want) {
			t.Errorf("client: got %s, want %q", reply, want)
		}
	}
}

// TestFewerFacets holds that an index that was written before there was a facet is read
// as one in which no record has a value of it: a new facet is no new version.
func TestFewerFacets(t *testing.T) {
	const none = `{"name":"duty","bytes":0,"values":[],"sets":[]},`
	root, err := os.ReadFile(filepath.Join(formatFolder, "root.js"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(root, []byte(none)) {
		t.Fatalf("the root does not name the facet: %s", root)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(formatFolder)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "root.js"), bytes.Replace(root, []byte(none), nil, 1), 0o644); err != nil {
		t.Fatal(err)
	}
	x, err := projection.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t)
	c.ask(t, map[string]any{"op": "open", "dir": dir}, &struct{}{})
	for _, d := range []searcher{x, clientDoor{t, c}} {
		for q, want := range map[string]int{"duty:overdue": 0, "罚款 duty:overdue": 0} {
			if got := ask(t, d, q, search.Options{}); got.Total != want || got.code != "" {
				t.Errorf("%s: %s, want none", q, short(got.Result))
			}
		}
		if got := ask(t, d, "罚款 -duty:overdue", search.Options{Limit: 1}); got.Total == 0 || len(got.Facets["duty"]) != 0 {
			t.Errorf("without the facet: %s", short(got.Result))
		}
	}
}
