package starter

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/form"
	"gongshi/internal/schema"
)

// open reads a table's form back.
func open(t *testing.T, table *schema.Table) *excelize.File {
	t.Helper()
	body, err := makeForm(table)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// eachForm runs a test on the form of every table.
func eachForm(t *testing.T, test func(t *testing.T, table *schema.Table, f *excelize.File)) {
	for _, table := range schema.Tables() {
		t.Run(table.Name, func(t *testing.T) { test(t, table, open(t, table)) })
	}
}

func TestSheets(t *testing.T) {
	eachForm(t, func(t *testing.T, table *schema.Table, f *excelize.File) {
		if got, want := f.GetSheetList(), []string{table.ZH, "填写说明", "示例"}; !slices.Equal(got, want) {
			t.Errorf("sheets %q, want %q", got, want)
		}
		if f.GetActiveSheetIndex() != 0 {
			t.Errorf("the sheet %d is open, want the first", f.GetActiveSheetIndex())
		}
		var header []string
		for _, c := range table.Columns {
			header = append(header, c.ZH)
		}
		rows, err := f.GetRows(table.ZH)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1 || !slices.Equal(rows[0], header) {
			t.Errorf("the first sheet holds %q, want the header %q alone", rows, header)
		}
		panes, err := f.GetPanes(table.ZH)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("panes %+v, %v; want the header frozen", panes, err)
		}
	})
}

// TestFormats checks how cells far below the header are kept: what is no number and no
// day must be text, or a spreadsheet changes it.
func TestFormats(t *testing.T) {
	want := map[schema.Kind]int{schema.Year: 1, schema.Count: 1, schema.Money: 4, schema.Score: 0}
	eachForm(t, func(t *testing.T, table *schema.Table, f *excelize.File) {
		for i, c := range table.Columns {
			name, _ := excelize.ColumnNumberToName(i + 1)
			id, err := f.GetColStyle(table.ZH, name)
			if err != nil {
				t.Fatal(err)
			}
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			format, isNumber := want[c.Kind]
			switch {
			case c.Kind == schema.Date:
				if style.CustomNumFmt == nil || *style.CustomNumFmt != "yyyy-mm-dd" {
					t.Errorf("%s: format %v, want yyyy-mm-dd", c.Name, style.CustomNumFmt)
				}
			case isNumber && style.NumFmt != format, !isNumber && style.NumFmt != 49:
				t.Errorf("%s of kind %d: format %d", c.Name, c.Kind, style.NumFmt)
			}
		}
	})
}

func TestRequiredStandsOut(t *testing.T) {
	eachForm(t, func(t *testing.T, table *schema.Table, f *excelize.File) {
		for i, c := range table.Columns {
			at, _ := excelize.CoordinatesToCellName(i+1, 1)
			id, err := f.GetCellStyle(table.ZH, at)
			if err != nil {
				t.Fatal(err)
			}
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Contains(style.Fill.Color, form.RequiredFill); got != c.Required {
				t.Errorf("%s: coloured %v, want %v", c.Name, got, c.Required)
			}
		}
	})
}

// TestComments checks that every header says what belongs below it, in both languages.
func TestComments(t *testing.T) {
	eachForm(t, func(t *testing.T, table *schema.Table, f *excelize.File) {
		comments, err := f.GetComments(table.ZH)
		if err != nil {
			t.Fatal(err)
		}
		text := map[string]string{}
		for _, c := range comments {
			for _, run := range c.Paragraph {
				text[c.Cell] += run.Text
			}
		}
		for i, c := range table.Columns {
			at, _ := excelize.CoordinatesToCellName(i+1, 1)
			note, must := table.Note(c.Name), "选填 optional"
			if c.Required {
				must = "必填 required"
			}
			for _, want := range []string{c.ZH, c.Name, must, note.ZH, note.EN, note.Example} {
				if !strings.Contains(text[at], want) {
					t.Errorf("the comment on %s is %q, want %q in it", c.ZH, text[at], want)
				}
			}
		}
	})
}

