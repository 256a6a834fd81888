package intake

import (
	"cmp"

	"gongshi/internal/register"
)

// The rows of the tables as gocsv fills them. Fields stand in the order of the
// table's columns in package schema, and so do the results of cells.

type agencyRow struct {
	AgencyID       creditCell       `csv:"agency_id"`
	Name           nameCell         `csv:"name"`
	ShortName      nameCell         `csv:"short_name"`
	FormerNames    listCell         `csv:"former_names"`
	District       nameCell         `csv:"district"`
	Status         agencyStatusCell `csv:"status"`
	FoundedOn      dateCell         `csv:"founded_on"`
	Registrar      nameCell         `csv:"registrar"`
	Supervisor     nameCell         `csv:"supervisor"`
	Representative nameCell         `csv:"representative"`
	Fields         listCell         `csv:"fields"`
	Website        urlCell          `csv:"website"`
	Phone          nameCell         `csv:"phone"`
	Address        textCell         `csv:"address"`
	SortKey        nameCell         `csv:"sort_key"`
	SourceURL      urlCell          `csv:"source_url"`
}

func (r *agencyRow) cells(list []remarked) []remarked {
	return append(list,
		&r.AgencyID, &r.Name, &r.ShortName, &r.FormerNames, &r.District, &r.Status, &r.FoundedOn,
		&r.Registrar, &r.Supervisor, &r.Representative, &r.Fields, &r.Website, &r.Phone, &r.Address,
		&r.SortKey, &r.SourceURL,
	)
}

func (r *agencyRow) record(o register.Origin) register.Agency {
	return register.Agency{
		Origin:         o,
		ID:             r.AgencyID.value(),
		Name:           r.Name.value(),
		ShortName:      r.ShortName.value(),
		FormerNames:    r.FormerNames.value(),
		DistrictName:   r.District.value(),
		Status:         cmp.Or(r.Status.value(), "active"),
		FoundedOn:      r.FoundedOn.value(),
		Registrar:      r.Registrar.value(),
		Supervisor:     r.Supervisor.value(),
		Representative: r.Representative.value(),
		FieldNames:     r.Fields.value(),
		Website:        r.Website.value(),
		Phone:          r.Phone.value(),
		Address:        r.Address.value(),
		SortKey:        r.SortKey.value(),
		SourceURL:      r.SourceURL.value(),
	}
}

type payRow struct {
	AgencyID    creditCell `csv:"agency_id"`
	Year        yearCell   `csv:"year"`
	Tier        tierCell   `csv:"tier"`
	Headcount   countCell  `csv:"headcount"`
	Total       moneyCell  `csv:"total"`
	PublishedOn dateCell   `csv:"published_on"`
	SourceURL   urlCell    `csv:"source_url"`
	Note        textCell   `csv:"note"`
}

func (r *payRow) cells(list []remarked) []remarked {
	return append(list,
		&r.AgencyID, &r.Year, &r.Tier, &r.Headcount, &r.Total, &r.PublishedOn, &r.SourceURL, &r.Note,
	)
}

func (r *payRow) record(o register.Origin) register.Pay {
	return register.Pay{
		Origin:      o,
		AgencyID:    r.AgencyID.value(),
		Year:        r.Year.value(),
		Tier:        r.Tier.value(),
		Headcount:   r.Headcount.value(),
		Total:       r.Total.value(),
		PublishedOn: r.PublishedOn.value(),
		SourceURL:   r.SourceURL.value(),
		Note:        r.Note.value(),
	}
}

type projectRow struct {
	ProjectID         keyCell    `csv:"project_id"`
	Name              nameCell   `csv:"name"`
	AgencyID          creditCell `csv:"agency_id"`
	Purchaser         nameCell   `csv:"purchaser"`
	Field             nameCell   `csv:"field"`
	District          nameCell   `csv:"district"`
	StartsOn          dateCell   `csv:"starts_on"`
	SignedOn          dateCell   `csv:"signed_on"`
	EndsOn            dateCell   `csv:"ends_on"`
	Amount            moneyCell  `csv:"amount"`
	Staff             countCell  `csv:"staff"`
	ProfessionalStaff countCell  `csv:"professional_staff"`
	LabourCost        moneyCell  `csv:"labour_cost"`
	OtherCost         moneyCell  `csv:"other_cost"`
	SupervisedStaff   countCell  `csv:"supervised_staff"`
	SupervisionCost   moneyCell  `csv:"supervision_cost"`
	SourceURL         urlCell    `csv:"source_url"`
}

func (r *projectRow) cells(list []remarked) []remarked {
	return append(list,
		&r.ProjectID, &r.Name, &r.AgencyID, &r.Purchaser, &r.Field, &r.District, &r.StartsOn, &r.SignedOn,
		&r.EndsOn, &r.Amount, &r.Staff, &r.ProfessionalStaff, &r.LabourCost, &r.OtherCost,
		&r.SupervisedStaff, &r.SupervisionCost, &r.SourceURL,
	)
}

