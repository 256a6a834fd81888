package intake_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// corpusColumns are the columns of sanctions that take the first columns of a foreign
// file: any text may stand in them.
var corpusColumns = []string{"facts", "basis", "decision", "status_reason"}

// corpusDefaults are the columns that must be given.
var corpusDefaults = map[string]string{
	"sanction_id": "x", "kind": "penalty", "subject": "agency", "subject_name": "甲", "measures": "警告", "authority": "丁", "decided_on": "2020-01-01",
}

// TestCorpora reads every file of the public corpora, through configuration, as a table of
// sanctions. A file is refused with an error, or each row of it is what encoding/csv makes
// of the file, but for rows that a notice names.
func TestCorpora(t *testing.T) {
	root := "../../../shared/data/csv"
	if _, err := os.Stat(root); err != nil {
		if strings.Contains(","+os.Getenv("GONGSHI_REQUIRE")+",", ",shared,") {
			t.Fatal(err)
		}
		t.Skip("../shared is not there:", err)
	}
	read, refused := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".csv", ".tsv"}, filepath.Ext(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		if readCorpusFile(t, name, data) {
			read++
		} else {
			refused++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read+refused < 149 {
		t.Errorf("%d files, want at least 149", read+refused)
	}
	t.Logf("%d files read exactly, %d refused with a reason", read, refused)
}

// readCorpusFile reports whether a file was read, and fails where it was read wrongly.
func readCorpusFile(t *testing.T, name string, data []byte) bool {
	t.Helper()
	want, lines, readable := independently(data)
	settings := &portal.Settings{Aliases: map[string]map[string]string{"sanctions": {}}, Defaults: map[string]map[string]string{"sanctions": corpusDefaults}}
	if len(want) > 0 {
		for i, header := range want[0] {
			if i < len(corpusColumns) && strings.TrimSpace(header) != "" && schema.Lookup("sanctions").Index(strings.TrimSpace(header)) < 0 {
				settings.Aliases["sanctions"][header] = corpusColumns[i]
			}
		}
	}
	fsys := fstest.MapFS{"data/sanctions" + filepath.Ext(name): {Data: data}, "data/agencies.csv": {Data: []byte(baseTables["agencies"])}}
	tables, found, err := intake.Read(fsys, settings)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	found = slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Rule == "missing-table" })
	if finding.Count(found).Errors > 0 {
		return false
	}
	if !readable {
		t.Errorf("%s is read, but encoding/csv refuses it; findings:\n%s", name, shown(found))
		return true
	}
	compareCorpus(t, name, tables.Sanctions, found, want, lines)
	return true
}

// independently reads a file with encoding/csv alone: its rows that are not blank, and
// where they start.
func independently(data []byte) (rows [][]string, lines []int, ok bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, nil, false
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.Comma = -1, separatorOf(data)
	for {
		row, err := r.Read()
		if err != nil {
			return rows, lines, err == io.EOF
		}
		if slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			line, _ := r.FieldPos(0)
			rows, lines = append(rows, row), append(lines, line)
		}
	}
}

// separatorOf is a semicolon or a tab where the first line has one and no comma.
func separatorOf(data []byte) rune {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if i := bytes.IndexAny(first, ";\t"); i >= 0 && !bytes.Contains(first, []byte(",")) {
		return rune(first[i])
	}
	return ','
}

func compareCorpus(t *testing.T, name string, got []*register.Sanction, found []finding.Finding, want [][]string, lines []int) {
	t.Helper()
	told := func(line int) bool {
		return slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Line == line && f.Severity == finding.Notice })
	}
	next := 0
	for i := 1; i < len(want); i++ {
		if next >= len(got) || got[next].Line() != lines[i] {
			if !told(lines[i]) {
				t.Errorf("%s: line %d is silently left out: %q", name, lines[i], want[i])
			}
			continue
		}
		x := got[next]
		next++
		for k, cell := range []string{x.Facts, x.Basis, x.Decision, x.StatusReason} {
			if k < len(want[i]) && cell != "" && cell != strings.TrimSpace(want[i][k]) {
				t.Errorf("%s:%d: column %d is %q, want %q", name, lines[i], k+1, cell, want[i][k])
			}
			if k < len(want[i]) && cell == "" && !notGiven(want[i][k]) && strings.TrimSpace(want[0][k]) != "" {
				t.Errorf("%s:%d: column %d is blank, want %q", name, lines[i], k+1, want[i][k])
			}
		}
	}
	if next < len(got) {
		t.Errorf("%s: line %d is read, but is no row", name, got[next].Line())
	}
}

// notGiven says whether a cell means "not given", or stands in a column that was not read.
func notGiven(s string) bool {
	return slices.Contains([]string{"", "-", "--", "—", "/", "N/A", "n/a", "无"}, strings.TrimSpace(s))
}

// TestPapaparse reads the inputs of Papa Parse's own tests below a header. What they hold
// is refused, or read as they say; Papa Parse itself makes something of any quote.
func TestPapaparse(t *testing.T) {
	text, err := os.ReadFile(tortureFolder + "/foreign/papaparse.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Input string
		Rows        [][]string
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 60 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	settings := &portal.Settings{Aliases: map[string]map[string]string{"sanctions": {}}, Defaults: map[string]map[string]string{"sanctions": corpusDefaults}}
	for _, c := range corpusColumns {
		settings.Aliases["sanctions"]["h-"+c] = c
	}
	read := 0
	for _, c := range cases {
		rows := slices.DeleteFunc(c.Rows, blankCells)
		if len(rows) == 0 || len(rows[0]) > len(corpusColumns) {
			continue
		}
		header := "h-" + strings.Join(corpusColumns[:len(rows[0])], ",h-")
		fsys := fstest.MapFS{"data/sanctions.csv": {Data: []byte(header + "\n" + c.Input)}, "data/agencies.csv": {Data: []byte(baseTables["agencies"])}}
		tables, found, err := intake.Read(fsys, settings)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		if slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Severity == finding.Error }) {
			continue
		}
		read++
		var got [][]string
		for _, x := range tables.Sanctions {
			got = append(got, []string{x.Facts, x.Basis, x.Decision, x.StatusReason}[:len(rows[0])])
		}
		for _, row := range rows {
			for i := range row {
				row[i] = strings.ReplaceAll(strings.TrimSpace(row[i]), "\r\n", "\n")
			}
		}
		if !slices.EqualFunc(got, rows, slices.Equal) {
			t.Errorf("%s: %q is read as %q, want %q", c.Name, c.Input, got, rows)
		}
	}
	t.Logf("%d of %d inputs read as wanted, the others refused", read, len(cases))
}

func blankCells(row []string) bool {
	return !slices.ContainsFunc(row, func(c string) bool { return strings.TrimSpace(c) != "" })
}
