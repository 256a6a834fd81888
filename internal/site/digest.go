package site

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"gongshi/internal/changelog"
	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// What a page is made of, as digests. A digest of a record holds all of the record that any
// page shows, cells as written among them, and how it stands on the register's day; never
// the day itself. It does not hold what the whole site is made of: settings, rulebook, words
// and templates, which are named by their ids and told apart by whoever keeps the pages.
// Digests are the same for all languages.

// digest collects what a key stands for.
type digest struct{ register.Sum }

func (d *digest) num(list ...int) {
	for _, n := range list {
		d.Int(int64(n))
	}
}

// rule names a rule; the rulebook is told apart as a whole.
func (d *digest) rule(r *rulebook.Rule) { d.Text(r.ID) }

// agency is an agency as others name it.
func (d *digest) agency(a *register.Agency) {
	if a == nil {
		d.Flag(false)
		return
	}
	d.Flag(true)
	d.Text(a.Slug, a.Name, string(a.ID))
}

// cells are a row's cells as written, and the numbers of their columns.
func (d *digest) cells(o *register.Origin) {
	d.num(o.Width())
	for i := range o.Width() {
		d.num(int(o.Place(i).Column))
	}
	d.Grown(o.AppendWritten)
}

// place is where a row stands, and whether the page of the data tells of its file.
func (d *digest) place(o *register.Origin, known map[string]bool) {
	d.Text(o.File())
	d.num(o.Line())
	d.Flag(known[o.File()])
}

func (d *digest) agencyFields(a *register.Agency) {
	d.agency(a)
	d.Text(a.ShortName, a.DistrictName, a.Status, a.Registrar, a.Supervisor, a.Representative, a.Website, a.Phone, a.Address, a.SortKey, a.SourceURL)
	d.Texts(a.FormerNames)
	d.Texts(a.FieldNames)
	d.Days(a.FoundedOn)
	d.Groups(a.District)
	d.num(len(a.Fields))
	d.Groups(a.Fields...)
	d.cells(&a.Origin)
}

func (d *digest) payFields(p *register.Pay) {
	d.Text(string(p.AgencyID), p.Tier, p.SourceURL, p.Note)
	d.num(p.Year)
	d.Counts(p.Headcount)
	d.Amounts(p.Total)
	d.Days(p.PublishedOn)
	d.cells(&p.Origin)
}

func (d *digest) projectFields(r *register.Project) {
	d.Text(r.ID, r.Name, r.Slug, string(r.AgencyID), r.PurchaserName, r.FieldName, r.DistrictName, r.SourceURL)
	d.Days(r.StartsOn, r.SignedOn, r.EndsOn)
	d.Amounts(r.Amount, r.LabourCost, r.OtherCost, r.SupervisionCost)
	d.Counts(r.Staff, r.ProfessionalStaff, r.SupervisedStaff)
	d.agency(r.Agency)
	d.Groups(r.Purchaser, r.Field, r.District)
	d.cells(&r.Origin)
}

func (d *digest) evaluationFields(e *register.Evaluation) {
	d.Text(e.ProjectID, e.Kind, e.Period, e.Grade, e.GradeWritten, e.AssessorName, e.Comment, e.SourceURL)
	d.num(e.Score.Hundredths)
	d.Flag(e.Score.Given)
	d.Days(e.DecidedOn)
	d.cells(&e.Origin)
}

func (d *digest) sanctionFields(s *register.Sanction) {
	d.Text(s.Kind, s.Subject, string(s.AgencyID), s.AuthorityName, s.Severity, s.Status, s.Slug)
	d.sanctionTexts(s)
	d.Days(s.DecidedOn, s.PublishedOn, s.ValidUntil, s.PublishUntil, s.StatusOn)
	d.Amounts(s.Fine, s.Confiscated)
	d.agency(s.Agency)
	d.Groups(s.Authority)
	d.num(len(s.Measures))
	d.Groups(s.Measures...)
	j := s.Judgement
	d.Text(string(j.Standing), string(j.Counted), string(j.SeverityBy), string(j.LastDayBy), string(j.Withheld))
	d.Flag(j.Shown)
	d.Days(j.LastDay)
	if d.Flag(j.Ageing != nil); j.Ageing != nil {
		d.rule(&j.Ageing.Rule)
	}
	if d.Flag(s.NameRule != nil); s.NameRule != nil {
		d.rule(&s.NameRule.Rule)
	}
	d.cells(&s.Origin)
}

