package register

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
	"gongshi/internal/slug"
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

const (
	codeA credit.Code = "52440300MJL186084F"
	codeB credit.Code = "53310000MJ495410XG"
)

// town is two agencies with a little of everything.
func town() *Tables {
	at := func(file string, line int) Origin { return At("data/"+file, line) }
	return &Tables{
		Agencies: []*Agency{
			{Origin: at("agencies.csv", 2), ID: codeB, Name: "乙", DistrictName: "990001", FieldNames: []string{"社会福利", "别的"}},
			{Origin: at("agencies.csv", 3), ID: codeA, Name: "甲", DistrictName: "栖禾区", FieldNames: []string{"社会福利"}},
		},
		Pay: []*Pay{
			{Origin: at("pay.csv", 2), AgencyID: codeA, Year: 2023, Tier: "managers", Total: money.FromFen(2)},
			{Origin: at("pay.csv", 3), AgencyID: codeA, Year: 2023, Tier: "directors", Total: money.FromFen(1)},
			{Origin: at("pay.csv", 4), AgencyID: codeA, Year: 2022, Tier: "directors", Total: money.FromFen(0)},
		},
		Projects: []*Project{
			{Origin: at("projects.csv", 2), ID: "p1", Name: "旧", AgencyID: codeA, PurchaserName: "局", FieldName: "社会福利", StartsOn: date("2021-05-01"), EndsOn: date("2022-04-30")},
			{Origin: at("projects.csv", 3), ID: "p2", Name: "新", AgencyID: codeA, PurchaserName: "局", DistrictName: "望舒区", StartsOn: date("2023-01-01"), EndsOn: date("2099-12-31")},
		},
		Evaluations: []*Evaluation{
			{Origin: at("evaluations.csv", 2), ProjectID: "p1", Kind: "acceptance", DecidedOn: date("2022-05-01")},
			{Origin: at("evaluations.csv", 3), ProjectID: "p1", Kind: "assessment", DecidedOn: date("2021-12-01")},
		},
		Sanctions: []*Sanction{
			{Origin: at("sanctions.csv", 2), ID: "1号", AgencyID: codeA, AuthorityName: "民政局", MeasureNames: []string{"警告", "约谈"}, DecidedOn: date("2023-05-01"), Status: "in_force"},
			{Origin: at("sanctions.csv", 3), ID: "2号", AgencyID: codeA, AuthorityName: "民政局", MeasureNames: []string{"罚款"}, DecidedOn: date("2023-06-01"), Status: "withdrawn"},
			{Origin: at("sanctions.csv", 4), ID: "3号", SubjectName: "丙", AuthorityName: "协会", MeasureNames: []string{"业内警告"}, DecidedOn: date("2024-01-01"), Status: "in_force"},
		},
		Policies: []*Policy{{File: "content/policies/" + string(codeA) + ".md", AgencyID: codeA, Title: "制度"}},
	}
}

func settings() *portal.Settings {
	return &portal.Settings{Districts: []portal.District{{Code: "990002", Name: "望舒区", NameEN: "Wangshu", Order: 2}, {Code: "990001", Name: "栖禾区", Order: 1}}}
}

func link(t *testing.T, tables *Tables) (*Register, string) {
	t.Helper()
	r, found := Link(tables, settings(), nil, date("2024-06-30"))
	var b []string
	for _, f := range found {
		b = append(b, fmt.Sprintf("%s:%d:%d %s", strings.TrimPrefix(f.File, "data/"), f.Line, f.Column, f.Rule))
		if f.Severity != finding.Error || f.Message.ZH == "" || f.Message.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
			t.Errorf("incomplete: %+v", f)
		}
	}
	return r, strings.Join(b, "; ")
}

func names(groups []*Group) string {
	var b []string
	for _, g := range groups {
		b = append(b, fmt.Sprintf("%s %s %d/%d/%d", g.Slug, g.Name, len(g.Agencies), len(g.Projects), len(g.Sanctions)))
	}
	return strings.Join(b, "; ")
}

