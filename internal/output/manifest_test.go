package output

import (
	"bytes"
	"path/filepath"
	"slices"
	"testing"
)

// FuzzReadManifest: whatever it accepts is safe to delete by and prints to
// something it accepts again.
func FuzzReadManifest(f *testing.F) {
	f.Add([]byte(`{"version": 1, "files": [{"path":"a/x.html","size":5,"sha256":"2c"}]}`))
	f.Add([]byte(`{"version": 1, "files": null}`))
	f.Add([]byte(`{"version": 1, "files": [{"path":"../x"}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		m, err := ReadManifest(bytes.NewReader(in))
		if err != nil {
			return
		}
		for _, e := range m.Files {
			if !filepath.IsLocal(filepath.FromSlash(e.Path)) || e.Path == ManifestName {
				t.Errorf("accepted path: got %q, want one in the folder", e.Path)
			}
		}
		body, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadManifest(bytes.NewReader(body))
		if err != nil || !slices.Equal(again.Files, m.Files) {
			t.Errorf("read of encode: got %v, %v, want %v", again, err, m)
		}
	})
}
