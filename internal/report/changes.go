package report

import (
	"fmt"
	"strings"

	"gongshi/internal/finding"
)

// Changes is what the site that would be published now has other than the published one.
// Encoded, it is a part of the public contract.
type Changes struct {
	Against string         `json:"against"` // the published site, as it was asked for
	Since   string         `json:"since"`   // the day of its data, as in 2026-06-30; empty: not known, or nothing is published
	Tables  []TableChanges `json:"tables"`  // those that could be compared
	Records []RecordChange `json:"records"` // the first 200, in the order of the tables
	Folders []FileChanges  `json:"folders"` // by folder, those of all languages together; without those in which nothing changed
	Files   FileChanges    `json:"files"`   // all
	Upload  int64          `json:"upload"`  // bytes of the files added and changed
}

// TableChanges is how many records of a table changed.
type TableChanges struct {
	Table   string       `json:"table"` // its English name
	Name    finding.Text `json:"-"`
	Added   int          `json:"added"`
	Changed int          `json:"changed"`
	Removed int          `json:"removed"`
}

// RecordChange is what became of a record.
type RecordChange struct {
	Table  string        `json:"table"`
	Kind   string        `json:"kind"` // added, changed or removed
	ID     string        `json:"id"`   // its public id
	URL    string        `json:"url"`  // of the page that shows it, relative to the root
	Fields []FieldChange `json:"fields,omitempty"`
}

// FieldChange is a field that changed.
type FieldChange struct {
	Name   string       `json:"name"` // the column's English name
	Title  finding.Text `json:"-"`
	Before string       `json:"before,omitempty"`
	After  string       `json:"after,omitempty"`
	Text   bool         `json:"text,omitempty"` // the wording changed, which is not repeated
}

// FileChanges is how many files changed.
type FileChanges struct {
	Folder  string `json:"folder,omitempty"` // as in projects/; ./ is the root
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
	Removed int    `json:"removed"`
}

// heading says what was compared.
func (c *Changes) heading() finding.Text {
	t := finding.Text{ZH: "与已发布的网站相比：" + c.Against, EN: "compared with the published site: " + c.Against}
	if c.Since != "" {
		t.ZH, t.EN = t.ZH+"（数据截至 "+c.Since+"）", t.EN+", data as of "+c.Since
	}
	return t
}

// maxShown is how many records a terminal and a step summary name.
const maxShown = 20

// first are the records that a terminal and a step summary name.
func (c *Changes) first() []RecordChange { return c.Records[:min(len(c.Records), maxShown)] }

// more counts the records that are not among those shown; empty where all are.
func (c *Changes) more(shown int) finding.Text {
	rest := -shown
	for _, t := range c.Tables {
		rest += t.Added + t.Changed + t.Removed
	}
	if rest <= 0 {
		return finding.Text{}
	}
	return finding.Text{ZH: fmt.Sprintf("另有 %d 条记录", rest), EN: "and " + plural(rest, "more record")}
}

// upload says what has to be uploaded.
func (c *Changes) upload() finding.Text {
	n, size := c.Files.Added+c.Files.Changed, fmt.Sprintf("%.1f MB", float64(c.Upload)/1e6)
	return finding.Text{
		ZH: fmt.Sprintf("需要上传 %d 个文件，%s；删除 %d 个", n, size, c.Files.Removed),
		EN: fmt.Sprintf("to upload: %s, %s; to delete: %d", plural(n, "file"), size, c.Files.Removed),
	}
}

// counted says how many were added, changed and removed.
func counted(added, changed, removed int) finding.Text {
	return finding.Text{
		ZH: fmt.Sprintf("新增 %d，改变 %d，移除 %d", added, changed, removed),
		EN: fmt.Sprintf("%d added, %d changed, %d removed", added, changed, removed),
	}
}

// kindName is what became of a record, in words.
func kindName(kind string) finding.Text {
	zh := map[string]string{"added": "新增", "changed": "改变", "removed": "移除"}[kind]
	return finding.Text{ZH: zh, EN: kind}
}

// reworded stands for both values of a text, of which no old wording is repeated.
var reworded = finding.Text{ZH: "文字有改动", EN: "the wording changed"}

// given is a value; a blank one is said.
func given(value string) finding.Text {
	if value == "" {
		return finding.Text{ZH: "（空白）", EN: "(blank)"}
	}
	return finding.Text{ZH: value, EN: value}
}

