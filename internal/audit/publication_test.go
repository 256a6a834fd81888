package audit

import (
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// published reads a portal with a rule under which sanctions are shown for a year, and
// minor ones, mere warnings and persons are not.
func published(t *testing.T, asOf day.Day, rows ...string) (fstest.MapFS, *register.Register) {
	t.Helper()
	m := fstest.MapFS{
		"data/agencies.csv":  {Data: []byte("agency_id,name\n52440300MJL186084F,甲\n")},
		"data/sanctions.csv": {Data: []byte("sanction_id,kind,subject,agency_id,measures,authority,decided_on,severity,publish_until\n" + strings.Join(rows, "\n") + "\n")},
	}
	s := &portal.Settings{}
	tables, _, err := intake.Read(m, s)
	if err != nil {
		t.Fatal(err)
	}
	year := rulebook.Period{Shown: true, MaxMonths: 12}
	reg, found := register.Link(tables, s, &rulebook.Book{Ageing: []*rulebook.Ageing{{
		Rule:  rulebook.Rule{ID: "r", Clause: "4", Source: &rulebook.Source{Title: finding.Text{ZH: "公示办法", EN: "Rules"}}},
		Kinds: []string{"penalty"}, Warnings: []string{"warning"},
		Periods: map[rulebook.Severity]rulebook.Period{rulebook.General: year, rulebook.Serious: year},
	}}}, asOf)
	if len(found) > 0 || len(tables.Sanctions) != len(rows) {
		t.Fatalf("findings %v, %d rows read; want none and %d", found, len(tables.Sanctions), len(rows))
	}
	return m, reg
}

func TestEndingSoon(t *testing.T) {
	asOf := day.Make(2024, 6, 30)
	for _, tt := range []struct{ name, decided, until, want string }{
		{"the last day", "2024-01-01", "2024-06-30", "sanctions.csv:2:9 warning publication-ends-soon"},
		{"in 30 days", "2024-01-01", "2024-07-30", "sanctions.csv:2:9 warning publication-ends-soon"},
		{"in 31 days", "2024-01-01", "2024-07-31", ""},
		{"over", "2024-01-01", "2024-06-29", ""},
		{"without end", "2024-01-01", "长期", ""},
		{"by the rule, the last day", "2023-06-30", "", "sanctions.csv:2:7 warning publication-ends-soon"},
		{"by the rule, in 30 days", "2023-07-30", "", "sanctions.csv:2:7 warning publication-ends-soon"},
		{"by the rule, in 31 days", "2023-07-31", "", ""},
		{"by the rule, over", "2023-06-29", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, reg := published(t, asOf, "1号,penalty,agency,52440300MJL186084F,罚款,民政局,"+tt.decided+",general,"+tt.until)
			found := EndingSoon(reg)
			if got := briefs(found); got != tt.want {
				t.Errorf("%s, want %q", got, tt.want)
			}
			for _, f := range found {
				law := map[bool]string{true: "公示办法第 4 条", false: "记录写明"}[tt.until == ""]
				if !strings.Contains(f.Message.ZH, law) || !strings.Contains(f.Message.ZH, f.Value) || f.Hint.ZH == "" || f.Hint.EN == "" {
					t.Errorf("the message is %+v, the hint %+v; want the day and %s", f.Message, f.Hint, law)
				}
			}
			// A build must not stop for the calendar.
			result, err := Check(m, reg)
			if err != nil || strings.Contains(briefs(result.Findings), "publication-ends-soon") {
				t.Errorf("Check says %s, %v", briefs(result.Findings), err)
			}
		})
	}
}

