package opendata

import (
	"strings"

	"gongshi/internal/register"
)

// exactCSV is a table as it was published: the headers in English in the order of
// the schema, every cell as written. UTF-8 without a byte order mark, lines end in
// LF, and line breaks inside a cell stay what they were.
func exactCSV(reg *register.Register, s source) []byte {
	m := newMaker(reg)
	width := len(s.table.Columns)
	cells := make([]string, width)
	for i := range cells {
		cells[i] = s.table.Columns[i].Name
	}
	buf := appendRow(make([]byte, 0, 256*(s.count+1)), cells, "\n")
	for i := range s.count {
		o := s.origin(i)
		if o.Width() == 0 { // a record that was read from no file
			r := s.record(m, i)
			for j := range cells {
				cells[j] = r.cells[j].plain()
			}
		} else {
			for j := range cells {
				cells[j] = o.Written(j)
			}
		}
		buf = appendRow(buf, cells, "\n")
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
		if quoted(c) || c == "" && len(cells) == 1 {
			buf = append(buf, '"')
			buf = append(buf, strings.ReplaceAll(c, `"`, `""`)...)
			buf = append(buf, '"')
		} else {
			buf = append(buf, c...)
		}
	}
	return append(buf, eol...)
}

// quoted says whether a cell needs quotes: for what RFC 4180 names, and for blanks
// and a byte order mark at an end, which readers like to trim.
func quoted(c string) bool {
	if c == "" {
		return false
	}
	return strings.ContainsAny(c, ",\"\r\n") ||
		c[0] == ' ' || c[0] == '\t' || c[len(c)-1] == ' ' || c[len(c)-1] == '\t' ||
		strings.HasPrefix(c, "\uFEFF")
}
