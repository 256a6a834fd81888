package clause

import (
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// Summary counts the outcomes of one check. Its numbers add up to Projects.
type Summary struct {
	Check    rulebook.Check
	Projects int

	Met, Below, Above, Unusual           int
	NotEnoughData, NoRule, NotApplicable int
}

// Judged is how many projects were compared with a figure: what the outcomes are to be
// read against.
func (s *Summary) Judged() int { return s.Met + s.Below + s.Above + s.Unusual }

// of is how many projects have an outcome.
func (s *Summary) of(o Outcome) *int {
	switch o {
	case Met:
		return &s.Met
	case Below:
		return &s.Below
	case Above:
		return &s.Above
	case Unusual:
		return &s.Unusual
	case NoRule:
		return &s.NoRule
	case NotApplicable:
		return &s.NotApplicable
	}
	return &s.NotEnoughData
}

// Summary counts the outcomes of all projects of the register, one for each of Kinds and
// in their order.
func (c *Checks) Summary() []Summary { return c.Count(c.reg.Projects) }

// Count counts the outcomes of projects, one for each of Kinds and in their order.
func (c *Checks) Count(projects []*register.Project) []Summary {
	list := make([]Summary, len(c.checks))
	for i := range list {
		list[i].Check, list[i].Projects = c.checks[i].id, len(projects)
	}
	if len(list) == 0 {
		return list
	}
	results := make([]Result, 0, len(list))
	for _, p := range projects {
		results = c.Append(results[:0], p)
		for i := range results {
			*list[i].of(results[i].Outcome)++
		}
	}
	return list
}
