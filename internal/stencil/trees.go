package stencil

import (
	"errors"
	"fmt"
	"html/template"
	"slices"
	texttemplate "text/template"
	"text/template/parse"
)

// trees gives the parse trees of a set as html/template has escaped them.
//
// A template that is called where no text stands (within a tag, say) is copied by
// html/template under a name such as anchor$htmltemplate_stateTag_elementNone, and the copy
// is not handed out. So the call is replaced by what it calls, in a copy of the set, and
// the copy is escaped: what stands in the place of the call is the derived template.
type trees struct {
	parsed  *template.Template // never executed, so that it can be cloned
	escaped *template.Template // escaped template by template, as they are asked for
	broken  error              // why nothing more can be escaped
	known   map[string]*parse.ListNode
}

func newTrees(html *template.Template) (trees, error) {
	t := trees{known: map[string]*parse.ListNode{}}
	var err error
	if t.parsed, err = html.Clone(); err == nil {
		t.escaped, err = t.parsed.Clone()
	}
	return t, err
}

// place is a call of a template: within the template, the call at the first position;
// within what that calls, the call at the second; and so on. Without positions it is the
// template itself.
type place struct {
	template string
	calls    []parse.Pos
}

func (p place) derived() bool { return len(p.calls) > 0 }

func (p place) within(call parse.Pos) place {
	return place{p.template, append(slices.Clip(p.calls), call)}
}

// root is the escaped tree of a template, which where reaches if it is a derived one.
func (t *trees) root(name string, where place) (*parse.ListNode, error) {
	if root := t.known[name]; root != nil {
		return root, nil
	}
	if t.broken != nil {
		return nil, t.broken
	}
	root, err := t.escapedRoot(where)
	if err != nil {
		return nil, err
	}
	t.known[name] = root
	return root, nil
}

func (t *trees) escapedRoot(where place) (*parse.ListNode, error) {
	if where.derived() {
		return t.derived(where)
	}
	if t.broken = escape(t.escaped, where.template); t.broken != nil {
		return nil, t.broken // it may have left marks that other templates stumble over
	}
	return t.escaped.Lookup(where.template).Tree.Root, nil
}

func (t *trees) derived(where place) (*parse.ListNode, error) {
	set, err := t.parsed.Clone()
	if err != nil {
		return nil, err
	}
	list := set.Lookup(where.template).Tree.Root
	for _, pos := range where.calls {
		if list = replaced(set, list, pos); list == nil {
			return nil, fmt.Errorf("the call at %d in %s is not found", pos, where.template)
		}
	}
	return list, escape(set, where.template)
}

// replaced puts a copy of the template that is called at a position into the place of the
// call, and returns the copy.
func replaced(set *template.Template, list *parse.ListNode, pos parse.Pos) *parse.ListNode {
	if list == nil {
		return nil
	}
	for i, n := range list.Nodes {
		if call, ok := n.(*parse.TemplateNode); ok && call.Pos == pos {
			called := set.Lookup(call.Name)
			if called == nil || called.Tree == nil {
				return nil
			}
			body := called.Tree.Root.CopyList()
			list.Nodes[i] = body
			return body
		}
		for _, inner := range lists(n) {
			if body := replaced(set, inner, pos); body != nil {
				return body
			}
		}
	}
	return nil
}

// lists is the lists of nodes within a node.
func lists(n parse.Node) []*parse.ListNode {
	switch n := n.(type) {
	case *parse.IfNode:
		return []*parse.ListNode{n.List, n.ElseList}
	case *parse.WithNode:
		return []*parse.ListNode{n.List, n.ElseList}
	case *parse.RangeNode:
		return []*parse.ListNode{n.List, n.ElseList}
	}
	return nil
}

// errFull ends the execution that escape needs at its first byte.
var errFull = errors.New("nothing is written")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// escape makes html/template escape a template and what it calls, which it does before it
// executes one.
func escape(set *template.Template, name string) error {
	err := set.ExecuteTemplate(full{}, name, nil)
	var execution texttemplate.ExecError
	if errors.Is(err, errFull) || errors.As(err, &execution) {
		return nil
	}
	return err
}
