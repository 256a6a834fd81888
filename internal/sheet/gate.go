package sheet

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"gongshi/internal/finding"
)

// gate hands the bytes of a text on to encoding/csv and follows its grammar so far
// that it knows which cell it is in. It stops at what a table must not hold: the
// error is then a refusal that names the cell. Memory stays bounded, because a cell
// or a row that grows beyond its limit ends the file, however it is quoted.
type gate struct {
	in    *bufio.Reader
	comma byte
	found []finding.Finding // what is wrong but does not end the file

	offset    int64 // of the next byte in the file
	rowStart  int64
	cellStart int64
	line      int // of the next byte, from 1
	cellLine  int // where the cell starts
	field     int // the cell's number in its row, from 1
	state     state
	carry     []byte // the beginning of a character whose end is not here yet
	lines     lineEnds
	err       error
}

// lineEnds counts the lines that have ended, and those of them that end with CR LF.
type lineEnds struct{ all, withCR int }

// state is where in the grammar of a row the gate stands.
type state uint8

const (
	cellBegins state = iota
	bare             // in a cell without quotes
	quoted           // between quotes
	closed           // after a quote that may end the cell or be the first of a pair
	broken           // after a misplaced quote: encoding/csv drops the rest of the line
)

// maxControls is how many control characters of a file are reported one by one.
const maxControls = 20

// refusal is a finding that ends a file.
type refusal struct{ finding.Finding }

func (r *refusal) Error() string { return r.Message.EN }

// newGate returns a gate for a file from whose beginning a byte order mark of mark
// bytes has been read.
func newGate(in *bufio.Reader, comma byte, mark int) *gate {
	at := int64(mark)
	return &gate{in: in, comma: comma, offset: at, rowStart: at, cellStart: at, line: 1, cellLine: 1, field: 1}
}

// Read implements io.Reader.
func (g *gate) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.in.Read(p)
	good := g.valid(p[:n])
	passed := g.follow(p[:good])
	if g.err == nil && good < n {
		at := g.offset - int64(max(len(g.carry)-1, 0))
		if g.err = g.notUTF8(at); isPair(p[good:n]) {
			g.err = &refusal{*mixed(&place{at, g.line, g.cellLine, g.field})}
		}
	}
	if g.err == nil && err != nil {
		var bad *badBytes
		switch {
		case err == io.EOF:
			g.err = g.end()
		case errors.As(err, &bad):
			g.err = g.undecodable(bad)
		default:
			g.err = err
		}
	}
	if passed > 0 {
		return passed, nil
	}
	return 0, g.err
}

// end is what the end of the file means: io.EOF, or a refusal.
func (g *gate) end() error {
	switch {
	case len(g.carry) > 0:
		return g.notUTF8(g.offset - int64(len(g.carry)))
	case g.state == quoted:
		return g.refuse("unclosed-quote", "",
			finding.Text{ZH: "单元格开头的引号直到文件结尾都没有结束", EN: "the quote that opens this cell is never closed"},
			finding.Text{ZH: "在该单元格末尾补上引号；单元格内的引号应写成两个", EN: "close it at the end of the cell; a quote inside a cell is written twice"})
	}
	return io.EOF
}

