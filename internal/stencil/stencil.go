// Package stencil turns the parsed templates of html/template into steps that write the
// same bytes several times faster.
//
// html/template escapes a set of templates before it runs one: afterwards the pipelines of
// their parse trees name the escapers that each place needs. Those trees are compiled here,
// a template for each type of value that it is given: fields and methods are looked up
// once, the text between them is joined, and the usual escapers are written out.
//
// html/template stays the authority. What the compiler does not know (a function, a range
// over a map, a field of a value whose type is not known beforehand) makes html/template
// run the template concerned; and where a value cannot be shown, html/template runs
// everything again, so that errors are its own. What is left out: functions of the
// program, since no template of ours has any.
package stencil

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"slices"
	"sync"
)

// Set is the templates of a set of html/template. It may be used by several goroutines.
type Set struct {
	html  *template.Template
	plain bool // html/template runs everything

	programs sync.Map   // programKey -> *program
	mu       sync.Mutex // held while something is compiled
	made     map[programKey]*program
	trees    trees
	foreign  map[string]*template.Template // by the names of escapers, joined
	left     *leftovers
}

// New makes a set of templates that were parsed and never executed. Nothing is compiled
// before it is asked for.
func New(html *template.Template) (*Set, error) {
	trees, err := newTrees(html)
	if err != nil {
		return nil, err
	}
	return &Set{html: html, trees: trees, made: map[programKey]*program{}, foreign: map[string]*template.Template{}, left: new(leftovers)}, nil
}

// Interpreted is the same templates, all run by html/template: what the compiled ones are
// compared with.
func (s *Set) Interpreted() *Set { return &Set{html: s.html, plain: true, left: new(leftovers)} }

// Append appends what the named template makes of data. Where it fails, dst is returned
// with the error of html/template.
func (s *Set) Append(dst []byte, name string, data any) ([]byte, error) {
	r := runs.Get().(*run)
	defer r.done()
	r.out = dst
	if err := s.execute(r, name, data); err != nil {
		return dst, err
	}
	return r.out, nil
}

// String is what the named template makes of data.
func (s *Set) String(name string, data any) (string, error) {
	r := runs.Get().(*run)
	defer r.done()
	r.out = r.own[:0]
	err := s.execute(r, name, data)
	r.own = r.out
	if err != nil {
		return "", err
	}
	return string(r.out), nil
}

// Delegated lists what html/template had to run, and why, in order.
func (s *Set) Delegated() []string { return s.left.list() }

// execute appends to the run's output.
func (s *Set) execute(r *run, name string, data any) error {
	if s.plain {
		return s.html.ExecuteTemplate(r, name, data)
	}
	start := len(r.out)
	p := s.program(name, reflect.TypeOf(data))
	if p.why == nil {
		err := p.run(r, reflect.ValueOf(data))
		if err == nil {
			return nil
		}
		s.left.add(name, err)
	}
	r.out = r.out[:start]
	return s.html.ExecuteTemplate(r, name, data)
}

// program is a template for values of one type.
type program struct {
	set     *Set
	name    string
	derived bool // html/template runs it only within the template that calls it
	body    body
	slots   int   // variables
	why     error // why html/template has to run it; nil: it has not
	begun   bool  // it is being compiled, so that who asks for it is called by it
}

type programKey struct {
	name string
	typ  reflect.Type // nil: of no value at all
}

// program compiles a template for a type, once. Nobody sees a program before all those
// that it calls are whole.
func (s *Set) program(name string, typ reflect.Type) *program {
	key := programKey{name, typ}
	if p, ok := s.programs.Load(key); ok {
		return p.(*program)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.compiled(name, typ, place{template: name})
	s.programs.Store(key, p)
	return p
}

// compiled is program, with the lock held. where is how the template is reached; it
// matters for templates that html/template has derived.
func (s *Set) compiled(name string, typ reflect.Type, where place) *program {
	key := programKey{name, typ}
	if p := s.made[key]; p != nil {
		return p
	}
	p := &program{set: s, name: name, derived: where.derived(), begun: true}
	s.made[key] = p
	root, err := s.trees.root(name, where)
	if err == nil {
		c := compiler{set: s, where: where, root: typ}
		p.body = c.list(root, typ, nil)
		p.slots, err = c.frame(), c.err
	}
	if err != nil {
		s.left.add(name, err)
	}
	p.why, p.begun = err, false
	return p
}

// errStopped is why a run that was begun has to be made by html/template.
var errStopped = errors.New("a value cannot be shown")

// run runs a program from the start. A panic, of ours or of a method of the value, means
// that html/template has to say what is wrong.
func (p *program) run(r *run, dot reflect.Value) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: %v", errStopped, v)
		}
	}()
	r.vars, r.base, r.depth = r.vars[:0], 0, 0
	p.call(r, dot)
	return nil
}

// stop ends a run; html/template will make it again and say what is wrong.
func stop(why string) { panic(why) }

// mostDepth is how deep templates may call each other here; html/template allows more.
const mostDepth = 500

// call runs a program within a run.
func (p *program) call(r *run, dot reflect.Value) {
	if p.why != nil {
		p.delegate(r, dot)
		return
	}
	if r.depth++; r.depth > mostDepth {
		stop("templates call each other without end")
	}
	if p.slots > 0 {
		base := r.base
		r.base = len(r.vars)
		r.grow(p.slots)
		r.vars[r.base] = dot
		p.body.run(r, dot)
		r.vars, r.base = r.vars[:r.base], base
	} else {
		p.body.run(r, dot)
	}
	r.depth--
}

// delegate lets html/template run a template that was called.
func (p *program) delegate(r *run, dot reflect.Value) {
	if p.derived {
		stop("a template is not compiled")
	}
	var data any
	if dot.IsValid() {
		data = dot // as it is: a value with an address has more methods
	}
	if err := p.set.html.ExecuteTemplate(r, p.name, data); err != nil {
		stop(err.Error())
	}
}

// run is the state of what is executed: what was written and the variables, those of a
// template above those of its caller.
type run struct {
	out   []byte
	own   []byte // kept for the next run
	vars  []reflect.Value
	base  int // where the variables of the template begin
	depth int
}

var runs = sync.Pool{New: func() any { return new(run) }}

func (r *run) done() {
	clear(r.vars[:cap(r.vars)]) // else they would keep what was shown
	r.out = nil
	runs.Put(r)
}

// Write makes a run the output of html/template.
func (r *run) Write(b []byte) (int, error) {
	r.out = append(r.out, b...)
	return len(b), nil
}

// grow makes room for a template's variables.
func (r *run) grow(slots int) {
	for len(r.vars) < r.base+slots {
		r.vars = append(r.vars, reflect.Value{})
	}
}

// leftovers is what html/template had to run, for tests and whoever wonders.
type leftovers struct {
	mu   sync.Mutex
	seen map[string]bool
}

func (l *leftovers) add(name string, why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	l.seen[name+": "+why.Error()] = true
}

func (l *leftovers) list() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []string
	for s := range l.seen {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}
