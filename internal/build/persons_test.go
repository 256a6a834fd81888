package build

import (
	"bytes"
	"context"
	"html"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gongshi/internal/attachment"
	"gongshi/internal/cache"
	"gongshi/internal/day"
	"gongshi/internal/intake"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/slug"
	"gongshi/internal/text"
	"gongshi/internal/tree"
)

// fullNames are the practitioners of namedPortal, each in the ways in which their names
// are written there.
var fullNames = map[string][]string{
	"王晓明":        {"王晓明", "王 晓明", "王　晓明"},
	"欧阳明月":       {"欧阳明月", "歐陽明月"},
	"陳大文":        {"陳大文", "陈大文"},
	"赵铁柱":        {"赵铁柱"},
	"阿卜杜拉·买买提":   {"阿卜杜拉·买买提", "阿卜杜拉•买买提", "阿卜杜拉买买提"},
	"John Smith": {"John Smith", "Smith, John", "Smith John", "johnsmith"},
}

const namedAuthority = "拟州市社会工作协会"

// named is the address of a record of namedPortal.
func named(id, about string) string { return slug.Veiled(2, namedAuthority, id, about) }

// namedPortal names practitioners wherever a table or a reply can.
func namedPortal(t *testing.T) string {
	t.Helper()
	const header = "sanction_id,kind,subject,agency_id,subject_name,person,measures,authority,decided_on,facts,basis,decision,severity,publish_until,status,status_on,status_reason,source_url\n"
	row := func(cells ...string) string {
		for i, c := range cells {
			cells[i] = `"` + c + `"`
		}
		return strings.Join(cells, ",") + "\n"
	}
	const a = "52440300MJL186084F"
	sanctions := header +
		row("1号", "discipline", "practitioner", a, "甲中心", "王晓明", "业内警告；责令撤换王晓明", namedAuthority, "2024-01-10", "王晓明虚报工时，王　晓明承认。", "章程：王晓明适用第三条", "给予王晓明\n业内警告", "serious", "2026-01-10", "appealed", "2024-02-01", "王 晓明已申诉", "https://example.org/"+url.PathEscape("王晓明")+".html") +
		row("2号", "discipline", "practitioner", a, "", "欧阳明月", "业内警告", namedAuthority, "2024-02-10", "歐陽明月与阿卜杜拉买买提隐瞒。", "", "", "general", "2026-01-10", "", "", "", "") +
		row("3号", "discipline", "practitioner", a, "", "陳大文（男）", "业内警告", namedAuthority, "2024-03-10", "陈大文迟到。", "", "", "", "", "", "", "", "") +
		row("4号", "discipline", "practitioner", "", "John Smith", "John Smith", "业内警告", namedAuthority, "2024-03-11", "Smith, John came late.", "", "JOHN SMITH is warned.", "", "", "", "", "", "") +
		row("5号", "discipline", "practitioner", a, "", "阿卜杜拉·买买提", "业内警告", namedAuthority, "2024-03-12", "阿卜杜拉•买买提旷工。", "", "", "", "", "", "", "", "") +
		row("6号", "discipline", "practitioner", a, "", "赵铁柱", "业内警告", namedAuthority, "2024-03-13", "赵铁柱", "", "", "", "", "withdrawn", "2024-04-01", "赵铁柱申诉成立", "") +
		row("7号", "penalty", "agency", a, "甲中心", "", "警告；罚款", "民政局", "2024-03-14", "聘用王 晓明、赵铁柱、歐陽明月。", "", "", "", "", "", "", "", "") +
		row("8号", "penalty", "agency", a, "甲中心", "陳大文", "警告；罚款", "民政局", "2024-03-15", "负责人陳大文。", "", "", "", "", "", "", "", "") +
		row("4号", "discipline", "agency", "", "乙协会", "", "业内警告", namedAuthority, "2024-03-11", "其员工John Smith迟到。", "", "", "", "", "", "", "", "") +
		row("Smith-John-9", "discipline", "practitioner", "", "", "John Smith", "业内警告", namedAuthority, "2024-03-12", "Late again. 2024-9 John Smith", "", "", "", "", "", "", "", "") +
		row("2024-9 John Smith", "discipline", "agency", "", "乙协会", "John Smith", "业内警告", namedAuthority, "2024-03-13", "x", "", "", "", "", "", "", "", "") +
		row("关于王晓明的决定", "discipline", "practitioner", a, "", "王晓明", "业内警告", namedAuthority, "2024-05-10", "王晓明再次迟到。", "", "", "", "", "", "", "", "")
	reply := func(by, body string) string {
		return "---\ntitle: " + by + "的答复\nby: " + by + "\ndate: 2024-02-20\n---\n" + body + "\n"
	}
	return folder(t, map[string]string{
		"gongshi.yaml":         "title: 公示\ntitle_en: Register\nbase_url: https://example.org/\nas_of: 2024-06-30\nlanguages: [zh-CN, en, zh-Hant]\ncontact: {correction_url: 'https://example.org/correct?page={url}'}\n",
		"data/sanctions.csv":   sanctions,
		"data/projects.csv":    projects + "SIGNED-1,驻校社工,52440300MJL186084F,市民政局,2024-04-01,2024-04-10\n",
		"data/evaluations.csv": "project_id,kind,grade,decided_on,comment\nNEW-1,acceptance,合格,2024-01-20,社工王晓明表现较好；欧阳 明月次之\nSIGNED-1,performance,优秀,2024-05-20,王晓明优秀\n",
		"data/pay.csv":         "agency_id,year,tier,headcount,total,note\n52440300MJL186084F,2023,managers,1,150000,含王晓明的奖金\n",
		"content/replies/sanctions/" + named("1号", "王晓明") + ".md":        reply("王晓明", "本人**王**晓明，即&#29579;&#x6653;&#26126;，与欧阳明月无关。"),
		"content/replies/agencies/52440300mjl186084f.md":                 reply("陈大文", "赵铁柱与本人陈大文无过错。"),
		"content/replies/projects/signed-1.md":                           reply("欧阳明月", "欧阳明月答复。"),
		"content/corrections/one.md":                                     "---\ndate: 2024-05-01\nrecord: sanctions/" + named("1号", "王晓明") + "; agencies/52440300mjl186084f\ntitle: 王晓明的工时\nby: 读者欧阳明月、John Smith\n---\n原写作王**晓明**，应为赵铁柱。\n",
		"content/replies/sanctions/" + named("4号", "John Smith") + ".md": reply("John Smith", "I, John Smith, disagree."),
	})
}

