package stencil

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"text/template/parse"
)

// signal says how the loop around a step goes on.
type signal int8

const (
	next  signal = iota
	again        // with the next turn of the loop
	leave        // after the loop
)

// step writes what a part of a template makes of dot.
type step func(r *run, dot reflect.Value) signal

// piece is text and the step after it; nil: none.
type piece struct {
	text string
	do   step
}

// body is a list of nodes.
type body []piece

func (b body) run(r *run, dot reflect.Value) signal {
	for i := range b {
		p := &b[i]
		r.out = append(r.out, p.text...)
		if p.do == nil {
			continue
		}
		if s := p.do(r, dot); s != next {
			return s
		}
	}
	return next
}

// text is what a body writes whatever dot is; false: it depends.
func (b body) text() (string, bool) {
	switch {
	case len(b) == 0:
		return "", true
	case len(b) == 1 && b[0].do == nil:
		return b[0].text, true
	}
	return "", false
}

func (b *body) write(text string) {
	if n := len(*b); n > 0 && (*b)[n-1].do == nil {
		(*b)[n-1].text += text
	} else if text != "" {
		*b = append(*b, piece{text: text})
	}
}

func (b *body) add(do step) {
	if n := len(*b); n > 0 && (*b)[n-1].do == nil {
		(*b)[n-1].do = do
	} else {
		*b = append(*b, piece{do: do})
	}
}

// compiler compiles one template for one type.
type compiler struct {
	set   *Set
	where place
	root  reflect.Type // of $
	slots int          // variables, without $
	root0 bool         // $ is used
	err   error        // what is not known; the first counts
}

// scope is the variables that can be seen, the innermost first.
type scope struct {
	name  string
	typ   reflect.Type
	slot  int
	outer *scope
}

func (c *compiler) fail(n parse.Node, why string) {
	if c.err == nil {
		c.err = fmt.Errorf("%s: %s", n, why)
	}
}

// frame is how many slots the variables need; the first is that of $.
func (c *compiler) frame() int {
	if c.slots == 0 && !c.root0 {
		return 0
	}
	return c.slots + 1
}

// declare adds a variable to a scope.
func (c *compiler) declare(name string, typ reflect.Type, sc *scope) *scope {
	c.slots++
	return &scope{name, typ, c.slots, sc}
}

func (sc *scope) find(name string) *scope {
	for ; sc != nil; sc = sc.outer {
		if sc.name == name {
			return sc
		}
	}
	return nil
}

// list compiles a list of nodes for a dot of a type.
func (c *compiler) list(list *parse.ListNode, dot reflect.Type, sc *scope) body {
	var b body
	if list == nil {
		return nil
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			b.write(string(n.Text))
		case *parse.CommentNode:
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				b.add(c.print(n, dot, sc))
				continue
			}
			var do step
			do, sc = c.assign(n.Pipe, dot, sc)
			b.add(do)
		case *parse.IfNode:
			b.add(c.ifNode(n, dot, sc))
		case *parse.WithNode:
			b.add(c.withNode(n, dot, sc))
		case *parse.RangeNode:
			b.add(c.rangeNode(n, dot, sc))
		case *parse.TemplateNode:
			c.callNode(&b, n, dot, sc)
		case *parse.BreakNode:
			b.add(func(*run, reflect.Value) signal { return leave })
		case *parse.ContinueNode:
			b.add(func(*run, reflect.Value) signal { return again })
		default:
			c.fail(n, "an unknown kind of node")
		}
	}
	return b
}

// print compiles an action that shows a value.
func (c *compiler) print(n *parse.ActionNode, dot reflect.Type, sc *scope) step {
	commands := n.Pipe.Cmds
	at := len(commands)
	for at > 0 && isEscaper(commands[at-1]) {
		at--
	}
	if at == len(commands) || at == 0 {
		c.fail(n, "it is not escaped in the usual way")
		return nil
	}
	var names []string
	for _, command := range commands[at:] {
		names = append(names, command.Args[0].(*parse.IdentifierNode).Ident)
	}
	return c.sink(n, c.commands(n.Pipe, commands[:at], dot, sc), names)
}

