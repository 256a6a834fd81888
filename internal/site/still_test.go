package site

import (
	"regexp"
	"strings"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// numberedPage is a page of a list from the second on.
var numberedPage = regexp.MustCompile(`(index-\d+|\.\d+)\.html$`)

// TestOneRowOneListPage holds that a changed or new row changes, of the pages of lists, those
// that hold it and first pages: not all that count it or come after it.
func TestOneRowOneListPage(t *testing.T) {
	settings := fixtureSettings()
	settings.Languages = []string{portal.Chinese, portal.English}
	built := func(change func(*register.Tables)) map[string]string {
		tables := town()
		tables.Projects = tables.Projects[:400]
		tables.Evaluations = tables.Evaluations[:400]
		// Every value is there, so that none is new.
		tables.Sanctions[0].Status = "appealed"
		tables.Evaluations[0].Grade, tables.Evaluations[0].GradeWritten = "excellent", "优秀"
		change(tables)
		reg, _ := register.Link(tables, settings, book(), d("2026-06-30"))
		o := testOptions()
		o.PageSize = 10
		return render(t, reg, ledger.Open(reg), o)
	}
	before := built(func(*register.Tables) {})
	for _, tt := range []struct {
		name   string
		change func(*register.Tables)
		own    string // part of the rows of what changes
		other  string // what moves from one list to another, on pages of this folder
	}{
		{"the amount of a project", func(t *register.Tables) { t.Projects[123].Amount = yuanOf(3) }, "p-123.html", ""},
		{"the result of a project", func(t *register.Tables) {
			t.Evaluations[77].Grade, t.Evaluations[77].GradeWritten = "excellent", "优秀"
		}, "p-77.html", "grades/"},
		{"the standing of a sanction", func(t *register.Tables) { t.Sanctions[91].Status = "appealed" }, "第91社会工作服务中心", "statuses/"},
		{"the pay of a year", func(t *register.Tables) { t.Pay[910].Total = yuanOf(77) }, "第151社会工作服务中心", ""},
		{"a fine", func(t *register.Tables) { t.Sanctions[3].Fine = yuanOf(500) }, "第3社会工作服务中心", ""},
		// A new row stands on first pages, and its agency's row counts it: all other rows stay where they are.
		{"a new sanction", func(t *register.Tables) {
			s := *t.Sanctions[123]
			s.ID, s.DecidedOn = "拟社罚字〔2025〕900号", d("2025-05-02")
			t.Sanctions = append(t.Sanctions, &s)
		}, "第123社会工作服务中心", ""},
		{"a new project", func(t *register.Tables) {
			r, e := *t.Projects[123], *t.Evaluations[123]
			r.ID, e.ProjectID, r.StartsOn = "P-900", "P-900", d("2025-01-01")
			t.Projects, t.Evaluations = append(t.Projects, &r), append(t.Evaluations, &e)
		}, "第123社会工作服务中心", "compare/size-"},
	} {
		after, pages := built(tt.change), 0
		for path, body := range after {
			if !numberedPage.MatchString(path) || body == before[path] || tt.other != "" && strings.Contains(path, tt.other) {
				continue
			}
			if pages++; !strings.Contains(body, tt.own) {
				t.Errorf("%s changes %s, which does not hold it", tt.name, path)
			}
		}
		if pages == 0 {
			t.Errorf("%s changes no page of a list", tt.name)
		}
	}
}
