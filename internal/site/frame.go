package site

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"gongshi/internal/day"
	"gongshi/internal/route"
	"gongshi/internal/words"
)

// section is the entry of the menu that a page belongs to.
type section string

// The sections of the menu.
const (
	inAgencies  section = "agencies"
	inPay       section = "pay"
	inProjects  section = "projects"
	inSanctions section = "sanctions"
	inOverdue   section = "overdue"
	inCompare   section = "compare"
	inData      section = "data"
	inSearch    section = "search"
	elsewhere   section = ""
)

// about is what a page tells the frame about itself.
type about struct {
	title      string // of the page, without the portal's
	asWritten  bool   // the title stands in the data
	summary    string // one or two sentences for search engines
	section    section
	crumbs     []label // without the home page and the page itself
	alternates []alternate
	noIndex    bool
	scripts    []string // the paths of further scripts that the page loads
	styles     []string // likewise of styles
	card       string   // what the picture beside a link to the page is about; empty: the section, else the home page
	changed    day.Day  // when what the page shows last changed; zero: that is not known
	data       any      // what the page is about, in the terms of schema.org; nil: nothing. See linked.go
}

// frame is everything around a page's own content.
type frame struct {
	Title, Summary, Portal, Home string
	Name                         string // the title without the portal's, where it has one of its own
	PortalData                   bool   // the portal's name is not in the language of the page
	Glossary                     string // a term's entry is its anchor there
	NoIndex                      bool
	Canonical                    string
	Languages                    []language
	Others                       []language // without the page's own
	Alternates                   []alternate
	Scripts, Styles              []string
	Card                         string      // absolute; empty where the portal does not know its own address
	LinkedData                   template.JS // empty: none
	Head, Banner, Menu, Footer   template.HTML
	Crumbs                       []template.HTML
	Here                         string // the last of the crumbs
	HereData                     bool   // it stands in the data
}

// around is what stands around the pages of one depth: it is rendered once, by
// the templates, and holds nothing of a single page.
type around struct {
	head, banner, footer template.HTML
	menus                map[section]template.HTML
}

// headView is what the heads of all pages of a depth have in common.
type headView struct{ Portal, FeedTitle, Feed, OpenSearch, Icon, Touch, Style, Status, Words, Script string }

type footerView struct {
	Status   template.HTML // what stands there without a script, which fills in a form from route.Status
	Groups   []footerGroup
	Operator template.HTML
	Codes    []string
}

// footerGroup is the links of the footer that answer one kind of question.
type footerGroup struct {
	ID, Heading string
	Links       []template.HTML
}

type menuItem struct {
	Text, Href string
	Current    bool
	Basket     bool // it shows how many agencies are in the basket
}

type language struct {
	Lang, Name string
	Href       string // relative
	Absolute   string // where the portal has a base_url; else as Href
}

type alternate struct{ Type, Title, Href string }

// maxSummary is the longest description of a page, in characters.
const maxSummary = 160

func (p page) frame(a about) *frame {
	if p.isSection() {
		return nil // that of the page around it
	}
	around := p.around[p.place()]()
	f := &frame{
		Title: p.title, Name: p.title, Summary: shorten(a.summary, maxSummary), Portal: p.title, Home: p.to(p.route.Home()),
		PortalData: p.title == p.settings.Title, Glossary: p.to(p.route.Glossary()),
		NoIndex: a.noIndex, Others: p.others(), Alternates: a.alternates,
		Head: around.head, Banner: around.banner, Menu: around.menus[a.section], Footer: around.footer,
	}
	if a.title != "" {
		f.Title, f.Name = a.title+" - "+p.title, a.title
	}
	for _, script := range a.scripts {
		if script == p.opts.Assets.Table && script != "" {
			f.Scripts = append(f.Scripts, p.to(p.saidOfTables.Path))
		}
		f.Scripts = append(f.Scripts, p.to(script))
	}
	for _, style := range a.styles {
		f.Styles = append(f.Styles, p.to(style))
	}
	if p.settings.BaseURL != "" {
		f.Card = p.card(a)
	}
	f.LinkedData = p.linked(a)
	if p.path != p.route.Home() && p.path != route.NotFound {
		f.Crumbs = append([]template.HTML{p.label(label{Text: p.words.Home, Href: f.Home})}, p.links(a.crumbs...)...)
		f.Here, f.HereData = a.title, a.asWritten
	}
	if a.noIndex {
		for i := range f.Others { // nothing leads to such a page, not even itself in another language
			f.Others[i].Href = p.to(route.For(p.settings, f.Others[i].Lang).Home())
		}
	} else {
		if p.settings.BaseURL != "" {
			f.Canonical = route.Absolute(p.settings, p.path)
		}
		f.Languages = p.languages()
	}
	return f
}

