package published

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder is a published site of one page.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	sum := sha256.Sum256([]byte("page"))
	manifest := fmt.Sprintf(`{"version": 1, "files": [{"path": "a/b.html", "size": 4, "sha256": %q}, {"path": "gone.html", "size": 4, "sha256": %[1]q}]}`, hex.EncodeToString(sum[:]))
	if err := os.Mkdir(filepath.Join(dir, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"manifest.json": manifest, "a/b.html": "page", "other": "other"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOpen(t *testing.T) {
	dir := folder(t)
	server := httptest.NewServer(http.StripPrefix("/below", http.FileServer(http.Dir(dir))))
	defer server.Close()
	for _, where := range []string{dir, server.URL + "/below/", server.URL + "/below", server.URL + "/below/index.html"} {
		s, err := Open(t.Context(), where, nil)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := s.Read(t.Context(), "a/b.html"); string(b) != "page" || err != nil || !s.Whole() {
			t.Errorf("%s: read %q, %v", where, b, err)
		}
		for _, path := range []string{"gone.html", "other", "../x"} {
			if _, err := s.Read(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: %s: %v", where, path, err)
			}
		}
		if b, err := s.Fetch(t.Context(), "other"); string(b) != "other" {
			t.Errorf("%s: fetched %q, %v", where, b, err)
		}
	}
	for _, where := range []string{filepath.Join(dir, "manifest.json"), server.URL + "/below/manifest.json"} {
		s, err := Open(t.Context(), where, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := s.Entry("a/b.html"); !ok || s.Whole() {
			t.Errorf("%s: its manifest is %v", where, s.Manifest)
		}
		if _, err := s.Read(t.Context(), "a/b.html"); err == nil {
			t.Errorf("%s: a file was read", where)
		}
	}
}

// TestStream holds that a file is handed on, that one which was not read to its end is looked
// at all the same, and that a connection that breaks is no altered file.
func TestStream(t *testing.T) {
	dir := folder(t)
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if filepath.Base(r.URL.Path) == "manifest.json" {
			http.ServeFile(w, r, filepath.Join(dir, "manifest.json"))
			return
		}
		w.Header().Set("Content-Length", "4")
		if _, err := io.WriteString(w, "pa"); err != nil {
			t.Error(err)
		}
	}))
	defer broken.Close()
	refused := errors.New("refused")
	for _, tt := range []struct {
		where, path string
		take, want  error
	}{
		{dir, "a/b.html", nil, nil}, {dir, "a/b.html", refused, refused}, {dir, "gone.html", nil, fs.ErrNotExist}, {dir, "other", nil, fs.ErrNotExist},
		{broken.URL, "a/b.html", nil, io.ErrUnexpectedEOF},
	} {
		s, err := Open(t.Context(), tt.where, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Stream(t.Context(), tt.path, func(io.Reader) error { return tt.take }); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.path, err, tt.want)
		}
	}
}

func TestAltered(t *testing.T) {
	dir := folder(t)
	if err := os.WriteFile(filepath.Join(dir, "a/b.html"), []byte("pagE"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(t.Context(), "a/b.html"); !errors.Is(err, ErrAltered) {
		t.Errorf("an altered file is read with %v", err)
	}
	if err := s.Stream(t.Context(), "a/b.html", func(io.Reader) error { return errors.New("refused") }); !errors.Is(err, ErrAltered) {
		t.Errorf("an altered file is streamed with %v", err)
	}
}

func TestNothingThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	for _, where := range []string{t.TempDir(), server.URL} {
		if _, err := Open(t.Context(), where, nil); !errors.Is(err, ErrNothing) {
			t.Errorf("%s: %v", where, err)
		}
	}
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	defer broken.Close()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for where, ctx := range map[string]context.Context{broken.URL: t.Context(), server.URL: ended, filepath.Join(t.TempDir(), "none"): t.Context()} {
		if _, err := Open(ctx, where, nil); err == nil || errors.Is(err, ErrNothing) {
			t.Errorf("%s: %v", where, err)
		}
	}
}

// TestNoManifest holds that what stands in the place of a manifest is told plainly, and never taken
// for nothing published.
func TestNoManifest(t *testing.T) {
	for body, want := range map[string]string{
		"\n<!DOCTYPE html><title>sign in</title>": "found a page (HTML)",
		`{"version": 1, "files": [{"pa`:           "not whole",
		"":                                        "found 0 bytes",
		"null":                                    "found 0",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) }))
		_, err := Open(t.Context(), server.URL, nil)
		server.Close()
		if err == nil || errors.Is(err, ErrNothing) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", body, err, want)
		}
	}
}
