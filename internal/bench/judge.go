package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"gongshi/internal/audit"
	"gongshi/internal/clause"
	"gongshi/internal/crosscheck"
	"gongshi/internal/intake"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// judgeFigures measures what all that is judged of a portal's records takes, in CPU time
// of this process with the collection of its garbage: medians of so many runs.
func judgeFigures(size string, runs int) error {
	_, folder, err := generate(size, 1)
	if errors.Is(err, errMissing) {
		fmt.Printf("%s: left out: no %s\n", size, sharedBench)
		return nil
	} else if err != nil {
		return err
	}
	reg, err := linked(folder)
	if err != nil {
		return err
	}
	fmt.Printf("%d agencies, %d rows of pay, %d projects, %d evaluations, %d sanctions; rulebook %s.\n\n", len(reg.Agencies), len(reg.Pay), len(reg.Projects), len(reg.Evaluations), len(reg.AllSanctions()), reg.Rules.ID)
	parts := judging(folder, reg)
	spent := make([][]time.Duration, len(parts)+1)
	for range runs {
		sum := time.Duration(0)
		for i, p := range parts {
			begin := cpuTime()
			if err := p.run(); err != nil {
				return err
			}
			took := cpuTime() - begin
			spent[i] = append(spent[i], took)
			sum += took
		}
		spent[len(parts)] = append(spent[len(parts)], sum)
	}
	fmt.Println("| what is judged | CPU s |\n|---|---|")
	for i, p := range append(parts, judged{name: "all of it"}) {
		slices.Sort(spent[i])
		fmt.Printf("| %s | %.2f |\n", p.name, spent[i][runs/2].Seconds())
	}
	return nil
}

// judged is a part of what is judged.
type judged struct {
	name string
	run  func() error
}

// linked reads a portal as `gongshi check` does, up to the point where it is judged.
func linked(folder string) (*register.Register, error) {
	fsys := os.DirFS(folder)
	settings, _, err := portal.Load(fsys)
	if err != nil {
		return nil, err
	}
	rules, _, err := rulebook.Load(fsys, rulebook.Choice{Name: settings.Rulebook, File: portal.File})
	if err != nil {
		return nil, err
	}
	tables, _, err := intake.Read(fsys, settings)
	if err != nil {
		return nil, err
	}
	reg, _ := register.Link(tables, settings, rules, asOf)
	return reg, nil
}

// judging lists what is judged of a register.
func judging(folder string, reg *register.Register) []judged {
	return []judged{
		{"personal numbers, names, figures, lists (audit)", func() error {
			_, err := audit.Check(os.DirFS(folder), reg)
			return err
		}},
		{"duties and coverage", func() error {
			ledger.Open(reg).Coverage(reg)
			return nil
		}},
		{"clauses", func() error {
			checks := clause.Open(reg)
			var list []clause.Result
			for _, p := range reg.Projects {
				list = checks.Append(list[:0], p)
			}
			return nil
		}},
		{"cross-checks", func() error {
			crosscheck.Run(reg)
			return nil
		}},
	}
}
