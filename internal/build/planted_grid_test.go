package build

import (
	"io/fs"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing/fstest"

	"gongshi/internal/schema"
)

// grid is a CSV file of the sample: its cells as they stand in the file, quotes and all,
// so that damage to one changes nothing else.
type grid struct {
	file  string
	table *schema.Table
	mark  string // the byte order mark, where there is one
	cells [][]string
}

// readGrid splits a file of LF and well-formed quotes.
func readGrid(name, text string) *grid {
	g := &grid{file: name}
	base, _, _ := strings.Cut(strings.TrimPrefix(name, "data/"), ".")
	base, _, _ = strings.Cut(base, "-")
	g.table = schema.Lookup(base)
	if rest, ok := strings.CutPrefix(text, "\ufeff"); ok {
		g.mark, text = "\ufeff", rest
	}
	var row []string
	from, quoted := 0, false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',':
			row, from = append(row, text[from:i]), i+1
		case c == '\n':
			g.cells, row, from = append(g.cells, append(row, text[from:i])), nil, i+1
		}
	}
	return g
}

// thin keeps the rows of which keep says so.
func (g *grid) thin(keep func(i int, row []string) bool) {
	kept := g.cells[:1:1]
	for i, row := range g.cells[1:] {
		if keep(i, row) {
			kept = append(kept, row)
		}
	}
	g.cells = kept
}

// clone is a copy whose cells can be changed.
func (g *grid) clone() *grid {
	c := *g
	c.cells = slices.Clone(g.cells)
	for i := range c.cells {
		c.cells[i] = slices.Clone(c.cells[i])
	}
	return &c
}

func (g *grid) text() string {
	var b strings.Builder
	b.WriteString(g.mark)
	for _, row := range g.cells {
		b.WriteString(strings.Join(row, ",") + "\n")
	}
	return b.String()
}

// line is where a cell of a row starts, from 1.
func (g *grid) line(row, column int) int {
	n := 1
	for _, r := range g.cells[:row] {
		n++
		for _, c := range r {
			n += strings.Count(c, "\n")
		}
	}
	for _, c := range g.cells[row][:column] {
		n += strings.Count(c, "\n")
	}
	return n
}

// column is the index of a column in the file, by its English name; -1: none.
func (g *grid) column(name string) int {
	c := g.table.Column(name)
	if c == nil {
		return -1
	}
	return slices.IndexFunc(g.cells[0], func(h string) bool { return h == c.Name || h == c.ZH })
}

// schemaOf is the table's column at an index of the file.
func (g *grid) schemaOf(i int) *schema.Column {
	for k := range g.table.Columns {
		if c := &g.table.Columns[k]; g.cells[0][i] == c.Name || g.cells[0][i] == c.ZH {
			return c
		}
	}
	return nil
}

// planter makes one damaged portal.
type planter struct {
	*sample
	*rand.Rand
	files map[string][]byte // changed or new files; nil: deleted
	links map[string]string // symbolic links
}

func (p *planter) portal() fs.FS {
	m := maps.Clone(p.sample.fs)
	for name, data := range p.files {
		if data == nil {
			delete(m, name)
		} else {
			m[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
	}
	for name, target := range p.links {
		m[name] = &fstest.MapFile{Data: []byte(target), Mode: fs.ModeSymlink | 0o777}
	}
	return m
}

// spot is a cell to be damaged.
type spot struct {
	*grid
	p           *planter
	row, column int
}

// grids are the sample's files of some tables; of all where none is named.
func (p *planter) grids(tables ...string) []*grid {
	var list []*grid
	for _, g := range p.tables {
		if len(tables) == 0 || slices.Contains(tables, g.table.Name) {
			list = append(list, g)
		}
	}
	return list
}

// spot draws a cell: of one of the tables, in a column that fits, with a text that fits.
func (p *planter) spot(tables []string, fits func(*schema.Column) bool, text func(string) bool) spot {
	for {
		list := p.grids(tables...)
		g := list[p.Intn(len(list))]
		row := 1 + p.Intn(len(g.cells)-1)
		column := p.Intn(len(g.cells[0]))
		c := g.schemaOf(column)
		if c != nil && (fits == nil || fits(c)) && (text == nil || text(g.cells[row][column])) {
			return spot{g.clone(), p, row, column}
		}
	}
}

// in draws a cell of a column of a table.
func (p *planter) in(table, column string, text func(string) bool) spot {
	return p.spot([]string{table}, func(c *schema.Column) bool { return c.Name == column }, text)
}

// header draws a cell of a header.
func (p *planter) header(fits func(*schema.Column) bool, tables ...string) spot {
	s := p.spot(tables, fits, nil)
	s.row = 0
	return s
}

// value is the cell's text; the quotes of a quoted cell are left out.
func (s spot) value() string {
	v := s.cells[s.row][s.column]
	if inner, ok := strings.CutPrefix(v, `"`); ok {
		return strings.ReplaceAll(strings.TrimSuffix(inner, `"`), `""`, `"`)
	}
	return v
}

// put writes raw bytes into the cell and says where it stands.
func (s spot) put(raw string) place {
	s.cells[s.row][s.column] = raw
	return s.done(s.row, s.column, raw)
}

// set writes a text into the cell, quoted where that is needed.
func (s spot) set(text string) place { return s.put(quote(text)) }

// also writes a text into another column of the row.
func (s spot) also(column, text string) spot {
	s.cells[s.row][s.grid.column(column)] = quote(text)
	return s
}

// other is the text of another column of the row.
func (s spot) other(column string) string { return s.cells[s.row][s.grid.column(column)] }

func quote(text string) string {
	if strings.ContainsAny(text, ",\"\n") || strings.HasPrefix(text, " ") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

// done stores the file and names the place of a cell: its column from 1.
func (s spot) done(row, column int, what string) place {
	s.p.files[s.file] = []byte(s.text())
	return place{s.file, s.line(row, column), column + 1, what}
}

// within inserts a text at a random place between two characters of the value.
func (s spot) within(text string) string {
	r := []rune(s.value())
	i := 1
	if len(r) > 2 {
		i = 1 + s.p.Intn(len(r)-1)
	}
	return string(r[:i]) + text + string(r[i:])
}

// replaced is a value with the i-th character replaced.
func replaced(v string, i int, by byte) string {
	b := []byte(v)
	b[i] = by
	return string(b)
}

// page draws a page and returns its name, its lines, and the index of a random line of its body.
func (p *planter) page(folder string) (name string, lines []string, at int) {
	for {
		name = p.pages[p.Intn(len(p.pages))]
		if !strings.HasPrefix(name, "content/"+folder) {
			continue
		}
		lines = strings.Split(strings.TrimSuffix(string(p.fs[name].Data), "\n"), "\n")
		body := 1 + slices.Index(lines[1:], "---") + 1
		return name, lines, body + p.Intn(len(lines)-body)
	}
}

func (p *planter) write(name string, lines []string) {
	p.files[name] = []byte(strings.Join(lines, "\n") + "\n")
}

// columns of kinds, for spot.
func ofKind(kinds ...schema.Kind) func(*schema.Column) bool {
	return func(c *schema.Column) bool { return slices.Contains(kinds, c.Kind) }
}

func required(c *schema.Column) bool { return c.Required }

func given(s string) bool { return s != "" }
