package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/peer"
	"gongshi/internal/register"
	"gongshi/internal/route"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// comparison is a group of agencies that are compared without a script: a district's,
// or those of a size. Agencies stand by size, the largest class first.
type comparison struct {
	district *register.Group // nil: the group is a size
	size     peer.Size       // where it is one
	agencies []*register.Agency
}

// comparedSizes lists the classes in the order of the tables.
var comparedSizes = []peer.Size{peer.Large, peer.Medium, peer.Small, peer.None}

// comparisons lists the groups, districts first; none is empty.
func (e *edition) comparisons() (districts, sizes []comparison) {
	bySize := map[peer.Size][]*register.Agency{}
	for _, a := range e.reg.Agencies {
		s := e.peers.Size(a, e.headline)
		bySize[s] = append(bySize[s], a)
	}
	for _, g := range e.reg.Districts {
		c := comparison{district: g}
		for _, s := range comparedSizes {
			for _, a := range g.Agencies {
				if e.peers.Size(a, e.headline) == s {
					c.agencies = append(c.agencies, a)
				}
			}
		}
		if len(c.agencies) > 0 {
			districts = append(districts, c)
		}
	}
	for _, s := range comparedSizes {
		if list := bySize[s]; len(list) > 0 {
			sizes = append(sizes, comparison{size: s, agencies: list})
		}
	}
	return districts, sizes
}

// addComparisons lists the pages of comparisons.
func (e *edition) addComparisons(add adder) {
	districts, sizes := e.comparisons()
	add(e.route.Compare(), "compare.html", e.ofComparisons(slices.Concat(districts, sizes)...), func(p page) any { return p.compare(districts, sizes) })
	for _, c := range slices.Concat(districts, sizes) {
		for n := range lastPage(e.opts.PageSize, len(c.agencies)) {
			add(e.comparisonPath(c, n+1), "compare-group.html", e.onComparison(c, n+1), func(p page) any { return p.comparison(c, n+1) })
		}
	}
}

func (e *edition) comparisonPath(c comparison, n int) string {
	if c.district != nil {
		return e.route.CompareDistrict(c.district, n)
	}
	return e.route.CompareSize(string(c.size), n)
}

// comparisonName is what a group is called.
func (e *edition) comparisonName(c comparison) label {
	if c.district != nil {
		return e.groupName(c.district)
	}
	return label{Text: e.sizeName(c.size)}
}

// comparisonView is a page of a group of agencies in comparison.
type comparisonView struct {
	Frame    *frame
	Heading  template.HTML
	Lede     template.HTML
	Sizes    string
	Choose   template.HTML
	Year     string
	Medians  []medianRow   // on the first page
	Median   template.HTML // what they are
	Tiers    []string
	Columns  comparisonColumns
	Sections []comparisonSection
	Pager    pager
}

type medianRow struct {
	Tier   string
	Median value
	Of     value
}

type comparisonColumns struct{ Contracts string }

type comparisonSection struct {
	ID, Heading string
	Rows        []comparisonRow
}

type comparisonRow struct {
	Name      template.HTML
	District  template.HTML // empty on the page of a district
	Contracts value
	Tiers     []tierCell
	Grades    []template.HTML
	InForce   value
	Columns   *comparisonColumns
}

func (p page) comparison(c comparison, n int) any {
	w, name := p.words, p.comparisonName(c)
	form := w.CompareOfSize
	if c.district != nil {
		form = w.CompareOfDistrict
	}
	title := p.numbered(words.Fill(form, "name", name.Text), n)
	last := lastPage(p.opts.PageSize, len(c.agencies))
	lede, summary := p.lede(n, last, func() phrase { return p.comparisonLede(c) })
	v := comparisonView{
		Frame: p.frame(about{
			title: title, summary: words.Fill(w.Aggregate, "title", title, "summary", summary), section: inCompare, styles: []string{p.opts.Assets.CompareStyle},
			scripts: p.sorts(lastPage(p.opts.PageSize, len(c.agencies))), crumbs: []label{{Text: w.CompareTitle, Href: p.to(p.route.Compare())}},
		}),
		Heading: p.html(say(strings.Replace(p.numbered(form, n), "{n}", strconv.Itoa(n), 1), slot{"name", phrase{name}})...),
		Lede:    p.html(lede...), Sizes: p.sizes(), Tiers: p.tiers(),
		Choose:  p.label(label{Text: w.CompareChoose, Href: p.to(p.route.Compare())}),
		Columns: comparisonColumns{w.Contracts},
		Pager:   p.pager(n, last, func(n int) string { return p.comparisonPath(c, n) }),
	}
	v.Frame.Here, v.Frame.HereData = p.numbered(name.Text, n), name.Data
	if p.headline > 0 {
		v.Year = strconv.Itoa(p.headline)
		v.Columns.Contracts = words.Fill(w.ContractsOfYear, "year", v.Year)
	}
	if n == 1 && p.headline > 0 {
		v.Medians = p.comparisonMedians(c)
		v.Median = p.html(p.gloss(plain(words.Fill(w.CompareMedianLede, "year", v.Year, "n", strconv.Itoa(peer.Fewest))), "median", "not-disclosed")...)
	}
	for _, a := range onPage(c.agencies, n, p.opts.PageSize) {
		v.add(p, a, c.district == nil)
	}
	return v
}

