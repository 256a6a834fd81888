package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// A case is one agency, told in a few words:
//
//	law        a book below; with "free" the operator has set no deadlines. Otherwise pay is
//	           due on 30 June, the policy after 90 days, results after 60
//	contracts  "A 2023-01-01/2023-12-31; B …"
//	given      pay: "DEM 2024-05-01" is the three tiers on a day, small letters are nil
//	           returns, ? is a day that is not known. Policy: its day. Results: "A
//	           acceptance 2024-01-10; …"
//	want       state, how many of how many, +days, <deadline, @the last disclosure
//	because    the rule and what created the duty, each with its day; for results with what
//	           is lacking
type dutyCase struct {
	name, law, asOf string
	year            int
	contracts       string
	given           string
	want            string
	because         string
}

// books are those of the cases. "2020" is like the measures of Shenzhen: from 12 November
// 2020 to 11 November 2025; every project needs an acceptance, and those of twelve months
// or more an evaluation. "changed" has another rule from 1 July 2023 on: without directors,
// and both results for every project; the words before and after are its halves. "uneven"
// asks for the policy later than for pay, and for no result of short projects.
func books() map[string]*rulebook.Book {
	measures := func(id, from, until string, tiers []string, months int, extended bool) []*rulebook.Duty {
		rule := func(kind rulebook.DutyKind) *rulebook.Duty {
			return &rulebook.Duty{Kind: kind, Rule: rulebook.Rule{
				ID: string(kind) + "-" + id, Span: rulebook.Span{From: date(from), Until: date(until)}, Extended: extended,
			}}
		}
		pay, results := rule(rulebook.Pay), rule(rulebook.Results)
		pay.Tiers = tiers
		results.Needs = []rulebook.Need{
			{Kinds: []string{"acceptance"}},
			{Kinds: []string{"performance", "assessment", "contract"}, MinMonths: months},
		}
		return []*rulebook.Duty{pay, rule(rulebook.Policy), results}
	}
	two := []string{"executives", "managers"}
	before := measures("before", "", "2023-06-30", nil, 12, false)
	after := measures("after", "2023-07-01", "", two, 0, false)
	uneven := measures("uneven", "2020-11-12", "", nil, 12, false)
	uneven[1].From = date("2023-07-01")   // the policy
	uneven[2].Needs = uneven[2].Needs[1:] // results: an evaluation of projects of twelve months
	return map[string]*rulebook.Book{
		"uneven":   {Duties: uneven},
		"none":     nil,
		"empty":    {},
		"2020":     {Duties: measures("2020", "2020-11-12", "2025-11-11", nil, 12, false)},
		"extended": {Duties: measures("2020", "2020-11-12", "2026-12-31", nil, 12, true)},
		"changed":  {Duties: append(append([]*rulebook.Duty(nil), before...), after...)},
		"before":   {Duties: before},
		"after":    {Duties: after},
		"gap":      {Duties: append(measures("old", "", "2023-03-31", nil, 12, false), measures("new", "2023-10-01", "", two, 0, false)...)},
	}
}

// ledger makes the ledger of a case and says which agency it is about.
func (c dutyCase) ledger(t *testing.T, kind rulebook.DutyKind) (*Ledger, *register.Agency) {
	t.Helper()
	name, free := strings.CutSuffix(c.law, " free")
	book, ok := books()[name]
	if !ok {
		t.Fatalf("no book is called %q", name)
	}
	set := &portal.Settings{Deadlines: portal.Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60}}
	if free {
		set.Deadlines = portal.Deadlines{}
	}
	tables := &register.Tables{Agencies: []*register.Agency{{ID: code, Name: "甲"}}}
	for _, contract := range split(c.contracts) {
		id, term, _ := strings.Cut(contract, " ")
		from, to, _ := strings.Cut(term, "/")
		tables.Projects = append(tables.Projects, &register.Project{ID: id, AgencyID: code, PurchaserName: "局", StartsOn: date(from), EndsOn: date(to)})
	}
	switch kind {
	case rulebook.Pay:
		tables.Pay = c.pay()
	case rulebook.Policy:
		if c.given != "" {
			tables.Policies = []*register.Policy{{AgencyID: code, PublishedOn: date(strings.Trim(c.given, "?"))}}
		}
	case rulebook.Results:
		for i, result := range split(c.given) {
			f := strings.Fields(result)
			tables.Evaluations = append(tables.Evaluations, &register.Evaluation{
				ProjectID: f[0], Kind: f[1], Grade: "failed", DecidedOn: date(f[2]), Period: fmt.Sprint(i),
			})
		}
	}
	// A year of pay by somebody else keeps the case's year in the ledger.
	tables.Agencies = append(tables.Agencies, &register.Agency{ID: other, Name: "乙"})
	tables.Pay = append(tables.Pay, &register.Pay{AgencyID: other, Year: c.year, Tier: "managers"})
	r, found := register.Link(tables, set, book, date(c.asOf))
	if len(found) > 0 {
		t.Fatalf("findings: %+v", found)
	}
	i := slices.IndexFunc(r.Agencies, func(a *register.Agency) bool { return a.ID == code })
	return Open(r), r.Agencies[i]
}

const other = "51440300MJL1712376"

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "; ")
}

func (c dutyCase) pay() []*register.Pay {
	var rows []*register.Pay
	for _, part := range split(c.given) {
		tiers, on, _ := strings.Cut(part, " ")
		for _, letter := range tiers {
			p := &register.Pay{AgencyID: code, Year: c.year, PublishedOn: date(strings.Trim(on, "?")), Total: money.FromFen(0)}
			p.Tier = map[string]string{"d": "directors", "e": "executives", "m": "managers"}[strings.ToLower(string(letter))]
			if letter < 'a' {
				p.Headcount, p.Total = register.Count{N: 2, Given: true}, money.FromFen(100)
			}
			rows = append(rows, p)
		}
	}
	return rows
}

