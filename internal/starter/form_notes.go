package starter

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/day"
	"gongshi/internal/form"
	"gongshi/internal/schema"
)

// howTo stands above the list of columns.
var howTo = []string{
	"只填第一张工作表，从第 2 行开始，一行一条记录；不要改表头，不要合并单元格，不要加合计行。填好后把文件放进 data/，文件名以“%s”开头。",
	"Fill in the first sheet only, from row 2, one record a row; leave the header alone, merge no cells, add no totals. Then put the file into data/; its name begins with %s.",
	"没有的内容留空，不要填 0 或“无”。证件号码、手机号码和银行卡号绝不要填进任何一格。本表和“示例”表不会被读取。",
	"Leave blank what is not known: neither 0 nor 无. Never type numbers of identity papers, mobile numbers or bank cards into any cell. This sheet and the sheet 示例 are not read.",
}

// noteHeight is the height of a line of a note in points.
const noteHeight = 15

// notes makes the sheet that explains every column.
func (b *workbook) notes() {
	titles := []string{"列名", "英文列名 column", "必填 required", "内容 kind", "怎么填", "what to fill in", "可选的值 values", "例 example"}
	widths := []int{20, 22, 16, 24, 40, 44, 40, 30}
	for i, w := range widths {
		name := b.Column(i + 1)
		b.Try(b.File.SetColWidth(notesSheet, name, name, float64(w)))
	}
	last, row := b.Column(len(titles)), 1
	line := func(text string, bold bool) {
		at := b.Cell(1, row)
		b.Try(b.File.MergeCell(notesSheet, at, last+strconv.Itoa(row)))
		b.Put(notesSheet, at, text, b.Style(form.NoteStyle(bold)))
		b.Try(b.File.SetRowHeight(notesSheet, row, noteHeight))
		row++
	}
	line("怎样填写“"+b.table.ZH+"”表  How to fill in the table "+b.table.Name, true)
	for _, text := range howTo {
		line(strings.NewReplacer("“%s”", "“"+b.table.ZH+"”", "%s", b.table.ZH+" or "+b.table.Name).Replace(text), false)
	}
	row++
	for i, title := range titles {
		b.Put(notesSheet, b.Cell(i+1, row), title, b.Style(form.HeaderStyle(form.OptionalFill)))
	}
	for i := range b.table.Columns {
		row++
		tall := 1
		for j, text := range b.explained(&b.table.Columns[i]) {
			b.Put(notesSheet, b.Cell(j+1, row), text, b.Style(form.NoteStyle(j == 0)))
			tall = max(tall, form.Lines(text, widths[j]-2)) // less what words leave free at the end of a line
		}
		b.Try(b.File.SetRowHeight(notesSheet, row, noteHeight*float64(tall)))
	}
}

// explained is the line about a column.
func (b *workbook) explained(c *schema.Column) []string {
	must := ""
	if c.Required {
		must = "必填 required"
	}
	kindZH, kindEN := c.Kind.What()
	note := b.table.Note(c.Name)
	values := strings.Join(form.Values(b.table, c), "、")
	if len(c.Known) > 0 {
		values += "；也可以填别的 or another"
	}
	return []string{c.ZH, c.Name, must, kindZH + " " + kindEN, note.ZH, note.EN, values, note.Example}
}

// example makes the sheet that shows a filled-in row.
func (b *workbook) example() {
	b.headed(exampleSheet)
	tall := 1
	for i, c := range b.table.Columns {
		at := b.Cell(i+1, 2)
		written := b.table.Note(c.Name).Example
		tall = max(tall, form.Lines(written, int(form.Width(c))-2))
		if written == "" {
			continue
		}
		switch c.Kind {
		case schema.Date:
			d, _, err := day.Parse(written)
			b.Try(err)
			b.Try(b.File.SetCellInt(exampleSheet, at, int64(form.Serial(d))))
		case schema.Year, schema.Count, schema.Money, schema.Score:
			b.Try(b.File.SetCellDefault(exampleSheet, at, written)) // a number as it is written
		default:
			b.Try(b.File.SetCellStr(exampleSheet, at, written))
		}
	}
	const height = 18 // points
	b.Try(b.File.SetRowHeight(exampleSheet, 2, height*float64(tall)))
	b.Put(exampleSheet, b.Cell(1, 4), "以上全是虚构的示例，本工作表不会被读取。", b.Style(remarkStyle()))
	b.Put(exampleSheet, b.Cell(1, 5), "All of it is invented. This sheet is not read.", b.Style(remarkStyle()))
}

// remarkStyle lets a remark run over the cells beside it.
func remarkStyle() *excelize.Style {
	return &excelize.Style{Font: &excelize.Font{Family: form.Face, Size: 10, Italic: true, Color: "C00000"}, NumFmt: form.TextFormat}
}
