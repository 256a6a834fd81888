package site

import (
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/slug"
	"gongshi/internal/words"
)

// Where figures come from. A page names, for each of its records, the file and the row; a
// figure names the cell (from), which the script shows beside it. What is about a whole
// file - when it came in, its hash - stands on the page of the data and in route.Received
// alone: it changes with any of the file's rows, and no page may change with the rows of
// others.

// provenance is where the records of a page were read.
type provenance struct {
	Rows    []source
	Brief   bool   // only the beginnings of hashes are shown
	Sourced bool   // a row names where it was published before
	Files   string // the file that says when files came in
	About   string // where the page of the data says the same
}

// fullHashes is the most rows that show all of their hashes: a page with more names their
// beginnings, since hashes are what cannot be compressed.
const fullHashes = 8

// source is where a record was read.
type source struct {
	ID        string // of the row of the table; empty: no figure leads to it
	Record    template.HTML
	File, Row string
	About     string // where the page of the data tells of the file
	Hash      string
	Source    template.HTML
}

func (p page) provenance(rows ...source) provenance {
	if p.isSection() {
		return provenance{Rows: rows} // the page around it has a table of all
	}
	sourced := slices.ContainsFunc(rows, func(s source) bool { return s.Source != "" })
	return provenance{
		Rows: rows, Brief: len(rows) > fullHashes, Sourced: sourced,
		Files: p.to(route.Received), About: p.to(p.route.Data()) + "#files",
	}
}

// hash is the hash of all records of the page.
func (v provenance) hash() string {
	rows := make([]string, len(v.Rows))
	for i := range v.Rows {
		rows[i] = v.Rows[i].Hash
	}
	return register.HashOf(rows...)
}

func (p page) source(id string, record phrase, o *register.Origin, address string) source {
	return source{
		ID: id, Record: p.html(record...), File: o.File(), Row: words.Fill(p.words.RowN, "n", strconv.Itoa(o.Line())),
		About: p.aboutFile(o.File()), Hash: o.Hash(), Source: p.label(outside(p.words.SourceLink, address)),
	}
}

// aboutFile is where the page of the data tells of a file; "" where it does not.
func (p page) aboutFile(name string) string {
	key := filePlace{name, p.root()}
	if at, ready := p.memo.files.Load(key); ready {
		return at.(string)
	}
	at := p.fileAt(name)
	p.memo.files.Store(key, at)
	return at
}

// filePlace is a file that was read, seen from pages of records so far below the public folder.
type filePlace struct{ name, root string }

func (p page) fileAt(name string) string {
	_, ok := slices.BinarySearchFunc(p.reg.Sources, name, func(s register.Source, name string) int { return cmp.Compare(s.Name, name) })
	if !ok {
		return ""
	}
	return p.to(p.route.DataFile(name))
}

func (p page) agencySources(a *register.Agency) provenance {
	w := p.words
	list := make([]source, 0, 2+len(a.Pay)+len(a.Projects)+len(a.Sanctions))
	list = append(list, p.source(agencyID, plain(w.SourceAgency), &a.Origin, a.SourceURL))
	if a.Policy != nil {
		list = append(list, source{
			Record: p.html(plain(w.SourcePolicy)...), File: a.Policy.File, About: "#policy", Source: p.label(outside(w.SourceLink, a.Policy.SourceURL)),
		})
	}
	for _, r := range slices.Backward(a.Pay) {
		name := words.Fill(w.SourcePay, "year", strconv.Itoa(r.Year), "tier", w.ValueName(schema.Tiers, r.Tier))
		list = append(list, p.source(payID(r), plain(name), &r.Origin, r.SourceURL))
	}
	for _, r := range a.Projects {
		list = append(list, p.source(projectID(r), say(w.SourceProject, slot{"name", phrase{{Text: " " + r.ID, Data: true}}}), &r.Origin, r.SourceURL))
		if p.settings.Folded() {
			list = p.appendEvaluations(list, r)
		}
	}
	for _, s := range a.Sanctions {
		list = append(list, p.source(sanctionID(s), say(w.SourceSanction, slot{"name", phrase{{Text: " " + s.ID, Data: true}}}), &s.Origin, s.SourceURL))
	}
	return p.provenance(list...)
}

func (p page) projectSources(r *register.Project) provenance {
	list := append(make([]source, 0, 1+len(r.Evaluations)), p.source(projectID(r), plain(p.words.Project), &r.Origin, r.SourceURL))
	return p.provenance(p.appendEvaluations(list, r)...)
}

func (p page) appendEvaluations(list []source, r *register.Project) []source {
	for _, e := range slices.Backward(r.Evaluations) {
		name := words.Fill(p.words.SourceEvaluation, "kind", p.words.ValueName(schema.EvaluationKinds, e.Kind), "date", p.date(e.DecidedOn))
		list = append(list, p.source(evaluationID(e), plain(name), &e.Origin, e.SourceURL))
	}
	return list
}

// The ids of rows in the table of sources. Those of projects and sanctions are made of
// their addresses, so that the script finds them by the links of a list.
const agencyID = "from-agency"

func payID(r *register.Pay) string { return "from-pay-" + strconv.Itoa(r.Year) + "-" + r.Tier }

func projectID(r *register.Project) string { return "from-projects-" + r.Slug }

func sanctionID(s *register.Sanction) string { return "from-sanctions-" + s.Slug }

