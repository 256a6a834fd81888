// Package rulebook holds what the law and the operator ask, as data: who must disclose
// what, which figures a clause names, how long a sanction may be shown, whose name may be
// printed, which records are set side by side. Every rule has dates of effect, a clause, a
// source and a wording in two languages.
//
// A record is judged by the rule in force on its own day; where there was none, nothing is
// judged. Which day that is depends on the rule and stands with its type below. Both ends
// of a span of days are inclusive.
//
// A city is a file (see docs/rulebook.md for its form); that of Shenzhen of 2020 is built
// in. What is left out: deadlines, which no law sets; they are the operator's and stand in
// gongshi.yaml.
package rulebook

import (
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/finding"
)

// Span is the days on which a rule is in force.
type Span struct {
	From  day.Day // first day; zero: since ever
	Until day.Day // last day, inclusive; zero or open: no end is known
}

// Holds says whether a day is in the span.
func (s Span) Holds(d day.Day) bool {
	return !d.Before(s.From) && (s.Until.IsZero() || s.Until.IsOpen() || !d.After(s.Until))
}

// Touches says whether the span has a day in common with the days from one to another.
func (s Span) Touches(from, to day.Day) bool {
	return !to.Before(s.From) && (s.Until.IsZero() || s.Until.IsOpen() || !from.After(s.Until))
}

// Source is a text in which rules stand.
type Source struct {
	ID     string // kebab-case, unique in the book
	Title  finding.Text
	Issuer finding.Text
	Number string // document number; may be empty
	URL    string // https; may be empty
	Span          // in force

	// Extendable says that the operator may take the rules that end with the source to
	// go on until a later day, which is then said wherever one of them judges.
	Extendable bool
}

// Rule is what all rules have.
type Rule struct {
	ID       string // kebab-case, unique in the book
	Span            // dates of effect; where the file gives none, those of the source
	Source   *Source
	Clause   string       // number of the clause or article as the source counts, such as 16 or 20(2); empty where it has no number or none is known
	Wording  finding.Text // what it asks, in our words
	Review   finding.Text // what a lawyer should look at; empty: nothing
	Extended bool         // Until is the operator's (gongshi.yaml), not the source's
}

// Book is a rulebook. A nil book has no rules.
type Book struct {
	ID         string // kebab-case
	Title      finding.Text
	Sources    []*Source
	Duties     []*Duty
	Thresholds []*Threshold
	Risky      []*RiskyFields
	Ageing     []*Ageing
	Names      []*NameRule
	Checks     []*CrossCheck

	ExtendedUntil  day.Day // the operator's extension; zero: none
	ExtendedReason string
}

// DutyKind is one of the three duties.
type DutyKind string

// The three duties, in the order in which they are shown.
const (
	Pay     DutyKind = "pay"     // yearly totals of three tiers of management
	Policy  DutyKind = "policy"  // the pay policy
	Results DutyKind = "results" // acceptance and performance results of projects
)

// DutyKinds lists the duties in the order in which they are shown.
func DutyKinds() []DutyKind { return []DutyKind{Pay, Policy, Results} }

// Duty is a duty to disclose. The day that decides which version holds: for pay the last
// day of the year, since a year's total exists only then; for the policy the first day of
// the year on which a contract was held; for results the day on which the project ended.
type Duty struct {
	Rule
	Kind  DutyKind
	Tiers []string // pay: codes of schema.Tiers; empty: all
	Needs []Need   // results: what each project needs; at least one
}

// Need is a result that a finished project has to have.
type Need struct {
	Kinds     []string // codes of schema.EvaluationKinds, one of which is enough
	MinMonths int      // only projects whose term has at least so many months; 0: all
	Name      finding.Text
}

// Check is a figure that a clause names.
type Check string

// The checks of clauses. The day that decides is that on which the contract was signed.
const (
	PackagePrice      Check = "package-price"      // yuan per person and year: AtLeast, in yuan
	ProfessionalPosts Check = "professional-posts" // share of the staff: AtLeast, in percent
	LabourCost        Check = "labour-cost"        // share of the amount: AtLeast, in percent
	OtherCost         Check = "other-cost"         // share of the amount: AtMost, in percent
	Cycle             Check = "cycle"              // term in months: AtLeast
	Supervision       Check = "supervision"        // yuan per supervised person and month: AtLeast, in yuan
)

// Scope is which projects a threshold is about.
type Scope string

// The scopes.
const (
	AllFields      Scope = "all"
	OrdinaryFields Scope = "ordinary"
	RiskyOnly      Scope = "risky"
)

// Threshold is a figure that a clause names.
type Threshold struct {
	Rule
	Check   Check
	AtLeast int64 // in the unit of the check; 0: no lower bound
	AtMost  int64 // in the unit of the check; 0: no upper bound
	Scope   Scope
	Usual   bool // the clause says "usually": falling short is worth a note only
}

// RiskyFields says which fields of service are specialised or risky.
type RiskyFields struct {
	Rule
	Fields []string // codes of schema.Fields, such as sw06
}

// Severity is how serious a sanction is.
type Severity string

