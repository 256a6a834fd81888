package site

import (
	"strconv"
	"strings"

	"gongshi/internal/ledger"
	"gongshi/internal/money"
	"gongshi/internal/register"
	"gongshi/internal/schema"
	"gongshi/internal/words"
)

// agencyOpening is what a neighbour would want to know, what weighs most first: what is in
// force and what is missing, what was paid, the projects and their results.
func (p page) agencyOpening(a *register.Agency, account *ledger.Account) phrase {
	w := p.words
	var list []phrase
	n := inForce(a.Sanctions)
	if n > 0 {
		list = append(list, say(w.AgencySanctions, slot{"count", phrase{{Text: words.Count(w.CountInForce, n), Href: "#sanctions", Tone: alarm}}}))
	}
	list = append(list, p.openSentence(account))
	if p.headline > 0 {
		list = append(list, p.paySentence(account))
	}
	list = append(list, p.projectSentence(a))
	if n == 0 {
		list = append(list, plain(w.NoSanctionInForce))
	}
	return sentences(w, list...)
}

// mostOpenYears is how many years with missing pay the opening names one by one.
const mostOpenYears = 2

// openSentence says what the agency had to disclose and has not; nothing where that is nothing.
func (p page) openSentence(account *ledger.Account) phrase {
	w := p.words
	var pay []phrase
	projects := 0
	for i := range account.Years {
		y := &account.Years[i]
		if y.Pay.State.Open() {
			pay = append(pay, phrase{p.openPay(y)})
		}
		for _, why := range y.Results.Reasons {
			if why.Rule != nil && why.State.Open() {
				projects++
			}
		}
	}
	if len(pay) > mostOpenYears {
		pay = []phrase{{{Text: words.Count(w.OpenYears, len(pay)), Href: "#duties", Keep: true}}}
	}
	if account.Policy.State.Open() {
		pay = append(pay, phrase{{Text: w.OpenPolicy, Href: "#policy"}})
	}
	if projects > 0 {
		pay = append(pay, phrase{{Text: words.Count(w.OpenResults, projects), Href: "#projects", Keep: true}})
	}
	if len(pay) == 0 {
		return nil
	}
	return say(w.AgencyOpen, slot{"what", join(w.Enumeration, pay...)}, slot{"missing", phrase{{Text: w.AgencyOpenWord, Strong: true, Tone: alarm}}})
}

// openPay is the pay of a year that is missing in part or whole, with the way to its reasons.
func (p page) openPay(y *ledger.Year) label {
	w, year := p.words, strconv.Itoa(y.Year)
	l := label{Text: words.Fill(w.OpenPay, "year", year), Href: "#" + dutyID(y.Year)}
	if y.Pay.Have > 0 {
		l.Text = words.Fill(w.OpenTiers, "year", year, "tiers", strings.ToLower(strings.Join(p.missingTiersOf(y), w.Enumeration)))
	}
	return l
}

func (p page) paySentence(account *ledger.Account) phrase {
	w, year := p.words, slot{"year", keep(strconv.Itoa(p.headline))}
	y := account.Year(p.headline)
	switch {
	case y == nil || y.Pay.State == ledger.NotRequired:
		return say(w.AgencyNoDuty, year)
	case y.Pay.Have == 0 && y.Pay.State == ledger.NoRule:
		return say(w.AgencyNoRule, year)
	case y.Pay.Have == 0 && y.Pay.State == ledger.Due:
		return say(w.AgencyNotDue, year)
	case y.Pay.Have == 0:
		return nil // said among what is missing
	}
	people, total := tierTotals(y)
	if y.Pay.Have == y.Pay.Want && people == 0 && total.Fen == 0 {
		return say(w.AgencyNil, year)
	}
	form := w.AgencyPaidPart
	if y.Pay.Have == y.Pay.Want {
		form = w.AgencyPaid
	}
	said := say(form, year, slot{"people", strong(words.Count(w.CountPeople, people))}, slot{"total", strong(p.roughly(total))})
	switch {
	case y.Pay.Have == y.Pay.Want:
		return join(w.Comma, said, p.changeOfYear(y, account.Year(p.headline-1)))
	case y.Pay.State == ledger.Due:
		names := strings.Join(p.missingTiersOf(y), w.Enumeration)
		return join(w.Comma, said, say(w.AgencyMissing, slot{"tiers", plain(names)}, slot{"missing", plain(w.NotDueYet)}))
	}
	return said
}

