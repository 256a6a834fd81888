package command

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"gongshi/internal/golden"

	"github.com/spf13/cobra"
)

// TestCommandsDocument holds docs/commands.md to the help of the commands.
func TestCommandsDocument(t *testing.T) {
	const name = "../../docs/commands.md"
	want := commandsDocument()
	if golden.Update(t) {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/commands.md differs from the help: run go test ./internal/command -update")
	}
}

// commandsDocument is docs/commands.md: the help of every command.
func commandsDocument() []byte {
	var b bytes.Buffer
	b.WriteString("# Commands\n\nMade from `gongshi help`; change the help, not this file. Exit codes: 0 done; 1 findings of severity error\n(or warning with `--strict`); 2 wrong usage; 3 anything else: no portal, port in use, another build running, disk full.\nResults go to stdout, progress and logs to stderr. Paths are relative to the folder of `-C`.\n")
	root := newRoot(System{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			continue
		}
		fmt.Fprintf(&b, "\n## gongshi %s\n\n%s\n\n```\n%s```\n", c.Name(), cmp.Or(c.Long, c.Short), help(c))
	}
	return b.Bytes()
}

func help(c *cobra.Command) string {
	var b bytes.Buffer
	c.SetOut(&b)
	c.InitDefaultHelpFlag()
	if err := c.Usage(); err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}