// TestValidations checks what every column takes, that its cells say what is wanted,
// and the lengths that Excel allows, beyond which it calls the file damaged.
func TestValidations(t *testing.T) {
	types := map[schema.Kind]string{
		schema.Coded: "list", schema.CreditKey: "textLength", schema.Date: "date", schema.Year: "whole",
		schema.Count: "whole", schema.Money: "decimal", schema.Score: "decimal", schema.URL: "custom",
	}
	eachForm(t, func(t *testing.T, table *schema.Table, f *excelize.File) {
		list, err := f.GetDataValidations(table.ZH)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != len(table.Columns) {
			t.Fatalf("%d validations, want %d", len(list), len(table.Columns))
		}
		for i, c := range table.Columns {
			v := list[i]
			name, _ := excelize.ColumnNumberToName(i + 1)
			if want := name + "2:" + name + "1048576"; v.Sqref != want {
				t.Errorf("%s: validates %s, want %s", c.Name, v.Sqref, want)
			}
			want, strict := types[c.Kind]
			if len(c.Known) > 0 {
				want = "list"
			} else if !strict {
				want = "none"
			}
			if v.Type != want || v.ShowErrorMessage != strict || v.AllowBlank == c.Required {
				t.Errorf("%s: type %s, refuses %v, blank %v; want %s, %v, %v", c.Name, v.Type, v.ShowErrorMessage, v.AllowBlank, want, strict, !c.Required)
			}
			if !v.ShowInputMessage {
				t.Errorf("%s has no prompt", c.Name)
			}
			within(t, c.Name+" prompt title", v.PromptTitle, 32)
			within(t, c.Name+" prompt", v.Prompt, 255)
			if strict {
				within(t, c.Name+" error title", v.ErrorTitle, 32)
				within(t, c.Name+" error", v.Error, 225)
			}
			if want == "list" {
				offered(t, &c, v.Formula1)
			}
		}
	})
}

func within(t *testing.T, what string, text *string, limit int) {
	t.Helper()
	if text == nil || *text == "" {
		t.Errorf("%s is missing", what)
	} else if n := len(utf16.Encode([]rune(*text))); n > limit {
		t.Errorf("%s has %d characters, want at most %d", what, n, limit)
	}
}

// offered checks that a list offers every code, and nothing that is none.
func offered(t *testing.T, c *schema.Column, formula string) {
	t.Helper()
	codes := append(slices.Clone(c.Codes), c.Known...)
	values := strings.Split(strings.Trim(formula, `"`), ",")
	for _, v := range values {
		if _, ok := schema.Find(codes, v); !ok {
			t.Errorf("%s offers %q, which is no code", c.Name, v)
		}
	}
	for _, code := range codes {
		if !slices.Contains(values, code.ZH) {
			t.Errorf("%s does not offer %s", c.Name, code.ZH)
		}
	}
}

// TestGrades checks that both vocabularies of grades are offered, since a grade is
// shown as written.
func TestGrades(t *testing.T) {
	table := schema.Lookup("evaluations")
	got := form.Values(table, table.Column("grade"))
	for _, want := range []string{"优秀", "优", "良好", "良", "中", "差", "整改后通过"} {
		if !slices.Contains(got, want) {
			t.Errorf("grades %q lack %s", got, want)
		}
	}
}

func TestNotesSheet(t *testing.T) {
	eachForm(t, func(t *testing.T, table *schema.Table, f *excelize.File) {
		rows, err := f.GetRows(notesSheet)
		if err != nil {
			t.Fatal(err)
		}
		about := map[string][]string{}
		for _, row := range rows {
			if len(row) > 1 {
				about[row[1]] = row
			}
		}
		for i := range table.Columns {
			c := &table.Columns[i]
			text, note := strings.Join(about[c.Name], "\n"), table.Note(c.Name)
			for _, want := range append(form.Values(table, c), c.ZH, note.ZH, note.EN, note.Example) {
				if !strings.Contains(text, want) {
					t.Errorf("the line about %s is %q, want %q in it", c.Name, text, want)
				}
			}
		}
	})
}
