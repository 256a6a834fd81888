package sheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// layout is what a worksheet says of its cells besides their texts (ECMA-376 part 1,
// 18.3).
type layout struct {
	rows   []rowLayout
	unseen []span  // hidden columns
	merges []merge // by their first row
	cells  int
	shared int // the highest number of a shared string, from 0; -1: none is used
	styled int // the highest number of a style
}

// span is a range of columns or rows, from 1, both ends inclusive.
type span struct{ first, last int }

func (s span) has(n int) bool { return s.first <= n && n <= s.last }

type rowLayout struct {
	number int
	hidden bool
	cells  []cellLayout
}

// cellLayout is a cell that holds something. There may be two million.
type cellLayout struct {
	style   int32
	column  uint16
	kind    cellKind
	formula bool
	value   bool // a value is stored
}

// cellKind is how a cell's value is stored: its type attribute.
type cellKind uint8

const (
	number     cellKind = iota // n, or nothing
	otherKind                  // inlineStr, and what the standard does not know
	sharedText                 // s
	ownText                    // str
	boolean                    // b
	failure                    // e
	isoDate                    // d
)

func kindOf(t string) cellKind {
	switch t {
	case "", "n":
		return number
	case "s":
		return sharedText
	case "str":
		return ownText
	case "b":
		return boolean
	case "e":
		return failure
	case "d":
		return isoDate
	}
	return otherKind
}

// merge is a range of merged cells.
type merge struct{ rows, columns span }

func (m merge) tall() bool { return m.columns.first == m.columns.last }

// readLayout reads a worksheet from end to end. An error other than a refusal says that it
// is no whole XML.
func readLayout(in io.Reader) (*layout, error) {
	l := &layout{shared: -1}
	d := xml.NewDecoder(in)
	row, column := 0, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			slices.SortStableFunc(l.merges, func(a, b merge) int { return a.rows.first - b.rows.first })
			return l, nil
		}
		if errors.Is(err, errLongText) { // and not in a cell
			err = errMarkup
		}
		if err != nil {
			return nil, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "col":
			l.column(start)
		case "row":
			row, column = row+1, 0
			if n, ok := positive(start, "r"); ok {
				row = n
			}
			if row > excelize.TotalRows || len(l.rows) >= maxSheetRows {
				return nil, &refusal{tooManyRows(maxSheetRows, maxSheetRows)}
			}
			l.rows = append(l.rows, rowLayout{number: row, hidden: truth(attribute(start, "hidden"))})
		case "c":
			if column, err = l.cell(d, start, row, column+1); err != nil {
				return nil, err
			}
		case "mergeCell":
			if err := l.merge(attribute(start, "ref")); err != nil {
				return nil, err
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func positive(e xml.StartElement, name string) (int, bool) {
	n, err := strconv.Atoi(attribute(e, name))
	return n, err == nil && n > 0
}

func truth(s string) bool { return s == "1" || s == "true" }

// column notes hidden columns.
func (l *layout) column(e xml.StartElement) {
	first, ok := positive(e, "min")
	last, also := positive(e, "max")
	if ok && also && truth(attribute(e, "hidden")) {
		l.unseen = append(l.unseen, span{first, last})
	}
}

// cell reads a cell of a row to its end and returns its column.
func (l *layout) cell(d *xml.Decoder, e xml.StartElement, row, column int) (int, error) {
	if ref := attribute(e, "r"); ref != "" {
		c, _, err := excelize.CellNameToCoordinates(ref)
		if err != nil {
			return 0, err
		}
		column = c
	}
	if column > excelize.MaxColumns {
		return 0, &refusal{tooManyColumns(row, column)}
	}
	cell := cellLayout{column: uint16(column), kind: kindOf(attribute(e, "t"))}
	if style, ok := positive(e, "s"); ok {
		if style > excelize.MaxCellStyles {
			return 0, errIncomplete
		}
		cell.style = int32(style)
		l.styled = max(l.styled, style)
	}
	stored, err := cell.content(d)
	if errors.Is(err, errLongText) {
		return 0, &refusal{cellTooLarge(row, column)}
	}
	if err != nil {
		return 0, err
	}
	if cell.kind == sharedText && cell.value {
		n, err := strconv.Atoi(strings.TrimSpace(stored))
		if err != nil || n < 0 {
			return 0, fmt.Errorf("shared string %q", stored)
		}
		l.shared = max(l.shared, n)
	}
	if len(l.rows) == 0 || !cell.value && !cell.formula {
		return column, nil
	}
	if l.cells++; l.cells > maxCells {
		return 0, &refusal{tooManyOf(row, maxCells, "个单元格", "cells")}
	}
	last := &l.rows[len(l.rows)-1]
	last.cells = append(last.cells, cell)
	return column, nil
}

// content reads what is in a cell and returns the text of its value.
func (c *cellLayout) content(d *xml.Decoder) (string, error) {
	var stored strings.Builder
	in, begin := "", d.InputOffset()
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		if d.InputOffset()-begin > maxEncoded {
			return "", errLongText
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			in = t.Name.Local
			c.formula = c.formula || in == "f"
			c.value = c.value || in == "is" || in == "v" && c.kind == ownText // a text may be empty
		case xml.EndElement:
			depth--
			in = ""
		case xml.CharData:
			if in == "v" {
				c.value = true
				stored.Write(t)
			}
		}
	}
	return stored.String(), nil
}

// merge notes a merged range, such as A2:A5.
func (l *layout) merge(ref string) error {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return nil
	}
	left, top, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return err
	}
	right, bottom, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		return err
	}
	if len(l.merges) >= maxSheetRows {
		return &refusal{tooManyOf(0, maxSheetRows, "个合并区域", "merged ranges")}
	}
	l.merges = append(l.merges, merge{span{min(top, bottom), max(top, bottom)}, span{min(left, right), max(left, right)}})
	return nil
}
