package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/transcript"
)

// copies returns the transcripts of the files that a test gives.
func copies(t *testing.T, f files, s *portal.Settings) []*transcript.Sheet {
	t.Helper()
	if s == nil {
		s = &portal.Settings{}
	}
	list, err := Copies(whole(f).fs(), s)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(list, func(c *transcript.Sheet) bool { _, own := f[c.File]; return !own })
}

// spelt writes a transcript: headers with their units, rows with marks.
func spelt(s *transcript.Sheet) string {
	var b strings.Builder
	for i, c := range s.Header {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%s>%s/%s", c.Written, c.ZH, c.EN)
		if c.Unit != 0 {
			fmt.Fprintf(&b, "*%d>%s", c.Unit, c.WithUnit)
		}
	}
	line := func(r transcript.Row) {
		fmt.Fprintf(&b, "\n%d %s", r.Line, r.Why)
		if r.Ragged || r.Wrong {
			b.WriteString("!")
		}
		for _, c := range r.Cells {
			mark := ""
			if c.Unsure {
				mark = "?"
			}
			if c.Unseen {
				mark = "??"
			}
			if c.Mended() {
				mark = "~"
			}
			fmt.Fprintf(&b, " | %s%s", c.Text, mark)
		}
	}
	for _, r := range s.Rows {
		line(r)
	}
	for _, r := range s.Left {
		line(r)
	}
	return b.String()
}

