package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"gongshi/internal/finding"
)

// maxParts is how many files a workbook may be made of.
const maxParts = 10_000

// entryMark stands in front of every entry of an archive's directory.
const entryMark = "PK\x01\x02"

// openArchive opens the archive of a workbook and unpacks every part once, only to throw
// it away: excelize does not look at the check sums, and believes what the archive says
// of its sizes.
func (w *workbook) openArchive(body []byte) *finding.Finding {
	if bytes.Count(body, []byte(entryMark)) > maxParts { // before the directory is read, which may be large itself
		return damaged("部件过多", "too many parts")
	}
	var err error
	if w.zip, err = zip.NewReader(bytes.NewReader(body), int64(len(body))); err != nil {
		return damaged("压缩包不完整", "the zip archive is not whole")
	}
	left := int64(maxUnzipped)
	for _, part := range w.zip.File {
		r, err := part.Open()
		if err != nil {
			return damaged("部件无法解压", "a part cannot be unpacked")
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		r.Close()
		if left -= n; left < 0 {
			return unpacksTooLarge("256 MB", "")
		}
		if err != nil {
			return damaged("部件无法解压", "a part cannot be unpacked")
		}
	}
	return nil
}

// unpacksTooLarge refuses a workbook for what its archive, or one part of it, unpacks to.
func unpacksTooLarge(limit, part string) *finding.Finding {
	f := tooLarge(limit + "（解压后）")
	f.Message.EN = "the workbook has more than " + limit + " when unpacked"
	if part != "" {
		f.Message = finding.Text{ZH: "工作簿的部件 " + part + " 过大", EN: "the part " + part + " of the workbook is too large"}
		f.Hint = finding.Text{ZH: "把需要的内容复制到新的工作簿（选择性粘贴为数值）", EN: "copy what is needed into a new workbook, as values"}
	}
	return &f
}

// index is where a part stands in the archive; -1: nowhere. excelize takes names without
// regard to case and to the direction of slashes, and so does this.
func (w *workbook) index(name string) int {
	return slices.IndexFunc(w.zip.File, func(f *zip.File) bool {
		return strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name)
	})
}

// part returns a file of the archive, as a gate lets it pass.
func (w *workbook) part(name string) (*xmlPart, error) {
	i := w.index(name)
	if i < 0 {
		return nil, fmt.Errorf("no part %q", name)
	}
	r, err := w.zip.File[i].Open()
	if err != nil {
		return nil, err
	}
	return &xmlPart{xmlGate{in: r}, r}, nil
}

// xmlPart is a part that is being read.
type xmlPart struct {
	xmlGate
	io.Closer
}

// decode reads a part at once.
func (w *workbook) decode(name string, to any) error {
	r, err := w.part(name)
	if err != nil {
		return err
	}
	defer r.Close()
	r.whole = true
	return xml.NewDecoder(r).Decode(to)
}

// kept are the parts of a workbook that excelize is to see, in the order of the archive;
// others, such as pictures, it would keep in memory and not look at.
func (w *workbook) kept(list []listed) []*zip.File {
	names := append(w.read(), path.Join(path.Dir(w.main), textsPart), "xl/"+textsPart)
	for _, l := range list {
		names = append(names, l.part)
	}
	var at []int
	for _, name := range names {
		if i := w.index(name); i >= 0 {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	var files []*zip.File
	for _, i := range slices.Compact(at) {
		files = append(files, w.zip.File[i])
	}
	return files
}

// read are the names of the parts that excelize reads at once.
func (w *workbook) read() []string {
	return []string{
		"[Content_Types].xml", "_rels/.rels", w.main, relationsOf(w.main),
		"xl/styles.xml", path.Join(path.Dir(w.main), "styles.xml"), "xl/theme/theme1.xml",
	}
}

// textsPart is the part with the shared strings.
const textsPart = "sharedStrings.xml"

// relationsOf is the part that says to what a part refers.
func relationsOf(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// checkRead looks whether the parts that excelize reads at once may be.
func (w *workbook) checkRead() *finding.Finding {
	for _, name := range w.read() {
		r, err := w.part(name)
		if err != nil {
			continue // there need not be one
		}
		r.whole = true
		_, err = io.Copy(io.Discard, r)
		r.Close()
		if refused := refusedPart(name, err); refused != nil {
			return refused
		}
	}
	return nil
}

// refusedPart is what is to be said about a part that could not be read; nil: nothing.
func refusedPart(name string, err error) *finding.Finding {
	switch {
	case errors.Is(err, errPart):
		return unpacksTooLarge("8 MB", name)
	case err != nil:
		return damaged("部件 "+name+" 无法读取", "the part "+name+" cannot be read")
	}
	return nil
}

// packed is the archive of the parts that are kept, written while it is read.
func packed(files []*zip.File) io.ReadCloser {
	from, to := io.Pipe()
	go func() {
		z := zip.NewWriter(to)
		var err error
		for _, f := range files {
			if err == nil {
				err = z.Copy(f)
			}
		}
		to.CloseWithError(errors.Join(err, z.Close()))
	}()
	return from
}