func TestLink(t *testing.T) {
	r, found := link(t, town())
	if found != "" {
		t.Fatalf("findings: %s, want none", found)
	}
	a := r.Agencies[0]
	if a.ID != codeA || a.Slug != "52440300mjl186084f" || a.Policy == nil || a.Policy.Agency != a {
		t.Errorf("first agency %+v, want 甲 with its policy", a)
	}
	for _, tt := range []struct{ name, got, want string }{
		{"districts", names(r.Districts), "990001 栖禾区 2/1/1; 990002 望舒区 0/1/0"},
		{"fields", names(r.Fields), "sw01 社会福利 2/1/0; " + r.Fields[1].Slug + " 别的 1/0/0"},
		{"purchasers", names(r.Purchasers), r.Purchasers[0].Slug + " 局 0/2/0"},
		{"measures", names(r.Measures), "warning 警告 0/0/1; trade-warning 业内警告 0/0/1; " + r.Measures[2].Slug + " 约谈 0/0/1"},
		{"pay", fmt.Sprint(a.Pay[0].Year) + " " + a.Pay[1].Tier + " " + a.Pay[2].Tier, "2022 directors managers"},
		{"projects", a.Projects[0].ID + " " + a.Projects[1].ID, "p2 p1"},
		{"evaluations", a.Projects[1].Evaluations[0].Kind + " " + r.Evaluations[0].Kind, "assessment acceptance"},
		{"shown", fmt.Sprint(len(r.Sanctions), len(r.Closed), len(a.Sanctions)), "2 1 1"},
		{"newest first", r.Sanctions[0].ID + " " + r.Sanctions[1].ID, "3号 1号"},
		{"rows", fmt.Sprint(r.Rows), "12"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	if r.Districts[1].NameEN != "Wangshu" || r.Districts[1].In("en") != "Wangshu" || r.Districts[1].In("zh-CN") != "望舒区" {
		t.Errorf("names of a district: %+v", r.Districts[1])
	}
	var years []string
	for _, y := range r.Years {
		years = append(years, fmt.Sprintf("%s %d/%d/%d", y, len(y.Pay), len(y.Projects), len(y.Sanctions)))
	}
	if got, want := strings.Join(years, "; "), "2024 0/1/1; 2023 2/1/1; 2022 1/1/0; 2021 0/1/0"; got != want {
		t.Errorf("years: %s, want %s", got, want)
	}
}

func TestLinkFindings(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Tables)
		want   string
	}{
		{"agency twice", func(t *Tables) {
			t.Agencies[1].ID = codeB
			t.Pay, t.Projects, t.Evaluations, t.Sanctions, t.Policies = nil, nil, nil, nil, nil
		}, "agencies.csv:3:1 duplicate-key"},
		{"pay twice", func(t *Tables) { t.Pay[1].Tier = "managers" }, "pay.csv:3:1 duplicate-key"},
		{"project twice", func(t *Tables) { t.Projects[1].ID = "p1" }, "projects.csv:3:1 duplicate-key"},
		{"projects that differ in case", func(t *Tables) { t.Projects[1].ID = "P1" }, "projects.csv:3:1 duplicate-address"},
		{"evaluation twice", func(t *Tables) {
			*t.Evaluations[1] = *t.Evaluations[0]
			t.Evaluations[1].Origin = At("data/evaluations.csv", 9)
		}, "evaluations.csv:9:1 duplicate-key"},
		{"sanction twice", func(t *Tables) { t.Sanctions[1].ID = "1号" }, "sanctions.csv:3:1 duplicate-key"},
		{"same number, another authority", func(t *Tables) { t.Sanctions[1].ID, t.Sanctions[1].AuthorityName = "1号", "别的局" }, ""},
		{"same number, another party", func(t *Tables) {
			t.Sanctions[1].ID, t.Sanctions[1].AgencyID, t.Sanctions[1].SubjectName = "1号", "", "丁"
		}, ""},
		{"same decision, agency and two practitioners", func(t *Tables) {
			t.Sanctions[1].ID, t.Sanctions[2].ID = "1号", "1号"
			for i, person := range []string{"", "王某", "李某"} {
				if t.Sanctions[i].AgencyID, t.Sanctions[i].AuthorityName, t.Sanctions[i].Person = codeA, "民政局", person; person != "" {
					t.Sanctions[i].Subject = "practitioner"
				}
			}
		}, ""},
		{"practitioner twice", func(t *Tables) {
			for _, s := range t.Sanctions[:2] {
				s.ID, s.Subject, s.Person = "1号", "practitioner", "王某"
			}
		}, "sanctions.csv:3:1 duplicate-key"},
		{"redirect to nothing", func(t *Tables) { t.Redirects = redirects("projects p0 p9") }, "redirects.csv:2:3 unknown-reference"},
		{"a project called like a list", func(t *Tables) { t.Projects[1].ID = "Index-2" }, "projects.csv:3:1 taken-address"},
		{"redirect from a list", func(t *Tables) { t.Redirects = redirects("projects index p1") }, "redirects.csv:2:2 duplicate-address"},
		{"redirect from a record", func(t *Tables) { t.Redirects = redirects("projects p1 p2") }, "redirects.csv:2:2 duplicate-address"},
		{"redirect twice", func(t *Tables) { t.Redirects = redirects("projects p0 p1", "projects P0 p2") }, "redirects.csv:3:2 duplicate-address"},
		{"redirects in a circle", func(t *Tables) { t.Redirects = redirects("projects a b", "projects b a") }, "redirects.csv:2:3 unknown-reference; redirects.csv:3:3 unknown-reference"},
		{"withdrawn though it is there", func(t *Tables) { t.Redirects = redirects("projects p1") }, "redirects.csv:2:2 duplicate-address"},
		{"redirect to another table", func(t *Tables) { t.Redirects = redirects("agencies p0 p1") }, "redirects.csv:2:3 unknown-reference"},
		{"pay of an unknown agency", func(t *Tables) { t.Pay[0].AgencyID = "52" }, "pay.csv:2:1 unknown-reference"},
		{"project of an unknown agency", func(t *Tables) { t.Projects[1].AgencyID = "52" }, "projects.csv:3:1 unknown-reference"},
		{"place of the reference", func(t *Tables) {
			t.Projects[1].AgencyID = "52"
			w := NewBatchWriter("data/projects.csv", nil, 3)
			w.Add(3, make([]string, 3), []Place{{3, 1}, {3, 2}, {5, 4}})
			t.Projects[1].Origin = w.Close().Origin(0, 3)
		}, "projects.csv:5:4 unknown-reference"},
		{"evaluation of an unknown project", func(t *Tables) { t.Evaluations[0].ProjectID = "p9" }, "evaluations.csv:2:1 unknown-reference"},
		{"sanction of an unknown agency", func(t *Tables) { t.Sanctions[0].AgencyID = "52" }, "sanctions.csv:2:1 unknown-reference"},
		{"policy of an unknown agency", func(t *Tables) { t.Policies[0].AgencyID = "52" }, "content/policies/" + string(codeA) + ".md:0:0 unknown-reference"},
		{"reply to nothing", func(t *Tables) {
			t.Replies = []*Reply{{File: "content/replies/sanctions/x.md", Table: "sanctions", Slug: "x"}}
		}, "content/replies/sanctions/x.md:0:0 unknown-reference"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tables := town()
			tt.change(tables)
			if _, got := link(t, tables); got != tt.want {
				t.Errorf("findings: %s, want %s", got, tt.want)
			}
		})
	}
}

