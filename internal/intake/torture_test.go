package intake_test

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// TestTorture reads every case of testdata/torture, which torture_archive_test.go
// describes, and compares every cell of every row, and every finding, with what the case
// says. A case with a finding of severity error may leave its rows unsaid: nothing of it
// is published.
func TestTorture(t *testing.T) {
	for _, c := range tortureCases(t) {
		t.Run(c.group+"/"+c.name, func(t *testing.T) {
			t.Parallel()
			tables, found := c.read(t)
			if problems := c.judge(tables, found); len(problems) > 0 {
				t.Errorf("%s\n%s\nfindings:\n%s\nrows:\n%s", c.what, strings.Join(problems, "\n"),
					indent(shown(found)), indent(rowsAsText(tables, c.table)))
			}
			wellFormed(t, found)
		})
	}
}

// read reads the portal of a case.
func (c *tortureCase) read(t *testing.T) (*register.Tables, []finding.Finding) {
	t.Helper()
	fsys := c.portal(t)
	settings, found, err := portal.Load(fsys)
	if err != nil || len(found) > 0 {
		t.Fatalf("the case's gongshi.yaml: %v, %v", found, err)
	}
	tables, found, err := intake.Read(fsys, settings)
	if err != nil {
		t.Fatalf("Read: %v, want findings", err)
	}
	return tables, found
}

// wellFormed checks what holds for every finding, whatever it says.
func wellFormed(t *testing.T, found []finding.Finding) {
	t.Helper()
	rules := finding.Rules()
	for _, f := range found {
		if f.Message.ZH == "" || f.Message.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
			t.Errorf("%s lacks a message or a hint in one language: %+v", f.Rule, f)
		}
		i := slices.IndexFunc(rules, func(r finding.Rule) bool { return r.Name == f.Rule })
		if i < 0 || !slices.Contains(rules[i].Severities, f.Severity) {
			t.Errorf("the catalogue does not have %s of severity %s", f.Rule, f.Severity)
		}
	}
}

// judge compares what was read with the case's want and returns what differs.
func (c *tortureCase) judge(tables *register.Tables, found []finding.Finding) []string {
	problems := c.judgeFindings(found)
	failed := finding.Count(found).Errors > 0
	if len(c.want.rows) == 0 && failed {
		return problems
	}
	return append(problems, c.judgeRows(tables, found)...)
}

func (c *tortureCase) judgeFindings(found []finding.Finding) []string {
	var problems []string
	left := slices.Clone(found)
	for _, w := range c.want.findings {
		i := slices.IndexFunc(left, w.is)
		if i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else if !w.optional {
			problems = append(problems, "  missing: "+w.written)
		}
	}
	for _, f := range left {
		if !c.want.more {
			problems = append(problems, "  not wanted: "+brief(f))
		}
	}
	return problems
}

// judgeRows compares the rows of the case's table, cell by cell.
func (c *tortureCase) judgeRows(tables *register.Tables, found []finding.Finding) []string {
	got := rowsOf(tables, c.table)
	var problems []string
	for i := range max(len(got), len(c.want.rows)) {
		switch {
		case i >= len(got):
			problems = append(problems, "  missing row: "+c.want.rows[i].written)
		case i >= len(c.want.rows):
			problems = append(problems, "  row not wanted: "+got[i].text())
		default:
			problems = append(problems, c.want.rows[i].differences(got[i], found)...)
		}
	}
	return problems
}

// differences compares a row with what is wanted of it. A column that is not named must
// not be given. A wrong cell about which nothing was said is silently wrong.
func (w wantedRow) differences(got gotRow, found []finding.Finding) []string {
	var problems []string
	say := func(column string, place register.Place, got, want string) {
		label := "SILENTLY WRONG"
		if place == (register.Place{}) {
			label = "wrong place"
		} else if slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Line == int(place.Line) && f.Column == int(place.Column) }) {
			label = "wrong, and told"
		}
		problems = append(problems, fmt.Sprintf("  %s: %s %s is %q, want %q", label, w.at, column, got, want))
	}
	if at := got.at(strings.Contains(w.at, ":")); at != w.at {
		say("position", register.Place{}, at, w.at)
	}
	for i, c := range got.table.Columns {
		want, place := w.cell(c.Name)
		if got.cells[i] != want && !(want == "" && got.implied(c.Name)) {
			say(c.Name, got.origin.Place(i), got.cells[i], want)
		}
		if p := fmt.Sprintf("%d:%d", got.origin.Place(i).Line, got.origin.Place(i).Column); place != "" && place != p {
			say(c.Name+" at", register.Place{}, p, place)
		}
	}
	return problems
}

