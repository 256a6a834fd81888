package opendata

import (
	"gongshi/internal/clause"
	"gongshi/internal/ledger"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
)

// record is a row of a table, ready to be written. Its cells are the maker's and
// last until the maker makes the next record.
type record struct {
	table  *schema.Table
	slug   string // of what has a page of its own; see appendID
	origin *register.Origin
	cells  []cell // in the order of the table's columns

	agency     *register.Agency // what it was made of: one of these
	pay        *register.Pay
	project    *register.Project
	evaluation *register.Evaluation
	sanction   *register.Sanction
	duty       *ledger.Duty
}

// published says whether the row was, and so has an id; others follow from those that were.
func (r *record) published() bool { return r.slug != "" || r.pay != nil || r.evaluation != nil }

// appendID writes the record's public id. To hash the key of a row of pay or of an
// evaluation takes as long as to write the row.
func (r *record) appendID(b []byte) []byte {
	switch {
	case r.pay != nil:
		return route.AppendPayID(b, r.pay)
	case r.evaluation != nil:
		return route.AppendEvaluationID(b, r.evaluation)
	}
	return route.AppendRecordID(b, r.table.Name, r.slug)
}

// page is the address of the page that shows the record, relative to the root. Rows of pay
// and evaluations have none of their own.
func (m *maker) page(r *record) string {
	switch {
	case r.agency != nil:
		return m.site.Agency(r.agency)
	case r.pay != nil:
		return m.site.Agency(r.pay.Agency)
	case r.project != nil:
		return m.site.Project(r.project)
	case r.evaluation != nil:
		return m.site.Project(r.evaluation.Project)
	case r.sanction != nil:
		return m.site.Sanction(r.sanction)
	}
	return ""
}

// maker makes records. It reuses its memory and serves one goroutine.
type maker struct {
	reg    *register.Register
	site   route.Site // the portal's first language
	cells  []cell
	tables [5]*schema.Table // in the order of schema.Tables

	projects, lacking, lackingZH []string // of a duty

	clauses *clause.Checks
	results []clause.Result
	numbers []clause.Number

	findings []findingColumn
	text     []byte // of one of them
}

func newMaker(r *register.Register) *maker {
	return &maker{
		reg: r, site: route.For(r.Settings, firstLanguage(r.Settings)),
		tables: [5]*schema.Table(schema.Tables()), clauses: clause.Open(r), findings: findingColumns(),
	}
}

func (m *maker) agency(a *register.Agency) record {
	district := ""
	if a.District != nil {
		district = a.District.Name
	}
	m.cells = append(m.cells[:0],
		textCell(schema.CreditKey, string(a.ID)),
		textCell(schema.Name, a.Name),
		textCell(schema.Name, a.ShortName),
		listCell(a.FormerNames),
		textCell(schema.Name, district),
		codedCell(schema.AgencyStatuses, a.Status),
		dateCell(a.FoundedOn),
		textCell(schema.Name, a.Registrar),
		textCell(schema.Name, a.Supervisor),
		textCell(schema.Name, a.Representative),
		groupsCell(a.Fields),
		textCell(schema.URL, a.Website),
		textCell(schema.Name, a.Phone),
		textCell(schema.Text, a.Address),
		textCell(schema.Name, a.SortKey),
		textCell(schema.URL, a.SourceURL),
	)
	return record{table: m.tables[0], slug: a.Slug, origin: &a.Origin, cells: m.cells, agency: a}
}

func (m *maker) pay(p *register.Pay) record {
	m.cells = append(m.cells[:0],
		textCell(schema.CreditKey, string(p.AgencyID)),
		yearCell(p.Year),
		codedCell(schema.Tiers, p.Tier),
		countCell(p.Headcount),
		moneyCell(p.Total),
		dateCell(p.PublishedOn),
		textCell(schema.URL, p.SourceURL),
		textCell(schema.Text, p.Note),
	)
	return record{table: m.tables[1], origin: &p.Origin, cells: m.cells, pay: p}
}

func (m *maker) project(p *register.Project) record {
	// The district is the agency's where the project gives none: only what was given is data.
	field, district := cell{kind: schema.Name}, cell{kind: schema.Name}
	if p.Field != nil {
		field.text, field.shown = groupID(p.Field), p.Field.Name
	}
	if p.DistrictName != "" {
		district.text = p.District.Name
	}
	m.cells = append(m.cells[:0],
		textCell(schema.Key, p.ID),
		textCell(schema.Name, p.Name),
		textCell(schema.CreditKey, string(p.AgencyID)),
		textCell(schema.Name, p.PurchaserName),
		field,
		district,
		dateCell(p.StartsOn),
		dateCell(p.SignedOn),
		dateCell(p.EndsOn),
		moneyCell(p.Amount),
		countCell(p.Staff),
		countCell(p.ProfessionalStaff),
		moneyCell(p.LabourCost),
		moneyCell(p.OtherCost),
		countCell(p.SupervisedStaff),
		moneyCell(p.SupervisionCost),
		textCell(schema.URL, p.SourceURL),
	)
	return record{table: m.tables[2], slug: p.Slug, origin: &p.Origin, cells: m.cells, project: p}
}

func (m *maker) evaluation(e *register.Evaluation) record {
	grade := codedCell(schema.Grades, e.Grade)
	if e.GradeWritten != "" {
		grade.shown = e.GradeWritten
	}
	m.cells = append(m.cells[:0],
		textCell(schema.Key, e.ProjectID),
		codedCell(schema.EvaluationKinds, e.Kind),
		textCell(schema.Name, e.Period),
		grade,
		scoreCell(e.Score),
		textCell(schema.Name, e.AssessorName),
		dateCell(e.DecidedOn),
		textCell(schema.Text, e.Comment),
		textCell(schema.URL, e.SourceURL),
	)
	return record{table: m.tables[3], origin: &e.Origin, cells: m.cells, evaluation: e}
}

func (m *maker) sanction(s *register.Sanction) record {
	// Excel shows where the sanction stands on the register's day, as its page does:
	// one whose term is over must not be read as in force.
	status := codedCell(schema.SanctionStatuses, s.Status)
	status.shown = schema.ByID(schema.SanctionStatuses, string(s.Standing)).ZH
	m.cells = append(m.cells[:0],
		textCell(schema.Key, s.ID),
		codedCell(schema.SanctionKinds, s.Kind),
		codedCell(schema.Subjects, s.Subject),
		textCell(schema.CreditKey, string(s.AgencyID)),
		textCell(schema.Name, s.SubjectName),
		textCell(schema.Name, s.Person),
		groupsCell(s.Measures),
		textCell(schema.Name, s.AuthorityName),
		dateCell(s.DecidedOn),
		textCell(schema.Text, s.Facts),
		textCell(schema.Text, s.Basis),
		textCell(schema.Text, s.Decision),
		moneyCell(s.Fine),
		moneyCell(s.Confiscated),
		codedCell(schema.Severities, s.Severity),
		dateCell(s.PublishedOn),
		dateCell(s.ValidUntil),
		dateCell(s.PublishUntil),
		status,
		dateCell(s.StatusOn),
		textCell(schema.Text, s.StatusReason),
		textCell(schema.URL, s.SourceURL),
	)
	return record{
		table: m.tables[4], slug: s.Slug, origin: &s.Origin, cells: m.cells, sanction: s,
	}
}
