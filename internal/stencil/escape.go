package stencil

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
)

// content is what html/template knows of a text by its type.
type content uint8

const (
	plain content = iota // also the types that the escapers here treat so
	markup
	attributes
	address
	script
)

func contentOf(t reflect.Type) content {
	switch t {
	case reflect.TypeFor[template.HTML]():
		return markup
	case reflect.TypeFor[template.HTMLAttr]():
		return attributes
	case reflect.TypeFor[template.URL]():
		return address
	case reflect.TypeFor[template.JS]():
		return script
	}
	return plain
}

// filter is an escaper that takes a text and gives a text.
type filter func(s string, kind content) string

// finish is an escaper that appends; ok is false where html/template has to do it.
type finish func(dst []byte, s string, kind content) (out []byte, ok bool)

// filters and finishes are the escapers of html/template that templates mostly meet; see
// escape.go, html.go and url.go there. Every other one is left to html/template.
var (
	filters = map[string]filter{
		"_html_template_urlfilter":     filterURL,
		"_html_template_urlnormalizer": func(s string, _ content) string { return processURL(s, true) },
		"_html_template_urlescaper":    func(s string, kind content) string { return processURL(s, kind == address) },
	}
	finishes = map[string]finish{
		"_html_template_htmlescaper":    finishText,
		"_html_template_attrescaper":    finishAttribute,
		"_html_template_rcdataescaper":  finishTitle,
		"_html_template_htmlnamefilter": finishName,
		jsValue:                         finishScript,
	}
)

// chain is the escapers of a place, one after the other.
type chain struct {
	filters []filter
	finish  finish
}

// chainOf finds the escapers by their names; ok is false where one is not known.
func chainOf(names []string) (ch chain, ok bool) {
	for i, name := range names {
		if f, ok := finishes[name]; ok && i == len(names)-1 {
			ch.finish = f
			return ch, true
		}
		f, ok := filters[name]
		if !ok {
			return chain{}, false
		}
		ch.filters = append(ch.filters, f)
	}
	ch.finish = func(dst []byte, s string, _ content) ([]byte, bool) { return append(dst, s...), true }
	return ch, true
}

func (ch chain) append(dst []byte, s string, kind content) ([]byte, bool) {
	for _, f := range ch.filters {
		s, kind = f(s, kind), plain
	}
	return ch.finish(dst, s, kind)
}

// The characters that html/template replaces, all of them before '?'.
const mostSpecial = '?'

var (
	special = [mostSpecial]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}
	noAmp   = [mostSpecial]string{0: "\uFFFD", '"': "&#34;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}
)

// replace appends a text with its special characters replaced. They are single bytes, and
// no byte of another character looks like one.
func replace(dst []byte, s string, by *[mostSpecial]string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < mostSpecial && by[c] != "" {
			dst = append(dst, s[from:i]...)
			dst = append(dst, by[c]...)
			from = i + 1
		}
	}
	return append(dst, s[from:]...)
}

// AppendText appends a text as html/template escapes it between tags.
func AppendText(dst []byte, s string) []byte { return replace(dst, s, &special) }

func finishText(dst []byte, s string, kind content) ([]byte, bool) {
	if kind == markup {
		return append(dst, s...), true
	}
	return replace(dst, s, &special), true
}

// finishAttribute leaves markup with tags, which are taken out, to html/template.
func finishAttribute(dst []byte, s string, kind content) ([]byte, bool) {
	if kind != markup {
		return replace(dst, s, &special), true
	}
	return replace(dst, s, &noAmp), strings.IndexByte(s, '<') < 0
}

func finishTitle(dst []byte, s string, kind content) ([]byte, bool) {
	if kind == markup {
		return replace(dst, s, &noAmp), true
	}
	return replace(dst, s, &special), true
}

// finishName knows attributes that were put together before, and no names.
func finishName(dst []byte, s string, kind content) ([]byte, bool) {
	return append(dst, s...), kind == attributes
}

// jsValue is the escaper of values in scripts; it sets numbers apart from what is beside them.
const jsValue = "_html_template_jsvalescaper"

// finishScript knows what was written as a script before, and no values.
func finishScript(dst []byte, s string, kind content) ([]byte, bool) {
	return append(dst, s...), kind == script
}

// failsafe is what html/template puts in the place of what may do harm.
const failsafe = "ZgotmplZ"

func filterURL(s string, kind content) string {
	if kind == address {
		return s
	}
	scheme, _, found := strings.Cut(s, ":")
	if !found || strings.Contains(scheme, "/") {
		return s
	}
	for _, safe := range []string{"http", "https", "mailto"} {
		if strings.EqualFold(scheme, safe) {
			return s
		}
	}
	return "#" + failsafe
}

// processURL writes a part of an address; norm keeps what has a meaning in addresses.
func processURL(s string, norm bool) string {
	at := 0
	for at < len(s) && keptInURL(s, at, norm) {
		at++
	}
	if at == len(s) {
		return s
	}
	b := append(make([]byte, 0, len(s)+16), s[:at]...)
	for ; at < len(s); at++ {
		if keptInURL(s, at, norm) {
			b = append(b, s[at])
		} else {
			b = fmt.Appendf(b, "%%%02x", s[at])
		}
	}
	return string(b)
}

func keptInURL(s string, at int, norm bool) bool {
	switch c := s[at]; {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	case strings.IndexByte("-._~", c) >= 0:
		return true
	case c == '%':
		return norm && at+2 < len(s) && isHex(s[at+1]) && isHex(s[at+2])
	default:
		return norm && strings.IndexByte("!#$&*+,/:;=?@[]", c) >= 0
	}
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// textOf is the text of any value, as stringify in html/template has it.
func textOf(v any) (string, content) {
	if v == nil {
		return "", plain
	}
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	switch s := r.Interface().(type) {
	case string:
		return s, plain
	case template.HTML:
		return string(s), markup
	case template.HTMLAttr:
		return string(s), attributes
	case template.URL:
		return string(s), address
	case template.JS:
		return string(s), script
	case template.CSS, template.JSStr, template.Srcset:
		return r.String(), plain
	}
	r = reflect.ValueOf(v)
	for !r.Type().Implements(stringerType) && !r.Type().Implements(errorType) && r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	return fmt.Sprint(r.Interface()), plain
}

var stringerType = reflect.TypeFor[fmt.Stringer]()

// number appends a whole number or a truth value, in which no escaper changes anything.
func number(dst []byte, v reflect.Value) []byte {
	switch basicKind(v.Type()) {
	case reflect.Int:
		return strconv.AppendInt(dst, v.Int(), 10)
	case reflect.Uint:
		return strconv.AppendUint(dst, v.Uint(), 10)
	}
	return strconv.AppendBool(dst, v.Bool())
}
