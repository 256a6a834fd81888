package command

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
	"gongshi/internal/finding"
	"gongshi/internal/preview"
)

func newServe(sys System) *cobra.Command {
	var flags portalFlags
	var log logFlags
	var addr, changes string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Build, show the site on this machine, and rebuild on change",
		Long:  "Serve builds the portal and shows it with the headers of production. Its address is the\nfirst line of stdout. When a file changes it rebuilds; the page reloads after a good build,\nand says what is wrong after a bad one.\nGET /-/search?q=QUERY&sort=ORDER&limit=NUMBER answers what gongshi search --format json prints\nfor the last good build, and 400 with {\"error\": {\"at\", \"code\", \"message\"}} to a malformed query.\n\n" + logHelp,
		Args:  cobra.NoArgs,
	}
	c.RunE = run(func(c *cobra.Command, _ []string) error {
		o, err := flags.options(c, sys)
		if err != nil {
			return err
		}
		o.Changes = changes
		if _, port, err := net.SplitHostPort(addr); err != nil {
			return usageError{fmt.Errorf("--addr: wanted HOST:PORT: %w", err)}
		} else if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return usageError{fmt.Errorf("--addr: wanted a port of 0 to 65535, found %q", port)}
		}
		m, err := newMessages(sys, log, o.Dir)
		if err != nil {
			return err
		}
		m.repeated = true
		listener, err := net.Listen("tcp", addr)
		if err != nil {
			return m.failed(err)
		}
		defer listener.Close()
		return serve(c.Context(), o, sys, m, listener)
	})
	flags.add(c, false)
	log.add(c)
	addChanges(c, &changes)
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "the `HOST:PORT` to listen on; port 0 picks a free one")
	return c
}

// serve shows the portal until the context ends. The first build may have findings;
// an error of it ends the command.
func serve(ctx context.Context, o build.Options, sys System, m *messages, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	api := &searchAPI{dir: build.Cache(o)}
	defer api.Close()
	server := preview.New(preview.Options{Dir: build.Public(o), Search: api})
	var building sync.Mutex // a change may come while the first build runs
	rebuild := func() error {
		building.Lock()
		defer building.Unlock()
		return rebuild(ctx, o, sys, m, server, api)
	}
	// Watching begins before the first build, so that no change falls between.
	watched, err := preview.Watch(ctx, o.Dir, func() {
		if err := rebuild(); err != nil {
			m.complain(err)
		}
	})
	if err != nil {
		return err
	}
	if err := rebuild(); err != nil {
		cancel()
		return m.failed(errors.Join(err, <-watched))
	}
	if _, err := fmt.Fprintf(sys.Stdout, "http://%s/\n", listener.Addr()); err != nil {
		return err
	}
	err = server.Serve(ctx, listener)
	cancel()
	return errors.Join(err, <-watched)
}

// rebuild builds and tells the preview how it went.
func rebuild(ctx context.Context, o build.Options, sys System, m *messages, server *preview.Server, api *searchAPI) error {
	start := time.Now()
	o.Now, o.Progress, o.Records = sys.Now(), m.begin(), true
	result, err := build.Run(ctx, o)
	if err != nil {
		server.Failed([]preview.Problem{{Severity: string(finding.Error), MessageZH: err.Error(), MessageEN: err.Error()}})
		return err
	}
	if err := m.findings(result.Portal); err != nil {
		return err
	}
	if !result.Published {
		server.Failed(problems(result.Findings))
		return nil
	}
	if err := api.use(result.Register, result.Settings.Languages[0]); err != nil {
		return err
	}
	server.Succeeded()
	m.built(o, result, time.Since(start))
	return nil
}

func problems(found []finding.Finding) []preview.Problem {
	list := make([]preview.Problem, 0, len(found))
	for _, f := range found {
		list = append(list, preview.Problem{
			File: f.File, Line: f.Line, Column: f.Column, Severity: string(f.Severity), Value: f.Value,
			MessageZH: f.Message.ZH, MessageEN: f.Message.EN, HintZH: f.Hint.ZH, HintEN: f.Hint.EN,
		})
	}
	return list
}
