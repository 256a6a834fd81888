// Package audit judges what the rows say once they are linked: personal numbers that
// must not be published, figures that cannot be right, values that no list knows.
//
// Privacy rules look at every cell that would be published (privacy.go), and at the
// names of files, Markdown texts, attachments and the settings (places.go). The others look
// at records: dates and figures that cannot be right
// (plausible.go, figures.go), rows that are there twice (twice.go), values that no list
// knows (lists.go), what is not published (publication.go), and names, numbers and codes that may mean one thing (identity.go,
// parties.go, spellings.go; names.go says how names are compared). Those are offered
// with their evidence and never joined. What is left out: the shape of cells (package
// intake), keys and references (package register), and whether a duty was met (package
// ledger).
package audit

import (
	"fmt"
	"io/fs"
	"sync"

	"gongshi/internal/finding"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
)

// Result is what the audit says.
type Result struct {
	Findings  []finding.Finding // sorted
	Permitted Permitted
}

// Check judges a register and the folder it was read from. A register that Link could
// not complete is checked as far as it goes. The error says that a file could not be read.
func Check(fsys fs.FS, reg *register.Register) (Result, error) {
	a, other := newAuditor(reg), newAuditor(reg)
	var beside sync.WaitGroup
	beside.Go(other.records)
	err := a.privacy(fsys)
	beside.Wait()
	if err != nil {
		return Result{}, err
	}
	a.found = append(a.found, other.found...)
	finding.Sort(a.found)
	found := limited(a.found)
	finding.Sort(found)
	return Result{Findings: found, Permitted: a.permitted}, nil
}

// privacy looks for what tells of persons, in cells first: they say what is permitted elsewhere.
func (a *auditor) privacy(fsys fs.FS) error {
	a.cells()
	if err := a.files(fsys); err != nil {
		return err
	}
	a.unused()
	return nil
}

// records judges everything else. It neither permits nor exempts anything, so that it can run
// beside privacy.
func (a *auditor) records() {
	a.agencies()
	a.pay()
	a.payFigures()
	a.projects()
	a.evaluations()
	a.sanctions()
	a.withheld()
	a.openLists()
	a.twice()
	a.identity()
	a.keys()
	a.values()
	a.pages()
	a.practitioners()
}

func newAuditor(reg *register.Register) *auditor {
	return &auditor{reg: reg, permitted: Permitted{}, used: make([]bool, len(reg.Settings.Allow)), told: map[mention]bool{}, codes: map[string]bool{}}
}

// maxPerRule is how many warnings, and how many notices, of one rule in one file are told
// one by one. Errors all are: they have to be mended.
const maxPerRule = 1000

// limited leaves out what is too many and counts it.
func limited(list []finding.Finding) []finding.Finding {
	type group struct {
		file, rule string
		severity   finding.Severity
	}
	count := map[group]int{}
	kept := list[:0]
	var full []group
	for _, f := range list {
		g := group{f.File, f.Rule, f.Severity}
		count[g]++
		if f.Severity == finding.Error || count[g] <= maxPerRule {
			kept = append(kept, f)
		} else if count[g] == maxPerRule+1 {
			full = append(full, g)
		}
	}
	for _, g := range full {
		kept = append(kept, finding.Finding{
			File: g.file, Value: g.rule, Severity: g.severity, Rule: "too-many-findings",
			Message: finding.Text{
				ZH: fmt.Sprintf("“%s”在本文件共有 %d 处，只列出前 %d 处", g.rule, count[g], maxPerRule),
				EN: fmt.Sprintf("%s applies %d times in this file; the first %d are listed", g.rule, count[g], maxPerRule),
			},
			Hint: finding.Text{ZH: "先更正已列出的，再检查一次", EN: "mend those that are listed and check again"},
		})
	}
	return kept
}

// pages reports pages of the operator's that would stand at an address of the site's.
func (a *auditor) pages() {
	for _, p := range a.reg.Pages {
		if route.Taken(p.Path) {
			a.found = append(a.found, finding.Finding{
				File: p.File, Value: finding.Shorten(p.Path), Severity: finding.Error, Rule: "taken-address",
				Message: finding.Text{ZH: "网站自己的页面使用这个地址", EN: "a page of the site itself has this address"},
				Hint:    finding.Text{ZH: "改名，或移到 content/about/ 里", EN: "rename it, or move it to content/about/"},
			})
		}
	}
}

type auditor struct {
	reg       *register.Register
	found     []finding.Finding
	permitted Permitted
	used      []bool           // which of the settings' exemptions exempted something
	told      map[mention]bool // what was told of attachments
	codes     map[string]bool  // the agencies' credit codes that are right or accepted
	places    *places          // nil until they are asked for
}

// at reports something about a column of a row.
func (a *auditor) at(t *schema.Table, o *register.Origin, column, value string, severity finding.Severity, rule string, message, hint finding.Text) {
	place := o.Place(t.Index(column))
	a.found = append(a.found, finding.Finding{
		File: o.File(), Line: int(place.Line), Column: max(int(place.Column), 1), Field: column, Value: finding.Shorten(privacy.Masked(value)),
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	})
}
