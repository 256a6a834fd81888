package ledger

import (
	"slices"

	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// GroupKind is by what coverage is counted.
type GroupKind string

// The kinds of groups. For the duties of a year an agency belongs to its own district, and
// to the purchasers and fields of the contracts that created the duty.
const (
	Whole      GroupKind = "all"
	Districts  GroupKind = "district"
	Purchasers GroupKind = "purchaser"
	Fields     GroupKind = "field"
)

// Tally counts how a duty of a year stands: agencies for pay and the policy, finished
// projects for results, each by itself.
type Tally struct {
	Required  int // InTime, Late, Due and Open together
	InTime    int // disclosed in time or at a day that is not known, nil returns among them
	Late      int
	Due       int // not all is there, and the deadline lies ahead
	Open      int // all or part missing
	NoRule    int // with a contract or an end but without a rule; not among Required
	Voluntary int // disclosed though nothing required it; not among Required
}

// Share is how many of those required have disclosed, in time or late.
func (t Tally) Share() (n, of int) { return t.InTime + t.Late, t.Required }

// PerMille is Share in tenths of a percent, rounded half up, but 1000 only where all have
// disclosed and 0 only where nobody has; 0 also where nothing was required.
func (t Tally) PerMille() int {
	n, of := t.Share()
	if n == 0 || n == of {
		return 1000 * n / max(of, 1)
	}
	return min(max((n*2000/of+1)/2, 1), 999)
}

func (t *Tally) add(s State, required bool) {
	if !required {
		switch s {
		case NoRule:
			t.NoRule++
		case Disclosed:
			t.Voluntary++
		}
		return
	}
	t.Required++
	switch {
	case s == Late:
		t.Late++
	case s.Given():
		t.InTime++
	case s == Due:
		t.Due++
	default:
		t.Open++
	}
}

// YearTally is the three duties of a year.
type YearTally struct {
	Year                 int
	Pay, Policy, Results Tally
}

// Tally returns that of one duty.
func (y *YearTally) Tally(k rulebook.DutyKind) *Tally {
	switch k {
	case rulebook.Pay:
		return &y.Pay
	case rulebook.Policy:
		return &y.Policy
	}
	return &y.Results
}

// GroupTally is the coverage of one group.
type GroupTally struct {
	Kind  GroupKind
	Group *register.Group // nil: the whole portal
	Years []YearTally     // newest first, in step with Ledger.Years
}

// Coverage is how the duties stand in every group: the whole portal, then districts,
// purchasers and fields in the register's order.
type Coverage struct {
	Groups []*GroupTally
	of     map[groupKey]*GroupTally
}

type groupKey struct {
	kind  GroupKind
	group *register.Group
}

// Of returns the coverage of a group, newest year first; group is nil for Whole. It is nil
// where there is none.
func (c *Coverage) Of(kind GroupKind, group *register.Group) *GroupTally {
	return c.of[groupKey{kind, group}]
}

// Year returns the tally of a year, or nil.
func (g *GroupTally) Year(year int) *YearTally {
	if g == nil {
		return nil
	}
	for i := range g.Years {
		if g.Years[i].Year == year {
			return &g.Years[i]
		}
	}
	return nil
}

// Coverage counts the duties by group.
func (l *Ledger) Coverage(r *register.Register) *Coverage {
	c := &Coverage{of: map[groupKey]*GroupTally{}}
	c.group(Whole, nil, l.Years)
	for _, k := range []struct {
		kind GroupKind
		list []*register.Group
	}{{Districts, r.Districts}, {Purchasers, r.Purchasers}, {Fields, r.Fields}} {
		for _, g := range k.list {
			c.group(k.kind, g, l.Years)
		}
	}
	var seen []*GroupTally
	for _, a := range l.Accounts {
		for i := range a.Years {
			seen = c.count(a, i, seen[:0])
		}
	}
	return c
}

func (c *Coverage) group(kind GroupKind, g *register.Group, years []int) {
	t := &GroupTally{Kind: kind, Group: g, Years: make([]YearTally, len(years))}
	for i, y := range years {
		t.Years[i].Year = y
	}
	c.Groups = append(c.Groups, t)
	c.of[groupKey{kind, g}] = t
}

// count adds the n-th year of an account to its groups. The list of groups is returned so
// that its memory can be used again.
func (c *Coverage) count(a *Account, n int, groups []*GroupTally) []*GroupTally {
	y := &a.Years[n]
	for _, kind := range []rulebook.DutyKind{rulebook.Pay, rulebook.Policy} {
		d := y.Duty(kind)
		if d.State == NotRequired {
			continue
		}
		groups = c.touched(groups[:0], a, nil)
		for i := range d.Reasons {
			groups = c.touched(groups, a, d.Reasons[i].Project)
		}
		for _, g := range groups {
			g.Years[n].Tally(kind).add(d.State, d.Required())
		}
	}
	for i := range y.Results.Reasons {
		why := &y.Results.Reasons[i]
		groups = c.touched(groups[:0], a, why.Project)
		for _, g := range groups {
			g.Years[n].Results.add(why.State, why.Rule != nil)
		}
	}
	return groups
}

// touched adds to a list, once each, the groups of an agency and of one of its contracts.
func (c *Coverage) touched(list []*GroupTally, a *Account, p *register.Project) []*GroupTally {
	add := func(kind GroupKind, g *register.Group) {
		if t := c.of[groupKey{kind, g}]; t != nil && !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	add(Whole, nil)
	if a.Agency.District != nil {
		add(Districts, a.Agency.District)
	}
	if p != nil {
		add(Purchasers, p.Purchaser)
		if p.Field != nil {
			add(Fields, p.Field)
		}
	}
	return list
}
