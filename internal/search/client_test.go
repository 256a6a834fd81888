package search_test

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/text"
	"gongshi/internal/tree"
)

// client is the browser's code in a Node process that reads requests of
// testdata/client.ts.
type client struct {
	in  io.WriteCloser
	out *bufio.Reader
}

// newClient starts Node; the test is skipped where there is none, and in short runs.
func newClient(t testing.TB) *client {
	t.Helper()
	if testing.Short() {
		t.Skip("the client's code runs without -short only")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("GONGSHI_REQUIRE"), ","), "browser") {
			t.Fatal("node is missing, and GONGSHI_REQUIRE names browser")
		}
		t.Skip("node is missing: the client's code cannot run")
	}
	script := filepath.Join(t.TempDir(), "client.cjs")
	bundle := api.Build(api.BuildOptions{
		EntryPoints: []string{"testdata/client.ts"}, Bundle: true, Write: true, Outfile: script,
		Platform: api.PlatformNode, Format: api.FormatCommonJS, Target: api.ES2020,
	})
	for _, m := range bundle.Errors {
		t.Fatalf("bundling the client: %s", m.Text)
	}
	cmd := exec.Command(node, script)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	return &client{in: in, out: bufio.NewReaderSize(out, 1<<20)}
}

// send sends a request and returns the answer as it comes.
func (c *client) send(t testing.TB, request map[string]any) []byte {
	t.Helper()
	line, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.in.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	reply, err := c.out.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// ask sends a request and decodes the answer.
func (c *client) ask(t testing.TB, request map[string]any, answer any) {
	t.Helper()
	reply := c.send(t, request)
	var failure struct{ Failed string }
	if json.Unmarshal(reply, &failure) == nil && failure.Failed != "" {
		t.Fatalf("%v: %s", request, failure.Failed)
	}
	if err := json.Unmarshal(reply, answer); err != nil {
		t.Fatalf("%v: %v: %.200s", request, err, reply)
	}
}

// simplify gives the client the table that it reads from an index when it needs it.
func (c *client) simplify(t testing.TB) {
	c.ask(t, map[string]any{"op": "simplify", "table": text.Simplified}, &struct{}{})
}

// openIndex writes the static files of documents to a folder and opens it.
func (c *client) openIndex(t testing.TB, docs []search.Document) {
	t.Helper()
	c.openIndexWith(t, docs, projection.Options{})
}

func (c *client) openIndexWith(t testing.TB, docs []search.Document, o projection.Options) {
	t.Helper()
	dir := t.TempDir()
	for path, body := range writeWith(t, docs, o) {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c.ask(t, map[string]any{"op": "open", "dir": dir}, &struct{}{})
}

// write returns the static files of documents.
func write(t testing.TB, docs []search.Document) map[string][]byte {
	t.Helper()
	return writeWith(t, docs, projection.Options{})
}

func writeWith(t testing.TB, docs []search.Document, o projection.Options) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	emit, join := collectFiles(t, files)
	if err := projection.Write(search.Listed(docs), o, tree.Always(emit)); err != nil {
		t.Fatal(err)
	}
	join()
	return files
}

// collectFiles is an emitter that fails on a path given twice.
func collectFiles(t testing.TB, files map[string][]byte) (tree.Emit, func()) {
	in, done := make(chan tree.File), make(chan struct{})
	go func() {
		defer close(done)
		for f := range in {
			if _, twice := files[f.Path]; twice {
				t.Errorf("%s is written twice", f.Path)
			}
			files[f.Path] = f.Body
		}
	}()
	return func(f tree.File) error { in <- f; return nil }, func() { close(in); <-done }
}
