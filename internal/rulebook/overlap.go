package rulebook

import (
	"fmt"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/schema"
)

// last is the last day of a span; where no end is known, one that lies after all others.
func (s Span) last() day.Day {
	if s.Until.IsZero() || s.Until.IsOpen() {
		return day.Make(day.MaxYear, 12, 31)
	}
	return s.Until
}

// in writes a span, in English or in Chinese.
func (s Span) in(english bool) string {
	open := s.last().Year == day.MaxYear
	switch {
	case s.From.IsZero() && open && english:
		return "always"
	case s.From.IsZero() && open:
		return "一直有效"
	case open && english:
		return "from " + s.From.String()
	case open:
		return s.From.String() + " 起"
	case s.From.IsZero() && english:
		return "until " + s.Until.String()
	case s.From.IsZero():
		return "至 " + s.Until.String()
	case english:
		return s.From.String() + " to " + s.Until.String()
	}
	return s.From.String() + " 至 " + s.Until.String()
}

// overlaps reports rules that judge the same things on the same days, since which of
// them counts could not be told. A cross-check stands in a book once, whatever its days.
func (l *loader) overlaps() {
	for i, e := range l.entries {
		for _, earlier := range l.entries[:i] {
			if !e.ok || !earlier.ok || e.section != earlier.section || !meet(e.judges(), earlier.judges()) {
				continue
			}
			both := Span{From: e.rule.From, Until: e.rule.last()}
			if earlier.rule.From.After(both.From) {
				both.From = earlier.rule.From
			}
			if earlier.rule.last().Before(both.Until) {
				both.Until = earlier.rule.last()
			}
			if both.From.After(both.Until) && e.section != "cross_checks" {
				continue
			}
			l.at(e.file, e.node, e.field, finding.Error, "overlapping-rules",
				finding.Text{
					ZH: fmt.Sprintf("“%s”与“%s”（%s 第 %d 行）判断同样的事，且同时有效：%s", e.rule.ID, earlier.rule.ID, earlier.file, earlier.node.Line, both.in(false)),
					EN: fmt.Sprintf("%s and %s (%s, line %d) judge the same things on the same days: %s", e.rule.ID, earlier.rule.ID, earlier.file, earlier.node.Line, both.in(true))},
				finding.Text{ZH: "前一条规则写 until，后一条写 from，首尾相接", EN: "end the earlier one with until on the day before the later one's from"})
		}
	}
}

// meet says whether two lists have something in common.
func meet[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(v T) bool { return slices.Contains(b, v) })
}

// judges are what a figure judges: the projects of one or of both kinds of fields.
func (t *Threshold) judges() []string {
	if t.Scope == AllFields {
		return []string{string(t.Check) + " " + string(OrdinaryFields), string(t.Check) + " " + string(RiskyOnly)}
	}
	return []string{string(t.Check) + " " + string(t.Scope)}
}

// judges are what a rule about names judges: each kind of sanction with each severity.
func (r *NameRule) judges() []string {
	kinds := r.Kinds
	if len(kinds) == 0 {
		for _, c := range schema.SanctionKinds {
			kinds = append(kinds, c.ID)
		}
	}
	var list []string
	for _, k := range kinds {
		for _, s := range r.Severities {
			list = append(list, k+" "+string(s))
		}
	}
	return list
}
