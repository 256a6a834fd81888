package search_test

import (
	"reflect"
	"testing"

	"gongshi/internal/build"
	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/search"
	"gongshi/internal/tree"
)

// TestKeyOfRecords changes every field of a record of each kind, one at a time: where the
// documents are others, so is their key.
func TestKeyOfRecords(t *testing.T) {
	p, err := build.Load(build.Options{Dir: "../..", AsOf: day.Make(2026, 6, 30)})
	if err != nil {
		t.Fatal(err)
	}
	reg := p.Register
	led := ledger.Open(reg)
	look := func() ([]search.Document, tree.Key) {
		key, ok := search.Collect(reg, led).Key()
		if !ok {
			t.Fatal("the records have no key")
		}
		return search.Documents(reg, led), key
	}
	docs, key := look()
	if again, same := look(); same != key || !reflect.DeepEqual(again, docs) {
		t.Fatal("the same records have another key")
	}
	found := 0
	for _, record := range samples(t, reg) {
		v := reflect.ValueOf(record).Elem()
		for i := range v.NumField() {
			f := v.Field(i)
			if !f.CanSet() {
				continue
			}
			before := reflect.ValueOf(f.Interface())
			if !altered(f) {
				continue
			}
			otherDocs, otherKey := look()
			f.Set(before)
			if reflect.DeepEqual(otherDocs, docs) {
				continue
			}
			if found++; otherKey == key {
				t.Errorf("%s.%s changes documents and not their key", v.Type().Name(), v.Type().Field(i).Name)
			}
		}
	}
	if found < 40 {
		t.Errorf("%d fields change documents", found)
	}
	a := reg.Agencies[0]
	a.Pay[0].Total = money.FromFen(a.Pay[0].Total.Fen + 1)
	if _, same := look(); same != key {
		t.Error("an amount of pay changes the key")
	}
}

// samples are a record of each kind, with all that documents show.
func samples(t *testing.T, reg *register.Register) []any {
	t.Helper()
	var list []any
	for _, a := range reg.Agencies {
		if a.Policy != nil && len(a.Pay) > 0 && a.District != nil && len(a.Fields) > 0 {
			list = append(list, a, a.Pay[0], a.Policy, a.District, a.Fields[0])
			break
		}
	}
	for _, r := range reg.Projects {
		if len(r.Evaluations) > 0 && r.Purchaser != nil && r.Field != nil {
			list = append(list, r, r.Evaluations[0], r.Purchaser)
			break
		}
	}
	for _, s := range reg.Sanctions {
		if s.Agency != nil && len(s.Measures) > 0 {
			list = append(list, s, s.Authority, s.Measures[0], &s.Judgement)
			break
		}
	}
	if len(list) != 12 {
		t.Fatalf("the sample has %d of 12 kinds", len(list))
	}
	return list
}

// altered changes a value of a plain type.
func altered(v reflect.Value) bool {
	switch x := v.Interface().(type) {
	case day.Day:
		v.Set(reflect.ValueOf(day.Make(2023, 2, 28)))
	case money.Amount:
		v.Set(reflect.ValueOf(money.FromFen(x.Fen + 1)))
	case []string:
		v.Set(reflect.ValueOf(append([]string{"别名"}, x...)))
	case register.Standing:
		v.Set(reflect.ValueOf(register.Ended))
	case []*register.Pay:
		v.Set(reflect.ValueOf(x[:0]))
	case []*register.Evaluation:
		v.Set(reflect.ValueOf(x[:0]))
	case []*register.Group:
		v.Set(reflect.ValueOf(x[:0]))
	case *register.Group, *register.Policy:
		v.SetZero()
	default:
		switch v.Kind() {
		case reflect.String:
			v.SetString(v.String() + "x")
		case reflect.Int:
			v.SetInt(v.Int() - 1)
		default:
			return false
		}
	}
	return true
}
