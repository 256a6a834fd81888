package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/internal/against"
	"gongshi/internal/finding"
)

// accepting are the rules of the comparison in spite of which an operator publishes: names, or
// all.
type accepting []string

// all stands for every rule of the comparison.
const all = "all"

func (a *accepting) add(c *cobra.Command, when string) {
	c.Flags().StringSliceVar((*[]string)(a), "accept", nil, when+"publish in spite of what these `RULES` of the comparison find: names with commas between, or all")
}

// usage refuses rules that nobody may accept, or that there are not.
func (a accepting) usage(c *cobra.Command) error {
	if c.Flags().Changed("accept") && len(a) == 0 {
		return usageError{errors.New("--accept: wanted names of rules, or all; found nothing")}
	}
	known := append(against.Rules(), all)
	for _, name := range a {
		if slices.Contains(known, name) {
			continue
		}
		if _, ok := finding.Lookup(name); ok {
			return usageError{fmt.Errorf("--accept: wanted a rule of the comparison (%s), found %s, which is not one: what it finds has to be mended", strings.Join(known, ", "), name)}
		}
		err := fmt.Errorf("--accept: wanted a rule of the comparison (%s), found %q", strings.Join(known, ", "), name)
		if near := finding.Closest(name, known); near != "" {
			err = fmt.Errorf("%w; did you mean %s?", err, near)
		}
		return usageError{err}
	}
	return nil
}

// rules are the rules that were accepted.
func (a accepting) rules() []string {
	if slices.Contains(a, all) {
		return against.Rules()
	}
	return a
}
