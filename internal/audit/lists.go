package audit

import (
	"fmt"
	"slices"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// openLists tells once of every district, field and measure that no list knows. Such
// values are kept as written.
func (a *auditor) openLists() {
	l := lister{auditor: a, seen: map[place]int{}}
	districts := len(a.reg.Settings.Districts) > 0
	for _, x := range a.reg.Agencies {
		if districts {
			l.value("agencies", "district", &x.Origin, x.District, x.DistrictName)
		}
		for i, name := range x.FieldNames {
			l.value("agencies", "fields", &x.Origin, groupAt(x.Fields, i), name)
		}
	}
	for _, x := range a.reg.ProjectsAsRead() {
		if districts && x.DistrictName != "" {
			l.value("projects", "district", &x.Origin, x.District, x.DistrictName)
		}
		l.value("projects", "field", &x.Origin, x.Field, x.FieldName)
	}
	for _, x := range a.reg.Sanctions {
		for i, name := range x.MeasureNames {
			l.value("sanctions", "measures", &x.Origin, groupAt(x.Measures, i), name)
		}
	}
	l.report()
}

// lister counts unknown values and remembers the first place of each.
type lister struct {
	*auditor
	seen map[place]int // index in uses
	uses []use
}

// place is a value of an open list in a column.
type place struct{ table, column, value string }

type use struct {
	place
	count int
	first *register.Origin
}

func (l *lister) value(table, column string, o *register.Origin, g *register.Group, written string) {
	if g == nil || g.Known || written == "" {
		return
	}
	p := place{table, column, written}
	i, ok := l.seen[p]
	if !ok {
		i = len(l.uses)
		l.seen[p] = i
		l.uses = append(l.uses, use{place: p, first: o})
	}
	u := &l.uses[i]
	u.count++
	if o.File() < u.first.File() || o.File() == u.first.File() && o.Line() < u.first.Line() {
		u.first = o
	}
}

func (l *lister) report() {
	for _, u := range l.uses {
		t := schema.Lookup(u.table)
		l.at(t, u.first, u.column, u.value, finding.Notice, "open-list-value",
			finding.Text{
				ZH: fmt.Sprintf("“%s”的已知取值里没有它，照原样保留（共 %d 处）", t.Column(u.column).ZH, u.count),
				EN: fmt.Sprintf("no known value of %s; kept as written; occurrences: %d", u.column, u.count),
			},
			finding.DidYouMean(u.value, l.known(u.column), finding.Text{ZH: "确认没有写错", EN: "make sure that it is spelt right"}))
	}
}

// known lists what the portal knows of a column.
func (l *lister) known(column string) []string {
	var list []string
	codes := schema.Fields
	switch column {
	case "district":
		for _, d := range l.reg.Settings.Districts {
			list = append(list, d.Name)
		}
		return list
	case "measures":
		codes = schema.Measures
	}
	for _, c := range codes {
		list = append(list, c.ZH)
	}
	return slices.Clip(list)
}

func groupAt(list []*register.Group, i int) *register.Group {
	if i < len(list) {
		return list[i]
	}
	return nil
}
