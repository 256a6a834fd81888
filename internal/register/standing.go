package register

import (
	"cmp"
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// Standing is where a sanction stands on a day.
type Standing string

// The standings. The first three are those of sanctions that are shown; Repaired and
// Withdrawn are as far as the rulebook keeps them.
const (
	InForce      Standing = "in_force"
	Appealed     Standing = "appealed"
	Ended        Standing = "ended"
	Repaired     Standing = "repaired"
	Withdrawn    Standing = "withdrawn"
	Expired      Standing = "expired"       // its publication period is over
	NotPublished Standing = "not_published" // the rulebook does not let it be published
	NotYet       Standing = "not_yet"       // it is decided, or published, on a later day
)

// MayBeShown says whether the rules let any sanction of this standing be shown.
func (s Standing) MayBeShown(rules *rulebook.Book) bool {
	kept := func(keeps func(*rulebook.Ageing) bool) bool {
		return rules != nil && slices.ContainsFunc(rules.Ageing, keeps)
	}
	switch s {
	case InForce, Appealed, Ended:
		return true
	case Repaired:
		return kept(func(a *rulebook.Ageing) bool { return a.KeepRepaired })
	case Withdrawn:
		return kept(func(a *rulebook.Ageing) bool { return a.KeepWithdrawn })
	}
	return false
}

// SeverityBy says where the severity that counted comes from.
type SeverityBy string

// Where the severity that counted comes from.
const (
	SeverityGiven      SeverityBy = "given"    // the record says so
	SeverityByMeasures SeverityBy = "measures" // the rulebook's lists of measures
	SeverityByDefault  SeverityBy = "default"  // neither: general
)

// LastDayBy says where the last day of publication comes from.
type LastDayBy string

// Where the last day of publication comes from.
const (
	LastDayUnknown LastDayBy = ""       // no record and no rule names one: there is no end
	LastDayGiven   LastDayBy = "record" // the record's publish_until
	LastDayByRule  LastDayBy = "rule"   // the day of the decision and the rule's longest period
)

// Withholding says why a sanction is not published.
type Withholding string

// Why a sanction is not published.
const (
	WithheldSeverity Withholding = "severity" // the rule does not show sanctions of its severity
	WithheldWarning  Withholding = "warning"  // a decision of mere warnings
	WithheldPerson   Withholding = "person"   // it is about a natural person
)

// Judgement is what became of a sanction by a day, and by which rule.
type Judgement struct {
	Standing Standing
	Shown    bool // whether its content may be shown

	Ageing     *rulebook.Ageing  // the rule in force on the day of the decision; nil: none, so that only the record's own dates count
	Counted    rulebook.Severity // the severity that counted; empty: none is given, and there is no rule to find it by
	SeverityBy SeverityBy        // empty where Counted is
	LastDay    day.Day           // the last day of publication, inclusive; zero or open: without end
	LastDayBy  LastDayBy
	Withheld   Withholding // empty unless the standing is NotPublished
}

// HasEnd says whether the publication ends on a day that is known.
func (j *Judgement) HasEnd() bool { return !j.LastDay.IsZero() && !j.LastDay.IsOpen() }

// Judge says where a sanction stands at the end of a day, by the rule in force on the day
// of its decision. In this order:
//
// What the rule does not let be published has no standing but that, whatever became of it
// since: it was never lawfully on the site, so nothing may tell of its end either. A
// publish_until in the record says that it was published, and for how long.
//
// Not yet: the day of its decision, or of its publication where that is later, lies ahead.
//
// Withdrawn, then repaired: its content leaves at once, or with the period where the rule
// keeps it. (Administrative Penalty Law, article 48; credit repair measures.)
//
// Expired: the day after the last of publication, which is publish_until, else the day of
// the decision and the rule's longest period in months.
//
// Else it is shown: appealed, ended (by its status or its own term), in force. A status
// with a date counts from that day on; until then what stood before does.
func (s *Sanction) Judge(rules *rulebook.Book, asOf day.Day) Judgement {
	j := Judgement{Ageing: rules.AgeingOf(s.Kind, s.DecidedOn)}
	codes := s.measureCodes()
	j.Counted, j.SeverityBy = severityOf(s.Severity, codes, j.Ageing)
	j.LastDay, j.LastDayBy = s.lastDay(j.Ageing, j.Counted)
	if s.PublishUntil.IsZero() {
		j.Withheld = s.withheld(j.Ageing, j.Counted, codes)
	}
	over := j.HasEnd() && asOf.After(j.LastDay)
	status, on := s.StatusAsRead()
	reached := on.IsZero() || !on.After(asOf)
	is := func(standing Standing) bool { return status == string(standing) && reached }
	switch {
	case j.Withheld != "":
		j.Standing = NotPublished
	case asOf.Before(s.firstDay()):
		j.Standing = NotYet
	case is(Withdrawn):
		j.Standing, j.Shown = Withdrawn, j.Ageing != nil && j.Ageing.KeepWithdrawn && !over
	case is(Repaired):
		j.Standing, j.Shown = Repaired, j.Ageing != nil && j.Ageing.KeepRepaired && !over
	case over:
		j.Standing = Expired
	case is(Appealed):
		j.Standing, j.Shown = Appealed, true
	case is(Ended), !s.ValidUntil.IsZero() && !s.ValidUntil.IsOpen() && asOf.After(s.ValidUntil):
		j.Standing, j.Shown = Ended, true
	default:
		j.Standing, j.Shown = InForce, true
	}
	return j
}

// measureCodes are the measures as the rulebook lists them: codes where they are known,
// else as written.
func (s *Sanction) measureCodes() []string {
	codes := make([]string, len(s.MeasureNames))
	for i, name := range s.MeasureNames {
		c, _ := schema.Find(schema.Measures, name)
		codes[i] = cmp.Or(c.ID, name)
	}
	return codes
}

// severityOf is the severity that counts: the one given, else what the measures say, else
// general. Without a rule only the one given counts.
func severityOf(given string, measures []string, rule *rulebook.Ageing) (rulebook.Severity, SeverityBy) {
	switch {
	case given != "":
		return rulebook.Severity(given), SeverityGiven
	case rule == nil:
		return "", ""
	}
	if found := rule.Classify(measures); found != rulebook.General {
		return found, SeverityByMeasures
	}
	return rulebook.General, SeverityByDefault
}

func (s *Sanction) lastDay(rule *rulebook.Ageing, severity rulebook.Severity) (day.Day, LastDayBy) {
	if !s.PublishUntil.IsZero() {
		return s.PublishUntil, LastDayGiven
	}
	if rule == nil || s.DecidedOn.IsZero() || rule.Periods[severity].MaxMonths <= 0 {
		return day.Day{}, LastDayUnknown
	}
	return s.DecidedOn.AddMonths(rule.Periods[severity].MaxMonths), LastDayByRule
}

// withheld says why a rule does not let the sanction be published; empty where it does.
func (s *Sanction) withheld(rule *rulebook.Ageing, severity rulebook.Severity, measures []string) Withholding {
	switch {
	case rule == nil:
		return ""
	case !rule.ShowPersons && s.OfPerson():
		return WithheldPerson
	case !rule.ShowWarnings && rule.MereWarning(measures):
		return WithheldWarning
	case !rule.Periods[severity].Shown:
		return WithheldSeverity
	}
	return ""
}

// OfPerson says whether the sanction is about a natural person: a practitioner, somebody
// named without any organisation, or somebody detained, which only persons can be.
func (s *Sanction) OfPerson() bool {
	return s.Subject == "practitioner" || s.Person != "" && s.AgencyID == "" && s.SubjectName == "" ||
		slices.Contains(s.measureCodes(), "detention")
}

// AllSanctions is every sanction of the tables, shown or not, for looking at the data; what
// is published is in Sanctions alone.
func (r *Register) AllSanctions() []*Sanction {
	return slices.Concat(r.Sanctions, r.Closed, r.Withheld, r.Ahead)
}

// NextChange returns the first day after the register's on which a sanction's page would
// appear or become another one without any change of the data, and how many would on that day; the
// zero day where none will. On that day the site has to be built again.
func (r *Register) NextChange() (day.Day, int) {
	var next day.Day
	count := 0
	for _, s := range slices.Concat(r.Sanctions, r.Closed, r.Ahead) {
		on := s.nextChange(r.Rules, r.AsOf)
		switch {
		case on.IsZero() || !next.IsZero() && on.After(next):
		case on == next:
			count++
		default:
			next, count = on, 1
		}
	}
	return next, count
}

// nextChange is the first day after a day on which the judgement is another one; the zero
// day where it stays.
func (s *Sanction) nextChange(rules *rulebook.Book, asOf day.Day) day.Day {
	now := s.Judge(rules, asOf)
	var next day.Day
	dayBefore := func(d day.Day) day.Day {
		if d.IsZero() || d.IsOpen() {
			return day.Day{}
		}
		return d.Add(-1)
	}
	_, status := s.StatusAsRead()
	for _, last := range []day.Day{s.ValidUntil, now.LastDay, dayBefore(status), dayBefore(s.firstDay())} {
		if last.IsZero() || last.IsOpen() || last.Before(asOf) {
			continue
		}
		on := last.Add(1)
		then := s.Judge(rules, on)
		if (then.Standing != now.Standing || then.Shown != now.Shown) && (next.IsZero() || on.Before(next)) {
			next = on
		}
	}
	return next
}
