// Package cache remembers what an earlier build made, unit by unit, and of what: it turns
// the keys of a build's units into files that need not be made again. Its memory is a file,
// with another one for long notes. They may be deleted at any time; what is damaged, of
// another version or of another program is as good as none.
package cache

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"gongshi/internal/tree"
)

// File is a file that a unit consists of.
type File struct {
	Path string // relative to the public folder
	Size int64
	Sum  [32]byte // SHA-256 of the bytes
	Mark string   // what whoever looked at the bytes wants to know when the file is taken over
}

// unit is what was made together.
type unit struct {
	name  string
	key   tree.Key
	files []File
	note  string
	// Where the note stands among the long ones of the last build: its first byte and how
	// many there are. 0 bytes: not among them.
	at, long int
}

// Store is the units of the last build and those of the present one.
type Store struct {
	path  string
	salt  tree.Key
	state string
	last  []unit
	place map[string]int32 // of a unit in last, by its name
	long  notes            // of last
	notes func() (string, bool)

	mu   sync.Mutex
	next []unit
	kept int
}

// Open reads the memory of the last build.
func Open(path string) *Store {
	s := &Store{path: path}
	s.read()
	s.notes = sync.OnceValues(func() (string, bool) { return s.long.read(path) })
	return s
}

// Salt says what every unit is made of beside its key: where the last build had another
// salt, none of its units is taken over.
func (s *Store) Salt(salt tree.Key) {
	if s.salt != salt {
		s.last, s.place, s.long, s.state = nil, nil, notes{}, strings.Clone(s.state) // it was a part of the text of all units
	}
	s.salt = salt
}

// State is what the last build had to say (see Memory); empty where nothing is known of it.
func (s *Store) State() string { return s.state }

// Known says whether units of the last build can be taken over.
func (s *Store) Known() bool { return len(s.last) > 0 }

// Files are those of all units of the last build.
func (s *Store) Files() []File {
	list := make([]File, 0, len(s.last))
	for _, u := range s.last {
		list = append(list, u.files...)
	}
	return list
}

// Counts says how many units of the present build were taken over, and how many were made.
func (s *Store) Counts() (kept, made int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept, len(s.next) - s.kept
}

// Keep takes the files of a unit over as they stand in the site: all, or none, where one of
// them is not there as described.
type Keep func([]File) bool

// Once hands the files of units that have to be made on through emit.
func (s *Store) Once(emit tree.Emit, keep Keep) tree.Once {
	return func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		if i, known := s.place[name]; known && s.last[i].key == key {
			u := s.last[i]
			if u.note, known = s.note(&u); known && keep(u.files) {
				s.add(u, true)
				return []byte(u.note), nil
			}
		}
		u := unit{name: name, key: key}
		var mu sync.Mutex
		note, err := make(func(f tree.File) error {
			path := f.Path
			if err := emit(f); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			u.files = append(u.files, File{Path: path})
			return nil
		})
		if err != nil {
			return nil, err
		}
		u.note = string(note)
		s.add(u, false)
		return note, nil
	}
}

func (s *Store) add(u unit, kept bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = append(s.next, u)
	if kept {
		s.kept++
	}
}

// Forget removes the memory, with all that notes and state repeat of the site.
func (s *Store) Forget() error {
	return errors.Join(remove(s.path), remove(notesPath(s.path)))
}

// Memory is what a build leaves for the next one, ready to be written.
type Memory struct {
	path  string
	bytes []byte
	notes []byte // nil: those of the last build stay
}

// Memory is the memory of the present build. describe tells of a file that was made; a unit of
// which a file is not known is left out. The state is kept beside the units for whoever asks
// first the next time.
func (s *Store) Memory(state string, describe func(path string) (File, bool)) Memory {
	s.mu.Lock()
	defer s.mu.Unlock()
	units := s.next[:0]
	for _, u := range s.next {
		if described(u.files, describe) {
			units = append(units, u)
		}
	}
	slices.SortFunc(units, func(a, b unit) int { return cmp.Compare(a.name, b.name) })
	long := s.long
	notes := long.place(units)
	return Memory{s.path, s.encode(state, units, long), notes}
}

// Save replaces the memory of the last build by that of the present one, whose site stands.
func (m Memory) Save() error {
	if err := replaceNotes(m.path, m.notes); err != nil {
		return err
	}
	return replace(m.path, m.bytes)
}

// Save is the same at once.
func (s *Store) Save(state string, describe func(path string) (File, bool)) error {
	return s.Memory(state, describe).Save()
}

// described fills in what is known of files without a description.
func described(files []File, describe func(path string) (File, bool)) bool {
	for i := range files {
		if files[i].Sum != ([32]byte{}) {
			continue
		}
		f, known := describe(files[i].Path)
		if !known {
			return false
		}
		files[i] = f
	}
	return true
}
