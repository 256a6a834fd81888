package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"gongshi/internal/credit"
)

// Portals unlike the sample: what the pages say must be right for each of them.

// unusual is a portal that has too little, too much or the wrong kind of something.
type unusual struct {
	name     string
	settings string // gongshi.yaml, with the title; empty: a plain one
	tables   func() map[string][]string
}

const (
	plainSettings = "title: 拟州市公示\ntitle_en: Nizhou Disclosure\nbase_url: https://example.org/\nlanguages: [zh-CN, en]\nas_of: 2026-06-30\n"

	agencyHeader   = "agency_id,name,district,status,founded_on"
	payHeader      = "agency_id,year,tier,headcount,total,published_on"
	projectHeader  = "project_id,name,agency_id,purchaser,field,district,starts_on,ends_on,amount"
	gradeHeader    = "project_id,kind,period,grade,score,assessor,decided_on"
	sanctionHeader = "sanction_id,kind,subject,agency_id,measures,authority,decided_on,facts"
)

// settingsWith is the plain settings without a line that starts so, and with others.
func settingsWith(start, more string) string {
	return regexp.MustCompile(`(?m)^`+start+`.*\n`).ReplaceAllString(plainSettings, "") + more
}

var unusuals = []unusual{
	{"nothing but agencies", "", func() map[string][]string { return map[string][]string{"agencies": agencyRows(7)} }},
	{"one agency without anything", "title: 公示\nas_of: 2026-06-30\n", func() map[string][]string {
		return map[string][]string{"agencies": {"agency_id,name", creditCode(1) + ",晨光中心"}}
	}},
	{"one of each", "", func() map[string][]string { return grown(1, 1) }},
	{"no districts", "", func() map[string][]string {
		tables := grown(6, 2)
		for name, column := range map[string]int{"agencies": 2, "projects": 5} {
			for i, row := range tables[name][1:] {
				cells := strings.Split(row, ",")
				cells[column] = ""
				tables[name][i+1] = strings.Join(cells, ",")
			}
		}
		return tables
	}},
	{"no address of its own", settingsWith("base_url", ""), func() map[string][]string { return grown(6, 2) }},
	{"English alone", settingsWith("languages", "languages: [en]\n"), func() map[string][]string { return grown(6, 2) }},
	{"traditional characters alone", settingsWith("languages", "languages: [zh-Hant]\n"), func() map[string][]string { return grown(6, 2) }},
	{"Chinese alone", settingsWith("languages", "languages: [zh-CN]\n"), func() map[string][]string { return grown(6, 2) }},
	{"no rulebook", settingsWith("none", "rulebook: none\n"), func() map[string][]string { return grown(6, 2) }},
	{"all deadlines", settingsWith("none", "deadlines: {pay: \"06-30\", policy: 90, results: 90}\n"), func() map[string][]string { return grown(6, 2) }},
	{"all pay missing", "", func() map[string][]string { t := grown(6, 2); delete(t, "pay"); return t }},
	{"all pay zero", "", func() map[string][]string {
		tables := grown(6, 2)
		for i, row := range tables["pay"][1:] {
			cells := strings.Split(row, ",")
			cells[3], cells[4] = "0", "0"
			tables["pay"][i+1] = strings.Join(cells, ",")
		}
		return tables
	}},
	{"one huge amount and zero", "", func() map[string][]string {
		tables := grown(6, 1)
		for _, c := range []struct {
			table  string
			column int
		}{{"pay", 4}, {"projects", 8}} {
			for i, amount := range map[int]string{1: "90000000000000", 2: "0"} {
				cells := strings.Split(tables[c.table][i], ",")
				cells[c.column] = amount
				tables[c.table][i] = strings.Join(cells, ",")
			}
		}
		return tables
	}},
	{"forty years", "", func() map[string][]string { return grown(2, 40) }},
	{"names of many kinds", "", func() map[string][]string {
		tables := grown(6, 2)
		for i, name := range []string{
			strings.Repeat("拟州市社会工作服务发展促进中心", 8), strings.Repeat("International Social Work Service ", 3) + "Centre",
			strings.Repeat("Unbreakable", 10), "مركز الخدمات الاجتماعية في المدينة", "🌻晨光👩‍👧中心🌻", "מרכז שירות",
		} {
			name = strings.ReplaceAll(name, "\u200d", "") // joiners are refused where tables are read
			for table, column := range map[string]int{"agencies": 1, "projects": 1} {
				cells := strings.Split(tables[table][i+1], ",")
				cells[column] = name
				tables[table][i+1] = strings.Join(cells, ",")
			}
		}
		return tables
	}},
	{"many districts", "", func() map[string][]string {
		tables := grown(170, 1)
		for i := range tables["agencies"][1:] {
			cells := strings.Split(tables["agencies"][i+1], ",")
			cells[2] = fmt.Sprintf("第%d区", i+1)
			tables["agencies"][i+1] = strings.Join(cells, ",")
		}
		return tables
	}},
	{"nothing but sanctions", "", func() map[string][]string {
		t := grown(3, 1)
		return map[string][]string{"agencies": t["agencies"], "sanctions": t["sanctions"]}
	}},
	{"nothing but pay", "", func() map[string][]string {
		t := grown(6, 3)
		return map[string][]string{"agencies": t["agencies"], "pay": t["pay"]}
	}},
	{"sanctions of long ago alone", "", func() map[string][]string {
		t := grown(3, 1)
		for i, row := range t["sanctions"] {
			t["sanctions"][i] = strings.Replace(row, ",2026-", ",2019-", 1)
		}
		return map[string][]string{"agencies": t["agencies"], "sanctions": t["sanctions"]}
	}},
	{"no results", "", func() map[string][]string { t := grown(6, 2); delete(t, "evaluations"); return t }},
}