func (r *projectRow) record(o register.Origin) register.Project {
	return register.Project{
		Origin:            o,
		ID:                r.ProjectID.value(),
		Name:              r.Name.value(),
		AgencyID:          r.AgencyID.value(),
		PurchaserName:     r.Purchaser.value(),
		FieldName:         r.Field.value(),
		DistrictName:      r.District.value(),
		StartsOn:          r.StartsOn.value(),
		SignedOn:          cmp.Or(r.SignedOn.value(), r.StartsOn.value()),
		EndsOn:            r.EndsOn.value(),
		Amount:            r.Amount.value(),
		Staff:             r.Staff.value(),
		ProfessionalStaff: r.ProfessionalStaff.value(),
		LabourCost:        r.LabourCost.value(),
		OtherCost:         r.OtherCost.value(),
		SupervisedStaff:   r.SupervisedStaff.value(),
		SupervisionCost:   r.SupervisionCost.value(),
		SourceURL:         r.SourceURL.value(),
	}
}

type evaluationRow struct {
	ProjectID keyCell            `csv:"project_id"`
	Kind      evaluationKindCell `csv:"kind"`
	Period    nameCell           `csv:"period"`
	Grade     gradeCell          `csv:"grade"`
	Score     scoreCell          `csv:"score"`
	Assessor  nameCell           `csv:"assessor"`
	DecidedOn dateCell           `csv:"decided_on"`
	Comment   textCell           `csv:"comment"`
	SourceURL urlCell            `csv:"source_url"`
}

// gradeColumn is the place of the grade among the columns of evaluations.
const gradeColumn = 3

func (r *evaluationRow) cells(list []remarked) []remarked {
	return append(list,
		&r.ProjectID, &r.Kind, &r.Period, &r.Grade, &r.Score, &r.Assessor, &r.DecidedOn, &r.Comment,
		&r.SourceURL,
	)
}

func (r *evaluationRow) record(o register.Origin) register.Evaluation {
	return register.Evaluation{
		Origin:       o,
		ProjectID:    r.ProjectID.value(),
		Kind:         r.Kind.value(),
		Period:       r.Period.value(),
		Grade:        r.Grade.value(),
		GradeWritten: o.Written(gradeColumn),
		Score:        r.Score.value(),
		AssessorName: r.Assessor.value(),
		DecidedOn:    r.DecidedOn.value(),
		Comment:      r.Comment.value(),
		SourceURL:    r.SourceURL.value(),
	}
}

type sanctionRow struct {
	SanctionID   keyCell            `csv:"sanction_id"`
	Kind         sanctionKindCell   `csv:"kind"`
	Subject      subjectCell        `csv:"subject"`
	AgencyID     creditCell         `csv:"agency_id"`
	SubjectName  nameCell           `csv:"subject_name"`
	Person       nameCell           `csv:"person"`
	Measures     listCell           `csv:"measures"`
	Authority    nameCell           `csv:"authority"`
	DecidedOn    dateCell           `csv:"decided_on"`
	Facts        textCell           `csv:"facts"`
	Basis        textCell           `csv:"basis"`
	Decision     textCell           `csv:"decision"`
	Fine         moneyCell          `csv:"fine"`
	Confiscated  moneyCell          `csv:"confiscated"`
	Severity     severityCell       `csv:"severity"`
	PublishedOn  dateCell           `csv:"published_on"`
	ValidUntil   dateCell           `csv:"valid_until"`
	PublishUntil dateCell           `csv:"publish_until"`
	Status       sanctionStatusCell `csv:"status"`
	StatusOn     dateCell           `csv:"status_on"`
	StatusReason textCell           `csv:"status_reason"`
	SourceURL    urlCell            `csv:"source_url"`
}

func (r *sanctionRow) cells(list []remarked) []remarked {
	return append(list,
		&r.SanctionID, &r.Kind, &r.Subject, &r.AgencyID, &r.SubjectName, &r.Person, &r.Measures,
		&r.Authority, &r.DecidedOn, &r.Facts, &r.Basis, &r.Decision, &r.Fine, &r.Confiscated, &r.Severity,
		&r.PublishedOn, &r.ValidUntil, &r.PublishUntil, &r.Status, &r.StatusOn, &r.StatusReason,
		&r.SourceURL,
	)
}

func (r *sanctionRow) record(o register.Origin) register.Sanction {
	return register.Sanction{
		Origin:        o,
		ID:            r.SanctionID.value(),
		Kind:          r.Kind.value(),
		Subject:       r.Subject.value(),
		AgencyID:      r.AgencyID.value(),
		SubjectName:   r.SubjectName.value(),
		Person:        r.Person.value(),
		MeasureNames:  r.Measures.value(),
		AuthorityName: r.Authority.value(),
		DecidedOn:     r.DecidedOn.value(),
		Facts:         r.Facts.value(),
		Basis:         r.Basis.value(),
		Decision:      r.Decision.value(),
		Fine:          r.Fine.value(),
		Confiscated:   r.Confiscated.value(),
		Severity:      r.Severity.value(),
		PublishedOn:   r.PublishedOn.value(),
		ValidUntil:    r.ValidUntil.value(),
		PublishUntil:  r.PublishUntil.value(),
		Status:        cmp.Or(r.Status.value(), "in_force"),
		StatusOn:      r.StatusOn.value(),
		StatusReason:  r.StatusReason.value(),
		SourceURL:     r.SourceURL.value(),
	}
}
