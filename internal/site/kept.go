package site

import (
	"html/template"
	"strings"
	"sync/atomic"

	"gongshi/internal/register"
	"gongshi/internal/route"
)

// mostKept is how many records there are at most where their rows are kept. A row takes half
// a kilobyte and stands on five pages or so; to render it each time takes a tenth longer.
const mostKept = 500_000

// kept holds what is rendered once for each record, when it is first asked for. Pages are
// made side by side: two of them may make the same thing at once, and one of the two stays.
type kept[R comparable, T any] struct {
	at   map[R]int
	made []atomic.Pointer[T]
}

// keptOf makes room for a thing each of the records. Of others nothing is kept.
func keptOf[T any, R comparable](records []R) kept[R, T] {
	k := kept[R, T]{make(map[R]int, len(records)), make([]atomic.Pointer[T], len(records))}
	for i, r := range records {
		k.at[r] = i
	}
	return k
}

func (k *kept[R, T]) of(record R, make func(R) T) *T {
	i, known := k.at[record]
	if !known {
		v := make(record)
		return &v
	}
	if v := k.made[i].Load(); v != nil {
		return v
	}
	v := make(record)
	k.made[i].Store(&v)
	return &v
}

// keptRows is the rows of the three lists, and the links that stand in most rows.
type keptRows struct {
	agencies   kept[*register.Agency, template.HTML]
	projects   kept[*register.Project, partedRow]
	sanctions  kept[*register.Sanction, template.HTML]
	compared   kept[*register.Agency, comparisonRow] // each stands in its district's and in its size's comparison
	names      kept[*register.Agency, agencyLinks]
	purchasers kept[*register.Group, template.HTML]
}

func keptRowsOf(reg *register.Register, most int) keptRows {
	k := keptRows{
		names:      keptOf[agencyLinks](reg.Agencies),
		purchasers: keptOf[template.HTML](reg.Purchasers),
	}
	if len(reg.Agencies)+len(reg.Projects)+len(reg.Sanctions) <= most {
		k.agencies = keptOf[template.HTML](reg.Agencies)
		k.projects = keptOf[partedRow](reg.Projects)
		k.sanctions = keptOf[template.HTML](reg.Sanctions)
		k.compared = keptOf[comparisonRow](reg.Agencies)
	}
	return k
}

// agencyLinks is an agency and its district as links; the district may be empty.
type agencyLinks struct{ Name, District template.HTML }

// agencyLinks links to an agency and its district from a page in a folder of its own kind.
// All of these are one deep, so that the links are the same in all of them.
func (e *edition) agencyLinks(a *register.Agency) *agencyLinks {
	return e.kept.names.of(a, e.makeAgencyLinks)
}

func (e *edition) makeAgencyLinks(a *register.Agency) agencyLinks {
	p := e.inFolder()
	return agencyLinks{p.label(p.agency(a)), p.label(p.group(route.Districts, a.District))}
}

// purchaserLink links to a purchaser in the same way; nothing where there is none.
func (e *edition) purchaserLink(g *register.Group) template.HTML {
	if g == nil {
		return ""
	}
	return *e.kept.purchasers.of(g, func(g *register.Group) template.HTML {
		p := e.inFolder()
		return p.label(p.group(route.Purchasers, g))
	})
}

// inFolder stands for every page one folder deep.
func (e *edition) inFolder() page {
	return page{e, page{e, e.route.Agencies(1)}.place()}
}

// cellMark stands on both sides of the cells that some tables leave out. Data cannot hold
// it, since it is escaped.
const cellMark template.HTML = "<!--cell-->"

// partedRow is a row in which two cells can be left out: first the agency's, then the
// purchaser's.
type partedRow struct {
	whole  template.HTML
	ends   [4]int // where the parts before, of, between and of the two cells end
	parted bool   // they are known
}

// parted takes the marks out of a row. Where they are not those of two cells, as in a
// portal's own template, the parts are not known.
func parted(row template.HTML) partedRow {
	parts := strings.Split(string(row), string(cellMark))
	r := partedRow{whole: template.HTML(strings.Join(parts, "")), parted: len(parts) == len(partedRow{}.ends)+1}
	if r.parted {
		end := 0
		for i := range r.ends {
			end += len(parts[i])
			r.ends[i] = end
		}
	}
	return r
}

// with is the row with the cells that a table shows.
func (r *partedRow) with(agency, purchaser bool) template.HTML {
	at := r.ends
	switch {
	case agency && purchaser:
		return r.whole
	case agency:
		return r.whole[:at[2]] + r.whole[at[3]:]
	case purchaser:
		return r.whole[:at[0]] + r.whole[at[1]:]
	}
	return r.whole[:at[0]] + r.whole[at[1]:at[2]] + r.whole[at[3]:]
}
