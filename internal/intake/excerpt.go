package intake

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/sheet"
)

// maxExcerpts is how many places of one file are looked up: nobody reads more.
const maxExcerpts = 2000

// Excerpts looks up the rows that findings are about and returns a function that gives
// the cells of the row to which a line of a file belongs, personal numbers masked; nil
// where it is not known. A line of a page or of the settings is one cell.
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
	o := sheet.Options{Say: func(finding.Finding) {}}
	if t != nil {
		o.Known = newTableFile(t, file, s, nil).namesColumn
	}
	f, err := sheet.Open(fsys, file, o)
	if err != nil || f == nil {
		return nil
	}
	defer f.Close()
	found := map[int][]string{}
	for _, sh := range f.Sheets {
		if !sh.Hidden {
			collect(sh.Rows, lines, found)
			break // findings about other sheets name their rows by the same numbers
		}
	}
	return found
}

// collect takes the rows that hold the lines.
func collect(rows sheet.Rows, lines []int, found map[int][]string) {
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
			last = make([]string, len(row.Cells))
			for i, c := range row.Cells {
				last[i] = privacy.Masked(finding.Shorten(c))
			}
		}
	}
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
