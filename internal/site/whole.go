package site

import (
	"html/template"
	"net/url"

	"gongshi/internal/route"
)

// A table that stands on its page as a whole can be sorted there. One that goes over several
// pages cannot, since its order would be that of a part: from such a page a link leads to the
// same records in a list that is filtered and sorted over all its pages.

// sorts is the script of tables for pages whose tables go over so many pages.
func (e *edition) sorts(pages int) []string {
	if pages > 1 {
		return nil
	}
	return []string{e.opts.Assets.Table}
}

// facetOf is the facets that divide lists by kinds of groups.
var facetOf = map[route.Kind]string{route.Districts: "district", route.Fields: "field", route.Purchasers: "purchaser"}

// wholeLists leads to the records that have a value of a facet, in each list that has any:
// to the list where it offers the facet, else to the search.
func (p page) wholeLists(facet, value string) []template.HTML {
	var list []template.HTML
	for _, s := range []section{inAgencies, inProjects, inSanctions} {
		for _, f := range p.facets[s] {
			for _, v := range f.values {
				if f.id != facet || v.id != value {
					continue
				}
				l, all, _ := listOf(p, s)
				address := "?"
				if !f.offered || len(f.values) > mostValues || all > p.opts.MostRows {
					l.Href, address = p.to(p.route.Search()), "?table="+folders[s]+"&"
				}
				l.Href += address + facet + "=" + url.QueryEscape(value)
				list = append(list, p.label(l))
			}
		}
	}
	return list
}
