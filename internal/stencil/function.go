package stencil

import (
	"cmp"
	"fmt"
	"reflect"
	"text/template/parse"
)

// truth compiles what is asked whether it is true.
func (c *compiler) truth(n parse.Node, dot reflect.Type, sc *scope) func(*run, reflect.Value) bool {
	if pipe, ok := n.(*parse.PipeNode); ok && len(pipe.Cmds) == 1 && len(pipe.Decl) == 0 {
		if args := pipe.Cmds[0].Args; len(args) > 1 {
			if id, ok := args[0].(*parse.IdentifierNode); ok {
				if holds := c.logic(id.Ident, args[1:], dot, sc); holds != nil {
					return holds
				}
			}
		}
	}
	e := c.operand(n, dot, sc)
	if c.err != nil {
		return nil
	}
	holds, get := truthOf(e.typ), e.get
	if field := e.field; field >= 0 {
		switch e.typ.Kind() {
		case reflect.Bool:
			return func(_ *run, dot reflect.Value) bool { return dot.Field(field).Bool() }
		case reflect.String, reflect.Slice:
			return func(_ *run, dot reflect.Value) bool { return dot.Field(field).Len() > 0 }
		}
	}
	return func(r *run, dot reflect.Value) bool { return holds(get(r, dot)) }
}

// logic compiles and, or and not where only their truth is asked for; nil: it is another
// function.
func (c *compiler) logic(name string, args []parse.Node, dot reflect.Type, sc *scope) func(*run, reflect.Value) bool {
	switch {
	case name == "not" && len(args) == 1, name == "and", name == "or":
	default:
		return nil
	}
	holds := make([]func(*run, reflect.Value) bool, len(args))
	for i, n := range args {
		holds[i] = c.truth(n, dot, sc)
	}
	if name == "not" {
		return func(r *run, dot reflect.Value) bool { return !holds[0](r, dot) }
	}
	ends := name == "or" // what ends it
	return func(r *run, dot reflect.Value) bool {
		for _, h := range holds {
			if h(r, dot) == ends {
				return ends
			}
		}
		return !ends
	}
}

// function compiles a call of one of the functions that every template has.
func (c *compiler) function(n *parse.IdentifierNode, nodes []parse.Node, final *expr, dot reflect.Type, sc *scope) expr {
	var args []expr
	for _, node := range nodes {
		args = append(args, c.operand(node, dot, sc))
	}
	if final != nil {
		args = append(args, *final)
	}
	if c.err != nil {
		return expr{}
	}
	call, ok := functions[n.Ident]
	if !ok {
		c.fail(n, "an unknown function")
		return expr{}
	}
	e := call(n.Ident, args)
	if e.get == nil {
		c.fail(n, "its arguments are not the usual ones")
	}
	return e
}

// functions are the functions that are known. They return no get where the arguments are
// such that html/template had better say what comes of it.
var functions = map[string]func(name string, args []expr) expr{
	"eq": compare, "ne": compare, "lt": compare, "le": compare, "gt": compare, "ge": compare,
	"and": junction, "or": junction, "not": negation,
	"len": length, "index": element, "slice": part,
	"print": printed, "println": printed, "printf": printed,
}

func boolean(holds func(r *run, dot reflect.Value) bool) expr {
	return expr{boolType, func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(holds(r, dot)) }, -1}
}

func negation(_ string, args []expr) expr {
	if len(args) != 1 {
		return expr{}
	}
	holds, get := truthOf(args[0].typ), args[0].get
	return boolean(func(r *run, dot reflect.Value) bool { return !holds(get(r, dot)) })
}

// junction is and, or: the first argument that decides, else the last.
func junction(name string, args []expr) expr {
	if len(args) == 0 {
		return expr{}
	}
	for _, a := range args {
		if a.typ == nil || a.typ != args[0].typ || a.typ.Kind() == reflect.Interface {
			return expr{}
		}
	}
	holds, ends := truthOf(args[0].typ), name == "or"
	return expr{args[0].typ, func(r *run, dot reflect.Value) (v reflect.Value) {
		for _, a := range args {
			if v = a.get(r, dot); holds(v) == ends {
				return v
			}
		}
		return v
	}, -1}
}

