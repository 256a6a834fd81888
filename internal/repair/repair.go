// Package repair turns the transcripts of a portal's tables, and what was found in them,
// into copies that the people who wrote the tables can go on with: a CSV file in the one
// form that needs no guessing (UTF-8 with a byte order mark, RFC 4180, CRLF), a workbook
// (ECMA-376, .xlsx) in which every cell in doubt is coloured and says why, and a list of
// all that was changed.
//
// Only what is certain is changed: the forms of headers, dates, amounts and codes that
// were read without a doubt. Whatever is in doubt stays as written, so that the copy is
// refused for the same reason; where a doubt would not show in the copy, because it came
// from a workbook or from a separator, a remark behind the row keeps it refused.
//
// What is left out: reading, and any guess at what was meant. A file of which a part
// could not be read gets no copy, since that would lack rows without saying so.
package repair

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/finding"
	"gongshi/internal/transcript"
)

// Portal is what copies are made from.
type Portal struct {
	Files    []string            // the files of the tables, as read, relative to the portal
	Sheets   []*transcript.Sheet // of those files, in order; none of a file that was refused
	Findings []finding.Finding   // all of the portal
	Lang     string              // zh-CN or en: of comments, remarks and lists
	Read     Read                // reads the copies once more, to be compared; nil: they are not
}

// File is a file to be written.
type File struct {
	Path string // relative to the folder of copies, forward slashes
	Body []byte
}

// Result is what was made.
type Result struct {
	Files   []File  // sorted by path
	Entries []Entry // one for each table's file with findings, in order
	lang    string
}

// Entry is what became of one file.
type Entry struct {
	File             string   // the original
	Copies           []string // paths of its copies; none: see Why
	Mended           int      // cells and headers that were written in another form
	Left             int      // rows that are no records and were left out
	Errors, Warnings int      // what remains to be done by hand
	Why              finding.Text
}

