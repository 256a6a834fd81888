package site

import (
	"bytes"
	"fmt"
	"html/template"

	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/tree"
)

// movedPage stands at an address whose record has another one now. It needs no script
// and no style, so that it never changes with the site's face.
var movedPage = template.Must(template.New("moved").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta http-equiv="refresh" content="0; url={{.To}}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="{{.Canonical}}">
<title>{{.Title}}</title>
</head>
<body><main><h1>{{.Title}}</h1><p><a href="{{.To}}">{{.Link}}</a></p></main></body>
</html>
`))

// Moved makes the pages that lead from old addresses to new ones.
func Moved(r *register.Register, emit tree.Emit) error {
	for _, lang := range r.Settings.Languages {
		at := route.For(r.Settings, lang)
		title, link := "地址已更换", "前往新地址"
		switch lang {
		case portal.English:
			title, link = "This address has changed", "Go to the new address"
		case portal.Traditional:
			title, link = "地址已更換", "前往新地址"
		}
		for _, d := range r.Redirects {
			from, to := pageOf(at, d.Table, d.OldSlug), now(r, at, d)
			var page bytes.Buffer
			err := movedPage.Execute(&page, struct{ Lang, Title, Link, To, Canonical string }{
				lang, title, link, route.Rel(from, to), canonical(r.Settings, from, to),
			})
			if err != nil {
				return fmt.Errorf("the page of the old key %q: %w", d.OldKey, err)
			}
			if err := emit(tree.File{Path: from, Body: page.Bytes()}); err != nil {
				return err
			}
		}
	}
	return nil
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
