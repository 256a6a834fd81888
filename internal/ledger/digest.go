package ledger

import (
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// Digest adds an account up: every duty of every year with its state, its dates and its
// reasons, projects and rules by their ids. For how long something is overdue is left out,
// which is another number every day.
func (a *Account) Digest() tree.Key {
	var s tree.Sum
	s.Text(string(a.Agency.ID), a.Agency.Name)
	for i := range a.Years {
		y := &a.Years[i]
		s.Int(int64(y.Year))
		if s.Flag(y.Because != nil); y.Because != nil {
			s.Text(y.Because.ID)
		}
		for _, kind := range rulebook.DutyKinds() {
			y.Duty(kind).digest(&s)
		}
		s.Int(int64(len(y.Tiers)))
		for _, p := range y.Tiers {
			s.Flag(p != nil)
		}
	}
	a.Policy.digest(&s)
	return s.Key()
}

func (d *Duty) digest(s *tree.Sum) {
	late := 0
	if d.State == Late {
		late = d.Days
	}
	s.Text(string(d.Kind), string(d.State))
	addRule(s, d.Rule)
	s.Int(int64(d.Deadline.Number()), int64(d.On.Number()), int64(late), int64(d.Have), int64(d.Want), int64(len(d.Reasons)))
	for i := range d.Reasons {
		d.Reasons[i].digest(s)
	}
}

func (r *Reason) digest(s *tree.Sum) {
	s.Text(r.Project.ID, string(r.State))
	s.Int(int64(r.On.Number()), int64(r.Due.Number()), int64(r.Given.Number()), int64(len(r.Lacks)))
	addRule(s, r.Rule)
	for _, need := range r.Lacks {
		s.Texts(need.Kinds)
		s.Text(need.Name.ZH, need.Name.EN)
	}
}

func addRule(s *tree.Sum, d *rulebook.Duty) {
	if s.Flag(d != nil); d != nil {
		s.Text(d.ID)
	}
}