// card is the absolute address of the picture that other sites show beside a link.
func (p page) card(a about) string {
	for _, name := range []string{a.card, string(a.section), "home"} {
		if path := p.opts.Assets.Cards[name]; path != "" {
			return route.Absolute(p.settings, path)
		}
	}
	return ""
}

// place stands for all pages as deep as p: a path in folders that do not exist, so
// that no link from there is shortened.
func (p page) place() string {
	if p.path == route.NotFound {
		return p.path
	}
	prefix := p.route.Prefix()
	return prefix + strings.Repeat("folder/", strings.Count(p.path[len(prefix):], "/")) + "page.html"
}

// surround renders what stands around the pages of p's depth.
func (p page) surround() around {
	a := around{
		head: p.fragment("head", headView{
			Portal: p.title, FeedTitle: p.words.FeedTitle, Feed: p.to(route.AtomFeed), OpenSearch: p.openSearch(),
			Icon: p.to(p.opts.Assets.Icon), Style: p.to(p.opts.Assets.Style), Status: p.to(route.Status), Words: p.to(p.said.Path), Script: p.to(p.opts.Assets.Script), Touch: p.touch(),
		}),
		banner: p.banner(p.root()),
		footer: p.fragment("footer", p.footer()),
		menus:  map[section]template.HTML{},
	}
	for _, current := range []section{inAgencies, inPay, inProjects, inSanctions, inOverdue, inCompare, inData, inSearch, elsewhere} {
		a.menus[current] = p.fragment("menu", p.menu(current))
	}
	return a
}

func (p page) menu(current section) []menuItem {
	w, r := p.words, p.route
	items := []struct {
		section section
		text    string
		path    string
	}{
		{inAgencies, w.Agencies, r.Agencies(1)}, {inPay, w.Pay, r.Pay(1)}, {inProjects, w.Projects, r.Projects(1)},
		{inSanctions, w.Sanctions, r.Sanctions(1)}, {inOverdue, w.NotDisclosed, r.Overdue(1)},
		{inCompare, w.Compare, r.Compare()}, {inData, w.Data, r.Data()}, {inSearch, w.Search, r.Search()},
	}
	menu := make([]menuItem, len(items))
	for i, it := range items {
		menu[i] = menuItem{Text: it.text, Href: p.to(it.path), Current: it.section == current, Basket: it.section == inCompare}
	}
	return menu
}

// languages is the page in all languages, nothing where there is only one.
func (p page) languages() []language {
	all := languages(p.settings)
	if len(all) < 2 || p.path == route.NotFound {
		return nil
	}
	list := make([]language, len(all))
	bare := strings.TrimPrefix(p.path, p.route.Prefix())
	for i, lang := range all {
		target := route.For(p.settings, lang).Prefix() + bare
		list[i] = language{Lang: lang, Name: words.LanguageName(lang), Href: p.to(target), Absolute: p.to(target)}
		if p.settings.BaseURL != "" {
			list[i].Absolute = route.Absolute(p.settings, target)
		}
	}
	return list
}

func (p page) others() []language {
	var list []language
	for _, l := range p.languages() {
		if l.Lang != p.lang {
			list = append(list, l)
		}
	}
	return list
}

func (p page) touch() string {
	if p.opts.Assets.Touch == "" {
		return ""
	}
	return p.to(p.opts.Assets.Touch)
}

