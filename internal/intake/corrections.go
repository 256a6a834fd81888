package intake

import (
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/slug"
)

// hasPages says whether the records of a table have pages of their own, to which
// replies and corrections can belong.
func hasPages(table string) bool {
	return table == "agencies" || table == "projects" || table == "sanctions"
}

// correction reads an entry of the log of corrections. Its file may have any name.
func (r *reader) correction(p *document, parts []string) {
	p.known("date", "record", "title", "by")
	c := &register.Correction{
		File: p.file, Slug: slug.Of(strings.Join(parts, "/")), Title: p.text("title"), By: p.text("by"), Date: p.day("date"),
		Body: p.body, BodyLine: p.bodyLine,
	}
	for _, key := range []string{"date", "record", "title"} {
		if p.text(key) == "" {
			p.missing(key)
		}
	}
	if f := p.find("record"); f != nil {
		c.RecordLine, c.RecordColumn = f.line, f.column
		c.Records = p.records(f)
	}
	if strings.TrimSpace(c.Body) == "" && !p.broken {
		p.say(c.BodyLine, 1, "", "", finding.Warning, "correction-without-text",
			finding.Text{ZH: "没有写明原来错在哪里、现在是什么", EN: "it does not say what was wrong and what stands now"},
			finding.Text{ZH: "在页首之后写上说明", EN: "write it below the front matter"})
	}
	for _, other := range r.tables.Corrections {
		if other.Slug == c.Slug {
			p.badName(finding.Text{ZH: "与另一条更正的文件名只有大小写之差：" + other.File, EN: "another correction's name differs in case only: " + other.File})
		}
	}
	r.tables.Corrections = append(r.tables.Corrections, c)
}

// records reads the public ids of records: <table>/<slug>, one or several.
func (p *document) records(f *field) []string {
	var list []string
	for _, id := range strings.FieldsFunc(f.value, func(r rune) bool { return strings.ContainsRune(";；、", r) }) {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		table, rest, _ := strings.Cut(id, "/")
		if !hasPages(table) || !address.MatchString(rest) || strings.Contains(rest, "/") {
			p.say(f.line, f.column, f.name, id, finding.Error, "bad-front-matter",
				finding.Text{ZH: "“record”应为 <表名>/<记录编号>", EN: "record must be <table>/<slug>"},
				finding.Text{
					ZH: "表名是 agencies、projects 或 sanctions；照抄记录网页地址的最后两段，去掉 .html；多条用分号隔开",
					EN: "the table is agencies, projects or sanctions; copy the last two parts of the address of the record's page without .html; put semicolons between several",
				})
			continue
		}
		list = append(list, id)
	}
	return list
}
