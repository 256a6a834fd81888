package site

import (
	"html/template"
	"strconv"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// badge is a state of an agency in one look, with the way to what it is about.
type badge struct {
	Name, Href string
	State      chip
}

func (p page) badges(a *register.Agency, account *ledger.Account) []badge {
	w := p.words
	var list []badge
	if a.Status != "" && a.Status != "active" {
		list = append(list, badge{w.Registration, "#identity", chip{amber, "△", w.ValueName(schema.AgencyStatuses, a.Status), ""}})
	}
	list = append(list, badge{w.Sanctions, "#sanctions", p.sanctionsState(a.Sanctions)})
	if p.headline > 0 {
		list = append(list, badge{words.Fill(w.BadgePay, "year", strconv.Itoa(p.headline)), "#pay", p.payDuty(account.Year(p.headline))})
	}
	return append(list, badge{w.PayPolicy, "#policy", tight(p.duty(account.Policy), account.Policy)}, badge{w.Results, "#projects", p.resultsState(account)})
}

// sanctionsState is what is in force against an agency, or under appeal.
func (e *edition) sanctionsState(list []*register.Sanction) chip {
	w, appealed := e.words, 0
	for _, s := range list {
		if s.Standing == register.Appealed {
			appealed++
		}
	}
	switch n := inForce(list); {
	case n > 0:
		return chip{alarm, "●", words.Count(w.CountInForce, n), ""}
	case appealed > 0:
		return chip{amber, "◐", words.Count(w.CountAppealed, appealed), ""}
	}
	return chip{quiet, "–", w.NoSanctionInForce, ""}
}

// resultsState is how many of the finished projects have the results that had to be there
// by now, over all years.
func (e *edition) resultsState(account *ledger.Account) chip {
	d := ledger.Duty{State: ledger.Disclosed}
	d.Have, d.Want = resultsOf(account)
	if d.Have < d.Want {
		d.State = ledger.Missing
		if d.Have > 0 {
			d.State = ledger.Partly
		}
	}
	return e.resultsDuty(d)
}

// resultsOf counts the finished projects of an agency whose results had to be disclosed by
// now, and those of them that have all that their rule asks for: as the chips of its years do.
func resultsOf(account *ledger.Account) (have, want int) {
	for i := range account.Years {
		for _, why := range account.Years[i].Results.Reasons {
			switch {
			case why.Rule == nil || why.State == ledger.Due:
			case why.State.Open():
				want++
			default:
				have, want = have+1, want+1
			}
		}
	}
	return have, want
}

// agencySanction is a sanction on the page of its agency: what it is, what that means
// today, and until when.
type agencySanction struct {
	sanctionRow
	Means string
	Terms []template.HTML
}

func (p page) agencySanctions(a *register.Agency) []agencySanction {
	list := make([]agencySanction, len(a.Sanctions))
	for i, s := range a.Sanctions {
		row := p.sanctionRow(s)
		row.ShowSubject = s.Person != ""
		list[i] = agencySanction{sanctionRow: row, Means: p.standingWords(s)}
		said := []phrase{keep(row.DecidedOn), {p.groupName(s.Authority)}}
		if !s.ValidUntil.IsZero() {
			said = append(said, keep(p.words.ValidUntil+words.NoBreak+p.date(s.ValidUntil)))
		}
		if row.Until != "" {
			said = append(said, keep(row.Until))
		}
		for _, t := range said {
			list[i].Terms = append(list[i].Terms, p.html(t...))
		}
	}
	return list
}

// agencyProjects is the projects of an agency with a line that sums them up. Where they are
// many, those that have ended stand folded behind those that have not.
type agencyProjects struct {
	Summary template.HTML
	Now     projectTable
	Earlier projectTable
	Ended   string // names the earlier ones; empty: all stand in Now
}

// manyProjects is how many projects stand in one table.
const manyProjects = 20

func (p page) agencyProjects(a *register.Agency) agencyProjects {
	if len(a.Projects) == 0 {
		return agencyProjects{}
	}
	v := agencyProjects{Summary: p.html(p.projectSummary(a.Projects)...)}
	if len(a.Projects) <= manyProjects {
		v.Now = p.projectTable(a.Projects, false, true)
		return v
	}
	var now, ended []*register.Project
	for _, r := range a.Projects {
		if p.finished(r) {
			ended = append(ended, r)
		} else {
			now = append(now, r)
		}
	}
	v.Now, v.Earlier = p.projectTable(now, false, true), p.projectTable(ended, false, true)
	v.Ended = words.Count(p.words.ProjectsEarlier, len(ended))
	return v
}

// projectSummary is how many projects there are, with what results and for how much money.
func (p page) projectSummary(list []*register.Project) phrase {
	w := p.words
	said := say(w.ProjectsCounted, slot{"projects", keep(words.Count(w.CountProjects, len(list)))}, slot{"grades", p.latestResults(list)})
	var total money.Amount
	unpriced := 0
	for _, r := range list {
		if r.Amount.Given {
			total = money.Add(total, r.Amount)
		} else {
			unpriced++
		}
	}
	if !total.Given {
		return said
	}
	worth := say(w.ProjectsWorth, slot{"amount", keep(p.roughly(total))})
	if unpriced > 0 {
		worth = say(words.Count(w.ProjectsUnpriced, unpriced, "amount", p.roughly(total)))
	}
	return join(w.Gap, said, worth)
}
