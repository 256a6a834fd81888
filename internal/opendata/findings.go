package opendata

import (
	"fmt"

	"gongshi/internal/crosscheck"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// findingColumn is a column of findings.csv.
type findingColumn struct {
	name, kind string // kind is a type of Table Schema
	zh, en     string
	shape      string // pattern of the values; empty: any
	write      func([]byte, *maker, *crosscheck.Hit) []byte
}

// findingColumns lists the columns in their order. In the form for spreadsheets the check
// is named in Chinese; everything else is the same.
func findingColumns() []findingColumn {
	return []findingColumn{
		{"id", "string", "编号", "Id", "^[a-z0-9-]+$", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return append(b, h.ID...) }},
		{"check", "string", "核对项", "Check", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return append(b, h.Check.Check...) }},
		{"rule", "string", "规则编号", "Id of the rule", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return append(b, h.Check.ID...) }},
		{"agency_id", "string", "统一社会信用代码", "Unified social credit code", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return append(b, h.Agency.ID...) }},
		{"agency", "string", "机构名称", "Agency", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return append(b, h.Agency.Name...) }},
		{"day", "date", "出现日期", "Day on which it became true", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return h.Day.Append(b) }},
		{"changed", "date", "最近变化", "Day of the newest row", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return h.Changed.Append(b) }},
		{"rows", "string", "所依据的记录", "Ids of the records on which it rests", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return appendRows(b, h) }},
		{"numbers", "string", "所用数字", "The figures", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return appendFigures(b, h) }},
		{"notes", "string", "说明", "Notes", "", func(b []byte, _ *maker, h *crosscheck.Hit) []byte { return appendJoined(b, h.Notes()) }},
		{"url", "string", "网页", "Where it stands", "", func(b []byte, m *maker, h *crosscheck.Hit) []byte {
			return append(b, m.site.Finding(h.Agency, h.ID)...)
		}},
	}
}

// appendRows writes the ids of the records on which a hit rests.
func appendRows(b []byte, h *crosscheck.Hit) []byte {
	for i, r := range h.Rows() {
		if i > 0 {
			b = append(b, listSeparator...)
		}
		b = route.AppendRecordID(b, r.Table, r.Slug)
	}
	return b
}

// appendFigures writes the figures of a hit as name=value.
func appendFigures(b []byte, h *crosscheck.Hit) []byte {
	for i, n := range h.Numbers() {
		if i > 0 {
			b = append(b, listSeparator...)
		}
		b = append(append(append(b, n.Name...), '='), n.Value...)
	}
	return b
}

// findingsName is the name of the table of what the cross-checks found.
const findingsName = "findings"

// findingsFiles are its files: for programs and for spreadsheets.
var findingsFiles = [...]string{findingsName + ".csv", findingsName + "-excel.csv"}

// writeFindings makes what the cross-checks found, as CSV for programs and for
// spreadsheets, and describes the files. Both exist where nothing was found, too.
func writeFindings(reg *register.Register, checks *crosscheck.Results, k *keySet, once tree.Once) ([]resource, error) {
	notes, err := once(route.Download(findingsName), k.of(k.tables[findingsName]), func(emit tree.Emit) ([]byte, error) {
		var notes []byte
		for i, encode := range [...]func(*register.Register, []*crosscheck.Hit, *sink){findingsCSV, findingsExcel} {
			hits := checks.All()
			note, err := measured(emit, fileOf(route.Download(findingsFiles[i]), len(hits), func(s *sink) { encode(reg, hits, s) }))
			if err != nil {
				return nil, err
			}
			notes = append(append(notes, byte(len(note))), note...)
		}
		return notes, nil
	})
	if err != nil {
		return nil, err
	}
	var described []resource
	for excel, path := range findingsFiles {
		if len(notes) == 0 || len(notes) <= int(notes[0]) {
			return nil, fmt.Errorf("note of %s: want that of two files, found %x", findingsName, notes)
		}
		r := describeFindings(firstLanguage(reg.Settings), path, excel == 1)
		var hash string
		if r.Bytes, hash, err = measures(notes[1 : 1+notes[0]]); err != nil {
			return nil, err
		}
		r.Hash, notes = "sha256:"+hash, notes[1+notes[0]:]
		described = append(described, r)
	}
	return described, nil
}

