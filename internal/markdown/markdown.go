// Package markdown turns the operator's Markdown into HTML that is safe on a page
// and into plain text for the search.
//
// It reads CommonMark with the tables and strikethrough of GitHub, footnotes, and
// line breaks between Chinese characters that leave no space. It writes no raw
// HTML, no image, no style attribute, and links to https, http, mailto and relative
// addresses only; what it leaves out is told as a Problem. Its HTML is the only HTML
// in the site that does not come from a template.
package markdown

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// MaxBytes is the longest text that is rendered; a longer one becomes a Problem.
const MaxBytes = 1 << 20

// Options is how a text is placed in a page. The zero value is usable.
type Options struct {
	// Root leads from the page to the folder that links starting with "/" count
	// from, such as "../"; it ends with a slash or is empty.
	Root string
	// Base leads from the page to the folder that other relative links count from;
	// it ends with a slash or is empty.
	Base string
	// TopLevel is the heading level, 1 to 6, of the text's highest heading; 0: 2.
	TopLevel int
	// Prefix is put before every id, so that two texts can stand in one page.
	Prefix string
}

// Document is a rendered text.
type Document struct {
	// HTML is safe to stand in a page as it is: every tag in it was written by this
	// package's renderer, which takes text only through escaping and addresses only
	// through the link policy. Hence its type.
	HTML     template.HTML
	Text     string // the same without marks, a line per block
	Problems []Problem
}

// Problem is something in the text that was not rendered as it is written.
type Problem struct {
	Line  int // from 1, within the text
	Kind  Kind
	Value string // what was left out, at most 120 runes
}

// Kind is a kind of problem.
type Kind string

// The kinds of problem.
const (
	BadLink      Kind = "bad-link"      // an address that is not https, http, mailto or relative
	Image        Kind = "image"         // an image; its description is shown in its place
	RawHTML      Kind = "raw-html"      // HTML in the text
	LeftEmphasis Kind = "left-emphasis" // ** that did not become bold
	TooLong      Kind = "too-long"      // more than MaxBytes
)

// Render renders a text. It never fails: what cannot be rendered is left out and
// told.
func Render(src []byte, o Options) Document {
	if len(src) > MaxBytes {
		return Document{Problems: []Problem{{Line: 1, Kind: TooLong}}}
	}
	// goldmark 1.8 panics on a line break after a broken character.
	src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	p := &pass{source: src, options: o}
	md := goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
			extension.Strikethrough,
			extension.NewFootnote(extension.WithFootnoteIDPrefix(o.Prefix)),
			extension.NewCJK(extension.WithEastAsianLineBreaks()),
		),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			parser.WithASTTransformers(util.Prioritized(p, 1000)),
		),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(anchors{}, 100))),
	)
	ctx := parser.NewContext(parser.WithIDs(&ids{prefix: o.Prefix, used: map[string]bool{}}))
	doc := md.Parser().Parse(text.NewReader(src), parser.WithContext(ctx))
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, src, doc); err != nil {
		// A bytes.Buffer does not fail, and our renderers return no error of their own.
		return Document{Problems: p.problems}
	}
	return Document{HTML: template.HTML(b.String()), Text: plain(doc, src), Problems: p.problems}
}

// ids names headings so that Chinese ones keep their words.
type ids struct {
	prefix string
	used   map[string]bool
}

// Generate makes an id of a heading's text: letters, digits and hyphens.
func (i *ids) Generate(value []byte, _ ast.NodeKind) []byte {
	base := i.prefix + headingID(string(value))
	id := base
	for n := 2; i.used[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	i.used[id] = true
	return []byte(id)
}

// Put takes an id that is used already.
func (i *ids) Put(value []byte) { i.used[string(value)] = true }

// plain is the text of a document, a line per block.
func plain(doc ast.Node, src []byte) string {
	var b strings.Builder
	line := func() {
		if s := b.String(); s != "" && !strings.HasSuffix(s, "\n") {
			b.WriteByte('\n')
		}
	}
	// The walker never returns an error.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch {
		case n.Type() == ast.TypeBlock && !entering:
			line()
		case !entering:
		case n.Kind() == ast.KindText:
			t := n.(*ast.Text)
			b.Write(t.Value(src))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte('\n')
			}
		case n.Kind() == ast.KindString:
			b.Write(n.(*ast.String).Value)
		case n.Kind() == ast.KindCodeBlock, n.Kind() == ast.KindFencedCodeBlock:
			b.Write(n.Lines().Value(src))
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}
