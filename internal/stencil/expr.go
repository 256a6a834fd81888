package stencil

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

var (
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	stringType = reflect.TypeFor[string]()
	errorType  = reflect.TypeFor[error]()
	valueType  = reflect.TypeFor[reflect.Value]()
)

// expr is a value that a template names.
type expr struct {
	typ   reflect.Type // an interface: the type is seen only when the value is there; nil: no value
	get   func(r *run, dot reflect.Value) reflect.Value
	field int // of dot, where it is no more than that; else -1
}

func constant(v any) expr {
	value := reflect.ValueOf(v)
	return expr{value.Type(), func(*run, reflect.Value) reflect.Value { return value }, -1}
}

// concrete is what an interface holds.
func concrete(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// commands compiles the commands of a pipe, without those that escape.
func (c *compiler) commands(pipe *parse.PipeNode, commands []*parse.CommandNode, dot reflect.Type, sc *scope) expr {
	var e expr
	for i, command := range commands {
		if i == 0 {
			e = c.command(command, nil, dot, sc)
		} else {
			e = c.command(command, &e, dot, sc)
		}
	}
	if c.err == nil && e.get == nil {
		c.fail(pipe, "it has no value")
	}
	return e
}

// command compiles one command; final is the value of the one before it.
func (c *compiler) command(n *parse.CommandNode, final *expr, dot reflect.Type, sc *scope) expr {
	if id, ok := n.Args[0].(*parse.IdentifierNode); ok {
		return c.function(id, n.Args[1:], final, dot, sc)
	}
	if len(n.Args) > 1 || final != nil {
		c.fail(n, "it has arguments")
		return expr{}
	}
	return c.operand(n.Args[0], dot, sc)
}

// operand compiles what may be a command or an argument.
func (c *compiler) operand(n parse.Node, dot reflect.Type, sc *scope) expr {
	switch n := n.(type) {
	case *parse.DotNode:
		return expr{dot, func(_ *run, dot reflect.Value) reflect.Value { return dot }, -1}
	case *parse.FieldNode:
		return c.fields(n, expr{dot, nil, -1}, n.Ident)
	case *parse.VariableNode:
		return c.fields(n, c.variable(n, sc), n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(n, c.operand(n.Node, dot, sc), n.Field)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			c.fail(n, "it declares a variable")
		}
		return c.commands(n, n.Cmds, dot, sc)
	case *parse.IdentifierNode:
		return c.function(n, nil, nil, dot, sc)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.NumberNode:
		if whole(n) {
			return constant(int(n.Int64))
		}
	}
	c.fail(n, "an unknown kind of value")
	return expr{}
}

// whole says that a number is taken for an int, as idealConstant in text/template has it.
func whole(n *parse.NumberNode) bool {
	hex := strings.HasPrefix(strings.ToLower(n.Text), "0x") && !strings.ContainsAny(n.Text, "pP")
	return n.IsInt && !n.IsComplex && (hex || n.Text[0] == '\'' || !strings.ContainsAny(n.Text, ".eEpP"))
}

func (c *compiler) variable(n *parse.VariableNode, sc *scope) expr {
	if n.Ident[0] == "$" {
		c.root0 = true
		return expr{c.root, func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base] }, -1}
	}
	v := sc.find(n.Ident[0])
	if v == nil {
		c.fail(n, "the variable is not known")
		return expr{}
	}
	slot := v.slot
	return expr{v.typ, func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }, -1}
}

// fields compiles a chain of fields of a value; a value without get is dot.
func (c *compiler) fields(n parse.Node, e expr, names []string) expr {
	if c.err != nil {
		return e
	}
	ofDot := e.get == nil
	for _, name := range names {
		h, ok := hopTo(e.typ, name)
		if !ok {
			c.fail(n, fmt.Sprintf("there is no plain %s in %v", name, e.typ))
			return expr{}
		}
		if ofDot {
			e = expr{h.typ, func(_ *run, dot reflect.Value) reflect.Value { return h.get(dot) }, h.field}
			if h.field >= 0 {
				field := h.field
				e.get = func(_ *run, dot reflect.Value) reflect.Value { return dot.Field(field) }
			}
			ofDot = false
			continue
		}
		e = then(e, h)
	}
	return e
}