var (
	jsonEscape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)
	urlEscape  = regexp.MustCompile(`(?:%[0-9a-fA-F]{2})+`)
	markup     = regexp.MustCompile(`<[^>]*>`)
)

// readings are the texts that a file of the site may be read as: containers are opened,
// escapes are resolved, and of a page there is what a reader sees without its markup.
func readings(t *testing.T, name string, body []byte) []string {
	t.Helper()
	list := []string{name, string(body)}
	if bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		list = append(list, attachment.Text(body)...)
	}
	if strings.HasPrefix(name, indexFolder) {
		if err := projection.Texts(body, func(b []byte) { list = append(list, string(b)) }); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range list[1:] {
		s = jsonEscape.ReplaceAllStringFunc(s, func(e string) string {
			n, _ := strconv.ParseUint(e[2:], 16, 32)
			return string(rune(n))
		})
		s = urlEscape.ReplaceAllStringFunc(s, func(e string) string {
			plain, err := url.PathUnescape(e)
			if err != nil {
				return e
			}
			return plain
		})
		list = append(list, html.UnescapeString(s), html.UnescapeString(markup.ReplaceAllString(s, "")))
	}
	for i, s := range list {
		list[i] = text.Fold(s)
	}
	return list
}

// whoIn lists the practitioners whose full names stand in a file.
func whoIn(t *testing.T, name string, body []byte) map[string]bool {
	found := map[string]bool{}
	for _, s := range readings(t, name, body) {
		for who, spellings := range fullNames {
			for _, spelling := range spellings {
				if strings.Contains(s, text.Fold(spelling)) {
					found[who] = true
				}
			}
		}
	}
	return found
}

