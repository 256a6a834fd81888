package ledger

import (
	"strings"
	"testing"

	"gongshi/internal/rulebook"
)

func TestStandings(t *testing.T) {
	rule := &rulebook.Duty{}
	year := func(pay, policy, results State) Year {
		of := func(s State) Duty {
			d := Duty{State: s}
			if s != NotRequired && s != NoRule {
				d.Rule = rule
			}
			return d
		}
		return Year{Pay: of(pay), Policy: of(policy), Results: of(results)}
	}
	half := year(Overdue, Disclosed, Disclosed)
	half.Pay.Have, half.Pay.Want = 1, 3
	unasked := year(NotRequired, NotRequired, NotRequired)
	unasked.Pay = Duty{State: Disclosed}
	for _, tt := range []struct {
		name  string
		years []Year
		want  string
	}{
		{"no year", nil, "not_required"},
		{"no contract", []Year{year(NotRequired, NotRequired, NotRequired)}, "not_required"},
		{"disclosed without being required", []Year{unasked}, "not_required"},
		{"a contract before any rule", []Year{year(NoRule, NoRule, NotRequired)}, "no_rule"},
		{"everything in time", []Year{year(Disclosed, Disclosed, NotRequired)}, "complete"},
		{"nobody paid", []Year{year(NilReturn, Disclosed, NotRequired)}, "nil_return complete"},
		{"late once", []Year{year(Disclosed, Disclosed, Disclosed), year(Late, Disclosed, Disclosed)}, "late complete"},
		{"due", []Year{year(Due, Disclosed, Disclosed)}, "due complete"},
		{"one of six overdue", []Year{year(Disclosed, Disclosed, Disclosed), year(Disclosed, Disclosed, Overdue)}, "overdue"},
		{"overdue in part", []Year{half}, "overdue partly"},
		{"no deadline", []Year{year(Missing, Partly, Disclosed)}, "missing partly"},
		{"late in one year and missing in another", []Year{year(Missing, Disclosed, Disclosed), year(Late, Late, Late)}, "missing late"},
		{"a rule that came later", []Year{year(Disclosed, Disclosed, Disclosed), year(NoRule, NoRule, NoRule)}, "complete no_rule"},
	} {
		var got []string
		for _, c := range (&Account{Years: tt.years}).Standings() {
			got = append(got, c.ID)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
	for _, c := range Standings() {
		if c.ZH == "" || c.EN == "" {
			t.Errorf("%s has no name", c.ID)
		}
	}
}
