package register

import (
	"slices"
	"testing"
)

// TestAsRead holds that the rows in the order of files are those of the register, without
// rows that repeat others or refer to nothing.
func TestAsRead(t *testing.T) {
	tables := town()
	again := *tables.Evaluations[0]
	again.Origin = At("data/evaluations.csv", 4)
	lost := Evaluation{Origin: At("data/evaluations.csv", 5), ProjectID: "p9"}
	last := Evaluation{Origin: At("data/evaluations.csv", 6), ProjectID: "p2", Kind: "assessment", DecidedOn: date("2020-12-01")}
	tables.Evaluations = append(tables.Evaluations, &again, &lost, &last)
	stray := Project{Origin: At("data/projects.csv", 4), ID: "p3", AgencyID: "52990000MJ0000000X", PurchaserName: "局"}
	tables.Projects = append(tables.Projects, &stray)
	r, _ := Link(tables, settings(), nil, date("2024-06-30"))
	var lines []int
	for _, e := range r.EvaluationsAsRead() {
		lines = append(lines, e.Line())
		if !slices.Contains(r.Evaluations, e) {
			t.Errorf("the evaluation of line %d is none of the register's", e.Line())
		}
		if e.Project.Agency != nil && !slices.Contains(e.Project.Evaluations, e) {
			t.Errorf("the evaluation of line %d is none of its project's", e.Line())
		}
	}
	if want := []int{2, 3, 6}; !slices.Equal(lines, want) || len(r.Evaluations) != len(want) {
		t.Errorf("evaluations of lines %d, want %d; the register has %d", lines, want, len(r.Evaluations))
	}
	lines = nil
	for _, p := range r.ProjectsAsRead() {
		lines = append(lines, p.Line())
	}
	if want := []int{2, 3}; !slices.Equal(lines, want) || len(r.Projects) != len(want) || r.Projects[0].Line() != 3 {
		t.Errorf("projects of lines %d, want %d, and the newest first in the register", lines, want)
	}
	bare := &Register{Projects: r.Projects, Evaluations: r.Evaluations}
	if len(bare.ProjectsAsRead()) != 2 || len(bare.EvaluationsAsRead()) != 3 {
		t.Error("a register that Link did not make lacks its rows")
	}
}

// TestRows holds that Rows asks once for each text that differs from those right above in
// its column, never for a blank one, and answers for every row.
func TestRows(t *testing.T) {
	w := NewBatchWriter("data/a.csv", nil, 3)
	w.Add(2, []string{"a", "", "x"}, nil)
	w.Add(3, []string{"a", "bad", "y"}, nil)
	w.Add(4, []string{"b", "", ""}, nil)
	w.Add(5, []string{"a", "bad", "bad"}, nil)
	var asked []string
	rows := w.Close().Rows(func(column int, s string) bool {
		asked = append(asked, string(rune('0'+column))+s)
		return s == "bad" || s == "b"
	})
	if want := []bool{false, true, true, true}; !slices.Equal(rows, want) {
		t.Errorf("rows %v, want %v", rows, want)
	}
	if want := []string{"0a", "2x", "1bad", "2y", "0b", "2bad"}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
}
