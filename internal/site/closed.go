package site

import (
	"html/template"

	"gongshi/internal/day"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// closedView stands at the address of a sanction whose content may no longer be shown. It
// names nobody and repeats no text but the reason of a withdrawal, which the law asks to
// be public (Administrative Penalty Law, article 48), and that without names.
type closedView struct {
	Frame            *frame
	Sentence, Reason string
	Basis            template.HTML // under which rule it ended; empty: none is known
	Rule             template.HTML
}

func (p page) closed(s *register.Sanction) any {
	w := p.words
	v := closedView{Rule: p.html(p.gloss(plain(w.ClosedRule), "repair")...)}
	switch {
	case s.Standing == register.Withdrawn:
		v.Sentence, v.Reason = p.dated(w.WithdrawnOn, w.WithdrawnNoDate, s.StatusOn), s.NeutralReason(p.reg.Agencies)
	case s.Standing == register.Repaired && (s.Ageing == nil || !s.Ageing.KeepRepaired):
		v.Sentence = p.dated(w.RepairedOn, w.RepairedNoDate, s.StatusOn)
		if rule := p.endRule(s.Ageing); rule != nil {
			v.Basis = p.sentence(w.RepairedRule, slot{"rule", rule})
		}
	default: // its last day is over, and Judge says so only where there is one
		v.Sentence, v.Basis = p.dated(w.ClosedOn, w.ClosedNoDate, s.LastDay), template.HTML(template.HTMLEscapeString(w.EndUnderRecord))
		if rule := p.endRule(s.Ageing); s.LastDayBy == register.LastDayByRule && rule != nil {
			v.Basis = p.sentence(w.EndUnderRule, slot{"rule", rule})
		}
	}
	v.Frame = p.frame(about{title: w.ClosedHeading, summary: v.Sentence, noIndex: true})
	return v
}

func (p page) dated(form, bare string, on day.Day) string {
	if on.IsZero() {
		return bare
	}
	return words.Fill(form, "date", p.date(on))
}

// endRule names a rule of publication, with a link to it; nil where there is none.
func (p page) endRule(a *rulebook.Ageing) phrase {
	if a == nil {
		return nil
	}
	return phrase{p.ruleLink(&a.Rule)}
}

// shownUntil is the last day of publication and where it comes from.
func (p page) shownUntil(s *register.Sanction) fact {
	f, rule := p.dateFact(p.words.PublishUntil, s.LastDay), p.endRule(s.Ageing)
	date := slot{"date", keep(p.date(s.LastDay))}
	switch {
	case s.LastDayBy == register.LastDayGiven:
		f.Text = p.sentence(p.words.ShownUntilGiven, date)
	case rule == nil: // nothing names a last day
	case s.LastDayBy == register.LastDayByRule:
		f.Text = p.sentence(p.words.ShownUntilRule, date, slot{"rule", rule})
	default:
		f.Text = p.sentence(p.words.ShownNoEnd, slot{"rule", rule})
	}
	return f
}

// severityFacts is the severity that counted and where it comes from; none where nothing
// says how serious it was.
func (p page) severityFacts(s *register.Sanction) []fact {
	form := p.words.SeverityIsGiven
	switch s.SeverityBy {
	case "":
		return nil
	case register.SeverityByMeasures:
		form = p.words.SeverityFromMeasures
	case register.SeverityByDefault:
		form = p.words.SeverityFromNothing
	}
	severity := plain(p.words.ValueName(schema.Severities, string(s.Counted)))
	return []fact{{Name: p.words.Severity, Text: p.sentence(form, slot{"severity", severity})}}
}
