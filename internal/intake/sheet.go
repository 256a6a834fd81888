package intake

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"gongshi/internal/finding"
)

// sheet splits a file into rows of cells that know where they start. A row of
// another width than the header, and a row with a misplaced quote, is reported and
// left out.
type sheet struct {
	csv   *csv.Reader
	gate  *gate
	say   func(refusal)
	width int // cells of the header row; 0 until that is read
	line  int // where the current row starts
	rows  int // data rows so far
	said  int // findings of the gate that were passed on
	over  bool
}

// newSheet begins to read a file whose cells are separated by comma.
func newSheet(in io.Reader, comma byte, say func(refusal)) (*sheet, error) {
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, err := buffered.Peek(len(markUTF8))
	if err != nil && err != io.EOF {
		return nil, err
	}
	mark := 0
	if string(head) == markUTF8 {
		mark, _ = buffered.Discard(len(markUTF8))
	}
	g := newGate(buffered, comma, mark)
	if r := refuseUTF16(string(head)); r != nil {
		g.err = r
	}
	c := csv.NewReader(g)
	c.Comma, c.FieldsPerRecord, c.ReuseRecord = rune(comma), -1, true
	return &sheet{csv: c, gate: g, say: say}, nil
}

// next returns the cells of the next row that is not blank, valid until the next
// call; nil at the end of the file or where the gate refused it. The error says that
// the file could not be read.
func (s *sheet) next() ([]string, error) {
	for !s.over {
		cells, err := s.csv.Read()
		s.pass()
		var refused *refusal
		var syntax *csv.ParseError
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			s.over = true
			continue
		case errors.As(err, &refused):
			s.over = true
			s.say(*refused)
			continue
		case errors.As(err, &syntax):
			s.rows++
			s.over = s.width == 0 // without a header nothing can be read
			s.say(s.misplaced(cells, syntax))
			continue
		default:
			return nil, err
		}
		s.line, _ = s.csv.FieldPos(0)
		if blankRow(cells) {
			continue
		}
		if s.width == 0 {
			s.width = len(cells)
			return cells, nil
		}
		if s.rows++; s.rows > maxRows {
			s.say(refusal{note: note{finding.Error, "too-many-rows",
				finding.Text{ZH: fmt.Sprintf("超过 %d 行", maxRows), EN: fmt.Sprintf("more than %d rows", maxRows)},
				finding.Text{ZH: "按年度拆成几个文件", EN: "split the file by year"}}, line: s.line, column: 1})
			s.over = true
			continue
		}
		if len(cells) == s.width {
			return cells, nil
		}
		s.say(s.ragged(cells))
	}
	return nil, nil
}

// pass hands on what the gate found in what has been read so far.
func (s *sheet) pass() {
	for ; s.said < len(s.gate.found); s.said++ {
		s.say(s.gate.found[s.said])
	}
}

// lineOf is where the i-th cell of the current row starts.
func (s *sheet) lineOf(i int) int {
	line, _ := s.csv.FieldPos(i)
	return line
}

func blankRow(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// misplaced describes a quote that stands where none may. cells are those before the
// cell it stands in.
func (s *sheet) misplaced(cells []string, err *csv.ParseError) refusal {
	line := err.StartLine
	if n := len(cells); n > 0 {
		line = s.lineOf(n-1) + strings.Count(cells[n-1], "\n")
	}
	r := refusal{line: line, column: len(cells) + 1, note: note{finding.Error, "stray-quote",
		finding.Text{ZH: "单元格里有一个位置不对的引号", EN: "the cell has a quote where none may stand"},
		finding.Text{ZH: "整个单元格加引号，里面的引号写成两个：\"服务\"\"示范\"\"点\"", EN: `put the whole cell in quotes and write each inner quote twice: "a ""b"" c"`}}}
	if err.Line > line {
		r.rule = "unclosed-quote"
		r.message = finding.Text{
			ZH: fmt.Sprintf("单元格开头的引号没有在本单元格结束，一直延续到第 %d 行", err.Line),
			EN: fmt.Sprintf("the quote that opens this cell runs on to line %d", err.Line),
		}
		r.hint = finding.Text{ZH: "在该单元格末尾补上引号", EN: "close the quote at the end of the cell"}
	}
	return r
}

func (s *sheet) ragged(cells []string) refusal {
	r := refusal{line: s.line, column: 1, value: fmt.Sprint(len(cells)), note: note{severity: finding.Error, rule: "ragged-row"}}
	r.message = finding.Text{
		ZH: fmt.Sprintf("本行有 %d 个单元格，表头有 %d 个", len(cells), s.width),
		EN: fmt.Sprintf("the row has %d cells, the header has %d", len(cells), s.width),
	}
	if len(cells) > s.width {
		r.hint = finding.Text{ZH: "含逗号的单元格要加引号；删除多余的分隔符", EN: "put a cell that holds a comma in quotes; delete separators that are too many"}
	} else {
		r.hint = finding.Text{ZH: "补上缺少的单元格（空单元格也要有分隔符）", EN: "add the missing cells; an empty cell needs its separator too"}
	}
	return r
}
