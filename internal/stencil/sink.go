package stencil

import (
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// sink compiles how a value is escaped and written.
func (c *compiler) sink(n parse.Node, e expr, names []string) step {
	if c.err != nil {
		return nil
	}
	foreign, err := c.set.foreignEscapers(names)
	if err != nil {
		c.fail(n, err.Error())
		return nil
	}
	ch, ok := chainOf(names)
	get := e.get
	switch {
	case !ok:
		return func(r *run, dot reflect.Value) signal { return r.foreign(foreign, get(r, dot)) }
	case e.typ == nil || e.typ.Kind() == reflect.Interface || e.typ.NumMethod() > 0:
	case e.typ.Kind() == reflect.String:
		return textSink(e, ch, foreign, len(names) == 1 && names[0] == "_html_template_htmlescaper")
	case basicKind(e.typ) != reflect.Invalid && len(ch.filters) == 0 && names[0] != "_html_template_htmlnamefilter" && names[0] != jsValue:
		return func(r *run, dot reflect.Value) signal {
			r.out = number(r.out, get(r, dot))
			return next
		}
	}
	return func(r *run, dot reflect.Value) signal {
		v := get(r, dot)
		s, kind := "", plain
		if v := concrete(v); v.IsValid() {
			s, kind = textOf(v.Interface())
		}
		return r.text(ch, foreign, v, s, kind)
	}
}

// textSink writes a value that is a text by its type.
func textSink(e expr, ch chain, foreign *template.Template, inText bool) step {
	get, field, kind := e.get, e.field, contentOf(e.typ)
	switch {
	case inText && kind == markup && field >= 0:
		return func(r *run, dot reflect.Value) signal {
			r.out = append(r.out, dot.Field(field).String()...)
			return next
		}
	case inText && kind == markup:
		return func(r *run, dot reflect.Value) signal {
			r.out = append(r.out, get(r, dot).String()...)
			return next
		}
	case kind == plain && len(ch.filters) == 0 && field >= 0:
		return func(r *run, dot reflect.Value) signal {
			v := dot.Field(field)
			return r.text(ch, foreign, v, v.String(), plain)
		}
	}
	return func(r *run, dot reflect.Value) signal {
		v := get(r, dot)
		return r.text(ch, foreign, v, v.String(), kind)
	}
}

// text escapes and writes a text. v is the value that it is the text of.
func (r *run) text(ch chain, foreign *template.Template, v reflect.Value, s string, kind content) signal {
	start := len(r.out)
	out, ok := ch.append(r.out, s, kind)
	if !ok {
		r.out = r.out[:start]
		return r.foreign(foreign, v)
	}
	r.out = out
	return next
}

// foreign lets html/template escape and write a value.
func (r *run) foreign(t *template.Template, v reflect.Value) signal {
	var data any
	if v = concrete(v); v.IsValid() {
		data = v
	}
	if err := t.Execute(r, data); err != nil {
		stop(err.Error())
	}
	return next
}

// foreignEscapers is a template of html/template that passes its value through escapers
// and nothing else. It is a template of text whose escapers are exchanged once they have
// been put in.
func (s *Set) foreignEscapers(names []string) (*template.Template, error) {
	key := strings.Join(names, " ")
	if t := s.foreign[key]; t != nil {
		return t, nil
	}
	t, err := template.New(key).Parse("{{.}}")
	if err != nil {
		return nil, err
	}
	if err := escape(t, key); err != nil {
		return nil, err
	}
	pipe := t.Tree.Root.Nodes[0].(*parse.ActionNode).Pipe
	pipe.Cmds = pipe.Cmds[:1]
	for _, name := range names {
		id := parse.NewIdentifier(name).SetPos(pipe.Pos).SetTree(t.Tree)
		pipe.Cmds = append(pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: pipe.Pos, Args: []parse.Node{id}})
	}
	s.foreign[key] = t
	return t, nil
}
