package opendata

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// lacking is one agency with two projects, one of which lacks an evaluation.
func lacking(t *testing.T) map[string]string {
	t.Helper()
	rows := tables()
	rows.Projects = []*register.Project{
		{ID: "NZ-1", AgencyID: plum, PurchaserName: "局", StartsOn: on(2022, 1, 1), EndsOn: on(2023, 3, 31)},
		{ID: "NZ-2", AgencyID: plum, PurchaserName: "局", StartsOn: on(2022, 1, 1), EndsOn: on(2023, 4, 30)},
		{ID: "NZ-3", AgencyID: orchid, PurchaserName: "局", StartsOn: on(2020, 1, 1), EndsOn: on(2020, 4, 30)},
	}
	rows.Evaluations = []*register.Evaluation{
		{ProjectID: "NZ-1", Kind: "acceptance", DecidedOn: on(2023, 4, 10)},
		{ProjectID: "NZ-1", Kind: "assessment", DecidedOn: on(2023, 4, 11)},
		{ProjectID: "NZ-2", Kind: "acceptance", DecidedOn: on(2023, 5, 12)},
	}
	reg, led := link(t, settings(), rows)
	return write(t, reg, led)
}

// TestDutyRows holds the rows of results: what is judged by a rule, and what is not.
func TestDutyRows(t *testing.T) {
	files := lacking(t)
	for _, tt := range []struct{ name, file, want string }{
		{"the exact file", "data/duties.csv", "529900000000001237,梅园社会工作服务中心,2023,results,overdue,2023-06-29,2023-05-12,,1,2,results-2022,16,拟州市社会工作措施,NZ-1；NZ-2,NZ-2 performance/assessment\n"},
		{"for spreadsheets, in Chinese", "data/duties-excel.csv", "2023,项目结果,逾期未公开,2023-06-29,2023-05-12,,1,2,results-2022,16,拟州市社会工作措施,NZ-1；NZ-2,NZ-2 绩效评价或专业评估\r\n"},
		{"no rule was in force", "data/duties.csv", "2020,results,no_rule,,,,0,1,,,,NZ-3,\n"},
		{"no rule was in force, for spreadsheets", "data/duties-excel.csv", "2020,薪酬总额,当日无现行规定,,,,0,3,,,,NZ-3,\r\n"},
		{"for programs", "data/duties.json", `"lacking":["NZ-2 performance/assessment"],"because":[` +
			`{"project_id":"NZ-1","on":"2023-03-31","state":"disclosed","deadline":"2023-05-30","disclosed_on":"2023-04-11","rule":"results-2022","lacks":[]},` +
			`{"project_id":"NZ-2","on":"2023-04-30","state":"overdue","deadline":"2023-06-29","disclosed_on":"2023-05-12","rule":"results-2022","lacks":[["performance","assessment"]]}]}`},
		{"no rule, for programs", "data/duties.json", `"because":[{"project_id":"NZ-3","on":"2020-04-30","state":"no_rule","deadline":null,"disclosed_on":null,"rule":null,"lacks":[]}]}`},
		{"the agency's own file", "agencies/529900000000001237.json", `{"year":2023,"duty":"results","state":"overdue","deadline":"2023-06-29",`},
		{"coverage counts projects", "data/coverage.csv", "all,all,,2023,results,projects,2,1,0,0,1,0,50.0\n"},
		{"coverage without a rule has no share", "data/coverage.csv", "all,all,,2020,pay,agencies,0,0,0,0,0,1,\n"},
	} {
		if !strings.Contains(files[tt.file], tt.want) {
			t.Errorf("%s: %s holds no\n%s\nbut\n%s", tt.name, tt.file, tt.want, files[tt.file])
		}
	}
}

// TestDutiesOfAgenciesAddUp compares the files of the agencies with the table.
func TestDutiesOfAgenciesAddUp(t *testing.T) {
	files := lacking(t)
	var table struct{ Records []map[string]any }
	if err := json.Unmarshal([]byte(files["data/duties.json"]), &table); err != nil {
		t.Fatal(err)
	}
	own := map[string][]map[string]any{}
	for _, r := range table.Records {
		id := r["agency_id"].(string)
		delete(r, "agency_id")
		delete(r, "name")
		own[id] = append(own[id], r)
	}
	if len(own) != 2 {
		t.Fatalf("duties of %d agencies, want 2", len(own))
	}
	for id, want := range own {
		var file struct {
			Version int
			Duties  []map[string]any
		}
		if err := json.Unmarshal([]byte(files["agencies/"+strings.ToLower(id)+".json"]), &file); err != nil {
			t.Fatal(err)
		}
		if file.Version != AgencyVersion || fmt.Sprint(file.Duties) != fmt.Sprint(want) {
			t.Errorf("%s: version %d with the duties\n%v\nwant version %d with\n%v", id, file.Version, file.Duties, AgencyVersion, want)
		}
	}
}

// TestListsOfDuties fails where the ledger has a state or a kind of group that the
// downloads have no name for.
func TestListsOfDuties(t *testing.T) {
	var states []string
	for _, s := range ledger.States() {
		states = append(states, string(s))
	}
	for _, c := range dutyStates {
		if c.ZH == "" || c.EN == "" {
			t.Errorf("%s has no name", c.ID)
		}
	}
	if got := ids(dutyStates); !slices.Equal(got, states) {
		t.Errorf("states %v, want the ledger's %v", got, states)
	}
	reg, led := link(t, settings(), tables())
	m := newMaker(reg)
	for _, s := range derived(reg, led) {
		r := s.record(m, 0)
		if len(r.cells) != len(s.table.Columns) {
			t.Errorf("%s: got %d cells, want %d", s.table.Name, len(r.cells), len(s.table.Columns))
			continue
		}
		for i, c := range s.table.Columns {
			if r.cells[i].kind != c.Kind {
				t.Errorf("%s.%s: got a cell of kind %d, want %d", s.table.Name, c.Name, r.cells[i].kind, c.Kind)
			}
		}
	}
}

func ids(codes []schema.Code) []string {
	var list []string
	for _, c := range codes {
		list = append(list, c.ID)
	}
	return list
}
