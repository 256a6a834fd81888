package output

// Entries lists the files that the new site has so far, sorted by path.
func (s *Stage) Entries() []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	files := s.sorted()
	list := make([]Entry, len(files))
	for i, f := range files {
		list[i] = f.Entry
	}
	return list
}

// Entry is the entry of a file that the new site has.
func (s *Stage) Entry(path string) (Entry, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.file(path); f != nil {
		return f.Entry, true
	}
	return Entry{}, false
}
