package command

import (
	"time"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
)

const buildHelp = `Build makes every file of the site and swaps them in at once, or publishes nothing where the
data has errors.

` + logHelp

func newBuild(sys System) *cobra.Command {
	var flags portalFlags
	var log logFlags
	var measured measuring
	var out, changes string
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site: everything, or nothing where the data has errors",
		Long:  buildHelp,
		Args:  cobra.NoArgs,
	}
	c.RunE = run(func(c *cobra.Command, _ []string) error {
		o, err := flags.options(c, sys)
		if err != nil {
			return err
		}
		o.Out, o.Changes = out, changes
		m, err := newMessages(sys, log, o.Dir)
		if err != nil {
			return err
		}
		stop, err := measured.begin(&o)
		if err != nil {
			return m.failed(err)
		}
		start := time.Now()
		o.Progress = m.begin()
		result, err := build.Run(c.Context(), o)
		took := time.Since(start)
		if err := stop(); err != nil {
			return m.failed(err)
		}
		if err != nil {
			return m.failed(err)
		}
		if err := m.findings(result.Portal); err != nil {
			return err
		}
		if !result.Published {
			m.stopped(result.Portal, o.Strict)
			return errFindings
		}
		m.built(o, result, took)
		return nil
	})
	flags.add(c, true)
	c.Flags().StringVar(&out, "out", "public", "the `FOLDER` to publish into")
	addChanges(c, &changes)
	measured.add(c)
	log.add(c)
	return c
}

// addChanges adds the flag that names the log of changes.
func addChanges(c *cobra.Command, file *string) {
	c.Flags().StringVar(file, "changes", "", "the `FILE` of the log of changes (default data/changes.json of the portal, where there is one)")
}
