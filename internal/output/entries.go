package output

import (
	"slices"
	"strings"
)

// Entries lists the files that the new site has so far, sorted by path.
func (s *Stage) Entries() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Entry, 0, len(s.files))
	for _, f := range s.files {
		list = append(list, f.Entry)
	}
	slices.SortFunc(list, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// Entry is the entry of a file that the new site has.
func (s *Stage) Entry(path string) (Entry, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[path]; f != nil {
		return f.Entry, true
	}
	return Entry{}, false
}