// told writes a duty in the notation of the cases.
func told(d *Duty) (want, because string) {
	want = fmt.Sprintf("%s %d/%d", d.State, d.Have, d.Want)
	if d.Days != 0 {
		want += fmt.Sprintf(" +%d", d.Days)
	}
	if !d.Deadline.IsZero() {
		want += " <" + d.Deadline.String()
	}
	if !d.On.IsZero() {
		want += " @" + d.On.String()
	}
	var parts []string
	for _, r := range d.Reasons {
		part := r.Project.ID + " " + r.On.String()
		for _, n := range r.Lacks {
			part += " -" + n.Kinds[0]
		}
		parts = append(parts, part)
	}
	rule := "no rule"
	if d.Rule != nil {
		rule = d.Rule.ID
	}
	return want, strings.TrimSuffix(rule+": "+strings.Join(parts, ", "), ": ")
}

// judge runs the cases of one duty.
func judge(t *testing.T, kind rulebook.DutyKind, cases []dutyCase) {
	names := map[string]bool{}
	for _, c := range cases {
		if names[c.name] {
			t.Errorf("two cases are called %q", c.name)
		}
		names[c.name] = true
		t.Run(c.name, func(t *testing.T) {
			l, a := c.ledger(t, kind)
			y := l.Of(a).Year(c.year)
			if y == nil {
				if c.want != "no year" {
					t.Fatalf("the ledger has no %d", c.year)
				}
				return
			}
			d := y.Duty(kind)
			if d.Kind != kind {
				t.Errorf("the duty says it is %q, want %q", d.Kind, kind)
			}
			want, because := told(d)
			if want != c.want || because != c.because {
				t.Errorf("%s %d as of %s\n got %-40s | %s\nwant %-40s | %s", kind, c.year, c.asOf, want, because, c.want, c.because)
			}
			if d.Required() != (d.Rule != nil) || d.State == Late && d.Days <= 0 || d.State == Overdue && d.Days != date(c.asOf).Sub(d.Deadline) {
				t.Errorf("%+v contradicts itself", d)
			}
		})
	}
}

