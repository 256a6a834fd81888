package site

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"

	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// movedPage stands at an address whose record or list has another one now, or was withdrawn: then
// nothing in it tells what stood there. It needs no script and no style, so that it never
// changes with the site's face.
var movedPage = template.Must(template.New("moved").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
{{if .Canonical}}<meta http-equiv="refresh" content="0; url={{.To}}">
{{end}}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
{{if .Canonical}}<link rel="canonical" href="{{.Canonical}}">
{{end}}<title>{{.Title}}</title>
</head>
<body><main><h1>{{.Title}}</h1><p><a href="{{.To}}">{{.Link}}</a></p></main></body>
</html>
`))

// movedView is what movedPage shows.
type movedView struct {
	Lang, Title, Link, To string
	Canonical             string // the address that stands in its place; empty: none does
}

// Moved makes the pages that stand at old addresses: they lead to the new ones, or say that
// the record was withdrawn.
func Moved(r *register.Register, emit tree.Emit) error {
	for _, lang := range r.Settings.Languages {
		at := route.For(r.Settings, lang)
		for _, d := range r.Redirects {
			for _, m := range movesOf(r, at, d) {
				view := withdrawn(lang, m.from, at)
				if m.to != "" {
					view = leading(r.Settings, lang, m.from, m.to)
				}
				var page bytes.Buffer
				if err := movedPage.Execute(&page, view); err != nil {
					return fmt.Errorf("the page of the old key %q: %w", d.OldKey, err)
				}
				if err := emit(tree.File{Path: m.from, Body: page.Bytes()}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// move is an old page and what stands in its place; to is empty where nothing does.
type move struct{ from, to string }

// movesOf are the pages of a language that a redirect is about. The value of an open list has more
// than one: the comparison of a district's agencies, and an authority's sections where pages are
// folded. The old ones may never have been there; then nobody asks for them.
func movesOf(r *register.Register, at route.Site, d register.Redirect) []move {
	kind := route.Kind(d.Table)
	groups := map[route.Kind][]*register.Group{
		route.Districts: r.Districts, route.Fields: r.Fields, route.Purchasers: r.Purchasers, route.Authorities: r.Authorities, route.Measures: r.Measures,
	}[kind]
	i := slices.IndexFunc(groups, func(g *register.Group) bool { return g.Slug == d.NewSlug })
	switch {
	case register.ListOf(d.Table) != "" && i < 0:
		return nil // Link has dropped what leads nowhere
	case register.ListOf(d.Table) != "":
		old, g := &register.Group{Slug: d.OldSlug}, groups[i]
		list := []move{{at.Group(kind, old, 1), at.Group(kind, g, 1)}}
		if kind == route.Districts && len(g.Agencies) > 0 {
			list = append(list, move{at.CompareDistrict(old, 1), at.CompareDistrict(g, 1)})
		}
		if kind == route.Authorities && r.Settings.Folded() && len(outsiders(g)) > 0 {
			list = append(list, move{at.SanctionsBy(old), at.SanctionsBy(g)})
		}
		return list
	case d.Withdrawn():
		return []move{{from: pageOf(at, d.Table, d.OldSlug)}}
	}
	return []move{{pageOf(at, d.Table, d.OldSlug), now(r, at, d)}}
}

// leading leads from an old address to the one in its place.
func leading(s *portal.Settings, lang, from, to string) movedView {
	v := movedView{lang, "地址已更换", "前往新地址", route.Rel(from, to), canonical(s, from, to)}
	if lang == portal.English {
		v.Title, v.Link = "This address has changed", "Go to the new address"
	}
	return v
}

// withdrawn says that what stood at an address was withdrawn.
func withdrawn(lang, from string, at route.Site) movedView {
	v := movedView{Lang: lang, Title: "此处的记录已经撤回，不再公示", Link: "前往首页", To: route.Rel(from, at.Home())}
	switch lang {
	case portal.English:
		v.Title, v.Link = "What stood here was withdrawn and is no longer published", "Go to the first page"
	case portal.Traditional:
		v.Title, v.Link = "此處的記錄已經撤回，不再公示", "前往首頁"
	}
	return v
}

// now is where the record of a redirect is shown.
func now(r *register.Register, at route.Site, d register.Redirect) string {
	if r.Settings.Folded() {
		for _, p := range r.Projects {
			if d.Table == "projects" && p.Slug == d.NewSlug {
				return at.Project(p)
			}
		}
		for _, s := range r.Sanctions {
			if d.Table == "sanctions" && s.Slug == d.NewSlug {
				return at.Sanction(s)
			}
		}
	}
	return pageOf(at, d.Table, d.NewSlug)
}

// canonical is the permanent address; without a base_url, the link from the old one.
func canonical(s *portal.Settings, from, to string) string {
	if s.BaseURL == "" {
		return route.Rel(from, to)
	}
	return route.Absolute(s, to)
}

// pageOf is the page of a record that has one of its own; intake lets no other table through.
func pageOf(at route.Site, table, slug string) string {
	switch table {
	case "agencies":
		return at.Agency(&register.Agency{Slug: slug})
	case "projects":
		return at.ProjectPage(slug)
	}
	return at.SanctionPage(slug)
}
