package intake_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// workbookOf makes an .xlsx of a description, by hand, so that it can hold what a library
// does not write. The description has one statement a line:
//
//	1904                          the workbook counts days from 1904
//	sheet NAME [hidden|veryHidden]
//	merge A1:E1
//	hide row 3, hide column 2
//	filter A1:E9
//	comment B2 TEXT
//	3: TEXT | TEXT | ...          the cells of row 3 from column A; blank ones are left out
//
// A cell is a shared string, or, with a mark in braces in front:
//
//	{n} 163450       a number            {n yyyy-mm-dd} 45047   with a number format
//	{n #31} 45047    with a built-in format
//	{f SUM(E2:E3)} 5 a formula and its last number; nothing: it was never calculated
//	{fs A1} TEXT     a formula and its last text
//	{fe A1/0} #DIV/0!
//	{e} #REF!        an error            {b} 1      a truth value
//	{i} TEXT         an inline string    {r} A^B    rich text of two runs
//	{q} TEXT         a string with the quote prefix that Excel's apostrophe sets
//	{d} 2023-05-01   a date of ISO 8601 (t="d")
func workbookOf(description string) ([]byte, error) {
	w := &workbook{}
	for line := range strings.Lines(description) {
		if line = strings.TrimSpace(line); line != "" {
			if err := w.statement(line); err != nil {
				return nil, fmt.Errorf("%s: %w", line, err)
			}
		}
	}
	return w.zip()
}

// workbook is a workbook while it is described.
type workbook struct {
	from1904 bool
	sheets   []*worksheet
	shared   []string // the si elements
	formats  []string // codes of number formats; # and a number: built in
}

type worksheet struct {
	name, state string
	rows        map[int]string // row elements' content
	merges      []string
	hiddenRows  map[int]bool
	hiddenCols  []int
	filter      string
	comments    []string // ref and text, joined by a space
}

var (
	rowLine  = regexp.MustCompile(`^(\d+): (.*)$`)
	cellMark = regexp.MustCompile(`^\{(n|f|fs|fe|e|b|i|r|q|d)( [^}]*)?\} ?(.*)$`)
)

func (w *workbook) statement(line string) error {
	verb, rest, _ := strings.Cut(line, " ")
	if line == "1904" {
		w.from1904 = true
		return nil
	}
	if verb == "sheet" {
		s := &worksheet{rows: map[int]string{}, hiddenRows: map[int]bool{}}
		s.name = rest
		for _, state := range []string{"hidden", "veryHidden"} {
			if name, ok := strings.CutSuffix(rest, " "+state); ok {
				s.name, s.state = name, state
			}
		}
		w.sheets = append(w.sheets, s)
		return nil
	}
	if len(w.sheets) == 0 {
		return fmt.Errorf("stands before the first sheet")
	}
	s := w.sheets[len(w.sheets)-1]
	var n int
	switch m := rowLine.FindStringSubmatch(line); {
	case m != nil:
		n, _ := strconv.Atoi(m[1]) // digits
		s.rows[n] = w.row(n, strings.Split(m[2], "|"))
	case verb == "merge":
		s.merges = append(s.merges, rest)
	case verb == "filter":
		s.filter = rest
	case verb == "comment":
		s.comments = append(s.comments, rest)
	case scan(rest, "row %d", &n):
		s.hiddenRows[n] = true
	case scan(rest, "column %d", &n):
		s.hiddenCols = append(s.hiddenCols, n)
	default:
		return fmt.Errorf("not a statement")
	}
	return nil
}

func scan(s, format string, n *int) bool {
	_, err := fmt.Sscanf(s, format, n)
	return err == nil
}

// row is the cells of a row as XML.
func (w *workbook) row(n int, cells []string) string {
	var b strings.Builder
	for i, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			b.WriteString(w.cell(columnName(i+1)+strconv.Itoa(n), c))
		}
	}
	return b.String()
}

func columnName(n int) string {
	if n > 26 {
		return columnName((n-1)/26) + columnName((n-1)%26+1)
	}
	return string(rune('A' + n - 1))
}

