package build

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"gongshi/internal/credit"
	"gongshi/internal/intake"
	"gongshi/internal/register"
	"gongshi/internal/repair"
	"gongshi/internal/schema"
	"gongshi/internal/transcript"
)

// Fix writes repaired copies of the tables' files in which something was found into a
// folder, relative to the portal's, and returns what it did; nil where the settings could
// not be read, so that nothing is known of the tables. The originals are not touched. The
// error says why there are no copies, and wraps *repair.OccupiedError where the folder
// cannot take them.
func Fix(o Options, p *Portal, dir, lang string) (*repair.Result, error) {
	if p.Register == nil {
		return nil, nil
	}
	root, err := os.OpenRoot(o.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	sheets, err := intake.Copies(root.FS(), p.Settings)
	if err != nil {
		return nil, err
	}
	made, err := repair.Make(repair.Portal{Files: p.Register.Files, Sheets: sheets, Findings: p.Findings, Lang: lang, Read: p.transcribe})
	if err != nil {
		return nil, err
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(o.Dir, dir)
	}
	away := []string{Public(o)}
	for _, name := range []string{"data", "content", "templates", ".gongshi"} {
		away = append(away, filepath.Join(o.Dir, name))
	}
	return made, repair.Write(dir, made.Files, away...)
}

// transcribe reads files in memory as those of a table of the portal.
func (p *Portal) transcribe(t *schema.Table, files []repair.File) ([]*transcript.Sheet, error) {
	agencies := map[credit.Code]*register.Agency{}
	for _, a := range p.Register.Agencies {
		agencies[a.ID] = a
	}
	held, names := memory{}, []string{}
	for _, f := range files {
		held[f.Path] = f.Body
		names = append(names, f.Path)
	}
	return intake.Transcribe(held, p.Settings, t, names, agencies)
}

// memory is a file system of files in memory, by path. It has no folders.
type memory map[string][]byte

// Open implements fs.FS.
func (m memory) Open(name string) (fs.File, error) {
	body, ok := m[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memoryFile{bytes.NewReader(body), name, int64(len(body))}, nil
}

// memoryFile is an open file, and what is known of it.
type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return memoryInfo{f.name, f.size}, nil }
func (f *memoryFile) Close() error               { return nil }

type memoryInfo struct {
	name string
	size int64
}

func (i memoryInfo) Name() string       { return path.Base(i.name) }
func (i memoryInfo) Size() int64        { return i.size }
func (i memoryInfo) Mode() fs.FileMode  { return 0o444 }
func (i memoryInfo) ModTime() time.Time { return time.Time{} }
func (i memoryInfo) IsDir() bool        { return false }
func (i memoryInfo) Sys() any           { return nil }
