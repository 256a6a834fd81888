package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// numberFormat is what a number format shows of a number.
type numberFormat struct {
	year, month, day bool // parts of a date; none: no date
	percent          bool
	scaled           bool // what is shown counts another unit: 万 behind the number, thousands left out
	padded           bool // zeros are shown in front of the number
}

func (f numberFormat) date() bool { return f.year || f.day }

// builtIn are the formats that a workbook need not spell out (ECMA-376 part 1, 18.8.30),
// with those of Chinese programs: 27 to 36 and 50 to 58.
func builtIn(id int) numberFormat {
	switch id {
	case 9, 10:
		return numberFormat{percent: true}
	case 14, 15, 22, 30, 31:
		return numberFormat{year: true, month: true, day: true}
	case 17, 27, 36, 50, 52, 57:
		return numberFormat{year: true, month: true}
	case 16, 28, 29, 51, 53, 54, 58:
		return numberFormat{month: true, day: true}
	}
	return numberFormat{}
}

// parseFormat reads a format's code as far as it tells what is shown: the first section,
// without quoted text, escapes and what stands in square brackets. An m beside an h or
// an s is a minute.
func parseFormat(code string) numberFormat {
	code = general.ReplaceAllString(code, "")
	var letters strings.Builder
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case quoted:
			quoted = code[i] != '"'
		case bracket:
			bracket = code[i] != ']'
		case code[i] == '"':
			quoted = true
		case code[i] == '[':
			bracket = true
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == ';':
			i = len(code)
		case code[i] == '%':
			letters.WriteByte('%')
		case strings.IndexByte("ymdhsg", c) >= 0:
			letters.WriteByte(c)
		}
	}
	s := letters.String()
	f := numberFormat{percent: strings.Contains(s, "%"), year: strings.ContainsAny(s, "yg"), day: strings.Contains(s, "d")}
	f.month = strings.Contains(s, "m") && (f.year || f.day || !strings.ContainsAny(s, "hs"))
	f.scaled = !f.date() && (strings.ContainsAny(code, "万萬亿億千百") || thousands.MatchString(code))
	f.padded = zeros.MatchString(code)
	return f
}

var (
	general   = regexp.MustCompile(`(?i)general`)
	thousands = regexp.MustCompile(`[0#?](\.[0#?]+)?,+([^0#?,]|$)`) // a comma behind the last digit leaves out three
	zeros     = regexp.MustCompile(`^"?0{2,}"?$`)
)

// format is the number format of a style.
func (w *workbook) format(style int) numberFormat {
	f, ok := w.formats[style]
	if ok {
		return f
	}
	if s, err := w.excel.GetStyle(style); err == nil && s != nil {
		if f = builtIn(s.NumFmt); s.CustomNumFmt != nil {
			f = parseFormat(*s.CustomNumFmt)
		}
	}
	w.formats[style] = f
	return f
}

// numberText is a stored number as a person would type what the cell shows, and whether
// digits beyond the fifteen that spreadsheets keep were left out.
func (w *workbook) numberText(raw string, f numberFormat) (string, Mark) {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw, 0
	}
	if f.date() {
		if s, ok := w.dateText(v, f); ok {
			return s, Date
		}
	}
	mark := Number
	if f.scaled {
		mark |= Scaled
	}
	if f.padded {
		mark |= Padded
	}
	if w.from1904 {
		mark |= From1904
	}
	shown, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if shown != v {
		mark |= Rounded
	}
	if f.percent {
		p, _ := strconv.ParseFloat(strconv.FormatFloat(shown*100, 'g', 15, 64), 64)
		return strconv.FormatFloat(p, 'f', -1, 64) + "%", mark
	}
	return strconv.FormatFloat(shown, 'f', -1, 64), mark
}

// lastSerial is 2199-12-31.
const lastSerial = 109_939

// dateText writes the parts of a day that its format shows: a cell in which somebody
// typed 2023年5月 holds the first of May, which nobody meant.
func (w *workbook) dateText(v float64, f numberFormat) (string, bool) {
	whole := int(v)
	if v < 0 || whole > lastSerial {
		return "", false
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case w.from1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case whole == 60:
		return "1900-02-29", true // a day that only spreadsheets have
	case whole < 60:
		first = first.AddDate(0, 0, 1)
	}
	t := first.AddDate(0, 0, whole)
	switch {
	case f.year && f.day:
	case f.year && f.month:
		return t.Format("2006-01"), true
	case f.year:
		return t.Format("2006"), true
	default:
		return t.Format("01-02"), true
	}
	if seconds := int((v-float64(whole))*86_400 + 0.5); seconds > 0 {
		return fmt.Sprintf("%s %02d:%02d:%02d", t.Format(time.DateOnly), seconds/3600, seconds/60%60, seconds%60), true
	}
	return t.Format(time.DateOnly), true
}
