package register

import (
	"gongshi/internal/day"
	"gongshi/internal/money"
	"gongshi/internal/tree"
)

// Sum is a tree.Sum that adds the values of records, too.
type Sum struct{ tree.Sum }

// Days adds days.
func (s *Sum) Days(list ...day.Day) {
	for _, d := range list {
		s.Int(int64(d.Number()))
	}
}

// Amounts adds amounts, given or not.
func (s *Sum) Amounts(list ...money.Amount) {
	for _, a := range list {
		s.Int(a.Fen)
		s.Flag(a.Given)
	}
}

// Counts adds numbers of people, given or not.
func (s *Sum) Counts(list ...Count) {
	for _, c := range list {
		s.Int(int64(c.N))
		s.Flag(c.Given)
	}
}

// Groups adds groups, any of which may be nil.
func (s *Sum) Groups(list ...*Group) {
	s.Int(int64(len(list)))
	for _, g := range list {
		if s.Present(g != nil) {
			s.Text(g.Key, g.Code, g.Slug, g.Name, g.NameEN)
			s.Flag(g.Known)
		}
	}
}

// Present adds whether something is there, and returns it.
func (s *Sum) Present(is bool) bool {
	s.Flag(is)
	return is
}
