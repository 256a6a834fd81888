package schema

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/golden"
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

// TestNotes checks that every column has a note in both languages, and no note is of
// a column that does not exist. What must be filled in has an example.
func TestNotes(t *testing.T) {
	known := map[string]bool{}
	for _, table := range Tables() {
		for _, c := range table.Columns {
			known[table.Name+"."+c.Name] = true
			note := table.Note(c.Name)
			if note.ZH == "" || note.EN == "" {
				t.Errorf("%s.%s has no note in both languages", table.Name, c.Name)
			}
			if c.Required && note.Example == "" {
				t.Errorf("%s.%s is required and has no example", table.Name, c.Name)
			}
			if _, ok := Find(c.Codes, note.Example); c.Kind == Coded && !ok {
				t.Errorf("%s.%s: the example %q is none of the codes", table.Name, c.Name, note.Example)
			}
			if zh, en := c.Kind.What(); zh == "" || en == "" {
				t.Errorf("%s.%s: kind %d has no name", table.Name, c.Name, c.Kind)
			}
		}
	}
	for name := range notes {
		if !known[name] {
			t.Errorf("the note of %s is of no column", name)
		}
	}
	if got := Lookup("pay").Note("salary"); got != (Note{}) {
		t.Errorf("Note(salary) = %+v, want none", got)
	}
}

// TestDocument checks that the tables of docs/data.md say of every column what the
// schema says; -update writes them.
func TestDocument(t *testing.T) {
	const name = "../../docs/data.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(text)
	for _, table := range Tables() {
		head := "\n## " + table.Name + " · " + table.ZH + "\n\n"
		before, rest, ok := strings.Cut(doc, head)
		if !ok {
			t.Errorf("docs/data.md has no section %s · %s", table.Name, table.ZH)
			continue
		}
		got, after, _ := strings.Cut(rest, "\n\n")
		want := columnTable(table)
		if got != want && !golden.Update(t) {
			gotLine, wantLine := golden.FirstDifference(got, want)
			t.Errorf("docs/data.md, %s: run go test ./internal/schema -update\n got %q\nwant %q", table.Name, gotLine, wantLine)
		}
		doc = before + head + want + "\n\n" + after
	}
	if golden.Update(t) {
		if err := os.WriteFile(name, []byte(doc), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	documented(t, doc, Fields)
	documented(t, doc, Measures)
}

// columnTable is the list of a table's columns as docs/data.md has it.
func columnTable(table *Table) string {
	var b strings.Builder
	b.WriteString("| 列 column | 中文表头 | 内容 kind | 说明 note | 例 example |\n|---|---|---|---|---|")
	for _, c := range table.Columns {
		mark := ""
		if c.Required {
			mark = "*"
		}
		if slices.Contains(table.Key, c.Name) {
			mark += "⚷"
		}
		var values []string
		for _, code := range c.Codes {
			values = append(values, "`"+code.ID+"` "+strings.Join(append([]string{code.ZH}, code.Aliases...), "/"))
		}
		note := table.Note(c.Name)
		said := note.ZH + note.EN
		if len(values) > 0 {
			said = strings.Join(values, "；") + "。" + said
		}
		zh, en := c.Kind.What()
		fmt.Fprintf(&b, "\n| %s%s | %s | %s %s | %s | %s |", c.Name, mark, c.ZH, zh, en, said, note.Example)
	}
	return b.String()
}

func documented(t *testing.T, doc string, list []Code) {
	t.Helper()
	for _, c := range list {
		if want := "`" + c.ID + "` " + strings.Join(append([]string{c.ZH}, c.Aliases...), "/"); !strings.Contains(doc, want) {
			t.Errorf("docs/data.md lacks %q", want)
		}
	}
}
