package ledger

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/day"
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

const code = "52440300MJL186084F"

// always is a book whose rules have always been in force and ask for an acceptance.
func always() *rulebook.Book {
	return &rulebook.Book{Duties: []*rulebook.Duty{
		{Kind: rulebook.Pay},
		{Kind: rulebook.Policy},
		{Kind: rulebook.Results, Needs: []rulebook.Need{{Kinds: []string{"acceptance"}}}},
	}}
}

// situation is one agency, with at most one project, on a day.
type situation struct {
	asOf        string
	from, to    string   // the project's term; empty: no project
	tiers       []string // disclosed pay of 2023, as "tier day"
	policy      string   // "-": none; otherwise the day, which may be empty
	evaluated   string   // "-": not
	noDeadlines bool
}

func (s situation) open(t *testing.T) (*Ledger, *register.Register) {
	t.Helper()
	set := &portal.Settings{Deadlines: portal.Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60}}
	if s.noDeadlines {
		set.Deadlines = portal.Deadlines{}
	}
	tables := &register.Tables{Agencies: []*register.Agency{{ID: code, Name: "甲"}}}
	if s.from != "" {
		tables.Projects = []*register.Project{{ID: "p1", AgencyID: code, PurchaserName: "局", StartsOn: date(s.from), EndsOn: date(s.to)}}
		if s.evaluated != "-" {
			tables.Evaluations = []*register.Evaluation{{ProjectID: "p1", Kind: "acceptance", DecidedOn: date(s.evaluated)}}
		}
	}
	for _, tier := range s.tiers {
		name, on, _ := strings.Cut(tier, " ")
		tables.Pay = append(tables.Pay, &register.Pay{AgencyID: code, Year: 2023, Tier: name, PublishedOn: date(on)})
	}
	if s.policy != "-" {
		tables.Policies = []*register.Policy{{AgencyID: code, PublishedOn: date(s.policy)}}
	}
	r, found := register.Link(tables, set, always(), date(s.asOf))
	if len(found) > 0 {
		t.Fatalf("findings: %+v", found)
	}
	return Open(r), r
}

func (d Duty) brief() string { return fmt.Sprintf("%s %d/%d %d", d.State, d.Have, d.Want, d.Days) }

