package intake_test

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	unicodes "unicode"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"gongshi/internal/finding"
)

// The archives of testdata/torture, one for a group of cases, are read as follows.
// A section named CASE begins a case with its directives, one a line:
//
//	what TEXT              what is in the file
//	origin TEXT            which program makes such a file
//	table NAME             whose rows are compared; pay where it is left out
//	replace "A" "B"        in the files' text; Go syntax
//	sep "\t"               the ASCII commas of the files become this
//	eol crlf|cr|mixed      the line ends, LF in the archive, become this
//	encode NAME            the files' encoding: see encodings
//	patch "A" "B"          in the encoded bytes
//	prepend "A", append "A"
//	cut N                  drops the last N bytes
//	file PATH FOREIGN      a file of the portal that stands under foreign/ as it is
//
// A section CASE/PATH is a file of the portal; one that ends in .xlsx is the description
// of a workbook (torture_workbook_test.go), which sep, eol and encode do not change. A section
// CASE/want is what must come out:
//
//	pay.csv:3:5 error wrong-amount            a finding
//	... = VALUE                               its value as well
//	... ~ TEXT                                its message or hint holds the text
//	? pay.csv:3:1 error ragged-row            one that may be there
//	...                                       any others may be there
//	line | agency_id | total                  the columns of the rows that follow
//	2 | 529900003627680172 | 5.00 @2:5        a row, its cells, and where a cell stands
//
// Two rules joined by / are both right; * stands for any line or column. The first
// column of rows is the line, or FILE:LINE.
const tortureFolder = "testdata/torture"

// tortureCase is one case of an archive.
type tortureCase struct {
	group, name, what, origin, table string

	files      []txtar.File
	directives []directive
	want       wanted
}

type directive struct {
	verb string
	args []string
}

// wanted is what must come out of a case.
type wanted struct {
	findings []wantedFinding
	more     bool
	rows     []wantedRow
}

type wantedFinding struct {
	written    string
	optional   bool
	file       string
	line, col  string
	severity   string
	rules      []string
	value      string
	hasValue   bool
	substrings string
}

type wantedRow struct {
	written, at string
	columns     []string
	cells       []string
}

func (w wantedFinding) is(f finding.Finding) bool {
	all := func(want string, got int) bool { return want == "*" || want == strconv.Itoa(got) }
	told := f.Message.ZH + f.Message.EN + f.Hint.ZH + f.Hint.EN
	return strings.TrimPrefix(f.File, "data/") == w.file && all(w.line, f.Line) && all(w.col, f.Column) &&
		string(f.Severity) == w.severity && slices.Contains(w.rules, f.Rule) &&
		(!w.hasValue || escaped(f.Value) == w.value) && strings.Contains(told, w.substrings)
}

// cell is the wanted value of a column and, where that is said, its place.
func (w wantedRow) cell(column string) (value, place string) {
	i := slices.Index(w.columns, column)
	if i < 0 {
		return "", ""
	}
	value = w.cells[i]
	if m := placed.FindStringSubmatch(value); m != nil {
		value, place = m[1], m[2]
	}
	return unescaped(value), place
}

var (
	placed      = regexp.MustCompile(`^(.*?) ?@(\d+:\d+)$`)
	findingLine = regexp.MustCompile(`^(\? )?(\S.*?):(\d+|\*):(\d+|\*) (error|warning|notice) ([a-z0-9/-]+)(?: = (.*?))?(?: ~ (.*))?$`)
)

// tortureCases reads all archives.
func tortureCases(t testing.TB) []*tortureCase {
	t.Helper()
	names, err := filepath.Glob(tortureFolder + "/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	var list []*tortureCase
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := parseTorture(strings.TrimSuffix(filepath.Base(name), ".txtar"), archive.Files)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list = append(list, cases...)
	}
	return list
}

