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
	form, clause, clauses := e.words.RuleCited, r.Clause, 1
	if strings.ContainsAny(clause, ",、") {
		clauses = 2
	}
	if l.Data { // where the title is in Chinese, all of it is marked as Chinese
		form = words.Of(portal.Chinese).RuleCited
	}
	if l.Data || e.lang != portal.English {
		clause = strings.ReplaceAll(clause, ", ", words.Of(portal.Chinese).Enumeration)
	}
	l.Text = words.Count(form, clauses, "source", l.Text, "clause", clause)
	return l
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