// sanctionTexts are the texts in which names are masked, less or more.
func (d *digest) sanctionTexts(s *register.Sanction) {
	d.Text(s.ID, s.SubjectName, s.Person, s.Facts, s.Basis, s.Decision, s.StatusReason, s.SourceURL)
	d.Texts(s.MeasureNames)
}

func (d *digest) policy(p *register.Policy) {
	if p == nil {
		d.Flag(false)
		return
	}
	d.Flag(true)
	d.Text(p.File, p.Title, p.SourceURL, p.Body)
	d.Days(p.EffectiveOn, p.PublishedOn)
}

func (d *digest) reply(r *register.Reply) {
	if r == nil {
		d.Flag(false)
		return
	}
	d.Flag(true)
	d.Text(r.Title, r.By, r.Body)
	d.Days(r.Date)
}

func (d *digest) correction(c *register.Correction) {
	d.Text(c.Slug, c.Title, c.By, c.Body)
	d.Days(c.Date)
	for _, a := range c.Agencies {
		d.agency(a)
	}
	for _, r := range c.Projects {
		d.Text(r.Slug, r.Name)
	}
	for _, s := range c.Sanctions {
		d.Text(s.Slug, s.ID)
	}
}

// duty is how a duty stands. The days since a deadline that was missed are shown nowhere.
func (d *digest) duty(u *ledger.Duty) {
	d.Text(string(u.Kind), string(u.State))
	if d.Flag(u.Rule != nil); u.Rule != nil {
		d.rule(&u.Rule.Rule)
	}
	d.Days(u.Deadline, u.On)
	d.num(u.Have, u.Want, len(u.Reasons))
	if u.State == ledger.Late {
		d.num(u.Days)
	}
	for i := range u.Reasons {
		d.reason(&u.Reasons[i])
	}
}

func (d *digest) reason(why *ledger.Reason) {
	if why == nil {
		d.Flag(false)
		return
	}
	d.Text(why.Project.Slug, why.Project.Name, string(why.State))
	d.Days(why.On, why.Due, why.Given)
	if d.Flag(why.Rule != nil); why.Rule != nil {
		d.rule(&why.Rule.Rule)
	}
	d.num(len(why.Lacks))
	for _, n := range why.Lacks {
		d.Text(n.Name.ZH, n.Name.EN)
	}
}

func (d *digest) account(a *ledger.Account) {
	if a == nil {
		return
	}
	d.duty(&a.Policy)
	d.num(len(a.Years))
	for i := range a.Years {
		y := &a.Years[i]
		d.num(y.Year)
		d.Flag(y.Because != nil)
		d.duty(&y.Pay)
		d.duty(&y.Policy)
		d.duty(&y.Results)
	}
}

// tally is a year's coverage.
func (d *digest) tally(y *ledger.YearTally) {
	if y == nil {
		d.Flag(false)
		return
	}
	d.num(y.Year)
	for _, t := range []ledger.Tally{y.Pay, y.Policy, y.Results} {
		d.num(t.Required, t.InTime, t.Late, t.Due, t.Open, t.NoRule, t.Voluntary)
	}
}

func (d *digest) tallies(g *ledger.GroupTally) {
	if g == nil {
		d.Flag(false)
		return
	}
	for i := range g.Years {
		d.tally(&g.Years[i])
	}
}

// totals is how many disclosed what they had to for a year, which is also where their rows
// stand.
func (d *digest) totals(t ledger.Totals) {
	d.num(t.Year, len(t.Required), len(t.Disclosed), len(t.Late), len(t.Open), len(t.Due), len(t.NoRule))
}

// digests are those of the register's records.
type digests struct {
	known    map[string]bool // the data files of which the page of the data tells
	pay      map[*register.Pay]tree.Key
	projects map[*register.Project]recordDigest
	sanction map[*register.Sanction]recordDigest
	hits     map[*crosscheck.Hit]tree.Key
	agencies map[*register.Agency]agencyDigest
	reasons  map[*register.Project]*ledger.Reason
	log      *changelog.Log

	agencyNames tree.Key // all of them
	all         tree.Key // all records, and how many were read
}

// recordDigest is a record as lists show it and as its own page does.
type recordDigest struct{ row, page tree.Key }

// agencyDigest is an agency as its row in lists shows it, its account, its pay, and all that
// its own page shows.
type agencyDigest struct{ row, account, page tree.Key }

