package opendata

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// memory is what former builds made.
type memory struct {
	mu    sync.Mutex
	units map[string]unit
	kept  int
}

type unit struct {
	key   tree.Key
	note  []byte
	files []tree.File
}

// once takes units over that are known and hands the files of all on.
func (m *memory) once(emit tree.Emit) tree.Once {
	return func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		m.mu.Lock()
		u, ok := m.units[name]
		m.mu.Unlock()
		if !ok || u.key != key {
			u = unit{key: key}
			var err error
			u.note, err = make(func(f tree.File) error {
				body, err := f.Bytes()
				u.files = append(u.files, tree.File{Path: f.Path, Body: bytes.Clone(body)})
				return err
			})
			if err != nil {
				return nil, err
			}
		} else {
			m.mu.Lock()
			m.kept++
			m.mu.Unlock()
		}
		m.mu.Lock()
		m.units[name] = u
		m.mu.Unlock()
		for _, f := range u.files {
			if err := emit(f); err != nil {
				return nil, err
			}
		}
		return u.note, nil
	}
}

// edit changes one thing of a portal, always the same.
type edit func(*register.Tables, *portal.Settings, *day.Day)

// randomEdit changes a field of a record, its cells or its place; adds, doubles or takes away
// a row; or changes a setting or the day.
func randomEdit(r *rand.Rand) edit {
	seed := r.Uint64()
	return func(t *register.Tables, s *portal.Settings, asOf *day.Day) {
		r := rand.New(rand.NewPCG(seed, 1))
		switch r.IntN(12) {
		case 0:
			*asOf = asOf.Add(1 + r.IntN(200))
		case 1:
			s.Title += "新"
		case 2:
			s.Deadlines.Results = 1 + r.IntN(400)
		case 3:
			t.Projects = slices.Delete(t.Projects, 0, min(len(t.Projects), r.IntN(2)))
		case 4:
			t.Evaluations = slices.Delete(t.Evaluations, 0, min(len(t.Evaluations), r.IntN(2)))
		case 5:
			t.Sanctions = slices.Delete(t.Sanctions, 0, min(len(t.Sanctions), r.IntN(2)))
		default:
			tables := reflect.ValueOf(t).Elem()
			rows := tables.Field(r.IntN(5))
			if rows.Len() > 0 {
				editField(r, rows.Index(r.IntN(rows.Len())).Elem())
			}
		}
	}
}

// editField changes one of the fields of a row that are not Link's.
func editField(r *rand.Rand, row reflect.Value) {
	f := row.Field(r.IntN(row.NumField()))
	if !f.CanSet() {
		return
	}
	switch v := f.Addr().Interface().(type) {
	case *register.Origin:
		*v = register.At("data/moved.csv", 2+r.IntN(100), "a", string(rune('一'+r.IntN(9))))
	case *string:
		*v += string(rune('一' + r.IntN(9)))
	case *int:
		*v++
	case *[]string:
		*v = append(*v, string(rune('一'+r.IntN(9))))
	case *day.Day:
		if !v.IsZero() && !v.IsOpen() {
			*v = v.Add(r.IntN(400))
		}
	case *money.Amount:
		*v = money.FromFen(int64(r.IntN(1_000_000)))
	case *register.Count:
		*v = given(r.IntN(20))
	case *register.Score:
		*v = register.Score{Hundredths: r.IntN(10_000), Given: true}
	}
}

// TestUnitsAreMadeOfTheirKeys edits a portal again and again and holds that taking over what
// has the same key gives the bytes of a clean build.
func TestUnitsAreMadeOfTheirKeys(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	m := &memory{units: map[string]unit{}}
	var edits []edit
	built, asked := 0, 0
	for range 600 {
		if len(edits) > 25 { // begin anew, with all that was made before in mind
			edits = nil
		}
		edits = append(edits, randomEdit(random))
		rows, s, asOf := tables(), settings(), asOf
		for _, e := range edits {
			e(rows, s, &asOf)
		}
		reg, findings := register.Link(rows, s, book(), asOf)
		if finding.Count(findings).Errors > 0 {
			edits = edits[:len(edits)-1]
			continue
		}
		built++
		led, checks := ledger.Open(reg), checks(reg)
		var clean, kept collector
		if err := Write(reg, led, checks, nil, tree.Always(clean.emit)); err != nil {
			t.Fatal(err)
		}
		if err := Write(reg, led, checks, nil, m.once(kept.emit)); err != nil {
			t.Fatal(err)
		}
		asked += len(clean.files)
		if !maps.Equal(clean.files, kept.files) {
			for path, body := range clean.files {
				if kept.files[path] != body {
					t.Errorf("build %d: %s is not that of a clean build:\n%s\nwant\n%s", built, path, kept.files[path], body)
				}
			}
			t.FailNow()
		}
	}
	if built < 300 || m.kept < asked/3 {
		t.Errorf("%d builds with %d of %d files taken over: want 300 and a third", built, m.kept, asked)
	}
}
