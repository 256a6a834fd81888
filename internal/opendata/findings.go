package opendata

import (
	"fmt"
	"slices"
	"strings"

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
	value      func(*maker, *crosscheck.Hit) string
}

// findingColumns lists the columns in their order. In the form for spreadsheets the check
// is named in Chinese; everything else is the same.
func findingColumns() []findingColumn {
	return []findingColumn{
		{"id", "string", "编号", "Id", "^[a-z0-9-]+$", func(_ *maker, h *crosscheck.Hit) string { return h.ID }},
		{"check", "string", "核对项", "Check", "", func(_ *maker, h *crosscheck.Hit) string { return string(h.Check.Check) }},
		{"rule", "string", "规则编号", "Id of the rule", "", func(_ *maker, h *crosscheck.Hit) string { return h.Check.ID }},
		{"agency_id", "string", "统一社会信用代码", "Unified social credit code", "", func(_ *maker, h *crosscheck.Hit) string { return string(h.Agency.ID) }},
		{"agency", "string", "机构名称", "Agency", "", func(_ *maker, h *crosscheck.Hit) string { return h.Agency.Name }},
		{"day", "date", "出现日期", "Day on which it became true", "", func(_ *maker, h *crosscheck.Hit) string { return h.Day.String() }},
		{"changed", "date", "最近变化", "Day of the newest row", "", func(_ *maker, h *crosscheck.Hit) string { return h.Changed.String() }},
		{"rows", "string", "所依据的记录", "Ids of the records on which it rests", "", func(_ *maker, h *crosscheck.Hit) string { return strings.Join(rowIDs(h), listSeparator) }},
		{"numbers", "string", "所用数字", "The figures", "", func(_ *maker, h *crosscheck.Hit) string { return strings.Join(figures(h), listSeparator) }},
		{"notes", "string", "说明", "Notes", "", func(_ *maker, h *crosscheck.Hit) string { return strings.Join(h.Notes(), listSeparator) }},
		{"url", "string", "网页", "Where it stands", "", func(m *maker, h *crosscheck.Hit) string { return m.site.Finding(h.Agency, h.ID) }},
	}
}

// rowIDs lists the ids of the records on which a hit rests.
func rowIDs(h *crosscheck.Hit) []string {
	var ids []string
	for _, r := range h.Rows() {
		ids = append(ids, route.RecordID(r.Table, r.Slug))
	}
	return ids
}

// figures lists the figures of a hit as name=value.
func figures(h *crosscheck.Hit) []string {
	var list []string
	for _, n := range h.Numbers() {
		list = append(list, n.Name+"="+n.Value)
	}
	return list
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
			buf = append(appendCell(buf, c.value(m, h)), ',')
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
			value := h.Check.Title.ZH
			if c.name != "check" {
				value = c.value(m, h)
			}
			if c.kind != "date" {
				value = guard(value)
			}
			buf = append(appendCell(buf, value), ',')
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
	for _, c := range findingColumns() {
		if slices.Contains([]string{"agency_id", "agency", "rows", "numbers", "notes"}, c.name) {
			continue
		}
		e.key(c.name)
		e.text(c.value(m, h))
	}
	e.key("rows")
	e.strings(rowIDs(h))
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
