package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The rows of a list stand on many pages, but a script that sorts and filters needs all of
// them: they are in one file a list and language, which is loaded when a reader first sorts
// or filters. It is made of the rows as the templates render them, so that both are the
// same. docs/formats.md describes it.

// defaultMostRows is how many rows such a file holds at most. A longer list has none: the
// search is the better way then.
const defaultMostRows = 5000

// rowsVersion is the version of the form of these files.
const rowsVersion = 1

// folders is where the lists stand.
var folders = map[section]string{inAgencies: "agencies", inProjects: "projects", inSanctions: "sanctions"}

// tableTools is what a script needs above a list.
type tableTools struct {
	Rows         string // the file of all rows; empty: there are too many
	Search       string // the search for the same records
	Total        int    // how many rows there are without any filter; 0: it is not said
	Facet, Value string // of a list that is one value of a facet
}

func (p page) tools(s section, n, rows int, facet, value string) *tableTools {
	if rows == 0 {
		return nil
	}
	t := &tableTools{
		Search: p.to(p.route.Search()) + "?table=" + folders[s], Facet: facet, Value: value,
	}
	if n == 1 {
		t.Total = rows
	}
	if _, all, _ := listOf(p, s); all <= p.opts.MostRows {
		t.Rows = p.to(p.route.Rows(folders[s]))
	}
	return t
}

// rowFiles lists the files of rows.
func (e *edition) rowFiles() []job {
	var list []job
	for _, s := range []section{inAgencies, inProjects, inSanctions} {
		if _, n, _ := listOf(page{edition: e, path: e.route.Home()}, s); n <= e.opts.MostRows { // an address stays, also where no row is left
			path := e.route.Rows(folders[s])
			list = append(list, job{edition: e, path: path, of: e.ofRows(s, e.listHead(s)), file: func(p page) ([]byte, error) { return p.rowFile(s) }})
		}
	}
	return list
}

// rowsOf is the rows of a list as they stand on its pages, with their records.
func (e *edition) rowsOf(s section) ([]any, []template.HTML) {
	switch s {
	case inAgencies:
		return anys(e.reg.Agencies), e.agencyTable(e.reg.Agencies).Rows
	case inProjects:
		return anys(e.reg.Projects), e.projectTable(e.reg.Projects, true, true).Rows
	}
	return anys(e.reg.Sanctions), e.sanctionTable(e.reg.Sanctions)
}

// facetIDs is a facet and its values as the file names them.
type facetIDs struct {
	ID     string   `json:"id"`
	Values []string `json:"values"`
}

func (p page) rowFile(s section) ([]byte, error) {
	records, rows := p.rowsOf(s)
	shapes := newShaper()
	for i, row := range rows {
		if err := shapes.add(i, string(row)); err != nil {
			return nil, err
		}
	}
	var ids []facetIDs
	var places []map[any][]int
	for _, f := range p.facets[s] {
		if !f.offered {
			continue
		}
		at, of := map[any][]int{}, facetIDs{ID: f.id}
		for i, v := range f.values {
			of.Values = append(of.Values, v.id)
			for _, r := range v.records(s) {
				at[r] = append(at[r], i)
			}
		}
		ids, places = append(ids, of), append(places, at)
	}
	texts, table := shapes.table(func(i int) []any {
		cells := make([]any, len(places))
		for n, at := range places {
			cells[n] = oneOrMany(at[records[i]])
		}
		return cells
	})
	var b bytes.Buffer
	b.WriteString("gongshiRows=")
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	err := out.Encode(map[string]any{"version": rowsVersion, "facets": ids, "texts": texts, "shapes": shapes.shapes(), "rows": table})
	// Text stays text, wherever the file may be put.
	return bytes.ReplaceAll(b.Bytes(), []byte("<"), []byte(`\u003c`)), err
}

// oneOrMany is the places of a record's values: mostly one, which needs no brackets.
func oneOrMany(list []int) any {
	if len(list) == 1 {
		return list[0]
	}
	return append([]int{}, list...)
}

