package site

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
)

// drawing writes what lies in a figure as SVG. A template did so at first and took a
// quarter of the time of all pages of a town (BenchmarkRender): an agency has some forty
// bars and marks in each of two figures. Nothing but numbers and escaped texts is put in.
func (f *figure) drawing(lang string) template.HTML {
	var b strings.Builder
	b.Grow(160 * (len(f.Bars) + len(f.Marks) + len(f.Texts)))
	number := func(before string, n int) {
		b.WriteString(before)
		b.WriteString(strconv.Itoa(n))
	}
	title := func(s string) {
		if f.Bare {
			return
		}
		b.WriteString("<title" + lang + ">")
		b.WriteString(template.HTMLEscapeString(s))
		b.WriteString("</title>")
	}
	for _, t := range f.Texts {
		b.WriteString(`<text class="` + t.Class)
		number(`" x="`, t.X)
		number(`" y="`, t.Y)
		b.WriteString(`">` + template.HTMLEscapeString(t.Text) + "</text>\n")
	}
	if f.Bare {
		f.outlines(&b)
	}
	for _, r := range f.Bars {
		if f.Bare {
			break
		}
		b.WriteString(`<rect class="` + r.Class)
		number(`" x="`, r.X)
		number(`" y="`, r.Y)
		number(`" width="`, r.Width)
		number(`" height="`, r.Height)
		b.WriteString(`">`)
		title(r.Title)
		b.WriteString("</rect>\n")
	}
	for _, m := range f.Marks {
		b.WriteString(`<use class="` + m.Class + `" href="#shape-` + m.Shape)
		number(`" x="`, m.X)
		number(`" y="`, m.Y)
		if f.Bare {
			b.WriteString("\"/>\n")
			continue
		}
		b.WriteString(`">`)
		title(m.Title)
		b.WriteString("</use>\n")
	}
	return template.HTML(b.String())
}

// outlines writes the bars of a bare drawing, those of a class as one path.
func (f *figure) outlines(b *strings.Builder) {
	var classes []string
	paths := map[string]*strings.Builder{}
	for _, r := range f.Bars {
		path := paths[r.Class]
		if path == nil {
			path = &strings.Builder{}
			classes, paths[r.Class] = append(classes, r.Class), path
		}
		fmt.Fprintf(path, "M%d %dh%dv%dh%dz", r.X, r.Y, r.Width, r.Height, -r.Width)
	}
	for _, c := range classes {
		b.WriteString(`<path class="` + c + `" d="` + paths[c].String() + "\"/>\n")
	}
}
