package ledger

import (
	"gongshi/internal/schema"
)

// Complete says of an agency as a whole that something was required of it and nothing
// that had to be there is missing. No single duty has this state.
const Complete State = "complete"

// Standings is how agencies as a whole can stand with their duties, from what is missing
// to what was never required. These are the values of the search's field duty.
func Standings() []schema.Code {
	return []schema.Code{
		{ID: string(Overdue), ZH: "逾期未公开", EN: "Overdue"},
		{ID: string(Missing), ZH: "未公开", EN: "Not disclosed"},
		{ID: string(Partly), ZH: "部分未公开", EN: "Partly not disclosed"},
		{ID: string(Late), ZH: "逾期公开", EN: "Disclosed late"},
		{ID: string(Due), ZH: "未到期", EN: "Not yet due"},
		{ID: string(NilReturn), ZH: "无人领薪", EN: "Nobody paid"},
		{ID: string(Complete), ZH: "应公开的都已公开", EN: "All disclosed"},
		{ID: string(NoRule), ZH: "当日无现行规定", EN: "No rule in force"},
		{ID: string(NotRequired), ZH: "无须公开", EN: "Not required"},
	}
}

// Standings returns the codes of Standings that apply to an agency, in their order: each
// that some duty of some year has, Complete where something was required and nothing is
// missing, and NotRequired where nothing ever was. What is overdue in part is both
// Overdue and Partly.
func (a *Account) Standings() []schema.Code {
	has := map[State]bool{}
	required, open := false, false
	for i := range a.Years {
		y := &a.Years[i]
		for _, d := range [...]*Duty{&y.Pay, &y.Policy, &y.Results} {
			required = required || d.State != NotRequired && d.State != NoRule && d.Rule != nil
			open = open || d.State.Open()
			has[d.State] = true
			if d.State == Overdue && d.Have > 0 {
				has[Partly] = true
			}
		}
	}
	has[Complete] = required && !open
	has[NotRequired] = !required && !has[NoRule]
	var list []schema.Code
	for _, c := range Standings() {
		if has[State(c.ID)] {
			list = append(list, c)
		}
	}
	return list
}