// shaper takes rows apart into what they have in common, their shape, and what differs:
// texts, addresses and keys. Few shapes are enough for a list.
type shaper struct {
	all       []*rowShape
	known     map[string]*rowShape
	skeletons map[string]*rowShape // by what skim leaves of a row; nil: each of these rows is parsed
	rows      []shapedRow
}

type rowShape struct {
	id    int
	tree  *element
	fixed []*string // what stands in every row at a place; nil: it differs
	rows  int
}

type shapedRow struct {
	at     int // which of the list's records it is
	shape  *rowShape
	values []string
}

// element is a part of a row: [tag, attributes, children …]. A child that is 0 and an
// attribute that is 0 are places for values, in the order of the JSON.
type element struct {
	tag      string
	names    []string       // of attributes, sorted
	values   map[string]any // 0 or a text
	children []any          // 0, a text or an element
}

func (e *element) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	err := out.Encode(append([]any{e.tag, e.values}, e.children...)) // encoding/json sorts the keys of a map
	return b.Bytes(), err
}

func newShaper() *shaper {
	return &shaper{known: map[string]*rowShape{}, skeletons: map[string]*rowShape{}}
}

// varies says which attributes differ from row to row.
func varies(name string) bool { return name == "href" || name == "data-key" }

// add adds a row. Of those that look alike the first is parsed, and the others are skimmed,
// which takes a tenth of the time; where skimming does not find what the parser does, all
// are parsed.
func (s *shaper) add(at int, row string) error {
	skeleton, values := skim(row)
	shape, seen := s.skeletons[skeleton]
	if shape == nil || strings.ContainsAny(row, "\r\x00") { // the parser replaces these
		parsed, found, err := s.parse(row)
		if err != nil || parsed == nil {
			return err // no error: a portal's own template shows nothing
		}
		if !seen && slices.Equal(values, found) {
			s.skeletons[skeleton] = parsed
		} else if !seen {
			s.skeletons[skeleton] = nil
		}
		shape, values = parsed, found
	}
	shape.count(values)
	s.rows = append(s.rows, shapedRow{at, shape, values})
	return nil
}

// parse finds the shape of a row, and its values. There is none where the row is empty.
func (s *shaper) parse(row string) (*rowShape, []string, error) {
	body := &html.Node{Type: html.ElementNode, Data: "tbody", DataAtom: atom.Tbody}
	nodes, err := html.ParseFragment(strings.NewReader(row), body)
	if err != nil {
		return nil, nil, err
	}
	for _, n := range nodes {
		if n.Type != html.ElementNode {
			continue
		}
		var r rowTaker
		tree := r.take(n)
		shape := s.known[r.key.String()]
		if shape == nil {
			shape = &rowShape{id: len(s.all), tree: tree, fixed: make([]*string, len(r.values))}
			s.known[r.key.String()] = shape
			s.all = append(s.all, shape)
		}
		return shape, r.values, nil
	}
	return nil, nil, nil
}

// count notes which of a row's values differ from those of the others of its shape.
func (sh *rowShape) count(values []string) {
	for i := range values {
		switch f := &sh.fixed[i]; {
		case sh.rows == 0:
			*f = &values[i]
		case *f != nil && **f != values[i]:
			*f = nil
		}
	}
	sh.rows++
}

// skim takes texts, addresses and keys out of a row, in the order in which they stand there
// and without regard to what the tags mean. What is left is the same for rows of one shape.
func skim(row string) (skeleton string, values []string) {
	values = make([]string, 0, strings.Count(row, "<"))
	var left strings.Builder
	left.Grow(len(row))
	for row != "" {
		text, tag, _ := strings.Cut(row, "<")
		if text != "" {
			values = append(values, html.UnescapeString(text))
			left.WriteByte('.')
		}
		tag, row, _ = strings.Cut(tag, ">")
		left.WriteByte('<')
		for at := varying(tag); at > 0; at = varying(tag) {
			value, rest, _ := strings.Cut(tag[at:], `"`)
			values = append(values, html.UnescapeString(value))
			left.WriteString(tag[:at])
			tag = rest
		}
		left.WriteString(tag)
		left.WriteByte('>')
	}
	return left.String(), values
}