// add puts an agency into the section of its size.
func (v *comparisonView) add(p page, a *register.Agency, showDistrict bool) {
	size := p.peers.Size(a, p.headline)
	if last := len(v.Sections) - 1; last < 0 || v.Sections[last].ID != string(size) {
		v.Sections = append(v.Sections, comparisonSection{ID: string(size), Heading: p.sizeInFull(size)})
	}
	section := &v.Sections[len(v.Sections)-1]
	row := *p.kept.compared.of(a, p.inFolder().comparisonRow)
	row.Columns = &v.Columns
	if showDistrict {
		row.District = p.agencyLinks(a).District
	}
	section.Rows = append(section.Rows, row)
}

func (p page) comparisonRow(a *register.Agency) comparisonRow {
	account := p.led.Of(a)
	row := comparisonRow{
		Name: p.agencyLinks(a).Name, Contracts: number(peer.Contracts(a, p.headline)),
		Grades: p.latestGrades(a), InForce: number(inForce(a.Sanctions)), Tiers: make([]tierCell, 0, len(p.tiers())),
	}
	this, before := account.Year(p.headline), account.Year(p.headline-1)
	for tier, name := range p.tiers() {
		c := tierCell{payCell: payCell{Tier: name, Total: value{Text: p.words.NotRequired, Quiet: true}}}
		if this != nil {
			c.payCell = p.paid(this, tier, name)
			c.Change = p.html(p.tierChange(this, before, tier)...)
		}
		row.Tiers = append(row.Tiers, c)
	}
	return row
}

// gradesShown is how many of an agency's latest results a table has.
const gradesShown = 2

// latestGrades is an agency's latest results, each linked to its project.
func (p page) latestGrades(a *register.Agency) []template.HTML {
	var all []*register.Evaluation
	for _, r := range a.Projects {
		all = append(all, r.Evaluations...)
	}
	slices.SortStableFunc(all, func(a, b *register.Evaluation) int { return b.DecidedOn.Compare(a.DecidedOn) })
	var list []template.HTML
	for _, v := range all[:min(len(all), gradesShown)] {
		link := phrase{{Text: p.grade(v), Href: p.to(p.route.Project(v.Project))}}
		if v.DecidedOn.IsZero() {
			list = append(list, p.html(link...))
			continue
		}
		list = append(list, p.html(say(p.words.GradeOfProject, slot{"grade", link}, slot{"date", keep(p.date(v.DecidedOn))})...))
	}
	return list
}

// comparisonLede says of a group how many there are, who disclosed and what is in force.
func (p page) comparisonLede(c comparison) phrase {
	w := p.words
	count := phrase{{Text: words.Count(w.CountAgencies, len(c.agencies)), Keep: true}}
	if c.district != nil {
		count[0].Href = p.to(p.route.Group(route.Districts, c.district, 1))
	}
	required, given, open, sanctions := 0, 0, 0, 0
	for _, a := range c.agencies {
		sanctions += inForce(a.Sanctions)
		y := p.led.Of(a).Year(p.headline)
		if y == nil || !y.Pay.Required() {
			continue
		}
		required++
		if y.Pay.State.Given() {
			given++
		} else if y.Pay.State.Open() {
			open++
		}
	}
	houses := func(n int) phrase { return keep(words.Count(w.CountHouses, n)) }
	var pay phrase
	if required > 0 {
		pay = say(w.ComparePayClause, slot{"year", keep(strconv.Itoa(p.headline))},
			slot{"required", houses(required)}, slot{"given", houses(given)}, slot{"open", houses(open)})
	}
	force := say(w.CompareForceClause, slot{"count", keep(words.Count(w.CountInForce, sanctions))})
	return join(w.Gap, say(w.CompareGroupLede, slot{"count", count}), pay, force)
}

// comparisonMedians is the median of each tier over the whole group.
func (p page) comparisonMedians(c comparison) []medianRow {
	rows := make([]medianRow, 0, len(schema.Tiers))
	for tier, name := range p.tiers() {
		var totals []int64
		for _, a := range c.agencies {
			if y := p.led.Of(a).Year(p.headline); y != nil && y.Tiers[tier] != nil && y.Tiers[tier].Total.Given {
				totals = append(totals, y.Tiers[tier].Total.Fen)
			}
		}
		slices.Sort(totals)
		row := medianRow{Tier: name, Of: number(len(totals)), Median: value{Text: words.Fill(p.words.CompareTooFew, "n", strconv.Itoa(peer.Fewest)), Quiet: true}}
		if len(totals) >= peer.Fewest {
			row.Median = yuan(peer.Middle(totals))
		}
		rows = append(rows, row)
	}
	return rows
}

