package site

import (
	"html/template"
	"strings"

	"gongshi/internal/changes"
	"gongshi/internal/markdown"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// contentView is a page that the operator wrote.
type contentView struct {
	Frame   *frame
	Heading string
	Foreign bool // it is marked as Chinese
	Caution bool // it could not be had in the edition's language
	Body    template.HTML
}

// content renders an operator's page. Its relative links count from its own place.
func (p page) content(c content) any {
	doc := markdown.Render([]byte(c.Body), markdown.Options{Root: p.root()})
	summary := c.Summary
	if summary == "" {
		summary = strings.ReplaceAll(doc.Text, "\n", " ")
	}
	return contentView{
		Frame:   p.frame(about{title: c.Title, asWritten: c.foreign, summary: summary}),
		Heading: c.Title, Foreign: c.foreign, Caution: c.foreign && p.lang == portal.English, Body: doc.HTML,
	}
}

type notFoundView struct {
	Frame  *frame
	Search searchForm
	Browse []template.HTML
}

func (p page) notFound() any {
	return notFoundView{
		Frame:  p.frame(about{title: p.words.NotFound, summary: p.words.NotFoundLede, noIndex: true}),
		Search: p.bareForm(), Browse: p.browse(),
	}
}

// dataView is the page of the downloads, with a dictionary of their columns.
type dataView struct {
	Frame    *frame
	Coverage template.HTML
	Tables   []tableView
	Derived  []derivedView
	Feeds    []template.HTML
	Received []receivedView
}

type tableView struct {
	ID, Name, File string
	Rows           value
	Files          []template.HTML
	Columns        []columnView
}

type columnView struct {
	Name, Meaning, Kind string
	Required            bool
	Codes               []codeView
}

type codeView struct{ ID, Text string }

func (p page) data() any {
	w := p.words
	v := dataView{
		Frame:    p.frame(about{title: w.Data, summary: w.DataLede, section: inData, data: p.dataset()}),
		Coverage: p.coverage(),
		Feeds: p.links(
			label{Text: w.FileFeedAtom, Href: p.to(route.AtomFeed)}, label{Text: w.FileFeedJSON, Href: p.to(route.JSONFeed)}),
		Derived: p.derived(), Received: p.received(),
	}
	for _, t := range schema.Tables() {
		v.Tables = append(v.Tables, p.table(t))
	}
	return v
}

// derivedView is what follows from the tables and the rules, and its files.
type derivedView struct {
	Name  template.HTML
	Files []template.HTML
}

// derived lists what follows from the tables, each with the page that shows it.
func (p page) derived() []derivedView {
	w := p.words
	list := []struct {
		name, page, file string
		forms            []string
	}{
		{w.Duties, p.route.Duties(1), "duties", []string{".csv", "-excel.csv", ".json"}},
		{w.CoverageHeading, p.route.Duties(1), "coverage", []string{".csv", "-excel.csv", ".json"}},
		{w.ClauseSummary, p.route.Findings(1), "clauses", []string{".csv"}},
		{w.CrossHeading, p.route.Findings(1), "findings", []string{".csv", "-excel.csv"}},
		{w.ChangeLog, p.route.Changes(1), "changes", []string{".csv"}},
	}
	names := map[string]string{".csv": w.CSVExact, "-excel.csv": w.CSVExcel, ".json": w.JSON}
	views := make([]derivedView, len(list))
	for i, d := range list {
		views[i].Name = p.label(label{Text: d.name, Href: p.to(d.page)})
		for _, form := range d.forms {
			views[i].Files = append(views[i].Files, p.label(label{Text: names[form], Href: p.to(route.Download(d.file + form))}))
		}
	}
	last := &views[len(views)-1] // the log's JSON stands beside the page that shows it
	last.Files = append(last.Files, p.label(label{Text: w.JSON, Href: p.to(changes.Path)}))
	return views
}

func (p page) table(t *schema.Table) tableView {
	w := p.words
	v := tableView{
		ID: t.Name, Name: p.tableName(t.Name), File: t.Name + ".csv", Rows: number(published(p.reg, t.Name)),
		Files: p.links(
			label{Text: w.CSVExact, Href: p.to(route.Download(t.Name + ".csv"))},
			label{Text: w.CSVExcel, Href: p.to(route.Download(t.Name + "-excel.csv"))},
			label{Text: w.JSON, Href: p.to(route.Download(t.Name + ".json"))}),
	}
	for _, c := range t.Columns {
		column := columnView{
			Name: c.Name, Meaning: w.CodeName(schema.Code{ZH: c.ZH, EN: c.EN}), Kind: kindOf(w, c.Kind), Required: c.Required,
		}
		for _, code := range c.Codes {
			column.Codes = append(column.Codes, codeView{code.ID, w.CodeName(code)})
		}
		v.Columns = append(v.Columns, column)
	}
	return v
}

// published is how many rows of a table are shown.
func published(r *register.Register, table string) int {
	switch table {
	case "agencies":
		return len(r.Agencies)
	case "pay":
		return len(r.Pay)
	case "projects":
		return len(r.Projects)
	case "evaluations":
		return len(r.Evaluations)
	}
	return len(r.Sanctions)
}

// kindOf says what a column holds.
func kindOf(w *words.Words, k schema.Kind) string {
	switch k {
	case schema.Name:
		return w.KindName
	case schema.Key:
		return w.KindKey
	case schema.CreditKey:
		return w.KindCredit
	case schema.List:
		return w.KindList
	case schema.Date:
		return w.KindDate
	case schema.Year:
		return w.KindYear
	case schema.Money:
		return w.KindMoney
	case schema.Count:
		return w.KindCount
	case schema.Score:
		return w.KindScore
	case schema.URL:
		return w.KindURL
	case schema.Coded:
		return w.KindCoded
	}
	return w.KindText
}
