package feed

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"gongshi/internal/crosscheck"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// TestUnitsAreMadeOfTheirKeys makes feeds of many portals that differ in a few values and
// holds that equal keys have equal files.
func TestUnitsAreMadeOfTheirKeys(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	type unit struct {
		name string
		key  tree.Key
	}
	made := map[unit]string{}
	built, again := 0, 0
	once := func(name string, key tree.Key, make func(tree.Emit) ([]byte, error)) ([]byte, error) {
		files := ""
		note, err := make(func(f tree.File) error {
			files += f.Path + "\n" + string(f.Body)
			return nil
		})
		before, known := made[unit{name, key}]
		if known && before != files {
			t.Fatalf("build %d: the key of %s has been that of other files:\n%s\nand is now that of\n%s", built, name, before, files)
		} else if known {
			again++
		}
		made[unit{name, key}] = files
		return note, err
	}
	for range 400 {
		rows, s := crossTables(), settings()
		for range 1 + random.IntN(3) {
			change(random, rows)
		}
		switch random.IntN(8) {
		case 0:
			s.Title += "新"
		case 1:
			s.BaseURL = ""
		case 2:
			s.Zone = time.FixedZone("", 9*60*60)
		case 3:
			s.Operator.URL += "a"
		}
		reg, findings := register.Link(rows, s, crossBook(), asOf.Add(random.IntN(3)))
		if finding.Count(findings).Errors > 0 {
			continue
		}
		built++
		if err := Write(reg, once); err != nil {
			t.Fatal(err)
		}
		if err := Findings(reg, crosscheck.Run(reg), once); err != nil {
			t.Fatal(err)
		}
	}
	if built < 200 || again < 5*built {
		t.Errorf("%d builds, %d units with a known key: want 200, and five in each", built, again)
	}
}

// change gives one field of one row another value, one of few.
func change(r *rand.Rand, t *register.Tables) {
	rows := reflect.ValueOf(t).Elem().Field(r.IntN(5))
	if rows.Len() == 0 {
		return
	}
	row := rows.Index(r.IntN(rows.Len())).Elem()
	f := row.Field(r.IntN(row.NumField()))
	if !f.CanSet() {
		return
	}
	switch v := f.Addr().Interface().(type) {
	case *string:
		*v += fmt.Sprint(r.IntN(2))
	case *[]string:
		*v = append(*v, fmt.Sprint(r.IntN(2)))
	case *day.Day:
		if !v.IsZero() && !v.IsOpen() {
			*v = v.Add(r.IntN(3))
		}
	case *money.Amount:
		*v = money.FromFen(int64(100 * r.IntN(3)))
	case *register.Count:
		*v = register.Count{N: int32(r.IntN(3)), Given: true}
	}
}