func TestDuties(t *testing.T) {
	all := []string{"directors 2024-05-01", "executives 2024-05-01", "managers 2024-05-01"}
	for _, tt := range []struct {
		name                 string
		in                   situation
		pay, policy, results string
	}{
		{"all in time", situation{"2024-12-31", "2023-01-01", "2023-12-31", all, "2023-02-01", "2024-01-15", false}, "disclosed 3/3 0", "disclosed 1/1 0", "disclosed 1/1 0"},
		{"on the last day", situation{"2024-12-31", "2023-01-01", "2023-12-31", []string{"directors 2024-06-30", "executives", "managers"}, "2023-04-01", "2024-02-29", false}, "disclosed 3/3 0", "disclosed 1/1 0", "disclosed 1/1 0"},
		{"a day late", situation{"2024-12-31", "2023-01-01", "2023-12-31", []string{"directors 2024-07-01", "executives 2024-05-01", "managers"}, "2023-04-02", "2024-03-01", false}, "late 3/3 1", "late 1/1 1", "late 1/1 1"},
		{"days not known", situation{"2024-12-31", "2023-01-01", "2023-12-31", []string{"directors", "executives", "managers"}, "", "2024-01-01", false}, "disclosed 3/3 0", "disclosed 1/1 0", "disclosed 1/1 0"},
		{"nothing, due", situation{"2024-02-01", "2023-12-01", "2023-12-31", nil, "-", "-", false}, "due 0/3 0", "due 0/1 0", "due 0/1 0"},
		{"nothing, on the last day", situation{"2024-06-30", "2023-12-01", "2023-12-31", nil, "-", "-", false}, "due 0/3 0", "overdue 0/1 122", "overdue 0/1 122"},
		{"nothing, overdue", situation{"2024-07-01", "2023-01-01", "2023-12-31", nil, "-", "-", false}, "overdue 0/3 1", "overdue 0/1 457", "overdue 0/1 123"},
		{"one tier missing, overdue", situation{"2024-07-10", "2023-01-01", "2023-12-31", all[:2], "-", "-", false}, "overdue 2/3 10", "overdue 0/1 466", "overdue 0/1 132"},
		{"one tier missing, due", situation{"2024-06-01", "2023-01-01", "2023-12-31", all[:2], "2023-02-01", "2024-01-01", false}, "due 2/3 0", "disclosed 1/1 0", "disclosed 1/1 0"},
		{"nothing, no deadlines", situation{"2030-01-01", "2023-01-01", "2023-12-31", nil, "-", "-", true}, "missing 0/3 0", "missing 0/1 0", "missing 0/1 0"},
		{"one tier, no deadlines", situation{"2030-01-01", "2023-01-01", "2023-12-31", all[:1], "2029-01-01", "2029-01-01", true}, "partly 1/3 0", "disclosed 1/1 0", "disclosed 1/1 0"},
		{"no contract, but disclosed", situation{"2024-12-31", "", "", []string{"directors 2024-12-01"}, "-", "-", false}, "disclosed 1/3 0", "not_required 0/1 0", "not_required 0/0 0"},
		{"contract still runs", situation{"2024-12-31", "2023-01-01", "长期", all, "2023-02-01", "-", false}, "disclosed 3/3 0", "disclosed 1/1 0", "not_required 0/0 0"},
		{"contract of one day", situation{"2024-12-31", "2023-12-31", "2023-12-31", all, "2024-01-01", "2024-01-01", false}, "disclosed 3/3 0", "disclosed 1/1 0", "disclosed 1/1 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, r := tt.in.open(t)
			a := l.Of(r.Agencies[0])
			y := a.Year(2023)
			if y == nil {
				t.Fatalf("the account has no 2023: %+v", a)
			}
			if got := y.Pay.brief(); got != tt.pay {
				t.Errorf("pay: %s, want %s", got, tt.pay)
			}
			if got := a.Policy.brief(); got != tt.policy {
				t.Errorf("policy: %s, want %s", got, tt.policy)
			}
			if got := y.Results.brief(); got != tt.results {
				t.Errorf("results: %s, want %s", got, tt.results)
			}
			if (y.Because != nil) != (tt.in.from != "") {
				t.Errorf("because of %v", y.Because)
			}
		})
	}
}

// TestResultsOfSeveralProjects holds that every project has its own deadline: one
// that is overdue is not excused by another that is not due yet.
func TestResultsOfSeveralProjects(t *testing.T) {
	for _, tt := range []struct {
		name string
		ends map[string]string // end of a project -> day of its result; "": none
		want string
	}{
		{"one overdue, one due", map[string]string{"2024-03-31": "", "2024-12-31": ""}, "overdue 0/2 245"},
		{"one late, one in time", map[string]string{"2024-03-31": "2024-06-10", "2024-06-30": "2024-07-01"}, "late 2/2 11"},
		{"one in time, one due", map[string]string{"2024-03-31": "2024-04-30", "2024-12-31": ""}, "due 1/2 0"},
		{"all in time", map[string]string{"2024-03-31": "2024-04-30", "2024-06-30": "2024-07-01"}, "disclosed 2/2 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := &register.Tables{Agencies: []*register.Agency{{ID: code, Name: "甲"}}}
			for _, end := range slices.Sorted(maps.Keys(tt.ends)) {
				tables.Projects = append(tables.Projects, &register.Project{ID: end, AgencyID: code, PurchaserName: "局", StartsOn: date("2024-01-01"), EndsOn: date(end)})
				if on := tt.ends[end]; on != "" {
					tables.Evaluations = append(tables.Evaluations, &register.Evaluation{ProjectID: end, Kind: "acceptance", DecidedOn: date(on)})
				}
			}
			r, found := register.Link(tables, &portal.Settings{Deadlines: portal.Deadlines{Results: 60}}, always(), date("2025-01-30"))
			if len(found) > 0 {
				t.Fatalf("findings: %+v", found)
			}
			if got := Open(r).Accounts[0].Year(2024).Results.brief(); got != tt.want {
				t.Errorf("results: %s, want %s", got, tt.want)
			}
		})
	}
}

