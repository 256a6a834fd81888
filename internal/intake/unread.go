package intake

import (
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/privacy"
	"gongshi/internal/schema"
	"gongshi/internal/sheet"
)

// unread looks for personal numbers in cells of a row that are not published: what stands
// above and below the table, in columns that are not known, in rows that cannot be read.
// The audit sees the others. A number in a table is one step from being published, and
// whoever shares the table has published it.
func (f *tableFile) unread(row *sheet.Row, cells func(i int) bool) {
	for i, text := range row.Cells {
		if cells(i) {
			f.personal(row.LineOf(i), i+1, "", text, false)
		}
	}
}

// every is all cells of a row.
func every(int) bool { return true }

// unknown says whether a cell belongs to no column of the table, and to none that is
// known and left alone.
func (f *tableFile) unknown(i int) bool {
	return !slices.Contains(f.header.at, i) && !f.header.left[i]
}

func (f *tableFile) personal(line, column int, field, text string, key bool) {
	for _, n := range privacy.Find(text) {
		if !n.Kind.Hard() || key && n.Kind == privacy.BankCard {
			continue
		}
		rule, message, hint := n.Kind.Rule()
		f.add(line, column, field, n.Mask(), note{severity: finding.Error, rule: rule, message: message, hint: hint})
	}
}

// refusedRow looks at the texts of a record that is left out.
func (f *tableFile) refusedRow(s *source) {
	for i, c := range f.table.Columns {
		switch c.Kind {
		case schema.Text, schema.Name, schema.List, schema.URL, schema.Key, schema.CreditKey:
			if at := s.at[i]; at.Column > 0 && c.Name != "phone" {
				f.personal(int(at.Line), int(at.Column), c.Name, s.raw[i], f.key(&f.table.Columns[i]) || c.Kind == schema.CreditKey)
			}
		}
	}
}

// agencyNames are headers of a column that repeats the name of the agency beside its code.
var agencyNames = append([]string{"机构名称", "机构"}, builtIn["agencies"]["name"]...)

// namesAgree compares the agency's name that stands beside its code with the one that the table
// of agencies has: a row whose code was taken from the line above shows by it.
func (f *tableFile) namesAgree(row *sheet.Row, s *source) {
	at := f.header.agency
	i := f.table.Index("agency_id")
	if at < 0 || at >= len(row.Cells) || i < 0 {
		return
	}
	written := strings.TrimSpace(row.Cells[at])
	agency := f.agency(s.raw[i])
	if blank(written) || ditto(written) || agency == nil || fold(agency.Name) == fold(written) || fold(agency.ShortName) == fold(written) ||
		slices.ContainsFunc(agency.FormerNames, func(n string) bool { return fold(n) == fold(written) }) {
		return
	}
	f.add(row.LineOf(at), at+1, "", written, note{severity: finding.Warning, rule: "name-mismatch",
		message: finding.Text{ZH: "同一行的代码属于“" + agency.Name + "”", EN: "the code in this row is that of " + agency.Name},
		hint:    finding.Text{ZH: "核对代码和名称，以登记证书为准", EN: "compare code and name with the certificate"}})
}
