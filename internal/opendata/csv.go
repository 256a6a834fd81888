package opendata

import (
	"bytes"
	"encoding/binary"
	"strings"

	"gongshi/internal/register"
)

// exactCSV is a table as it was published: the headers in English in the order of
// the schema, every cell as written. UTF-8 without a byte order mark, lines end in
// LF, and line breaks inside a cell stay what they were.
func exactCSV(reg *register.Register, s source, to *sink) {
	m := newMaker(reg)
	width := len(s.table.Columns)
	cells := make([]string, width)
	for i := range cells {
		cells[i] = s.table.Columns[i].Name
	}
	buf := appendRow(nil, cells, "\n")
	for i := range s.count {
		if o := s.origin(i); o.Width() > 0 {
			buf = appendWritten(buf, o, width)
		} else { // a record that was read from no file
			r := s.record(m, i)
			for j := range r.cells {
				buf = append(r.cells[j].appendPlain(buf), ',')
			}
		}
		buf[len(buf)-1] = '\n' // in place of the last comma
		buf = to.row(buf)
	}
	to.end(buf)
}

// appendWritten adds the cells of a row as written, each with a comma behind it.
func appendWritten(buf []byte, o *register.Origin, width int) []byte {
	for j := range width {
		buf = append(appendCell(buf, o.Written(j)), ',')
	}
	return buf
}

// appendRow adds a row as RFC 4180 has it. encoding/csv turns a row of one empty
// cell into an empty line, which its readers skip: here such a cell is quoted.
func appendRow(buf []byte, cells []string, eol string) []byte {
	for i, c := range cells {
		if i > 0 {
			buf = append(buf, ',')
		}
		if c == "" && len(cells) == 1 {
			buf = append(buf, `""`...)
		}
		buf = appendCell(buf, c)
	}
	return append(buf, eol...)
}

// appendCell adds a cell, with quotes where it needs them.
func appendCell(buf []byte, c string) []byte { return quote(append(buf, c...), len(buf)) }

// quote puts quotes around the cell that begins at a place where it needs them.
func quote(buf []byte, from int) []byte {
	if !quoted(buf[from:]) {
		return buf
	}
	c := string(buf[from:])
	buf = append(buf[:from], '"')
	buf = append(buf, strings.ReplaceAll(c, `"`, `""`)...)
	return append(buf, '"')
}

// quoted says whether a cell needs quotes: for what RFC 4180 names, and for blanks
// and a byte order mark at an end, which readers like to trim.
func quoted(c []byte) bool {
	if len(c) == 0 {
		return false
	}
	first, last := c[0], c[len(c)-1]
	if first == ' ' || first == '\t' || last == ' ' || last == '\t' || first == 0xef && bytes.HasPrefix(c, []byte("\uFEFF")) {
		return true
	}
	for len(c) >= 8 {
		if below(binary.LittleEndian.Uint64(c), ',') && anyQuotes(c[:8]) {
			return true
		}
		c = c[8:]
	}
	return anyQuotes(c)
}

func anyQuotes(c []byte) bool {
	for _, b := range c {
		if quotes[b] {
			return true
		}
	}
	return false
}

// quotes says of a byte whether a cell that has it needs quotes; none is above the comma.
var quotes = [256]bool{',': true, '"': true, '\r': true, '\n': true}

// In each of the eight bytes of a word: its lowest and its highest bit.
const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// below says whether one of the eight bytes of a word is ASCII and at most limit. Texts are
// mostly letters, digits and Chinese, in which that asks eight bytes at once whether they
// need a look.
func below(word uint64, limit byte) bool {
	return (word-lowBits*uint64(limit+1))&^word&highBits != 0
}

// holds says whether one of the eight bytes of a word is c.
func holds(word uint64, c byte) bool {
	word ^= lowBits * uint64(c)
	return (word-lowBits)&^word&highBits != 0
}
