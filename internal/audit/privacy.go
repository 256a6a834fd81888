package audit

import (
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/text"
)

// Permitted are the numbers that look like a person's and may be published all the same:
// what stands in an exempted cell, a key, an amount. Their digits are the keys.
type Permitted map[string]bool

// permit remembers the numbers that may be published.
func (a *auditor) permit(list []privacy.Number) {
	for _, n := range list {
		if n.Kind.Hard() {
			a.permitted[n.Digits] = true
		}
	}
}

// cells looks for what tells of persons in every cell that holds text, and for characters
// of names and identifiers that are taken for others.
func (a *auditor) cells() {
	r := a.reg
	for _, x := range r.Agencies { // before all texts that may name them
		if x.ID.Valid() || r.Settings.Accepts(string(x.ID)) {
			a.codes[string(x.ID)], a.permitted[string(x.ID)] = true, true
		}
	}
	agencies := newSieve("agencies")
	for _, x := range r.Agencies {
		if agencies.holds(&x.Origin) {
			a.row("agencies", &x.Origin, string(x.ID))
		}
	}
	pay := newSieve("pay")
	for _, x := range r.Pay {
		if pay.holds(&x.Origin) {
			a.row("pay", &x.Origin, string(x.AgencyID))
		}
	}
	projects := newSieve("projects")
	for _, x := range r.ProjectsAsRead() {
		if projects.holds(&x.Origin) {
			a.row("projects", &x.Origin, x.ID)
		}
	}
	evaluations := newSieve("evaluations")
	for _, x := range r.EvaluationsAsRead() {
		if evaluations.holds(&x.Origin) {
			a.row("evaluations", &x.Origin, x.ProjectID)
		}
	}
	sanctions := newSieve("sanctions")
	for _, x := range r.AllSanctions() {
		if sanctions.holds(&x.Origin) {
			a.row("sanctions", &x.Origin, x.AsRead().ID)
		}
	}
}

// sieve holds the rows of a table in which row finds something: next to none.
type sieve struct {
	table   *schema.Table
	batches map[*register.Batch][]bool // by row; nil: none of its rows is held
}

func newSieve(table string) *sieve {
	return &sieve{schema.Lookup(table), map[*register.Batch][]bool{}}
}

// holds says whether row has to look at a row.
func (s *sieve) holds(o *register.Origin) bool {
	batch, row := o.Batch()
	if batch == nil {
		return false
	}
	rows, sifted := s.batches[batch]
	if !sifted {
		rows = batch.Rows(s.found)
		if !slices.Contains(rows, true) {
			rows = nil
		}
		s.batches[batch] = rows
	}
	return rows != nil && rows[row]
}

// found says whether something is in a cell of a column.
func (s *sieve) found(column int, cell string) bool {
	if column >= len(s.table.Columns) {
		return false
	}
	switch kind := s.table.Columns[column].Kind; {
	case exact(kind):
		return len(cell) >= privacy.Shortest && len(privacy.Find(cell)) > 0
	case isName(kind) && s.table.Name != "pay":
		if _, ok := text.Disguised(cell); ok {
			return true
		}
	}
	return len(privacy.Find(cell)) > 0
}

// exact says whether cells of a kind have been read exactly, so that they are what they say.
func exact(k schema.Kind) bool {
	switch k {
	case schema.Money, schema.Count, schema.Score, schema.Date, schema.Year, schema.Coded:
		return true
	}
	return false
}

// isName says whether cells of a kind are names or identifiers.
func isName(k schema.Kind) bool { return k == schema.Name || k == schema.Key || k == schema.List }

// row looks at the cells of a row; key is what identifies it in privacy.allow.
func (a *auditor) row(table string, o *register.Origin, key string) {
	t := schema.Lookup(table)
	for i := range min(o.Width(), len(t.Columns)) {
		s, c := o.Original(i), &t.Columns[i]
		if s == "" {
			continue
		}
		if exact(c.Kind) {
			if len(s) >= privacy.Shortest {
				a.permit(privacy.Find(s))
			}
			continue
		}
		if isName(c.Kind) {
			a.disguised(t, c, o, i, s)
		}
		for _, n := range privacy.Find(s) {
			severity := finding.Warning
			switch {
			case a.ours(n):
				continue
			case innocent(t, c, n.Kind):
				a.permitted[n.Digits] = true
				continue
			case a.allowed(table, key, c.Name, n) || a.allowed(table, wholeKey(t, o), c.Name, n):
				continue
			case n.Kind == privacy.Mobile && c.Name == "phone":
				a.permitted[n.Digits] = true
			case n.Kind.Hard():
				severity = finding.Error
			}
			rule, message, hint := n.Kind.Rule()
			a.at(t, o, c.Name, n.Mask(), severity, rule, message, hint)
		}
	}
}

// wholeKey is what identifies one row of a table, its parts as written with spaces between
// them: an exemption for a year of an agency's pay is narrower than one for all of it.
func wholeKey(t *schema.Table, o *register.Origin) string {
	var parts []string
	for _, name := range t.Key {
		if s := o.Original(t.Index(name)); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// innocent says whether a column holds something else that looks the same: a key is no
// card, the address of an agency no home, that of a page no mailbox.
func innocent(t *schema.Table, c *schema.Column, k privacy.Kind) bool {
	switch k {
	case privacy.BankCard, privacy.OldIdentity, privacy.Passport, privacy.LicencePlate:
		return c.Kind == schema.CreditKey || slices.Contains(t.Key, c.Name)
	case privacy.HomeAddress:
		return c.Name == "address"
	case privacy.Email:
		return c.Kind == schema.URL
	}
	return false
}

// allowed says whether the operator has exempted a place in writing, and remembers that
// the exemption has a use.
func (a *auditor) allowed(table, key, column string, n privacy.Number) bool {
	found := false
	for i, x := range a.reg.Settings.Allow {
		if x.Table == table && x.Key == key && (x.Column == column || x.Column == "" && table == portal.Content) {
			a.used[i], found = true, true
		}
	}
	if found && n.Kind.Hard() {
		a.permitted[n.Digits] = true
	}
	return found
}

// unused tells of exemptions that exempt nothing: they would hide what comes later.
func (a *auditor) unused() {
	for i, x := range a.reg.Settings.Allow {
		if !a.used[i] {
			a.found = append(a.found, finding.Finding{
				File: portal.File, Line: x.Line, Column: 1, Field: "privacy.allow", Value: finding.Shorten(privacy.Masked(x.Key)),
				Severity: finding.Notice, Rule: "unused-exemption",
				Message: finding.Text{ZH: "这项豁免没有对应的内容", EN: "the exemption exempts nothing"},
				Hint:    finding.Text{ZH: "核对 table、key 和 column；不再需要的删除", EN: "check table, key and column, or remove it"},
			})
		}
	}
}
