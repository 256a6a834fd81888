package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// ManifestName is the path of the manifest in a public folder.
const ManifestName = "manifest.json"

// manifestVersion: 1 is the first.
const manifestVersion = 1

// maxManifestBytes bounds what ReadManifest reads: two million files.
const maxManifestBytes = 256 << 20

// Manifest lists every file of a published site except itself.
type Manifest struct {
	Version int     `json:"version"`
	Files   []Entry `json:"files"` // sorted by path
}

// Entry is one file of a published site.
type Entry struct {
	Path   string `json:"path"`   // slash-separated, relative to the public folder
	Size   int64  `json:"size"`   // in bytes
	SHA256 string `json:"sha256"` // of the bytes, 64 lower-case hex digits
}

// ReadManifest parses a manifest.json. It fails on another version, on a path
// that no build could have written and on a path listed twice: what it returns
// is safe to delete by.
func ReadManifest(r io.Reader) (Manifest, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxManifestBytes+1))
	if err != nil {
		return Manifest{}, err
	}
	if len(body) > maxManifestBytes {
		return Manifest{}, fmt.Errorf("want at most %d bytes, found more", maxManifestBytes)
	}
	var m Manifest
	if err := json.Unmarshal(body, &m); err != nil {
		return Manifest{}, err
	}
	if m.Version != manifestVersion {
		return Manifest{}, fmt.Errorf("want version %d, found %d", manifestVersion, m.Version)
	}
	seen := make(map[string]bool, len(m.Files))
	for _, e := range m.Files {
		if err := checkPath(e.Path); err != nil {
			return Manifest{}, err
		}
		if seen[e.Path] {
			return Manifest{}, fmt.Errorf("path %q: listed twice", e.Path)
		}
		seen[e.Path] = true
	}
	return m, nil
}

// encode prints a manifest with a line for each file, which diffs well. Equal
// manifests give equal bytes.
func (m Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"version\": %d, \"files\": [", m.Version)
	for i, e := range m.Files {
		if i > 0 {
			b.WriteByte(',')
		}
		line, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		b.WriteByte('\n')
		b.Write(line)
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}

// manifestOf reads the manifest of a tree beside the public folder, or of that
// folder itself. A tree without one has an empty manifest.
func (p *place) manifestOf(tree string) (Manifest, []byte, error) {
	name := tree + "/" + ManifestName
	body, err := p.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{Version: manifestVersion}, nil, nil
	}
	if err != nil {
		return Manifest{}, nil, p.fail("read", name, err)
	}
	m, err := ReadManifest(bytes.NewReader(body))
	if err != nil {
		return Manifest{}, nil, fmt.Errorf("read %s: %w; if no build of this program wrote it, move it away", p.path(name), err)
	}
	return m, body, nil
}
