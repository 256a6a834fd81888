package site

import (
	"html/template"
	"strings"

	"gongshi/internal/stencil"
)

// Labels are most of what pages are made of, and a template takes most of its time to find
// out what to do. So each kind of label is rendered once by its template, with marks in the
// places of text and address, and is put together from the pieces from then on. A portal's
// own template is followed all the same.

// The marks; no template has them, and escaping leaves them as they are.
const (
	textMark = "gongshiTextMark"
	hrefMark = "gongshiHrefMark"
	probe    = "\x00 <a href='b'> \"c\" & d+e=`f`"
)

// labelKind is a label without its text and address.
type labelKind struct {
	label
	link bool
}

// labelForm is what stands before the address, between it and the text, and after it.
// Where they are not known, the template renders each label.
type labelForm struct {
	before, between, after string
	known                  bool
}

// label renders a label.
func (e *edition) label(l label) template.HTML {
	var room [labelRoom]byte
	return template.HTML(e.appendLabel(room[:0], l))
}

// labelRoom is how many bytes of labels need no memory of their own before they are text.
const labelRoom = 512

func (e *edition) appendLabel(dst []byte, l label) []byte {
	if l == (label{Text: l.Text}) {
		return append(dst, template.HTMLEscapeString(l.Text)...)
	}
	if l.Text == "" {
		return dst
	}
	kind := labelKind{l, l.Href != ""}
	kind.Text, kind.Href = "", ""
	f := e.labelForm(kind)
	if !f.known || !simple(l.Href) {
		return append(dst, e.fragment("label", l)...)
	}
	return f.append(dst, l.Text, l.Href)
}

// append puts text and address into the form.
func (f *labelForm) append(dst []byte, text, href string) []byte {
	dst = append(append(append(dst, f.before...), href...), f.between...)
	return append(stencil.AppendText(dst, text), f.after...)
}

// labelForm takes apart what the template makes of a kind of label.
func (e *edition) labelForm(kind labelKind) *labelForm {
	if kind.Tone == "" {
		if f := e.toneless[kind.bits()].Load(); f != nil {
			return f
		}
	} else if f, ready := e.labels.Load(kind); ready {
		return f.(*labelForm)
	}
	l := kind.label
	l.Text = textMark
	if kind.link {
		l.Href = hrefMark
	}
	f := takenApart(string(e.fragment("label", l)), kind.link)
	if f.known { // the text might stand in an attribute, where it is escaped in another way
		l.Text = probe
		f.known = string(f.append(nil, probe, l.Href)) == string(e.fragment("label", l))
	}
	if kind.Tone == "" {
		e.toneless[kind.bits()].Store(&f)
	} else {
		e.labels.Store(kind, &f)
	}
	return &f
}

// bits numbers the kinds without a tone, which are most.
func (k labelKind) bits() (n int) {
	for i, on := range [...]bool{k.Data, k.Strong, k.Keep, k.External, k.Gloss, k.link} {
		if on {
			n |= 1 << i
		}
	}
	return n
}

func takenApart(made string, link bool) (f labelForm) {
	f.known = true
	if link {
		f.before, made, f.known = strings.Cut(made, hrefMark)
	}
	if f.known {
		f.between, f.after, f.known = strings.Cut(made, textMark)
	}
	rest := f.before + f.between + f.after
	f.known = f.known && !strings.Contains(rest, textMark) && !strings.Contains(rest, hrefMark)
	return f
}

// simple says that an address stands in an attribute as it is, and leads to a page of the
// site: it has none of the characters that html/template would escape, normalise or refuse.
func simple(href string) bool {
	for i := range len(href) {
		switch c := href[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', 'A' <= c && c <= 'Z':
		case c == '/', c == '.', c == '-', c == '_', c == '#':
		default:
			return false
		}
	}
	return true
}
