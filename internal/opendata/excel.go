package opendata

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongshi/internal/register"
)

// excelCSV is a table for people with a spreadsheet: a byte order mark, CRLF,
// Chinese headers and values in one form: ISO dates, plain yuan, codes in Chinese.
func excelCSV(reg *register.Register, s source, to *sink) {
	m := newMaker(reg)
	cells := make([]string, len(s.table.Columns))
	for i := range cells {
		cells[i] = s.table.Columns[i].ZH
	}
	buf := appendRow([]byte("\uFEFF"), cells, "\r\n")
	for i := range s.count {
		r := s.record(m, i)
		for j := range r.cells {
			buf = append(r.cells[j].appendExcel(buf), ',')
		}
		buf = to.row(append(buf[:len(buf)-1], "\r\n"...))
	}
	to.end(buf)
}

// guardCell makes the text that begins at a place a cell that is safe: see guard.
func guardCell(buf []byte, from int) []byte {
	if text := buf[from:]; harmless(text) && !quoted(text) {
		return buf
	}
	return appendCell(buf[:from], guard(string(buf[from:])))
}

// guard makes a text safe to be opened in a spreadsheet.
//
// A text that would be run as a formula gets an apostrophe in front, as OWASP
// advises (https://owasp.org/www-community/attacks/CSV_Injection). A text that
// would be turned into a number or a date, and so damaged, gets a tab: Excel keeps
// such a cell as text and shows nothing of the tab, where an apostrophe read from a
// file would be seen and ="…" would be a formula itself. Plain signed numbers are
// neither.
func guard(s string) string {
	s = lineBreaks(s)
	if harmless([]byte(s)) {
		return s
	}
	return marked(s)
}

// marked is a text with the mark in front that it needs.
func marked(s string) string {
	first := strings.TrimLeftFunc(s, blank)
	switch {
	case first == "":
		return s
	case (s[0] == '+' || s[0] == '-') && signed.MatchString(s):
		return s
	case strings.ContainsRune("=+-@", narrow(firstRune(first))), s[0] == '\t', s[0] == '\n':
		return "'" + s
	case damaged(narrowed(first)):
		return "\t" + s
	}
	return s
}

// harmless says quickly of most texts that they need no guard: those that begin with a
// Chinese character that is not a unit of time, with a letter that begins neither a month
// nor the exponent of a number, or are longer than a date with a letter that belongs to no
// number in front or behind the first digits, as credit codes are.
func harmless(s []byte) bool {
	if len(s) == 0 {
		return true
	}
	switch c := s[0]; {
	case c >= 0xe4 && c <= 0xe9:
		r, _ := utf8.DecodeRune(s)
		return !strings.ContainsRune(units, r)
	case letter(c):
		return c|0x20 != 'e' && (len(s) > longestDate || !strings.ContainsRune(monthLetters, rune(c|0x20)))
	case c >= '0' && c <= '9' && len(s) > longestDate:
		rest := bytes.TrimLeft(s, "0123456789")
		return len(rest) > 0 && letter(rest[0]) && rest[0]|0x20 != 'e' && ascii(rest)
	}
	return false
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// ascii says whether a text is ASCII, of which narrow leaves all as it is.
func ascii(s []byte) bool {
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lineBreaks makes every line break a LF: a CR inside a cell is shown as _x000D_.
func lineBreaks(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// blank says whether a spreadsheet may overlook a character in front of a formula.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// narrow gives the ASCII form of a full-width character; − counts as a hyphen.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '−' || r == '﹣':
		return '-'
	case r == '﹢':
		return '+'
	case r == '﹦':
		return '='
	case r == '﹫':
		return '@'
	}
	return r
}

// longestNumeral is how many digits a spreadsheet shows before it turns to
// scientific notation.
const longestNumeral = 11

// longestDate is how long the name of a month with a number beside it can be.
const longestDate = len("September-2023")

// monthLetters are those with which the name of a month begins.
const monthLetters = "jfmasond"

// units stand behind the numbers of a date or a time.
const units = "年月日时分秒"

var (
	signed = regexp.MustCompile(`^[+-](?:0|[1-9]\d{0,10})(?:\.\d+)?$`)

	// monthName is what Excel reads as a date in any language: MAR1, 2-Sep, Dec 2023.
	monthName = regexp.MustCompile(`(?i)^(?:\d+[-/ ]?)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[-/ .,]*\d*$`)
)

// damaged says whether a spreadsheet would change a text when it opens the file:
// long numerals such as an all-digit credit code, leading zeros, 12E05, 2023-05,
// 3/4, 10:30, 2023年5月.
func damaged(s string) bool {
	if s[0] >= '1' && s[0] <= '9' && len(s) <= longestNumeral && allDigits(s) || s == "0" {
		return false
	}
	digits := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case strings.ContainsRune("-/.:eE+,%¥￥$ "+units, r):
		default:
			return len(s) <= longestDate && strings.ContainsAny(s, "0123456789") && monthName.MatchString(s)
		}
	}
	return digits
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// narrowed is a text with full-width characters in their ASCII form, as the input
// methods and spreadsheets of East Asia take them.
func narrowed(s string) string {
	return strings.Map(narrow, s)
}
