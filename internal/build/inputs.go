package build

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gongshi/internal/day"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// inputs are all that a build is made of, before any of it is understood.
type inputs struct {
	settings *portal.Settings
	asOf     day.Day
	key      tree.Key       // of the bytes of all files, the day, the options and the program
	salt     tree.Key       // of what all pages are made of: settings, rulebook, templates, the program
	tables   *intake.Memory // of the tables that the last build read; nil: none
}

// inputFolders are the folders of a portal that a build reads, and no others.
var inputFolders = []string{"data", "content", ownTemplates}

const ownTemplates = "templates"

// look digests the inputs of a build. ok is false where they cannot be told: a build then
// says why, or is made without what an earlier one left.
func look(o Options) (in inputs, ok bool) {
	program, ok := program()
	if !ok {
		return inputs{}, false
	}
	root, err := os.OpenRoot(o.Dir)
	if err != nil {
		return inputs{}, false
	}
	defer root.Close()
	s, _, err := portal.Load(root.FS())
	if err != nil || s == nil {
		return inputs{}, false
	}
	in.settings = s
	if in.asOf, err = o.day(s); err != nil {
		return inputs{}, false
	}
	files, err := digestFiles(root.FS(), s)
	if err != nil {
		return inputs{}, false
	}
	h := sha256.New()
	put := func(texts ...string) {
		for _, t := range texts {
			io.WriteString(h, t+"\x00")
		}
	}
	put(string(program[:]), in.asOf.String(), Public(o))
	if o.Strict {
		put("strict")
	}
	if o.HostLimits != nil {
		put(fmt.Sprintf("%+v", *o.HostLimits))
	}
	if o.Changes != "" {
		body, err := os.ReadFile(o.Changes)
		if err != nil {
			return inputs{}, false
		}
		sum := sha256.Sum256(body)
		put("changes", string(sum[:]))
	}
	for _, f := range files {
		put(f.name, f.sum)
	}
	h.Sum(in.key[:0])
	h.Reset()
	put(string(program[:]), everywhere(s))
	for _, f := range files {
		if f.name == s.Rulebook || strings.HasPrefix(f.name, ownTemplates+"/") {
			put(f.name, f.sum)
		}
	}
	h.Sum(in.salt[:0])
	in.tables = tables(o, program, files)
	return in, true
}

// tables is what is kept of tables that were read by this program with these settings, of
// which all may count. Files changed after they were digested are not kept, see intake.
func tables(o Options, program tree.Key, files []inputFile) *intake.Memory {
	m := &intake.Memory{Folder: filepath.Join(Cache(o), tableMemory), Sums: make(map[string]string, len(files))}
	for _, f := range files {
		if len(f.sum) == sha256.Size {
			m.Sums[f.name] = f.sum
		}
	}
	var s tree.Sum
	s.Keys(program)
	s.Text(m.Sums[portal.File])
	m.Of = s.Key()
	return m
}

// tableMemory is the folder of what is kept of tables, beside what the last build made.
const tableMemory = "tables"

// everywhere is the settings of which pages are made. The day is in the keys of those that
// depend on it; what is kept, and which numbers are permitted, stands in no page.
func everywhere(s *portal.Settings) string {
	all := *s
	zone := all.Zone.String()
	all.Zone, all.AsOf, all.Keep, all.Allow = nil, day.Day{}, nil, nil
	b, err := json.Marshal(all)
	if err != nil {
		return unique()
	}
	return zone + "\x00" + string(b)
}

// unique is a text that no other build has.
func unique() string { return rand.Text() }

// inputFile is a file, or a folder, with the SHA-256 of what it holds.
type inputFile struct{ name, sum string }

// digestFiles digests every file that a build reads. It reads them all: sizes and times can
// be the same though the bytes are not, and reading is a small part of what a build does.
func digestFiles(fsys fs.FS, s *portal.Settings) ([]inputFile, error) {
	files := []inputFile{{name: portal.File}}
	if rulebook.IsFile(s.Rulebook) {
		files = append(files, inputFile{name: s.Rulebook})
	}
	for _, folder := range inputFolders {
		err := fs.WalkDir(fsys, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil && name == folder {
				return fs.SkipAll // there is none, or none that a build would read
			}
			if err == nil && !d.IsDir() {
				files = append(files, inputFile{name: name})
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(files, func(a, b inputFile) int { return cmp.Compare(a.name, b.name) })
	files = slices.Compact(files)
	return files, forEach(len(files), runtime.GOMAXPROCS(0), func(i int) (err error) {
		files[i].sum, err = digestFile(fsys, files[i].name)
		return err
	})
}

// digestFile digests a file; what is no file, or leads nowhere, is told apart by that.
func digestFile(fsys fs.FS, name string) (string, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return "none", nil
	}
	if !info.Mode().IsRegular() {
		return info.Mode().Type().String(), nil
	}
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return string(h.Sum(nil)), nil
}

// forEach calls do for 0 to n-1, so many at a time, and returns the first error.
func forEach(n, workers int, do func(int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, workers) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if errs[i] = do(i); errs[i] != nil {
					next.Store(int64(n))
				}
			}
		})
	}
	wait.Wait()
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return errs[i]
}

// program identifies the running program: by its commit where it was built of one as it
// stands there, else by its bytes.
var program = sync.OnceValues(func() (tree.Key, bool) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return tree.Key{}, false
	}
	at := map[string]string{}
	for _, s := range info.Settings {
		at[s.Key] = s.Value
	}
	if at["vcs.revision"] != "" && at["vcs.modified"] == "false" {
		return sha256.Sum256([]byte(info.String())), true
	}
	path, err := os.Executable()
	if err != nil {
		return tree.Key{}, false
	}
	sum, err := digestFile(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	if err != nil || len(sum) != sha256.Size {
		return tree.Key{}, false
	}
	return tree.Key([]byte(sum)), true
})
