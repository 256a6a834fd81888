package markdown

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// pass is the walk over the parsed text that applies the policy: links are
// replaced by nodes of ours that hold a checked address, images by their
// description, HTML by nothing, and headings are moved to their level.
type pass struct {
	source   []byte
	options  Options
	problems []Problem
}

// Transform applies the policy to a document.
func (p *pass) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	var nodes []ast.Node
	highest := 6
	// Nodes are collected first, since replacing one while walking loses the walk's place.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			nodes = append(nodes, n)
			if h, ok := n.(*ast.Heading); ok {
				highest = min(highest, h.Level)
			}
		}
		return ast.WalkContinue, nil
	})
	top := p.options.TopLevel
	if top == 0 {
		top = 2
	}
	for _, n := range nodes {
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = min(6, n.Level-highest+top)
		case *ast.Link:
			p.link(n, string(n.Destination), n)
		case *ast.AutoLink:
			p.autoLink(n)
		case *ast.Image:
			p.tell(n, Image, string(n.Destination))
			unwrap(n)
		case *ast.RawHTML:
			p.tell(n, RawHTML, string(n.Segments.Value(p.source)))
			n.Parent().RemoveChild(n.Parent(), n)
		case *ast.HTMLBlock:
			p.tell(n, RawHTML, string(n.Lines().Value(p.source)))
			n.Parent().RemoveChild(n.Parent(), n)
		case *ast.Text:
			// In code two asterisks are what is meant.
			if n.Parent().Kind() != ast.KindCodeSpan && bytes.Contains(n.Value(p.source), []byte("**")) {
				p.tell(n, LeftEmphasis, string(n.Value(p.source)))
			}
		}
	}
}

// link replaces a link by an anchor, or by its text where the policy refuses it.
func (p *pass) link(n ast.Node, written string, content ast.Node) {
	address, external, ok := p.address(resolve(written))
	if !ok {
		p.tell(n, BadLink, written)
		unwrap(content)
		return
	}
	a := &anchor{address: address, external: external}
	n.Parent().ReplaceChild(n.Parent(), n, a)
	for c := content.FirstChild(); c != nil; c = content.FirstChild() {
		a.AppendChild(a, c)
	}
}

func (p *pass) autoLink(n *ast.AutoLink) {
	label := ast.NewString(n.Label(p.source))
	holder := ast.NewTextBlock()
	holder.AppendChild(holder, label)
	written := string(n.URL(p.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(written), "mailto:") {
		written = "mailto:" + written
	}
	if _, _, ok := p.address(written); !ok {
		p.tell(n, BadLink, written)
		n.Parent().ReplaceChild(n.Parent(), n, label)
		return
	}
	p.link(n, written, holder)
}

// resolve does to a written address what CommonMark asks for, once: backslash
// escapes and entities stand for their characters.
func resolve(written string) string {
	b := util.UnescapePunctuations([]byte(written))
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(b)))
}

// address checks an address and places it in the page. Control characters and
// backslashes are refused, since browsers drop or turn them.
func (p *pass) address(s string) (checked string, external, ok bool) {
	s = strings.TrimSpace(s)
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\\' || r == unicode.ReplacementChar }) {
		return "", false, false
	}
	u, err := url.Parse(s)
	if err != nil {
		return "", false, false
	}
	switch strings.ToLower(u.Scheme) {
	case "https", "http":
		return u.String(), true, u.Host != "" && u.User == nil
	case "mailto":
		return u.String(), false, u.Opaque != ""
	case "":
		return p.relative(u)
	}
	return "", false, false
}

// relative places an address within the site.
func (p *pass) relative(u *url.URL) (checked string, external, ok bool) {
	if u.Host != "" || u.User != nil || u.Opaque != "" || strings.HasPrefix(u.Path, "//") {
		return "", false, false
	}
	if u.Path == "" {
		// A fragment names a heading of this text, whose id carries the prefix.
		if u.Fragment != "" && u.RawQuery == "" {
			u.Fragment = p.options.Prefix + u.Fragment
		}
		return u.String(), false, true
	}
	if page, isMarkdown := strings.CutSuffix(u.Path, ".md"); isMarkdown {
		u.Path, u.RawPath = page+".html", ""
	}
	base := p.options.Base
	if rest, rooted := strings.CutPrefix(u.Path, "/"); rooted {
		if strings.HasPrefix(rest, "/") {
			return "", false, false
		}
		base, u.Path, u.RawPath = p.options.Root, rest, ""
	}
	s := base + u.String()
	// Placing an address must never turn it into one of another kind.
	again, err := url.Parse(s)
	if err != nil || again.Scheme != "" || again.Host != "" || s == "" {
		return "", false, false
	}
	return s, false, true
}

// unwrap replaces a node by its children.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		parent.InsertBefore(parent, n, c)
	}
	parent.RemoveChild(parent, n)
}

const maxValue = 120 // runes of a problem's value

func (p *pass) tell(n ast.Node, k Kind, value string) {
	if r := []rune(value); len(r) > maxValue {
		value = string(r[:maxValue])
	}
	p.problems = append(p.problems, Problem{Line: p.line(n), Kind: k, Value: strings.TrimSpace(value)})
}

// line is where a node's block starts.
func (p *pass) line(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if t, ok := n.(*ast.Text); ok {
			return 1 + bytes.Count(p.source[:t.Segment.Start], []byte("\n"))
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return 1 + bytes.Count(p.source[:n.Lines().At(0).Start], []byte("\n"))
		}
	}
	return 1
}

// anchor is a link whose address was checked.
type anchor struct {
	ast.BaseInline
	address  string
	external bool
}

var kindAnchor = ast.NewNodeKind("Anchor")

// Kind tells anchors from other nodes.
func (a *anchor) Kind() ast.NodeKind { return kindAnchor }

// Dump prints the node for debugging.
func (a *anchor) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

// anchors writes anchors, and refuses to write the nodes the pass has replaced.
type anchors struct{}

// RegisterFuncs registers what anchors writes.
func (anchors) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindAnchor, writeAnchor)
	for _, k := range []ast.NodeKind{ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindRawHTML, ast.KindHTMLBlock} {
		reg.Register(k, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
			return ast.WalkSkipChildren, nil
		})
	}
}

func writeAnchor(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, err := w.WriteString("</a>")
		return ast.WalkContinue, err
	}
	a := n.(*anchor)
	rel := ""
	if a.external {
		rel = ` rel="noopener nofollow"`
	}
	_, err := fmt.Fprintf(w, `<a href="%s"%s>`, html.EscapeString(a.address), rel)
	return ast.WalkContinue, err
}

// headingID keeps the letters and digits of a heading; other characters become
// single hyphens between them.
func headingID(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if len(words) == 0 {
		return "section"
	}
	return strings.Join(words, "-")
}
