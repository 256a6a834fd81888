package crosscheck

import "gongshi/internal/tree"

// Digest adds hits up: the rows on which they rest, by their keys, and the figures. What the
// rows say beside is their own digests' to hold.
func Digest(hits []*Hit) tree.Key {
	var all, one tree.Sum
	for _, h := range hits {
		h.digest(&one)
		all.Keys(one.Key())
	}
	return all.Key()
}

func (h *Hit) digest(s *tree.Sum) {
	s.Text(h.ID, h.Check.ID, string(h.Check.Check), string(h.Agency.ID), h.Agency.Name, h.Agency.Slug)
	s.Int(int64(h.Day.Number()), int64(h.Changed.Number()))
	s.Int(int64(len(h.Sanctions)), int64(len(h.Projects)), int64(len(h.Evaluations)), int64(len(h.Pay)))
	for _, x := range h.Sanctions {
		s.Text(x.Slug)
	}
	for _, p := range h.Projects {
		s.Text(p.Slug)
	}
	for _, e := range h.Evaluations {
		s.Text(e.ProjectID, e.Kind, e.Period)
		s.Int(int64(e.DecidedOn.Number()))
	}
	for _, p := range h.Pay {
		s.Text(string(p.AgencyID), p.Tier)
		s.Int(int64(p.Year), int64(p.Headcount.N))
		s.Flag(p.Headcount.Given)
	}
	s.Int(int64(h.Year), int64(h.Tenths), int64(h.Months), h.Before.Fen, h.After.Fen, h.PayTotal.Fen, h.Contracts.Fen)
	s.Flag(h.Before.Given, h.After.Given, h.PayTotal.Given, h.Contracts.Given, h.Appealed, h.NoEnd, h.OnePerson)
}
