package intake_test

import (
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongshi/internal/finding"
	"gongshi/internal/intake"
	"gongshi/internal/portal"
)

// crossed is a table whose cells hold every separator, quotes and line ends, with the
// line and column of each cell that is not simple.
var crossed = [][]string{
	{"统一社会信用代码", "年度", "层级", "人数", "年度薪酬福利总额", "公开日期", "来源", "备注"},
	{"529900003627680172", "2023", "受薪理事", "0", "0", "2024-06-03", "", "本年度理事均不领取薪酬"},
	{"52990000MJQ286535U", "2023", "总干事及副总干事", "2", "163450.50", "2024/6/3", "https://example.org/?a=1;b,c", "含\"津贴\",奖金;补贴\t等"},
	{"52990000MJY3090098", "2023", "机构管理人员", "3", "220000", "", "", "第一行\n第二行；第三行"},
	{"52990000MJY3090098", "2022", "机构管理人员", "3", "210000", "2023-05-31", "", "圆、㑇、〇"},
}

// TestCrossed reads one table in every encoding, with every separator and line end, under
// both names: the rows are the same, cell by cell and place by place, and what is not the
// plain form of its name is told once.
func TestCrossed(t *testing.T) {
	for _, encode := range []string{"utf-8", "utf-8-bom", "gb18030", "utf-16le-bom", "utf-16be-bom"} {
		for _, sep := range []string{",", ";", "\t"} {
			for _, eol := range []string{"lf", "crlf", "mixed"} {
				for _, ext := range []string{".csv", ".tsv"} {
					name := fmt.Sprintf("%s %q %s %s", encode, sep, eol, ext)
					t.Run(name, func(t *testing.T) {
						plain := strings.HasPrefix(encode, "utf-8") && sep == map[string]string{".csv": ",", ".tsv": "\t"}[ext]
						readCrossed(t, crossedFile(t, encode, sep, eol), "data/pay"+ext, plain)
					})
				}
			}
		}
	}
}

// crossedFile writes the table in a form.
func crossedFile(t *testing.T, encode, sep, eol string) []byte {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = rune(sep[0])
	if err := w.WriteAll(crossed); err != nil {
		t.Fatal(err)
	}
	data, err := encodings[encode].NewEncoder().Bytes([]byte(lineEnds(b.String(), eol)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readCrossed(t *testing.T, data []byte, name string, plain bool) {
	t.Helper()
	fsys := fstest.MapFS{name: {Data: data}}
	for table, text := range baseTables {
		if table != "pay" {
			fsys["data/"+table+".csv"] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	tables, found, err := intake.Read(fsys, &portal.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	want := []finding.Finding{{File: name, Severity: finding.Notice, Rule: "file-form"}}
	if plain {
		want = nil
	}
	if !slices.EqualFunc(found, want, func(a, b finding.Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Rule == b.Rule && a.Severity == b.Severity
	}) {
		t.Errorf("findings:\n%s\nwant:\n%s", shown(found), shown(want))
	}
	lines := []string{
		"2 | agency_id=529900003627680172 | year=2023 | tier=directors | headcount=0 | total=0.00 | published_on=2024-06-03 | note=本年度理事均不领取薪酬",
		`3 | agency_id=52990000MJQ286535U | year=2023 | tier=executives | headcount=2 | total=163450.50 | published_on=2024-06-03 | source_url=https://example.org/?a=1;b,c | note=含"津贴",奖金;补贴\t等`,
		`4 | agency_id=52990000MJY3090098 | year=2023 | tier=managers | headcount=3 | total=220000.00 | note=第一行\n第二行；第三行`,
		"6 | agency_id=52990000MJY3090098 | year=2022 | tier=managers | headcount=3 | total=210000.00 | published_on=2023-05-31 | note=圆、㑇、〇",
	}
	if got := rowsAsText(tables, "pay"); got != strings.Join(lines, "\n") {
		t.Errorf("%s: read\n%s\nwant\n%s", path.Base(name), indent(got), indent(strings.Join(lines, "\n")))
	}
	for _, g := range rowsOf(tables, "pay") {
		for i := range g.cells {
			if p := g.origin.Place(i); int(p.Column) != i+1 || int(p.Line) != g.origin.Line() {
				t.Errorf("%s of line %d stands at %d:%d, want %d:%d", g.table.Columns[i].Name, g.origin.Line(), p.Line, p.Column, g.origin.Line(), i+1)
			}
		}
	}
}