func isEscaper(command *parse.CommandNode) bool {
	id, ok := command.Args[0].(*parse.IdentifierNode)
	return ok && len(command.Args) == 1 && strings.HasPrefix(id.Ident, "_html_template_")
}

// assign compiles an action that sets a variable.
func (c *compiler) assign(pipe *parse.PipeNode, dot reflect.Type, sc *scope) (step, *scope) {
	value := c.commands(pipe, pipe.Cmds, dot, sc)
	if len(pipe.Decl) != 1 {
		c.fail(pipe, "it has several variables")
		return nil, sc
	}
	name := pipe.Decl[0].Ident[0]
	if !pipe.IsAssign {
		sc = c.declare(name, value.typ, sc)
		return setter(sc.slot, value), sc
	}
	v := sc.find(name)
	if v == nil || v.typ != value.typ {
		c.fail(pipe, "the variable has another type")
		return nil, sc
	}
	return setter(v.slot, value), sc
}

func setter(slot int, value expr) step {
	return func(r *run, dot reflect.Value) signal {
		r.vars[r.base+slot] = value.get(r, dot)
		return next
	}
}

// condition compiles the pipe of an if.
func (c *compiler) condition(pipe *parse.PipeNode, dot reflect.Type, sc *scope) (func(*run, reflect.Value) bool, *scope) {
	if len(pipe.Decl) == 0 {
		return c.truth(pipe, dot, sc), sc
	}
	set, inner := c.assign(pipe, dot, sc)
	if c.err != nil {
		return nil, sc
	}
	v := inner.find(pipe.Decl[0].Ident[0])
	holds := truthOf(v.typ)
	return func(r *run, dot reflect.Value) bool {
		set(r, dot)
		return holds(r.vars[r.base+v.slot])
	}, inner
}

func (c *compiler) ifNode(n *parse.IfNode, dot reflect.Type, sc *scope) step {
	holds, sc := c.condition(n.Pipe, dot, sc)
	then, otherwise := c.list(n.List, dot, sc), c.list(n.ElseList, dot, sc)
	if len(otherwise) == 0 {
		return func(r *run, dot reflect.Value) signal {
			if holds(r, dot) {
				return then.run(r, dot)
			}
			return next
		}
	}
	return func(r *run, dot reflect.Value) signal {
		if holds(r, dot) {
			return then.run(r, dot)
		}
		return otherwise.run(r, dot)
	}
}

func (c *compiler) withNode(n *parse.WithNode, dot reflect.Type, sc *scope) step {
	value := c.commands(n.Pipe, n.Pipe.Cmds, dot, sc)
	set := 0
	switch len(n.Pipe.Decl) {
	case 0:
	case 1:
		if n.Pipe.IsAssign {
			c.fail(n.Pipe, "it sets a variable from outside")
		}
		sc = c.declare(n.Pipe.Decl[0].Ident[0], value.typ, sc)
		set = sc.slot
	default:
		c.fail(n.Pipe, "it has several variables")
	}
	holds := truthOf(value.typ)
	then := c.byType(value.typ, func(c *compiler, t reflect.Type) step { return c.list(n.List, t, sc).run })
	otherwise := c.list(n.ElseList, dot, sc)
	return func(r *run, dot reflect.Value) signal {
		v := value.get(r, dot)
		if set > 0 {
			r.vars[r.base+set] = v
		}
		if holds(v) {
			return then(r, v)
		}
		return otherwise.run(r, dot)
	}
}

