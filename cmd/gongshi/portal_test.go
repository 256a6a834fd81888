package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"gongshi/internal/inside"
)

// repository is the root of the repository, which is the sample portal.
func repository(t testing.TB) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// required says whether GONGSHI_REQUIRE, a comma list, names a thing; then a test
// that lacks it fails and does not skip.
func required(thing string) bool {
	return slices.Contains(strings.Split(os.Getenv("GONGSHI_REQUIRE"), ","), thing)
}

// lacks skips a test for want of a thing, or fails where the thing is required.
func lacks(t testing.TB, thing, message string) {
	t.Helper()
	if required(thing) {
		t.Fatalf("GONGSHI_REQUIRE names %s: %s", thing, message)
	}
	t.Skip(message)
}

// suiteFolder is a folder for what several tests share, removed after the last one.
var suiteFolder = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "gongshi-suite") })

// sample is the sample portal's public folder, built once; not to be written to.
func sample(t testing.TB) string {
	t.Helper()
	public, err := builtSample()
	if err != nil {
		t.Fatal(err)
	}
	return public
}

var builtSample = sync.OnceValues(func() (string, error) {
	portal, err := sampleInput()
	if err != nil {
		return "", err
	}
	if out, err := exec.Command("gongshi", "build", "-C", portal).CombinedOutput(); err != nil {
		return "", fmt.Errorf("build of the sample portal: %w\n%s", err, out)
	}
	return filepath.Join(portal, "public"), nil
})

// sampleInput is a copy of what the sample portal is made of, so that nobody who
// edits the repository meanwhile disturbs the tests. It has no templates/, so the
// face is the one inside the program.
var sampleInput = sync.OnceValues(func() (string, error) {
	dir, err := suiteFolder()
	if err != nil {
		return "", err
	}
	portal := filepath.Join(dir, "sample")
	for _, name := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(portal, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			return "", err
		}
	}
	for _, name := range settingFiles() {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(portal, name), text, 0o644); err != nil {
			return "", err
		}
	}
	return portal, nil
})

// settingFiles are the files of the sample beside its folders.
func settingFiles() []string { return []string{"gongshi.yaml", "rulebook.yaml"} }

// samplePortal is the folder that the sample is built from; not to be written to.
func samplePortal(t testing.TB) string {
	t.Helper()
	portal, err := sampleInput()
	if err != nil {
		t.Fatal(err)
	}
	return portal
}

// copySample copies the sample portal without its public folder into a new one.
func copySample(t testing.TB) string {
	t.Helper()
	dir, portal := t.TempDir(), samplePortal(t)
	for _, name := range settingFiles() {
		copyFile(t, filepath.Join(portal, name), filepath.Join(dir, name), 0o644)
	}
	for _, name := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(portal, name))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// smallPortal writes the portal of a script's archive into a folder.
func smallPortal(t testing.TB, dir string) string {
	t.Helper()
	return extract(t, "testdata/script/build_ok.txtar", dir)
}

func extract(t testing.TB, archive, dir string) string {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		writeFile(t, filepath.Join(dir, f.Name), f.Data)
	}
	return dir
}

// openFolder is a temporary folder that every user may read.
func openFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gongshi-open")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func writeFile(t testing.TB, path string, body []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
}

func readFile(t testing.TB, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func appendFile(t testing.TB, path, text string) {
	t.Helper()
	writeFile(t, path, []byte(readFile(t, path)+text))
}

func copyFile(t testing.TB, from, to string, mode fs.FileMode) {
	t.Helper()
	writeFile(t, to, []byte(readFile(t, from)))
	if err := os.Chmod(to, mode); err != nil {
		t.Fatal(err)
	}
}

func lookPath(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func asExit(err error, exit **exec.ExitError) bool { return errors.As(err, exit) }

// files lists the files below a folder, slash-separated and sorted.
func files(dir string) ([]string, error) {
	var list []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, path)
		}
		return err
	})
	return list, err
}

// snapshot prints what a folder holds: a line for each file with its mode, size,
// hash and, where asked, its modification time. A folder that is not there is empty.
func snapshot(dir string, times bool) (string, error) {
	list, err := files(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, name := range list {
		path := filepath.Join(dir, filepath.FromSlash(name))
		info, err := os.Lstat(path)
		if err != nil {
			return "", err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s %s %d %s", name, info.Mode(), info.Size(), hash(body))
		if times {
			fmt.Fprintf(&b, " %d", info.ModTime().UnixNano())
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

var encoded = regexp.MustCompile(`[A-Za-z0-9+/_-]{32,}={0,2}`)

// layers is a file as it is and as what is packed into it: gzip, raw deflate and
// both of them in base64, as in a shard that loads as a script.
func layers(body []byte) [][]byte {
	all := append([][]byte{body}, inflate(body)...)
	for _, text := range encoded.FindAll(body, -1) {
		raw, err := base64.StdEncoding.DecodeString(string(text))
		if err != nil {
			raw, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(string(text), "="))
		}
		if err == nil {
			all = append(append(all, raw), inflate(raw)...)
		}
	}
	for _, chunk := range inside.Chunks(body) {
		all = append(all, inflate(chunk)...)
	}
	return all
}

// inflate is what the bytes hold where they are gzip or deflate.
func inflate(body []byte) [][]byte {
	var all [][]byte
	if r, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
		if inner, err := io.ReadAll(r); err == nil {
			all = append(all, inner)
		}
	}
	if inner, err := io.ReadAll(flate.NewReader(bytes.NewReader(body))); err == nil {
		all = append(all, inner)
	}
	return all
}
