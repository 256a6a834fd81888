package sheet

import (
	"strings"

	"gongshi/internal/finding"
)

// Encoding is how characters are written as bytes.
type Encoding string

// The encodings that are read.
const (
	UTF8    Encoding = "UTF-8"
	GB18030 Encoding = "GB18030" // holds GBK and GB2312
	UTF16LE Encoding = "UTF-16LE"
	UTF16BE Encoding = "UTF-16BE"
)

// Form is how a file was saved.
type Form struct {
	Workbook bool     // .xlsx; the rest is of text files
	Encoding Encoding // as detected
	Mark     bool     // a byte order mark stands in front
	Comma    byte     // what parts the cells: ',', ';' or '\t'
	Declared bool     // the first line, sep=, says what parts them
	LF, CRLF bool     // how lines end
	Usual    bool     // UTF-8 with the separator that the file's name promises
}

// String names the form in English, as in "GB18030, tab, CRLF".
func (f Form) String() string { return f.Text().EN }

// Text names the form.
func (f Form) Text() finding.Text {
	if f.Workbook {
		return finding.Text{ZH: "XLSX 工作簿", EN: "XLSX"}
	}
	encoding := string(f.Encoding)
	if f.Mark {
		encoding += " BOM"
	}
	comma := map[byte]finding.Text{',': {ZH: "逗号", EN: "comma"}, ';': {ZH: "分号", EN: "semicolon"}, '\t': {ZH: "制表符", EN: "tab"}}[f.Comma]
	zh, en := []string{encoding, comma.ZH + "分隔"}, []string{encoding, comma.EN}
	end := ""
	switch {
	case f.LF && f.CRLF:
		end = "LF/CRLF"
	case f.CRLF:
		end = "CRLF"
	case f.LF:
		end = "LF"
	}
	for _, more := range []struct {
		text string
		is   bool
	}{{end, end != ""}, {"sep=", f.Declared}} {
		if more.is {
			zh, en = append(zh, more.text), append(en, more.text)
		}
	}
	return finding.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}
