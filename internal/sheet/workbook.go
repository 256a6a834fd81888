package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongshi/internal/finding"
)

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
	body := bytes.NewBuffer(nil)
	if info, err := in.Stat(); err == nil {
		body.Grow(int(min(info.Size(), maxWorkbook)) + bytes.MinRead)
	}
	body.Write(head)
	if _, err := body.ReadFrom(io.LimitReader(in, int64(maxWorkbook+1-len(head)))); err != nil {
		return nil, err
	}
	if body.Len() > maxWorkbook {
		o.Say(tooLarge("64 MB"))
		return nil, nil
	}
	w := &workbook{formats: map[int]numberFormat{}, say: o.Say}
	list, refused := w.open(body.Bytes())
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
	if refused := w.openArchive(body); refused != nil {
		return nil, refused
	}
	list, err := w.list()
	if refused := refusedPart(w.main, err); errors.Is(err, errPart) {
		return nil, refused
	}
	if err != nil || len(list) == 0 {
		return nil, damaged("没有工作表", "no sheet can be read")
	}
	if refused := w.checkRead(); refused != nil {
		return nil, refused
	}
	archive := packed(w.kept(list))
	defer archive.Close()
	w.excel, err = excelize.OpenReader(archive, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxInMemory})
	if err != nil {
		return nil, damaged("不是 .xlsx 工作簿", "no .xlsx workbook")
	}
	return list, nil
}

// maxInMemory is from how many bytes on excelize puts a sheet, or the shared strings, into
// a temporary file.
const maxInMemory = 4 << 20

func damaged(zh, en string) *finding.Finding {
	f := failed(0, 0, "damaged-workbook", "",
		finding.Text{ZH: "工作簿已损坏：" + zh, EN: "the workbook is damaged: " + en},
		finding.Text{ZH: "用 Excel 或 WPS 打开，重新另存为 .xlsx", EN: "open it in Excel or WPS and save it as .xlsx again"})
	return &f
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
	if err := w.decode(relationsOf(w.main), &relations); err != nil {
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
				if w.index(part) < 0 {
					return nil, errIncomplete
				}
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
// gives a blank cell for one that is not. The error is errIncomplete, or says what is wrong
// with the strings.
func (w *workbook) fits(l *layout) error {
	if l.styled > 0 {
		if s, err := w.excel.GetStyle(l.styled); err != nil || s == nil {
			return errIncomplete
		}
	}
	if w.strings == 0 {
		r, err := w.part(path.Join(path.Dir(w.main), textsPart))
		if err != nil && l.shared < 0 {
			return nil // none is needed
		} else if err != nil {
			return errIncomplete
		}
		defer r.Close()
		if w.strings, err = countStrings(r); err != nil {
			return err
		}
	}
	if l.shared >= w.strings {
		return errIncomplete
	}
	return nil
}

// countStrings counts the shared strings. The error is errPart where there are too many,
// errLongText where one is too long.
func countStrings(in io.Reader) (int, error) {
	n, begin := 0, int64(0)
	for d := xml.NewDecoder(in); ; {
		token, err := d.Token()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "si" {
			n, begin = n+1, d.InputOffset()
		}
		switch {
		case n > maxCells:
			return 0, errPart
		case d.InputOffset()-begin > maxEncoded:
			return 0, errLongText
		}
	}
}
