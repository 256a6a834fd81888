package sheet

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"

	"gongshi/internal/finding"
)

// headSize is how many bytes of a file are looked at before it is read: enough for
// the first rows.
const headSize = 64 << 10

// The byte order marks with which a file may begin.
const (
	markUTF8    = "\xEF\xBB\xBF"
	markUTF16LE = "\xFF\xFE"
	markUTF16BE = "\xFE\xFF"
)

// source is a file that may have to be read more than once: what it is encoded in
// shows at its last byte.
type source struct {
	fsys  fs.FS
	name  string
	in    fs.File // nil once it was used
	head  []byte  // its first bytes, taken off in
	whole bool    // head is all of it
}

// open returns the file from its beginning.
func (s *source) open() (io.Reader, error) {
	if s.whole {
		return bytes.NewReader(s.head), nil
	}
	if in := s.in; in != nil {
		s.in = nil
		return &joined{io.MultiReader(bytes.NewReader(s.head), in), in}, nil
	}
	in, err := s.fsys.Open(s.name)
	if err != nil {
		return nil, err
	}
	return &joined{in, in}, nil
}

func (s *source) close() error {
	if s.in == nil {
		return nil
	}
	return s.in.Close()
}

// joined is a reader with the file to close behind it.
type joined struct {
	io.Reader
	io.Closer
}

func closeReader(r io.Reader) error {
	if c, ok := r.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// openText finds out the form of a text file and opens its rows.
func openText(s *source, extension string, o Options) (*File, error) {
	defer s.close()
	form := Form{Encoding: UTF8}
	mark := 0
	switch {
	case bytes.HasPrefix(s.head, []byte(markUTF8)):
		form.Mark, mark = true, len(markUTF8)
	case bytes.HasPrefix(s.head, []byte(markUTF16LE)):
		form.Encoding, form.Mark, mark = UTF16LE, true, len(markUTF16LE)
	case bytes.HasPrefix(s.head, []byte(markUTF16BE)):
		form.Encoding, form.Mark, mark = UTF16BE, true, len(markUTF16BE)
	}
	usual := byte(',')
	if extension == ".tsv" {
		usual = '\t'
	}
	head := decodedHead(s.head[mark:], form.Encoding, s.whole)
	declared, rest := declaration(head)
	form.Comma, form.Declared = declared, declared != 0
	if declared == 0 {
		form.Comma = separator(rest, usual, o.Known)
	}
	if !form.Mark {
		encoding, doubt, err := decide(s, form.Comma)
		if err != nil {
			return nil, err
		}
		if doubt != nil {
			o.Say(*doubt)
			return nil, nil
		}
		form.Encoding = encoding
	}
	form.Usual = form.Encoding == UTF8 && form.Comma == usual && !form.Declared
	return text(s, form, mark, head[:len(head)-len(rest)], o)
}

// text opens the rows of a text file whose form is known; first is the line in front of
// them that declares the separator.
func text(s *source, form Form, mark int, first string, o Options) (*File, error) {
	raw, err := s.open()
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(raw, headSize)
	if _, err := in.Discard(mark); err != nil {
		return nil, err
	}
	switch form.Encoding {
	case GB18030:
		in = bufio.NewReaderSize(transform.NewReader(in, simplifiedchinese.GB18030.NewDecoder()), headSize)
	case UTF16LE, UTF16BE:
		in = bufio.NewReaderSize(&utf16Reader{in: in, encoding: form.Encoding, at: int64(mark)}, headSize)
	}
	lines := 0
	if first != "" {
		lines = 1
		if _, err := in.Discard(len(first)); err != nil {
			return nil, err
		}
		mark += len(first)
	}
	rows := newTextRows(in, form.Comma, mark, lines, o.Say)
	f := &File{form: form, Sheets: []*Sheet{{Rows: rows}}, close: func() error { return closeReader(raw) }}
	f.lines = &rows.gate.lines
	return f, nil
}

// decodedHead is the head of a file as text, to find the separator and no more: where
// it is in doubt what the encoding is, the doubt is settled later.
func decodedHead(head []byte, e Encoding, whole bool) string {
	switch {
	case e != UTF8:
		b, _ := io.ReadAll(&utf16Reader{in: bytes.NewReader(head), encoding: e})
		return string(b)
	case utf8.Valid(head), !whole && utf8.Valid(head[:len(head)-torn(head)]):
		return string(head)
	}
	b, _, _ := transform.Bytes(simplifiedchinese.GB18030.NewDecoder(), head)
	return string(b)
}

// torn is how many bytes at the end are the beginning of a character.
func torn(b []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(b); back++ {
		if c := b[len(b)-back]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-back:]) {
				return back
			}
			return 0
		}
	}
	return 0
}