// compareView is the page on which readers choose agencies, which
// scripts/compare-page.ts brings to life.
type compareView struct {
	Frame     *frame
	Data      string // the folder of the figures, from here
	Root      string // the root of the language, from here
	Base      string // the same as an absolute address; empty where the portal has none
	Shards    int
	Years     string // those of the ledger, newest first
	Headline  int
	Words     string
	Sizes     string
	Districts []groupLink
	BySize    []groupLink
}

type groupLink struct {
	Name  template.HTML
	Count string
}

func (p page) compare(districts, sizes []comparison) any {
	w := p.words
	root := p.to(p.route.Prefix() + "x")
	v := compareView{
		Frame: p.frame(about{title: w.CompareTitle, summary: w.CompareLede, section: inCompare, styles: []string{p.opts.Assets.CompareStyle}, scripts: []string{p.opts.Assets.Compare}}),
		Data:  strings.TrimSuffix(p.to(route.CompareNames), "names.js"), Root: strings.TrimSuffix(root, "x"),
		Shards: compareShards(len(p.reg.Agencies)), Headline: p.headline, Words: p.compareWords(), Sizes: p.sizes(),
		Districts: p.groupLinks(districts), BySize: p.groupLinks(sizes),
	}
	if p.settings.BaseURL != "" {
		v.Base = p.settings.BaseURL + p.route.Prefix()
	}
	years := make([]string, len(p.led.Years))
	for i, y := range p.led.Years {
		years[i] = strconv.Itoa(y)
	}
	v.Years = strings.Join(years, ",")
	return v
}

func (p page) groupLinks(list []comparison) []groupLink {
	links := make([]groupLink, len(list))
	for i, c := range list {
		name := p.comparisonName(c)
		name.Href = p.to(p.comparisonPath(c, 1))
		links[i] = groupLink{p.label(name), words.Count(p.words.CountAgencies, len(c.agencies))}
	}
	return links
}

// compareWords is what the script of the page says, by the names that
// scripts/compare-words.ts gives.
func (e *edition) compareWords() string {
	w := e.words
	states := map[ledger.State]string{}
	for _, s := range ledger.States() {
		states[s] = e.stateWord(s)
	}
	return e.json(map[string]any{
		"chosen": w.ChosenHeading, "none": w.ChosenNone, "count": w.ChosenCount,
		"pick": w.PickLabel, "pickHint": w.PickHint, "pickNone": w.PickNone, "pickFull": w.PickFull, "own": w.CompareOwnLede,
		"suggestions": w.NamesHeading, "suggested": w.PickFound,
		"up": w.MoveUp, "down": w.MoveDown, "remove": w.TakeOut, "unknown": w.AgencyUnknown,
		"from": w.YearFrom, "to": w.YearTo, "measure": w.MeasureLabel,
		"groups": []string{w.MeasurePay, w.MeasurePeople, w.MeasureOther},
		"tiers":  e.tiers(), "tierIDs": tierIDs(), "total": w.TotalOfTier, "people": w.PeopleOfTier,
		"contracts": w.Contracts, "sanctions": w.MeasureSanctions, "duties": w.MeasureDuties, "dutiesNote": w.MeasureDutiesNote,
		"units": []string{w.UnitYuan, w.UnitPeople, w.UnitContracts, w.UnitItems},
		"table": w.CompareTable, "chart": w.CompareChart, "chartSays": w.CompareChartSays, "chartNone": w.CompareChartNone,
		"gap": w.CompareGapNote, "all": w.CompareAll, "agency": w.Agency, "year": w.Year,
		"take": w.CompareTake, "copy": w.CopyLink, "copied": w.LinkCopied, "notCopied": w.LinkShown,
		"csv": w.CompareCSV, "columns": w.CompareColumns, "file": w.CompareFile, "saved": w.CompareSaved, "print": w.ComparePrint, "weChat": w.CompareWeChat,
		"notLoaded": w.CompareNotLoaded, "outdated": w.CompareOutdated, "loading": w.CompareLoading, "retry": w.Retry,
		"blank": w.Blank, "missing": w.Missing, "notDue": w.NotDueYet, "notRequired": w.NotRequired, "noRule": w.StateNoRule,
		"colon": w.Colon, "comma": w.Enumeration, "states": states, "dutyNames": []string{w.PayShort, w.PolicyShort, w.ResultsShort},
		"caveats": []string{w.PayCaveat, w.SanctionCaveat},
	})
}

// stateWord is the word of a duty's state without its day or days.
func (e *edition) stateWord(s ledger.State) string {
	if s == ledger.Late {
		return e.words.MarkLate
	}
	return e.duty(ledger.Duty{State: s}).Word
}

// moneyOf is an amount as the files of figures hold it: whole fen; text where a number of
// a script could not hold it, null where it was left blank.
func moneyOf(a money.Amount) any {
	const exact = 1<<53 - 1
	switch {
	case !a.Given:
		return nil
	case a.Fen > exact:
		return strconv.FormatInt(a.Fen, 10)
	}
	return a.Fen
}
