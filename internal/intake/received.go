package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/sheet"
)

// The columns of data/received.csv, with their Chinese names.
const (
	fileColumn = iota
	dayColumn
	fromColumn
	noteColumn
	receivedWidth
)

var receivedColumns = [receivedWidth]struct{ name, zh string }{
	{"file", "文件"}, {"received_on", "收到日期"}, {"from", "报送单位"}, {"note", "备注"},
}

// receipts reads data/received.csv once the tables are known.
type receipts struct {
	*reader
	at    [receivedWidth]int // places of the columns, from 0; -1: it has none
	lines map[string]int     // by file: the line that names it
}

// received reads when the data files came in: file, received_on, from, note.
func (r *reader) received() error {
	file, first, err := r.aside(register.ReceivedFile, r.aboutReceived)
	if first == nil {
		return err
	}
	defer file.Close()
	rows := file.Sheets[0].Rows
	width := len(first.Cells) // the next row takes the place of this one
	c := receipts{reader: r, lines: map[string]int{}}
	if !c.head(first) {
		return nil
	}
	for {
		row, err := rows.Next()
		if err != nil || row == nil {
			return err
		}
		if slices.ContainsFunc(row.Cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
			c.row(row, width)
		}
	}
}

func (r *reader) aboutReceived(found finding.Finding) {
	found.File = register.ReceivedFile
	r.book.add(found)
}

// report reports what is wrong with a cell of a column; -1: the row as a whole.
func (c *receipts) report(severity finding.Severity, rule string, line, column int, value string, message, hint finding.Text) {
	f := finding.Finding{Line: line, Column: 1, Value: finding.Shorten(value), Severity: severity, Rule: rule, Message: message, Hint: hint}
	if column >= 0 {
		f.Field, f.Column = receivedColumns[column].name, c.at[column]+1
	}
	c.aboutReceived(f)
}

// head finds the columns; ok is false where one that is required is missing.
func (c *receipts) head(row *sheet.Row) (ok bool) {
	c.at = [receivedWidth]int{-1, -1, -1, -1}
	for i, cell := range row.Cells {
		n := slices.IndexFunc(receivedColumns[:], func(k struct{ name, zh string }) bool { return fold(cell) == k.name || fold(cell) == k.zh })
		switch {
		case n < 0 && strings.TrimSpace(cell) != "":
			c.aboutReceived(finding.Finding{Line: row.Line, Column: i + 1, Value: finding.Shorten(cell), Severity: finding.Warning, Rule: "unknown-column",
				Message: finding.Text{ZH: "没有这一列，没有读取", EN: "there is no such column: not read"},
				Hint:    finding.Text{ZH: "列应为 文件、收到日期、报送单位、备注", EN: "columns are file, received_on, from, note"}})
		case n >= 0 && c.at[n] >= 0:
			c.aboutReceived(finding.Finding{Line: row.Line, Column: i + 1, Field: receivedColumns[n].name, Value: finding.Shorten(cell), Severity: finding.Error, Rule: "duplicate-column",
				Message: finding.Text{ZH: "同一列出现两次", EN: "the column is there twice"}, Hint: finding.Text{ZH: "删除其中一列", EN: "delete one of the two"}})
			return false
		case n >= 0:
			c.at[n] = i
		}
	}
	for _, n := range []int{fileColumn, dayColumn} {
		if c.at[n] < 0 {
			c.report(finding.Error, "missing-column", row.Line, n, "",
				finding.Text{ZH: "缺少“" + receivedColumns[n].zh + "”列", EN: "the column " + receivedColumns[n].name + " is missing"},
				finding.Text{ZH: "列应为 文件、收到日期，可以再加 报送单位、备注", EN: "columns are file and received_on, and from and note where wanted"})
			return false
		}
	}
	return true
}