// redirects reads rows of "table old new", from line 2.
func redirects(rows ...string) []Redirect {
	var list []Redirect
	for i, row := range rows {
		cells := append(strings.Fields(row), "") // two cells: withdrawn
		list = append(list, Redirect{File: "data/redirects.csv", Line: i + 2, Table: cells[0], OldKey: cells[1], NewKey: cells[2]})
	}
	return list
}

// TestGroupSlugs holds that two groups never share an address, nor one with a list.
func TestGroupSlugs(t *testing.T) {
	for key, want := range map[string]string{"abc": "abc", "民政局": slug.Of("民政局")} {
		if got := groupSlug(key); got != want {
			t.Errorf("groupSlug(%q) is %q, want %q", key, got, want)
		}
	}
	seen := map[string]string{}
	for _, key := range []string{"abc", "ABC", "Abc", "index", "INDEX", "index-2", "民政局", "abc 局"} {
		s := groupSlug(key)
		if seen[s] != "" || slug.Listing(s) {
			t.Errorf("groupSlug(%q) is %q, as for %q or a list", key, s, seen[s])
		}
		seen[s] = key
	}
}

func TestRedirects(t *testing.T) {
	tables := town()
	r, _ := link(t, town())
	sanction, closed := r.Sanctions[0].Slug, r.Closed[0].Slug
	tables.Redirects = redirects("projects 旧1 旧2", "projects 旧2 P1", "agencies 51440300MJL1712376 "+string(codeA), "sanctions x "+sanction, "sanctions y "+closed)
	r, found := link(t, tables)
	if found != "" {
		t.Fatalf("findings: %s, want none", found)
	}
	for i, want := range []string{slug.Of("旧1") + " p1", slug.Of("旧2") + " p1", "51440300mjl1712376 52440300mjl186084f", "x " + sanction, "y " + closed} {
		if got := r.Redirects[i].OldSlug + " " + r.Redirects[i].NewSlug; got != want {
			t.Errorf("redirect %d leads %s, want %s", i, got, want)
		}
	}
}