// tierTotals adds up what was disclosed for a year.
func tierTotals(y *ledger.Year) (people int, total money.Amount) {
	for _, t := range y.Tiers {
		if t != nil {
			people, total = people+int(t.Headcount.N), money.Add(total, t.Total)
		}
	}
	return people, total
}

// complete says whether every tier of a year has its total, so that the tiers can be added
// up and compared.
func complete(y *ledger.Year) bool {
	if y == nil || y.Pay.Have < y.Pay.Want {
		return false
	}
	for _, t := range y.Tiers {
		if t == nil || !t.Total.Given {
			return false
		}
	}
	return len(y.Tiers) > 0
}

// changeOfYear compares the total of a year with the year before; nothing where one of the
// two is not complete.
func (p page) changeOfYear(y, before *ledger.Year) phrase {
	if !complete(y) || !complete(before) {
		return nil
	}
	_, total := tierTotals(y)
	_, old := tierTotals(before)
	return p.change(total, old)
}

// A percentage of little money, or a large one, says less than the amount does.
const (
	leastBase  = 1_000_000 // fen
	mostTenths = 3000      // of a percent
)

// change says in words by how much an amount differs from that of the year before.
func (e *edition) change(now, old money.Amount) phrase {
	difference, form := now.Fen-old.Fen, e.words.More
	switch {
	case difference == 0:
		return plain(e.words.Same)
	case old.Fen == 0:
		return plain(e.words.MoreThanZero)
	case difference < 0:
		difference, form = -difference, e.words.Less
	}
	amount := e.roughly(money.FromFen(difference))
	if n := tenths(difference, old.Fen); old.Fen >= leastBase && n > 0 && n <= mostTenths {
		amount = words.Percent(n)
	}
	return say(form, slot{"n", keep(amount)})
}

func (p page) projectSentence(a *register.Agency) phrase {
	if len(a.Projects) == 0 {
		return plain(p.words.AgencyNoProjects)
	}
	said := say(p.words.AgencyProjects, slot{"projects", phrase{{Text: words.Count(p.words.CountProjects, len(a.Projects)), Href: "#projects", Keep: true}}})
	return join(p.words.Colon, said, p.latestResults(a.Projects))
}

// latestResults counts projects by the grade of their latest result, best first, and then
// those that have none.
func (e *edition) latestResults(list []*register.Project) phrase {
	w := e.words
	graded := map[string]int{}
	running, none, other := 0, 0, 0
	for _, r := range list {
		switch n := len(r.Evaluations); {
		case n > 0 && schema.ByID(schema.Grades, r.Evaluations[n-1].Grade).ZH != r.Evaluations[n-1].Grade:
			graded[r.Evaluations[n-1].Grade]++
		case n > 0:
			other++
		case e.finished(r):
			none++
		default:
			running++
		}
	}
	var parts []phrase
	add := func(n int, said string) {
		if n > 0 {
			parts = append(parts, plain(said))
		}
	}
	count := func(n int, grade string) {
		add(n, words.Fill(w.CountGraded, "grade", strings.ToLower(grade), "n", words.Grouped(n)))
	}
	for _, g := range schema.Grades {
		count(graded[g.ID], w.CodeName(g))
	}
	count(other, w.KeyOtherGrade)
	add(running, words.Count(w.CountRunning, running))
	add(none, words.Count(w.CountNoResult, none))
	return join(w.Enumeration, parts...)
}
