package intake

import (
	"fmt"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
)

// redirects reads data/redirects.csv: table, old_key, new_key.
func (r *reader) redirects(name string) error {
	f, err := r.fsys.Open(name)
	if err != nil {
		return fmt.Errorf("read the redirects: %w", err)
	}
	defer f.Close()
	say := func(line, column int, field, value string, n note) {
		r.book.add(finding.Finding{File: name, Line: line, Column: column, Field: field, Value: finding.Shorten(value),
			Severity: n.severity, Rule: n.rule, Message: n.message, Hint: n.hint})
	}
	sheet, err := newSheet(f, ',', func(x refusal) { say(x.line, x.column, "", x.value, x.note) })
	if err != nil {
		return fmt.Errorf("read the redirects: %w", err)
	}
	head, err := sheet.next()
	if err != nil || head == nil {
		return err
	}
	for i, want := range []string{"table", "old_key", "new_key"} {
		if i >= len(head) || fold(head[i]) != want {
			say(sheet.line, 0, want, "", note{finding.Error, "missing-column",
				finding.Text{ZH: "列应为 table、old_key、new_key", EN: "the columns must be table, old_key, new_key"},
				finding.Text{ZH: "改正表头", EN: "correct the header"}})
			return nil
		}
	}
	for {
		cells, err := sheet.next()
		if err != nil || cells == nil {
			return err
		}
		d := register.Redirect{File: name, Line: sheet.line, Table: strings.TrimSpace(cells[0]), OldKey: strings.TrimSpace(cells[1]), NewKey: strings.TrimSpace(cells[2])}
		for _, t := range schema.Tables() {
			if d.Table == t.ZH {
				d.Table = t.Name
			}
		}
		switch {
		case schema.Lookup(d.Table) == nil:
			say(d.Line, 1, "table", d.Table, note{finding.Error, "unknown-table",
				finding.Text{ZH: "没有这张表", EN: "there is no such table"}, finding.Text{ZH: "用表的英文名", EN: "use the table's English name"}})
		case d.Table == "pay" || d.Table == "evaluations": // their records stand on the pages of others
		case d.OldKey == "" || d.NewKey == "":
			column, field := 2, "old_key"
			if d.OldKey != "" {
				column, field = 3, "new_key"
			}
			say(d.Line, column, field, "", note{finding.Error, "missing-cell",
				finding.Text{ZH: "新旧编号都要填写", EN: "both keys must be given"}, finding.Text{ZH: "填写单元格", EN: "fill in the cell"}})
		default:
			r.tables.Redirects = append(r.tables.Redirects, d)
		}
	}
}
