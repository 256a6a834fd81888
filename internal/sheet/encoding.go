package sheet

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongshi/internal/finding"
)

// decide tells the encoding of a file without a byte order mark: UTF-8 where all of it
// is that, else GB18030 where all of it is that. The finding says why it can be neither,
// or that it could be both.
//
// GB18030 gives a character for nearly every pair of bytes, so a file in a third
// encoding can pass for it. Three guards stand in front: lines that are UTF-8 in their
// own right, text without the characters that Chinese cannot do without, and files so
// short that both readings hold.
func decide(s *source, comma byte) (Encoding, *finding.Finding, error) {
	u := newSurvey(comma)
	if err := u.run(s, u.utf8); err != nil {
		return "", nil, err
	}
	if u.wide && u.bad != nil { // it was UTF-8 so far
		if u.pair {
			return "", mixed(u.bad), nil
		}
		return "", undecided(u.bad), nil
	}
	if u.bad == nil && (u.first == nil || u.wide) {
		return UTF8, nil, nil // the rule, and the only case in which the file is read once
	}
	g := newSurvey(comma)
	if err := g.run(s, g.gb18030); err != nil {
		return "", nil, err
	}
	switch {
	case u.bad == nil && (g.bad != nil || g.between || !g.hanzi):
		return UTF8, nil, nil
	case u.bad == nil:
		return "", doubtful(u.first, "ambiguous-encoding",
			finding.Text{ZH: "文件很短，既可能是 UTF-8，也可能是 GBK，无法确定", EN: "the file is so short that it may be UTF-8 or GBK"}), nil
	case g.foreign != nil && (g.bad == nil || g.foreign.offset <= g.bad.offset):
		return "", mixed(g.foreign), nil
	case g.bad != nil:
		return "", undecided(g.bad), nil
	case g.unlikely():
		return "", doubtful(g.first, "unlikely-encoding",
			finding.Text{ZH: "按 GB18030 读出的不像中文，可能是 Big5、Windows 1252 或其他编码", EN: "read as GB18030 it does not look like Chinese: it may be Big5, Windows 1252 or another encoding"}), nil
	}
	return GB18030, nil, nil
}

func undecided(b *place) *finding.Finding {
	f := failed(b.line, b.column, "not-utf8", "",
		finding.Text{ZH: fmt.Sprintf("从文件第 %d 字节（第 %d 行）起既不是 UTF-8，也不是 GB18030", b.offset, b.row), EN: fmt.Sprintf("neither UTF-8 nor GB18030 from byte %d, in line %d", b.offset, b.row)},
		saveAsUTF8())
	return &f
}

func mixed(b *place) *finding.Finding {
	f := failed(b.line, b.column, "mixed-encoding", "",
		finding.Text{ZH: fmt.Sprintf("从文件第 %d 字节（第 %d 行）起换了编码，UTF-8 和 GBK 混在一起", b.offset, b.row), EN: fmt.Sprintf("the encoding changes at byte %d, in line %d: UTF-8 and GBK are mixed", b.offset, b.row)},
		finding.Text{ZH: "多半是两个文件拼在了一起；分别打开，各自另存为“CSV UTF-8（逗号分隔）”", EN: "two files have probably been joined: open each and save it as “CSV UTF-8 (comma delimited)”"})
	return &f
}

func doubtful(b *place, rule string, message finding.Text) *finding.Finding {
	message.ZH += fmt.Sprintf("（自第 %d 字节起）", b.offset)
	message.EN += fmt.Sprintf(" (from byte %d)", b.offset)
	f := failed(b.line, b.column, rule, "", message, saveAsUTF8())
	return &f
}

// place is where something is in a file.
type place struct {
	offset       int64
	row          int // the line of the byte, from 1
	line, column int // of the cell that holds it
}

// survey reads a file once and notes what would be in the way of an encoding. It
// follows the grammar of rows to know in which cell it is, and stops where a limit ends
// the file, which the reading proper will meet again.
type survey struct {
	gate    *gate
	first   *place // of the first byte beyond ASCII
	bad     *place // of the first byte that the encoding does not have
	wide    bool   // UTF-8: a character of three or more bytes stands before that
	pair    bool   // UTF-8: the bad bytes are a character of GB 2312, and no beginning of one of UTF-8
	foreign *place // GB18030: of the first line that is UTF-8 in its own right
	between bool   // GB18030: a character stands between two letters
	tails   int    // GB18030: characters that begin behind a letter and end in one
	high    int    // GB18030: characters beyond ASCII
	hanzi   bool   // GB18030: every character beyond ASCII is one of GB 2312
	sample  []byte // GB18030: the first characters beyond ASCII
	cut     bool   // the line is the beginning of one that is too long, and may end within a character
}

// maxSample is how many bytes beyond ASCII are asked whether they can be Chinese.
const maxSample = 32 << 10

func newSurvey(comma byte) *survey {
	return &survey{gate: newGate(bufio.NewReader(strings.NewReader("")), comma, 0), hanzi: true}
}

// run hands the lines of a file to look, one after the other, with the offset of their
// first byte.
func (s *survey) run(from *source, look func(line []byte, at int64)) error {
	raw, err := from.open()
	if err != nil {
		return err
	}
	defer closeReader(raw)
	in := bufio.NewReaderSize(raw, headSize)
	var long []byte // a line longer than the buffer
	at := int64(0)
	for s.gate.err == nil {
		line, err := in.ReadSlice('\n')
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return err
		}
		if err == bufio.ErrBufferFull || len(long) > 0 {
			if long = append(long, line...); err == bufio.ErrBufferFull && len(long) <= maxRow {
				continue // beyond that the row is too large, whatever its characters are
			}
			line, s.cut = long, err == bufio.ErrBufferFull
		}
		look(line, at)
		at += int64(len(line))
		long = long[:0]
		if err == io.EOF {
			break
		}
	}
	return nil
}

