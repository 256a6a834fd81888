package schema

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTables checks what the reader relies on: names that are told apart, keys that are
// columns, closed lists where they are needed.
func TestTables(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	for _, table := range Tables() {
		headers := map[string]string{}
		for _, c := range table.Columns {
			if !name.MatchString(c.Name) || c.ZH == "" || c.EN == "" {
				t.Errorf("%s.%s: want a name in snake case, ZH and EN", table.Name, c.Name)
			}
			for _, h := range []string{c.Name, c.ZH} {
				if first, twice := headers[h]; twice {
					t.Errorf("%s: header %q is both %s and %s", table.Name, h, first, c.Name)
				}
				headers[h] = c.Name
			}
			if (c.Kind == Coded) != (len(c.Codes) > 0) {
				t.Errorf("%s.%s: %d codes for kind %d", table.Name, c.Name, len(c.Codes), c.Kind)
			}
			codes(t, table.Name+"."+c.Name, c.Codes)
		}
		for _, k := range table.Key {
			if table.Column(k) == nil {
				t.Errorf("%s: key %q is no column", table.Name, k)
			}
		}
		if Lookup(table.Name) != table {
			t.Errorf("Lookup(%q) does not return the table", table.Name)
		}
	}
	if len(Tables()) != 5 || len(Fields) != 16 {
		t.Errorf("%d tables and %d fields, want 5 and 16", len(Tables()), len(Fields))
	}
	for _, list := range [][]Code{Fields, Measures} {
		codes(t, "open list", list)
	}
}

// codes checks that no two codes of a list are written the same.
func codes(t *testing.T, where string, list []Code) {
	t.Helper()
	seen := map[string]string{}
	for _, c := range list {
		for _, w := range append([]string{c.ID, c.ZH}, c.Aliases...) {
			if first, twice := seen[strings.ToLower(w)]; twice {
				t.Errorf("%s: %q is both %s and %s", where, w, first, c.ID)
			}
			seen[strings.ToLower(w)] = c.ID
		}
	}
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		ok       bool
	}{
		{"excellent", "excellent", true}, {"EXCELLENT", "excellent", true}, {"优秀", "excellent", true}, {"优", "excellent", true},
		{"passed-after-rectification", "passed-after-rectification", true}, {"整改后通过", "passed-after-rectification", true},
		{"", "", false}, {"优良", "", false}, {"Excellent ", "", false},
	} {
		got, ok := Find(Grades, tt.in)
		if got.ID != tt.want || ok != tt.ok {
			t.Errorf("Find(%q) = %q, %v, want %q, %v", tt.in, got.ID, ok, tt.want, tt.ok)
		}
	}
	if got := ByID(Grades, "good").ZH; got != "良好" {
		t.Errorf("ByID(good) = %q, want 良好", got)
	}
	if got := ByID(Grades, "none"); got.ID != "none" || got.ZH != "none" {
		t.Errorf("ByID(none) = %+v, want the id as its name", got)
	}
	if got := Lookup("salary"); got != nil {
		t.Errorf("Lookup(salary) = %v, want nil", got)
	}
}

// TestDocument checks that docs/data.md names every column and every code.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/data.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(text)
	for _, table := range Tables() {
		_, part, ok := strings.Cut(doc, "\n## "+table.Name+" · "+table.ZH+"\n")
		if !ok {
			t.Errorf("docs/data.md has no section %s · %s", table.Name, table.ZH)
			continue
		}
		part, _, _ = strings.Cut(part, "\n## ")
		if got := strings.Count(part, "\n| ") - 1; got != len(table.Columns) {
			t.Errorf("the section %s has %d columns, want %d", table.Name, got, len(table.Columns))
		}
		for _, c := range table.Columns {
			mark := ""
			if c.Required {
				mark = "*"
			}
			if slices.Contains(table.Key, c.Name) {
				mark += "⚷"
			}
			row := "| " + c.Name + mark + " | " + c.ZH + " |"
			if !strings.Contains(part, row) {
				t.Errorf("the section %s lacks the row %q", table.Name, row)
			}
			documented(t, part, c.Codes)
		}
	}
	documented(t, doc, Fields)
	documented(t, doc, Measures)
}

func documented(t *testing.T, doc string, list []Code) {
	t.Helper()
	for _, c := range list {
		if want := "`" + c.ID + "` " + strings.Join(append([]string{c.ZH}, c.Aliases...), "/"); !strings.Contains(doc, want) {
			t.Errorf("docs/data.md lacks %q", want)
		}
	}
}