// varying is where the value of a tag's first attribute that varies begins; 0: it has none.
func varying(tag string) int {
	for at := 0; ; {
		i := strings.Index(tag[at:], `="`)
		if i < 0 {
			return 0
		}
		name := tag[at : at+i]
		at += i + len(`="`)
		if varies(name[strings.LastIndexByte(name, ' ')+1:]) {
			return at
		}
	}
}

// rowTaker takes a parsed row apart: its values, and a text that tells its shape from others.
type rowTaker struct {
	values []string
	key    strings.Builder
}

// take takes a part of a row.
func (r *rowTaker) take(n *html.Node) *element {
	e := &element{tag: n.Data, values: map[string]any{}}
	r.key.WriteString("<" + n.Data)
	attributes := slices.Clone(n.Attr)
	slices.SortFunc(attributes, func(a, b html.Attribute) int { return cmp.Compare(a.Key, b.Key) })
	for _, a := range attributes {
		e.names = append(e.names, a.Key)
		r.key.WriteString(" " + a.Key)
		if varies(a.Key) {
			e.values[a.Key] = 0
			r.values = append(r.values, a.Val)
			continue
		}
		e.values[a.Key] = a.Val
		r.key.WriteString("=" + a.Val)
	}
	r.key.WriteByte('>')
	for c := range n.ChildNodes() {
		switch c.Type {
		case html.TextNode:
			e.children = append(e.children, 0)
			r.values = append(r.values, c.Data)
			r.key.WriteByte('.')
		case html.ElementNode:
			e.children = append(e.children, r.take(c))
		}
	}
	r.key.WriteByte('/')
	return e
}

// shapes returns the shapes with the texts that all their rows have in their places.
func (s *shaper) shapes() []*element {
	list := make([]*element, len(s.all))
	for i, sh := range s.all {
		at := 0
		list[i] = sh.tree.filled(sh.fixed, &at)
	}
	return list
}

func (e *element) filled(fixed []*string, at *int) *element {
	out := &element{tag: e.tag, names: e.names, values: map[string]any{}}
	fill := func(v any) any {
		if _, place := v.(int); !place {
			return v
		}
		f := fixed[*at]
		*at++
		if f != nil {
			return *f
		}
		return v
	}
	for _, name := range e.names {
		out.values[name] = fill(e.values[name])
	}
	for _, c := range e.children {
		if child, ok := c.(*element); ok {
			out.children = append(out.children, child.filled(fixed, at))
		} else {
			out.children = append(out.children, fill(c))
		}
	}
	return out
}

// oftenEnough is how often a text stands in the rows before it is given a number instead.
const oftenEnough = 3

// table is the rows: the number of the shape, what before gives for the row, then the values
// that differ, each a text or the number of one of the texts that are returned first.
func (s *shaper) table(before func(row int) []any) ([]string, [][]any) {
	count := map[string]int{}
	each := func(r shapedRow, visit func(string)) {
		for i, v := range r.values {
			if r.shape.fixed[i] == nil {
				visit(v)
			}
		}
	}
	for _, r := range s.rows {
		each(r, func(v string) { count[v]++ })
	}
	texts := []string{}
	for v, n := range count {
		if n >= oftenEnough {
			texts = append(texts, v)
		}
	}
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	number := make(map[string]int, len(texts))
	for i, v := range texts {
		number[v] = i
	}
	rows := make([][]any, len(s.rows))
	for i, r := range s.rows {
		rows[i] = append([]any{r.shape.id}, before(r.at)...)
		each(r, func(v string) {
			if n, ok := number[v]; ok {
				rows[i] = append(rows[i], n)
			} else {
				rows[i] = append(rows[i], v)
			}
		})
	}
	return texts, rows
}
