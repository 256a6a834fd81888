package command

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
	"gongshi/internal/report"
)

func newCheck(sys System) *cobra.Command {
	var flags portalFlags
	var format, lang string
	var fix fixing
	c := &cobra.Command{
		Use:   "check",
		Short: "Check the data and say what is wrong, without building",
		Long:  "Check reads and judges the data as a build does, and says what is wrong.\n" + fixHelp,
		Args:  cobra.NoArgs,
	}
	c.RunE = run(func(c *cobra.Command, _ []string) error {
		form, ok := report.FormatOf(format)
		if !ok {
			return usageError{fmt.Errorf("--format: wanted one of text, json, github, sarif, html; found %q", format)}
		}
		if lang != "" && lang != "zh-CN" && lang != "en" {
			return usageError{fmt.Errorf("--lang: wanted zh-CN or en, found %q", lang)}
		}
		if c.Flags().Changed("fix") && fix.dir == "" {
			return usageError{errors.New("--fix: wanted the name of a folder, found an empty one")}
		}
		o, err := flags.options(c, sys)
		if err != nil {
			return err
		}
		p, err := build.Load(o)
		if err != nil {
			return err
		}
		if lang == "" {
			lang = p.Settings.Languages[0]
		}
		copies, err := fix.run(o, p, form, lang, sys)
		if err != nil {
			return err
		}
		summary := report.Summary{Counts: p.Counts()}
		if p.Register != nil {
			summary.Files, summary.Records = len(p.Register.Files), p.Register.Rows
		}
		if err := report.Write(sys.Stdout, form, summary, p.Findings, lang); err != nil {
			return err
		}
		if err := copies(); err != nil {
			return err
		}
		if p.Counts().Stops(o.Strict) {
			return errFindings
		}
		return nil
	})
	flags.add(c, true)
	c.Flags().StringVar(&format, "format", "text", "text, json, github, sarif or html")
	c.Flags().StringVar(&lang, "lang", "", "zh-CN or en (default the portal's first language)")
	c.Flags().StringVar(&fix.dir, "fix", "", "write repaired copies into `DIR`")
	return c
}
