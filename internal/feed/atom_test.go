package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"testing"

	"gongshi/internal/portal"
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

// marshalled is a channel as encoding/xml writes it.
func (w *writer) marshalled(c *channel) []byte {
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
		f.Entries = append(f.Entries, w.marshalledEntry(c, e))
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

func (w *writer) marshalledEntry(c *channel, e *entry) atomEntry {
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

// marshalledJSON is a channel as encoding/json writes it.
func (w *writer) marshalledJSON(c *channel) []byte {
	name, address := w.author()
	f := jsonFeed{
		Version: jsonVersion, Title: w.title(c), Home: w.link(c.json, c.home), Feed: w.link(c.json, c.json),
		Language: w.lang, Authors: []jsonAuthor{{name, address}}, Items: make([]jsonItem, 0, len(c.entries)),
	}
	for _, e := range c.entries {
		item := jsonItem{
			ID: e.id, URL: w.link(c.json, e.path), External: e.source, Title: e.title, Text: e.summary,
			Published: w.stamp(e.published), Modified: w.stamp(e.updated),
		}
		for _, t := range e.tags {
			item.Tags = append(item.Tags, t.label)
		}
		f.Items = append(f.Items, item)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", " ")
	if err := enc.Encode(f); err != nil {
		panic(err) // cannot happen: strings only, into a buffer
	}
	return b.Bytes()
}

// TestFeedsAreThoseOfEncoders holds the bytes of every feed of portals of both kinds.
func TestFeedsAreThoseOfEncoders(t *testing.T) {
	english := settings()
	english.Languages, english.BaseURL = []string{portal.English}, ""
	for _, s := range []*portal.Settings{settings(), english} {
		rows := tables()
		rows.Sanctions[0].Facts = "\x00\xff<&>\"'\t\r\n\ufffe\uffff\ufffd𝟙"
		w := newWriter(link(t, s, rows))
		for _, c := range w.channels() {
			c.entries = w.newest(c.sanctions)
			if got, want := w.atom(&c), w.marshalled(&c); !bytes.Equal(got, want) {
				t.Errorf("%s is\n%s\nwant\n%s", c.path, got, want)
			}
			if got, want := w.jsonFeed(&c), w.marshalledJSON(&c); !bytes.Equal(got, want) {
				t.Errorf("%s is\n%s\nwant\n%s", c.json, got, want)
			}
		}
	}
}

// FuzzEscaped compares texts with those of encoding/xml, byte for byte.
func FuzzEscaped(f *testing.F) {
	for _, s := range []string{"", "梅园", "\x00\x1f\x7f\b\f\n\r\t\"'<&>", "\xff\xc0\xaf", "\ufffd\ufffe\uffff😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want bytes.Buffer
		if err := xml.EscapeText(&want, []byte(s)); err != nil {
			t.Fatal(err)
		}
		if got := appendEscaped(nil, s); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%q is written as %q, want %q", s, got, want.Bytes())
		}
	})
}
