// Package intake turns the files of a portal, data/ and content/, into typed rows
// that know where they were read, and findings about everything that cannot be
// read exactly as it was meant.
//
// A table passes four hands. Package sheet gives the rows of a file, whatever its form.
// The preamble finds the header among titles, unit lines and rows that only group; totals,
// notes and headers that stand there once more are put aside. The view gives the columns
// their own names and applies what gongshi.yaml says about somebody else's export: aliases,
// values, defaults, dates, and the unit that a header names. gocsv maps columns to the
// fields of a row; every field has a type of ours that keeps the cell's text with its
// value or its problem.
//
// The promise is: no cell silently wrong. Either the exact value or a finding with
// file, line and column. What is left out: anything that shows only when rows are
// seen together (package register) and whether a value is plausible (package
// audit).
package intake

import (
	"fmt"
	"io/fs"

	"gongshi/internal/credit"
	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/transcript"
	"gongshi/internal/tree"
)

// The limits of what is read; those of files, rows and cells are package sheet's.
const (
	maxMarkdown = 1 << 20 // bytes of a page
	maxKey      = 200     // characters of an identifier
	maxName     = 500     // characters of a name
	maxURL      = 2000    // bytes of an address
	maxPerRule  = 1000    // findings of one rule in one file; the rest is counted
)

// Read reads the tables and pages of a portal. What is wrong with them is in the
// findings, sorted; where one is of severity error, rows may be missing. The error
// says that a file could not be read at all.
func Read(fsys fs.FS, s *portal.Settings) (*register.Tables, []finding.Finding, error) {
	return (*Memory)(nil).Read(fsys, s)
}

// Read is the same, without reading the tables again that are kept.
func (m *Memory) Read(fsys fs.FS, s *portal.Settings) (*register.Tables, []finding.Finding, error) {
	r := &reader{fsys: fsys, settings: s, tables: &register.Tables{}, book: newBook(), memory: m}
	if err := r.data(); err != nil {
		return nil, nil, err
	}
	if err := r.content(); err != nil {
		return nil, nil, err
	}
	m.sweep()
	found := r.book.close()
	finding.Sort(found)
	return r.tables, found, nil
}

// reader reads one portal.
type reader struct {
	fsys     fs.FS
	settings *portal.Settings
	tables   *register.Tables
	book     *book
	agencies map[credit.Code]*register.Agency // once their table is read
	known    tree.Key                         // of the files that they stand in
	asked    bool                             // whether a file that was read asked for one of them
	memory   *Memory                          // nil: none
	copying  bool                             // whether copies are wanted
	copies   []*transcript.Sheet
}

// note is what is to be said about a cell.
type note struct {
	severity      finding.Severity
	rule          string
	message, hint finding.Text
	mend          string // what may be put in its place without a doubt; "": nothing
}

// book collects findings and keeps a file that is wrong throughout from filling
// the memory.
type book struct {
	list  []finding.Finding
	count map[bookKey]int
}

type bookKey struct{ file, rule string }

func newBook() *book { return &book{count: map[bookKey]int{}} }

func (b *book) add(f finding.Finding) {
	k := bookKey{f.File, f.Rule}
	if b.count[k]++; b.count[k] <= maxPerRule {
		b.list = append(b.list, f)
	}
}

// close returns all findings, with one more for every rule of which some were left out.
func (b *book) close() []finding.Finding {
	last := map[bookKey]finding.Severity{}
	for _, f := range b.list {
		last[bookKey{f.File, f.Rule}] = f.Severity
	}
	for k, n := range b.count {
		if n > maxPerRule {
			b.list = append(b.list, finding.Finding{
				File: k.file, Severity: last[k], Rule: "too-many-findings", Value: k.rule,
				Message: finding.Text{
					ZH: fmt.Sprintf("“%s”在本文件共有 %d 处，只列出前 %d 处", k.rule, n, maxPerRule),
					EN: fmt.Sprintf("%s applies %d times in this file; the first %d are listed", k.rule, n, maxPerRule),
				},
				Hint: finding.Text{ZH: "先更正已列出的，再检查一次", EN: "mend those that are listed and check again"},
			})
		}
	}
	return b.list
}
