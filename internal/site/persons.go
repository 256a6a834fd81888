package site

import (
	"html/template"

	"gongshi/internal/register"
)

// nameNote says how much of a practitioner's name a sanction's page shows, and by which
// rule; "" where the sanction is about no person.
func (p page) nameNote(s *register.Sanction) template.HTML {
	r := s.NameRule
	switch {
	case s.Person == "":
		return ""
	case r == nil:
		return p.html(plain(p.words.NameMasked)...)
	case r.Source == nil || r.Clause == "":
		return p.html(plain(p.words.NameInFull)...)
	}
	return p.html(say(p.words.NameByRule, slot{"rule", phrase{p.ruleLink(&r.Rule)}})...)
}
