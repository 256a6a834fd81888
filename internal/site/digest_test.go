package site

import (
	"reflect"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/tree"
)

// TestDigests holds that every field of a record is in its digest, so that one that is new is
// not forgotten: a page would then stay as it was though the record changed.
func TestDigests(t *testing.T) {
	elsewhere := map[string]bool{ // in other digests, or where a record stands
		"Policy.AgencyID": true, "Policy.BodyLine": true, "Reply.File": true, "Reply.Table": true, "Reply.Slug": true, "Reply.BodyLine": true,
		"Correction.File": true, "Correction.Records": true, "Correction.RecordLine": true, "Correction.RecordColumn": true, "Correction.BodyLine": true,
	}
	for _, c := range []struct {
		record any
		digest func(*digest, any)
	}{
		{&register.Agency{}, func(d *digest, r any) { d.agencyFields(r.(*register.Agency)) }},
		{&register.Pay{}, func(d *digest, r any) { d.payFields(r.(*register.Pay)) }},
		{&register.Project{}, func(d *digest, r any) { d.projectFields(r.(*register.Project)) }},
		{&register.Evaluation{}, func(d *digest, r any) { d.evaluationFields(r.(*register.Evaluation)) }},
		{&register.Sanction{}, func(d *digest, r any) { d.sanctionFields(r.(*register.Sanction)) }},
		{&register.Policy{}, func(d *digest, r any) { d.policy(r.(*register.Policy)) }},
		{&register.Reply{}, func(d *digest, r any) { d.reply(r.(*register.Reply)) }},
		{&register.Correction{}, func(d *digest, r any) { d.correction(r.(*register.Correction)) }},
	} {
		of := func() tree.Key {
			var d digest
			c.digest(&d, c.record)
			return d.Key()
		}
		v := reflect.ValueOf(c.record).Elem()
		for i := range v.NumField() {
			f := v.Type().Field(i)
			name := v.Type().Name() + "." + f.Name
			if !f.IsExported() || !differ(v.Field(i)) || elsewhere[name] {
				continue
			}
			after := of()
			v.Field(i).SetZero()
			if of() == after {
				t.Errorf("%s is in no digest", name)
			}
		}
	}
}

// differ sets a plain value to another than its zero; other values are told apart elsewhere.
func differ(v reflect.Value) bool {
	switch v.Interface().(type) {
	case day.Day:
		v.Set(reflect.ValueOf(day.Make(2024, 2, 29)))
	case money.Amount:
		v.Set(reflect.ValueOf(money.FromFen(0)))
	case register.Count:
		v.Set(reflect.ValueOf(register.Count{N: 1}))
	case register.Score:
		v.Set(reflect.ValueOf(register.Score{Hundredths: 1}))
	case []string:
		v.Set(reflect.ValueOf([]string{""}))
	case register.Judgement:
		v.Set(reflect.ValueOf(register.Judgement{Shown: true}))
	case int:
		v.SetInt(1)
	case bool:
		v.SetBool(true)
	default:
		if v.Kind() != reflect.String {
			return false
		}
		v.SetString("x")
	}
	return true
}
