package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/search"
)

// dutyDocuments are four agencies: one with a contract that disclosed late, one that
// disclosed nothing, one that disclosed a tier of three, one without a contract.
func dutyDocuments(t *testing.T) []search.Document {
	t.Helper()
	on := func(y, m, d int) day.Day { return day.Make(y, m, d) }
	book := &rulebook.Book{Duties: []*rulebook.Duty{{Kind: rulebook.Pay, Rule: rulebook.Rule{ID: "pay"}}}}
	settings := &portal.Settings{Languages: []string{"zh-CN"}, Deadlines: portal.Deadlines{PayMonth: 6, PayDay: 30}}
	tables := &register.Tables{}
	for i, name := range []string{"晚报中心", "未报中心", "半报中心", "无合同中心"} {
		id := credit.Code(fmt.Sprintf("5299000000000%03dXA", i+1))
		tables.Agencies = append(tables.Agencies, &register.Agency{ID: id, Name: name, Status: "active"})
		if i < 3 {
			tables.Projects = append(tables.Projects, &register.Project{
				ID: fmt.Sprint("P-", i), Name: name + "的项目", AgencyID: id, PurchaserName: "局", StartsOn: on(2024, 1, 1), SignedOn: on(2024, 1, 1), EndsOn: on(2024, 12, 31),
			})
		}
		tiers := map[int][]string{0: {"directors", "executives", "managers"}, 2: {"managers"}}[i]
		for _, tier := range tiers {
			tables.Pay = append(tables.Pay, &register.Pay{
				AgencyID: id, Year: 2024, Tier: tier, Headcount: register.Count{N: 1, Given: true}, Total: money.FromFen(100), PublishedOn: on(2025, 8, 1),
			})
		}
	}
	reg, findings := register.Link(tables, settings, book, on(2026, 1, 31))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return search.Documents(reg, ledger.Open(reg))
}

// TestDutyEverywhere asks every way into an index how agencies stand with their duties.
func TestDutyEverywhere(t *testing.T) {
	docs := dutyDocuments(t)
	for _, door := range doors() {
		t.Run(door.name, func(t *testing.T) {
			d := door.open(t, docs)
			for _, c := range []struct{ query, want string }{
				{"duty:overdue", "半报中心 未报中心"},
				{"duty:逾期未公开", "半报中心 未报中心"},
				{"duty:partly", "半报中心"},
				{"duty:late", "晚报中心"},
				{`duty:"Disclosed late"`, "晚报中心"},
				{"duty:complete", "晚报中心"},
				{"duty:not_required", "无合同中心"},
				{"duty:missing", ""},
				{"duty:overdue -duty:partly table:agencies", "未报中心"},
				{"duty:nothing", ""},
			} {
				r := ask(t, d, c.query, search.Options{Limit: 10})
				var got []string
				for _, h := range r.Hits {
					got = append(got, h.Title)
				}
				slices.Sort(got)
				if strings.Join(got, " ") != c.want {
					t.Errorf("%s finds %q, want %q", c.query, got, c.want)
				}
			}
			r := ask(t, d, "中心 table:agencies", search.Options{})
			var got []string
			for _, f := range r.Facets["duty"] {
				got = append(got, fmt.Sprint(f.Value, ":", f.Count))
			}
			if want := "no_rule:3 overdue:2 complete:1 late:1 not_required:1 partly:1"; strings.Join(got, " ") != want {
				t.Errorf("counted %q, want %q", got, want)
			}
		})
	}
}