// Make makes the copies of all files that have findings. An error says that a workbook
// could not be made, or that a copy would not be read like its original.
func Make(p Portal) (*Result, error) {
	r := &Result{lang: p.Lang}
	n := &names{taken: map[string]string{}}
	for _, file := range p.Files {
		n.taken[folded(strings.TrimPrefix(file, dataFolder))] = file
	}
	var changes []change
	for _, file := range p.Files {
		c := &copier{file: file, lang: p.Lang}
		for _, f := range p.Findings {
			if f.File == file {
				c.found = append(c.found, f)
			}
		}
		if !slices.ContainsFunc(c.found, func(f finding.Finding) bool { return f.Rule != "empty-table" }) {
			continue
		}
		for _, s := range p.Sheets {
			if s.File == file {
				c.tables = append(c.tables, newTable(s, p.Lang))
			}
		}
		files, entry, err := c.copy(n)
		if err == nil && len(files) > 0 {
			err = c.verify(p.Read, files)
		}
		if err != nil {
			return nil, fmt.Errorf("copy %s: %w", file, err)
		}
		r.Files, r.Entries = append(r.Files, files...), append(r.Entries, entry)
		if len(files) > 0 {
			changes = append(changes, c.changes()...)
		}
	}
	r.Files = append(r.Files, r.changeList(changes), r.readme())
	slices.SortFunc(r.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return r, nil
}

// dataFolder is where the originals stand.
const dataFolder = "data/"

// copier makes the copies of one file.
type copier struct {
	file   string
	lang   string
	found  []finding.Finding
	tables []*table
	loose  []finding.Finding // those about no cell of the copy
}

// copy makes a CSV file of every sheet and one workbook of all.
func (c *copier) copy(n *names) ([]File, Entry, error) {
	counts := finding.Count(c.found)
	e := Entry{File: c.file, Errors: counts.Errors, Warnings: counts.Warnings, Why: c.refusal()}
	if e.Why != (finding.Text{}) {
		return nil, e, nil
	}
	stem := n.stem(c.file)
	c.titles()
	var files []File
	for i, t := range c.tables {
		path := stem + ".csv"
		if i > 0 {
			path = n.sheet(c.file, stem, t.from.Name, i+1)
		}
		files = append(files, File{path, t.csv()})
		e.Mended += len(t.changes)
		e.Left += len(t.from.Left)
	}
	c.place()
	if why := c.tooLarge(); why != (finding.Text{}) {
		e.Why = why
	} else {
		body, err := c.workbook()
		if err != nil {
			return nil, e, err
		}
		files = append(files, File{stem + ".xlsx", body})
	}
	for _, f := range files {
		e.Copies = append(e.Copies, f.Path)
	}
	return files, e, nil
}

// refusal says why a file gets no copy; nothing where it gets one.
func (c *copier) refusal() finding.Text {
	if len(c.tables) == 0 {
		return finding.Text{
			ZH: "整个文件或表头读不出来，没有副本；先按检查结果处理文件本身，再运行一次",
			EN: "the file or its header could not be read: no copy; mend the file itself first, then run this again",
		}
	}
	for _, t := range c.tables {
		switch {
		case t.from.Broken:
			return finding.Text{
				ZH: "有的行读不出来，副本会缺行，没有副本；先在原文件里改正这些行（多半是引号），再运行一次",
				EN: "some rows could not be read and a copy would lack them: no copy; mend them in the original first (mostly quotes), then run this again",
			}
		case t.unitless != "":
			return finding.Text{
				ZH: "“" + finding.Shorten(t.unitless) + "”列的金额单位在副本里写不进表头，没有副本；在原文件里改写为元",
				EN: "the unit of the column " + finding.Shorten(t.unitless) + " cannot be kept in a header of the copy: no copy; write its amounts in yuan",
			}
		}
	}
	return finding.Text{}
}

// changes lists what was changed in all sheets.
func (c *copier) changes() []change {
	var list []change
	var sheets []string
	for _, t := range c.tables {
		sheets = append(sheets, t.from.Name)
		list = append(list, t.changes...)
		list = append(list, t.leftOut()...)
	}
	slices.SortStableFunc(list, func(a, b change) int {
		return cmp.Or(slices.Index(sheets, a.sheet)-slices.Index(sheets, b.sheet), a.line-b.line, a.column-b.column)
	})
	return list
}

// names gives the copies names under which they belong to the same table and take no
// other file's place.
type names struct{ taken map[string]string } // folded path below data/ -> original whose own it is

// stem is the name of a file's copies without the extension.
func (n *names) stem(file string) string {
	name := strings.TrimPrefix(file, dataFolder)
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for i := 1; ; i++ {
		try := stem
		if i > 1 {
			try += "-" + strings.TrimPrefix(ext, ".")
		}
		if i > 2 {
			try += fmt.Sprint("-", i-1)
		}
		if n.free(try+".csv", file) && n.free(try+".xlsx", file) {
			n.take(try+".csv", file)
			n.take(try+".xlsx", file)
			return try
		}
	}
}

// sheet is the path of the CSV copy of a workbook's sheet that is not its first.
func (n *names) sheet(file, stem, title string, number int) string {
	title = safe(title)
	if title == "" {
		title = fmt.Sprint(number)
	}
	for i := 1; ; i++ {
		try := stem + "-" + title + ".csv"
		if i > 1 {
			try = fmt.Sprint(stem, "-", title, "-", i, ".csv")
		}
		if n.taken[folded(try)] == "" {
			n.take(try, file)
			return try
		}
	}
}

func (n *names) free(path, file string) bool {
	owner := n.taken[folded(path)]
	return owner == "" || owner == file
}

func (n *names) take(path, file string) { n.taken[folded(path)] = file }

// folded makes names equal that are one file on some system.
func folded(path string) string { return strings.ToLower(norm.NFKC.String(path)) }