// said are the fields of a record that changed, each in words.
func (r *RecordChange) said(lang string) []string {
	var list []string
	for _, f := range r.Fields {
		name := f.Title.In(lang) + finding.Text{ZH: "：", EN: ": "}.In(lang)
		if f.Text {
			list = append(list, name+reworded.In(lang))
			continue
		}
		list = append(list, name+given(f.Before).In(lang)+" → "+given(f.After).In(lang))
	}
	return list
}

// changes writes what changed for a person at a terminal.
func (t *textWriter) changes() {
	c := t.report.Changes
	if c == nil {
		return
	}
	t.WriteString(t.paint(bold, visible(c.heading().In(t.o.Lang))) + "\n")
	width := 0
	for _, of := range c.Tables {
		width = max(width, columns(of.Name.In(t.o.Lang)))
	}
	for _, of := range c.Tables {
		t.WriteString("  " + pad(of.Name.In(t.o.Lang), width) + "  " + counted(of.Added, of.Changed, of.Removed).In(t.o.Lang) + "\n")
	}
	for _, r := range c.first() {
		line := "    " + kindName(r.Kind).In(t.o.Lang) + " " + visible(r.ID)
		if said := r.said(t.o.Lang); len(said) > 0 {
			line += "  " + visible(strings.Join(said, "; "))
		}
		t.WriteString(line + "\n")
	}
	if more := c.more(len(c.first())); more != (finding.Text{}) {
		t.WriteString("    " + more.In(t.o.Lang) + "\n")
	}
	width = 0
	for _, f := range c.Folders {
		width = max(width, columns(visible(f.Folder)))
	}
	for _, f := range c.Folders {
		t.WriteString("  " + pad(visible(f.Folder), width) + "  " + counted(f.Added, f.Changed, f.Removed).In(t.o.Lang) + "\n")
	}
	t.line(c.upload())
	t.WriteByte('\n')
}

// changes writes what changed into the summary of a step, folded.
func (s *stepSummary) changes() {
	c := s.report.Changes
	if c == nil {
		return
	}
	from, lang := s.Len(), s.o.Lang
	fmt.Fprintf(s, "\n<p><b>%s</b><br>%s</p>\n", plain(c.heading().In(lang)), plain(c.upload().In(lang)))
	heads := []finding.Text{{}, {ZH: "新增", EN: "Added"}, {ZH: "改变", EN: "Changed"}, {ZH: "移除", EN: "Removed"}}
	row := func(name string, added, changed, removed int) {
		fmt.Fprintf(s, "<tr><td>%s</td><td>%d</td><td>%d</td><td>%d</td></tr>\n", name, added, changed, removed)
	}
	if len(c.Tables) > 0 {
		heads[0] = finding.Text{ZH: "表", EN: "Table"}
		s.table(heads...)
		for _, t := range c.Tables {
			row(plain(t.Name.In(lang)), t.Added, t.Changed, t.Removed)
		}
		s.WriteString("</table>\n")
	}
	if len(c.Records) > 0 {
		fmt.Fprintf(s, "\n<details><summary>%s</summary>\n", finding.Text{ZH: "改变的记录", EN: "Records that changed"}.In(lang))
		s.table(finding.Text{ZH: "记录", EN: "Record"}, finding.Text{}, finding.Text{ZH: "内容", EN: "Fields"})
		for _, r := range c.first() {
			fmt.Fprintf(s, "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n", code(r.ID), kindName(r.Kind).In(lang), plain(strings.Join(r.said(lang), "; ")))
		}
		fmt.Fprintf(s, "</table>\n<p>%s</p>\n</details>\n", c.more(len(c.first())).In(lang))
	}
	if len(c.Folders) > 0 {
		fmt.Fprintf(s, "\n<details><summary>%s</summary>\n", finding.Text{ZH: "文件", EN: "Files"}.In(lang))
		heads[0] = finding.Text{ZH: "文件夹", EN: "Folder"}
		s.table(heads...)
		for _, f := range c.Folders {
			row(code(f.Folder), f.Added, f.Changed, f.Removed)
		}
		s.WriteString("</table>\n</details>\n")
	}
	if s.Len() > s.limit { // what the data must have mended matters more
		cut := s.String()[:from]
		s.Reset()
		s.WriteString(cut)
	}
}
