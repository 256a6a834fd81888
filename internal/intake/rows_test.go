package intake

import (
	"reflect"
	"testing"

	"gongshi/internal/schema"
)

// TestRows checks that the rows have the table's columns in the table's order, and that
// cells lists them so.
func TestRows(t *testing.T) {
	rows := map[string]any{"agencies": &agencyRow{}, "pay": &payRow{}, "projects": &projectRow{}, "evaluations": &evaluationRow{}, "sanctions": &sanctionRow{}}
	for _, table := range schema.Tables() {
		row := rows[table.Name]
		cells := row.(interface{ cells([]remarked) []remarked }).cells(nil)
		v := reflect.ValueOf(row).Elem()
		if v.NumField() != len(table.Columns) || len(cells) != len(table.Columns) {
			t.Errorf("%s: %d fields and %d cells for %d columns", table.Name, v.NumField(), len(cells), len(table.Columns))
			continue
		}
		for i, c := range table.Columns {
			if tag := v.Type().Field(i).Tag.Get("csv"); tag != c.Name {
				t.Errorf("%s: field %d is mapped to %q, want %q", table.Name, i, tag, c.Name)
			}
			if any(cells[i]) != v.Field(i).Addr().Interface() {
				t.Errorf("%s: cell %d is not the field %s", table.Name, i, v.Type().Field(i).Name)
			}
		}
	}
}

func TestGradeColumn(t *testing.T) {
	if got := schema.Lookup("evaluations").Index("grade"); got != gradeColumn {
		t.Errorf("the grade is column %d of evaluations, want %d", got, gradeColumn)
	}
}
