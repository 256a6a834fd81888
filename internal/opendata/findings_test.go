package opendata

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/crosscheck"
	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// checks makes all cross-checks of a register.
func checks(reg *register.Register) *crosscheck.Results {
	b := &rulebook.Book{}
	for _, id := range crosscheck.IDs() {
		b.Checks = append(b.Checks, &rulebook.CrossCheck{
			Rule: rulebook.Rule{ID: "r-" + string(id)}, Check: id, Title: finding.Text{ZH: "=名称（" + string(id) + "）", EN: "title"},
		})
	}
	own := *reg
	own.Rules = b
	return crosscheck.Run(&own)
}

// TestFindingsRestOnRecords holds that each hit is in both places, and that the ids of its
// rows are those of records in the downloads.
func TestFindingsRestOnRecords(t *testing.T) {
	reg, led := link(t, settings(), tables())
	files := write(t, reg, led)
	known := map[string]bool{}
	for _, table := range []string{"agencies", "pay", "projects", "evaluations", "sanctions"} {
		var parsed struct{ Records []struct{ ID string } }
		if err := json.Unmarshal([]byte(files["data/"+table+".json"]), &parsed); err != nil {
			t.Fatal(err)
		}
		for _, r := range parsed.Records {
			known[r.ID] = true
		}
	}
	rows, err := csv.NewReader(strings.NewReader(files["data/findings.csv"])).ReadAll()
	if err != nil || len(rows) < 3 {
		t.Fatalf("%d rows of findings.csv (%v), want some", len(rows), err)
	}
	column := func(row []string, name string) string { return row[slices.Index(rows[0], name)] }
	var ids []string
	for _, row := range rows[1:] {
		ids = append(ids, column(row, "id"))
		for _, id := range strings.Split(column(row, "rows"), listSeparator) {
			if !known[id] {
				t.Errorf("%s rests on %s, which no download has", column(row, "id"), id)
			}
		}
		if want := column(row, "check"); !strings.HasPrefix(column(row, "id"), want) || column(row, "rule") != "r-"+want || column(row, "numbers") == "" {
			t.Errorf("the row %q does not tell of its rule and figures", row)
		}
	}
	var inJSON []string
	for path, body := range files {
		if !strings.HasPrefix(path, "agencies/") || !strings.HasSuffix(path, ".json") {
			continue
		}
		var a struct {
			Findings []struct {
				ID, URL, Day string
				Rows, Notes  []string
				Numbers      map[string]string
			}
		}
		if err := json.Unmarshal([]byte(body), &a); err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Findings {
			inJSON = append(inJSON, f.ID)
			if !strings.HasSuffix(f.URL, "#"+f.ID) || f.Day == "" || len(f.Rows) == 0 || len(f.Numbers) == 0 || f.Notes == nil {
				t.Errorf("%s: the hit %+v lacks something", path, f)
			}
		}
	}
	slices.Sort(ids)
	slices.Sort(inJSON)
	if !slices.Equal(ids, inJSON) {
		t.Errorf("the files of agencies have the hits %q, findings.csv has %q", inJSON, ids)
	}
}

// TestFindingsForSpreadsheets holds that the form for people is guarded.
func TestFindingsForSpreadsheets(t *testing.T) {
	reg, led := link(t, settings(), tables())
	body := write(t, reg, led)["data/findings-excel.csv"]
	if !strings.HasPrefix(body, "\uFEFF编号,核对项,") || !strings.Contains(body, ",'=名称（") || !strings.Contains(body, "\r\n") {
		t.Errorf("the file begins %.200q, want a byte order mark, Chinese headers, CRLF and guarded titles", body)
	}
	if !strings.Contains(body, ",\"\t"+string(plum)+"\",") {
		t.Errorf("the code %s, which is all digits, has no tab in front", plum)
	}
}
