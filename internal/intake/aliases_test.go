package intake

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gongshi/internal/golden"
	"gongshi/internal/schema"
)

// TestAliases checks that a header means one column of its table, and that docs/data.md
// lists what is built in.
func TestAliases(t *testing.T) {
	var lines strings.Builder
	for _, table := range schema.Tables() {
		seen := map[string]string{}
		for _, c := range table.Columns {
			seen[c.Name], seen[c.ZH] = c.Name, c.Name
		}
		for name := range builtIn[table.Name] {
			if table.Column(name) == nil {
				t.Errorf("%s has no column %s", table.Name, name)
			}
		}
		var columns []string
		for _, c := range table.Columns {
			list := builtIn[table.Name][c.Name]
			for _, alias := range list {
				if first, twice := seen[alias]; twice {
					t.Errorf("%s: %q is both %s and %s", table.Name, alias, first, c.Name)
				}
				seen[alias] = c.Name
				if fold(alias) != alias {
					t.Errorf("%s: %q is not folded", table.Name, alias)
				}
			}
			if len(list) > 0 {
				columns = append(columns, fmt.Sprintf("%s ← %s", c.ZH, strings.Join(list, "、")))
			}
		}
		fmt.Fprintf(&lines, "- **%s %s**: %s\n", table.Name, table.ZH, strings.Join(columns, "; "))
	}
	listed(t, lines.String())
}

// listed holds the lines between the marks in docs/data.md to what is built in.
func listed(t *testing.T, want string) {
	t.Helper()
	const path = "../../docs/data.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const end = "<!-- /aliases -->"
	before, rest, ok := strings.Cut(string(text), "<!-- aliases: ")
	mark, rest, also := strings.Cut(rest, "\n")
	got, after, closed := strings.Cut(rest, end)
	if !ok || !also || !closed {
		t.Fatal("docs/data.md has no marks for the aliases")
	}
	if golden.Update(t) {
		if err := os.WriteFile(path, []byte(before+"<!-- aliases: "+mark+"\n"+want+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("docs/data.md lists\n%swant\n%s", got, want)
	}
}
