package repair_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongshi/internal/build"
	"gongshi/internal/finding"
	"gongshi/internal/golden"
	"gongshi/internal/repair"
)

const (
	settings = "as_of: 2026-06-30\n"
	agencies = "agency_id,name\n529900000000000193,拟州市晨光社会工作服务中心\n"
	personal = "11010519491231002X"
)

// clerk is a portal as somebody without a programmer's eye keeps it.
func clerk(t *testing.T) map[string]string {
	t.Helper()
	pay := `拟州市社会工作机构薪酬汇总表
单位：万元
信用代码,年度,层级,人数（人）,年度薪酬福利总额,说明,内部编号
５２９９０００００００００００１９３,２０２３,受薪理事,3人,16.3,=1+1,A-1
529900000000000193,2024,总干事及副总干事,１２,￥30,"两行
备注",A-2
合计,,,15,46.3,,
备注：如有疑问请拨 138 0013 8000,,,,,,
`
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(pay)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"gongshi.yaml":      settings,
		"data/机构.csv":       agencies,
		"data/薪酬/福田.csv":    gb,
		"data/projects.csv": "project_id,name,agency_id,purchaser,starts_on,ends_on,amount,remark\nNZ-1,甲,52990000000000O193,乙,2025/1/1,2025年12月,约16万元,-1\nNZ-2,丙,529900000000000193,乙,２０２５-01-01,2025-12-31,16万元,\n",
		"data/惩戒.csv":       "文书号,类别,对象,统一社会信用代码,种类,作出机关,决定日期,事实\n拟民罚字〔2025〕1号,行政处罚,机构,529900000000000193,警告,拟州市民政局,2025-03-10,当事人" + personal + "未报送。\n",
		"data/机构-旧.xls":     "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
		"data/评价.csv":       "项目编号,类型,等级,评价日期\nNZ-2,\"验收,合格,2025-12-31\n",
	}
}

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		put(t, dir, name, []byte(text))
	}
	return dir
}

