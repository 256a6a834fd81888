// Package command is the command line: subcommands, flags, what is printed where,
// and exit codes.
//
// Results go to stdout, progress and findings of a build to stderr. Every path of a
// flag is relative to the folder of -C, as with make and git. What is left out: any
// work on data, which package build joins together.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"gongshi/internal/bucket"
	"gongshi/internal/build"
	"gongshi/internal/day"
	"gongshi/internal/upload"
	"gongshi/internal/verify"
)

// The exit codes.
const (
	exitDone     = 0 // done
	exitFindings = 1 // findings of severity error, or warning with --strict
	exitUsage    = 2 // wrong usage
	exitFailed   = 3 // anything else: no portal, port in use, lock held, disk full, read-only
)

// System is what the command line takes from its surroundings.
type System struct {
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
}

// errFindings says that findings forbid what was asked; they were printed already.
var errFindings = errors.New("findings stop the run")

// usageError is an error of how the command was called.
type usageError struct{ error }

// failure is an error of the run itself. Whatever cobra returns that is neither a
// failure nor errFindings is about usage: an unknown command, flag or argument.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// Run runs the command line and returns the exit code.
func Run(ctx context.Context, args []string, sys System) int {
	root := newRoot(sys)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var failed failure
	var said saidError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &said):
		return exitFailed
	case errors.As(err, &failed):
		var usage usageError
		if errors.As(err, &usage) {
			fmt.Fprintf(sys.Stderr, "gongshi: %v\n", err)
			return exitUsage
		}
		fmt.Fprintf(sys.Stderr, "gongshi: %v\n", err)
		if hint := hintOf(err); hint != "" {
			fmt.Fprintln(sys.Stderr, "hint: "+hint)
		}
		return exitFailed
	default:
		fmt.Fprintf(sys.Stderr, "gongshi: %v\nhint: see `gongshi help`\n", err)
		return exitUsage
	}
}

// hintOf is what to do about an error; empty where nothing is known.
func hintOf(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "run the same command again"
	case errors.Is(err, upload.ErrTaken):
		return "wait until it has come to its end; then run this again, where something is still to be published"
	case errors.Is(err, verify.ErrNoDay):
		return "name the day with --as-of; the site's operator knows it"
	case errors.Is(err, build.ErrNoPortal):
		return "a portal is a folder with a gongshi.yaml; choose it with -C DIR, or start one with `gongshi new DIR`"
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full, or has no room for more files: make room and run it again"
	case errors.Is(err, fs.ErrPermission):
		if uid := os.Geteuid(); uid >= 0 {
			return fmt.Sprintf("user %d runs gongshi and may not do that: run it as the owner of the path above, or let user %d read and write there (chown, chmod)", uid, uid)
		}
	}
	if e, ok := errors.AsType[*bucket.Error](err); ok {
		return e.Hint
	}
	return ""
}

func newRoot(sys System) *cobra.Command {
	root := &cobra.Command{
		Use:           "gongshi",
		Short:         "Turn disclosure tables into a searchable static site",
		Long:          "gongshi 公示 turns the disclosure tables of agencies into a searchable static site:\nyearly pay totals, project results, and sanctions.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(sys.Stdout)
	root.SetErr(sys.Stderr)
	root.PersistentFlags().StringP("directory", "C", ".", "the portal's folder; other paths are relative to it")
	root.AddCommand(newBuild(sys), newServe(sys), newCheck(sys), newSearch(sys), newVerify(sys), newPublish(sys), newNew(sys), newVersion(sys))
	return root
}

// run wraps a subcommand's work, so that its errors are told from usage errors.
func run(work func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		err := work(c, args)
		if err == nil || errors.Is(err, errFindings) {
			return err
		}
		return failure{err}
	}
}

// portalFlags are the flags of every command that reads a portal.
type portalFlags struct {
	strict bool
	asOf   string
}

func (f *portalFlags) add(c *cobra.Command, strict bool) {
	c.Flags().StringVar(&f.asOf, "as-of", "", "the `DAY` that ages and judges, as in 2026-06-30 (default SOURCE_DATE_EPOCH, else as_of of gongshi.yaml, else today)")
	if strict {
		c.Flags().BoolVar(&f.strict, "strict", false, "treat warnings like errors")
	}
}

// options are what package build needs of the flags and the surroundings.
func (f *portalFlags) options(c *cobra.Command, sys System) (build.Options, error) {
	dir, err := c.Flags().GetString("directory")
	if err != nil {
		return build.Options{}, err
	}
	o := build.Options{Dir: dir, Strict: f.strict, Now: sys.Now(), SourceDateEpoch: sys.Getenv("SOURCE_DATE_EPOCH")}
	if f.asOf != "" {
		if o.AsOf, _, err = day.Parse(f.asOf); err != nil {
			return o, usageError{fmt.Errorf("--as-of: wanted a day such as 2026-06-30: %w", err)}
		}
		if o.AsOf.IsOpen() { // it stands for a day that never comes
			return o, usageError{fmt.Errorf("--as-of: wanted a day such as 2026-06-30, found %q", f.asOf)}
		}
	}
	return o, nil
}