func TestYears(t *testing.T) {
	l, _ := situation{"2025-03-01", "2022-06-01", "2024-05-31", nil, "-", "-", false}.open(t)
	if got, want := fmt.Sprint(l.Years), "[2024 2023 2022]"; got != want {
		t.Errorf("years %s, want %s: those in which something happened", got, want)
	}
	l, _ = situation{"2024-03-01", "2022-06-01", "2024-05-31", nil, "-", "-", false}.open(t)
	if got, want := fmt.Sprint(l.Years), "[2024 2023 2022]"; got != want {
		t.Errorf("years %s, want %s: that of the register's day is not over and still told", got, want)
	}
	l, _ = situation{"2024-03-01", "1912-06-01", "2024-05-31", nil, "-", "-", false}.open(t)
	if got, oldest := len(l.Years), l.Years[len(l.Years)-1]; got != maxYears || oldest != 1985 {
		t.Errorf("%d years from %d on, want %d from 1985 on", got, oldest, maxYears)
	}
	if y := l.Accounts[0].Year(1980); y != nil {
		t.Errorf("the account of 1980 is %+v, want none", y)
	}
}

func TestHeadlineAndTotals(t *testing.T) {
	in := situation{"2025-03-01", "2022-06-01", "2024-05-31", []string{"directors 2024-07-02", "executives", "managers"}, "-", "-", false}
	l, r := in.open(t)
	if got := l.Headline(r); got != 2023 {
		t.Errorf("headline of 1 March 2025 is %d, want 2023: 2024 is not due yet", got)
	}
	for year, want := range map[int]string{2024: "1 0 0 0 1", 2023: "1 0 1 0 0", 2022: "1 0 0 1 0", 2021: "0 0 0 0 0"} {
		x := l.PayTotals(year)
		if got := fmt.Sprint(len(x.Required), len(x.Disclosed), len(x.Late), len(x.Open), len(x.Due)); got != want {
			t.Errorf("totals of %d: %s, want %s (required, disclosed, late, open, due)", year, got, want)
		}
	}
	in.noDeadlines = true
	l, r = in.open(t)
	if got := l.Headline(r); got != 2024 {
		t.Errorf("headline without deadlines is %d, want the newest year, 2024", got)
	}
	l, r = situation{asOf: "2024-01-01", policy: "-"}.open(t)
	if got := l.Headline(r); got != 0 || len(l.Years) != 0 {
		t.Errorf("headline of an empty register is %d, want 0", got)
	}
}

// TestHeadlineSkipsYearsWithoutARule holds that the year which the first page speaks of is
// one in which somebody had to disclose, and never the year that is running.
func TestHeadlineSkipsYearsWithoutARule(t *testing.T) {
	for _, tt := range []struct {
		name, law, asOf, contract string
		want                      int
	}{
		{"the rule ran out in 2025", "2020", "2026-12-01", "2023-01-01/2026-12-31", 2024},
		{"the rule was extended", "extended", "2026-12-01", "2023-01-01/2026-12-31", 2025},
		{"the deadline of 2025 is ahead", "extended", "2026-06-30", "2023-01-01/2026-12-31", 2024},
		{"no deadlines", "extended free", "2026-06-30", "2023-01-01/2026-12-31", 2025},
		{"no book: the newest whose deadline has passed", "none", "2026-06-30", "2023-01-01/2026-12-31", 2024},
		{"the only year is running", "extended", "2026-06-30", "2026-01-01/2026-12-31", 0},
		{"the only year that is over is not due", "extended", "2026-06-30", "2025-01-01/2026-12-31", 2025},
	} {
		t.Run(tt.name, func(t *testing.T) {
			law, free := strings.CutSuffix(tt.law, " free")
			set := &portal.Settings{Deadlines: portal.Deadlines{PayMonth: 6, PayDay: 30}}
			if free {
				set = &portal.Settings{}
			}
			from, to, _ := strings.Cut(tt.contract, "/")
			r, found := register.Link(&register.Tables{
				Agencies: []*register.Agency{{ID: code, Name: "甲"}},
				Projects: []*register.Project{{ID: "A", AgencyID: code, PurchaserName: "局", StartsOn: date(from), EndsOn: date(to)}},
			}, set, books()[law], date(tt.asOf))
			if len(found) > 0 {
				t.Fatalf("findings: %+v", found)
			}
			if got := Open(r).Headline(r); got != tt.want {
				t.Errorf("headline %d, want %d", got, tt.want)
			}
		})
	}
}

