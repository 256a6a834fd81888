// Package register is the portal's memory: the five tables as typed records that
// know each other. An agency knows its pay, projects and sanctions; a project
// knows its agency and evaluations; districts, fields, purchasers, authorities,
// measures and years know what belongs to them.
//
// Link makes a register of the rows that were read. It finds what only shows when
// rows are seen together: a reference to nothing, the same key twice, two records
// at one address. It leaves out the judging of duties (package ledger) and of the
// content of rows (package audit).
package register

import (
	"gongshi/internal/credit"
	"gongshi/internal/day"
	"gongshi/internal/finding"
	"gongshi/internal/money"
	"gongshi/internal/rulebook"
)

// Count is a whole number that may be missing.
type Count struct {
	N     int32 // 0 or more
	Given bool
}

// Score is a mark of 0 to 100 that may be missing.
type Score struct {
	Hundredths int // 0 to 10000
	Given      bool
}

// Tables is what intake reads: the rows of the five tables in the order of files
// and lines, typed but not yet linked.
type Tables struct {
	Agencies    []*Agency
	Pay         []*Pay
	Projects    []*Project
	Evaluations []*Evaluation
	Sanctions   []*Sanction
	Policies    []*Policy
	Replies     []*Reply
	Corrections []*Correction
	Pages       []*Page
	Redirects   []Redirect
	Received    []Received
	Files       []string // the data files that were read, sorted
	Sources     []Source // what each of them is, in the same order
	Refused     int      // rows that were left out, for example about parties that are not agencies here
}

// Source is a data file that was read.
type Source struct {
	Name  string       // relative to the portal, forward slashes
	Table string       // the English name of its table; "" for data/redirects.csv
	Form  finding.Text // how it was saved, as in "GB18030, tab, CRLF"; "" where it was refused as a whole
	Rows  int          // rows that are records, with those that were refused

	Refused int    // rows of them that were left out
	Foreign int    // further rows, about parties that are not among the agencies
	Hash    string // SHA-256 of its bytes, in hexadecimal; "" where the site may not say it, see Unread
	Unread  bool   // something in it is published nowhere: columns and rows that are not kept, names that are masked

	Received *Received // when it came in; nil: nobody wrote it down
}

// Received is an entry of data/received.csv: the day on which a data file came in.
type Received struct {
	File string // the data file, relative to the portal, as the tables name it
	On   day.Day
	From string // who sent it in; may be empty
	Note string // may be empty
	Line int    // of the entry, from 1
	Cell int    // of the day: the field's number in the row, from 1
}

// Agency is an organisation that takes on government-purchased services.
type Agency struct {
	Origin
	ID             credit.Code
	Name           string // as shown, NFC
	ShortName      string
	FormerNames    []string
	DistrictName   string // as written; District once linked
	Status         string // code of schema.AgencyStatuses; active where blank
	FoundedOn      day.Day
	Registrar      string
	Supervisor     string
	Representative string
	FieldNames     []string // as written; Fields once linked
	Website        string   // http or https
	Phone          string
	Address        string
	SortKey        string
	SourceURL      string

	// Set by Link.
	Slug      string
	District  *Group // nil where not given
	Fields    []*Group
	Pay       []*Pay      // by year, then tier in the order of schema.Tiers
	Projects  []*Project  // newest first
	Sanctions []*Sanction // newest first, only those that may be shown
	Policy    *Policy     // nil: not disclosed
	Twins     []*Agency   // others of the same name
	Reply     *Reply      // the right of reply; nil: none

	place int32 // among the agencies of the register
}

// Pay is the total that one tier of an agency's management got in a year.
type Pay struct {
	Origin
	AgencyID    credit.Code
	Year        int
	Tier        string // code of schema.Tiers
	Headcount   Count
	Total       money.Amount
	PublishedOn day.Day
	SourceURL   string
	Note        string

	Agency *Agency // set by Link
}

// Nil says that the row is a nil return: nobody in this tier was paid.
func (p *Pay) Nil() bool { return p.Headcount.N == 0 && p.Total.Given && p.Total.Fen == 0 }

