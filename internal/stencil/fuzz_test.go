package stencil

import (
	"fmt"
	"html/template"
	"math/rand/v2"
	"strings"
	"testing"
)

// writer makes up templates: the nodes that ours have, in the places where html/template
// escapes differently, over the values of view and leaf.
type writer struct {
	*rand.Rand
	defined int
	more    strings.Builder // templates that are called
}

func (w *writer) one(list ...string) string { return list[w.IntN(len(list))] }

// shown is a value of what dot is: v for view, l for leaf, s for a text.
func (w *writer) shown(dot byte) string {
	if w.IntN(12) == 0 {
		return w.one("$.Leaf.Text", "$.Int", "$.Nothing", "`<`", "7", "$.Any")
	}
	switch dot {
	case 'v':
		return w.one(".Text", ".Leaf.Text", ".Leaf.Inner", ".Inner", ".Any", ".Pointer.Text", ".String", ".Leaf.Head", ".Named", "index .Pair 0", "index .Texts 0", ".Map.Key", "len .Leaves", "print .Text .Int")
	case 'l':
		return w.one(".Text", ".Href", ".Tone", ".Shout", ".HTML", ".Attr", ".URL", ".CSS", ".Int", ".Small", ".Size", ".Real", ".Yes", ".Head", ".Pointed", ".Inner", "index .Pair 1", "slice .Text 0 0", ".Text | len", ".Checked")
	}
	return "."
}

func (w *writer) holds(dot byte) string {
	switch w.IntN(6) {
	case 0:
		return "not " + w.operand(dot)
	case 1:
		return w.one("and ", "or ") + w.operand(dot) + " " + w.operand(dot)
	case 2:
		return w.one("eq ", "ne ", "lt ", "ge ") + w.operand(dot) + " " + w.one("1", `"a b"`, "true", w.operand(dot))
	}
	return w.shown(dot)
}

func (w *writer) operand(dot byte) string { return "(" + w.shown(dot) + ")" }

// within writes nodes that begin and end in text.
func (w *writer) within(dot byte, depth int) string {
	var b strings.Builder
	for range 1 + w.IntN(3) {
		b.WriteString(w.node(dot, depth))
	}
	return b.String()
}

func (w *writer) node(dot byte, depth int) string {
	if depth == 0 {
		return w.leafNode(dot)
	}
	inner := func(dot byte) string { return w.within(dot, depth-1) }
	otherwise := ""
	if w.IntN(2) == 0 {
		otherwise = "{{else}}" + inner(dot)
	}
	switch w.IntN(7) {
	case 0:
		return "{{if " + w.holds(dot) + "}}" + inner(dot) + otherwise + "{{end}}"
	case 1:
		if dot == 'v' {
			return "{{with " + w.one(".Leaf", ".Pointer") + "}}" + inner('l') + otherwise + "{{end}}"
		}
		return "{{with " + w.shown(dot) + "}}" + inner('s') + otherwise + "{{end}}"
	case 2:
		if dot == 'v' {
			end := w.one("", "", "{{if .Yes}}{{break}}{{end}}", "{{if .Int}}{{continue}}{{end}}")
			return "{{range " + w.one(".Leaves", ".Points", ".List", "$i, $l := .Leaves") + "}}" + end + inner('l') + otherwise + "{{end}}"
		}
		return "{{range $t := $.Texts}}{{$t}}" + inner('s') + otherwise + "{{end}}"
	case 3:
		return w.call(inner(dot))
	case 4:
		if dot == 'v' {
			return w.call(w.leafNode('v')) + "{{template \"" + w.define(inner('l')) + "\" .Leaf}}"
		}
	case 5:
		return "{{$x := " + w.shown(dot) + "}}" + inner(dot) + "{{$x}}"
	}
	return w.leafNode(dot)
}

func (w *writer) define(body string) string {
	w.defined++
	name := fmt.Sprintf("t%d", w.defined)
	fmt.Fprintf(&w.more, "{{define %q}}%s{{end}}", name, body)
	return name
}

func (w *writer) call(body string) string { return "{{template \"" + w.define(body) + "\" .}}" }

// leafNode is a value in one of the places that are escaped differently.
func (w *writer) leafNode(dot byte) string {
	action := "{{" + w.shown(dot) + "}}"
	attribute := "{{template \"" + w.define("{{if "+w.holds(dot)+"}} title=\""+action+"\"{{end}}") + "\" .}}"
	return w.one(action, action, "<p>"+action+"</p>", `<p title="`+action+`" class='a `+action+`'>`, `<a href="`+action+`">`, `<a href="/a/`+action+`?b=`+action+`">`, "<title>"+action+"</title>",
		"<p"+attribute+">", "<p data-a="+action+">", `<script type="application/ld+json">{"a": `+action+`}</script>`, "text &amp; <b>", "<p {{if "+w.holds(dot)+"}}hidden{{end}}>", "<p"+action+">")
}

// FuzzTemplates holds that templates which nobody thought of are shown as html/template
// shows them, with the same errors.
func FuzzTemplates(f *testing.F) {
	for seed := range uint64(150) {
		f.Add(seed, seed*7)
	}
	f.Fuzz(func(t *testing.T, form, values uint64) {
		w := writer{Rand: rand.New(rand.NewPCG(form, 1))}
		text := w.within('v', 1+w.IntN(3))
		text += w.more.String()
		r := rand.New(rand.NewPCG(values, 2))
		for range 6 {
			compareBoth(t, text, randomView(r))
		}
	})
}

// FuzzTexts holds the same of any text, in each place.
func FuzzTexts(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	const text = `{{.Text}}{{.HTML}}<p title="{{.Text}}{{.HTML}}" class='{{.Tone}}'{{.Attr}}><a href="{{.Text}}"></a><a href="{{.URL}}"></a><a href="/{{.Text}}/?q={{.Text}}&u={{.URL}}"></a>` +
		`<title>{{.Text}}{{.HTML}}</title><p data-x={{.Text}}><script>{{.Text}}; "{{.Text}}"; {{.Script}} + {{.Int}}</script><p title="{{.Script}}">{{.Script}}`
	s := compiled(f, text)
	f.Fuzz(func(t *testing.T, x string) {
		v := leaf{Text: x, Tone: tone(x), HTML: template.HTML(x), Attr: template.HTMLAttr(x), URL: template.URL(x), Script: template.JS(x)}
		got, err := s.String("page", v)
		want, wantErr := s.Interpreted().String("page", v)
		if got != want || err != nil || wantErr != nil {
			t.Errorf("got  %q, %v\nwant %q, %v", got, err, want, wantErr)
		}
	})
}