// describeFindings is the resource of one of the two files.
func describeFindings(lang, path string, excel bool) resource {
	r := resource{
		Name: findingsName, Title: in(lang, "交叉核对", "Records side by side"), Path: path, Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Description: in(lang, "交叉核对列出的情形及所依据的记录；不是对机构的评判", "what the cross-checks list, with the records; no judgement about an agency"),
	}
	if excel {
		r.Name, r.Description = findingsName+"-excel", in(lang, "供电子表格软件打开，含防公式注入处理", "for spreadsheets, guarded against formulas")
	} else {
		r.Type, r.Dialect, r.Schema = "table", &dialect{LineTerminator: "\n"}, findingsSchema(lang)
	}
	return r
}

// findingsCSV is the hits in the order of the results, for programs.
func findingsCSV(reg *register.Register, hits []*crosscheck.Hit, to *sink) {
	m, columns := newMaker(reg), findingColumns()
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	buf := appendRow(nil, names, "\n")
	for _, h := range hits {
		for _, c := range columns {
			buf = append(quote(c.write(buf, m, h), len(buf)), ',')
		}
		buf[len(buf)-1] = '\n' // in place of the last comma
		buf = to.row(buf)
	}
	to.end(buf)
}

// findingsExcel is the same for spreadsheets.
func findingsExcel(reg *register.Register, hits []*crosscheck.Hit, to *sink) {
	m, columns := newMaker(reg), findingColumns()
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.zh
	}
	buf := appendRow([]byte("\uFEFF"), titles, "\r\n")
	for _, h := range hits {
		for _, c := range columns {
			from := len(buf)
			if c.name == "check" {
				buf = append(buf, h.Check.Title.ZH...)
			} else {
				buf = c.write(buf, m, h)
			}
			if c.kind != "date" {
				buf = guardCell(buf, from)
			}
			buf = append(buf, ',')
		}
		buf = to.row(append(buf[:len(buf)-1], "\r\n"...))
	}
	to.end(buf)
}

func findingsSchema(lang string) *tableSchema {
	s := &tableSchema{PrimaryKey: []string{"id"}, MissingValues: []string{""}}
	for _, c := range findingColumns() {
		f := field{Name: c.name, Type: c.kind, Title: in(lang, c.zh, c.en), Constraints: &constraints{Required: true, Unique: c.name == "id", Pattern: c.shape}}
		switch c.name {
		case "check":
			for _, id := range crosscheck.IDs() {
				f.Categories = append(f.Categories, category{Value: string(id), Label: string(id)})
			}
		case "rows", "numbers", "notes":
			f.Constraints, f.Description = nil, in(lang, "多个值以“；”分隔", "several values are separated by ；")
		}
		s.Fields = append(s.Fields, f)
	}
	s.ForeignKeys = []foreignKey{{[]string{"agency_id"}, reference{"agencies", []string{"agency_id"}}}}
	return s
}

// finding writes a hit in the file of its agency.
func (e *encoder) finding(m *maker, h *crosscheck.Hit) {
	e.open('{')
	for i := range m.findings {
		c := &m.findings[i]
		switch c.name {
		case "agency_id", "agency", "rows", "numbers", "notes":
			continue
		}
		e.key(c.name)
		m.text = c.write(m.text[:0], m, h)
		e.text(string(m.text))
	}
	e.key("rows")
	e.open('[')
	for _, r := range h.Rows() {
		e.next()
		e.buf = append(route.AppendRecordID(append(e.buf, '"'), r.Table, r.Slug), '"')
	}
	e.close(']')
	e.key("numbers")
	e.open('{')
	for _, n := range h.Numbers() {
		e.key(n.Name)
		e.str(n.Value)
	}
	e.close('}')
	e.key("notes")
	e.strings(h.Notes())
	e.close('}')
}
