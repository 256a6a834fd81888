package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/finding"
)

// made is a workbook that a test makes.
func made(t testing.TB, build func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	build(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// must stops a test at an error of making.
func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func workbookBytes(t testing.TB) []byte {
	return made(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"年度", "层级"}), f.SetSheetRow("Sheet1", "A2", &[]any{2023, "受薪理事"}))
	})
}

// dump writes the rows of a workbook's sheets as line: cells with their marks.
func dump(t *testing.T, body []byte) (rows string, rules string) {
	t.Helper()
	var b, said strings.Builder
	f, err := Open(fstest.MapFS{"a.xlsx": {Data: body}}, "a.xlsx", Options{Say: func(r finding.Finding) {
		fmt.Fprintf(&said, "%s %d:%d;", r.Rule, r.Line, r.Column)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if f == nil {
		return "", said.String()
	}
	defer f.Close()
	for _, s := range f.Sheets {
		if s.Hidden {
			fmt.Fprintf(&b, "(%s hidden)\n", s.Name)
			continue
		}
		for {
			row, err := s.Rows.Next()
			if err != nil {
				t.Fatal(err)
			}
			if row == nil {
				break
			}
			fmt.Fprintf(&b, "%d:", row.Line)
			for i, c := range row.Cells {
				fmt.Fprintf(&b, " %s%s", c, marks(row.Mark(i)))
			}
			if row.Hidden {
				b.WriteString(" hidden")
			}
			b.WriteByte('\n')
		}
	}
	return b.String(), said.String()
}

func marks(m Mark) string {
	s := ""
	for i, name := range []string{"number", "date", "rounded", "formula", "failed", "tall", "filled", "wide", "unseen", "scaled", "padded", "1904"} {
		if m&(1<<i) != 0 {
			s += "/" + name
		}
	}
	return s
}

func TestWorkbook(t *testing.T) {
	style := func(f *excelize.File, cell, format string, id int) {
		s := &excelize.Style{NumFmt: id}
		if format != "" {
			s.CustomNumFmt = &format
		}
		n, err := f.NewStyle(s)
		must(t, err, f.SetCellStyle("Sheet1", cell, cell, n))
	}
	for _, tt := range []struct {
		name  string
		build func(f *excelize.File)
		want  string
		rules string
	}{
		{"texts and numbers", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"a", "b"}), f.SetSheetRow("Sheet1", "A3", &[]any{163450, 1, true, "x"}), f.SetCellDefault("Sheet1", "B3", "16341.000000000002"))
		}, "1: a b\n3: 163450/number 16341/number/rounded TRUE x\n", ""},
		{"days", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{45047, 45047, 45047, 45047.5, 60, 45047, 45047}))
			style(f, "A1", "", 14)
			style(f, "B1", "yyyy\"年\"m\"月\"d\"日\"", 0)
			style(f, "C1", "yyyy\"年\"m\"月\"", 0)
			style(f, "D1", "yyyy-mm-dd hh:mm", 0)
			style(f, "E1", "", 14)
			style(f, "F1", "m\"月\"d\"日\"", 0)
			style(f, "G1", "yyyy", 0)
		}, "1: 2023-05-01/date 2023-05-01/date 2023-05/date 2023-05-01 12:00:00/date 1900-02-29/date 05-01/date 2023/date\n", ""},
		{"formats that are no days", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{0.925, 0.5, 1234.5, 5}))
			style(f, "A1", "0.0%", 0)
			style(f, "B1", "[h]:mm:ss", 0)
			style(f, "C1", "#,##0.00\" yuan\";[Red]-0", 0)
			style(f, "D1", "0\\d", 0)
		}, "1: 92.5%/number 0.5/number 1234.5/number 5/number\n", ""},
		{"formats in another unit", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{16.3, 163000, 163000, 42, 2023}))
			style(f, "A1", "0.0\"万元\"", 0)
			style(f, "B1", "#,##0,", 0)
			style(f, "C1", "#,##0.00\"元\"", 0)
			style(f, "D1", "00000", 0)
			style(f, "E1", "General\"年\"", 0)
		}, "1: 16.3/number/scaled 163000/number/scaled 163000/number 42/number/padded 2023/number\n", ""},
		{"days of 1904", func(f *excelize.File) {
			yes := true
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}), f.SetCellValue("Sheet1", "A1", 43585))
			style(f, "A1", "", 14)
		}, "1: 2023-05-01/date\n", ""},
		{"formulas", func(f *excelize.File) {
			must(t, f.SetCellFormula("Sheet1", "A1", "1+1"), f.SetCellValue("Sheet1", "B1", 3), f.SetCellFormula("Sheet1", "B1", "1+2"))
		}, "1: /formula/failed 3/formula\n", ""},
		{"merged downwards", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"a", "1"}), f.SetCellValue("Sheet1", "B2", "2"), f.SetCellValue("Sheet1", "B3", "3"), f.MergeCell("Sheet1", "A1", "A2"))
		}, "1: a/tall 1\n2: a/filled 2\n3:  3\n", ""},
		{"merged sideways", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A1", "title"), f.MergeCell("Sheet1", "A1", "C1"), f.SetCellValue("Sheet1", "A2", "x"))
		}, "1: title/wide /wide /wide\n2: x\n", ""},
		{"hidden", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"a", "b"}), f.SetRowVisible("Sheet1", 1, false), f.SetColVisible("Sheet1", "B", false))
			_, err := f.NewSheet("old")
			must(t, err, f.SetSheetVisible("old", false))
		}, "1: a b/unseen hidden\n(old hidden)\n", ""},
		{"big code as a number", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "A1", int64(914403001922038216)))
		}, "1: 914403001922038000/number/rounded\n", ""},
		{"far right", func(f *excelize.File) {
			must(t, f.SetCellValue("Sheet1", "ZZ1", "x"))
		}, "", "too-many-columns 1:702;"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, rules := dump(t, made(t, tt.build))
			if got != tt.want || rules != tt.rules {
				t.Errorf("read\n%s%s\nwant\n%s%s", got, rules, tt.want, tt.rules)
			}
		})
	}
}

// TestDamagedWorkbook cuts and spoils a workbook: it is refused, or it is read as it was.
func TestDamagedWorkbook(t *testing.T) {
	whole := workbookBytes(t)
	want, _ := dump(t, whole)
	for at := 0; at < len(whole); at += 7 {
		if got, rules := dump(t, whole[:at]); got != "" || rules == "" {
			t.Fatalf("cut at %d: read %q, said %q, want a refusal", at, got, rules)
		}
		spoilt := bytes.Clone(whole)
		spoilt[at] ^= 0xff
		if got, rules := dump(t, spoilt); got != want && rules == "" {
			t.Fatalf("spoilt at %d: read %q without a word, want %q or a refusal", at, got, want)
		}
	}
}
