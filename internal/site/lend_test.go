package site

import (
	"bytes"
	"testing"

	"gongshi/internal/tree"
)

// TestLentPages holds that pages are the same whether they are lent or given away, and that
// lent ones share their memory.
func TestLentPages(t *testing.T) {
	reg, led := fixture(t)
	made := func(lend bool) (pages map[string][]byte, places map[*byte]bool) {
		pages, places = map[string][]byte{}, map[*byte]bool{}
		o := testOptions()
		o.Lend, o.Workers = lend, 1
		if err := Render(reg, led, o, tree.Always(func(f tree.File) error {
			pages[f.Path] = bytes.Clone(f.Body)
			places[&f.Body[0]] = true
			return nil
		})); err != nil {
			t.Fatal(err)
		}
		return pages, places
	}
	given, _ := made(false)
	lent, places := made(true)
	for path, body := range given {
		if !bytes.Equal(body, lent[path]) {
			t.Errorf("%s is another when it is lent", path)
		}
	}
	if len(lent) != len(given) || len(places) >= len(lent) {
		t.Errorf("%d pages in %d places, want %d in fewer", len(lent), len(places), len(given))
	}
}