func parseTorture(group string, files []txtar.File) ([]*tortureCase, error) {
	var list []*tortureCase
	for _, f := range files {
		name, rest, inside := strings.Cut(f.Name, "/")
		var err error
		switch {
		case !inside:
			if slices.ContainsFunc(list, func(c *tortureCase) bool { return c.name == name }) {
				return nil, fmt.Errorf("two cases are named %s", name)
			}
			list = append(list, &tortureCase{group: group, name: name, table: "pay"})
			err = list[len(list)-1].direct(string(f.Data))
		case len(list) == 0 || list[len(list)-1].name != name:
			err = fmt.Errorf("%s stands outside its case", f.Name)
		case rest == "want":
			err = list[len(list)-1].want.parse(string(f.Data))
		default:
			c := list[len(list)-1]
			c.files = append(c.files, txtar.File{Name: rest, Data: f.Data})
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return list, nil
}

// direct reads the directives of a case.
func (c *tortureCase) direct(text string) error {
	for line := range strings.Lines(text) {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch verb {
		case "":
		case "what":
			c.what = rest
		case "origin":
			c.origin = rest
		case "table":
			c.table = rest
		default:
			args, err := arguments(rest)
			if err != nil {
				return fmt.Errorf("%s: %w", strings.TrimSpace(line), err)
			}
			c.directives = append(c.directives, directive{verb, args})
		}
	}
	if c.what == "" || c.origin == "" {
		return fmt.Errorf("lacks what or origin")
	}
	return nil
}

// arguments splits words and quoted texts.
func arguments(s string) ([]string, error) {
	var args []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] != '"' {
			word, rest, _ := strings.Cut(s, " ")
			args, s = append(args, word), rest
			continue
		}
		quoted, err := strconv.QuotedPrefix(s)
		if err != nil {
			return nil, err
		}
		word, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, err
		}
		args, s = append(args, word), s[len(quoted):]
	}
	return args, nil
}

func (w *wanted) parse(text string) error {
	var columns []string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "":
		case line == "...":
			w.more = true
		case strings.HasPrefix(line, "line |"):
			columns = cellsOf(line)[1:]
		case columns != nil:
			cells := cellsOf(line)
			if len(cells) != len(columns)+1 {
				return fmt.Errorf("%d cells for %d columns: %s", len(cells), len(columns)+1, line)
			}
			w.rows = append(w.rows, wantedRow{line, cells[0], columns, cells[1:]})
		default:
			m := findingLine.FindStringSubmatch(line)
			if m == nil {
				return fmt.Errorf("not a finding: %q", line)
			}
			w.findings = append(w.findings, wantedFinding{
				written: line, optional: m[1] != "", file: m[2], line: m[3], col: m[4], severity: m[5],
				rules: strings.Split(m[6], "/"), value: m[7], hasValue: strings.Contains(line, " = "), substrings: m[8],
			})
		}
	}
	return nil
}

func cellsOf(line string) []string {
	cells := strings.Split(line, " |")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// escaped writes what cannot be seen, or would break a line, as \n or \u200b.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0xa0 || r == 0xfeff || unicodes.In(r, unicodes.Cf, unicodes.Co):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var escape = regexp.MustCompile(`\\u[0-9a-f]{4}|\\[nt]`)

func unescaped(s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		text, err := strconv.Unquote(`"` + e + `"`)
		if err != nil {
			return e
		}
		return text
	})
}

// The tables of a portal without findings; a case brings its own in place of one.
var baseTables = map[string]string{
	"agencies":    "agency_id,name\n529900003627680172,甲中心\n52990000MJQ286535U,乙中心\n",
	"pay":         "agency_id,year,tier,headcount,total\n529900003627680172,2023,directors,1,100\n",
	"projects":    "project_id,name,agency_id,purchaser,starts_on,ends_on\np1,项目,529900003627680172,丙,2023-01-01,2023-12-31\n",
	"evaluations": "project_id,kind,grade,decided_on\np1,验收,合格,2023-12-31\n",
	"sanctions":   "sanction_id,kind,subject,agency_id,measures,authority,decided_on\n1号,行政处罚,机构,529900003627680172,警告,丁,2023-05-01\n",
}

