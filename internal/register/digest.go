package register

import (
	"sync"

	"gongshi/internal/rulebook"
	"gongshi/internal/tree"
)

// Digest stands for an agency's closure: all that the register knows of it. Each part holds
// the rows of one table with their place, the cells as written, the values as read, the
// groups that they belong to and how they stand on the register's day; never the day itself,
// and of the settings and the rulebook no more than what they made of the rows. Equal parts,
// equal rows.
type Digest struct {
	Agency      tree.Key // the agency's own row
	Pay         tree.Key
	Projects    tree.Key // without their evaluations
	Evaluations tree.Key
	Sanctions   tree.Key // those that may be shown
	Texts       tree.Key // the policy, and replies and corrections about any of the records
}

// All is the sum of the parts.
func (d *Digest) All() tree.Key {
	var s tree.Sum
	s.Keys(d.Agency, d.Pay, d.Projects, d.Evaluations, d.Sanctions, d.Texts)
	return s.Key()
}

// Digest adds an agency up. It reads what Corrected tells of the records.
func (a *Agency) Digest(r *Register) Digest {
	s := adders.Get().(*adder)
	defer adders.Put(s)
	var d Digest
	s.agency(a)
	d.Agency = s.Key()
	for _, p := range a.Pay {
		s.pay(p)
	}
	d.Pay = s.Key()
	for _, p := range a.Projects {
		s.project(p)
	}
	d.Projects = s.Key()
	for _, p := range a.Projects {
		s.Int(int64(len(p.Evaluations)))
		for _, e := range p.Evaluations {
			s.evaluation(e)
		}
	}
	d.Evaluations = s.Key()
	d.Sanctions = s.sanctions(a.Sanctions)
	s.texts(r, a)
	d.Texts = s.Key()
	return d
}

// DigestOf adds sanctions up, whoever they are about.
func DigestOf(list []*Sanction) tree.Key {
	var all, one adder
	for i := range list {
		all.Keys(one.sanctions(list[i : i+1]))
	}
	return all.Key()
}

// adder adds records up.
type adder struct{ Sum }

// adders are those that have the memory for an agency already.
var adders = sync.Pool{New: func() any { return new(adder) }}

// origin adds the row. Where it is masked, a page may show more than is written.
func (s *adder) origin(o *Origin) {
	s.Text(o.File())
	s.Int(int64(o.Line()), int64(o.Width()))
	s.Flag(o.Masked())
	s.Grown(o.AppendWritten)
	if o.Masked() {
		for i := range o.Width() {
			s.Text(o.Original(i))
		}
	}
}

func (s *adder) agency(a *Agency) {
	s.origin(&a.Origin)
	s.Text(string(a.ID), a.Name, a.ShortName, a.DistrictName, a.Status, a.Registrar, a.Supervisor, a.Representative,
		a.Website, a.Phone, a.Address, a.SortKey, a.SourceURL, a.Slug)
	s.Texts(a.FormerNames)
	s.Texts(a.FieldNames)
	s.Days(a.FoundedOn)
	s.Groups(a.District)
	s.Groups(a.Fields...)
	s.Int(int64(len(a.Twins)))
	for _, t := range a.Twins {
		s.Text(t.Slug, t.Name)
	}
}

func (s *adder) pay(p *Pay) {
	s.origin(&p.Origin)
	s.Text(string(p.AgencyID), p.Tier, p.SourceURL, p.Note)
	s.Int(int64(p.Year))
	s.Counts(p.Headcount)
	s.Amounts(p.Total)
	s.Days(p.PublishedOn)
}

func (s *adder) project(p *Project) {
	s.origin(&p.Origin)
	s.Text(p.ID, p.Name, string(p.AgencyID), p.PurchaserName, p.FieldName, p.DistrictName, p.SourceURL, p.Slug)
	s.Days(p.StartsOn, p.SignedOn, p.EndsOn)
	s.Amounts(p.Amount, p.LabourCost, p.OtherCost, p.SupervisionCost)
	s.Counts(p.Staff, p.ProfessionalStaff, p.SupervisedStaff)
	s.Groups(p.Purchaser, p.Field, p.District)
}

func (s *adder) evaluation(e *Evaluation) {
	s.origin(&e.Origin)
	s.Text(e.ProjectID, e.Kind, e.Period, e.Grade, e.GradeWritten, e.AssessorName, e.Comment, e.SourceURL)
	s.Int(int64(e.Score.Hundredths))
	s.Flag(e.Score.Given)
	s.Days(e.DecidedOn)
}

func (s *adder) sanctions(list []*Sanction) tree.Key {
	for _, x := range list {
		s.sanction(x)
	}
	return s.Key()
}

func (s *adder) sanction(x *Sanction) {
	s.origin(&x.Origin)
	s.Text(x.ID, x.Kind, x.Subject, string(x.AgencyID), x.SubjectName, x.Person, x.AuthorityName, x.Facts, x.Basis, x.Decision,
		x.Severity, x.Status, x.StatusReason, x.SourceURL, x.Slug)
	s.Texts(x.MeasureNames)
	s.Days(x.DecidedOn, x.PublishedOn, x.ValidUntil, x.PublishUntil, x.StatusOn)
	s.Amounts(x.Fine, x.Confiscated)
	s.Groups(x.Authority)
	s.Groups(x.Measures...)
	if s.Present(x.Agency != nil) {
		s.Text(x.Agency.Slug)
	}
	s.judgement(&x.Judgement)
	if s.Present(x.NameRule != nil) {
		s.rule(&x.NameRule.Rule)
	}
	s.reply(x.Reply)
}

func (s *adder) judgement(j *Judgement) {
	s.Text(string(j.Standing), string(j.Counted), string(j.SeverityBy), string(j.LastDayBy), string(j.Withheld))
	s.Flag(j.Shown)
	s.Days(j.LastDay)
	if s.Present(j.Ageing != nil) {
		s.rule(&j.Ageing.Rule)
	}
}

// rule names a rule; what it says is the rulebook's.
func (s *adder) rule(r *rulebook.Rule) { s.Text(r.ID) }

func (s *adder) texts(r *Register, a *Agency) {
	if p := a.Policy; s.Present(p != nil) {
		s.Text(p.File, string(p.AgencyID), p.Title, p.SourceURL, p.Body)
		s.Days(p.EffectiveOn, p.PublishedOn)
		s.Int(int64(p.BodyLine))
	}
	s.reply(a.Reply)
	s.corrections(r.Corrected("agencies", a.Slug))
	for _, p := range a.Projects {
		s.reply(p.Reply)
		s.corrections(r.Corrected("projects", p.Slug))
	}
	for _, x := range a.Sanctions {
		s.corrections(r.Corrected("sanctions", x.Slug))
	}
}

// present adds whether something is there, and says it.
func (s *adder) reply(r *Reply) {
	if s.Present(r != nil) {
		s.Text(r.File, r.Table, r.Slug, r.Title, r.By, r.Body)
		s.Days(r.Date)
		s.Int(int64(r.BodyLine))
	}
}

func (s *adder) corrections(list []*Correction) {
	s.Int(int64(len(list)))
	for _, c := range list {
		s.Text(c.File, c.Slug, c.Title, c.By, c.Body)
		s.Days(c.Date)
		s.Texts(c.Records)
		s.Int(int64(c.BodyLine))
	}
}
