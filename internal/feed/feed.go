// Package feed turns the sanctions of the register into feeds, so that a reader
// learns of a new sanction, or of one that was ended or appealed, without visiting
// the site: for the whole portal, for each authority, district and measure, and for
// each agency. What the cross-checks found has feeds of its own (Findings).
//
// Standards: Atom 1.0 (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287) and JSON
// Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Left out are sanctions that may
// not be shown, and any other news.
package feed

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// MaxEntries is how many sanctions a feed holds: the newest ones.
const MaxEntries = 100

// Write makes the feeds of a register in the portal's first language. The date of a
// feed is that of its newest entry. Each feed is a unit; it fails only where once does.
func Write(reg *register.Register, once tree.Once) error {
	w := newWriter(reg)
	for _, c := range w.channels() {
		if c.entries = w.newest(c.sanctions); len(c.entries) == 0 {
			c.quiet = w.quiet(c.agencies...)
		}
		if err := w.write(&c, once); err != nil {
			return err
		}
	}
	return nil
}

// write makes a feed in the forms that it has.
func (w *writer) write(c *channel, once tree.Once) error {
	_, err := once(c.path, w.key(c), func(emit tree.Emit) ([]byte, error) {
		if err := emit(tree.File{Path: c.path, Body: w.atom(c)}); err != nil || c.json == "" {
			return nil, err
		}
		return nil, emit(tree.File{Path: c.json, Body: w.jsonFeed(c)})
	})
	return err
}

// key stands for all that a feed tells.
func (w *writer) key(c *channel) tree.Key {
	var s tree.Sum
	name, address := w.author()
	s.Text(c.path, c.json, c.home, w.title(c), w.stamp(c.date()), name, address, w.lang, w.reg.Settings.BaseURL)
	if zone := w.reg.Settings.Zone; zone != nil {
		s.Text(zone.String())
	}
	for _, e := range c.entries {
		s.Keys(e.key)
	}
	return s.Key()
}

// writer holds what the feeds of a register have in common.
type writer struct {
	reg     *register.Register
	lang    string
	site    route.Site
	entries map[*register.Sanction]*entry
	room    []byte // of an entry that is being written
}

func newWriter(reg *register.Register) *writer {
	w := &writer{reg: reg, lang: portal.Chinese, entries: make(map[*register.Sanction]*entry, len(reg.Sanctions))}
	first := portal.Chinese
	if len(reg.Settings.Languages) > 0 {
		first = reg.Settings.Languages[0]
	}
	w.site = route.For(reg.Settings, first)
	if first == portal.English {
		w.lang = portal.English
	}
	for _, s := range reg.Sanctions {
		w.entries[s] = w.entry(s)
	}
	return w
}

// channel is one feed.
type channel struct {
	path      string // of the Atom feed
	json      string // of the JSON Feed; empty: none
	title     string // empty: it is named by the portal and about
	about     string // what the feed is about; empty: the whole portal
	home      string // the page that shows the same, as far as there is one
	sanctions []*register.Sanction
	agencies  []*register.Agency // whom the feed is about
	entries   []*entry
	quiet     day.Day // the feed's date where it has no entry
}

// channels lists the feeds in the order in which they are written.
func (w *writer) channels() []channel {
	reg := w.reg
	all := w.site.Sanctions(1)
	list := []channel{{
		path: route.AtomFeed, json: route.JSONFeed, home: all, sanctions: reg.Sanctions, agencies: reg.Agencies,
	}}
	group := func(t route.Topic, g *register.Group, home string) {
		at := []*register.Group{g}
		for _, d := range reg.Redirects { // a feed reader follows no page that leads on
			if d.Table == string(t) && d.NewSlug == g.Slug {
				at = append(at, &register.Group{Slug: d.OldSlug})
			}
		}
		for _, a := range at {
			list = append(list, channel{
				path: route.GroupFeed(t, a, "xml"), json: route.GroupFeed(t, a, "json"),
				about: g.In(w.lang), home: home, sanctions: g.Sanctions, agencies: g.Agencies,
			})
		}
	}
	for _, g := range reg.Authorities {
		group(route.ByAuthority, g, w.site.Group(route.Authorities, g, 1))
	}
	for _, g := range reg.Districts {
		group(route.ByDistrict, g, w.site.Group(route.Districts, g, 1))
	}
	for _, g := range reg.Measures {
		group(route.ByMeasure, g, w.site.Group(route.Measures, g, 1))
	}
	for i, a := range reg.Agencies {
		list = append(list, channel{
			path: route.AgencyFeed(a), about: a.Name, home: w.site.Agency(a), sanctions: a.Sanctions, agencies: reg.Agencies[i : i+1],
		})
	}
	return list
}

// quiet is the date of a feed without entries: the newest day up to the register's
// on which anything about the agencies happened, else the register's. Were it always
// the register's, the feed of every agency without a sanction would be another file
// every day.
func (w *writer) quiet(agencies ...*register.Agency) day.Day {
	var newest day.Day
	add := func(d day.Day) { newest = w.later(newest, d) }
	for _, a := range agencies {
		add(a.FoundedOn)
		for _, p := range a.Pay {
			add(p.PublishedOn)
		}
		for _, p := range a.Projects {
			add(p.StartsOn)
			for _, e := range p.Evaluations {
				add(e.DecidedOn)
			}
		}
		if a.Policy != nil {
			add(a.Policy.PublishedOn)
		}
	}
	if newest.IsZero() {
		return w.reg.AsOf
	}
	return newest
}

// later is d where that is later than what is known and not after the register's day.
func (w *writer) later(known, d day.Day) day.Day {
	if d.After(known) && !d.After(w.reg.AsOf) {
		return d
	}
	return known
}

// newest picks the entries that changed last, newest first; entries of one day stay
// in the register's order.
func (w *writer) newest(sanctions []*register.Sanction) []*entry {
	list := make([]*entry, len(sanctions))
	for i, s := range sanctions {
		list[i] = w.entries[s]
	}
	slices.SortStableFunc(list, func(a, b *entry) int { return b.updated.Compare(a.updated) })
	return list[:min(len(list), MaxEntries)]
}

// date is a feed's date.
func (c *channel) date() day.Day {
	if len(c.entries) == 0 {
		return c.quiet
	}
	return c.entries[0].updated
}

// title names a feed by the portal and what the feed is about.
func (w *writer) title(c *channel) string {
	s := w.reg.Settings
	if c.title != "" {
		return c.title
	}
	if w.lang == portal.English {
		name := cmp.Or(s.TitleEN, s.Title) + ": sanctions"
		if c.about != "" {
			name += ", " + c.about
		}
		return name
	}
	if c.about != "" {
		return s.Title + " · 惩戒 · " + c.about
	}
	return s.Title + " · 惩戒"
}

// link is the address of a path as a feed gives it: absolute where the portal has a
// base_url, else relative to the feed.
func (w *writer) link(feed, path string) string {
	if w.reg.Settings.BaseURL != "" {
		return route.Absolute(w.reg.Settings, path)
	}
	return route.Rel(feed, path)
}

// author is who publishes the feed.
func (w *writer) author() (name, address string) {
	s := w.reg.Settings
	if s.Operator.Name != "" {
		return s.Operator.Name, s.Operator.URL
	}
	if w.lang == portal.English && s.TitleEN != "" {
		return s.TitleEN, s.BaseURL
	}
	return s.Title, s.BaseURL
}