// refuseKind refuses a file that is something else than its name says: a workbook or a
// web page under the name of a text, or a text under that of a workbook.
func refuseKind(extension string, head []byte) *finding.Finding {
	zip, ole := bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	page := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 200)], []byte(markUTF8)), " \t\r\n")))
	var message finding.Text
	switch {
	case extension != ".csv" && extension != ".tsv" && extension != ".xlsx":
		message = finding.Text{ZH: "只能读取 .csv、.tsv 和 .xlsx 文件", EN: "only .csv, .tsv and .xlsx files can be read"}
	case extension == ".xlsx" && ole:
		message = finding.Text{ZH: "工作簿加了密码，或是改了扩展名的旧格式 .xls", EN: "the workbook is protected by a password, or an old .xls under another name"}
	case extension == ".xlsx" && len(head) > 0 && !zip:
		message = finding.Text{ZH: "扩展名是 .xlsx，内容却不是工作簿", EN: "the file is called .xlsx but is no workbook"}
	case extension != ".xlsx" && zip:
		message = finding.Text{ZH: "扩展名是 " + extension + "，内容却是压缩包或 .xlsx 工作簿", EN: "the file is called " + extension + " but is a zip archive or an .xlsx workbook"}
	case extension != ".xlsx" && ole:
		message = finding.Text{ZH: "扩展名是 " + extension + "，内容却是 .xls 或 .et 工作簿", EN: "the file is called " + extension + " but is an .xls or .et workbook"}
	case extension != ".xlsx" && (strings.HasPrefix(page, "<!doctype") || strings.HasPrefix(page, "<html") || strings.HasPrefix(page, "<table") || strings.HasPrefix(page, "<?xml")):
		message = finding.Text{ZH: "扩展名是 " + extension + "，内容却是网页或 XML", EN: "the file is called " + extension + " but is a web page or XML"}
	case bytes.HasPrefix(head, []byte("%PDF-")):
		message = finding.Text{ZH: "内容是 PDF", EN: "the file is a PDF"}
	default:
		return nil
	}
	f := failed(0, 0, "unsupported-format", "", message,
		finding.Text{ZH: "用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8（逗号分隔）”，再删除本文件", EN: "open it in Excel or WPS, save it as an Excel workbook (.xlsx) or as “CSV UTF-8 (comma delimited)”, and remove this file"})
	return &f
}

// utf16Reader turns UTF-16 into UTF-8 and refuses what is none.
type utf16Reader struct {
	in       io.Reader
	encoding Encoding
	at       int64 // offset of the next byte in the file
	out      []byte
	err      error
}

// badBytes says that bytes are none of their encoding.
type badBytes struct {
	encoding Encoding
	at       int64
}

func (b *badBytes) Error() string {
	return fmt.Sprintf("not %s from byte %d", b.encoding, b.at)
}

// Read implements io.Reader.
func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 && u.err == nil {
		u.fill()
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	if n > 0 {
		return n, nil
	}
	return 0, u.err
}

// fill decodes some characters.
func (u *utf16Reader) fill() {
	u.out = u.out[:0]
	for range 4096 {
		first, ok := u.unit()
		if !ok {
			return
		}
		r := rune(first)
		switch {
		case first >= 0xDC00 && first <= 0xDFFF:
			u.err = &badBytes{u.encoding, u.at - 2}
			return
		case first >= 0xD800 && first <= 0xDBFF:
			second, ok := u.unit()
			if !ok || second < 0xDC00 || second > 0xDFFF {
				u.err = &badBytes{u.encoding, u.at - 2}
				return
			}
			r = (rune(first)-0xD800)<<10 + rune(second) - 0xDC00 + 0x10000
		}
		u.out = utf8.AppendRune(u.out, r)
	}
}

// unit reads two bytes.
func (u *utf16Reader) unit() (uint16, bool) {
	var b [2]byte
	n, err := io.ReadFull(u.in, b[:])
	u.at += int64(n)
	if err != nil {
		if u.err = err; err == io.ErrUnexpectedEOF {
			u.err = &badBytes{u.encoding, u.at - int64(n)}
		}
		return 0, false
	}
	if u.encoding == UTF16LE {
		return uint16(b[0]) | uint16(b[1])<<8, true
	}
	return uint16(b[0])<<8 | uint16(b[1]), true
}
