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
