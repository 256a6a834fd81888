package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// changedGoal is the share of files that one changed record may change.
const changedGoal = 0.005

// recordChange is something that happens to one record between two builds.
type recordChange struct {
	name  string
	table string            // beginning of the names of the table's files
	cells map[string]string // by column: what is written, with {} for what stood there
	place float64           // of the row in its file, from 0 to 1
	added bool              // the row is a new one beside the one it was made of
}

// recordChanges are made one after the other. A new record has the newest day or, where it
// comes late, one in the middle. The first record of a value (a year, a grade) gives each
// page of its list another value to choose, so that one more of the kind is added after it.
var recordChanges = []recordChange{
	{"the total of a row of pay", "pay", map[string]string{"total": "1{}"}, 0.5, false},
	{"the amount of a project", "projects", map[string]string{"amount": "1{}"}, 0.5, false},
	{"the name of a project", "projects", map[string]string{"name": "{}（更正）"}, 0.5, false},
	{"the comment of an evaluation", "evaluations", map[string]string{"comment": "{}经复核，原文的人数有误，现予更正。"}, 0.5, false},
	{"the facts of a sanction", "sanctions", map[string]string{"facts": "{}经复核，原文的日期有误，现予更正。"}, 0.5, false},
	{"the address of an agency", "agencies", map[string]string{"address": "{}之一"}, 0.5, false},
	{"a new sanction, the first of its year", "sanctions", map[string]string{"sanction_id": "{}之九", "facts": "{}另行处理。", "decided_on": "2026-06-29", "publish_until": "2099-12-31"}, 0.9, true},
	{"one more sanction", "sanctions", map[string]string{"sanction_id": "{}之十", "facts": "{}另行处理。", "decided_on": "2026-06-29", "publish_until": "2099-12-31"}, 0.9, true},
	{"a new project, the first without a result", "projects", map[string]string{"project_id": "{}-9", "name": "{}（新增）", "starts_on": "2026-06-29", "ends_on": "2027-06-28"}, 0.9, true},
	{"one more project", "projects", map[string]string{"project_id": "{}-7", "name": "{}（新增）", "starts_on": "2026-06-29", "ends_on": "2027-06-28"}, 0.9, true},
	{"a new project that comes late", "projects", map[string]string{"project_id": "{}-8", "name": "{}（补录）", "starts_on": "2024-12-01", "ends_on": "2025-11-30"}, 0.1, true},
	{"a sanction is withdrawn", "sanctions", map[string]string{"status": "已撤销"}, 0.5, false},
}

// changedFigures says how many files one changed record changes, and that all others are the
// very files of before, with their times.
func changedFigures(o portalOptions) error {
	b := &portalBench{portalOptions: o}
	dir, err := os.MkdirTemp(o.dir, "gongshi-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if b.program == "" {
		b.program = filepath.Join(dir, "gongshi")
		if err := compile(b.program, ""); err != nil {
			return err
		}
	}
	for _, size := range o.sizes {
		portal := filepath.Join(dir, size)
		if _, err := b.portal(size, portal); err != nil {
			return fmt.Errorf("%s: %w", size, err)
		}
		if err := b.changed(size, portal); err != nil {
			return fmt.Errorf("%s: %w", size, err)
		}
		if err := os.RemoveAll(portal); err != nil {
			return err
		}
	}
	return nil
}

// changed prints a table of what each change does to the site of a portal.
func (b *portalBench) changed(size, portal string) error {
	data, build := filepath.Join(portal, "data"), command{"gongshi build", []string{b.program, "build", "--quiet", "-C", portal, "--as-of", asOf.String()}, ""}
	look := func() (site, error) {
		if _, _, err := build.run(); err != nil {
			return nil, err
		}
		return siteOf(filepath.Join(portal, "public"))
	}
	records, err := countRecords(data)
	if err != nil {
		return err
	}
	before, err := look()
	if err != nil {
		return err
	}
	fmt.Printf("\n| %s: %d records, %d files | files changed | share of all (goal %.1f %%) | by folder |\n|---|---|---|---|\n", size, records, len(before), 100*changedGoal)
	for _, c := range recordChanges {
		if err := c.apply(data); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		after, err := look()
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		paths := after.unlike(before)
		fmt.Printf("| %s | %d | %.3f %% | %s |\n", c.name, len(paths), 100*float64(len(paths))/float64(len(after)), byFolder(paths))
		before = after
	}
	return nil
}

// apply changes the tables in a folder.
func (c recordChange) apply(data string) error {
	list, err := filepath.Glob(filepath.Join(data, c.table+"*.csv"))
	if err != nil || len(list) == 0 {
		return fmt.Errorf("wanted a table %s in %s, found none: %v", c.table, data, err)
	}
	body, err := os.ReadFile(list[0])
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff"))).ReadAll()
	if err != nil {
		return err
	}
	at := 1 + int(c.place*float64(len(rows)-2))
	row := slices.Clone(rows[at])
	for column, text := range c.cells {
		i := slices.Index(rows[0], column)
		if i < 0 {
			return fmt.Errorf("wanted a column %s, found %q", column, rows[0])
		}
		row[i] = strings.ReplaceAll(text, "{}", row[i])
	}
	if c.added {
		rows = append(rows, row)
	} else {
		rows[at] = row
	}
	f, err := os.Create(list[0])
	if err != nil {
		return err
	}
	return errors.Join(csv.NewWriter(f).WriteAll(rows), f.Close())
}

// site is every file of a public folder as the disk knows it. A file that was not touched is
// the same one, with the same time: neither servers nor browsers fetch it again.
type site map[string]fs.FileInfo

func siteOf(dir string) (site, error) {
	s := site{}
	return s, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil {
			s[filepath.ToSlash(rel)], err = d.Info()
		}
		return err
	})
}

// unlike lists the paths of s and of before at which there is not the very same file in both.
func (s site) unlike(before site) []string {
	var paths []string
	for path, f := range s {
		if was := before[path]; was == nil || !os.SameFile(was, f) || !was.ModTime().Equal(f.ModTime()) {
			paths = append(paths, path)
		}
	}
	for path := range before {
		if s[path] == nil {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// byFolder counts paths by their first folder.
func byFolder(paths []string) string {
	var parts []string
	for i := 0; i < len(paths); {
		folder, _, below := strings.Cut(paths[i], "/")
		n := 1
		for below && i+n < len(paths) && strings.HasPrefix(paths[i+n], folder+"/") {
			n++
		}
		if i += n; n > 1 {
			folder = fmt.Sprintf("%s/ %d", folder, n)
		} else {
			folder = paths[i-1]
		}
		parts = append(parts, folder)
	}
	return strings.Join(parts, ", ")
}
