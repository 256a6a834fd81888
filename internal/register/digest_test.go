package register

import (
	"reflect"
	"slices"
	"testing"

	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// untold are fields that are no part of a record's digest, with the reason.
var untold = map[string][]string{
	"Agency":     {"Pay", "Projects", "Sanctions", "Policy", "Reply"}, // parts of their own
	"Pay":        {"Agency"},                                          // whose closure it is
	"Project":    {"Agency", "Evaluations", "Reply"},                  // likewise
	"Evaluation": {"Project"},                                         // likewise
	"Sanction":   {},
	"Policy":     {"Agency"}, // likewise
	"Reply":      {},
	"Correction": {"RecordLine", "RecordColumn", "Agencies", "Projects", "Sanctions"}, // where it is wrong; follows from Records
}

// TestDigestHoldsEveryField changes each field of each record and expects another digest.
func TestDigestHoldsEveryField(t *testing.T) {
	for _, tt := range []struct {
		record any
		add    func(*adder, any)
	}{
		{Agency{}, func(s *adder, v any) { s.agency(v.(*Agency)) }},
		{Pay{}, func(s *adder, v any) { s.pay(v.(*Pay)) }},
		{Project{}, func(s *adder, v any) { s.project(v.(*Project)) }},
		{Evaluation{}, func(s *adder, v any) { s.evaluation(v.(*Evaluation)) }},
		{Sanction{}, func(s *adder, v any) { s.sanction(v.(*Sanction)) }},
		{Policy{}, func(s *adder, v any) { s.texts(&Register{}, &Agency{Policy: v.(*Policy)}) }},
		{Reply{}, func(s *adder, v any) { s.reply(v.(*Reply)) }},
		{Correction{}, func(s *adder, v any) { s.corrections([]*Correction{v.(*Correction)}) }},
	} {
		typ := reflect.TypeOf(tt.record)
		sum := func(v reflect.Value) tree.Key {
			var s adder
			tt.add(&s, v.Interface())
			return s.Key()
		}
		blank := sum(reflect.New(typ))
		var look func(typ reflect.Type, index []int)
		look = func(typ reflect.Type, index []int) {
			for i := range typ.NumField() {
				f, at := typ.Field(i), append(slices.Clone(index), i)
				if f.Anonymous && f.Type != reflect.TypeFor[Origin]() {
					look(f.Type, at)
					continue
				}
				if !f.IsExported() || slices.Contains(untold[reflect.TypeOf(tt.record).Name()], f.Name) {
					continue
				}
				v := reflect.New(reflect.TypeOf(tt.record))
				another(t, v.Elem().FieldByIndex(at))
				if sum(v) == blank {
					t.Errorf("%s.%s is no part of the digest", reflect.TypeOf(tt.record).Name(), f.Name)
				}
			}
		}
		look(typ, nil)
	}
}

// another gives a zero value another one.
func another(t *testing.T, v reflect.Value) {
	switch v.Interface().(type) {
	case Origin:
		v.Set(reflect.ValueOf(At("data/x.csv", 2, "a")))
		return
	case *rulebook.Ageing:
		v.Set(reflect.ValueOf(&rulebook.Ageing{}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		another(t, v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			another(t, v.Field(i))
		}
	default:
		t.Fatalf("the test knows no other %s", v.Type())
	}
}
