package command

import (
	"fmt"
	"io"

	"gongshi/internal/build"
	"gongshi/internal/report"
)

// fixing is what check does for --fix.
type fixing struct{ dir string }

// fixHelp is about --fix in the help of check.
const fixHelp = `With --fix DIR it also writes copies of the tables in which something was found: a .csv in the form
that needs no guessing, an .xlsx in which the cells in doubt are coloured and say why, and a list of
the changes. It changes only what is certain, and never the originals. DIR is made; it may hold what
an earlier --fix wrote, as long as nobody has changed it, and nothing else.`

// run writes the copies and returns what prints the list of them. The list follows a
// report in text; other reports have stdout to themselves.
func (f fixing) run(o build.Options, p *build.Portal, form report.Format, lang string, sys System) (func() error, error) {
	if f.dir == "" {
		return func() error { return nil }, nil
	}
	made, err := build.Fix(o, p, f.dir, lang)
	if err != nil {
		return nil, fmt.Errorf("repaired copies: %w", err)
	}
	var out io.Writer = sys.Stderr
	if form == report.Text {
		out = sys.Stdout
	}
	return func() error {
		if made == nil {
			_, err := fmt.Fprintln(sys.Stderr, "gongshi: no copies: the settings in gongshi.yaml come first")
			return err
		}
		return made.Print(out, f.dir)
	}, nil
}