func TestCopies(t *testing.T) {
	const code = "52440300MJL186084F"
	for _, tt := range []struct {
		name, pay string
		settings  *portal.Settings
		want      string
	}{
		{"mended", "信用代码,年度,层级,人数（人）,金额\n 52440300mjl186084f ,２０２３,受薪理事 ,12人,￥163000\n",
			&portal.Settings{Aliases: map[string]map[string]string{"pay": {"金额": "total"}}},
			"信用代码>统一社会信用代码/agency_id | 年度>年度/year | 层级>层级/tier | 人数（人）>人数/headcount | 金额>年度薪酬福利总额/total\n" +
				"2  | 52440300MJL186084F~ | 2023~ | 受薪理事 | 12~ | 163000~"},
		{"unit above, note, total", "薪酬表\n单位：万元\nagency_id,year,tier,headcount,total\n" + code + ",2023,directors,3,16.3\n合计,,,3,16.3\n备注：略,,,,\n", nil,
			"agency_id>统一社会信用代码/agency_id | year>年度/year | tier>层级/tier | headcount>人数/headcount | total>年度薪酬福利总额/total*10000>年度薪酬福利总额（万元）\n" +
				"4  | " + code + " | 2023 | directors | 3 | 163000~\n" +
				"1 title-rows | 薪酬表\n2 unit-line | 单位：万元\n5 total-row | 合计 |  |  | 3 | 16.3\n6 note-row | 备注：略 |  |  |  | "},
		{"unclear unit", "单位：元/万元\nagency_id,year,tier,headcount,total\n" + code + ",2023,directors,3,16.3\n", nil,
			"agency_id>统一社会信用代码/agency_id | year>年度/year | tier>层级/tier | headcount>人数/headcount | total>年度薪酬福利总额/total\n" +
				"3  | " + code + " | 2023 | directors | 3 | 16.3\n1 unit-line! | 单位：元/万元"},
		{"not certain", "agency_id,year,tier,headcount,total,注意\n914403O01922038216,23,理事,约5,1.63E+05,=1+1\n" + code + ",2023,directors,无\n", nil,
			"agency_id>统一社会信用代码/agency_id | year>年度/year | tier>层级/tier | headcount>人数/headcount | total>年度薪酬福利总额/total | 注意>/\n" +
				"2  | 914403O01922038216? | 23? | 理事? | 约5? | 1.63E+05? | =1+1\n3 ! | " + code + " | 2023 | directors | 无"},
		{"comma among semicolons", "agency_id;year;tier;headcount;total\n" + code + ";2023;directors;3;1,234\n" + code + ";2023;同上;3;1\n", nil,
			"agency_id>统一社会信用代码/agency_id | year>年度/year | tier>层级/tier | headcount>人数/headcount | total>年度薪酬福利总额/total\n" +
				"2  | " + code + " | 2023 | directors | 3 | 1,234??\n3  | " + code + " | 2023 | 同上? | 3 | 1"},
		{"both marks and digits", "agency_id,year,tier,headcount,total\n" + code + ",2023,directors,'１２,16.3万元\n", nil,
			"agency_id>统一社会信用代码/agency_id | year>年度/year | tier>层级/tier | headcount>人数/headcount | total>年度薪酬福利总额/total\n" +
				"2  | " + code + " | 2023 | directors | 12~ | 163000~"},
		{"settings that would change the copy", "agency_id,year,tier,headcount,total,published_on\n" + code + ",2023,甲,3,1,2023-05-01\n",
			&portal.Settings{
				Aliases: map[string]map[string]string{"pay": {"人数": "total", "headcount": "headcount"}},
				Values:  map[string]map[string]map[string]string{"pay": {"tier": {"甲": "directors", "directors": "managers"}}},
				Dates:   map[string][]day.Layout{"pay": {layout(t, "YYYY-DD-MM")}},
			},
			"agency_id>统一社会信用代码/agency_id | year>年度/year | tier>层级/tier | headcount>/headcount | total>年度薪酬福利总额/total | published_on>公开日期/published_on\n" +
				"2  | " + code + " | 2023 | 甲 | 3 | 1 | 2023-05-01"},
		{"defaults stay out", "agency_id,year,headcount,total\n" + code + ",2023,3,-\n",
			&portal.Settings{Defaults: map[string]map[string]string{"pay": {"tier": "directors", "total": "0"}}},
			"agency_id>统一社会信用代码/agency_id | year>年度/year | headcount>人数/headcount | total>年度薪酬福利总额/total\n2  | " + code + " | 2023 | 3 | -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list := copies(t, files{"data/pay.csv": tt.pay}, tt.settings)
			if len(list) != 1 {
				t.Fatalf("%d transcripts, want 1", len(list))
			}
			if got := spelt(list[0]); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestCopiesBroken checks that a transcript says that rows are lost.
func TestCopiesBroken(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"whole", "agency_id,year\na,1\n", false},
		{"stray quote", "agency_id,year\na\"b,1\nc,2\n", true},
		{"open quote", "agency_id,year\n\"a,1\nc,2\n", true},
		{"a NUL", "agency_id,year\na,1\nb\x00,2\n", true},
	} {
		list := copies(t, files{"data/pay.csv": tt.text}, nil)
		if len(list) != 1 || list[0].Broken != tt.want {
			t.Errorf("%s: %d transcripts, broken %v; want 1, %v", tt.name, len(list), len(list) > 0 && list[0].Broken, tt.want)
		}
	}
}

// TestCopiesOfWorkbook checks what only a workbook can say of a cell.
func TestCopiesOfWorkbook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	for _, err := range []error{err,
		f.SetSheetRow("Sheet1", "A1", &[]any{"项目编号", "项目名称", "统一社会信用代码", "购买主体", "开始日期", "结束日期", "合同金额", "项目总人数"}),
		f.SetSheetRow("Sheet1", "A2", &[]any{45047, "甲", int64(914403001922038216), "乙", 45047, 45048, nil, 2}),
		f.SetCellStyle("Sheet1", "A2", "A2", day), f.SetCellStyle("Sheet1", "E2", "F2", day),
		f.SetCellFormula("Sheet1", "G2", "1+1"),
		f.SetSheetRow("Sheet1", "A3", &[]any{"NZ-1", "丙", "52440300MJL186084F", "乙", 45047, 45048, 16341.000000000002, 3}),
		f.SetCellStyle("Sheet1", "E3", "F3", day),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "H3", "1+1"); err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	if err := f.Write(&body); err != nil {
		t.Fatal(err)
	}
	list := copies(t, files{"data/projects.xlsx": body.String()}, nil)
	if len(list) != 1 {
		t.Fatalf("%d transcripts, want 1", len(list))
	}
	_, rows, _ := strings.Cut(spelt(list[0]), "\n")
	want := "2  | 2023-05-01?? | 甲 | 914403001922038000?? | 乙 | 2023-05-01 | 2023-05-02 | ?? | 2\n" +
		"3  | NZ-1 | 丙 | 52440300MJL186084F | 乙 | 2023-05-01 | 2023-05-02 | 16341 | 3"
	if rows != want {
		t.Errorf("got\n%s\nwant\n%s", rows, want)
	}
	_, found := readAll(t, files{"data/projects.xlsx": body.String()}, nil)
	if got := briefs(found); !strings.Contains(got, "projects.xlsx:2:7 error spreadsheet-error") {
		t.Errorf("findings %s lack the formula without a result", got)
	}
}

func layout(t *testing.T, notation string) day.Layout {
	t.Helper()
	l, err := day.NewLayout(notation)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