// TestNamesAreMasked builds a portal and looks for full names in every byte of it.
func TestNamesAreMasked(t *testing.T) {
	dir := namedPortal(t)
	r := run(t, Options{Dir: dir})
	if !r.Published {
		t.Fatalf("not published: %+v", r.Findings)
	}
	var rules []string
	for _, f := range r.Findings {
		rules = append(rules, f.Rule)
		for who := range whoIn(t, "", []byte(f.Value+"\n"+f.Message.ZH+f.Message.EN+f.Hint.ZH+f.Hint.EN)) {
			t.Errorf("a finding tells the name %s: %+v", who, f)
		}
	}
	if !strings.Contains(strings.Join(rules, " "), "name-in-address") {
		t.Errorf("findings %v, want name-in-address", rules)
	}
	masks := 0
	public := snapshot(t, filepath.Join(dir, "public"))
	for name, body := range public {
		for who := range whoIn(t, name, []byte(body)) {
			t.Errorf("%s tells the name %s", name, who)
		}
		for _, mask := range []string{"王某某", "欧阳某某", "陳某某", "阿某某", "J***"} {
			masks += strings.Count(body, mask)
		}
	}
	if page := public["sanctions/"+named("1号", "王晓明")+".html"]; masks < 100 || !strings.Contains(page, "王某某虚报工时，王某某承认。") {
		t.Errorf("%d masked names, and the page of a decision is\n%s", masks, page)
	}
	if csv := public["data/sanctions.csv"]; !strings.Contains(csv, `1号,discipline,practitioner,52440300MJL186084F,甲中心,王某某,业内警告；责令撤换王某某`) {
		t.Errorf("the exact table is\n%s", csv)
	}
	// The test can fail: the names stand in the folder, and where one was printed it is seen.
	for who := range fullNames {
		if !whoIn(t, "", []byte(snapshot(t, dir)["data/sanctions.csv"]))[who] {
			t.Errorf("%s is not seen in the table", who)
		}
	}
	for _, hidden := range []string{`"\u738b\u6653\u660e"`, "王<b>晓明</b>", "&#29579;晓明", "%E7%8E%8B%E6%99%93%E6%98%8E"} {
		if !whoIn(t, "x", []byte(hidden))["王晓明"] {
			t.Errorf("%s is not seen", hidden)
		}
	}
}

