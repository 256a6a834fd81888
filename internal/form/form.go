// Package form is the look of the workbooks (ECMA-376, .xlsx) that people fill in or
// mend: what cells of a kind are kept as, how wide columns are, and which values a cell
// offers. Same calls, same bytes.
//
// It leaves out what stands in a workbook: packages starter and repair say that.
package form

import "github.com/xuri/excelize/v2"

// made is when every workbook was made, as the file says: the same bytes on every day.
const made = "2020-01-01T00:00:00Z"

// Face is the typeface; programs without it take their own.
const Face = "Microsoft YaHei"

// Book is a workbook in the making. Its methods keep the first error, and do nothing of
// use after one.
type Book struct {
	File *excelize.File
	err  error
}

// New begins a workbook with sheets of these names; the first is shown. The caller
// closes File.
func New(title string, sheets ...string) *Book {
	b := &Book{File: excelize.NewFile()}
	b.Try(b.File.SetDefaultFont(Face))
	for i, name := range sheets {
		if i == 0 {
			b.Try(b.File.SetSheetName("Sheet1", name))
			continue
		}
		_, err := b.File.NewSheet(name)
		b.Try(err)
	}
	b.Try(b.File.SetDocProps(&excelize.DocProperties{
		Creator: "gongshi", LastModifiedBy: "gongshi", Created: made, Modified: made,
		Title: title, Language: "zh-CN",
	}))
	b.Try(b.File.SetAppProps(&excelize.AppProperties{Application: "gongshi"}))
	b.File.SetActiveSheet(0)
	return b
}

// Bytes returns the finished workbook, or the first error.
func (b *Book) Bytes() ([]byte, error) {
	if b.err != nil {
		return nil, b.err
	}
	body, err := b.File.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

// Try keeps an error.
func (b *Book) Try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// Style is the number of a style.
func (b *Book) Style(s *excelize.Style) int {
	id, err := b.File.NewStyle(s)
	b.Try(err)
	return id
}

// Cell is the name of a cell, both numbers from 1.
func (b *Book) Cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	b.Try(err)
	return name
}

// Column is the name of a column, from 1.
func (b *Book) Column(n int) string {
	name, err := excelize.ColumnNumberToName(n)
	b.Try(err)
	return name
}

// Put writes a text into a cell.
func (b *Book) Put(sheet, at, text string, style int) {
	b.Try(b.File.SetCellStr(sheet, at, text))
	b.Try(b.File.SetCellStyle(sheet, at, at, style))
}

// Frozen keeps the first row of a sheet in sight.
func (b *Book) Frozen(sheet string) {
	b.Try(b.File.SetRowHeight(sheet, 1, 30))
	b.Try(b.File.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// Printed lays a sheet out for paper: as wide as a page, as long as it takes.
func (b *Book) Printed(sheet string) {
	const a4 = 9
	orientation, paper, wide, tall, fit := "landscape", a4, 1, 0, true
	b.Try(b.File.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper, FitToWidth: &wide, FitToHeight: &tall}))
	b.Try(b.File.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}