// creditCode is the code of an agency that does not exist: no place has 990000.
func creditCode(n int) string {
	body := fmt.Sprintf("%08d", n)
	first := "52990000" + body + string(credit.OrganisationCheck(body))
	return first + string(credit.Check(first))
}

func agencyRows(n int) []string {
	rows := []string{agencyHeader}
	for i := range n {
		rows = append(rows, fmt.Sprintf("%s,晨光%d中心,%s,active,2001-03-04", creditCode(i+1), i+1, []string{"云岭区", "栖禾区"}[i%2]))
	}
	return rows
}

// sanctioned is the day of a sanction, late enough for it to be shown.
func sanctioned(i int) string { return fmt.Sprintf("2026-%02d-%02d", 4+i%2, i%28+1) }

// grown is tables of agencies, each with pay and a project a year and one sanction.
func grown(agencies, years int) map[string][]string {
	t := map[string][]string{"agencies": agencyRows(agencies), "pay": {payHeader}, "projects": {projectHeader}, "evaluations": {gradeHeader}, "sanctions": {sanctionHeader}}
	for i := range agencies {
		id := creditCode(i + 1)
		for y := 2025 - years + 1; y <= 2025; y++ {
			for j, tier := range []string{"directors", "executives", "managers"} {
				t["pay"] = append(t["pay"], fmt.Sprintf("%s,%d,%s,%d,%d,%d-05-30", id, y, tier, j+1, (j+1)*(100_000+i*7_001+y), y+1))
			}
			project := fmt.Sprintf("XM-%d-%d", i+1, y)
			t["projects"] = append(t["projects"], fmt.Sprintf("%s,第%d期长者服务%d,%s,云岭区民政局,社区建设,云岭区,%d-01-01,%d-12-31,%d", project, y, i+1, id, y, y, 500_000+i*1_003))
			t["evaluations"] = append(t["evaluations"], fmt.Sprintf("%s,performance,%d,%s,拟州评估中心,%d-03-10", project, y, []string{"excellent,95", "good,85", "qualified,65", "unqualified,40"}[(i+y)%4], y+1))
		}
		t["sanctions"] = append(t["sanctions"], fmt.Sprintf("拟民罚字〔2025〕第%d号,penalty,agency,%s,警告,拟州市民政局,%s,未按规定报送第%d份报告。", i+1, id, sanctioned(i), i+1))
	}
	return t
}

var builtUnusual sync.Map // name -> func() (string, error)

