package site

import (
	"html/template"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/peer"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/rulebook"
	"gongshi/internal/words"
)

// yearsView is the list of all years.
type yearsView struct {
	Frame *frame
	Rows  []yearRow
}

type yearRow struct {
	Year                template.HTML
	Pay                 value
	Projects, Sanctions value
}

func (p page) years() any {
	w := p.words
	v := yearsView{Frame: p.frame(about{title: w.Years, summary: w.YearsLede})}
	for _, y := range p.reg.Years {
		row := yearRow{
			Year:     p.label(label{Text: y.String(), Href: p.to(p.route.Year(y, 1))}),
			Pay:      value{Text: w.StateNotYet, Quiet: true},
			Projects: number(len(y.Projects)), Sanctions: number(len(y.Sanctions)),
		}
		if t := p.cov.Of(ledger.Whole, nil).Year(y.Year); t != nil {
			row.Pay = p.disclosedShare(t.Tally(rulebook.Pay), w.NotRequired)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// The sections of a year's accounts, which are also the ids of their rows.
const (
	sectionOpen      = "open"
	sectionLate      = "late"
	sectionDue       = "due"
	sectionDisclosed = "disclosed"
)

// yearBook is a year with the accounts of those who had to disclose pay, in
// sections: what is missing first.
type yearBook struct {
	*register.Year
	totals   ledger.Totals
	accounts []sectioned
}

type sectioned struct {
	*ledger.Account
	section string
}

func (e *edition) yearBook(y *register.Year) yearBook {
	b := yearBook{Year: y, totals: e.led.PayTotals(y.Year)}
	for _, s := range sections(b.totals) {
		for _, a := range s.accounts {
			b.accounts = append(b.accounts, sectioned{a, s.id})
		}
	}
	return b
}

type accountSection struct {
	id       string
	accounts []*ledger.Account
}

func sections(t ledger.Totals) []accountSection {
	return []accountSection{{sectionOpen, t.Open}, {sectionLate, t.Late}, {sectionDue, t.Due}, {sectionDisclosed, t.Disclosed}}
}

// yearSection is the address of the first row of a section of a year.
func (e *edition) yearSection(year int, id string) string {
	before := 0
	for _, s := range sections(e.led.PayTotals(year)) {
		if s.id == id {
			break
		}
		before += len(s.accounts)
	}
	return e.route.Year(&register.Year{Year: year}, before/e.opts.PageSize+1) + "#" + id
}

// yearView is a page of a year.
type yearView struct {
	Frame     *frame
	Heading   string
	Lede      template.HTML
	Coverage  coverageTable
	Tiers     []tierRow
	Accounts  []accountGroup
	Sanctions []template.HTML
	Projects  projectTable
	Pager     pager
}

type tierRow struct {
	Name                          string
	Agencies, People, Median, Sum value
}

type accountGroup struct {
	ID   string
	Rows []accountRow
}

type accountRow struct {
	Name, District template.HTML
	State          chip
	On             value
}

func (p page) year(y yearBook, n, last int) any {
	w, size := p.words, p.opts.PageSize
	title := p.numbered(words.Fill(w.YearHeading, "year", y.String()), n)
	lede := p.yearLede(y)
	v := yearView{
		Frame: p.frame(about{
			title: title, summary: words.Fill(w.Aggregate, "title", title, "summary", lede.String()),
			crumbs: []label{{Text: w.Years, Href: p.to(p.route.Years())}},
		}),
		Heading: title, Lede: p.html(lede...),
		Sanctions: p.sanctionTable(onPage(y.Sanctions, n, size)),
		Projects:  p.projectTable(onPage(y.Projects, n, size), true, true),
		Pager:     p.pager(n, last, func(n int) string { return p.route.Year(y.Year, n) }),
	}
	if n == 1 {
		v.Coverage = p.yearCoverage(y.Year.Year)
	}
	if n == 1 && len(y.Pay) > 0 {
		v.Tiers = p.tierRows(y.Year.Year)
	}
	for _, a := range onPage(y.accounts, n, size) {
		v.add(a.section, p.accountRow(a.Account, y.Year.Year))
	}
	return v
}

func (v *yearView) add(section string, row accountRow) {
	if len(v.Accounts) == 0 || v.Accounts[len(v.Accounts)-1].ID != section {
		v.Accounts = append(v.Accounts, accountGroup{ID: section})
	}
	last := &v.Accounts[len(v.Accounts)-1]
	last.Rows = append(last.Rows, row)
}

func (p page) accountRow(a *ledger.Account, year int) accountRow {
	y := a.Year(year)
	return accountRow{
		Name: p.label(p.agency(a.Agency)), District: p.label(p.group(route.Districts, a.Agency.District)),
		State: p.payDuty(y), On: given(p.date(y.Pay.On)),
	}
}

func (p page) yearLede(y yearBook) phrase {
	w := p.words
	var pay phrase
	if len(y.totals.Required) > 0 {
		pay = say(w.PayLede, slot{"year", keep(y.String())},
			slot{"required", keep(words.Count(w.CountAgencies, len(y.totals.Required)))}, slot{"clauses", p.payClauses(y.totals)})
	}
	rest := say(w.YearLede, slot{"clauses", join(w.Comma,
		say(w.YearProjects, slot{"projects", keep(words.Count(w.CountProjects, len(y.Projects)))}),
		say(w.YearSanctions, slot{"count", keep(words.Count(w.CountItems, len(y.Sanctions)))}))})
	return join(w.Gap, pay, rest)
}

// tierRows adds up what was disclosed for a year, tier by tier.
func (p page) tierRows(year int) []tierRow {
	rows := make([]tierRow, 0, len(p.tiers()))
	for tier, name := range p.tiers() {
		agencies, people := 0, 0
		var sum money.Amount
		for _, a := range p.led.Accounts {
			if y := a.Year(year); y != nil && y.Tiers[tier] != nil {
				agencies++
				people += int(y.Tiers[tier].Headcount.N)
				sum = money.Add(sum, y.Tiers[tier].Total)
			}
		}
		row := tierRow{Name: name, Agencies: number(agencies), People: number(people), Sum: yuan(sum)}
		if m, of := p.peers.Median(year, tier, peer.All); of >= peer.Fewest {
			row.Median = yuan(m)
		}
		rows = append(rows, row)
	}
	return rows
}
