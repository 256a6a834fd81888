package opendata

import (
	"slices"

	"gongshi/internal/crosscheck"
	"gongshi/internal/ledger"
	"gongshi/internal/portal"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
)

// agency writes everything about one agency. Nothing in it moves with the day
// alone: the files of agencies about which nothing is new stay as they are.
func (e *encoder) agency(m *maker, a *register.Agency, account *ledger.Account, hits []*crosscheck.Hit) {
	e.open('{')
	e.key("version")
	e.int(AgencyVersion)
	e.line()
	e.key("agency")
	e.record(m, m.agency(a))
	e.line()
	e.key("policy")
	e.policy(a.Policy)
	e.line()
	e.key("duties")
	e.duties(m, account)
	e.line()
	e.key("pay")
	each(e, a.Pay, func(p *register.Pay) { e.record(m, m.pay(p)) })
	e.line()
	e.key("projects")
	each(e, a.Projects, func(p *register.Project) { e.project(m, p) })
	e.line()
	e.key("sanctions")
	each(e, a.Sanctions, func(s *register.Sanction) { e.record(m, m.sanction(s)) })
	e.line()
	e.key("findings")
	each(e, hits, func(h *crosscheck.Hit) { e.finding(m, h) })
	e.line()
	e.key("provenance")
	e.provenance(m.reg.Settings, a)
	e.buf = append(e.buf, "\n}\n"...)
}

// each writes an array, one value to a line.
func each[T any](e *encoder, list []T, write func(T)) {
	e.open('[')
	for _, v := range list {
		e.line()
		write(v)
	}
	e.close(']')
}

func (e *encoder) project(m *maker, p *register.Project) {
	e.open('{')
	r := m.project(p)
	e.members(m, &r)
	e.key("evaluations")
	each(e, p.Evaluations, func(v *register.Evaluation) { e.record(m, m.evaluation(v)) })
	e.key("clauses")
	e.clauses(m, p)
	e.close('}')
}

func (e *encoder) policy(p *register.Policy) {
	if p == nil {
		e.null()
		return
	}
	e.open('{')
	e.key("title")
	e.text(p.Title)
	e.key("effective_on")
	e.day(p.EffectiveOn)
	e.key("published_on")
	e.day(p.PublishedOn)
	e.key("source_url")
	e.text(p.SourceURL)
	e.key("source")
	e.source(p.File, 0)
	e.close('}')
}

// duties are the rows of the table of duties without what says which agency it is. For
// how long something is overdue is left out, which would be another number every day; the
// deadline says it.
func (e *encoder) duties(m *maker, account *ledger.Account) {
	if account == nil {
		e.null()
		return
	}
	e.open('[')
	for i := range account.Years {
		y := &account.Years[i]
		if y.Idle() {
			continue
		}
		for _, kind := range rulebook.DutyKinds() {
			e.line()
			e.open('{')
			r := m.duty(account.Agency, y.Year, y.Duty(kind))
			e.columns(&r, ofAgency)
			e.because(y.Duty(kind))
			e.close('}')
		}
	}
	e.close(']')
}

// provenance says who published the records and in which files they stand.
func (e *encoder) provenance(s *portal.Settings, a *register.Agency) {
	e.open('{')
	e.key("portal")
	e.text(title(s))
	e.key("url")
	e.text(s.BaseURL)
	e.key("operator")
	e.text(s.Operator.Name)
	e.key("files")
	e.strings(files(a))
	e.close('}')
}

// files lists the files in which an agency's records stand, sorted.
func files(a *register.Agency) []string {
	list := []string{a.File()}
	add := func(file string) {
		if file != "" && !slices.Contains(list, file) {
			list = append(list, file)
		}
	}
	for _, p := range a.Pay {
		add(p.File())
	}
	if a.Reply != nil {
		add(a.Reply.File)
	}
	for _, p := range a.Projects {
		add(p.File())
		if p.Reply != nil {
			add(p.Reply.File)
		}
		for _, v := range p.Evaluations {
			add(v.File())
		}
	}
	for _, s := range a.Sanctions {
		add(s.File())
		if s.Reply != nil {
			add(s.Reply.File)
		}
	}
	if a.Policy != nil {
		add(a.Policy.File)
	}
	slices.Sort(list)
	return slices.DeleteFunc(list, func(f string) bool { return f == "" })
}