// gotRow is a row as read: the value of every column of its table in one canonical form.
type gotRow struct {
	table  *schema.Table
	origin *register.Origin
	cells  []string
}

func (g gotRow) at(withFile bool) string {
	if withFile {
		return fmt.Sprintf("%s:%d", path.Base(g.origin.File()), g.origin.Line())
	}
	return fmt.Sprint(g.origin.Line())
}

func (g gotRow) value(column string) string { return g.cells[g.table.Index(column)] }

// implied says whether a value is what a blank cell of the column stands for.
func (g gotRow) implied(column string) bool {
	switch column {
	case "status":
		return g.value(column) == "active" || g.value(column) == "in_force"
	case "signed_on":
		return g.value(column) == g.value("starts_on")
	}
	return false
}

func (g gotRow) text() string {
	parts := []string{g.at(false)}
	for i, c := range g.table.Columns {
		if g.cells[i] != "" && !g.implied(c.Name) {
			parts = append(parts, c.Name+"="+escaped(g.cells[i]))
		}
	}
	return strings.Join(parts, " | ")
}

// rowsOf lists the rows of a table as read.
func rowsOf(t *register.Tables, table string) []gotRow {
	var list []gotRow
	add := func(o *register.Origin, cells ...string) {
		list = append(list, gotRow{schema.Lookup(table), o, cells})
	}
	switch table {
	case "agencies":
		for _, x := range t.Agencies {
			add(&x.Origin, string(x.ID), x.Name, x.ShortName, several(x.FormerNames), x.DistrictName, x.Status, x.FoundedOn.String(),
				x.Registrar, x.Supervisor, x.Representative, several(x.FieldNames), x.Website, x.Phone, x.Address, x.SortKey, x.SourceURL)
		}
	case "pay":
		for _, x := range t.Pay {
			add(&x.Origin, string(x.AgencyID), number(x.Year), x.Tier, count(x.Headcount), x.Total.String(), x.PublishedOn.String(), x.SourceURL, x.Note)
		}
	case "projects":
		for _, x := range t.Projects {
			add(&x.Origin, x.ID, x.Name, string(x.AgencyID), x.PurchaserName, x.FieldName, x.DistrictName, x.StartsOn.String(), x.SignedOn.String(),
				x.EndsOn.String(), x.Amount.String(), count(x.Staff), count(x.ProfessionalStaff), x.LabourCost.String(), x.OtherCost.String(),
				count(x.SupervisedStaff), x.SupervisionCost.String(), x.SourceURL)
		}
	case "evaluations":
		for _, x := range t.Evaluations {
			add(&x.Origin, x.ProjectID, x.Kind, x.Period, x.Grade, score(x.Score), x.AssessorName, x.DecidedOn.String(), x.Comment, x.SourceURL)
		}
	case "sanctions":
		for _, x := range t.Sanctions {
			add(&x.Origin, x.ID, x.Kind, x.Subject, string(x.AgencyID), x.SubjectName, x.Person, several(x.MeasureNames), x.AuthorityName,
				x.DecidedOn.String(), x.Facts, x.Basis, x.Decision, x.Fine.String(), x.Confiscated.String(), x.Severity, x.PublishedOn.String(),
				x.ValidUntil.String(), x.PublishUntil.String(), x.Status, x.StatusOn.String(), x.StatusReason, x.SourceURL)
		}
	}
	return list
}

func several(list []string) string { return strings.Join(list, "、") }

// number is a year; 0 is none.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func count(c register.Count) string {
	if !c.Given {
		return ""
	}
	return fmt.Sprint(c.N)
}

func score(s register.Score) string {
	if !s.Given {
		return ""
	}
	return fmt.Sprintf("%d.%02d", s.Hundredths/100, s.Hundredths%100)
}

func rowsAsText(t *register.Tables, table string) string {
	var lines []string
	for _, g := range rowsOf(t, table) {
		lines = append(lines, g.text())
	}
	return strings.Join(lines, "\n")
}

// brief is a finding as the cases name it.
func brief(f finding.Finding) string {
	return fmt.Sprintf("%s:%d:%d %s %s = %s", strings.TrimPrefix(f.File, "data/"), f.Line, f.Column, f.Severity, f.Rule, escaped(f.Value))
}

func shown(list []finding.Finding) string {
	var lines []string
	for _, f := range list {
		lines = append(lines, brief(f)+"   ("+f.Message.EN+")")
	}
	return strings.Join(lines, "\n")
}

func indent(s string) string { return "    " + strings.ReplaceAll(s, "\n", "\n    ") }
