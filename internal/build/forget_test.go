package build

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongshi/internal/cache"
	"gongshi/internal/changes"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/text"
)

// manySanctions is how many sanctions TestForgets has, manyAgencies how many agencies.
const (
	manySanctions = 1200
	manyAgencies  = 40
)

// signs are characters of which each marks one sanction: they are of CJK Extension A,
// stand in no other text, and are searched as they are written.
func signs() []rune {
	var list []rune
	for r := rune(0x3400); len(list) < manySanctions; r++ {
		if text.Fold(string(r)) == string(r) {
			list = append(list, r)
		}
	}
	return list
}

// The cells of a sanction that hold its sign, by the character that follows it there.
const (
	inNumber    = '号'
	inSubject   = '名'
	inPerson    = '人'
	inMeasure   = '措'
	inAuthority = '关'
	inFacts     = '实'
	inBasis     = '据'
	inDecision  = '决'
	inReason    = '由'
	inReply     = '答'
	inTitle     = '题' // of the reply
	inBy        = '者'
	inLog       = '误' // the text of a correction
	inLogTitle  = '正'
	inLogBy     = '校'

	allCells = "号名人措关实据决由答题者误正校"
)

// cellSign is the sign of a sanction in one of its cells.
type cellSign struct{ sign, cell rune }

// agingBook has periods as those of the national rules, and keeps what is repaired or
// withdrawn in one of its rules.
func agingBook() *rulebook.Book {
	source := &rulebook.Source{ID: "rule", Title: finding.Text{ZH: "公示期限办法", EN: "Rules on publication"}}
	rule := func(id string, from, until day.Day) rulebook.Rule {
		return rulebook.Rule{ID: id, Span: rulebook.Span{From: from, Until: until}, Source: source, Clause: "4"}
	}
	shown := func(months int) rulebook.Period { return rulebook.Period{Shown: true, MaxMonths: months} }
	return &rulebook.Book{Checks: rulebook.Shenzhen().Checks, Ageing: []*rulebook.Ageing{
		{Rule: rule("old", day.Day{}, day.Make(2023, 4, 30)), Kinds: []string{"penalty"}, ShowWarnings: true,
			Periods: map[rulebook.Severity]rulebook.Period{rulebook.Minor: shown(12), rulebook.General: shown(12), rulebook.Serious: shown(36)}},
		{Rule: rule("new", day.Make(2023, 5, 1), day.Day{}), Kinds: []string{"penalty"}, SeriousMeasures: []string{"permit-revoked"}, MinorMeasures: []string{"warning"},
			Warnings: []string{"warning"}, KeepRepaired: true, KeepWithdrawn: true,
			Periods: map[rulebook.Severity]rulebook.Period{rulebook.Minor: {}, rulebook.General: shown(12), rulebook.Serious: shown(36)}},
		{Rule: rule("discipline", day.Day{}, day.Day{}), Kinds: []string{"discipline"}, ShowPersons: true, ShowWarnings: true,
			Periods: map[rulebook.Severity]rulebook.Period{rulebook.Minor: shown(3), rulebook.General: shown(12), rulebook.Serious: {Shown: true}}},
	}}
}

// TestForgets builds a portal of 1,200 sanctions on several days into one folder and
// looks through every byte beside the portal's sources: of every sanction that may be
// shown there is every text, and of no other there is any. A sanction has a character of
// its own in every cell, so that any piece of a text tells. Contracts, grades and pay lie
// so that the cross-checks have hits; replies, corrections and moved addresses are about
// sanctions of all standings.
func TestForgets(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a portal of 1,200 sanctions eight times and looks through every byte")
	}
	for _, c := range []struct {
		name  string
		rules *rulebook.Book // nil: the portal's own, as it is loaded
	}{{"literal", agingBook()}, {"shenzhen-2020", nil}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			forgets(t, c.rules)
		})
	}
}

