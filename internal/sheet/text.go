package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"gongshi/internal/finding"
)

// textRows splits a text into rows of cells. A row with a misplaced quote is reported
// and left out.
type textRows struct {
	csv  *csv.Reader
	gate *gate
	say  func(finding.Finding)
	row  Row
	base int // lines in front of the first that encoding/csv sees
	rows int // rows so far
	said int // findings of the gate that were passed on
	over bool
}

// newTextRows begins to read text whose cells are separated by comma; a mark of some
// bytes and some lines were taken off its beginning.
func newTextRows(in *bufio.Reader, comma byte, mark, lines int, say func(finding.Finding)) *textRows {
	t := &textRows{gate: newGate(in, comma, mark), say: say, base: lines}
	t.gate.line, t.gate.cellLine = 1+lines, 1+lines
	t.csv = csv.NewReader(t.gate)
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = rune(comma), -1, true
	t.row.lineOf = t.lineOf
	return t
}

// Next implements Rows.
func (t *textRows) Next() (*Row, error) {
	for !t.over {
		cells, err := t.csv.Read()
		t.pass()
		var refused *refusal
		var syntax *csv.ParseError
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			t.over = true
			continue
		case errors.As(err, &refused):
			t.over = true
			t.say(refused.Finding)
			continue
		case errors.As(err, &syntax):
			t.over = t.rows == 0 // without its first row nothing can be read
			t.rows++
			t.say(t.misplaced(cells, syntax))
			continue
		default:
			return nil, err
		}
		if Blank(cells) {
			continue
		}
		t.row.Line, t.row.Cells = t.lineOf(0), cells
		if t.rows++; t.rows > maxRows {
			t.say(tooManyRows(t.row.Line, maxRows))
			t.over = true
			continue
		}
		return &t.row, nil
	}
	return nil, nil
}

// Whole implements Rows.
func (t *textRows) Whole() bool { return t.gate.err == io.EOF }

// pass hands on what the gate found in what has been read so far.
func (t *textRows) pass() {
	for ; t.said < len(t.gate.found); t.said++ {
		t.say(t.gate.found[t.said])
	}
}

// lineOf is where the i-th cell of the current row starts.
func (t *textRows) lineOf(i int) int {
	line, _ := t.csv.FieldPos(i)
	return t.base + line
}

// misplaced describes a quote that stands where none may. cells are those before the
// cell it stands in.
func (t *textRows) misplaced(cells []string, err *csv.ParseError) finding.Finding {
	line, last := t.base+err.StartLine, t.base+err.Line
	if n := len(cells); n > 0 {
		line = t.lineOf(n-1) + strings.Count(cells[n-1], "\n")
	}
	if last > line {
		return failed(line, len(cells)+1, "unclosed-quote", "",
			finding.Text{
				ZH: fmt.Sprintf("单元格开头的引号没有在本单元格结束，一直延续到第 %d 行", last),
				EN: fmt.Sprintf("the quote that opens this cell runs on to line %d", last),
			},
			finding.Text{ZH: "在该单元格末尾补上引号", EN: "close the quote at the end of the cell"})
	}
	return failed(line, len(cells)+1, "stray-quote", "",
		finding.Text{ZH: "单元格里有一个位置不对的引号", EN: "the cell has a quote where none may stand"},
		finding.Text{ZH: "整个单元格加引号，里面的引号写成两个：\"服务\"\"示范\"\"点\"", EN: `put the whole cell in quotes and write each inner quote twice: "a ""b"" c"`})
}
