package hostile

import (
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const (
	header = "agency_id,year,tier,headcount,total,published_on,note\n"
	row    = "52440300MJL186084F,2023,受薪理事,1,163000,2024-05-31,\n"
	mega   = 1 << 20
)

// repeated writes a beginning and then a text as often as it takes to fill so many bytes.
func repeated(begin, again string, size int) func(io.Writer) error {
	return func(w io.Writer) error {
		if _, err := io.WriteString(w, begin); err != nil {
			return err
		}
		block := strings.Repeat(again, max(1, mega/len(again)))
		for left := size - len(begin); left > 0; left -= len(block) {
			if _, err := io.WriteString(w, block[:min(len(block), left)]); err != nil {
				return err
			}
		}
		return nil
	}
}

// encoded writes in another encoding.
func encoded(e encoding.Encoding, write func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		to := e.NewEncoder().Writer(w)
		if err := write(to); err != nil {
			return err
		}
		if c, ok := to.(io.Closer); ok {
			return c.Close()
		}
		return nil
	}
}

func texts() []Case {
	plain := []Case{
		{Name: "cell", What: "a cell of 8 MB", Rule: "cell-too-large", Place: Place{3, 1}, Write: repeated(header+row, "该机构未按规定公开", 8*mega/27*27+len(header+row))},
		{Name: "quoted cell", What: "a cell of 8 MB in quotes, of many lines", Rule: "cell-too-large", Place: Place{3, 7}, Write: repeated(header+row+"52440300MJL186084F,2022,受薪理事,1,163000,2024-05-31,\"", "一行\n", 8*mega/7*7+len(header+row)+51)},
		{Name: "quote bomb", What: "a quote that is not closed and swallows 300 MB of rows", Rule: "cell-too-large", Place: Place{3, 1}, Large: true, Write: repeated(header+row+"\"", row, 300*mega)},
		{Name: "pairs of quotes", What: "64 MB of quotes in a quoted cell", Rule: "cell-too-large", Place: Place{2, 1}, Write: repeated(header+"\"", "\"\"", 64*mega)},
		{Name: "row", What: "a row of 64 MB in cells of 256 KB", Rule: "row-too-large", Place: Place{2, 16}, Write: repeated(header+"\"", strings.Repeat("a", 1<<18)+"\",\"", 64*mega)},
		{Name: "columns", What: "a row of 100,000 columns", Rule: "too-many-columns", Place: Place{2, 501}, Write: repeated(header, "1,", 200_000)},
		{Name: "header", What: "a header of 100,000 columns", Rule: "too-many-columns", Place: Place{1, 501}, Write: repeated("", "a,", 200_000)},
		{Name: "one line", What: "400 MB without a line feed", Rule: "cell-too-large", Place: Place{1, 1}, Large: true, Write: repeated("", "a", 400*mega)},
		{Name: "file", What: "1 GB, most of it a hole", Rule: "file-too-large", Sparse: 1 << 30, Write: repeated(header+row, row, 1000)},
		{Name: "hole", What: "400 MB, most of it a hole", Rule: "nul-byte", Place: Place{24, 1}, Sparse: 400 * mega, Write: repeated(header, strings.ReplaceAll(row, "受薪理事", "directors"), len(header)+22*55)},
		{Name: "rows", What: "5,000,001 rows, each too short", Rule: "too-many-rows", Place: Place{5_000_001, 1}, Large: true, Write: repeated(header, "1,2\n", len(header)+5_000_000*4)},
	}
	var list []Case
	for _, c := range plain {
		c.File = "pay.csv"
		list = append(list, c)
		if c.Name != "cell" && c.Name != "quoted cell" && c.Name != "row" && c.Name != "columns" {
			continue
		}
		for _, e := range []struct {
			name string
			encoding.Encoding
		}{
			{"GB18030", simplifiedchinese.GB18030},
			{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
			{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		} {
			c := c
			c.Name, c.What, c.Write = c.Name+" "+e.name, c.What+", in "+e.name, encoded(e.Encoding, c.Write)
			list = append(list, c)
		}
	}
	return list
}
