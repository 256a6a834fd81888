package repair

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/finding"
	"gongshi/internal/form"
	"gongshi/internal/schema"
)

// maxListed is how many lines of one kind the sheet of notes has.
const maxListed = 1000

// notes makes the sheet that explains the colours and lists what is about no cell.
func (w *writer) notes() {
	for i, width := range []float64{12, 14, 24, 60, 60} {
		name := w.Column(i + 1)
		w.Try(w.File.SetColWidth(notesSheet, name, name, width))
	}
	n := &notesPage{writer: w}
	n.bold(finding.Text{ZH: "修复副本：" + finding.Shorten(w.file), EN: "Repaired copy of " + finding.Shorten(w.file)})
	for _, text := range howTo {
		n.line("", text)
	}
	n.row++
	n.line(errorFill, finding.Text{ZH: "错误：改好才能发布", EN: "an error: nothing is published before it is mended"})
	n.line(warningFill, finding.Text{ZH: "警告：请核对", EN: "a warning: please check"})
	n.line(noticeFill, finding.Text{ZH: "提示，或已改写成规范写法：无需处理", EN: "a notice, or written here in its usual form: nothing to do"})
	if w.silent > 0 {
		n.line("", finding.Text{ZH: fmt.Sprintf("另有 %d 格只着色，没有批注；全部见检查结果", w.silent), EN: fmt.Sprintf("%d more cells are coloured without a comment; the report of the check has them all", w.silent)})
	}
	n.found()
	n.left()
}

// howTo says what to do with a copy.
var howTo = []finding.Text{
	{ZH: "改好着色的单元格；行末有“待核对”的，改好本行后删除那一格", EN: "Mend the coloured cells; where a row ends with “to be checked”, delete that cell once the row is right."},
	{ZH: "然后用本文件替换 data/ 里的原文件，再检查一次；CSV 副本内容相同，两者只放一个", EN: "Then put this file in place of the original in data/ and check again; the CSV copy holds the same: put only one of the two there."},
	{ZH: "本工作表不会被读取", EN: "This sheet is not read."},
}

// notesPage is the sheet of notes as far as it is written.
type notesPage struct {
	*writer
	row int
}

// bold writes a headline.
func (n *notesPage) bold(text finding.Text) {
	n.row++
	n.Put(notesSheet, n.Cell(1, n.row), text.In(n.lang), n.lineStyle(true))
}

// line writes a line over all columns; a fill colours its first cell.
func (n *notesPage) line(fill string, text finding.Text) {
	n.row++
	first := 1
	if fill != "" {
		at := n.Cell(1, n.row)
		n.Try(n.File.SetCellStyle(notesSheet, at, at, n.cellStyle(styleKey{schema.Key, true, fill})))
		first = 2
	}
	n.Put(notesSheet, n.Cell(first, n.row), text.In(n.lang), n.lineStyle(false))
}

// lineStyle lets a line run over the cells beside it.
func (n *notesPage) lineStyle(bold bool) int {
	return n.Style(&excelize.Style{Font: &excelize.Font{Family: form.Face, Size: 10, Bold: bold}, NumFmt: form.TextFormat})
}

// cells writes a line of a list.
func (n *notesPage) cells(fill string, texts ...string) {
	n.row++
	tall := 1
	for i, text := range texts {
		at := n.Cell(i+1, n.row)
		text = masked(text)
		style := n.Style(form.NoteStyle(false))
		if i == 0 && fill != "" {
			style = n.cellStyle(styleKey{schema.Key, true, fill})
		}
		n.Put(notesSheet, at, text, style)
		tall = max(tall, form.Lines(text, []int{10, 12, 22, 58, 58}[i]))
	}
	n.Try(n.File.SetRowHeight(notesSheet, n.row, 15*float64(tall)))
}

// found lists the findings that are about no cell of the copy.
func (n *notesPage) found() {
	if len(n.loose) == 0 {
		return
	}
	n.row++
	n.bold(finding.Text{ZH: "不在单元格上的问题", EN: "What is about no cell"})
	for i, f := range n.loose {
		if i == maxListed {
			n.line("", finding.Text{ZH: fmt.Sprintf("另有 %d 条", len(n.loose)-i), EN: fmt.Sprintf("and %d more", len(n.loose)-i)})
			break
		}
		at := ""
		if f.Line > 0 {
			at = finding.Text{ZH: fmt.Sprintf("原表第 %d 行", f.Line), EN: fmt.Sprintf("line %d", f.Line)}.In(n.lang)
		}
		n.cells(fillOf(f.Severity), severityIn(f.Severity, n.lang), at, f.Field, f.Message.In(n.lang), f.Hint.In(n.lang))
	}
}

// left lists the rows that the copy does not have.
func (n *notesPage) left() {
	rows := 0
	for _, t := range n.tables {
		for _, r := range t.from.Left {
			if rows++; rows == 1 {
				n.row++
				n.bold(finding.Text{ZH: "副本里略去的行（标题、说明、合计、重复的表头）", EN: "Rows that the copy leaves out (titles, notes, totals, repeated headers)"})
			}
			if rows <= maxListed {
				n.cells("", "", finding.Text{ZH: fmt.Sprintf("原表第 %d 行", r.Line), EN: fmt.Sprintf("line %d", r.Line)}.In(n.lang), r.Why, strings.TrimSpace(finding.Shorten(joined(r.Cells))))
			}
		}
	}
	if rows > maxListed {
		n.line("", finding.Text{ZH: fmt.Sprintf("另有 %d 行", rows-maxListed), EN: fmt.Sprintf("and %d more", rows-maxListed)})
	}
}