// TestNamesAreNotFound searches for full names, as gongshi search and the preview do.
func TestNamesAreNotFound(t *testing.T) {
	p, err := Load(Options{Dir: namedPortal(t)})
	if err != nil {
		t.Fatal(err)
	}
	engine, err := search.OpenEngine(t.TempDir(), search.Documents(p.Register, ledger.Open(p.Register)))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	total := func(q string) int {
		result, err := engine.Search(q, search.Options{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return result.Total
	}
	for _, spellings := range fullNames {
		for _, q := range spellings {
			if n := total(`"` + q + `"`); n > 0 {
				t.Errorf("%d records for %s, want none", n, q)
			}
		}
	}
	for q, want := range map[string]int{"王某某": 3, "虚报工时": 1} {
		if n := total(q); n < want {
			t.Errorf("%d records for %s, want at least %d", n, q, want)
		}
	}
}

// withRules renders a portal judged by a book.
func withRules(t *testing.T, dir string, book *rulebook.Book) map[string]string {
	t.Helper()
	o := Options{Dir: dir}
	p, err := Load(o)
	if err != nil {
		t.Fatal(err)
	}
	tables, _, err := intake.Read(os.DirFS(dir), p.Settings)
	if err != nil {
		t.Fatal(err)
	}
	p.Register, _ = register.Link(tables, p.Settings, book, p.AsOf)
	files, mu := map[string]string{}, sync.Mutex{}
	look := gate{emit: func(f tree.File) error {
		mu.Lock()
		defer mu.Unlock()
		files[f.Path] = string(f.Body)
		return nil
	}}
	err = render(context.Background(), o, p, judge(o, p), &units{store: cache.Open(filepath.Join(dir, "none")), gate: &look})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestNamesByRule holds that where a rule allows a full name it stands on the page of the
// decision, in all languages, and nowhere else.
func TestNamesByRule(t *testing.T) {
	book := &rulebook.Book{Names: []*rulebook.NameRule{{
		Rule:       rulebook.Rule{ID: "serious", Span: rulebook.Span{From: day.Make(2020, 1, 1)}},
		Severities: []rulebook.Severity{rulebook.Serious}, Requires: []string{"basis", "publish_until"},
	}}}
	page := "sanctions/" + named("1号", "王晓明") + ".html"
	allowed := map[string]bool{page: true, "en/" + page: true, "zh-hant/" + page: true}
	files := withRules(t, namedPortal(t), book)
	for name, body := range files {
		who := whoIn(t, name, []byte(body))
		if who["王晓明"] != allowed[name] {
			t.Errorf("%s tells the name 王晓明: %v, want %v", name, who["王晓明"], allowed[name])
		}
		delete(who, "王晓明")
		if len(who) > 0 {
			t.Errorf("%s tells the names %v", name, who)
		}
	}
	for _, want := range []string{"王晓明虚报工时，王　晓明承认。", "章程：王晓明适用第三条", "本人<strong>王</strong>晓明", "与欧阳某某无关"} {
		if !strings.Contains(files[page], want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, meta := range regexp.MustCompile(`<(?:meta|title|link)[^>]*>[^<]*`).FindAllString(files[page], -1) {
		if whoIn(t, "", []byte(meta))["王晓明"] {
			t.Errorf("what other sites repeat of the page has the name: %s", meta)
		}
	}
}

// TestNamesFolded holds that a name that a rule shows in full on the page of a decision
// stands nowhere where the decision has no page of its own.
func TestNamesFolded(t *testing.T) {
	book := &rulebook.Book{Names: []*rulebook.NameRule{{
		Rule:       rulebook.Rule{ID: "all", Span: rulebook.Span{From: day.Make(2020, 1, 1)}},
		Severities: []rulebook.Severity{rulebook.Serious, rulebook.General}, Requires: []string{"decided_on"},
	}}}
	dir := namedPortal(t)
	told := 0
	for name, body := range withRules(t, dir, book) {
		told += len(whoIn(t, name, []byte(body)))
	}
	if told == 0 {
		t.Error("the rule shows no name in full on any page: the test tests nothing")
	}
	write(t, dir, "gongshi.yaml", snapshot(t, dir)["gongshi.yaml"]+"pages: folded\n")
	files := withRules(t, dir, book)
	for name, body := range files {
		for who := range whoIn(t, name, []byte(body)) {
			t.Errorf("%s tells the name %s", name, who)
		}
	}
	page := files["en/agencies/52440300mjl186084f.html"]
	for _, want := range []string{"王某某虚报工时，王某某承认。", "欧阳某某", "Only the surname of a practitioner is shown."} {
		if !strings.Contains(page, want) {
			t.Errorf("the agency's page lacks %s", want)
		}
	}
	if strings.Contains(page, "gives the practitioner") {
		t.Error("the agency's page says that it gives a full name")
	}
}

// TestNamesByRulebook is TestNamesByRule with the rule in the portal's own file, and with
// letters by mail, which repeat what the page is about.
func TestNamesByRulebook(t *testing.T) {
	dir := namedPortal(t)
	settings := strings.Replace(snapshot(t, dir)["gongshi.yaml"], "contact: {correction_url: 'https://example.org/correct?page={url}'}", "contact: {email: gongshi@example.org}\nrulebook: rulebook.yaml", 1)
	write(t, dir, "gongshi.yaml", settings)
	write(t, dir, "rulebook.yaml", `version: 1
id: town
title: 镇
title_en: Town
extends: shenzhen-2020
names:
  - {id: full-names, severities: [serious, general], requires: [basis, publish_until], source: defaults, clause: "9", text: 写全名, text_en: In full}
`)
	r := run(t, Options{Dir: dir})
	if !r.Published {
		t.Fatalf("not published: %+v", r.Findings)
	}
	page := "sanctions/" + named("1号", "王晓明") + ".html"
	public := snapshot(t, filepath.Join(dir, "public"))
	told, hits := 0, 0
	for name, body := range public {
		who := whoIn(t, name, []byte(body))
		if strings.HasSuffix(name, page) {
			told++
			if !who["王晓明"] {
				t.Errorf("%s lacks the full name", name)
			}
			delete(who, "王晓明")
			for _, part := range regexp.MustCompile(`(?s)<(?:meta|title|link)[^>]*>[^<]*|<script.*?</script>|href="mailto[^"]*"|<cite.*?</cite>`).FindAllString(body, -1) {
				if whoIn(t, "", []byte(part))["王晓明"] {
					t.Errorf("%s: what leaves the page has the name: %s", name, part)
				}
			}
			if !strings.Contains(body, "mailto:gongshi@example.org") {
				t.Errorf("%s has no letter", name)
			}
		}
		if len(who) > 0 {
			t.Errorf("%s tells the names %v", name, who)
		}
		if name == "data/findings.csv" {
			hits = strings.Count(body, "\n") - 1
		}
	}
	if told != 3 || hits < 3 || len(r.Register.Corrections) != 1 {
		t.Errorf("%d pages with the name, %d hits of cross-checks, %d corrections; want 3, at least 3, 1", told, hits, len(r.Register.Corrections))
	}
}

// TestNamesOfExcerpts holds that reports of findings mask the name in the row they show.
func TestNamesOfExcerpts(t *testing.T) {
	dir := folder(t, map[string]string{
		"data/sanctions.csv": "sanction_id,kind,subject,person,measures,authority,decided_on,facts\n" +
			"1号,discipline,practitioner,王晓明,业内警告,协会,2024-02-31,王晓明迟到\n",
	})
	p, err := Load(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	row := strings.Join(Excerpts(dir, p.Settings, p.Findings)("data/sanctions.csv", 2), "|")
	if want := "1号|discipline|practitioner|王某某|业内警告|协会|2024-02-31|王某某迟到"; row != want {
		t.Errorf("the excerpt is %s, want %s", row, want)
	}
}
