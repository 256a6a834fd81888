package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/finding"
)

// sheetRows yields the rows of a worksheet: the texts as excelize reads them, the rest
// from the layout.
type sheetRows struct {
	book   *workbook
	sheet  listed
	layout *layout
	rows   *excelize.Rows
	next   int // index in layout.rows
	number int // of the row that excelize stands at
	merges int // index of the first merge that has not begun
	active []activeMerge
	row    Row
	over   bool
	whole  bool
}

// Whole implements Rows.
func (s *sheetRows) Whole() bool { return s.whole }

// Next implements Rows.
func (s *sheetRows) Next() (*Row, error) {
	if s.layout == nil && !s.over {
		s.begin()
	}
	for !s.over {
		if s.next >= len(s.layout.rows) {
			s.over, s.whole = true, true
			s.rows.Close()
			break
		}
		r := &s.layout.rows[s.next]
		s.next++
		texts, ok := s.texts(r.number)
		if !ok {
			break
		}
		if refused := s.fill(r, texts); refused != nil {
			s.refuse(*refused)
			break
		}
		if !Blank(s.row.Cells) {
			s.spread(r.number)
			return &s.row, nil
		}
	}
	return nil, nil
}

// begin reads the layout.
func (s *sheetRows) begin() {
	in, err := s.book.part(s.sheet.part)
	if err != nil {
		s.refuse(*damaged("缺少工作表“"+s.sheet.name+"”", "the sheet "+s.sheet.name+" is missing"))
		return
	}
	defer in.Close()
	l, err := readLayout(in)
	if err == nil {
		err = s.book.fits(l)
	}
	if err == nil {
		s.rows, err = s.book.excel.Rows(s.sheet.name)
	}
	var cell *refusal
	switch {
	case err == nil:
		s.layout = l
	case errors.As(err, &cell):
		s.refuse(cell.Finding)
	case errors.Is(err, errLongText):
		s.refuse(cellTooLarge(0, 0))
	case errors.Is(err, errPart):
		s.refuse(*unpacksTooLarge("", textsPart))
	default:
		s.refuse(*damaged("工作表“"+s.sheet.name+"”无法读取", "the sheet "+s.sheet.name+" cannot be read"))
	}
}

func tooManyColumns(line, column int) finding.Finding {
	return failed(line, column, "too-many-columns", "",
		finding.Text{ZH: fmt.Sprintf("一行超过 %d 列", maxColumns), EN: fmt.Sprintf("a row has more than %d columns", maxColumns)},
		finding.Text{ZH: "删除多余的列", EN: "delete what does not belong here"})
}

func cellTooLarge(line, column int) finding.Finding {
	return failed(line, column, "cell-too-large", "",
		finding.Text{ZH: "单元格超过 1 MB", EN: "the cell has more than 1 MB"}, finding.Text{ZH: "缩短内容", EN: "shorten it"})
}

// errIncomplete says that a sheet refers to a string or a style that is not there.
var errIncomplete = errors.New("a string or a style is missing")

func (s *sheetRows) refuse(f finding.Finding) {
	s.over = true
	s.book.say(f)
	if s.rows != nil {
		s.rows.Close()
	}
}

// texts are the stored values of a row.
func (s *sheetRows) texts(number int) ([]string, bool) {
	for s.rows.Next() {
		s.number++
		cells, err := s.rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			break
		}
		if s.number == number {
			return cells, true
		}
	}
	s.refuse(*damaged(fmt.Sprintf("工作表“%s”第 %d 行无法读取", s.sheet.name, number), fmt.Sprintf("row %d of the sheet %s cannot be read", number, s.sheet.name)))
	return nil, false
}

// fill makes the row of its texts and its layout.
func (s *sheetRows) fill(r *rowLayout, texts []string) *finding.Finding {
	s.row.Line, s.row.Hidden = r.number, r.hidden
	s.row.Cells, s.row.Marks = s.row.Cells[:0], s.row.Marks[:0]
	for _, c := range r.cells {
		raw, column := "", int(c.column)
		if column <= len(texts) {
			raw = texts[column-1]
		}
		if raw == "" && !c.formula {
			continue
		}
		if column > maxColumns {
			f := tooManyColumns(r.number, column)
			return &f
		}
		if len(raw) > maxCell {
			f := cellTooLarge(r.number, column)
			return &f
		}
		text, mark := s.text(c, raw)
		s.control(r.number, column, text)
		s.set(column, text, mark)
	}
	return nil
}

// set puts a cell into its column, from 1.
func (s *sheetRows) set(column int, text string, mark Mark) {
	for len(s.row.Cells) < column {
		s.row.Cells, s.row.Marks = append(s.row.Cells, ""), append(s.row.Marks, 0)
	}
	for _, u := range s.layout.unseen {
		if u.has(column) {
			mark |= Unseen
		}
	}
	s.row.Cells[column-1], s.row.Marks[column-1] = text, mark
}

// text is what a cell says.
func (s *sheetRows) text(c cellLayout, raw string) (string, Mark) {
	var mark Mark
	if c.formula {
		if mark = Formula; !c.value {
			mark |= Failed
		}
	}
	switch c.kind {
	case boolean:
		if raw == "1" {
			return "TRUE", mark
		}
		return "FALSE", mark
	case failure:
		return raw, mark | Failed
	case isoDate:
		return strings.Replace(strings.TrimSuffix(raw, "T00:00:00"), "T", " ", 1), mark | Date
	case number:
		if raw == "" {
			return raw, mark
		}
		text, more := s.book.numberText(raw, s.book.format(int(c.style)))
		return text, mark | more
	}
	return raw, mark
}

// control reports what a text must not hold.
func (s *sheetRows) control(line, column int, text string) {
	for _, r := range text {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			s.book.say(failed(line, column, "control-character", fmt.Sprintf("U+%04X", r),
				finding.Text{ZH: fmt.Sprintf("单元格里有控制字符 U+%04X", r), EN: fmt.Sprintf("the cell holds the control character U+%04X", r)},
				finding.Text{ZH: "删除该字符", EN: "delete it"}))
			return
		}
	}
}

// activeMerge is a merged range that the current row is part of.
type activeMerge struct {
	merge
	top string // the text of its first cell
}

// spread marks the merged cells of a row and gives those below a merged cell its text.
func (s *sheetRows) spread(number int) {
	list := s.layout.merges
	for ; s.merges < len(list) && list[s.merges].rows.first <= number; s.merges++ {
		if m := list[s.merges]; m.columns.last <= maxColumns && len(s.active) < maxColumns {
			s.active = append(s.active, activeMerge{merge: m})
		}
	}
	s.active = slices.DeleteFunc(s.active, func(m activeMerge) bool { return m.rows.last < number })
	for i := range s.active {
		m := &s.active[i]
		column := m.columns.first
		own := column <= len(s.row.Cells) && s.row.Cells[column-1] != ""
		switch {
		case !m.tall():
			for c := m.columns.first; c <= m.columns.last; c++ {
				s.mark(c, Wide)
			}
		case m.rows.first == number:
			if own {
				m.top = s.row.Cells[column-1]
			}
			s.mark(column, Tall)
		case own: // what a merged range hides
			s.mark(column, Wide)
		case m.top != "":
			s.set(column, m.top, Filled)
		}
	}
}

func (s *sheetRows) mark(column int, m Mark) {
	for len(s.row.Cells) < column {
		s.row.Cells, s.row.Marks = append(s.row.Cells, ""), append(s.row.Marks, 0)
	}
	s.row.Marks[column-1] |= m
}
