package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/finding"
)

// maxParts is how many files a workbook may be made of.
const maxParts = 10_000

// workbook is an open .xlsx file.
type workbook struct {
	zip      *zip.Reader
	excel    *excelize.File
	from1904 bool   // days count from 1904, as the Macintosh did
	main     string // the part that lists the sheets
	strings  int    // how many shared strings there are; 0: not yet counted
	formats  map[int]numberFormat
	say      func(finding.Finding)
}

// openWorkbook opens an .xlsx file and closes the file it is read from.
func openWorkbook(in fs.File, head []byte, o Options) (*File, error) {
	defer in.Close()
	body, err := io.ReadAll(io.LimitReader(in, maxWorkbook+1))
	if err != nil {
		return nil, err
	}
	body = append(bytes.Clone(head), body...)
	if len(body) > maxWorkbook {
		o.Say(tooLarge("64 MB"))
		return nil, nil
	}
	w := &workbook{formats: map[int]numberFormat{}, say: o.Say}
	list, refused := w.open(body)
	if refused != nil {
		o.Say(*refused)
		return nil, nil
	}
	f := &File{form: Form{Workbook: true, Usual: true}, close: w.excel.Close}
	for _, l := range list {
		f.Sheets = append(f.Sheets, &Sheet{Name: l.name, Hidden: l.hidden, Rows: &sheetRows{book: w, sheet: l}})
	}
	return f, nil
}

// open reads what the workbook says of itself.
func (w *workbook) open(body []byte) ([]listed, *finding.Finding) {
	if len(body) == 0 {
		return nil, damaged("空文件", "an empty file")
	}
	var err error
	if w.zip, err = zip.NewReader(bytes.NewReader(body), int64(len(body))); err != nil {
		return nil, damaged("压缩包不完整", "the zip archive is not whole")
	}
	if refused := verify(w.zip); refused != nil {
		return nil, refused
	}
	w.excel, err = excelize.OpenReader(bytes.NewReader(body), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped})
	if err != nil {
		return nil, damaged("不是 .xlsx 工作簿", "no .xlsx workbook")
	}
	list, err := w.list()
	if err != nil || len(list) == 0 {
		w.excel.Close()
		return nil, damaged("没有工作表", "no sheet can be read")
	}
	return list, nil
}

func damaged(zh, en string) *finding.Finding {
	f := failed(0, 0, "damaged-workbook", "",
		finding.Text{ZH: "工作簿已损坏：" + zh, EN: "the workbook is damaged: " + en},
		finding.Text{ZH: "用 Excel 或 WPS 打开，重新另存为 .xlsx", EN: "open it in Excel or WPS and save it as .xlsx again"})
	return &f
}

// verify unpacks every part once and throws it away: excelize does not look at the check
// sums, and believes what the archive says of its sizes.
func verify(z *zip.Reader) *finding.Finding {
	if len(z.File) > maxParts {
		return damaged("部件过多", "too many parts")
	}
	left := int64(maxUnzipped)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return damaged("部件无法解压", "a part cannot be unpacked")
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		r.Close()
		if left -= n; left < 0 {
			f := tooLarge("256 MB（解压后）")
			f.Message.EN = "the workbook has more than 256 MB when unpacked"
			return &f
		}
		if err != nil {
			return damaged("部件无法解压", "a part cannot be unpacked")
		}
	}
	return nil
}

// listed is a sheet in the workbook's list.
type listed struct {
	name   string
	hidden bool
	part   string // the file in the archive
}

// The parts of workbook.xml and of relations that are used here.
type (
	bookXML struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	relationsXML struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
)

// list reads the list of worksheets.
func (w *workbook) list() ([]listed, error) {
	w.main = "xl/workbook.xml"
	var top relationsXML
	if err := w.decode("_rels/.rels", &top); err == nil {
		for _, r := range top.List {
			if strings.HasSuffix(r.Type, "/officeDocument") {
				w.main = target("", r.Target)
			}
		}
	}
	var book bookXML
	if err := w.decode(w.main, &book); err != nil {
		return nil, err
	}
	var relations relationsXML
	if err := w.decode(path.Join(path.Dir(w.main), "_rels", path.Base(w.main)+".rels"), &relations); err != nil {
		return nil, err
	}
	w.from1904 = book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true"
	parts := map[string]string{}
	for _, r := range relations.List {
		if strings.HasSuffix(r.Type, "/worksheet") {
			parts[r.ID] = target(path.Dir(w.main), r.Target)
		}
	}
	var list []listed
	for _, s := range book.Sheets {
		for _, a := range s.Attrs {
			if part := parts[a.Value]; a.Name.Local == "id" && part != "" {
				r, err := w.part(part)
				if err != nil {
					return nil, err
				}
				r.Close()
				list = append(list, listed{s.Name, s.State == "hidden" || s.State == "veryHidden", part})
			}
		}
	}
	return list, nil
}

// target is the part that a relation of a folder's points at.
func target(folder, to string) string {
	if rest, ok := strings.CutPrefix(to, "/"); ok {
		return rest
	}
	return path.Join(folder, to)
}

// fits says whether the strings and styles that a sheet refers to are there: excelize
// gives a blank cell for one that is not.
func (w *workbook) fits(l *layout) bool {
	if l.styled > 0 {
		if s, err := w.excel.GetStyle(l.styled); err != nil || s == nil {
			return false
		}
	}
	if l.shared < 0 {
		return true
	}
	if w.strings == 0 {
		r, err := w.part(path.Join(path.Dir(w.main), "sharedStrings.xml"))
		if err != nil {
			return false
		}
		defer r.Close()
		if w.strings, err = countStrings(r); err != nil {
			return false
		}
	}
	return l.shared < w.strings
}

// countStrings counts the shared strings.
func countStrings(in io.Reader) (int, error) {
	n := 0
	for d := xml.NewDecoder(in); ; {
		token, err := d.Token()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "si" {
			n++
		}
	}
}

// part returns a file of the archive; excelize takes names without regard to case and
// to the direction of slashes, and so does this.
func (w *workbook) part(name string) (io.ReadCloser, error) {
	i := slices.IndexFunc(w.zip.File, func(f *zip.File) bool {
		return strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name)
	})
	if i < 0 {
		return nil, fmt.Errorf("no part %q", name)
	}
	return w.zip.File[i].Open()
}

func (w *workbook) decode(name string, to any) error {
	r, err := w.part(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(r).Decode(to)
}