// written are the files of a folder by path.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			rel, _ := filepath.Rel(dir, path)
			all[filepath.ToSlash(rel)] = string(read(t, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestGolden looks at all that is written but the workbooks, in both languages.
func TestGolden(t *testing.T) {
	files := map[string]string{}
	for _, lang := range []string{"zh-CN", "en"} {
		dir := folder(t, clerk(t))
		before := written(t, filepath.Join(dir, "data"))
		files[lang+"/stdout"] = fix(t, dir, lang)
		for name, body := range written(t, filepath.Join(dir, "fix")) {
			if filepath.Ext(name) != ".xlsx" && name != ".gongshi-fix.json" {
				files[lang+"/"+name] = body
			}
		}
		if after := written(t, filepath.Join(dir, "data")); !maps.Equal(before, after) {
			t.Error("the originals were changed")
		}
	}
	golden.Tree(t, "testdata/clerk", files)
}

func TestSameBytes(t *testing.T) {
	var first map[string]string
	for range 3 {
		dir := folder(t, clerk(t))
		fix(t, dir, "zh-CN")
		fix(t, dir, "zh-CN") // over its own copies
		all := written(t, filepath.Join(dir, "fix"))
		if first == nil {
			first = all
		}
		if !maps.Equal(first, all) {
			t.Errorf("other bytes: %q", slices.Sorted(maps.Keys(all)))
		}
		if left := written(t, dir); len(left) != len(clerk(t))+len(all) {
			t.Errorf("beside the copies there is %q", slices.Sorted(maps.Keys(left)))
		}
	}
}

// open opens a workbook that was written.
func open(t *testing.T, dir, name string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(read(t, filepath.Join(dir, "fix", name))))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestWorkbook reads the workbook of the projects back: which cells are coloured, with
// what comment, and what is kept as text.
func TestWorkbook(t *testing.T) {
	dir := folder(t, clerk(t))
	fix(t, dir, "zh-CN")
	f := open(t, dir, "projects.xlsx")
	if got, want := f.GetSheetList(), []string{"项目", "说明"}; !slices.Equal(got, want) {
		t.Fatalf("sheets %q, want %q", got, want)
	}
	comments := map[string]string{}
	list, err := f.GetComments("项目")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		for _, run := range c.Paragraph {
			comments[c.Cell] += run.Text
		}
	}
	for _, tt := range []struct{ cell, text, fill, comment string }{
		{"A1", "project_id", "DDEBF7", ""},
		{"H1", "remark", "FFD966", "警告：项目表没有这一列"},
		{"C2", "52990000000000O193", "F4B6B0", "是否应为 529900000000000193"},
		{"E2", "2025/1/1", "", ""},
		{"F2", "2025年12月", "F4B6B0", "错误：日期缺少月或日"},
		{"G2", "约16万元", "F4B6B0", "错误：不是金额"},
		{"H2", "-1", "", ""},
		{"E3", "45658", "C6E0B4", "已改写，原来是：２０２５-01-01"},
		{"F3", "46022", "", ""},
		{"G3", "160000", "C6E0B4", "已改写，原来是：16万元"},
	} {
		text, err := f.GetCellValue("项目", tt.cell, excelize.Options{RawCellValue: true})
		if err != nil || text != tt.text {
			t.Errorf("%s holds %q, %v; want %q", tt.cell, text, err, tt.text)
		}
		if got := fill(t, f, "项目", tt.cell); got != tt.fill {
			t.Errorf("%s has the colour %q, want %q", tt.cell, got, tt.fill)
		}
		if got := comments[tt.cell]; tt.comment == "" && got != "" || !strings.Contains(got, tt.comment) {
			t.Errorf("%s has the comment %q, want %q in it", tt.cell, got, tt.comment)
		}
	}
	if kind, err := f.GetCellType("项目", "H2"); err != nil || kind != excelize.CellTypeSharedString {
		t.Errorf("-1 in an unknown column is of the type %v, %v; want text", kind, err)
	}
}

func fill(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(style.Fill.Color, " ")
}

// TestNotes checks the sheet that explains the copy, and that it is for people only.
func TestNotes(t *testing.T) {
	dir := folder(t, clerk(t))
	fix(t, dir, "en")
	f := open(t, dir, "薪酬/福田.xlsx")
	rows, err := f.GetRows("说明")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(strings.Join(row, "|") + "\n")
	}
	for _, want := range []string{
		"Repaired copy of data/薪酬/福田.csv", "an error: nothing is published", "read as GB18030", "line 7|total-row|合计 15 46.3", "line 2|unit-line|单位：万元",
		"line 8|note-row|备注：如有疑问请拨 138******00",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the notes lack %q:\n%s", want, text.String())
		}
	}
	if got := fill(t, f, "薪酬", "F2"); got != "" {
		t.Errorf("a cell about which there is nothing to say has the colour %s", got)
	}
	if kind, err := f.GetCellType("薪酬", "F2"); err != nil || kind != excelize.CellTypeSharedString {
		t.Errorf("a text that begins with = is of the type %v, %v; want text", kind, err)
	}
}

// TestPersonalNumbers checks where a number of a person goes: into the copies, where it
// stood, and nowhere else.
func TestPersonalNumbers(t *testing.T) {
	dir := folder(t, clerk(t))
	out := fix(t, dir, "zh-CN")
	all := written(t, filepath.Join(dir, "fix"))
	if !strings.Contains(all["惩戒.csv"], personal) {
		t.Error("the copy lacks what the original holds")
	}
	for _, name := range []string{"修改清单.csv", "README.txt", ".gongshi-fix.json"} {
		if strings.Contains(all[name], personal) || strings.Contains(all[name], "138 0013 8000") {
			t.Errorf("%s repeats a personal number", name)
		}
	}
	if strings.Contains(out, personal) {
		t.Errorf("stdout repeats a personal number: %s", out)
	}
	f := open(t, dir, "惩戒.xlsx")
	if got := fill(t, f, "惩戒", "H2"); got != "F4B6B0" {
		t.Errorf("the cell has the colour %q, want that of an error", got)
	}
	list, err := f.GetComments("惩戒")
	if err != nil || len(list) == 0 {
		t.Fatalf("%d comments, %v", len(list), err)
	}
	for _, c := range list {
		if text := fmt.Sprint(c); strings.Contains(text, personal) {
			t.Errorf("the comment repeats the number: %s", text)
		}
	}
}

