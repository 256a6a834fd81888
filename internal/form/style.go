package form

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/day"
	"gongshi/internal/schema"
)

// The fills of headers.
const (
	RequiredFill = "FFE699"
	OptionalFill = "DDEBF7"
)

// The numbers of built-in number formats (ECMA-376, 18.8.30).
const (
	wholeFormat  = 1  // 0
	amountFormat = 4  // #,##0.00
	TextFormat   = 49 // @
)

// dayFormat shows days in the form that is read without a doubt.
const dayFormat = "yyyy-mm-dd"

// CellStyle is how cells of a kind are kept and shown. Everything that is no number or
// day is text: else a spreadsheet turns a credit code into 9.14E+17 and 3-5 into a day.
func CellStyle(k schema.Kind) *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: Face, Size: 11},
		Alignment: &excelize.Alignment{Vertical: "top"},
		NumFmt:    TextFormat,
	}
	switch k {
	case schema.Date:
		format := dayFormat
		s.NumFmt, s.CustomNumFmt = 0, &format
	case schema.Year, schema.Count:
		s.NumFmt = wholeFormat
	case schema.Money:
		s.NumFmt = amountFormat
	case schema.Score:
		s.NumFmt = 0 // as typed
	case schema.Text, schema.List, schema.URL:
		s.Alignment.WrapText = true
	}
	return s
}

// HeaderStyle is that of a header.
func HeaderStyle(fill string) *excelize.Style {
	line := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: "A6A6A6", Style: 1})
	}
	return &excelize.Style{
		Font:      &excelize.Font{Family: Face, Size: 11, Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
		Border:    line,
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		NumFmt:    TextFormat,
	}
}

// NoteStyle is that of a cell that is only read.
func NoteStyle(bold bool) *excelize.Style {
	return &excelize.Style{
		Font:      &excelize.Font{Family: Face, Size: 10, Bold: bold},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		NumFmt:    TextFormat,
	}
}

// Width is that of a column in letters, at least as wide as its header.
func Width(c schema.Column) float64 {
	n := 14
	switch c.Kind {
	case schema.CreditKey:
		n = 24
	case schema.Name, schema.Key:
		n = 20
	case schema.List:
		n = 28
	case schema.Text, schema.URL:
		n = 36
	case schema.Money:
		n = 16
	}
	if c.Name == "name" || c.Name == "subject_name" {
		n = 36 // names of agencies and projects are long
	}
	return float64(max(n, LetterWidth(c.ZH)+4))
}

// Lines is about how many lines a text takes in a box so many Latin letters wide.
func Lines(text string, letters int) int {
	n := 0
	for line := range strings.Lines(text) {
		n += 1 + (LetterWidth(line)-1)/letters
	}
	return n
}

// LetterWidth is the width of a text in Latin letters; a Chinese one is two wide.
func LetterWidth(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}

// Serial is a day as a spreadsheet keeps it; right from March 1900 on.
func Serial(d day.Day) int {
	zero := day.Day{Year: 1899, Month: 12, Day: 30}.Time()
	return int(d.Time().Sub(zero).Hours() / 24)
}

// Values are the values that a cell's list offers. Grades are offered in all ways of
// writing them, because they are shown as written: 优秀 is not 优.
func Values(t *schema.Table, c *schema.Column) []string {
	var values []string
	for _, code := range append(c.Codes, c.Known...) {
		values = append(values, code.ZH)
		if t.Name == "evaluations" && c.Name == "grade" {
			values = append(values, code.Aliases...)
		}
	}
	return values
}