// TestEndingSoonDays holds on which days a check warns: from 30 days before the last one up to
// it, whether the record names it or the rule, over the ends of months and a leap day, and
// never of a sanction that is closed, withheld or still to come.
func TestEndingSoonDays(t *testing.T) {
	for _, last := range []day.Day{day.Make(2024, 2, 29), day.Make(2024, 3, 1), day.Make(2024, 12, 31), day.Make(2025, 1, 31)} {
		for left := -2; left <= 33; left++ {
			asOf := last.Add(-left)
			decided := day.Make(int(last.Year)-1, int(last.Month), int(last.Day))
			given := "1号,penalty,agency,52440300MJL186084F,罚款,民政局,2020-01-01,general," + last.String()
			ruled := "2号,penalty,agency,52440300MJL186084F,罚款,民政局," + decided.String() + ",general,"
			rows, want := []string{given, ruled}, "sanctions.csv:2:9 warning publication-ends-soon; sanctions.csv:3:7 warning publication-ends-soon"
			if last.Month == 2 { // a year before 29 February there is none
				rows, want = rows[:1], "sanctions.csv:2:9 warning publication-ends-soon"
			}
			if left < 0 || left > 30 {
				want = ""
			}
			_, reg := published(t, asOf, rows...)
			if got := briefs(EndingSoon(reg)); got != want {
				t.Errorf("%d days before %s: %q, want %q", left, last, got, want)
			}
		}
	}
	// From 29 February a year lasts to 28 February.
	_, reg := published(t, day.Make(2025, 2, 28), "1号,penalty,agency,52440300MJL186084F,罚款,民政局,2024-02-29,general,")
	if got := briefs(EndingSoon(reg)); got != "sanctions.csv:2:7 warning publication-ends-soon" {
		t.Errorf("on 28 February: %q", got)
	}
	_, reg = published(t, day.Make(2024, 6, 30),
		"over,penalty,agency,52440300MJL186084F,罚款,民政局,2024-01-01,general,2024-06-29",
		"withheld,penalty,agency,52440300MJL186084F,警告,民政局,2023-07-10,general,",
		"ahead,penalty,agency,52440300MJL186084F,罚款,民政局,2024-07-01,general,2024-07-10")
	if got := briefs(EndingSoon(reg)); got != "" || len(reg.Closed) != 1 || len(reg.Withheld) != 1 || len(reg.Ahead) != 1 {
		t.Errorf("%q; %d closed, %d withheld, %d ahead; want nothing of one each", got, len(reg.Closed), len(reg.Withheld), len(reg.Ahead))
	}
}

func TestNotPublished(t *testing.T) {
	for _, tt := range []struct{ name, cells, want, why string }{
		{"a person", "practitioner,,罚款,民政局,2024-01-01,general,", "sanctions.csv:2:3 notice not-published", "对象是自然人"},
		{"mere warnings", "agency,52440300MJL186084F,警告,民政局,2024-01-01,general,", "sanctions.csv:2:5 notice not-published", "只有警告一类的决定"},
		{"minor", "agency,52440300MJL186084F,罚款,民政局,2024-01-01,minor,", "sanctions.csv:2:8 notice not-published", "严重程度为轻微"},
		{"minor with a last day", "agency,52440300MJL186084F,罚款,民政局,2024-01-01,minor,2025-01-01", "", ""},
		{"general", "agency,52440300MJL186084F,罚款,民政局,2024-01-01,general,", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			row := "1号,penalty," + tt.cells
			if strings.HasPrefix(tt.cells, "practitioner") {
				row = strings.Replace(row, "practitioner,,", "practitioner,52440300MJL186084F,", 1)
			}
			m, reg := published(t, day.Make(2024, 6, 30), row)
			result, err := Check(m, reg)
			if err != nil {
				t.Fatal(err)
			}
			if got := briefs(result.Findings); got != tt.want {
				t.Fatalf("%q, want %q", got, tt.want)
			}
			for _, f := range result.Findings {
				if !strings.Contains(f.Message.ZH, tt.why) || !strings.Contains(f.Message.ZH, "公示办法第 4 条") || !strings.Contains(f.Message.EN, "Rules, clause 4") {
					t.Errorf("the message is %+v, want why and the rule", f.Message)
				}
			}
		})
	}
}

// TestWithheldIsLookedAt holds that what is not published is checked like the rest: the
// tables of a portal are often public themselves.
func TestWithheldIsLookedAt(t *testing.T) {
	m, reg := published(t, day.Make(2024, 6, 30), "电话13800138000,penalty,agency,52440300MJL186084F,警告,民政局,2024-01-01,general,")
	result, err := Check(m, reg)
	if err != nil || !strings.Contains(briefs(result.Findings), "mobile-number") {
		t.Errorf("%s, %v; want mobile-number", briefs(result.Findings), err)
	}
}