// openSearch is the link to the description of the search, which must hold absolute
// addresses and so exists only where the portal knows its own.
func (p page) openSearch() string {
	if p.settings.BaseURL == "" {
		return ""
	}
	return p.to(route.OpenSearch)
}

// status is the file that tells every page the day and coverage of the data. If
// these stood in the pages, every page would change with every row and every day.
func status(all records) ([]byte, error) {
	r := all.reg
	b, err := json.Marshal(struct {
		Date    string `json:"date"`
		Rows    string `json:"rows"`
		Refused string `json:"refused"`
	}{r.AsOf.String(), words.Grouped(r.Rows), words.Grouped(r.Refused)})
	return slices.Concat([]byte("gongshiStatus="), b, []byte(";\n")), err
}

// coverage says in words what the status file says, and how many sanctions are withheld.
func (p page) coverage() template.HTML {
	all := say(p.words.Coverage, slot{"date", keep(p.reg.AsOf.String())},
		slot{"rows", plain(words.Grouped(p.reg.Rows))}, slot{"refused", plain(words.Grouped(p.reg.Refused))})
	if p.reg.Unpublished > 0 {
		all = append(all, label{Text: words.Count(p.words.CountWithheld, p.reg.Unpublished)})
	}
	return p.html(all...)
}

func (p page) footer() footerView {
	w, s := p.words, p.settings
	f := footerView{
		Status:   p.label(label{Text: w.CoverageLink, Href: p.to(p.route.Data()) + "#coverage"}),
		Groups:   p.footerGroups(),
		Operator: p.label(label{Text: s.Operator.Name, Data: true, Href: s.Operator.URL, External: true}),
	}
	if s.Operator.SiteID != "" {
		f.Codes = append(f.Codes, words.Fill(w.SiteID, "code", s.Operator.SiteID))
	}
	for _, code := range []string{s.Operator.ICP, s.Operator.PublicSecurity} {
		if code != "" {
			f.Codes = append(f.Codes, code)
		}
	}
	return f
}

// voicePages are the operator's pages that say how to object; all others are about the site.
var voicePages = []string{"about/corrections", "about/complaints"}

// footerGroups sorts the links of the footer; a group without any is left out.
func (p page) footerGroups() []footerGroup {
	w, r := p.words, p.route
	var about, voice []template.HTML
	for _, c := range p.pages {
		link := p.label(label{Text: c.Title, Href: p.to(r.Page(c.Path)), Data: c.foreign})
		if slices.Contains(voicePages, c.Path) {
			voice = append(voice, link)
		} else {
			about = append(about, link)
		}
	}
	about = append(about, p.label(label{Text: w.Glossary, Href: p.to(r.Glossary())}))
	voice = append(voice, p.links(label{Text: w.CorrectionLog, Href: p.to(r.Corrections(1))}, label{Text: w.ChangeLog, Href: p.to(r.Changes(1))})...)
	if l := p.contact(); l.Href != "" {
		voice = append(voice, p.label(l))
	}
	data := p.links(label{Text: w.Data, Href: p.to(r.Data())}, label{Text: w.Years, Href: p.to(r.Years())},
		label{Text: w.Matrix, Href: p.to(r.Duties(1))}, label{Text: w.Totals, Href: p.to(r.Totals())}, label{Text: w.CrossHeading, Href: p.to(r.Findings(1))}, label{Text: w.Rules, Href: p.to(r.Rules())})
	groups := []footerGroup{{"footer-about", w.FooterAbout, about}, {"footer-data", w.FooterData, data}, {"footer-voice", w.FooterVoice, voice}}
	return slices.DeleteFunc(groups, func(g footerGroup) bool { return len(g.Links) == 0 })
}

// contact is where corrections go that are about no single page.
func (p page) contact() label {
	c, l := p.settings.Contact, label{Text: p.words.Corrections, External: true}
	switch {
	case c.Email != "":
		l.Href, l.External = "mailto:"+c.Email, false
	case c.URL != "":
		l.Href = c.URL
	default:
		l.Href, _, _ = strings.Cut(c.CorrectionURL, "{")
	}
	return l
}
