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

// PerMille is Share in tenths of a percent (see the function PerMille).
func (t Tally) PerMille() int { return PerMille(t.Share()) }

// PerMille is n of so many in tenths of a percent, rounded half up, but 1000 only where it is
// all of them and 0 only where it is none; 0 also where there are none.
func PerMille(n, of int) int {
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
	of     map[GroupKind]groupTallies
}

type groupTallies map[*register.Group]*GroupTally

// Of returns the coverage of a group, newest year first; group is nil for Whole. It is nil
// where there is none.
func (c *Coverage) Of(kind GroupKind, group *register.Group) *GroupTally {
	return c.of[kind][group]
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
	c := &Coverage{of: map[GroupKind]groupTallies{Whole: {}, Districts: {}, Purchasers: {}, Fields: {}}}
	c.group(Whole, nil, l.Years)
	for _, k := range []struct {
		kind GroupKind
		list []*register.Group
	}{{Districts, r.Districts}, {Purchasers, r.Purchasers}, {Fields, r.Fields}} {
		for _, g := range k.list {
			c.group(k.kind, g, l.Years)
		}
	}
	purchasers, fields := c.of[Purchasers], c.of[Fields] // every contract asks: kinds are strings, which take time to look up
	n := counter{whole: c.Of(Whole, nil)}
	for _, a := range l.Accounts {
		n.district = c.Of(Districts, a.Agency.District)
		n.places = n.places[:0]
		for _, p := range a.Agency.Projects {
			n.places = append(n.places, place{p, purchasers[p.Purchaser], fields[p.Field]})
		}
		for i := range a.Years {
			n.count(a, i)
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
	c.of[kind][g] = t
}

// counter adds one agency after the other.
type counter struct {
	whole    *GroupTally
	district *GroupTally   // the agency's; nil: none
	places   []place       // of the agency's contracts, in their order
	groups   []*GroupTally // memory that is used again
}

// place is the groups of a contract; nil where it has none.
type place struct {
	project          *register.Project
	purchaser, field *GroupTally
}

// count adds the n-th year of an account to its groups.
func (c *counter) count(a *Account, n int) {
	y := &a.Years[n]
	for _, kind := range []rulebook.DutyKind{rulebook.Pay, rulebook.Policy} {
		d := y.Duty(kind)
		if d.State == NotRequired {
			continue
		}
		c.begin()
		rest := c.places
		for i := range d.Reasons {
			rest = c.touch(rest, d.Reasons[i].Project)
		}
		for _, g := range c.groups {
			g.Years[n].Tally(kind).add(d.State, d.Required())
		}
	}
	rest := c.places
	for i := range y.Results.Reasons {
		why := &y.Results.Reasons[i]
		c.begin()
		rest = c.touch(rest, why.Project)
		for _, g := range c.groups {
			g.Years[n].Results.add(why.State, why.Rule != nil)
		}
	}
}

// begin starts the list of groups with those of the agency.
func (c *counter) begin() {
	c.groups = append(c.groups[:0], c.whole)
	c.put(c.district)
}

func (c *counter) put(g *GroupTally) {
	if g != nil && !slices.Contains(c.groups, g) {
		c.groups = append(c.groups, g)
	}
}

// touch adds the groups of a contract and returns the places behind it: reasons stand in
// the order of the agency's contracts.
func (c *counter) touch(places []place, p *register.Project) []place {
	for len(places) > 0 && places[0].project != p {
		places = places[1:]
	}
	if len(places) == 0 {
		return nil
	}
	c.put(places[0].purchaser)
	c.put(places[0].field)
	return places[1:]
}
