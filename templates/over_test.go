package templates

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestOver(t *testing.T) {
	own := fstest.MapFS{
		"styles/tokens.css": {Data: []byte("own")},
		"styles/extra.css":  {Data: []byte("extra")},
	}
	fsys := Over(own)
	for _, c := range []struct{ name, want string }{{"styles/tokens.css", "own"}, {"styles/extra.css", "extra"}} {
		got, err := fs.ReadFile(fsys, c.name)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: got %q, %v; want %q", c.name, got, err, c.want)
		}
	}
	builtIn, err := fs.ReadFile(fsys, "styles/site.css")
	if err != nil || len(builtIn) == 0 {
		t.Errorf("built-in styles/site.css: %d bytes, %v", len(builtIn), err)
	}
	list, err := fs.ReadDir(fsys, "styles")
	count := map[string]int{}
	for _, e := range list {
		count[e.Name()]++
	}
	if err != nil || count["tokens.css"] != 1 || count["extra.css"] != 1 || count["site.css"] != 1 {
		t.Errorf("styles lists %v, %v; want each file once", count, err)
	}
	if _, err := fsys.Open("styles/none.css"); err == nil {
		t.Error("a file that neither has was opened")
	}
	if Over(nil) != fs.FS(Files) {
		t.Error("without files of its own a portal has not just the built-in ones")
	}
}