// TestDoubts checks that nothing becomes right by being copied: what is refused in the
// original is refused in both copies.
func TestDoubts(t *testing.T) {
	const header = "agency_id,year,tier,headcount,total"
	const code = "529900000000000193"
	projects := func(t *testing.T, change func(f *excelize.File) error) string {
		f := excelize.NewFile()
		defer f.Close()
		text := []any{"NZ-1", "甲", code, "乙", "2025-01-01", "2025-12-31"}
		head := []any{"项目编号", "项目名称", "统一社会信用代码", "购买主体", "开始日期", "结束日期"}
		if err := errors.Join(f.SetSheetRow("Sheet1", "A1", &head), f.SetSheetRow("Sheet1", "A2", &text), change(f)); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, tt := range []struct {
		name, file, text string
		make             func(f *excelize.File) error
	}{
		{name: "a comma that may be a decimal", file: "pay.csv", text: strings.ReplaceAll(header, ",", ";") + "\n" + code + ";2023;directors;3;1,234\n"},
		{name: "a unit that cannot be told", file: "pay.csv", text: "单位：元/万元\n" + header + "\n" + code + ",2023,directors,3,16.3\n"},
		{name: "header rows that differ", file: "pay.csv", text: header + "\nagency_id,year,tier,total,headcount\n" + code + ",2023,directors,3,16\n"},
		{name: "a row that is too short", file: "pay.csv", text: header + ",published_on,note\n" + code + ",2023,directors,3,16,x\n"},
		{name: "a row that is too long", file: "pay.csv", text: header + "\n" + code + ",2023,directors,3,16,x\n"},
		{name: "an amount in doubt", file: "pay.csv", text: "agency_id,year,tier,headcount,total（万元）\n" + code + ",2023,directors,3,约16\n"},
		{name: "a control character", file: "pay.csv", text: header + ",note\n" + code + ",2023,directors,3,16,a\x01b\n"},
		{name: "two columns of one name", file: "pay.csv", text: header + ",人数\n" + code + ",2023,directors,3,16,4\n"},
		{name: "a column that is missing", file: "pay.csv", text: "agency_id,year,tier,headcount\n" + code + ",2023,directors,3人\n"},
		{name: "同上", file: "pay.csv", text: header + "\n" + code + ",2023,directors,3,1\n" + code + ",2024,同上,3,1\n"},
		{name: "a code kept as a number", file: "projects.xlsx", make: func(f *excelize.File) error { return f.SetCellInt("Sheet1", "C2", 529900000000000193) }},
		{name: "an identifier kept as a day", file: "projects.xlsx", make: func(f *excelize.File) error {
			id, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			return errors.Join(err, f.SetCellInt("Sheet1", "A2", 45047), f.SetCellStyle("Sheet1", "A2", "A2", id))
		}},
		{name: "cells merged sideways", file: "projects.xlsx", make: func(f *excelize.File) error { return f.MergeCell("Sheet1", "B2", "C2") }},
		{name: "a formula that failed", file: "projects.xlsx", make: func(f *excelize.File) error {
			return errors.Join(f.SetCellStr("Sheet1", "G1", "服务领域"), f.SetCellFormula("Sheet1", "G2", "1/0"))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.make != nil {
				tt.text = projects(t, tt.make)
			}
			dir := folder(t, map[string]string{"gongshi.yaml": settings, "data/agencies.csv": agencies, "data/" + tt.file: tt.text})
			errorsIn := func(dir string) string {
				var rules []string
				for _, f := range load(t, dir).Findings {
					if f.Severity == finding.Error {
						rules = append(rules, f.Rule)
					}
				}
				return strings.Join(rules, " ")
			}
			if errorsIn(dir) == "" {
				t.Fatal("the original has no error")
			}
			fix(t, dir, "zh-CN")
			stem, _, _ := strings.Cut(tt.file, ".")
			for _, ext := range []string{".csv", ".xlsx"} {
				again := folder(t, map[string]string{"gongshi.yaml": settings, "data/agencies.csv": agencies})
				put(t, again, "data/"+stem+ext, read(t, filepath.Join(dir, "fix", stem+ext)))
				if errorsIn(again) == "" {
					t.Errorf("the copy %s has no error:\n%s", ext, read(t, filepath.Join(dir, "fix", stem+".csv")))
				}
			}
		})
	}
}

// TestSheets copies a workbook of several sheets with names that mean harm.
func TestSheets(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	head := []any{"机构代码", "年度", "层级", "人数", "年度薪酬福利总额"}
	for i, name := range []string{"Sheet1", "..evil", "2024年 (终)", "2024年 [终"} {
		name = strings.ReplaceAll(name, "[", "｛")
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		row := []any{"529900000000000193", fmt.Sprint(2020 + i), "受薪理事", "3人", "1"}
		if err := errors.Join(f.SetSheetRow(name, "A1", &head), f.SetSheetRow(name, "A2", &row)); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	dir := folder(t, map[string]string{"gongshi.yaml": settings, "data/机构.csv": agencies, "data/薪酬.xlsx": b.String(), "data/薪酬.csv": "统一社会信用代码,年度,层级,人数,年度薪酬福利总额\n"})
	fix(t, dir, "zh-CN")
	var names []string
	for name := range written(t, filepath.Join(dir, "fix")) {
		names = append(names, name)
	}
	slices.Sort(names)
	want := []string{".gongshi-fix.json", "README.txt", "修改清单.csv", "薪酬-xlsx-2024年--终-2.csv", "薪酬-xlsx-2024年--终.csv", "薪酬-xlsx-evil.csv", "薪酬-xlsx.csv", "薪酬-xlsx.xlsx"}
	if !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
	book := open(t, dir, "薪酬-xlsx.xlsx")
	for i, sheet := range book.GetSheetList()[:4] {
		year, err := book.GetCellValue(sheet, "B2", excelize.Options{RawCellValue: true})
		if err != nil || year != fmt.Sprint(2020+i) {
			t.Errorf("%s: the year is %q, %v", sheet, year, err)
		}
		if got := fill(t, book, sheet, "D2"); got != "C6E0B4" {
			t.Errorf("%s: the cell in another form has the colour %q", sheet, got)
		}
	}
}

// TestNothing checks what is said where there is nothing to repair.
func TestNothing(t *testing.T) {
	dir := folder(t, map[string]string{"gongshi.yaml": settings, "data/agencies.csv": agencies, "data/pay.csv": "agency_id,year,tier,headcount,total\n"})
	if got, want := fix(t, dir, "en"), "nothing to repair (fix)\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
	names := slices.Sorted(maps.Keys(written(t, filepath.Join(dir, "fix"))))
	if want := []string{".gongshi-fix.json", "README.txt", "changes.csv"}; !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
}

// TestAway checks where copies are not written.
func TestAway(t *testing.T) {
	dir := folder(t, clerk(t))
	put(t, dir, "public/index.html", nil)
	if err := os.Symlink("data", filepath.Join(dir, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	before := written(t, dir)
	for _, to := range []string{"data", "data/fix", "content", "content/x/y", "public", "public/fix", ".gongshi", "templates/a", ".", "..", "link", "link/fix", "gongshi.yaml"} {
		_, err := build.Fix(build.Options{Dir: dir}, load(t, dir), to, "en")
		var occupied *repair.OccupiedError
		if !errors.As(err, &occupied) {
			t.Errorf("%s: error %v, want one that the folder cannot take copies", to, err)
		}
	}
	if after := written(t, dir); !maps.Equal(before, after) {
		t.Error("something was written")
	}
}
