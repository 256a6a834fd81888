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

// privacy looks for personal numbers in every cell that holds text and in every page.
func (a *auditor) privacy() {
	r := a.reg
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
	for _, x := range slices.Concat(r.Sanctions, r.Closed) {
		a.row("sanctions", &x.Origin, x.ID)
	}
	for _, p := range r.Pages {
		a.page(p.File, p.BodyLine, p.Body, p.Title, p.Summary)
	}
	for _, x := range r.Agencies {
		if p := x.Policy; p != nil {
			a.page(p.File, p.BodyLine, p.Body, p.Title, p.SourceURL)
		}
	}
	for _, p := range r.Replies {
		a.page(p.File, p.BodyLine, p.Body, p.Title, p.By)
	}
}

// row looks at the cells of a row; key is what identifies it in privacy.allow.
func (a *auditor) row(table string, o *register.Origin, key string) {
	t := schema.Lookup(table)
	for i, s := range o.Written {
		if i >= len(t.Columns) {
			continue
		}
		c := &t.Columns[i]
		switch c.Kind {
		case schema.Money, schema.Count, schema.Score, schema.Date, schema.Year, schema.Coded:
			continue // has been read exactly, so it is what it says
		}
		for _, n := range privacy.Find(s) {
			if n.Kind == privacy.BankCard && (c.Kind == schema.CreditKey || slices.Contains(t.Key, c.Name)) || a.allowed(table, key, c.Name) {
				continue
			}
			severity := finding.Error
			if n.Kind == privacy.Mobile && c.Name == "phone" {
				severity = finding.Warning
			}
			rule, message, hint := describe(n.Kind)
			a.at(t, o, c.Name, n.Mask(), severity, rule, message, hint)
		}
	}
}

// page looks at a Markdown text and at what its front matter says.
func (a *auditor) page(file string, line int, body string, front ...string) {
	for _, s := range front {
		a.text(file, 1, s)
	}
	for s := range strings.Lines(body) {
		a.text(file, line, s)
		line++
	}
}

func (a *auditor) text(file string, line int, s string) {
	for _, n := range privacy.Find(s) {
		if a.allowed(portal.Content, file, "") {
			continue
		}
		rule, message, hint := describe(n.Kind)
		a.found = append(a.found, finding.Finding{
			File: file, Line: line, Column: 1, Value: n.Mask(),
			Severity: finding.Error, Rule: rule, Message: message, Hint: hint,
		})
	}
}

// allowed says whether the operator has exempted a cell in writing.
func (a *auditor) allowed(table, key, column string) bool {
	return slices.ContainsFunc(a.reg.Settings.Allow, func(x portal.Allow) bool {
		return x.Table == table && x.Key == key && (x.Column == column || table == portal.Content)
	})
}

func describe(k privacy.Kind) (rule string, message, hint finding.Text) {
	switch k {
	case privacy.Identity:
		return "personal-id", finding.Text{ZH: "疑似居民身份证号码，不得公开", EN: "looks like a resident identity number, which must not be published"},
			finding.Text{ZH: "删除号码；确非身份证号的，写进 gongshi.yaml 的 privacy.allow", EN: "remove it; where it is none, list the cell under privacy.allow in gongshi.yaml"}
	case privacy.Mobile:
		return "mobile-number", finding.Text{ZH: "疑似手机号码，不得公开", EN: "looks like a mobile number, which must not be published"},
			finding.Text{ZH: "删除号码，或改用办公座机", EN: "remove it or give an office line instead"}
	}
	return "bank-card", finding.Text{ZH: "疑似银行卡号，不得公开", EN: "looks like a bank card number, which must not be published"},
		finding.Text{ZH: "删除号码；确非卡号的，写进 gongshi.yaml 的 privacy.allow", EN: "remove it; where it is none, list the cell under privacy.allow in gongshi.yaml"}
}
