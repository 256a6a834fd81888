package build

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// The number of places in which every kind of damage is planted.
const (
	places      = 20
	shortPlaces = 1 // with -short
)

// TestPlanted plants every kind of damage of planted_kinds_test.go in the sample portal, one
// at a time, at places drawn with a fixed seed. The finding must have the right rule,
// severity, file, line and column, and no other error may appear but those that the kind
// lists as its consequences.
func TestPlanted(t *testing.T) {
	sample := readSample(t)
	baseline := problems(t, sample.fs)
	for _, f := range baseline {
		if f.Severity == finding.Error {
			t.Fatalf("the sample itself has an error: %+v", f)
		}
	}
	names := map[string]bool{}
	for i, k := range plantedKinds() {
		if names[k.name] {
			t.Fatalf("two kinds are named %s", k.name)
		}
		names[k.name] = true
		t.Run(strings.ReplaceAll(k.name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewSource(int64(i) + 1))
			n := places
			if testing.Short() {
				n = shortPlaces
			}
			found, missed := 0, []string{}
			for range n {
				p := &planter{sample: sample, Rand: random, files: map[string][]byte{}}
				want := k.plant(p)
				if problem := k.judge(want, baseline, problems(t, p.portal())); problem != "" {
					missed = append(missed, problem)
				} else {
					found++
				}
			}
			if found < n {
				t.Errorf("found at %d of %d places; the first that was missed:\n%s", found, n, missed[0])
			}
		})
	}
	if len(names) < 70 {
		t.Errorf("%d kinds of damage, want at least 70", len(names))
	}
}

// kind is a kind of damage.
type kind struct {
	name     string
	severity finding.Severity
	rule     string
	also     []string // rules of severity error that may follow from it, anywhere; *: any
	plant    func(*planter) place
}

// place is where a finding must stand.
type place struct {
	file         string
	line, column int
	what         string // the damage in words, for the report
}

// judge says what is wrong with the findings of a damaged portal; "" where nothing is.
func (k *kind) judge(want place, baseline, found []finding.Finding) string {
	hit := slices.ContainsFunc(found, func(f finding.Finding) bool {
		return f.Rule == k.rule && f.Severity == k.severity && f.File == want.file && f.Line == want.line && f.Column == want.column
	})
	var strangers, all []string
	for _, f := range found {
		if slices.ContainsFunc(baseline, func(b finding.Finding) bool { return same(b, f) }) {
			continue
		}
		text := fmt.Sprintf("%s:%d:%d %s %s = %s", f.File, f.Line, f.Column, f.Severity, f.Rule, f.Value)
		all = append(all, text)
		if f.Severity == finding.Error && f.Rule != k.rule && !slices.Contains(k.also, f.Rule) && !slices.Contains(k.also, "*") {
			strangers = append(strangers, text)
		}
	}
	switch {
	case !hit:
		return fmt.Sprintf("  %s\n  wanted %s:%d:%d %s %s\n  found  %s", want.what, want.file, want.line, want.column, k.severity, k.rule, first(all, 6))
	case len(strangers) > 0:
		return fmt.Sprintf("  %s\n  errors not wanted: %s", want.what, first(strangers, 6))
	}
	return ""
}

func same(a, b finding.Finding) bool {
	return a.File == b.File && a.Rule == b.Rule && a.Line == b.Line && a.Column == b.Column && a.Value == b.Value
}

func first(list []string, n int) string {
	if len(list) == 0 {
		return "nothing"
	}
	if len(list) > n {
		list = append(slices.Clone(list[:n]), fmt.Sprintf("and %d more", len(list)-n))
	}
	return strings.Join(list, "\n         ")
}

// problems reads, links and judges a portal in memory, as Load does with a folder.
func problems(t *testing.T, fsys fs.FS) []finding.Finding {
	t.Helper()
	p := &Portal{}
	settings, found, err := portal.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	p.Settings = settings
	p.add(found)
	if p.Counts().Errors > 0 {
		return p.Findings
	}
	if p.AsOf, err = (Options{}).day(settings); err != nil {
		t.Fatal(err)
	}
	if err := p.read(fsys, Options{}); err != nil {
		t.Fatal(err)
	}
	return p.Findings
}

// sample is the sample portal, the repository's own, with a third of its projects.
type sample struct {
	fs     fstest.MapFS
	tables []*grid // in the order of their files' names
	pages  []string
}

func readSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{fs: fstest.MapFS{}}
	root := os.DirFS("../..")
	for _, name := range []string{"gongshi.yaml", "rulebook.yaml", "data", "content"} {
		err := fs.WalkDir(root, name, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || name == register.ReceivedFile { // no table: its own tests damage it
				return err
			}
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			s.fs[name] = &fstest.MapFile{Data: data, Mode: 0o644}
			switch {
			case strings.HasSuffix(name, ".csv"):
				s.tables = append(s.tables, readGrid(name, string(data)))
			case strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".md"):
				s.pages = append(s.pages, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s.thin()
	return s
}

// thin leaves out two of three projects, and half the evaluations of the others: they are
// most of what is read, thousands of times over. Corrections of projects go with them.
func (s *sample) thin() {
	left := map[string]bool{}
	for name, f := range s.fs {
		if strings.HasPrefix(name, "content/corrections/") && strings.Contains(string(f.Data), "record: projects/") {
			delete(s.fs, name)
			s.pages = slices.DeleteFunc(s.pages, func(page string) bool { return page == name })
		}
	}
	for _, g := range s.tables {
		if g.table.Name == "projects" {
			g.thin(func(i int, _ []string) bool { return i%3 == 0 })
			for _, row := range g.cells[1:] {
				left[row[g.column("project_id")]] = true
			}
		}
	}
	for _, g := range s.tables {
		if g.table.Name == "evaluations" {
			g.thin(func(i int, row []string) bool { return i%2 == 0 && left[row[g.column("project_id")]] })
		}
		s.fs[g.file].Data = []byte(g.text())
	}
}
