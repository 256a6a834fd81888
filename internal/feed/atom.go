package feed

import (
	"bytes"
	"encoding/xml"
)

// The elements of Atom that we use, in the order in which they are written.
type (
	atomFeed struct {
		XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang      string      `xml:"xml:lang,attr"`
		ID        string      `xml:"id"`
		Title     string      `xml:"title"`
		Updated   string      `xml:"updated"`
		Author    atomAuthor  `xml:"author"`
		Links     []atomLink  `xml:"link"`
		Generator string      `xml:"generator"`
		Entries   []atomEntry `xml:"entry"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
		URI  string `xml:"uri,omitempty"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Links      []atomLink     `xml:"link"`
		Published  string         `xml:"published"`
		Updated    string         `xml:"updated"`
		Categories []atomCategory `xml:"category"`
		Summary    string         `xml:"summary"`
	}
	atomCategory struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr"`
	}
)

// The media types of the links in a feed.
const (
	typeHTML = "text/html"
	typeAtom = "application/atom+xml"
	typeJSON = "application/feed+json"
)

// atom writes a channel as Atom. encoding/xml puts U+FFFD for what XML cannot hold.
func (w *writer) atom(c *channel) []byte {
	name, address := w.author()
	f := atomFeed{
		Lang: w.lang, ID: w.permanentID(c.path, c.path), Title: w.title(c), Updated: w.stamp(c.date()),
		Author:    atomAuthor{Name: name, URI: address},
		Generator: "gongshi",
		Links: []atomLink{
			{"self", typeAtom, w.link(c.path, c.path)},
			{"alternate", typeHTML, w.link(c.path, c.home)},
		},
	}
	if c.json != "" {
		f.Links = append(f.Links, atomLink{"alternate", typeJSON, w.link(c.path, c.json)})
	}
	for _, e := range c.entries {
		f.Entries = append(f.Entries, w.atomEntry(c, e))
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		panic(err) // cannot happen: strings only, into a buffer
	}
	b.WriteByte('\n')
	return b.Bytes()
}

func (w *writer) atomEntry(c *channel, e *entry) atomEntry {
	a := atomEntry{
		ID: e.id, Title: e.title, Published: w.stamp(e.published), Updated: w.stamp(e.updated), Summary: e.summary,
		Links: []atomLink{{"alternate", typeHTML, w.link(c.path, e.path)}},
	}
	if e.source != "" {
		a.Links = append(a.Links, atomLink{Rel: "via", Href: e.source})
	}
	for _, t := range e.tags {
		a.Categories = append(a.Categories, atomCategory{t.term, t.label})
	}
	return a
}