// TestListRedirects holds that the former value of an open list leads to that which records have now,
// and to none where no published record has it: that may change by the calendar alone, so that it
// is no mistake.
func TestListRedirects(t *testing.T) {
	tables := town()
	r, _ := link(t, town())
	purchaser := r.Purchasers[0]
	hidden := r.Closed[0].AuthorityName + "（本级）"
	for _, s := range tables.Sanctions {
		if s.ID == r.Closed[0].ID {
			s.AuthorityName = hidden
		}
	}
	tables.Redirects = []Redirect{
		{Table: "purchasers", OldKey: "旧名", NewKey: "中名"}, {Table: "purchasers", OldKey: "中名", NewKey: purchaser.Key},
		{Table: "fields", OldKey: "x", NewKey: r.Fields[0].Key}, {Table: "authorities", OldKey: "y", NewKey: hidden},
	}
	r, found := link(t, tables)
	if found != "" {
		t.Fatalf("findings: %s, want none", found)
	}
	var got []string
	for _, d := range r.Redirects {
		got = append(got, d.Table+" "+d.OldSlug+" "+d.NewSlug)
	}
	want := []string{"purchasers " + slug.Of("旧名") + " " + purchaser.Slug, "purchasers " + slug.Of("中名") + " " + purchaser.Slug, "fields x " + r.Fields[0].Slug}
	if !slices.Equal(got, want) {
		t.Errorf("redirects %q, want %q", got, want)
	}
}

// TestWithdrawn holds that an old key without a new one stands for a record that was
// withdrawn, also where a former key leads to it.
func TestWithdrawn(t *testing.T) {
	tables := town()
	tables.Redirects = redirects("projects p8 p9", "projects p9")
	r, found := link(t, tables)
	if found != "" || len(r.Redirects) != 2 || !r.Redirects[0].Withdrawn() || !r.Redirects[1].Withdrawn() {
		t.Errorf("findings %s, redirects %+v; want both withdrawn", found, r.Redirects)
	}
}

func TestTwinsAndReplies(t *testing.T) {
	tables := town()
	tables.Agencies[0].Name = "甲"
	r, _ := link(t, tables)
	if a := r.Agencies[0]; len(a.Twins) != 1 || a.Twins[0] != r.Agencies[1] {
		t.Errorf("twins of %s: %v", a.ID, a.Twins)
	}
	tables = town()
	shown, closed := r.Sanctions[1].Slug, r.Closed[0].Slug
	tables.Replies = []*Reply{{Table: "sanctions", Slug: shown}, {Table: "sanctions", Slug: closed}}
	r, found := link(t, tables)
	if found != "" || r.Sanctions[1].Reply != tables.Replies[0] || r.Closed[0].Reply != nil {
		t.Errorf("findings %s; a reply must stand beside a sanction that is shown, and only there", found)
	}
}

// TestOrder links the same rows in another order: the register must be the same.
func TestOrder(t *testing.T) {
	shape := func(tables *Tables) string {
		r, _ := link(t, tables)
		var b strings.Builder
		for _, a := range r.Agencies {
			fmt.Fprint(&b, a.ID, len(a.Pay), len(a.Projects), " ")
		}
		for _, s := range r.Sanctions {
			fmt.Fprint(&b, s.Slug, " ")
		}
		return b.String() + names(r.Districts) + names(r.Fields) + names(r.Measures) + names(r.Authorities)
	}
	other := town()
	other.Agencies[0], other.Agencies[1] = other.Agencies[1], other.Agencies[0]
	other.Sanctions[0], other.Sanctions[2] = other.Sanctions[2], other.Sanctions[0]
	other.Projects[0], other.Projects[1] = other.Projects[1], other.Projects[0]
	if a, b := shape(town()), shape(other); a != b {
		t.Errorf("in another order:\n%s\nwant:\n%s", b, a)
	}
}

func TestNilReturn(t *testing.T) {
	for _, tt := range []struct {
		in   Pay
		want bool
	}{
		{Pay{Headcount: Count{0, true}, Total: money.FromFen(0)}, true},
		{Pay{Headcount: Count{1, true}, Total: money.FromFen(0)}, false},
		{Pay{Headcount: Count{0, true}, Total: money.FromFen(1)}, false},
		{Pay{Headcount: Count{0, true}}, false},
	} {
		if got := tt.in.Nil(); got != tt.want {
			t.Errorf("Nil of %+v = %v, want %v", tt.in, got, tt.want)
		}
	}
}

// TestRepeatedFile counts the keys of a file that is there twice instead of telling each.
func TestRepeatedFile(t *testing.T) {
	var tables Tables
	for range 2 {
		for i := range 1500 {
			tables.Agencies = append(tables.Agencies, &Agency{ID: credit.Code(fmt.Sprintf("5299%014d", i)), Name: fmt.Sprint("机构", i)})
		}
	}
	_, found := Link(&tables, &portal.Settings{}, nil, day.Day{Year: 2026, Month: 6, Day: 30})
	told, counted := 0, 0
	for _, f := range found {
		switch f.Rule {
		case "duplicate-key":
			told++
		case "too-many-findings":
			counted++
		}
	}
	if told != 1000 || counted != 1 {
		t.Errorf("%d told one by one and %d counted, want 1000 and 1", told, counted)
	}
}
