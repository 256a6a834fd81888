package site

import (
	"strings"

	"gongshi/internal/finding"
	"gongshi/internal/portal"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// bookText is a wording of the rulebook in the edition's language. Where the book has
// none in English, and in traditional Chinese, it is shown as written and marked.
func (e *edition) bookText(t finding.Text) label {
	if e.lang == portal.English && t.EN != "" {
		return label{Text: t.EN}
	}
	return label{Text: t.ZH, Data: e.lang != portal.Chinese}
}

// citing is what cited keeps.
func (e *edition) citing(r *rulebook.Rule) label {
	if r.Source == nil {
		return e.bookText(r.Wording)
	}
	l := e.sourceTitle(r.Source)
	if r.Clause == "" {
		return l
	}
	form := e.words.RuleCited
	if l.Data { // where the title is in Chinese, all of it is marked as Chinese
		form = words.Of(portal.Chinese).RuleCited
	}
	l.Text = withClause(form, r.Clause, l.Data || e.lang != portal.English, "source", l.Text)
	return l
}

// withClause puts the clauses of a rule, and more, into a form that is Chinese or not.
func withClause(form, clause string, chinese bool, pairs ...string) string {
	clauses := 1
	if strings.ContainsAny(clause, ",、") {
		clauses = 2
	}
	if chinese {
		clause = strings.ReplaceAll(clause, ", ", words.Of(portal.Chinese).Enumeration)
	}
	return words.Count(form, clauses, append(pairs, "clause", clause)...)
}

// sourceTitle is the title of a text of law, in Chinese between its marks.
func (e *edition) sourceTitle(s *rulebook.Source) label {
	l := e.bookText(s.Title)
	if (e.lang != portal.English || l.Data) && !strings.HasPrefix(l.Text, "《") {
		l.Text = "《" + l.Text + "》"
	}
	return l
}

// ruleLink cites a rule and links to it on the page of rules; nothing where there is
// no rule.
func (p page) ruleLink(r *rulebook.Rule) label {
	l := p.cited(r)
	if l.Text != "" {
		l.Href = p.to(p.route.Rules()) + "#" + r.ID
	}
	return l
}
