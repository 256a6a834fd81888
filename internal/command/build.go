package command

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
	"gongshi/internal/report"
)

func newBuild(sys System) *cobra.Command {
	var flags portalFlags
	var out, trace string
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site: everything, or nothing where the data has errors",
		Args:  cobra.NoArgs,
	}
	c.RunE = run(func(c *cobra.Command, _ []string) error {
		o, err := flags.options(c, sys)
		if err != nil {
			return err
		}
		o.Out = out
		if trace != "" {
			o.Trace = &build.Trace{}
		}
		start := time.Now()
		result, err := build.Run(c.Context(), o)
		if err != nil {
			return err
		}
		if err := printFindings(sys, o.Dir, result.Portal); err != nil {
			return err
		}
		if !result.Published {
			fmt.Fprintln(sys.Stderr, "nothing was published; the old site stays as it is")
			return errFindings
		}
		s := result.Summary
		fmt.Fprintf(sys.Stderr, "built %s as of %s: %d files, %.1f MB; %d added, %d changed, %d removed, %d unchanged; %.2f s\n",
			build.Public(o), result.AsOf, s.Files, float64(s.Bytes)/1e6, s.Added, s.Changed, s.Removed, s.Unchanged, time.Since(start).Seconds())
		if next := nextChange(result.Read); next.EN != "" {
			fmt.Fprintln(sys.Stderr, next.EN)
		}
		return writeTrace(o, trace)
	})
	flags.add(c, true)
	c.Flags().StringVar(&out, "out", "public", "the `FOLDER` to publish into")
	c.Flags().StringVar(&trace, "trace", "", "write the stages' times to `FILE` in the Chrome trace format")
	return c
}

// printFindings prints the errors and warnings of a build; notices are counted only.
func printFindings(sys System, dir string, p *build.Portal) error {
	r := reportOf(p)
	if n := p.Counts(); n.Errors+n.Warnings > 0 {
		r.Row = build.Excerpts(dir, p.Settings, p.Findings)
	}
	return report.Brief(sys.Stderr, r, report.Options{Lang: p.Settings.Languages[0], Colour: colour(sys, sys.Stderr)})
}

func writeTrace(o build.Options, name string) error {
	if name == "" {
		return nil
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(o.Dir, name)
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if _, err := o.Trace.WriteTo(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
