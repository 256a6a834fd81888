package starter

import (
	"github.com/xuri/excelize/v2"

	"gongshi/internal/schema"
)

// The numbers of built-in number formats (ECMA-376, 18.8.30).
const (
	wholeFormat  = 1  // 0
	amountFormat = 4  // #,##0.00
	textFormat   = 49 // @
)

// dayFormat shows days in the form that is read without a doubt.
const dayFormat = "yyyy-mm-dd"

// cellStyle is how cells of a kind are kept and shown. Everything that is no number or
// day is text: else a spreadsheet turns a credit code into 9.14E+17 and 3-5 into a day.
func cellStyle(k schema.Kind) *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: face, Size: 11},
		Alignment: &excelize.Alignment{Vertical: "top"},
		NumFmt:    textFormat,
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

func headerStyle(fill string) *excelize.Style {
	line := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: "A6A6A6", Style: 1})
	}
	return &excelize.Style{
		Font:      &excelize.Font{Family: face, Size: 11, Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
		Border:    line,
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		NumFmt:    textFormat,
	}
}

// noteStyle is that of a cell that is only read.
func noteStyle(bold bool) *excelize.Style {
	return &excelize.Style{
		Font:      &excelize.Font{Family: face, Size: 10, Bold: bold},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		NumFmt:    textFormat,
	}
}

// width is that of a column in letters, at least as wide as its header.
func width(c schema.Column) float64 {
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
	return float64(max(n, letterWidth(c.ZH)+4))
}