// newDigests digests all records, on all processors.
func newDigests(r records, o Options) *digests {
	g := &digests{known: map[string]bool{}, reasons: map[*register.Project]*ledger.Reason{}, log: o.Changes}
	checks := o.Crosschecks
	for _, s := range r.reg.Sources {
		g.known[s.Name] = true
	}
	for _, a := range r.led.Accounts {
		for i := range a.Years {
			for j := range a.Years[i].Results.Reasons {
				why := &a.Years[i].Results.Reasons[j]
				if int(why.Project.EndsOn.Year) == a.Years[i].Year {
					g.reasons[why.Project] = why
				}
			}
		}
	}
	c := corrected{r.reg, map[*register.Correction]int{}}
	pages := paged{size: o.PageSize, total: len(r.reg.Corrections)}
	for i, entry := range r.reg.Corrections {
		c.page[entry] = pages.of(i)
	}
	g.pay = each(r.reg.Pay, func(d *digest, p *register.Pay) tree.Key {
		d.payFields(p)
		return d.Key()
	})
	g.projects = each(r.reg.ProjectsAsRead(), func(d *digest, p *register.Project) recordDigest { return g.project(d, r, c, p) })
	g.sanction = each(slices.Concat(r.reg.Sanctions, r.reg.Closed), func(d *digest, s *register.Sanction) recordDigest { return g.sanctionOf(d, c, s) })
	g.hits = each(checks.All(), func(d *digest, h *crosscheck.Hit) tree.Key { return g.hit(d, r, h) })
	g.agencies = each(r.reg.Agencies, func(d *digest, a *register.Agency) agencyDigest { return g.agency(d, r, checks, c, a) })
	g.sumUp(r)
	return g
}

// corrected knows on which page of the log a correction stands.
type corrected struct {
	reg  *register.Register
	page map[*register.Correction]int
}

func (c corrected) digest(d *digest, table, slug string) {
	if len(c.page) == 0 {
		return
	}
	for _, entry := range c.reg.Corrected(table, slug) {
		d.correction(entry)
		d.num(c.page[entry])
	}
}

// each maps records to their digests.
func each[R comparable, D any](list []R, of func(*digest, R) D) map[R]D {
	made := make([]D, len(list))
	inParts(len(list), func(from, to int) {
		var d digest
		for i := from; i < to; i++ {
			d.Reset()
			made[i] = of(&d, list[i])
		}
	})
	all := make(map[R]D, len(list))
	for i, r := range list {
		all[r] = made[i]
	}
	return all
}

// partSize is how many digests are made by one goroutine before another may take over.
const partSize = 64

// inParts calls do for parts of 0 to n-1, on all processors.
func inParts(n int, do func(from, to int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+partSize-1)/partSize) {
		wait.Go(func() {
			for to := int(next.Add(partSize)); to-partSize < n; to = int(next.Add(partSize)) {
				do(to-partSize, min(to, n))
			}
		})
	}
	wait.Wait()
}

func (g *digests) project(d *digest, r records, c corrected, p *register.Project) recordDigest {
	d.projectFields(p)
	d.Flag(r.finished(p), p.StartsOn.After(r.reg.AsOf))
	d.reason(g.reasons[p])
	d.num(len(p.Evaluations))
	for _, e := range p.Evaluations {
		d.evaluationFields(e)
	}
	row := d.Key()
	d.Reset()
	d.Keys(row)
	d.place(&p.Origin, g.known)
	for _, e := range p.Evaluations {
		d.place(&e.Origin, g.known)
	}
	d.reply(p.Reply)
	c.digest(d, "projects", p.Slug)
	d.history(g.log.OfProject(p))
	return recordDigest{row, d.Key()}
}

func (g *digests) sanctionOf(d *digest, c corrected, s *register.Sanction) recordDigest {
	d.sanctionFields(s)
	row := d.Key()
	d.Reset()
	d.Keys(row)
	d.place(&s.Origin, g.known)
	page := s.OnPage()
	d.sanctionTexts(page)
	d.reply(page.Reply)
	c.digest(d, "sanctions", s.Slug)
	d.history(g.log.OfSanction(s))
	return recordDigest{row, d.Key()}
}

func (g *digests) hit(d *digest, r records, h *crosscheck.Hit) tree.Key {
	d.rule(&h.Check.Rule)
	d.agency(h.Agency)
	d.Text(h.ID)
	d.Days(h.Day, h.Changed)
	d.num(h.Year, h.Tenths, h.Months, len(h.Sanctions), len(h.Projects), len(h.Evaluations), len(h.Pay))
	d.Amounts(h.Before, h.After, h.PayTotal, h.Contracts)
	d.Flag(h.Appealed, h.NoEnd, h.OnePerson)
	for _, s := range h.Sanctions {
		d.Keys(g.sanction[s].row)
		last, given := crosscheck.Until(s, r.reg.AsOf)
		d.Days(last)
		d.Flag(given)
	}
	for _, p := range h.Projects {
		d.Keys(g.projects[p].row)
	}
	for _, e := range h.Evaluations {
		d.evaluationFields(e)
		d.Text(e.Project.Name, e.Project.Slug)
	}
	for _, p := range h.Pay {
		d.Keys(g.pay[p])
	}
	return d.Key()
}

