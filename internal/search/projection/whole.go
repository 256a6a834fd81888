package projection

import (
	"encoding/binary"
	"fmt"
	"sync"

	"gongshi/internal/tree"
)

// An index whose records are those of the last build is taken over unit by unit without
// making a document: the note of one more unit, whose key stands for all records, lists them.

// unitKey is a unit and its key.
type unitKey struct {
	name string
	key  tree.Key
}

// whole writes the index, or takes all of it over.
func (w *writer) whole() error {
	of, ok := w.docs.Key()
	if !ok {
		return w.write()
	}
	var s tree.Sum
	s.Text(keyFormat)
	s.Keys(of)
	made := false
	note, err := w.once(unitPrefix+"all", s.Key(), func(tree.Emit) ([]byte, error) {
		made = true
		list := listing{once: w.once}
		w.once = list.unit
		err := w.write()
		return encodeUnits(list.units), err
	})
	if err != nil || made {
		return err
	}
	units, err := decodeUnits(note)
	if err != nil {
		return fmt.Errorf("search index: list of units: %w", err)
	}
	return w.take(units)
}

// take takes units over. Where the files of one do not stand as they did, the whole index is
// written, of which it takes over what it can.
func (w *writer) take(units []unitKey) error {
	t := taking{once: w.once, notes: map[string][]byte{}}
	for _, u := range units {
		note, err := w.once(u.name, u.key, func(emit tree.Emit) ([]byte, error) {
			t.broken, t.emit, w.once = u.name, emit, t.unit
			err := w.write()
			if err == nil && !t.met {
				err = fmt.Errorf("search index: no unit %q among those of the same records", u.name)
			}
			return t.note, err
		})
		if err != nil || t.broken != "" {
			return err
		}
		t.notes[u.name] = note
	}
	return nil
}

// listing is a Once that lists what it is asked for.
type listing struct {
	once  tree.Once
	mu    sync.Mutex
	units []unitKey
}

func (l *listing) unit(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
	l.mu.Lock()
	l.units = append(l.units, unitKey{name, key})
	l.mu.Unlock()
	return l.once(name, key, make)
}

// taking is a Once beside units that were taken over, and one that cannot be.
type taking struct {
	once   tree.Once
	notes  map[string][]byte // of the units that were taken over
	broken string
	emit   tree.Emit // for the files of the broken unit

	mu   sync.Mutex
	met  bool
	note []byte // of the broken unit
}

func (t *taking) unit(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
	if note, taken := t.notes[name]; taken {
		return note, nil
	}
	if name != t.broken {
		return t.once(name, key, make)
	}
	note, err := make(t.emit)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.met, t.note = true, note
	return note, err
}

// encodeUnits writes a list of units as a note.
func encodeUnits(list []unitKey) []byte {
	b := texted(binary.AppendUvarint(nil, uint64(len(list))))
	for _, u := range list {
		b = append(b.text(u.name), u.key[:]...)
	}
	return b
}

// decodeUnits reads what encodeUnits wrote.
func decodeUnits(note []byte) ([]unitKey, error) {
	d := decoder{b: note}
	list := make([]unitKey, d.count(d.left(), "units"))
	for i := range list {
		list[i].name = string(d.take(d.count(d.left(), "bytes of a name")))
		copy(list[i].key[:], d.take(len(list[i].key)))
	}
	return list, d.end()
}