func then(e expr, h hop) expr {
	get := e.get
	if h.field >= 0 {
		field := h.field
		return expr{h.typ, func(r *run, dot reflect.Value) reflect.Value { return get(r, dot).Field(field) }, -1}
	}
	return expr{h.typ, func(r *run, dot reflect.Value) reflect.Value { return h.get(get(r, dot)) }, -1}
}

// hop leads from a value to its field, its method's result or its element of a map.
type hop struct {
	typ   reflect.Type
	get   func(reflect.Value) reflect.Value
	field int // where it is a field of a struct itself; else -1
}

// hopTo finds what text/template finds by that name in values of a type.
func hopTo(t reflect.Type, name string) (hop, bool) {
	base, direct := pointers(t)
	if base == nil || base.Kind() == reflect.Interface {
		return hop{}, false
	}
	if h, ok, is := methodOf(base, name); is {
		h.get = after(direct, h.get)
		return h, ok
	}
	switch base.Kind() {
	case reflect.Struct:
		f, ok := base.FieldByName(name)
		if !ok || !f.IsExported() {
			return hop{}, false
		}
		if base == t && len(f.Index) == 1 {
			return hop{f.Type, nil, f.Index[0]}, true
		}
		get := func(v reflect.Value) reflect.Value { return v.FieldByIndex(f.Index) }
		return hop{f.Type, after(direct, get), -1}, true
	case reflect.Map:
		if base.Key() != stringType {
			return hop{}, false
		}
		key := reflect.ValueOf(name)
		get := func(v reflect.Value) reflect.Value {
			e := v.MapIndex(key)
			if !e.IsValid() {
				stop("the map has no entry for " + name)
			}
			return e
		}
		return hop{base.Elem(), after(direct, get), -1}, true
	}
	return hop{}, false
}

// methodOf finds a method of a type or of pointers to it; is says that there is one of the
// name, ok that it can be called here.
func methodOf(t reflect.Type, name string) (h hop, ok, is bool) {
	m, own := t.MethodByName(name)
	if !own {
		if m, is = reflect.PointerTo(t).MethodByName(name); !is {
			return hop{}, false, false
		}
	}
	f := m.Type
	if f.NumIn() != 1 || f.NumOut() == 0 || f.NumOut() > 2 || f.NumOut() == 2 && f.Out(1) != errorType || f.Out(0) == valueType {
		return hop{}, false, true
	}
	index := m.Index
	return hop{f.Out(0), func(v reflect.Value) reflect.Value {
		if !own {
			if !v.CanAddr() {
				stop("a method needs an address: " + name)
			}
			v = v.Addr()
		}
		out := v.Method(index).Call(nil)
		if len(out) == 2 && !out[1].IsNil() {
			stop("a method failed: " + name)
		}
		return out[0]
	}, -1}, true, true
}

// pointers is what pointers of a type lead to in the end, and how to get there; nil: they
// lead there already.
func pointers(t reflect.Type) (reflect.Type, func(reflect.Value) reflect.Value) {
	if t == nil || t.Kind() != reflect.Pointer {
		return t, nil
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t, func(v reflect.Value) reflect.Value {
		for v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		return v
	}
}

func after(first, second func(reflect.Value) reflect.Value) func(reflect.Value) reflect.Value {
	if first == nil {
		return second
	}
	return func(v reflect.Value) reflect.Value {
		if v = first(v); !v.IsValid() {
			stop("a nil pointer")
		}
		return second(v)
	}
}

// through is the type of what a value points to in the end, and how to get there.
func (e expr) through() (reflect.Type, func(reflect.Value) reflect.Value) {
	t, direct := pointers(e.typ)
	if direct == nil {
		direct = func(v reflect.Value) reflect.Value { return v }
	}
	return t, direct
}

// truthOf is how text/template tells whether a value of a type is true.
func truthOf(t reflect.Type) func(reflect.Value) bool {
	if t == nil {
		return func(reflect.Value) bool { return false }
	}
	switch t.Kind() {
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	case reflect.Interface:
		return func(v reflect.Value) bool {
			v = concrete(v)
			return v.IsValid() && truthOf(v.Type())(v)
		}
	case reflect.Pointer, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Float32, reflect.Float64:
		return func(v reflect.Value) bool { return v.Float() != 0 }
	case reflect.Complex64, reflect.Complex128:
		return func(v reflect.Value) bool { return v.Complex() != 0 }
	}
	return func(v reflect.Value) bool { return !v.IsZero() } // whole numbers
}
