package ledger

import (
	"slices"

	"gongshi/internal/day"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
)

// clerk fills in accounts.
type clerk struct {
	book      *rulebook.Book
	asOf      day.Day
	deadlines portal.Deadlines
	pay       []*rulebook.Duty // the rules of each kind, in the book's order
	policy    []*rulebook.Duty
	alike     bool // whether the rules of both kinds are in force on the same days, so that reasons are shared

	// The contracts of the agency at hand, in their order, and the results that they got: years
	// are looked at without the records, which stand all over the memory. To go through all of
	// them at first, with nothing done in between, lets the processor wait for several at once.
	terms    []term
	results  []result
	holdings []holding // memory that is used again
	slab     []Reason  // memory that reasons are cut from
}

// slabSize is for how many reasons memory is asked for at a time.
const slabSize = 2048

// room is memory for up to n reasons.
func (c *clerk) room(n int) []Reason {
	if cap(c.slab)-len(c.slab) < n {
		c.slab = make([]Reason, 0, max(n, slabSize))
	}
	from := len(c.slab)
	return c.slab[from:from:min(from+n, cap(c.slab))]
}

// keep says that reasons, which were made in the room that was given last, stay.
func (c *clerk) keep(list []Reason) []Reason {
	if len(list) == 0 {
		return nil
	}
	c.slab = c.slab[:len(c.slab)+len(list)]
	return slices.Clip(list)
}

func newClerk(r *register.Register) *clerk {
	c := &clerk{book: r.Rules, asOf: r.AsOf, deadlines: r.Settings.Deadlines}
	if r.Rules != nil {
		for _, d := range r.Rules.Duties {
			switch d.Kind {
			case rulebook.Pay:
				c.pay = append(c.pay, d)
			case rulebook.Policy:
				c.policy = append(c.policy, d)
			}
		}
	}
	c.alike = slices.EqualFunc(c.pay, c.policy, func(a, b *rulebook.Duty) bool { return a.Span == b.Span })
	return c
}

// account is an agency's account of years, newest first.
func (c *clerk) account(a *register.Agency, years []int) *Account {
	account := &Account{Agency: a, Years: make([]Year, len(years))}
	c.gather(a)
	due := c.policyDue()
	tiers := make([]*register.Pay, len(years)*len(schema.Tiers))
	for i, y := range years {
		n := i * len(schema.Tiers)
		account.Years[i] = c.year(a, y, due, tiers[n:n+len(schema.Tiers):n+len(schema.Tiers)])
	}
	account.Policy = newestPolicy(account, a)
	return account
}

// gather fills in terms and results.
func (c *clerk) gather(a *register.Agency) {
	c.terms, c.results = c.terms[:0], c.results[:0]
	for _, p := range a.Projects {
		c.terms = append(c.terms, term{holding: holding{p, p.StartsOn, p.EndsOn}})
	}
	for i := range c.terms {
		t := &c.terms[i]
		t.first = len(c.results)
		for _, e := range t.project.Evaluations {
			c.results = append(c.results, result{e.Kind, e.DecidedOn})
		}
		t.last = len(c.results)
	}
}

// term is all the days of a contract, and which of the results are its own.
type term struct {
	holding
	first, last int
}

// result is what is asked of an evaluation.
type result struct {
	kind string
	on   day.Day
}

// newestPolicy is the policy duty that stands for all years.
func newestPolicy(account *Account, a *register.Agency) Duty {
	years := account.Years
	i := slices.IndexFunc(years, func(y Year) bool { return y.Policy.Required() })
	if i < 0 {
		i = slices.IndexFunc(years, func(y Year) bool { return y.Because != nil })
	}
	if i < 0 {
		return unasked(a.Policy)
	}
	return years[i].Policy
}

// unasked is the policy duty of an agency that never held a contract.
func unasked(p *register.Policy) Duty {
	d := Duty{Kind: rulebook.Policy, State: NotRequired, Want: 1}
	if p != nil {
		d.State, d.Have, d.On = Disclosed, 1, p.PublishedOn
	}
	return d
}

// holding is the days on which a contract was held, both inclusive, within a year or all told.
type holding struct {
	project  *register.Project
	from, to day.Day
}

// held is the days from one to another on which a contract was held; ok is false where
// there are none.
func (c *clerk) held(h holding, from, to day.Day) (held holding, ok bool) {
	if h.from.Before(from) {
		h.from = from
	}
	if h.to.After(to) {
		h.to = to
	}
	if h.to.After(c.asOf) {
		h.to = c.asOf
	}
	return h, !h.from.After(h.to)
}

// under is the first day of a holding on which one of the rules was in force; zero: none.
func (h holding) under(rules []*rulebook.Duty) day.Day {
	var first day.Day
	for _, r := range rules {
		if !r.Touches(h.from, h.to) {
			continue
		}
		on := h.from
		if on.Before(r.From) {
			on = r.From
		}
		if first.IsZero() || on.Before(first) {
			first = on
		}
	}
	return first
}

// created is what created a duty: the contracts that were held while one of the rules was
// in force, each with the first such day, and the earliest of those days. Where there is no
// such contract the day is zero, and it is all that were held.
type created struct {
	reasons []Reason
	first   day.Day
}

func (c *clerk) created(holdings []holding, rules []*rulebook.Duty) created {
	var by created
	list := c.room(len(holdings))
	for _, h := range holdings {
		on := h.under(rules)
		if on.IsZero() {
			continue
		}
		list = append(list, Reason{Project: h.project, On: on})
		if by.first.IsZero() || on.Before(by.first) {
			by.first = on
		}
	}
	if len(list) == 0 {
		by.reasons = c.unruled(holdings)
	} else {
		by.reasons = c.keep(list)
	}
	return by
}

