package rulebook

import (
	"slices"

	"gongshi/internal/day"
)

// NameRule returns the rule that allows a practitioner's name to be printed in full in a
// sanction of a kind and severity that was decided on a day, or nil: then it is masked.
// given says whether the record gives a column. What is doubtful allows nothing: a blank
// severity, a day that is not known, a rule that names no severities.
func (b *Book) NameRule(kind string, severity Severity, decided day.Day, given func(column string) bool) *NameRule {
	if b == nil || severity == "" || decided.IsZero() {
		return nil
	}
	for _, n := range b.Names {
		fits := len(n.Kinds) == 0 || slices.Contains(n.Kinds, kind)
		lacks := func(column string) bool { return !given(column) }
		if fits && slices.Contains(n.Severities, severity) && n.Holds(decided) && !slices.ContainsFunc(n.Requires, lacks) {
			return n
		}
	}
	return nil
}
