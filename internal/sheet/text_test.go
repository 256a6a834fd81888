package sheet

import (
	"bufio"
	"encoding/csv"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"unicode/utf8"

	"gongshi/internal/finding"
)

// readRows reads the first sheet of a file; what is wrong with it goes to say.
func readRows(t testing.TB, fsys fs.FS, name string, say func(finding.Finding)) [][]string {
	t.Helper()
	f, err := Open(fsys, name, Options{Say: say})
	if err != nil {
		t.Fatal(err)
	}
	if f == nil {
		return nil
	}
	defer f.Close()
	var rows [][]string
	for {
		row, err := f.Sheets[0].Rows.Next()
		if err != nil {
			t.Fatal(err)
		}
		if row == nil {
			return rows
		}
		rows = append(rows, slices.Clone(row.Cells))
	}
}

// FuzzSheet checks the gate against encoding/csv alone: what passes is what that would
// read, and every complaint names a place in the file.
func FuzzSheet(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "\ufeffa,b\r\n1,2\r\n", "a\n\"b\nc\"\n", "a,\"b\n", "a\"b\n1\n", "\"a\"b,c\nd\n", "a\rb", "a,\x00", "\xff\xfe", "a,\xe5\xb9",
		"\"\"\"\"\n", "a\t\"b\"\n", "\x1a", ",,,\n\n,\n", "\"a\r\nb\",c\r\n", "中,文\n\"引\"\"号\",\n",
	} {
		f.Add(s, false, false)
		f.Add(s, true, true)
	}
	f.Fuzz(func(t *testing.T, text string, tabs, slow bool) {
		comma := byte(',')
		if tabs {
			comma = '\t'
		}
		if strings.HasPrefix(strings.ToLower(text), "sep") {
			return // the line that declares a separator is none for encoding/csv
		}
		lines := strings.Count(text, "\n") + 1
		refused := false
		mark := 0
		if strings.HasPrefix(text, markUTF8) {
			mark = len(markUTF8)
		}
		var in io.Reader = strings.NewReader(text[mark:])
		if slow { // every character of several bytes is torn apart
			in = iotest.OneByteReader(in)
		}
		all := newTextRows(bufio.NewReader(in), comma, mark, 0, func(r finding.Finding) {
			refused = true
			if r.Line < 1 || r.Line > lines || r.Column < 1 || r.Column > maxColumns+1 {
				t.Errorf("%s at %d:%d of a file of %d lines", r.Rule, r.Line, r.Column, lines)
			}
		})
		var rows [][]string
		for {
			row, err := all.Next()
			if err != nil {
				t.Fatal(err)
			}
			if row == nil {
				break
			}
			if line := row.LineOf(len(row.Cells) - 1); line < 1 || line > lines {
				t.Errorf("row at line %d of %d", line, lines)
			}
			rows = append(rows, slices.Clone(row.Cells))
		}
		if refused != (!all.Whole() || len(all.gate.found) > 0) && !refused {
			t.Error("refused without a word")
		}
		if refused {
			return
		}
		if want := plainRows(t, text, rune(comma)); !slices.EqualFunc(rows, want, slices.Equal) {
			t.Errorf("read %q, want %q", rows, want)
		}
	})
}

// plainRows is what encoding/csv reads, without blank rows.
func plainRows(t *testing.T, text string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, markUTF8)))
	r.Comma, r.FieldsPerRecord = comma, -1
	var rows [][]string
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatalf("encoding/csv refuses %q, which was read: %v", text, err)
		}
		if !Blank(cells) {
			rows = append(rows, cells)
		}
	}
}

// FuzzOpen reads whatever bytes a file may hold: every complaint names a place in it, and
// nothing that is refused is refused without a word.
func FuzzOpen(f *testing.F) {
	for _, s := range []string{
		"year,tier\n2023,\xca\xdc\xd0\xbd\xc0\xed\xca\xc2\n", "\xff\xfey\x00,\x00\n\x00", "\xfe\xff\x00y\x00\n", "sep=;\na;b\n", "a;b\n1;2\n",
		"\xc4\xea\xb6\xc8,\xe5\xb9\xb4\n", "PK\x03\x04", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "<html>", "%PDF-1.7", "\xff\xfe\x00\xd8", "caf\xe9,1\n", "",
	} {
		f.Add([]byte(s), uint8(0))
		f.Add([]byte(s), uint8(1))
	}
	f.Add(workbookBytes(f), uint8(2))
	f.Fuzz(func(t *testing.T, body []byte, kind uint8) {
		name := []string{"pay.csv", "pay.tsv", "pay.xlsx"}[kind%3]
		said := false
		file, err := Open(fstest.MapFS{name: {Data: body}}, name, Options{
			Known: func(c string) bool { return strings.TrimSpace(c) == "year" || strings.TrimSpace(c) == "年度" },
			Say: func(r finding.Finding) {
				said = true
				if r.Line < 0 || r.Column < 0 || r.Rule == "" || r.Message.ZH == "" || r.Hint.EN == "" {
					t.Errorf("incomplete: %+v", r)
				}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		if file == nil {
			if !said {
				t.Error("refused without a word")
			}
			return
		}
		defer file.Close()
		for _, s := range file.Sheets {
			last := 0
			for {
				row, err := s.Rows.Next()
				if err != nil {
					t.Fatal(err)
				}
				if row == nil {
					break
				}
				if row.Line <= last || Blank(row.Cells) || row.Marks != nil && len(row.Marks) != len(row.Cells) {
					t.Errorf("row at line %d behind %d: %q", row.Line, last, row.Cells)
				}
				last = row.Line
				for i, c := range row.Cells {
					if !utf8.ValidString(c) || row.LineOf(i) < row.Line {
						t.Errorf("cell %d of line %d: %q", i, row.Line, c)
					}
				}
			}
			if !s.Rows.Whole() && !said {
				t.Error("broken off without a word")
			}
		}
		_ = file.Form().String()
	})
}
