package sheet

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/finding"
)

// shared is the folder of data that nobody in this project wrote.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("../../../shared/data", name)
	if _, err := os.Stat(path); err != nil {
		if strings.Contains(","+os.Getenv("GONGSHI_REQUIRE")+",", ",shared,") {
			t.Fatal(err)
		}
		t.Skip("../shared is not there:", err)
	}
	return path
}

// rowsOf reads a file as far as a table can be read from it; rules are those that it breaks.
func rowsOf(t *testing.T, name string) (rows [][]string, rules []string) {
	t.Helper()
	return readRows(t, os.DirFS(filepath.Dir(name)), filepath.Base(name), func(f finding.Finding) { rules = append(rules, f.Rule) }), rules
}

// TestSpectrum reads csv-spectrum and compares every cell with its JSON.
func TestSpectrum(t *testing.T) {
	list, err := filepath.Glob(filepath.Join(shared(t, "csv/csv-spectrum"), "csvs", "*.csv"))
	if err != nil || len(list) < 11 {
		t.Fatalf("%d files, %v, want at least 11", len(list), err)
	}
	for _, name := range list {
		t.Run(filepath.Base(name), func(t *testing.T) {
			rows, rules := rowsOf(t, name)
			if filepath.Base(name) == "utf8.csv" { // one letter, which may be ʤ in UTF-8 or 胜 in GBK
				if !slices.Equal(rules, []string{"ambiguous-encoding"}) {
					t.Fatalf("rules %v, want ambiguous-encoding", rules)
				}
				return
			}
			if len(rules) > 0 {
				t.Fatalf("refused: %v", rules)
			}
			text, err := os.ReadFile(strings.NewReplacer("csvs", "json", ".csv", ".json").Replace(filepath.Dir(name)) + "/" + strings.TrimSuffix(filepath.Base(name), ".csv") + ".json")
			if err != nil {
				t.Fatal(err)
			}
			var want []map[string]string
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			var got []map[string]string
			for _, row := range rows[1:] {
				m := map[string]string{}
				for i, c := range row {
					m[rows[0][i]] = c
				}
				got = append(got, m)
			}
			for _, m := range want {
				for k, v := range m { // line ends inside cells are read as \n
					m[k] = strings.ReplaceAll(v, "\r\n", "\n")
				}
			}
			if !slices.EqualFunc(got, want, maps.Equal) {
				t.Errorf("read %q, want %q", got, want)
			}
		})
	}
}

// TestFixtures reads the fixtures of csvlint: which are refused, and why.
func TestFixtures(t *testing.T) {
	dir := shared(t, "csv/csvlint-fixtures")
	for _, tt := range []struct{ name, rules string }{
		{"valid.csv", ""}, {"valid_many_rows.csv", ""}, {"lf-line-endings.csv", ""}, {"crlf-line-endings.csv", ""}, {"windows-line-endings.csv", ""},
		{"white space in filename.csv", ""},
		{"cr-line-endings.csv", "bare-cr"}, {"inconsistent-line-endings.csv", ""}, {"inconsistent-line-endings-unquoted.csv", ""},
		{"invalid-byte-sequence.csv", "unlikely-encoding"},
		{"title-row.csv", ""}, // of equal width: the header is refused later
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, rules := rowsOf(t, filepath.Join(dir, tt.name))
			if got := strings.Join(slices.Compact(rules), " "); got != tt.rules {
				t.Errorf("rules %q, want %q", got, tt.rules)
			}
		})
	}
}

// TestFrictionless reads every file of frictionless: a file is refused, or read as
// encoding/csv alone reads it. No cell is silently something else.
func TestFrictionless(t *testing.T) {
	list, err := filepath.Glob(filepath.Join(shared(t, "csv/frictionless-data"), "*.csv"))
	if err != nil || len(list) < 50 {
		t.Fatalf("%d files, %v, want at least 50", len(list), err)
	}
	read, refused := 0, 0
	for _, name := range list {
		rows, rules := rowsOf(t, name)
		if len(rules) > 0 {
			refused++
			continue
		}
		read++
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), markUTF8)))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil {
			t.Errorf("%s is read, but encoding/csv refuses it: %v", name, err)
		}
		want = slices.DeleteFunc(want, Blank)
		if !slices.EqualFunc(rows, want, slices.Equal) {
			t.Errorf("%s: read %q, want %q", name, rows, want)
		}
	}
	t.Logf("%d files read exactly, %d refused with a reason", read, refused)
}

// TestEncodings reads the same articles of law in two encodings: the rows are equal.
func TestEncodings(t *testing.T) {
	want, rules := rowsOf(t, shared(t, "statutes/articles.utf8bom.csv"))
	if len(rules) > 0 || len(want) != 10_342 {
		t.Fatalf("%d rows, %v, want 10342 and no finding", len(want), rules)
	}
	got, rules := rowsOf(t, shared(t, "statutes/articles.gb18030.csv"))
	if len(rules) > 0 || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%d rows in GB18030, %v, want the %d rows of UTF-8", len(got), rules, len(want))
	}
}
