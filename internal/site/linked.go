package site

import (
	"bytes"
	"encoding/json"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// What pages say to machines, in the terms of schema.org (https://schema.org), as JSON-LD:
// what the portal is and how it is searched, where a page stands, who an agency is, which
// files can be downloaded. Addresses there are absolute, so that a portal which does not
// know its own says nothing.
//
// Sanctions, pay and grades are not said in it, and nobody but organisations is named.
// Search engines show such statements by themselves, without the state of a decision, the
// reply and the caveats that stand beside it on the page, and keep them after the page has
// forgotten; schema.org has no term for a sanction that ends. A page of a sanction says
// where it stands, and no more.

// linked is what a page says: what it is about, and where it stands. Empty: nothing. It is
// written here, since nearly every page has it, and by a template it took longer than most of
// what is seen.
func (p page) linked(a about) template.JS {
	if p.settings.BaseURL == "" || a.noIndex || a.data == nil && len(a.crumbs) == 0 {
		return ""
	}
	b := append(make([]byte, 0, 1024), `{"@context":"https://schema.org","@graph":[`...)
	if a.data != nil {
		b = append(b, p.json(a.data)...)
		if len(a.crumbs) > 0 {
			b = append(b, ',')
		}
	}
	if !a.changed.IsZero() && len(a.crumbs) > 0 { // all records' pages have crumbs
		b = appendJSON(append(b, `{"@type":"WebPage","@id":`...), route.Absolute(p.settings, p.path))
		b = append(append(append(b, `,"dateModified":"`...), a.changed.String()...), `"},`...)
	}
	if len(a.crumbs) > 0 {
		b = p.appendBreadcrumbs(b, a)
	}
	b = append(b, "]}"...)
	if bytes.Contains(b, []byte("*/")) { // as html/template has it in scripts
		b = bytes.ReplaceAll(b, []byte("*/"), []byte(`*\/`))
	}
	return template.JS(b)
}

func (p page) appendBreadcrumbs(b []byte, a about) []byte {
	b = append(b, `{"@type":"BreadcrumbList","itemListElement":[`...)
	n := 0
	name := func(name string) {
		if n++; n > 1 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"@type":"ListItem","position":`...), int64(n), 10)
		b = appendJSON(append(b, `,"name":`...), name)
	}
	add := func(text, address string) {
		name(text)
		b = append(appendJSON(append(b, `,"item":`...), address), '}')
	}
	add(p.words.Home, route.Absolute(p.settings, p.route.Home()))
	for _, c := range a.crumbs {
		add(c.Text, route.Absolute(p.settings, path.Join(path.Dir(p.path), c.Href)))
	}
	name(a.title) // the last needs no address: it is the page
	return append(b, "}]}"...)
}

// appendJSON appends a text as encoding/json writes it for pages.
func appendJSON(b []byte, s string) []byte {
	const lineSeparators = 0xe2 // begins two characters that end a line in scripts
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == lineSeparators {
			return appendMarshalled(b, s)
		}
	}
	if !utf8.ValidString(s) {
		return appendMarshalled(b, s)
	}
	return append(append(append(b, '"'), s...), '"')
}

func appendMarshalled(b []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // of a text it never fails
	return append(b, quoted...)
}

type webSite struct {
	Type          string        `json:"@type"`
	ID            string        `json:"@id"`
	Name          string        `json:"name"`
	AlternateName string        `json:"alternateName,omitempty"`
	URL           string        `json:"url"`
	Language      string        `json:"inLanguage"`
	Publisher     *organisation `json:"publisher,omitempty"`
	Action        searchAction  `json:"potentialAction"`
}

type searchAction struct {
	Type   string     `json:"@type"`
	Target entryPoint `json:"target"`
	Input  string     `json:"query-input"`
}

type entryPoint struct {
	Type     string `json:"@type"`
	Template string `json:"urlTemplate"`
}

// website is the portal and its search.
func (p page) website() any {
	s := p.settings
	home := route.Absolute(s, p.route.Home())
	site := webSite{
		Type: "WebSite", ID: home + "#website", Name: p.title, URL: home, Language: p.lang, Publisher: p.operator(),
		Action: searchAction{"SearchAction", entryPoint{"EntryPoint", route.Absolute(s, p.route.Search()) + "?q={q}"}, "required name=q"},
	}
	for _, name := range []string{s.Title, s.TitleEN} {
		if name != p.title {
			site.AlternateName = name
		}
	}
	return site
}

type organisation struct {
	Type           string         `json:"@type"`
	ID             string         `json:"@id,omitempty"`
	Name           string         `json:"name"`
	AlternateNames []string       `json:"alternateName,omitempty"`
	Identifier     *propertyValue `json:"identifier,omitempty"`
	FoundingDate   string         `json:"foundingDate,omitempty"`
	Address        string         `json:"address,omitempty"`
	Telephone      string         `json:"telephone,omitempty"`
	AreaServed     string         `json:"areaServed,omitempty"`
	KnowsAbout     []string       `json:"knowsAbout,omitempty"`
	URL            string         `json:"url,omitempty"`
	Page           string         `json:"mainEntityOfPage,omitempty"`
}

type propertyValue struct {
	Type       string `json:"@type"`
	PropertyID string `json:"propertyID"`
	Value      string `json:"value"`
}

func (p page) operator() *organisation {
	o := p.settings.Operator
	if o.Name == "" {
		return nil
	}
	return &organisation{Type: "Organization", Name: o.Name, URL: o.URL}
}

// creditCode is what the identifier of an organisation in China is called.
const creditCode = "统一社会信用代码"

// organisation is who an agency is, as its registrar has it.
func (p page) organisation(a *register.Agency) any {
	address := route.Absolute(p.settings, p.path)
	first := route.Absolute(p.settings, route.For(p.settings, languages(p.settings)[0]).Agency(a)) // one agency, whatever the page's language
	o := organisation{
		Type: "Organization", ID: first + "#agency", Name: a.Name, Identifier: &propertyValue{"PropertyValue", creditCode, string(a.ID)},
		Address: a.Address, Telephone: a.Phone, URL: a.Website, Page: address,
	}
	if strings.HasPrefix(string(a.ID), civilAffairs) {
		o.Type = "NGO"
	}
	for _, name := range slices.Concat([]string{a.ShortName}, a.FormerNames) {
		if name != "" && name != a.Name {
			o.AlternateNames = append(o.AlternateNames, name)
		}
	}
	if !a.FoundedOn.IsZero() {
		o.FoundingDate = a.FoundedOn.String()
	}
	if a.District != nil {
		o.AreaServed = p.groupName(a.District).Text
	}
	for _, f := range a.Fields {
		o.KnowsAbout = append(o.KnowsAbout, p.groupName(f).Text)
	}
	return o
}

// civilAffairs begins the credit code of whom civil affairs have registered: associations,
// social service organisations, foundations (GB 32100-2015, table 2).
const civilAffairs = "5"

type dataset struct {
	Type         string         `json:"@type"`
	Name         string         `json:"name"`
	Description  string         `json:"description"`
	URL          string         `json:"url"`
	Language     string         `json:"inLanguage"`
	Modified     string         `json:"dateModified"`
	Free         bool           `json:"isAccessibleForFree"`
	Creator      *organisation  `json:"creator,omitempty"`
	Variables    []string       `json:"variableMeasured"`
	Distribution []dataDownload `json:"distribution"`
}

type dataDownload struct {
	Type   string `json:"@type"`
	Name   string `json:"name"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
}

// dataset is the tables that can be downloaded.
func (p page) dataset() any {
	w, s := p.words, p.settings
	v := dataset{
		Type: "Dataset", Name: p.title, Description: w.DatasetWords, URL: route.Absolute(s, p.path), Language: portal.Chinese,
		Modified: p.reg.AsOf.String(), Free: true, Creator: p.operator(),
	}
	for _, t := range schema.Tables() {
		name := p.tableName(t.Name)
		v.Variables = append(v.Variables, name)
		for _, form := range []struct{ name, suffix, media string }{{w.CSVExact, ".csv", "text/csv"}, {w.JSON, ".json", "application/json"}} {
			v.Distribution = append(v.Distribution, dataDownload{
				"DataDownload", name + words.NoBreak + form.name, form.media, route.Absolute(s, route.Download(t.Name+form.suffix)),
			})
		}
	}
	v.Distribution = append(v.Distribution, dataDownload{
		"DataDownload", "datapackage.json", "application/json", route.Absolute(s, route.Download("datapackage.json")),
	})
	return v
}
