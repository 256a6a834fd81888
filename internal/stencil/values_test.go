package stencil

import (
	"errors"
	"fmt"
	"html/template"
	"math/rand/v2"
)

// What templates of the tests are given: something of everything that text/template treats
// in a way of its own.

type tone string

type shout string

func (s shout) String() string { return "!" + string(s) + "<" }

type embedded struct{ Inner string }

type leaf struct {
	embedded
	Text, Href string
	Tone       tone
	Shout      shout
	HTML       template.HTML
	Attr       template.HTMLAttr
	URL        template.URL
	Script     template.JS
	CSS        template.CSS
	Int        int
	Small      int8
	Size       uint
	Real       float64
	Yes        bool
	Pair       [2]string
	unexported string //lint:ignore U1000 templates ask for it, and are refused
}

func (l leaf) Head() string { return l.Text + "'s" }

func (l *leaf) Pointed() string { return "at " + l.Text }

func (l leaf) Checked() (string, error) {
	if l.Int < 0 {
		return "", errors.New("less than nothing")
	}
	return l.Text, nil
}

func (l leaf) Panics() string { return l.Pair[2:][l.Int] }

func (l leaf) With(s string) string { return l.Text + s }

type view struct {
	leaf
	Leaf    leaf
	Pointer *leaf
	Texts   []string
	Leaves  []leaf
	Points  []*leaf
	Map     map[string]string
	Any     any
	List    []any
	Named   fmt.Stringer
	String  *string
}

// nasty are texts that escapers do something with.
var nasty = []string{
	"", "晨光中心", "a b", `<b>"x" & 'y'</b> + z`, "\x00", "\xff\xfe<", "</title><script>", "javascript:alert(1)", "https://example.org/?a=1&b=<2>#c d", "mailto:a@b.c",
	"a:b", "/x:y", "?q=%E6%96%87%zz", "&amp;", "`", "\u2028\ufdd0\uffff", "HTTP://x", "on=1", "%", "%4", "a\nb\tc", "~!*()'",
}

func randomLeaf(r *rand.Rand) leaf {
	text := func() string { return nasty[r.IntN(len(nasty))] }
	return leaf{
		embedded: embedded{text()}, Text: text(), Href: text(), Tone: tone(text()), Shout: shout(text()), HTML: template.HTML(text()), Attr: template.HTMLAttr(` data-x="1"`), URL: template.URL(text()), Script: template.JS(text()),
		CSS: template.CSS(text()), Int: r.IntN(5) - 1, Small: int8(r.IntN(3)), Size: uint(r.IntN(3)), Real: float64(r.IntN(3)) / 2, Yes: r.IntN(2) > 0, Pair: [2]string{text(), text()},
	}
}

func randomView(r *rand.Rand) view {
	v := view{leaf: randomLeaf(r), Leaf: randomLeaf(r), Map: map[string]string{"Key": nasty[r.IntN(len(nasty))]}}
	if r.IntN(4) > 0 {
		l := randomLeaf(r)
		v.Pointer, v.String, v.Named = &l, &l.Text, l.Shout
	}
	for range r.IntN(4) {
		l := randomLeaf(r)
		v.Texts, v.Leaves, v.Points = append(v.Texts, l.Text), append(v.Leaves, l), append(v.Points, &l)
		v.List = append(v.List, l, l.Text)
	}
	v.Any = []any{nil, "<text>", template.HTML("<i>"), 7, v.Leaf, v.Pointer, v.Texts, map[string]any{"a": []int{1}}}[r.IntN(8)]
	return v
}
