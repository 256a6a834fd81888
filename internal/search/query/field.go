package query

import (
	"fmt"
	"slices"
	"strings"

	"gongshi/internal/text"
)

// The fields whose values are ranges.
const (
	Year = "year" // years
	Date = "date" // days as numbers: 20230501
	Fine = "fine" // fen
)

// Fields returns the names of the fields, in the order in which they are explained.
func Fields() []string {
	return []string{
		"table", "kind", "status", "duty", Year, "district", "field", "authority", "measure", "grade", "tier", "agency", "purchaser", Date, Fine,
	}
}

// The ends of a range that is open on one side, and the largest amount in yuan.
const (
	lowest    = 0
	highest   = 1<<53 - 1 // the largest integer that the browser holds exactly
	maxYuan   = 1e12
	yearBase  = 10000
	monthBase = 100
)

// fieldName reads the name of a field and its colon where there is one; case and
// width are as good as any.
func (p *parser) fieldName() (string, bool) {
	var name strings.Builder
	for end := p.at; end < len(p.in); end++ {
		if (p.in[end] == ':' || p.in[end] == '：') && end > p.at {
			p.at = end + 1
			return name.String(), true
		}
		letter := text.Fold(string(p.in[end]))
		if len(letter) != 1 || letter != "_" && (letter < "a" || letter > "z") {
			break
		}
		name.WriteString(letter)
	}
	return "", false
}

// field reads the value of a field. start is where the name began.
func (p *parser) field(name string, start int) (Node, error) {
	if !slices.Contains(Fields(), name) {
		list := strings.Join(Fields(), ", ")
		return Node{}, p.fail(start+1, "unknown-field",
			fmt.Sprintf("没有“%s”这个字段，可用：%s；如要检索这段文字，请加引号", name, list),
			fmt.Sprintf("no field %q; there are: %s; quote it to search for the text", name, list))
	}
	at := p.at
	if at == len(p.in) || isSpace(p.in[at]) {
		return Node{}, p.fail(at+1, "empty-value", "冒号后面要有内容", "the colon wants a value behind it")
	}
	value, err := p.quotedOrWord()
	if err != nil {
		return Node{}, err
	}
	n := Node{Op: Filter, Field: name, Value: value, At: start + 1}
	if read := scale(name); read != nil {
		n.Op, n.Value = Range, ""
		var ok bool
		if n.Min, n.Max, ok = span(text.Fold(value), read); !ok {
			return Node{}, p.malformed(name, at)
		}
	} else if strings.TrimSpace(text.Fold(value)) == "" {
		return Node{}, p.fail(at+1, "empty-value", "冒号后面要有内容", "the colon wants a value behind it")
	}
	return n, p.count(start)
}

func (p *parser) malformed(name string, at int) *Error {
	switch name {
	case Year:
		return p.fail(at+1, "bad-year", "年份写作 2023 或 2021..2024", "a year is 2023 or 2021..2024")
	case Date:
		return p.fail(at+1, "bad-date", "日期写作 2023、2023-05、2023-05-01，或用 .. 连接两个日期", "a date is 2023, 2023-05 or 2023-05-01, or two of them with .. between")
	}
	return p.fail(at+1, "bad-amount", "金额（元）写作 10000、>=10000、1万 或 5000..20000", "an amount in yuan is 10000, >=10000, 1万 or 5000..20000")
}

// scale returns the reader of one end of a range; nil where the field has none. A
// reader gives the first and last number that the text stands for.
func scale(name string) func(string) (first, last int64, ok bool) {
	switch name {
	case Year:
		return readYear
	case Date:
		return readDate
	case Fine:
		return readAmount
	}
	return nil
}

// span reads 5, 5..9, 5.., ..9, >=5, >5, <=5, <5 and =5.
func span(s string, read func(string) (int64, int64, bool)) (first, last int64, ok bool) {
	first, last = lowest, highest
	if from, to, two := strings.Cut(s, ".."); two {
		okFrom, okTo := from == "", to == ""
		if !okFrom {
			first, _, okFrom = read(from)
		}
		if !okTo {
			_, last, okTo = read(to)
		}
		return first, last, okFrom && okTo && s != ".."
	}
	rest := strings.TrimLeft(s, "<>=")
	a, b, ok := read(rest)
	switch s[:len(s)-len(rest)] {
	case "", "=":
		first, last = a, b
	case ">=":
		first = a
	case ">":
		first = b + 1
	case "<=":
		last = b
	case "<":
		last = a - 1
	default:
		ok = false
	}
	return first, last, ok
}

// number reads 1 to max ASCII digits.
func number(s string, most int) (int64, bool) {
	if s == "" || len(s) > most {
		return 0, false
	}
	var n int64
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

func readYear(s string) (first, last int64, ok bool) {
	s = strings.TrimSuffix(s, "年")
	n, ok := number(s, 4)
	return n, n, ok && len(s) == 4
}

// readDate reads a year, month or day; a month's last number is 31 whatever its length.
func readDate(s string) (first, last int64, ok bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/.年月日", r) })
	if len(parts) == 0 || len(parts) > 3 || len(parts[0]) != 4 {
		return 0, 0, false
	}
	first, last = 0, 1231
	y, ok := number(parts[0], 4)
	if ok && len(parts) > 1 {
		var m int64
		m, ok = number(parts[1], 2)
		ok = ok && m >= 1 && m <= 12
		first, last = m*monthBase, m*monthBase+31
	}
	if ok && len(parts) > 2 {
		var d int64
		d, ok = number(parts[2], 2)
		ok = ok && d >= 1 && d <= daysIn(y, first/monthBase)
		first += d
		last = first
	}
	return y*yearBase + first, y*yearBase + last, ok
}

func daysIn(year, month int64) int64 {
	switch month {
	case 2:
		if year%4 == 0 && year%100 != 0 || year%400 == 0 {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func readAmount(s string) (first, last int64, ok bool) {
	s = strings.TrimSuffix(strings.ReplaceAll(s, ",", ""), "元")
	s, wan := strings.CutSuffix(s, "万")
	whole, frac, dot := strings.Cut(s, ".")
	n, ok := number(whole, 12)
	f := int64(0)
	decimals, unit := 2, int64(100)
	if wan {
		decimals, unit = 6, 1_000_000
	}
	if dot {
		var good bool
		f, good = number(frac, decimals)
		ok = ok && good
		for range decimals - len(frac) {
			f *= 10
		}
	}
	fen := n*unit + f
	return fen, fen, ok && fen <= maxYuan*100
}
