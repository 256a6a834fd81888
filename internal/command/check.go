package command

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/report"
	"gongshi/internal/schema"
)

const checkHelp = `Check reads the portal as a build does and says what is wrong, where, and what to type
instead: by cause, errors first. Errors stop a publication; warnings do so with --strict;
notices say what was understood. Every rule is in docs/rules.md and explained by --explain.
Unlike a build it warns of sanctions whose publication ends within 30 days, so that --strict
may end it with 1 where a build goes on; and text says on which day the site next changes by
the calendar alone.

The formats: text for a terminal, of many findings alike the first few; json and sarif
(2.1.0) for programs, with every finding; html for a clerk, one page in both languages that
needs nothing beside it, to be read on a phone, printed or passed on; github for a workflow:
the ten worst as annotations, and all of them in the step summary where GITHUB_STEP_SUMMARY
names its file. Text has colours on a terminal, unless NO_COLOR is set.

` + againstHelp + "\n\n" + fixHelp

// checkFlags are the flags of check beside those of every portal.
type checkFlags struct {
	portal                portalFlags
	format, lang, explain string
	against               comparing
	fix                   fixing
}

func newCheck(sys System) *cobra.Command {
	var flags checkFlags
	c := &cobra.Command{
		Use:   "check",
		Short: "Check the data and say what is wrong, without building",
		Long:  checkHelp,
		Args:  cobra.NoArgs,
	}
	c.RunE = run(func(c *cobra.Command, _ []string) error { return check(c, flags, sys) })
	flags.portal.add(c, true)
	c.Flags().StringVar(&flags.format, "format", "text", "text, json, github, sarif or html")
	c.Flags().StringVar(&flags.lang, "lang", "", "zh-CN or en (default the portal's first language)")
	c.Flags().StringVar(&flags.fix.dir, "fix", "", "write repaired copies into `DIR`")
	flags.against.add(c)
	c.Flags().StringVar(&flags.explain, "explain", "", "print what there is to know of a `RULE`; no portal is needed")
	return c
}

// garbage is how much of what it needs a check may leave lying about, in percent. With
// Go's own 100 the highest memory at 240,000 rows of pay is 150 MB in place of 110 MB, and
// the time 1.4 s in place of 1.9 s of CPU (docs/performance.md). GOGC overrules it.
const garbage = 20

func check(c *cobra.Command, flags checkFlags, sys System) error {
	form, ok := report.FormatOf(flags.format)
	if !ok {
		return usageError{fmt.Errorf("--format: wanted one of text, json, github, sarif, html; found %q", flags.format)}
	}
	if flags.lang != "" && flags.lang != "zh-CN" && flags.lang != "en" {
		return usageError{fmt.Errorf("--lang: wanted zh-CN or en, found %q", flags.lang)}
	}
	ro := report.Options{Lang: flags.lang, Strict: flags.portal.strict, Colour: colour(sys, sys.Stdout), Version: version()}
	if c.Flags().Changed("explain") {
		return explain(sys, flags.explain, ro)
	}
	if c.Flags().Changed("fix") && flags.fix.dir == "" {
		return usageError{errors.New("--fix: wanted the name of a folder, found an empty one")}
	}
	o, err := flags.portal.options(c, sys)
	if err != nil {
		return err
	}
	if err := flags.against.usage(c); err != nil {
		return err
	}
	if flags.against.where == "" && sys.Getenv("GOGC") == "" { // what makes the site has a way of its own
		defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	}
	o.Forecast = true
	p, found, err := flags.against.load(c.Context(), o)
	if err != nil {
		return err
	}
	if ro.Lang == "" {
		ro.Lang = p.Settings.Languages[0]
	}
	copies, err := flags.fix.run(o, p, form, ro.Lang, sys)
	if err != nil {
		return err
	}
	r := reportOf(p)
	r.Changes = found.Changes
	if form != report.JSON {
		r.Row = build.Excerpts(o.Dir, p.Settings, p.Findings)
	}
	if err := report.Write(sys.Stdout, form, r, ro); err != nil {
		return err
	}
	if err := copies(); err != nil {
		return err
	}
	if form == report.GitHub {
		if err := stepSummary(sys.Getenv("GITHUB_STEP_SUMMARY"), r, ro); err != nil {
			return err
		}
	}
	if flags.against.where != "" && found.Changes == nil {
		fmt.Fprintf(sys.Stderr, "gongshi: nothing was compared with %s: the errors of the portal come first\n", flags.against.where)
	}
	if p.Counts().Stops(o.Strict) {
		return errFindings
	}
	return flags.against.keep(o.Dir, found.Log)
}

// explain prints a rule of the catalogue.
func explain(sys System, name string, o report.Options) error {
	rule, ok := finding.Lookup(name)
	if !ok {
		var known []string
		for _, r := range finding.Rules() {
			known = append(known, r.Name)
		}
		err := fmt.Errorf("--explain: wanted a rule of docs/rules.md, found %q", name)
		if near := finding.Closest(name, known); near != "" {
			err = fmt.Errorf("%w; did you mean %s?", err, near)
		}
		return usageError{err}
	}
	return report.Explain(sys.Stdout, rule, o)
}

// stepSummary adds a report to the file that a step of a GitHub workflow has for it.
func stepSummary(name string, r report.Report, o report.Options) error {
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("GITHUB_STEP_SUMMARY: %w", err)
	}
	info, err := f.Stat()
	if err == nil {
		err = report.StepSummary(f, r, o, report.MaxStepSummary-int(min(info.Size(), report.MaxStepSummary)))
	}
	return errors.Join(err, f.Close())
}

// reportOf is what was read and found, for a report.
func reportOf(p *build.Portal) report.Report {
	r := report.Report{
		Title: finding.Text{ZH: p.Settings.Title, EN: p.Settings.TitleEN}, AsOf: p.AsOf.String(),
		Summary: report.Summary{Counts: p.Counts()}, Findings: p.Findings,
	}
	r.Next = nextChange(p.Read)
	r.Summary.Files, r.Summary.Records = p.Read.Files, p.Read.Records
	for _, s := range p.Read.Sources {
		file := report.File{Name: s.Name, Form: s.Form, Rows: s.Rows}
		if t := schema.Lookup(s.Table); t != nil {
			file.Table = finding.Text{ZH: t.ZH, EN: t.Name}
		}
		r.Files = append(r.Files, file)
	}
	if len(p.Read.Sources) > 0 {
		r.Column = columnNames(p.Read.Sources)
	}
	return r
}

// columnNames tells what the columns of the files' tables are called.
func columnNames(sources []register.Source) func(file, field string) finding.Text {
	tables := map[string]*schema.Table{}
	for _, s := range sources {
		tables[s.Name] = schema.Lookup(s.Table)
	}
	return func(file, field string) finding.Text {
		if t := tables[file]; t != nil && t.Column(field) != nil {
			return finding.Text{ZH: t.Column(field).ZH, EN: t.Column(field).EN}
		}
		return finding.Text{}
	}
}

// nextChange says when the site has to be built again though no data changed; empty where
// it never has to.
func nextChange(read build.Read) finding.Text {
	on, n := read.Next, read.Changes
	if on.IsZero() {
		return finding.Text{}
	}
	records := "record"
	if n != 1 {
		records += "s"
	}
	return finding.Text{
		ZH: fmt.Sprintf("下一次到期：%s，%d 条惩戒的公示或状态在这一天改变，须重新构建", on, n),
		EN: fmt.Sprintf("next change by the calendar: %s, %d %s; build again on that day", on, n, records),
	}
}
