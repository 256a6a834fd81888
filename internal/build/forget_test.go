package build

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/search"
	"gongshi/internal/search/projection"
	"gongshi/internal/text"
	"gongshi/internal/tree"
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

	allCells = "号名人措关实据决由答题者"
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
	return &rulebook.Book{Ageing: []*rulebook.Ageing{
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
// its own in every cell, so that any piece of a text tells.
func TestForgets(t *testing.T) {
	marks := signs()
	dir := folder(t, forgetFiles(marks))
	first := aged(t, dir, day.Make(2021, 6, 30))
	for i, s := range first.Register.AllSanctions() {
		if i%5 == 0 {
			sign := marks[s.Line()-2]
			write(t, dir, "content/replies/sanctions/"+s.Slug+".md", fmt.Sprintf("---\ntitle: 申辩%[1]c题\nby: %[1]c者\ndate: 2024-01-01\n---\n本人%[1]c%[2]c复。\n", sign, inReply))
		}
	}
	reached := map[register.Standing]bool{}
	for _, asOf := range []day.Day{
		day.Make(2021, 6, 30), day.Make(2024, 2, 29), day.Make(2026, 8, 15), day.Make(2099, 12, 30),
	} {
		p := aged(t, dir, asOf)
		r, err := publish(context.Background(), Options{Dir: dir}, p)
		if err != nil || !r.Published {
			t.Fatalf("as of %s: published %v, %v; findings %v", asOf, r.Published, err, p.Findings[:min(len(p.Findings), 3)])
		}
		for _, s := range p.Register.AllSanctions() {
			reached[s.Standing] = true
		}
		t.Run(asOf.String(), func(t *testing.T) { forgotten(t, dir, p, marks) })
	}
	for _, s := range []register.Standing{register.InForce, register.Appealed, register.Ended, register.Repaired, register.Withdrawn, register.Expired, register.NotPublished} {
		if !reached[s] {
			t.Errorf("no sanction was %s on any of the days", s)
		}
	}
}

// aged reads the portal and judges it by the book.
func aged(t *testing.T, dir string, asOf day.Day) *Portal {
	t.Helper()
	p, err := Load(Options{Dir: dir, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	tables, _, err := intake.Read(os.DirFS(dir), p.Settings)
	if err != nil {
		t.Fatal(err)
	}
	var found []finding.Finding
	p.Register, found = register.Link(tables, p.Settings, agingBook(), asOf)
	if len(found) > 0 || p.Counts().Errors > 0 {
		t.Fatalf("as of %s: findings %v %v", asOf, found, p.Counts())
	}
	return p
}

// forgotten compares what is told in the folder with what may be shown.
func forgotten(t *testing.T, dir string, p *Portal, marks []rune) {
	told := map[cellSign]string{} // the first file that tells
	tokens := map[string]string{}
	for name, body := range snapshot(t, dir) {
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
	for name := range snapshot(t, filepath.Join(dir, "public")) {
		pages[name] = true
	}
	x, err := projection.Open(os.DirFS(filepath.Join(dir, "public", "search", "index")))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Register.AllSanctions() {
		sign := marks[s.Line()-2]
		page := pages[route.For(p.Settings, "zh-CN").Sanction(s)]
		if want := s.Standing != register.NotPublished; page != want {
			t.Errorf("record %d, %s: has a page %v, want %v", s.Line(), s.Standing, page, want)
		}
		found, err := x.Search(string(sign), search.Options{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		token := tokenOf(s.Line() - 2)
		if !s.Shown {
			if of[sign] != "" || tokens[token] != "" || found.Total != 0 {
				t.Errorf("record %d, %s: %q is told in %q, %s in %q, and found %d times", s.Line(), s.Standing, sign, of[sign], token, tokens[token], found.Total)
			}
			continue
		}
		if found.Total != 1 || tokens[token] == "" {
			t.Errorf("record %d, %s: found %d times, its source in %q; want it shown", s.Line(), s.Standing, found.Total, tokens[token])
		}
		for _, cell := range cellsOf(s) {
			if told[cellSign{sign, cell}] == "" {
				t.Errorf("record %d, %s: the cell of %c is told nowhere", s.Line(), s.Standing, cell)
			}
		}
	}
	neutralPages(t, dir, p)
	if r := p.Register; len(r.Sanctions)+len(r.Closed)+len(r.Withheld) != manySanctions || len(r.Closed)+len(r.Withheld) < 50 {
		t.Errorf("%d are shown, %d closed, %d withheld", len(r.Sanctions), len(r.Closed), len(r.Withheld))
	}
}

// neutralPages holds that the page of a closed sanction names no agency at all, that no other
// file but the manifest knows its address, and that it asks not to be indexed.
func neutralPages(t *testing.T, dir string, p *Portal) {
	public := snapshot(t, filepath.Join(dir, "public"))
	closed := map[string]bool{}
	for _, lang := range p.Settings.Languages {
		for _, s := range p.Register.Closed {
			name := route.For(p.Settings, lang).Sanction(s)
			closed[s.Slug] = true
			body := public[name]
			if found := namesAgency.FindString(body); found != "" {
				t.Errorf("%s names an agency: %s", name, found)
			}
			if !strings.Contains(body, `content="noindex"`) || strings.Contains(body, `rel="canonical"`) {
				t.Errorf("%s: want noindex and no canonical address", name)
			}
		}
	}
	slug := regexp.MustCompile(`[a-z0-9-]{10,64}`)
	for name, body := range public {
		if name == "manifest.json" || strings.HasPrefix(name, "search/index/") {
			continue
		}
		for _, s := range slug.FindAllString(body, -1) {
			if closed[s] && !strings.HasSuffix(name, "sanctions/"+s+".html") {
				t.Errorf("%s knows the address of the closed sanction %s", name, s)
			}
		}
	}
}

// namesAgency finds the name or the code of an agency of forgetFiles; a slug has the code
// in lower case.
var namesAgency = regexp.MustCompile(`第\d+社会工作服务中心|5299000000000\d{3}XA`)

// cellsOf are the cells of a sanction that stand on the site. The name of a person may be
// masked there.
func cellsOf(s *register.Sanction) []rune {
	list := []rune{inNumber, inFacts, inBasis, inDecision}
	if strings.ContainsRune(s.StatusReason, inReason) {
		list = append(list, inReason)
	}
	if s.Agency == nil && s.Subject == "agency" {
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
	if s.Reply != nil {
		list = append(list, inReply)
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
	sanctions.WriteString("sanction_id,kind,subject,agency_id,subject_name,person,measures,authority,decided_on,facts,basis,decision,severity,valid_until,publish_until,status,status_on,status_reason,source_url\n")
	for i, m := range marks {
		n := dice.IntN(manyAgencies)
		subject, agency, name, person := "agency", code(n), "", ""
		switch dice.IntN(6) {
		case 0:
			agency, name = "", fmt.Sprintf("某%c%c所", m, inSubject)
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
			maybe(40, pick("minor", "general", "serious")), maybe(40, date(2020, 2028)), maybe(30, pick(date(2020, 2028), "长期")),
			status, maybe(70, date(2020, 2028)), reason, "https://example.org/" + tokenOf(i),
		}
		sanctions.WriteString(strings.Join(cells, ",") + "\n")
	}
	return map[string]string{"data/agencies.csv": agencies.String(), "data/sanctions.csv": sanctions.String()}
}

// signsIn notes the signs in a text with the cell that each is of, in whatever way the
// text escapes them.
func signsIn(layer, name string, told map[cellSign]string) {
	// The numbers of the search index look like a character now and then, but hardly like two.
	numbers := !utf8.ValidString(layer)
	for _, s := range []string{layer, html.UnescapeString(layer), unescaped(layer)} {
		last := rune(0)
		for _, r := range s {
			if last >= 0x3400 && last < 0x4dc0 && (!numbers || strings.ContainsRune(allCells, r)) {
				told[cellSign{last, r}] = name
			}
			last = r
		}
	}
}

var escape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}|(?:%[0-9a-fA-F]{2})+`)

// unescaped is a text without the escapes of JSON, scripts and addresses.
func unescaped(s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		if hex, ok := strings.CutPrefix(e, `\u`); ok {
			n, _ := strconv.ParseUint(hex, 16, 32)
			return string(rune(n))
		}
		var b []byte
		for _, hex := range strings.Split(e, "%")[1:] {
			n, _ := strconv.ParseUint(hex, 16, 8)
			b = append(b, byte(n))
		}
		return string(b)
	})
}

// layersOf is a file as it is and what is packed into it: gzip, zip, and the chunks of the
// search index.
func layersOf(body []byte) []string {
	all := []string{string(body)}
	read := func(r io.Reader, err error) {
		if err != nil {
			return
		}
		if b, err := io.ReadAll(r); err == nil || len(b) > 0 {
			all = append(all, string(b))
		}
	}
	if i := bytes.Index(body, []byte("\x1f\x8b")); i >= 0 {
		read(gzip.NewReader(bytes.NewReader(body[i:])))
	}
	if i := bytes.Index(body, []byte("PK\x03\x04")); i >= 0 {
		if z, err := zip.NewReader(bytes.NewReader(body[i:]), int64(len(body)-i)); err == nil {
			for _, f := range z.File {
				read(f.Open())
			}
		}
	}
	for _, m := range chunkForm.FindAllSubmatch(body, -1) {
		read(flate.NewReader(bytes.NewReader(sevenBits(string(m[1])))), nil)
	}
	return all
}

// chunkForm is a chunk of the search index.
var chunkForm = regexp.MustCompile(`gongshi\.chunk\("[^"]*","([^"]*)"\);`)

// sevenBits decodes a chunk's text as docs/formats.md describes it.
func sevenBits(s string) []byte {
	unsafe := []rune{0, '\n', '\r', '"', '\\'}
	var list []byte
	row, bits := rune(0), 0
	add := func(group rune) {
		if row, bits = row<<7&0x3fff|group, bits+7; bits >= 8 {
			bits -= 8
			list = append(list, byte(row>>bits))
		}
	}
	for _, r := range s {
		switch {
		case r < 0x80:
			add(r)
		case r < 0x300:
			add(unsafe[(r-0x80)/128])
			add(r % 128)
		default:
			add(unsafe[r-0x300])
		}
	}
	return list
}

// TestForgetsLooksInside holds that the search of TestForgets would find a sign in each of
// the ways in which a file can hold it.
func TestForgetsLooksInside(t *testing.T) {
	const told = "㐀实"
	var zipped, packed bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, _ := z.Create("xl/sharedStrings.xml")
	io.WriteString(w, told)
	z.Close()
	g := gzip.NewWriter(&packed)
	io.WriteString(g, told)
	g.Close()
	for name, body := range map[string]string{
		"plain": told, "JSON": `\u3400实`, "entity": "&#x3400;实", "decimal": "&#13312;实", "address": "%E3%90%80%E5%AE%9E", "zip": zipped.String(), "gzip": packed.String(),
	} {
		found := map[cellSign]string{}
		for _, layer := range layersOf([]byte(name + "\n" + body)) {
			signsIn(layer, name, found)
		}
		if found[cellSign{'㐀', inFacts}] == "" {
			t.Errorf("%s: the sign is not found", name)
		}
	}
	docs := []search.Document{{ID: "sanctions/1", Table: "sanctions", Title: "一", URL: "a.html", Parts: []search.Part{{Zone: search.Body, Text: told}}}}
	found := map[cellSign]string{}
	err := projection.Write(docs, projection.Options{}, func(f tree.File) error {
		for _, layer := range layersOf(f.Body)[1:] {
			signsIn(layer, f.Path, found)
		}
		return nil
	})
	if err != nil || found[cellSign{'㐀', inFacts}] == "" {
		t.Errorf("the search index: the sign is not found: %v", err)
	}
}
