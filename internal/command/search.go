package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/internal/build"
	"gongshi/internal/ledger"
	"gongshi/internal/search"
)

// How many hits one call prints.
const (
	defaultLimit = 10
	maxLimit     = 100_000
)

func newSearch(sys System) *cobra.Command {
	var flags portalFlags
	var format, sort string
	var limit int
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search the portal from the terminal; needs no earlier build",
		Long:  "Search answers the same as the search page, from a Bleve index kept in .gongshi/.\nA query that begins with a hyphen goes behind --, as in: gongshi search -- \"-警告 罚款\".\ndocs/search.md describes the query language.",
		Args:  cobra.MinimumNArgs(1),
	}
	c.RunE = run(func(c *cobra.Command, args []string) error {
		if !slices.Contains([]string{"text", "json"}, format) {
			return usageError{fmt.Errorf("--format: wanted text or json, found %q", format)}
		}
		order, ok := search.SortOf(sort)
		if !ok {
			return usageError{fmt.Errorf("--sort: wanted relevance, newest, oldest or amount; found %q", sort)}
		}
		if limit < 0 || limit > maxLimit {
			return usageError{fmt.Errorf("--limit: wanted 0 to %d, found %d", maxLimit, limit)}
		}
		o, err := flags.options(c, sys)
		if err != nil {
			return err
		}
		result, err := query(o, sys, strings.Join(args, " "), search.Options{Sort: order, Limit: limit})
		if err != nil {
			return err
		}
		if format == "json" {
			return writeJSON(sys.Stdout, result)
		}
		return printHits(sys, result)
	})
	flags.add(c, false)
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().StringVar(&sort, "sort", "relevance", "relevance, newest, oldest or amount")
	c.Flags().IntVar(&limit, "limit", defaultLimit, "how many hits to print")
	return c
}

func query(o build.Options, sys System, q string, so search.Options) (search.Result, error) {
	p, err := build.Load(o)
	if err != nil {
		return search.Result{}, err
	}
	if p.Counts().Errors > 0 {
		if err := printFindings(sys, o.Dir, p); err != nil {
			return search.Result{}, err
		}
		return search.Result{}, errFindings
	}
	engine, err := search.OpenEngine(build.Cache(o), search.Documents(p.Register, ledger.Open(p.Register)))
	if err != nil {
		return search.Result{}, err
	}
	defer engine.Close()
	result, err := engine.Search(q, so)
	var malformed *search.QueryError
	if errors.As(err, &malformed) {
		return result, usageError{err}
	}
	return result, err
}

func printHits(sys System, r search.Result) error {
	for _, h := range r.Hits {
		if _, err := fmt.Fprintf(sys.Stdout, "%s\t%s\t%s\n", h.Date, h.Title, h.URL); err != nil {
			return err
		}
		if h.Excerpt != "" {
			fmt.Fprintf(sys.Stdout, "\t%s\n", h.Excerpt)
		}
	}
	if _, err := fmt.Fprintf(sys.Stdout, "%d of %d\n", len(r.Hits), r.Total); err != nil {
		return err
	}
	for _, q := range r.Suggestions {
		if _, err := fmt.Fprintf(sys.Stdout, "did you mean: %s\n", q); err != nil {
			return err
		}
	}
	return nil
}