// unruled is the contracts that no rule asked anything of.
func (c *clerk) unruled(holdings []holding) []Reason {
	list := c.room(len(holdings))
	for _, h := range holdings {
		list = append(list, Reason{Project: h.project, On: h.from})
	}
	return c.keep(list)
}

func (c *clerk) year(a *register.Agency, y int, policyDue day.Day, tiers []*register.Pay) Year {
	account := Year{Year: y, Tiers: tiers}
	holdings := c.holdings[:0]
	var earliest day.Day
	for _, term := range c.terms {
		h, ok := c.held(term.holding, day.Make(y, 1, 1), day.Make(y, 12, 31))
		if !ok {
			continue
		}
		holdings = append(holdings, h)
		if account.Because == nil || term.from.Before(earliest) {
			account.Because, earliest = term.project, term.from
		}
	}
	c.holdings = holdings
	pay := c.created(holdings, c.pay)
	policy := pay
	if !c.alike {
		policy = c.created(holdings, c.policy)
	}
	account.Pay = c.payDuty(a, y, pay, tiers)
	if !account.Pay.Required() && !pay.first.IsZero() { // none is in force at the year's end
		account.Pay.Reasons = c.unruled(holdings)
	}
	account.Policy = c.policyDuty(a, y, policy, policyDue)
	account.Results = c.resultsDuty(y)
	return account
}

// payDeadline is the day by which the pay of a year is due; zero: none is set. 29 February
// is the 28th where the year has none.
func payDeadline(d portal.Deadlines, year int) day.Day {
	if d.PayMonth == 0 {
		return day.Day{}
	}
	due, err := day.New(year+1, d.PayMonth, d.PayDay)
	if err != nil {
		due = day.Make(year+1, d.PayMonth, 28)
	}
	return due
}

func (c *clerk) payDuty(a *register.Agency, year int, by created, tiers []*register.Pay) Duty {
	d := Duty{Kind: rulebook.Pay, Reasons: by.reasons}
	if !by.first.IsZero() {
		if d.Rule = c.book.Duty(rulebook.Pay, day.Make(year, 12, 31)); d.Rule != nil {
			d.Deadline = payDeadline(c.deadlines, year)
		}
	}
	for _, p := range a.Pay {
		if i := tier(p.Tier); p.Year == year && i >= 0 {
			tiers[i] = p
		}
	}
	nothing := true
	for i, t := range schema.Tiers {
		if !d.asks(t.ID) {
			continue
		}
		d.Want++
		if p := tiers[i]; p != nil {
			d.Have++
			nothing = nothing && p.Nil()
			if p.PublishedOn.After(d.On) {
				d.On = p.PublishedOn
			}
		}
	}
	d.judge(c.asOf, d.Deadline)
	switch {
	case d.State == Disclosed && d.Required() && nothing:
		d.State = NilReturn
	case d.State.Open() && year >= int(c.asOf.Year):
		d.State = Due
	}
	return d
}

// tier is the place of a tier in schema.Tiers, or -1.
func tier(id string) int {
	for i := range schema.Tiers {
		if schema.Tiers[i].ID == id {
			return i
		}
	}
	return -1
}

// asks says whether the pay of a tier is asked for. Without a rule all tiers are looked at.
func (d *Duty) asks(tier string) bool {
	return d.Rule == nil || len(d.Rule.Tiers) == 0 || slices.Contains(d.Rule.Tiers, tier)
}

// policyDue is the day by which the policy of the agency at hand is due in all years; zero: none.
func (c *clerk) policyDue() day.Day {
	if c.deadlines.Policy == 0 {
		return day.Day{}
	}
	var first day.Day
	for _, term := range c.terms {
		if h, ok := c.held(term.holding, term.from, term.to); ok {
			if on := h.under(c.policy); !on.IsZero() && (first.IsZero() || on.Before(first)) {
				first = on
			}
		}
	}
	if first.IsZero() {
		return first
	}
	return first.Add(c.deadlines.Policy)
}

func (c *clerk) policyDuty(a *register.Agency, year int, by created, due day.Day) Duty {
	d := Duty{Kind: rulebook.Policy, Want: 1, Reasons: by.reasons}
	if !by.first.IsZero() {
		d.Rule, d.Deadline = c.book.Duty(rulebook.Policy, by.first), due
	}
	// Without a duty a year has a policy only if it was there by the year's end.
	if p := a.Policy; p != nil && (d.Rule != nil || int(p.PublishedOn.Year) <= year) {
		d.Have, d.On = 1, p.PublishedOn
	}
	latest := due // the last day on which the policy is in time for this year
	if !due.IsZero() && by.first.After(due) {
		latest = by.first
	}
	d.judge(c.asOf, latest)
	return d
}

// judge sets the state of a duty that is in time up to a day; zero: at any time.
func (d *Duty) judge(asOf, latest day.Day) {
	complete := d.Have >= d.Want
	switch {
	case d.Rule == nil && d.Have > 0:
		d.State = Disclosed
	case d.Rule == nil && len(d.Reasons) > 0:
		d.State = NoRule
	case d.Rule == nil:
		d.State = NotRequired
	case complete && !latest.IsZero() && d.On.After(latest):
		d.State, d.Days = Late, d.On.Sub(d.Deadline)
	case complete:
		d.State = Disclosed
	case !d.Deadline.IsZero() && asOf.After(d.Deadline):
		d.State, d.Days = Overdue, asOf.Sub(d.Deadline)
	case !d.Deadline.IsZero():
		d.State = Due
	case d.Have > 0:
		d.State = Partly
	default:
		d.State = Missing
	}
}
