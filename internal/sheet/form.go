package sheet

import "strings"

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

// String names the form, as in "GB18030, tab, CRLF".
func (f Form) String() string {
	if f.Workbook {
		return "XLSX"
	}
	encoding := string(f.Encoding)
	if f.Mark {
		encoding += " BOM"
	}
	list := []string{encoding, commaName(f.Comma)}
	switch {
	case f.LF && f.CRLF:
		list = append(list, "LF/CRLF")
	case f.CRLF:
		list = append(list, "CRLF")
	case f.LF:
		list = append(list, "LF")
	}
	if f.Declared {
		list = append(list, "sep=")
	}
	return strings.Join(list, ", ")
}

func commaName(c byte) string {
	switch c {
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	}
	return "comma"
}