// valid returns how many bytes of p may pass: all, or those before the first that is
// not UTF-8.
func (g *gate) valid(p []byte) int {
	start := 0
	for len(g.carry) > 0 && start < len(p) {
		g.carry = append(g.carry, p[start])
		start++
		if utf8.FullRune(g.carry) {
			if r, size := utf8.DecodeRune(g.carry); r == utf8.RuneError && size <= 1 {
				return start - 1
			}
			g.carry = g.carry[:0]
		}
	}
	body := p[start:]
	for back := 1; back <= min(utf8.UTFMax-1, len(body)); back++ {
		tail := body[len(body)-back:]
		if utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				g.carry = append(g.carry[:0], tail...)
				body = body[:len(body)-back]
			}
			break
		}
	}
	if utf8.Valid(body) {
		return len(p)
	}
	g.carry = g.carry[:0]
	at := start
	for at < len(p) {
		r, size := utf8.DecodeRune(p[at:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		at += size
	}
	return at
}

// follow moves through bytes that are valid UTF-8 and returns how many may pass; it
// sets g.err where not all may.
func (g *gate) follow(p []byte) int {
	base, begin := g.offset, 0 // begin: first byte since the last one with a meaning
	for i := 0; i < len(p); i++ {
		c := p[i]
		if c >= ' ' && c != '"' && c != g.comma && c != 0x7f {
			continue
		}
		if i > begin {
			g.ordinary()
		}
		begin = i + 1
		if g.offset = base + int64(i); !g.within() {
			return i
		}
		if c == '\r' && !g.feeds(p[i+1:]) {
			g.err = g.bareCR()
			return i
		}
		if g.meaning(c); g.err != nil {
			return i
		}
	}
	if len(p) > begin {
		g.ordinary()
	}
	g.offset = base + int64(len(p))
	g.within()
	return len(p)
}

// feeds says whether a line feed comes next.
func (g *gate) feeds(rest []byte) bool {
	if len(rest) == 0 {
		rest, _ = g.in.Peek(1) // nothing at the end of the file
	}
	return len(rest) > 0 && rest[0] == '\n'
}

// ordinary moves over bytes without a meaning in the grammar.
func (g *gate) ordinary() {
	switch g.state {
	case cellBegins:
		g.state = bare
	case closed:
		g.state = broken
	}
}

// meaning moves over a byte that has one.
func (g *gate) meaning(c byte) {
	switch c {
	case '"':
		g.state = [...]state{cellBegins: quoted, bare: broken, quoted: closed, closed: quoted, broken: broken}[g.state]
	case g.comma:
		if g.state == quoted || g.state == broken {
			return
		}
		g.field, g.cellLine, g.cellStart, g.state = g.field+1, g.line, g.offset+1, cellBegins
		if g.field > maxColumns {
			g.err = g.refuse("too-many-columns", "",
				finding.Text{ZH: fmt.Sprintf("一行超过 %d 列", maxColumns), EN: fmt.Sprintf("a row has more than %d columns", maxColumns)},
				finding.Text{ZH: "检查分隔符，并删除多余的列", EN: "check the separator and delete what does not belong here"})
		}
	case '\n':
		g.line++
		g.lines.all++
		if g.state == quoted {
			return
		}
		g.field, g.cellLine, g.state = 1, g.line, cellBegins
		g.rowStart, g.cellStart = g.offset+1, g.offset+1
	case '\r': // a line feed follows
		g.lines.withCR++
	case '\t':
		g.ordinary()
	case 0:
		g.err = g.refuse("nul-byte", "",
			finding.Text{ZH: fmt.Sprintf("第 %d 字节是 NUL（0x00）", g.offset), EN: fmt.Sprintf("byte %d is NUL (0x00)", g.offset)},
			finding.Text{ZH: "文件已损坏，或不是文本（如 UTF-16、Excel 文件）；请另存为“CSV UTF-8”", EN: "the file is damaged or no text in UTF-8 (UTF-16, a workbook): save it as CSV UTF-8"})
	default:
		g.ordinary()
		if len(g.found) < maxControls {
			g.found = append(g.found, g.refuse("control-character", fmt.Sprintf("U+%04X", c),
				finding.Text{ZH: fmt.Sprintf("单元格里有控制字符 U+%04X", c), EN: fmt.Sprintf("the cell holds the control character U+%04X", c)},
				finding.Text{ZH: "删除该字符", EN: "delete it"}).Finding)
		}
	}
}

// within checks the limits up to the current byte.
func (g *gate) within() bool {
	switch {
	case g.offset-g.cellStart > maxCell:
		g.err = g.refuse("cell-too-large", "",
			finding.Text{ZH: "单元格超过 1 MB", EN: "the cell has more than 1 MB"},
			finding.Text{ZH: "缩短内容；如果单元格以引号开头，检查引号是否结束", EN: "shorten it; where it starts with a quote, check that the quote is closed"})
	case g.offset-g.rowStart > maxRow:
		g.err = g.refuse("row-too-large", "",
			finding.Text{ZH: "一行超过 4 MB", EN: "the row has more than 4 MB"},
			finding.Text{ZH: "缩短内容，并检查换行和引号", EN: "shorten it, and check line ends and quotes"})
	case g.offset > MaxFile:
		g.err = &refusal{tooLarge("512 MB")}
	}
	return g.err == nil
}

func (g *gate) refuse(rule, value string, message, hint finding.Text) *refusal {
	return &refusal{failed(g.cellLine, g.field, rule, value, message, hint)}
}

// notUTF8 refuses the file from the byte at an offset.
func (g *gate) notUTF8(at int64) *refusal {
	return g.refuse("not-utf8", "",
		finding.Text{ZH: fmt.Sprintf("从文件第 %d 字节（第 %d 行）起不是 UTF-8 文本", at, g.line), EN: fmt.Sprintf("not UTF-8 from byte %d, in line %d", at, g.line)},
		saveAsUTF8())
}

// undecodable refuses the file from bytes that its encoding does not have.
func (g *gate) undecodable(b *badBytes) *refusal {
	return g.refuse("not-utf8", "",
		finding.Text{ZH: fmt.Sprintf("从文件第 %d 字节（第 %d 行）起不是 %s 文本", b.at, g.line, b.encoding), EN: fmt.Sprintf("not %s from byte %d, in line %d", b.encoding, b.at, g.line)},
		saveAsUTF8())
}

func saveAsUTF8() finding.Text {
	return finding.Text{ZH: "在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”", EN: "save it in Excel or WPS as “CSV UTF-8 (comma delimited)”"}
}

func (g *gate) bareCR() *refusal {
	return g.refuse("bare-cr", "",
		finding.Text{ZH: "换行只有回车符（CR），没有换行符（LF）", EN: "a line ends with a carriage return (CR) alone"},
		finding.Text{ZH: "另存为“CSV UTF-8（逗号分隔）”，不要用 Macintosh 格式", EN: "save it as “CSV UTF-8 (comma delimited)”, not in the Macintosh form"})
}
