package upload

import (
	"cmp"
	"slices"
	"strings"

	"gongshi/internal/host"
	"gongshi/internal/output"
)

// Step is a part of a publication. Each begins when the one before is done.
type Step int

// The steps, in their order.
const (
	Lasting  Step = iota // files that are named by their content
	New                  // files to which nothing leads yet
	Changed              // files that were there
	Root                 // the files of the root, and the root of the search index
	Front                // the first page
	Compared             // what the next publication is compared with
	Manifest             // manifest.json
)

// String names a step as reports do.
func (s Step) String() string {
	return [...]string{"lasting", "new", "changed", "root", "front", "compared", "manifest"}[s]
}

// front is the page by which readers come in. Where nothing is published yet it opens the site.
const front = "index.html"

// searchRoot is how the root of the search index begins. It names the chunks.
const searchRoot = "search/index/root."

// stepOf says in which step a file is put. What is compared comes late, so that what was
// published last can be compared with until nearly all is there.
func (s *standing) stepOf(path string) Step {
	_, there := s.there[path]
	switch {
	case path == output.ManifestName:
		return Manifest
	case host.Lasting(path):
		return Lasting
	case !there && len(s.published) > 0:
		return New // whatever it is, pages that lead to it come later
	case path == front:
		return Front
	case !strings.Contains(path, "/"), strings.HasPrefix(path, searchRoot):
		return Root
	case !there:
		return New
	case slices.Contains(s.compared, path):
		return Compared
	}
	return Changed
}

// standing is what is known of a place before a plan is made.
type standing struct {
	files     []File
	there     map[string]Object
	published map[string]string // SHA-256 by path, of what the published manifest lists
	record    Record
	keep      []string // paths that are never ours
	compared  []string // in this order
	marks     map[string]marked
}

// marked is what was found, or put, under a path.
type marked struct {
	Object
	mark string
}

// mark is the mark of what is there now; known is false where it was not asked for.
func (s *standing) mark(path string) (mark string, known bool) {
	m, ok := s.marks[path]
	if !ok || m.Object != s.there[path] {
		return "", false
	}
	return m.mark, true
}

// state says how a file of the site stands in the store.
type state int

const (
	differs state = iota
	same
	doubtful // its mark tells
)

func (s *standing) stateOf(f File) state {
	o, ok := s.there[f.Path]
	mark, known := s.mark(f.Path)
	switch {
	case !ok || o.Size != f.Size, known && mark != markOf(f):
		return differs
	case known:
		return same
	case o.ETag != etagOf(f) && len(s.published) > 0 && s.published[f.Path] != f.SHA256 && s.record.Whole:
		return differs
	case o.ETag != etagOf(f), !s.record.Whole:
		return doubtful // not every store makes its ETags of the bytes; and who put it, with which headers?
	}
	return same
}

// doubts are the paths whose marks have to be known for a plan.
func (s *standing) doubts() []string {
	var list []string
	site := s.paths()
	for _, f := range s.files {
		if s.stateOf(f) == doubtful {
			list = append(list, f.Path)
		}
	}
	for path := range s.there {
		if _, known := s.mark(path); !site[path] && !known && s.may(path) && !s.listed(path) {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

func (s *standing) paths() map[string]bool {
	set := make(map[string]bool, len(s.files))
	for _, f := range s.files {
		set[f.Path] = true
	}
	return set
}

// may says whether a file may be one of ours by its name.
func (s *standing) may(path string) bool {
	kept := slices.ContainsFunc(s.keep, func(k string) bool { return path == k || strings.HasPrefix(path, k+"/") })
	return !kept && output.ValidPath(path)
}

// listed says whether a publication left word that a file is its own.
func (s *standing) listed(path string) bool {
	_, ok := s.published[path]
	return ok || slices.Contains(s.record.Gone[0], path) || slices.Contains(s.record.Gone[1], path)
}

// Move is a file to be put, and when.
type Move struct {
	Step Step
	File File
}

// Plan is what a publication does.
type Plan struct {
	Puts    []Move      // in order of steps; within one side by side, but for Compared
	Removes []string    // sorted
	Gone    [2][]string // assets that stay though no page needs them: of this publication, of the one before
	Same    int         // files that are there as they are to be
}

// plan decides, once the marks of all doubts are known.
func (s *standing) plan() Plan {
	var p Plan
	for _, f := range s.files {
		if s.stateOf(f) == same {
			p.Same++
			continue
		}
		p.Puts = append(p.Puts, Move{s.stepOf(f.Path), f})
	}
	slices.SortFunc(p.Puts, func(a, b Move) int {
		first := cmp.Compare(a.Step, b.Step)
		if first == 0 && a.Step == Compared {
			first = cmp.Compare(slices.Index(s.compared, a.File.Path), slices.Index(s.compared, b.File.Path))
		}
		return cmp.Or(first, cmp.Compare(a.File.Path, b.File.Path))
	})
	site := s.paths()
	for path := range s.there {
		mark, _ := s.mark(path)
		if site[path] || !s.may(path) || !s.listed(path) && !ours(mark, path) {
			continue
		}
		last, before := slices.Contains(s.record.Gone[0], path), slices.Contains(s.record.Gone[1], path)
		switch {
		case !strings.HasPrefix(path, assets) || before:
			p.Removes = append(p.Removes, path)
		case last:
			p.Gone[1] = append(p.Gone[1], path)
		default:
			p.Gone[0] = append(p.Gone[0], path)
		}
	}
	for _, list := range [][]string{p.Removes, p.Gone[0], p.Gone[1]} {
		slices.Sort(list)
	}
	return p
}

// assets is the folder of styles, scripts and pictures. They hold no records, so they may stay
// for pages that are open; chunks of the search index hold texts, and may not.
const assets = "assets/"