// follow moves the gate over bytes.
func (s *survey) follow(b []byte) {
	if s.gate.err == nil {
		s.gate.follow(b)
		s.gate.found = nil
	}
}

func (s *survey) here(offset int64) *place {
	return &place{offset: offset, row: s.gate.line, line: s.gate.cellLine, column: s.gate.field}
}

// utf8 looks for what is not UTF-8.
func (s *survey) utf8(line []byte, at int64) {
	if s.cut {
		line = line[:len(line)-torn(line)]
	}
	i := firstHigh(line)
	if i < 0 {
		s.follow(line)
		return
	}
	if s.first == nil {
		s.follow(line[:i])
		s.first = s.here(at + int64(i))
		line, at = line[i:], at+int64(i)
	}
	if !utf8.Valid(line) {
		j := validPrefix(line)
		s.wide = s.wide || hasWide(line[:j])
		s.follow(line[:j])
		s.bad = s.here(at + int64(j))
		s.pair = isPair(line[j:])
		s.gate.err = io.EOF // nothing more is to be learnt
		return
	}
	s.wide = s.wide || hasWide(line)
	s.follow(line)
}

// isPair says whether bytes that are not UTF-8 begin with a character of GB 2312. A cut-off
// character of UTF-8 begins like that, too, but its second byte is one of UTF-8.
func isPair(b []byte) bool {
	return len(b) > 1 && b[0] >= 0xA1 && b[0] <= 0xF7 && b[1] >= 0xA1 && b[1] != 0xFF && (b[0] < 0xE0 || b[1] >= 0xC0)
}

func firstHigh(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

func validPrefix(b []byte) int {
	at := 0
	for at < len(b) {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		at += size
	}
	return at
}

// hasWide says whether UTF-8 holds a character of three or more bytes, as Chinese ones
// have.
func hasWide(b []byte) bool { return bytes.IndexFunc(b, func(r rune) bool { return r >= 0x800 }) >= 0 }

// gb18030 looks for what is not GB18030, and for signs that it is something else.
func (s *survey) gb18030(line []byte, at int64) {
	i := firstHigh(line)
	if i < 0 {
		s.follow(line)
		return
	}
	begin := at
	s.follow(line[:i])
	start := s.here(at + int64(i))
	if s.first == nil {
		s.first = start
	}
	if s.foreign == nil && utf8.Valid(line) && hasWide(line) {
		s.foreign = start
	}
	done := i
	for i < len(line) {
		n := s.character(line, i)
		if n == 0 {
			s.follow(line[done:i])
			if done = i; s.bad == nil {
				s.bad = s.here(begin + int64(i))
			}
			n = 1
		}
		i += n
	}
	s.follow(line[done:])
}

// character looks at the character at a place of a line and returns its length; 0: it is
// none.
func (s *survey) character(line []byte, i int) int {
	c := line[i]
	if c < utf8.RuneSelf {
		return 1
	}
	n := 2
	if i+1 < len(line) && line[i+1] >= '0' && line[i+1] <= '9' {
		n = 4
	}
	if i+n > len(line) && s.cut {
		return len(line) - i
	}
	if i+n > len(line) || n == 2 && !(line[i+1] >= 0x40 && line[i+1] != 0x7f && line[i+1] != 0xff) || c == 0x80 || c == 0xff {
		return 0
	}
	pair := line[i : i+n]
	letter := func(j int) bool {
		return j >= 0 && j < len(line) && (line[j]|0x20 >= 'a' && line[j]|0x20 <= 'z')
	}
	s.high++
	s.between = s.between || letter(i-1) && letter(i+n)
	if n == 2 && letter(i-1) && letter(i+1) {
		s.tails++
	}
	s.hanzi = s.hanzi && n == 2 && c >= 0xB0 && c <= 0xF7 && line[i+1] >= 0xA1
	if len(s.sample) < maxSample {
		s.sample = append(s.sample, pair...)
		return n
	}
	if n == 4 || c > 0xF7 || line[i+1] < 0xA1 { // outside GB 2312: ask the table
		if d, err := simplifiedchinese.GB18030.NewDecoder().Bytes(pair); err != nil || bytes.ContainsRune(d, utf8.RuneError) {
			return 0
		}
	}
	return n
}

// common are the characters that make up most of what agencies disclose; without any of
// them a text is no Chinese.
const common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严服街镇村居福助区评估审项目罚款警告负责购买项银编码代码机构统薪酬层级姓名注册登记简称所总额额监督督导优良差合格验收绩效履约"

// unlikely says whether a text that was read as GB18030 can be no Chinese: of at least
// twenty characters of Han, fewer than a fifth are common ones, or there are many Japanese
// syllables among them.
func (s *survey) unlikely() bool {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(s.sample)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return true
	}
	if s.tails*4 > s.high {
		return true
	}
	han, usual, kana := 0, 0, 0
	for _, r := range string(text) {
		if r >= 0x3041 && r <= 0x30ff {
			kana++ // GB 2312 has the Japanese syllables where Japanese encodings have them
		}
		if r >= 0x3400 && r <= 0x9fff || r >= 0x20000 {
			han++
			if strings.ContainsRune(common, r) {
				usual++
			}
		}
	}
	return han >= 20 && usual*5 < han || kana >= 4 && kana*3 > han
}