// TestPolicyOfAnAgency holds which year speaks for the policy as a whole.
func TestPolicyOfAnAgency(t *testing.T) {
	for _, tt := range []struct{ name, law, asOf, contracts, given, want string }{
		{"the newest year that required it", "2020", "2025-01-01", "A 2021-01-01/2021-12-31; B 2023-01-01/2023-12-31", "2022-02-01", "disclosed 1/1 <2021-04-01 @2022-02-01"},
		{"it stays open when the rule has run out", "2020", "2026-12-01", "A 2025-01-01/2026-12-31", "", "overdue 0/1 +609 <2025-04-01"},
		{"no rule in any year", "none", "2026-12-01", "A 2025-01-01/2026-12-31", "", "no_rule 0/1"},
		{"no contract", "2020", "2026-12-01", "", "", "not_required 0/1"},
		{"no contract, but a policy", "2020", "2026-12-01", "", "2029-01-01", "disclosed 1/1 @2029-01-01"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := dutyCase{law: tt.law, asOf: tt.asOf, year: 2020, contracts: tt.contracts, given: tt.given}
			l, a := c.ledger(t, rulebook.Policy)
			if got, _ := told(&l.Of(a).Policy); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestStruckOffAgencies holds that a duty does not go away with the agency.
func TestStruckOffAgencies(t *testing.T) {
	for _, status := range []string{"active", "suspended", "deregistered", "revoked"} {
		r, _ := register.Link(&register.Tables{
			Agencies: []*register.Agency{{ID: code, Name: "甲", Status: status}},
			Projects: []*register.Project{{ID: "A", AgencyID: code, PurchaserName: "局", StartsOn: date("2023-01-01"), EndsOn: date("2023-06-30")}},
		}, &portal.Settings{}, always(), date("2024-01-01"))
		y := Open(r).Accounts[0].Year(2023)
		if got := fmt.Sprintf("%s %s %s", y.Pay.State, y.Policy.State, y.Results.State); got != "missing missing missing" {
			t.Errorf("%s: %s, want all missing", status, got)
		}
	}
}

// TestPayDeadlineOnALeapDay holds that 29 February is the 28th where the year has none.
func TestPayDeadlineOnALeapDay(t *testing.T) {
	d := portal.Deadlines{PayMonth: 2, PayDay: 29}
	for year, want := range map[int]string{2022: "2023-02-28", 2023: "2024-02-29"} {
		if got := payDeadline(d, year).String(); got != want {
			t.Errorf("pay of %d is due on %s, want %s", year, got, want)
		}
	}
}

func TestStates(t *testing.T) {
	type flags struct{ open, given bool }
	want := map[State]flags{
		NotRequired: {}, NoRule: {}, Due: {},
		NilReturn: {given: true}, Disclosed: {given: true}, Late: {given: true},
		Partly: {open: true}, Missing: {open: true}, Overdue: {open: true},
	}
	for _, s := range States() {
		if got := (flags{s.Open(), s.Given()}); got != want[s] {
			t.Errorf("%s: %+v, want %+v", s, got, want[s])
		}
		delete(want, s)
	}
	if len(want) > 0 {
		t.Errorf("not among the states: %v", want)
	}
}
