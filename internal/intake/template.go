package intake

import (
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
)

// made is a default whose text is made of other cells of its row.
type made []piece

// piece is a part of such a default: a text, or the cell that stands there.
type piece struct {
	text string
	at   int // index of the cell; -1: the text
}

// made finds the cells of a column's default. ok is false where the file has not all of
// them, so that the default does not count.
func (r *headerReader) made(t portal.Template, field string) (list made, ok bool) {
	for _, p := range t {
		at := -1
		if p.Header != "" {
			at = slices.IndexFunc(r.row.Cells, func(c string) bool { return r.same(c, p.Header) })
			if at < 0 || r.h.national && identity(fold(r.row.Cells[at])) {
				if r.h.at[r.f.table.Index(field)] < 0 {
					r.say(-1, finding.Warning, "unknown-placeholder", field, "{"+p.Header+"}",
						finding.Text{ZH: "“" + field + "”的默认值用到的列不在本文件里，默认值没有使用", EN: "the default of " + field + " names a column that this file has not: it was not used"},
						finding.Text{ZH: "花括号里写本文件的表头，与文件中一致", EN: "write a header of this file between the braces"})
				}
				return nil, false
			}
		}
		list = append(list, piece{p.Text, at})
	}
	return list, true
}

// same says whether two headers are the same column: in the national export, one may be
// English and the other Chinese.
func (r *headerReader) same(a, b string) bool {
	a, b = fold(a), fold(b)
	return a == b || r.h.national && nationalLine(a) >= 0 && nationalLine(a) == nationalLine(b)
}

// used says whether a default of the table is made of a header's cells.
func (r *headerReader) used(header string) bool {
	for _, text := range r.f.settings.Defaults[r.f.table.Name] {
		for _, p := range portal.NewTemplate(text) {
			if p.Header != "" && r.same(header, p.Header) {
				return !r.h.national || !identity(fold(header))
			}
		}
	}
	return false
}

// of is the text for a row, "" where none of its cells is given; at is the first of
// its cells.
func (m made) of(cells []string) (text string, at int) {
	var b strings.Builder
	given := false
	at = -1
	for _, p := range m {
		if p.at < 0 {
			b.WriteString(p.text)
			continue
		}
		if at < 0 {
			at = p.at
		}
		if c := strings.TrimSpace(cells[p.at]); !blank(c) {
			given = true
			b.WriteString(c)
		}
	}
	if !given {
		return "", at
	}
	return strings.TrimSpace(b.String()), at
}
