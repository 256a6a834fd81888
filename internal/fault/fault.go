// Package fault breaks builds of the real program, by signals and by failing system
// calls, and looks at what is left: a site must be wholly the old one or wholly the new
// one, for those who read it meanwhile as well. It is for the suite in cmd/gongshi and
// for internal/bench, and no part of the program.
package fault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"gongshi/internal/output"
)

// Portal is a portal whose builds are broken. Its folder is written to.
type Portal struct {
	Program string // path of gongshi
	Dir     string // the portal; it publishes into public

	states []state
	took   time.Duration // of the build before, about what builds take
}

// state is what the inputs of a portal are at a time.
type state struct {
	files map[string][]byte // by path in the portal, those that differ between states
	site  string            // what Whole says of the site that a whole build makes of them
}

// Open builds a portal in each of its states: as it is, with another name of one agency,
// which changes few files, and with another title, which changes most.
func Open(program, dir string) (*Portal, error) {
	p := &Portal{Program: program, Dir: dir}
	settings, err := os.ReadFile(filepath.Join(dir, "gongshi.yaml"))
	if err != nil {
		return nil, err
	}
	agencies, err := os.ReadFile(filepath.Join(dir, "data/agencies.csv"))
	if err != nil {
		return nil, err
	}
	retitled := append([]byte("title: 另一个标题\n"), titleLine.ReplaceAll(settings, nil)...)
	renamed := bytes.TrimRight(agencies, "\n")
	at := bytes.LastIndex(renamed, []byte("社会"))
	if at < 0 {
		return nil, fmt.Errorf("%s: want an agency with 社会 in its name, found none", dir)
	}
	renamed = slices.Concat(renamed[:at], []byte("公益"), renamed[at+len("社会"):], []byte("\n"))
	for _, s := range []state{
		{files: map[string][]byte{"gongshi.yaml": settings, "data/agencies.csv": agencies}},
		{files: map[string][]byte{"gongshi.yaml": settings, "data/agencies.csv": renamed}},
		{files: map[string][]byte{"gongshi.yaml": retitled, "data/agencies.csv": agencies}},
	} {
		if err := p.put(s); err != nil {
			return nil, err
		}
		start := time.Now()
		if out, err := p.command().CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build: %w\n%s", err, out)
		}
		p.took = time.Since(start)
		if s.site, err = Whole(p.public()); err != nil {
			return nil, err
		}
		p.states = append(p.states, s)
	}
	return p, nil
}

var titleLine = regexp.MustCompile(`(?m)^title:.*\n`)

func (p *Portal) public() string { return filepath.Join(p.Dir, "public") }

func (p *Portal) command() *exec.Cmd {
	cmd := exec.Command(p.Program, "build", "--quiet", "-C", p.Dir)
	cmd.Dir = p.Dir
	return cmd
}

// put gives the portal the inputs of a state.
func (p *Portal) put(s state) error {
	for path, body := range s.files {
		if err := os.WriteFile(filepath.Join(p.Dir, path), body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// left names what builds leave beside the public folder only while they run.
func (p *Portal) left() (names []string) {
	for _, kind := range []string{"next", "old", "journal"} {
		if _, err := os.Lstat(filepath.Join(p.Dir, ".public."+kind)); err == nil {
			names = append(names, ".public."+kind)
		}
	}
	return names
}

// heal builds the portal without a fault and fails where that does not give the site of
// a state, and nothing beside it.
func (p *Portal) heal(s state) error {
	out, err := p.command().CombinedOutput()
	if err != nil {
		return fmt.Errorf("the next build: %w\n%s", err, out)
	}
	site, err := Whole(p.public())
	if err != nil {
		return fmt.Errorf("the next build: %w", err)
	}
	if site != s.site {
		return errors.New("the next build: want the site of the present inputs, found another")
	}
	if left := p.left(); len(left) > 0 {
		return fmt.Errorf("the next build leaves %s", strings.Join(left, ", "))
	}
	return nil
}

// Whole reads a published folder and returns a digest of it. It fails where a file is
// not as the manifest lists it, and where one is there that is not listed.
func Whole(public string) (string, error) {
	files, digest, err := manifest(public)
	if err != nil {
		return "", err
	}
	listed := map[string]bool{output.ManifestName: true}
	for _, e := range files {
		listed[e.Path] = true
		if err := check(public, e); err != nil {
			return "", err
		}
	}
	return digest, filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(public, name)
		if err == nil && !listed[filepath.ToSlash(rel)] {
			err = fmt.Errorf("%s: not in the manifest", name)
		}
		return err
	})
}

// manifest reads what a published folder lists, with a digest of it.
func manifest(public string) ([]output.Entry, string, error) {
	body, err := os.ReadFile(filepath.Join(public, output.ManifestName))
	if err != nil {
		return nil, "", err
	}
	m, err := output.ReadManifest(bytes.NewReader(body))
	if err != nil {
		return nil, "", fmt.Errorf("%s of %s: %w", output.ManifestName, public, err)
	}
	return m.Files, hexSum(body), nil
}

// check compares a file with its entry in the manifest.
func check(public string, e output.Entry) error {
	body, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(e.Path)))
	if err != nil {
		return err
	}
	if int64(len(body)) != e.Size || hexSum(body) != e.SHA256 {
		return fmt.Errorf("%s: want the %d bytes of the manifest, found %d others", e.Path, e.Size, len(body))
	}
	return nil
}

func hexSum(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Reader reads a site through its public folder, again and again, as a web server does.
type Reader struct {
	Reads int   // manifests read, each with some of its files
	Gone  int   // times at which there was no site
	Torn  error // the first file that was not as the manifest listed it
}

const (
	sampled      = 8                    // files of a manifest that a reader looks into
	readingPause = 2 * time.Millisecond // between two manifests
)

// Read reads until ctx ends or it has seen a torn site.
func (r *Reader) Read(ctx context.Context, public string) {
	for turn := 0; ctx.Err() == nil && r.Torn == nil; turn++ {
		r.once(public, turn)
		time.Sleep(readingPause)
	}
}

// once reads a manifest and some files. Where the site was replaced meanwhile, files and
// manifest need not fit, so that only a manifest that still stands is held against it.
func (r *Reader) once(public string, turn int) {
	before, err := os.Stat(public)
	if err != nil {
		r.Gone++
		return
	}
	files, digest, err := manifest(public)
	if err == nil {
		r.Reads++
		for i := range min(sampled, len(files)) {
			if err = check(public, files[(turn*sampled+i*len(files)/sampled)%len(files)]); err != nil {
				break
			}
		}
	}
	if err == nil {
		return
	}
	after, statErr := os.Stat(public)
	if statErr != nil || !os.SameFile(before, after) {
		return
	}
	if _, again, readErr := manifest(public); readErr == nil && again == digest || digest == "" && errors.Is(err, fs.ErrNotExist) {
		r.Torn = fmt.Errorf("a reader: %w", err)
	}
}