// Project is a service that a public body purchased from an agency.
type Project struct {
	Origin
	ID                string
	Name              string
	AgencyID          credit.Code
	PurchaserName     string
	FieldName         string
	DistrictName      string
	StartsOn          day.Day
	SignedOn          day.Day // StartsOn where blank
	EndsOn            day.Day // may be open-ended
	Amount            money.Amount
	Staff             Count
	ProfessionalStaff Count
	LabourCost        money.Amount
	OtherCost         money.Amount
	SupervisedStaff   Count
	SupervisionCost   money.Amount
	SourceURL         string

	// Set by Link.
	Slug        string
	Agency      *Agency
	Purchaser   *Group
	Field       *Group        // nil where not given
	District    *Group        // the agency's where not given; nil where neither is
	Evaluations []*Evaluation // by date, then kind and period
	Reply       *Reply        // the right of reply; nil: none
}

// In says whether the project ran on a day of the year.
func (p *Project) In(year int) bool {
	return int(p.StartsOn.Year) <= year && year <= int(p.EndsOn.Year)
}

// Evaluation is a result that a project got.
type Evaluation struct {
	Origin
	ProjectID    string
	Kind         string // code of schema.EvaluationKinds
	Period       string
	Grade        string // code of schema.Grades
	GradeWritten string // as shown
	Score        Score
	AssessorName string
	DecidedOn    day.Day
	Comment      string
	SourceURL    string

	Project *Project // set by Link
}

// Sanction is an administrative penalty or a disciplinary action.
type Sanction struct {
	Origin
	ID            string      // document number
	Kind          string      // code of schema.SanctionKinds
	Subject       string      // code of schema.Subjects
	AgencyID      credit.Code // may be empty
	SubjectName   string
	Person        string
	MeasureNames  []string
	AuthorityName string
	DecidedOn     day.Day
	Facts         string
	Basis         string
	Decision      string
	Fine          money.Amount
	Confiscated   money.Amount
	Severity      string // code of schema.Severities or empty
	PublishedOn   day.Day
	ValidUntil    day.Day // how long the sanction lasts
	PublishUntil  day.Day // the last day on which it may be shown, inclusive
	Status        string  // code of schema.SanctionStatuses; in_force where blank
	StatusOn      day.Day
	StatusReason  string
	SourceURL     string

	// Set by Link.
	Slug      string  // where it is about a person, not to be read for the name
	Agency    *Agency // nil where the sanction is about no agency of the portal
	Authority *Group
	Measures  []*Group
	Judgement        // on the register's day
	Reply     *Reply // the right of reply; nil: none, or the sanction is not shown

	// Link masks the names of practitioners in all texts above and in Origin; see persons.go.
	NameRule *rulebook.NameRule // allows the full name on the sanction's own page; nil: it is masked there, too
	named    *named
	ahead    *change // a status whose day is still to come; nil: none. See ahead.go
}

// Policy is an agency's pay policy: content/policies/<agency_id>.md.
type Policy struct {
	File        string
	AgencyID    credit.Code
	Title       string
	EffectiveOn day.Day
	PublishedOn day.Day
	SourceURL   string
	Body        string // Markdown
	BodyLine    int    // where the body starts in its file, from 1

	Agency *Agency // set by Link
}

// Reply is a right of reply: content/replies/<table>/<slug>.md, for agencies, projects
// and sanctions.
type Reply struct {
	File     string
	Table    string
	Slug     string
	Title    string
	By       string
	Date     day.Day
	Body     string // Markdown
	BodyLine int
}

// Page is a page that the operator wrote: content/**.md, without policies, replies and
// corrections.
type Page struct {
	File     string // relative to the portal
	Lang     string // zh-CN, or en for those below content/en/
	Path     string // below the language's folder, without the extension: about/methodology; notice is the banner
	Title    string
	Summary  string
	Order    int
	Body     string // Markdown
	BodyLine int
}

// Redirect is a changed id, or that of a record that was withdrawn: data/redirects.csv. A key
// is that of the table or, where that has several parts, the slug; of an open list (see Lists) it
// is the value, or its slug.
type Redirect struct {
	File           string
	Line           int
	Table          string // or an open list, as Lists has it
	OldKey, NewKey string // a blank NewKey: withdrawn

	// Set by Link, for what has a page: agencies, projects, sanctions, the values of open lists.
	OldSlug string
	NewSlug string // of a record that exists; a chain of changes is followed to its end; empty: it was withdrawn
}

// Withdrawn says whether nothing stands in the place of the record, so that its address
// answers with a page that says so and no more.
func (d *Redirect) Withdrawn() bool { return d.NewSlug == "" }
