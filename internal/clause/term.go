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
	t := Term{Days: to.Sub(from) + 1}
	next := following(to) // the first day after the term
	t.Months = (int(next.Year)-int(from.Year))*12 + int(next.Month) - int(from.Month)
	if after(from, t.Months).After(next) {
		t.Months--
	}
	end := after(from, t.Months)
	t.Rest = end != next && (end != to || t.Months == 0)
	return t
}

// after is the day so many months later: the one of the same number or, where the month
// has no such day, its last.
func after(d day.Day, months int) day.Day {
	n := int(d.Year)*12 + int(d.Month) - 1 + months
	year, month := n/12, n%12+1
	return day.Make(year, month, min(int(d.Day), daysIn(year, month)))
}

// following is the day after.
func following(d day.Day) day.Day {
	year, month := int(d.Year), int(d.Month)
	switch {
	case int(d.Day) < daysIn(year, month):
		return day.Make(year, month, int(d.Day)+1)
	case month < 12:
		return day.Make(year, month+1, 1)
	}
	return day.Make(year+1, 1, 1)
}

// daysIn is how many days a month has.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
