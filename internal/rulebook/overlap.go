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
// Each rule is told once, with the first that it meets: of a hundred copies every pair
// would be thousands.
func (l *loader) overlaps() {
	judges := make([][]string, len(l.entries))
	for i, e := range l.entries {
		if judges[i] = e.judges(); !e.ok {
			continue
		}
		var first *entry
		var both Span
		more := 0
		for j, earlier := range l.entries[:i] {
			if !earlier.ok || e.section != earlier.section || !meet(judges[i], judges[j]) {
				continue
			}
			span, ok := e.rule.shared(earlier.rule.Span)
			switch {
			case !ok && e.section != "cross_checks":
			case first == nil:
				first, both = earlier, span
			default:
				more++
			}
		}
		if first != nil {
			l.overlap(e, first, both, more)
		}
	}
}

// shared is the days that two spans have in common; false where there is none.
func (s Span) shared(o Span) (Span, bool) {
	both := Span{From: s.From, Until: s.last()}
	if o.From.After(both.From) {
		both.From = o.From
	}
	if o.last().Before(both.Until) {
		both.Until = o.last()
	}
	return both, !both.From.After(both.Until)
}

// overlap reports a rule that meets an earlier one, and so many more.
func (l *loader) overlap(e, first *entry, both Span, more int) {
	message := finding.Text{
		ZH: fmt.Sprintf("“%s”与“%s”（%s 第 %d 行）判断同样的事，且同时有效：%s", e.rule.ID, first.rule.ID, first.file, first.node.Line, both.in(false)),
		EN: fmt.Sprintf("%s and %s (%s, line %d) judge the same things on the same days: %s", e.rule.ID, first.rule.ID, first.file, first.node.Line, both.in(true))}
	if more > 0 {
		message.ZH += fmt.Sprintf("；还与前面另外 %d 条规则重叠", more)
		message.EN += fmt.Sprintf("; %d more of the rules above overlap with it as well", more)
	}
	l.at(e.file, e.node, e.field, finding.Error, "overlapping-rules", message,
		finding.Text{ZH: "前一条规则写 until，后一条写 from，首尾相接", EN: "end the earlier one with until on the day before the later one's from"})
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
