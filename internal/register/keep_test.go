package register

import (
	"bufio"
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"gongshi/internal/schema"
)

// setByLink are the fields that Link sets, which are not kept.
var setByLink = []string{
	"Slug", "District", "Fields", "Pay", "Projects", "Sanctions", "Policy", "Twins", "Reply", "Agency", "Purchaser", "Field",
	"Evaluations", "Project", "Authority", "Measures", "Judgement", "NameRule",
}

// fill gives every field below a value that no other has.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Origin" && !slices.Contains(setByLink, f.Name) {
				fill(v.Field(i), n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprint("值", *n))
	case reflect.Bool:
		v.SetBool(true)
	default:
		v.SetInt(int64(*n))
	}
}

// filled makes a record with all fields; its first cell is the first of its fields.
func filled[R any, P keptRecord[R]](table string, n *int) *R {
	var r R
	fill(reflect.ValueOf(&r).Elem(), n)
	cells := make([]string, len(schema.Lookup(table).Columns))
	for i := range cells {
		cells[i] = fmt.Sprintf(" 格%d ", *n+i)
	}
	cells[0] = "\t" + reflect.ValueOf(r).Field(1).String() + " "
	*P(&r).origin() = At("data/x.csv", 7+*n, cells...)
	return &r
}

// TestKeepRows holds that every field that intake fills in is kept, so that none is forgotten
// that is added, and that what is cut off or damaged gives an error or other records, never a
// panic.
func TestKeepRows(t *testing.T) {
	n := 0
	for table, tables := range map[string]*Tables{
		"agencies":    {Agencies: []*Agency{filled[Agency]("agencies", &n), filled[Agency]("agencies", &n)}},
		"pay":         {Pay: []*Pay{filled[Pay]("pay", &n), filled[Pay]("pay", &n)}},
		"projects":    {Projects: []*Project{filled[Project]("projects", &n), filled[Project]("projects", &n)}},
		"evaluations": {Evaluations: []*Evaluation{filled[Evaluation]("evaluations", &n), filled[Evaluation]("evaluations", &n)}},
		"sanctions":   {Sanctions: []*Sanction{filled[Sanction]("sanctions", &n), filled[Sanction]("sanctions", &n)}},
	} {
		var b bytes.Buffer
		if err := tables.KeepRows(&b); err != nil {
			t.Fatal(err)
		}
		recall := func(b []byte) (*Tables, error) {
			got := &Tables{}
			return got, got.RecallRows(table, "data/x.csv", bufio.NewReader(bytes.NewReader(b)), int64(len(b)))
		}
		if got, err := recall(b.Bytes()); err != nil || !reflect.DeepEqual(got, tables) {
			t.Errorf("%s: %v; recalled\n%+v\nwant\n%+v", table, err, got, tables)
		}
		for i := range b.Len() {
			recall(b.Bytes()[:i])
			for _, other := range []byte{0, 0x7f, 0x80, 0xff} {
				damaged := bytes.Clone(b.Bytes())
				damaged[i] = other
				recall(damaged)
			}
		}
	}
}
