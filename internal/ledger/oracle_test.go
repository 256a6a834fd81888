package ledger

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// TestDayByDay compares, for random contracts, what creates the duties with a count that
// walks through every day of every year and knows no spans.
func TestDayByDay(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	laws := slices.Sorted(maps.Keys(books()))
	asked := 0
	for range 1500 {
		law := laws[random.IntN(len(laws))]
		book := books()[law]
		asOf := day.Make(2020, 6, 1).Add(random.IntN(7 * 365))
		tables := &register.Tables{Agencies: []*register.Agency{{ID: code, Name: "甲"}}}
		var terms []string
		for i := range 1 + random.IntN(3) {
			from := day.Make(2019, 6, 1).Add(random.IntN(7 * 365))
			to := from.Add(random.IntN(500) - 5) // a few end before they begin
			terms = append(terms, from.String()+"/"+to.String())
			tables.Projects = append(tables.Projects, &register.Project{ID: fmt.Sprint(i), AgencyID: code, PurchaserName: "局", StartsOn: from, EndsOn: to})
		}
		set := &portal.Settings{Deadlines: portal.Deadlines{PayMonth: 6, PayDay: 30, Policy: 90, Results: 60}}
		r, _ := register.Link(tables, set, book, asOf)
		a := Open(r).Accounts[0]
		for i := range a.Years {
			y := &a.Years[i]
			for _, kind := range []rulebook.DutyKind{rulebook.Pay, rulebook.Policy} {
				want := walk(r, kind, y.Year)
				d := y.Duty(kind)
				got := created{}
				if d.Required() {
					got.reasons, got.first = d.Reasons, firstDay(d.Reasons)
					asked++
				}
				if g, w := shortly(got.reasons), shortly(want.reasons); g != w || got.first != want.first {
					t.Fatalf("%s of %d, law %s, as of %s, contracts %s:\n got %s from %s\nwant %s from %s",
						kind, y.Year, law, asOf, strings.Join(terms, " "), g, got.first, w, want.first)
				}
				if want.rule != d.Rule {
					t.Fatalf("%s of %d, law %s, contracts %s: rule %v, want %v", kind, y.Year, law, strings.Join(terms, " "), d.Rule, want.rule)
				}
			}
			if due := walkAll(r); y.Policy.Required() && y.Policy.Deadline != due {
				t.Fatalf("law %s, as of %s, contracts %s: the policy is due on %s, want %s", law, asOf, strings.Join(terms, " "), y.Policy.Deadline, due)
			}
		}
	}
	if asked < 1000 {
		t.Errorf("only %d duties were required: the test compares too little", asked)
	}
}

type walked struct {
	created
	rule *rulebook.Duty
}

// walk finds what created a duty of a year.
func walk(r *register.Register, kind rulebook.DutyKind, year int) walked {
	var w walked
	for _, p := range r.Projects {
		for d := day.Make(year, 1, 1); int(d.Year) == year; d = d.Add(1) {
			if d.Before(p.StartsOn) || d.After(p.EndsOn) || d.After(r.AsOf) || r.Rules.Duty(kind, d) == nil {
				continue
			}
			w.reasons = append(w.reasons, Reason{Project: p, On: d})
			break
		}
	}
	if len(w.reasons) == 0 {
		return w
	}
	w.first = firstDay(w.reasons)
	decides := w.first
	if kind == rulebook.Pay {
		decides = day.Make(year, 12, 31)
	}
	if w.rule = r.Rules.Duty(kind, decides); w.rule == nil {
		return walked{}
	}
	return w
}

// walkAll finds the deadline of the policy.
func walkAll(r *register.Register) day.Day {
	for year := 2019; year <= int(r.AsOf.Year); year++ {
		if w := walk(r, rulebook.Policy, year); w.rule != nil {
			return w.first.Add(r.Settings.Deadlines.Policy)
		}
	}
	return day.Day{}
}

func firstDay(list []Reason) day.Day {
	return slices.MinFunc(list, func(a, b Reason) int { return a.On.Compare(b.On) }).On
}

func shortly(list []Reason) string {
	var parts []string
	for _, r := range list {
		parts = append(parts, r.Project.ID+" "+r.On.String())
	}
	return strings.Join(parts, ", ")
}
