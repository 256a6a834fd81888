package rulebook

import (
	"slices"
	"testing"

	"gongshi/internal/day"
)

func TestNameRule(t *testing.T) {
	on := func(y, m, d int) day.Day { return day.Make(y, m, d) }
	serious := &NameRule{
		Rule:  Rule{ID: "serious", Span: Span{From: on(2020, 1, 1), Until: on(2024, 12, 31)}},
		Kinds: []string{"discipline"}, Severities: []Severity{Serious}, Requires: []string{"basis", "publish_until"},
	}
	any := &NameRule{Rule: Rule{ID: "any", Span: Span{From: on(2025, 1, 1)}}, Severities: []Severity{General, Serious}}
	book := &Book{Names: []*NameRule{serious, any, {Rule: Rule{ID: "none"}}}}
	both := []string{"basis", "publish_until"}
	for _, tt := range []struct {
		name     string
		book     *Book
		kind     string
		severity Severity
		decided  day.Day
		given    []string
		want     *NameRule
	}{
		{"no book", nil, "discipline", Serious, on(2024, 1, 1), both, nil},
		{"all there", book, "discipline", Serious, on(2024, 1, 1), both, serious},
		{"first day", book, "discipline", Serious, on(2020, 1, 1), both, serious},
		{"last day", book, "discipline", Serious, on(2024, 12, 31), both, serious},
		{"the day after, when another rule holds", book, "discipline", Serious, on(2025, 1, 1), nil, any},
		{"the day before", book, "discipline", Serious, on(2019, 12, 31), both, nil},
		{"another kind", book, "penalty", Serious, on(2024, 1, 1), both, nil},
		{"any kind", book, "penalty", General, on(2025, 6, 1), nil, any},
		{"another severity", book, "discipline", General, on(2024, 1, 1), both, nil},
		{"no severity", book, "discipline", "", on(2024, 1, 1), both, nil},
		{"a column is missing", book, "discipline", Serious, on(2024, 1, 1), both[:1], nil},
		{"no day", book, "discipline", Serious, day.Day{}, both, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.book.NameRule(tt.kind, tt.severity, tt.decided, func(c string) bool { return slices.Contains(tt.given, c) })
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}
