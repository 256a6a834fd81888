package site

import (
	"html/template"
	"slices"
	"strconv"
)

// pathData is what the attribute d of a path holds.
type pathData []byte

// step appends a letter with its numbers, as in M12 30.
func (d *pathData) step(letter byte, numbers ...int) {
	b := append(*d, letter)
	for i, n := range numbers {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	*d = b
}

// drawing writes what lies in a figure as SVG. A template did so at first and took a
// quarter of the time of all pages of a town (BenchmarkRender): an agency has some forty
// bars and marks in each of two figures. Nothing but numbers and escaped texts is put in.
func (f *figure) drawing(lang string) template.HTML {
	b := make([]byte, 0, 160*(len(f.Bars)+len(f.Marks)+len(f.Texts)))
	number := func(before string, n int) {
		b = strconv.AppendInt(append(b, before...), int64(n), 10)
	}
	class := func(element, class string) {
		b = append(append(append(append(b, '<'), element...), ` class="`...), class...)
	}
	title := func(s string) {
		b = append(append(append(b, "<title"...), lang...), '>')
		b = append(append(b, template.HTMLEscapeString(s)...), "</title>"...)
	}
	for _, t := range f.Texts {
		class("text", t.Class)
		number(`" x="`, t.X)
		number(`" y="`, t.Y)
		b = append(append(append(b, `">`...), template.HTMLEscapeString(t.Text)...), "</text>\n"...)
	}
	if f.Bare {
		b = f.appendOutlines(b)
	}
	for _, r := range f.Bars {
		if f.Bare {
			break
		}
		class("rect", r.Class)
		number(`" x="`, r.X)
		number(`" y="`, r.Y)
		number(`" width="`, r.Width)
		number(`" height="`, r.Height)
		b = append(b, `">`...)
		title(r.Title)
		b = append(b, "</rect>\n"...)
	}
	for _, m := range f.Marks {
		class("use", m.Class)
		b = append(append(b, `" href="#shape-`...), m.Shape...)
		number(`" x="`, m.X)
		number(`" y="`, m.Y)
		if f.Bare {
			b = append(b, "\"/>\n"...)
			continue
		}
		b = append(b, `">`...)
		title(m.Title)
		b = append(b, "</use>\n"...)
	}
	return template.HTML(b)
}

// appendOutlines writes the bars of a bare drawing, those of a class as one path.
func (f *figure) appendOutlines(b []byte) []byte {
	var written []string
	for i, first := range f.Bars {
		if slices.Contains(written, first.Class) {
			continue
		}
		written = append(written, first.Class)
		d := pathData(append(append(append(b, `<path class="`...), first.Class...), `" d="`...))
		for _, r := range f.Bars[i:] {
			if r.Class == first.Class {
				d.step('M', r.X, r.Y)
				d.step('h', r.Width)
				d.step('v', r.Height)
				d.step('h', -r.Width)
				d = append(d, 'z')
			}
		}
		b = append(d, "\"/>\n"...)
	}
	return b
}
