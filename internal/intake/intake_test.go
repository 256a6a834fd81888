package intake

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/register"
)

// code1 is the agency whose rows the tests read.
const code1 = "52440300MJL186084F"

// correctionOf is a correction of records.
func correctionOf(records string) string {
	return "---\ndate: 2023-05-01\nrecord: " + records + "\ntitle: 更正\n---\n正文\n"
}

// files is a portal: contents by name.
type files map[string]string

func (f files) fs() fs.FS {
	m := fstest.MapFS{}
	for name, text := range f {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// whole adds what is missing of a portal without findings.
func whole(f files) files {
	all := files{
		"data/agencies.csv":    "agency_id,name\n52440300MJL186084F,甲\n52990000000000027X,乙\n",
		"data/pay.csv":         "agency_id,year,tier,headcount,total\n52440300MJL186084F,2023,directors,1,100\n",
		"data/projects.csv":    "project_id,name,agency_id,purchaser,starts_on,ends_on\np1,项目,52440300MJL186084F,丙,2023-01-01,2023-12-31\n",
		"data/evaluations.csv": "project_id,kind,grade,decided_on\np1,验收,合格,2023-12-31\n",
		"data/sanctions.csv":   "sanction_id,kind,subject,agency_id,measures,authority,decided_on\n1号,行政处罚,机构,52440300MJL186084F,警告,丁,2023-05-01\n",
	}
	for name, text := range f {
		all[name] = text
	}
	return all
}

func readAll(t *testing.T, f files, s *portal.Settings) (*register.Tables, []finding.Finding) {
	t.Helper()
	if s == nil {
		s = &portal.Settings{}
	}
	tables, found, err := Read(f.fs(), s)
	if err != nil {
		t.Fatal(err)
	}
	return tables, found
}

// brief is a finding as the tables below name it.
func brief(f finding.Finding) string {
	return fmt.Sprintf("%s:%d:%d %s %s", strings.TrimPrefix(f.File, "data/"), f.Line, f.Column, f.Severity, f.Rule)
}

func briefs(list []finding.Finding) string {
	var b []string
	for _, f := range list {
		b = append(b, brief(f))
	}
	return strings.Join(b, "; ")
}

func TestWhole(t *testing.T) {
	tables, found := readAll(t, whole(nil), nil)
	if got := briefs(found); got != "" {
		t.Errorf("findings: %s, want none", got)
	}
	if len(tables.Agencies) != 2 || len(tables.Pay) != 1 || len(tables.Projects) != 1 || len(tables.Evaluations) != 1 || len(tables.Sanctions) != 1 {
		t.Errorf("rows: %d, %d, %d, %d, %d, want 2, 1, 1, 1, 1", len(tables.Agencies), len(tables.Pay), len(tables.Projects), len(tables.Evaluations), len(tables.Sanctions))
	}
	p := tables.Projects[0]
	if p.SignedOn != p.StartsOn {
		t.Errorf("signed on %s, want the start, %s", p.SignedOn, p.StartsOn)
	}
	if tables.Agencies[0].Status != "active" || tables.Sanctions[0].Status != "in_force" {
		t.Errorf("statuses %q and %q, want active and in_force", tables.Agencies[0].Status, tables.Sanctions[0].Status)
	}
}

// bad is a portal with one thing wrong and the findings that it must give.
type bad struct {
	name  string
	files files
	want  string
}

// pay returns a pay table of a header and rows.
func pay(lines ...string) files { return files{"data/pay.csv": strings.Join(lines, "\n") + "\n"} }

const (
	payHeader = "agency_id,year,tier,headcount,total"
	payRow1   = "52440300MJL186084F,2023,directors,1,100"
)

func cellOf(column int, text string) files {
	cells := strings.Split(payRow1, ",")
	cells[column-1] = text
	return pay(payHeader, payRow1, strings.Join(cells, ","))
}

// project returns a table of one project with a cell of each optional kind.
func project(column, text string) files {
	return files{"data/projects.csv": "project_id,name,agency_id,purchaser,starts_on,ends_on," + column + "\np1,项目,52440300MJL186084F,丙,2023-01-01,2023-12-31," + text + "\n"}
}

var badTables = []bad{
	// the file
	{"empty agencies", files{"data/agencies.csv": "", "data/README.md": "x"}, "agencies.csv:0:0 error empty-table"},
	{"empty pay", files{"data/pay.csv": "\n\n"}, "pay.csv:0:0 notice empty-table"},
	{"agencies with a header only", files{"data/agencies.csv": "agency_id,name\n"}, "agencies.csv:1:1 notice empty-table"},
	{"name that is not UTF-8", files{"data/pay-\xff.csv": ""}, "pay-\xff.csv:0:0 error bad-file-name"},
	{"header only", pay(payHeader), "pay.csv:1:1 notice empty-table"},
	{"not UTF-8", pay(payHeader, "52440300MJL186084F,2023,\xc0\xed\xca\xc2,1,100"), "pay.csv:0:0 notice file-form; pay.csv:2:3 error unknown-code"},
	{"neither UTF-8 nor GB18030", pay(payHeader, "52440300MJL186084F,2023,\xc0\xed\xff,1,100"), "pay.csv:2:3 error not-utf8"},
	{"not UTF-8 at the end", files{"data/pay.csv": payHeader + ",note\n52440300MJL186084F,2023,受薪理事,1,100,年\xe5\xb9"}, "pay.csv:2:6 error not-utf8"},
	{"UTF-16 with half a character", files{"data/pay.csv": "\xff\xfey\x00e\x00a\x00r\x00,\x00x"}, "pay.csv:1:2 error not-utf8"},
	{"NUL", pay(payHeader, payRow1, "52440300MJL186084F,2023,\x00,1,100"), "pay.csv:3:3 error nul-byte"},
	{"control character", pay(payHeader, "52440300MJL186084F,2023,directors,1,100\x1a"), "pay.csv:2:5 error control-character; pay.csv:2:5 error wrong-amount"},
	{"DEL", cellOf(2, "2023\x7f"), "pay.csv:3:2 error control-character; pay.csv:3:2 error wrong-year"},
	{"CR only", files{"data/pay.csv": payHeader + "\r" + payRow1 + "\r"}, "pay.csv:1:5 error bare-cr"},
	{"CR inside quotes", pay(payHeader+",note", payRow1+",\"a\rb\""), "pay.csv:2:6 error bare-cr"},
	{"CR at the end", files{"data/pay.csv": payHeader + "\n" + payRow1 + "\r"}, "pay.csv:2:5 error bare-cr"},
	{"quote that swallows the file", pay(payHeader, payRow1, "52440300MJL186084F,\"2023,managers,1,100", "a,b,c,d,e"), "pay.csv:3:2 error unclosed-quote"},
	{"quote that runs into the next", pay(payHeader+",note", payRow1+",\"a", payRow1+",\"b\"", payRow1+",c"), "pay.csv:2:6 error unclosed-quote"},
	{"quote inside", pay(payHeader+",note", payRow1+",服务\"示范\"点"), "pay.csv:2:6 error stray-quote"},
	{"text after a quote", pay(payHeader+",note", payRow1+",\"a\"b"), "pay.csv:2:6 error stray-quote"},
	{"too few cells", pay(payHeader, payRow1, "52440300MJL186084F,2023"), "pay.csv:3:1 error ragged-row"},
	{"too many cells", pay(payHeader, payRow1+",1", payRow1), "pay.csv:2:1 error ragged-row"},
	{"ragged after a cell of three lines", pay(payHeader+",note", payRow1+",\"a\nb\nc\"", "x"), "pay.csv:5:1 error ragged-row"},
	{"large cell", pay(payHeader+",note", payRow1+","+strings.Repeat("a", 10<<20)), "pay.csv:2:6 error cell-too-large"},
	{"large quoted cell", pay(payHeader+",note", payRow1+",\""+strings.Repeat("a\n", 5<<20)+"\""), "pay.csv:2:6 error cell-too-large"},
	{"large row", pay(payHeader, strings.Repeat(strings.Repeat("a", 1<<19)+",", 10)), "pay.csv:2:8 error row-too-large"},
	{"many columns", pay(strings.Repeat(",", 100_000)), "pay.csv:1:501 error too-many-columns"},
	{"workbook", files{"data/pay.xlsx": "PK"}, "pay.xlsx:0:0 error unsupported-format"},
	{"quote in the header", pay("agency_id,y\"ear,tier", payRow1), "pay.csv:1:2 error stray-quote"},
	{"semicolons", pay("agency_id;year;tier;headcount;total", "52440300MJL186084F;2023;directors;1;100"), "pay.csv:0:0 notice file-form"},
	{"full-width commas", pay("agency_id，year，tier，headcount，total", "a，b，c，d，e"), "pay.csv:1:1 error wrong-header"},

	// the header
	{"unknown column", pay(payHeader+",tootal", payRow1+",1"), "pay.csv:1:6 warning unknown-column"},
	{"column without a header", pay(payHeader+",,", payRow1+",,", payRow1+",x,"), "pay.csv:1:6 warning unknown-column"},
	{"blank columns", pay(payHeader+",", payRow1+",,,", "52440300MJL186084F,2024,directors,1,100,,,"), ""},
	{"blank cells beyond the header in one row only", pay(payHeader, payRow1, "52440300MJL186084F,2024,directors,,1,"), "pay.csv:3:1 error ragged-row"},
	{"duplicate column", pay(payHeader+",total", payRow1+",1"), "pay.csv:1:6 error duplicate-column"},
	{"English and Chinese", pay(payHeader+",年度", payRow1+",1"), "pay.csv:1:6 error duplicate-column"},
	{"duplicate unknown column", pay(payHeader+",x,x", payRow1+",1,1"), "pay.csv:1:6 warning unknown-column; pay.csv:1:7 error duplicate-column"},
	{"missing column", pay("agency_id,year,tier,headcount", "52440300MJL186084F,2023,directors,1"), "pay.csv:1:0 error missing-column"},
	{"missing key column", pay("agency_id,tier,headcount,total", "52440300MJL186084F,directors,1,1"), "pay.csv:1:0 error missing-column"},
	{"header in line 3", pay("", "", "agency_id,year,tier,headcount", "52440300MJL186084F,2023,directors,1"), "pay.csv:3:0 error missing-column"},
	{"header of two lines", pay("\"agency\n_id\",year,tier,headcount,tota", "52440300MJL186084F,2023,directors,1,1"), "pay.csv:1:0 error missing-column; pay.csv:2:5 warning unknown-column"},
	{"unit in the header", pay("agency_id,year,tier,headcount,年度薪酬福利总额（万元）", payRow1), "pay.csv:1:5 notice unit-in-header"},

	// what is not read
	{"identity number in an unknown column", pay(payHeader+",证件", payRow1+",11010519491231002X"), "pay.csv:1:6 warning unknown-column; pay.csv:2:6 error personal-id"},
	{"mobile number in a title", pay("联系电话 13800138000,,,,", payHeader, payRow1), "pay.csv:1:1 error mobile-number; pay.csv:1:1 notice title-rows"},
	{"mobile number below the table", pay(payHeader, payRow1, "联系人：张三 13800138000,,,,"), "pay.csv:3:1 error mobile-number; pay.csv:3:1 notice note-row"},
	{"mobile number in a row that is refused", pay(payHeader+",note", "52440300MJL186084F,2023,经理,1,100,13800138000"), "pay.csv:2:3 error unknown-code; pay.csv:2:6 error mobile-number"},
	{"mobile number in a ragged row", pay(payHeader, payRow1+",13800138000"), "pay.csv:2:1 error ragged-row; pay.csv:2:6 error mobile-number"},
	{"agency's name beside its code", pay("机构名称,"+payHeader, "甲,"+payRow1), "pay.csv:1:1 notice column-not-kept"},
	{"another agency's name beside the code", pay("机构名称,"+payHeader, "乙,"+payRow1), "pay.csv:1:1 notice column-not-kept; pay.csv:2:1 warning name-mismatch"},

	// cells
	{"blank cell", cellOf(5, ""), "pay.csv:3:5 error missing-cell"},
	{"dash", cellOf(4, "—"), "pay.csv:3:4 error missing-cell"},
	{"blank key", cellOf(1, " "), "pay.csv:3:1 error missing-cell"},
	{"year", cellOf(2, "23"), "pay.csv:3:2 error wrong-year"},
	{"full-width year", cellOf(2, "２０２４"), "pay.csv:3:2 notice unusual-form"},
	{"tier", cellOf(3, "经理"), "pay.csv:3:3 error unknown-code"},
	{"count with decimals", cellOf(4, "1.9"), "pay.csv:3:4 error wrong-count"},
	{"count, scientific", cellOf(4, "1e3"), "pay.csv:3:4 error wrong-count"},
	{"count, hexadecimal", cellOf(4, "0x1F"), "pay.csv:3:4 error wrong-count"},
	{"count, NaN", cellOf(4, "NaN"), "pay.csv:3:4 error wrong-count"},
	{"count, negative", cellOf(4, "-5"), "pay.csv:3:4 error negative-count"},
	{"count, plus", cellOf(4, "+5"), "pay.csv:3:4 error wrong-count"},
	{"count, huge", cellOf(4, "99999999999999999999"), "pay.csv:3:4 error wrong-count"},
	{"count, full width", cellOf(4, "１２"), "pay.csv:3:4 notice unusual-form"},
	{"count with a unit", cellOf(4, "12人"), "pay.csv:3:4 notice unusual-form"},
	{"amount with three decimals", cellOf(5, "\"1,234.567\""), "pay.csv:3:5 error wrong-amount"},
	{"amount, negative", cellOf(5, "-5"), "pay.csv:3:5 error negative-amount"},
	{"amount, scientific", cellOf(5, "1e5"), "pay.csv:3:5 error wrong-amount"},
	{"amount, NaN", cellOf(5, "NaN"), "pay.csv:3:5 error wrong-amount"},
	{"amount, comma as decimal", cellOf(5, "\"1234,5\""), "pay.csv:3:5 error wrong-amount"},
	{"amount with a unit", cellOf(5, "16.3万元"), "pay.csv:3:5 notice unusual-form"},
	{"code, wrong check", cellOf(1, "52440300MJL186084G"), "pay.csv:3:1 warning credit-code-check"},
	{"code, Excel", cellOf(1, "5.2E+17"), "pay.csv:3:1 error credit-code-shape"},
	{"code, Excel's zeros", cellOf(1, "914403001922038000"), "pay.csv:3:1 error credit-code-shape"},
	{"code, O", cellOf(1, "524403OOMJL186084F"), "pay.csv:3:1 error credit-code-shape"},
	{"code, short", cellOf(1, "52440300MJL186084"), "pay.csv:3:1 error credit-code-shape"},
	{"code, lower case", cellOf(1, "52440300mjl186084f"), "pay.csv:3:1 notice unusual-form"},
	{"code, spaces", cellOf(1, "52 440300 MJL186084F"), "pay.csv:3:1 notice unusual-form"},
	{"code, apostrophe", cellOf(1, "'52440300MJL186084F"), "pay.csv:3:1 notice unusual-form"},
	{"day that does not exist", project("signed_on", "2023-02-30"), "projects.csv:2:7 error no-such-day"},
	{"month only", project("signed_on", "2023年5月"), "projects.csv:2:7 error partial-date"},
	{"ambiguous day", project("signed_on", "01/02/2023"), "projects.csv:2:7 error wrong-date"},
	{"serial", project("signed_on", "44134"), "projects.csv:2:7 notice unusual-form"},
	{"script as an address", project("source_url", "javascript:alert(1)"), "projects.csv:2:7 error wrong-url"},
	{"address without a scheme", project("source_url", "www.example.org"), "projects.csv:2:7 error wrong-url"},
	{"address with a password", project("source_url", "https://a:b@example.org/"), "projects.csv:2:7 error wrong-url"},
	{"address with a space", project("source_url", "https://example.org/a b"), "projects.csv:2:7 error wrong-url"},
	{"bidi in a name", project("field", "社会\u202e福利"), "projects.csv:2:7 error invisible-character"},
	{"zero width in a name", project("district", "栖\u200b禾区"), "projects.csv:2:7 error invisible-character"},
	{"private use in a name", project("district", "栖\ue000禾区"), "projects.csv:2:7 error invisible-character"},
	{"line break in a name", project("district", "\"栖\n禾区\""), "projects.csv:2:7 error line-break"},
	{"long name", project("district", strings.Repeat("长", 501)), "projects.csv:2:7 error too-long"},
	{"long key", files{"data/projects.csv": "project_id,name,agency_id,purchaser,starts_on,ends_on\n" + strings.Repeat("p", 201) + ",项目,52440300MJL186084F,丙,2023-01-01,2023-12-31\n"}, "projects.csv:2:1 error too-long"},
	{"score", files{"data/evaluations.csv": "project_id,kind,grade,decided_on,score\np1,验收,合格,2023-12-31,100.01\n"}, "evaluations.csv:2:5 error wrong-score"},
	{"score with three decimals", files{"data/evaluations.csv": "project_id,kind,grade,decided_on,score\np1,验收,合格,2023-12-31,92.555\n"}, "evaluations.csv:2:5 error wrong-score"},
	{"grade", files{"data/evaluations.csv": "project_id,kind,grade,decided_on\np1,验收,优良,2023-12-31\n"}, "evaluations.csv:2:3 error unknown-code"},
	{"cell after a cell of two lines", files{"data/evaluations.csv": "project_id,comment,kind,grade,decided_on\np1,\"a\nb\",验收,合格,2023-13-31\n"}, "evaluations.csv:3:5 error no-such-day"},
	{"sanction about nobody", files{"data/sanctions.csv": "sanction_id,kind,subject,measures,authority,decided_on\n1号,penalty,agency,警告,丁,2023-05-01\n"}, "sanctions.csv:2:1 error missing-subject"},
	{"practitioner without a name", files{"data/sanctions.csv": "sanction_id,kind,subject,agency_id,measures,authority,decided_on\n1号,penalty,practitioner,52440300MJL186084F,警告,丁,2023-05-01\n"}, "sanctions.csv:2:1 error missing-subject"},
	{"direction control in a text", pay(payHeader+",note", payRow1+",a\u200b\u202eb"), "pay.csv:2:6 warning direction-control"},
	{"list with an invisible character", files{"data/agencies.csv": "agency_id,name,fields\n52440300MJL186084F,甲,社会福利；社会\u200d救助\n"}, "agencies.csv:2:3 error invisible-character"},

	// other files
	{"file of no table", files{"data/项目评价.csv": "x"}, "项目评价.csv:0:0 notice unknown-file"},
	{"redirects with another header", files{"data/redirects.csv": "from,to\na,b\n"}, "redirects.csv:1:0 error missing-column"},
	{"redirect without an old key", files{"data/redirects.csv": "table,old_key,new_key\n项目,,b\n"}, "redirects.csv:2:2 error missing-cell"},
	{"redirect of a table without pages", files{"data/redirects.csv": "table,old_key,new_key\n评价,a,b\n"}, "redirects.csv:2:1 notice no-page"},
	{"redirect of no table", files{"data/redirects.csv": "table,old_key,new_key\nsalary,a,b\n"}, "redirects.csv:2:1 error unknown-table"},
	{"page with odd characters", files{"content/关于.md": "---\ntitle: 关于\n---\n"}, "content/关于.md:0:0 error bad-file-name"},
	{"page without a title", files{"content/about.md": "# 关于\n"}, "content/about.md:1:0 error missing-front-matter"},
	{"page with an unknown key", files{"content/about.md": "---\ntitle: a\ntittle: b\n---\n"}, "content/about.md:3:1 warning unknown-front-matter"},
	{"front matter without an end", files{"content/about.md": "---\ntitle: a\n"}, "content/about.md:1:1 error bad-front-matter"},
	{"front matter that is a list", files{"content/about.md": "---\n- a\n---\n"}, "content/about.md:2:1 error bad-front-matter"},
	{"order that is no number", files{"content/about.md": "---\ntitle: a\norder: first\n---\n"}, "content/about.md:3:8 error bad-front-matter"},
	{"page that is not UTF-8", files{"content/about.md": "---\ntitle: a\n---\n\xc0\xed"}, "content/about.md:4:1 error not-utf8"},
	{"page with a NUL", files{"content/about.md": "---\ntitle: a\n---\n\x00"}, "content/about.md:4:1 error control-character"},
	{"large page", files{"content/about.md": strings.Repeat("a", 1<<20+1)}, "content/about.md:0:0 error file-too-large"},
	{"policy of no agency", files{"content/policies/x.md": "---\ntitle: a\n---\n"}, "content/policies/x.md:0:0 error bad-file-name"},
	{"policy with a wrong day", files{"content/policies/52440300MJL186084F.md": "---\ntitle: a\neffective_on: 2023-02-30\n---\n"}, "content/policies/52440300MJL186084F.md:3:15 error bad-front-matter"},
	{"two policies", files{"content/policies/52440300MJL186084F.md": "---\ntitle: a\n---\n", "content/policies/52440300mjl186084f.md": "---\ntitle: a\n---\n"}, "content/policies/52440300mjl186084f.md:0:0 error bad-file-name"},
	{"reply without an author", files{"content/replies/sanctions/x.md": "---\ntitle: a\ndate: 2023-05-01\n---\n"}, "content/replies/sanctions/x.md:1:0 error missing-front-matter"},
	{"correction without anything", files{"content/corrections/1.md": "---\nby: 甲\n---\n正文"}, "content/corrections/1.md:1:0 error missing-front-matter; content/corrections/1.md:1:0 error missing-front-matter; content/corrections/1.md:1:0 error missing-front-matter"},
	{"correction of a record of no page", files{"content/corrections/1.md": correctionOf("pay/x")}, "content/corrections/1.md:3:9 error bad-front-matter"},
	{"correction of a table alone", files{"content/corrections/1.md": correctionOf("projects")}, "content/corrections/1.md:3:9 error bad-front-matter"},
	{"correction of two records, one of which is an address", files{"content/corrections/1.md": correctionOf("projects/p1；projects/p1.html")}, "content/corrections/1.md:3:9 error bad-front-matter"},
	{"correction without a text", files{"content/corrections/1.md": strings.TrimSuffix(correctionOf("projects/p1"), "正文\n")}, "content/corrections/1.md:6:1 warning correction-without-text"},
	{"correction with a wrong day", files{"content/corrections/1.md": strings.Replace(correctionOf("projects/p1"), "05-01", "13-01", 1)}, "content/corrections/1.md:2:7 error bad-front-matter"},
	{"correction with an unknown key", files{"content/corrections/1.md": strings.Replace(correctionOf("projects/p1"), "title", "records: a\ntitle", 1)}, "content/corrections/1.md:4:1 warning unknown-front-matter"},
	{"two corrections of one name", files{"content/corrections/a.md": correctionOf("projects/p1"), "content/corrections/A.md": correctionOf("projects/p1")}, "content/corrections/a.md:0:0 error bad-file-name"},
	{"reply to no table", files{"content/replies/x.md": ""}, "content/replies/x.md:0:0 error bad-file-name"},
}

func TestBad(t *testing.T) {
	for _, tt := range badTables {
		t.Run(tt.name, func(t *testing.T) {
			_, found := readAll(t, whole(tt.files), nil)
			got := briefs(found)
			if got != tt.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, tt.want)
			}
			for _, f := range found {
				if f.Message.ZH == "" || f.Message.EN == "" || f.Hint.ZH == "" || f.Hint.EN == "" {
					t.Errorf("%s lacks a message or a hint in one language: %+v", f.Rule, f)
				}
			}
		})
	}
}
