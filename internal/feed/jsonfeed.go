package feed

import (
	"bytes"
	"encoding/json"
)

// jsonVersion is the version of the standard, which names itself by an address.
const jsonVersion = "https://jsonfeed.org/version/1.1"

// The objects of JSON Feed that we use, in the order in which they are written.
type (
	jsonFeed struct {
		Version  string       `json:"version"`
		Title    string       `json:"title"`
		Home     string       `json:"home_page_url"`
		Feed     string       `json:"feed_url"`
		Language string       `json:"language"`
		Authors  []jsonAuthor `json:"authors"`
		Items    []jsonItem   `json:"items"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	jsonItem struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		External  string   `json:"external_url,omitempty"`
		Title     string   `json:"title"`
		Text      string   `json:"content_text"`
		Published string   `json:"date_published"`
		Modified  string   `json:"date_modified"`
		Tags      []string `json:"tags"`
	}
)

// jsonFeed writes a channel as JSON Feed, which has no date of its own.
func (w *writer) jsonFeed(c *channel) []byte {
	name, address := w.author()
	b := append(indented("", jsonFeed{
		Version: jsonVersion, Title: w.title(c), Home: w.link(c.json, c.home), Feed: w.link(c.json, c.json),
		Language: w.lang, Authors: []jsonAuthor{{name, address}}, Items: []jsonItem{},
	}), '\n')
	if len(c.entries) == 0 {
		return b
	}
	b = bytes.TrimSuffix(b, []byte("]\n}\n"))
	for i, e := range c.entries {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, "\n  "...), w.jsonItem(c, e)...)
	}
	return append(b, "\n ]\n}\n"...)
}

// jsonItem is an entry as it stands in a feed. Where links are absolute, it is the same in
// all feeds that have it: the portal's, its authority's, district's and measures'.
func (w *writer) jsonItem(c *channel, e *entry) []byte {
	if e.item != nil {
		return e.item
	}
	item := jsonItem{
		ID: e.id, URL: w.link(c.json, e.path), External: e.source, Title: e.title, Text: e.summary,
		Published: w.stamp(e.published), Modified: w.stamp(e.updated),
	}
	for _, t := range e.tags {
		item.Tags = append(item.Tags, t.label)
	}
	b := indented("  ", item)
	if w.reg.Settings.BaseURL != "" {
		e.item = b
	}
	return b
}

// indented is a value as JSON, with a prefix in front of all lines but the first.
func indented(prefix string, v any) []byte {
	b, err := json.MarshalIndent(v, prefix, " ")
	if err != nil {
		panic(err) // cannot happen: strings only
	}
	return b
}
