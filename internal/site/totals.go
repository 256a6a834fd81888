package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"gongshi/internal/crosscheck"
	"gongshi/internal/money"
	"gongshi/internal/peer"
	"gongshi/internal/register"
	"gongshi/internal/rulebook"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// sum is what is counted of a list of sanctions. Those about persons are counted apart:
// they are not an agency's.
type sum struct {
	agencies  int // sanctions about organisations
	inForce   int // of these
	persons   int // sanctions about persons
	concerned int // agencies of the register that the former are about
	fines     []int64
}

func sumOf(list []*register.Sanction) sum {
	t, seen := sum{}, map[*register.Agency]bool{}
	for _, s := range list {
		if s.OfPerson() {
			t.persons++
			continue
		}
		t.agencies++
		if s.Standing == register.InForce {
			t.inForce++
		}
		if s.Agency != nil && !seen[s.Agency] {
			seen[s.Agency] = true
			t.concerned++
		}
		if s.Fine.Given && s.Fine.Fen > 0 {
			t.fines = append(t.fines, s.Fine.Fen)
		}
	}
	slices.Sort(t.fines)
	return t
}

// total is the fines together; not given where there are none.
func (t sum) total() money.Amount {
	var all money.Amount
	for _, fen := range t.fines {
		all = money.Add(all, money.FromFen(fen))
	}
	return all
}

// median is the median of the fines, of peer.Fewest or more; of fewer it is not given.
func (t sum) median() money.Amount {
	if len(t.fines) < peer.Fewest {
		return money.Amount{}
	}
	return peer.Middle(t.fines)
}

// again is an agency with two or more sanctions that are shown and about itself.
type again struct {
	agency  *register.Agency
	all     int
	inForce int
	run     int // how many followed each other within the months of the cross-check; 0: none
}

// repeated lists the agencies with two or more sanctions, those with most first. What was
// withdrawn does not count, as in the cross-check.
func (e *edition) repeated() []again {
	runs := map[*register.Agency]int{}
	for _, h := range e.opts.Crosschecks.ByCheck(rulebook.RepeatSanctions) {
		runs[h.Agency] = max(runs[h.Agency], len(h.Sanctions))
	}
	var list []again
	for _, a := range e.reg.Agencies {
		t := sumOf(slices.DeleteFunc(slices.Clone(a.Sanctions), func(s *register.Sanction) bool { return s.Standing == register.Withdrawn }))
		if t.agencies > 1 {
			list = append(list, again{a, t.agencies, t.inForce, runs[a]})
		}
	}
	slices.SortStableFunc(list, func(a, b again) int { return cmp.Or(b.all-a.all, b.run-a.run) })
	return list
}

// repeatMonths is the months of the cross-check for repeat cases; 0 where the rulebook has none.
func (e *edition) repeatMonths() int {
	check := e.reg.Rules.CrossCheck(rulebook.RepeatSanctions)
	if check == nil || check.Off {
		return 0
	}
	return cmp.Or(check.Months, crosscheck.DefaultMonths)
}

// concerned says how many agencies of how many the sanctions are about, and which of them
// were sanctioned again.
func (p page) concerned() phrase {
	w, all := p.words, sumOf(p.reg.Sanctions)
	if len(p.reg.Agencies) == 0 || all.agencies == 0 {
		return nil
	}
	list := []phrase{say(w.TotalsConcerned,
		slot{"concerned", keep(words.Grouped(all.concerned))}, slot{"register", keep(words.Grouped(len(p.reg.Agencies)))})}
	repeated := p.repeated()
	if len(repeated) > 0 {
		list = append(list, say(w.TotalsRepeated, slot{"count", p.rows(w.TotalsAgencies, len(repeated), p.route.Totals()+"#repeat")}))
	}
	if months := p.repeatMonths(); months > 0 && len(repeated) > 0 {
		within := 0
		for _, a := range repeated {
			if a.run > 0 {
				within++
			}
		}
		list = append(list, say(w.TotalsWithin, slot{"count", keep(words.Count(w.TotalsAgencies, within))}, slot{"months", keep(strconv.Itoa(months))}))
	}
	return say(w.TotalsSentence, slot{"clauses", join(w.Comma, list...)})
}

// totalsView is the page of the sanctions in numbers.
type totalsView struct {
	Frame  *frame
	Lede   template.HTML
	Tables []totalsTable
	Months string // heading of the column of those within the months; empty: there is no such rule
	Again  []againRow
	Few    template.HTML // which medians are left out
}

