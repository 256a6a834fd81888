package site

import (
	"html/template"
	"strings"
	"sync/atomic"

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
	tailMark = "（gTailMark）"
	probe    = "\x00 <a href='b'> \"c\" & d+e=`f`"
	tailEnd  = "（<\"&'+>）"
)

// labelForm is what stands before the address, between it and the text, and after it.
// Where they are not known, the template renders each label.
type labelForm struct {
	before, between, after string
	known                  bool
	toTail, afterTail      string // in the place of after: what stands around the tail of a name
	tails                  bool   // they are known
}

// label renders a label.
func (e *edition) label(l label) template.HTML {
	var room [labelRoom]byte
	return template.HTML(e.appendLabel(room[:0], l))
}

// labelRoom is how many bytes of labels need no memory of their own before they are text.
const labelRoom = 512

func (e *edition) appendLabel(dst []byte, l label) []byte {
	if l.bare() {
		return append(dst, template.HTMLEscapeString(l.Text)...)
	}
	if l.Text == "" {
		return dst
	}
	f := e.labelForm(l)
	href, ok := simple(l.Href)
	tail := ""
	if l.Data {
		tail = l.Tail()
	}
	if !f.known || !ok || tail != "" && !f.tails {
		return append(dst, e.fragment("label", l)...)
	}
	return f.append(dst, l.Text, tail, href)
}

// bare says that a label is nothing but text.
func (l *label) bare() bool {
	return l.Href == "" && l.Tone == "" && !l.Data && !l.Strong && !l.Keep && !l.External && !l.Gloss
}

// append puts text and address into the form. The tail, which the text ends with, may be empty.
func (f *labelForm) append(dst []byte, text, tail, href string) []byte {
	dst = append(append(append(dst, f.before...), href...), f.between...)
	dst = stencil.AppendText(dst, text[:len(text)-len(tail)])
	if tail == "" {
		return append(dst, f.after...)
	}
	dst = stencil.AppendText(append(dst, f.toTail...), tail)
	return append(dst, f.afterTail...)
}

// labelForms holds the forms of the kinds of labels that pages have, by their flags.
type labelForms [1 << 7]atomic.Pointer[labelForm]

// place is where the form of a label stands; -1: its tone is none of the usual.
func (*labelForms) place(l *label) int {
	at := 0
	for i, flag := range [...]bool{l.Href != "", l.Data, l.Strong, l.Keep, l.External, l.Gloss, l.Tone == alarm} {
		if flag {
			at |= 1 << i
		}
	}
	if l.Tone != "" && l.Tone != alarm {
		return -1
	}
	return at
}

// labelForm takes apart what the template makes of a kind of label; one of an unusual tone
// is left to the template.
func (e *edition) labelForm(l label) *labelForm {
	at := e.labels.place(&l)
	if at < 0 {
		return &labelForm{}
	}
	if f := e.labels[at].Load(); f != nil {
		return f
	}
	link := l.Href != ""
	l.Text = textMark
	if link {
		l.Href = hrefMark
	}
	f := takenApart(string(e.fragment("label", l)), link)
	if f.known { // the text might stand in an attribute, where it is escaped in another way
		l.Text = probe
		f.known = string(f.append(nil, probe, "", l.Href)) == string(e.fragment("label", l))
	}
	if l.Data {
		e.tailForm(&f, l)
	}
	e.labels[at].Store(&f)
	return &f
}

// tailForm takes apart what the template makes of a name with a tail.
func (e *edition) tailForm(f *labelForm, l label) {
	l.Text = textMark + tailMark
	rest, found := strings.CutPrefix(string(e.fragment("label", l)), f.before+l.Href+f.between+textMark)
	if f.toTail, f.afterTail, f.tails = strings.Cut(rest, tailMark); f.tails && found {
		l.Text = probe + tailEnd
		f.tails = string(f.append(nil, l.Text, tailEnd, l.Href)) == string(e.fragment("label", l))
	}
	f.tails = f.tails && found
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

// simple is an address as it stands in an attribute. It is ok where html/template would do no
// more to it: it leads to a page of the site, to another over https or to a mailbox, and has
// none of the characters that would be normalised or refused.
func simple(href string) (escaped string, ok bool) {
	rest := href
	for _, scheme := range []string{"https://", "mailto:"} {
		if after, found := strings.CutPrefix(href, scheme); found {
			rest = after
			break
		}
	}
	and := false
	for i := 0; i < len(rest); i++ {
		switch c := rest[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', 'A' <= c && c <= 'Z':
		case c == '/', c == '.', c == '-', c == '_', c == '#', c == '?', c == '=', c == '@', c == '~':
		case c == '&':
			and = true
		case c == '%' && i+2 < len(rest) && hexDigit(rest[i+1]) && hexDigit(rest[i+2]):
		default:
			return "", false
		}
	}
	if and {
		href = strings.ReplaceAll(href, "&", "&amp;")
	}
	return href, true
}

func hexDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
