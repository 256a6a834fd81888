// Package published reads a site as it stands before the public: in a folder, behind an
// address, or as no more than its manifest.
//
// What it reads it believes only as far as the manifest goes: a file whose size or SHA-256
// is not the listed one is an error. What is left out: anything that changes a site, and
// hosts that want to know who asks.
package published

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongshi/internal/output"
)

// ErrNothing says that no site is published there: the folder or the address answers, but has
// no manifest.
var ErrNothing = errors.New("no site is published there")

// ErrAltered says that a file is not the one that its site's manifest lists.
var ErrAltered = errors.New("is not the file that the manifest lists")

// MaxFile is the longest file that Read reads, in bytes.
const MaxFile = 1 << 30

// Site is a published site.
type Site struct {
	Name     string // as it was asked for
	Folder   string // where its files stand; empty behind an address
	SHA256   string // of the manifest's bytes, 64 lower-case hex digits
	Manifest output.Manifest

	fetch  func(ctx context.Context, path string) (io.ReadCloser, error) // nil: nothing beside the manifest can be read
	listed map[string]output.Entry
}

// Open reads the manifest of a site. Where is a folder, an http or https address of a site's
// root (or of its index.html), or a manifest.json in a folder or behind an address. It wraps ErrNothing where there
// is no manifest. A nil client is one that waits a minute for each answer to begin and ten for
// all of it.
func Open(ctx context.Context, where string, client *http.Client) (*Site, error) {
	s := &Site{Name: where}
	name, err := s.find(where, client)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", where, err)
	}
	fetch := s.fetch
	if strings.HasSuffix(where, ".json") {
		s.fetch = nil
	}
	if err := s.list(ctx, name, fetch); err != nil {
		return nil, err
	}
	return s, nil
}

// Behind reads the manifest of a site whose files a function opens, by their paths; its error
// wraps fs.ErrNotExist where there is no such file. Name is what the site is called in
// messages. The error wraps ErrNothing where there is no manifest.
func Behind(ctx context.Context, name string, open func(ctx context.Context, path string) (io.ReadCloser, error)) (*Site, error) {
	s := &Site{Name: name, fetch: open}
	if err := s.list(ctx, output.ManifestName, open); err != nil {
		return nil, err
	}
	return s, nil
}

// list reads the manifest.
func (s *Site) list(ctx context.Context, name string, fetch func(context.Context, string) (io.ReadCloser, error)) error {
	f, err := fetch(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", s.Name, ErrNothing)
	} else if err != nil {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	defer f.Close()
	sum := sha256.New()
	in := bufio.NewReader(io.TeeReader(f, sum))
	if start, _ := in.Peek(64); strings.HasPrefix(strings.TrimSpace(string(start)), "<") {
		return fmt.Errorf("%s: %s: want a manifest in JSON, found a page (HTML): the address may be another, or the site may ask to sign in", s.Name, name)
	}
	if s.Manifest, err = output.ReadManifest(in); err != nil {
		return fmt.Errorf("%s: %s: %w", s.Name, name, err)
	}
	s.SHA256 = hex.EncodeToString(sum.Sum(nil))
	s.listed = make(map[string]output.Entry, len(s.Manifest.Files))
	for _, e := range s.Manifest.Files {
		s.listed[e.Path] = e
	}
	return nil
}

// find settles how files are fetched and what the manifest is called.
func (s *Site) find(where string, client *http.Client) (manifest string, err error) {
	manifest = output.ManifestName
	if u, err := url.Parse(where); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		if client == nil {
			client = patient()
		}
		if front, ok := strings.CutSuffix(u.Path, "/index.html"); ok { // as a browser shows it
			u.Path, u.RawPath = front+"/", ""
		}
		if strings.HasSuffix(u.Path, ".json") {
			at := strings.LastIndexByte(u.Path, '/') + 1
			manifest, u.Path, u.RawPath = u.Path[at:], u.Path[:at], ""
		}
		s.fetch = remote{client, u}.open
		return manifest, nil
	}
	dir := where
	if strings.HasSuffix(where, ".json") {
		dir, manifest = filepath.Split(where)
	}
	info, err := os.Stat(filepath.Clean(dir))
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		return "", errors.New("want a folder, an address or a manifest.json")
	}
	s.Folder = filepath.Clean(dir)
	s.fetch = local(s.Folder).open
	return manifest, nil
}

// patient is a client that does not wait for ever, but long enough for a table of a province.
func patient() *http.Client {
	client := &http.Client{Timeout: 10 * time.Minute}
	if t, ok := http.DefaultTransport.(*http.Transport); ok {
		t = t.Clone()
		t.ResponseHeaderTimeout = time.Minute
		client.Transport = t
	}
	return client
}

// Whole says whether the site's files can be read, and not only its manifest.
func (s *Site) Whole() bool { return s.fetch != nil }

// Entry is what the manifest says of a file.
func (s *Site) Entry(path string) (e output.Entry, ok bool) {
	e, ok = s.listed[path]
	return e, ok
}

// Open opens a file as it is now, whatever the manifest says of it. It wraps fs.ErrNotExist
// where there is none, and a StatusError where the host answers with something else. The
// context ends the reading, too.
func (s *Site) Open(ctx context.Context, path string) (io.ReadCloser, error) {
	if s.fetch == nil {
		return nil, fmt.Errorf("%s: only the manifest can be read", s.Name)
	}
	return s.fetch(ctx, path)
}

// Fetch reads a file as Open opens it; at most MaxFile bytes.
func (s *Site) Fetch(ctx context.Context, path string) ([]byte, error) {
	f, err := s.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if n, err := b.ReadFrom(io.LimitReader(f, MaxFile+1)); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	} else if n > MaxFile {
		return nil, fmt.Errorf("read %s: want at most %d bytes, found more", path, MaxFile)
	}
	return b.Bytes(), nil
}

// Read reads a file that the manifest lists. It wraps fs.ErrNotExist where it lists none, and
// ErrAltered where the file is another.
func (s *Site) Read(ctx context.Context, path string) ([]byte, error) {
	e, ok := s.listed[path]
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	}
	b, err := s.Fetch(ctx, path)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(b); int64(len(b)) != e.Size || hex.EncodeToString(sum[:]) != e.SHA256 {
		return nil, fmt.Errorf("%s %w", path, ErrAltered)
	}
	return b, nil
}

// local is a site in a folder.
type local string

func (dir local) open(_ context.Context, path string) (io.ReadCloser, error) {
	return os.OpenInRoot(string(dir), filepath.FromSlash(path))
}
