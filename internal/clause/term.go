package clause

import (
	"gongshi/internal/day"
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
	t := Term{Months: day.Months(from, to), Days: to.Sub(from) + 1}
	end := from.AddMonths(t.Months)
	t.Rest = end != to.Add(1) && (end != to || t.Months == 0)
	return t
}
