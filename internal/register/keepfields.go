package register

import "gongshi/internal/money"

// The fields of records that are kept: all that intake fills in, and none that Link sets. The
// number beside a text is that of its column in package schema, from 0. A text is compared
// with its cell, so that a wrong number would cost memory and nothing else.

func (o *Origin) origin() *Origin { return o }

func codedAmount(c coder, a *money.Amount) {
	a.Fen = c.number(a.Fen)
	c.flag(&a.Given)
}

func codedCount(c coder, n *Count) {
	codedNumber(c, &n.N)
	c.flag(&n.Given)
}

func (a *Agency) fields(c coder) {
	c.text((*string)(&a.ID), 0)
	c.text(&a.Name, 1)
	c.text(&a.ShortName, 2)
	c.texts(&a.FormerNames)
	c.text(&a.DistrictName, 4)
	c.text(&a.Status, 5)
	codedDay(c, &a.FoundedOn)
	c.text(&a.Registrar, 7)
	c.text(&a.Supervisor, 8)
	c.text(&a.Representative, 9)
	c.texts(&a.FieldNames)
	c.text(&a.Website, 11)
	c.text(&a.Phone, 12)
	c.text(&a.Address, 13)
	c.text(&a.SortKey, 14)
	c.text(&a.SourceURL, 15)
}

func (p *Pay) fields(c coder) {
	c.text((*string)(&p.AgencyID), 0)
	codedNumber(c, &p.Year)
	c.text(&p.Tier, 2)
	codedCount(c, &p.Headcount)
	codedAmount(c, &p.Total)
	codedDay(c, &p.PublishedOn)
	c.text(&p.SourceURL, 6)
	c.text(&p.Note, 7)
}

func (p *Project) fields(c coder) {
	c.text(&p.ID, 0)
	c.text(&p.Name, 1)
	c.text((*string)(&p.AgencyID), 2)
	c.text(&p.PurchaserName, 3)
	c.text(&p.FieldName, 4)
	c.text(&p.DistrictName, 5)
	codedDay(c, &p.StartsOn)
	codedDay(c, &p.SignedOn)
	codedDay(c, &p.EndsOn)
	codedAmount(c, &p.Amount)
	codedCount(c, &p.Staff)
	codedCount(c, &p.ProfessionalStaff)
	codedAmount(c, &p.LabourCost)
	codedAmount(c, &p.OtherCost)
	codedCount(c, &p.SupervisedStaff)
	codedAmount(c, &p.SupervisionCost)
	c.text(&p.SourceURL, 16)
}

func (e *Evaluation) fields(c coder) {
	c.text(&e.ProjectID, 0)
	c.text(&e.Kind, 1)
	c.text(&e.Period, 2)
	c.text(&e.Grade, 3)
	c.text(&e.GradeWritten, 3)
	codedNumber(c, &e.Score.Hundredths)
	c.flag(&e.Score.Given)
	c.text(&e.AssessorName, 5)
	codedDay(c, &e.DecidedOn)
	c.text(&e.Comment, 7)
	c.text(&e.SourceURL, 8)
}

func (s *Sanction) fields(c coder) {
	c.text(&s.ID, 0)
	c.text(&s.Kind, 1)
	c.text(&s.Subject, 2)
	c.text((*string)(&s.AgencyID), 3)
	c.text(&s.SubjectName, 4)
	c.text(&s.Person, 5)
	c.texts(&s.MeasureNames)
	c.text(&s.AuthorityName, 7)
	codedDay(c, &s.DecidedOn)
	c.text(&s.Facts, 9)
	c.text(&s.Basis, 10)
	c.text(&s.Decision, 11)
	codedAmount(c, &s.Fine)
	codedAmount(c, &s.Confiscated)
	c.text(&s.Severity, 14)
	codedDay(c, &s.PublishedOn)
	codedDay(c, &s.ValidUntil)
	codedDay(c, &s.PublishUntil)
	c.text(&s.Status, 18)
	codedDay(c, &s.StatusOn)
	c.text(&s.StatusReason, 20)
	c.text(&s.SourceURL, 21)
}
