package site

import (
	"html/template"

	"gongshi/internal/register"
)

// named is the sanction with a practitioner's full name, where a rule allows it on the
// sanction's own page. A section stands on a page that is about others as well, so that
// the name stays masked there.
func (p page) named(s *register.Sanction) *register.Sanction {
	if p.isSection() {
		return s
	}
	return s.OnPage()
}

// nameNote says how much of a practitioner's name a sanction's page shows, and by which
// rule; "" where the sanction is about no person.
func (p page) nameNote(s *register.Sanction) template.HTML {
	r := s.NameRule
	switch {
	case s.Person == "":
		return ""
	case r == nil || p.isSection():
		return p.html(plain(p.words.NameMasked)...)
	case r.Source == nil || r.Clause == "":
		return p.html(plain(p.words.NameInFull)...)
	}
	return p.html(say(p.words.NameByRule, slot{"rule", phrase{p.ruleLink(&r.Rule)}})...)
}
