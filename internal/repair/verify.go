package repair

import (
	"fmt"
	"strings"

	"gongshi/internal/schema"
	"gongshi/internal/transcript"
)

// Read reads files as those of a table, and returns the transcripts of their sheets in order.
type Read func(t *schema.Table, files []File) ([]*transcript.Sheet, error)

// verify reads the copies of a file once more, as a check would, and says where one is
// not read like the original. It never is; but whoever puts a copy in place of the
// original must not have to trust that.
func (c *copier) verify(read Read, files []File) error {
	if read == nil {
		return nil
	}
	var texts []File
	for _, f := range files {
		if len(texts) < len(c.tables) {
			texts = append(texts, f)
			continue
		}
		if err := c.same(read, []File{f}); err != nil {
			return err
		}
	}
	return c.same(read, texts)
}

func (c *copier) same(read Read, files []File) error {
	again, err := read(c.tables[0].from.Table, files)
	if err != nil {
		return err
	}
	if len(again) != len(c.tables) {
		return fmt.Errorf("%s: wanted %d sheets, read %d", files[0].Path, len(c.tables), len(again))
	}
	for i, t := range c.tables {
		if err := t.same(again[i]); err != nil {
			return fmt.Errorf("%s: %w", again[i].File, err)
		}
	}
	return nil
}

// same says where a copy that was read again is not what the table holds: every column
// and row must be there, what was in doubt must be refused, and nothing may be left to mend.
func (t *table) same(again *transcript.Sheet) error {
	if again.Broken || len(again.Left) > 0 || len(again.Rows) != len(t.rows) {
		return fmt.Errorf("wanted %d rows, read %d and %d that are none", len(t.rows), len(again.Rows), len(again.Left))
	}
	columns := map[int]int{} // of the table -> in the copy
	for i, h := range again.Header {
		if h.Column >= 0 {
			columns[h.Column] = i
		}
	}
	for i, h := range t.from.Header {
		if h.Column < 0 {
			continue
		}
		at, ok := columns[h.Column]
		if !ok || at != i || (again.Header[at].Unit != 0) != t.open[i] || t.open[i] && again.Header[at].Unit != h.Unit {
			return fmt.Errorf("column %d is not read as %q", i+1, h.Written)
		}
		delete(columns, h.Column)
	}
	if len(columns) > 0 {
		return fmt.Errorf("%d columns more are read", len(columns))
	}
	for k := range t.rows {
		if err := t.sameRow(k, &again.Rows[k]); err != nil {
			return fmt.Errorf("line %d: %w", again.Rows[k].Line, err)
		}
	}
	return nil
}

func (t *table) sameRow(k int, again *transcript.Row) error {
	from := &t.from.Rows[k]
	doubtful := from.Ragged || t.remarks[k] != ""
	if doubtful || again.Ragged {
		if doubtful && again.Ragged || again.Ragged && t.bookRemark(k) != "" {
			return nil
		}
		return fmt.Errorf("refused: wanted %v, found %v", doubtful, again.Ragged)
	}
	for i, c := range from.Cells {
		var copied transcript.Cell
		if i < len(again.Cells) {
			copied = again.Cells[i]
		}
		switch {
		case copied.Unsure != c.Unsure:
			return fmt.Errorf("cell %d in doubt: wanted %v, found %v", i+1, c.Unsure, copied.Unsure)
		case i < len(t.open) && t.open[i]:
			if copied.Text != c.Text {
				return fmt.Errorf("cell %d: wanted %q, found %q", i+1, c.Text, copied.Text)
			}
		case copied.Text != t.rows[k][i] && !sameNumber(copied.Text, t.rows[k][i]):
			return fmt.Errorf("cell %d: wanted %q, found %q", i+1, t.rows[k][i], copied.Text)
		}
	}
	return nil
}

// sameNumber says whether two texts differ in the zeros behind the decimal point alone,
// which a workbook does not keep.
func sameNumber(a, b string) bool {
	bare := func(s string) string {
		if !strings.Contains(s, ".") {
			return s
		}
		return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return number.MatchString(a) && number.MatchString(b) && bare(a) == bare(b)
}
