package clause

import (
	"gongshi/internal/register"
)

// Term is how long a project runs, with both its days. The zero value is a term that
// cannot be counted: open-ended, or with a day that is missing or before the first.
type Term struct {
	Months int  // complete months
	Rest   bool // whether there are days beyond the complete months
	Days   int  // all its days
}

// Whole says whether the term is whole months, so that it is counted in months.
func (t Term) Whole() bool { return t.Months > 0 && !t.Rest }

// TermOf counts the term of a project.
func TermOf(p *register.Project) Term {
	from, to := p.StartsOn, p.EndsOn
	if from.IsZero() || to.IsZero() || to.IsOpen() || to.Before(from) {
		return Term{}
	}
	t := Term{Days: to.Sub(from) + 1}
	next := to.Add(1) // the first day after the term
	t.Months = (int(next.Year)-int(from.Year))*12 + int(next.Month) - int(from.Month)
	if from.AddMonths(t.Months).After(next) {
		t.Months--
	}
	end := from.AddMonths(t.Months)
	t.Rest = end != next && (end != to || t.Months == 0)
	return t
}
