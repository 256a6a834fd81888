package opendata

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"

	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// encoder writes JSON in the order in which it is told to. Commas come by
// themselves.
type encoder struct {
	buf   []byte
	comma bool // the value to come is not the first in its brackets
}

// next puts a comma where the value to come is not the first.
func (e *encoder) next() {
	if e.comma {
		e.buf = append(e.buf, ',')
	}
	e.comma = true
}

// line begins a new line for the value to come.
func (e *encoder) line() {
	e.next()
	e.buf = append(e.buf, '\n')
	e.comma = false
}

func (e *encoder) open(bracket byte) {
	e.next()
	e.buf = append(e.buf, bracket)
	e.comma = false
}

func (e *encoder) close(bracket byte) {
	e.buf = append(e.buf, bracket)
	e.comma = true
}

// key is a name of ours, in which nothing has to be escaped.
func (e *encoder) key(name string) {
	e.next()
	e.buf = append(append(append(e.buf, '"'), name...), '"', ':')
	e.comma = false
}

// word is a text of ours, such as the id of a code, in which nothing has to be escaped.
func (e *encoder) word(s string) {
	e.next()
	e.buf = append(append(append(e.buf, '"'), s...), '"')
}

func (e *encoder) null() {
	e.next()
	e.buf = append(e.buf, "null"...)
}

func (e *encoder) int(n int) {
	e.next()
	e.buf = strconv.AppendInt(e.buf, int64(n), 10)
}

// text is a string, or null where it is empty.
func (e *encoder) text(s string) {
	if s == "" {
		e.null()
		return
	}
	e.str(s)
}

func (e *encoder) day(d day.Day) {
	if d.IsZero() {
		e.null()
		return
	}
	e.next()
	e.buf = append(d.Append(append(e.buf, '"')), '"')
}

// amount is yuan as text, or null where none are given.
func (e *encoder) amount(a money.Amount) {
	if !a.Given {
		e.null()
		return
	}
	e.next()
	e.buf = append(a.Append(append(e.buf, '"')), '"')
}

func (e *encoder) strings(list []string) {
	e.open('[')
	for _, s := range list {
		e.str(s)
	}
	e.close(']')
}

// str is a string, with the same bytes as encoding/json: what could end a script
// element in HTML is escaped, and so is what is not UTF-8.
func (e *encoder) str(s string) {
	e.next()
	b := append(e.buf, '"')
	from := len(b)
	b = append(b, s...)
	n := clean(b[from:])
	if n == len(s) { // as nearly all
		e.buf = append(b, '"')
		return
	}
	b = b[:from]
	for s != "" {
		r, size := utf8.DecodeRuneInString(s[n:])
		b = appendEscape(append(b, s[:n]...), r)
		s = s[n+size:]
		if n = clean([]byte(s)); n == len(s) {
			break
		}
	}
	e.buf = append(append(b, s...), '"')
}

// clean is how long the beginning of a text is that stands in JSON as it is.
func clean(s []byte) int {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case lengths[c] == 1:
			for i++; i+8 <= len(s) && plain(binary.LittleEndian.Uint64(s[i:])); i += 8 {
			}
		case lengths[c] == 3 && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80:
			i += 3
		case c < utf8.RuneSelf:
			return i
		default:
			r, size := utf8.DecodeRune(s[i:])
			if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
				return i
			}
			i += size
		}
	}
	return i
}

// plain says whether eight bytes are ASCII that stands in JSON as it is.
func plain(word uint64) bool {
	return word&highBits == 0 && !below(word, 0x1f) && !holds(word, '\\') &&
		!holds(word|lowBits*('"'^'&'), '&') && !holds(word|lowBits*('<'^'>'), '>')
}

// appendEscape writes a character that cannot stand in a string as it is; U+FFFD for what
// is none.
func appendEscape(b []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// lengths says of a byte how long the character is that begins with it, where it stands in
// JSON as it is and whatever bytes of a character follow; 0: it takes a closer look.
var lengths = func() (list [256]uint8) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		list[c] = 1
	}
	for _, c := range `"\<>&` {
		list[c] = 0
	}
	for c := 0xe3; c <= 0xef; c++ {
		list[c] = 3
	}
	list[0xed] = 0 // of surrogates
	return list
}()

// value is a cell: null where nothing is given.
func (e *encoder) value(c *cell) {
	switch c.kind {
	case schema.List:
		e.list(c)
	case schema.Date:
		e.day(c.day)
	case schema.Money:
		e.amount(c.amount)
	case schema.Year, schema.Count, schema.Score:
		if c.given {
			e.next()
			e.buf = c.appendNumeral(e.buf)
		} else {
			e.null()
		}
	default:
		e.text(c.text)
	}
}

func (e *encoder) list(c *cell) {
	if len(c.names) == 0 && len(c.groups) == 0 {
		e.null()
		return
	}
	e.open('[')
	for _, g := range c.groups {
		e.str(groupID(g))
	}
	if c.groups == nil {
		for _, s := range c.names {
			e.str(s)
		}
	}
	e.close(']')
}

// members writes the members of a record's object: its id and address, the
// columns, what follows from them, and where it was read. What was read nowhere has
// neither id nor address.
func (e *encoder) members(m *maker, r *record) {
	if r.published() {
		e.key("id")
		e.next()
		e.buf = append(r.appendID(append(e.buf, '"')), '"')
		e.key("url")
		e.word(m.page(r))
	}
	e.columns(r, 0)
	switch {
	case r.duty != nil:
		e.because(r.duty)
	case r.evaluation != nil:
		e.key("grade_written")
		e.text(r.evaluation.GradeWritten)
	case r.sanction != nil:
		e.key("standing")
		e.word(string(r.sanction.Standing))
		e.key("reply")
		e.reply(r.sanction.Reply)
	}
	if r.published() {
		e.key("source")
		e.source(r.origin.File(), r.origin.Line())
	}
}

// columns writes a record's cells from one on.
func (e *encoder) columns(r *record, from int) {
	for i := from; i < len(r.cells); i++ {
		e.key(r.table.Columns[i].Name)
		e.value(&r.cells[i])
	}
}

func (e *encoder) record(m *maker, r record) {
	e.open('{')
	e.members(m, &r)
	e.close('}')
}

func (e *encoder) reply(r *register.Reply) {
	if r == nil {
		e.null()
		return
	}
	e.open('{')
	e.key("title")
	e.text(r.Title)
	e.key("by")
	e.text(r.By)
	e.key("date")
	e.day(r.Date)
	e.key("text")
	e.text(r.Body)
	e.close('}')
}

// source is where something was read; line 0 is a whole file.
func (e *encoder) source(file string, line int) {
	if file == "" {
		e.null()
		return
	}
	e.open('{')
	e.key("file")
	e.str(file)
	if line > 0 {
		e.key("line")
		e.int(line)
	}
	e.close('}')
}

// tableJSON is a whole table, one record to a line.
func tableJSON(reg *register.Register, s source, to *sink) {
	m := newMaker(reg)
	var e encoder
	e.open('{')
	e.key("version")
	e.int(Version)
	e.key("table")
	e.str(s.table.Name)
	e.key("as_of")
	e.day(reg.AsOf)
	e.key("title")
	e.str(tableTitle(s.table, firstLanguage(reg.Settings)))
	e.key("portal")
	e.text(title(reg.Settings))
	e.key("records")
	e.open('[')
	for i := range s.count {
		e.buf = to.row(e.buf)
		e.line()
		e.record(m, s.record(m, i))
	}
	to.end(append(e.buf, "\n]}\n"...))
}
