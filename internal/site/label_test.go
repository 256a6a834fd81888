package site

import (
	"html/template"
	"strings"
	"testing"

	"gongshi/internal/stencil"
)

// TestLabelsAsTheTemplateMakesThem holds that a label put together from pieces is what its
// template would make of it, to the byte, for every kind and every text and address.
func TestLabelsAsTheTemplateMakesThem(t *testing.T) {
	e := labelEdition(t, `{{define "label"}}{{if .Href}}<a href="{{.Href}}"{{if .Tone}} class="{{.Tone}}"{{end}}{{if .External}} rel="noopener"{{end}}>{{.Text}}</a>`+
		`{{else if .Strong}}<strong{{if .Keep}} class="num"{{end}}>{{.Text}}</strong>{{else}}<bdi>{{.Head}}{{with .Tail}}<span class="tail">{{.}}</span>{{end}}</bdi>{{end}}{{end}}`)
	texts := []string{"晨光中心", "项目（三期）", "项目（a & b）", "（全名）", "项目（二〇二五年至二〇二七年的三期）", "项目（a）（b）", `<b>"a" & 'b'</b> + c`, "\x00", "gongshi"}
	hrefs := []string{"", "../agencies/52.html#duty-2024", "https://example.org/?a=1&b=<2>", "javascript:alert(1)", "mailto:a@example.org", "?q=%E6%96%87", "a:b", "a b",
		"mailto:a@example.org?subject=%E7%BA%A0&body=a%0D%0Ab", "https://example.org/~a/?q=%e6&r=1", "https://a.org/%zz", "?q=a+b", "mailto:a:b", "https://a.org/%", "?a=&quot;", "&#34;"}
	for _, text := range texts {
		for _, href := range hrefs {
			for bits := range 16 {
				l := label{Text: text, Href: href, Data: true, Strong: bits&1 > 0, Keep: bits&2 > 0, External: bits&4 > 0}
				if bits&8 > 0 {
					l.Tone = alarm
				}
				if got, want := e.label(l), e.fragment("label", l); got != want {
					t.Errorf("%+v: got %s, want %s", l, got, want)
				}
			}
		}
	}
}

// TestLabelsThatRepeat holds that a portal's own template may show a text twice or hide it.
func TestLabelsThatRepeat(t *testing.T) {
	for _, tt := range []struct{ name, form, want string }{
		{"twice", `{{define "label"}}<a href="{{.Href}}" title="{{.Text}}">{{.Text}}</a>{{end}}`, `<a href="a.html" title="&lt;x y&gt;">&lt;x y&gt;</a>`},
		{"the text first", `{{define "label"}}{{.Text}} <a href="{{.Href}}">→</a>{{end}}`, `&lt;x y&gt; <a href="a.html">→</a>`},
		{"without a link", `{{define "label"}}<b>{{.Text}}</b>{{end}}`, `<b>&lt;x y&gt;</b>`},
		{"the tail first", `{{define "label"}}<a href="{{.Href}}">{{.Tail}} {{.Head}}</a>{{end}}`, `<a href="a.html"> &lt;x y&gt;</a>`},
		{"in an attribute alone", `{{define "label"}}<a href="{{.Href}}" title={{.Text}}>→</a>{{end}}`, `<a href="a.html" title=&lt;x&#32;y&gt;>→</a>`},
	} {
		e := labelEdition(t, tt.form)
		l := label{Text: "<x y>", Href: "a.html"}
		if got := e.label(l); string(got) != tt.want || got != e.fragment("label", l) {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		l.Text, l.Data = "<x y>（三期）", true
		if got, want := e.label(l), e.fragment("label", l); got != want {
			t.Errorf("%s, with a tail: got %s, want %s", tt.name, got, want)
		}
	}
}

func labelEdition(t *testing.T, form string) *edition {
	t.Helper()
	set, err := template.New("site").Parse(strings.TrimSpace(form))
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := stencil.New(set)
	if err != nil {
		t.Fatal(err)
	}
	return &edition{templates: compiled}
}

// TestLabelsCostTheirText holds that a label which was seen before costs the memory of its
// text alone.
func TestLabelsCostTheirText(t *testing.T) {
	e := labelEdition(t, `{{define "label"}}<a href="{{.Href}}">{{.Text}}</a>{{end}}`)
	for _, text := range []string{"晨光 & 中心", "项目（三期）"} {
		l := label{Text: text, Href: "a.html", Data: true}
		if n := testing.AllocsPerRun(20, func() { e.label(l) }); n > 1 {
			t.Errorf("%s: %v allocations for a label, want 1", text, n)
		}
	}
}