func forgets(t *testing.T, rules *rulebook.Book) {
	f := forgetting{marks: signs(), rules: rules}
	f.dir = folder(t, forgetFiles(f.marks))
	f.about(t, f.aged(t, day.Make(2021, 6, 30)))
	reached := map[register.Standing]bool{}
	for _, asOf := range []day.Day{
		day.Make(2021, 6, 30), day.Make(2024, 2, 29), day.Make(2026, 8, 15), day.Make(2099, 12, 30),
	} {
		p := f.aged(t, asOf)
		r, err := publish(context.Background(), Options{Dir: f.dir, bundle: bundledOnce}, p, inputs{}, cache.Open(filepath.Join(f.dir, "none")))
		if err != nil || !r.Published {
			t.Fatalf("as of %s: published %v, %v; findings %v", asOf, r.Published, err, p.Findings[:min(len(p.Findings), 3)])
		}
		if left, _ := filepath.Glob(filepath.Join(Cache(Options{Dir: f.dir}), "*")); len(left) > 0 {
			t.Errorf("as of %s: the cache of the search still has %q", asOf, left)
		}
		if left, _ := filepath.Glob(filepath.Join(f.dir, ".*", "*")); len(left) > 0 {
			t.Errorf("as of %s: beside the public folder there is %q", asOf, left)
		}
		for _, s := range p.Register.AllSanctions() {
			reached[s.Standing] = true
		}
		t.Run(asOf.String(), func(t *testing.T) { f.forgotten(t, p) })
	}
	for _, s := range []register.Standing{
		register.InForce, register.Appealed, register.Ended, register.Repaired, register.Withdrawn, register.Expired, register.NotPublished, register.NotYet,
	} {
		if !reached[s] {
			t.Errorf("no sanction was %s on any of the days", s)
		}
	}
}

// forgetting is the portal of TestForgets.
type forgetting struct {
	dir   string
	marks []rune
	rules *rulebook.Book
	log   []logged
}

// logged is a correction in the portal: its sign, the records that it is about, its day.
type logged struct {
	records []int
	on      day.Day
}

// about writes what other files say about the sanctions: a reply to every fifth, a
// correction of every fourth, of which some are about the next record as well, and an old
// address of every seventh.
func (f *forgetting) about(t *testing.T, p *Portal) {
	slugs := make([]string, manySanctions)
	for _, s := range p.Register.AllSanctions() {
		slugs[s.Line()-2] = s.Slug
	}
	redirects := "table,old_key,new_key\n"
	for i, slug := range slugs {
		sign := f.marks[i]
		if i%5 == 0 {
			write(t, f.dir, "content/replies/sanctions/"+slug+".md", fmt.Sprintf("---\ntitle: 申辩%[1]c题\nby: %[1]c者\ndate: 2024-01-01\n---\n本人%[1]c%[2]c复。\n", sign, inReply))
		}
		if i%7 == 0 {
			redirects += fmt.Sprintf("sanctions,old-%04d,%s\n", i, slug)
		}
		if i%4 != 0 {
			continue
		}
		c := logged{[]int{i}, day.Make(2020, 1, 1).Add(i * 2)}
		record := "sanctions/" + slug
		if i%8 == 0 {
			c.records, record = append(c.records, i+1), record+"; sanctions/"+slugs[i+1]
		}
		f.log = append(f.log, c)
		write(t, f.dir, fmt.Sprintf("content/corrections/c-%04d.md", i), fmt.Sprintf("---\ndate: %[3]s\nrecord: %[2]s\ntitle: 更%[1]c正\nby: 读%[1]c校\n---\n原为%[1]c误。\n", sign, record, c.on))
	}
	write(t, f.dir, "data/redirects.csv", redirects)
	write(t, f.dir, changes.Kept, f.changed(t, slugs))
}