func TestPayCases(t *testing.T) {
	const year = "A 2023-01-01/2023-12-31"
	judge(t, rulebook.Pay, []dutyCase{
		// In time and late.
		{"all three tiers in time", "2020", "2025-01-01", 2023, year, "DEM 2024-05-01", "disclosed 3/3 <2024-06-30 @2024-05-01", "pay-2020: A 2023-01-01"},
		{"all three tiers on the last day", "2020", "2025-01-01", 2023, year, "DEM 2024-06-30", "disclosed 3/3 <2024-06-30 @2024-06-30", "pay-2020: A 2023-01-01"},
		{"all three tiers a day late", "2020", "2025-01-01", 2023, year, "DEM 2024-07-01", "late 3/3 +1 <2024-06-30 @2024-07-01", "pay-2020: A 2023-01-01"},
		{"the last of three tiers a day late", "2020", "2025-01-01", 2023, year, "DE 2024-03-01; M 2024-07-01", "late 3/3 +1 <2024-06-30 @2024-07-01", "pay-2020: A 2023-01-01"},
		{"a year late", "2020", "2026-01-01", 2023, year, "DEM 2025-06-30", "late 3/3 +365 <2024-06-30 @2025-06-30", "pay-2020: A 2023-01-01"},
		{"days not known", "2020", "2025-01-01", 2023, year, "DEM ?", "disclosed 3/3 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"one day known, the others not", "2020", "2025-01-01", 2023, year, "DE ?; M 2024-02-02", "disclosed 3/3 <2024-06-30 @2024-02-02", "pay-2020: A 2023-01-01"},
		{"one day late, the others not known", "2020", "2025-01-01", 2023, year, "DE ?; M 2024-07-02", "late 3/3 +2 <2024-06-30 @2024-07-02", "pay-2020: A 2023-01-01"},
		{"before the year is over", "2020", "2025-01-01", 2023, year, "DEM 2023-12-01", "disclosed 3/3 <2024-06-30 @2023-12-01", "pay-2020: A 2023-01-01"},

		// Not there.
		{"nothing on the last day", "2020", "2024-06-30", 2023, year, "", "due 0/3 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"nothing the day after", "2020", "2024-07-01", 2023, year, "", "overdue 0/3 +1 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"nothing for half a year", "2020", "2024-12-31", 2023, year, "", "overdue 0/3 +184 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"two of three tiers, the deadline ahead", "2020", "2024-06-01", 2023, year, "DE 2024-05-01", "due 2/3 <2024-06-30 @2024-05-01", "pay-2020: A 2023-01-01"},
		{"two of three tiers, the deadline passed", "2020", "2024-07-10", 2023, year, "DE 2024-05-01", "overdue 2/3 +10 <2024-06-30 @2024-05-01", "pay-2020: A 2023-01-01"},
		{"one tier on a day that is not known, the deadline passed", "2020", "2024-07-10", 2023, year, "M ?", "overdue 1/3 +10 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"the other year's pay is no help", "2020", "2024-07-10", 2022, "A 2022-01-01/2023-12-31", "", "overdue 0/3 +376 <2023-06-30", "pay-2020: A 2022-01-01"},

		// Nil returns.
		{"nobody is paid in any tier", "2020", "2025-01-01", 2023, year, "dem 2024-05-01", "nil_return 3/3 <2024-06-30 @2024-05-01", "pay-2020: A 2023-01-01"},
		{"nil returns on days not known", "2020", "2025-01-01", 2023, year, "dem ?", "nil_return 3/3 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"nil returns a day late are late", "2020", "2025-01-01", 2023, year, "dem 2024-07-01", "late 3/3 +1 <2024-06-30 @2024-07-01", "pay-2020: A 2023-01-01"},
		{"a nil return of one tier only", "2020", "2025-01-01", 2023, year, "dEM 2024-05-01", "disclosed 3/3 <2024-06-30 @2024-05-01", "pay-2020: A 2023-01-01"},
		{"two nil returns and nothing of the third", "2020", "2025-01-01", 2023, year, "de 2024-05-01", "overdue 2/3 +185 <2024-06-30 @2024-05-01", "pay-2020: A 2023-01-01"},
		{"nil returns that no contract asked for", "2020", "2025-01-01", 2023, "", "dem 2024-05-01", "disclosed 3/3 @2024-05-01", "no rule"},
		{"nil returns without deadlines", "2020 free", "2025-01-01", 2023, year, "dem 2024-11-01", "nil_return 3/3 @2024-11-01", "pay-2020: A 2023-01-01"},

		// No deadline is set.
		{"nothing, and no deadline", "2020 free", "2030-01-01", 2023, year, "", "missing 0/3", "pay-2020: A 2023-01-01"},
		{"two tiers, and no deadline", "2020 free", "2030-01-01", 2023, year, "DM 2024-05-01", "partly 2/3 @2024-05-01", "pay-2020: A 2023-01-01"},
		{"years later, and no deadline", "2020 free", "2030-01-01", 2023, year, "DEM 2029-05-01", "disclosed 3/3 @2029-05-01", "pay-2020: A 2023-01-01"},
		{"nothing on 1 January, and no deadline", "2020 free", "2024-01-01", 2023, year, "", "missing 0/3", "pay-2020: A 2023-01-01"},
		{"nothing on 31 December, and no deadline", "2020 free", "2023-12-31", 2023, year, "", "due 0/3", "pay-2020: A 2023-01-01"},

		// The year is not over.
		{"the year is not over", "2020", "2023-07-01", 2023, year, "", "due 0/3 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"the year is not over, one tier is there", "2020", "2023-07-01", 2023, year, "D 2023-06-01", "due 1/3 <2024-06-30 @2023-06-01", "pay-2020: A 2023-01-01"},
		{"the year is not over, one tier is there, no deadline", "2020 free", "2023-07-01", 2023, year, "D 2023-06-01", "due 1/3 @2023-06-01", "pay-2020: A 2023-01-01"},
		{"the contract begins later this year", "2020", "2023-07-01", 2023, "A 2023-09-01/2024-08-31", "", "not_required 0/3", "no rule"},
		{"the contract begins today", "2020", "2023-07-01", 2023, "A 2023-07-01/2024-06-30", "", "due 0/3 <2024-06-30", "pay-2020: A 2023-07-01"},
		{"the contract began and ended this year", "2020", "2023-12-30", 2023, "A 2023-02-01/2023-03-31", "", "due 0/3 <2024-06-30", "pay-2020: A 2023-02-01"},
		{"next year is not in the ledger", "2020", "2023-12-31", 2024, "A 2023-01-01/2024-12-31", "", "no year", ""},

		// Which contracts count.
		{"no contract", "2020", "2025-01-01", 2023, "", "", "not_required 0/3", "no rule"},
		{"no contract, but something is given", "2020", "2025-01-01", 2023, "", "D 2024-12-01", "disclosed 1/3 @2024-12-01", "no rule"},
		{"the contract ended the day before the year", "2020", "2025-01-01", 2023, "A 2022-01-01/2022-12-31", "", "not_required 0/3", "no rule"},
		{"the contract ended on the first day of the year", "2020", "2025-01-01", 2023, "A 2022-01-01/2023-01-01", "", "overdue 0/3 +185 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"the contract began on the last day of the year", "2020", "2025-01-01", 2023, "A 2023-12-31/2024-12-30", "", "overdue 0/3 +185 <2024-06-30", "pay-2020: A 2023-12-31"},
		{"the contract began the day after the year", "2020", "2025-01-01", 2023, "A 2024-01-01/2024-12-31", "", "not_required 0/3", "no rule"},
		{"a contract of one day", "2020", "2025-01-01", 2023, "A 2023-05-05/2023-05-05", "", "overdue 0/3 +185 <2024-06-30", "pay-2020: A 2023-05-05"},
		{"a contract of one day, a leap day", "2020", "2025-07-01", 2024, "A 2024-02-29/2024-02-29", "", "overdue 0/3 +1 <2025-06-30", "pay-2020: A 2024-02-29"},
		{"a contract without end", "2020", "2025-01-01", 2023, "A 2021-03-01/2099-12-31", "", "overdue 0/3 +185 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"a contract that ends before it begins is none", "2020", "2025-01-01", 2023, "A 2023-05-05/2023-05-04", "", "not_required 0/3", "no rule"},
		{"two contracts, the newer first", "2020", "2025-01-01", 2023, "A 2023-01-01/2023-06-30; B 2023-07-01/2023-12-31", "", "overdue 0/3 +185 <2024-06-30", "pay-2020: B 2023-07-01, A 2023-01-01"},
		{"a contract over several years, the middle one", "2020", "2025-01-01", 2022, "A 2021-06-01/2024-05-31", "DEM 2023-06-30", "disclosed 3/3 <2023-06-30 @2023-06-30", "pay-2020: A 2022-01-01"},

		// Which rule holds.
		{"before any rule", "2020", "2025-01-01", 2019, "A 2019-01-01/2019-12-31", "", "no_rule 0/3", "no rule: A 2019-01-01"},
		{"before any rule, and no contract", "2020", "2025-01-01", 2019, "", "", "not_required 0/3", "no rule"},
		{"before any rule, but disclosed", "2020", "2025-01-01", 2019, "A 2019-01-01/2019-12-31", "DEM 2020-05-01", "disclosed 3/3 @2020-05-01", "no rule: A 2019-01-01"},
		{"the rule comes into force in the year, the contract runs", "2020", "2025-01-01", 2020, "A 2020-01-01/2020-12-31", "", "overdue 0/3 +1281 <2021-06-30", "pay-2020: A 2020-11-12"},
		{"the contract ends on the day on which the rule comes into force", "2020", "2025-01-01", 2020, "A 2020-01-01/2020-11-12", "", "overdue 0/3 +1281 <2021-06-30", "pay-2020: A 2020-11-12"},
		{"the contract ends the day before the rule comes into force", "2020", "2025-01-01", 2020, "A 2020-01-01/2020-11-11", "", "no_rule 0/3", "no rule: A 2020-01-01"},
		{"one contract before the rule and one under it", "2020", "2025-01-01", 2020, "A 2020-01-01/2020-05-31; B 2020-12-01/2021-05-31", "", "overdue 0/3 +1281 <2021-06-30", "pay-2020: B 2020-12-01"},
		{"the rule ends in the year", "2020", "2026-12-01", 2025, "A 2025-01-01/2025-12-31", "", "no_rule 0/3", "no rule: A 2025-01-01"},
		{"the last whole year of the rule", "2020", "2026-12-01", 2024, "A 2024-01-01/2024-12-31", "", "overdue 0/3 +519 <2025-06-30", "pay-2020: A 2024-01-01"},
		{"a duty of an earlier year stays when the rule ends", "2020", "2026-12-01", 2023, year, "", "overdue 0/3 +884 <2024-06-30", "pay-2020: A 2023-01-01"},
		{"the rule ends in the year, which is not over", "2020", "2025-06-01", 2025, "A 2025-01-01/2025-12-31", "", "no_rule 0/3", "no rule: A 2025-01-01"},
		{"the operator extends the rule", "extended", "2026-12-01", 2025, "A 2025-01-01/2025-12-31", "", "overdue 0/3 +154 <2026-06-30", "pay-2020: A 2025-01-01"},
		{"after the extension", "extended", "2028-12-01", 2027, "A 2027-01-01/2027-12-31", "", "no_rule 0/3", "no rule: A 2027-01-01"},
		{"another rule holds at the year's end and asks for two tiers", "changed", "2025-01-01", 2023, year, "EM 2024-05-01", "disclosed 2/2 <2024-06-30 @2024-05-01", "pay-after: A 2023-01-01"},
		{"what the rule does not ask for is not waited for", "changed", "2025-01-01", 2023, year, "D 2024-09-01; EM 2024-05-01", "disclosed 2/2 <2024-06-30 @2024-05-01", "pay-after: A 2023-01-01"},
		{"nil returns of the two tiers that are asked for", "changed", "2025-01-01", 2023, year, "D 2024-05-01; em 2024-05-01", "nil_return 2/2 <2024-06-30 @2024-05-01", "pay-after: A 2023-01-01"},
		{"only the tier that is not asked for", "changed", "2025-01-01", 2023, year, "D 2024-05-01", "overdue 0/2 +185 <2024-06-30", "pay-after: A 2023-01-01"},
		{"a year wholly under the older rule asks for three", "changed", "2025-01-01", 2022, "A 2022-01-01/2022-12-31", "EM 2023-05-01", "overdue 2/3 +551 <2023-06-30 @2023-05-01", "pay-before: A 2022-01-01"},
		{"contract under the older rule only, judged by that of the year's end", "changed", "2025-01-01", 2023, "A 2023-01-01/2023-05-31", "", "overdue 0/2 +185 <2024-06-30", "pay-after: A 2023-01-01"},
		{"the rule ends in the middle of the year and none follows", "before", "2025-01-01", 2023, year, "", "no_rule 0/3", "no rule: A 2023-01-01"},
		{"the rule begins in the middle of the year", "after", "2025-01-01", 2023, year, "EM 2024-07-01", "late 2/2 +1 <2024-06-30 @2024-07-01", "pay-after: A 2023-07-01"},
		{"the rule ends in the middle of the year, but all is disclosed", "gap free", "2025-01-01", 2023, "A 2023-05-01/2023-08-31", "DEM 2024-01-01", "disclosed 3/3 @2024-01-01", "no rule: A 2023-05-01"},
		{"the rule ends in the year, the older contract began before it", "2020", "2026-12-01", 2025, "A 2024-01-01/2025-12-31; B 2025-12-01/2026-03-31", "DEM 2026-01-01", "disclosed 3/3 @2026-01-01", "no rule: B 2025-12-01, A 2025-01-01"},
		{"a contract in a gap between two rules", "gap", "2025-01-01", 2023, "A 2023-05-01/2023-08-31", "", "no_rule 0/3", "no rule: A 2023-05-01"},
		{"a contract over the gap counts from its first day under a rule", "gap", "2025-01-01", 2023, "A 2023-05-01/2024-04-30", "", "overdue 0/2 +185 <2024-06-30", "pay-new: A 2023-10-01"},
		{"a rule about pay, but none about the policy yet", "uneven", "2025-01-01", 2022, "A 2022-01-01/2022-12-31", "", "overdue 0/3 +551 <2023-06-30", "pay-uneven: A 2022-01-01"},
		{"no book", "none", "2025-01-01", 2023, year, "", "no_rule 0/3", "no rule: A 2023-01-01"},
		{"no book, but disclosed", "none", "2025-01-01", 2023, year, "DEM 2024-12-01", "disclosed 3/3 @2024-12-01", "no rule: A 2023-01-01"},
		{"a book without duties", "empty", "2025-01-01", 2023, year, "", "no_rule 0/3", "no rule: A 2023-01-01"},
	})
}

func TestPolicyCases(t *testing.T) {
	const year, long = "A 2023-01-01/2023-12-31", "A 2021-06-01/2024-05-31"
	judge(t, rulebook.Policy, []dutyCase{
		// The first year with a contract.
		{"there before the contract", "2020", "2025-01-01", 2023, year, "2019-01-01", "disclosed 1/1 <2023-04-01 @2019-01-01", "policy-2020: A 2023-01-01"},
		{"on the last day", "2020", "2025-01-01", 2023, year, "2023-04-01", "disclosed 1/1 <2023-04-01 @2023-04-01", "policy-2020: A 2023-01-01"},
		{"a day late", "2020", "2025-01-01", 2023, year, "2023-04-02", "late 1/1 +1 <2023-04-01 @2023-04-02", "policy-2020: A 2023-01-01"},
		{"its day is not known", "2020", "2025-01-01", 2023, year, "?", "disclosed 1/1 <2023-04-01", "policy-2020: A 2023-01-01"},
		{"none on the last day", "2020", "2023-04-01", 2023, year, "", "due 0/1 <2023-04-01", "policy-2020: A 2023-01-01"},
		{"none the day after", "2020", "2023-04-02", 2023, year, "", "overdue 0/1 +1 <2023-04-01", "policy-2020: A 2023-01-01"},
		{"none, and the contract is long over", "2020", "2025-01-01", 2023, year, "", "overdue 0/1 +641 <2023-04-01", "policy-2020: A 2023-01-01"},
		{"the deadline lies in the next year", "2020", "2024-01-15", 2023, "A 2023-12-01/2024-11-30", "", "due 0/1 <2024-02-29", "policy-2020: A 2023-12-01"},
		{"published in the next year, in time", "2020", "2025-01-01", 2023, "A 2023-12-01/2024-11-30", "2024-02-29", "disclosed 1/1 <2024-02-29 @2024-02-29", "policy-2020: A 2023-12-01"},
		{"published in the next year, a day late", "2020", "2025-01-01", 2023, "A 2023-12-01/2024-11-30", "2024-03-01", "late 1/1 +1 <2024-02-29 @2024-03-01", "policy-2020: A 2023-12-01"},
		{"a contract of one day, a leap day", "2020", "2025-01-01", 2024, "A 2024-02-29/2024-02-29", "2024-05-30", "late 1/1 +1 <2024-05-29 @2024-05-30", "policy-2020: A 2024-02-29"},

		// Later years.
		{"missing for two years, the first", "2020", "2025-01-01", 2021, long, "2023-03-01", "late 1/1 +548 <2021-08-30 @2023-03-01", "policy-2020: A 2021-06-01"},
		{"missing for two years, the second is late by as much", "2020", "2025-01-01", 2022, long, "2023-03-01", "late 1/1 +548 <2021-08-30 @2023-03-01", "policy-2020: A 2022-01-01"},
		{"missing on the first day of the third year", "2020", "2025-01-01", 2023, long, "2023-03-01", "late 1/1 +548 <2021-08-30 @2023-03-01", "policy-2020: A 2023-01-01"},
		{"there on the first day of the fourth year", "2020", "2025-01-01", 2024, long, "2023-03-01", "disclosed 1/1 <2021-08-30 @2023-03-01", "policy-2020: A 2024-01-01"},
		{"published on the first day of a later year", "2020", "2025-01-01", 2023, long, "2023-01-01", "disclosed 1/1 <2021-08-30 @2023-01-01", "policy-2020: A 2023-01-01"},
		{"published on the second day of a later year", "2020", "2025-01-01", 2023, long, "2023-01-02", "late 1/1 +490 <2021-08-30 @2023-01-02", "policy-2020: A 2023-01-01"},
		{"a later contract, the policy came between", "2020", "2025-01-01", 2024, "A 2021-01-01/2021-12-31; B 2024-05-01/2024-12-31", "2024-04-30", "disclosed 1/1 <2021-04-01 @2024-04-30", "policy-2020: B 2024-05-01"},
		{"a later contract, the policy came on its first day", "2020", "2025-01-01", 2024, "A 2021-01-01/2021-12-31; B 2024-05-01/2024-12-31", "2024-05-01", "disclosed 1/1 <2021-04-01 @2024-05-01", "policy-2020: B 2024-05-01"},
		{"a later contract, the policy came the day after", "2020", "2025-01-01", 2024, "A 2021-01-01/2021-12-31; B 2024-05-01/2024-12-31", "2024-05-02", "late 1/1 +1127 <2021-04-01 @2024-05-02", "policy-2020: B 2024-05-01"},
		{"still none in a later year", "2020", "2024-01-01", 2022, long, "", "overdue 0/1 +854 <2021-08-30", "policy-2020: A 2022-01-01"},
		{"a year without a contract between two", "2020", "2025-01-01", 2022, "A 2021-01-01/2021-12-31; B 2024-05-01/2024-12-31", "", "not_required 0/1", "no rule"},
		{"a year without a contract, the policy is there", "2020", "2025-01-01", 2022, "A 2021-01-01/2021-12-31; B 2024-05-01/2024-12-31", "2021-02-01", "disclosed 1/1 @2021-02-01", "no rule"},
		{"a year without a contract, the policy came later", "2020", "2025-01-01", 2022, "A 2021-01-01/2021-12-31; B 2024-05-01/2024-12-31", "2023-02-01", "not_required 0/1", "no rule"},

		// No deadline.
		{"none, and no deadline", "2020 free", "2025-01-01", 2023, year, "", "missing 0/1", "policy-2020: A 2023-01-01"},
		{"there, and no deadline", "2020 free", "2025-01-01", 2023, year, "2023-11-01", "disclosed 1/1 @2023-11-01", "policy-2020: A 2023-01-01"},
		{"years later, and no deadline", "2020 free", "2030-01-01", 2023, year, "2029-11-01", "disclosed 1/1 @2029-11-01", "policy-2020: A 2023-01-01"},
		{"on the first day of the contract, and no deadline", "2020 free", "2023-01-01", 2023, year, "", "missing 0/1", "policy-2020: A 2023-01-01"},

		// Which contracts count.
		{"no contract", "2020", "2025-01-01", 2023, "", "", "not_required 0/1", "no rule"},
		{"no contract, but a policy", "2020", "2025-01-01", 2023, "", "2022-01-01", "disclosed 1/1 @2022-01-01", "no rule"},
		{"no contract, but a policy on a day that is not known", "2020", "2025-01-01", 2023, "", "?", "disclosed 1/1", "no rule"},
		{"the contract has not begun", "2020", "2023-06-01", 2023, "A 2023-07-01/2023-12-31", "", "not_required 0/1", "no rule"},
		{"the contract begins today", "2020", "2023-07-01", 2023, "A 2023-07-01/2023-12-31", "", "due 0/1 <2023-09-29", "policy-2020: A 2023-07-01"},
		{"of two contracts the earlier sets the deadline", "2020", "2025-01-01", 2023, "A 2023-02-01/2023-06-30; B 2023-05-01/2023-12-31", "2023-05-02", "disclosed 1/1 <2023-05-02 @2023-05-02", "policy-2020: B 2023-05-01, A 2023-02-01"},
		{"a contract without end", "2020", "2025-01-01", 2024, "A 2023-01-01/2099-12-31", "2023-02-01", "disclosed 1/1 <2023-04-01 @2023-02-01", "policy-2020: A 2024-01-01"},

		// Which rule holds.
		{"before any rule", "2020", "2025-01-01", 2019, "A 2019-01-01/2021-12-31", "", "no_rule 0/1", "no rule: A 2019-01-01"},
		{"the rule comes into force while the contract runs", "2020", "2025-01-01", 2020, "A 2019-01-01/2021-12-31", "2021-02-10", "disclosed 1/1 <2021-02-10 @2021-02-10", "policy-2020: A 2020-11-12"},
		{"late after the rule came into force", "2020", "2025-01-01", 2020, "A 2019-01-01/2021-12-31", "2021-02-11", "late 1/1 +1 <2021-02-10 @2021-02-11", "policy-2020: A 2020-11-12"},
		{"late then, and late the year after", "2020", "2025-01-01", 2021, "A 2019-01-01/2021-12-31", "2021-02-11", "late 1/1 +1 <2021-02-10 @2021-02-11", "policy-2020: A 2021-01-01"},
		{"the contract ended the day before the rule", "2020", "2025-01-01", 2020, "A 2019-01-01/2020-11-11", "", "no_rule 0/1", "no rule: A 2020-01-01"},
		{"a contract before the rule sets no deadline", "2020", "2025-01-01", 2023, "A 2019-01-01/2020-10-31; B 2023-01-01/2023-12-31", "2023-04-01", "disclosed 1/1 <2023-04-01 @2023-04-01", "policy-2020: B 2023-01-01"},
		{"the rule ends in the year, the contract began before", "2020", "2026-12-01", 2025, "A 2025-01-01/2025-12-31", "", "overdue 0/1 +609 <2025-04-01", "policy-2020: A 2025-01-01"},
		{"the contract begins on the last day of the rule", "2020", "2026-12-01", 2025, "A 2025-11-11/2026-11-10", "", "overdue 0/1 +295 <2026-02-09", "policy-2020: A 2025-11-11"},
		{"the contract begins the day after the rule", "2020", "2026-12-01", 2025, "A 2025-11-12/2026-11-11", "", "no_rule 0/1", "no rule: A 2025-11-12"},
		{"the year after the rule", "2020", "2026-12-01", 2026, "A 2025-01-01/2026-12-31", "", "no_rule 0/1", "no rule: A 2026-01-01"},
		{"the year after the rule, the policy is there", "2020", "2026-12-01", 2026, "A 2025-01-01/2026-12-31", "2026-02-01", "disclosed 1/1 @2026-02-01", "no rule: A 2026-01-01"},
		{"the operator extends the rule", "extended", "2026-12-01", 2026, "A 2026-01-01/2026-12-31", "", "overdue 0/1 +244 <2026-04-01", "policy-2020: A 2026-01-01"},
		{"another rule in the year, that of the first day holds", "changed", "2025-01-01", 2023, year, "2023-02-01", "disclosed 1/1 <2023-04-01 @2023-02-01", "policy-before: A 2023-01-01"},
		{"another rule in the year, the contract began under it", "changed", "2025-01-01", 2023, "A 2023-07-01/2023-12-31", "2023-09-30", "late 1/1 +1 <2023-09-29 @2023-09-30", "policy-after: A 2023-07-01"},
		{"a contract over a gap between two rules", "gap", "2025-01-01", 2023, "A 2023-05-01/2023-12-31", "", "overdue 0/1 +368 <2023-12-30", "policy-new: A 2023-10-01"},
		{"a contract in a gap between two rules", "gap", "2025-01-01", 2023, "A 2023-05-01/2023-09-30", "", "no_rule 0/1", "no rule: A 2023-05-01"},
		{"a rule about pay, but none about the policy yet", "uneven", "2025-01-01", 2022, "A 2022-01-01/2022-12-31", "", "no_rule 0/1", "no rule: A 2022-01-01"},
		{"a rule about pay before, about the policy in the year", "uneven", "2025-01-01", 2023, year, "", "overdue 0/1 +460 <2023-09-29", "policy-uneven: A 2023-07-01"},
		{"no book", "none", "2025-01-01", 2023, year, "", "no_rule 0/1", "no rule: A 2023-01-01"},
		{"no book, but a policy", "none", "2025-01-01", 2023, year, "2023-02-01", "disclosed 1/1 @2023-02-01", "no rule: A 2023-01-01"},
	})
}

func TestResultsCases(t *testing.T) {
	const year, short = "A 2023-01-01/2023-12-31", "A 2023-07-01/2023-12-31"
	judge(t, rulebook.Results, []dutyCase{
		// One project of less than a year: an acceptance.
		{"accepted in time", "2020", "2025-01-01", 2023, short, "A acceptance 2024-01-10", "disclosed 1/1 <2024-02-29 @2024-01-10", "results-2020: A 2023-12-31"},
		{"accepted on the last day, a leap day", "2020", "2025-01-01", 2023, short, "A acceptance 2024-02-29", "disclosed 1/1 <2024-02-29 @2024-02-29", "results-2020: A 2023-12-31"},
		{"accepted a day late", "2020", "2025-01-01", 2023, short, "A acceptance 2024-03-01", "late 1/1 +1 <2024-02-29 @2024-03-01", "results-2020: A 2023-12-31"},
		{"accepted before the project ended", "2020", "2025-01-01", 2023, short, "A acceptance 2023-12-01", "disclosed 1/1 <2024-02-29 @2023-12-01", "results-2020: A 2023-12-31"},
		{"nothing on the last day", "2020", "2024-02-29", 2023, short, "", "due 0/1 <2024-02-29", "results-2020: A 2023-12-31 -acceptance"},
		{"nothing the day after", "2020", "2024-03-01", 2023, short, "", "overdue 0/1 +1 <2024-02-29", "results-2020: A 2023-12-31 -acceptance"},
		{"an evaluation is no acceptance", "2020", "2024-03-01", 2023, short, "A performance 2024-01-10", "overdue 0/1 +1 <2024-02-29", "results-2020: A 2023-12-31 -acceptance"},
		{"two acceptances, the first counts", "2020", "2025-01-01", 2023, short, "A acceptance 2024-02-01; A acceptance 2024-06-01", "disclosed 1/1 <2024-02-29 @2024-02-01", "results-2020: A 2023-12-31"},
		{"an evaluation that nobody asked for is not waited for", "2020", "2025-01-01", 2023, short, "A acceptance 2024-02-01; A contract 2024-06-01", "disclosed 1/1 <2024-02-29 @2024-02-01", "results-2020: A 2023-12-31"},

		// One project of a year or more: an acceptance and an evaluation.
		{"accepted and evaluated in time", "2020", "2025-01-01", 2023, year, "A acceptance 2024-01-10; A performance 2024-02-10", "disclosed 1/1 <2024-02-29 @2024-02-10", "results-2020: A 2023-12-31"},
		{"accepted in time, evaluated a day late", "2020", "2025-01-01", 2023, year, "A acceptance 2024-01-10; A assessment 2024-03-01", "late 1/1 +1 <2024-02-29 @2024-03-01", "results-2020: A 2023-12-31"},
		{"accepted, not evaluated, the deadline ahead", "2020", "2024-02-01", 2023, year, "A acceptance 2024-01-10", "due 0/1 <2024-02-29 @2024-01-10", "results-2020: A 2023-12-31 -performance"},
		{"accepted, not evaluated, the deadline passed", "2020", "2024-03-10", 2023, year, "A acceptance 2024-01-10", "overdue 0/1 +10 <2024-02-29 @2024-01-10", "results-2020: A 2023-12-31 -performance"},
		{"evaluated, not accepted, the deadline passed", "2020", "2024-03-10", 2023, year, "A contract 2024-01-10", "overdue 0/1 +10 <2024-02-29 @2024-01-10", "results-2020: A 2023-12-31 -acceptance"},
		{"neither, the deadline passed", "2020", "2024-03-10", 2023, year, "", "overdue 0/1 +10 <2024-02-29", "results-2020: A 2023-12-31 -acceptance -performance"},
		{"eleven months and thirty days need no evaluation", "2020", "2025-01-01", 2023, "A 2023-01-02/2023-12-31", "A acceptance 2024-01-10", "disclosed 1/1 <2024-02-29 @2024-01-10", "results-2020: A 2023-12-31"},
		{"a year from one leap day to the eve of the next 28th", "2020", "2025-12-01", 2025, "A 2024-02-29/2025-02-27", "A acceptance 2025-03-10", "overdue 0/1 +217 <2025-04-28 @2025-03-10", "results-2020: A 2025-02-27 -performance"},

		{"nothing is asked of short projects", "uneven", "2025-01-01", 2023, short, "", "not_required 0/0", "no rule"},
		{"nothing is asked of a short project, an evaluation of a long one", "uneven", "2024-03-01", 2023, "A 2023-07-01/2023-12-31; B 2023-01-01/2023-12-31", "", "overdue 0/1 +1 <2024-02-29", "results-uneven: B 2023-12-31 -performance"},

		// No deadline.
		{"nothing, and no deadline", "2020 free", "2030-01-01", 2023, year, "", "missing 0/1", "results-2020: A 2023-12-31 -acceptance -performance"},
		{"accepted only, and no deadline", "2020 free", "2030-01-01", 2023, year, "A acceptance 2024-01-10", "partly 0/1 @2024-01-10", "results-2020: A 2023-12-31 -performance"},
		{"both years later, and no deadline", "2020 free", "2030-01-01", 2023, year, "A acceptance 2024-01-10; A performance 2028-01-01", "disclosed 1/1 @2028-01-01", "results-2020: A 2023-12-31"},
		{"one project with a result and one without, no deadline", "2020 free", "2030-01-01", 2023, "A 2023-07-01/2023-12-31; B 2023-08-01/2023-12-31", "A acceptance 2024-01-10", "partly 1/2 @2024-01-10", "results-2020: B 2023-12-31 -acceptance, A 2023-12-31"},
		{"two projects without any, no deadline", "2020 free", "2030-01-01", 2023, "A 2023-07-01/2023-12-31; B 2023-08-01/2023-12-31", "", "missing 0/2", "results-2020: B 2023-12-31 -acceptance, A 2023-12-31 -acceptance"},

		// When a project has ended.
		{"on its last day it has not ended", "2020", "2023-12-31", 2023, short, "", "not_required 0/0", "no rule"},
		{"the day after it has", "2020", "2024-01-01", 2023, short, "", "due 0/1 <2024-02-29", "results-2020: A 2023-12-31 -acceptance"},
		{"a project that ended this year", "2020", "2023-08-01", 2023, "A 2023-01-01/2023-03-31", "", "overdue 0/1 +63 <2023-05-30", "results-2020: A 2023-03-31 -acceptance"},
		{"a contract of one day", "2020", "2023-08-01", 2023, "A 2023-05-05/2023-05-05", "A acceptance 2023-05-05", "disclosed 1/1 <2023-07-04 @2023-05-05", "results-2020: A 2023-05-05"},
		{"a contract that ends on a leap day", "2020", "2025-01-01", 2024, "A 2024-01-01/2024-02-29", "A acceptance 2024-04-30", "late 1/1 +1 <2024-04-29 @2024-04-30", "results-2020: A 2024-02-29"},
		{"a contract without end", "2020", "2025-01-01", 2024, "A 2023-01-01/2099-12-31", "", "not_required 0/0", "no rule"},
		{"a contract that ends in a later year", "2020", "2025-01-01", 2023, "A 2023-01-01/2024-12-31", "", "not_required 0/0", "no rule"},
		{"the year in which it ends", "2020", "2025-01-02", 2024, "A 2023-01-01/2024-12-31", "", "due 0/1 <2025-03-01", "results-2020: A 2024-12-31 -acceptance -performance"},
		{"no contract", "2020", "2025-01-01", 2023, "", "", "not_required 0/0", "no rule"},

		// Several projects: the one that stands worst judges the year.
		{"one overdue, one due", "2020", "2023-12-01", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2023-10-31", "", "overdue 0/2 +185 <2023-05-30", "results-2020: B 2023-10-31 -acceptance, A 2023-03-31 -acceptance"},
		{"one late, one in time", "2020", "2023-12-31", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2023-06-30", "A acceptance 2023-06-10; B acceptance 2023-07-10", "late 2/2 +11 <2023-05-30 @2023-07-10", "results-2020: B 2023-06-30, A 2023-03-31"},
		{"one late, one overdue", "2020", "2023-12-31", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2023-06-30", "A acceptance 2023-12-30", "overdue 1/2 +124 <2023-08-29 @2023-12-30", "results-2020: B 2023-06-30 -acceptance, A 2023-03-31"},
		{"two late, the later one tells", "2020", "2023-12-31", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2023-06-30", "A acceptance 2023-06-10; B acceptance 2023-08-30", "late 2/2 +11 <2023-05-30 @2023-08-30", "results-2020: B 2023-06-30, A 2023-03-31"},
		{"two overdue, the longer one tells", "2020", "2023-12-31", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2023-06-30", "", "overdue 0/2 +215 <2023-05-30", "results-2020: B 2023-06-30 -acceptance, A 2023-03-31 -acceptance"},
		{"two due, the first deadline tells", "2020", "2023-04-30", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2023-04-15", "", "due 0/2 <2023-05-30", "results-2020: B 2023-04-15 -acceptance, A 2023-03-31 -acceptance"},
		{"one in time, one due", "2020", "2023-11-30", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2023-10-31", "A acceptance 2023-04-30", "due 1/2 <2023-12-30 @2023-04-30", "results-2020: B 2023-10-31 -acceptance, A 2023-03-31"},
		{"projects of the next year do not count", "2020", "2024-06-01", 2023, "A 2023-01-01/2023-03-31; B 2023-02-01/2024-01-31", "A acceptance 2023-04-30", "disclosed 1/1 <2023-05-30 @2023-04-30", "results-2020: A 2023-03-31"},

		// Which rule holds.
		{"ended before any rule", "2020", "2025-01-01", 2020, "A 2020-01-01/2020-11-11", "", "no_rule 0/1", "no rule: A 2020-11-11"},
		{"ended before any rule, but has a result", "2020", "2025-01-01", 2020, "A 2020-01-01/2020-11-11", "A assessment 2020-12-01", "disclosed 1/1 @2020-12-01", "no rule: A 2020-11-11"},
		{"ended on the first day of the rule", "2020", "2021-01-11", 2020, "A 2020-06-01/2020-11-12", "", "due 0/1 <2021-01-11", "results-2020: A 2020-11-12 -acceptance"},
		{"ended on the last day of the rule", "2020", "2026-01-11", 2025, "A 2025-06-01/2025-11-11", "", "overdue 0/1 +1 <2026-01-10", "results-2020: A 2025-11-11 -acceptance"},
		{"ended the day after the rule", "2020", "2026-12-01", 2025, "A 2025-06-01/2025-11-12", "", "no_rule 0/1", "no rule: A 2025-11-12"},
		{"the rule ends between the ends of two projects", "2020", "2026-01-01", 2025, "A 2025-06-01/2025-10-31; B 2025-07-01/2025-11-30", "", "overdue 0/1 +2 <2025-12-30", "results-2020: A 2025-10-31 -acceptance"},
		{"of two without a rule one has a result", "2020", "2026-12-01", 2026, "A 2026-01-01/2026-03-31; B 2026-02-01/2026-04-30", "A acceptance 2026-05-01", "disclosed 1/2 @2026-05-01", "no rule: B 2026-04-30, A 2026-03-31"},
		{"the operator extends the rule", "extended", "2026-12-01", 2026, "A 2026-01-01/2026-03-31", "", "overdue 0/1 +185 <2026-05-30", "results-2020: A 2026-03-31 -acceptance"},
		{"another rule between the ends of two projects", "changed", "2023-12-31", 2023, "A 2023-01-01/2023-06-30; B 2023-02-01/2023-07-01", "A acceptance 2023-07-10; B acceptance 2023-07-10", "overdue 1/2 +123 <2023-08-30 @2023-07-10", "results-after: B 2023-07-01 -performance, A 2023-06-30"},
		{"the same, and the older one is worse", "changed", "2023-12-31", 2023, "A 2023-01-01/2023-06-30; B 2023-02-01/2023-07-01", "B acceptance 2023-07-10; B contract 2023-07-11", "overdue 1/2 +124 <2023-08-29 @2023-07-11", "results-before: B 2023-07-01, A 2023-06-30 -acceptance"},
		{"ended in a gap between two rules", "gap", "2025-01-01", 2023, "A 2023-01-01/2023-06-30", "", "no_rule 0/1", "no rule: A 2023-06-30"},
		{"no book", "none", "2025-01-01", 2023, year, "", "no_rule 0/1", "no rule: A 2023-12-31"},
		{"no book, but a result", "none", "2025-01-01", 2023, year, "A acceptance 2024-12-01", "disclosed 1/1 @2024-12-01", "no rule: A 2023-12-31"},
	})
}
