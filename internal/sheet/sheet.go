// Package sheet turns a file of a spreadsheet program into rows of cells that know
// where they stand: text in whatever encoding and with whatever separator an office
// saved it, and workbooks (.xlsx, ECMA-376).
//
// Text: UTF-8 with or without a byte order mark, UTF-16 with one, GB18030 (which
// holds GBK and GB2312); cells parted by commas, semicolons or tabs (RFC 4180,
// strict); lines that end with LF or CRLF. Which of these a file is gets decided by
// rule, never by statistics, and a file that could be two things is refused with the
// place of the first byte that is in doubt. Workbooks are opened by excelize; a cell's
// text is its stored value, dates by the cell's style, and a mark says what else it is:
// a number, a formula, part of a merged range.
//
// Every file is bounded in bytes, rows, columns and cells, and memory with it,
// however it is quoted, nested or compressed. What is left out: what the rows mean,
// and where in them a table begins (package intake).
package sheet

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"gongshi/internal/finding"
)

// The limits of what is read. Whatever is larger is refused at once.
const (
	MaxFile    = 512 << 20 // bytes of a text file
	maxRow     = 4 << 20   // bytes of a row
	maxCell    = 1 << 20   // bytes of a cell
	maxColumns = 500       // of a sheet
	maxRows    = 5_000_000 // of a text file

	maxWorkbook  = 64 << 20  // bytes of a workbook
	maxUnzipped  = 256 << 20 // bytes of what is compressed in it
	maxSheetRows = 200_000   // rows of one of its sheets
	maxCells     = 2_000_000 // cells of one of its sheets
)

// Options say what the caller knows of the cells.
type Options struct {
	// Known says whether a cell names a column. The separator of a text file is the one
	// that shows the most such cells in one of its first rows. nil: by the name alone.
	Known func(cell string) bool
	// Say takes what is wrong with the file, one finding after the other, in the order in
	// which it is met; File is not set. Required.
	Say func(finding.Finding)
}

// File is an open file.
type File struct {
	Sheets []*Sheet // one for a text file; those of a workbook in its order
	form   Form
	lines  *lineEnds // of a text file, so far
	close  func() error
}

// Form is how the file was saved; how its lines end is known once they are read.
func (f *File) Form() Form {
	form := f.form
	if f.lines != nil {
		form.CRLF, form.LF = f.lines.withCR > 0, f.lines.all > f.lines.withCR
	}
	return form
}

// Close ends the reading.
func (f *File) Close() error { return f.close() }

// Sheet is one sheet of a file.
type Sheet struct {
	Name   string // "" for a text file
	Hidden bool   // whether the workbook hides it
	Rows   Rows
}

// Rows yields the rows of a sheet, in order, without blank ones.
type Rows interface {
	// Next returns the next row, valid until the next call; nil at the end, or where the
	// rest was refused. The error says that the file could not be read.
	Next() (*Row, error)
	// Whole says, after the last row, whether the sheet was read to its end.
	Whole() bool
}

// Row is a row of cells.
type Row struct {
	Line   int      // where it starts, from 1
	Cells  []string // as written
	Marks  []Mark   // of a workbook, one for each cell: what it is besides its text; nil for text
	Hidden bool     // whether the workbook hides it
	lineOf func(i int) int
}

// LineOf is where the i-th cell starts.
func (r *Row) LineOf(i int) int {
	if r.lineOf == nil {
		return r.Line
	}
	return r.lineOf(i)
}

// Mark returns what the i-th cell is besides its text.
func (r *Row) Mark(i int) Mark {
	if i < len(r.Marks) {
		return r.Marks[i]
	}
	return 0
}

// Clone returns a row that stays valid.
func (r *Row) Clone() *Row {
	c := &Row{Line: r.Line, Hidden: r.Hidden, Cells: append([]string(nil), r.Cells...), Marks: append([]Mark(nil), r.Marks...)}
	if r.lineOf != nil {
		lines := make([]int, len(r.Cells))
		for i := range lines {
			lines[i] = r.lineOf(i)
		}
		c.lineOf = func(i int) int { return lines[i] }
	}
	return c
}

// Mark says what a workbook's cell is besides its text. Marks are combined.
type Mark uint16

// The marks.
const (
	Number   Mark = 1 << iota // stored as a number
	Date                      // a number that the style shows as a date; the text is what the style shows of it, as in 2023-05-01 or 2023-05
	Rounded                   // a number whose stored digits go beyond the 15 that a spreadsheet shows
	Formula                   // worked out by a formula; the text is the last result
	Failed                    // an error value such as #REF!, or a formula without a result
	Tall                      // the first of cells merged downwards
	Filled                    // below such a cell, with its text
	Wide                      // part of a range merged sideways
	Unseen                    // in a hidden column
	Scaled                    // a number that its format shows in another unit, such as 万元
	Padded                    // a number that its format shows with zeros in front
	From1904                  // a number in a workbook whose days count from 1904
)

// Open opens a file. It returns nil without an error where the file was refused as a
// whole, which has been said. The caller closes the file.
func Open(fsys fs.FS, name string, o Options) (*File, error) {
	in, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	extension := strings.ToLower(path.Ext(name))
	limit, shown := int64(MaxFile), "512 MB"
	if extension == ".xlsx" {
		limit, shown = maxWorkbook, "64 MB"
	}
	if info, err := in.Stat(); err == nil && info.Size() > limit {
		in.Close()
		o.Say(tooLarge(shown))
		return nil, nil
	}
	head, whole, err := readHead(in)
	if err != nil {
		in.Close()
		return nil, err
	}
	if r := refuseKind(extension, head); r != nil {
		in.Close()
		o.Say(*r)
		return nil, nil
	}
	if extension == ".xlsx" {
		return openWorkbook(in, head, o)
	}
	return openText(&source{fsys: fsys, name: name, in: in, head: head, whole: whole}, extension, o)
}

// readHead reads the first bytes of a file and says whether they are all of it.
func readHead(in io.Reader) (head []byte, whole bool, err error) {
	head = make([]byte, headSize)
	n := 0
	for n < len(head) && err == nil {
		var more int
		more, err = in.Read(head[n:])
		n += more
	}
	if err == io.EOF {
		return head[:n], true, nil
	}
	return head[:n], false, err
}

// failed is an error finding about a place.
func failed(line, column int, rule, value string, message, hint finding.Text) finding.Finding {
	return finding.Finding{Line: line, Column: column, Value: finding.Shorten(value), Severity: finding.Error, Rule: rule, Message: message, Hint: hint}
}

func tooLarge(limit string) finding.Finding {
	return failed(0, 0, "file-too-large", "",
		finding.Text{ZH: "文件超过 " + limit, EN: "the file has more than " + limit},
		finding.Text{ZH: "按年度拆成几个文件，如 pay-2024.csv", EN: "split it by year, as in pay-2024.csv"})
}

func tooManyRows(line, limit int) finding.Finding { return tooManyOf(line, limit, "行", "rows") }

func tooManyOf(line, limit int, zh, en string) finding.Finding {
	return failed(line, min(line, 1), "too-many-rows", "",
		finding.Text{ZH: fmt.Sprintf("超过 %d %s", limit, zh), EN: fmt.Sprintf("more than %d %s", limit, en)},
		finding.Text{ZH: "按年度拆成几个文件", EN: "split the file by year"})
}

// Blank says whether all cells of a row are blank.
func Blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
