package feed

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/internal/crosscheck"
	"gongshi/internal/finding"
	"gongshi/internal/golden"
	"gongshi/internal/money"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// crossBook lists all checks but one, which is off.
func crossBook() *rulebook.Book {
	b := &rulebook.Book{}
	for i, id := range crosscheck.IDs() {
		b.Checks = append(b.Checks, &rulebook.CrossCheck{
			Rule:  rulebook.Rule{ID: "r-" + string(id), Wording: finding.Text{ZH: fmt.Sprintf("核对内容%d", i), EN: fmt.Sprintf("what is compared %d", i)}},
			Check: id, Title: finding.Text{ZH: fmt.Sprintf("名称%d", i), EN: fmt.Sprintf("title %d", i)},
			Caveat: finding.Text{ZH: "没有记录不等于没有问题", EN: "no record is not a clean record"},
			Off:    id == rulebook.PayAboveContracts,
		})
	}
	return b
}

// crossTables adds to the fixture what makes every check find something.
func crossTables() *register.Tables {
	t := tables()
	plum := creditCode(1)
	t.Projects = append(t.Projects, &register.Project{
		ID: "NZ-1", Name: "梅园<社区>项目", AgencyID: plum, PurchaserName: "街道", StartsOn: on(2023, 4, 1), SignedOn: on(2023, 3, 20), EndsOn: on(2023, 12, 31), Amount: money.FromFen(1),
	})
	t.Evaluations = append(t.Evaluations,
		&register.Evaluation{ProjectID: "NZ-1", Kind: "acceptance", Grade: "excellent", GradeWritten: "优", DecidedOn: on(2023, 2, 1)},
		&register.Evaluation{ProjectID: "NZ-1", Kind: "performance", Grade: "poor", GradeWritten: "差", DecidedOn: on(2023, 12, 1)})
	for year, fen := range map[int]int64{2022: 100, 2023: 151} {
		t.Pay = append(t.Pay, &register.Pay{AgencyID: plum, Year: year, Tier: "managers", Headcount: register.Count{N: 1, Given: true}, Total: money.FromFen(fen)})
	}
	return t
}

func crossFeeds(t *testing.T, s *portal.Settings, book *rulebook.Book, rows *register.Tables) map[string]string {
	t.Helper()
	reg, findings := register.Link(rows, s, book, asOf)
	if finding.Count(findings).Errors > 0 {
		t.Fatalf("the fixture has findings: %+v", findings)
	}
	files := map[string]string{}
	err := Findings(reg, crosscheck.Run(reg), tree.Always(func(f tree.File) error {
		files[f.Path] = string(f.Body)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestFindingsGolden holds the bytes of the feeds for a portal in Chinese with a base_url
// and for one in English without.
func TestFindingsGolden(t *testing.T) {
	english := settings()
	english.Languages, english.BaseURL = []string{portal.English}, ""
	for name, s := range map[string]*portal.Settings{"findings-zh": settings(), "findings-en": english} {
		files := crossFeeds(t, s, crossBook(), crossTables())
		golden.Tree(t, filepath.Join("testdata", "golden", name), files)
	}
}

func TestFindingsFeeds(t *testing.T) {
	files := crossFeeds(t, settings(), crossBook(), crossTables())
	if len(files) != 12 {
		t.Errorf("%d files, want two for all hits and two for each of five checks", len(files))
	}
	entries := func(path string) int { return len(read(t, files[path]).Entries) }
	for check, want := range map[string]int{"won-while-sanctioned": 1, "excellent-in-sanction": 1, "pay-up-while-failing": 1, "repeat-sanctions": 1, "pay-above-contracts": 0} {
		if got := entries("feeds/findings/" + check + ".xml"); got != want {
			t.Errorf("the feed of %s has %d entries, want %d", check, got, want)
		}
		var f jsonFeed
		if err := json.Unmarshal([]byte(files["feeds/findings/"+check+".json"]), &f); err != nil || len(f.Items) != want {
			t.Errorf("the JSON Feed of %s has %d entries, want %d (%v)", check, len(f.Items), want, err)
		}
	}
	if got := entries("feeds/findings.xml"); got != 4 {
		t.Errorf("the feed of all checks has %d entries, want 4", got)
	}
	for path, body := range files {
		if strings.Contains(body, secret) || strings.Contains(body, "隐瞒") || strings.Contains(body, "李某某") {
			t.Errorf("%s holds a text of a decision, a person or what may not be shown", path)
		}
	}
	if files := crossFeeds(t, settings(), nil, crossTables()); len(files) != 2 || entries("feeds/findings.xml") == 0 {
		t.Errorf("without a book there are %d files, want two empty ones", len(files))
	}
}

// TestFindingsHoldTheNewest holds that a feed is bounded and a date comes from the rows.
func TestFindingsHoldTheNewest(t *testing.T) {
	rows := crossTables()
	for i := range MaxEntries + 20 {
		rows.Evaluations = append(rows.Evaluations, &register.Evaluation{
			ProjectID: "NZ-1", Kind: "assessment", Period: fmt.Sprint(i), Grade: "excellent", DecidedOn: on(2023, 1, 1).Add(i),
		})
	}
	f := read(t, crossFeeds(t, settings(), crossBook(), rows)["feeds/findings.xml"])
	if len(f.Entries) != MaxEntries || f.Updated != "2023-12-31T00:00:00+08:00" || f.Entries[0].Updated != f.Updated {
		t.Errorf("the feed of %s has %d entries, the first of %s; want %d of 2023-12-31, the day on which the pay's year ended", f.Updated, len(f.Entries), f.Entries[0].Updated, MaxEntries)
	}
	for i, e := range f.Entries {
		if i > 0 && e.Updated > f.Entries[i-1].Updated || e.Published > e.Updated {
			t.Errorf("entry %d is of %s and %s, after one of %s; want the newest first", i, e.Published, e.Updated, f.Entries[i-1].Updated)
		}
	}
}
