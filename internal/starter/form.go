package starter

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/schema"
)

// The sheets of a form behind the first one, which has the table's Chinese name. Sheets
// of these names are for people; the reader of the tables skips them.
const (
	notesSheet   = "填写说明"
	exampleSheet = "示例"
)

// made is when every form was made, as the file says: the same bytes on every day.
const made = "2020-01-01T00:00:00Z"

// face is the typeface of the forms; programs without it take their own.
const face = "Microsoft YaHei"

// The fills of cells.
const (
	requiredFill = "FFE699"
	optionalFill = "DDEBF7"
)

// form makes the workbook of a table.
func form(t *schema.Table) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	b := &workbook{file: f, table: t}
	b.try(f.SetDefaultFont(face))
	b.try(f.SetSheetName("Sheet1", t.ZH))
	for _, name := range []string{notesSheet, exampleSheet} {
		_, err := f.NewSheet(name)
		b.try(err)
	}
	b.properties()
	b.entry()
	b.notes()
	b.example()
	for _, sheet := range []string{t.ZH, notesSheet, exampleSheet} {
		b.printed(sheet)
	}
	f.SetActiveSheet(0)
	if b.err != nil {
		return nil, b.err
	}
	body, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

// workbook is a form in the making; err is the first thing that went wrong.
type workbook struct {
	file  *excelize.File
	table *schema.Table
	err   error
}

func (b *workbook) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *workbook) style(s *excelize.Style) int {
	id, err := b.file.NewStyle(s)
	b.try(err)
	return id
}

func (b *workbook) properties() {
	b.try(b.file.SetDocProps(&excelize.DocProperties{
		Creator: "gongshi", LastModifiedBy: "gongshi", Created: made, Modified: made,
		Title: "公示填报表：" + b.table.ZH, Language: "zh-CN",
	}))
	b.try(b.file.SetAppProps(&excelize.AppProperties{Application: "gongshi"}))
}

// cell is the name of a cell, both numbers from 1.
func (b *workbook) cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	b.try(err)
	return name
}

func (b *workbook) column(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	b.try(err)
	return name
}

// entry makes the sheet that is filled in: headers with a note each, and below them
// cells that take what the column takes.
func (b *workbook) entry() {
	sheet := b.table.ZH
	b.headed(sheet)
	for i := range b.table.Columns {
		c := &b.table.Columns[i]
		b.comment(sheet, b.cell(i+1, 1), c)
		v := b.validation(c, b.cell(i+1, 2))
		name := b.column(i + 1)
		v.Sqref = name + "2:" + name + lastRow
		b.try(b.file.AddDataValidation(sheet, v))
	}
}

// printed lays a sheet out for paper: as wide as a page, as long as it takes.
func (b *workbook) printed(sheet string) {
	const a4 = 9
	orientation, paper, wide, tall, fit := "landscape", a4, 1, 0, true
	b.try(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper, FitToWidth: &wide, FitToHeight: &tall}))
	b.try(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// headed writes the header of the table into the first row of a sheet, and gives
// the columns their forms.
func (b *workbook) headed(sheet string) {
	for i, c := range b.table.Columns {
		name := b.column(i + 1)
		b.try(b.file.SetColStyle(sheet, name, b.style(cellStyle(c.Kind))))
		b.try(b.file.SetColWidth(sheet, name, name, width(c)))
	}
	for i, c := range b.table.Columns {
		fill := optionalFill
		if c.Required {
			fill = requiredFill
		}
		at := b.cell(i+1, 1)
		b.try(b.file.SetCellStr(sheet, at, c.ZH))
		b.try(b.file.SetCellStyle(sheet, at, at, b.style(headerStyle(fill))))
	}
	b.try(b.file.SetRowHeight(sheet, 1, 30))
	b.try(b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// comment notes on a header what belongs below it.
func (b *workbook) comment(sheet, at string, c *schema.Column) {
	note := b.table.Note(c.Name)
	must := "选填 optional"
	if c.Required {
		must = "必填 required"
	}
	lines := []string{note.ZH, note.EN}
	if values := listed(b.table, c); len(values) > 0 {
		lines = append(lines, "可选："+strings.Join(values, "、"))
	}
	if note.Example != "" {
		lines = append(lines, "例："+note.Example)
	}
	body := strings.Join(lines, "\n")
	font := func(bold bool) *excelize.Font {
		return &excelize.Font{Family: face, Size: 9, Bold: bold, Color: "000000"}
	}
	const lineHeight, width = 18, 320 // pixels
	b.try(b.file.AddComment(sheet, excelize.Comment{
		Cell: at, Author: "gongshi", Width: width, Height: uint(lineHeight * (2 + rows(body, width/7))),
		Paragraph: []excelize.RichTextRun{
			{Text: c.ZH + " " + c.Name + "（" + must + "）\n", Font: font(true)},
			{Text: body, Font: font(false)},
		},
	}))
}

// rows is about how many rows a text takes in a box so many Latin letters wide.
func rows(text string, letters int) int {
	n := 0
	for line := range strings.Lines(text) {
		n += 1 + (letterWidth(line)-1)/letters
	}
	return n
}

// letterWidth is the width of a text in Latin letters; a Chinese one is two wide.
func letterWidth(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}
