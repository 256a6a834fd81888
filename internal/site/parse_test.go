package site

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// parsed is a page as a browser would read it.
type parsed struct{ root *html.Node }

func parsePage(t testing.TB, body string) parsed {
	t.Helper()
	if body == "" {
		t.Fatal("there is no such page")
	}
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return parsed{root}
}

// each calls visit for every element in the order of the page.
func (p parsed) each(visit func(*html.Node)) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode {
			visit(n)
		}
	}
}

// all returns the elements that a selector of tags, .classes, #ids and [attributes]
// with descendants names.
func (p parsed) all(selector string) []*html.Node {
	steps := strings.Fields(selector)
	var found []*html.Node
	p.each(func(n *html.Node) {
		if !fits(n, steps[len(steps)-1]) {
			return
		}
		at := len(steps) - 2
		for a := n.Parent; a != nil && at >= 0; a = a.Parent {
			if a.Type == html.ElementNode && fits(a, steps[at]) {
				at--
			}
		}
		if at < 0 {
			found = append(found, n)
		}
	})
	return found
}

// fits tests an element against one step of a selector, such as a.num or [rel].
func fits(n *html.Node, step string) bool {
	i := strings.IndexAny(step, ".#[")
	if i < 0 {
		i = len(step)
	}
	if tag := step[:i]; tag != "" && n.Data != tag {
		return false
	}
	switch rest := step[i:]; {
	case rest == "":
		return true
	case rest[0] == '.':
		return slices.Contains(strings.Fields(attribute(n, "class")), rest[1:])
	case rest[0] == '#':
		return attribute(n, "id") == rest[1:]
	default:
		return hasAttribute(n, strings.Trim(rest, "[]"))
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// text is the text of the first element that a selector names.
func (p parsed) text(selector string) string {
	if list := p.all(selector); len(list) > 0 {
		return textOf(list[0])
	}
	return ""
}

// texts is the text of every element that a selector names.
func (p parsed) texts(selector string) []string {
	var list []string
	for _, n := range p.all(selector) {
		list = append(list, textOf(n))
	}
	return list
}

func (p parsed) attributes(selector, key string) []string {
	var list []string
	for _, n := range p.all(selector) {
		list = append(list, attribute(n, key))
	}
	return list
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == '\n' || r == ' ' }), " ")
}