func evaluationID(e *register.Evaluation) string {
	const unique = 10 // of a key that has several parts, which always carries a hash
	key := slug.Of(e.ProjectID, e.Kind, e.Period, e.DecidedOn.String())
	return "from-evaluation-" + key[len(key)-unique:]
}

// record is the attribute of an element in which the cells of a record stand: the row in the
// table of sources. Nothing where the record was read from no file.
func record(id string, o *register.Origin) template.HTMLAttr {
	if o.Width() == 0 {
		return ""
	}
	return template.HTMLAttr(` data-record="` + template.HTMLEscapeString(id) + `"`)
}

// from is the attributes of an element that shows a cell: the column and the number that the
// file gives it, and the cell as written where the element shows it in another way. One that
// shows a cell as blank, or that the file has no column for, says so by that. Nothing where
// the record was read from no file.
func from(o *register.Origin, table, column, shown string, blank bool) template.HTMLAttr {
	i := schema.Lookup(table).Index(column)
	if o.Width() == 0 || i < 0 {
		return ""
	}
	place := int(o.Place(i).Column)
	a := ` data-cell="` + column + " " + strconv.Itoa(place) + `"`
	if written := o.Written(i); written == "" && !blank && place > 0 || written != "" && written != shown {
		a += ` data-written="` + template.HTMLEscapeString(written) + `"`
	}
	return template.HTMLAttr(a)
}

// columns is the columns of a table by the names of the facts that show them.
type columns struct {
	table string
	of    map[string]string
}

// traced gives facts the cells they were read from.
func (c columns) traced(list []fact, o *register.Origin) []fact {
	for i := range list {
		f := &list[i]
		if column := c.of[f.Name]; column != "" {
			shown := cmp.Or(f.Data, f.Value.Text)
			if f.Text != "" {
				shown = f.Shown
			}
			f.From = from(o, c.table, column, shown, shown == "" && f.Text == "")
		}
	}
	return list
}

// factColumns is the columns that the facts of agencies, projects and sanctions show.
type factColumns struct{ agencies, projects, sanctions columns }

func columnsOf(w *words.Words) factColumns {
	return factColumns{
		columns{"agencies", map[string]string{
			w.Code: "agency_id", w.Registration: "status", w.ShortName: "short_name", w.FormerNames: "former_names", w.District: "district",
			w.FoundedOn: "founded_on", w.Fields: "fields", w.Registrar: "registrar", w.Supervisor: "supervisor",
			w.Representative: "representative", w.Phone: "phone", w.Address: "address", w.Website: "website",
		}},
		columns{"projects", map[string]string{
			w.Amount: "amount", w.LabourCost: "labour_cost", w.OtherCost: "other_cost", w.Staff: "staff", w.ProfessionalStaff: "professional_staff",
			w.SupervisedStaff: "supervised_staff", w.SupervisionCost: "supervision_cost", w.ProjectNumber: "project_id", w.Agency: "agency_id",
			w.Purchaser: "purchaser", w.Field: "field", w.District: "district", w.SignedOn: "signed_on", w.StartsOn: "starts_on", w.EndsOn: "ends_on",
		}},
		columns{"sanctions", map[string]string{
			w.Fine: "fine", w.Confiscated: "confiscated", w.ValidUntil: "valid_until", w.PublishUntil: "publish_until", w.FirstPublished: "published_on",
			w.StatusSince: "status_on", w.StatusReason: "status_reason", w.DocumentNumber: "sanction_id", w.Kind: "kind", w.Subject: "subject",
			w.Authority: "authority", w.DecidedOn: "decided_on", w.Measures: "measures", w.Severity: "severity", w.Code: "agency_id",
		}},
	}
}

func sanctionFrom(s *register.Sanction, column, shown string) template.HTMLAttr {
	if shown == "" {
		return ""
	}
	return from(&s.Origin, "sanctions", column, shown, false)
}

// receivedView is a file that was read.
type receivedView struct {
	ID, Name       string
	Table, TableID string
	Rows, Refused  value
	On, From, Note string
	Hash           string
}

// received lists the files that were read.
func (p page) received() []receivedView {
	var list []receivedView
	for _, s := range p.reg.Sources {
		if s.Table == "" {
			continue
		}
		v := receivedView{
			ID: route.DataFileID(s.Name), Name: s.Name, Table: p.tableName(s.Table), TableID: s.Table,
			Rows: number(s.Rows + s.Foreign), Refused: number(s.Refused + s.Foreign), Hash: s.Hash,
		}
		if s.Received != nil {
			v.On, v.From, v.Note = p.date(s.Received.On), s.Received.From, s.Received.Note
		}
		list = append(list, v)
	}
	return list
}

// filesVersion is the version of route.Received.
//
// 1: the first.
const filesVersion = 1

// files is the file that tells scripts when the data files came in.
func files(all records) ([]byte, error) {
	type file struct {
		Received string `json:"received,omitempty"`
		From     string `json:"from,omitempty"`
		SHA256   string `json:"sha256,omitempty"`
	}
	byName := map[string]file{} // encoding/json sorts the keys
	for _, s := range all.reg.Sources {
		f := file{SHA256: s.Hash}
		if s.Received != nil {
			f.Received, f.From = s.Received.On.String(), s.Received.From
		}
		byName[s.Name] = f
	}
	b, err := json.Marshal(struct {
		Version int             `json:"version"`
		Files   map[string]file `json:"files"`
	}{filesVersion, byName})
	return slices.Concat([]byte("gongshiFiles="), b, []byte(";\n")), err
}
