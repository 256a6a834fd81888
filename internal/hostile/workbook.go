package hostile

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// parts are the files of a workbook: name -> what writes it. They stand in the archive in
// the order of names.
type part struct {
	name  string
	write func(w io.Writer) error
}

const (
	types = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`
	top   = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	book  = `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`
	rels  = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`

	sheetOpen  = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetRows  = `<row r="1"><c r="A1" t="inlineStr"><is><t>agency_id</t></is></c><c r="B1" t="inlineStr"><is><t>year</t></is></c><c r="C1" t="inlineStr"><is><t>tier</t></is></c><c r="D1" t="inlineStr"><is><t>headcount</t></is></c><c r="E1" t="inlineStr"><is><t>total</t></is></c></row>`
	sheetClose = `</sheetData></worksheet>`

	stylesOpen  = `<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`
	stylesClose = `</cellXfs></styleSheet>`

	textsOpen  = `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	textsClose = `</sst>`
)

// written writes a text.
func written(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// times writes a text so many times between two others.
func times(begin, again string, n int, end string) func(io.Writer) error {
	return func(w io.Writer) error {
		if err := repeated(begin, again, len(begin)+n*len(again))(w); err != nil {
			return err
		}
		return written(end)(w)
	}
}

// pack writes an archive of a workbook in which some parts are replaced or added.
func pack(changed ...part) func(io.Writer) error {
	list := []part{
		{"[Content_Types].xml", written(types)}, {"_rels/.rels", written(top)},
		{"xl/workbook.xml", written(book)}, {"xl/_rels/workbook.xml.rels", written(rels)},
		{"xl/worksheets/sheet1.xml", written(sheetOpen + sheetRows + sheetClose)},
		{"xl/styles.xml", written(stylesOpen + "<xf/>" + stylesClose)},
		{"xl/sharedStrings.xml", written(textsOpen + "<si><t>a</t></si>" + textsClose)},
	}
	for _, c := range changed {
		known := false
		for i := range list {
			if list[i].name == c.name {
				list[i], known = c, true
			}
		}
		if !known {
			list = append(list, c)
		}
	}
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
		for _, p := range list {
			to, err := z.Create(p.name)
			if err != nil {
				return err
			}
			if err := p.write(to); err != nil {
				return err
			}
		}
		return z.Close()
	}
}

// sheet is a worksheet of a workbook whose rows are made.
func sheet(write func(io.Writer) error) func(io.Writer) error {
	return pack(part{"xl/worksheets/sheet1.xml", write})
}

// numbered writes a sheet of so many rows.
func numbered(rows int, of func(n int) string) func(io.Writer) error {
	return func(w io.Writer) error {
		b := bufio.NewWriter(w)
		b.WriteString(sheetOpen + sheetRows)
		for n := range rows {
			b.WriteString(of(n + 2))
		}
		b.WriteString(sheetClose)
		return b.Flush()
	}
}

// lying writes a workbook in which the directory says of a sheet of so many bytes that
// it has a hundred.
func lying(size int) func(io.Writer) error {
	return func(w io.Writer) error {
		var body bytes.Buffer
		if err := sheet(repeated(sheetOpen, " ", size))(&body); err != nil {
			return err
		}
		b := body.Bytes()
		at := bytes.LastIndex(b, []byte("xl/worksheets/sheet1.xml")) - 46 // its entry in the directory
		if at < 0 {
			return fmt.Errorf("no entry of the sheet in the directory")
		}
		binary.LittleEndian.PutUint32(b[at+24:], 100)
		_, err := w.Write(b)
		return err
	}
}

// crowded writes an archive of so many empty files.
func crowded(n int) func(io.Writer) error {
	return func(w io.Writer) error {
		b := bufio.NewWriter(w)
		crc := crc32.ChecksumIEEE(nil)
		entry := func(sign string, at int) {
			b.WriteString(sign)
			head := make([]byte, 26) // of the local header; the directory has 16 bytes more, and 4 in front
			binary.LittleEndian.PutUint16(head, 20)
			binary.LittleEndian.PutUint32(head[10:], crc)
			binary.LittleEndian.PutUint16(head[22:], 1)
			if sign == "PK\x01\x02" {
				b.Write([]byte{20, 0})
				b.Write(head[:24])
				b.Write(make([]byte, 12))
				b.Write(binary.LittleEndian.AppendUint32(nil, uint32(at)))
			} else {
				b.Write(head)
			}
			b.WriteByte('a')
		}
		entry("PK\x03\x04", 0)
		const local, central = 31, 47
		for range n {
			entry("PK\x01\x02", 0)
		}
		b.WriteString("PK\x05\x06\x00\x00\x00\x00")
		count := binary.LittleEndian.AppendUint16(nil, uint16(n))
		b.Write(append(count, count...))
		b.Write(binary.LittleEndian.AppendUint32(nil, uint32(n*central)))
		b.Write(binary.LittleEndian.AppendUint32(nil, local))
		b.Write([]byte{0, 0})
		return b.Flush()
	}
}

func workbooks() []Case {
	cell := func(ref, text string) string {
		return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	list := []Case{
		{Name: "zip bomb", What: "a sheet of 1 GB of blanks", Rule: "file-too-large", Large: true, Write: sheet(repeated(sheetOpen, " ", 1<<30))},
		{Name: "lying zip", What: "a sheet of 300 MB of which the archive says that it has 100 bytes", Rule: "damaged-workbook", Large: true, Write: lying(300 * mega)},
		{Name: "picture", What: "a picture of 250 MB of zeros beside the sheet", Rule: "empty-table", Place: Place{1, 1}, Large: true, Write: pack(part{"xl/media/image1.png", repeated("", "\x00", 250*mega)})},
		{Name: "million parts", What: "an archive of a million files", Rule: "damaged-workbook", Write: crowded(1_000_000)},
		{Name: "blanks", What: "a sheet of 250 MB of blanks", Rule: "damaged-workbook", Large: true, Write: sheet(times(sheetOpen+sheetRows, " ", 250*mega, sheetClose))},
		{Name: "sheet rows", What: "1,000,000 rows", Rule: "too-many-rows", Place: Place{200_000, 1}, Large: true, Write: sheet(numbered(1_000_000, func(n int) string {
			return fmt.Sprintf(`<row r="%d"><c r="A%d"><v>1</v></c></row>`, n, n)
		}))},
		{Name: "sheet cells", What: "2,100,000 cells in 5,250 rows", Rule: "too-many-rows", Place: Place{5_001, 1}, Large: true, Write: sheet(numbered(5_250, func(n int) string {
			return fmt.Sprintf(`<row r="%d">`, n) + strings.Repeat("<c><v>1</v></c>", 400) + "</row>"
		}))},
		{Name: "last column", What: "a cell in the last column, XFD", Rule: "too-many-columns", Place: Place{2, 16384}, Write: sheet(numbered(1, func(int) string { return `<row r="2">` + cell("XFD2", "x") + `</row>` }))},
		{Name: "last columns", What: "100,000 rows with a cell in the last column", Rule: "too-many-columns", Place: Place{2, 16384}, Large: true, Write: sheet(numbered(100_000, func(n int) string { return fmt.Sprintf(`<row r="%d">%s</row>`, n, cell(fmt.Sprintf("XFD%d", n), "x")) }))},
		{Name: "last row", What: "rows with numbers up to the last, 1,048,576, and beyond", Rule: "too-many-rows", Place: Place{200_000, 1}, Write: sheet(numbered(2, func(n int) string { return fmt.Sprintf(`<row r="%d"><c><v>1</v></c></row>`, 1_048_575+n-1) }))},
		{Name: "merges", What: "150,000 merged ranges over all rows", Rule: "credit-code-shape", Place: Place{2, 1}, Large: true, Write: sheet(func(w io.Writer) error {
			b := bufio.NewWriter(w)
			b.WriteString(sheetOpen + sheetRows)
			for n := range 50_000 {
				fmt.Fprintf(b, `<row r="%d"><c><v>1</v></c></row>`, n+2)
			}
			b.WriteString(`</sheetData><mergeCells>`)
			for n := range 150_000 {
				fmt.Fprintf(b, `<mergeCell ref="A%d:A1048576"/>`, n+2)
			}
			b.WriteString(`</mergeCells></worksheet>`)
			return b.Flush()
		})},
		{Name: "inline text", What: "a text of 100 MB in a cell", Rule: "cell-too-large", Place: Place{2, 1}, Large: true, Write: sheet(times(sheetOpen+sheetRows+`<row r="2"><c t="inlineStr"><is><t>`, "a", 100*mega, `</t></is></c></row>`+sheetClose))},
		{Name: "runs", What: "a cell of 10,000,000 runs of text", Rule: "cell-too-large", Place: Place{2, 1}, Large: true, Write: sheet(times(sheetOpen+sheetRows+`<row r="2"><c t="inlineStr"><is>`, "<r/>", 10_000_000, `</is></c></row>`+sheetClose))},
		{Name: "attributes", What: "an element of 10,000,000 attributes", Rule: "damaged-workbook", Large: true, Write: sheet(times(sheetOpen+sheetRows+`<row r="2"`, ` a=""`, 10_000_000, `/>`+sheetClose))},
		{Name: "comment", What: "a comment of 90 MB", Rule: "damaged-workbook", Large: true, Write: sheet(times(sheetOpen+sheetRows+"<!--", "<a>", 30_000_000, "-->"+sheetClose))},
		{Name: "nesting", What: "10,000,000 elements inside each other", Rule: "damaged-workbook", Large: true, Write: sheet(times(sheetOpen+sheetRows, "<a>", 10_000_000, sheetClose))},
		{Name: "laughs", What: "entities that stand for ten others each, ten deep", Rule: "damaged-workbook", Write: sheet(written(laughs() + strings.TrimPrefix(sheetOpen, `<?xml version="1.0" encoding="UTF-8"?>`) + sheetRows + `<row r="2">` + cell("A2", "&l9;") + `</row>` + sheetClose))},
		{Name: "shared text", What: "a shared string of 100 MB", Rule: "cell-too-large", Place: Place{0, 0}, Large: true, Write: pack(shared(), part{"xl/sharedStrings.xml", times(textsOpen+"<si><t>", "a", 100*mega, "</t></si>"+textsClose)})},
		{Name: "shared runs", What: "a shared string of 10,000,000 runs", Rule: "cell-too-large", Place: Place{0, 0}, Large: true, Write: pack(shared(), part{"xl/sharedStrings.xml", times(textsOpen+"<si>", "<r/>", 10_000_000, "</si>"+textsClose)})},
		{Name: "shared strings", What: "20,000,000 shared strings", Rule: "file-too-large", Large: true, Write: pack(shared(), part{"xl/sharedStrings.xml", times(textsOpen, "<si/>", 20_000_000, textsClose)})},
		{Name: "styles", What: "20,000,000 styles", Rule: "file-too-large", Large: true, Write: pack(part{"xl/styles.xml", times(stylesOpen, "<xf/>", 20_000_000, stylesClose)})},
		{Name: "some styles", What: "250,000 styles", Rule: "empty-table", Place: Place{1, 1}, Large: true, Write: pack(part{"xl/styles.xml", times(stylesOpen, "<xf/>", 250_000, stylesClose)})},
		{Name: "nested book", What: "10,000,000 elements inside each other in the list of sheets", Rule: "damaged-workbook", Large: true, Write: pack(part{"xl/workbook.xml", times(book[:len(book)-len("</workbook>")], "<a>", 10_000_000, "</workbook>")})},
		{Name: "workbook", What: "1 GB, most of it a hole", Rule: "file-too-large", Sparse: 1 << 30, Write: sheet(written(sheetOpen + sheetRows + sheetClose))},
	}
	for i := range list {
		list[i].File = "pay.xlsx"
	}
	return list
}

// shared is a sheet that refers to a shared string.
func shared() part {
	return part{"xl/worksheets/sheet1.xml", written(sheetOpen + sheetRows + `<row r="2"><c r="A2" t="s"><v>0</v></c></row>` + sheetClose)}
}

// laughs is the document type of which the entity l9 stands for a billion words.
func laughs() string {
	s := `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">`
	for n := range 9 {
		s += fmt.Sprintf(`<!ENTITY l%d "%s">`, n+1, strings.Repeat(fmt.Sprintf("&l%d;", n), 10))
	}
	return s + "]>"
}
