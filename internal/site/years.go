package site

import (
	"html/template"
	"slices"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/peer"
	"gongshi/internal/register"
	"gongshi/internal/words"
)

// yearsView is the list of all years.
type yearsView struct {
	Frame *frame
	Chart *lineChart // the share disclosed; nil where there is nothing to compare
	Rows  []yearRow
}

type yearRow struct {
	Year                 template.HTML
	Pay, Policy, Results value
	Projects, Sanctions  value
}

func (p page) years() any {
	w := p.words
	v := yearsView{Frame: p.frame(about{title: w.Years, summary: w.YearsLede, scripts: p.sorts(1)}), Chart: p.shares()}
	for _, y := range p.reg.Years {
		row := yearRow{
			Year:     p.label(label{Text: y.String(), Href: p.to(p.route.Year(y, 1))}),
			Projects: number(len(y.Projects)), Sanctions: number(len(y.Sanctions)),
		}
		if t := p.cov.Of(ledger.Whole, nil).Year(y.Year); t != nil {
			c := p.coverageRow(row.Year, t)
			row.Pay, row.Policy, row.Results = c.Pay, c.Policy, c.Results
		} else {
			not := value{Text: w.StateNotYet, Quiet: true}
			row.Pay, row.Policy, row.Results = not, not, not
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
	sectionUnasked   = "unasked" // disclosed, though nothing required it
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
	for _, a := range e.led.Accounts {
		if t := a.Year(y.Year); t != nil && !t.Pay.Required() && t.Pay.Have > 0 {
			b.accounts = append(b.accounts, sectioned{a, sectionUnasked})
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

// yearSection is the address of the first row of a section of a year, of one without rows
// page 1.
func (e *edition) yearSection(year int, id string) string {
	y := &register.Year{Year: year}
	all := e.yearBook(y).accounts
	row := slices.IndexFunc(all, func(a sectioned) bool { return a.section == id })
	return e.route.Year(y, paged{size: e.opts.PageSize, total: len(all)}.of(row)) + "#" + id
}

// yearView is a page of a year.
type yearView struct {
	Frame     *frame
	Heading   string
	Lede      template.HTML
	Coverage  coverageTable
	Spread    *spread
	TierNames []string
	Accounts  []accountGroup
	Sanctions []template.HTML
	Projects  projectTable
	Pager     pager
	Ways      []template.HTML // to the same records in lists that filter and sort
}

// spread is what was disclosed in a year, tier by tier.
type spread struct {
	Lede   string
	Strips []tierStrip
	Key    []chartKey
	Tiers  []tierRow
	Sizes  *sizeTable
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
	Tiers          []accountTier
	State          chip
	On             value
}

type accountTier struct {
	Tier  string
	Total value
}

func (p page) year(y yearBook, n, last int) any {
	w, size := p.words, p.opts.PageSize
	title := p.numbered(words.Fill(w.YearHeading, "year", y.String()), n)
	lede, summary := p.lede(n, last, func() phrase { return p.yearLede(y) })
	v := yearView{
		Frame: p.frame(about{
			title: title, summary: words.Fill(w.Aggregate, "title", title, "summary", summary),
			crumbs: []label{{Text: w.Years, Href: p.to(p.route.Years())}}, scripts: p.sorts(last),
		}),
		Heading: title, Lede: p.html(lede...), TierNames: p.tiers(),
		Sanctions: p.sanctionTable(onPage(y.Sanctions, n, size)),
		Projects:  p.projectTable(onPage(y.Projects, n, size), true, true),
		Pager:     p.pager(n, last, func(n int) string { return p.route.Year(y.Year, n) }),
	}
	if last > 1 {
		v.Ways = p.wholeLists("year", y.String())
	}
	if n == 1 {
		v.Coverage = p.yearCoverage(y.Year.Year)
	}
	if n == 1 && len(y.Pay) > 0 {
		v.Spread = p.spread(y.Year.Year)
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
	links := p.agencyLinks(a.Agency)
	row := accountRow{
		Name: links.Name, District: links.District, Tiers: make([]accountTier, len(p.tiers())),
		State: p.payDuty(y), On: given(p.date(y.Pay.On)),
	}
	for tier, name := range p.tiers() {
		row.Tiers[tier] = accountTier{name, p.payTotal(y, tier)}
	}
	return row
}

func (p page) yearLede(y yearBook) phrase {
	w := p.words
	var pay phrase
	if len(y.totals.Required) > 0 {
		pay = say(w.PayLede, slot{"year", keep(y.String())},
			slot{"required", p.requiredIn(w.CountAgencies, y.totals)}, slot{"clauses", p.payClauses(y.totals)})
	}
	rest := say(w.YearLede, slot{"clauses", join(w.Comma,
		say(w.YearProjects, slot{"projects", keep(words.Count(w.CountProjects, len(y.Projects)))}),
		say(w.YearSanctions, slot{"count", keep(words.Count(w.CountItems, len(y.Sanctions)))}))})
	return join(w.Gap, pay, rest)
}

// spread draws a year's totals. The strips of a year that many disclosed are no links.
func (p page) spread(year int) *spread {
	s := &spread{Strips: p.tierStrips(year), Tiers: p.tierRows(year), Sizes: p.sizeTable(year), Lede: p.words.StripLedePlain}
	if slices.ContainsFunc(s.Strips, func(t tierStrip) bool { return t.Wide != nil && len(t.Wide.Links) > 0 }) {
		s.Lede = p.words.StripLede
	}
	s.Key = p.stripKey(s.Strips)
	return s
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
		switch m, of := p.peers.Median(year, tier, peer.All); {
		case of >= peer.Fewest:
			row.Median = yuan(m)
		case of > 0:
			row.Median = value{Text: words.Count(p.words.MedianTooFew, of), Quiet: true}
		}
		rows = append(rows, row)
	}
	return rows
}
