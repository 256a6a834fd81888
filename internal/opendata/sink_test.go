package opendata

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// joined keeps pieces together and remembers the largest.
type joined struct {
	bytes.Buffer
	largest int
}

func (p *joined) Write(b []byte) (int, error) {
	p.largest = max(p.largest, len(b))
	return p.Buffer.Write(b)
}

// TestPieces holds that a table in pieces is the table in one, and that no piece is large.
func TestPieces(t *testing.T) {
	reg, findings := register.Link(synthetic(300), settings(), book(), asOf)
	if len(findings) > 0 {
		t.Fatal(findings[0])
	}
	hits := checks(reg).All()
	encoders := map[string]func(*sink){
		"clauses.csv":        func(s *sink) { clausesCSV(reg, s) },
		"findings.csv":       func(s *sink) { findingsCSV(reg, hits, s) },
		"findings-excel.csv": func(s *sink) { findingsExcel(reg, hits, s) },
	}
	for _, table := range append(sources(reg), derived(reg, ledger.Open(reg))...) {
		for _, f := range formats() {
			encoders[table.table.Name+f.suffix] = func(s *sink) { f.encode(reg, table, s) }
		}
	}
	several := 0
	for name, encode := range encoders {
		var p joined
		if err := fileOf(name, piecesFrom, encode).Write(&p); err != nil {
			t.Fatal(err)
		}
		if want := fileOf(name, piecesFrom-1, encode).Body; !bytes.Equal(p.Bytes(), want) {
			t.Errorf("%s in pieces is not what it is in one: %d bytes, want %d", name, p.Len(), len(want))
		}
		if p.Len() > p.largest {
			several++
		}
		if p.largest > pieceBytes+64<<10 {
			t.Errorf("%s: a piece of %d bytes, want one row more than %d at most", name, p.largest, pieceBytes)
		}
	}
	if several < 5 {
		t.Errorf("%d tables in several pieces: the test compares too little", several)
	}
}

// TestMeasured holds that the note says what was written, and that the checksum goes along.
func TestMeasured(t *testing.T) {
	text := strings.Repeat("拟州", 1000)
	sum := sha256.Sum256([]byte(text))
	want := binary.AppendUvarint(sum[:], uint64(len(text)))
	write := func(to io.Writer) error {
		_, err := io.WriteString(to, text)
		return err
	}
	for _, f := range []tree.File{{Body: []byte(text)}, {Write: write}} {
		note, err := measured(func(f tree.File) error {
			for range 2 {
				if b, err := f.Bytes(); err != nil || string(b) != text || *f.Sum != sum {
					t.Errorf("%d bytes with checksum %x and error %v, want %d and %x", len(b), *f.Sum, err, len(text), sum)
				}
			}
			return nil
		}, f)
		if err != nil || !bytes.Equal(note, want) {
			t.Errorf("note %x and error %v, want %x", note, err, want)
		}
	}
	if _, err := measured(func(tree.File) error { return nil }, tree.File{Write: write}); err == nil {
		t.Error("no error where a file was not written, want one")
	}
	full := errors.New("full")
	if _, err := measured(func(f tree.File) error { return f.Write(fails{full}) }, tree.File{Write: write}); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}

type fails struct{ err error }

func (f fails) Write([]byte) (int, error) { return 0, f.err }
