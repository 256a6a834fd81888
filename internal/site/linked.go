package site

import (
	"path"
	"slices"
	"strings"

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

// graph is the linked data of a page.
type graph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

const schemaOrg = "https://schema.org"

// linked is what a page says: what it is about, and where it stands. Nil: nothing.
func (p page) linked(a about) any {
	if p.settings.BaseURL == "" || a.noIndex {
		return nil
	}
	g := graph{Context: schemaOrg}
	if a.data != nil {
		g.Graph = append(g.Graph, a.data)
	}
	if len(a.crumbs) > 0 {
		g.Graph = append(g.Graph, p.breadcrumbs(a))
	}
	if len(g.Graph) == 0 {
		return nil
	}
	return g
}

type breadcrumbList struct {
	Type  string     `json:"@type"`
	Items []listItem `json:"itemListElement"`
}

type listItem struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

func (p page) breadcrumbs(a about) breadcrumbList {
	list := breadcrumbList{Type: "BreadcrumbList"}
	add := func(name, address string) {
		list.Items = append(list.Items, listItem{"ListItem", len(list.Items) + 1, name, address})
	}
	add(p.words.Home, route.Absolute(p.settings, p.route.Home()))
	for _, c := range a.crumbs {
		add(c.Text, route.Absolute(p.settings, path.Join(path.Dir(p.path), c.Href)))
	}
	add(a.title, route.Absolute(p.settings, p.path))
	return list
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
