package site

import (
	"html/template"
	"slices"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

type projectView struct {
	Frame          *frame
	Name           string
	Opening        template.HTML
	Evaluations    []evaluationView
	ResultState    chip
	Lacks          template.HTML // what its rule asks for and is not there
	LackState      chip
	Money, Facts   []fact
	Record         template.HTMLAttr
	Clauses        *clausesView
	Others         []otherProject
	AllOfPurchaser template.HTML
	Sources        provenance
	Files          []template.HTML
	Citation       citation
	Correct        turnTo
	Corrected      []template.HTML
	Reply          *bodyView
	Crosschecks    []template.HTML
	History        *history
}

type evaluationView struct {
	Grade, Score     string
	Kind             template.HTML
	Period, Assessor string
	Comment          string
	DecidedOn        string
	Record           template.HTMLAttr
	From             [2]template.HTMLAttr // which cells grade and day were read from
}

// otherProject is another project of the purchaser.
type otherProject struct {
	Name, Agency template.HTML
	Starts       string
}

// otherProjects is how many other projects of the purchaser a project's page names.
const otherProjects = 5

func (p page) projectPage(r *register.Project) any {
	opening, log := p.projectOpening(r), p.opts.Changes.OfProject(r)
	v := projectView{
		Frame: p.frame(about{
			title: r.Name, asWritten: true, summary: opening.String(), section: inProjects,
			crumbs:  []label{{Text: p.words.Projects, Href: p.to(p.route.Projects(1))}, p.agency(r.Agency)},
			scripts: []string{p.opts.Assets.Record}, changed: changedOn(log),
		}),
		Name: r.Name, Opening: p.html(opening...), ResultState: p.resultState(r),
		Money: p.columns.projects.traced(p.projectMoney(r), &r.Origin), Facts: p.columns.projects.traced(p.projectFacts(r), &r.Origin), Record: record(projectID(r), &r.Origin), Clauses: p.clausesOf(r),
		Files:     []template.HTML{p.label(label{Text: p.words.FileJSON, Href: p.to(route.AgencyJSON(r.Agency))}), p.tableFile("projects"), p.tableFile("evaluations")},
		Correct:   p.turnTo(r.Name),
		Corrected: p.corrected("projects", r.Slug), Reply: p.reply(r.Reply), Crosschecks: p.crossOfProject(r),
		History: p.history(p.words.History, log, true),
	}
	v.Lacks, v.LackState = p.lacksOf(r)
	if v.Clauses != nil {
		v.Files = append(v.Files, p.label(p.clauseFile()))
	}
	v.Sources = p.projectSources(r)
	v.Citation = p.citation(cited{title: r.Name, on: r.SignedOn, hash: v.Sources.Rows[0].Hash})
	v.Evaluations = make([]evaluationView, 0, len(r.Evaluations))
	for _, e := range slices.Backward(r.Evaluations) {
		v.Evaluations = append(v.Evaluations, p.evaluation(e))
	}
	v.Others = make([]otherProject, 0, otherProjects)
	for _, o := range others(r) {
		v.Others = append(v.Others, p.otherProject(o))
	}
	v.AllOfPurchaser = p.allOfPurchaser(r.Purchaser)
	return v
}

// otherProject is a project as the pages of others show it.
func (p page) otherProject(r *register.Project) otherProject {
	return otherProject{p.label(p.project(r)), p.label(p.agency(r.Agency)), p.date(r.StartsOn)}
}

func (p page) allOfPurchaser(g *register.Group) template.HTML {
	return memoized(p, g, func() template.HTML {
		all := p.group(route.Purchasers, g)
		all.Text = words.Fill(p.words.AllOfPurchaser, "name", all.Text)
		return p.label(all)
	})
}

// reasonOf is how a project that ended stands with its results; nil where nothing is known.
func (e *edition) reasonOf(r *register.Project) *ledger.Reason {
	y := e.led.Of(r.Agency).Year(int(r.EndsOn.Year))
	if y == nil {
		return nil
	}
	i := slices.IndexFunc(y.Results.Reasons, func(why ledger.Reason) bool { return why.Project == r })
	if i < 0 {
		return nil
	}
	return &y.Results.Reasons[i]
}

// lacksOf says what a project's rule asks for and is not there, with the way to the reasons.
func (p page) lacksOf(r *register.Project) (template.HTML, chip) {
	why, w := p.reasonOf(r), p.words
	if why == nil || len(why.Lacks) == 0 {
		return "", chip{}
	}
	form := w.ProjectStill
	slots := []slot{
		{"needs", p.needs(why.Lacks)},
		{"why", phrase{{Text: w.Why, Href: p.to(p.route.Agency(r.Agency)) + "#" + dutyID(int(r.EndsOn.Year)), Keep: true}}},
	}
	if !why.Due.IsZero() {
		form, slots = w.ProjectStillDue, append(slots, slot{"due", keep(p.date(why.Due))})
	}
	return p.sentence(form, slots...), p.lackState(why)
}

func (p page) evaluation(e *register.Evaluation) evaluationView {
	v := evaluationView{
		Grade: p.grade(e), Kind: p.glossed(p.words.ValueName(schema.EvaluationKinds, e.Kind), "acceptance", "evaluation", "assessment"),
		Comment: e.Comment, DecidedOn: p.date(e.DecidedOn),
		Period: e.Period, Assessor: e.AssessorName,
	}
	v.Record = record(evaluationID(e), &e.Origin)
	v.From[0] = from(&e.Origin, "evaluations", "grade", v.Grade, false)
	v.From[1] = from(&e.Origin, "evaluations", "decided_on", v.DecidedOn, false)
	if s := score(e.Score); s != "" {
		v.Score = words.Fill(p.words.Score, "n", s)
	}
	return v
}

func (p page) projectOpening(r *register.Project) phrase {
	w := p.words
	slots := []slot{
		{"purchaser", phrase{p.group(route.Purchasers, r.Purchaser)}},
		{"agency", phrase{p.agency(r.Agency)}},
		{"term", say(w.TermWords, slot{"start", keep(p.date(r.StartsOn))}, slot{"end", keep(p.date(r.EndsOn))})},
	}
	form := w.ProjectOpeningBare
	if r.Amount.Given {
		form = w.ProjectOpening
		slots = append(slots, slot{"amount", say(w.AmountWords, slot{"amount", strong(p.amount(r.Amount))})})
	}
	state := plain(w.ProjectRunning)
	switch n := len(r.Evaluations); {
	case n > 0:
		e := r.Evaluations[n-1]
		state = say(w.ProjectGraded, slot{"kind", plain(p.words.ValueName(schema.EvaluationKinds, e.Kind))}, slot{"grade", strong(p.grade(e))})
	case p.finished(r):
		state = say(w.ProjectMissing, slot{"missing", phrase{{Text: w.Missing, Strong: true, Tone: alarm}}})
	case r.StartsOn.After(p.reg.AsOf):
		state = plain(w.ProjectUpcoming)
	}
	return join(w.Gap, say(form, slots...), state)
}

func (p page) projectMoney(r *register.Project) []fact {
	w := p.words
	professional := fact{Name: w.ProfessionalStaff, Value: counted(r.ProfessionalStaff)}
	if professional.Value.Given && r.Staff.N > 0 {
		professional.Text = p.share(professional.Value, int64(r.ProfessionalStaff.N), int64(r.Staff.N))
	}
	return []fact{
		p.amountFact(w.Amount, r.Amount),
		p.shareFact(w.LabourCost, r.LabourCost, r.Amount), p.shareFact(w.OtherCost, r.OtherCost, r.Amount),
		{Name: w.Staff, Value: counted(r.Staff)}, professional,
		{Name: w.SupervisedStaff, Value: counted(r.SupervisedStaff)}, p.amountFact(w.SupervisionCost, r.SupervisionCost),
	}
}

// shareFact is an amount with its share of the contract's.
func (p page) shareFact(name string, part, whole money.Amount) fact {
	f := p.amountFact(name, part)
	if f.Value.Given && whole.Given && whole.Fen > 0 && part.Fen <= whole.Fen {
		f.Text = p.share(f.Value, part.Fen, whole.Fen)
	}
	return f
}

// share is a value with its share of a whole.
func (p page) share(v value, part, whole int64) template.HTML {
	return p.sentence(p.words.ShareOfStaff, slot{"value", keep(v.Text)}, slot{"share", keep(p.percent(part, whole))})
}

// percent is a share in percent to one decimal, rounded down so that 84.96 never
// looks like 85.
func (p page) percent(part, whole int64) string {
	return words.Percent(int(scale(part, whole, 1000)))
}

func (p page) projectFacts(r *register.Project) []fact {
	w := p.words
	return []fact{
		{Name: w.ProjectNumber, Data: r.ID},
		p.linkFact(w.Agency, p.agency(r.Agency)), p.linkFact(w.Purchaser, p.group(route.Purchasers, r.Purchaser)),
		p.linkFact(w.Field, p.group(route.Fields, r.Field)), p.linkFact(w.District, p.group(route.Districts, r.District)),
		p.dateFact(w.SignedOn, r.SignedOn), p.dateFact(w.StartsOn, r.StartsOn), p.dateFact(w.EndsOn, r.EndsOn),
	}
}

// others is the purchaser's projects next to one in time, the newest first. Were they the
// newest of all, each new project would change the pages of all others.
func others(r *register.Project) []*register.Project {
	all := r.Purchaser.Projects
	at, _ := slices.BinarySearchFunc(all, r, func(o, r *register.Project) int { return r.StartsOn.Compare(o.StartsOn) })
	at += max(0, slices.Index(all[at:], r))
	from := max(0, min(at-otherProjects/2, len(all)-otherProjects-1))
	list := make([]*register.Project, 0, otherProjects)
	for _, o := range all[from:min(from+otherProjects+1, len(all))] {
		if o != r {
			list = append(list, o)
		}
	}
	return list
}
