package audit

import (
	"slices"
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/privacy"
	"gongshi/internal/register"
	"gongshi/internal/schema"
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
	for _, x := range r.Agencies {
		a.row("agencies", &x.Origin, string(x.ID))
	}
	for _, x := range r.Pay {
		a.row("pay", &x.Origin, string(x.AgencyID))
	}
	for _, x := range r.Projects {
		a.row("projects", &x.Origin, x.ID)
	}
	for _, x := range r.Evaluations {
		a.row("evaluations", &x.Origin, x.ProjectID)
	}
	for _, x := range r.AllSanctions() {
		a.row("sanctions", &x.Origin, x.AsRead().ID)
	}
}

// last is the text that a column had last, and what was found in it: agencies' codes,
// years and dates stand in many rows, one below the other.
type last struct {
	text  string
	found []privacy.Number
}

// find looks for numbers in a cell of the i-th column.
func (a *auditor) find(i int, s string) []privacy.Number {
	l := &a.last[i]
	if l.text != s {
		l.text, l.found = s, privacy.Find(s)
	}
	return l.found
}

// row looks at the cells of a row; key is what identifies it in privacy.allow.
func (a *auditor) row(table string, o *register.Origin, key string) {
	t := schema.Lookup(table)
	for i := range min(o.Width(), len(t.Columns)) {
		s, c := o.Original(i), &t.Columns[i]
		if s == "" {
			continue
		}
		switch c.Kind {
		case schema.Money, schema.Count, schema.Score, schema.Date, schema.Year, schema.Coded:
			if len(s) >= privacy.Shortest {
				a.permit(a.find(i, s)) // has been read exactly, so it is what it says
			}
			continue
		case schema.Name, schema.Key, schema.List:
			a.disguised(t, c, o, i, s)
		}
		for _, n := range a.find(i, s) {
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
