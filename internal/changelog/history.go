package changelog

import (
	"cmp"
	"slices"

	"gongshi/internal/changes"
	"gongshi/internal/register"
)

// history is the log by what it is about. Each list is in the order of ByWeight.
type history struct {
	weighed   []Entry
	agencies  map[*register.Agency][]Entry
	projects  map[*register.Project][]Entry
	sanctions map[*register.Sanction][]Entry
}

// newHistory puts entries in order and sorts them by their records.
func newHistory(entries []Entry) history {
	h := history{
		weighed:  slices.Clone(entries),
		agencies: map[*register.Agency][]Entry{}, projects: map[*register.Project][]Entry{}, sanctions: map[*register.Sanction][]Entry{},
	}
	slices.SortStableFunc(h.weighed, func(a, b Entry) int {
		return cmp.Or(b.On.Compare(a.On), cmp.Compare(a.weight(), b.weight()))
	})
	for _, e := range h.weighed {
		if a := e.Of(); a != nil {
			h.agencies[a] = append(h.agencies[a], e)
		}
		switch {
		case e.Project != nil:
			h.projects[e.Project] = append(h.projects[e.Project], e)
		case e.Evaluation != nil:
			h.projects[e.Evaluation.Project] = append(h.projects[e.Evaluation.Project], e)
		case e.Sanction != nil:
			h.sanctions[e.Sanction] = append(h.sanctions[e.Sanction], e)
		}
	}
	return h
}

// weight puts first what readers look for first: new sanctions, totals of pay that are others
// now, what is no longer published; then sanctions, evaluations, projects, agencies and pay, in
// each what was mended before what is new. What no longer tells its record is last.
func (e *Entry) weight() int {
	changed := e.Kind == changes.Changed
	switch {
	case e.Kind == changes.Removed:
		return 2
	case e.known() && e.Sanction != nil && !changed:
		return 0
	case e.known() && e.Pay != nil && slices.ContainsFunc(e.Fields, func(f changes.Field) bool { return f.Name == "total" }):
		return 1
	case !e.known():
		return 20
	}
	at := 3 + 2*slices.Index([]string{"sanctions", "evaluations", "projects", "agencies", "pay"}, e.Table)
	if changed {
		return at
	}
	return at + 1
}

// known says whether the record is published now.
func (e *Entry) known() bool {
	return e.Agency != nil || e.Pay != nil || e.Project != nil || e.Evaluation != nil || e.Sanction != nil
}

// Of is the agency that the record is about; nil where it is about none, or is not published now.
func (e *Entry) Of() *register.Agency {
	switch {
	case e.Agency != nil:
		return e.Agency
	case e.Pay != nil:
		return e.Pay.Agency
	case e.Project != nil:
		return e.Project.Agency
	case e.Evaluation != nil:
		return e.Evaluation.Project.Agency
	case e.Sanction != nil:
		return e.Sanction.Agency
	}
	return nil
}

// ByWeight is every entry, the newest publication first, and of one what weighs most first.
func (l *Log) ByWeight() []Entry {
	if l == nil {
		return nil
	}
	return l.history.weighed
}

// OfAgency is the entries of an agency and all its published records, in the order of ByWeight.
func (l *Log) OfAgency(a *register.Agency) []Entry {
	if l == nil {
		return nil
	}
	return l.history.agencies[a]
}

// OfProject is the entries of a project and its evaluations, in the order of ByWeight.
func (l *Log) OfProject(p *register.Project) []Entry {
	if l == nil {
		return nil
	}
	return l.history.projects[p]
}

// OfSanction is the entries of a sanction, in the order of ByWeight.
func (l *Log) OfSanction(s *register.Sanction) []Entry {
	if l == nil {
		return nil
	}
	return l.history.sanctions[s]
}

// Gather puts neighbours into one entry where the same would be said of each: the rows of pay
// that an agency disclosed for a year, and records that no longer tell which they are.
func Gather(list []Entry) []Entry {
	var out []Entry
	for _, e := range list {
		if n := len(out); n > 0 && out[n-1].alike(&e) {
			out[n-1].More++
			continue
		}
		out = append(out, e)
	}
	return out
}

// alike says whether one sentence can be about both.
func (e *Entry) alike(other *Entry) bool {
	switch {
	case e.On != other.On || e.Kind != other.Kind || e.Table != other.Table:
		return false
	case e.Pay != nil && other.Pay != nil:
		return e.Kind == changes.Added && e.Pay.Agency == other.Pay.Agency && e.Pay.Year == other.Pay.Year
	}
	return e.nameless() && other.nameless()
}

// nameless says that the sentence names the table alone.
func (e *Entry) nameless() bool {
	return !e.known() && (e.Table == "pay" || e.Table == "evaluations" || e.Table == "sanctions")
}
