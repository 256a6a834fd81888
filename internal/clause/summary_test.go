package clause

import (
	"math/rand/v2"
	"slices"
	"testing"

	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

func TestNoBook(t *testing.T) {
	p := project(t, "field=sw04 from=2021-01-01 to=2021-12-31 amount=1 staff=1")
	for name, b := range map[string]*rulebook.Book{"none": nil, "empty": {ID: "empty"}} {
		checks := Open(link(t, b, p))
		if got := checks.Of(p); got != nil {
			t.Errorf("%s: %d results of a book without rules", name, len(got))
		}
		if got := checks.Summary(); len(got) != 0 {
			t.Errorf("%s: a summary of a book without rules: %v", name, got)
		}
	}
}

// TestOnlyWhatTheBookNames holds that a check about which the book says nothing has no
// result, nor has a threshold without a figure.
func TestOnlyWhatTheBookNames(t *testing.T) {
	b := &rulebook.Book{Thresholds: []*rulebook.Threshold{
		threshold("supervision", span("2021-01-01", ""), rulebook.Supervision, 350, 0, rulebook.AllFields),
		threshold("posts", span("", ""), rulebook.ProfessionalPosts, 80, 0, rulebook.AllFields),
		threshold("nothing", span("", ""), rulebook.LabourCost, 0, 0, rulebook.AllFields),
	}}
	checks := Open(&register.Register{Rules: b})
	if got, want := checks.Kinds(), []rulebook.Check{rulebook.ProfessionalPosts, rulebook.Supervision}; !slices.Equal(got, want) {
		t.Errorf("the checks are %v, want %v", got, want)
	}
	p := project(t, "from=1999-01-01 to=1999-12-31 staff=5 professional=4 supervised=1")
	list := checks.Of(p)
	if got, want := said(&list[0]), "met =80.00 (professional_staff 4, staff 5) by posts"; got != want {
		t.Errorf("a rule since ever: got %s, want %s", got, want)
	}
	if got, want := said(&list[1]), "no_rule before 2021-01-01"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestGaps tells the ways apart in which there is no rule.
func TestGaps(t *testing.T) {
	price := func(id, from, until string, scope rulebook.Scope) *rulebook.Threshold {
		return threshold(id, span(from, until), rulebook.PackagePrice, 100, 0, scope)
	}
	b := &rulebook.Book{
		Thresholds: []*rulebook.Threshold{
			price("a", "2021-01-01", "2021-12-31", rulebook.AllFields),
			price("b", "2023-01-01", "2023-12-31", rulebook.RiskyOnly),
		},
		Risky: []*rulebook.RiskyFields{{Rule: rulebook.Rule{Span: span("2020-01-01", "")}, Fields: []string{"sw06"}}},
	}
	for _, tt := range []row{
		{"before", "field=sw04 from=2020-12-31 to=2021-12-30 amount=100 staff=1", "no_rule before 2021-01-01"},
		{"between", "field=sw04 from=2022-01-01 to=2022-12-31 amount=100 staff=1", "no_rule between"},
		{"for other fields only", "field=sw04 from=2023-01-01 to=2023-12-31 amount=100 staff=1", "no_rule other_kind"},
		{"for its field", "field=sw06 from=2023-01-01 to=2023-12-31 amount=100 staff=1", "met =100.00 (amount 100, staff 1, months 12) by b"},
		{"perhaps for its field, which is not given", "from=2023-01-01 to=2023-12-31 amount=100 staff=1", "not_enough_data missing field by b"},
		{"a field not given where it does not matter", "from=2021-01-01 to=2021-12-31 amount=100 staff=1", "met =100.00 (amount 100, staff 1, months 12) by a"},
		{"after", "field=sw04 from=2024-01-01 to=2024-12-31 amount=100 staff=1", "no_rule after 2023-12-31"},
	} {
		p := project(t, tt.in)
		list := Open(link(t, b, p)).Of(p)
		if got := said(&list[0]); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestGapsOfOtherFields holds that the first and the last day of a rule for other fields
// are days on which a rule was in force.
func TestGapsOfOtherFields(t *testing.T) {
	b := &rulebook.Book{
		Thresholds: []*rulebook.Threshold{threshold("risky", span("2023-01-01", "2023-12-31"), rulebook.PackagePrice, 100, 0, rulebook.RiskyOnly)},
		Risky:      []*rulebook.RiskyFields{{Fields: []string{"sw06"}}},
	}
	for signed, want := range map[string]string{
		"2022-12-31": "no_rule before 2023-01-01", "2023-01-01": "no_rule other_kind",
		"2023-12-31": "no_rule other_kind", "2024-01-01": "no_rule after 2023-12-31",
	} {
		p := project(t, "field=sw04 from=2023-01-01 to=2023-12-31 amount=100 staff=1 signed="+signed)
		list := Open(link(t, b, p)).Of(p)
		if got := said(&list[0]); got != want {
			t.Errorf("signed on %s: got %s, want %s", signed, got, want)
		}
	}
}

// TestBothBounds is a rule with a least and a most.
func TestBothBounds(t *testing.T) {
	b := &rulebook.Book{Thresholds: []*rulebook.Threshold{threshold("cycle", span("", ""), rulebook.Cycle, 12, 36, rulebook.AllFields)}}
	for _, tt := range []row{
		{"less", "from=2021-01-01 to=2021-12-30", "below ~11 (months 11, days 364) by cycle"},
		{"the least", "from=2021-01-01 to=2021-12-31", "met =12 (months 12) by cycle"},
		{"between", "from=2021-01-01 to=2022-01-31", "met =13 (months 13) by cycle"},
		{"the most", "from=2021-01-01 to=2023-12-31", "met =36 (months 36) by cycle"},
		{"a few days more", "from=2021-01-01 to=2024-01-09", "above ~37 (months 36, days 1104) by cycle"},
	} {
		p := project(t, tt.in)
		list := Open(link(t, b, p)).Of(p)
		if got := said(&list[0]); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestSummary(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(9, 10))}
	r := &register.Register{Rules: book()}
	for range 500 {
		r.Projects = append(r.Projects, m.project())
	}
	checks := Open(r)
	got := checks.Summary()
	if len(got) != len(checks.Kinds()) {
		t.Fatalf("%d summaries, want %d", len(got), len(checks.Kinds()))
	}
	for i, s := range got {
		sum := 0
		for _, o := range Outcomes() {
			n := 0
			for _, p := range r.Projects {
				if checks.Of(p)[i].Outcome == o {
					n++
				}
			}
			if *s.of(o) != n {
				t.Errorf("%s: %d are %s, want %d", s.Check, *s.of(o), o, n)
			}
			sum += n
		}
		if sum != s.Projects || s.Judged() != s.Met+s.Below+s.Above+s.Unusual || s.Check != checks.Kinds()[i] {
			t.Errorf("%+v does not add up", s)
		}
	}
}

// TestConcurrent holds that checks are only read: pages are made by several workers.
func TestConcurrent(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(11, 12))}
	checks := Open(&register.Register{Rules: book()})
	p := m.project()
	want := checks.Of(p)
	done := make(chan bool)
	for range 4 {
		go func() { done <- slices.EqualFunc(checks.Of(p), want, func(a, b Result) bool { return a == b }) }()
	}
	for range 4 {
		if !<-done {
			t.Error("two workers got different results")
		}
	}
}

// BenchmarkSummary judges the projects of a province.
func BenchmarkSummary(b *testing.B) {
	m := maker{rand.New(rand.NewPCG(13, 14))}
	r := &register.Register{Rules: book()}
	for range 200_000 {
		r.Projects = append(r.Projects, m.project())
	}
	checks := Open(r)
	b.ReportAllocs()
	for b.Loop() {
		checks.Summary()
	}
	b.ReportMetric(float64(len(r.Projects)), "projects")
}

// TestColumns holds that every column that a result can name is one of the table of
// projects, and in its order.
func TestColumns(t *testing.T) {
	table := schema.Lookup("projects")
	last := -1
	for _, name := range columns(1<<len(columnNames) - 1).names() {
		i := table.Index(name)
		if i <= last {
			t.Errorf("%s is column %d, after column %d", name, i, last)
		}
		if last = i; i < 0 {
			t.Errorf("the table of projects has no %s", name)
		}
	}
	if got := (field | supervisionCost).names(); !slices.Equal(got, []string{"field", "supervision_cost"}) {
		t.Errorf("got %v", got)
	}
}