// changed is a log of changes of all sanctions: each was published, its number mended, and
// taken down for a while.
func (f *forgetting) changed(t *testing.T, slugs []string) string {
	t.Helper()
	var list []changes.Entry
	for i, slug := range slugs {
		e := changes.Entry{On: day.Make(2021, 1, 1+i%28), Table: "sanctions", ID: "sanctions/" + slug, URL: "sanctions/" + slug + ".html"}
		for _, e.Kind = range []changes.Kind{changes.Removed, changes.Changed, changes.Added} {
			if e.Fields = nil; e.Kind == changes.Changed {
				was := fmt.Sprintf("拟罚〔2023〕%c%c", f.marks[i], inNumber)
				e.Fields = []changes.Field{{Name: "sanction_id", Before: was, After: was}, {Name: "source_url", After: "https://example.org/" + tokenOf(i)}}
			}
			list = append(list, e)
		}
	}
	log := changes.Log{}
	log.Add(day.Make(2020, 12, 31), list)
	b, err := log.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// aged reads the portal and judges it by the book.
func (f *forgetting) aged(t *testing.T, asOf day.Day) *Portal {
	t.Helper()
	p, err := Load(Options{Dir: f.dir, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	if p.Counts().Errors > 0 {
		t.Fatalf("as of %s: findings %v", asOf, p.Findings)
	}
	if f.rules == nil {
		return p
	}
	tables, _, err := intake.Read(os.DirFS(f.dir), p.Settings)
	if err != nil {
		t.Fatal(err)
	}
	var found []finding.Finding
	p.Register, found = register.Link(tables, p.Settings, f.rules, asOf)
	if finding.Count(found).Errors > 0 {
		t.Fatalf("as of %s: findings %v", asOf, found)
	}
	return p
}

// forgotten compares what is told in the folder with what may be shown.
func (f *forgetting) forgotten(t *testing.T, p *Portal) {
	told := map[cellSign]string{} // the first file that tells
	tokens := map[string]string{}
	for name, body := range snapshot(t, f.dir) {
		if strings.HasPrefix(name, "data/") || strings.HasPrefix(name, "content/") {
			continue
		}
		for _, layer := range layersOf([]byte(name + "\n" + body)) {
			signsIn(layer, name, told)
			for _, token := range tokenForm.FindAllString(layer, -1) {
				tokens[token] = name
			}
		}
	}
	of := map[rune]string{}
	for c, name := range told {
		of[c.sign] = name
	}
	pages := map[string]bool{}
	for name := range snapshot(t, filepath.Join(f.dir, "public")) {
		pages[name] = true
	}
	searches := f.searches(t, p)
	shown := f.corrected(p)
	for _, s := range p.Register.AllSanctions() {
		i := s.Line() - 2
		sign, token := f.marks[i], tokenOf(i)
		want := s.Standing != register.NotPublished && s.Standing != register.NotYet
		for _, lang := range p.Settings.Languages {
			at := route.For(p.Settings, lang)
			if page := pages[at.Sanction(s)]; page != want {
				t.Errorf("record %d, %s: has a page in %s %v, want %v", s.Line(), s.Standing, lang, page, want)
			}
			if old := pages[at.Sanction(&register.Sanction{Slug: fmt.Sprintf("old-%04d", i)})]; old != (want && i%7 == 0) {
				t.Errorf("record %d, %s: its old address in %s answers %v", s.Line(), s.Standing, lang, old)
			}
		}
		for name, search := range searches {
			n := search(string(sign))
			if want := s.Shown; (n == 1) != want || n > 1 {
				t.Errorf("record %d, %s: %s finds it %d times", s.Line(), s.Standing, name, n)
			}
		}
		if !s.Shown {
			if of[sign] != "" || tokens[token] != "" {
				t.Errorf("record %d, %s: %q is told in %q, %s in %q", s.Line(), s.Standing, sign, of[sign], token, tokens[token])
			}
			continue
		}
		if tokens[token] == "" {
			t.Errorf("record %d, %s: its source is told nowhere", s.Line(), s.Standing)
		}
		cells := cellsOf(s, p.Register.AsOf)
		if shown[i] {
			cells = append(cells, inLog, inLogTitle, inLogBy)
		}
		for _, cell := range allCells {
			if name, want := told[cellSign{sign, cell}], slices.Contains(cells, cell); (name != "") != want && cell != inPerson {
				t.Errorf("record %d, %s: the cell of %c is told in %q; want it told %v", s.Line(), s.Standing, cell, name, want)
			}
		}
	}
	f.neutralPages(t, p)
	if r := p.Register; len(r.AllSanctions()) != manySanctions || len(r.Closed)+len(r.Withheld) < 50 {
		t.Errorf("%d are shown, %d closed, %d withheld, %d ahead", len(r.Sanctions), len(r.Closed), len(r.Withheld), len(r.Ahead))
	}
}

// searches are the site's search and gongshi search, which the preview answers with, too:
// each says how often it finds a text.
func (f *forgetting) searches(t *testing.T, p *Portal) map[string]func(string) int {
	x, err := projection.Open(os.DirFS(filepath.Join(f.dir, "public", "search", "index")))
	if err != nil {
		t.Fatal(err)
	}
	e, err := search.OpenEngine(Cache(Options{Dir: f.dir}), search.Documents(p.Register, ledger.Open(p.Register)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	counts := func(r search.Result, err error) int {
		if err != nil {
			t.Fatal(err)
		}
		return r.Total
	}
	o := search.Options{Limit: 1}
	return map[string]func(string) int{
		"the site's search": func(q string) int { return counts(x.Search(q, o)) },
		"gongshi search":    func(q string) int { return counts(e.Search(q, o)) },
	}
}

// corrected says by record which corrections may be shown: those whose day has come and
// whose sanctions are all shown.
func (f *forgetting) corrected(p *Portal) map[int]bool {
	shown := map[int]bool{}
	for _, s := range p.Register.Sanctions {
		shown[s.Line()-2] = true
	}
	list := map[int]bool{}
	for _, c := range f.log {
		list[c.records[0]] = !c.on.After(p.Register.AsOf) && !slices.ContainsFunc(c.records, func(i int) bool { return !shown[i] })
	}
	return list
}

// neutralPages holds that the page of a closed sanction names no agency at all, that no other
// file but the manifest and what stands at its former address knows where it is, and that it
// asks not to be indexed.
func (f *forgetting) neutralPages(t *testing.T, p *Portal) {
	public := snapshot(t, filepath.Join(f.dir, "public"))
	hidden := map[string]bool{}
	for _, lang := range p.Settings.Languages {
		for _, s := range p.Register.Closed {
			name := route.For(p.Settings, lang).Sanction(s)
			body := public[name]
			if found := namesAgency.FindString(body); found != "" {
				t.Errorf("%s names an agency: %s", name, found)
			}
			if !strings.Contains(body, `content="noindex"`) || strings.Contains(body, `rel="canonical"`) {
				t.Errorf("%s: want noindex and no canonical address", name)
			}
		}
	}
	for _, s := range p.Register.AllSanctions() {
		hidden[s.Slug] = !s.Shown
	}
	noSlug := func(r rune) bool { return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') }
	for name, body := range public {
		if name == "manifest.json" || strings.HasPrefix(name, "search/index/") || strings.Contains(name, "sanctions/old-") {
			continue
		}
		for s := range strings.FieldsFuncSeq(body, noSlug) {
			if hidden[s] && !strings.HasSuffix(name, "sanctions/"+s+".html") {
				t.Errorf("%s knows the address of the hidden sanction %s", name, s)
			}
		}
	}
}

// namesAgency finds the name or the code of an agency of forgetFiles; a slug has the code
// in lower case.
var namesAgency = regexp.MustCompile(`第\d+社会工作服务中心|5299000000000\d{3}XA`)

// cellsOf are the cells of a shown sanction that stand on the site. The name of a person
// may be masked there.
func cellsOf(s *register.Sanction, asOf day.Day) []rune {
	list := []rune{inNumber, inFacts, inBasis, inDecision}
	t := schema.Lookup("sanctions")
	on, _, _ := day.Parse(s.Original(t.Index("status_on")))
	if strings.ContainsRune(s.Original(t.Index("status_reason")), inReason) && !on.After(asOf) {
		list = append(list, inReason)
	}
	if strings.ContainsRune(s.SubjectName, inSubject) {
		list = append(list, inSubject)
	}
	for _, m := range s.MeasureNames {
		if strings.ContainsRune(m, inMeasure) {
			list = append(list, inMeasure)
		}
	}
	if strings.ContainsRune(s.AuthorityName, inAuthority) {
		list = append(list, inAuthority)
	}
	if (s.Line()-2)%5 == 0 {
		list = append(list, inReply, inTitle, inBy)
	}
	return list
}

// tokenForm is a mark in ASCII, for addresses and names in Latin letters.
var tokenForm = regexp.MustCompile(`zz\d{4}zz`)

func tokenOf(record int) string { return fmt.Sprintf("zz%04dzz", record) }

// forgetFiles writes the tables. The dice are seeded.
func forgetFiles(marks []rune) map[string]string {
	dice := rand.New(rand.NewPCG(5, 1948))
	pick := func(list ...string) string { return list[dice.IntN(len(list))] }
	date := func(from, to int) string {
		return day.Make(from, 1, 1).Add(dice.IntN((to - from + 1) * 365)).String()
	}
	maybe := func(percent int, s string) string {
		if dice.IntN(100) < percent {
			return s
		}
		return ""
	}
	code := func(n int) string { return fmt.Sprintf("5299000000000%03dXA", n) }
	var agencies, sanctions strings.Builder
	agencies.WriteString("agency_id,name,short_name,district\n")
	for n := range manyAgencies {
		fmt.Fprintf(&agencies, "%s,拟州市第%d社会工作服务中心,%d社工,%s\n", code(n), n+100, n+100, pick("望舒区", "栖禾区"))
	}
	sanctions.WriteString("sanction_id,kind,subject,agency_id,subject_name,person,measures,authority,decided_on,facts,basis,decision,severity,published_on,valid_until,publish_until,status,status_on,status_reason,source_url\n")
	for i, m := range marks {
		n := dice.IntN(manyAgencies)
		subject, agency, name, person := "agency", code(n), "", ""
		switch dice.IntN(6) {
		case 0:
			agency, name = "", fmt.Sprintf("某%c%c所", m, inSubject)
		case 3:
			name = fmt.Sprintf("某%c%c所", m, inSubject)
		case 1:
			subject, person = "practitioner", fmt.Sprintf("王%c%c", m, inPerson)
		case 2:
			subject, agency, person = "practitioner", "", fmt.Sprintf("Wang %s %c%c", tokenOf(i), m, inPerson)
		}
		number := fmt.Sprintf("拟罚〔2024〕%c%c", m, inNumber)
		status := pick("in_force", "in_force", "in_force", "ended", "repaired", "appealed", "withdrawn")
		reason := maybe(40, fmt.Sprintf("因%c%c而变", m, inReason))
		if status == "withdrawn" {
			// The only text that outlives its record names everything that must not.
			reason = fmt.Sprintf("对拟州市第%d社会工作服务中心、%s%s的[%s]经复议撤销", n+100, name, person, number)
		}
		cells := []string{
			number, pick("penalty", "penalty", "discipline"), subject, agency, name, person,
			pick("警告", "罚款", "罚款;没收违法所得", "吊销许可证件", fmt.Sprintf("自创%c%c施", m, inMeasure)),
			pick("拟州市民政局", "拟州市社会工作协会", fmt.Sprintf("机%c%c", m, inAuthority)), date(2019, 2026),
			fmt.Sprintf("查明%c%c如下", m, inFacts), fmt.Sprintf("依%c%c条", m, inBasis), fmt.Sprintf("作出%c%c定", m, inDecision),
			maybe(40, pick("minor", "general", "serious")), maybe(20, date(2020, 2028)), maybe(40, date(2020, 2028)), maybe(30, pick(date(2020, 2028), "长期")),
			status, maybe(70, date(2020, 2028)), reason, "https://example.org/" + tokenOf(i),
		}
		sanctions.WriteString(strings.Join(cells, ",") + "\n")
	}
	return map[string]string{
		"gongshi.yaml":      "title: 公示\nbase_url: https://gongshi.example/\nlanguages: [zh-CN, en, zh-Hant]\n",
		"data/agencies.csv": agencies.String(), "data/sanctions.csv": sanctions.String(),
		"data/projects.csv": forgetProjects(code, date), "data/evaluations.csv": forgetEvaluations(date), "data/pay.csv": forgetPay(code),
	}
}

// manyProjects is how many contracts each agency has.
const manyProjects = 4

// forgetProjects are contracts signed on days on which some sanction is in force.
func forgetProjects(code func(int) string, date func(from, to int) string) string {
	var b strings.Builder
	b.WriteString("project_id,name,agency_id,purchaser,starts_on,ends_on,amount\n")
	for n := range manyAgencies * manyProjects {
		start := date(2020, 2025)
		fmt.Fprintf(&b, "P-%d,服务项目,%s,望舒区民政局,%s,2027-12-31,100000\n", n, code(n/manyProjects), start)
	}
	return b.String()
}

// forgetEvaluations are excellent and failed ones, in the years of sanctions.
func forgetEvaluations(date func(from, to int) string) string {
	var b strings.Builder
	b.WriteString("project_id,kind,period,grade,decided_on\n")
	for n := range manyAgencies * manyProjects {
		fmt.Fprintf(&b, "P-%d,performance,一,excellent,%s\nP-%[1]d,performance,二,unqualified,%s\n", n, date(2025, 2026), date(2026, 2026))
	}
	return b.String()
}

// forgetPay doubles every year.
func forgetPay(code func(int) string) string {
	var b strings.Builder
	b.WriteString("agency_id,year,tier,headcount,total\n")
	for n := range manyAgencies {
		for year := 2022; year <= 2026; year++ {
			fmt.Fprintf(&b, "%s,%d,managers,2,%d\n", code(n), year, 100_000<<(year-2022))
		}
	}
	return b.String()
}
