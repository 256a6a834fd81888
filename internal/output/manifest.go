package output

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
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
	m, _, err := parse(body)
	return m, err
}

// parse also reports whether the manifest is, byte for byte, as Encode prints it.
func parse(body []byte) (m Manifest, plain bool, err error) {
	if m, plain = parsePlain(body); !plain {
		if err := json.Unmarshal(body, &m); err != nil {
			return Manifest{}, false, fmt.Errorf("want a manifest in JSON, found %d bytes that are none, or not whole: %w", len(body), err)
		}
	}
	if m.Version != manifestVersion {
		return Manifest{}, false, fmt.Errorf("want version %d, found %d", manifestVersion, m.Version)
	}
	if err := checkFiles(m.Files, plain); err != nil {
		return Manifest{}, false, err
	}
	return m, plain, nil
}

// checkFiles looks for twins in a list, which in one that may be unsorted takes a map.
func checkFiles(files []Entry, sorted bool) error {
	seen := map[string]bool{}
	for i, e := range files {
		if err := checkPath(e.Path); err != nil {
			return err
		}
		if seen[e.Path] || i > 0 && files[i-1].Path == e.Path {
			return fmt.Errorf("path %q: listed twice", e.Path)
		}
		if !sorted {
			seen[e.Path] = true
		}
	}
	return nil
}

// The form in which Encode prints a manifest.
const (
	manifestStart = `{"version": 1, "files": [`
	manifestEnd   = "\n]}\n"
	fileStart     = "\n" + `{"path":"`
	fileSize      = `","size":`
	fileSum       = `,"sha256":"`
	fileEnd       = `"}`
)

// parsePlain reads a manifest byte for byte as Encode prints one, sorted, in a tenth
// of the time that a reader of any JSON takes. It reports whether it was one.
func parsePlain(body []byte) (Manifest, bool) {
	rest, ok := strings.CutPrefix(string(body), manifestStart)
	m := Manifest{Version: manifestVersion, Files: make([]Entry, 0, strings.Count(rest, fileEnd))}
	for ok && rest != manifestEnd {
		if len(m.Files) > 0 {
			if rest, ok = strings.CutPrefix(rest, ","); !ok {
				break
			}
		}
		var e Entry
		if e, rest, ok = parseFile(rest); !ok {
			break
		}
		if n := len(m.Files); n > 0 && m.Files[n-1].Path >= e.Path {
			return Manifest{}, false
		}
		m.Files = append(m.Files, e)
	}
	if !ok {
		return Manifest{}, false
	}
	return m, true
}

func parseFile(text string) (e Entry, rest string, ok bool) {
	if rest, ok = strings.CutPrefix(text, fileStart); !ok {
		return e, rest, false
	}
	if e.Path, rest, ok = strings.Cut(rest, fileSize); !ok || !plain(e.Path) {
		return e, rest, false
	}
	var size string
	if size, rest, ok = strings.Cut(rest, fileSum); !ok {
		return e, rest, false
	}
	var err error
	if e.Size, err = strconv.ParseInt(size, 10, 64); err != nil || strconv.FormatInt(e.Size, 10) != size {
		return e, rest, false
	}
	e.SHA256, rest, ok = strings.Cut(rest, fileEnd)
	return e, rest, ok && plain(e.SHA256)
}

// plain reports whether JSON writes a text as it is, in quotes.
func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; !inName[c] && c != '/' {
			return false
		}
	}
	return true
}

// Encode prints a manifest with a line for each file, which diffs well. Equal
// manifests give equal bytes.
func (m Manifest) Encode() ([]byte, error) {
	if m.Version != manifestVersion {
		return nil, fmt.Errorf("want version %d, found %d", manifestVersion, m.Version)
	}
	b := make([]byte, 0, len(manifestStart)+len(manifestEnd)+len(m.Files)*180)
	b = append(b, manifestStart...)
	for i, e := range m.Files {
		if i > 0 {
			b = append(b, ',')
		}
		if !plain(e.Path) || !plain(e.SHA256) {
			line, err := json.Marshal(e)
			if err != nil {
				return nil, err
			}
			b = append(append(b, '\n'), line...)
			continue
		}
		b = append(append(b, fileStart...), e.Path...)
		b = strconv.AppendInt(append(b, fileSize...), e.Size, 10)
		b = append(append(b, fileSum...), e.SHA256...)
		b = append(b, fileEnd...)
	}
	return append(b, manifestEnd...), nil
}

// loaded is the manifest of a tree on disk.
type loaded struct {
	Manifest
	sum   [sha256.Size]byte // of its bytes
	plain bool              // it is as Encode prints it
}

// manifestOf reads the manifest of a tree beside the public folder, or of that
// folder itself. A tree without one has an empty manifest.
func (p *place) manifestOf(tree string) (loaded, error) {
	name := tree + "/" + ManifestName
	body, err := p.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return loaded{Manifest: Manifest{Version: manifestVersion}}, nil
	}
	if err != nil {
		return loaded{}, p.fail("read", name, err)
	}
	m, plain, err := parse(body)
	if err != nil {
		return loaded{}, fmt.Errorf("read %s: %w; if no build of this program wrote it, move it away", p.path(name), err)
	}
	return loaded{m, sha256.Sum256(body), plain}, nil
}
