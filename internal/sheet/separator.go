package sheet

import (
	"encoding/csv"
	"strings"
)

// headRows is in how many of the first rows column names are looked for.
const headRows = 20

// declaration reads a first line such as sep=; with which a file may declare its
// separator to Excel. It returns 0 where there is none, and the text behind the line.
func declaration(head string) (byte, string) {
	line, rest, ok := strings.Cut(head, "\n")
	name, value, equals := strings.Cut(strings.TrimSuffix(line, "\r"), "=")
	if !ok || !equals || !strings.EqualFold(strings.Trim(name, `"`), "sep") || strings.Trim(value, `"`) == "" {
		return 0, head
	}
	switch c := strings.Trim(value, `"`); c {
	case ",", ";", "\t":
		return c[0], rest
	}
	return 0, head
}

// separator tells what parts the cells of a text: whatever shows the most column names
// in one of the first rows; where two show as many, or none does, the usual one.
func separator(head string, usual byte, known func(string) bool) byte {
	if known == nil {
		return usual
	}
	best, most := usual, names(head, usual, known)
	for _, c := range []byte{',', ';', '\t'} {
		if n := names(head, c, known); n > most {
			best, most = c, n
		}
	}
	return best
}

// names counts the column names of the row that has the most.
func names(head string, comma byte, known func(string) bool) int {
	r := csv.NewReader(strings.NewReader(head))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = rune(comma), -1, true, true
	most := 0
	for range headRows {
		cells, err := r.Read()
		if err != nil {
			break
		}
		n := 0
		for _, c := range cells {
			if known(c) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}
