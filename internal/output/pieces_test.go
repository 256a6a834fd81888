package output

import (
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"gongshi/internal/tree"
)

// inPieces is a file that comes in pieces.
func inPieces(path string, list ...string) tree.File {
	return tree.File{Path: path, Write: func(to io.Writer) error {
		for _, piece := range list {
			if _, err := io.WriteString(to, piece); err != nil {
				return err
			}
		}
		return nil
	}}
}

// TestPieces holds that a file in pieces is like one with a body, new, unchanged and changed.
func TestPieces(t *testing.T) {
	bothWays(t, func(t *testing.T, begin func(string, Options) *Stage) {
		public := filepath.Join(t.TempDir(), "public")
		build := func(want Summary, file tree.File) {
			t.Helper()
			s := begin(public, Options{})
			emit(t, s, site{"index.html": "one"})
			body, err := file.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			e, err := s.Put(file)
			if sum := sha256.Sum256(body); err != nil || e != (Entry{Path: file.Path, Size: int64(len(body)), SHA256: hexSum(sum[:])}) {
				t.Fatalf("put: %+v, %v", e, err)
			}
			got, err := s.Commit()
			if err != nil || got != want {
				t.Errorf("commit: %+v, %v, want %+v", got, err, want)
			}
			wantSite(t, public, site{"index.html": "one", file.Path: string(body)})
			wantNeighbours(t, public, "public")
		}
		build(Summary{Files: 2, Bytes: 9, Added: 2}, inPieces("data/a.csv", "ab", "", "cd", "ef"))
		at := age(t, filepath.Join(public, "data/a.csv"))
		build(Summary{Files: 2, Bytes: 9, Unchanged: 2}, inPieces("data/a.csv", "abcdef"))
		build(Summary{Files: 2, Bytes: 9, Unchanged: 2}, tree.File{Path: "data/a.csv", Body: []byte("abcdef")})
		if got := modTime(t, filepath.Join(public, "data/a.csv")); !got.Equal(at) {
			t.Errorf("time of an unchanged file: %v, want %v", got, at)
		}
		sum := sha256.Sum256([]byte("xyz"))
		changed := inPieces("data/a.csv", "x", "yz")
		changed.Sum = &sum
		build(Summary{Files: 2, Bytes: 6, Changed: 1, Unchanged: 1}, changed)
	})
}

// TestPiecesFail holds that a file which cannot be made stops the site.
func TestPiecesFail(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	publish(t, public, Options{}, site{"index.html": "one"})
	s, err := Begin(public, Options{})
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := s.Emit(tree.File{Path: "a.csv", Write: func(to io.Writer) error {
		io.WriteString(to, "half")
		return broken
	}}); !errors.Is(err, broken) {
		t.Errorf("emit: %v, want %v", err, broken)
	}
	if _, err := s.Commit(); !errors.Is(err, broken) {
		t.Errorf("commit: %v, want %v", err, broken)
	}
	wantSite(t, public, site{"index.html": "one"})
	if _, err := os.Stat(filepath.Join(public, "a.csv")); err == nil {
		t.Error("half a file was published")
	}
}
