package build

import (
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sourcedFiles is a portal with a row in every table, with cells of every form: quoted, of
// several lines, blank at the end, with a name that is masked.
var sourcedFiles = map[string]string{
	"gongshi.yaml":         "title: 公示\nbase_url: https://example.org/\nas_of: 2024-06-30\nlanguages: [zh-CN, en]\n",
	"data/pay-2023.csv":    "agency_id,year,tier,headcount,total,note\n52440300MJL186084F,2023,managers,2,\"300,000\",\"一\n二\"\n52440300MJL186084F,2023,executives,1,10万元,\n",
	"data/projects.csv":    projects,
	"data/evaluations.csv": "project_id,kind,grade,decided_on,comment\nNEW-1,验收,合格,2024-01-05,王晓明“尽责”\n",
	"data/sanctions.csv": "sanction_id,kind,subject,agency_id,person,measures,authority,decided_on,severity,facts,publish_until\n" +
		"罚1号,行业惩戒,从业人员,52440300MJL186084F,王晓明,公开谴责,协会,2024-02-01,serious,王晓明虚报,2030-01-01\n",
	"data/received.csv": "文件,收到日期,报送单位\npay-2023.csv,2024-05-06,民政局\n",
}

// recipe is that of docs/formats.md, in Go.
func recipe(row []string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.TrimRight(strings.Join(row, "\x1f"), "\x1f"))))
}

// TestHashesOfDownloads works the hashes that pages show out from the downloads alone.
func TestHashesOfDownloads(t *testing.T) {
	dir := folder(t, sourcedFiles)
	if r := run(t, Options{Dir: dir}); !r.Published {
		t.Fatalf("not published: %v", r.Findings)
	}
	site := snapshot(t, filepath.Join(dir, "public"))
	whole := regexp.MustCompile(`<code>([0-9a-f]{64})</code>`)
	shown := func(page string) []string {
		var list []string
		for _, m := range whole.FindAllStringSubmatch(site[page], -1) {
			list = append(list, m[1])
		}
		return list
	}
	rows := map[string][]string{}
	for _, table := range []string{"agencies", "pay", "projects", "evaluations", "sanctions"} {
		list, err := csv.NewReader(strings.NewReader(site["data/"+table+".csv"])).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range list[1:] {
			rows[table] = append(rows[table], recipe(row))
		}
	}
	all := slices.Sorted(slices.Values(slices.Concat(rows["agencies"], rows["pay"], rows["projects"], rows["sanctions"])))
	if len(all) != 5 {
		t.Fatalf("%d rows in the downloads, want 5", len(all))
	}
	agency := fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(all, "\n")+"\n")))
	sanction := ""
	for name := range site {
		if strings.HasPrefix(name, "sanctions/") && strings.HasSuffix(name, ".html") && !strings.HasPrefix(name, "sanctions/index") {
			sanction = name
		}
	}
	for _, c := range []struct {
		page string
		want []string // in any order: the rows, and the record
	}{
		{"agencies/52440300mjl186084f.html", append(slices.Clone(all), agency)},
		{"en/agencies/52440300mjl186084f.html", append(slices.Clone(all), agency)},
		{"projects/new-1.html", slices.Concat(rows["projects"], rows["projects"], rows["evaluations"])},
		{sanction, slices.Concat(rows["sanctions"], rows["sanctions"])},
	} {
		got := shown(c.page)
		slices.Sort(got)
		if slices.Sort(c.want); !slices.Equal(got, c.want) {
			t.Errorf("%s shows\n%s\nthe downloads give\n%s", c.page, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestHashesOfFiles holds that the hash of a whole file is told only where all of the file
// is: with it whoever knows the rest could test guesses of a name.
func TestHashesOfFiles(t *testing.T) {
	dir := folder(t, sourcedFiles)
	if r := run(t, Options{Dir: dir}); !r.Published {
		t.Fatalf("not published: %v", r.Findings)
	}
	site := snapshot(t, filepath.Join(dir, "public"))
	all := map[string]string{"data/agencies.csv": agencies}
	for name, text := range sourcedFiles {
		if strings.HasPrefix(name, "data/") && name != "data/received.csv" {
			all[name] = text
		}
	}
	for name, text := range all {
		want := name != "data/sanctions.csv" && name != "data/evaluations.csv" // the latter's comment names him
		hash := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
		for _, file := range []string{"data/index.html", "en/data/index.html", "files.js"} {
			if got := strings.Contains(site[file], hash); got != want {
				t.Errorf("%s has the hash of %s: %v, want %v", file, name, got, want)
			}
		}
		for file, body := range site {
			if strings.HasPrefix(file, "agencies/") && strings.Contains(body, hash) {
				t.Errorf("%s has the hash of a whole file, %s, and would change with any of its rows", file, name)
			}
		}
	}
	for file, want := range map[string]string{
		"files.js":           `"data/pay-2023.csv":{"received":"2024-05-06","from":"民政局"`,
		"data/index.html":    `<span class="num">2024-05-06</span>`,
		"en/data/index.html": "the date of receipt was not recorded",
	} {
		if !strings.Contains(site[file], want) {
			t.Errorf("%s does not say %s", file, want)
		}
	}
	for file, body := range site {
		if strings.HasPrefix(file, "agencies/") && strings.Contains(body, "2024-05-06") {
			t.Errorf("%s holds the day on which a file came in", file)
		}
	}
}

// TestRowOfOneAgency holds that a row of one agency changes no page of another, though the
// hash of the file that holds both is another one.
func TestRowOfOneAgency(t *testing.T) {
	files := map[string]string{
		"data/agencies.csv": agencies + "52440300MJL1860860,乙中心\n",
		"gongshi.yaml":      sourcedFiles["gongshi.yaml"] + "codes_accepted: [{code: 52440300MJL1860860, reason: 试点}]\n",
		"data/pay.csv":      "agency_id,year,tier,headcount,total\n52440300MJL186084F,2023,managers,2,300000\n52440300MJL1860860,2023,managers,2,300000\n",
	}
	build := func() map[string]string {
		dir := folder(t, files)
		if r := run(t, Options{Dir: dir}); !r.Published {
			t.Fatalf("not published: %v", r.Findings)
		}
		return snapshot(t, filepath.Join(dir, "public"))
	}
	before := build()
	files["data/pay.csv"] = strings.Replace(files["data/pay.csv"], "2,300000", "3,400000", 1)
	after := build()
	for name, want := range map[string]bool{ // whether it stays
		"agencies/52440300mjl1860860.html": true, "en/agencies/52440300mjl1860860.html": true,
		"agencies/52440300mjl186084f.html": false, "files.js": false, "data/index.html": false,
	} {
		if before[name] == "" {
			t.Errorf("there is no %s", name)
		} else if got := before[name] == after[name]; got != want {
			t.Errorf("%s stays as it is: %v, want %v", name, got, want)
		}
	}
}
