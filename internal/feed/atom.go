package feed

import (
	"bytes"
	"encoding/xml"
	"time"
	"unicode/utf8"

	"gongshi/internal/day"
)

// The media types of the links in a feed.
const (
	typeHTML = "text/html"
	typeAtom = "application/atom+xml"
	typeJSON = "application/feed+json"
)

// atom writes a channel as Atom, one element to a line.
func (w *writer) atom(c *channel) []byte {
	name, address := w.author()
	b := make([]byte, 0, 1<<10+len(c.entries)<<10)
	b = append(b, xml.Header+`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="`+w.lang+`">`+"\n"...)
	b = appendElement(b, " ", "id", w.permanentID(c.path, c.path))
	b = appendElement(b, " ", "title", w.title(c))
	b = w.appendMoment(b, " ", "updated", c.date())
	b = append(b, " <author>\n"...)
	b = appendElement(b, "  ", "name", name)
	if address != "" {
		b = appendElement(b, "  ", "uri", address)
	}
	b = append(b, " </author>\n"...)
	b = appendLink(b, " ", "self", typeAtom, w.link(c.path, c.path))
	b = appendLink(b, " ", "alternate", typeHTML, w.link(c.path, c.home))
	if c.json != "" {
		b = appendLink(b, " ", "alternate", typeJSON, w.link(c.path, c.json))
	}
	b = append(b, " <generator>gongshi</generator>\n"...)
	for _, e := range c.entries {
		b = append(b, w.atomEntry(c, e)...)
	}
	return append(b, "</feed>\n"...)
}

// atomEntry is an entry as it stands in a feed. Where links are absolute, it is the same in
// all feeds that have it.
func (w *writer) atomEntry(c *channel, e *entry) []byte {
	if e.atom != nil {
		return e.atom
	}
	b := append(w.room[:0], " <entry>\n"...)
	b = appendElement(b, "  ", "id", e.id)
	b = appendElement(b, "  ", "title", e.title)
	b = appendLink(b, "  ", "alternate", typeHTML, w.link(c.path, e.path))
	if e.source != "" {
		b = appendLink(b, "  ", "via", "", e.source)
	}
	b = w.appendMoment(b, "  ", "published", e.published)
	b = w.appendMoment(b, "  ", "updated", e.updated)
	for _, t := range e.tags {
		b = appendEscaped(append(b, `  <category term="`...), t.term)
		b = appendEscaped(append(b, `" label="`...), t.label)
		b = append(b, "\"></category>\n"...)
	}
	b = appendElement(b, "  ", "summary", e.summary)
	b = append(b, " </entry>\n"...)
	if w.room = b; w.reg.Settings.BaseURL != "" {
		e.atom = bytes.Clone(b)
	}
	return b
}

func appendElement(b []byte, indent, name, text string) []byte {
	b = append(b, indent...)
	b = append(append(append(b, '<'), name...), '>')
	b = appendEscaped(b, text)
	return append(append(append(b, "</"...), name...), ">\n"...)
}

// appendMoment writes a day's first moment.
func (w *writer) appendMoment(b []byte, indent, name string, d day.Day) []byte {
	b = append(b, indent...)
	b = append(append(append(b, '<'), name...), '>')
	b = w.moment(d).AppendFormat(b, time.RFC3339)
	return append(append(append(b, "</"...), name...), ">\n"...)
}

// appendLink writes a link; one without a media type is said to have none.
func appendLink(b []byte, indent, rel, media, href string) []byte {
	b = append(append(append(b, indent...), `<link rel="`...), rel...)
	if media != "" {
		b = append(append(b, `" type="`...), media...)
	}
	b = appendEscaped(append(b, `" href="`...), href)
	return append(b, "\"></link>\n"...)
}

// appendEscaped writes a text with the same bytes as encoding/xml: U+FFFD stands for what
// XML cannot hold.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if escapes[c] == "" {
			i++
			continue
		}
		escape, size := escapes[c], 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); r != 0xfffe && r != 0xffff && (r != utf8.RuneError || size > 1) {
				i += size
				continue
			}
		}
		b = append(append(b, s[from:i]...), escape...)
		i += size
		from = i
	}
	return append(b, s[from:]...)
}

// escapes says of a byte what stands for it; beyond ASCII, what stands for the character that
// begins with it where XML cannot hold that.
var escapes = func() (list [256]string) {
	for c := range list {
		if c < ' ' || c >= utf8.RuneSelf {
			list[c] = "\uFFFD"
		}
	}
	list['"'], list['\''], list['&'], list['<'], list['>'] = "&#34;", "&#39;", "&amp;", "&lt;", "&gt;"
	list['\t'], list['\n'], list['\r'] = "&#x9;", "&#xA;", "&#xD;"
	return list
}()