func (c *compiler) rangeNode(n *parse.RangeNode, dot reflect.Type, sc *scope) step {
	otherwise := c.list(n.ElseList, dot, sc) // a variable of the loop has no sense there
	value := c.commands(n.Pipe, n.Pipe.Cmds, dot, sc)
	list, direct := value.through()
	if list == nil || list.Kind() != reflect.Slice && list.Kind() != reflect.Array || n.Pipe.IsAssign || len(n.Pipe.Decl) > 2 {
		c.fail(n, "it is no range over a list")
		return nil
	}
	inner, index, element := sc, 0, 0
	for i, v := range n.Pipe.Decl {
		if i < len(n.Pipe.Decl)-1 {
			inner = c.declare(v.Ident[0], intType, inner)
			index = inner.slot
		} else {
			inner = c.declare(v.Ident[0], list.Elem(), inner)
			element = inner.slot
		}
	}
	turn := c.byType(list.Elem(), func(c *compiler, t reflect.Type) step { return c.list(n.List, t, inner).run })
	return func(r *run, dot reflect.Value) signal {
		v := direct(value.get(r, dot))
		size := 0
		if v.IsValid() {
			size = v.Len()
		}
		if size == 0 {
			return otherwise.run(r, dot)
		}
		for i := range size {
			e := v.Index(i)
			if index > 0 {
				r.vars[r.base+index] = reflect.ValueOf(i)
			}
			if element > 0 {
				r.vars[r.base+element] = e
			}
			if turn(r, e) == leave {
				break
			}
		}
		return next
	}
}

// callNode compiles the call of a template; text that never changes is written in.
func (c *compiler) callNode(b *body, n *parse.TemplateNode, dot reflect.Type, sc *scope) {
	value := expr{get: func(*run, reflect.Value) reflect.Value { return reflect.Value{} }}
	if n.Pipe != nil {
		value = c.commands(n.Pipe, n.Pipe.Cmds, dot, sc)
		if len(n.Pipe.Decl) > 0 {
			c.fail(n, "it declares a variable")
		}
	}
	where := place{template: n.Name}
	if strings.Contains(n.Name, "$htmltemplate_") {
		where = c.where.within(n.Pos)
	}
	var only *program
	call := c.byType(value.typ, func(c *compiler, t reflect.Type) step {
		p := c.set.compiled(n.Name, t, where)
		if p.why != nil && where.derived() {
			c.fail(n, p.why.Error())
		}
		only = p
		return func(r *run, dot reflect.Value) signal {
			p.call(r, dot)
			return next
		}
	})
	if c.err != nil {
		return
	}
	if only != nil && only.why == nil && !only.begun {
		if text, ok := only.body.text(); ok {
			b.write(text)
			return
		}
	}
	b.add(func(r *run, dot reflect.Value) signal { return call(r, value.get(r, dot)) })
}

// byType compiles what is done with a value: at once where its type is known, else for
// each type that comes.
func (c *compiler) byType(typ reflect.Type, compile func(*compiler, reflect.Type) step) step {
	if typ == nil || typ.Kind() != reflect.Interface {
		return compile(c, typ)
	}
	c.root0 = true
	late := &byType{set: c.set, compiler: *c, compile: compile}
	return late.run
}

type byType struct {
	set      *Set
	compiler compiler // as it was
	compile  func(*compiler, reflect.Type) step
	known    sync.Map // reflect.Type -> lateStep
}

type lateStep struct {
	do    step
	slots int
	why   error
}

func (b *byType) run(r *run, v reflect.Value) signal {
	v = concrete(v)
	if !v.IsValid() {
		stop("nil has no type")
	}
	late := b.of(v.Type())
	if late.why != nil {
		stop(late.why.Error())
	}
	r.grow(late.slots)
	return late.do(r, v)
}

func (b *byType) of(t reflect.Type) lateStep {
	if s, ok := b.known.Load(t); ok {
		return s.(lateStep)
	}
	b.set.mu.Lock()
	defer b.set.mu.Unlock()
	c := b.compiler
	late := lateStep{do: b.compile(&c, t)}
	late.slots, late.why = c.frame(), c.err
	b.known.Store(t, late)
	return late
}
