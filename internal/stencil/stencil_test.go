package stencil

import (
	"bytes"
	"html/template"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

func parsed(t testing.TB, text string) *template.Template {
	t.Helper()
	set, err := template.New("page").Option("missingkey=error").Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return set
}

func compiled(t testing.TB, text string) *Set {
	t.Helper()
	s, err := New(parsed(t, text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

// compareBoth runs a template in both ways and returns what html/template had to run.
func compareBoth(t testing.TB, text string, data any) []string {
	t.Helper()
	s := compiled(t, text)
	got, err := s.String("page", data)
	var want bytes.Buffer
	wantErr := parsed(t, text).ExecuteTemplate(&want, "page", data)
	switch {
	case (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error():
		t.Errorf("%s: got error %v, want %v", text, err, wantErr)
	case err == nil && got != want.String():
		t.Errorf("%s with %+v:\ngot  %q\nwant %q", text, data, got, want.String())
	}
	return s.Delegated()
}

// TestCompiled holds that what templates usually say is compiled, and writes the same as
// html/template.
func TestCompiled(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, text := range []string{
		"", "text alone", "{{/* a remark */}}a{{/* another */}}b",
		"<p>{{.Text}}{{.HTML}}{{.Tone}}{{.Shout}}{{.Int}}{{.Size}}{{.Real}}{{.Yes}}{{.CSS}}{{.URL}}{{.Attr}}</p>",
		`<a href="{{.Href}}" title="{{.Text}}" class="a {{.Tone}}">{{.Inner}}</a>`, `<a href="{{.URL}}">`, `<a href="?q={{.Text}}&r={{.URL}}&n={{.Int}}">`, `<a href="/x/{{.Text}}/{{.Int}}">`,
		`<p title="{{.HTML}}" data-shout='{{.Shout}}'>`, "<title>{{.Text}}{{.HTML}}</title>", "<textarea>{{.Text}}</textarea>", "<p{{.Attr}}>", "<p{{.Text}}>",
		"<p title={{.Text}} class={{.HTML}}>", `<p style="color: {{.Text}}">`, `<p onclick="f({{.Leaf.Text}}, '{{.Text}}')">`, `<img srcset="{{.Href}}">`, "<!-- {{.Text}} -->x",
		"<style>p { color: {{.CSS}} }</style>", `<script>var x = {{.Text}}, y = "{{.Text}}", z = {{.Leaf.Pair}};</script>`,
		`{{with .Any}}<script type="application/ld+json">{{.}}</script>{{end}}`,
		`<script>f({{.Script}}, {{.Int}}, {{.Yes}})</script><p title="{{.Script}}" onclick="{{.Script}}">{{.Script}}</p>`,
		"{{if .Text}}a{{else if .Yes}}b{{else}}c{{end}}", "{{with .Text}}<b>{{.}}{{$.Int}}</b>{{else}}none {{.Int}}{{end}}",
		"{{if .Int}}i{{end}}{{if .Real}}r{{end}}{{if .Leaves}}l{{end}}{{if .Map}}m{{end}}{{if .Pointer}}p{{end}}{{if .Leaf}}s{{end}}{{if .Any}}a{{end}}{{if .Pair}}n{{end}}{{if .Size}}u{{end}}{{if .Named}}n{{end}}",
		"{{range .Texts}}<i>{{.}}</i>{{else}}none{{end}}", "{{range $i, $t := .Texts}}{{if $i}}, {{end}}{{$t}}{{end}}", "{{range $t := .Leaves}}{{$t.Text}}{{.Int}}{{$.Text}}{{end}}",
		"{{range .Leaves}}{{if .Yes}}{{break}}{{end}}{{.Text}}{{end}}.{{range .Leaves}}{{if .Yes}}{{continue}}{{end}}{{.Text}}{{end}}", "{{range .Leaf.Pair}}{{.}}{{end}}",
		"{{range .Points}}{{.Text}}{{.Pointed}}{{end}}", "{{range .Leaves}}{{.Head}}{{.Pointed}}{{end}}", "{{range .Texts}}{{range $.Leaves}}{{if .Int}}{{break}}{{end}}{{.Int}}{{end}};{{end}}",
		"{{with .Pointer}}{{.Text}}{{.Head}}{{.Pointed}}{{end}}", "{{.Head}}{{.Leaf.Head}}", "{{with $x := .Leaf}}{{$x.Text}}{{.Int}}{{end}}", "{{if $x := .Text}}{{$x}}{{else}}[{{$x}}]{{end}}",
		"{{$x := .Int}}{{range .Leaves}}{{$x = .Int}}{{end}}{{$x}}", "{{$x := .Text}}{{with .Leaf}}{{$x := .Int}}{{$x}}{{end}}{{$x}}",
		`{{if eq .Int 1}}a{{end}}{{if eq .Tone "a b" "a:b"}}b{{end}}{{if ne .Text "x"}}c{{end}}{{if lt .Int 2}}d{{end}}{{if le .Int 1}}e{{end}}{{if gt .Size .Size}}f{{end}}{{if ge .Int .Small}}g{{end}}{{if eq .Yes true}}h{{end}}`,
		"{{if and .Yes .Text (not .Int)}}a{{end}}{{if or .Texts .Yes}}b{{end}}{{if not (and .Yes (or .Int .Text))}}c{{end}}{{not .Text}}{{and .Text .Inner}}{{or .Text .Href .Inner}}{{eq .Int 0}}",
		"{{len .Texts}}{{len .Text}}{{index .Pair 1}}{{index .Leaf.Pair 0}}{{index .Map `Key`}}{{index .Map `None`}}{{slice .Inner 0 0}}{{(index .Leaf.Pair 1)}}{{.Map.Key}}",
		"{{print .Int .Text}}{{printf `%s-%d` .Text .Int}}{{println 1}}{{.Text | printf `%q`}}{{.Texts | len}}", "{{(.Leaf).Text}}{{(.Leaf.Pair)}}", "{{true}}{{`a<b`}}{{1}}{{'a'}}{{0x1e}}",
		`{{template "x" .Leaf}}{{define "x"}}{{.Text}}{{template "y" .}}{{$.Int}}{{end}}{{define "y"}}<i title="{{.Text}}">{{end}}`, `{{define "x"}}—{{end}}{{template "x"}}{{template "x" .}}`,
		`<p{{template "x" .Leaf}}></p>{{template "x" .Leaf}}<title>{{template "y" .}}</title>{{define "x"}}{{if .Text}} title="{{.Text}}"{{end}}{{template "y" .}}{{end}}{{define "y"}}{{if .Int}} data-n="{{.Int}}"{{end}}{{end}}`,
		`<a href="{{template "x" .}}">{{template "x" .}}</a>{{define "x"}}{{range .Texts}}{{template "y" .}}{{end}}{{end}}{{define "y"}}/{{.}}{{end}}`,
		`{{template "x" .Any}}{{define "x"}}{{.}}{{end}}`, "{{with .Any}}{{.}}{{end}}", "{{with .Named}}{{.}}{{.String}}{{end}}", "{{range .List}}<i>{{.}}</i>{{end}}", "{{.Any}}{{.Named}}{{.String}}{{.Leaf.Pair}}{{.Texts}}",
	} {
		for range 40 {
			v := randomView(r)
			if v.Any == nil {
				v.Any = "a"
			}
			left := compareBoth(t, text, v)
			if len(left) > 0 {
				t.Errorf("%s is run by html/template: %q", text, left)
				break
			}
		}
	}
}

// TestDelegated holds that html/template runs what is not known, and says what is wrong.
func TestDelegated(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, text := range []string{
		"{{.Nothing}}", "{{.unexported}}", "{{.Text.Nothing}}", "{{.Pointer.Text}}", "{{.Points.Text}}", "{{range .Int}}{{.}}{{end}}", "{{range .Map}}{{.}}{{end}}", "{{range .Text}}{{end}}", "{{.Map.None}}",
		"{{index .Pair 5}}", "{{index .Texts 0}}", "{{slice .Text 1}}", "{{slice .Text 0 3}}", "{{len .Int}}", "{{eq .Int `a`}}", "{{eq .Leaf .Leaf}}", "{{eq .Any 1}}", "{{lt .Yes true}}", "{{call .Text}}",
		"{{.Any.Text}}", "{{with .Any}}{{.Text}}{{end}}", "{{range .List}}{{.Text}}{{end}}", "{{.Checked}}", "{{.Panics}}", "{{.With `x`}}", "{{.Pointed}}", "{{.Leaf.Pointed}}", "{{.Text | html}}", "{{html .Text}}", "{{urlquery .Text}}", "{{js .Text}}",
		"{{1.5}}", "{{and .Text .Int}}", "{{$x := .Any}}{{$x}}", "{{$x := .Text}}{{$x = .Tone}}{{$x}}", "{{with $x := .Any}}{{$x}}{{end}}", `{{template "x" .}}{{define "x"}}{{.Text | js}}{{end}}`,
		`{{template "x" .Leaf}}{{define "x"}}{{.Pointed}}{{end}}`, `{{range .Leaves}}{{template "x" .}}{{end}}{{define "x"}}{{.Pointed | js}}{{end}}`, `<p{{template "x" .}}>{{define "x"}} title="{{js .Text}}"{{end}}`,
		`a{{template "x" .}}{{define "x"}}b{{template "y" .}}{{end}}{{define "y"}}{{.Nothing}}{{end}}`, `{{template "none" .}}`, `<a {{if .Yes}}href="{{end}}>`, "{{.Named.Foo}}", "{{.Any | len}}", "{{nil}}", "{{if nil}}{{end}}", "{{block `b` .Leaf}}{{.Text}}{{end}}",
		`{{define "x"}}{{end}}{{template "x" .}}`, "{{with .Pointer}}{{else}}{{.Pointer.Text}}{{end}}",
		`{{template "a" .}}{{define "a"}}{{if .Int}}{{template "b" .}}{{end}}{{end}}{{define "b"}}{{js .Text}}{{end}}`,
	} {
		for range 20 {
			compareBoth(t, text, randomView(r))
		}
	}
	if left := compareBoth(t, "{{js .Text}}", view{}); len(left) == 0 {
		t.Error("a function that is not known leaves no trace")
	}
	if left := compareBoth(t, `{{.Text}}{{template "x" .}}{{define "x"}}{{js .Text}}{{end}}`, view{}); len(left) != 1 || !strings.HasPrefix(left[0], "x: ") {
		t.Errorf("html/template ran %q, want x alone", left)
	}
}

// TestOtherValues holds that a template may be given anything.
func TestOtherValues(t *testing.T) {
	l := leaf{Text: "<a>"}
	p := &l
	for _, data := range []any{nil, "a<b", 5, []string{"x"}, map[string]any{"Text": "<"}, l, &l, &p, (*leaf)(nil), struct{ Text any }{"<"}, struct{ Text *string }{&l.Text}} {
		for _, text := range []string{"{{.}}", "<p title='{{.}}'>", "{{.Text}}", "{{if .}}a{{else}}b{{end}}", "{{with .}}{{.}}{{end}}", `{{template "x" .}}{{define "x"}}[{{.}}]{{end}}`, "{{$.Text}}", "<script>{{.}}</script>"} {
			compareBoth(t, text, data)
		}
	}
}

// TestWithoutEnd holds that templates which call each other without end are an error.
func TestWithoutEnd(t *testing.T) {
	s := compiled(t, `{{define "page"}}{{template "other" .}}{{end}}{{define "other"}}{{template "page" .}}{{end}}`)
	if _, err := s.String("page", 1); err == nil || !strings.Contains(err.Error(), "exceeded maximum template depth") {
		t.Errorf("got error %v", err)
	}
	deep := compiled(t, `{{define "page"}}{{if .}}<{{template "page" (slice . 1)}}>{{end}}{{end}}`)
	got, err := deep.String("page", strings.Repeat("x", 1000))
	if err != nil || len(got) != len(strings.Repeat("&lt;>", 1000)) {
		t.Errorf("1,000 calls within each other: got %d bytes and error %v", len(got), err)
	}
}

// TestAppend holds that what stood there before stays, whatever comes of the template.
func TestAppend(t *testing.T) {
	s := compiled(t, `{{.Text}}{{if .Yes}}{{index .Leaves 3}}{{end}}`)
	if got, err := s.Append([]byte("before "), "page", view{leaf: leaf{Text: "<"}}); string(got) != "before &lt;" || err != nil {
		t.Errorf("got %q and error %v", got, err)
	}
	if got, err := s.Append([]byte("before "), "page", view{leaf: leaf{Text: "<", Yes: true}}); string(got) != "before " || err == nil {
		t.Errorf("a template that fails: got %q and error %v", got, err)
	}
	if got, err := s.Interpreted().Append([]byte("before "), "page", view{leaf: leaf{Text: "<"}}); string(got) != "before &lt;" || err != nil {
		t.Errorf("interpreted: got %q and error %v", got, err)
	}
}

// TestSeveralAtOnce runs templates in several goroutines while they are compiled.
func TestSeveralAtOnce(t *testing.T) {
	s := compiled(t, `{{define "page"}}{{with .Any}}{{.}}{{end}}{{template "x" .Leaf}}{{template "x" .Int}}{{end}}{{define "x"}}<p{{template "y" .}}>{{end}}{{define "y"}} title="{{.}}"{{end}}`)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for n := range 50 {
				v := randomView(rand.New(rand.NewPCG(uint64(i), uint64(n))))
				got, err := s.String("page", v)
				want, wantErr := s.Interpreted().String("page", v)
				if got != want || err != nil || wantErr != nil {
					t.Errorf("got %q and error %v, want %q, %v", got, err, want, wantErr)
				}
			}
		})
	}
	wait.Wait()
}

// TestNothingIsAllocated holds that a page costs its own bytes and nothing for each node.
func TestNothingIsAllocated(t *testing.T) {
	s := compiled(t, `{{range .Leaves}}<a href="{{.Href}}" title="{{.Text}}">{{.Text}}{{.Int}}</a>{{if .Yes}}{{template "x" .}}{{end}}{{with .Inner}}{{.}}{{end}}{{end}}{{define "x"}}<b>{{$.Tone}}</b>{{end}}`)
	var data any = view{Leaves: make([]leaf, 100)}
	for i := range data.(view).Leaves {
		data.(view).Leaves[i] = leaf{Text: "a & b", Href: "../x.html#y", Yes: true, Tone: "t", embedded: embedded{"i"}}
	}
	buffer, err := s.Append(nil, "page", data)
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(50, func() { buffer, _ = s.Append(buffer[:0], "page", data) }); n > 10 { // none; a few where the race detector empties pools
		t.Errorf("%v allocations for a page of 900 nodes, want none", n)
	}
}
