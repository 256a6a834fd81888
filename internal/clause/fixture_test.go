package clause

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

func date(s string) day.Day {
	if s == "" {
		return day.Day{}
	}
	d, _, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func span(from, until string) rulebook.Span {
	return rulebook.Span{From: date(from), Until: date(until)}
}

// threshold is a rule of the test's book.
func threshold(id string, s rulebook.Span, c rulebook.Check, least, most int64, scope rulebook.Scope) *rulebook.Threshold {
	return &rulebook.Threshold{
		Rule:  rulebook.Rule{ID: id, Span: s, Clause: "13", Wording: finding.Text{ZH: id, EN: id}},
		Check: c, AtLeast: least, AtMost: most, Scope: scope,
	}
}

// book has the figures of the Shenzhen measures of 2020 (clauses 6, 12 and 13), whose
// package price is raised in the middle of 2023.
func book() *rulebook.Book {
	all := span("2020-11-12", "2025-11-11")
	early, late := span("2020-11-12", "2023-06-30"), span("2023-07-01", "2025-11-11")
	cycle := threshold("cycle", all, rulebook.Cycle, 36, 0, rulebook.AllFields)
	cycle.Usual = true
	return &rulebook.Book{
		ID: "test",
		Thresholds: []*rulebook.Threshold{
			threshold("price-ordinary", early, rulebook.PackagePrice, 163_000, 0, rulebook.OrdinaryFields),
			threshold("price-risky", early, rulebook.PackagePrice, 169_000, 0, rulebook.RiskyOnly),
			threshold("price-ordinary-2023", late, rulebook.PackagePrice, 170_000, 0, rulebook.OrdinaryFields),
			threshold("price-risky-2023", late, rulebook.PackagePrice, 177_000, 0, rulebook.RiskyOnly),
			threshold("posts", all, rulebook.ProfessionalPosts, 80, 0, rulebook.AllFields),
			threshold("labour", all, rulebook.LabourCost, 85, 0, rulebook.AllFields),
			threshold("other", all, rulebook.OtherCost, 0, 15, rulebook.AllFields),
			cycle,
			threshold("supervision", all, rulebook.Supervision, 350, 0, rulebook.AllFields),
		},
		Risky: []*rulebook.RiskyFields{{
			Rule:   rulebook.Rule{ID: "risky", Span: all},
			Fields: []string{"sw01", "sw06", "sw07", "sw12", "sw13", "sw14", "sw15", "sw16"},
		}},
	}
}

// project reads a project as the tables of tests write it: columns and what stands in
// them. What is not named is not given; signed_on is then starts_on, as intake has it.
func project(t testing.TB, in string) *register.Project {
	t.Helper()
	p := &register.Project{ID: "p", Name: "项目", AgencyID: "52440300MJL186084F", PurchaserName: "局"}
	for _, part := range strings.Fields(in) {
		name, v, _ := strings.Cut(part, "=")
		fen := func() money.Amount {
			r, err := money.Parse(v, money.Yuan)
			if err != nil {
				t.Fatalf("%s: %v", part, err)
			}
			return r.Amount
		}
		people := func() register.Count {
			n, err := strconv.Atoi(v)
			if err != nil {
				t.Fatalf("%s: %v", part, err)
			}
			return register.Count{N: int32(n), Given: true}
		}
		switch name {
		case "field":
			p.FieldName = v
		case "signed":
			p.SignedOn = date(v)
		case "from":
			p.StartsOn = date(v)
		case "to":
			p.EndsOn = date(v)
		case "amount":
			p.Amount = fen()
		case "staff":
			p.Staff = people()
		case "professional":
			p.ProfessionalStaff = people()
		case "labour":
			p.LabourCost = fen()
		case "other":
			p.OtherCost = fen()
		case "supervised":
			p.SupervisedStaff = people()
		case "supervision":
			p.SupervisionCost = fen()
		default:
			t.Fatalf("no column %s", name)
		}
	}
	return p
}

// link makes a register of projects of one agency under a book.
func link(t testing.TB, b *rulebook.Book, projects ...*register.Project) *register.Register {
	t.Helper()
	for i, p := range projects {
		p.ID = fmt.Sprintf("p%d", i+1)
	}
	tables := &register.Tables{Agencies: []*register.Agency{{ID: credit.Code("52440300MJL186084F"), Name: "甲"}}, Projects: projects}
	r, found := register.Link(tables, &portal.Settings{}, b, date("2026-01-01"))
	if len(found) > 0 {
		t.Fatalf("findings: %+v", found)
	}
	return r
}

// said writes a result as the tables of tests do: the outcome, the value, the figure that
// it was set against, the numbers, the rule; and what is missing or cannot be used.
func said(r *Result) string {
	parts := []string{string(r.Outcome)}
	if r.HasValue {
		value := strconv.FormatInt(r.Value, 10)
		if r.Unit() != Months {
			value = money.FromFen(r.Value).String()
		}
		mark := "="
		if !r.Exact {
			mark = "~"
		}
		parts = append(parts, mark+value)
	}
	if r.Outcome.Judged() {
		var numbers []string
		for _, n := range r.AppendNumbers(nil) {
			v := strconv.FormatInt(n.N, 10)
			if n.Money {
				v = strings.TrimSuffix(money.FromFen(n.N).String(), ".00")
			}
			numbers = append(numbers, n.Name+" "+v)
		}
		parts = append(parts, "("+strings.Join(numbers, ", ")+")")
	}
	if m := r.Missing(); m != nil {
		parts = append(parts, "missing "+strings.Join(m, ","))
	}
	if u := r.Unusable(); u != nil {
		parts = append(parts, "unusable "+strings.Join(u, ","))
	}
	if r.Gap != NoGap {
		parts = append(parts, strings.TrimSpace(string(r.Gap)+" "+r.Edge.String()))
	}
	if r.SumDiffers() {
		parts = append(parts, "sum off by "+money.FromFen(r.Difference).String())
	}
	if r.Rule != nil {
		parts = append(parts, "by "+r.Rule.ID)
	}
	if r.Other != nil {
		parts = append(parts, "or "+r.Other.ID)
	}
	return strings.Join(parts, " ")
}