// compare is the comparison of a value with another, or with several for eq.
func compare(name string, args []expr) expr {
	if len(args) < 2 || len(args) > 2 && name != "eq" {
		return expr{}
	}
	order := orderOf(args)
	if order == nil || args[0].typ.Kind() == reflect.Bool && name != "eq" && name != "ne" {
		return expr{}
	}
	holds := map[string]func(int) bool{
		"eq": func(o int) bool { return o == 0 }, "ne": func(o int) bool { return o != 0 },
		"lt": func(o int) bool { return o < 0 }, "le": func(o int) bool { return o <= 0 },
		"gt": func(o int) bool { return o > 0 }, "ge": func(o int) bool { return o >= 0 },
	}[name]
	first, rest := args[0].get, args[1:]
	return boolean(func(r *run, dot reflect.Value) bool {
		v := first(r, dot)
		for _, a := range rest {
			if holds(order(v, a.get(r, dot))) {
				return true
			}
		}
		return false
	})
}

// orderOf is how values of one kind are set in order; nil: they are not all of one that
// is known.
func orderOf(args []expr) func(a, b reflect.Value) int {
	kind := basicKind(args[0].typ)
	for _, a := range args {
		if basicKind(a.typ) != kind {
			return nil
		}
	}
	switch kind {
	case reflect.String:
		return func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) }
	case reflect.Int:
		return func(a, b reflect.Value) int { return cmp.Compare(a.Int(), b.Int()) }
	case reflect.Uint:
		return func(a, b reflect.Value) int { return cmp.Compare(a.Uint(), b.Uint()) }
	case reflect.Bool:
		return func(a, b reflect.Value) int {
			if a.Bool() == b.Bool() {
				return 0
			}
			return 1
		}
	}
	return nil
}

func basicKind(t reflect.Type) reflect.Kind {
	if t == nil {
		return reflect.Invalid
	}
	switch k := t.Kind(); k {
	case reflect.String, reflect.Bool:
		return k
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return reflect.Int
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return reflect.Uint
	}
	return reflect.Invalid
}

func length(_ string, args []expr) expr {
	if len(args) != 1 {
		return expr{}
	}
	t, direct := args[0].through()
	if t == nil {
		return expr{}
	}
	switch t.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
	default:
		return expr{}
	}
	get := args[0].get
	return expr{intType, func(r *run, dot reflect.Value) reflect.Value {
		v := direct(get(r, dot))
		if !v.IsValid() {
			stop("len of nil")
		}
		return reflect.ValueOf(v.Len())
	}, -1}
}

// element is an element of a list or a map.
func element(_ string, args []expr) expr {
	if len(args) != 2 || args[1].typ == nil {
		return expr{}
	}
	t, direct := args[0].through()
	if t == nil {
		return expr{}
	}
	get, at := args[0].get, args[1].get
	switch {
	case (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) && basicKind(args[1].typ) == reflect.Int:
		return expr{t.Elem(), func(r *run, dot reflect.Value) reflect.Value {
			return direct(get(r, dot)).Index(int(at(r, dot).Int())) // a panic is what html/template makes an error of
		}, -1}
	case t.Kind() == reflect.Map && args[1].typ.Kind() != reflect.Interface && args[1].typ.AssignableTo(t.Key()):
		return expr{t.Elem(), func(r *run, dot reflect.Value) reflect.Value {
			if v := direct(get(r, dot)).MapIndex(at(r, dot)); v.IsValid() {
				return v
			}
			return reflect.Zero(t.Elem())
		}, -1}
	}
	return expr{}
}

// part is a part of a text or a list.
func part(_ string, args []expr) expr {
	if len(args) == 0 || len(args) > 3 || args[0].typ == nil {
		return expr{}
	}
	for _, a := range args[1:] {
		if basicKind(a.typ) != reflect.Int {
			return expr{}
		}
	}
	if k := args[0].typ.Kind(); k != reflect.String && k != reflect.Slice {
		return expr{}
	}
	get, bounds := args[0].get, args[1:]
	return expr{args[0].typ, func(r *run, dot reflect.Value) reflect.Value {
		v := get(r, dot)
		ends := [2]int{0, v.Len()}
		for i, b := range bounds {
			ends[i] = int(b.get(r, dot).Int())
		}
		return v.Slice(ends[0], ends[1]) // likewise
	}, -1}
}

// printed is print, println and printf.
func printed(name string, args []expr) expr {
	if name == "printf" && (len(args) == 0 || args[0].typ != stringType) {
		return expr{}
	}
	return expr{stringType, func(r *run, dot reflect.Value) reflect.Value {
		list := make([]any, len(args))
		for i, a := range args {
			if v := concrete(a.get(r, dot)); v.IsValid() {
				list[i] = v.Interface()
			}
		}
		switch name {
		case "print":
			return reflect.ValueOf(fmt.Sprint(list...))
		case "println":
			return reflect.ValueOf(fmt.Sprintln(list...))
		}
		return reflect.ValueOf(fmt.Sprintf(list[0].(string), list[1:]...))
	}, -1}
}
