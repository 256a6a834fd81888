package starter

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/form"
	"gongshi/internal/schema"
)

// The sheets of a form behind the first one, which has the table's Chinese name. Sheets
// of these names are for people; the reader of the tables skips them.
const (
	notesSheet   = "填写说明"
	exampleSheet = "示例"
)

// makeForm makes the workbook of a table.
func makeForm(t *schema.Table) ([]byte, error) {
	sheets := []string{t.ZH, notesSheet, exampleSheet}
	b := &workbook{form.New("公示填报表："+t.ZH, sheets...), t}
	defer b.File.Close()
	b.entry()
	b.notes()
	b.example()
	for _, sheet := range sheets {
		b.Printed(sheet)
	}
	return b.Bytes()
}

// workbook is a form in the making.
type workbook struct {
	*form.Book
	table *schema.Table
}

// entry makes the sheet that is filled in: headers with a note each, and below them
// cells that take what the column takes.
func (b *workbook) entry() {
	sheet := b.table.ZH
	b.headed(sheet)
	for i := range b.table.Columns {
		c := &b.table.Columns[i]
		b.comment(sheet, b.Cell(i+1, 1), c)
		v := b.validation(c, b.Cell(i+1, 2))
		name := b.Column(i + 1)
		v.Sqref = name + "2:" + name + lastRow
		b.Try(b.File.AddDataValidation(sheet, v))
	}
}

// headed writes the header of the table into the first row of a sheet, and gives
// the columns their forms.
func (b *workbook) headed(sheet string) {
	for i, c := range b.table.Columns {
		name := b.Column(i + 1)
		b.Try(b.File.SetColStyle(sheet, name, b.Style(form.CellStyle(c.Kind))))
		b.Try(b.File.SetColWidth(sheet, name, name, form.Width(c)))
	}
	for i, c := range b.table.Columns {
		fill := form.OptionalFill
		if c.Required {
			fill = form.RequiredFill
		}
		b.Put(sheet, b.Cell(i+1, 1), c.ZH, b.Style(form.HeaderStyle(fill)))
	}
	b.Frozen(sheet)
}

// comment notes on a header what belongs below it.
func (b *workbook) comment(sheet, at string, c *schema.Column) {
	note := b.table.Note(c.Name)
	must := "选填 optional"
	if c.Required {
		must = "必填 required"
	}
	lines := []string{note.ZH, note.EN}
	if values := form.Values(b.table, c); len(values) > 0 {
		lines = append(lines, "可选："+strings.Join(values, "、"))
	}
	if note.Example != "" {
		lines = append(lines, "例："+note.Example)
	}
	body := strings.Join(lines, "\n")
	font := func(bold bool) *excelize.Font {
		return &excelize.Font{Family: form.Face, Size: 9, Bold: bold, Color: "000000"}
	}
	const lineHeight, width = 18, 320 // pixels
	b.Try(b.File.AddComment(sheet, excelize.Comment{
		Cell: at, Author: "gongshi", Width: width, Height: uint(lineHeight * (2 + form.Lines(body, width/7))),
		Paragraph: []excelize.RichTextRun{
			{Text: c.ZH + " " + c.Name + "（" + must + "）\n", Font: font(true)},
			{Text: body, Font: font(false)},
		},
	}))
}