func (g *digests) agency(d *digest, r records, checks *crosscheck.Results, c corrected, a *register.Agency) agencyDigest {
	var made agencyDigest
	account := r.led.Of(a)
	d.account(account)
	made.account = d.Key()
	made.row = g.agencyRow(d, r, a)
	d.Reset()
	d.Keys(made.account)
	d.agencyFields(a)
	d.place(&a.Origin, g.known)
	d.policy(a.Policy)
	d.reply(a.Reply)
	c.digest(d, "agencies", a.Slug)
	d.history(g.log.OfAgency(a))
	d.num(len(a.Twins), len(a.Pay), len(a.Projects), len(a.Sanctions))
	for _, t := range a.Twins {
		d.agency(t)
	}
	for _, p := range a.Pay {
		d.Keys(g.pay[p])
		d.place(&p.Origin, g.known)
	}
	for _, p := range a.Projects {
		d.Keys(g.projects[p].page)
	}
	for _, s := range a.Sanctions {
		d.Keys(g.sanction[s].page)
	}
	for _, h := range checks.Of(a) {
		d.Keys(g.hits[h])
	}
	made.page = d.Key()
	return made
}

// agencyRow is an agency in a list, with the values under which lists divide it.
func (g *digests) agencyRow(d *digest, r records, a *register.Agency) tree.Key {
	account := r.led.Of(a)
	d.Reset()
	d.agency(a)
	d.Text(a.ShortName, a.Status)
	d.Groups(a.District)
	d.Groups(a.Fields...)
	d.num(len(a.Projects), inForce(a.Sanctions))
	year := r.led.Headline(r.reg)
	d.Text(string(r.peers.Size(a, year)))
	if account == nil {
		return d.Key()
	}
	if y := account.Year(year); y != nil {
		d.duty(&y.Pay)
	}
	for _, s := range account.Standings() {
		d.Text(s.ID)
	}
	return d.Key()
}

// sumUp digests what pages about everything are made of.
func (g *digests) sumUp(r records) {
	var d, names digest
	for _, a := range r.reg.Agencies {
		d.Keys(g.agencies[a].page)
		names.Text(a.Name)
		names.Texts(a.FormerNames)
	}
	for _, p := range r.reg.Projects {
		d.Keys(g.projects[p].row)
	}
	for _, s := range r.reg.Sanctions {
		d.Keys(g.sanction[s].row)
	}
	for _, c := range r.reg.Corrections {
		d.correction(c)
	}
	d.num(r.reg.Rows, r.reg.Refused, r.reg.Unpublished, len(r.reg.Evaluations))
	for _, y := range r.reg.Years {
		d.num(y.Year, len(y.Pay), len(y.Projects), len(y.Sanctions))
	}
	for _, list := range [][]*register.Group{r.reg.Districts, r.reg.Fields, r.reg.Purchasers, r.reg.Authorities, r.reg.Measures} {
		d.num(len(list))
		d.Groups(list...)
	}
	for _, s := range r.reg.Sources {
		d.source(s)
	}
	g.all, g.agencyNames = d.Key(), names.Key()
}

func (d *digest) source(s register.Source) {
	d.Text(s.Name, s.Table, s.Hash)
	d.num(s.Rows, s.Refused, s.Foreign)
	d.Flag(s.Received != nil)
	if r := s.Received; r != nil {
		d.Days(r.On)
		d.Text(r.From, r.Note)
	}
}

// peersIn is what was disclosed for a year, who is compared with whom, and who did not disclose.
func (g *digests) peersIn(r records, year int) tree.Key {
	var d digest
	for _, a := range r.led.Accounts {
		y := a.Year(year)
		if y == nil {
			continue
		}
		d.Text(string(y.Pay.State))
		if d.Flag(y.Pay.Rule != nil); y.Pay.Rule != nil {
			d.rule(&y.Pay.Rule.Rule)
		}
		if !slices.ContainsFunc(y.Tiers, func(p *register.Pay) bool { return p != nil }) {
			continue
		}
		d.agency(a.Agency)
		d.Text(string(r.peers.Size(a.Agency, year)))
		for _, p := range y.Tiers {
			if d.Flag(p != nil); p != nil {
				d.Counts(p.Headcount)
				d.Amounts(p.Total)
			}
		}
	}
	return d.Key()
}