type totalsTable struct {
	ID, Heading string
	Fines       bool
	Rows        []totalsRow
}

type totalsRow struct {
	Name                                        template.HTML
	Agencies, InForce, Concerned, Fines, Median value
	Persons                                     value
}

type againRow struct {
	Name, District       template.HTML
	All, InForce, Within value
}

func (p page) totals() any {
	w := p.words
	all := sumOf(p.reg.Sanctions)
	lede := plain(w.NoSanctions)
	if len(p.reg.Sanctions) > 0 {
		lede = join(w.Gap, say(w.TotalsLede,
			slot{"all", phrase{{Text: words.Count(w.CountSanctions, len(p.reg.Sanctions)), Href: p.to(p.route.Sanctions(1)), Keep: true}}},
			slot{"agencies", keep(words.Count(w.CountItems, all.agencies))}, slot{"inforce", keep(words.Count(w.CountItems, all.inForce))},
			slot{"persons", keep(words.Count(w.CountItems, all.persons))}), p.concerned())
	}
	v := totalsView{
		Frame: p.frame(about{title: w.Totals, summary: lede.String(), section: inSanctions, scripts: []string{p.opts.Assets.Table},
			crumbs: []label{{Text: w.Sanctions, Href: p.to(p.route.Sanctions(1))}}}),
		Lede: p.html(p.gloss(lede, "in-force", "practitioner")...), Few: p.html(p.gloss(plain(words.Fill(w.TotalsFew, "n", strconv.Itoa(peer.Fewest))), "median")...),
	}
	if len(p.reg.Sanctions) == 0 {
		return v
	}
	for _, id := range []string{"year", "measure", "authority", "district"} {
		for _, f := range p.facets[inSanctions] {
			if f.id == id && len(f.values) > 0 {
				v.Tables = append(v.Tables, p.totalsBy(f))
			}
		}
	}
	v.Tables = append(v.Tables, p.totalsBySeverity())
	if months := p.repeatMonths(); months > 0 {
		v.Months = words.Fill(w.TotalsMonths, "n", strconv.Itoa(months))
	}
	for _, a := range p.repeated() {
		v.Again = append(v.Again, againRow{
			Name: p.agencyLinks(a.agency).Name, District: p.agencyLinks(a.agency).District,
			All: number(a.all), InForce: number(a.inForce), Within: number(a.run),
		})
	}
	return v
}

// totalsBy adds up the sanctions of each value of a facet. Of a district the agencies are
// counted of those of the district, else of all. One decision may have several measures, so
// that a fine cannot be told to be any one's.
func (p page) totalsBy(f facet) totalsTable {
	t := totalsTable{ID: "by-" + f.id, Heading: f.heading, Fines: f.id != "measure"}
	for _, v := range f.values {
		of := len(p.reg.Agencies)
		if f.id == "district" {
			of = len(v.group.Agencies)
		}
		v.name.Href = p.to(v.path)
		t.Rows = append(t.Rows, p.totalsRow(v.name, v.group.Sanctions, of))
	}
	return t
}

func (p page) totalsBySeverity() totalsTable {
	t := totalsTable{ID: "by-severity", Heading: p.words.Severity, Fines: true}
	groups := map[string][]*register.Sanction{}
	for _, s := range p.reg.Sanctions {
		groups[string(s.Counted)] = append(groups[string(s.Counted)], s)
	}
	for _, c := range append(slices.Clone(schema.Severities), schema.Code{}) {
		name := p.words.SeverityUnknown
		if c.ID != "" {
			name = p.words.CodeName(c)
		}
		if list := groups[c.ID]; len(list) > 0 {
			t.Rows = append(t.Rows, p.totalsRow(label{Text: name}, list, len(p.reg.Agencies)))
		}
	}
	return t
}

func (p page) totalsRow(name label, list []*register.Sanction, of int) totalsRow {
	t := sumOf(list)
	return totalsRow{
		Name: p.label(name), Agencies: number(t.agencies), InForce: number(t.inForce), Persons: number(t.persons),
		Concerned: given(words.Fill(p.words.ShareOf, "n", words.Grouped(t.concerned), "of", words.Grouped(of))),
		Fines:     yuan(t.total()), Median: yuan(t.median()),
	}
}
