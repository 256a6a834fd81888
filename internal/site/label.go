package site

import (
	"html/template"
	"strings"
	"sync/atomic"
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

// labelForm is what stands before the address, between it and the text, and after it.
// Where they are not known, the template renders each label.
type labelForm struct {
	before, between, after string
	known                  bool
}

// label renders a label.
func (e *edition) label(l label) template.HTML {
	if l.bare() {
		return template.HTML(template.HTMLEscapeString(l.Text))
	}
	if l.Text == "" {
		return ""
	}
	f := e.labelForm(l)
	href, ok := simple(l.Href)
	if !f.known || !ok || l.Data && l.External { // a name that leads out of the site may have a tail
		return e.fragment("label", l)
	}
	return f.with(l.Text, href)
}

// write renders a label at the end of others.
func (e *edition) write(b *strings.Builder, l label) {
	if !l.bare() && l.Text != "" && !(l.Data && l.External) {
		if href, ok := simple(l.Href); ok {
			if f := e.labelForm(l); f.known {
				f.write(b, l.Text, href)
				return
			}
		}
	}
	b.WriteString(string(e.label(l)))
}

// bare says that a label is nothing but text.
func (l label) bare() bool {
	return l.Href == "" && l.Tone == "" && !l.Data && !l.Strong && !l.Keep && !l.External && !l.Gloss
}

// with puts text and address into the form.
func (f *labelForm) with(text, href string) template.HTML {
	var b strings.Builder
	b.Grow(len(f.before) + len(href) + len(f.between) + len(text) + len(f.after))
	f.write(&b, text, href)
	return template.HTML(b.String())
}

func (f *labelForm) write(b *strings.Builder, text, href string) {
	b.WriteString(f.before)
	b.WriteString(href)
	b.WriteString(f.between)
	if strings.ContainsAny(text, "\x00\"&'+<>") {
		text = textEscaper.Replace(text)
	}
	b.WriteString(text)
	b.WriteString(f.after)
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
		f.known = f.with(probe, l.Href) == e.fragment("label", l)
	}
	e.labels[at].Store(&f)
	return &f
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

// textEscaper escapes text as html/template does.
var textEscaper = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")
