package search_test

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"gongshi/internal/search"
	"gongshi/internal/search/projection"
)

// formatFolder holds a small index of the current format, which package projection
// keeps.
const formatFolder = "projection/testdata/format-1"

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

// TestOtherVersionsAreRefused opens the root of the format before.
func TestOtherVersionsAreRefused(t *testing.T) {
	const folder = "testdata/format-0"
	if _, err := projection.Open(os.DirFS(folder)); !errors.Is(err, projection.ErrVersion) {
		t.Errorf("reader: got %v, want %v", err, projection.ErrVersion)
	}
	c := newClient(t)
	reply := c.send(t, map[string]any{"op": "open", "dir": folder})
	if want := "search index of version 0, wanted 1"; !strings.Contains(string(reply), want) {
		t.Errorf("client: got %s, want %q", reply, want)
	}
}