// portal builds the portal, once for all tests, and returns its folder.
func (u unusual) portal(t *testing.T) string {
	t.Helper()
	once, _ := builtUnusual.LoadOrStore(u.name, sync.OnceValues(func() (string, error) {
		suite, err := suiteFolder()
		dir := filepath.Join(suite, strings.ReplaceAll(u.name, " ", "-"))
		if err != nil {
			return "", err
		}
		settings := u.settings
		if settings == "" {
			settings = plainSettings
		}
		writeFile(t, filepath.Join(dir, "gongshi.yaml"), []byte(settings))
		for name, rows := range u.tables() {
			writeFile(t, filepath.Join(dir, "data", name+".csv"), []byte(strings.Join(rows, "\n")+"\n"))
		}
		if out, err := exec.Command("gongshi", "build", "-C", dir).CombinedOutput(); err != nil {
			return "", fmt.Errorf("%w\n%s", err, out)
		}
		return dir, nil
	}))
	dir, err := once.(func() (string, error))()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestUnusualPortals builds each of them and holds that no page of it has a link to nowhere,
// a heading, table, list or drawing with nothing in it, or a sentence with a hole.
func TestUnusualPortals(t *testing.T) {
	if testing.Short() {
		t.Skip("builds twenty portals; run without -short")
	}
	for _, u := range unusuals {
		t.Run(u.name, func(t *testing.T) {
			dir := u.portal(t)
			s := readSite(t, dir, filepath.Join(dir, "public"))
			s.check(t)
			said := map[string]bool{}
			for _, p := range s.sorted() {
				for _, wrong := range hollow(s.files[p.path]) {
					if !said[wrong] {
						t.Errorf("%s: %s", p.path, wrong)
					}
					said[wrong] = true
				}
			}
		})
	}
}

// hole finds sentences whose parts are missing: slots that were not filled, shares of
// nothing, signs of punctuation without a word between them.
var hole = regexp.MustCompile(`\{[a-z_]*\}|%!|<nil>|\bNaN\b|\bundefined\b|\bof[ \x{a0}]0\b|(?:^|[^\d.,])0[ \x{a0}]?[家个项份条件][^\p{Han}]{0,2}中|[，。、；：][，。、；：]|, ,|\. \.|\( *\)|（ *）|“”|[ \x{a0}],|[^\p{L}\p{N}\p{P}] 。|: *\.|：。`)

// hollow names what a page has with nothing in it.
func hollow(body []byte) []string {
	doc, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		return []string{err.Error()}
	}
	var wrong []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		text := saidIn(n)
		switch n.Data {
		case "h1", "h2", "h3", "h4", "th", "td", "caption", "figcaption", "dt", "dd", "li", "button", "summary", "a", "title", "desc":
			if text == "" {
				wrong = append(wrong, fmt.Sprintf("<%s class=%q> says nothing", n.Data, attr(n, "class")))
			}
		case "p":
			if text == "" && attr(n, "role") == "" && attr(n, "aria-live") == "" && attr(n, "hidden") == "" {
				wrong = append(wrong, fmt.Sprintf("<p class=%q> says nothing", attr(n, "class")))
			}
		case "ul", "ol", "dl", "tbody", "svg", "figure":
			if !holdsOne(n) {
				wrong = append(wrong, fmt.Sprintf("<%s class=%q> holds nothing", n.Data, attr(n, "class")))
			}
		case "section":
			if heading := firstHeading(n); heading != "" && text == heading {
				wrong = append(wrong, fmt.Sprintf("section %q has a heading alone", heading))
			}
		}
		if slices.Contains([]string{"p", "li", "td", "dd", "h1", "h2", "h3", "caption", "figcaption", "title", "desc"}, n.Data) {
			if at := hole.FindString(text); at != "" {
				wrong = append(wrong, fmt.Sprintf("%q in %q", at, text))
			}
		}
	}
	return wrong
}

// saidIn is the text of an element in one line.
func saidIn(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(strings.NewReplacer("\n", " ").Replace(b.String()))
}

// holdsOne says whether an element has one that can be seen in it.
func holdsOne(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && !slices.Contains([]string{"title", "desc", "defs", "g"}, c.Data) {
			return true
		}
	}
	return false
}

func firstHeading(n *html.Node) string {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (c.Data == "h2" || c.Data == "h3") {
			return saidIn(c)
		}
	}
	return ""
}

// TestHollow holds that the test above finds what it looks for.
func TestHollow(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     bool
	}{
		{"a sentence", "<p>7 of 10 agencies: 70%.</p>", false},
		{"a plain zero", "<p>10 家机构，0 家未公开。</p>", false},
		{"a share of nothing", "<p>3 of 0 agencies</p>", true},
		{"no-break spaces", "<p>1 of\u00a00 agencies</p>", true},
		{"none of them", "<p>0 of 10 agencies</p>", false},
		{"a share of nothing in Chinese", "<p>0 家中有 0 家公开</p>", true},
		{"ten is not nothing", "<p>10 家中有 7 家公开</p>", false},
		{"a slot", "<p>{n} agencies</p>", true},
		{"signs alone", "<p>公开，，未公开。</p>", true},
		{"a heading", "<h2></h2>", true},
		{"a table", "<table><tbody></tbody></table>", true},
		{"a list", "<ul> </ul>", true},
		{"a drawing", "<svg><title>x</title></svg>", true},
		{"a drawing of something", "<svg><title>x</title><g><rect></rect></g></svg>", false},
		{"a section", "<section><h2>薪酬</h2> </section>", true},
		{"a section with words", "<section><h2>薪酬</h2><p>没有。</p></section>", false},
	} {
		if got := hollow([]byte(tt.in)); (len(got) > 0) != tt.want {
			t.Errorf("%s: found %q, want something: %v", tt.name, got, tt.want)
		}
	}
}