func (w *workbook) cell(ref, text string) string {
	m := cellMark.FindStringSubmatch(text)
	if m == nil {
		return fmt.Sprintf(`<c r="%s" t="s"><v>%d</v></c>`, ref, w.share("<t xml:space=\"preserve\">"+xmlText(text)+"</t>"))
	}
	arg, value := xmlText(strings.TrimSpace(m[2])), xmlText(m[3])
	switch m[1] {
	case "n":
		return fmt.Sprintf(`<c r="%s"%s><v>%s</v></c>`, ref, w.style(strings.TrimSpace(m[2])), value)
	case "f":
		if value == "" {
			return fmt.Sprintf(`<c r="%s"><f>%s</f></c>`, ref, arg)
		}
		return fmt.Sprintf(`<c r="%s"><f>%s</f><v>%s</v></c>`, ref, arg, value)
	case "fs":
		return fmt.Sprintf(`<c r="%s" t="str"><f>%s</f><v>%s</v></c>`, ref, arg, value)
	case "fe":
		return fmt.Sprintf(`<c r="%s" t="e"><f>%s</f><v>%s</v></c>`, ref, arg, value)
	case "e", "b", "d":
		return fmt.Sprintf(`<c r="%s" t="%s"><v>%s</v></c>`, ref, m[1], value)
	case "i":
		return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, value)
	case "q":
		return fmt.Sprintf(`<c r="%s" s="1" t="s"><v>%d</v></c>`, ref, w.share("<t>"+value+"</t>"))
	}
	var runs strings.Builder // rich text, with the reading aid that Asian editions add
	for part := range strings.SplitSeq(value, "^") {
		runs.WriteString(`<r><rPr><b/></rPr><t xml:space="preserve">` + part + `</t></r>`)
	}
	runs.WriteString(`<rPh sb="0" eb="1"><t>phonetic</t></rPh>`)
	return fmt.Sprintf(`<c r="%s" t="s"><v>%d</v></c>`, ref, w.share(runs.String()))
}

func (w *workbook) share(content string) int {
	w.shared = append(w.shared, content)
	return len(w.shared) - 1
}

// style is the style attribute of a number format. Style 0 is General, 1 has the quote prefix.
func (w *workbook) style(code string) string {
	if code == "" {
		return ""
	}
	i := slices.Index(w.formats, code)
	if i < 0 {
		i = len(w.formats)
		w.formats = append(w.formats, code)
	}
	return fmt.Sprintf(` s="%d"`, i+2)
}

// xmlText escapes a text; \n in a description is a line break.
func xmlText(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(strings.ReplaceAll(s, `\n`, "\n"))); err != nil {
		return ""
	}
	return b.String()
}

// part is a file of the package, OPC as in ECMA-376 part 2.
type part struct{ name, kind, content string }

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packNS   = "http://schemas.openxmlformats.org/package/2006/"
	mainKind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// zip writes the package; same description, same bytes.
