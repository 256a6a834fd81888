package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/width"
)

// exportPortal is a copy of an example of docs/examples.
func exportPortal(t *testing.T, name string) string {
	t.Helper()
	portal := t.TempDir()
	if err := os.CopyFS(portal, os.DirFS(filepath.Join(repository(t), "docs/examples", name))); err != nil {
		t.Fatal(err)
	}
	return portal
}

// realList is a list of ../shared/data/penalties.
func realList(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository(t), "../shared/data/penalties", name))
	if err != nil {
		lacks(t, "shared", "no shared data: "+err.Error())
	}
	return string(text)
}

// wantCheck runs check and compares the exit code, the number of records and that of the findings
// of each rule.
func wantCheck(t *testing.T, portal string, code, records int, rules map[string]int) []reported {
	t.Helper()
	out, stderr, got := gongshi(t, "check", "-C", portal, "--format", "json")
	if got != code {
		t.Errorf("exit code %d, want %d: %.2000s", got, code, stderr)
	}
	var report struct {
		Summary  struct{ Records int }
		Findings []reported
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, f := range report.Findings {
		count[f.Severity+" "+f.Rule]++
	}
	if report.Summary.Records != records || !maps.Equal(count, rules) {
		t.Errorf("%d records, findings %v, want %d, %v", report.Summary.Records, count, records, rules)
	}
	return report.Findings
}

// wantPlaces compares where the findings of a rule stand: line:column field value.
func wantPlaces(t *testing.T, found []reported, file, rule string, want ...string) {
	t.Helper()
	var got []string
	for _, f := range found {
		if f.File == file && f.Rule == rule {
			got = append(got, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Field, f.Value))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s of %s:\n%q\nwant\n%q", rule, file, got, want)
	}
}

// published is a sanction of data/sanctions.json.
type published struct {
	SanctionID  string   `json:"sanction_id"`
	AgencyID    *string  `json:"agency_id"`
	SubjectName string   `json:"subject_name"`
	Measures    []string `json:"measures"`
	Authority   string   `json:"authority"`
	DecidedOn   string   `json:"decided_on"`
	Facts       *string  `json:"facts"`
	Basis       *string  `json:"basis"`
	Decision    *string  `json:"decision"`
	Fine        *string  `json:"fine"`
	Confiscated *string  `json:"confiscated"`
	PublishedOn *string  `json:"published_on"`
	ValidUntil  *string  `json:"valid_until"`
	Until       *string  `json:"publish_until"`
	StatusOn    *string  `json:"status_on"`
	Reason      *string  `json:"status_reason"`
	Source      struct {
		File string
		Line int
	} `json:"source"`
}

// line is a record as one text: what is read, piece by piece.
func (p published) line() string {
	list := []string{p.SanctionID, p.SubjectName, strings.Join(p.Measures, "+"), p.Authority, p.DecidedOn}
	for _, s := range []*string{p.AgencyID, p.Facts, p.Basis, p.Decision, p.Fine, p.Confiscated, p.PublishedOn, p.ValidUntil, p.Until, p.StatusOn, p.Reason} {
		if s == nil {
			s = new(string)
		}
		list = append(list, *s)
	}
	return strings.Join(list, "|")
}

// publishedSanctions builds a portal and returns its sanctions by file and line.
func publishedSanctions(t *testing.T, portal string) map[string]string {
	t.Helper()
	if out, stderr, code := gongshi(t, "build", "-C", portal); code != 0 {
		t.Fatalf("exit code %d: %.2000s%.2000s", code, out, stderr)
	}
	var file struct{ Records []published }
	if err := json.Unmarshal([]byte(readFile(t, filepath.Join(portal, "public/data/sanctions.json"))), &file); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, p := range file.Records {
		all[fmt.Sprintf("%s:%d", p.Source.File, p.Source.Line)] = p.line()
	}
	return all
}

// compareRows compares what is published with what a test expects, row by row.
func compareRows(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, place := range slices.Sorted(maps.Keys(want)) {
		if got[place] != want[place] {
			t.Errorf("%s is read as\n%s\nwant\n%s", place, got[place], want[place])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows are published, want %d", len(got), len(want))
	}
}

// gregorian turns H30.7.25 or 平成30年7月25日 into 2018-07-25.
func gregorian(t *testing.T, s string) string {
	t.Helper()
	s = strings.NewReplacer("平成", "H", "令和", "R", "元", "1", "年", ".", "月", ".", "日", "").Replace(width.Narrow.String(strings.TrimSpace(s)))
	n := [3]int{}
	for i, part := range strings.Split(s[1:], ".") {
		var err error
		if n[i], err = strconv.Atoi(part); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%d-%02d-%02d", map[byte]int{'H': 1988, 'R': 2018}[s[0]]+n[0], n[1], n[2])
}

// TestExportJapan reads the lists of Japan's labour bureaus, every row of them.
func TestExportJapan(t *testing.T) {
	portal := exportPortal(t, "japan")
	want := map[string]string{}
	for file, list := range map[string]string{
		"data/sanctions-2016.tsv": realList(t, "company_list_20161001_to_20170430.tsv"),
		"data/sanctions-2018.tsv": realList(t, "company_list_20180701_to_20180630.tsv"),
	} {
		writeFile(t, filepath.Join(portal, file), []byte(list))
		for i, line := range strings.Split(strings.TrimSpace(list), "\n") {
			if i == 0 {
				continue
			}
			c := strings.Split(line, "\t")
			for k := range c {
				c[k] = strings.TrimSpace(c[k])
			}
			on := gregorian(t, c[4])
			want[fmt.Sprintf("%s:%d", file, i+1)] = strings.Join([]string{"公表 " + c[4], c[2], "公表", c[0], on, "", c[6], c[5],
				c[7] + "（所在地：" + c[3] + "）", "", "", on, "", "", gregorian(t, c[1]), ""}, "|")
		}
	}
	notices := map[string]int{"notice missing-table": 3, "notice empty-table": 1, "notice open-list-value": 1}
	wantCheck(t, portal, 0, 747, notices)
	compareRows(t, publishedSanctions(t, portal), want)

	// Rows that cannot be read as they were meant are refused where they are wrong.
	path := filepath.Join(portal, "data/sanctions-2018.tsv")
	row := "某労働局\t%s\t（有）架空商店\t架空県\t%s\t労働基準法第15条\t架空\tなし\n"
	text := readFile(t, path)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	for _, days := range [][2]string{{"令和元年6月30日", "H31.5.1"}, {"令和元年4月30日", "R1.5.7"}, {"令和元年6月30日", "H30.2.30"}, {"令和元年6月30日", "30.7.25"}} {
		text += fmt.Sprintf(row, days[0], days[1])
	}
	writeFile(t, path, []byte(text))
	notices["error wrong-date"] = 7
	found := wantCheck(t, portal, 1, 751, notices)
	wantPlaces(t, found, "data/sanctions-2018.tsv", "wrong-date",
		"402:5 published_on H31.5.1", "402:5 decided_on H31.5.1", "403:2 status_on 令和元年4月30日",
		"404:5 published_on H30.2.30", "404:5 decided_on H30.2.30", "405:5 published_on 30.7.25", "405:5 decided_on 30.7.25")
}

// american turns 08/24/2022 into 2022-08-24.
func american(s string) string {
	if s == "" {
		return ""
	}
	return s[6:] + "-" + s[:2] + "-" + s[3:5]
}

// TestExportBIS reads the US list of denied persons.
func TestExportBIS(t *testing.T) {
	portal, list := exportPortal(t, "bis"), realList(t, "bis_dpl.txt")
	path := filepath.Join(portal, "data/sanctions-bis.tsv")
	writeFile(t, path, []byte(list))
	rules := map[string]int{"notice missing-table": 3, "notice empty-table": 1, "notice column-not-kept": 1, "notice open-list-value": 3, "error duplicate-key": 2,
		"warning implausible-date": 88, "warning same-row": 71, "warning similar-key": 8, "warning publication-ends-soon": 5} // one party at several addresses, terms of 40 years
	found := wantCheck(t, portal, 1, 581, rules)
	var doubled []int
	for _, f := range found {
		if f.Rule == "duplicate-key" {
			doubled = append(doubled, f.Line)
		}
	}
	if !slices.Equal(doubled, []int{144, 403}) {
		t.Fatalf("doubled rows in lines %v, want 144 and 403", doubled)
	}

	// Without them, and with a row that has no end, the list is published.
	lines := strings.SplitAfter(list, "\n")
	lines = slices.Delete(slices.Delete(lines, 402, 403), 143, 144)
	const row = `"%s"	"1 NO SUCH STREET"	"NOWHERE"	"ZZ"	""	"00000"	"%s"	"%s"	"Y"	"2022-12-01"	"ADDITION"	"0 F.R. 0"` + "\n"
	lines = append(lines, fmt.Sprintf(row, "INVENTED PARTY", "12/01/2022", "Indef."))
	writeFile(t, path, []byte(strings.Join(lines, "")))
	delete(rules, "error duplicate-key")
	wantCheck(t, portal, 0, 580, rules)
	compareRows(t, publishedSanctions(t, portal), denied(t, strings.Join(lines, "")))

	// What the settings do not explain is refused.
	for _, days := range [][2]string{{"13/01/2022", "12/01/2030"}, {"12/01/2022", "Indefinite"}, {"12/31/22", ""}, {"06/31/2022", ""}} {
		lines = append(lines, fmt.Sprintf(row, "INVENTED PARTY "+days[0], days[0], days[1]))
	}
	writeFile(t, path, []byte(strings.Join(lines, "")))
	rules["error wrong-date"] = 5
	found = wantCheck(t, portal, 1, 584, rules)
	wantPlaces(t, found, "data/sanctions-bis.tsv", "wrong-date",
		"582:7 decided_on 13/01/2022", "583:8 valid_until Indefinite", "583:8 publish_until Indefinite", "584:7 decided_on 12/31/22", "585:7 decided_on 06/31/2022")
}

// denied is what the portal shows of the list on 2022-12-31: the orders that have not run out.
func denied(t *testing.T, list string) map[string]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(list))
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	measures := map[string]string{"Y": "Export privileges denied (standard order)", "y": "Export privileges denied (standard order)",
		"N": "Export privileges denied (other order)", "": "Export privileges denied"}
	want := map[string]string{}
	for i, row := range rows[1:] {
		var c []string
		for _, cell := range row {
			c = append(c, strings.TrimSpace(cell))
		}
		until := "2099-12-31"
		if c[7] != "Indef." {
			until = american(c[7])
		}
		if until != "" && until < "2022-12-31" {
			continue
		}
		want[fmt.Sprintf("data/sanctions-bis.tsv:%d", i+2)] = strings.Join([]string{strings.TrimSpace(c[6] + " " + c[1] + " " + c[2]), c[0], measures[c[8]],
			"Bureau of Industry and Security", american(c[6]), "", "", c[11], c[10], "", "", "", until, until, "", ""}, "|")
	}
	return want
}

// TestExportNational reads the double-publicity export in both of its headers.
func TestExportNational(t *testing.T) {
	const chinese, english = "data/惩戒-双公示-2024.csv", "data/sanctions-cf-2025.csv"
	portal := exportPortal(t, "shuanggongshi")
	rules := map[string]int{"notice missing-table": 3, "notice foreign-party": 2, "notice column-not-kept": 2, "notice unit-in-header": 4}
	found := wantCheck(t, portal, 0, 8, rules)
	wantPlaces(t, found, chinese, "foreign-party", "0:0 agency_id 3")
	wantPlaces(t, found, english, "foreign-party", "0:0 agency_id 2")
	want := map[string]string{
		chinese + ":2": "拟民罚〔2024〕3号|拟州市灯塔社会工作服务中心|fine+confiscation-gains|拟州市民政局|2024-05-10|52990000MJD001014Y|将项目经费用于与项目无关的支出。|" +
			"《拟州市社会组织管理条例》/三/二十五/一，《拟州市社会组织管理条例》/四/三十九/2。|罚款35730.42元；没收违法所得500元|35730.42|500.00||2099-12-31|2027-05-10||",
		chinese + ":5": "拟民罚[2024]5号|拟州市栖禾区归巢社会工作服务中心|warning|拟州市民政局|2024-06-03|52990000MJD001022R|未在规定期限内报送上一年度工作报告。|" +
			"《拟州市社会组织管理条例》/三/二十二/|警告||||2099-12-31|2027-06-03||备注：已补报",
		chinese + ":6": "（拟）民罚【2024】第6号|拟州市渡船社会工作发展中心|confiscation-gains+fine|拟州市民政局|2024-07-22|52990000MJD001030L|将机构印章借给其他单位投标。|" +
			"《拟州市社会组织管理条例》/三/二十八/一|没收违法所得1.2万元；罚款6万元|60000.00|12000.00||2099-12-31|2027-07-22||",
		english + ":2": "拟民罚⟦2025⟧11号|拟州市灯塔社会工作服务中心|warning+fine|拟州市民政局|2025-03-10|52990000MJD001014Y|未按规定公开年度薪酬情况。|" +
			"《拟州市政府购买社会工作服务办法》/三/十六/1,《拟州市政府购买社会工作服务办法》/五/三十/2|警告;罚款5000元|5000.00|||2099-12-31|2026-09-10||",
	}
	compareRows(t, publishedSanctions(t, portal), want) // line 4 of the English one has run out
	neverRead(t, filepath.Join(portal, "public"), "990000190001010000", "赵某", "许某", "望江商贸")

	// What is wrong is refused where it stands, in rows about the portal's agencies only.
	path := filepath.Join(portal, english)
	lines := strings.Split(strings.TrimSpace(readFile(t, path)), "\n")
	for _, change := range [][]string{
		{"0.500000", "1.63E+05", "20250310", "20250230"}, {"0.500000", "******.73", "2099/12/31", "2026年底"}, {"52990000MJD001014Y", "91990000MA0000015Q", "20250310", "坏日期"},
	} {
		lines = append(lines, strings.NewReplacer(append(change, "11号", fmt.Sprintf("%d号", 100+len(lines)))...).Replace(lines[1]))
	}
	writeFile(t, path, []byte(strings.Join(lines, "\n")+"\n"))
	maps.Copy(rules, map[string]int{"error wrong-amount": 2, "error no-such-day": 1, "error wrong-date": 1})
	found = wantCheck(t, portal, 1, 10, rules)
	wantPlaces(t, found, english, "wrong-amount", "6:20 fine 1.63E+05", "7:20 fine ******.73")
	wantPlaces(t, found, english, "no-such-day", "6:23 decided_on 20250230")
	wantPlaces(t, found, english, "wrong-date", "7:24 valid_until 2026年底")
	wantPlaces(t, found, english, "foreign-party", "0:0 agency_id 3")
}

// neverRead holds that texts are in no file of a folder, compressed ones inflated.
func neverRead(t *testing.T, folder string, texts ...string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		for _, layer := range layers(body) {
			for _, text := range texts {
				if bytes.Contains(layer, []byte(text)) {
					t.Errorf("%s holds %s", path, text)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
