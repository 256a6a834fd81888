package search_test

import (
	"bytes"
	"compress/gzip"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// maxScript is the most that the search page's script may weigh compressed, in bytes.
const maxScript = 20 << 10

func TestScriptIsSmall(t *testing.T) {
	for _, name := range []string{"search-page.ts", "search-more.ts", "site.ts"} {
		r := api.Build(api.BuildOptions{
			EntryPoints: []string{"../../templates/scripts/" + name}, Bundle: true, Format: api.FormatIIFE, Target: api.ES2018,
			MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Charset: api.CharsetUTF8, TsconfigRaw: "{}",
		})
		for _, m := range append(r.Errors, r.Warnings...) {
			t.Errorf("%s: %s", name, m.Text)
		}
		if len(r.OutputFiles) != 1 {
			t.Fatalf("%s: %d files came out", name, len(r.OutputFiles))
		}
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		z.Write(r.OutputFiles[0].Contents)
		z.Close()
		t.Logf("%s: %d bytes, %d compressed", name, len(r.OutputFiles[0].Contents), b.Len())
		if b.Len() > maxScript {
			t.Errorf("%s: %d bytes compressed, want at most %d", name, b.Len(), maxScript)
		}
	}
}