// portal is the folder of a case.
func (c *tortureCase) portal(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{"gongshi.yaml": {Data: []byte("title: 公示\n")}}
	for table, text := range baseTables {
		if table != c.table {
			fsys["data/"+table+".csv"] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	for _, f := range c.files {
		data, err := c.data(f)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		fsys[f.Name] = &fstest.MapFile{Data: data}
	}
	for _, d := range c.directives {
		if d.verb == "file" {
			data, err := os.ReadFile(filepath.Join(tortureFolder, "foreign", d.args[1]))
			if err != nil {
				t.Fatal(err)
			}
			if data, err = c.bytes(data); err != nil {
				t.Fatal(err)
			}
			fsys[d.args[0]] = &fstest.MapFile{Data: data}
		}
	}
	return fsys
}

// data is what stands in a file of the portal.
func (c *tortureCase) data(f txtar.File) ([]byte, error) {
	written := c.text
	switch {
	case f.Name == "gongshi.yaml":
		return f.Data, nil
	case path.Ext(f.Name) == ".xlsx" && describesWorkbook(f.Data):
		written = c.workbook
	}
	data, err := written(string(f.Data))
	if err != nil {
		return nil, err
	}
	return c.bytes(data)
}

// encodings are the encodings of office programs, by their names in the archives.
var encodings = map[string]encoding.Encoding{
	"utf-8": unicode.UTF8, "gb18030": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GBK, "big5": traditionalchinese.Big5,
	"shift-jis": japanese.ShiftJIS, "euc-jp": japanese.EUCJP, "euc-kr": korean.EUCKR, "latin1": charmap.ISO8859_1,
	"windows-1252": charmap.Windows1252, "macintosh": charmap.Macintosh, "koi8-r": charmap.KOI8R,
	"utf-8-bom": unicode.UTF8BOM, "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"utf-16le-bom": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16be-bom": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
}

// text applies the directives about text and encodes it.
func (c *tortureCase) text(s string) ([]byte, error) {
	var e encoding.Encoding = unicode.UTF8
	for _, d := range c.directives {
		switch d.verb {
		case "replace":
			if !strings.Contains(s, d.args[0]) {
				return nil, fmt.Errorf("nothing to replace: %q", d.args[0])
			}
			s = strings.ReplaceAll(s, d.args[0], d.args[1])
		case "sep":
			s = strings.ReplaceAll(s, ",", d.args[0])
		case "eol":
			s = lineEnds(s, d.args[0])
		case "encode":
			if e = encodings[d.args[0]]; e == nil {
				return nil, fmt.Errorf("no encoding %s", d.args[0])
			}
		}
	}
	return e.NewEncoder().Bytes([]byte(s))
}

func lineEnds(s, kind string) string {
	lines := strings.SplitAfter(s, "\n")
	for i, line := range lines {
		switch body, ok := strings.CutSuffix(line, "\n"); {
		case ok && (kind == "crlf" || kind == "mixed" && i%2 == 0):
			lines[i] = body + "\r\n"
		case ok && kind == "cr":
			lines[i] = body + "\r"
		}
	}
	return strings.Join(lines, "")
}

// bytes applies the directives about bytes.
func (c *tortureCase) bytes(b []byte) ([]byte, error) {
	for _, d := range c.directives {
		switch d.verb {
		case "patch":
			if !bytes.Contains(b, []byte(d.args[0])) {
				return nil, fmt.Errorf("nothing to patch: %q", d.args[0])
			}
			b = bytes.ReplaceAll(b, []byte(d.args[0]), []byte(d.args[1]))
		case "prepend":
			b = append([]byte(d.args[0]), b...)
		case "append":
			b = append(b, d.args[0]...)
		case "cut":
			n, err := strconv.Atoi(d.args[0])
			if err != nil || n > len(b) {
				return nil, fmt.Errorf("cut %s of %d bytes", d.args[0], len(b))
			}
			b = b[:len(b)-n]
		}
	}
	return b, nil
}

func describesWorkbook(data []byte) bool {
	return bytes.HasPrefix(data, []byte("sheet ")) || bytes.HasPrefix(data, []byte("1904\nsheet "))
}

// workbook makes the workbook of a description.
func (c *tortureCase) workbook(s string) ([]byte, error) {
	for _, d := range c.directives {
		if d.verb == "replace" {
			s = strings.ReplaceAll(s, d.args[0], d.args[1])
		}
	}
	return workbookOf(s)
}
