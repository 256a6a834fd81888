package register

import (
	"gongshi/internal/day"
	"gongshi/internal/schema"
)

// A register knows what had happened by the end of its day, and nothing that was still to
// come: tables are often written ahead of the days in them, and a site is built again for a
// day that is past. A sanction that is not decided yet, or not to be published yet, has no
// address; a change of its status that is not in effect yet is not told, nor why it comes.

// change is a status that begins on a day after the register's, as in the table.
type change struct {
	status string
	on     day.Day
	reason string
}

// firstDay is the first day on which the sanction may be shown: that of the decision, or
// of its publication where that is later. An open day of publication is none.
func (s *Sanction) firstDay() day.Day {
	if !s.PublishedOn.IsOpen() && s.PublishedOn.After(s.DecidedOn) {
		return s.PublishedOn
	}
	return s.DecidedOn
}

// StatusAsRead is the status as it stands in the table, and its day, whether that has come
// or not. It serves the audit; nothing of it may be published.
func (s *Sanction) StatusAsRead() (status string, on day.Day) {
	if s.ahead != nil {
		return s.ahead.status, s.ahead.on
	}
	return s.Status, s.StatusOn
}

// holdBack takes a status whose day lies ahead out of the typed fields and out of the cells
// as written, so that no stage can tell of it.
func (s *Sanction) holdBack(asOf day.Day) {
	if s.StatusOn.IsZero() || !s.StatusOn.After(asOf) {
		return
	}
	s.ahead = &change{s.Status, s.StatusOn, s.StatusReason}
	s.Status, s.StatusOn, s.StatusReason = string(InForce), day.Day{}, ""
	t := schema.Lookup("sanctions")
	for _, column := range []string{"status", "status_on", "status_reason"} {
		s.Origin = s.Origin.rewritten(t.Index(column), func(string) string { return "" })
	}
}

// Coming returns the next day after the register's on which the sanction begins to be shown
// or gets the status that its row gives, and the column with that day; "" where there is none.
func (s *Sanction) Coming() (column string, on day.Day) {
	switch {
	case s.Standing == NotYet && s.firstDay() == s.DecidedOn:
		return "decided_on", s.DecidedOn
	case s.Standing == NotYet:
		return "published_on", s.PublishedOn
	case s.ahead != nil && s.Shown:
		return "status_on", s.ahead.on
	}
	return "", day.Day{}
}

// statusReason is the reason of the status as read, where its day has come.
func (s *Sanction) statusReason() string {
	if s.ahead != nil {
		return ""
	}
	return s.AsRead().StatusReason
}
