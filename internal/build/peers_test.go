package build

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOneRowChangesOneAgency holds that a changed row of pay changes the page of its own
// agency and the file of all medians, but the page of no other agency: these bring the
// medians in and do not hold them.
func TestOneRowChangesOneAgency(t *testing.T) {
	ids := []string{"52440300MJL186084F", "53310000MJ495410XG", "52990000000000001X", "52990000000000002X", "52990000000000003X", "52990000000000004X"}
	table, contracts, pay := "agency_id,name,founded_on\n", "project_id,name,agency_id,purchaser,starts_on,ends_on,amount\n", "agency_id,year,tier,headcount,total,published_on\n"
	for i, id := range ids {
		name := string("甲乙丙丁戊己"[3*i : 3*i+3])
		table += id + "," + name + "中心,2010-01-01\n"
		contracts += "P-" + id + "," + name + "项目," + id + ",街道,2023-01-01,2023-12-31,500000\n"
		pay += id + ",2023,managers,3,1" + string(rune('1'+i)) + "1111,2024-05-01\n"
	}
	dir := folder(t, map[string]string{"data/agencies.csv": table, "data/projects.csv": contracts, "data/pay.csv": pay})
	build := func() map[string]string {
		r := run(t, Options{Dir: dir})
		if !r.Published {
			t.Fatalf("not published: %v", r.Findings)
		}
		return snapshot(t, filepath.Join(dir, "public"))
	}
	before := build()
	write(t, dir, "data/pay.csv", strings.Replace(pay, ids[2]+",2023,managers,3,131111", ids[2]+",2023,managers,3,99000", 1))
	after := build()
	changed := func(path string) bool {
		if before[path] == "" || after[path] == "" {
			t.Errorf("there is no %s", path)
		}
		return before[path] != after[path]
	}
	own := "agencies/" + strings.ToLower(ids[2])
	for _, path := range []string{own + ".html", "en/" + own + ".html", own + ".json", "peers.js", "pay/index.html", "years/2023.html"} {
		if !changed(path) {
			t.Errorf("%s is as before, want the new amount or median in it", path)
		}
	}
	for _, prefix := range []string{"", "en/"} {
		for _, id := range slices.Delete(slices.Clone(ids), 2, 3) {
			if path := prefix + "agencies/" + strings.ToLower(id) + ".html"; changed(path) {
				t.Errorf("%s changed with the pay of another agency", path)
			}
		}
	}
}