func (w *workbook) zip() ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range w.parts() {
		f, err := z.Create(p.name)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(xmlHead + p.content)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

func (w *workbook) parts() []part {
	list := []part{
		{"_rels/.rels", "", `<Relationships xmlns="` + packNS + `relationships"><Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", "sheet.main+xml", w.main()},
		{"xl/styles.xml", "styles+xml", w.styles()},
		{"xl/sharedStrings.xml", "sharedStrings+xml", w.strings()},
	}
	rels := ""
	for i, s := range w.sheets {
		n := strconv.Itoa(i + 1)
		list = append(list, part{"xl/worksheets/sheet" + n + ".xml", "worksheet+xml", s.xml()})
		rels += `<Relationship Id="rId` + n + `" Type="` + relNS + `/worksheet" Target="worksheets/sheet` + n + `.xml"/>`
		if len(s.comments) > 0 {
			list = append(list,
				part{"xl/comments" + n + ".xml", "comments+xml", s.notes()},
				part{"xl/worksheets/_rels/sheet" + n + ".xml.rels", "", `<Relationships xmlns="` + packNS + `relationships"><Relationship Id="rId1" Type="` + relNS + `/comments" Target="../comments` + n + `.xml"/></Relationships>`})
		}
	}
	rels += `<Relationship Id="rStyles" Type="` + relNS + `/styles" Target="styles.xml"/><Relationship Id="rStrings" Type="` + relNS + `/sharedStrings" Target="sharedStrings.xml"/>`
	list = append(list, part{"xl/_rels/workbook.xml.rels", "", `<Relationships xmlns="` + packNS + `relationships">` + rels + `</Relationships>`})
	types := `<Types xmlns="` + packNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
	for _, p := range list {
		if p.kind != "" {
			types += `<Override PartName="/` + p.name + `" ContentType="` + mainKind + p.kind + `"/>`
		}
	}
	return append([]part{{"[Content_Types].xml", "", types + `</Types>`}}, list...)
}

func (w *workbook) main() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<workbook xmlns="%s" xmlns:r="%s">`, mainNS, relNS)
	if w.from1904 {
		b.WriteString(`<workbookPr date1904="1"/>`)
	}
	b.WriteString(`<sheets>`)
	for i, s := range w.sheets {
		state := ""
		if s.state != "" {
			state = ` state="` + s.state + `"`
		}
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, xmlText(s.name), i+1, state, i+1)
	}
	b.WriteString(`</sheets></workbook>`)
	return b.String()
}

func (w *workbook) styles() string {
	var formats, styles strings.Builder
	for i, code := range w.formats {
		id := 164 + i
		if builtin, ok := strings.CutPrefix(code, "#"); ok && strings.Trim(builtin, "0123456789") == "" {
			id, _ = strconv.Atoi(builtin) // digits
		} else {
			fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, xmlText(code))
		}
		fmt.Fprintf(&styles, `<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`, id)
	}
	return `<styleSheet xmlns="` + mainNS + `">` + wrapped("numFmts", formats.String()) +
		`<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>` + styles.String() + `</cellXfs></styleSheet>`
}

func wrapped(name, content string) string {
	if content == "" {
		return ""
	}
	return "<" + name + ">" + content + "</" + name + ">"
}

func (w *workbook) strings() string {
	var b strings.Builder
	for _, s := range w.shared {
		b.WriteString("<si>" + s + "</si>")
	}
	return fmt.Sprintf(`<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>`, mainNS, len(w.shared), len(w.shared), b.String())
}

func (s *worksheet) xml() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<worksheet xmlns="%s" xmlns:r="%s">`, mainNS, relNS)
	if len(s.hiddenCols) > 0 {
		b.WriteString("<cols>")
		for _, n := range s.hiddenCols {
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="0" hidden="1" customWidth="1"/>`, n, n)
		}
		b.WriteString("</cols>")
	}
	b.WriteString("<sheetData>")
	last := 0
	for n := range s.rows {
		last = max(last, n)
	}
	for n := 1; n <= last; n++ {
		row, ok := s.rows[n]
		hidden := ""
		if s.hiddenRows[n] {
			hidden = ` hidden="1"`
		}
		if ok {
			fmt.Fprintf(&b, `<row r="%d"%s>%s</row>`, n, hidden, row)
		}
	}
	b.WriteString("</sheetData>")
	if s.filter != "" {
		fmt.Fprintf(&b, `<autoFilter ref="%s"/>`, s.filter)
	}
	if len(s.merges) > 0 {
		b.WriteString("<mergeCells>")
		for _, m := range s.merges {
			fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, m)
		}
		b.WriteString("</mergeCells>")
	}
	b.WriteString("</worksheet>")
	return b.String()
}

func (s *worksheet) notes() string {
	var b strings.Builder
	for _, c := range s.comments {
		ref, text, _ := strings.Cut(c, " ")
		fmt.Fprintf(&b, `<comment ref="%s" authorId="0"><text><r><t>%s</t></r></text></comment>`, ref, xmlText(text))
	}
	return `<comments xmlns="` + mainNS + `"><authors><author>clerk</author></authors><commentList>` + b.String() + `</commentList></comments>`
}
