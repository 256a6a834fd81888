package intake

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"gongshi/internal/finding"
)

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
		lines := strings.Count(text, "\n") + 1
		refused := false
		var in io.Reader = strings.NewReader(text)
		if slow { // every character of several bytes is torn apart
			in = iotest.OneByteReader(in)
		}
		sheet, err := newSheet(in, comma, func(r refusal) {
			refused = true
			if r.line < 1 || r.line > lines || r.column < 1 || r.column > maxColumns+1 {
				t.Errorf("%s at %d:%d of a file of %d lines", r.rule, r.line, r.column, lines)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		for {
			cells, err := sheet.next()
			if err != nil {
				t.Fatal(err)
			}
			if cells == nil {
				break
			}
			if line := sheet.lineOf(len(cells) - 1); line < 1 || line > lines {
				t.Errorf("row at line %d of %d", line, lines)
			}
			rows = append(rows, slices.Clone(cells))
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
		if !blankRow(cells) {
			rows = append(rows, cells)
		}
	}
}

// FuzzRead reads whatever a table may hold.
func FuzzRead(f *testing.F) {
	for _, b := range badTables {
		for name, text := range b.files {
			if len(text) < 1000 {
				f.Add(name, text)
			}
		}
	}
	f.Add("data/sanctions.csv", national)
	f.Fuzz(func(t *testing.T, name, text string) {
		all := whole(nil)
		if strings.HasSuffix(name, ".md") {
			name = "content/page.md"
		} else if _, ok := all[name]; !ok {
			name = "data/pay.csv"
		}
		all[name] = text
		_, found := readAll(t, all, nil)
		lines := strings.Count(text, "\n") + 1
		for _, f := range found {
			if f.File != name && f.File != "" {
				continue
			}
			if f.Line < 0 || f.Line > lines || f.Column < 0 || f.Message.EN == "" || f.Message.ZH == "" {
				t.Errorf("%+v in a file of %d lines", f, lines)
			}
			if len([]rune(f.Value)) > finding.MaxValue+1 {
				t.Errorf("%s repeats %d characters", f.Rule, len([]rune(f.Value)))
			}
		}
	})
}