// The severities; codes of schema.Severities.
const (
	Minor   Severity = "minor"
	General Severity = "general"
	Serious Severity = "serious"
)

// Period is how long a sanction of one severity is shown.
type Period struct {
	Shown     bool // false: not published unless the record carries a publish_until
	MinMonths int  // before repair may be asked for; 0: at once
	MaxMonths int  // months after the decision whose last day is the last of publication; 0: no end
}

// Ageing is how sanctions of some kinds are shown and forgotten. The day that decides is
// that of the decision.
type Ageing struct {
	Rule
	Kinds   []string            // codes of schema.SanctionKinds
	Periods map[Severity]Period // all three

	// A blank severity is found by the measures: the first list that holds any (serious)
	// or all (minor) of them decides, else it is general. Codes of schema.Measures, or
	// measures as written.
	SeriousMeasures, MinorMeasures []string

	Warnings      []string // measures that are mere warnings
	ShowWarnings  bool     // whether a decision of mere warnings is published
	ShowPersons   bool     // whether a decision about a natural person is published
	KeepRepaired  bool     // whether a repaired record stays until its period ends
	KeepWithdrawn bool     // whether a withdrawn record stays until its period ends, marked as withdrawn
}

// NameRule says when a practitioner's name is printed in full. Without one it is masked.
// The day that decides is that of the decision.
type NameRule struct {
	Rule
	Kinds      []string // codes of schema.SanctionKinds; empty: all
	Severities []Severity
	Requires   []string // columns of the sanction that must be given, such as basis and publish_until
}

// CrossCheckID is a check of records of different kinds against each other.
type CrossCheckID string

// The cross-checks.
const (
	WonWhileSanctioned  CrossCheckID = "won-while-sanctioned"  // a contract signed while a sanction was in force
	ExcellentInSanction CrossCheckID = "excellent-in-sanction" // an excellent grade in the year of a sanction
	PayUpWhileFailing   CrossCheckID = "pay-up-while-failing"  // a tier's pay up by more than Percent while an evaluation failed
	RepeatSanctions     CrossCheckID = "repeat-sanctions"      // sanctions within Months of each other
	PayAboveContracts   CrossCheckID = "pay-above-contracts"   // a year's pay above what the contracts of the year brought
)

// CrossCheck is a cross-check with its parameters. It is in force where the book lists it
// and it is not Off.
type CrossCheck struct {
	Rule
	Check   CrossCheckID
	Off     bool
	Percent int // PayUpWhileFailing; default 50
	Months  int // RepeatSanctions; default 24
	Title   finding.Text
	Caveat  finding.Text // stands beside every finding of the check
}

// Duty returns the duty of a kind that was in force on a day, or nil.
func (b *Book) Duty(k DutyKind, on day.Day) *Duty {
	if b == nil {
		return nil
	}
	for _, d := range b.Duties {
		if d.Kind == k && d.Holds(on) {
			return d
		}
	}
	return nil
}

// Threshold returns what a check asks of a contract signed on a day, or nil.
func (b *Book) Threshold(c Check, signed day.Day, risky bool) *Threshold {
	if b == nil {
		return nil
	}
	for _, t := range b.Thresholds {
		fits := t.Scope == AllFields || (t.Scope == RiskyOnly) == risky
		if t.Check == c && fits && t.Holds(signed) {
			return t
		}
	}
	return nil
}

// RiskyField returns the rule that calls a field specialised or risky on a day, or nil.
func (b *Book) RiskyField(field string, on day.Day) *RiskyFields {
	if b == nil {
		return nil
	}
	for _, r := range b.Risky {
		if r.Holds(on) && slices.Contains(r.Fields, field) {
			return r
		}
	}
	return nil
}

// AgeingOf returns the rule for a sanction of a kind that was decided on a day, or nil.
func (b *Book) AgeingOf(kind string, decided day.Day) *Ageing {
	if b == nil {
		return nil
	}
	for _, a := range b.Ageing {
		if slices.Contains(a.Kinds, kind) && a.Holds(decided) {
			return a
		}
	}
	return nil
}

// CrossCheck returns a cross-check that is in force and not switched off, or nil.
func (b *Book) CrossCheck(id CrossCheckID) *CrossCheck {
	if b == nil {
		return nil
	}
	for _, c := range b.Checks {
		if c.Check == id && !c.Off {
			return c
		}
	}
	return nil
}

// Classify is the severity of a sanction that gives none, by its measures: codes of
// schema.Measures where known, else as written.
func (a *Ageing) Classify(measures []string) Severity {
	minor := len(measures) > 0
	for _, m := range measures {
		if slices.Contains(a.SeriousMeasures, m) {
			return Serious
		}
		minor = minor && slices.Contains(a.MinorMeasures, m)
	}
	if minor {
		return Minor
	}
	return General
}

// MereWarning says whether all measures of a sanction are warnings.
func (a *Ageing) MereWarning(measures []string) bool {
	for _, m := range measures {
		if !slices.Contains(a.Warnings, m) {
			return false
		}
	}
	return len(measures) > 0
}
