package search

import (
	"cmp"
	"strconv"

	"golang.org/x/text/unicode/norm"

	"gongshi/internal/day"
	"gongshi/internal/ledger"
	"gongshi/internal/markdown"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
)

// maxRunningYears bounds the years of a project whose end is far away.
const maxRunningYears = 30

func agencyRecord(a *register.Agency, site route.Site, led *ledger.Ledger) Document {
	d := agencyDocument(a)
	for _, c := range standings(led, a) {
		d.tag("duty", Value{ID: c.ID, ZH: c.ZH, EN: c.EN})
	}
	d.URL = site.Agency(a)
	return d
}

func projectRecord(p *register.Project, site route.Site, reg *register.Register) Document {
	d := projectDocument(p, reg.AsOf)
	d.URL = site.Project(p)
	return d
}

func sanctionRecord(s *register.Sanction, site route.Site) Document {
	d := sanctionDocument(s)
	d.URL = site.Sanction(s)
	return d
}

func newDocument(table, slug string, date day.Day, agency *register.Agency) Document {
	d := Document{ID: route.RecordID(table, slug), Table: table, Date: date}
	t := schema.Lookup(table)
	d.tag("table", Value{ID: t.Name, ZH: t.ZH, EN: t.EN})
	if agency != nil {
		d.AgencyID = string(agency.ID)
		also := append([]string(nil), agency.FormerNames...)
		if agency.ShortName != "" {
			also = append(also, agency.ShortName)
		}
		d.tag("agency", Value{ID: string(agency.ID), ZH: agency.Name, EN: agency.Name, Also: also})
	}
	return d
}

// tag adds a value of a facet; one without an id adds nothing.
func (d *Document) tag(facet string, v Value) {
	if v.ID != "" {
		d.Tags = append(d.Tags, Tag{Facet: facet, Value: v})
	}
}

// code adds a value of a closed list.
func (d *Document) code(facet string, list []schema.Code, id string) {
	if id != "" {
		c := schema.ByID(list, id)
		d.tag(facet, Value{ID: c.ID, ZH: c.ZH, EN: c.EN, Also: c.Aliases})
	}
}

// group adds a value of an open list: it goes by its name, and its code, its slug
// and what is written in the tables find it too.
func (d *Document) group(facet string, g *register.Group) {
	if g == nil {
		return
	}
	v := Value{ID: g.Name, ZH: g.Name, EN: g.NameEN}
	for _, s := range []string{g.Code, g.Slug, g.Key} {
		if s != "" && s != g.Name {
			v.Also = append(v.Also, s)
		}
	}
	d.tag(facet, v)
}

func (d *Document) year(y int) {
	if y > 0 {
		s := strconv.Itoa(y)
		d.tag("year", Value{ID: s, ZH: s, EN: s})
	}
}

// part adds a value to what is searched. Letters and their accents are composed, as
// those of a query are: folding does not do that.
func (d *Document) part(zone Zone, s string) {
	if s != "" {
		d.Parts = append(d.Parts, Part{Zone: zone, Text: norm.NFC.String(s)})
	}
}

func agencyDocument(a *register.Agency) Document {
	d := newDocument("agencies", a.Slug, a.FoundedOn, a)
	d.Title, d.Status = a.Name, a.Status
	d.Ended = a.Status != "" && a.Status != "active"
	d.part(Title, a.Name)
	d.part(Names, a.ShortName)
	for _, name := range a.FormerNames {
		d.part(Names, name)
	}
	for _, name := range names(a) {
		for _, sound := range sounds(name) {
			d.part(Sound, sound)
		}
	}
	d.Keys = keys(a)
	d.part(Number, string(a.ID))
	d.group("district", a.District)
	if a.District != nil {
		d.part(Labels, a.District.Name)
	}
	for _, f := range a.Fields {
		d.group("field", f)
		d.part(Labels, f.Name)
	}
	d.code("status", schema.AgencyStatuses, a.Status)
	d.year(int(a.FoundedOn.Year))
	for _, p := range a.Pay {
		d.year(p.Year)
		d.code("tier", schema.Tiers, p.Tier)
	}
	if a.Policy != nil {
		d.part(Body, a.Policy.Title)
		d.part(Body, markdown.Render([]byte(a.Policy.Body), markdown.Options{}).Text)
	}
	return d
}

func projectDocument(p *register.Project, asOf day.Day) Document {
	d := newDocument("projects", p.Slug, p.StartsOn, p.Agency)
	d.Title, d.Amount = p.Name, p.Amount
	d.part(Title, p.Name)
	d.part(Number, p.ID)
	d.part(Labels, p.PurchaserName)
	d.part(Labels, p.Agency.Name)
	d.group("purchaser", p.Purchaser)
	d.group("field", p.Field)
	d.group("district", p.District)
	for y := p.StartsOn.Year; y <= lastYear(p, asOf); y++ {
		d.year(int(y))
	}
	for _, e := range p.Evaluations {
		d.code("kind", schema.EvaluationKinds, e.Kind)
		d.code("grade", schema.Grades, e.Grade)
		d.part(Labels, cmp.Or(e.GradeWritten, schema.ByID(schema.Grades, e.Grade).ZH))
		d.part(Body, e.Comment)
	}
	return d
}

// lastYear is the last year that a project is found under.
func lastYear(p *register.Project, asOf day.Day) int16 {
	first := p.StartsOn.Year
	return max(first, min(p.EndsOn.Year, first+maxRunningYears, max(asOf.Year, first)))
}

func sanctionDocument(s *register.Sanction) Document {
	d := newDocument("sanctions", s.Slug, s.DecidedOn, s.Agency)
	subject := cmp.Or(s.SubjectName, s.Person)
	if s.Agency != nil {
		subject = s.Agency.Name
		d.group("district", s.Agency.District)
		d.part(Labels, s.Agency.Name)
	} else {
		d.part(Labels, s.SubjectName)
	}
	d.Title = s.ID
	if subject != "" {
		d.Title += " " + subject
	}
	d.Status, d.Ended = string(s.Standing), s.Standing != register.InForce && s.Standing != register.Appealed
	d.Fine, d.Amount = s.Fine, money.Add(s.Fine, s.Confiscated)
	d.part(Number, s.ID)
	d.part(Labels, s.AuthorityName)
	d.group("authority", s.Authority)
	for _, m := range s.Measures {
		d.group("measure", m)
		d.part(Labels, m.Name)
	}
	d.code("status", schema.SanctionStatuses, string(s.Standing))
	d.code("kind", schema.SanctionKinds, s.Kind)
	d.year(int(s.DecidedOn.Year))
	d.part(Body, s.Facts)
	d.part(Body, s.Basis)
	d.part(Body, s.Decision)
	return d
}
