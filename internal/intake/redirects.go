package intake

import (
	"fmt"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// aside opens a file that stands beside the tables, and reads its header; first is nil where
// there is no such file, or nothing in it, and the file is closed then.
func (r *reader) aside(name string, say func(finding.Finding)) (file *sheet.File, first *sheet.Row, err error) {
	file, err = sheet.Open(r.fsys, name, sheet.Options{Say: say})
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	if file == nil {
		return nil, nil, nil
	}
	if first, err = file.Sheets[0].Rows.Next(); err != nil || first == nil {
		file.Close()
		return nil, nil, err
	}
	return file, first, nil
}

// redirects reads data/redirects.csv: table, old_key, new_key. A blank new_key says that the
// record was withdrawn. In the place of a table stands an open list, such as purchasers, whose
// value is spelt anew.
func (r *reader) redirects(name string) error {
	take := func(found finding.Finding) {
		found.File = name
		r.book.add(found)
	}
	say := func(line, column int, field, value, rule string, message, hint finding.Text) {
		take(finding.Finding{Line: line, Column: column, Field: field, Value: finding.Shorten(value),
			Severity: finding.Error, Rule: rule, Message: message, Hint: hint})
	}
	file, first, err := r.aside(name, take)
	if first == nil {
		return err
	}
	defer file.Close()
	rows := file.Sheets[0].Rows
	head := first.Cells
	for i, want := range []string{"table", "old_key", "new_key"} {
		if i >= len(head) || fold(head[i]) != want {
			say(first.Line, 0, want, "", "missing-column",
				finding.Text{ZH: "列应为 table、old_key、new_key", EN: "the columns must be table, old_key, new_key"},
				finding.Text{ZH: "改正表头", EN: "correct the header"})
			return nil
		}
	}
	width := len(head)
	for {
		row, err := rows.Next()
		if err != nil || row == nil {
			return err
		}
		cells := row.Cells
		if len(cells) != width {
			say(row.Line, 1, "", fmt.Sprint(len(cells)), "ragged-row",
				finding.Text{ZH: fmt.Sprintf("本行有 %d 个单元格，表头有 %d 个", len(cells), width), EN: fmt.Sprintf("the row has %d cells, the header has %d", len(cells), width)},
				finding.Text{ZH: "补齐或删除", EN: "add what is missing or delete what is too many"})
			continue
		}
		d := register.Redirect{File: name, Line: row.Line, Table: strings.TrimSpace(cells[0]), OldKey: strings.TrimSpace(cells[1]), NewKey: strings.TrimSpace(cells[2])}
		for _, t := range schema.Tables() {
			if d.Table == t.ZH {
				d.Table = t.Name
			}
		}
		list := register.ListOf(d.Table)
		if list != "" {
			d.Table = list
		}
		switch {
		case list == "" && schema.Lookup(d.Table) == nil:
			known := append([]string{"agencies", "projects", "sanctions"}, register.Lists()...)
			say(d.Line, 1, "table", d.Table, "unknown-table",
				finding.Text{ZH: "没有这张表", EN: "there is no such table"},
				finding.DidYouMean(d.Table, known, finding.Text{ZH: "应为 " + strings.Join(known, "、") + " 之一", EN: "wanted one of " + strings.Join(known, ", ")}))
		case d.Table == "pay" || d.Table == "evaluations":
			take(finding.Finding{Line: d.Line, Column: 1, Field: "table", Value: d.Table, Severity: finding.Notice, Rule: "no-page",
				Message: finding.Text{ZH: "这张表的记录没有自己的网页，没有地址可转", EN: "the records of this table have no page of their own, so that there is no address to lead on"},
				Hint:    finding.Text{ZH: "删除该行", EN: "delete the row"}})
		case d.OldKey == "":
			say(d.Line, 2, "old_key", "", "missing-cell",
				finding.Text{ZH: "旧编号必须填写", EN: "the old key must be given"}, finding.Text{ZH: "填写单元格", EN: "fill in the cell"})
		case list != "" && d.NewKey == "":
			say(d.Line, 3, "new_key", "", "missing-cell",
				finding.Text{ZH: "列表的新写法必须填写：只有记录才能撤回", EN: "the new spelling must be given: only a record can be withdrawn"},
				finding.Text{ZH: "填写现在的写法，或删除该行", EN: "give the value as it is now, or delete the row"})
		default:
			r.tables.Redirects = append(r.tables.Redirects, d)
		}
	}
}
