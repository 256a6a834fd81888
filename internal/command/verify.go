package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/internal/finding"
	"gongshi/internal/verify"
)

const verifyHelp = `Verify makes every file of the portal anew, writes none, and compares the published site with
them, byte for byte: its manifest, and each file as it stands in the folder or behind the
address. Whoever has the tables can do so; the receipt at the end says what was compared.
docs/verify.md tells how a stranger does it, and what it proves.

The day is --as-of, else SOURCE_DATE_EPOCH, else the one that the site itself names, else
as_of of gongshi.yaml; never today. The log of changes is taken from the site as it is, since
it tells of earlier publications. Of a manifest.json only what it lists is compared.

Exit codes: 0 the same; 1 different, or errors in the portal, which are printed; 3 no portal,
no site, or a host that does not answer. Text shows the first ten differences, json all.`

// shownDifferences is how many differences the text of a receipt has.
const shownDifferences = 10

func newVerify(sys System) *cobra.Command {
	var flags portalFlags
	var log logFlags
	var format string
	c := &cobra.Command{
		Use:   "verify DIR|URL",
		Short: "Rebuild the portal and compare a published site with it, byte for byte",
		Long:  verifyHelp,
		Args:  cobra.ExactArgs(1),
	}
	c.RunE = run(func(c *cobra.Command, args []string) error {
		if !slices.Contains([]string{"text", "json"}, format) {
			return usageError{fmt.Errorf("--format: wanted text or json, found %q", format)}
		}
		if args[0] == "" {
			return usageError{errors.New("wanted a folder or an address, found an empty one")}
		}
		o, err := flags.options(c, sys)
		if err != nil {
			return err
		}
		m, err := newMessages(sys, log, o.Dir)
		if err != nil {
			return err
		}
		where := args[0]
		if !strings.Contains(where, "://") && !filepath.IsAbs(where) {
			where = filepath.Join(o.Dir, where)
		}
		o.Progress = m.begin()
		r, err := verify.Run(c.Context(), where, verify.Options{Build: o})
		if err != nil {
			return m.failed(err)
		}
		if !r.Made {
			if err := m.findings(r.Portal); err != nil {
				return err
			}
			m.uncompared(r.Portal)
			return errFindings
		}
		if m.line != nil {
			m.line.clear()
		}
		if err := writeReceipt(sys.Stdout, format, r.Receipt); err != nil {
			return err
		}
		if !r.Same {
			return errFindings
		}
		return nil
	})
	flags.add(c, false)
	c.Flags().StringVar(&format, "format", "text", "text or json")
	log.add(c)
	return c
}

// writeReceipt prints what came of a comparison, with the program that made it.
func writeReceipt(w io.Writer, format string, r verify.Receipt) error {
	if format == "json" {
		return writeJSON(w, struct {
			verify.Receipt
			Version string `json:"version"` // of this program
			Go      string `json:"go"`      // that it was built with
		}{r, version(), runtime.Version()})
	}
	b := bufio.NewWriter(w)
	for i, d := range r.Differences {
		if i == shownDifferences {
			fmt.Fprintf(b, "… and %s; --format json has all of them\n", plural(len(r.Differences)-i, "further difference"))
			break
		}
		writeDifference(b, d)
	}
	result := "SAME, byte for byte"
	if !r.Same {
		result = "DIFFERENT: " + plural(len(r.Differences), "difference")
	}
	fmt.Fprintln(b, result)
	for _, line := range [][2]string{
		{"site", r.Site},
		{"as of", r.AsOf.String()},
		{"same", fmt.Sprintf("%s, %s bytes", number(r.Files, "file"), grouped(r.Bytes))},
		{"manifest.json", "sha256:" + r.ManifestSHA256},
		{"made by", fmt.Sprintf("gongshi %s, %s", version(), runtime.Version())},
	} {
		fmt.Fprintf(b, "  %-14s %s\n", line[0], line[1])
	}
	for _, n := range r.Notices {
		fmt.Fprintf(b, "note: %s\n", n)
	}
	return b.Flush()
}

// writeDifference prints one file that differs.
func writeDifference(w io.Writer, d verify.Difference) {
	path := finding.Shorten(d.Path) // whoever put a foreign file there chose its name
	switch {
	case d.Offset < 0 && d.Found == "":
		fmt.Fprintf(w, "%s: %s\n", path, d.Kind)
	case d.Offset < 0:
		fmt.Fprintf(w, "%s: %s: %s\n", path, d.Kind, d.Found)
	default:
		at := fmt.Sprintf("byte %d", d.Offset)
		if d.Line > 0 {
			at = fmt.Sprintf("line %d, %s", d.Line, at)
		}
		fmt.Fprintf(w, "%s: %s, %s\n  made       %s\n  published  %s\n", path, d.Kind, at, d.Want, d.Found)
	}
}
