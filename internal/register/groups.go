package register

import (
	"cmp"
	"slices"
	"strings"

	"gongshi/internal/portal"
	"gongshi/internal/schema"
	"gongshi/internal/slug"
)

// groups collects the values of the open lists while rows are linked.
type groups struct {
	settings                                             *portal.Settings
	districts, fields, purchasers, authorities, measures map[string]*Group
}

func newGroups(s *portal.Settings) groups {
	return groups{
		settings:  s,
		districts: map[string]*Group{}, fields: map[string]*Group{}, purchasers: map[string]*Group{},
		authorities: map[string]*Group{}, measures: map[string]*Group{},
	}
}

func (g *Group) addAgency(a *Agency) {
	if g != nil {
		g.Agencies = append(g.Agencies, a)
	}
}

// district is the group of a district's name or code; nil where none is given.
func (g *groups) district(written string) *Group {
	if written == "" {
		return nil
	}
	for _, d := range g.settings.Districts {
		if d.Name == written || d.Code == written || d.NameEN != "" && d.NameEN == written {
			return group(g.districts, d.Name, func(n *Group) {
				n.Code, n.Name, n.NameEN, n.Known = d.Code, d.Name, cmp.Or(d.NameEN, d.Name), true
				n.Slug = slug.Of(cmp.Or(d.Code, d.Name))
			})
		}
	}
	return group(g.districts, written, nil)
}

func (g *groups) field(written string) *Group { return coded(g.fields, schema.Fields, written) }

func (g *groups) measure(written string) *Group { return coded(g.measures, schema.Measures, written) }

func (g *groups) purchaser(written string) *Group { return group(g.purchasers, written, nil) }

func (g *groups) authority(written string) *Group { return group(g.authorities, written, nil) }

// coded is the group of a value of an open list some of whose values are known.
func coded(in map[string]*Group, list []schema.Code, written string) *Group {
	c, ok := schema.Find(list, written)
	if !ok {
		return group(in, written, nil)
	}
	return group(in, c.ZH, func(n *Group) {
		n.Code, n.Slug, n.Name, n.NameEN, n.Known = c.ID, c.ID, c.ZH, c.EN, true
	})
}

func group(in map[string]*Group, key string, know func(*Group)) *Group {
	if g := in[key]; g != nil {
		return g
	}
	g := &Group{Key: key, Name: key, NameEN: key, Slug: groupSlug(key)}
	if know != nil {
		know(g)
	}
	in[key] = g
	return g
}

// groupSlug is the slug of a group that no list knows. Where a record's slug would only
// be the key in lower case, or the name of a list's page, it carries a hash: two groups
// may differ in case alone, and what they are called is not ours to refuse.
func groupSlug(key string) string {
	s := slug.Of(key)
	if s != key && strings.EqualFold(s, key) || slug.Listing(s) {
		return slug.Of(key, "")
	}
	return s
}

// sorted returns the lists in the order in which they are shown; what belongs to
// a group is in the register's order, projects by projectsInOrder.
func (g *groups) sorted() (districts, fields, purchasers, authorities, measures []*Group) {
	place := func(list []schema.Code, n *Group) int {
		if i := slices.IndexFunc(list, func(c schema.Code) bool { return c.ID == n.Code }); i >= 0 {
			return i
		}
		return len(list)
	}
	districtPlace := func(n *Group) int {
		for i, d := range g.settings.Districts {
			if d.Name == n.Key {
				return cmp.Or(d.Order, i+1)
			}
		}
		return len(g.settings.Districts) + 1_000_000
	}
	byName := func(*Group) int { return 0 }
	return values(g.districts, districtPlace),
		values(g.fields, func(n *Group) int { return place(schema.Fields, n) }),
		values(g.purchasers, byName), values(g.authorities, byName),
		values(g.measures, func(n *Group) int { return place(schema.Measures, n) })
}

func values(in map[string]*Group, place func(*Group) int) []*Group {
	list := make([]*Group, 0, len(in))
	for _, g := range in {
		slices.SortFunc(g.Agencies, compareAgencies)
		g.Agencies = slices.Compact(g.Agencies)
		slices.SortFunc(g.Sanctions, compareSanctions)
		g.Sanctions = slices.Compact(g.Sanctions)
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *Group) int { return cmp.Or(place(a)-place(b), cmp.Compare(a.Key, b.Key)) })
	return list
}
