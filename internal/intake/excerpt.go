package intake

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/person"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/sheet"
)

// maxExcerpts is how many places of one file are looked up: nobody reads more.
const maxExcerpts = 2000

// Excerpts looks up the rows that findings are about and returns a function that gives
// the cells of the row to which a line of a file belongs, personal numbers and the name of
// the row's practitioner masked; nil where it is not known. A line of a page or of the settings is one cell.
func Excerpts(fsys fs.FS, s *portal.Settings, found []finding.Finding) func(file string, line int) []string {
	lines := map[string][]int{}
	for _, f := range found {
		if f.Line > 0 && len(lines[f.File]) < maxExcerpts && !slices.Contains(lines[f.File], f.Line) {
			lines[f.File] = append(lines[f.File], f.Line)
		}
	}
	rows := map[string]map[int][]string{}
	for file, wanted := range lines {
		slices.Sort(wanted)
		rows[file] = excerpts(fsys, s, file, wanted)
	}
	return func(file string, line int) []string { return rows[file][line] }
}

// excerpts returns the rows of some lines of a file. What cannot be read is left out.
func excerpts(fsys fs.FS, s *portal.Settings, file string, lines []int) map[int][]string {
	if ext := strings.ToLower(path.Ext(file)); ext != ".csv" && ext != ".tsv" && ext != ".xlsx" {
		return textLines(fsys, file, lines)
	}
	t := tableOf(strings.TrimPrefix(file, dataFolder+"/"))
	var names rowNames
	o := sheet.Options{Say: func(finding.Finding) {}}
	if t != nil {
		names.f = newTableFile(t, file, s, nil)
		o.Known = names.f.namesColumn
	}
	f, err := sheet.Open(fsys, file, o)
	if err != nil || f == nil {
		return nil
	}
	defer f.Close()
	found := map[int][]string{}
	for _, sh := range f.Sheets {
		if !sh.Hidden {
			collect(sh.Rows, &names, lines, found)
			break // findings about other sheets name their rows by the same numbers
		}
	}
	return found
}

// collect takes the rows that hold the lines.
func collect(rows sheet.Rows, names *rowNames, lines []int, found map[int][]string) {
	var last []string
	from := 0
	for len(lines) > 0 {
		row, err := rows.Next()
		next := 0
		if err == nil && row != nil {
			next = row.Line
		}
		for len(lines) > 0 && (next == 0 || lines[0] < next) {
			if last != nil && lines[0] >= from {
				found[lines[0]] = last
			}
			lines = lines[1:]
		}
		if next == 0 {
			return
		}
		if from = next; len(lines) > 0 {
			last = names.masked(row.Cells)
			for i, c := range last {
				last[i] = privacy.Masked(finding.Shorten(c))
			}
		} else {
			names.look(row.Cells)
		}
	}
}

// rowNames masks the name that the column person of a row has, in all its cells. The
// reports of a check may be public where the repository is.
type rowNames struct {
	f      *tableFile // nil: a table that is none of ours
	column int        // the cell of the person, from 1; 0: no header has named it yet
}

// look finds the column of the person where a row is a header.
func (n *rowNames) look(cells []string) {
	if n.f == nil || n.column > 0 || n.f.table.Name != "sanctions" {
		return
	}
	for i, c := range cells {
		if n.f.namesColumn(c) && n.f.column(strings.TrimSpace(c), false).index == n.f.table.Index("person") {
			n.column = i + 1
		}
	}
}

// masked is a copy of the cells of a row without the name.
func (n *rowNames) masked(cells []string) []string {
	list := slices.Clone(cells)
	if n.look(cells); n.column == 0 || n.column > len(list) || n.f.namesColumn(list[n.column-1]) {
		return list
	}
	name := list[n.column-1]
	names := person.Of(name)
	for i := range list {
		list[i] = names.In(list[i])
	}
	list[n.column-1] = person.Mask(name)
	return list
}

// textLines returns lines of a text.
func textLines(fsys fs.FS, file string, lines []int) map[int][]string {
	f, err := fsys.Open(file)
	if err != nil {
		return nil
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxMarkdown))
	if err != nil {
		return nil
	}
	all := strings.Split(string(body), "\n")
	found := map[int][]string{}
	for _, n := range lines {
		if n <= len(all) {
			found[n] = []string{privacy.Masked(finding.Shorten(strings.TrimRight(all[n-1], "\r")))}
		}
	}
	return found
}
