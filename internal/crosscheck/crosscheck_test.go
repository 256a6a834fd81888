package crosscheck

import (
	"fmt"
	"slices"
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

const agencyA, agencyB credit.Code = "52440300MJL186084F", "53310000MJ495410XG"

// asOf is a day on which 2024 and 2025 are over and 2026 is not.
const asOf = "2026-06-30"

func d(s string) day.Day {
	if s == "" {
		return day.Day{}
	}
	v, _, err := day.Parse(s)
	if err != nil {
		panic(err)
	}
	return v
}

// book lists all five checks with the figures that the built-in book has.
func book() *rulebook.Book {
	b := &rulebook.Book{ID: "test"}
	for _, id := range IDs() {
		b.Checks = append(b.Checks, &rulebook.CrossCheck{
			Rule: rulebook.Rule{ID: "check-" + string(id)}, Check: id, Percent: 50, Months: 24,
			Title: finding.Text{ZH: string(id), EN: string(id)},
		})
	}
	return b
}

// The rows below are those of agency A unless a change says otherwise.

func sanction(id, decided string, change ...func(*register.Sanction)) *register.Sanction {
	s := &register.Sanction{
		Origin: register.At("data/sanctions.csv", 2), ID: id, Kind: "penalty", Subject: "agency", AgencyID: agencyA, MeasureNames: []string{"警告"},
		AuthorityName: "局", DecidedOn: d(decided), Status: "in_force",
	}
	for _, c := range change {
		c(s)
	}
	return s
}

func until(valid string) func(*register.Sanction) {
	return func(s *register.Sanction) { s.ValidUntil = d(valid) }
}

func status(status, on string) func(*register.Sanction) {
	return func(s *register.Sanction) { s.Status, s.StatusOn = status, d(on) }
}

func practitioner(s *register.Sanction) { s.Subject, s.Person = "practitioner", "王某" }
func otherAgency(s *register.Sanction)  { s.AgencyID = agencyB }
func noAgency(s *register.Sanction)     { s.AgencyID, s.SubjectName = "", "丙" }
func publishedTo(day string) func(*register.Sanction) {
	return func(s *register.Sanction) { s.PublishUntil = d(day) }
}

// project is a contract by its first and last day and its amount in yuan; -1: not given.
func project(id, starts, ends string, yuan int64) *register.Project {
	p := &register.Project{
		Origin: register.At("data/projects.csv", 2), ID: id, Name: id, AgencyID: agencyA, PurchaserName: "街道", StartsOn: d(starts), SignedOn: d(starts), EndsOn: d(ends),
	}
	if yuan >= 0 {
		p.Amount = money.FromFen(yuan * 100)
	}
	return p
}

func signed(p *register.Project, on string) *register.Project { p.SignedOn = d(on); return p }

func evaluation(project, grade, on string) *register.Evaluation {
	return &register.Evaluation{Origin: register.At("data/evaluations.csv", 2), ProjectID: project, Kind: "assessment", Grade: grade, DecidedOn: d(on)}
}

// pay is a tier's total in yuan, -1: not given; people -1: not given.
func pay(year int, tier string, yuan int64, people int32) *register.Pay {
	p := &register.Pay{Origin: register.At("data/pay.csv", 2), AgencyID: agencyA, Year: year, Tier: tier}
	if yuan >= 0 {
		p.Total = money.FromFen(yuan * 100)
	}
	if people >= 0 {
		p.Headcount = register.Count{N: people, Given: true}
	}
	return p
}

func disclosed(p *register.Pay, on string) *register.Pay { p.PublishedOn = d(on); return p }

// tables puts rows into their tables.
func tables(rows ...any) *register.Tables {
	t := &register.Tables{Agencies: []*register.Agency{{ID: agencyA, Name: "甲"}, {ID: agencyB, Name: "乙"}}}
	for _, row := range rows {
		switch r := row.(type) {
		case *register.Sanction:
			t.Sanctions = append(t.Sanctions, r)
		case *register.Project:
			t.Projects = append(t.Projects, r)
		case *register.Evaluation:
			t.Evaluations = append(t.Evaluations, r)
		case *register.Pay:
			t.Pay = append(t.Pay, r)
		default:
			panic(fmt.Sprintf("%T is no row", row))
		}
	}
	return t
}

func link(t testing.TB, b *rulebook.Book, on string, rows ...any) *register.Register {
	t.Helper()
	reg, found := register.Link(tables(rows...), &portal.Settings{}, b, d(on))
	if len(found) > 0 {
		t.Fatalf("the rows have findings: %+v", found)
	}
	return reg
}

// told is a check's outcome in a line: each hit with its day, the rows it rests on and its
// notes, then how many cases there were and, behind +, how many had not enough data.
func told(o Outcome) string {
	if !o.Made {
		return "not made"
	}
	var hits []string
	for _, h := range o.Hits {
		words := []string{h.Day.String()}
		if h.Changed != h.Day {
			words = append(words, "to "+h.Changed.String())
		}
		for _, s := range h.Sanctions {
			words = append(words, s.ID)
		}
		for _, p := range h.Projects {
			words = append(words, p.ID)
		}
		for _, e := range h.Evaluations {
			words = append(words, e.ProjectID+":"+e.Grade)
		}
		for _, p := range h.Pay {
			words = append(words, fmt.Sprint(p.Year, p.Tier))
		}
		if h.Tenths > 0 {
			words = append(words, fmt.Sprintf("%d.%d%%", h.Tenths/10, h.Tenths%10))
		}
		if h.PayTotal.Given {
			words = append(words, h.PayTotal.String()+">"+h.Contracts.String())
		}
		if notes := h.Notes(); notes != nil {
			words = append(words, fmt.Sprint(notes))
		}
		hits = append(hits, strings.Join(words, " "))
	}
	return fmt.Sprintf("%s (%d+%d)", strings.Join(hits, "; "), o.Cases, o.Short)
}

// row is a case: the rows of a portal and what a check makes of them.
type row struct {
	name string
	rows []any
	want string
}

func run(t *testing.T, id rulebook.CrossCheckID, cases []row) {
	t.Helper()
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			r := Run(link(t, book(), asOf, tt.rows...))
			i := slices.Index(IDs(), id)
			if got := told(r.Outcomes()[i]); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func all(rows ...any) []any { return rows }

func TestWonWhileSanctioned(t *testing.T) {
	contract := func(on string) *register.Project { return signed(project("P", "2024-06-01", "2025-05-31", 1000), on) }
	run(t, rulebook.WonWhileSanctioned, []row{
		{"signed in the term", all(sanction("S", "2024-01-10", until("2025-01-09")), contract("2024-05-01")), "2024-05-01 S P (1+0)"},
		{"signed on the day of the decision", all(sanction("S", "2024-05-01", until("2025-04-30")), contract("2024-05-01")), "2024-05-01 S P (1+0)"},
		{"signed the day before the decision", all(sanction("S", "2024-05-02", until("2025-05-01")), contract("2024-05-01")), " (1+0)"},
		{"signed on the last day", all(sanction("S", "2024-01-10", until("2024-05-01")), contract("2024-05-01")), "2024-05-01 S P (1+0)"},
		{"signed the day after the last", all(sanction("S", "2024-01-10", until("2024-04-30")), contract("2024-05-01")), " (1+0)"},
		{"signed on a leap day that is the last", all(sanction("S", "2023-02-28", until("2024-02-29")), contract("2024-02-29")), "2024-02-29 S P (1+0)"},
		{"signed the day after a leap day that is the last", all(sanction("S", "2023-02-28", until("2024-02-29")), contract("2024-03-01")), " (1+0)"},
		{"without end", all(sanction("S", "2023-01-10", until("长期")), contract("2026-05-01")), "2026-05-01 S P (1+0)"},
		{"end not given, within twelve months", all(sanction("S", "2024-01-10"), contract("2025-01-09")), "2025-01-09 S P [end_not_given] (1+0)"},
		{"end not given, on the last day of twelve months", all(sanction("S", "2024-01-10"), contract("2025-01-10")), "2025-01-10 S P [end_not_given] (1+0)"},
		{"end not given, after twelve months", all(sanction("S", "2024-01-10"), contract("2025-01-11")), " (1+0)"},
		{"end not given, decided on a leap day", all(sanction("S", "2024-02-29"), contract("2025-02-28")), "2025-02-28 S P [end_not_given] (1+0)"},
		{"end not given, a day past the clamped month", all(sanction("S", "2024-02-29"), contract("2025-03-01")), " (1+0)"},
		{"ended before its term, signed after", all(sanction("S", "2024-01-10", until("2025-01-09"), status("ended", "2024-05-01")), contract("2024-05-01")), " (1+0)"},
		{"ended before its term, signed the day before", all(sanction("S", "2024-01-10", until("2025-01-09"), status("ended", "2024-05-01")), contract("2024-04-30")), "2024-04-30 S P (1+0)"},
		{"said to have ended after its term", all(sanction("S", "2024-01-10", until("2024-04-30"), status("ended", "2024-06-01")), contract("2024-05-01")), " (1+0)"},
		{"without a term, ended later than twelve months", all(sanction("S", "2024-01-10", status("ended", "2025-06-01")), contract("2025-05-01")), "2025-05-01 S P (1+0)"},
		{"without end, ended by its status", all(sanction("S", "2024-01-10", until("长期"), status("ended", "2024-04-01")), contract("2024-05-01")), " (1+0)"},
		{"an end that is still to come does not count", all(sanction("S", "2026-01-10", until("2026-12-31"), status("ended", "2026-09-01")), contract("2026-05-01")), "2026-05-01 S P (1+0)"},
		{"ended on an unknown day, no term", all(sanction("S", "2024-01-10", status("ended", "")), contract("2024-05-01")), " (0+1)"},
		{"ended on an unknown day in a term that runs on", all(sanction("S", "2026-01-10", until("2027-01-09"), status("ended", "")), contract("2026-05-01")), " (0+1)"},
		{"ended on an unknown day, term over", all(sanction("S", "2024-01-10", until("2025-01-09"), status("ended", "")), contract("2024-05-01")), "2024-05-01 S P (1+0)"},
		{"ended on an unknown day, another in force", all(sanction("S", "2024-01-10", status("ended", "")), sanction("T", "2024-02-01", until("2025-01-31")), contract("2024-05-01")), "2024-05-01 T P (1+0)"},
		{"under appeal", all(sanction("S", "2024-01-10", until("2025-01-09"), status("appealed", "2024-02-01")), contract("2024-05-01")), "2024-05-01 S P [under_appeal] (1+0)"},
		{"appealed after the contract", all(sanction("S", "2024-01-10", until("2025-01-09"), status("appealed", "2024-06-01")), contract("2024-05-01")), "2024-05-01 S P [under_appeal] (1+0)"},
		{"withdrawn", all(sanction("S", "2024-01-10", until("2025-01-09"), status("withdrawn", "2025-01-01")), contract("2024-05-01")), " (1+0)"},
		{"repaired and so not shown", all(sanction("S", "2024-01-10", until("2025-01-09"), status("repaired", "2024-12-01")), contract("2024-05-01")), " (1+0)"},
		{"publication over", all(sanction("S", "2024-01-10", until("2025-01-09"), publishedTo("2026-06-29")), contract("2024-05-01")), " (1+0)"},
		{"last day of publication", all(sanction("S", "2024-01-10", until("2025-01-09"), publishedTo("2026-06-30")), contract("2024-05-01")), "2024-05-01 S P (1+0)"},
		{"of a practitioner of the agency", all(sanction("S", "2024-01-10", until("2025-01-09"), practitioner), contract("2024-05-01")), " (1+0)"},
		{"of another agency", all(sanction("S", "2024-01-10", until("2025-01-09"), otherAgency), contract("2024-05-01")), " (1+0)"},
		{"of a party that is not here", all(sanction("S", "2024-01-10", until("2025-01-09"), noAgency), contract("2024-05-01")), " (1+0)"},
		{"two in force are one hit, newest first", all(sanction("S", "2024-01-10", until("2025-01-09")), sanction("T", "2024-02-10", until("2025-02-09")), contract("2024-05-01")), "2024-05-01 T S P (1+0)"},
		{"signed after the register's day", all(sanction("S", "2026-01-10", until("2027-01-09")), contract("2026-07-01")), " (0+0)"},
		{"decided after the register's day", all(sanction("S", "2026-07-01", until("2027-01-09")), contract("2026-06-30")), " (1+0)"},
		{"the first day counts where none of signing is given", all(sanction("S", "2024-01-10", until("2025-01-09")), contract("")), "2024-06-01 S P (1+0)"},
		{"no sanction", all(contract("2024-05-01")), " (1+0)"},
		{"no contract", all(sanction("S", "2024-01-10", until("2025-01-09"))), " (0+0)"},
	})
}

func TestExcellentInSanction(t *testing.T) {
	p := func() *register.Project { return project("P", "2023-01-01", "2025-12-31", 1000) }
	run(t, rulebook.ExcellentInSanction, []row{
		{"graded after the sanction", all(p(), evaluation("P", "excellent", "2024-11-01"), sanction("S", "2024-03-01")), "2024-11-01 S P P:excellent (1+0)"},
		{"graded before the sanction", all(p(), evaluation("P", "excellent", "2024-03-01"), sanction("S", "2024-11-01")), "2024-11-01 S P P:excellent (1+0)"},
		{"both on one day", all(p(), evaluation("P", "excellent", "2024-03-01"), sanction("S", "2024-03-01")), "2024-03-01 S P P:excellent (1+0)"},
		{"first and last day of a year", all(p(), evaluation("P", "excellent", "2024-12-31"), sanction("S", "2024-01-01")), "2024-12-31 S P P:excellent (1+0)"},
		{"a day later is the next year", all(p(), evaluation("P", "excellent", "2025-01-01"), sanction("S", "2024-12-31")), " (1+0)"},
		{"good is not excellent", all(p(), evaluation("P", "good", "2024-11-01"), sanction("S", "2024-03-01")), " (0+0)"},
		{"two sanctions in the year", all(p(), evaluation("P", "excellent", "2024-02-01"), sanction("S", "2024-03-01"), sanction("T", "2024-05-01")), "2024-03-01 to 2024-05-01 T S P P:excellent (1+0)"},
		{"two grades in the year", all(p(), evaluation("P", "excellent", "2024-02-01"), evaluation("P", "excellent", "2024-12-01"), sanction("S", "2024-03-01")), "2024-12-01 S P P:excellent; 2024-03-01 S P P:excellent (2+0)"},
		{"of a practitioner", all(p(), evaluation("P", "excellent", "2024-02-01"), sanction("S", "2024-03-01", practitioner)), " (1+0)"},
		{"under appeal", all(p(), evaluation("P", "excellent", "2024-02-01"), sanction("S", "2024-03-01", status("appealed", "2024-04-01"))), "2024-03-01 S P P:excellent [under_appeal] (1+0)"},
		{"its term over", all(p(), evaluation("P", "excellent", "2024-11-01"), sanction("S", "2024-03-01", until("2024-04-01"))), "2024-11-01 S P P:excellent (1+0)"},
		{"publication over", all(p(), evaluation("P", "excellent", "2024-11-01"), sanction("S", "2024-03-01", publishedTo("2025-03-01"))), " (1+0)"},
		{"graded after the register's day", all(p(), evaluation("P", "excellent", "2026-11-01"), sanction("S", "2026-03-01")), " (0+0)"},
	})
}

func TestPayUpWhileFailing(t *testing.T) {
	p := func() *register.Project { return project("P", "2023-01-01", "2025-12-31", 1000) }
	fail := func(on string) *register.Evaluation { return evaluation("P", "unqualified", on) }
	m := "managers"
	run(t, rulebook.PayUpWhileFailing, []row{
		{"more than half again", all(p(), fail("2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 151, 2)), "2024-12-31 P:unqualified 2023managers 2024managers 51.0% (1+0)"},
		{"exactly half again", all(p(), fail("2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 150, 2)), " (1+0)"},
		{"a fen above half again is shown above", all(p(), fail("2024-06-01"), pay(2023, m, 1_000_000, 2), func() *register.Pay { r := pay(2024, m, 1_500_000, 2); r.Total.Fen++; return r }()), "2024-12-31 P:unqualified 2023managers 2024managers 50.1% (1+0)"},
		{"poor", all(p(), evaluation("P", "poor", "2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 200, 2)), "2024-12-31 P:poor 2023managers 2024managers 100.0% (1+0)"},
		{"failed", all(p(), evaluation("P", "failed", "2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 200, 2)), "2024-12-31 P:failed 2023managers 2024managers 100.0% (1+0)"},
		{"fair does not fail", all(p(), evaluation("P", "fair", "2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 200, 2)), " (0+0)"},
		{"passed after rectification does not fail", all(p(), evaluation("P", "passed-after-rectification", "2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 200, 2)), " (0+0)"},
		{"failed on the first day of the year", all(p(), fail("2024-01-01"), pay(2023, m, 100, 2), pay(2024, m, 200, 2)), "2024-12-31 P:unqualified 2023managers 2024managers 100.0% (1+0)"},
		{"failed in the year before", all(p(), fail("2023-12-31"), pay(2023, m, 100, 2), pay(2024, m, 200, 2)), " (0+1)"},
		{"two tiers", all(p(), fail("2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 200, 2), pay(2023, "directors", 100, 2), pay(2024, "directors", 180, 2)), "2024-12-31 P:unqualified 2023directors 2024directors 80.0%; 2024-12-31 P:unqualified 2023managers 2024managers 100.0% (2+0)"},
		{"one person in the later year", all(p(), fail("2024-06-01"), pay(2023, m, 100, 2), pay(2024, m, 200, 1)), "2024-12-31 P:unqualified 2023managers 2024managers 100.0% [one_person_tier] (1+0)"},
		{"one person in the earlier year", all(p(), fail("2024-06-01"), pay(2023, m, 100, 1), pay(2024, m, 200, 3)), "2024-12-31 P:unqualified 2023managers 2024managers 100.0% [one_person_tier] (1+0)"},
		{"headcount not given", all(p(), fail("2024-06-01"), pay(2023, m, 100, -1), pay(2024, m, 200, -1)), "2024-12-31 P:unqualified 2023managers 2024managers 100.0% (1+0)"},
		{"from nothing", all(p(), fail("2024-06-01"), pay(2023, m, 0, 0), pay(2024, m, 200, 2)), " (0+1)"},
		{"the year before not disclosed", all(p(), fail("2024-06-01"), pay(2024, m, 200, 2)), " (0+1)"},
		{"the year not disclosed", all(p(), fail("2024-06-01"), pay(2023, m, 200, 2)), " (0+1)"},
		{"an amount not given", all(p(), fail("2024-06-01"), pay(2023, m, -1, 2), pay(2024, m, 200, 2)), " (0+1)"},
		{"fallen", all(p(), fail("2024-06-01"), pay(2023, m, 200, 2), pay(2024, m, 100, 2)), " (1+0)"},
		{"to nothing", all(p(), fail("2024-06-01"), pay(2023, m, 200, 2), pay(2024, m, 0, 0)), " (1+0)"},
		{"a gap of a year", all(p(), fail("2024-06-01"), pay(2022, m, 100, 2), pay(2024, m, 200, 2)), " (0+1)"},
		{"true on the day of disclosure", all(p(), fail("2024-06-01"), pay(2023, m, 100, 2), disclosed(pay(2024, m, 200, 2), "2025-05-20")), "2025-05-20 P:unqualified 2023managers 2024managers 100.0% (1+0)"},
		{"the year before disclosed later", all(p(), fail("2024-06-01"), disclosed(pay(2023, m, 100, 2), "2025-07-01"), disclosed(pay(2024, m, 200, 2), "2025-05-20")), "2025-07-01 P:unqualified 2023managers 2024managers 100.0% (1+0)"},
		{"the year is not over", all(p(), fail("2026-02-01"), pay(2025, m, 100, 2), pay(2026, m, 200, 2)), " (0+0)"},
		{"amounts as large as they come", all(p(), fail("2024-06-01"), pay(2023, m, 1, 2), pay(2024, m, 1<<61/100, 2)), "2024-12-31 P:unqualified 2023managers 2024managers 1000000.0% (1+0)"},
		{"no evaluation", all(p(), pay(2023, m, 100, 2), pay(2024, m, 200, 2)), " (0+0)"},
	})
}

func TestRepeatSanctions(t *testing.T) {
	run(t, rulebook.RepeatSanctions, []row{
		{"on one day", all(sanction("S", "2024-01-10"), sanction("T", "2024-01-10")), "2024-01-10 " + sameDay("S", "T") + " (1+0)"},
		{"on the last day of 24 months", all(sanction("S", "2022-01-10"), sanction("T", "2024-01-10")), "2024-01-10 T S (1+0)"},
		{"a day after 24 months", all(sanction("S", "2022-01-10"), sanction("T", "2024-01-11")), " (1+0)"},
		{"from a leap day, clamped", all(sanction("S", "2024-02-29"), sanction("T", "2026-02-28")), "2026-02-28 T S (1+0)"},
		{"from a leap day, a day past", all(sanction("S", "2024-02-29"), sanction("T", "2026-03-01")), " (1+0)"},
		{"to a leap day", all(sanction("S", "2022-02-28"), sanction("T", "2024-02-29")), " (1+0)"},
		{"a run of three is one hit", all(sanction("S", "2021-01-10"), sanction("T", "2022-12-01"), sanction("U", "2024-11-01")), "2022-12-01 to 2024-11-01 U T S (1+0)"},
		{"two runs are two hits", all(sanction("S", "2015-01-10"), sanction("T", "2015-02-10"), sanction("U", "2024-01-10"), sanction("V", "2024-02-10")), "2024-02-10 V U; 2015-02-10 T S (1+0)"},
		{"one alone beside a run", all(sanction("S", "2015-01-10"), sanction("U", "2024-01-10"), sanction("V", "2024-02-10")), "2024-02-10 V U (1+0)"},
		{"one of a practitioner", all(sanction("S", "2024-01-10"), sanction("T", "2024-02-10", practitioner)), " (1+0)"},
		{"one withdrawn", all(sanction("S", "2024-01-10"), sanction("T", "2024-02-10", status("withdrawn", ""))), " (1+0)"},
		{"the withdrawn one between does not join them", all(sanction("S", "2021-01-10"), sanction("T", "2022-12-10", status("withdrawn", "")), sanction("U", "2024-02-10")), " (1+0)"},
		{"one no longer shown", all(sanction("S", "2024-01-10", publishedTo("2025-01-10")), sanction("T", "2024-02-10")), " (1+0)"},
		{"one under appeal", all(sanction("S", "2024-01-10"), sanction("T", "2024-02-10", status("appealed", "2024-03-01"))), "2024-02-10 T S [under_appeal] (1+0)"},
		{"both ended", all(sanction("S", "2024-01-10", until("2024-01-31")), sanction("T", "2024-02-10", until("2024-02-28"))), "2024-02-10 T S (1+0)"},
		{"of two agencies", all(sanction("S", "2024-01-10"), sanction("T", "2024-02-10", otherAgency)), " (2+0)"},
		{"one in the future", all(sanction("S", "2026-01-10"), sanction("T", "2026-07-01")), " (1+0)"},
		{"one only", all(sanction("S", "2024-01-10")), " (1+0)"},
		{"none", nil, " (0+0)"},
	})
}

// sameDay puts sanctions of one day in the register's order, which is that of their slugs.
func sameDay(ids ...string) string {
	var list []*register.Sanction
	for _, id := range ids {
		list = append(list, sanction(id, "2024-01-10"))
	}
	reg, _ := register.Link(&register.Tables{Agencies: []*register.Agency{{ID: agencyA}}, Sanctions: list}, &portal.Settings{}, nil, d(asOf))
	var names []string
	for _, s := range reg.Sanctions {
		names = append(names, s.ID)
	}
	return strings.Join(names, " ")
}

func TestPayAboveContracts(t *testing.T) {
	three := func(year int, each int64) []any {
		return all(pay(year, "directors", each, 1), pay(year, "executives", each, 2), pay(year, "managers", each, 3))
	}
	with := func(list []any, more ...any) []any { return append(list, more...) }
	const tiers = " 2024directors 2024executives 2024managers "
	run(t, rulebook.PayAboveContracts, []row{
		{"above", with(three(2024, 100), project("P", "2024-01-01", "2024-12-31", 299)), "2024-12-31 P" + tiers + "300.00>299.00 (1+0)"},
		{"as much", with(three(2024, 100), project("P", "2024-01-01", "2024-12-31", 300)), " (1+0)"},
		{"below", with(three(2024, 100), project("P", "2024-01-01", "2024-12-31", 301)), " (1+0)"},
		{"half of a term of two years", with(three(2023, 100), project("P", "2022-01-01", "2023-12-31", 599)), "2023-12-31 P 2023directors 2023executives 2023managers 300.00>299.50 (1+0)"},
		{"366 of 731 days", with(three(2024, 100), project("P", "2024-01-01", "2025-12-31", 599)), "2024-12-31 P" + tiers + "300.00>299.90 (1+0)"},
		{"one day of a term", with(three(2024, 1), project("P", "2024-12-31", "2025-12-30", 730)), "2024-12-31 P" + tiers + "3.00>2.00 (1+0)"},
		{"two contracts", with(three(2024, 100), project("P", "2024-01-01", "2024-12-31", 100), project("Q", "2023-07-02", "2024-06-30", 365)), "2024-12-31 P Q" + tiers + "300.00>282.00 (1+0)"},
		{"an amount not given", with(three(2024, 100), project("P", "2024-01-01", "2024-12-31", 10), project("Q", "2024-01-01", "2024-12-31", -1)), " (0+1)"},
		{"a term without end", with(three(2024, 100), project("P", "2024-01-01", "长期", 10)), " (0+1)"},
		{"a term that ends before it begins", with(three(2024, 100), project("P", "2024-06-01", "2024-05-01", 10)), " (0+1)"},
		{"a contract of another year does not matter", with(three(2024, 100), project("P", "2024-01-01", "2024-12-31", 299), project("Q", "2023-01-01", "2023-12-31", -1)), "2024-12-31 P" + tiers + "300.00>299.00 (1+0)"},
		{"no contract in the year", with(three(2024, 100), project("P", "2023-01-01", "2023-12-31", 10)), " (0+0)"},
		{"a tier missing and above all the same", all(pay(2024, "managers", 400, 2), project("P", "2024-01-01", "2024-12-31", 300)), "2024-12-31 P 2024managers 400.00>300.00 (1+0)"},
		{"a tier missing and not above", all(pay(2024, "managers", 100, 2), project("P", "2024-01-01", "2024-12-31", 300)), " (0+1)"},
		{"an amount of pay not given", all(pay(2024, "directors", 100, 1), pay(2024, "executives", 100, 1), pay(2024, "managers", -1, 2), project("P", "2024-01-01", "2024-12-31", 300)), " (0+1)"},
		{"nobody was paid", with(three(2024, 0), project("P", "2024-01-01", "2024-12-31", 0)), " (1+0)"},
		{"nothing disclosed", all(project("P", "2024-01-01", "2024-12-31", 300)), " (0+0)"},
		{"the year is not over", with(three(2026, 100), project("P", "2026-01-01", "2026-12-31", 1)), " (0+0)"},
		{"two years are two hits", with(append(three(2024, 100), three(2025, 100)...), project("P", "2024-01-01", "2025-12-31", 1)), "2025-12-31 P 2025directors 2025executives 2025managers 300.00>0.50; 2024-12-31 P" + tiers + "300.00>0.50 (2+0)"},
		{"true on the day of the last disclosure", all(disclosed(pay(2024, "directors", 100, 1), "2025-03-01"), disclosed(pay(2024, "executives", 100, 1), "2025-05-01"), pay(2024, "managers", 100, 1), project("P", "2024-01-01", "2024-12-31", 1)), "2025-05-01 P" + tiers + "300.00>1.00 (1+0)"},
		{"a disclosure that has not come is of the year's end", all(disclosed(pay(2024, "managers", 400, 2), "2026-07-01"), project("P", "2024-01-01", "2024-12-31", 300)), "2024-12-31 P 2024managers 400.00>300.00 (1+0)"},
	})
}