// row takes in an entry.
func (c *receipts) row(row *sheet.Row, width int) {
	if len(row.Cells) != width {
		c.report(finding.Error, "ragged-row", row.Line, -1, strconv.Itoa(len(row.Cells)),
			finding.Text{ZH: fmt.Sprintf("本行有 %d 个单元格，表头有 %d 个", len(row.Cells), width), EN: fmt.Sprintf("the row has %d cells, the header has %d", len(row.Cells), width)},
			finding.Text{ZH: "补齐或删除", EN: "add what is missing or delete what is too many"})
		return
	}
	for _, n := range []int{fileColumn, dayColumn} {
		if c.cell(row, n) == "" {
			c.report(finding.Error, "missing-cell", row.Line, n, "",
				finding.Text{ZH: "文件和收到日期都要填写", EN: "the file and its day must be given"}, finding.Text{ZH: "填写单元格", EN: "fill in the cell"})
			return
		}
	}
	name, ok := c.file(row)
	on, notes := dateForm{}.parse(c.cell(row, dayColumn))
	for _, n := range notes {
		c.report(n.severity, n.rule, row.Line, dayColumn, c.cell(row, dayColumn), n.message, n.hint)
		ok = ok && n.severity != finding.Error
	}
	if on.IsOpen() {
		c.report(finding.Error, "wrong-date", row.Line, dayColumn, c.cell(row, dayColumn),
			finding.Text{ZH: "收到日期是某一天，不能是长期", EN: "a day of receipt is one day"}, finding.Text{ZH: "填写收到的那一天", EN: "give the day on which it came in"})
		return
	}
	if ok {
		c.tables.Received = append(c.tables.Received, register.Received{
			File: name, On: on, From: c.cell(row, fromColumn), Note: c.cell(row, noteColumn), Line: row.Line, Cell: c.at[dayColumn] + 1,
		})
	}
}

// file is the data file that an entry names; ok is false where there is none, or another
// entry has named it.
func (c *receipts) file(row *sheet.Row) (name string, ok bool) {
	written := c.cell(row, fileColumn)
	name = dataFolder + "/" + strings.TrimPrefix(strings.ReplaceAll(written, `\`, "/"), dataFolder+"/")
	i := slices.IndexFunc(c.tables.Files, func(f string) bool { return norm.NFC.String(f) == norm.NFC.String(name) })
	if i < 0 {
		c.report(finding.Warning, "receipt-of-no-file", row.Line, fileColumn, written,
			finding.Text{ZH: "data/ 里没有这个数据文件，这一行没有用处", EN: "data/ has no such data file: the row has no effect"},
			finding.DidYouMean(written, c.tables.Files, finding.Text{ZH: "填写现有文件的名称，或删除该行", EN: "give the name of a file that is there, or delete the row"}))
		return "", false
	}
	name = c.tables.Files[i]
	if before := c.lines[name]; before > 0 {
		c.report(finding.Error, "duplicate-receipt", row.Line, fileColumn, written,
			finding.Text{ZH: fmt.Sprintf("第 %d 行已登记过这个文件", before), EN: fmt.Sprintf("line %d has this file already", before)},
			finding.Text{ZH: "只留一行；更正后重新报送的，写最后一次的日期，在备注里说明", EN: "keep one row; of a file that was sent again give the last day and say so in the note"})
		return "", false
	}
	c.lines[name] = row.Line
	return name, true
}

// cell is the cell of a column; "" where there is no such column.
func (c *receipts) cell(row *sheet.Row, column int) string {
	if at := c.at[column]; at >= 0 {
		return strings.TrimSpace(row.Cells[at])
	}
	return ""
}

// hash is the SHA-256 of a file, in hexadecimal.
func (r *reader) hash(name string) (string, error) {
	f, err := r.fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// leavesOut says whether something in a file was left alone: a column, a row, a sheet.
func (r *reader) leavesOut(name string) bool {
	for _, rule := range []string{
		"unknown-column", "column-not-kept", "hidden-sheet", "sheet-not-read", "hidden-column", "hidden-row", "note-row", "total-row",
		"title-rows", "unit-line", "two-row-header", "repeated-header", "foreign-party", "formula-cell",
	} {
		if r.book.count[bookKey{name, rule}] > 0 {
			return true
		}
	}
	return false
}
