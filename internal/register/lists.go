package register

import "gongshi/internal/slug"

// openLists are the open lists whose values have a page, as addresses and data/redirects.csv call
// them, and the Chinese names of their columns.
var openLists = []struct{ name, zh string }{
	{"districts", "所在区"}, {"fields", "服务领域"}, {"purchasers", "购买主体"}, {"authorities", "作出机关"}, {"measures", "种类"},
}

// Lists are the open lists whose values have a page and may be redirected: districts, fields and
// so on.
func Lists() []string {
	var names []string
	for _, l := range openLists {
		names = append(names, l.name)
	}
	return names
}

// ListOf is the open list that a name stands for, in English or as its column is called in
// Chinese; empty: none.
func ListOf(name string) string {
	for _, l := range openLists {
		if name == l.name || name == l.zh {
			return l.name
		}
	}
	return ""
}

// of is the group of a value in an open list.
func (g *groups) of(list, value string) *Group {
	switch list {
	case "districts":
		return g.district(value)
	case "fields":
		return g.field(value)
	case "measures":
		return g.measure(value)
	case "authorities":
		return g.authority(value)
	}
	return g.purchaser(value)
}

// all are the groups of an open list by their keys.
func (g *groups) all(list string) map[string]*Group {
	return map[string]map[string]*Group{
		"districts": g.districts, "fields": g.fields, "purchasers": g.purchasers, "authorities": g.authorities, "measures": g.measures,
	}[list]
}

// slugOf is the slug of a key in data/redirects.csv: of a value of an open list, or of a record.
func (l *linker) slugOf(table, key string) string {
	if ListOf(table) == "" {
		return slug.Of(key)
	}
	apart := newGroups(l.groups.settings) // a value that nothing has makes no group
	return apart.of(table, key).Slug
}

// asleep are the values of authorities and measures that only sanctions without a page have: they
// have a page again, or lost theirs, without any change of the data.
func (l *linker) asleep() map[address]bool {
	values := map[address]bool{}
	for _, s := range l.reg.AllSanctions() {
		values[address{"authorities", l.slugOf("authorities", s.AuthorityName)}] = true
		for _, m := range s.MeasureNames {
			values[address{"measures", l.slugOf("measures", m)}] = true
		}
	}
	return values
}
