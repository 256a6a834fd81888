// Package templates is the face of the built site: pages in html/template, styles,
// scripts in TypeScript and pictures, embedded in the program. A portal's own
// templates/ folder replaces these files one by one (see Over).
//
// In pages/, {{…}} is html/template and stands for something about a record;
// [[Name]] stands for the interface string Name of the page's language and is put
// in before the template is parsed, so that it costs nothing per page; [[lang]] is
// the attribute that marks data as Chinese where the page is not.
package templates

import "embed"

// Files holds the folders pages, styles, scripts and pictures.
//
//go:embed pages styles scripts pictures
var Files embed.FS
