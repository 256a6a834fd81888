package intake

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
)

// shared is the folder of data that nobody in this project wrote.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("../../../shared/data", name)
	if _, err := os.Stat(path); err != nil {
		if strings.Contains(","+os.Getenv("GONGSHI_REQUIRE")+",", ",shared,") {
			t.Fatal(err)
		}
		t.Skip("../shared is not there:", err)
	}
	return path
}

// TestStatutes reads the real articles of law as a table of sanctions, by configuration alone.
func TestStatutes(t *testing.T) {
	text, err := os.ReadFile(shared(t, "statutes/articles.utf8bom.csv"))
	if err != nil {
		t.Fatal(err)
	}
	s := &portal.Settings{
		Aliases: map[string]map[string]string{"sanctions": {
			"编号": "sanction_id", "类别": "measures", "法规名称": "subject_name", "颁布信息": "basis", "正文": "facts", "章节": "decision",
		}},
		Defaults: map[string]map[string]string{"sanctions": {
			"kind": "penalty", "subject": "agency", "authority": "全国人民代表大会", "decided_on": "2020-01-01",
		}},
	}
	tables, found := readAll(t, files{"data/agencies.csv": "agency_id,name\n52440300MJL186084F,甲\n", "data/sanctions.csv": string(text)}, s)
	if n := finding.Count(found); n.Errors > 0 {
		t.Errorf("%d errors, the first: %s", n.Errors, briefs(found[:min(len(found), 5)]))
	}
	if got := len(tables.Sanctions); got != 10_341 {
		t.Errorf("%d articles, want 10341", got)
	}
	want, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want = want[1:]
	for i, x := range tables.Sanctions {
		if x.ID != want[i][0] || x.Facts != strings.TrimSpace(want[i][6]) || x.SubjectName != want[i][2] {
			t.Fatalf("article %d is %q, %q, want %q, %q", i, x.ID, x.Facts, want[i][0], want[i][6])
		}
	}
}
